//! Books are opened by the agency's accountant, with the balances of the day before: a trial balance that is right, or none.

use crate::keep::{BankKept, Opened, to_body};
use crate::refuse::faulty;
use crate::{register, sql, store};
use archive::{Query, Tx};
use ledger::{Books, Code, OpeningLine, Period, SubAccount};
use office::{About, Deed, Desk, Receipt, StoredFile, roster};
use std::collections::BTreeSet;
use village::{Fault, FieldFault, Kind, Level, Place, Refusal, Stop, Words};

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

/// Opens a village's books.
pub struct OpenBooks {
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
}

impl Deed for OpenBooks {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "open_books".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if self.village.level() != Level::Village || roster::division(tx, &self.village)?.is_none() {
            return Err(Refusal::not_there().into());
        }
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        if tx.maybe(sql::BOOKS, &[(&self.village).into()])?.is_some() {
            return Err(opened_already().into());
        }
        let book = desk.office.current_book(tx)?.at(&self.village, desk.now.day());
        let Some(chart) = book.chart.as_ref() else {
            return Err(Fault::new("the rules in force hold no chart of accounts").into());
        };
        let chart = chart.with(&self.accounts).map_err(|reasons| faulty(&reasons))?;
        register::check(&self.banks, &self.accounts, &chart)?;
        register::posted_to(&book, &self.accounts)?;
        if self.first.first_day() > desk.now.day() {
            return Err(fault("first", "建账的月份还没有到", "the first period has not begun yet").into());
        }
        self.nothing_moved(desk, tx)?;
        Books::open(std::sync::Arc::new(chart), self.first, &self.opening).map_err(|reasons| faulty(&reasons))?;
        let body = Opened {
            first: self.first,
            rules: book.hash,
            accounts: self.accounts.clone(),
            banks: self.banks.iter().map(BankKept::from).collect(),
            opening: self.opening.clone(),
            paper: self.paper.hash,
        };
        let draft = desk.draft(&self.village, "books.opened", self.village.as_str(), to_body(&body)?);
        let entry = tx.append(draft)?;
        Ok(Receipt { subject: self.village.to_string(), entry: entry.seq, again: false })
    }
}

impl OpenBooks {
    /// What cases moved since the first day would be in no voucher and in no balance.
    fn nothing_moved(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let book = desk.office.current_book(tx)?.at(&self.village, desk.now.day());
        let since = self.first.first_day().start();
        for row in tx.query(sql::ACTS_SINCE, &[(&self.village).into(), since.into()])? {
            let (affair, step, outcome) = (row.text("affair")?, row.text("step")?, row.text("outcome")?);
            let found =
                book.affair(&affair).and_then(|affair| affair.step(&step)).and_then(|step| step.outcome(&outcome));
            let moves = |effect: &String| {
                effect != "reservation" && book.effects.get(effect).is_some_and(|effect| effect.by.is_some())
            };
            if found.is_some_and(|outcome| outcome.effects.iter().any(moves)) {
                let case = row.text("id")?;
                let zh = format!("{}以后已经有办件收付了款（{case}），请从下一个月建账", self.first.first_day());
                let en =
                    format!("case {case} moved money after {}; begin with the month after it", self.first.first_day());
                return Err(fault("first", &zh, &en).into());
            }
        }
        Ok(())
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
