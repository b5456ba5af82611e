//! The books once more, from their entries: every rule of the ledger is asked again.

use crate::bank::{BankEntryKind, BankEntryPosted};
use crate::entries::voucher_id;
use crate::handover::{ByTwo, OpeningCorrected};
use crate::keep::{
    AccountOpened, Closed, MoneyReleased, MoneyReserved, Opened, Reopened, VouchersImported, vouchers_in,
};
use archive::Entry;
use ledger::{Books, Chart, Code, Month, OpeningLine, Origin, Period, Reason, Side, SubAccount, Voucher};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{Hash, Place, Words};

/// The books as they come out.
pub(super) struct Replayed {
    pub(super) books: Books,
    /// The entry that opened them.
    pub(super) opened: u64,
    pub(super) opening: Vec<OpeningLine>,
    /// Every voucher with its number and its entry.
    pub(super) vouchers: Vec<(String, Voucher, u64)>,
    /// Every period that was begun; the ledger keeps all of them here.
    pub(super) months: BTreeMap<Period, Month>,
}

/// What does not follow: the entry, and why.
pub(super) type Wrong = (u64, Words);

/// Goes through the entries of a village's books; none when they hold no opening.
pub(super) fn replay(chart: &Chart, entries: &[Entry], wrong: &mut Vec<Wrong>) -> Option<Replayed> {
    let mut going: Option<Going> = None;
    for entry in entries {
        let found = match &mut going {
            None => Going::begin(chart, entry).map(|begun| going = begun),
            Some(going) => going.take(chart, entry),
        };
        if let Err(what) = found {
            wrong.push((entry.seq, what));
        }
    }
    let going = going?;
    let months = going.books.months.clone();
    let opened = going.opened;
    Some(Replayed { books: going.books, opened, opening: going.opening, vouchers: going.vouchers, months })
}

struct Going {
    village: Place,
    opened: u64,
    books: Books,
    opening: Vec<OpeningLine>,
    own: Vec<SubAccount>,
    vouchers: Vec<(String, Voucher, u64)>,
    origins: BTreeSet<String>,
    hashes: Vec<Hash>,
    /// What banks charged by themselves, by account and month.
    charged: BTreeMap<(Code, Period), i64>,
}

fn body<T: serde::de::DeserializeOwned>(entry: &Entry) -> Result<T, Words> {
    T::deserialize(&entry.body).map_err(|error| {
        let kind = &entry.kind;
        Words::new(format!("“{kind}”的内容读不出来：{error}"), format!("`{kind}` is malformed: {error}"))
    })
}

fn told(reasons: &[Reason]) -> Words {
    let all: Vec<Words> = reasons.iter().map(Reason::words).collect();
    let (zh, en): (Vec<_>, Vec<_>) = all.iter().map(|words| (words.zh.as_str(), words.en.as_str())).unzip();
    Words::new(zh.join("；"), en.join("; "))
}

/// What was taken over rests on two people; what was taken over by one before that says nothing of it.
fn by_two(by: Option<&ByTwo>) -> Result<(), Words> {
    match by {
        Some(by) if by.prepared_by == by.confirmed_by || by.confirmed_by.is_none() => {
            Err(Words::new("编制和确认是同一个人", "one person prepared and confirmed it"))
        }
        _ => Ok(()),
    }
}

impl Going {
    fn begin(chart: &Chart, entry: &Entry) -> Result<Option<Self>, Words> {
        if entry.kind != "books.opened" {
            let kind = &entry.kind;
            let zh = format!("还没有建账，就有“{kind}”");
            return Err(Words::new(zh, format!("`{kind}` before the books were opened")));
        }
        let opened: Opened = body(entry)?;
        by_two(opened.by_two.as_ref())?;
        let chart = Arc::new(chart.with(&opened.accounts).map_err(|reasons| told(&reasons))?);
        let books = Books::open(chart, opened.first, &opened.opening).map_err(|reasons| told(&reasons))?;
        Ok(Some(Self {
            village: entry.village.clone(),
            opened: entry.seq,
            books,
            opening: opened.opening,
            own: opened.accounts,
            vouchers: Vec::new(),
            origins: BTreeSet::new(),
            hashes: Vec::new(),
            charged: BTreeMap::new(),
        }))
    }

    fn take(&mut self, chart: &Chart, entry: &Entry) -> Result<(), Words> {
        if entry.village != self.village {
            let (theirs, own) = (&entry.village, &self.village);
            return Err(Words::new(format!("它是{theirs}的，不是{own}的"), format!("it is of {theirs}, not of {own}")));
        }
        match entry.kind.as_str() {
            "voucher.posted" | "voucher.reversed" | "year.carried" | "vouchers.imported" | "receivable.posted"
            | "wear.posted" | "bank_entry.posted" => {
                if entry.kind == "bank_entry.posted" {
                    self.bank_entry(&body(entry)?, entry)?;
                }
                if entry.kind == "vouchers.imported" {
                    by_two(body::<VouchersImported>(entry)?.by_two.as_ref())?;
                }
                let vouchers = vouchers_in(entry)
                    .map_err(|fault| Words::new(format!("凭证读不出来：{fault}"), fault.to_string()))?;
                vouchers.into_iter().try_for_each(|voucher| self.post(voucher, entry.seq))
            }
            "money.reserved" => {
                let kept: MoneyReserved = body(entry)?;
                self.books.reserve(&kept.id, &kept.account, kept.amount_fen, kept.day).map_err(|reasons| told(&reasons))
            }
            "money.released" => {
                let released: MoneyReleased = body(entry)?;
                self.books.void(&released.id).map(drop).map_err(|reasons| told(&reasons))
            }
            "opening.corrected" => self.correct(chart, body(entry)?),
            "account.opened" => {
                let opened: AccountOpened = body(entry)?;
                self.own.push(opened.account);
                self.books.chart = Arc::new(chart.with(&self.own).map_err(|reasons| told(&reasons))?);
                Ok(())
            }
            "period.closed" => self.close(&body(entry)?, entry),
            "period.reopened" => {
                let reopened: Reopened = body(entry)?;
                self.hashes.pop();
                let before = self.hashes.last().copied().unwrap_or(Hash([0; 32]));
                self.books.reopen(reopened.period, before).map_err(|reasons| told(&reasons))
            }
            "reopening.proposed" | "reversal.proposed" => Ok(()),
            other => Err(Words::new(format!("“{other}”不是账里的记录"), format!("`{other}` is not of the books"))),
        }
    }

    /// A bank's own entry: two people, one account of income or expense, and charges of a month within their limit.
    fn bank_entry(&mut self, said: &BankEntryPosted, entry: &Entry) -> Result<(), Words> {
        let kind = BankEntryKind::named(&said.kind);
        let other = said.voucher.draft.lines.iter().find(|line| line.account != said.account);
        let fits = kind.zip(other).is_some_and(|(kind, line)| line.account.as_str() == kind.account());
        if !fits || said.voucher.draft.lines.len() != 2 || said.proposed_by == entry.person {
            let zh = "银行结息、手续费的凭证不合规定：要由两人办理，只记一个规定的科目";
            return Err(Words::new(zh, "a bank's own entry needs two people and one account of the rules"));
        }
        if kind != Some(BankEntryKind::Charge) {
            return Ok(());
        }
        let charged = self.charged.entry((said.account.clone(), Period::of(said.day))).or_default();
        *charged = charged.saturating_add(i64::try_from(said.voucher.draft.sum(Side::Debit)).unwrap_or(i64::MAX));
        if *charged > said.limit_fen.0 {
            let zh = "手续费超过限额";
            return Err(Words::new(zh, "the charges are above their limit"));
        }
        Ok(())
    }

    /// Other balances than those that the books began with: only as long as nothing rests on them.
    fn correct(&mut self, chart: &Chart, said: OpeningCorrected) -> Result<(), Words> {
        by_two(said.by_two.as_ref())?;
        if !self.vouchers.is_empty() || !self.hashes.is_empty() {
            let zh = "已有凭证或结过账的月份，期初余额却改了";
            return Err(Words::new(zh, "the opening balances were changed after vouchers or a closing"));
        }
        self.own.extend(said.accounts);
        let chart = Arc::new(chart.with(&self.own).map_err(|reasons| told(&reasons))?);
        let mut books = Books::open(chart, self.books.first, &said.opening).map_err(|reasons| told(&reasons))?;
        books.reserved = std::mem::take(&mut self.books.reserved);
        (self.books, self.opening) = (books, said.opening);
        Ok(())
    }

    fn post(&mut self, voucher: Voucher, seq: u64) -> Result<(), Words> {
        let id = voucher_id(&self.village, &voucher);
        let origin = voucher.draft.origin.to_string();
        let once = matches!(
            voucher.draft.origin,
            Origin::Reversal { .. } | Origin::Correction { .. } | Origin::Due { .. } | Origin::Bank { .. }
        );
        if once && !self.origins.insert(origin.clone()) {
            let zh = format!("凭证{id}：“{origin}”记了两次账");
            return Err(Words::new(zh, format!("voucher {id}: `{origin}` is posted twice")));
        }
        let posted = self.books.post(voucher.draft.clone()).map_err(|reasons| {
            let why = told(&reasons);
            Words::new(format!("凭证{id}：{}", why.zh), format!("voucher {id}: {}", why.en))
        })?;
        if posted.number != voucher.number {
            let (next, found) = (posted.number, voucher.number);
            return Err(Words::new(
                format!("凭证{id}：下一个号应是{next}，写的是{found}"),
                format!("voucher {id}: the next number is {next}, not {found}"),
            ));
        }
        self.vouchers.push((id, voucher, seq));
        Ok(())
    }

    fn close(&mut self, closed: &Closed, entry: &Entry) -> Result<(), Words> {
        let period = closed.period;
        let hash = self.books.close(period, entry.moment.day()).map_err(|reasons| told(&reasons))?;
        self.hashes.push(hash);
        if hash != closed.hash {
            let said = closed.hash;
            return Err(Words::new(
                format!("{period}结账时的指纹是{said}，重算是{hash}"),
                format!("{period} was closed under {said}, but comes to {hash}"),
            ));
        }
        Ok(())
    }
}

/// The accounts with others above them, as an export names them: `资产:102 银行存款:10201 基本户`.
pub(super) fn path(chart: &Chart, code: &Code) -> String {
    let mut parts = Vec::new();
    let mut at = Some(code.clone());
    while let Some(here) = at {
        let name = chart.account(&here).map_or("", |account| account.name.zh.as_str());
        // A colon would begin another account, two spaces would end the name.
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").replace([':', ';'], "：");
        parts.push(format!("{here} {name}"));
        at = here.above();
    }
    let class = chart.account(code).map(|account| account.class.words().zh).unwrap_or_default();
    parts.push(class);
    parts.reverse();
    parts.join(":")
}
