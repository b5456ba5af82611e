//! `/desk/questions/{question}`: a question is answered for everybody, or its words taken off the public page by the supervisors;
//! before that the township looks through it where it holds personal data, abuse or a recording.

use crate::board::held::why;
use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Entry, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::objection::answer::{faulty, typed};
use crate::part::Line;
use crate::roster::form::RosterForm;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{AnswerQuestion, HideQuestion, OpenQuestion, QuestionRow, QuestionState};
use office::{Deed, Desk};
use serde::Deserialize;
use std::sync::Arc;
use village::{Fault, Place, Refusal, Stop};

/// What is asked for beside the question's number.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    /// `keep`: the words of a held question stay back.
    #[serde(default, rename = "do")]
    wish: String,
}

/// What is done with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Answer,
    Hide,
    Open,
}

impl Doing {
    /// What this person does with it: a held question is the township's alone.
    fn of(desk: &Desk, row: &QuestionRow, wish: &str) -> Option<Self> {
        let [answers, hides, opens] =
            ["answer_question", "review_disclosure", "open_question"].map(|duty| may(desk, duty, &row.village));
        let is_open = row.state == QuestionState::Open;
        if row.is_held() {
            return opens.then_some(if wish == "keep" { Self::Hide } else { Self::Open });
        }
        if answers && is_open {
            return Some(Self::Answer);
        }
        (hides && row.hidden.is_none()).then_some(Self::Hide)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Answer => "question-answer-go",
            Self::Hide => "question-hide-go",
            Self::Open => "question-open-go",
        }
    }

    fn field(self, teller: &Teller, row: &QuestionRow) -> Field {
        match self {
            Self::Answer => Field::new("answer", teller.say("answer-text"), Entry::LongText)
                .hint(teller.say("question-answer-hint")),
            Self::Hide => Field::new("why", teller.say("question-hide-why"), Entry::Text(""))
                .hint(teller.say("question-hide-hint")),
            Self::Open => Field::new("words", teller.say("question-open-words"), Entry::LongText)
                .hint(teller.say("question-open-hint"))
                .value(village::mask::text(&row.words)),
        }
    }
}

/// Where one goes back to.
fn back(desk: &Desk, place: &Place) -> String {
    if may(desk, "open_question", place) {
        "/desk/questions".to_owned()
    } else {
        format!("/desk/disclosures?place={place}")
    }
}

/// What stands beside the form: what it is about, since when, why it is held, the recording.
fn standing(query: &mut dyn Query, teller: &Teller, row: &QuestionRow, doing: Doing) -> Result<Vec<Line>, Fault> {
    let mut lines = vec![
        Line::text(teller.say("question-about"), teller.free(&row.line)),
        Line::text(teller.say("question-asked"), teller.moment(row.asked).words),
        Line::new(teller.say("question-due"), teller.day(row.due)),
    ];
    if row.is_held() {
        lines.push(Line::text(teller.say("held-why"), why(teller, row)));
        if let Some(voice) = row.held.as_ref().and_then(|held| held.voice.as_ref()) {
            let many = teller.say("held-heard-many").put("many", disclosure::heard(query, &row.id)?);
            let label = match voice.seconds {
                Some(seconds) => teller.say("held-voice-long").put("seconds", seconds).to_string(),
                None => teller.say("held-voice").to_string(),
            };
            let link = Link::new(teller.say("held-listen"), format!("/desk/questions/{}/voice", row.id));
            lines.push(Line::new(label, link));
            lines.push(Line::text(teller.say("held-heard"), many.to_string()));
        }
        if doing == Doing::Open {
            let keep = Link::new(teller.say("question-hide-go"), format!("/desk/questions/{}?do=keep", row.id));
            lines.push(Line::new(teller.say("held-else"), keep));
        }
    }
    Ok(lines)
}

/// The form, the question's village, and what is done with it.
fn blank(
    app: &Shared,
    official: &Official,
    id: &str,
    wish: &str,
    key: String,
) -> Result<(RosterForm, Place, Doing), Halt> {
    let teller = official.teller(Eyes::Handler);
    let desk = &official.desk;
    let found = app.office.read(|query| {
        let Some(row) = disclosure::question(query, id)? else { return Ok(None) };
        let Some(doing) = Doing::of(desk, &row, wish) else { return Ok(None) };
        let mut frame = frame(app, query, official, Section::Board)?;
        let back = back(desk, &row.village);
        let name = if may(desk, "open_question", &row.village) { "held-title" } else { "board-work" };
        frame.back = Some(Link::new(teller.say(name), back.as_str()));
        let form = RosterForm {
            title: teller.say(doing.key()).to_string(),
            lead: if row.is_held() { row.words.clone() } else { row.said().to_owned() },
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/questions/{id}"),
            fields: vec![doing.field(&teller, &row)],
            send: teller.say("check-go").to_string(),
            cancel_href: back,
            standing_first: row.is_held(),
            standing_title: place_name(query, &row.village)?,
            standing: standing(query, &teller, &row, doing)?,
            key,
            frame,
        };
        Ok(Some((form, row.village, doing)))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let (form, ..) = app.blocking(move |app| blank(app, &official, &id, &wish.wish, key)).await?;
    page(&form)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let found = app.office.read(|query| disclosure::question(query, &id))?.ok_or_else(Refusal::not_there)?;
        let village = found.village;
        let holds = |name: &str| sent.answers().iter().any(|(field, _)| field == name);
        if holds("why") {
            let deed = HideQuestion { id: id.clone(), village, why: sent.one("why").to_owned() };
            settle(app, &official, &sent, &id, Doing::Hide, deed)
        } else if holds("words") {
            let deed = OpenQuestion { id: id.clone(), village, words: sent.one("words").to_owned() };
            settle(app, &official, &sent, &id, Doing::Open, deed)
        } else {
            let deed = AnswerQuestion { id: id.clone(), village, answer: sent.one("answer").to_owned() };
            settle(app, &official, &sent, &id, Doing::Answer, deed)
        }
    })
    .await
}

fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    id: &str,
    doing: Doing,
    deed: D,
) -> Result<Response, Halt> {
    let about = deed.about();
    let action = format!("/desk/questions/{id}");
    let asking = Asking { app, official, section: Section::Board, action, sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let (field, label, key) = match doing {
            Doing::Hide => ("why", "question-hide-why", "then-question-hidden"),
            Doing::Answer => ("answer", "answer-text", "then-question-answered"),
            Doing::Open => ("words", "question-open-words", "then-question-opened"),
        };
        let lines = vec![Line::text(teller.say(label), sent.one(field))];
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::public(teller, vec![teller.say(key).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        Ok(Showing::of(place_name(query, &about.place)?, teller.say(doing.key()), lines, then))
    })?;
    let back = back(&official.desk, &about.place);
    let wish = if doing == Doing::Hide { "keep" } else { "" };
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => page(&typed(blank(app, official, id, wish, sent.one("key").to_owned())?.0, sent, &[])),
        Turn::Done(Ok(_)) => Ok(Redirect::to(&back).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) if !refusal.faults.is_empty() => {
            faulty(blank(app, official, id, wish, sent.one("key").to_owned())?.0, sent, &refusal.faults)
        }
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), back);
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
