//! `/desk/cases/{case}/meeting/count`: a teller enters what they counted, and sees nothing of what the other did.

use crate::desk::place::{frame, may};
use crate::foresee::{Foreseen, meeting as foresee};
use crate::form::{Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::meeting::attend::meeting;
use crate::meeting::hall::{hall, numbers, records};
use crate::meeting::held::{Held, after, ask, asking, at, case_of};
use crate::meeting::page::CountPage;
use crate::part::Line;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use affairs::{CountVotes, Unusual, Ways};
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use village::{FieldFault, Refusal, Words};

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| match Held::of_page(app, &official, &number)? {
        true => draw(app, &official, &number, None, &[], key),
        false => Ok(after(app, &official, &number)?.ok_or_else(Refusal::not_there)?),
    })
    .await
}

fn draw(
    app: &Shared,
    official: &Official,
    number: &str,
    sent: Option<&Sent>,
    faults: &[FieldFault],
    key: String,
) -> Result<Response, Halt> {
    let teller = official.teller(Eyes::Village);
    let drawn = app.office.read(|reader| {
        let Some(held) = Held::of(reader, official, number)? else { return Ok(None) };
        if !may(&official.desk, "count_ballots", &held.case.village) || !counts(&held.standing) {
            return Ok(None);
        }
        let mut frame = frame(app, reader, official, Section::Cases)?;
        frame.back = Some(Link::new(held.body(&teller), at(number)));
        let fields = numbers(&teller, true, faults).into_iter();
        let typed = |name: &str| sent.map_or("", |sent| sent.one(name)).to_owned();
        let fields = fields.map(|field| {
            let value = typed(&field.name);
            field.value(value)
        });
        let mut fields: Vec<Field> = fields.collect();
        fields.extend(reason(&teller, official, &held, typed("reason"), faults));
        let records = records(reader, official, &held)?;
        let round = teller.say("count-round").put("round", held.standing.meeting.round).to_string();
        Ok(Some(CountPage {
            title: teller.say("count-title").to_string(),
            send: teller.say("count-go").to_string(),
            what: held.case.title.clone(),
            lead: teller.say("count-lead").to_string(),
            faults: fault_lines(faults, teller.language),
            action: format!("{}/count", at(number)),
            fields,
            closed: closed(&teller, official, &held, records),
            closed_title: teller.say("count-closed").to_string(),
            standing: vec![
                Line::text(teller.say("count-which"), round),
                Line::text(teller.say("hall-voters"), held.standing.voters().to_string()),
            ],
            back: at(number),
            key,
            frame,
        }))
    })?;
    let drawn = drawn.ok_or_else(Refusal::not_there)?;
    if faults.is_empty() { page(&drawn) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn) }
}

/// Whether votes are counted by a teller: ballots, and hands once the recorder has counted them.
fn counts(standing: &affairs::Standing) -> bool {
    match standing.meeting.voting {
        Ways::Ballots => true,
        Ways::Hands => standing.is_counted(),
        Ways::Opinions => false,
    }
}

/// Why this person counts now, where that is out of the ordinary.
fn reason(teller: &Teller, official: &Official, held: &Held, typed: String, faults: &[FieldFault]) -> Option<Field> {
    let hint = match held.standing.unusual(official.desk.person()?)? {
        Unusual::AnotherTeller => "count-another-teller",
        Unusual::AnotherRound => "count-another-round",
    };
    let field = Field::new("reason", teller.say("count-reason"), Entry::LongText).hint(teller.say(hint));
    Some(field.value(typed).faulty(faults, teller.language))
}

/// Why this person has nothing to count now; empty when they have.
fn closed(teller: &Teller, official: &Official, held: &Held, records: bool) -> String {
    let mine = |person: &village::PersonId| Some(person) == official.desk.person();
    let hands = held.standing.meeting.voting == Ways::Hands;
    if held.standing.round().count() > 1 || (held.standing.agreed().is_some() && !hands) {
        return teller.say("count-agreed").to_string();
    }
    if held.standing.round().any(|row| mine(&row.count.by)) {
        return teller.say("count-yours").to_string();
    }
    if official.desk.person().is_some_and(|person| held.leaves_the_count(person)) {
        return teller.say("count-handled").to_string();
    }
    let posts = official.desk.posts_at(&held.case.village);
    if !records && !official.desk.person().is_some_and(|person| held.standing.watches(person, &posts)) {
        return teller.say("count-absent").to_string();
    }
    if held.standing.seats.iter().any(|seat| seat.recused && mine(&seat.person)) {
        return teller.say("count-aside").to_string();
    }
    match &held.outlook {
        Ok(outlook) if !outlook.tally.quorate => teller.say("count-short").to_string(),
        Ok(_) => String::new(),
        Err(refusal) => teller.words(&refusal.words),
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
        let (case, village) = case_of(&number)?;
        let held = meeting(app, &official, &number)?;
        let by_hands = !counts(&held.standing);
        let key = sent.one("key").to_owned();
        let again = |faults: &[FieldFault]| match by_hands {
            true => hall(app, &official, &number, Some(&sent), faults, key),
            false => draw(app, &official, &number, Some(&sent), faults, key),
        };
        let mut faults = Vec::new();
        let mut count = |name: &str, optional: bool| {
            let typed = sent.one(name);
            if typed.is_empty() && optional {
                return 0;
            }
            village::half_width(typed).parse::<u32>().unwrap_or_else(|_| {
                let words = Words::new("请写整数，没有就写0", "Write a whole number; 0 when there are none");
                faults.push(FieldFault { field: name.to_owned(), words });
                0
            })
        };
        let (votes_for, against, abstain) =
            (count("votes_for", false), count("against", false), count("abstain", false));
        let spoilt = count("spoilt", true);
        if !faults.is_empty() {
            return again(&faults);
        }
        let reason = sent.one("reason").to_owned();
        let deed = CountVotes { case, village, votes_for, against, abstain, spoilt, reason };
        let tell = |_: &mut dyn Query, teller: &Teller, deed: &CountVotes, seen: &Foreseen| {
            Ok(foresee::count(teller, &held, deed, seen))
        };
        let asking = asking(app, &official, format!("{}/count", at(&number)), &sent);
        ask(asking, &number, deed, &at(&number), tell, again)
    })
    .await
}
