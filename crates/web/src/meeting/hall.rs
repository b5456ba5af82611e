//! `/desk/cases/{case}/meeting`: the meeting as it stands, for use at the meeting; before it is opened, the form to open it.

use crate::case::fill::{papers, token};
use crate::case::sheet::ACCEPT;
use crate::desk::place::frame;
use crate::desk::waiting::is_turn;
use crate::form::{Choice, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::meeting::board::board;
use crate::meeting::held::{Held, after, at};
use crate::meeting::open;
use crate::meeting::page::{Attendee, Board, HallPage, ScreenPage};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use affairs::{Seat, Ways};
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::StatusCode;
use axum::response::Response;
use procedure::StepKind;
use serde::Deserialize;
use village::{Fault, FieldFault, Refusal};

/// What the address adds: whether the page is for the wall.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct View {
    #[serde(default)]
    view: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    Asked(view): Asked<View>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let held = app.office.read(|reader| Held::of(reader, &official, &number))?;
        match held {
            None => match open::blank(app, &official, &number, None, &[], key) {
                Ok(form) => Ok(form),
                Err(refused) => after(app, &official, &number)?.ok_or(refused),
            },
            Some(held) if view.view == "screen" => screen(app, &official, &held),
            Some(_) => hall(app, &official, &number, None, &[], key),
        }
    })
    .await
}

fn drawn(app: &Shared, teller: &Teller, held: &Held, records: bool) -> Result<Board, Fault> {
    let meeting = &held.standing.meeting;
    // The code proves that somebody is there: only the recorder's screen shows it.
    let arrive = format!("{}{}/arrive?code={}", app.public_url, at(held.case.id.as_str()), meeting.code);
    let arrive = Some(arrive).filter(|_| records);
    board(teller, &held.case.title, held.body(teller), &held.standing, &held.outlook, arrive.as_deref())
}

fn screen(app: &Shared, official: &Official, held: &Held) -> Result<Response, Halt> {
    let teller = official.teller(Eyes::Village);
    let (frame, records) = app
        .office
        .read(|reader| Ok((frame(app, reader, official, Section::Cases)?, records(reader, official, held)?)))?;
    let board = drawn(app, &teller, held, records)?;
    page(&ScreenPage { frame, board, back: at(held.case.id.as_str()) })
}

/// The page with what was found wrong in the last form.
pub(crate) fn hall(
    app: &Shared,
    official: &Official,
    number: &str,
    sent: Option<&Sent>,
    faults: &[FieldFault],
    key: String,
) -> Result<Response, Halt> {
    let drawn = app.office.read(|reader| {
        let Some(held) = Held::of(reader, official, number)? else { return Ok(None) };
        compose(app, reader, official, &held, faults, key).map(Some)
    })?;
    let mut drawn = drawn.ok_or_else(Refusal::not_there)?;
    if let Some(sent) = sent {
        drawn.type_again(sent);
        // Only a paper whose mark is ours is believed, here and when it comes back.
        let mut unread = Vec::new();
        let received = papers(official, app.office.files(), sent, &mut unread)?;
        drawn.given = received.iter().map(|paper| (token(paper, &official.seal), paper.name.clone())).collect();
    }
    if faults.is_empty() { page(&drawn) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn) }
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    held: &Held,
    faults: &[FieldFault],
    key: String,
) -> Result<HallPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let (meeting, standing) = (&held.standing.meeting, &held.standing);
    let number = held.case.id.to_string();
    let mut frame = frame(app, query, official, Section::Cases)?;
    frame.back = Some(Link::new(&held.case.title, format!("/desk/cases/{number}")));
    let records = records(query, official, held)?;
    let quorate = held.outlook.as_ref().is_ok_and(|outlook| outlook.tally.quorate);
    let signs_in = !standing.is_counted();
    let by_hands = meeting.voting == Ways::Hands;
    let counts = match meeting.voting {
        Ways::Ballots => quorate && standing.agreed().is_none(),
        Ways::Hands => quorate && standing.is_counted(),
        Ways::Opinions => false,
    };
    let speaks = meeting.voting == Ways::Opinions && quorate && !standing.is_opened();
    let nobody_last = standing.speakers().1.is_empty();
    let ends = standing.agreed().is_some() || !quorate;
    let end = if ends { format!("/desk/cases/{number}/acts/{}", meeting.step) } else { String::new() };
    Ok(HallPage {
        board: drawn(app, &teller, held, records)?,
        faults: fault_lines(faults, teller.language),
        at: at(&number),
        absent: standing.seats.iter().filter(|s| s.arrived.is_none()).map(|s| attendee(&teller, standing, s)).collect(),
        present: standing
            .seats
            .iter()
            .filter(|s| s.arrived.is_some())
            .map(|s| attendee(&teller, standing, s))
            .collect(),
        hands: if records && by_hands && quorate && !standing.is_counted() {
            numbers(&teller, false, faults)
        } else {
            Vec::new()
        },
        opinion_href: if speaks { format!("{}/opinion", at(&number)) } else { String::new() },
        unseals: records && nobody_last && standing.silent().is_empty(),
        count_words: if by_hands { DOUBTED } else { BALLOTS },
        count_href: if counts { format!("{}/count", at(&number)) } else { String::new() },
        end_href: if records { end } else { String::new() },
        end_words: teller.say(if quorate { "hall-end" } else { "hall-end-short" }).to_string(),
        proxy: if records && signs_in { proxy(&teller, held, faults) } else { Vec::new() },
        seat: if records { correction(&teller, standing, faults) } else { Vec::new() },
        reason: (records && signs_in).then(|| reason(&teller, faults)),
        records,
        signs_in,
        opened: "",
        given: Vec::new(),
        key,
        frame,
    })
}

/// The words of counting ballots.
pub(super) const BALLOTS: [&str; 3] = ["hall-to-count", "hall-to-count-hint", "hall-count-go"];
/// The words of counting hands again.
const DOUBTED: [&str; 3] = ["hall-doubt", "hall-doubt-hint", "hall-doubt-go"];

/// Whether the person may record the meeting, by post and policies.
pub(super) fn records(query: &mut dyn Query, official: &Official, held: &Held) -> Result<bool, Fault> {
    let step = held.book.affair(&held.case.affair).and_then(|affair| affair.step(&held.standing.meeting.step));
    let Some(step) = step.filter(|step| step.kind == StepKind::Meeting) else { return Ok(false) };
    let turn = affairs::turn_of(query, &official.desk.office, &held.case)?;
    Ok(turn.is_some_and(|turn| is_turn(&official.desk, &held.case, step, &turn)))
}

fn attendee(teller: &Teller, standing: &affairs::Standing, seat: &Seat) -> Attendee {
    let mut notes = Vec::new();
    if let Some(row) = standing.proxies.iter().find(|row| row.proxy.absent == seat.person) {
        notes.push(teller.say("hall-by-proxy").put("name", teller.name(&row.holder)).to_string());
    } else if let Some(moment) = seat.arrived {
        let key = if seat.way == "phone" { "hall-by-phone" } else { "hall-by-recorder" };
        let (hour, minute) = moment.time();
        notes.push(teller.say(key).put("time", format!("{hour}:{minute:02}")).to_string());
    }
    if seat.recused {
        notes.push(teller.say("hall-stands-aside").to_string());
    }
    Attendee { person: seat.person.to_string(), name: teller.name(&seat.name), note: notes.join(" · ") }
}

/// The numbers of a count.
pub(crate) fn numbers(teller: &Teller, ballots: bool, faults: &[FieldFault]) -> Vec<Field> {
    let unit = teller.say("votes-unit").to_string();
    let field = |name: &str, key: &'static str| {
        Field::new(name, teller.say(key), Entry::Count(unit.clone())).faulty(faults, teller.language)
    };
    let mut fields =
        vec![field("votes_for", "votes-for"), field("against", "votes-against"), field("abstain", "votes-abstain")];
    if ballots {
        fields.push(field("spoilt", "hall-spoilt").hint(teller.say("hall-spoilt-hint")));
    }
    fields
}

/// Who comes for whom: nothing where the law lets nobody do so.
fn proxy(teller: &Teller, held: &Held, faults: &[FieldFault]) -> Vec<Field> {
    let own = held.outlook.as_ref().ok().and_then(|outlook| outlook.rules.first());
    if !own.is_some_and(|own| own.rule.proxies) {
        return Vec::new();
    }
    let people = |wanted: fn(&&Seat) -> bool| -> Vec<Choice> {
        let seats = held.standing.seats.iter().filter(wanted);
        seats.map(|seat| Choice::new(seat.person.as_str(), teller.name(&seat.name))).collect()
    };
    let absent = people(|seat| seat.arrived.is_none() && !seat.household.is_empty());
    let here = people(|seat| seat.arrived.is_some() && seat.way != "proxy" && !seat.household.is_empty());
    let fields = vec![
        Field::new("absent", teller.say("proxy-absent"), Entry::Select(absent)),
        Field::new("holder", teller.say("proxy-holder"), Entry::Select(here)).hint(teller.say("proxy-holder-hint")),
        Field::new("paper.proxy", teller.say("proxy-paper"), Entry::Files(ACCEPT)),
    ];
    fields.into_iter().map(|field| field.faulty(faults, teller.language)).collect()
}

fn correction(teller: &Teller, standing: &affairs::Standing, faults: &[FieldFault]) -> Vec<Field> {
    let choice = |value: &str, key: &'static str| Choice::new(value, teller.say(key).to_string());
    let mut changes = vec![choice("recused", "hall-to-recused")];
    if !standing.is_counted() {
        changes.push(choice("votes", "hall-to-votes"));
        changes.push(choice("not_there", "hall-to-absent"));
    }
    let people = standing.seats.iter().map(|seat| Choice::new(seat.person.as_str(), teller.name(&seat.name))).collect();
    vec![
        Field::new("person", teller.say("hall-who"), Entry::Select(people)).faulty(faults, teller.language),
        Field::new("change", teller.say("hall-change"), Entry::Choice(changes)).value("recused"),
    ]
}

fn reason(teller: &Teller, faults: &[FieldFault]) -> Field {
    Field::new("reason", teller.say("hall-abandon-reason"), Entry::LongText).faulty(faults, teller.language)
}
