//! What is simulated.

use office::Warn;
use procedure::RuleFile;
use village::Day;

/// What is simulated.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The seed from which everything is drawn.
    pub seed: u64,
    /// How many villages.
    pub villages: usize,
    /// How many days.
    pub days: i64,
    /// The first day.
    pub starts: Day,
    /// The rule files of the county.
    pub rules: Vec<RuleFile>,
    /// Its layers.
    pub layers: Vec<String>,
    /// How many times as often as in a common county somebody tries what is not his.
    pub temptation: u64,
    /// How its supervisors are warned.
    pub warn: Warn,
}

impl Plan {
    /// A county under the rules that come with the program, from January 2026.
    #[must_use]
    pub fn new(seed: u64, villages: usize, days: i64) -> Self {
        Self {
            seed,
            villages,
            days,
            starts: Day::new(2026, 1, 5).unwrap_or_else(|| village::Moment(0).day()),
            rules: demo::shipped_rules(),
            layers: vec!["national".into(), "zhejiang".into()],
            temptation: 1,
            warn: alerts::warn,
        }
    }
}
