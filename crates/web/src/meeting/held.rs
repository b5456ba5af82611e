//! A case's meeting as somebody at a desk finds it, and what follows from a deed at it.

use crate::case::show::theirs;
use crate::desk::place::may;
use crate::desk::refused::refused;
use crate::frame::Section;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_name;
use affairs::{CaseRow, Prospect, Standing};
use archive::Query;
use axum::response::{IntoResponse, Redirect, Response};
use office::Deed;
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

/// Does a deed at a meeting. Faults of the form come back to the page that sent it; any other refusal has a page of its own.
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
    match app.office.perform(&official.desk.clone().with_key(key), deed) {
        Ok(_) => Ok(Redirect::to(to).into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => faulty(&refusal.faults),
        Err(Stop::Refused(refusal)) => {
            let words = official.teller(Eyes::Village).say("hall-back").to_string();
            refused(app, official, Section::Cases, &about, Link::new(words, at(number)), *refusal)
        }
        Err(failed) => Err(failed.into()),
    }
}
