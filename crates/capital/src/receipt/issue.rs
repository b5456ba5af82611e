//! A receipt is issued by the step that asks for its number: the next one in order, and no other.

use super::keep::Issued;
use super::read::{ReceiptRow, next_receipt, receipt_books, receipts_of_case};
use crate::bring::summary;
use crate::keep::to_body;
use crate::refuse::field;
use archive::Tx;
use ledger::ReceiptRule;
use office::{Desk, Happening, Provider};
use village::{Fen, Stop, Words};

/// This part of the chapter: it has no effect of its own, for a receipt comes with the step that asks for its number.
pub(crate) const PROVIDER: Provider = Provider { names: &[], bring, refer: None };

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let rules = desk.office.current_book(tx)?.at(what.village, desk.now.day());
    let Some(rule) = rules.postings.receipts().iter().find(|rule| rule.affair == what.after.affair) else {
        return Ok(());
    };
    let step = what.after.acts.last().and_then(|act| what.book.affair(&what.after.affair)?.step(&act.step));
    let asks = step.is_some_and(|step| step.fields.iter().any(|field| field.id == rule.number));
    // What is returned without having received anything issues nothing.
    let received = what.way == procedure::Way::On || !what.effects.is_empty();
    if !asks || !received || receipt_books(tx, what.village)?.is_empty() {
        return Ok(());
    }
    issue(desk, tx, what, rule)
}

fn issue(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>, rule: &ReceiptRule) -> Result<(), Stop> {
    let typed = folded(what.after.text(&rule.number));
    let mut earlier = receipts_of_case(tx, what.case)?;
    earlier.retain(|row| !row.cancelled);
    if typed.is_empty() || earlier.iter().any(|row| folded(&row.text) == typed) {
        return Ok(());
    }
    let Some(next) = next_receipt(tx, what.village)? else {
        let words = Words::new(
            "收据已经用完，请先向乡镇领新的收据，由代理会计登记",
            "the receipts are used up: fetch a new book from the township; the agency's accountant enters it",
        );
        return Err(field(&rule.number, words).into());
    };
    if folded(&next.text) != typed {
        let (expected, found) = (&next.text, what.after.text(&rule.number).trim());
        let words = Words::new(
            format!(
                "下一张收据是{expected}，填的是{found}。填错了请更正；{expected}不能用了的，先在“收据”里作废并写明原因"
            ),
            format!(
                "the next receipt is `{expected}`, found `{found}`: correct it; if `{expected}` is spoilt, cancel it under “Receipts” first and say why"
            ),
        );
        return Err(field(&rule.number, words).into());
    }
    let (amount_fen, instead) = amount(what, rule, &earlier);
    let said = rule.summary.as_ref().map_or("", |name| what.after.text(name));
    let body = Issued {
        book: next.book,
        number: next.number,
        case: what.case.clone(),
        act: what.act,
        day: desk.now.day(),
        payer: what.after.text(&rule.payer).trim().to_owned(),
        purpose: summary(&what.title, said),
        amount_fen,
        instead,
    };
    desk.append_more(tx, what.village, "receipt.issued", what.case.as_str(), to_body(&body)?)?;
    Ok(())
}

/// What the receipt is for, and the one that it takes the place of: a case that receives once corrects its receipt, one that receives
/// in parts issues one more for what came since.
fn amount(what: &Happening<'_>, rule: &ReceiptRule, earlier: &[ReceiptRow]) -> (Fen, Option<(i64, i64)>) {
    let whole = Fen(what.after.int(&rule.amount).unwrap_or(0));
    let before: Fen = earlier.iter().map(|row| row.amount_fen).sum();
    let Some(last) = earlier.last() else { return (whole, None) };
    if rule.parts && whole > before {
        return (whole - before, None);
    }
    (whole - (before - last.amount_fen), Some((last.book, last.number)))
}

/// A number as it is compared: without blanks, digits and letters of half width, capitals.
pub(super) fn folded(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn a_number_is_known_however_it_was_typed() {
        for typed in ["浙农 No.0001201", "浙农ｎｏ．０００１２０１", " 浙农no.0001201 "] {
            assert_eq!(folded(typed), "浙农NO.0001201", "{typed}");
        }
        assert_ne!(folded("0001201"), folded("001201"));
    }
}
