//! The register of bank accounts: one basic account, at most one for land compensation, none of a person (Zhejiang Ordinance on Rural
//! Collective Assets, article 22; Rural Collective Economic Organisations Law, article 44).

use crate::BankAccount;
use crate::keep::{AccountOpened, BankKept, to_body};
use crate::open::books_of;
use crate::refuse::{faulty, field};
use archive::{Query, Tx};
use ledger::{Chart, Code, Pick, SubAccount};
use office::{About, Deed, Desk, Receipt, StoredFile, roster};
use procedure::RuleBook;
use std::collections::BTreeSet;
use village::{Article, Day, Kind, Place, Refusal, Stop, Words};

/// The kinds of bank account that a village may have.
const KINDS: [&str; 3] = ["basic", "land", "general"];

/// Registers a bank account after the books were opened.
pub struct RegisterAccount {
    /// The village.
    pub village: Place,
    /// What the account is called in the books.
    pub name: Words,
    /// The bank account.
    pub bank: BankAccount,
    /// The bank's paper, and the decision where one is needed.
    pub paper: StoredFile,
}

impl Deed for RegisterAccount {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.bank.code.to_string(), step: "register_account".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let books = books_of(desk, tx, &self.village)?;
        let account = SubAccount { code: self.bank.code.clone(), name: self.name.clone() };
        let chart = books.chart.with(std::slice::from_ref(&account)).map_err(|reasons| faulty(&reasons))?;
        let mut banks = crate::banks(tx, &self.village)?;
        // An account that is posted to has nothing beneath it.
        if banks.iter().any(|bank| self.bank.code.is_within(&bank.code)) {
            return Err(not_beneath(&self.bank.code).into());
        }
        let known: Vec<SubAccount> =
            banks.iter().map(|bank| SubAccount { code: bank.code.clone(), name: account.name.clone() }).collect();
        banks.push(self.bank.clone());
        check(&banks, &[known, vec![account.clone()]].concat(), &chart)?;
        not_a_persons(tx, &self.village, desk.now.day(), &[&self.name.zh, &self.bank.bank])?;
        let kept = BankKept::from(&self.bank);
        let body = to_body(&AccountOpened { account, bank: kept, paper: self.paper.hash })?;
        let subject = format!("{}-{}", self.village, self.bank.code);
        let entry = tx.append(desk.draft(&self.village, "account.opened", &subject, body))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

impl From<&BankAccount> for BankKept {
    fn from(bank: &BankAccount) -> Self {
        Self {
            code: bank.code.clone(),
            bank: bank.bank.trim().to_owned(),
            kind: bank.kind.clone(),
            last_digits: bank.last_digits.clone(),
        }
    }
}

impl From<&BankKept> for BankAccount {
    fn from(kept: &BankKept) -> Self {
        Self {
            code: kept.code.clone(),
            bank: kept.bank.clone(),
            kind: kept.kind.clone(),
            last_digits: kept.last_digits.clone(),
        }
    }
}

/// Whether these bank accounts may stand together.
pub(crate) fn check(banks: &[BankAccount], own: &[SubAccount], chart: &Chart) -> Result<(), Refusal> {
    if banks.iter().any(|bank| bank.kind == "personal") {
        return Err(personal());
    }
    let count = |kind: &str| banks.iter().filter(|bank| bank.kind == kind).count();
    if count("basic") != 1 || count("land") > 1 {
        let zh = "基本存款账户要有且只有一个，土地补偿费专户最多一个";
        let en = "there is exactly one basic account, and at most one for land compensation";
        return Err(field("banks", Words::new(zh, en)));
    }
    let mut seen = BTreeSet::new();
    for bank in banks {
        let digits = bank.last_digits.len() == 4 && bank.last_digits.bytes().all(|b| b.is_ascii_digit());
        let placed = bank.code != chart.roles.bank && bank.code.is_within(&chart.roles.bank);
        let known = own.iter().any(|own| own.code == bank.code) && chart.is_leaf(&bank.code);
        if !KINDS.contains(&bank.kind.as_str()) || bank.bank.trim().is_empty() || !digits {
            let zh = "每个银行账户要写明开户行、类型和账号后四位";
            let en = "every bank account tells its bank, its kind and its last four digits";
            return Err(field("banks", Words::new(zh, en)));
        }
        if !placed || !known || !seen.insert(&bank.code) {
            return Err(not_beneath(&bank.code));
        }
    }
    Ok(())
}

/// No account is a person's, by what it is called: a word for it, or the name of somebody who holds a post in the village.
pub(crate) fn not_a_persons(tx: &mut dyn Query, village: &Place, today: Day, names: &[&str]) -> Result<(), Stop> {
    const WORDS: [&str; 4] = ["个人", "私人", "本人", "personal"];
    let officers = roster::officers(tx, village, today)?;
    let own = |text: &str| {
        let plain: String = text.to_lowercase().split_whitespace().collect();
        let is_named = |name: &str| name.chars().count() > 1 && plain.contains(name);
        WORDS.iter().any(|word| plain.contains(word)) || officers.iter().any(|one| is_named(&one.name))
    };
    if names.iter().any(|name| own(name)) { Err(personal().into()) } else { Ok(()) }
}

/// What the rules post to an account directly has nothing of the village's own beneath it: else nothing could be posted any more.
pub(crate) fn posted_to(book: &RuleBook, own: &[SubAccount]) -> Result<(), Refusal> {
    let mut taken: BTreeSet<&Code> = BTreeSet::new();
    for line in book.postings.all().iter().flat_map(|posting| &posting.lines) {
        match &line.pick {
            Pick::Always(code) => drop(taken.insert(code)),
            Pick::By { values, otherwise, .. } => taken.extend(values.values().chain([otherwise])),
            Pick::Term { near, far, .. } => taken.extend([near, far]),
            Pick::Money { .. } => {}
        }
        taken.extend(&line.turned);
    }
    let Some(bad) = own.iter().find(|own| taken.iter().any(|code| own.code.is_within(code))) else { return Ok(()) };
    let code = &bad.code;
    let zh = format!("办件直接记到{code}的上级科目，不能再往下设明细；可以在“银行存款”下设");
    let en = format!("cases post to the account above {code} directly; nothing can be opened beneath it");
    Err(field("accounts", Words::new(zh, en)))
}

fn not_beneath(code: &Code) -> Refusal {
    let zh = format!("银行账户要各用一个“银行存款”下的明细科目，{code}不行");
    let en = format!("each bank account has an account of its own beneath the bank's; {code} is none");
    field("banks", Words::new(zh, en))
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
