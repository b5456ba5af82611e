//! Questions to the bank's side of the books.

use super::keep::Figures;
use super::sql;
use archive::{Query, Row};
use intake::{BankSide, BookSide, ColumnMap};
use ledger::{Code, Period, Side, Word};
use procedure::FactValue;
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Moment, PersonId, Place};

/// A statement that was received.
#[derive(Debug, Clone)]
pub struct StatementRow {
    /// 1, 2, 3 … of the account.
    pub number: i64,
    /// How it was written: `csv`, `camt.053.001.08`.
    pub form: String,
    /// Before its first line.
    pub opening_fen: Fen,
    /// After its last line.
    pub closing_fen: Fen,
    /// The last day that it covers.
    pub until: Day,
    /// How many lines were new, and how many were there already.
    pub lines: (i64, i64),
    /// When it came, and from whom.
    pub sent: (Option<String>, Moment),
}

/// A line of the bank that nothing in the books belongs to yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankLineRow {
    /// Its number.
    pub number: i64,
    /// The day.
    pub day: Day,
    /// In; below nothing: out.
    pub amount_fen: Fen,
    /// The balance after it.
    pub balance_fen: Fen,
    /// Who paid or was paid.
    pub payee: String,
    /// What the bank says it was for.
    pub remark: String,
    /// The bank's number.
    pub reference: String,
}

/// A line of the books that nothing at the bank belongs to yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookLineRow {
    /// The voucher and the line's position in it.
    pub line: (String, i64),
    /// Its word's code, its period, its number.
    pub number: (String, Period, i64),
    /// The day.
    pub day: Day,
    /// In; below nothing: out.
    pub amount_fen: Fen,
    /// What it is about.
    pub summary: String,
    /// Whom the case names on the other side.
    pub party: String,
    /// The case.
    pub case: Option<CaseId>,
}

/// An account compared with the bank at the end of a day.
#[derive(Debug, Clone)]
pub struct Reckoned {
    /// What both sides say.
    pub figures: Figures,
    /// Whether the statements reach the day.
    pub covered: bool,
    /// What only the bank holds.
    pub bank: Vec<BankLineRow>,
    /// What only the books hold.
    pub book: Vec<BookLineRow>,
}

/// A month that was signed.
#[derive(Debug, Clone)]
pub struct ReconciliationRow {
    /// The month.
    pub period: Period,
    /// 1, 2 … where it was signed again.
    pub number: i64,
    /// The figures as they were signed.
    pub figures: Figures,
    /// Who signed.
    pub signed_by: Option<PersonId>,
    /// Their name, and when.
    pub signed: (Option<String>, Moment),
    /// The name of who saw it for the supervision committee, when, and what was said.
    pub seen: Option<(Option<String>, Moment, String)>,
}

/// A matching.
#[derive(Debug, Clone)]
pub struct MatchingRow {
    /// Its number.
    pub number: i64,
    /// By whom, and when.
    pub made: (Option<String>, Moment),
    /// Why it was undone, where it was.
    pub undone: Option<String>,
    /// The lines: the bank's and the books', each with day, amount and words.
    pub sides: Vec<(bool, Day, Fen, String)>,
}

/// Which column is what in an account's statements, as it was chosen once.
///
/// # Errors
/// When the store cannot be read.
pub fn columns_of(query: &mut dyn Query, village: &Place, account: &Code) -> Result<Option<ColumnMap>, Fault> {
    let Some(row) = query.maybe(sql::COLUMNS, &[village.into(), account.as_str().into()])? else { return Ok(None) };
    let read = serde_json::from_str(&row.text("columns")?);
    read.map(Some).map_err(|error| Fault::from("a map of columns is malformed", error))
}

/// The statements of an account, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn statements(query: &mut dyn Query, village: &Place, account: &Code) -> Result<Vec<StatementRow>, Fault> {
    let row = |row: &Row| {
        Ok(StatementRow {
            number: row.int("number")?,
            form: row.text("form")?,
            opening_fen: row.fen("opening_fen")?,
            closing_fen: row.fen("closing_fen")?,
            until: row.read("until")?,
            lines: (row.int("added")?, row.int("again")?),
            sent: (row.maybe_text("name")?, row.moment("sent")?),
        })
    };
    query.query(sql::STATEMENTS, &[village.into(), account.as_str().into()])?.iter().map(row).collect()
}

/// What only the bank holds at the end of a day.
pub(crate) fn open_at_bank(
    query: &mut dyn Query,
    village: &Place,
    account: &Code,
    day: Day,
) -> Result<Vec<BankLineRow>, Fault> {
    let params = [village.into(), account.as_str().into(), day.into()];
    query.query(sql::OPEN_BANK, &params)?.iter().map(bank_line).collect()
}

/// An account compared with the bank at the end of a day; none before its first statement.
///
/// # Errors
/// When the store cannot be read.
pub fn reckoned(query: &mut dyn Query, village: &Place, account: &Code, day: Day) -> Result<Option<Reckoned>, Fault> {
    let all = statements(query, village, account)?;
    let (Some(first), Some(last)) = (all.last(), all.first()) else { return Ok(None) };
    let params = [village.into(), account.as_str().into(), day.into()];
    let bank = open_at_bank(query, village, account, day)?;
    let book: Vec<BookLineRow> =
        query.query(sql::OPEN_BOOK, &params)?.iter().map(book_line).collect::<Result<_, _>>()?;
    let balance = query.maybe(sql::BALANCE_AT, &params)?.map(|row| row.fen("balance_fen")).transpose()?;
    let book_fen = crate::balances_at(query, village, day)?.get(account).copied().unwrap_or(0);
    let sum = |amounts: Vec<Fen>, came: bool| -> Fen {
        let picked = amounts.into_iter().filter(|fen| (fen.0 > 0) == came);
        picked.map(|fen| Fen(fen.0.saturating_abs())).sum()
    };
    let at_bank = || bank.iter().map(|line| line.amount_fen).collect::<Vec<_>>();
    let in_books = || book.iter().map(|line| line.amount_fen).collect::<Vec<_>>();
    let figures = Figures {
        book_fen: Fen(book_fen),
        bank_fen: balance.unwrap_or(first.opening_fen),
        bank_in_fen: sum(at_bank(), true),
        bank_out_fen: sum(at_bank(), false),
        book_in_fen: sum(in_books(), true),
        book_out_fen: sum(in_books(), false),
    };
    Ok(Some(Reckoned { figures, covered: last.until >= day, bank, book }))
}

/// How many pairs are plainly one and the same and not matched yet: lines that stand on both sides are no difference to be explained.
pub(super) fn waiting(found: &Reckoned) -> usize {
    let all = intake::suggest(&bank_sides(&found.bank), &book_sides(&found.book));
    all.iter().filter(|one| one.sure).count()
}

/// Lines of the bank as they are compared.
#[must_use]
pub fn bank_sides(lines: &[BankLineRow]) -> Vec<BankSide> {
    let side = |line: &BankLineRow| BankSide {
        number: line.number,
        day: line.day,
        amount_fen: line.amount_fen,
        payee: line.payee.clone(),
        remark: format!("{} {}", line.remark, line.reference),
    };
    lines.iter().map(side).collect()
}

/// Lines of the books as they are compared; each is called `voucher/position`.
#[must_use]
pub fn book_sides(lines: &[BookLineRow]) -> Vec<BookSide> {
    let side = |line: &BookLineRow| BookSide {
        id: format!("{}/{}", line.line.0, line.line.1),
        number: (Word::named(&line.number.0).map_or("记", Word::zh).to_owned(), line.number.2),
        day: line.day,
        amount_fen: line.amount_fen,
        words: format!("{} {}", line.summary, line.party),
    };
    lines.iter().map(side).collect()
}

/// The signed months of an account, the latest first; of a month that was signed twice, the later first.
///
/// # Errors
/// When the store cannot be read.
pub fn reconciliations(
    query: &mut dyn Query,
    village: &Place,
    account: &Code,
) -> Result<Vec<ReconciliationRow>, Fault> {
    let row = |row: &Row| {
        let seen = row.maybe_int("seen")?.map(Moment);
        let (seer, remark) = (row.maybe_text("seer")?, row.maybe_text("remark")?.unwrap_or_default());
        Ok(ReconciliationRow {
            period: row.read("period")?,
            number: row.int("number")?,
            figures: Figures {
                book_fen: row.fen("book_fen")?,
                bank_fen: row.fen("bank_fen")?,
                bank_in_fen: row.fen("bank_in_fen")?,
                bank_out_fen: row.fen("bank_out_fen")?,
                book_in_fen: row.fen("book_in_fen")?,
                book_out_fen: row.fen("book_out_fen")?,
            },
            signed_by: row.maybe_read("signed_by")?,
            signed: (row.maybe_text("signer")?, row.moment("signed")?),
            seen: seen.map(|moment| (seer, moment, remark)),
        })
    };
    query.query(sql::SIGNED, &[village.into(), account.as_str().into()])?.iter().map(row).collect()
}

/// The bank accounts that are not signed for a month, or were signed with other figures than they have now.
///
/// # Errors
/// When the store cannot be read.
pub fn unreconciled(query: &mut dyn Query, village: &Place, period: Period) -> Result<Vec<crate::BankAccount>, Fault> {
    let mut open = Vec::new();
    for bank in crate::banks(query, village)? {
        let signed = reconciliations(query, village, &bank.code)?.into_iter().find(|row| row.period == period);
        let now = reckoned(query, village, &bank.code, period.last_day())?;
        let same = matches!((&signed, &now), (Some(signed), Some(now)) if signed.figures == now.figures);
        if !same {
            open.push(bank);
        }
    }
    Ok(open)
}

/// The matchings whose last line lies between two days, undone ones too, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn matchings(
    query: &mut dyn Query,
    village: &Place,
    account: &Code,
    (from, to): (Day, Day),
) -> Result<Vec<MatchingRow>, Fault> {
    let params = [village.into(), account.as_str().into(), from.into(), to.into()];
    let mut sides: BTreeMap<i64, Vec<(bool, Day, Fen, String)>> = BTreeMap::new();
    for row in query.query(sql::MATCHED, &params)? {
        let of_bank = row.maybe_int("bank_line")?.is_some();
        let said = |name: &str| row.maybe_text(name).map(Option::unwrap_or_default);
        let words = if of_bank {
            format!("{} {}", said("payee")?, said("remark")?).trim().to_owned()
        } else {
            let word = Word::named(&said("word")?).map_or("", Word::zh);
            format!("{word}-{:04} {}", row.maybe_int("serial")?.unwrap_or(0), said("summary")?)
        };
        let side = (of_bank, row.read("day")?, row.fen("amount_fen")?, words);
        sides.entry(row.int("matching")?).or_default().push(side);
    }
    let row = |row: &Row| {
        let number = row.int("number")?;
        let undone = row.maybe_int("undone")?.is_some();
        Ok(MatchingRow {
            number,
            made: (row.maybe_text("name")?, row.moment("made")?),
            undone: if undone { row.maybe_text("reason")? } else { None },
            sides: sides.remove(&number).unwrap_or_default(),
        })
    };
    let rows = query.query(sql::MATCHINGS, &params)?;
    let mut row = row;
    rows.iter().map(&mut row).collect()
}

fn bank_line(row: &Row) -> Result<BankLineRow, Fault> {
    Ok(BankLineRow {
        number: row.int("number")?,
        day: row.read("day")?,
        amount_fen: row.fen("amount_fen")?,
        balance_fen: row.fen("balance_fen")?,
        payee: row.text("payee")?,
        remark: row.text("remark")?,
        reference: row.text("reference")?,
    })
}

fn book_line(row: &Row) -> Result<BookLineRow, Fault> {
    let facts: BTreeMap<String, FactValue> = match row.maybe_text("facts")? {
        Some(text) => {
            serde_json::from_str(&text).map_err(|error| Fault::from("a case's facts are malformed", error))?
        }
        None => BTreeMap::new(),
    };
    let named = ["payee", "payer", "party"].iter().find_map(|name| match facts.get(*name) {
        Some(FactValue::Text(text)) => Some(text.clone()),
        _ => None,
    });
    Ok(BookLineRow {
        line: (row.text("voucher_id")?, row.int("position")?),
        number: (row.text("word")?, row.read("period")?, row.int("serial")?),
        day: row.read("day")?,
        amount_fen: signed(row)?,
        summary: row.text("summary")?,
        party: named.unwrap_or_default(),
        case: row.maybe_read("case_id")?,
    })
}

/// The amount of a line of the books, debit counted positive: into a bank account.
pub(super) fn signed(row: &Row) -> Result<Fen, Fault> {
    let side = if row.text("side")? == Side::Debit.code() { Side::Debit } else { Side::Credit };
    Ok(Fen(side.natural(row.int("amount_fen")?)))
}

/// A payment that was approved and waits for the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The case whose step pays it.
    pub case: CaseId,
    /// From which account.
    pub account: Code,
    /// How much.
    pub amount_fen: Fen,
}

/// The payments of a village that were approved and wait for the bank.
///
/// # Errors
/// When the store cannot be read.
pub fn awaited(query: &mut dyn Query, village: &Place) -> Result<Vec<Awaited>, Fault> {
    let row = |row: &Row| {
        Ok(Awaited { case: row.read("case_id")?, account: row.read("account")?, amount_fen: row.fen("amount_fen")? })
    };
    query.query(crate::sql::RESERVATIONS, &[village.into()])?.iter().map(row).collect()
}
