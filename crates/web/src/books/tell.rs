//! What of the books stands on a page, for one reader.

use crate::books::page::{SheetLine, TrialLine};
use crate::part::{Html, Switch};
use crate::show::Amount;
use crate::told::Teller;
use capital::{PeriodRow, VoucherRow};
use ledger::{Chart, Class, Code, Period, Row, Side, Turn, Word};
use std::collections::BTreeMap;
use village::Fen;

pub(crate) fn yuan(fen: i64) -> Html {
    Amount(Fen(fen)).into()
}

/// What a voucher moved: with a plus where money came in, with a minus where it went out. What takes another back, and what moves no
/// money, has neither.
pub(crate) fn movement(voucher: &VoucherRow) -> Html {
    let fen = voucher.amount_fen.0;
    if voucher.origin.starts_with("reversal") {
        return yuan(fen);
    }
    match Word::named(&voucher.word) {
        Some(Word::Receipt) => Html::made(format!(r#"<span class="amount">+{}</span>"#, Amount(Fen(fen)))),
        Some(Word::Payment) => yuan(fen.saturating_neg()),
        _ => yuan(fen),
    }
}

/// What moved; nothing where nothing did, so that the figures stand out.
fn moved(fen: i64) -> Html {
    if fen == 0 { Html::default() } else { yuan(fen) }
}

/// `付-0012`.
pub(crate) fn number(word: &str, serial: i64) -> String {
    let mark = Word::named(word).map_or("", Word::zh);
    format!("{mark}-{serial:04}")
}

/// The lines of a trial balance, each in its account's own direction, and the sums of the two sides.
pub(crate) fn trials(teller: &Teller, chart: &Chart, turns: &BTreeMap<Code, Turn>) -> (Vec<TrialLine>, Vec<Html>) {
    let found = ledger::trial_balance(chart, turns);
    let line = |row: &ledger::TrialRow| TrialLine {
        code: row.account.code.to_string(),
        name: teller.words(&chart.full_name(&row.account.code)),
        is_sum: row.is_sum,
        href: String::new(),
        amounts: {
            let (opening, closing) = (sides(row.turn.opening_fen), sides(row.turn.closing_fen()));
            [opening[0], opening[1], row.turn.debit_fen, row.turn.credit_fen, closing[0], closing[1]].map(moved)
        },
    };
    let pairs = [found.opening, found.turnover, found.closing];
    let totals = pairs.into_iter().flat_map(|(debit, credit)| [debit, credit]);
    (found.rows.iter().map(line).collect(), totals.map(|fen| yuan(fen.0)).collect())
}

/// A balance on the side on which it lies: debit, credit.
pub(crate) fn sides(signed_fen: i64) -> [i64; 2] {
    [signed_fen.max(0), signed_fen.min(0).saturating_neg()]
}

/// The lines of the balance sheet that hold something, by side.
pub(crate) fn sheet(teller: &Teller, rows: &[Row], side: Side) -> Vec<SheetLine> {
    let held = rows.iter().filter(|row| row.side == side && row.amount_fen != Fen(0));
    held.map(|row| SheetLine { name: teller.words(&row.name), amount: yuan(row.amount_fen.0), is_sum: row.is_sum })
        .collect()
}

/// A link for each period.
pub(crate) fn periods<'p>(
    teller: &Teller,
    rows: impl Iterator<Item = &'p PeriodRow>,
    chosen: Period,
    address: &str,
) -> Vec<Switch> {
    rows.map(|row| Switch {
        words: teller.month(row.period.first_day()),
        href: format!("{address}{}", row.period),
        chosen: row.period == chosen,
        count: 0,
    })
    .collect()
}

/// What the class of an account is called, for the export.
pub(crate) fn class(teller: &Teller, class: Class) -> String {
    teller.words(&class.words())
}

/// What a voucher is about; of one that another program kept, that it is imported and comes from no case.
pub(crate) fn what(teller: &Teller, voucher: &VoucherRow) -> String {
    let what = teller.free(&voucher.summary);
    if voucher.origin.starts_with("imported ") {
        return teller.say("voucher-imported-what").put("what", what).to_string();
    }
    what
}
