//! A case's meeting as somebody at a desk finds it, and what follows from a deed at it.

use crate::case::show::theirs;
use crate::desk::place::may;
use crate::desk::refused::refused;
use crate::foresee::Foreseen;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::frame::Section;
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_name;
use affairs::{CaseRow, Prospect, Standing};
use archive::Query;
use axum::response::{IntoResponse, Redirect, Response};
use office::{About, Deed, Receipt};
use procedure::RuleBook;
use std::sync::Arc;
use village::{CaseId, Fault, FieldFault, Refusal, Stop};

/// A meeting that is being held, with what would come of it.
pub(crate) struct Held {
    pub(crate) case: CaseRow,
    pub(crate) book: Arc<RuleBook>,
    pub(crate) standing: Standing,
    pub(crate) outlook: Prospect,
}

impl Held {
    /// The meeting of a case; `None` when none is held, or it is none of this person's business: they neither see the case
    /// nor sit in the meeting, nor may they count its ballots.
    pub(crate) fn of(query: &mut dyn Query, official: &Official, number: &str) -> Result<Option<Self>, Fault> {
        let Ok(id) = CaseId::new(number) else { return Ok(None) };
        let Some(case) = affairs::case(query, &id)? else { return Ok(None) };
        let Some((standing, outlook)) = affairs::standing(query, &official.desk, &case)? else { return Ok(None) };
        let sits = standing.seats.iter().any(|seat| Some(&seat.person) == official.desk.person());
        let counts = may(&official.desk, "count_ballots", &case.village);
        if !sits && !counts && theirs(query, official, number)?.is_none() {
            return Ok(None);
        }
        let (_, book) = affairs::state_of(query, &official.desk.office, &case)?;
        Ok(Some(Self { case, book, standing, outlook }))
    }

    pub(crate) fn body(&self, teller: &Teller) -> String {
        body_name(teller, &self.book, &self.standing.meeting.body)
    }
}

/// The case of an address.
pub(crate) fn case_of(number: &str) -> Result<(CaseId, village::Place), Refusal> {
    let case = CaseId::new(number).map_err(|_| Refusal::not_there())?;
    let village = case.village().ok_or_else(Refusal::not_there)?;
    Ok((case, village))
}

/// Where a meeting is.
pub(crate) fn at(number: &str) -> String {
    format!("/desk/cases/{number}/meeting")
}

/// Shows a deed at a meeting once more with what would come of it, and does it when the person is sure. Faults of the form, and
/// what somebody wants to change, come back to the page that sent it.
pub(crate) fn ask<D: Deed + Sync>(
    asking: Asking<'_>,
    number: &str,
    deed: D,
    to: &str,
    tell: impl FnOnce(&mut dyn Query, &Teller, &D, &Foreseen) -> Result<Showing, Fault>,
    again: impl FnOnce(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let (app, official, about, deed) = (asking.app, asking.official, deed.about(), Arc::new(deed));
    match turn(asking, Arc::clone(&deed), |query, teller, seen| tell(query, teller, &deed, seen))? {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => again(&[]),
        Turn::Done(done) => end(app, official, number, done, &about, to, again),
    }
}

/// A form of a meeting's page that asks for a deed.
pub(crate) fn asking<'a>(app: &'a Shared, official: &'a Official, action: String, sent: &'a Sent) -> Asking<'a> {
    Asking { app, official, section: Section::Cases, action, sent, answers: sent.answers() }
}

/// Does a deed at a meeting at once: only what the page tells beside the button, and what is put right as easily.
pub(crate) fn finish(
    app: &Shared,
    official: &Official,
    number: &str,
    key: &str,
    deed: impl Deed,
    to: &str,
    faulty: impl FnOnce(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let done = app.office.perform(&official.desk.clone().with_key(key), deed);
    end(app, official, number, done, &about, to, faulty)
}

/// Faults of the form come back to the page that sent it; any other refusal has a page of its own.
fn end(
    app: &Shared,
    official: &Official,
    number: &str,
    done: Result<Receipt, Stop>,
    about: &About,
    to: &str,
    faulty: impl FnOnce(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    match done {
        Ok(_) => Ok(Redirect::to(to).into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => faulty(&refusal.faults),
        Err(Stop::Refused(refusal)) => {
            let words = official.teller(Eyes::Village).say("hall-back").to_string();
            refused(app, official, Section::Cases, about, Link::new(words, at(number)), *refusal)
        }
        Err(failed) => Err(failed.into()),
    }
}
