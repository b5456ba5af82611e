//! The books of a village: its open periods with the balances of every account, and what they take.
//!
//! Kept small on purpose: a period's balances are its trial balance, so that neither posting nor reading needs the vouchers
//! of before. What was posted is only ever added to.

mod check;
mod close;
mod opening;
mod pay;
mod year;

pub use close::closing_hash;
pub use opening::{OpeningLine, opening_month};
pub use year::YearEnd;

use crate::voucher::Parts;
use crate::{Chart, Code, Draft, Number, Origin, Period, Reason, Side, Voucher, Word};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{Day, Fen, Hash};

/// What an account did in a period. Amounts with a sign are debit-positive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The balance with which the period began.
    pub opening_fen: i64,
    /// All debits.
    pub debit_fen: i64,
    /// All credits.
    pub credit_fen: i64,
    /// How much of that carried the year over.
    pub carried_fen: i64,
    /// The lowest balance at any time of the period, debit-positive.
    pub lowest_fen: i64,
    /// The highest balance at any time of the period, debit-positive.
    pub highest_fen: i64,
}

impl Turn {
    /// What an account does in a period that begins with a balance.
    #[must_use]
    pub fn from_opening(opening_fen: i64) -> Self {
        Self { opening_fen, lowest_fen: opening_fen, highest_fen: opening_fen, ..Self::default() }
    }

    /// The lowest balance at any time of the period, in the direction of a side.
    #[must_use]
    pub fn lowest_fen(&self, side: Side) -> i64 {
        match side {
            Side::Debit => self.lowest_fen,
            Side::Credit => self.highest_fen.saturating_neg(),
        }
    }

    /// The balance with which the period ends, debit-positive.
    #[must_use]
    pub fn closing_fen(&self) -> i64 {
        self.opening_fen.saturating_add(self.debit_fen).saturating_sub(self.credit_fen)
    }
}

/// A period of the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// The hash that fixed it; none while it is open.
    pub closed: Option<Hash>,
    /// Whether the year was carried over in it.
    pub carried: bool,
    /// The last number of each word.
    pub serials: BTreeMap<Word, u32>,
    /// The day of the last voucher; none before the first.
    pub last_day: Option<Day>,
    /// The hashes of its vouchers, each after those before it.
    pub chain: Hash,
    /// The accounts.
    pub turns: BTreeMap<Code, Turn>,
}

impl Month {
    /// A period in which nothing happened yet.
    #[must_use]
    pub fn fresh() -> Self {
        Self {
            closed: None,
            carried: false,
            serials: BTreeMap::new(),
            last_day: None,
            chain: Hash([0; 32]),
            turns: BTreeMap::new(),
        }
    }

    /// How many vouchers it has.
    #[must_use]
    pub fn vouchers(&self) -> u32 {
        self.serials.values().sum()
    }
}

/// Money kept back for a payment that was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// From which account.
    pub account: Code,
    /// How much.
    pub amount_fen: Fen,
    /// Since when.
    pub day: Day,
}

/// The books of a village, as far as they can still change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    /// The accounts, with the village's own.
    pub chart: Arc<Chart>,
    /// The first period.
    pub first: Period,
    /// The hash of the last closed period; zeros before the first close.
    pub last_hash: Hash,
    /// The periods that are begun, from the last closed one on; earlier ones may be left out.
    pub months: BTreeMap<Period, Month>,
    /// What is kept back, by what it is for.
    pub reserved: BTreeMap<String, Reserved>,
    /// What was paid under each contract.
    pub drawn: BTreeMap<String, Fen>,
}

impl Books {
    /// Posts a voucher: numbers it and moves the balances.
    ///
    /// # Errors
    /// Everything that is wrong with it. Nothing has changed then.
    pub fn post(&mut self, draft: Draft) -> Result<Voucher, Vec<Reason>> {
        self.post_hashed(draft).map(|(voucher, _)| voucher)
    }

    /// The same, with the voucher's hash: whoever posts thousands need not compute it again.
    ///
    /// # Errors
    /// As [`Self::post`].
    pub fn post_hashed(&mut self, draft: Draft) -> Result<(Voucher, Hash), Vec<Reason>> {
        self.check(&draft)?;
        let period = Period::of(draft.day);
        let serial = self.months.get(&period).and_then(|month| month.serials.get(&draft.word)).copied().unwrap_or(0);
        let voucher = Voucher { number: Number { period, word: draft.word, serial: serial + 1 }, draft };
        let hash = voucher.hash();
        self.enter_as(&voucher, hash);
        Ok((voucher, hash))
    }

    /// Whether a draft would be posted.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn check(&self, draft: &Draft) -> Result<(), Vec<Reason>> {
        let reasons = check::reasons(self, draft);
        if reasons.is_empty() { Ok(()) } else { Err(reasons) }
    }

    /// Moves the balances by a voucher that was checked: for posting, and for reading the log again.
    pub fn enter(&mut self, voucher: &Voucher) {
        self.enter_as(voucher, voucher.hash());
    }

    fn enter_as(&mut self, voucher: &Voucher, hash: Hash) {
        enter_as(&mut self.months, voucher, hash);
        let draft = &voucher.draft;
        if let Some(id) = &draft.reservation {
            self.reserved.remove(id);
        }
        if let Some(drawn) = &draft.drawn {
            let before = self.drawn.get(&drawn.contract).copied().unwrap_or_default();
            self.drawn.insert(drawn.contract.clone(), before + paid(draft));
        }
    }

    /// Begins every period up to `period`.
    pub fn begin(&mut self, period: Period) {
        begin(&mut self.months, period);
    }

    /// The draft that takes a voucher back: the same lines on the other sides, on `day`.
    ///
    /// # Errors
    /// When it was reversed before, carries a year over, or is itself a reversal.
    pub fn reversal(voucher: &Voucher, reversed: bool, day: Day, summary: &str) -> Result<Draft, Vec<Reason>> {
        if reversed {
            return Err(vec![Reason::ReversedTwice(voucher.number.clone())]);
        }
        if matches!(voucher.draft.origin, Origin::YearEnd { .. } | Origin::Reversal { .. }) {
            return Err(vec![Reason::NotReversible(voucher.number.clone())]);
        }
        let mut draft = voucher.draft.clone();
        for line in &mut draft.lines {
            line.side = line.side.other();
        }
        summary.clone_into(&mut draft.summary);
        draft.day = day;
        draft.origin = Origin::Reversal { of: voucher.number.clone() };
        draft.reservation = None;
        Ok(draft)
    }

    /// The first day from `wanted` on that takes a voucher: in an open period in which the year is not carried over, and not
    /// before its last voucher.
    #[must_use]
    pub fn day_for(&self, wanted: Day) -> Day {
        let mut day = wanted.max(self.first.first_day());
        loop {
            let period = Period::of(day);
            match self.months.get(&period) {
                Some(month) if month.closed.is_some() || month.carried => day = period.next().first_day(),
                Some(month) => return month.last_day.map_or(day, |last| last.max(day)),
                None if self.months.first_key_value().is_some_and(|(first, _)| period < *first) => {
                    day = period.next().first_day();
                }
                None => return day,
            }
        }
    }

    /// The balance of an account at the end of everything posted, in its own direction.
    #[must_use]
    pub fn balance_fen(&self, code: &Code) -> Fen {
        let turn = self.months.last_key_value().and_then(|(_, month)| month.turns.get(code));
        Fen(side_of(&self.chart, code).natural(turn.map_or(0, Turn::closing_fen)))
    }
}

/// Moves the balances of periods by a voucher: its own period and every later one that is begun.
pub fn enter(months: &mut BTreeMap<Period, Month>, voucher: &Voucher) {
    enter_as(months, voucher, voucher.hash());
}

/// The same with the voucher's hash, where it is known.
pub fn enter_as(months: &mut BTreeMap<Period, Month>, voucher: &Voucher, hash: Hash) {
    let period = voucher.number.period;
    begin(months, period);
    let draft = &voucher.draft;
    let moved = check::moved(draft);
    let year_end = matches!(draft.origin, Origin::YearEnd { .. });
    if let Some(month) = months.get_mut(&period) {
        month.serials.insert(voucher.number.word, voucher.number.serial);
        month.last_day = Some(draft.day);
        month.carried |= year_end;
        month.chain = chained(month.chain, hash);
        for line in &draft.lines {
            let Some(turn) = turn_of(&mut month.turns, &line.account) else { continue };
            match line.side {
                Side::Debit => turn.debit_fen = turn.debit_fen.saturating_add(line.amount_fen.0),
                Side::Credit => turn.credit_fen = turn.credit_fen.saturating_add(line.amount_fen.0),
            }
            if year_end {
                turn.carried_fen = turn.carried_fen.saturating_add(line.signed_fen());
            }
        }
        for code in moved.keys() {
            if let Some(turn) = month.turns.get_mut(*code) {
                turn.lowest_fen = turn.lowest_fen.min(turn.closing_fen());
                turn.highest_fen = turn.highest_fen.max(turn.closing_fen());
            }
        }
    }
    for (_, later) in months.range_mut(period.next()..) {
        for (code, moved) in moved.iter().filter(|(_, moved)| **moved != 0) {
            let Some(turn) = turn_of(&mut later.turns, code) else { continue };
            turn.opening_fen = turn.opening_fen.saturating_add(*moved);
            turn.lowest_fen = turn.lowest_fen.saturating_add(*moved);
            turn.highest_fen = turn.highest_fen.saturating_add(*moved);
        }
    }
}

/// What an account did, begun with nothing where it did nothing yet.
fn turn_of<'t>(turns: &'t mut BTreeMap<Code, Turn>, code: &Code) -> Option<&'t mut Turn> {
    if !turns.contains_key(code) {
        turns.insert(code.clone(), Turn::default());
    }
    turns.get_mut(code)
}

/// Begins every period up to `period`: its balances are those with which the one before ends.
pub fn begin(months: &mut BTreeMap<Period, Month>, period: Period) {
    while let Some((last, month)) = months.last_key_value()
        && *last < period
    {
        let next = last.next();
        let mut fresh = Month::fresh();
        for (code, turn) in month.turns.iter().filter(|(_, turn)| turn.closing_fen() != 0) {
            fresh.turns.insert(code.clone(), Turn::from_opening(turn.closing_fen()));
        }
        months.insert(next, fresh);
    }
}

/// What leaves by a contract; less than nothing when it is taken back.
fn paid(draft: &Draft) -> Fen {
    let sum = Fen(i64::try_from(draft.sum(Side::Debit)).unwrap_or(i64::MAX));
    if matches!(draft.origin, Origin::Reversal { .. }) { -sum } else { sum }
}

fn side_of(chart: &Chart, code: &Code) -> Side {
    chart.account(code).map_or(Side::Debit, |account| account.side)
}

/// The hash of a voucher after all before it.
pub(crate) fn chained(before: Hash, voucher: Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(before.0);
    hasher.update(voucher.0);
    Parts(hasher).done()
}
