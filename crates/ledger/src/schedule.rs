//! The schedule of a contract: what falls due when, rising by steps, and which of it a payment settles. Every sum is whole fen.

use crate::apportion;
use village::{Day, Fen};

/// A rent that rises by steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rise {
    /// By how many per cent of what it was.
    pub percent: u32,
    /// Every so many instalments.
    pub every: u32,
}

/// How a sum is paid: in so many instalments, so many months apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// When the first one is due.
    pub first_due: Day,
    /// How many.
    pub instalments: u32,
    /// Months between two of them.
    pub every_months: u32,
    /// Whether and how they rise.
    pub rise: Option<Rise>,
    /// None is due after this day.
    pub until: Option<Day>,
}

/// The most instalments that a schedule has: seventy years by months.
const MOST_INSTALMENTS: u32 = 840;

/// What the first instalment weighs: large enough that rounding a rise never shows in fen of a village's contract.
const ONE: u64 = 1_000_000_000_000;

impl Plan {
    /// The instalments of a sum, each with its day. They add up to the sum; where they rise, each step is the given share above the
    /// one before, as nearly as whole fen allow.
    #[must_use]
    pub fn lines(&self, total: Fen) -> Vec<(Day, Fen)> {
        let count = self.instalments.min(MOST_INSTALMENTS);
        let mut weights = Vec::new();
        let mut weight = u128::from(ONE);
        for number in 0..count {
            if let Some(rise) = self.rise.filter(|rise| rise.every > 0 && number > 0 && number % rise.every == 0) {
                weight = weight.saturating_mul(100 + u128::from(rise.percent)) / 100;
            }
            weights.push(weight);
        }
        // Weights that outgrew their kind are scaled down together.
        let largest = weights.iter().copied().max().unwrap_or(0);
        let scale = largest / u128::from(u64::MAX / u64::from(MOST_INSTALMENTS)) + 1;
        let scaled: Vec<u64> = weights.iter().map(|weight| u64::try_from(weight / scale).unwrap_or(u64::MAX)).collect();
        let days = (0..count).map(|number| {
            let day = self.first_due.plus_months(i64::from(number) * i64::from(self.every_months));
            self.until.map_or(day, |until| day.min(until.max(self.first_due)))
        });
        days.zip(apportion(total, &scaled)).collect()
    }
}

/// What a payment settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Each line by its place, with how much of it.
    pub parts: Vec<(usize, Fen)>,
    /// What is more than everything.
    pub over_fen: Fen,
}

/// Lays a payment on what is still owed, the earliest first. `open` is what each line still asks for, in the order of their days.
#[must_use]
pub fn settle(open: &[Fen], paid: Fen) -> Settled {
    let mut left = paid.0.max(0);
    let mut parts = Vec::new();
    for (at, owed) in open.iter().enumerate() {
        let part = owed.0.max(0).min(left);
        if part > 0 {
            parts.push((at, Fen(part)));
            left = left.saturating_sub(part);
        }
    }
    Settled { parts, over_fen: Fen(left) }
}
