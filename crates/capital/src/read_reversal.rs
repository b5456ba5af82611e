//! Questions to the register of vouchers that were taken back.

use crate::{keep, sql, store};
use archive::{Query, Row};
use ledger::Code;
use std::collections::BTreeMap;
use village::{Fault, Hash, Moment, PersonId, Place};

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
