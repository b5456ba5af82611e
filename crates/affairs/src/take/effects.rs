//! What follows from a step in the same transaction: the chapters that provide its effects are told.

use super::Matter;
use crate::entries::Acted;
use crate::read::{case, papers};
use crate::table::LineKept;
use archive::Tx;
use office::{Desk, Happening};
use procedure::{Attempt, CaseState, Step, Taken, Way};
use village::{Fault, Fen, Hash, Stop};

/// Tells the chapters of a step that was taken; its act and papers stand in the tables by now.
pub(super) fn bring_about(
    desk: &Desk,
    tx: &mut Tx<'_>,
    matter: &Matter,
    attempt: &Attempt,
    taken: &Taken,
    step: &Step,
    after: &CaseState,
    acted: &Acted,
) -> Result<(), Stop> {
    let outcome = step
        .outcome(&taken.outcome)
        .ok_or_else(|| Fault::new("the rules took an outcome that the step does not have"))?;
    // Most steps bring nothing about: what a voucher would say is read only for those that do.
    let (mut title, mut given) = (String::new(), Vec::<Hash>::new());
    if !taken.effects.is_empty() {
        title = case(tx, &matter.case)?.map_or_else(String::new, |case| case.title);
        given = papers(tx, &matter.case)?.into_iter().map(|paper| paper.hash).collect();
    }
    let contract = attempt.references.get("contract_case");
    let written: Vec<_> = acted.lines.iter().map(LineKept::written).collect();
    let happening = Happening {
        village: &matter.state.village,
        case: &matter.case,
        title,
        act: matter.number,
        book: &matter.book,
        after,
        way: if taken.effects.is_empty() { outcome.way } else { Way::On },
        effects: &taken.effects,
        party: acted.party.as_deref(),
        papers: given,
        contract: contract.map(|seen| (after.text("contract_case").to_owned(), Fen(seen.amount_fen))),
        others: &attempt.references,
        written: &written,
    };
    desk.office.bring_about(desk, tx, &happening)
}
