//! The step that files the decision on the year's budget (C5) enters it, account by account, as it was decided.

use super::keep::{BudgetDecided, BudgetLine};
use crate::keep::to_body;
use archive::Tx;
use office::{Desk, Happening, Provider};
use village::{Fen, Stop};

/// This part of the chapter.
pub(crate) const PROVIDER: Provider = Provider { names: &["capital.budget"], bring, refer: None };

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    for effect in what.effects {
        let by = what.book.effects.get(effect).and_then(|effect| effect.by.as_deref());
        if by != Some("capital.budget") {
            continue;
        }
        for rule in what.book.postings.budgets() {
            if rule.affair != what.after.affair || rule.effect != *effect {
                continue;
            }
            let Some(year) = what.after.int(&rule.year) else { continue };
            let line = |(account, fact): &(ledger::Code, String)| BudgetLine {
                account: account.clone(),
                amount_fen: Fen(what.after.int(fact).unwrap_or(0)),
            };
            let body = BudgetDecided {
                case: what.case.clone(),
                year: year.saturating_add(rule.ahead),
                lines: rule.lines.iter().map(line).collect(),
            };
            desk.append_more(tx, what.village, "budget.decided", what.case.as_str(), to_body(&body)?)?;
        }
    }
    Ok(())
}
