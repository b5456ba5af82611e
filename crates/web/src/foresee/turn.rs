//! A deed outside the steps of a case: its form is checked, shown once more with what would happen, and sent.

use crate::case::check::CheckPage;
use crate::case::foretold::ForetoldPage;
use crate::desk::place::frame;
use crate::desk::refused::tried;
use crate::foresee::{Consequence, Foreseen, foresee};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with, status};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::part::{Line, Paper, Votes};
use crate::state::Shared;
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::response::Response;
use office::{Deed, Preview, Receipt};
use std::sync::Arc;
use village::{Fault, Stop};

/// What becomes of a form.
pub(crate) enum Turn {
    /// The deed was done, or refused.
    Done(Result<Receipt, Stop>),
    /// It is shown once more before it is done.
    Shown(Response),
    /// The person wants to change something.
    Again,
}

/// What is shown once more.
pub(crate) struct Showing {
    /// What the deed is about.
    pub(crate) what: String,
    /// The deed.
    pub(crate) step: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) votes: Option<Votes>,
    pub(crate) papers: Vec<Paper>,
    pub(crate) then: Vec<Consequence>,
}

impl Showing {
    /// A deed without votes and papers.
    pub(crate) fn of(what: String, step: impl ToString, lines: Vec<Line>, then: Vec<Consequence>) -> Self {
        Self { what, step: step.to_string(), lines, votes: None, papers: Vec::new(), then }
    }
}

/// Where a form came from and goes to.
pub(crate) struct Asking<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) official: &'a Official,
    pub(crate) section: Section,
    pub(crate) action: String,
    pub(crate) sent: &'a Sent,
    /// Everything that was answered, to be sent again unchanged.
    pub(crate) answers: Vec<(String, String)>,
}

/// Does what the form asks for, only after it was shown once more with what would come of it: that it would be done, or that it
/// would be refused. To look at it leaves nothing.
pub(crate) fn turn<D: Deed + Sync>(
    asking: Asking<'_>,
    deed: D,
    tell: impl FnOnce(&mut dyn Query, &Teller, &Foreseen) -> Result<Showing, Fault>,
) -> Result<Turn, Halt> {
    let Asking { app, official, section, action, sent, answers } = asking;
    let key = sent.one("key");
    let deed = Arc::new(deed);
    let perform = |deed| app.office.perform(&official.desk.clone().with_key(key), deed);
    match sent.one("sure") {
        "yes" => return Ok(Turn::Done(perform(deed))),
        "no" => return Ok(Turn::Again),
        _ => {}
    }
    let foreseen = foresee(official, Arc::clone(&deed))?;
    match &foreseen.preview {
        Preview::Refused(refusal) if refusal.violation => {
            let about = deed.about();
            let teller = official.teller(Eyes::Handler);
            let shown = app.office.read(|reader| {
                let step = tried(app.office.authority(), &teller, &about.step);
                let named = (place_name(reader, &about.place)?, step);
                let frame = frame(app, reader, official, section)?;
                let refused = (&**refusal, foreseen.warned.clone());
                Ok(ForetoldPage::of(frame, &teller, named, refused, (action, key.to_owned(), answers)))
            })?;
            return Ok(Turn::Shown(page_with(status(refusal.kind), &shown)?));
        }
        Preview::Refused(refusal) => return Ok(Turn::Done(Err(Stop::Refused(refusal.clone())))),
        Preview::Done(_) => {}
    }
    let teller = official.teller(Eyes::Handler);
    let shown = app.office.read(|reader| {
        let Showing { what, step, lines, votes, papers, then } = tell(reader, &teller, &foreseen)?;
        let frame = frame(app, reader, official, section)?;
        let differs = Vec::new();
        Ok(CheckPage { frame, what, step, lines, differs, votes, papers, then, action, key: key.to_owned(), answers })
    })?;
    Ok(Turn::Shown(page(&shown)?))
}
