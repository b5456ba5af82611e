//! The lines of a voucher, by a posting and the facts of a case.

use super::{Pick, Posting, PostingLine, Sum, Term};
use crate::{Code, Line};
use village::{Day, Fen};

/// What a case knows, as a posting reads it.
pub trait Facts {
    /// The text of a fact; empty when it is not there.
    fn text(&self, name: &str) -> &str;
    /// The day of a fact.
    fn day(&self, name: &str) -> Option<Day>;
    /// The amount of a term; none when nobody said it.
    fn fen(&self, term: &Term) -> Option<i64>;
}

/// The names of facts that a posting reads, for checking them before anything is posted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Those that hold an amount.
    pub amounts: Vec<String>,
    /// All others.
    pub others: Vec<String>,
}

impl Posting {
    /// The facts that it reads.
    #[must_use]
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        for line in &self.lines {
            match &line.pick {
                Pick::Always(_) | Pick::Money { fact: None, .. } => {}
                Pick::By { facts, .. } => names.others.extend(facts.iter().cloned()),
                Pick::Term { until: name, .. } | Pick::Money { fact: Some(name), .. } => {
                    names.others.push(name.clone());
                }
            }
            names.amounts.extend(line.sum.terms().filter_map(|term| match term {
                Term::Fact(name) => Some(name.clone()),
                Term::Credited(_) | Term::Owed(_) => None,
            }));
        }
        names.others.push(self.summary.clone());
        names.others.extend(self.arose.clone());
        names.amounts.extend(self.ceiling.clone());
        names
    }

    /// The voucher's lines: what comes to nothing is left out. `money` is the village's own account of the channel, `today` the
    /// day from which terms are counted.
    ///
    /// # Errors
    /// The name of an amount that nobody said.
    pub fn voucher_lines(&self, facts: &impl Facts, money: &Code, today: Day) -> Result<Vec<Line>, String> {
        let mut lines = Vec::new();
        let mut balance = 0_i64;
        for line in self.lines.iter().filter(|line| line.sum != Sum::Rest) {
            let mut read = |term: &Term| facts.fen(term);
            let fen = match line.sum.fen(&mut read) {
                None if line.optional => 0,
                found => found.ok_or_else(|| line.amount_name())?,
            };
            balance = balance.saturating_add(line.side.natural(fen));
            lines.push(Line { account: line.account(facts, money, today), side: line.side, amount_fen: Fen(fen) });
        }
        for line in self.lines.iter().filter(|line| line.sum == Sum::Rest) {
            let rest = line.side.natural(balance).saturating_neg();
            balance = 0;
            let turned = rest < 0;
            let side = if turned { line.side.other() } else { line.side };
            let other = line.turned.clone().filter(|_| turned);
            let account = other.unwrap_or_else(|| line.account(facts, money, today));
            lines.push(Line { account, side, amount_fen: Fen(rest.saturating_abs()) });
        }
        lines.retain(|line| line.amount_fen.0 != 0);
        lines.sort_by_key(|line| line.side);
        Ok(lines)
    }
}

impl PostingLine {
    fn amount_name(&self) -> String {
        self.sum.terms().next().map(ToString::to_string).unwrap_or_default()
    }

    fn account(&self, facts: &impl Facts, money: &Code, today: Day) -> Code {
        match &self.pick {
            Pick::Always(code) => code.clone(),
            Pick::By { facts: names, values, otherwise } => {
                let said: Vec<&str> = names.iter().map(|name| facts.text(name)).collect();
                let found = (1..=said.len()).rev().find_map(|many| values.get(&said.get(..many)?.join(" ")));
                found.unwrap_or(otherwise).clone()
            }
            Pick::Term { until, days, near, far } => {
                let is_near = facts.day(until).is_some_and(|day| day <= today.plus(*days));
                if is_near { near.clone() } else { far.clone() }
            }
            Pick::Money { .. } => money.clone(),
        }
    }
}
