//! `/desk/delegations/new`: the villagers' meeting's delegation is recorded, with who came and how they voted.

use crate::case::act::{PaperSlot, Seat};
use crate::case::fill::{papers, sitting, token};
use crate::case::sheet::ACCEPT;
use crate::case::sitting::{given_paper, meeting_sheet};
use crate::delegation::form::DelegationForm;
use crate::delegation::show::{Where, chosen, law};
use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::foresee::village as foresee;
use crate::form::{Choice, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Paper, Switch};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_name;
use affairs::{PaperSent, RecordDelegation, SittingSent};
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{About, Deed};
use procedure::{Body, RuleBook};
use std::sync::Arc;
use village::{Day, Division, Fault, FieldFault, Refusal, Stop, Words};

/// The bodies that can be authorised.
const BODIES: [&str; 2] = ["rep_meeting", "member_rep_assembly"];

/// The papers of the meeting: the field, the kind of paper, and what it is called.
const PAPERS: [(&str, &str, &str); 2] =
    [("paper.minutes", "minutes", "delegation-minutes"), ("paper.attendance", "attendance", "delegation-attendance")];

/// What was filled in; nothing in a blank form.
#[derive(Default)]
struct Typed {
    body: String,
    matters: Vec<String>,
    starts: String,
    ends: String,
    noticed: String,
    sitting: Option<SittingSent>,
    papers: Vec<PaperSent>,
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let (village, _) = chosen(app, &official, &at.village)?;
            let typed = Typed { body: at.body, starts: official.desk.now.day().to_string(), ..Typed::default() };
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &village, &typed, &[], key))?)
        })
        .await?;
    page(&form)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Division,
    typed: &Typed,
    faults: &[FieldFault],
    key: String,
) -> Result<DelegationForm, Fault> {
    let teller = official.teller(Eyes::Village);
    let book = app.office.book_at(query, &village.place)?;
    let home = format!("/desk/delegations?village={}", village.place);
    let mut frame = frame(app, query, official, Section::Delegations)?;
    frame.back = Some(Link::new(teller.say("rail-delegations"), &home));
    let body = BODIES.into_iter().find(|body| *body == typed.body).unwrap_or("rep_meeting");
    let giver = Body(affairs::giver(body).to_owned());
    let day = typed.sitting.as_ref().map_or(teller.today, |sitting| sitting.day);
    let address = format!("/desk/delegations/new?village={}", village.place);
    let sheet = meeting_sheet(
        &teller,
        &book,
        &giver,
        day,
        seats(query, &book, village, &giver, day, typed.sitting.as_ref())?,
        typed.sitting.as_ref(),
        faults,
    );
    let switch = |name: &&str| Switch {
        words: body_name(&teller, &book, name),
        href: format!("{address}&body={name}"),
        chosen: *name == body,
        count: 0,
    };
    let slot = |(name, kind, key): (&str, &str, &'static str)| PaperSlot {
        field: Field::new(name, teller.say(key), Entry::Files(ACCEPT)).faulty(faults, teller.language),
        given: typed
            .papers
            .iter()
            .filter(|paper| paper.kind == kind)
            .map(|paper| given_paper(&teller, paper, &official.seal))
            .collect(),
    };
    Ok(DelegationForm {
        village: village.short_name(),
        law: law(&teller, &book),
        faults: fault_lines(faults, teller.language),
        action: address.clone(),
        bodies: BODIES.iter().map(switch).collect(),
        body: body.to_owned(),
        fields: fields(&teller, &book, typed, faults, body),
        papers: PAPERS.map(slot).into(),
        cancel_href: home,
        sheet,
        key,
        frame,
    })
}

fn fields(teller: &Teller, book: &RuleBook, typed: &Typed, faults: &[FieldFault], body: &str) -> Vec<Field> {
    let matters = affairs::delegable(book).into_iter();
    let matters = matters.map(|(code, words)| Choice::new(code, teller.words(&words))).collect();
    let whom = teller.say("delegation-matters").put("body", body_name(teller, book, body));
    let all = vec![
        Field::new("matters", whom, Entry::Several(matters)).value(typed.matters.join(" ")),
        Field::new("starts", teller.say("mandate-starts"), Entry::Day).value(&typed.starts),
        Field::new("ends", teller.say("mandate-ends"), Entry::Day)
            .hint(teller.say("delegation-ends-hint"))
            .value(&typed.ends),
        Field::new("noticed", teller.say("delegation-noticed"), Entry::Day)
            .hint(teller.say("delegation-noticed-hint"))
            .value(&typed.noticed),
    ];
    all.into_iter().map(|field| field.faulty(faults, teller.language)).collect()
}

fn seats(
    query: &mut dyn Query,
    book: &RuleBook,
    village: &Division,
    giver: &Body,
    day: Day,
    sent: Option<&SittingSent>,
) -> Result<Vec<Seat>, Fault> {
    let roll = affairs::roll(query, book, &village.place, giver, day)?.into_iter();
    Ok(roll
        .map(|one| Seat {
            present: sent.is_some_and(|sitting| sitting.present.contains(&one.person)),
            recused: sent.is_some_and(|sitting| sitting.recused.contains(&one.person)),
            note: String::new(),
            person: one.person.to_string(),
            name: one.name,
        })
        .collect())
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (village, _) = chosen(app, &official, &at.village)?;
        let mut faults = Vec::new();
        let typed = Typed {
            body: sent.one("body").to_owned(),
            matters: sent.all("matters").to_vec(),
            starts: sent.one("starts").to_owned(),
            ends: sent.one("ends").to_owned(),
            noticed: sent.one("noticed").to_owned(),
            sitting: sitting(&sent, &mut faults),
            papers: papers(&official, app.office.files(), &sent, &mut faults)?,
        };
        let mut about = About {
            place: village.place.clone(),
            subject: village.place.to_string(),
            step: "record_delegation".into(),
        };
        let form = |faults: &[FieldFault]| {
            let key = sent.one("key").to_owned();
            app.office.read(|reader| compose(app, reader, &official, &village, &typed, faults, key))
        };
        let turned = match read(&village, &typed, faults) {
            Ok(deed) => {
                about = deed.about();
                ask(app, &official, &village, &typed, &sent, deed)?
            }
            Err(faults) => Turn::Done(Err(Refusal::faulty("delegation", faults).into())),
        };
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => return Ok(shown),
            Turn::Again => return page(&form(&[])?),
        };
        let home = format!("/desk/delegations?village={}", village.place);
        match done {
            Ok(_) => Ok(Redirect::to(&home).into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
                let faults: Vec<FieldFault> = refusal.faults.into_iter().map(at_its_field).collect();
                page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&faults)?)
            }
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.look.frame().say("refusal-go-back"), home);
                refused(app, &official, Section::Delegations, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// The delegation shown once more; its minutes are received already and are not sent again.
fn ask(
    app: &Shared,
    official: &Official,
    village: &Division,
    typed: &Typed,
    sent: &Sent,
    deed: RecordDelegation,
) -> Result<Turn, Halt> {
    let mut answers: Vec<(String, String)> = sent.answers().into_iter().filter(|(name, _)| name != "given").collect();
    answers.extend(typed.papers.iter().map(|paper| ("given".to_owned(), token(paper, &official.seal))));
    let papers: Vec<Paper> = typed.papers.iter().map(shown).collect();
    let action = format!("/desk/delegations/new?village={}", village.place);
    let deed = Arc::new(deed);
    let asking = Asking { app, official, section: Section::Delegations, action, sent, answers };
    turn(asking, Arc::clone(&deed), |query, teller, seen| {
        let book = app.office.book_at(query, &village.place)?;
        foresee::delegation(query, teller, &book, &deed, papers, seen)
    })
}

/// A paper that was received, as the preview lists it.
pub(crate) fn shown(paper: &PaperSent) -> Paper {
    Paper {
        copy: None,
        name: paper.name.clone(),
        about: Teller::size(i64::try_from(paper.file.size_bytes).unwrap_or(i64::MAX)),
        href: String::new(),
        is_picture: paper.file.media_type.is_image(),
    }
}

/// The deed knows its meeting's day and the rest of the meeting by other names than the form.
fn at_its_field(fault: FieldFault) -> FieldFault {
    let field = match fault.field.as_str() {
        "day" => "sitting.day".to_owned(),
        "body" => "sitting".to_owned(),
        "attendance" => "paper.attendance".to_owned(),
        _ => fault.field,
    };
    FieldFault { field, words: fault.words }
}

/// The deed, or every fault of what cannot be read.
fn read(village: &Division, typed: &Typed, of_meeting: Vec<FieldFault>) -> Result<RecordDelegation, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, zh: &str, en: &str| {
        faults.push(FieldFault { field: field.to_owned(), words: Words::new(zh, en) });
    };
    if typed.matters.is_empty() {
        fault("matters", "请至少选一类事项", "Choose at least one kind of matter");
    }
    let day = |text: &str| text.parse::<Day>().ok();
    let (starts, ends, noticed) = (day(&typed.starts), day(&typed.ends), day(&typed.noticed));
    for (field, value) in [("starts", starts), ("ends", ends), ("noticed", noticed)] {
        if value.is_none() {
            fault(field, "请填写日期，如 2026-03-12", "Give a day, such as 2026-03-12");
        }
    }
    // Of several papers of one kind the first counts; all of them are kept.
    let paper = |kind: &str| typed.papers.iter().find(|paper| paper.kind == kind);
    let (minutes, attendance) = (paper("minutes"), paper("attendance"));
    if minutes.is_none() {
        fault("paper.minutes", "请上传会议记录", "Add the minutes of the meeting");
    }
    if attendance.is_none() {
        fault("paper.attendance", "请上传到会人员签字的签到表", "Add the sheet that those who came signed");
    }
    // In the order of the page.
    let after = faults.iter().position(|fault| fault.field.starts_with("paper.")).unwrap_or(faults.len());
    faults.splice(after..after, of_meeting);
    match (starts.zip(ends), noticed, typed.sitting.clone(), minutes.zip(attendance)) {
        (Some((starts, ends)), Some(noticed), Some(sitting), Some(papers)) if faults.is_empty() => {
            Ok(RecordDelegation {
                village: village.place.clone(),
                body: typed.body.clone(),
                matters: typed.matters.clone(),
                starts,
                ends,
                noticed,
                sitting,
                minutes: papers.0.file.clone(),
                attendance: papers.1.file.clone(),
            })
        }
        _ => Err(faults),
    }
}
