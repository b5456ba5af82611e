//! Books are opened by the agency's accountant, with the balances of the day before: a trial balance that is right, or none.

use crate::keep::{BankKept, Opened, to_body};
use crate::refuse::faulty;
use crate::{sql, store};
use archive::{Query, Tx};
use ledger::{Books, Code, OpeningLine, Period, SubAccount};
use office::{About, Deed, Desk, Receipt, StoredFile, roster};
use std::collections::BTreeSet;
use village::{Article, Fault, FieldFault, Kind, Level, Place, Refusal, Stop, Words};

/// The kinds of bank account that a village may have (Zhejiang Ordinance on Rural Collective Assets, article 22).
const KINDS: [&str; 3] = ["basic", "land", "general"];

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
        self.check_banks(&chart)?;
        if self.first.first_day() > desk.now.day() {
            return Err(fault("first", "建账的月份还没有到", "the first period has not begun yet").into());
        }
        self.nothing_moved(desk, tx)?;
        Books::open(std::sync::Arc::new(chart), self.first, &self.opening).map_err(|reasons| faulty(&reasons))?;
        let body = Opened {
            first: self.first,
            rules: book.hash,
            accounts: self.accounts.clone(),
            banks: self.banks.iter().map(BankAccount::kept).collect(),
            opening: self.opening.clone(),
            paper: self.paper.hash,
        };
        let draft = desk.draft(&self.village, "books.opened", self.village.as_str(), to_body(&body)?);
        let entry = tx.append(draft)?;
        Ok(Receipt { subject: self.village.to_string(), entry: entry.seq, again: false })
    }
}

impl BankAccount {
    fn kept(&self) -> BankKept {
        BankKept {
            code: self.code.clone(),
            bank: self.bank.trim().to_owned(),
            kind: self.kind.clone(),
            last_digits: self.last_digits.clone(),
        }
    }
}

impl OpenBooks {
    /// One basic account, at most one for land compensation, none of a person.
    fn check_banks(&self, chart: &ledger::Chart) -> Result<(), Refusal> {
        if self.banks.iter().any(|bank| bank.kind == "personal") {
            return Err(personal());
        }
        let count = |kind: &str| self.banks.iter().filter(|bank| bank.kind == kind).count();
        if count("basic") != 1 || count("land") > 1 {
            let zh = "基本存款账户要有且只有一个，土地补偿费专户最多一个";
            return Err(fault(
                "banks",
                zh,
                "there is exactly one basic account, and at most one for land compensation",
            ));
        }
        let mut seen = BTreeSet::new();
        for bank in &self.banks {
            let digits = bank.last_digits.len() == 4 && bank.last_digits.bytes().all(|b| b.is_ascii_digit());
            let placed = bank.code != chart.roles.bank && bank.code.is_within(&chart.roles.bank);
            let known = self.accounts.iter().any(|own| own.code == bank.code) && chart.is_leaf(&bank.code);
            if !KINDS.contains(&bank.kind.as_str()) || bank.bank.trim().is_empty() || !digits {
                let zh = "每个银行账户要写明开户行、类型和账号后四位";
                return Err(fault("banks", zh, "every bank account tells its bank, its kind and its last four digits"));
            }
            if !placed || !known || !seen.insert(&bank.code) {
                let zh = format!("银行账户要各用一个“银行存款”下的明细科目，{}不行", bank.code);
                let en =
                    format!("each bank account has an account of its own beneath the bank's; {} is none", bank.code);
                return Err(fault("banks", &zh, &en));
            }
        }
        Ok(())
    }

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

fn personal() -> Refusal {
    let law = Words::new("农村集体经济组织法", "Rural Collective Economic Organisations Law");
    Refusal::new(
        Kind::NotNow,
        "books.personal_account",
        Words::new("集体资金不能存入个人账户", "the collective's money is never kept in a person's account"),
        Words::new("请登记村集体自己的账户", "Register an account of the collective itself"),
    )
    .under(Article { law, version: "2024-06-28".into(), article: "44".into() })
    .violation()
}

/// The books, or why there are none.
pub(crate) fn books_of(desk: &Desk, tx: &mut dyn Query, village: &Place) -> Result<Books, Stop> {
    Ok(store::books(tx, desk, village)?.ok_or_else(crate::refuse::no_books)?)
}
