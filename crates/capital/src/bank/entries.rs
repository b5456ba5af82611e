//! What each entry of the bank's side adds up to in the tables.

use super::keep::{
    AccountReconciled, BankEntryAnswered, BankEntryPosted, BankEntryProposed, BankLinesLate, LinesMatched,
    MatchingUndone, ReconciliationLate, ReconciliationSeen, Side, StatementReceived,
};
use super::sql;
use crate::entries::{post, voucher_id};
use archive::{Change, Entry, Kind, Value};
use ledger::Code;
use serde::Deserialize;
use village::Fault;

/// The kinds of entry of this part.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "statement.received", apply: apply_received },
        Kind { name: "lines.matched", apply: apply_matched },
        Kind { name: "matching.undone", apply: apply_undone },
        Kind { name: "bank_entry.proposed", apply: apply_entry },
        Kind { name: "bank_entry.returned", apply: apply_entry_returned },
        Kind { name: "account.reconciled", apply: apply_reconciled },
        Kind { name: "reconciliation.seen", apply: apply_seen },
        Kind { name: "reconciliation.late", apply: apply_late },
        Kind { name: "bank_lines.late", apply: apply_lines_late },
    ]
}

fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

fn apply_received(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let received: StatementReceived = body(entry)?;
    let (village, account): (Value, Value) = ((&entry.village).into(), received.account.as_str().into());
    if let Some(columns) = &received.columns {
        let text =
            serde_json::to_string(columns).map_err(|error| Fault::from("a map of columns is malformed", error))?;
        change.execute(sql::KEEP_COLUMNS, &[village.clone(), account.clone(), text.into()])?;
    }
    let added = i64::try_from(received.lines.len()).map_err(|error| Fault::from("too many lines", error))?;
    change.execute(
        sql::INSERT_STATEMENT,
        &[
            village.clone(),
            account.clone(),
            received.number.into(),
            received.form.into(),
            received.opening_fen.into(),
            received.closing_fen.into(),
            received.until.into(),
            added.into(),
            received.again.into(),
            received.file.to_string().into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    for line in received.lines {
        change.execute(
            sql::INSERT_LINE,
            &[
                village.clone(),
                account.clone(),
                line.number.into(),
                received.number.into(),
                line.day.into(),
                line.amount_fen.into(),
                line.balance_fen.into(),
                line.payee.into(),
                line.remark.into(),
                line.reference.into(),
                line.mark.into(),
            ],
        )?;
    }
    Ok(())
}

fn apply_matched(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let matched: LinesMatched = body(entry)?;
    let (village, account): (Value, Value) = ((&entry.village).into(), matched.account.as_str().into());
    for one in matched.matchings {
        let Some(settled) = one.sides.iter().map(Side::day).max() else { continue };
        change.execute(
            sql::INSERT_MATCHING,
            &[
                village.clone(),
                account.clone(),
                one.number.into(),
                settled.into(),
                entry.person.clone().into(),
                entry.moment.into(),
            ],
        )?;
        for (position, side) in (1_i64..).zip(one.sides) {
            let (bank, voucher, at, day, amount): (Value, Value, Value, _, _) = match side {
                Side::Bank { bank_line, day, amount_fen } => {
                    (bank_line.into(), Value::Null, Value::Null, day, amount_fen)
                }
                Side::Book { voucher, position, day, amount_fen } => {
                    (Value::Null, voucher.into(), position.into(), day, amount_fen)
                }
            };
            let own = [village.clone(), account.clone(), one.number.into(), position.into(), bank, voucher, at];
            let rest = [day.into(), amount.into()];
            change.execute(sql::INSERT_MATCHED, &[&own[..], &rest[..]].concat())?;
        }
    }
    Ok(())
}

fn apply_entry(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: BankEntryProposed = body(entry)?;
    change.execute(
        sql::INSERT_ENTRY,
        &[
            (&entry.village).into(),
            said.account.as_str().into(),
            said.line.into(),
            said.number.into(),
            said.kind.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_entry_returned(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: BankEntryAnswered = body(entry)?;
    answer(change, entry, (&said.account, said.line, said.number), ("returned", said.remark, None))
}

/// The voucher stands, and the line with it.
pub(crate) fn apply_entry_posted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: BankEntryPosted = body(entry)?;
    post(change, entry, &said.voucher)?;
    let id = voucher_id(&entry.village, &said.voucher);
    answer(change, entry, (&said.account, said.line, said.number), ("posted", String::new(), Some(id)))
}

fn answer(
    change: &mut Change<'_>,
    entry: &Entry,
    (account, line, number): (&Code, i64, i64),
    (state, remark, voucher): (&str, String, Option<String>),
) -> Result<(), Fault> {
    change.execute(
        sql::ANSWER_ENTRY,
        &[
            (&entry.village).into(),
            account.as_str().into(),
            line.into(),
            number.into(),
            state.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            remark.into(),
            voucher.into(),
        ],
    )?;
    Ok(())
}

fn apply_undone(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let undone: MatchingUndone = body(entry)?;
    let (village, account): (Value, Value) = ((&entry.village).into(), undone.account.as_str().into());
    let number = undone.number;
    change.execute(sql::LET_GO, &[village.clone(), account.clone(), number.into()])?;
    let by = entry.person.clone().into();
    change.execute(
        sql::UNDO_MATCHING,
        &[village, account, number.into(), undone.reason.into(), by, entry.moment.into()],
    )?;
    Ok(())
}

fn apply_reconciled(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let signed: AccountReconciled = body(entry)?;
    let figures = signed.figures;
    change.execute(
        sql::INSERT_SIGNED,
        &[
            (&entry.village).into(),
            signed.account.as_str().into(),
            signed.period.to_string().into(),
            signed.number.into(),
            figures.book_fen.into(),
            figures.bank_fen.into(),
            figures.bank_in_fen.into(),
            figures.bank_out_fen.into(),
            figures.book_in_fen.into(),
            figures.book_out_fen.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_seen(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let seen: ReconciliationSeen = body(entry)?;
    change.execute(
        sql::SET_SEEN,
        &[
            (&entry.village).into(),
            seen.account.as_str().into(),
            seen.period.to_string().into(),
            seen.number.into(),
            seen.remark.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_late(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let late: ReconciliationLate = body(entry)?;
    let (village, account) = ((&entry.village).into(), late.account.as_str().into());
    change.execute(sql::INSERT_LATE, &[village, account, late.period.to_string().into(), entry.moment.into()])?;
    Ok(())
}

fn apply_lines_late(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let late: BankLinesLate = body(entry)?;
    for line in &late.lines {
        let (village, account) = ((&entry.village).into(), late.account.as_str().into());
        change.execute(sql::INSERT_LINE_LATE, &[village, account, (*line).into(), entry.moment.into()])?;
    }
    Ok(())
}
