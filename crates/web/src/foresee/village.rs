//! What would come of an answer to an objection, and of a delegation by the villagers' meeting.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::part::{Line, Paper, Votes};
use crate::rules::say::majority;
use crate::told::{Teller, place_name};
use crate::village::shelve::body_name;
use affairs::{AnswerDelegation, AnswerObjection, RecordDelegation, ReviewAnswer};
use archive::Query;
use procedure::{Body, RuleBook};
use village::Fault;

/// An answer to be given.
pub(crate) fn answer(teller: &Teller, deed: &AnswerObjection, seen: &Foreseen) -> Result<Showing, Fault> {
    let told = seen.told.as_ref().ok_or_else(|| Fault::new("an answer that was tried left no case"))?;
    let objection = told.objections.iter().find(|known| known.id == deed.objection);
    let mut next = vec![teller.say("then-answer-reviewed").to_string()];
    if deed.upheld {
        next.push(teller.say("then-answer-upheld").to_string());
    }
    next.push(told.sentence(teller));
    let masked = village::mask::text(&deed.answer);
    let mut public = vec![teller.say("then-answer-public").to_string()];
    if masked != deed.answer {
        public.push(teller.say("then-answer-masked").put("text", masked).to_string());
    }
    let contact = objection.is_some_and(|known| known.is_reachable);
    let kept = if contact { vec![teller.say("then-answer-kept").to_string()] } else { Vec::new() };
    let refused = if deed.upheld { vec![teller.say("then-answer-refused").to_string()] } else { Vec::new() };
    let result = if deed.upheld { "answer-upheld" } else { "answer-explained" };
    Ok(Showing {
        what: told.case.title.clone(),
        step: teller.say("objection-answer-go").to_string(),
        lines: vec![
            Line::text(teller.say("then-answer-objection"), objection.map_or("", |known| known.text.as_str())),
            Line::text(teller.say("answer-text"), &deed.answer),
            Line::text(teller.say("answer-result"), teller.say(result).to_string()),
        ],
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, next),
            Consequence::public(teller, public),
            Consequence::kept(teller, kept),
            Consequence::refused(teller, refused),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// An answer to be reviewed.
pub(crate) fn review(teller: &Teller, deed: &ReviewAnswer, seen: &Foreseen) -> Result<Showing, Fault> {
    let told = seen.told.as_ref().ok_or_else(|| Fault::new("a review that was tried left no case"))?;
    let objection = told.objections.iter().find(|known| known.id == deed.objection);
    let (result, key) = match deed.agreed {
        true => ("review-agreed", "then-review-public"),
        false => ("review-sent-back", "then-review-sent-back"),
    };
    Ok(Showing {
        what: told.case.title.clone(),
        step: teller.say("objection-review-go").to_string(),
        lines: vec![
            Line::text(teller.say("then-answer-objection"), objection.map_or("", |known| known.text.as_str())),
            Line::text(
                teller.say("answer-text"),
                objection.and_then(|known| known.answer.as_deref()).unwrap_or_default(),
            ),
            Line::text(teller.say("review-result"), teller.say(result).to_string()),
            Line::text(teller.say("review-words"), &deed.words),
        ],
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, vec![told.sentence(teller)]),
            Consequence::public(teller, vec![teller.say(key).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// A delegation to be recorded.
pub(crate) fn delegation(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    deed: &RecordDelegation,
    papers: Vec<Paper>,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let body = body_name(teller, book, &deed.body);
    let gap = teller.say("and").to_string();
    let matters = affairs::delegable(book).into_iter().filter(|(code, _)| deed.matters.contains(code));
    let matters = matters.map(|(_, words)| teller.words(&words)).collect::<Vec<_>>().join(&gap);
    let (starts, ends) = (teller.day(deed.starts).words, teller.day(deed.ends).words);
    let said = teller.say("then-delegated").put("body", body.as_str()).put("matters", matters.as_str());
    let said = said.put("starts", starts.as_str()).put("ends", ends.as_str()).to_string();
    Ok(Showing {
        what: place_name(query, &deed.village)?,
        step: teller.say("delegation-title").to_string(),
        lines: vec![
            Line::text(teller.say("delegation-body"), &body),
            Line::text(teller.say("then-delegated-matters"), &matters),
            Line::text(teller.say("mandate-starts"), starts),
            Line::text(teller.say("mandate-ends"), ends),
            Line::text(teller.say("delegation-noticed"), teller.day(deed.noticed).words),
        ],
        votes: votes(teller, book, deed, seen),
        papers,
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, vec![teller.say("delegation-then-confirmed").to_string(), said]),
            Consequence::public(teller, vec![teller.say("then-delegated-public").to_string()]),
            Consequence::kept(teller, vec![teller.say("then-delegated-kept").to_string()]),
            Consequence::refused(teller, vec![teller.say("then-delegated-refused").put("body", body).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// The count, from the entry that would be left: the roster decides who was entitled.
fn votes(teller: &Teller, book: &RuleBook, deed: &RecordDelegation, seen: &Foreseen) -> Option<Votes> {
    let entry = seen.of("delegation.recorded").next()?;
    let number = |field: &str| entry.body.get(field).and_then(serde_json::Value::as_u64).unwrap_or(0);
    let whole = |field: &str| usize::try_from(number(field)).unwrap_or(usize::MAX);
    let giver = affairs::giver(&deed.body);
    let rule = book.quorums.get(&Body(giver.to_owned()));
    let needed = rule.map_or_else(String::new, |rule| majority(teller, &rule.pass));
    Some(Votes {
        body: format!("{} · {}", body_name(teller, book, giver), teller.day(deed.sitting.day).words),
        entitled: whole("entitled"),
        present: whole("present"),
        recused: deed.sitting.recused.len(),
        favour: deed.sitting.votes_for,
        against: deed.sitting.against,
        abstain: deed.sitting.abstain,
        rule: teller.say("then-delegated-rule").put("share", needed).to_string(),
    })
}

/// A delegation that somebody who did not record it confirms, or says is wrong.
pub(crate) fn answer_delegation(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    (deed, given): (&AnswerDelegation, Option<&affairs::Delegation>),
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let step = if deed.confirms { "delegation-confirm" } else { "delegation-decline" };
    let mut lines = Vec::new();
    let mut next = vec![teller.say("then-delegation-declined").to_string()];
    if let Some(given) = given {
        let body = body_name(teller, book, &given.body);
        let gap = teller.say("and").to_string();
        let matters = affairs::delegable(book).into_iter().filter(|(code, _)| given.matters.contains(code));
        let matters = matters.map(|(_, words)| teller.words(&words)).collect::<Vec<_>>().join(&gap);
        let (starts, ends) = (teller.day(given.starts).words, teller.day(given.ends).words);
        if deed.confirms {
            let said = teller.say("then-delegation-confirmed").put("body", body.as_str());
            let said = said.put("matters", matters.as_str()).put("starts", starts.as_str()).put("ends", ends.as_str());
            next = vec![said.to_string()];
        }
        lines.extend([
            Line::text(teller.say("delegation-body"), body),
            Line::text(teller.say("then-delegated-matters"), matters),
            Line::text(teller.say("mandate-starts"), starts),
            Line::text(teller.say("mandate-ends"), ends),
        ]);
    }
    if !deed.reason.trim().is_empty() {
        lines.push(Line::text(teller.say("delegation-answer-reason"), deed.reason.trim()));
    }
    let then = told_of(vec![
        Consequence::record(teller, vec![teller.say("then-delegation-record").to_string()]),
        Consequence::next(teller, next),
        Consequence::public(teller, vec![teller.say("then-delegated-public").to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(place_name(query, &deed.village)?, teller.say(step), lines, then))
}
