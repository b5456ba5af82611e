//! `/desk/cases/{case}/meeting/opinion`: an opinion is sealed; whoever speaks last opens all of them with their own.

use crate::desk::place::frame;
use crate::foresee::{Foreseen, meeting as foresee};
use crate::form::{Choice, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::meeting::held::{Held, ask, asking, at, case_of};
use crate::meeting::page::CountPage;
use crate::part::Line;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use affairs::{OpenSeals, SealOpinion, Stance, Ways, commitment, sized};
use archive::{Query, SealedOpinion};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use village::{Fault, FieldFault, PersonId, Refusal, Words};

/// What somebody has to do with the opinions of a meeting.
#[derive(PartialEq, Eq)]
enum Turn {
    /// They seal theirs.
    Seals,
    /// They speak last, and everything is opened.
    Opens,
    /// They speak last, and wait.
    Waits,
    /// Everything was opened already.
    Past,
    /// They have none to give.
    None,
}

fn turn(held: &Held, person: Option<&PersonId>) -> Turn {
    let standing = &held.standing;
    let among = |seats: Vec<&affairs::Seat>| seats.iter().any(|seat| Some(&seat.person) == person);
    let (others, last) = standing.speakers();
    match (standing.is_opened(), among(others), among(last), standing.silent().is_empty()) {
        (true, ..) => Turn::Past,
        (false, true, ..) => Turn::Seals,
        (false, false, true, true) => Turn::Opens,
        (false, false, true, false) => Turn::Waits,
        (false, false, false, _) => Turn::None,
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| draw(app, &official, &number, None, &[], key)).await
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
        let held = Held::of(reader, official, number)?;
        let Some(held) = held.filter(|held| held.standing.meeting.voting == Ways::Opinions) else { return Ok(None) };
        let turn = turn(&held, official.desk.person());
        let mut frame = frame(app, reader, official, Section::Cases)?;
        frame.back = Some(Link::new(held.body(&teller), at(number)));
        let (send, lead) = match turn {
            Turn::Opens => ("opinion-send", "opinion-last"),
            _ => ("opinion-seal", "opinion-lead"),
        };
        Ok(Some(CountPage {
            title: teller.say("opinion-title").to_string(),
            send: teller.say(send).to_string(),
            what: held.case.title.clone(),
            lead: teller.say(lead).to_string(),
            faults: fault_lines(faults, teller.language),
            action: format!("{}/opinion", at(number)),
            fields: fields(&teller, sent, faults),
            closed: closed(&teller, &turn),
            closed_title: teller.say("opinion-not-now").to_string(),
            standing: standing(&teller, &held, official.desk.person()),
            back: at(number),
            key,
            frame,
        }))
    })?;
    let drawn = drawn.ok_or_else(Refusal::not_there)?;
    if faults.is_empty() { page(&drawn) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn) }
}

fn fields(teller: &Teller, sent: Option<&Sent>, faults: &[FieldFault]) -> Vec<Field> {
    let choice = |stance: Stance, key: &'static str| Choice::new(stance.code(), teller.say(key).to_string());
    let stances = vec![
        choice(Stance::For, "votes-for"),
        choice(Stance::Against, "votes-against"),
        choice(Stance::Abstain, "votes-abstain"),
    ];
    let typed = |name: &str| sent.map_or("", |sent| sent.one(name)).to_owned();
    vec![
        Field::new("stance", teller.say("opinion-stance"), Entry::Choice(stances))
            .value(typed("stance"))
            .faulty(faults, teller.language),
        Field::new("words", teller.say("opinion-words"), Entry::LongText)
            .value(typed("words"))
            .faulty(faults, teller.language),
    ]
}

fn closed(teller: &Teller, turn: &Turn) -> String {
    match turn {
        Turn::Seals | Turn::Opens => String::new(),
        Turn::Waits => teller.say("opinion-wait").to_string(),
        Turn::Past => teller.say("opinion-closed").to_string(),
        Turn::None => teller.say("opinion-none").to_string(),
    }
}

fn standing(teller: &Teller, held: &Held, person: Option<&PersonId>) -> Vec<Line> {
    let silent: Vec<String> = held.standing.silent().iter().map(|seat| teller.name(&seat.name)).collect();
    let silent = if silent.is_empty() { teller.say("opinion-nobody").to_string() } else { silent.join("、") };
    let mut lines = vec![Line::text(teller.say("opinion-waiting"), silent)];
    let own = held.standing.opinions.iter().find(|opinion| Some(&opinion.person) == person);
    lines.extend(own.map(|own| {
        let said = teller.say("opinion-yours").put("fingerprint", own.commitment.short()).to_string();
        Line::text(teller.name(&own.name), said)
    }));
    lines
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    let salt = fresh_secret()?;
    app.blocking(move |app| {
        let held = app.office.read(|reader| Held::of(reader, &official, &number))?;
        let held = held.filter(|held| held.standing.meeting.voting == Ways::Opinions);
        let held = held.ok_or_else(Refusal::not_there)?;
        let key = sent.one("key").to_owned();
        let again = |faults: &[FieldFault]| draw(app, &official, &number, Some(&sent), faults, key);
        if sent.one("open") == "yes" {
            return unseal(app, &official, &held, &sent, again);
        }
        match opinion(&sent) {
            Ok(said) => give(app, &official, &held, &sent, (salt, said), again),
            Err(faults) => again(&faults),
        }
    })
    .await
}

/// The recorder opens what was sealed.
fn unseal(
    app: &Shared,
    official: &Official,
    held: &Held,
    sent: &Sent,
    again: impl FnOnce(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let number = held.case.id.as_str();
    let (case, village) = case_of(number)?;
    let deed = OpenSeals { case, village, sealed: sealed(app, &held.standing.meeting.id)?, own: None };
    let tell =
        |_: &mut dyn Query, teller: &Teller, _: &OpenSeals, seen: &Foreseen| Ok(foresee::unseal(teller, held, seen));
    // Who does not want to open them yet goes back to the meeting: there is nothing to change in a form.
    if sent.one("sure") == "no" {
        return Ok(Redirect::to(&at(number)).into_response());
    }
    ask(asking(app, official, format!("{}/opinion", at(number)), sent), number, deed, &at(number), tell, again)
}

/// An opinion is sealed, or given as the last one.
fn give(
    app: &Shared,
    official: &Official,
    held: &Held,
    sent: &Sent,
    (salt, (stance, words)): (String, (Stance, String)),
    again: impl FnOnce(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let (number, meeting) = (held.case.id.as_str(), &held.standing.meeting.id);
    let (case, village) = case_of(number)?;
    let asking = asking(app, official, format!("{}/opinion", at(number)), sent);
    let told = (stance, words.clone());
    if matches!(turn(held, official.desk.person()), Turn::Opens | Turn::Waits) {
        let deed = OpenSeals { case, village, sealed: sealed(app, meeting)?, own: Some((salt, stance, words)) };
        let tell = |_: &mut dyn Query, teller: &Teller, _: &OpenSeals, seen: &Foreseen| {
            Ok(foresee::opinion(teller, held, (told.0, &told.1), true, seen))
        };
        return ask(asking, number, deed, &at(number), tell, again);
    }
    let commitment = commitment(&salt, stance, &words);
    if sent.one("sure") == "yes" {
        let kept = SealedOpinion { commitment: commitment.to_string(), salt, stance: stance.code().to_owned(), words };
        // What is kept before the deed and not taken by it is found by no commitment, and does no harm.
        app.directory.keep_opinion(meeting, &kept)?;
    }
    let deed = SealOpinion { case, village, commitment };
    let tell = |_: &mut dyn Query, teller: &Teller, _: &SealOpinion, seen: &Foreseen| {
        Ok(foresee::opinion(teller, held, (told.0, &told.1), false, seen))
    };
    ask(asking, number, deed, &at(number), tell, again)
}

/// The opinion of a form, or every fault of it.
fn opinion(sent: &Sent) -> Result<(Stance, String), Vec<FieldFault>> {
    let mut faults = Vec::new();
    let stance = Stance::of(sent.one("stance"));
    if stance.is_none() {
        let words = Words::new("请选择同意、反对或者弃权", "Choose for, against or abstaining");
        faults.push(FieldFault { field: "stance".to_owned(), words });
    }
    let words = sent.one("words").to_owned();
    if let Err(refusal) = sized(&words) {
        faults.extend(refusal.faults);
    }
    match stance {
        Some(stance) if faults.is_empty() => Ok((stance, words)),
        _ => Err(faults),
    }
}

/// What was sealed for a meeting.
fn sealed(app: &Shared, meeting: &str) -> Result<Vec<(String, Stance, String)>, Fault> {
    let kept = app.directory.opinions(meeting)?.into_iter();
    Ok(kept.filter_map(|one| Some((one.salt, Stance::of(&one.stance)?, one.words))).collect())
}
