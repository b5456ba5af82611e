//! What a payment that was decided comes to: whom it goes to, out of which account, how much in figures and capitals. It stands above the
//! cashier's form and once more before it is sent, as it was decided and not as anybody types it.

use crate::case::matter::Matter;
use crate::part::Line;
use crate::show::Amount;
use crate::told::Teller;
use archive::Query;
use procedure::{FactValue, Step};
use village::{Fault, Fen};

/// The duty of whoever pays.
const PAY: &str = "pay";

/// The lines; none for a step that pays nothing.
pub(crate) fn lines(query: &mut dyn Query, teller: &Teller, matter: &Matter, step: &Step) -> Result<Vec<Line>, Fault> {
    let (Some(case), Some(affair)) = (&matter.case, matter.affair()) else { return Ok(Vec::new()) };
    if step.duty != PAY {
        return Ok(Vec::new());
    }
    // What was kept back when the last signature stood is what was decided; a village without books has the case's own amount.
    let kept = capital::awaited(query, &matter.village)?.into_iter().find(|one| one.case == case.id);
    let said = |name: &Option<String>| name.as_ref().map_or("", |name| matter.state.text(name)).trim().to_owned();
    let amount = affair.shares.amount.as_ref().and_then(|name| match matter.state.facts.get(name) {
        Some(FactValue::Int(fen)) => Some(Fen(*fen)),
        _ => None,
    });
    let mut lines = Vec::new();
    let payee = said(&affair.shares.party);
    let payee = if payee.is_empty() { teller.say("pay-by-list").to_string() } else { teller.free(&payee) };
    lines.push(Line::text(teller.say("pay-payee"), payee));
    if let Some(kept) = &kept {
        let bank = capital::banks(query, &matter.village)?.into_iter().find(|bank| bank.code == kept.account);
        let account = bank.map_or_else(
            || teller.say("pay-from-cash").to_string(),
            |bank| format!("{} {} …{}", bank.code, bank.bank, bank.last_digits),
        );
        lines.push(Line::text(teller.say("pay-account"), account));
    }
    if let Some(fen) = kept.map(|kept| kept.amount_fen).or(amount) {
        lines.push(Line::new(teller.say("pay-amount"), Amount(fen)));
        lines.push(Line::text(teller.say("capitals"), fen.capitals()));
    }
    Ok(lines)
}
