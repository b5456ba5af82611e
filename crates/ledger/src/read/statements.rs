//! The lines of the two statements: each account is taken once, or the statements could not agree with the books.

use super::accounts::{code, side_of};
use super::raw::{RawLine, Statements, Text};
use crate::fault::Faults;
use crate::statement::OF_THE_YEAR;
use crate::{Chart, Class, Code, Figure, Measure, Side, StatementLine};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

pub(super) fn statements(chart: &mut Chart, raw: Statements, faults: &mut Faults<'_>) {
    let sheet = lines(chart, raw.balance_sheet, true, faults);
    let income = lines(chart, raw.income, false, faults);
    complete(chart, &sheet, "balance sheet", |_| true, faults);
    complete(chart, &income, "income statement", |class| OF_THE_YEAR.contains(&class), faults);
    chart.balance_sheet = sheet.into();
    chart.income = income.into();
}

fn lines(chart: &Chart, raw: Vec<Spanned<RawLine>>, sheet: bool, faults: &mut Faults<'_>) -> Vec<StatementLine> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for raw in raw {
        let span = raw.span();
        let raw = raw.into_inner();
        if raw.name.is_incomplete() {
            faults.at(&span, "words are needed in both languages, zh and en");
        }
        if seen.contains(raw.id.get_ref()) {
            faults.at(&raw.id.span(), format!("line `{}` is there twice", raw.id.get_ref()));
        }
        let side = match (&raw.side, sheet) {
            (Some(side), true) => side_of(side, faults).unwrap_or(Side::Debit),
            (None, false) => Side::Credit,
            (Some(_), false) => {
                faults.at(&span, "the income statement has one side: leave out `side`");
                Side::Credit
            }
            (None, true) => {
                faults.at(&span, "a line of the balance sheet says its `side`, debit or credit");
                Side::Debit
            }
        };
        let of_accounts = !raw.take.is_empty() || !raw.less.is_empty();
        let of_lines = !raw.add.is_empty() || !raw.minus.is_empty();
        if of_accounts == of_lines {
            faults.at(&span, "a line takes accounts (`take`, `less`) or other lines (`add`, `minus`), one of the two");
        }
        let figure = if of_lines {
            Figure::Sum { add: named(&raw.add, &seen, faults), less: named(&raw.minus, &seen, faults) }
        } else {
            let mut read = |list: &[Text]| list.iter().filter_map(|text| taken(chart, text, sheet, faults)).collect();
            Figure::Accounts { take: read(&raw.take), less: read(&raw.less) }
        };
        seen.insert(raw.id.get_ref().clone());
        lines.push(StatementLine { id: raw.id.into_inner(), name: raw.name, side, figure });
    }
    lines
}

/// Lines are named above the sums that they go into.
fn named(texts: &[Text], seen: &BTreeSet<String>, faults: &mut Faults<'_>) -> Vec<String> {
    for text in texts.iter().filter(|text| !seen.contains(text.get_ref())) {
        faults.at(&text.span(), format!("no line `{}` stands above", text.get_ref()));
    }
    texts.iter().map(|text| text.get_ref().clone()).collect()
}

/// `113 debit`: the account and what is taken of it.
fn taken(chart: &Chart, text: &Text, sheet: bool, faults: &mut Faults<'_>) -> Option<(Code, Measure)> {
    let (number, measure) = text.get_ref().split_once(' ').unwrap_or((text.get_ref(), ""));
    let number = Spanned::new(text.span(), number.to_owned());
    let code = code(&number, faults)?;
    if chart.account(&code).is_none() {
        faults.at(&text.span(), format!("account `{code}` is not in the chart"));
        return None;
    }
    let measure = match (measure, sheet) {
        ("", true) => Measure::Balance,
        ("debit", true) => Measure::DebitBalance,
        ("credit", true) => Measure::CreditBalance,
        ("", false) => Measure::Movement,
        ("debits", false) => Measure::Debits,
        ("credits", false) => Measure::Credits,
        ("opening", false) => Measure::Opening,
        (other, _) => {
            let expected = if sheet { "nothing, debit or credit" } else { "nothing, debits, credits or opening" };
            faults.at(&text.span(), format!("`{other}` cannot be taken of an account here; expected {expected}"));
            return None;
        }
    };
    Some((code, measure))
}

fn complete(
    chart: &Chart,
    lines: &[StatementLine],
    statement: &str,
    needs: impl Fn(Class) -> bool,
    faults: &mut Faults<'_>,
) {
    let mut times: BTreeMap<&Code, Vec<Measure>> = BTreeMap::new();
    for line in lines {
        if let Figure::Accounts { take, less } = &line.figure {
            for (code, measure) in take.iter().chain(less) {
                times.entry(code).or_default().push(*measure);
            }
        }
    }
    for account in chart.first_level().filter(|account| needs(account.class)) {
        let taken = times.get(&account.code).map_or(&[][..], Vec::as_slice);
        let both =
            taken.len() == 2 && taken.contains(&Measure::DebitBalance) && taken.contains(&Measure::CreditBalance);
        let once = matches!(taken, [Measure::Balance | Measure::Movement]);
        if !both && !once {
            let found = taken.len();
            let what =
                format!("the {statement} takes account `{}` {found} times; expected once, or both sides", account.code);
            faults.at(&(0..0), what);
        }
    }
}
