//! Questions to the register of vouchers that were taken back.

use crate::bank::{BankEntryKind, WAITING_ENTRIES};
use crate::handover::{self, HandoverWhat};
use crate::{keep, sql, store};
use archive::{Query, Row};
use ledger::{Code, Period};
use std::collections::BTreeMap;
use village::{CaseId, Fault, Fen, Hash, Moment, PersonId, Place};

/// A proposal to take a voucher back.
#[derive(Debug, Clone)]
pub struct ReversalRow {
    /// The voucher.
    pub voucher: String,
    /// Why.
    pub reason: String,
    /// The paper that shows it.
    pub paper: Hash,
    /// The account on which a line stands instead, by the line's number.
    pub instead: BTreeMap<usize, Code>,
    /// By whom, and when.
    pub proposed: (Option<String>, Moment),
    /// By whom, as the desk knows them.
    pub proposer: Option<PersonId>,
    /// Confirmed by whom, and when; none while it waits.
    pub confirmed: Option<(Option<String>, Moment)>,
    /// The reversing voucher.
    pub reversed_by: Option<String>,
}

/// The proposals of a village to take vouchers back, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn reversals(query: &mut dyn Query, village: &Place) -> Result<Vec<ReversalRow>, Fault> {
    let row = |row: &Row| {
        let confirmed = row.maybe_int("confirmed")?.map(Moment);
        let confirmer = row.maybe_text("confirmer")?;
        Ok(ReversalRow {
            voucher: row.text("voucher_id")?,
            reason: row.text("reason")?,
            paper: store::hash(&row.text("paper")?)?,
            instead: keep::instead_of(&row.text("instead")?)?,
            proposed: (row.maybe_text("proposer")?, row.moment("proposed")?),
            proposer: row.maybe_read("proposed_by")?,
            confirmed: confirmed.map(|moment| (confirmer, moment)),
            reversed_by: row.maybe_text("reversed_by")?,
        })
    };
    query.query(sql::REVERSALS, &[village.into()])?.iter().map(row).collect()
}

/// What a person proposed and another has to confirm.
#[derive(Debug, Clone)]
pub struct WaitingRow {
    /// Whose books.
    pub village: Place,
    /// The voucher that is to be taken back; none for a month that is to be opened again.
    pub voucher: Option<String>,
    /// The month that is to be opened again.
    pub period: Option<Period>,
    /// What of before is to be taken over, and its number among the village's.
    pub handover: Option<(HandoverWhat, i64)>,
    /// The line of a bank's statement that is to be entered as interest or charge: account, line, which of the two.
    pub bank_entry: Option<(Code, i64, BankEntryKind)>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub proposer: Option<PersonId>,
    /// When.
    pub proposed: Moment,
}

/// What waits to be confirmed in the books of the villages within a place, the oldest first (at most 200 of each).
///
/// # Errors
/// When the store cannot be read.
pub fn waiting(query: &mut dyn Query, place: &Place) -> Result<Vec<WaitingRow>, Fault> {
    let params = [place.into(), format!("{place}:").into()];
    let row = |row: &Row, voucher: Option<String>, period: Option<Period>, words: &str| -> Result<WaitingRow, Fault> {
        Ok(WaitingRow {
            village: row.read("village")?,
            voucher,
            period,
            handover: None,
            bank_entry: None,
            reason: row.text(words)?,
            proposer: row.maybe_read("proposed_by")?,
            proposed: row.moment("proposed")?,
        })
    };
    let mut all = Vec::new();
    for found in query.query(sql::WAITING_REVERSALS, &params)? {
        all.push(row(&found, Some(found.text("voucher_id")?), None, "reason")?);
    }
    for found in query.query(sql::WAITING_REOPENINGS, &params)? {
        all.push(row(&found, None, Some(found.read("period")?), "reason")?);
    }
    for found in query.query(handover::WAITING, &params)? {
        let what = HandoverWhat::named(&found.text("what")?);
        let handover = what.map(|what| Ok::<_, Fault>((what, found.int("number")?))).transpose()?;
        all.push(WaitingRow { handover, ..row(&found, None, None, "words")? });
    }
    for found in query.query(WAITING_ENTRIES, &params)? {
        let kind = BankEntryKind::named(&found.text("kind")?);
        let entry = kind.map(|kind| Ok::<_, Fault>((found.read("account")?, found.int("line")?, kind))).transpose()?;
        all.push(WaitingRow { bank_entry: entry, ..row(&found, None, None, "reason")? });
    }
    all.sort_by_key(|one| one.proposed);
    Ok(all)
}

/// A voucher of a case that was taken back whole: what it paid or received came back.
#[derive(Debug, Clone)]
pub struct TakenBack {
    /// The case.
    pub case: CaseId,
    /// The act that had brought the voucher about.
    pub act: i64,
    /// The voucher.
    pub voucher: String,
    /// Its sum.
    pub amount_fen: Fen,
    /// Why.
    pub reason: String,
    /// When it was confirmed.
    pub confirmed: Moment,
    /// The reversing voucher.
    pub reversed_by: String,
}

/// What was taken back whole in a village, the oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn taken_back(query: &mut dyn Query, village: &Place) -> Result<Vec<TakenBack>, Fault> {
    let nothing = keep::instead_words(&BTreeMap::new());
    let row = |row: &Row| {
        Ok(TakenBack {
            case: CaseId::new(row.text("case_id")?).map_err(|e| Fault::from("a case's number is malformed", e))?,
            act: row.int("act")?,
            voucher: row.text("id")?,
            amount_fen: Fen(row.int("amount_fen")?),
            reason: row.text("reason")?,
            confirmed: row.moment("confirmed")?,
            reversed_by: row.text("reversed_by")?,
        })
    };
    query.query(sql::TAKEN_BACK, &[village.into(), nothing.into()])?.iter().map(row).collect()
}
