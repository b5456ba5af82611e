//! Opening a case: its first step is taken, or there is no case.

use crate::sql;
use crate::state;
use crate::take::{Form, Matter, take_step};
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, roster};
use village::{CaseId, Fault, FieldFault, Level, Place, Refusal, Stop, Words, serial_after};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 60;

/// Opens a case of an affair with its first step.
pub struct Open {
    /// The village.
    pub village: Place,
    /// The affair's code.
    pub affair: String,
    /// What it is about, in a few words.
    pub title: String,
    /// The first step's form.
    pub form: Form,
}

impl Deed for Open {
    fn about(&self) -> About {
        let subject = format!("{}-{}", self.village, self.affair);
        About { place: self.village.clone(), subject, step: self.form.step.clone() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if self.village.level() != Level::Village || roster::division(tx, &self.village)?.is_none() {
            return Err(Refusal::not_there().into());
        }
        let book = desk.office.current_book(tx)?.at(&self.village, desk.now.day());
        let affair = book.affairs.get(&self.affair).ok_or_else(Refusal::not_there)?;
        let title = self.checked_title()?;
        let serial = self.next_serial(tx, desk.now.day().year())?;
        let matter = Matter {
            case: CaseId::numbered(&self.village, &self.affair, desk.now.day().year(), serial),
            number: 1,
            state: state::fresh(affair, &self.village)?,
            title: Some(title),
            party: None,
            book: std::sync::Arc::clone(&book),
        };
        take_step(desk, tx, &matter, &self.form)
    }
}

impl Open {
    /// The number of cases of the affair in the village and year, and one.
    fn next_serial(&self, tx: &mut Tx<'_>, year: i16) -> Result<i64, Fault> {
        let year = format!("{}-{}-{year}", self.village, self.affair);
        // Between `…-2026-` and `…-2026.`, the next character, lie the cases of the year.
        let between = [format!("{year}-").into(), format!("{year}.").into()];
        let last = tx.maybe(sql::LAST_CASE, &between)?.map(|row| row.text("id")).transpose()?;
        match serial_after(last.as_deref()) {
            Some(serial) => Ok(serial),
            None => Ok(tx.one(sql::COUNT_CASES, &between)?.int("many")? + 1),
        }
    }

    fn checked_title(&self) -> Result<String, Refusal> {
        let title = self.title.trim();
        let words = if title.is_empty() {
            Words::new("请用几个字写明是什么事", "say in a few words what it is about")
        } else if title.chars().count() > LONGEST_TITLE {
            Words::new("标题最多60个字", "the title has at most 60 characters")
        } else {
            return Ok(title.to_owned());
        };
        Err(Refusal::faulty("case.title", vec![FieldFault { field: "title".into(), words }]))
    }
}
