//! Reading what was distributed over the shares: who is owed how much, what was paid of it on which day, and what is still open.

use super::shares::Shares;
use super::sql;
use archive::{Query, Row};
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Place};

/// What a case distributed.
#[derive(Debug, Clone)]
pub struct DistributionRow {
    /// The case.
    pub case: String,
    /// The village.
    pub village: Place,
    /// What was decided.
    pub total_fen: Fen,
    /// Over how many shares.
    pub shares: Shares,
    /// On which day it was shared out.
    pub day: Day,
    /// When the last of it was paid; until then some is owed.
    pub paid: Option<Day>,
    /// What of it has been paid.
    pub paid_fen: Fen,
}

impl DistributionRow {
    /// What is still owed.
    #[must_use]
    pub fn open(&self) -> Fen {
        self.total_fen - self.paid_fen
    }
}

/// What a member gets of it.
#[derive(Debug, Clone)]
pub struct DistributionLine {
    /// The member.
    pub member: String,
    /// The name.
    pub name: String,
    /// The household as it is now.
    pub household: String,
    /// The shares of the day.
    pub shares: Shares,
    /// How much.
    pub amount_fen: Fen,
    /// What was paid of it, in the order of the steps.
    pub paid: Vec<PaidPart>,
}

/// A payment to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaidPart {
    /// The case's step that paid; 0 where it was not kept yet.
    pub act: i64,
    /// The day.
    pub day: Day,
    /// How much.
    pub amount_fen: Fen,
}

impl DistributionLine {
    /// What is still owed.
    #[must_use]
    pub fn open(&self) -> Fen {
        self.amount_fen - self.paid.iter().map(|part| part.amount_fen).sum::<Fen>()
    }
}

fn read_distribution(row: &Row) -> Result<DistributionRow, Fault> {
    Ok(DistributionRow {
        case: row.text("case_id")?,
        village: row.read("village")?,
        total_fen: row.fen("total_fen")?,
        shares: Shares(row.int("shares_hs")?),
        day: row.read("day")?,
        paid: row.maybe_read("paid")?,
        paid_fen: row.fen("paid_fen")?,
    })
}

pub(super) fn distribution(query: &mut dyn Query, case: &str) -> Result<Option<DistributionRow>, Fault> {
    query.maybe(sql::DISTRIBUTION, &[case.into()])?.as_ref().map(read_distribution).transpose()
}

/// What a village's cases have distributed, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn distributions(query: &mut dyn Query, village: &Place) -> Result<Vec<DistributionRow>, Fault> {
    query.query(sql::DISTRIBUTIONS, &[village.into()])?.iter().map(read_distribution).collect()
}

/// Who gets how much of a distribution, by households, and what of it was paid.
///
/// # Errors
/// When the store cannot be read.
pub fn distribution_lines(query: &mut dyn Query, case: &str) -> Result<Vec<DistributionLine>, Fault> {
    let mut paid: BTreeMap<String, Vec<PaidPart>> = BTreeMap::new();
    for row in query.query(sql::PAYMENTS, &[case.into()])? {
        let part = PaidPart { act: row.int("act")?, day: row.read("day")?, amount_fen: row.fen("amount_fen")? };
        paid.entry(row.text("member_id")?).or_default().push(part);
    }
    let mut read = |row: &Row| {
        let member = row.text("member_id")?;
        Ok(DistributionLine {
            paid: paid.remove(&member).unwrap_or_default(),
            member,
            name: row.text("name")?,
            household: row.text("household")?,
            shares: Shares(row.int("shares_hs")?),
            amount_fen: row.fen("amount_fen")?,
        })
    };
    query.query(sql::LINES, &[case.into()])?.iter().map(&mut read).collect()
}

/// What the books still owe under a case of distribution, by its own vouchers on the account of what is owed to members (应付): what
/// they credited more than they debited.
///
/// # Errors
/// When the store cannot be read.
pub fn owed_by_books(query: &mut dyn Query, case: &CaseId) -> Result<Fen, Fault> {
    let code = ledger::Code::parse(OWED).map_err(|error| Fault::from("the account of what members are owed", error))?;
    let (debit, credit) = crate::known::moved_by(query, case, &code)?;
    Ok(Fen(credit.saturating_sub(debit)))
}

/// What is owed to members, in the chart in force.
const OWED: &str = "113";
