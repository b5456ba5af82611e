//! What a meeting step's form says of the meeting that is held for it, and of where that is done.

use crate::case::act::Hall;
use crate::case::matter::{Filled, Matter};
use crate::case::sheet::body_of;
use crate::http::visitor::Official;
use crate::meeting::held::at;
use crate::part::Line;
use crate::told::Teller;
use crate::village::shelve::body_in;
use affairs::Standing;
use archive::Query;
use procedure::Step;
use village::Fault;

/// The way to the meeting of a case's step, with the number of the one that is being held; `None` for a case that has no
/// number yet.
pub(super) fn hall(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    matter: &Matter,
    step: &Step,
    filled: Option<&Filled>,
    asked: &str,
) -> Result<Option<(Hall, String)>, Fault> {
    let Some(case) = &matter.case else { return Ok(None) };
    let href = at(case.id.as_str());
    let held = affairs::standing(query, &official.desk, case)?.filter(|(held, _)| held.meeting.step == step.id);
    if let Some((held, _)) = held {
        let lines = lines(teller, &body_in(teller, &matter.book, &matter.state, &held.meeting.body), &held);
        return Ok(Some((Hall { href, only: true, sealed: false, held: lines }, held.meeting.id)));
    }
    let body = body_of(matter, step, filled, asked);
    let rule = body.and_then(|body| matter.book.quorums.get(&body));
    let sealed = !step.speaks_last.is_empty();
    let only = sealed || step.ballots || rule.is_some_and(|rule| rule.ballots);
    Ok(Some((Hall { href, only, sealed, held: Vec::new() }, String::new())))
}

/// What was entered at the meeting.
fn lines(teller: &Teller, body: &str, held: &Standing) -> Vec<Line> {
    let sitting = &held.sitting;
    let came = teller.say("hall-came").put("entitled", sitting.entitled.len());
    let came = came.put("present", sitting.present.len()).put("recused", sitting.recused.len());
    let mut lines = vec![Line::text(body, came.to_string())];
    let found = held.agreed().map_or_else(
        || teller.say("hall-not-voted").to_string(),
        |(votes_for, against, abstain, _)| {
            let said = teller.say("hall-votes").put("for", votes_for).put("against", against);
            said.put("abstain", abstain).to_string()
        },
    );
    lines.push(Line::text(teller.say("hall-voting"), found));
    lines
}
