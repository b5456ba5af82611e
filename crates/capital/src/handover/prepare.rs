//! Preparing: what is handed over is written down with its totals and the signed list, and waits.

use super::keep::{HandoverPrepared, HandoverSum};
use super::read::HandoverWhat;
use super::sql;
use crate::keep::to_body;
use crate::pair::record;
use archive::{Query, Tx};
use intake::Drafted;
use ledger::{Code, OpeningLine, Side};
use office::{Desk, Receipt, StoredFile};
use std::collections::BTreeMap;
use village::{Day, Fault, Fen, Hash, Place, Stop};

/// What is prepared.
pub(crate) struct Prepared<'p> {
    pub(crate) what: HandoverWhat,
    pub(crate) words: &'p str,
    /// The file with its chart's age, where it comes in one that is kept elsewhere.
    pub(crate) file: Option<(Hash, bool)>,
    pub(crate) days: Option<(Day, Day)>,
    /// How many vouchers, balances or people.
    pub(crate) many: usize,
    pub(crate) sums: Vec<HandoverSum>,
    pub(crate) paper: &'p StoredFile,
    pub(crate) body: serde_json::Value,
}

/// Writes it down; what waited of the same kind is replaced.
pub(crate) fn prepare(desk: &Desk, tx: &mut Tx<'_>, village: &Place, said: Prepared<'_>) -> Result<Receipt, Stop> {
    let number = tx.one(sql::LAST, &[village.into()])?.maybe_int("number")?.unwrap_or(0) + 1;
    let body = HandoverPrepared {
        number,
        what: said.what.code().to_owned(),
        words: said.words.trim().to_owned(),
        file: said.file.map(|(file, _)| file),
        former: said.file.is_some_and(|(_, former)| former),
        days: said.days,
        many: i64::try_from(said.many).map_err(|e| Fault::from("too much at once", e))?,
        sum_fen: said.sums.iter().map(|sum| sum.debit_fen).sum(),
        sums: said.sums,
        paper: said.paper.hash,
        body: said.body,
    };
    record(desk, tx, village, &named(village, number), "handover.prepared", to_body(&body)?)
}

pub(super) fn named(village: &Place, number: i64) -> String {
    format!("{village}-handover-{number}")
}

/// What opening balances come to.
#[must_use]
pub fn opening_sums(lines: &[OpeningLine]) -> Vec<HandoverSum> {
    sums_of(lines.iter().map(|line| (&line.account, line.side, line.amount_fen)))
}

/// What vouchers come to.
#[must_use]
pub fn voucher_sums(vouchers: &[Drafted]) -> Vec<HandoverSum> {
    let lines = vouchers.iter().flat_map(|voucher| &voucher.draft.lines);
    sums_of(lines.map(|line| (&line.account, line.side, line.amount_fen)))
}

/// Lines summed up on the accounts of the first level.
pub(crate) fn sums_of<'l>(lines: impl Iterator<Item = (&'l Code, Side, Fen)>) -> Vec<HandoverSum> {
    let mut sums: BTreeMap<Code, (i64, i64)> = BTreeMap::new();
    for (code, side, fen) in lines {
        let mut first = code.clone();
        while let Some(above) = first.above() {
            first = above;
        }
        let (debit, credit) = sums.entry(first).or_default();
        let of = if side == Side::Debit { debit } else { credit };
        *of = of.saturating_add(fen.0);
    }
    let sum = |(account, (debit, credit))| HandoverSum { account, debit_fen: Fen(debit), credit_fen: Fen(credit) };
    sums.into_iter().map(sum).collect()
}
