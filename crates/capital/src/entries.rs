//! What each entry of the books adds up to in the tables.

use crate::budget;
use crate::card;
use crate::contract;
use crate::enter::{Entered, enter_all};
use crate::handover;
use crate::import::extent;
use crate::keep::{
    AccountOpened, BankKept, Carried, Closed, MoneyReleased, MoneyReserved, Opened, Posted, Reopened,
    ReopeningProposed, ReversalProposed, Reversed, VouchersImported, instead_words,
};
use crate::plot;
use crate::receipt;
use crate::sql;
use crate::store::{Months, months_from, save};
use archive::{Change, Entry, Kind, Query};
use ledger::{Number, OpeningLine, Origin, Period, Side, SubAccount, Voucher, begin, opening_month};
use serde::Deserialize;
use std::sync::Arc;
use village::{CaseId, Fault, Fen, Hash, Place};

/// The kinds of entry that this chapter writes.
#[must_use]
pub fn kinds() -> Vec<Kind> {
    let chapters = [
        of_the_books(),
        handover::kinds(),
        crate::bank::kinds(),
        contract::kinds(),
        card::kinds(),
        plot::kinds(),
        receipt::kinds(),
        crate::member::kinds(),
        budget::kinds(),
    ];
    chapters.concat()
}

/// Those from which the books themselves follow. What the bank says of other people's accounts is none of them, and leaves no village.
pub(crate) fn of_the_books() -> Vec<Kind> {
    vec![
        Kind { name: "books.opened", apply: apply_opened },
        Kind { name: "opening.corrected", apply: handover::apply_corrected },
        Kind { name: "voucher.posted", apply: apply_posted },
        Kind { name: "reversal.proposed", apply: apply_reversal_proposed },
        Kind { name: "voucher.reversed", apply: apply_reversed },
        Kind { name: "account.opened", apply: apply_account },
        Kind { name: "money.reserved", apply: apply_reserved },
        Kind { name: "money.released", apply: apply_released },
        Kind { name: "period.closed", apply: apply_closed },
        Kind { name: "reopening.proposed", apply: apply_proposed },
        Kind { name: "period.reopened", apply: apply_reopened },
        Kind { name: "year.carried", apply: apply_carried },
        Kind { name: "vouchers.imported", apply: apply_imported },
        Kind { name: "receivable.posted", apply: contract::apply_receivable },
        Kind { name: "wear.posted", apply: card::apply_wear },
        Kind { name: "bank_entry.posted", apply: crate::bank::apply_entry_posted },
    ]
}

pub(crate) fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

/// The number of a voucher among all of the county's.
pub(crate) fn voucher_id(village: &Place, voucher: &Voucher) -> String {
    numbered(village, &voucher.number)
}

fn numbered(village: &Place, number: &Number) -> String {
    let letter = number.word.code().chars().next().unwrap_or('g').to_ascii_uppercase();
    format!("{village}-{}-{letter}{:04}", number.period, number.serial)
}

fn apply_opened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let opened: Opened = body(entry)?;
    let village = &entry.village;
    change.execute(
        sql::INSERT_BOOKS,
        &[
            village.into(),
            opened.first.to_string().into(),
            opened.rules.to_string().into(),
            opened.paper.to_string().into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    opened.accounts.iter().try_for_each(|own| insert_account(change, village, own))?;
    opened.banks.iter().try_for_each(|bank| insert_bank(change, village, bank))?;
    insert_opening(change, village, opened.first, &opened.opening)
}

/// The balances with which the books begin, and their first period.
pub(crate) fn insert_opening(
    change: &mut Change<'_>,
    village: &Place,
    first: Period,
    opening: &[OpeningLine],
) -> Result<(), Fault> {
    for (position, line) in (1_i64..).zip(opening) {
        change.execute(
            sql::INSERT_OPENING,
            &[
                village.into(),
                position.into(),
                line.account.as_str().into(),
                line.side.code().into(),
                line.amount_fen.into(),
            ],
        )?;
    }
    let months = Months::from([(first, opening_month(opening))]);
    save(change, village, &Months::new(), &months)
}

pub(crate) fn insert_account(change: &mut Change<'_>, village: &Place, own: &SubAccount) -> Result<(), Fault> {
    let (zh, en) = (own.name.zh.as_str(), own.name.en.as_str());
    change.execute(sql::INSERT_ACCOUNT, &[village.into(), own.code.as_str().into(), zh.into(), en.into()])?;
    Ok(())
}

fn insert_bank(change: &mut Change<'_>, village: &Place, bank: &BankKept) -> Result<(), Fault> {
    change.execute(
        sql::INSERT_BANK,
        &[
            village.into(),
            bank.code.as_str().into(),
            bank.bank.as_str().into(),
            bank.kind.as_str().into(),
            bank.last_digits.as_str().into(),
        ],
    )?;
    Ok(())
}

fn apply_account(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let opened: AccountOpened = body(entry)?;
    insert_account(change, &entry.village, &opened.account)?;
    insert_bank(change, &entry.village, &opened.bank)
}

fn apply_posted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let posted: Posted = body(entry)?;
    post(change, entry, &posted.voucher)
}

pub(crate) fn post(change: &mut Change<'_>, entry: &Entry, voucher: &Voucher) -> Result<(), Fault> {
    let village = &entry.village;
    let entered = Entered { voucher, hash: voucher.hash(), of: case_of(change, village, &voucher.draft.origin)? };
    enter_all(change, entry, &[entered])?;
    let draft = &voucher.draft;
    if let Some(id) = &draft.reservation {
        change.execute(sql::SET_RESERVATION, &[id.into(), "paid".into()])?;
    }
    if let Some(drawn) = &draft.drawn {
        let sum = sum_of(voucher);
        let drawn_fen = if matches!(draft.origin, Origin::Reversal { .. }) { -sum } else { sum };
        change.execute(sql::ADD_DRAWN, &[drawn.contract.as_str().into(), village.into(), drawn_fen.into()])?;
    }
    Ok(())
}

pub(crate) fn sum_of(voucher: &Voucher) -> Fen {
    Fen(i64::try_from(voucher.draft.sum(Side::Debit)).unwrap_or(i64::MAX))
}

/// The case, and the act where it is its first voucher: an act may bring about more than one. What takes a voucher back belongs to the
/// same case.
fn case_of(change: &mut Change<'_>, village: &Place, origin: &Origin) -> Result<(Option<CaseId>, Option<i64>), Fault> {
    match origin {
        Origin::Case { case, act } => {
            let again = change.maybe(sql::VOUCHER_OF_ACT, &[case.into(), (*act).into()])?.is_some();
            Ok((Some(case.clone()), Some(*act).filter(|_| !again)))
        }
        Origin::Reversal { of } | Origin::Correction { of } => {
            let id = numbered(village, of);
            let row = change.maybe(sql::VOUCHER, &[id.into(), village.into()])?;
            let case = row.map(|row| row.maybe_read("case_id")).transpose()?;
            Ok((case.flatten(), None))
        }
        // What a case's contract asks for belongs to the case; history belongs to none.
        Origin::Due { contract, .. } => Ok((contract::contract(change, contract)?.and_then(|found| found.case), None)),
        Origin::YearEnd { .. } | Origin::Wear { .. } | Origin::Imported { .. } | Origin::Bank { .. } => {
            Ok((None, None))
        }
    }
}

fn apply_reserved(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let kept: MoneyReserved = body(entry)?;
    change.execute(
        sql::INSERT_RESERVATION,
        &[
            kept.id.into(),
            (&entry.village).into(),
            kept.case.into(),
            kept.account.as_str().into(),
            kept.amount_fen.into(),
            kept.day.into(),
            kept.purpose.map(|code| code.as_str().to_owned()).into(),
        ],
    )?;
    Ok(())
}

fn apply_released(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let released: MoneyReleased = body(entry)?;
    change.execute(sql::SET_RESERVATION, &[released.id.into(), "released".into()])?;
    Ok(())
}

fn apply_closed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let closed: Closed = body(entry)?;
    let village = &entry.village;
    let before = months_from(change, village, closed.period)?;
    let mut after = before.clone();
    // The next one begins with what this one leaves.
    begin(&mut after, closed.period.next());
    save(change, village, &before, &after)?;
    close(change, village, &closed, entry)
}

fn close(change: &mut Change<'_>, village: &Place, closed: &Closed, entry: &Entry) -> Result<(), Fault> {
    let hash: Hash = closed.hash;
    change.execute(
        sql::CLOSE_PERIOD,
        &[
            village.into(),
            closed.period.to_string().into(),
            hash.to_string().into(),
            entry.person.clone().into(),
            entry.moment.into(),
            closed.unreconciled.clone().into(),
        ],
    )?;
    Ok(())
}

fn apply_proposed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let proposed: ReopeningProposed = body(entry)?;
    change.execute(
        sql::INSERT_REOPENING,
        &[
            (&entry.village).into(),
            proposed.period.to_string().into(),
            proposed.number.into(),
            proposed.reason.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_reopened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let reopened: Reopened = body(entry)?;
    let period = reopened.period.to_string();
    change.execute(sql::REOPEN_PERIOD, &[(&entry.village).into(), period.as_str().into()])?;
    change.execute(
        sql::CONFIRM_REOPENING,
        &[
            (&entry.village).into(),
            period.into(),
            reopened.number.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_reversal_proposed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let proposed: ReversalProposed = body(entry)?;
    change.execute(
        sql::INSERT_REVERSAL,
        &[
            (&entry.village).into(),
            proposed.voucher.into(),
            proposed.number.into(),
            proposed.reason.into(),
            proposed.paper.to_string().into(),
            instead_words(&proposed.instead).into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_reversed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let reversed: Reversed = body(entry)?;
    reversed.vouchers.iter().try_for_each(|voucher| post(change, entry, voucher))?;
    let by = reversed.vouchers.first().map(|voucher| voucher_id(&entry.village, voucher));
    let instead = reversed.vouchers.get(1).map(|voucher| voucher_id(&entry.village, voucher));
    contract::take_back(change, &reversed.voucher, instead.as_deref())?;
    card::take_back(change, &reversed.voucher, instead.as_deref())?;
    change.execute(
        sql::CONFIRM_REVERSAL,
        &[reversed.voucher.into(), reversed.number.into(), entry.person.clone().into(), entry.moment.into(), by.into()],
    )?;
    Ok(())
}

/// Many vouchers at once: the balances are read and written once.
fn apply_imported(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made = change.made::<VouchersImported>().map_or_else(|| body(entry).map(Arc::new), Ok)?;
    let imported = &*made;
    let village = &entry.village;
    let Some(extent) = extent(&imported.vouchers) else { return Ok(()) };
    let known = imported.hashes.iter().copied().map(Some).chain(std::iter::repeat(None));
    let entered = |(voucher, known): (_, Option<Hash>)| Entered::history(voucher, known);
    let all: Vec<Entered<'_>> = imported.vouchers.iter().zip(known).map(entered).collect();
    enter_all(change, entry, &all)?;
    let many = i64::try_from(imported.vouchers.len()).map_err(|e| Fault::from("too many vouchers", e))?;
    change.execute(
        sql::INSERT_IMPORT,
        &[
            village.into(),
            imported.number.into(),
            imported.source.as_str().into(),
            imported.file.to_string().into(),
            extent.0.into(),
            extent.1.into(),
            many.into(),
            extent.2.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    if let Some(by) = &imported.by_two {
        change.execute(handover::TAKE, &[village.into(), by.handover.into(), many.into(), extent.2.into()])?;
    }
    Ok(())
}

fn apply_carried(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let carried: Carried = body(entry)?;
    carried.vouchers.iter().try_for_each(|voucher| post(change, entry, voucher))
}
