//! All the vouchers of a village with the books that they come to: for replaying, auditing and whatever looks back.

use crate::{Books, Chart, Code, Draft, Number, OpeningLine, Origin, Period, Reason, Voucher};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::Day;

/// Books with everything that was posted in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    /// The books as they stand.
    pub books: Books,
    opening: Vec<OpeningLine>,
    vouchers: Vec<Voucher>,
    origins: BTreeSet<String>,
}

impl Journal {
    /// Begins with opening balances.
    ///
    /// # Errors
    /// As [`Books::open`].
    pub fn open(chart: Arc<Chart>, first: Period, opening: &[OpeningLine]) -> Result<Self, Vec<Reason>> {
        let books = Books::open(chart, first, opening)?;
        Ok(Self { books, opening: opening.to_vec(), vouchers: Vec::new(), origins: BTreeSet::new() })
    }

    /// Posts a voucher; the same case's act, or the reversal of the same voucher, only once.
    ///
    /// # Errors
    /// As [`Books::post`].
    pub fn post(&mut self, draft: Draft) -> Result<Number, Vec<Reason>> {
        let origin = draft.origin.to_string();
        let once = !matches!(draft.origin, Origin::YearEnd { .. });
        if once && self.origins.contains(&origin) {
            return Err(vec![Reason::PostedTwice(origin)]);
        }
        let voucher = self.books.post(draft)?;
        self.origins.insert(origin);
        let number = voucher.number.clone();
        self.vouchers.push(voucher);
        Ok(number)
    }

    /// Takes a voucher back on `day`.
    ///
    /// # Errors
    /// When there is none, it was taken back before, or its reversal cannot be posted.
    pub fn reverse(&mut self, number: &Number, day: Day, summary: &str) -> Result<Number, Vec<Reason>> {
        let found = self.vouchers.iter().find(|voucher| voucher.number == *number);
        let voucher = found.ok_or_else(|| vec![Reason::UnknownPeriod(number.period)])?;
        let reversal = Origin::Reversal { of: number.clone() }.to_string();
        let draft = Books::reversal(voucher, self.origins.contains(&reversal), day, summary)?;
        self.post(draft)
    }

    /// Carries a year over.
    ///
    /// # Errors
    /// As [`Books::carry_year`].
    pub fn carry_year(&mut self, december: Period, reserve_percent: u8) -> Result<(), Vec<Reason>> {
        let end = self.books.carry_year(december, reserve_percent)?;
        self.vouchers.extend(end.vouchers);
        Ok(())
    }

    /// Every voucher, in the order in which they were posted.
    #[must_use]
    pub fn vouchers(&self) -> &[Voucher] {
        &self.vouchers
    }

    /// The balances at the end of a day, debit-positive.
    #[must_use]
    pub fn balances_at(&self, day: Day) -> BTreeMap<Code, i64> {
        let mut balances = BTreeMap::new();
        let mut add = |code: &Code, fen: i64| {
            let sum: &mut i64 = balances.entry(code.clone()).or_default();
            *sum = sum.saturating_add(fen);
        };
        for line in &self.opening {
            add(&line.account, line.side.natural(line.amount_fen.0));
        }
        for line in self.vouchers.iter().filter(|v| v.draft.day <= day).flat_map(|v| &v.draft.lines) {
            add(&line.account, line.signed_fen());
        }
        balances
    }
}
