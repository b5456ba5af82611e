//! Receipts by number: each is issued or cancelled, and none is missing between the first of a book and its last used.

use crate::audit::check::{Findings, KnownCase};
use crate::audit::replay::Replayed;
use crate::audit::tables::{File, plain, table};
use crate::entries::body;
use crate::receipt::{BookReceived, CORRECTED, Cancelled, Issued};
use archive::Entry;
use ledger::{Origin, Side, Word};
use std::collections::BTreeMap;
use village::{Fault, Fen};

const BOOKS: &str = "receipt_books.csv";
const RECEIPTS: &str = "receipts.csv";

/// The books of receipts and what became of each number.
#[derive(Default)]
pub(super) struct Receipts {
    books: BTreeMap<i64, (BookReceived, u64)>,
    rows: BTreeMap<(i64, i64), Row>,
}

#[derive(Default)]
struct Row {
    cancelled: bool,
    case: String,
    act: i64,
    day: String,
    payer: String,
    purpose: String,
    amount_fen: Fen,
    reason: String,
    entry: u64,
}

impl Receipts {
    pub(super) fn take(&mut self, entry: &Entry) -> Result<(), Fault> {
        match entry.kind.as_str() {
            "receipt_book.received" => {
                let book: BookReceived = body(entry)?;
                self.books.insert(book.number, (book, entry.seq));
            }
            "receipt.issued" => {
                let issued: Issued = body(entry)?;
                if let Some(row) = issued.instead.and_then(|before| self.rows.get_mut(&before)) {
                    (row.cancelled, row.reason) = (true, CORRECTED.to_owned());
                }
                let row = Row {
                    cancelled: false,
                    case: issued.case.to_string(),
                    act: issued.act,
                    day: issued.day.to_string(),
                    payer: issued.payer,
                    purpose: issued.purpose,
                    amount_fen: issued.amount_fen,
                    reason: String::new(),
                    entry: entry.seq,
                };
                self.rows.insert((issued.book, issued.number), row);
            }
            "receipts.cancelled" => {
                let cancelled: Cancelled = body(entry)?;
                for number in cancelled.first..=cancelled.last {
                    let (day, reason) = (cancelled.day.to_string(), cancelled.reason.clone());
                    let row = Row { cancelled: true, day, reason, entry: entry.seq, ..Row::default() };
                    self.rows.insert((cancelled.book, number), row);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&self, book: i64, number: i64) -> String {
        match self.books.get(&book) {
            Some((book, _)) => {
                let width = usize::try_from(book.width).unwrap_or(0);
                format!("{}{number:0width$}", book.series)
            }
            None => number.to_string(),
        }
    }

    pub(super) fn tables(&self, found: &Replayed) -> Vec<File> {
        let books = self.books.values().map(|(book, entry)| {
            let own = || self.rows.range((book.number, i64::MIN)..=(book.number, i64::MAX)).map(|(_, row)| row);
            vec![
                book.number.to_string(),
                self.text(book.number, book.first),
                self.text(book.number, book.last),
                own().filter(|row| !row.cancelled).count().to_string(),
                own().filter(|row| row.cancelled).count().to_string(),
                entry.to_string(),
            ]
        });
        let rows = self.rows.iter().map(|((book, number), row)| {
            let state = if row.cancelled { "cancelled" } else { "issued" };
            vec![
                book.to_string(),
                self.text(*book, *number),
                state.to_owned(),
                row.case.clone(),
                if row.case.is_empty() { String::new() } else { row.act.to_string() },
                row.day.clone(),
                row.payer.clone(),
                row.purpose.clone(),
                plain(row.amount_fen.0),
                row.reason.clone(),
                vouchers_of(found, &row.case, row.act),
                row.entry.to_string(),
            ]
        });
        let head = [
            "book", "number", "state", "case", "act", "day", "payer", "purpose", "amount", "reason", "voucher", "entry",
        ];
        vec![
            (BOOKS, table(&["book", "first", "last", "issued", "cancelled", "entry"], books)),
            (RECEIPTS, table(&head, rows)),
        ]
    }

    pub(super) fn cases(&self) -> Vec<String> {
        self.rows.values().map(|row| row.case.clone()).filter(|case| !case.is_empty()).collect()
    }

    /// Numbers without gaps, of cases that are there, and no more written than was received.
    pub(super) fn agree(&self, found: &Replayed, cases: &BTreeMap<&str, KnownCase<'_>>, findings: &mut Findings) {
        let mut next: BTreeMap<i64, i64> = self.books.values().map(|(book, _)| (book.number, book.first)).collect();
        let mut written: BTreeMap<&str, Fen> = BTreeMap::new();
        for ((book, number), row) in &self.rows {
            let shown = self.text(*book, *number);
            match next.get_mut(book) {
                Some(next) => {
                    for gap in *next..*number {
                        let gap = self.text(*book, gap);
                        let zh = format!("缺收据{gap}：既没有开出，也没有作废，后面已经用到{shown}");
                        findings.add(
                            RECEIPTS.to_owned(),
                            zh,
                            format!("receipt {gap} is missing: neither issued nor cancelled, found {shown} after it"),
                        );
                    }
                    *next = number + 1;
                }
                None => findings.add(
                    RECEIPTS.to_owned(),
                    format!("收据{shown}属于第{book}本，没有这一本的领用记录"),
                    format!("receipt {shown} is of book {book}, which was never received"),
                ),
            }
            if row.case.is_empty() {
                continue;
            }
            if !cases.contains_key(row.case.as_str()) {
                let (zh, en) = (format!("收据{shown}来自办件{}，表里没有", row.case), &row.case);
                findings.add(RECEIPTS.to_owned(), zh, format!("receipt {shown} comes from {en}, which is not there"));
            }
            if !row.cancelled {
                let sum = written.entry(&row.case).or_default();
                *sum = *sum + row.amount_fen;
            }
        }
        for (case, fen) in written {
            let came = received(found, case);
            if came.0 > 0 && fen > came {
                findings.add(
                    RECEIPTS.to_owned(),
                    format!("办件{case}的收据合计{fen}元，凭证只收到{came}元"),
                    format!("the receipts of {case} come to {fen} yuan, by the vouchers {came} came in"),
                );
            }
        }
    }
}

fn vouchers_of(found: &Replayed, of: &str, of_act: i64) -> String {
    let own = found.vouchers.iter().filter(|(_, voucher, _)| {
        matches!(&voucher.draft.origin, Origin::Case { case, act } if case.as_str() == of && *act == of_act)
    });
    own.map(|(id, _, _)| id.as_str()).collect::<Vec<_>>().join(" ")
}

/// What came in for a case by cash or bank.
fn received(found: &Replayed, of: &str) -> Fen {
    let roles = &found.books.chart.roles;
    let own = found.vouchers.iter().map(|(_, voucher, _)| &voucher.draft).filter(|draft| {
        draft.word == Word::Receipt && matches!(&draft.origin, Origin::Case { case, .. } if case.as_str() == of)
    });
    let money = own.flat_map(|draft| &draft.lines).filter(|line| {
        line.side == Side::Debit && (line.account.is_within(&roles.cash) || line.account.is_within(&roles.bank))
    });
    money.map(|line| line.amount_fen).sum()
}
