//! Closing a period: it is fixed under a hash that hangs on the one before. Whoever closes sees what is still open; where a bank account
//! does not agree with the bank, only a reason in words closes it, which is public and warns the supervisors.

use crate::bank::{Awaited, awaited, bank_lines_until, unreconciled};
use crate::keep::{Closed, to_body};
use crate::open::books_of;
use crate::refuse::{accounting, field, refused};
use crate::{BankAccount, Fund, card, contract, fund, sql, store};
use archive::{Query, Row, Tx};
use ledger::{Period, Reason};
use office::{About, Cause, Colour, Deed, Desk, Receipt, Warning};
use procedure::FactValue;
use std::collections::{BTreeMap, BTreeSet};
use village::{CaseId, Day, Fault, Fen, Place, Stop, Words};

/// Closes a period of a village's books.
pub struct ClosePeriod {
    /// The village.
    pub village: Place,
    /// The period.
    pub period: Period,
    /// Why it is closed though a bank account does not agree with the bank; nothing is asked where all do.
    pub reason: String,
}

/// The days of a case that say when its money moved.
const MONEY_DAYS: [&str; 3] = ["received_on", "banked_on", "spent_on"];

/// What is still open when a period is to be closed.
#[derive(Debug)]
pub struct StillOpen {
    /// Bank accounts in use that are not signed for the month with the figures they have now.
    pub unreconciled: Vec<BankAccount>,
    /// Lines that only the bank holds at the month's end: the account, how many, what came in, what went out.
    pub bank_lines: Vec<(BankAccount, usize, Fen, Fen)>,
    /// Payments that were approved and are neither posted nor let go.
    pub reserved: Vec<Awaited>,
    /// What fell due under contracts by the month's end and is not posted: the contract, the line of its schedule.
    pub due: Vec<(String, i64)>,
    /// Money for one purpose that is not used up.
    pub funds: Vec<Fund>,
    /// Open cases whose money moved by the month's end, as they say, and stands in no voucher: number and title.
    pub cases: Vec<(CaseId, String)>,
}

impl Deed for ClosePeriod {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "close_period".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let mut books = books_of(desk, tx, &self.village)?;
        // What the month wore is posted before it is closed; it is closed when everything else allows it, too.
        books.may_close(self.period, desk.now.day()).map_err(|reasons| refused("books.close", &reasons))?;
        let open = in_use(tx, &self.village, self.period)?;
        let unreconciled = self.reason_for(&open)?;
        card::wear(desk, tx, &self.village, &mut books, self.period)?;
        let hash = books.may_close(self.period, desk.now.day()).map_err(|reasons| refused("books.close", &reasons))?;
        if let Some(reason) = &unreconciled {
            desk.warn(tx, &self.told(&open, reason))?;
        }
        let body = to_body(&Closed { period: self.period, hash, unreconciled })?;
        let subject = format!("{}-{}", self.village, self.period);
        let entry = tx.append(desk.draft(&self.village, "period.closed", &subject, body))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

impl ClosePeriod {
    /// The reason that closing asks for; none where nothing is open.
    fn reason_for(&self, open: &[BankAccount]) -> Result<Option<String>, Stop> {
        if open.is_empty() {
            return Ok(None);
        }
        let reason = self.reason.trim();
        if reason.chars().count() >= 4 && reason.chars().count() <= 200 {
            return Ok(Some(reason.to_owned()));
        }
        let named = named(open);
        let zh =
            format!("{named}还没有和银行对上。请先对账签字；确实对不了又要结账的，写明原因（4至200字），原因会公开");
        let en = format!(
            "{named} not reconciled with the bank. Reconcile and sign first; where that cannot be done, say why in 4 to 200 characters: it is public"
        );
        Err(field("reason", Words::new(zh, en)).into())
    }

    fn told(&self, open: &[BankAccount], reason: &str) -> Warning {
        let (named, period) = (named(open), self.period);
        let zh = format!("{period}的账结了，{named}却没有和银行对上。结账人写的原因：{reason}");
        let en = format!("{period} was closed with {named} not reconciled with the bank. The reason given: {reason}");
        let subject = format!("{}-unreconciled", self.village);
        Warning {
            cause: Cause::Watched(Colour::Yellow),
            about: About { subject, ..self.about() },
            person: None,
            rule: "books.closed_unreconciled".into(),
            words: Words::new(zh, en),
            articles: vec![accounting()],
        }
    }
}

fn named(open: &[BankAccount]) -> String {
    open.iter().map(|bank| format!("{} {} …{}", bank.code, bank.bank, bank.last_digits)).collect::<Vec<_>>().join("、")
}

/// The accounts in use that do not agree with the bank: one with neither balance nor movement has nothing to be compared, and nobody
/// sends statements for the months of history from before the books were opened.
fn in_use(query: &mut dyn Query, village: &Place, period: Period) -> Result<Vec<BankAccount>, Fault> {
    if crate::books_of(query, village)?.is_none_or(|books| period < Period::of(books.opened.day())) {
        return Ok(Vec::new());
    }
    let turns = crate::turns(query, village, period)?;
    let idle = |bank: &BankAccount| {
        turns.get(&bank.code).is_none_or(|turn| (turn.opening_fen, turn.debit_fen, turn.credit_fen) == (0, 0, 0))
    };
    let mut open = unreconciled(query, village, period)?;
    open.retain(|bank| !idle(bank));
    Ok(open)
}

/// Everything that is still open in a period, for whoever is to close it.
///
/// # Errors
/// When the store cannot be read.
pub fn still_open(query: &mut dyn Query, desk: &Desk, village: &Place, period: Period) -> Result<StillOpen, Fault> {
    let last = period.last_day();
    let mut bank_lines = Vec::new();
    for bank in crate::banks(query, village)? {
        let lines = bank_lines_until(query, village, &bank.code, last)?;
        let sum = |came: bool| -> Fen {
            let picked = lines.iter().map(|line| line.amount_fen).filter(|fen| (fen.0 > 0) == came);
            picked.map(|fen| Fen(fen.0.saturating_abs())).sum()
        };
        if !lines.is_empty() {
            let (came, went) = (sum(true), sum(false));
            bank_lines.push((bank, lines.len(), came, went));
        }
    }
    let funds = match store::books(query, desk, village)? {
        Some(books) => fund::funds(query, &books, village)?,
        None => Vec::new(),
    };
    let due = contract::to_post(query, last)?.into_iter().filter(|due| due.village == *village);
    Ok(StillOpen {
        unreconciled: in_use(query, village, period)?,
        bank_lines,
        reserved: awaited(query, village)?,
        due: due.map(|due| (due.contract, due.line)).collect(),
        funds: funds.into_iter().filter(|fund| fund.left_fen().0 > 0).collect(),
        cases: cases(query, village, last)?,
    })
}

/// Open cases that say that money moved by a day, of which no voucher tells.
fn cases(query: &mut dyn Query, village: &Place, last: Day) -> Result<Vec<(CaseId, String)>, Fault> {
    let mut found = Vec::new();
    for row in query.query(sql::UNPOSTED_CASES, &[village.into()])? {
        let said = |name: &&str, facts: &BTreeMap<String, FactValue>| matches!(facts.get(*name), Some(FactValue::Day(day)) if *day <= last);
        let facts = facts(&row)?;
        if MONEY_DAYS.iter().any(|name| said(name, &facts)) {
            found.push((row.read("id")?, row.text("title")?));
        }
    }
    Ok(found)
}

fn facts(row: &Row) -> Result<BTreeMap<String, FactValue>, Fault> {
    serde_json::from_str(&row.text("facts")?).map_err(|error| Fault::from("a case's facts are malformed", error))
}

/// Why a period cannot be closed today; nothing when it can.
///
/// # Errors
/// When the store cannot be read.
pub fn not_closable(query: &mut dyn Query, desk: &Desk, village: &Place, period: Period) -> Result<Vec<Reason>, Fault> {
    let books = store::books(query, desk, village)?;
    let judged = books.map_or(Ok(Vec::new()), |books| books.may_close(period, desk.now.day()).map(|_| Vec::new()));
    Ok(judged.unwrap_or_else(|reasons| reasons))
}
