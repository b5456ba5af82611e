//! The objections of a case: each with its answer, who gave it, who reviewed it, and whom to turn to who is not content.

use crate::case::page::ObjectionLine;
use crate::case::told::Told;
use crate::http::visitor::Official;
use crate::show::{State, Tag};
use crate::told::{Teller, first_of};
use affairs::{ObjectionRow, Task, may_take};
use archive::Query;
use std::collections::BTreeMap;
use village::{Fault, Moment, Place, Post, Stop};

/// Who hears at the township of an answer that leaves somebody unsatisfied.
const BEYOND: [Post; 2] = [Post::TownshipOfficial, Post::DisciplineOfficer];

/// What this reader can do about an objection, or why it is not theirs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doable {
    pub(crate) href: String,
    pub(crate) go: String,
    pub(crate) why: String,
}

/// What an official can do about each objection of the case: foretold, so that nobody sends what would be refused.
pub(crate) fn doable(
    query: &mut dyn Query,
    official: &Official,
    told: &Told,
    teller: &Teller,
) -> Result<Vec<Doable>, Fault> {
    let mut all = Vec::new();
    for objection in &told.objections {
        let (task, key) = match objection.status.as_str() {
            "open" => (Task::Answer, "objection-answer-go"),
            "given" => (Task::Review, "objection-review-go"),
            _ => {
                all.push(Doable::default());
                continue;
            }
        };
        all.push(match may_take(&official.desk, query, &told.case, objection, task) {
            Ok(_) => Doable {
                href: format!("/desk/cases/{}/objections/{}", told.case.id, objection.id),
                go: teller.say(key).to_string(),
                why: String::new(),
            },
            Err(Stop::Refused(refusal)) => {
                let gap = teller.say("objection-why-gap").to_string();
                let why = [teller.words(&refusal.words), teller.words(&refusal.next)].join(&gap);
                Doable { why, ..Doable::default() }
            }
            Err(Stop::Failed(fault)) => return Err(fault),
        });
    }
    Ok(all)
}

/// The lines. How to reach whoever lodged an objection (`contacts`) is read and told outside the village only: nobody in it may
/// learn who asked. What would tell is masked in the texts of the rows, for everybody. Strangers read an answer once it was reviewed.
pub(crate) fn lines(
    told: &Told,
    teller: &Teller,
    contacts: &BTreeMap<String, String>,
    doable: Option<Vec<Doable>>,
) -> Vec<ObjectionLine> {
    let is_public = doable.is_none();
    let mut doable = doable.unwrap_or_default().into_iter();
    let line = |objection: &ObjectionRow| {
        let (state, key) = match (objection.status.as_str(), objection.upheld) {
            ("open", _) => (State::Yellow, "objection-open"),
            ("given", _) => (State::Yellow, "objection-given"),
            (_, Some(true)) => (State::Done, "objection-upheld"),
            _ => (State::Done, "objection-answered"),
        };
        let holds = objection.status == "answered";
        let shown = objection.answer.as_deref().filter(|_| holds || (objection.status == "given" && !is_public));
        let sent_back = objection.review.as_deref().filter(|_| objection.status == "open" && !is_public);
        let can = doable.next().unwrap_or_default();
        ObjectionLine {
            number: objection.id.rsplit('-').next().unwrap_or("").to_owned(),
            tag: Tag::new(state, teller.say(key)),
            text: objection.text.clone(),
            when: teller.moment(objection.lodged),
            answer: shown.map_or_else(String::new, |answer| teller.free(answer)),
            who: if shown.is_some() { who(objection, teller, holds) } else { Vec::new() },
            sent_back: sent_back.map_or_else(String::new, |words| {
                teller.say("objection-sent-back").put("words", teller.free(words)).to_string()
            }),
            contact: contacts.get(&objection.id).cloned().unwrap_or_default(),
            href: can.href,
            go: can.go,
            why: can.why,
        }
    };
    told.objections.iter().map(line).collect()
}

/// Who answered and who reviewed, each in which post and when.
fn who(objection: &ObjectionRow, teller: &Teller, holds: bool) -> Vec<String> {
    let told = |key: &'static str, post: Option<Post>, name: &Option<String>, when: Option<Moment>| {
        let (post, name, when) = (post?, name.as_deref()?, when?);
        let said = teller.say(key).put("post", teller.words(&post.title())).put("name", name);
        Some(said.put("day", teller.day(when.day()).words).to_string())
    };
    let answered = told("objection-by", objection.answered_post, &objection.answered_by, objection.answered);
    let reviewed = told("objection-reviewed-by", objection.reviewed_post, &objection.reviewed_by, objection.reviewed);
    answered.into_iter().chain(reviewed.filter(|_| holds)).collect()
}

/// Whom to turn to who is not content with an answer; empty while nothing is answered.
pub(crate) fn beyond(query: &mut dyn Query, told: &Told, teller: &Teller) -> Result<String, Fault> {
    if told.objections.iter().all(|objection| objection.status != "answered") {
        return Ok(String::new());
    }
    at_township(query, &told.case.village, teller)
}

/// The same, for a village.
pub(crate) fn at_township(query: &mut dyn Query, village: &Place, teller: &Teller) -> Result<String, Fault> {
    Ok(match first_of(query, village, teller, &BEYOND)? {
        Some(contact) => {
            let said =
                teller.say("objection-beyond").put("post", contact.post.as_str()).put("name", contact.name.as_str());
            said.put("phone", contact.phone.as_str()).to_string()
        }
        None => teller.say("objection-beyond-office").to_string(),
    })
}
