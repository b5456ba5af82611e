//! `/desk/cases/{case}/correct`: something that the record says wrongly is put right beside it.

use crate::case::act::PaperSlot;
use crate::case::fill::{papers, token};
use crate::case::sheet::ACCEPT;
use crate::case::show::theirs;
use crate::case::sitting::given_paper;
use crate::case::told::Told;
use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::correct::correction;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::form::{Choice, Entry, FaultLine, Field, fault_lines};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::icon::Icon;
use crate::part::Paper;
use crate::sample;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::Teller;
use affairs::{ActRow, Correct, PaperSent};
use archive::Query;
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{About, Deed};
use procedure::is_basis;
use std::sync::Arc;
use village::{Fault, FieldFault, Refusal, Stop, Words};

/// The page.
#[derive(Template)]
#[template(path = "case/correct.html")]
pub(crate) struct CorrectPage {
    pub(crate) frame: Frame,
    pub(crate) case: String,
    pub(crate) what: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) paper: PaperSlot,
    pub(crate) cancel_href: String,
}

impl CorrectPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let said = say("填报 · 用途：买扫帚20把", "Claim · purpose: 20 brooms");
        let choices = vec![Choice::new("1:purpose", said)];
        Self {
            case: "990101001001-C1-2026-0007".to_owned(),
            what: say("村道保洁", "Cleaning of the village road"),
            faults: Vec::new(),
            action: "/desk/cases/990101001001-C1-2026-0007/correct".to_owned(),
            key: "k0009".to_owned(),
            fields: fields(choices, &Typed::default(), &frame),
            paper: PaperSlot { field: sample::files(&frame, "paper.proof"), given: Vec::new() },
            cancel_href: "/desk/cases/990101001001-C1-2026-0007".to_owned(),
            frame,
        }
    }
}

/// What was filled in; nothing in a blank form.
#[derive(Default)]
struct Typed {
    which: String,
    corrected: String,
    reason: String,
    papers: Vec<PaperSent>,
}

fn fields(choices: Vec<Choice>, typed: &Typed, frame: &Frame) -> Vec<Field> {
    vec![
        Field::new("which", frame.say("correct-which"), Entry::Choice(choices)).value(&typed.which),
        Field::new("corrected", frame.say("correct-to"), Entry::LongText)
            .hint(frame.say("correct-to-hint"))
            .value(&typed.corrected),
        Field::new("reason", frame.say("correct-reason"), Entry::LongText).value(&typed.reason),
    ]
}

/// What this person may put right: what they wrote themselves, and nothing rests on; for the township what somebody wrote who
/// cannot put it right any more.
pub(crate) fn correctable(
    query: &mut dyn Query,
    told: &Told,
    official: &Official,
    teller: &Teller,
) -> Result<Vec<Choice>, Fault> {
    let Some(affair) = told.affair() else { return Ok(Vec::new()) };
    let mut choices = Vec::new();
    let of = |act: &ActRow| affair.step(&act.step);
    for (act, step) in told.acts.iter().filter_map(|act| Some((act, of(act)?))) {
        if !affairs::may_correct(query, &official.desk, &told.case.village, act, step)? {
            continue;
        }
        for field in step.fields.iter().filter(|field| teller.eyes.see(field.scope) && !is_basis(affair, field)) {
            let Some(typed) = act.fields.get(&field.id).filter(|typed| !typed.trim().is_empty()) else { continue };
            let choice = field.choices.iter().find(|choice| choice.code == *typed);
            let said = choice.map_or_else(|| typed.clone(), |choice| teller.words(&choice.words));
            let said: String = said.chars().take(40).collect();
            let words = teller.say("correct-choice").put("step", teller.words(&step.name));
            let words = words.put("field", teller.words(&field.label)).put("said", said).to_string();
            choices.push(Choice::new(format!("{}:{}", act.number, field.id), words));
        }
    }
    Ok(choices)
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let found = app
        .blocking(move |app| {
            let typed = Typed::default();
            app.office.read(|reader| compose(app, reader, &official, &number, &typed, &[], key))
        })
        .await?;
    page(&found.ok_or_else(Refusal::not_there)?)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    number: &str,
    typed: &Typed,
    faults: &[FieldFault],
    key: String,
) -> Result<Option<CorrectPage>, Fault> {
    let Some((told, eyes)) = theirs(query, official, number)? else { return Ok(None) };
    let teller = official.teller(eyes);
    let choices = correctable(query, &told, official, &teller)?;
    if choices.is_empty() {
        return Ok(None);
    }
    let home = format!("/desk/cases/{}", told.case.id);
    let mut frame = frame(app, query, official, Section::Cases)?;
    frame.back = Some(Link::new(&told.case.title, &home));
    let fields = fields(choices, typed, &frame).into_iter().map(|field| field.faulty(faults, teller.language));
    let proof = Field::new("paper.proof", teller.say("correct-paper"), Entry::Files(ACCEPT));
    Ok(Some(CorrectPage {
        case: told.case.id.to_string(),
        what: told.case.title.clone(),
        faults: fault_lines(faults, teller.language),
        action: format!("{home}/correct"),
        fields: fields.collect(),
        paper: PaperSlot {
            field: proof.faulty(faults, teller.language),
            given: typed.papers.iter().map(|paper| given_paper(&teller, paper, &official.seal)).collect(),
        },
        cancel_href: home,
        key,
        frame,
    }))
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let found = app.office.read(|reader| theirs(reader, &official, &number))?;
        let (told, _) = found.ok_or_else(Refusal::not_there)?;
        let mut faults = Vec::new();
        let typed = Typed {
            which: sent.one("which").to_owned(),
            corrected: sent.one("corrected").to_owned(),
            reason: sent.one("reason").to_owned(),
            papers: papers(&official, app.office.files(), &sent, &mut faults)?,
        };
        let home = format!("/desk/cases/{}", told.case.id);
        let place = told.case.village.clone();
        let mut about = About { place, subject: told.case.id.to_string(), step: "correct".into() };
        let turned = match read(&told, &typed, faults) {
            Ok(deed) => {
                about = deed.about();
                once_more(app, &official, &told, &typed, &sent, deed)?
            }
            Err(faults) => Turn::Done(Err(Refusal::faulty("correction", faults).into())),
        };
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => return Ok(shown),
            Turn::Again => {
                let key = sent.one("key").to_owned();
                let again = app.office.read(|reader| compose(app, reader, &official, &number, &typed, &[], key))?;
                return page(&again.ok_or_else(Refusal::not_there)?);
            }
        };
        match done {
            Ok(_) => Ok(Redirect::to(&format!("{home}#record")).into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
                let key = sent.one("key").to_owned();
                let again = |reader: &mut archive::Reader<'_>| {
                    compose(app, reader, &official, &number, &typed, &refusal.faults, key)
                };
                let form = app.office.read(again)?.ok_or_else(Refusal::not_there)?;
                page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
            }
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.look.frame().say("refusal-go-back"), home);
                refused(app, &official, Section::Cases, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// The correction beside what it corrects, before it is public; its paper is received already and is not sent again.
fn once_more(
    app: &Shared,
    official: &Official,
    told: &Told,
    typed: &Typed,
    sent: &Sent,
    deed: Correct,
) -> Result<Turn, Halt> {
    let mut answers: Vec<(String, String)> = sent.answers().into_iter().filter(|(name, _)| name != "given").collect();
    answers.extend(typed.papers.iter().map(|paper| ("given".to_owned(), token(paper, &official.seal))));
    let action = format!("/desk/cases/{}/correct", told.case.id);
    let deed = Arc::new(deed);
    let asking = Asking { app, official, section: Section::Cases, action, sent, answers };
    turn(asking, Arc::clone(&deed), |_, teller, seen| {
        let shown = |paper: &PaperSent| Paper {
            copy: None,
            name: paper.name.clone(),
            about: Teller::size(i64::try_from(paper.file.size_bytes).unwrap_or(i64::MAX)),
            href: String::new(),
            is_picture: paper.file.media_type.is_image(),
        };
        correction(teller, told, &deed, typed.papers.iter().map(shown).collect(), seen)
    })
}

/// The deed, or every fault of what cannot be read.
fn read(told: &Told, typed: &Typed, mut faults: Vec<FieldFault>) -> Result<Correct, Vec<FieldFault>> {
    let mut fault = |field: &str, zh: &str, en: &str| {
        faults.push(FieldFault { field: field.to_owned(), words: Words::new(zh, en) });
    };
    let which = typed.which.split_once(':').and_then(|(act, field)| Some((act.parse::<i64>().ok()?, field.to_owned())));
    if which.is_none() {
        fault("which", "请选哪一条写错了", "Choose what is wrong");
    }
    if typed.corrected.trim().is_empty() {
        fault("corrected", "请填写正确的内容", "Say what it should have been");
    }
    if typed.reason.trim().is_empty() {
        fault("reason", "请说明怎么写错的", "Say how the mistake came about");
    }
    let proof = typed.papers.iter().find(|paper| paper.kind == "proof");
    if proof.is_none() {
        fault("paper.proof", "请上传能证明的材料", "Add the paper that shows it");
    }
    match (which, proof) {
        (Some((act, field)), Some(proof)) if faults.is_empty() => Ok(Correct {
            case: told.case.id.clone(),
            village: told.case.village.clone(),
            act,
            field,
            corrected: typed.corrected.clone(),
            reason: typed.reason.clone(),
            paper: proof.file.clone(),
        }),
        _ => Err(faults),
    }
}
