//! Reading contracts.

use super::kind::{ContractKind, Direction};
use super::sql;
use super::stage::{Colour, Limits};
use archive::{Query, Row};
use procedure::RuleBook;
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Moment, Place};

/// A contract.
#[derive(Debug, Clone)]
pub struct ContractRow {
    /// Its number among all of the county's: that of the case that signed it, or one of the history taken over.
    pub id: String,
    /// The village.
    pub village: Place,
    /// The number on the paper.
    pub number: String,
    /// Its kind.
    pub kind: ContractKind,
    /// Which way the money goes.
    pub way: Direction,
    /// The case that signed it; none where it is history.
    pub case: Option<CaseId>,
    /// Where it was taken over from; none where a case signed it.
    pub mark: Option<String>,
    /// The other party.
    pub party: String,
    /// What it is about.
    pub object: String,
    /// Its price.
    pub total_fen: Fen,
    /// The deposit.
    pub deposit_fen: Fen,
    /// What is kept back of the last payment.
    pub retention_fen: Fen,
    /// When it was signed.
    pub signed: Day,
    /// Its first day.
    pub starts: Option<Day>,
    /// Its last day.
    pub ends: Option<Day>,
    /// The township's filing number; empty until it is filed.
    pub filing_no: String,
    /// Whether it was ended before its time.
    pub ended: bool,
}

impl ContractRow {
    /// The last day that the law lets it run to, where it runs longer: history is taken over as it is, and said to be too long.
    #[must_use]
    pub fn too_long(&self, book: &RuleBook, today: Day) -> Option<Day> {
        let (affair, name) = self.kind.longest()?;
        let months = book.affair(affair)?.parameters.get(name)?.on(today);
        let last = self.starts?.plus_months(months);
        self.ends.filter(|ends| *ends > last).map(|_| last)
    }
}

/// A line of a contract's schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// Its number in the store.
    pub position: i64,
    /// Which instalment it is, as people count: what was dropped has none, 0.
    pub number: i64,
    /// When it is due; none when it moves with cases.
    pub due: Option<Day>,
    /// How much.
    pub amount_fen: Fen,
    /// What of it was paid or struck off.
    pub settled_fen: Fen,
    /// `open`, `posted`, `opening`, `by_case`, `dropped`, `taken_back`.
    pub state: String,
    /// Its voucher.
    pub voucher: Option<String>,
}

impl LineRow {
    /// Whether it counts: what was dropped does not.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.state != "dropped"
    }

    /// What is still owed of it.
    #[must_use]
    pub fn owed_fen(&self) -> Fen {
        Fen((self.amount_fen - self.settled_fen).0.max(0))
    }

    /// How many days it is overdue; 0 when it is not.
    #[must_use]
    pub fn overdue_days(&self, today: Day) -> i64 {
        if !self.counts() || self.owed_fen().0 == 0 {
            return 0;
        }
        self.due.map_or(0, |due| today.since(due).max(0))
    }
}

/// What a settling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Paid.
    Paid,
    /// Struck off, not paid.
    Waived,
    /// The deposit came.
    Deposit,
    /// The deposit went back.
    DepositBack,
    /// Something of the deposit was kept.
    DepositKept,
}

impl Settled {
    fn named(how: &str) -> Self {
        match how {
            "waived" => Self::Waived,
            "deposit" => Self::Deposit,
            "deposit_back" => Self::DepositBack,
            "deposit_kept" => Self::DepositKept,
            _ => Self::Paid,
        }
    }

    /// Whether it moves the contract's lines; the deposit does not.
    #[must_use]
    pub fn is_of_lines(self) -> bool {
        matches!(self, Self::Paid | Self::Waived)
    }
}

/// What is held of a contract's deposit: what came, less what went back and what was kept.
#[must_use]
pub fn deposit_held(settlings: &[ContractSettling]) -> Fen {
    let standing = settlings.iter().filter(|one| !one.taken_back);
    let moved = standing.map(|one| match one.how {
        Settled::Deposit => one.amount_fen.0,
        Settled::DepositBack | Settled::DepositKept => -one.amount_fen.0,
        Settled::Paid | Settled::Waived => 0,
    });
    Fen(moved.sum())
}

/// A payment laid on a line.
#[derive(Debug, Clone)]
pub struct ContractSettling {
    /// The line.
    pub position: i64,
    /// The voucher.
    pub source: String,
    /// What became of it.
    pub how: Settled,
    /// How much.
    pub amount_fen: Fen,
    /// When.
    pub day: Day,
    /// Its voucher was taken back.
    pub taken_back: bool,
}

/// A contract's whole money.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ContractTotals {
    /// All that it asks for.
    pub total_fen: Fen,
    /// What was paid or struck off.
    pub settled_fen: Fen,
    /// What is due and not paid.
    pub overdue_fen: Fen,
    /// The most days that any of it is overdue.
    pub days: i64,
    /// How far gone the worst of it is.
    pub colour: Colour,
}

/// Adds up a schedule on a day.
#[must_use]
pub fn totals(lines: &[LineRow], today: Day, limits: Limits) -> ContractTotals {
    let mut sum = ContractTotals::default();
    for line in lines.iter().filter(|line| line.counts()) {
        sum.total_fen = sum.total_fen + line.amount_fen;
        sum.settled_fen = sum.settled_fen + line.settled_fen;
        let days = line.overdue_days(today);
        if days > 0 {
            sum.overdue_fen = sum.overdue_fen + line.owed_fen();
            sum.days = sum.days.max(days);
        }
    }
    sum.colour = limits.colour(sum.days);
    sum
}

fn read(row: &Row) -> Result<ContractRow, Fault> {
    let (kind, way) = (row.text("kind")?, row.text("way")?);
    let unknown = |what: &str| Fault::new(format!("`{what}` is no kind or direction of contracts"));
    Ok(ContractRow {
        id: row.text("id")?,
        village: row.read("village")?,
        number: row.text("number")?,
        kind: ContractKind::named(&kind).ok_or_else(|| unknown(&kind))?,
        way: Direction::named(&way).ok_or_else(|| unknown(&way))?,
        case: row.maybe_read("case_id")?,
        mark: row.maybe_text("mark")?,
        party: row.text("party")?,
        object: row.text("object")?,
        total_fen: row.fen("total_fen")?,
        deposit_fen: row.fen("deposit_fen")?,
        retention_fen: row.fen("retention_fen")?,
        signed: row.read("signed")?,
        starts: row.maybe_read("starts")?,
        ends: row.maybe_read("ends")?,
        filing_no: row.text("filing_no")?,
        ended: row.text("status")? == "ended",
    })
}

fn line(row: &Row) -> Result<LineRow, Fault> {
    Ok(LineRow {
        position: row.int("position")?,
        number: 0,
        due: row.maybe_read("due")?,
        amount_fen: row.fen("amount_fen")?,
        settled_fen: row.fen("settled_fen")?,
        state: row.text("state")?,
        voucher: row.maybe_text("voucher_id")?,
    })
}

/// The lines that count, numbered from 1 in their order.
fn numbered(mut lines: Vec<LineRow>) -> Vec<LineRow> {
    for (number, line) in (1..).zip(lines.iter_mut().filter(|line| line.counts())) {
        line.number = number;
    }
    lines
}

/// A contract.
///
/// # Errors
/// When the store cannot be read.
pub fn contract(query: &mut dyn Query, id: &str) -> Result<Option<ContractRow>, Fault> {
    query.maybe(sql::CONTRACT, &[id.into()])?.as_ref().map(read).transpose()
}

/// A village's contracts, each with its schedule; the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn contracts(query: &mut dyn Query, village: &Place) -> Result<Vec<(ContractRow, Vec<LineRow>)>, Fault> {
    let mut lines: BTreeMap<String, Vec<LineRow>> = BTreeMap::new();
    for row in query.query(sql::LINES_OF_VILLAGE, &[village.into()])? {
        lines.entry(row.text("contract_id")?).or_default().push(line(&row)?);
    }
    let rows = query.query(sql::CONTRACTS, &[village.into()])?;
    rows.iter()
        .map(|row| {
            let found = read(row)?;
            let own = numbered(lines.remove(&found.id).unwrap_or_default());
            Ok((found, own))
        })
        .collect()
}

/// The schedule of a contract.
///
/// # Errors
/// When the store cannot be read.
pub fn contract_lines(query: &mut dyn Query, id: &str) -> Result<Vec<LineRow>, Fault> {
    let rows = query.query(sql::LINES, &[id.into()])?;
    Ok(numbered(rows.iter().map(line).collect::<Result<_, Fault>>()?))
}

/// What was laid on a contract's lines, in order.
///
/// # Errors
/// When the store cannot be read.
pub fn settlings(query: &mut dyn Query, id: &str) -> Result<Vec<ContractSettling>, Fault> {
    let rows = query.query(sql::SETTLINGS, &[id.into()])?;
    rows.iter()
        .map(|row| {
            Ok(ContractSettling {
                position: row.int("position")?,
                source: row.text("source")?,
                how: Settled::named(&row.text("how")?),
                amount_fen: row.fen("amount_fen")?,
                day: row.read("day")?,
                taken_back: row.truth("taken_back")?,
            })
        })
        .collect()
}

/// The cases that changed or ended a contract, with when, and whether it was ended.
///
/// # Errors
/// When the store cannot be read.
pub fn changes_of(query: &mut dyn Query, id: &str) -> Result<Vec<(CaseId, Moment, bool)>, Fault> {
    let rows = query.query(sql::CHANGES, &[id.into()])?;
    rows.iter().map(|row| Ok((row.read("case_id")?, row.moment("moment")?, row.text("what")? == "ended"))).collect()
}

/// What of a contract's schedule stands on the books as owed.
pub(crate) fn accrued(query: &mut dyn Query, id: &str) -> Result<i64, Fault> {
    query.one(sql::ACCRUED, &[id.into()])?.int("fen")
}
