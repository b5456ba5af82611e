//! A case's meeting as somebody at a desk finds it, and what follows from a deed at it.

use crate::case::public::known;
use crate::case::show::theirs;
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
use crate::village::shelve::body_in;
use affairs::{CaseRow, Prospect, Standing};
use archive::Query;
use axum::response::{IntoResponse, Redirect, Response};
use office::{About, Deed, Receipt};
use procedure::{CaseState, RuleBook};
use std::sync::Arc;
use village::{CaseId, Fault, FieldFault, PersonId, Refusal, Stop};

/// A meeting that is being held, with what would come of it.
pub(crate) struct Held {
    pub(crate) case: CaseRow,
    pub(crate) book: Arc<RuleBook>,
    pub(crate) state: CaseState,
    pub(crate) standing: Standing,
    pub(crate) outlook: Prospect,
}

impl Held {
    /// The meeting of a case; `None` when none is held, or it is none of this person's business: they neither read the case at
    /// their desk nor are entitled to the meeting.
    pub(crate) fn of(query: &mut dyn Query, official: &Official, number: &str) -> Result<Option<Self>, Fault> {
        let Ok(id) = CaseId::new(number) else { return Ok(None) };
        let Some(case) = affairs::case(query, &id)? else { return Ok(None) };
        let Some((standing, outlook)) = affairs::standing(query, &official.desk, &case)? else { return Ok(None) };
        let sits = standing.seats.iter().any(|seat| Some(&seat.person) == official.desk.person());
        if !sits && theirs(query, official, number)?.is_none() {
            return Ok(None);
        }
        let (state, book) = affairs::state_of(query, &official.desk.office, &case)?;
        Ok(Some(Self { case, book, state, standing, outlook }))
    }

    /// Whether a meeting is held that is this person's business.
    pub(crate) fn of_page(app: &Shared, official: &Official, number: &str) -> Result<bool, Halt> {
        Ok(app.office.read(|reader| Ok::<_, Fault>(Self::of(reader, official, number)?.is_some()))?)
    }

    /// Whether somebody handled the matter.
    pub(crate) fn handled(&self, person: &PersonId) -> bool {
        let affair = self.book.affair(&self.case.affair);
        affair.is_some_and(|affair| procedure::handled(affair, &self.state, person).is_some())
    }

    /// Whether this person leaves the count to others: they handled the matter, and two others are there.
    pub(crate) fn leaves_the_count(&self, person: &PersonId) -> bool {
        let others = |seat: &&affairs::Seat| seat.arrived.is_some() && !seat.recused && !self.handled(&seat.person);
        self.handled(person) && self.standing.seats.iter().filter(others).count() > 1
    }

    pub(crate) fn body(&self, teller: &Teller) -> String {
        body_in(teller, &self.book, &self.state, &self.standing.meeting.body)
    }
}

/// Where somebody is led who has the page of a meeting before them that is over: to the case at the desk, or to its public
/// record for who sat in the meeting and reads no more. `None` when no meeting was held or it was none of theirs.
pub(crate) fn after(app: &Shared, official: &Official, number: &str) -> Result<Option<Response>, Halt> {
    let to = app.office.read(|reader| {
        let Ok(id) = CaseId::new(number) else { return Ok(None) };
        let Some(last) = affairs::meetings(reader, &id)?.pop() else { return Ok(None) };
        if theirs(reader, official, number)?.is_some() {
            return Ok(Some(format!("/desk/cases/{id}")));
        }
        let seats = affairs::seats(reader, &last.id)?;
        let sat = seats.iter().any(|seat| Some(&seat.person) == official.desk.person());
        let public = sat && known(reader, &app.office, number)?.is_some();
        Ok(public.then(|| format!("/cases/{id}")))
    })?;
    Ok(to.map(|to| Redirect::to(&to).into_response()))
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
