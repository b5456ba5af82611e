//! What would come of proposing a rule book, of adopting one and of declining it.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::part::Line;
use crate::told::{Teller, place_name};
use archive::Query;
use office::{Office, Proposal};
use procedure::RuleBook;
use village::Fault;

/// How many changes the preview tells; the page of the proposal has all of them.
const MOST: usize = 30;

fn changes(teller: &Teller, old: &RuleBook, new: &RuleBook) -> Vec<String> {
    let all = procedure::differences(old, new, teller.today);
    let mut lines: Vec<String> = all.iter().take(MOST).map(|change| teller.words(&change.words())).collect();
    let more = all.len().saturating_sub(MOST);
    if more > 0 {
        lines.push(teller.say("then-rules-more").put("count", more).to_string());
    }
    lines
}

/// A book to be proposed.
pub(crate) fn propose(
    query: &mut dyn Query,
    teller: &Teller,
    office: &Office,
    (book, reason): (&RuleBook, &str),
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let old = office.current_book(query)?;
    let lines = vec![
        Line::text(teller.say("adopt-reason"), reason),
        Line::text(teller.say("then-rules-fingerprint"), book.hash.short()),
        Line::text(teller.say("proposal-changes"), changes(teller, &old, book).join("\n")),
    ];
    let then = told_of(vec![
        Consequence::record(teller, vec![teller.say("then-rules-record").to_string()]),
        Consequence::next(teller, vec![teller.say("then-proposed").to_string()]),
        Consequence::refused(teller, vec![teller.say("then-proposed-refused").to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(place_name(query, office.county())?, teller.say("adopt-title"), lines, then))
}

/// A proposal to be confirmed: from then on it holds.
pub(crate) fn confirm(
    query: &mut dyn Query,
    teller: &Teller,
    office: &Office,
    proposal: &Proposal,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let (old, new) = (office.book(query, &proposal.against)?, office.proposed_book(query, proposal)?);
    let older = affairs::running_by_rules(query)?.into_iter().filter(|(rules, _)| *rules != new.hash);
    let running: u64 = older.map(|(_, many)| many).sum();
    let lines = vec![
        Line::text(teller.say("adopt-reason"), &proposal.reason),
        Line::text(teller.say("proposal-proposer"), &proposal.proposer),
        Line::text(teller.say("proposal-changes"), changes(teller, &old, &new).join("\n")),
    ];
    let next =
        vec![teller.say("then-adopted").to_string(), teller.say("proposal-running").put("count", running).to_string()];
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, next),
        Consequence::public(teller, vec![teller.say("then-adopted-public").to_string()]),
        Consequence::refused(teller, vec![teller.say("then-adopted-refused").to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(proposal.id.clone(), teller.say("proposal-confirm"), lines, then))
}

/// A proposal to be declined, or withdrawn by whoever made it.
pub(crate) fn decline(teller: &Teller, proposal: &Proposal, own: bool, seen: &Foreseen) -> Showing {
    let step = if own { "proposal-withdraw" } else { "proposal-decline" };
    let lines = vec![
        Line::text(teller.say("adopt-reason"), &proposal.reason),
        Line::text(teller.say("proposal-proposer"), &proposal.proposer),
    ];
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, vec![teller.say("then-declined").to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Showing::of(proposal.id.clone(), teller.say(step), lines, then)
}
