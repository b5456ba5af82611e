//! Questions to the books.

use crate::{BankAccount, sql, store};
use archive::{Query, Row};
use ledger::{Books, Chart, Code, Line, Period, Side, Turn};
use office::Desk;
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Day, Fault, Fen, Hash, Moment, PersonId, Place};

/// The books of a village.
#[derive(Debug, Clone)]
pub struct BooksRow {
    /// The first period.
    pub first: Period,
    /// The signed trial balance that they began with.
    pub paper: Hash,
    /// When they were opened.
    pub opened: Moment,
    /// By whom.
    pub opened_by: Option<String>,
}

/// A period.
#[derive(Debug, Clone)]
pub struct PeriodRow {
    /// Which.
    pub period: Period,
    /// The hash that fixed it; none while it is open.
    pub hash: Option<Hash>,
    /// Whether the year was carried over in it.
    pub carried: bool,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// By whom.
    pub closed_by: Option<String>,
    /// How many vouchers it has.
    pub vouchers: u64,
    /// Why it was closed though a bank account did not agree with the bank; empty where all did.
    pub unreconciled: String,
}

/// A voucher.
#[derive(Debug, Clone)]
pub struct VoucherRow {
    /// Its number among all of the county's.
    pub id: String,
    /// The period.
    pub period: Period,
    /// The word: `general`, `receipt`, `payment`, `transfer`.
    pub word: String,
    /// Its number in the period.
    pub serial: i64,
    /// The day.
    pub day: Day,
    /// What it is about.
    pub summary: String,
    /// The sum of one side.
    pub amount_fen: Fen,
    /// Where it comes from.
    pub origin: String,
    /// The case, when it comes from one.
    pub case: Option<CaseId>,
    /// 经手人, 证明人, 审核人, 审批人.
    pub people: [Option<PersonId>; 4],
    /// Its hash.
    pub hash: Hash,
    /// When it was posted.
    pub posted: Moment,
    /// Whose step brought it about.
    pub posted_by: Option<PersonId>,
    /// The lines; empty in a list.
    pub lines: Vec<Line>,
    /// The papers; empty in a list.
    pub papers: Vec<Hash>,
}

/// A line of an account with its voucher.
#[derive(Debug, Clone)]
pub struct JournalLine {
    /// The voucher.
    pub voucher: String,
    /// Its period, word and number.
    pub number: (Period, String, i64),
    /// Its day.
    pub day: Day,
    /// What it is about.
    pub summary: String,
    /// The case, when it comes from one.
    pub case: Option<CaseId>,
    /// The line.
    pub line: Line,
}

/// A proposal to open a closed period again.
#[derive(Debug, Clone)]
pub struct ReopeningRow {
    /// Which period.
    pub period: Period,
    /// Why.
    pub reason: String,
    /// By whom, and when.
    pub proposed: (Option<String>, Moment),
    /// Confirmed by whom, and when.
    pub confirmed: Option<(Option<String>, Moment)>,
}

/// The books of a village; none when it has none.
///
/// # Errors
/// When the store cannot be read.
pub fn books_of(query: &mut dyn Query, village: &Place) -> Result<Option<BooksRow>, Fault> {
    let Some(row) = query.maybe(sql::BOOKS, &[village.into()])? else { return Ok(None) };
    Ok(Some(BooksRow {
        first: row.read("first_period")?,
        paper: store::hash(&row.text("paper")?)?,
        opened: row.moment("opened")?,
        opened_by: row.maybe_text("name")?,
    }))
}

/// The books as the ledger takes them, with their open periods; none when the village has none.
///
/// # Errors
/// When the store cannot be read.
pub fn state_of(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<Option<Books>, Fault> {
    store::books(query, desk, village)
}

/// The chart in force with the village's own accounts.
///
/// # Errors
/// When the store cannot be read, or the rules hold no chart.
pub fn chart_of(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<Arc<Chart>, Fault> {
    store::chart(query, desk, village)?.ok_or_else(|| Fault::new("the rules in force hold no chart of accounts"))
}

/// The bank accounts of a village.
///
/// # Errors
/// When the store cannot be read.
pub fn banks(query: &mut dyn Query, village: &Place) -> Result<Vec<BankAccount>, Fault> {
    let row = |row: &Row| {
        Ok(BankAccount {
            code: row.read("code")?,
            bank: row.text("bank")?,
            kind: row.text("kind")?,
            last_digits: row.text("last_digits")?,
        })
    };
    query.query(sql::BANKS, &[village.into()])?.iter().map(row).collect()
}

/// The periods of a village, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn periods(query: &mut dyn Query, village: &Place) -> Result<Vec<PeriodRow>, Fault> {
    let row = |row: &Row| {
        Ok(PeriodRow {
            period: row.read("period")?,
            hash: row.maybe_text("closed_hash")?.map(|text| store::hash(&text)).transpose()?,
            carried: row.truth("carried")?,
            closed: row.maybe_int("closed")?.map(Moment),
            closed_by: row.maybe_text("name")?,
            vouchers: row.count("vouchers")?,
            unreconciled: row.maybe_text("unreconciled")?.unwrap_or_default(),
        })
    };
    query.query(sql::PERIODS, &[village.into()])?.iter().map(row).collect()
}

/// The last month of a village that is closed, or before its books; none where it has no books, or none of that.
///
/// # Errors
/// When the store cannot be read.
pub fn closed_until(query: &mut dyn Query, village: &Place) -> Result<Option<Period>, Fault> {
    let rows = periods(query, village)?;
    Ok(rows.into_iter().filter(|row| row.hash.is_some()).map(|row| row.period).max())
}

/// What each account did in a period: its trial balance.
///
/// # Errors
/// When the store cannot be read.
pub fn turns(query: &mut dyn Query, village: &Place, period: Period) -> Result<BTreeMap<Code, Turn>, Fault> {
    query.query(sql::TURNS_OF, &[village.into(), period.to_string().into()])?.iter().map(store::turn).collect()
}

/// The balances at the end of a day, debit-positive: those with which its period began and what moved since; of a period in which
/// nothing was posted yet, those with which the last one before it ended.
///
/// # Errors
/// When the store cannot be read.
pub fn balances_at(query: &mut dyn Query, village: &Place, day: Day) -> Result<BTreeMap<Code, i64>, Fault> {
    let period = Period::of(day);
    let params = [village.into(), period.to_string().into(), period.first_day().into(), day.into()];
    let row = |row: &Row| {
        let moved = row.maybe_int("moved_fen")?.unwrap_or(0);
        Ok((row.read("account")?, row.int("opening_fen")?.saturating_add(moved)))
    };
    let rows = query.query(sql::BALANCES_AT, &params)?;
    if !rows.is_empty() {
        return rows.iter().map(row).collect();
    }
    let params = [village.into(), period.to_string().into()];
    let Some(last) = query.one(sql::LAST_PERIOD_BEFORE, &params)?.maybe_text("period")? else {
        return Ok(BTreeMap::new());
    };
    let ended = query.query(sql::TURNS_OF, &[village.into(), last.into()])?;
    let ended: BTreeMap<Code, Turn> = ended.iter().map(store::turn).collect::<Result<_, Fault>>()?;
    Ok(ended.into_iter().map(|(code, turn)| (code, turn.closing_fen())).collect())
}

/// The vouchers of a period, in the order in which they were posted, without their lines.
///
/// # Errors
/// When the store cannot be read.
pub fn vouchers(query: &mut dyn Query, village: &Place, period: Period) -> Result<Vec<VoucherRow>, Fault> {
    whole(query.query(sql::VOUCHERS, &[village.into(), period.to_string().into()])?)?.iter().map(voucher_row).collect()
}

/// The most vouchers of a month, or lines of an account in a year: what a village has in lifetimes.
const MOST: usize = 200_000;

/// Rows that are all there are: what a list left out in silence would make every sum of it wrong.
fn whole(rows: Vec<Row>) -> Result<Vec<Row>, Fault> {
    if rows.len() > MOST {
        return Err(Fault::new(format!("more than {MOST} rows: a list of them would not be whole")));
    }
    Ok(rows)
}

/// A voucher of a village with its lines and papers.
///
/// # Errors
/// When the store cannot be read.
pub fn voucher(query: &mut dyn Query, village: &Place, id: &str) -> Result<Option<VoucherRow>, Fault> {
    let Some(row) = query.maybe(sql::VOUCHER, &[id.into(), village.into()])? else { return Ok(None) };
    let mut voucher = voucher_row(&row)?;
    for row in query.query(sql::LINES, &[id.into()])? {
        voucher.lines.push(line(&row)?);
    }
    for row in query.query(sql::VOUCHER_PAPERS, &[id.into()])? {
        voucher.papers.push(store::hash(&row.text("hash")?)?);
    }
    Ok(Some(voucher))
}

/// The voucher that a case brought about.
///
/// # Errors
/// When the store cannot be read.
pub fn voucher_of_case(query: &mut dyn Query, case: &CaseId) -> Result<Option<String>, Fault> {
    query.maybe(sql::VOUCHER_OF_CASE, &[case.into()])?.map(|row| row.text("id")).transpose()
}

/// Every voucher of a case, in the order in which they were posted, without their lines.
///
/// # Errors
/// When the store cannot be read.
pub fn vouchers_of_case(query: &mut dyn Query, case: &CaseId) -> Result<Vec<VoucherRow>, Fault> {
    query.query(sql::VOUCHERS_OF_CASE, &[case.into()])?.iter().map(voucher_row).collect()
}

/// The lines of an account, and of those beneath it, from one period to another.
///
/// # Errors
/// When the store cannot be read.
pub fn journal(
    query: &mut dyn Query,
    village: &Place,
    account: &Code,
    (from, to): (Period, Period),
) -> Result<Vec<JournalLine>, Fault> {
    // Between `102` and `102:`, the character after the digits, lie the account and those beneath it.
    let params = [
        village.into(),
        account.as_str().into(),
        format!("{account}:").into(),
        from.to_string().into(),
        to.to_string().into(),
    ];
    let row = |row: &Row| {
        Ok(JournalLine {
            voucher: row.text("voucher_id")?,
            number: (row.read("period")?, row.text("word")?, row.int("serial")?),
            day: row.read("day")?,
            summary: row.text("summary")?,
            case: row.maybe_read("case_id")?,
            line: line(row)?,
        })
    };
    whole(query.query(sql::JOURNAL, &params)?)?.iter().map(row).collect()
}

/// The proposals to open closed periods again, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn reopenings(query: &mut dyn Query, village: &Place) -> Result<Vec<ReopeningRow>, Fault> {
    let row = |row: &Row| {
        let confirmed = row.maybe_int("confirmed")?.map(Moment);
        let confirmer = row.maybe_text("confirmer")?;
        Ok(ReopeningRow {
            period: row.read("period")?,
            reason: row.text("reason")?,
            proposed: (row.maybe_text("proposer")?, row.moment("proposed")?),
            confirmed: confirmed.map(|moment| (confirmer, moment)),
        })
    };
    query.query(sql::REOPENINGS, &[village.into()])?.iter().map(row).collect()
}

fn voucher_row(row: &Row) -> Result<VoucherRow, Fault> {
    let person = |column: &str| row.maybe_read(column);
    Ok(VoucherRow {
        id: row.text("id")?,
        period: row.read("period")?,
        word: row.text("word")?,
        serial: row.int("serial")?,
        day: row.read("day")?,
        summary: row.text("summary")?,
        amount_fen: row.fen("amount_fen")?,
        origin: row.text("origin")?,
        case: row.maybe_read("case_id")?,
        people: [person("handler")?, person("witness")?, person("reviewer")?, person("approver")?],
        hash: store::hash(&row.text("hash")?)?,
        posted: row.moment("posted")?,
        posted_by: row.maybe_read("posted_by")?,
        lines: Vec::new(),
        papers: Vec::new(),
    })
}

fn line(row: &Row) -> Result<Line, Fault> {
    Ok(Line { account: row.read("account")?, side: side(row)?, amount_fen: row.fen("amount_fen")? })
}

fn side(row: &Row) -> Result<Side, Fault> {
    match row.text("side")?.as_str() {
        "debit" => Ok(Side::Debit),
        "credit" => Ok(Side::Credit),
        other => Err(Fault::new(format!("`{other}` is no side of an account"))),
    }
}
