//! Inspections are opened, findings added, ordered to be put right, answered, accepted or sent back.

use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Choice as Answer, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::inspect::{list, one};
use crate::objection::answer::{faulty, typed};
use crate::part::Line;
use crate::roster::form::RosterForm;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, place_name};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{
    AddFinding, AnswerFinding, Choice, Finding, FindingState, Inspection, JudgeFinding, OpenInspections,
    OrderRectification,
};
use office::Deed;
use std::sync::Arc;
use village::{FieldFault, Refusal, Stop, Words};

/// What comes of a deed, and where the form is shown again.
struct Doing<'a> {
    action: &'a str,
    /// The deed in words, and what it does.
    step: &'static str,
    then: &'static str,
    /// Where one comes out.
    back: &'a str,
}

fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    doing: &Doing<'_>,
    deed: D,
    again: impl Fn(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let asking = Asking {
        app,
        official,
        section: Section::Board,
        action: doing.action.to_owned(),
        sent,
        answers: sent.answers(),
    };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let mut lines = Vec::new();
        for entry in seen.of("inspection.opened") {
            let found = entry.body.get("seen").and_then(|seen| seen.as_array()).map_or(0, Vec::len);
            let said = teller.say("inspect-found").put("count", found);
            lines.push(Line::text(place_name(query, &entry.village)?, said.to_string()));
        }
        let typed = [
            ("words", "inspect-words"),
            ("answer", "inspect-answer"),
            ("said", "inspect-said"),
            ("days", "inspect-days"),
        ];
        for (field, key) in typed {
            if !sent.one(field).trim().is_empty() {
                lines.push(Line::text(teller.say(key), sent.one(field)));
            }
        }
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::public(teller, vec![teller.say(doing.then).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        Ok(Showing::of(place_name(query, &about.place)?, teller.say(doing.step), lines, then))
    })?;
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => again(&[]),
        Turn::Done(Ok(_)) => Ok(Redirect::to(doing.back).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) if !refusal.faults.is_empty() => again(&refusal.faults),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), doing.back);
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}

/// That one of the answers in sight has to be chosen.
fn unchosen(field: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), words: Words::new("请选一种", "please choose one") }
}

/// Opens inspections.
pub(crate) async fn open(State(app): State<App>, official: Official, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let area = list::area(&official.desk)?;
        let many = sent.one("many").trim().parse().unwrap_or(0);
        let choice = match sent.one("choice") {
            "lot" => Some(Choice::Lot(many)),
            "longest" => Some(Choice::Longest(many)),
            "all" => Some(Choice::All),
            _ => None,
        };
        let doing = Doing {
            action: "/desk/inspections",
            step: "inspect-open",
            then: "then-inspect-open",
            back: "/desk/inspections",
        };
        let again = |faults: &[FieldFault]| {
            page(&list::compose(
                app,
                &official,
                sent.one("key").to_owned(),
                fault_lines(faults, official.look.language),
            )?)
        };
        // Nobody inspects a whole county because a circle was left empty.
        let Some(choice) = choice else { return again(&[unchosen("choice")]) };
        settle(app, &official, &sent, &doing, OpenInspections { area, choice }, again)
    })
    .await
}

/// Adds a finding, or orders some to be put right.
pub(crate) async fn find(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let row = one::found(app, &official.desk, &id)?;
        let at = format!("/desk/inspections/{id}");
        let again = |faults: &[FieldFault]| {
            page(&one::compose(
                app,
                &official,
                &id,
                sent.one("key").to_owned(),
                fault_lines(faults, official.look.language),
            )?)
        };
        if sent.has("kind") || !sent.one("words").is_empty() {
            let doing = Doing { action: &at, step: "inspect-add", then: "then-inspect-add", back: &at };
            let (kind, words) = (sent.one("kind").to_owned(), sent.one("words").to_owned());
            let deed = AddFinding { id: id.clone(), village: row.village, kind, words };
            return settle(app, &official, &sent, &doing, deed, again);
        }
        let numbers = sent.all("numbers").iter().filter_map(|number| number.parse().ok()).collect();
        let days = sent.one("days").trim().parse().unwrap_or(0);
        let doing = Doing { action: &at, step: "inspect-order", then: "then-inspect-order", back: &at };
        let deed = OrderRectification { id: id.clone(), village: row.village, numbers, days };
        settle(app, &official, &sent, &doing, deed, again)
    })
    .await
}

/// The form for one finding: the village's answer, or what the inspector says to it.
fn blank(
    app: &Shared,
    official: &Official,
    row: &Inspection,
    number: i64,
    key: String,
) -> Result<(RosterForm, Finding), Halt> {
    let (teller, desk) = (official.teller(Eyes::Handler), &official.desk);
    let found = app.office.read(|query| {
        let Some(one) = disclosure::findings(query, &row.id)?.into_iter().find(|one| one.number == number) else {
            return Ok(None);
        };
        let answers = one.state == FindingState::Ordered && may(desk, "draft_disclosure", &row.village);
        let judges = one.state == FindingState::Answered && may(desk, "inspect_disclosure", &row.village);
        if !answers && !judges {
            return Ok(None);
        }
        let mut frame = frame(app, query, official, Section::Board)?;
        let back = format!("/desk/inspections/{}", row.id);
        frame.back = Some(Link::new(teller.say("inspect-title"), back.as_str()));
        let book = app.office.current_book(query)?.at(&row.village, teller.today);
        let told = one::line(query, &teller, &book, &one)?;
        let verdicts = [("right", "inspect-judge-right"), ("back", "inspect-judge-back")];
        let verdicts = verdicts.map(|(code, key)| Answer::new(code, teller.say(key).to_string())).to_vec();
        let fields = if answers {
            vec![
                Field::new("answer", teller.say("inspect-answer"), Entry::LongText)
                    .hint(teller.say("inspect-answer-hint")),
            ]
        } else {
            vec![
                Field::new("verdict", teller.say("inspect-verdict"), Entry::Choice(verdicts)),
                Field::new("said", teller.say("inspect-said"), Entry::LongText).hint(teller.say("inspect-said-hint")),
                Field::new(
                    "days",
                    teller.say("inspect-days-more"),
                    Entry::Count(teller.say("inspect-days-unit").to_string()),
                )
                .value("7")
                .hint(teller.say("inspect-days-hint")),
            ]
        };
        let mut standing = vec![
            Line::text(teller.say("inspect-kind"), told.kind),
            Line::text(teller.say("inspect-words"), told.words),
            Line::new(teller.say("inspect-state"), told.tag),
        ];
        standing.extend(told.history);
        let form = RosterForm {
            title: teller.say(if answers { "inspect-answer-go" } else { "inspect-judge" }).to_string(),
            lead: told.about,
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/inspections/{}/{number}", row.id),
            fields,
            send: teller.say("check-go").to_string(),
            cancel_href: back,
            standing_first: true,
            standing_title: place_name(query, &row.village)?,
            standing,
            key,
            frame,
        };
        Ok(Some((form, one)))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path((id, number)): Path<(String, i64)>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let row = one::found(app, &official.desk, &id)?;
            Ok::<_, Halt>(blank(app, &official, &row, number, key)?.0)
        })
        .await?;
    page(&shown)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path((id, number)): Path<(String, i64)>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let row = one::found(app, &official.desk, &id)?;
        let (action, back) = (format!("/desk/inspections/{id}/{number}"), format!("/desk/inspections/{id}"));
        let again = |faults: &[FieldFault]| {
            let shown = blank(app, &official, &row, number, sent.one("key").to_owned())?.0;
            if faults.is_empty() { page(&typed(shown, &sent, &[])) } else { faulty(shown, &sent, faults) }
        };
        let village = row.village.clone();
        // What the form was for is told by what waits, never by which fields came.
        let waiting = blank(app, &official, &row, number, sent.one("key").to_owned())?.1.state;
        if waiting == FindingState::Ordered {
            let doing = Doing { action: &action, step: "inspect-answer-go", then: "then-inspect-answer", back: &back };
            let deed = AnswerFinding { id: id.clone(), village, number, answer: sent.one("answer").to_owned() };
            return settle(app, &official, &sent, &doing, deed, again);
        }
        let is_right = match sent.one("verdict") {
            "right" => true,
            "back" => false,
            _ => return again(&[unchosen("verdict")]),
        };
        let doing = Doing { action: &action, step: "inspect-judge", then: "then-inspect-judge", back: &back };
        let days = sent.one("days").trim().parse().unwrap_or(0);
        let deed = JudgeFinding { id: id.clone(), village, number, is_right, said: sent.one("said").to_owned(), days };
        settle(app, &official, &sent, &doing, deed, again)
    })
    .await
}
