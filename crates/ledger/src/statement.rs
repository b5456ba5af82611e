//! Trial balance, balance sheet, income and distribution statement. What each line takes is data, not code.

use crate::{Account, Chart, Class, Code, Side, Turn};
use std::collections::BTreeMap;
use village::{Fen, Words};

/// What a line takes from an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The balance at the end, in the direction of the statement's side.
    Balance,
    /// The balance at the end, if it lies on the debit side; of each account by itself.
    DebitBalance,
    /// The balance at the end, if it lies on the credit side.
    CreditBalance,
    /// What it moved by, in its own direction, the carrying over of the year left out.
    Movement,
    /// All that was debited.
    Debits,
    /// All that was credited.
    Credits,
    /// The balance at the beginning, on the credit side.
    Opening,
}

/// What a line is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Accounts with those beneath them: added, taken away.
    Accounts { take: Vec<(Code, Measure)>, less: Vec<(Code, Measure)> },
    /// Other lines: added, taken away.
    Sum { add: Vec<String>, less: Vec<String> },
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// Its name among the lines.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// The side of the balance sheet; the income statement has one side only.
    pub side: Side,
    /// What it is made of.
    pub figure: Figure,
}

/// A line with its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name among the lines.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// The side of the balance sheet.
    pub side: Side,
    /// The amount.
    pub amount_fen: Fen,
    /// A sum of other lines.
    pub is_sum: bool,
    /// It stands on what a year began with, so that it says nothing of a month.
    pub of_year: bool,
    /// The accounts that it comes from.
    pub accounts: Vec<Code>,
}

/// A row of the trial balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialRow {
    /// The account.
    pub account: Account,
    /// What it did.
    pub turn: Turn,
    /// Whether others lie beneath it, whose sums it shows.
    pub is_sum: bool,
}

/// A trial balance (试算平衡表).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trials {
    /// The accounts that have something, with those above them.
    pub rows: Vec<TrialRow>,
    /// Opening balances: debit and credit.
    pub opening: (Fen, Fen),
    /// Turnover: debit and credit.
    pub turnover: (Fen, Fen),
    /// Closing balances: debit and credit.
    pub closing: (Fen, Fen),
}

impl Trials {
    /// Whether each pair agrees.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        [self.opening, self.turnover, self.closing].iter().all(|(debit, credit)| debit == credit)
    }
}

/// The trial balance of the accounts' movements.
#[must_use]
pub fn trial_balance(chart: &Chart, turns: &BTreeMap<Code, Turn>) -> Trials {
    let mut sums: BTreeMap<Code, Turn> = BTreeMap::new();
    let mut trials =
        Trials { rows: Vec::new(), opening: <_>::default(), turnover: <_>::default(), closing: <_>::default() };
    for (code, turn) in turns {
        let sides = |pair: &mut (Fen, Fen), signed: i64| {
            if signed >= 0 { pair.0 = pair.0 + Fen(signed) } else { pair.1 = pair.1 - Fen(signed) }
        };
        sides(&mut trials.opening, turn.opening_fen);
        sides(&mut trials.closing, turn.closing_fen());
        trials.turnover = (trials.turnover.0 + Fen(turn.debit_fen), trials.turnover.1 + Fen(turn.credit_fen));
        let mut at = Some(code.clone());
        while let Some(here) = at {
            let sum = sums.entry(here.clone()).or_default();
            sum.opening_fen = sum.opening_fen.saturating_add(turn.opening_fen);
            sum.debit_fen = sum.debit_fen.saturating_add(turn.debit_fen);
            sum.credit_fen = sum.credit_fen.saturating_add(turn.credit_fen);
            at = here.above();
        }
    }
    for (code, turn) in sums {
        let Some(account) = chart.account(&code) else { continue };
        if (turn.opening_fen, turn.debit_fen, turn.credit_fen) != (0, 0, 0) {
            let is_sum = !chart.is_leaf(&code);
            trials.rows.push(TrialRow { account: account.clone(), turn, is_sum });
        }
    }
    trials
}

/// The balance sheet at the end of the accounts' movements.
#[must_use]
pub fn balance_sheet(chart: &Chart, turns: &BTreeMap<Code, Turn>) -> Vec<Row> {
    rows(chart, &chart.balance_sheet, turns)
}

/// The income and distribution statement of the accounts' movements.
#[must_use]
pub fn income(chart: &Chart, turns: &BTreeMap<Code, Turn>) -> Vec<Row> {
    rows(chart, &chart.income, turns)
}

fn rows(chart: &Chart, lines: &[StatementLine], turns: &BTreeMap<Code, Turn>) -> Vec<Row> {
    let mut amounts: BTreeMap<&str, i64> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let of_year = match &line.figure {
            Figure::Accounts { take, less } => {
                take.iter().chain(less).any(|(_, measure)| matches!(measure, Measure::Opening))
            }
            Figure::Sum { add, less } => {
                let stands_on = |row: &Row| row.of_year && (add.contains(&row.id) || less.contains(&row.id));
                rows.iter().any(stands_on)
            }
        };
        let mut accounts = Vec::new();
        let amount = match &line.figure {
            Figure::Accounts { take, less } => {
                let mut sum = |list: &[(Code, Measure)]| -> i64 {
                    list.iter()
                        .map(|(code, measure)| taken(chart, line.side, code, *measure, turns, &mut accounts))
                        .sum()
                };
                sum(take).saturating_sub(sum(less))
            }
            Figure::Sum { add, less } => {
                let sum = |list: &[String]| -> i64 { list.iter().filter_map(|id| amounts.get(id.as_str())).sum() };
                sum(add).saturating_sub(sum(less))
            }
        };
        amounts.insert(&line.id, amount);
        rows.push(Row {
            id: line.id.clone(),
            name: line.name.clone(),
            side: line.side,
            amount_fen: Fen(amount),
            is_sum: matches!(line.figure, Figure::Sum { .. }),
            of_year,
            accounts,
        });
    }
    rows
}

fn taken(
    chart: &Chart,
    side: Side,
    upper: &Code,
    measure: Measure,
    turns: &BTreeMap<Code, Turn>,
    accounts: &mut Vec<Code>,
) -> i64 {
    let mut sum = 0_i64;
    for (code, turn) in turns.range(upper.clone()..).take_while(|(code, _)| code.is_within(upper)) {
        let own = chart.account(code);
        let closing = turn.closing_fen();
        let amount = match measure {
            Measure::Balance => side.natural(closing),
            Measure::DebitBalance => closing.max(0),
            Measure::CreditBalance => closing.min(0).saturating_neg(),
            Measure::Movement => own
                .map_or(Side::Debit, |account| account.side)
                .natural(turn.debit_fen.saturating_sub(turn.credit_fen).saturating_sub(turn.carried_fen)),
            Measure::Debits => turn.debit_fen,
            Measure::Credits => turn.credit_fen,
            Measure::Opening => turn.opening_fen.saturating_neg(),
        };
        if amount != 0 {
            accounts.push(code.clone());
        }
        sum = sum.saturating_add(amount);
    }
    sum
}

impl Chart {
    /// The accounts that a balance sheet must take: all of them, for its two sides are equal only then.
    pub(crate) fn first_level(&self) -> impl Iterator<Item = &Account> {
        self.accounts().filter(|account| account.code.level() == 1)
    }
}

/// The classes that the income statement takes.
pub(crate) const OF_THE_YEAR: [Class; 2] = [Class::Income, Class::Expense];
