//! Books are opened by two, with the balances of the day before: the agency's accountant prepares a trial balance that is right, or none,
//! with its signed list, and the township confirms it.

use crate::handover::{ByTwo, HandoverWhat, Prepared, opening_sums, prepare};
use crate::keep::{BankKept, Opened, to_body};
use crate::refuse::faulty;
use crate::{register, sql, store};
use archive::{Query, Tx};
use ledger::{Books, Code, OpeningLine, Period, SubAccount};
use office::{About, Deed, Desk, Receipt, StoredFile, roster};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{CaseId, Fault, FieldFault, Kind, Level, Moment, Place, Refusal, Stop, Words};

/// A bank account of the village.
#[derive(Debug, Clone)]
pub struct BankAccount {
    /// Its account in the books, beneath 银行存款.
    pub code: Code,
    /// The bank and its branch.
    pub bank: String,
    /// `basic`, `land` or `general`; `personal` is refused.
    pub kind: String,
    /// The last four digits of its number.
    pub last_digits: String,
}

/// Prepares the opening of a village's books; they are open when somebody else has confirmed it.
pub struct PrepareBooks {
    /// The village.
    pub village: Place,
    /// The first period.
    pub first: Period,
    /// The village's own accounts beneath those of the chart.
    pub accounts: Vec<SubAccount>,
    /// Its bank accounts.
    pub banks: Vec<BankAccount>,
    /// The balances of the day before.
    pub opening: Vec<OpeningLine>,
    /// The trial balance that was handed over, signed.
    pub paper: StoredFile,
    /// Whether the balances hold what cases have moved since the first day; else nothing may have been moved.
    pub contains_moved: bool,
}

impl Deed for PrepareBooks {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "open_books".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if self.village.level() != Level::Village || roster::division(tx, &self.village)?.is_none() {
            return Err(Refusal::not_there().into());
        }
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let moved = self.nothing_moved(desk, tx)?;
        let opened = Opened {
            first: self.first,
            rules: desk.office.current_book(tx)?.at(&self.village, desk.now.day()).hash,
            accounts: self.accounts.clone(),
            banks: self.banks.iter().map(BankKept::from).collect(),
            opening: self.opening.clone(),
            paper: self.paper.hash,
            by_two: None,
        };
        check(desk, tx, &self.village, &opened)?;
        let sums = opening_sums(&self.opening);
        let (many, body) = (self.opening.len(), to_body(&BooksPrepared { opened, moved })?);
        let (what, paper) = (HandoverWhat::Books, &self.paper);
        prepare(desk, tx, &self.village, Prepared { what, words: "", file: None, days: None, many, sums, paper, body })
    }
}

/// What waits to be confirmed: the books, and the cases whose money their balances contain.
#[derive(Serialize, Deserialize)]
struct BooksPrepared {
    opened: Opened,
    moved: BTreeSet<CaseId>,
}

/// Everything that must be right about books that are to be opened.
fn check(desk: &Desk, tx: &mut Tx<'_>, village: &Place, opened: &Opened) -> Result<(), Stop> {
    if tx.maybe(sql::BOOKS, &[village.into()])?.is_some() {
        return Err(opened_already().into());
    }
    let book = desk.office.current_book(tx)?.at(village, desk.now.day());
    let Some(chart) = book.chart.as_ref() else {
        return Err(Fault::new("the rules in force hold no chart of accounts").into());
    };
    let chart = chart.with(&opened.accounts).map_err(|reasons| faulty(&reasons))?;
    let banks: Vec<BankAccount> = opened.banks.iter().map(BankAccount::from).collect();
    register::check(&banks, &opened.accounts, &chart)?;
    register::posted_to(&book, &opened.accounts)?;
    let names = opened.accounts.iter().map(|own| own.name.zh.as_str());
    let names: Vec<&str> = names.chain(banks.iter().map(|bank| bank.bank.as_str())).collect();
    register::not_a_persons(tx, village, desk.now.day(), &names)?;
    if opened.first.first_day() > desk.now.day() {
        return Err(fault("first", "建账的月份还没有到", "the first period has not begun yet").into());
    }
    Books::open(std::sync::Arc::new(chart), opened.first, &opened.opening).map_err(|reasons| faulty(&reasons))?;
    Ok(())
}

/// The second person agrees: what was prepared is checked once more, and the books are open.
pub(crate) fn confirm(
    desk: &Desk,
    tx: &mut Tx<'_>,
    village: &Place,
    body: serde_json::Value,
    by: ByTwo,
) -> Result<(), Stop> {
    let prepared: BooksPrepared =
        serde_json::from_value(body).map_err(|error| Fault::from("a handover is malformed", error))?;
    let mut opened = prepared.opened;
    check(desk, tx, village, &opened)?;
    // What moved since it was prepared is in no balance and would be in no voucher.
    if moved(tx, desk, village, (opened.first.first_day().start(), desk.now))? != prepared.moved {
        return Err(moved_since().into());
    }
    opened.rules = desk.office.current_book(tx)?.at(village, desk.now.day()).hash;
    opened.by_two = Some(by);
    desk.append_more(tx, village, "books.opened", village.as_str(), to_body(&opened)?)?;
    Ok(())
}

fn moved_since() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "books.moved_since",
        Words::new(
            "余额表送审以后，又有办件收付了款，余额已经不对了",
            "cases have moved money since the balances were prepared; they are no longer right",
        ),
        Words::new(
            "请退回，由代理会计按今天的余额重新送审",
            "Send it back; the agency's accountant prepares it anew with the balances of today",
        ),
    )
}

impl PrepareBooks {
    /// What cases moved since the first day would be in no voucher, and in no balance unless the accountant says so.
    fn nothing_moved(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<BTreeSet<CaseId>, Stop> {
        let since = self.first.first_day();
        let moved = moved(tx, desk, &self.village, (since.start(), desk.now))?;
        if moved.is_empty() || self.contains_moved {
            return Ok(moved);
        }
        let cases = moved.iter().take(5).map(CaseId::as_str).collect::<Vec<_>>().join("、");
        let zh = format!(
            "{}年{}月1日以后已有{}件办件收付了款（{cases}）。期初余额要按今天的数填，把它们算进去，再勾选“已包括”",
            since.year(),
            since.month(),
            moved.len()
        );
        let en = format!(
            "{} cases have moved money since {since} ({cases}): give the balances of today with that in them, and tick “contains”",
            moved.len()
        );
        Err(fault("contains", &zh, &en).into())
    }
}

/// The cases of a village that moved money between two moments.
fn moved(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    between: (Moment, Moment),
) -> Result<BTreeSet<CaseId>, Fault> {
    let book = desk.office.current_book(query)?.at(village, desk.now.day());
    let mut found = BTreeSet::new();
    for row in query.query(sql::ACTS_BETWEEN, &[village.into(), between.0.into(), between.1.into()])? {
        let (affair, step, outcome) = (row.text("affair")?, row.text("step")?, row.text("outcome")?);
        let taken = book.affair(&affair).and_then(|affair| affair.step(&step)).and_then(|step| step.outcome(&outcome));
        let moves = |effect: &String| {
            effect != "reservation" && book.effects.get(effect).is_some_and(|effect| effect.by.is_some())
        };
        if taken.is_some_and(|outcome| outcome.effects.iter().any(moves)) {
            found.insert(CaseId::new(row.text("id")?).map_err(|e| Fault::from("a case's number is malformed", e))?);
        }
    }
    Ok(found)
}

/// The cases whose money moved in a village's first month before its books were opened: the opening balances contain it.
///
/// # Errors
/// When the store cannot be read.
pub fn contained(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<BTreeSet<CaseId>, Fault> {
    match crate::read::books_of(query, village)? {
        Some(books) => moved(query, desk, village, (books.first.first_day().start(), books.opened)),
        None => Ok(BTreeSet::new()),
    }
}

fn fault(field: &str, zh: &str, en: &str) -> Refusal {
    Refusal::faulty("books.opening", vec![FieldFault { field: field.into(), words: Words::new(zh, en) }])
}

fn opened_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "books.opened",
        Words::new("这个村已经建账", "this village has its books already"),
        Words::new("账簿只建一次；错了的用凭证更正", "Books are opened once; what is wrong is put right by vouchers"),
    )
}

/// The books, or why there are none.
pub(crate) fn books_of(desk: &Desk, tx: &mut dyn Query, village: &Place) -> Result<Books, Stop> {
    Ok(store::books(tx, desk, village)?.ok_or_else(crate::refuse::no_books)?)
}
