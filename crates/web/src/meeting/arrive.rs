//! `/desk/cases/{case}/meeting/arrive`: where the code on the screen leads a member's own phone: one big button.

use crate::desk::place::frame;
use crate::form::{Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::meeting::held::{Held, after, at, case_of, finish};
use crate::meeting::page::ArrivePage;
use crate::state::{App, Shared};
use crate::told::Eyes;
use affairs::Arrive;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use office::sign_in;
use serde::Deserialize;
use village::{FieldFault, Kind, Moment, PersonId, Refusal, Words};

/// What the code on the screen brings along.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Brought {
    #[serde(default)]
    code: String,
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    Asked(brought): Asked<Brought>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| match Held::of_page(app, &official, &number)? {
        true => draw(app, &official, &number, &brought.code, &[], key),
        false => Ok(after(app, &official, &number)?.ok_or_else(Refusal::not_there)?),
    })
    .await
}

fn draw(
    app: &Shared,
    official: &Official,
    number: &str,
    code: &str,
    faults: &[FieldFault],
    key: String,
) -> Result<Response, Halt> {
    let teller = official.teller(Eyes::Village);
    let drawn = app.office.read(|reader| {
        let Some(held) = Held::of(reader, official, number)? else { return Ok(None) };
        let seats = &held.standing.seats;
        let Some(seat) = seats.iter().find(|seat| Some(&seat.person) == official.desk.person()) else {
            return Ok(None);
        };
        let is_brought = !code.is_empty() && faults.is_empty();
        let typed = Field::new("code", teller.say("arrive-code"), Entry::Text("off"));
        let typed = typed.hint(teller.say("arrive-code-hint")).faulty(faults, teller.language);
        Ok(Some(ArrivePage {
            what: held.case.title.clone(),
            body: held.body(&teller),
            name: seat.name.clone(),
            action: format!("{}/arrive", at(number)),
            faults: fault_lines(faults, teller.language),
            code: if is_brought { code.to_owned() } else { String::new() },
            typed: (!is_brought).then_some(typed),
            done: seat.arrived.map_or_else(String::new, |moment| teller.moment(moment).words),
            frame: frame(app, reader, official, Section::Cases)?,
            key,
        }))
    })?;
    let drawn = drawn.ok_or_else(Refusal::not_there)?;
    if faults.is_empty() { page(&drawn) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn) }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (case, village) = case_of(&number)?;
        let key = sent.one("key").to_owned();
        let tries = Tries::of(&official, &number);
        tries.admit(app)?;
        let deed = Arrive { case, village, code: sent.one("code").to_owned() };
        let again = |faults: &[FieldFault]| {
            if faults.iter().any(|fault| fault.field == "code") {
                tries.note(app)?;
            }
            draw(app, &official, &number, "", faults, key)
        };
        finish(app, &official, &number, sent.one("key"), deed, &format!("{}/arrive", at(&number)), again)
    })
    .await
}

/// Wrong codes of one person for one case: six digits that anybody may try as often as they like prove nothing. They are
/// counted and forgotten as wrong passwords are.
struct Tries {
    bucket: String,
    now: Moment,
}

impl Tries {
    fn of(official: &Official, number: &str) -> Self {
        let person = official.desk.person().map_or("", PersonId::as_str);
        Self { bucket: format!("arrive:{number} person:{person}"), now: official.desk.now }
    }

    fn since(&self) -> Moment {
        self.now.plus_ms(-sign_in::GUESS_WINDOW_MS)
    }

    fn admit(&self, app: &Shared) -> Result<(), Halt> {
        if app.directory.failures(&self.bucket, self.since())? < sign_in::FREE_GUESSES {
            return Ok(());
        }
        let refusal = Refusal::new(
            Kind::TooMuch,
            "meeting.too_many_codes",
            Words::new("到会码输错太多次，暂时不能再试", "too many wrong codes; you cannot try again for now"),
            Words::new(
                "请当面找记录人，由记录人登记您到会；或者15分钟后再试",
                "ask the recorder at the meeting to enter you as present, or try again in 15 minutes",
            ),
        );
        Err(refusal.into())
    }

    fn note(&self, app: &Shared) -> Result<(), Halt> {
        app.directory.note_failure(&self.bucket, self.now, self.since())?;
        Ok(())
    }
}
