//! A reset of one's password, told until one has answered; `/password/notice` takes the answer.

use crate::desk::refused::refused;
use crate::frame::{Contact, Frame, Section};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::sample;
use crate::show::{Link, When};
use crate::state::App;
use crate::told::Teller;
use archive::Query;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::roster;
use office::sign_in::{ConfirmReset, Handover, NOTICE_DAYS, Said, handovers};
use office::{About, Deed};
use village::{Fault, Level, PersonId, Post, Refusal, Stop};

/// What a person is told about the resets of their password.
pub(crate) struct ResetNotice {
    /// Those that wait for an answer.
    pub(crate) fresh: Vec<String>,
    /// Those that were answered within the last months: somebody else may have given that answer.
    pub(crate) earlier: Vec<String>,
    /// Whom to tell when one did not ask for it.
    pub(crate) contact: Option<Contact>,
    /// The mark of the form; empty where it is not answered yet.
    pub(crate) key: String,
}

impl ResetNotice {
    pub(crate) fn sample(frame: &Frame, key: &str) -> Self {
        let when = sample::moment(frame, "2026-03-11").words;
        let earlier = sample::moment(frame, "2026-02-02").words;
        let contact = Contact {
            name: "周明".to_owned(),
            post: sample::say(frame, "乡镇纪委", "Township discipline office"),
            phone: "0579-00000000".to_owned(),
        };
        Self {
            fresh: vec![frame.say("reset-by").put("who", "李建民").put("when", when).to_string()],
            earlier: vec![frame.say("reset-at-terminal").put("when", earlier).to_string()],
            contact: Some(contact),
            key: key.to_owned(),
        }
    }
}

/// The notice for a person; none when nothing waits for their answer.
pub(crate) fn notice(
    query: &mut dyn Query,
    teller: &Teller,
    person: &PersonId,
    key: String,
) -> Result<Option<ResetNotice>, Fault> {
    let all: Vec<Handover> = handovers(query, person)?.into_iter().filter(|given| given.anew).collect();
    let fresh: Vec<String> = all.iter().filter(|given| given.said.is_none()).map(|given| told(teller, given)).collect();
    if fresh.is_empty() {
        return Ok(None);
    }
    let since = teller.today.plus(-NOTICE_DAYS);
    let late = all.iter().filter(|given| given.said.is_some() && given.given.day() >= since);
    let earlier = late.map(|given| told(teller, given)).collect();
    Ok(Some(ResetNotice { fresh, earlier, contact: discipline(query, teller, person)?, key }))
}

/// One handover in words: who, when, and what was said to it.
pub(crate) fn told(teller: &Teller, given: &Handover) -> String {
    let When { words: when, .. } = teller.moment(given.given);
    let key = match (given.anew, given.by.is_some()) {
        (true, true) => "reset-by",
        (true, false) => "reset-at-terminal",
        (false, true) => "made-by",
        (false, false) => "made-at-terminal",
    };
    let who = given.by.as_ref().map_or("", |(_, name)| name);
    let told = teller.say(key).put("who", who).put("when", when).to_string();
    let said = match given.said {
        Some((Said::Asked, moment)) => teller.say("reset-said-asked").put("when", teller.moment(moment).words),
        Some((Said::NotAsked, moment)) => teller.say("reset-said-not-asked").put("when", teller.moment(moment).words),
        None => return told,
    };
    format!("{told}{said}")
}

/// The discipline officer of the person's township, or of the county.
fn discipline(query: &mut dyn Query, teller: &Teller, person: &PersonId) -> Result<Option<Contact>, Fault> {
    let Some(known) = roster::person(query, person)? else { return Ok(None) };
    for (post, level) in [(Post::DisciplineOfficer, Level::Township), (Post::CountyDiscipline, Level::County)] {
        let Some(at) = known.village.at(level) else { continue };
        let holders = roster::persons_with(query, &at, post, teller.today)?;
        if let Some(holder) = holders.into_iter().find(|holder| holder.mandate.person != *person) {
            let post = teller.words(&post.title());
            return Ok(Some(Contact { name: holder.name, post, phone: holder.phone }));
        }
    }
    Ok(None)
}

pub(crate) async fn answer(State(app): State<App>, official: Official, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let said = match sent.one("said") {
            "asked" => Said::Asked,
            "not_asked" => Said::NotAsked,
            _ => return Ok(Redirect::to("/desk").into_response()),
        };
        let person = official.session.person.clone();
        let known = app.office.read(|reader| roster::person(reader, &person))?.ok_or_else(Refusal::not_there)?;
        let deed = ConfirmReset { person, place: known.village, said };
        let about: About = deed.about();
        match app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed) {
            Ok(_) => Ok(Redirect::to("/desk").into_response()),
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.teller(crate::told::Eyes::Village).say("rail-desk"), "/desk");
                refused(app, &official, Section::Desk, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}
