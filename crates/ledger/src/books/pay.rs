//! A payment in two phases: money is kept back when it is approved, and posted when the bank has paid, or let go.

use super::{Books, Reserved};
use crate::{Code, Reason, Turn};
use village::{Day, Fen};

impl Books {
    /// Keeps money back.
    ///
    /// # Errors
    /// When the account does not hold it, or the same thing was reserved before.
    pub fn reserve(&mut self, id: &str, account: &Code, amount_fen: Fen, day: Day) -> Result<(), Vec<Reason>> {
        self.may_reserve(id, account, amount_fen)?;
        self.keep_back(id, account.clone(), amount_fen, day);
        Ok(())
    }

    /// Whether money can be kept back.
    ///
    /// # Errors
    /// As [`Self::reserve`].
    pub fn may_reserve(&self, id: &str, account: &Code, amount_fen: Fen) -> Result<(), Vec<Reason>> {
        let mut reasons = Vec::new();
        if self.reserved.contains_key(id) {
            reasons.push(Reason::ReservedTwice(id.to_owned()));
        }
        if amount_fen.0 <= 0 {
            reasons.push(Reason::NotPositive { line: 1, amount: amount_fen });
        }
        match self.chart.account(account) {
            None => reasons.push(Reason::UnknownAccount { line: 1, code: account.clone() }),
            Some(_) if !self.chart.is_leaf(account) => {
                reasons.push(Reason::NotLeaf { line: 1, code: account.clone() });
            }
            Some(known) if known.never_negative => {
                let left = self.free_fen(account);
                if amount_fen > left {
                    let (name, left) = (self.chart.full_name(account), left.max(Fen(0)));
                    reasons.push(Reason::BelowZero { code: account.clone(), name, left, asked: amount_fen });
                }
            }
            Some(_) => {}
        }
        if reasons.is_empty() { Ok(()) } else { Err(reasons) }
    }

    /// Keeps back what was checked: for reserving, and for reading the log again.
    pub fn keep_back(&mut self, id: &str, account: Code, amount_fen: Fen, day: Day) {
        self.reserved.insert(id.to_owned(), Reserved { account, amount_fen, day });
    }

    /// Lets go of what was kept back.
    ///
    /// # Errors
    /// When nothing was.
    pub fn void(&mut self, id: &str) -> Result<Reserved, Vec<Reason>> {
        self.reserved.remove(id).ok_or_else(|| vec![Reason::NotReserved(id.to_owned())])
    }

    /// What is kept back from an account, but for one thing.
    #[must_use]
    pub fn kept_back(&self, account: &Code, but_for: Option<&str>) -> Fen {
        let others = self.reserved.iter().filter(|(id, _)| Some(id.as_str()) != but_for);
        others.filter(|(_, reserved)| reserved.account == *account).map(|(_, reserved)| reserved.amount_fen).sum()
    }

    /// What an account holds beyond what is kept back.
    #[must_use]
    pub fn free_fen(&self, account: &Code) -> Fen {
        let turn = self.months.last_key_value().and_then(|(_, month)| month.turns.get(account));
        let side = super::side_of(&self.chart, account);
        Fen(side.natural(turn.map_or(0, Turn::closing_fen))) - self.kept_back(account, None)
    }
}
