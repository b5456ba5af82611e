//! What each entry of a contract adds up to in the tables.

use super::keep::{
    ContractChanged, ContractFiled, ContractKept, ContractReminded, ContractScheduled, ContractSettled, ContractSigned,
    ContractsImported, LineKept, ReceivablePosted,
};
use super::sql;
use crate::entries::{body, post, voucher_id};
use archive::{Change, Entry, Kind, Query};
use office::keep_letters;
use village::{Fault, Fen};

/// The kinds of entry that contracts write, but for what is posted.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "contract.signed", apply: apply_signed },
        Kind { name: "contract.imported", apply: apply_imported },
        Kind { name: "contract.scheduled", apply: apply_scheduled },
        Kind { name: "contract.changed", apply: apply_changed },
        Kind { name: "contract.filed", apply: apply_filed },
        Kind { name: "contract.settled", apply: apply_settled },
        Kind { name: "contract.reminded", apply: apply_reminded },
    ]
}

fn keep(change: &mut Change<'_>, entry: &Entry, kept: &ContractKept) -> Result<(), Fault> {
    let seq = i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))?;
    change.execute(
        sql::KEEP,
        &[
            kept.id.as_str().into(),
            (&entry.village).into(),
            kept.number.as_str().into(),
            kept.kind.as_str().into(),
            kept.way.as_str().into(),
            kept.affair.as_str().into(),
            kept.case.clone().into(),
            kept.mark.clone().into(),
            kept.party.as_str().into(),
            kept.object.as_str().into(),
            kept.total_fen.into(),
            kept.deposit_fen.into(),
            kept.retention_fen.into(),
            kept.signed.into(),
            kept.starts.into(),
            kept.ends.into(),
            seq.into(),
        ],
    )?;
    replace(change, entry, &kept.id, &kept.lines)
}

/// Drops what was open and puts these lines behind it.
fn replace(change: &mut Change<'_>, entry: &Entry, id: &str, lines: &[LineKept]) -> Result<(), Fault> {
    change.execute(sql::DROP_OPEN, &[id.into()])?;
    let last = change.one(sql::LAST_LINE, &[id.into()])?.int("position")?;
    for (position, line) in (last + 1..).zip(lines) {
        change.execute(
            sql::KEEP_LINE,
            &[
                id.into(),
                position.into(),
                (&entry.village).into(),
                line.due.into(),
                line.amount_fen.into(),
                line.settled_fen.into(),
                line.state.as_str().into(),
            ],
        )?;
    }
    Ok(())
}

fn apply_signed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let signed: ContractSigned = body(entry)?;
    keep(change, entry, &signed.contract)
}

fn apply_imported(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let imported: ContractsImported = body(entry)?;
    imported.contracts.iter().try_for_each(|kept| keep(change, entry, kept))
}

fn apply_scheduled(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let scheduled: ContractScheduled = body(entry)?;
    replace(change, entry, &scheduled.id, &scheduled.lines)
}

fn apply_changed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let changed: ContractChanged = body(entry)?;
    let id = changed.id.as_str();
    let status = if changed.ended { "ended" } else { "running" };
    change.execute(sql::CHANGE, &[id.into(), changed.total_fen.into(), changed.ends.into(), status.into()])?;
    let what = if changed.ended { "ended" } else { "changed" };
    change.execute(sql::INSERT_CHANGE, &[id.into(), changed.by.into(), what.into(), entry.moment.into()])?;
    replace(change, entry, id, &changed.lines)
}

fn apply_filed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let filed: ContractFiled = body(entry)?;
    change.execute(sql::FILE, &[filed.id.into(), filed.filing_no.into(), entry.moment.day().into()])?;
    Ok(())
}

/// A line fell due: its voucher is posted as any other.
pub(crate) fn apply_receivable(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let posted: ReceivablePosted = body(entry)?;
    let voucher = posted.voucher.as_ref().map(|voucher| voucher_id(&entry.village, voucher));
    if let Some(voucher) = &posted.voucher {
        post(change, entry, voucher)?;
    }
    change.execute(sql::POST_LINE, &[posted.id.into(), posted.line.into(), posted.state.into(), voucher.into()])?;
    Ok(())
}

fn apply_settled(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let settled: ContractSettled = body(entry)?;
    let id = settled.id.as_str();
    for part in &settled.parts {
        change.execute(sql::SETTLE_LINE, &[id.into(), part.line.into(), part.amount_fen.into()])?;
        change.execute(
            sql::INSERT_SETTLING,
            &[
                id.into(),
                part.line.into(),
                settled.source.as_str().into(),
                settled.how.as_str().into(),
                part.amount_fen.into(),
                settled.day.into(),
            ],
        )?;
    }
    Ok(())
}

fn apply_reminded(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let reminded: ContractReminded = body(entry)?;
    let id = reminded.id.as_str();
    change.execute(
        sql::INSERT_REMINDER,
        &[id.into(), reminded.line.into(), reminded.stage.as_str().into(), entry.moment.into()],
    )?;
    keep_letters(change, entry, id, reminded.messages)
}

/// A voucher was taken back: what it settled is owed again; what it posted of a schedule is not on the books any more, but for what
/// was posted anew on other accounts.
pub(crate) fn take_back(change: &mut Change<'_>, voucher: &str, instead: Option<&str>) -> Result<(), Fault> {
    for row in change.query(sql::SETTLED_BY, &[voucher.into()])? {
        let (contract, position) = (row.text("contract_id")?, row.int("position")?);
        match instead {
            // The same money, on other accounts: it settles what it settled.
            Some(_) => {}
            None => {
                let back = Fen(-row.int("amount_fen")?);
                change.execute(sql::SETTLE_LINE, &[contract.into(), position.into(), back.into()])?;
            }
        }
    }
    if instead.is_none() {
        change.execute(sql::TAKE_BACK, &[voucher.into()])?;
    }
    for row in change.query(sql::LINE_OF_VOUCHER, &[voucher.into()])? {
        let state = if instead.is_some() { "posted" } else { "taken_back" };
        let params = [
            row.text("contract_id")?.into(),
            row.int("position")?.into(),
            state.into(),
            instead.map(ToOwned::to_owned).into(),
        ];
        change.execute(sql::POST_LINE, &params)?;
    }
    Ok(())
}
