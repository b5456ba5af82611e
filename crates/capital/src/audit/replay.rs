//! The books once more, from their entries: every rule of the ledger is asked again.

use crate::entries::voucher_id;
use crate::keep::{AccountOpened, Closed, MoneyReleased, MoneyReserved, Opened, Reopened, vouchers_in};
use archive::Entry;
use ledger::{Books, Chart, Code, Month, OpeningLine, Origin, Period, Reason, SubAccount, Voucher};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{Hash, Place};

/// The books as they come out.
pub(super) struct Replayed {
    pub(super) books: Books,
    pub(super) opening: Vec<OpeningLine>,
    /// Every voucher with its number and its entry.
    pub(super) vouchers: Vec<(String, Voucher, u64)>,
    /// Every period that was begun; the ledger keeps all of them here.
    pub(super) months: BTreeMap<Period, Month>,
}

/// What does not follow: the entry, and why.
pub(super) type Wrong = (u64, String);

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
    Some(Replayed { books: going.books, opening: going.opening, vouchers: going.vouchers, months })
}

struct Going {
    village: Place,
    books: Books,
    opening: Vec<OpeningLine>,
    own: Vec<SubAccount>,
    vouchers: Vec<(String, Voucher, u64)>,
    origins: BTreeSet<String>,
    hashes: Vec<Hash>,
}

fn body<T: serde::de::DeserializeOwned>(entry: &Entry) -> Result<T, String> {
    T::deserialize(&entry.body).map_err(|error| format!("`{}` is malformed: {error}", entry.kind))
}

fn told(reasons: &[Reason]) -> String {
    let all: Vec<String> = reasons.iter().map(|reason| reason.words().en).collect();
    all.join("; ")
}

impl Going {
    fn begin(chart: &Chart, entry: &Entry) -> Result<Option<Self>, String> {
        if entry.kind != "books.opened" {
            return Err(format!("`{}` before the books were opened", entry.kind));
        }
        let opened: Opened = body(entry)?;
        let chart = Arc::new(chart.with(&opened.accounts).map_err(|reasons| told(&reasons))?);
        let books = Books::open(chart, opened.first, &opened.opening).map_err(|reasons| told(&reasons))?;
        Ok(Some(Self {
            village: entry.village.clone(),
            books,
            opening: opened.opening,
            own: opened.accounts,
            vouchers: Vec::new(),
            origins: BTreeSet::new(),
            hashes: Vec::new(),
        }))
    }

    fn take(&mut self, chart: &Chart, entry: &Entry) -> Result<(), String> {
        if entry.village != self.village {
            return Err(format!("it is of {}, not of {}", entry.village, self.village));
        }
        match entry.kind.as_str() {
            "voucher.posted" | "voucher.reversed" | "year.carried" | "vouchers.imported" | "receivable.posted"
            | "wear.posted" => {
                let vouchers = vouchers_in(entry).map_err(|fault| fault.to_string())?;
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
            other => Err(format!("`{other}` is not of the books")),
        }
    }

    fn post(&mut self, voucher: Voucher, seq: u64) -> Result<(), String> {
        let id = voucher_id(&self.village, &voucher);
        let origin = voucher.draft.origin.to_string();
        let once =
            matches!(voucher.draft.origin, Origin::Reversal { .. } | Origin::Correction { .. } | Origin::Due { .. });
        if once && !self.origins.insert(origin.clone()) {
            return Err(format!("voucher {id}: `{origin}` is posted twice"));
        }
        let posted =
            self.books.post(voucher.draft.clone()).map_err(|reasons| format!("voucher {id}: {}", told(&reasons)))?;
        if posted.number != voucher.number {
            return Err(format!("voucher {id}: the next number is {}, not {}", posted.number, voucher.number));
        }
        self.vouchers.push((id, voucher, seq));
        Ok(())
    }

    fn close(&mut self, closed: &Closed, entry: &Entry) -> Result<(), String> {
        let period = closed.period;
        let hash = self.books.close(period, entry.moment.day()).map_err(|reasons| told(&reasons))?;
        self.hashes.push(hash);
        if hash != closed.hash {
            return Err(format!("{period} was closed under {}, but comes to {hash}", closed.hash));
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
