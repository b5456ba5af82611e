//! What a form is for: the next step of a case, or the first step of a new one.

use crate::case::reading::Reading;
use crate::case::show::theirs;
use crate::http::visitor::Official;
use affairs::{Act, CaseRow, Form, Open};
use archive::Query;
use office::{Office, Receipt, roster};
use procedure::{Affair, CaseState, Field, RuleBook, Step, Table};
use std::sync::Arc;
use village::{Fault, Level, Place, Refusal, Stop};

/// The step that a form is for, with all that its fields need.
pub(crate) struct Matter {
    pub(crate) village: Place,
    pub(crate) book: Arc<RuleBook>,
    pub(crate) state: CaseState,
    affair: String,
    step: String,
    /// The case; none for one that begins with this form.
    pub(crate) case: Option<CaseRow>,
}

impl Matter {
    /// The step of a case; `None` when there is none, or it is not this official's to know.
    pub(crate) fn of_case(
        query: &mut dyn Query,
        official: &Official,
        number: &str,
        step: &str,
    ) -> Result<Option<Self>, Fault> {
        let Some((told, _)) = theirs(query, official, number)? else { return Ok(None) };
        let matter = Self {
            village: told.case.village.clone(),
            affair: told.case.affair.clone(),
            step: step.to_owned(),
            book: told.book,
            state: told.state,
            case: Some(told.case),
        };
        Ok(Some(matter).filter(|matter| matter.step().is_some()))
    }

    /// The first step of a new case of an affair in a village.
    pub(crate) fn fresh(
        query: &mut dyn Query,
        office: &Office,
        affair: &str,
        village: &str,
    ) -> Result<Option<Self>, Fault> {
        let Some(village) = Place::new(village).ok().filter(|place| place.level() == Level::Village) else {
            return Ok(None);
        };
        if roster::division(query, &village)?.is_none() {
            return Ok(None);
        }
        let book = office.book_at(query, &village)?;
        let Some(state) = book.begin(affair, village.clone()) else { return Ok(None) };
        let Some(step) = book.affair(affair).and_then(Affair::first).map(|step| step.id.clone()) else {
            return Ok(None);
        };
        Ok(Some(Self { village, state, affair: affair.to_owned(), step, case: None, book }))
    }

    pub(crate) fn affair(&self) -> Option<&Affair> {
        self.book.affair(&self.affair)
    }

    pub(crate) fn step(&self) -> Option<&Step> {
        self.affair().and_then(|affair| affair.step(&self.step))
    }

    pub(crate) fn fields(&self) -> &[Field] {
        self.step().map_or(&[], |step| &step.fields)
    }

    pub(crate) fn tables(&self) -> &[Table] {
        self.step().map_or(&[], |step| &step.tables)
    }

    /// Where the form is sent.
    pub(crate) fn action(&self) -> String {
        match &self.case {
            Some(case) => format!("/desk/cases/{}/acts/{}", case.id, self.step),
            None => format!("/desk/start/{}?village={}", self.affair, self.village),
        }
    }

    /// Where the checked form is sent.
    pub(crate) fn send_action(&self) -> String {
        match &self.case {
            Some(case) => format!("/desk/cases/{}/acts/{}/send", case.id, self.step),
            None => format!("/desk/start/{}/send?village={}", self.affair, self.village),
        }
    }

    /// Where one goes back to.
    pub(crate) fn home(&self) -> String {
        match &self.case {
            Some(case) => format!("/desk/cases/{}", case.id),
            None => format!("/desk/start?village={}", self.village),
        }
    }

    /// Under what a refused attempt is recorded.
    pub(crate) fn subject(&self) -> String {
        match &self.case {
            Some(case) => case.id.to_string(),
            None => format!("{}-{}", self.village, self.affair),
        }
    }

    pub(crate) fn act(&self, case: &CaseRow, filled: &Filled) -> Act {
        let revision = filled.revision.unwrap_or(case.revision);
        Act { case: case.id.clone(), village: self.village.clone(), revision, form: filled.form.clone() }
    }

    pub(crate) fn open(&self, filled: &Filled) -> Open {
        Open {
            village: self.village.clone(),
            affair: self.affair.clone(),
            title: filled.title.clone(),
            form: filled.form.clone(),
        }
    }

    /// Does it, once for each form.
    pub(crate) fn perform(&self, official: &Official, filled: &Filled, key: &str) -> Result<Receipt, Stop> {
        let office = &official.desk.office;
        let desk = official.desk.clone().with_key(key);
        match &self.case {
            Some(case) => office.perform(&desk, self.act(case, filled)),
            None => office.perform(&desk, self.open(filled)),
        }
    }
}

/// A form as it was filled in. A new case is called what the affair's own field `title` says, where it has one.
pub(crate) struct Filled {
    pub(crate) title: String,
    /// The revision of the case for which the form was made.
    pub(crate) revision: Option<i64>,
    pub(crate) form: Form,
    /// What was read of invoices for it.
    pub(crate) reading: Reading,
}

/// Nothing is here, or nothing that this official may know of.
pub(crate) fn known(matter: Option<Matter>) -> Result<Matter, Refusal> {
    matter.ok_or_else(Refusal::not_there)
}
