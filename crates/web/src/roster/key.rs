//! `/desk/roster/people/{person}/sign-in`: a sign-in is handed over. Its first password waits for one page, and is gone.

use crate::desk::refused::refused;
use crate::foresee::key as foresee;
use crate::foresee::turn::{Turn, turn};
use crate::frame::Section;
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::roster::fill::asking;
use crate::roster::tell::theirs;
use crate::show::Link;
use crate::state::{App, Shared};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::roster::{AskReset, PersonRow};
use office::sign_in::{self, Given};
use office::{About, Deed};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use village::{Hash, Moment, PersonId, Stop};

/// How many first passwords wait to be shown at the same time, and for how long.
const KEPT: usize = 50;
const WAIT_MS: i64 = 2 * 60_000;

struct Waiting {
    session: Hash,
    person: PersonId,
    given: Given,
    until: Moment,
}

/// First passwords on their way to the page of the one who asked for them. They are in no store and in no log.
#[derive(Default)]
pub(crate) struct FirstPasswords(Mutex<VecDeque<Waiting>>);

impl FirstPasswords {
    fn keep(&self, session: Hash, person: &PersonId, given: Given, now: Moment) {
        let mut kept = self.0.lock();
        kept.retain(|waiting| waiting.person != *person && waiting.until > now);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(Waiting { session, person: person.clone(), given, until: now.plus_ms(WAIT_MS) });
    }

    /// Takes out what this session asked for about a person: it is shown once.
    pub(crate) fn take(&self, session: &Hash, person: &PersonId, now: Moment) -> Option<Given> {
        let mut kept = self.0.lock();
        kept.retain(|waiting| waiting.until > now);
        let at = kept.iter().position(|waiting| waiting.session == *session && waiting.person == *person)?;
        kept.remove(at).map(|waiting| waiting.given)
    }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let person = theirs(app, &official, &number)?;
        let address = format!("/desk/roster/people/{number}");
        if sent.one("sure") == "no" {
            return Ok(Redirect::to(&format!("{address}#sign-in")).into_response());
        }
        let deed = Arc::new(sign_in::giving(&app.directory, &app.office, &person)?);
        let must_ask = app.office.read(|reader| deed.must_ask(reader, &official.desk))?;
        if must_ask {
            // Whoever sends the form of a password that was handed over already has left its mark: nothing is asked for anew.
            return ask(app, &official, person, &sent);
        }
        let done = match sent.one("sure") {
            "yes" => sign_in::give(&app.directory, &official.desk.clone().with_key(sent.one("key")), &person.id),
            _ => {
                let action = format!("{address}/sign-in");
                let turned = turn(asking(app, &official, &sent, action), Arc::clone(&deed), |query, teller, seen| {
                    foresee::give(query, teller, &person, &deed, seen)
                })?;
                match turned {
                    Turn::Shown(shown) => return Ok(shown),
                    Turn::Done(done) => done.map(|_| None),
                    Turn::Again => Ok(None),
                }
            }
        };
        match done {
            Ok(given) => {
                if let Some(given) = given {
                    app.first_passwords.keep(official.token, &person.id, given, app.now());
                }
                Ok(Redirect::to(&format!("{address}#sign-in")).into_response())
            }
            Err(Stop::Refused(refusal)) => {
                let about = About { place: person.village, subject: number, step: "give_sign_in".into() };
                refused(app, &official, Section::Roster, &about, Link::new(person.name, address), *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// An officer's new password is asked for first.
fn ask(app: &Shared, official: &Official, person: PersonRow, sent: &Sent) -> Result<Response, Halt> {
    let address = format!("/desk/roster/people/{}", person.id);
    let deed = Arc::new(AskReset { place: person.village.clone(), person: person.id.clone() });
    let about = deed.about();
    let action = format!("{address}/sign-in");
    let turned = turn(asking(app, official, sent, action), Arc::clone(&deed), |query, teller, seen| {
        foresee::ask(query, teller, &person, seen)
    })?;
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again | Turn::Done(Ok(_)) => Ok(Redirect::to(&format!("{address}#sign-in")).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            refused(app, official, Section::Roster, &about, Link::new(person.name, address), *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_password_is_shown_once_to_whoever_asked_for_it_and_not_for_long() {
        let kept = FirstPasswords::default();
        let person = PersonId::new("990101-P000001").unwrap();
        let given = || Given { name: "a".into(), password: "b".into() };
        kept.keep(Hash([1; 32]), &person, given(), Moment(0));
        assert_eq!(kept.take(&Hash([2; 32]), &person, Moment(1)), None);
        assert_eq!(kept.take(&Hash([1; 32]), &person, Moment(1)), Some(given()));
        assert_eq!(kept.take(&Hash([1; 32]), &person, Moment(1)), None);
        kept.keep(Hash([1; 32]), &person, given(), Moment(0));
        assert_eq!(kept.take(&Hash([1; 32]), &person, Moment(WAIT_MS)), None);
    }
}
