//! Closing a period fixes it under a hash, chained to the one before; opening it again is possible only from the end.

use super::{Books, Month};
use crate::voucher::Parts;
use crate::{Class, Period, Reason};
use sha2::{Digest, Sha256};
use village::{Day, Fen, Hash};

impl Books {
    /// The hash under which a period would be closed on `today`.
    ///
    /// # Errors
    /// When it has not ended, an earlier one is open, or the year is not carried over.
    pub fn may_close(&self, period: Period, today: Day) -> Result<Hash, Vec<Reason>> {
        let mut reasons = Vec::new();
        if today <= period.last_day() {
            reasons.push(Reason::NotEnded(period));
        }
        let mut begun = self.clone();
        begun.begin(period);
        let Some(month) = begun.months.get(&period) else {
            reasons.push(Reason::UnknownPeriod(period));
            return Err(reasons);
        };
        if month.closed.is_some() {
            reasons.push(Reason::PeriodClosed(period));
        }
        if let Some((earlier, _)) = begun.months.range(..period).find(|(_, month)| month.closed.is_none()) {
            reasons.push(Reason::EarlierOpen(*earlier));
        }
        if period.ends_the_year() {
            self.year_is_carried(month, &mut reasons);
        }
        if reasons.is_empty() { Ok(closing_hash(self.last_hash, period, month)) } else { Err(reasons) }
    }

    fn year_is_carried(&self, month: &Month, reasons: &mut Vec<Reason>) {
        for (code, turn) in month.turns.iter().filter(|(_, turn)| turn.closing_fen() != 0) {
            let of_the_year = self.chart.account(code).is_some_and(|account| {
                matches!(account.class, Class::Income | Class::Expense) || account.nil_at_year_end
            });
            if of_the_year {
                reasons.push(Reason::YearNotCarried(code.clone(), Fen(turn.closing_fen().saturating_abs())));
            }
        }
    }

    /// Closes a period.
    ///
    /// # Errors
    /// As [`Self::may_close`].
    pub fn close(&mut self, period: Period, today: Day) -> Result<Hash, Vec<Reason>> {
        let hash = self.may_close(period, today)?;
        self.fix(period, hash);
        Ok(hash)
    }

    /// Closes what was checked: for closing, and for reading the log again.
    pub fn fix(&mut self, period: Period, hash: Hash) {
        self.begin(period.next());
        if let Some(month) = self.months.get_mut(&period) {
            month.closed = Some(hash);
            self.last_hash = hash;
        }
    }

    /// Whether a closed period may be opened again: the last closed one only.
    ///
    /// # Errors
    /// When it is not closed, or a later one is.
    pub fn may_reopen(&self, period: Period) -> Result<(), Vec<Reason>> {
        if self.months.get(&period).is_none_or(|month| month.closed.is_none()) {
            return Err(vec![Reason::NotClosed(period)]);
        }
        match self.months.range(period.next()..).find(|(_, month)| month.closed.is_some()) {
            Some((later, _)) => Err(vec![Reason::LaterClosed(*later)]),
            None => Ok(()),
        }
    }

    /// Opens a closed period again. `before` is the hash of the period before it, zeros when it is the first.
    ///
    /// # Errors
    /// As [`Self::may_reopen`].
    pub fn reopen(&mut self, period: Period, before: Hash) -> Result<(), Vec<Reason>> {
        self.may_reopen(period)?;
        if let Some(month) = self.months.get_mut(&period) {
            month.closed = None;
        }
        self.last_hash = before;
        Ok(())
    }
}

/// SHA-256 over the period before, the period's vouchers and every balance.
#[must_use]
pub fn closing_hash(before: Hash, period: Period, month: &Month) -> Hash {
    let mut parts = Parts(Sha256::new());
    parts.add(&before.to_string());
    parts.add(&period.to_string());
    parts.add(&month.chain.to_string());
    for (code, turn) in &month.turns {
        parts.add(code.as_str());
        for amount in [turn.opening_fen, turn.debit_fen, turn.credit_fen] {
            parts.add(&amount.to_string());
        }
    }
    parts.done()
}
