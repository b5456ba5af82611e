//! `POST /desk/cases/{case}/meeting`: the recorder opens the meeting; the roster as of the day is fixed.

use crate::case::matter::Matter;
use crate::case::show::theirs;
use crate::desk::place::frame;
use crate::desk::waiting::is_turn;
use crate::foresee::{Foreseen, meeting as foresee};
use crate::form::{Choice, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::meeting::held::{ask, asking, at, case_of};
use crate::part::Line;
use crate::roster::form::RosterForm;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_in;
use affairs::OpenMeeting;
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use procedure::{Body, BodyChoice, Counted, FactValue, Step, StepKind};
use village::{Day, Fault, FieldFault, Refusal};

/// How many numbers the screen's code can be.
const CODES: u32 = 1_000_000;

/// The form that opens the meeting for which a case waits.
pub(crate) fn blank(
    app: &Shared,
    official: &Official,
    number: &str,
    sent: Option<&Sent>,
    faults: &[FieldFault],
    key: String,
) -> Result<Response, Halt> {
    let form = app.office.read(|reader| compose(app, reader, official, number, faults, key))?;
    let mut form = form.ok_or_else(Refusal::not_there)?;
    if let Some(sent) = sent {
        form.fields = form.fields.into_iter().map(|field| kept(field, sent)).collect();
    }
    if faults.is_empty() { page(&form) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &form) }
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    number: &str,
    faults: &[FieldFault],
    key: String,
) -> Result<Option<RosterForm>, Fault> {
    let Some((told, _)) = theirs(query, official, number)? else { return Ok(None) };
    let waiting = told.case.step.clone();
    let Some(matter) = Matter::of_case(query, official, number, &waiting)? else { return Ok(None) };
    let Some(step) = matter.step().filter(|step| step.kind == StepKind::Meeting) else { return Ok(None) };
    if !told.turn.as_ref().is_some_and(|turn| is_turn(&official.desk, &told.case, step, turn)) {
        return Ok(None);
    }
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Cases)?;
    frame.back = Some(Link::new(&told.case.title, format!("/desk/cases/{number}")));
    let mut standing = Vec::new();
    for choice in bodies(&matter, step) {
        let day = called(&matter, step).unwrap_or(teller.today);
        let group = affairs::group_of(&matter.book, &matter.state, &choice.body);
        let roll = affairs::roll_of(query, &matter.book, &matter.village, &choice.body, group.as_ref(), day)?;
        let count = teller.say("hall-roll").put("count", roll.len()).to_string();
        standing.push(Line::text(body_in(&teller, &matter.book, &matter.state, choice.body.as_str()), count));
    }
    Ok(Some(RosterForm {
        title: teller.say("hall-open-title").put("step", teller.words(&step.name)).to_string(),
        lead: teller.say("hall-open-lead").to_string(),
        law: teller.articles(&step.articles),
        faults: fault_lines(faults, teller.language),
        action: at(number),
        fields: fields(&teller, &matter, step, faults),
        send: teller.say("hall-open-go").to_string(),
        cancel_href: format!("/desk/cases/{number}"),
        standing_first: false,
        standing_title: teller.say("hall-open-roll").to_string(),
        standing,
        key,
        frame,
    }))
}

/// A field with what was typed, where something was.
pub(crate) fn kept(field: Field, sent: &Sent) -> Field {
    let value = sent.one(&field.name).to_owned();
    if value.is_empty() { field } else { field.value(value) }
}

/// The bodies that may meet: the one that was called, else all that the step knows.
fn bodies<'m>(matter: &Matter, step: &'m Step) -> Vec<&'m BodyChoice> {
    let called = matter.state.text("body");
    let named: Vec<&BodyChoice> = step.bodies.iter().filter(|choice| choice.body.as_str() == called).collect();
    if named.is_empty() { step.bodies.iter().collect() } else { named }
}

fn fields(teller: &Teller, matter: &Matter, step: &Step, faults: &[FieldFault]) -> Vec<Field> {
    let bodies = bodies(matter, step);
    let name = |body: &Body| body_in(teller, &matter.book, &matter.state, body.as_str());
    let options: Vec<Choice> =
        bodies.iter().map(|choice| Choice::new(choice.body.as_str(), name(&choice.body))).collect();
    let first = bodies.first().map_or("", |choice| choice.body.as_str());
    let rule = |choice: &&BodyChoice| matter.book.quorums.get(&choice.body);
    let must = step.ballots || bodies.iter().filter_map(rule).any(|rule| rule.ballots);
    let by_household =
        bodies.iter().filter_map(rule).any(|rule| rule.attend.iter().any(|way| way.counted == Counted::Households));
    let way = |value: &str, key: &'static str| Choice::new(value, teller.say(key).to_string());
    let mut fields = vec![Field::new("body", teller.say("hall-open-body"), Entry::Choice(options)).value(first)];
    let day = Field::new("day", teller.say("meeting-day"), Entry::Day).hint(teller.say("hall-open-day"));
    fields.push(day.value(called(matter, step).unwrap_or(teller.today).to_string()));
    let (ways, hint) = match (step.speaks_last.is_empty(), must) {
        (false, _) => (vec![way("opinions", "hall-way-opinions")], "hall-way-must-opinions"),
        (true, true) => (vec![way("ballots", "hall-way-ballots")], "hall-way-must"),
        (true, false) => (vec![way("hands", "hall-way-hands"), way("ballots", "hall-way-ballots")], "hall-way-hint"),
    };
    let chosen = ways.first().map_or_else(String::new, |way| way.value.clone());
    let voting = Field::new("voting", teller.say("hall-open-way"), Entry::Choice(ways));
    fields.push(voting.hint(teller.say(hint)).value(chosen));
    if by_household {
        let words = teller.say("meeting-household").to_string();
        fields.push(Field::new("household", "", Entry::Truth(words)).optional());
    }
    fields.into_iter().map(|field| field.faulty(faults, teller.language)).collect()
}

/// The day for which the meeting was called.
fn called(matter: &Matter, step: &Step) -> Option<Day> {
    match matter.state.facts.get("meeting_day") {
        Some(FactValue::Day(day)) if step.convened_by.is_some() => Some(*day),
        _ => None,
    }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    let code = code(&fresh_secret()?);
    app.blocking(move |app| {
        let (case, village) = case_of(&number)?;
        let deed = OpenMeeting {
            case,
            village,
            body: sent.one("body").to_owned(),
            day: sent.one("day").parse().unwrap_or(official.desk.now.day()),
            by_household: sent.one("household") == "yes",
            ballots: sent.one("voting") == "ballots",
            code,
        };
        let key = sent.one("key").to_owned();
        let tell = |query: &mut dyn Query, teller: &Teller, deed: &OpenMeeting, seen: &Foreseen| {
            let row = affairs::case(query, &deed.case)?;
            let row = row.ok_or_else(|| Fault::new("a meeting that was tried belongs to no case"))?;
            let book = app.office.book(query, &row.rules)?.at(&deed.village, teller.today);
            foresee::open(query, teller, &book, &row, deed, seen)
        };
        ask(asking(app, &official, at(&number), &sent), &number, deed, &at(&number), tell, |faults| {
            blank(app, &official, &number, Some(&sent), faults, key)
        })
    })
    .await
}

/// Six digits made of a fresh secret.
fn code(secret: &str) -> String {
    let number = secret.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default();
    format!("{:06}", number % CODES)
}
