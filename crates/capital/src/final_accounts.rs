//! The final accounts that a case of the year (C5) states are those of the books: nobody types another net income, nor another rest
//! of earlier years, than the year that was carried over holds.

use crate::{read, read_year};
use archive::{Query, Tx};
use ledger::{Chart, Class, Code, Period, Turn};
use office::{Desk, Happening, Provider};
use procedure::Way;
use std::collections::BTreeMap;
use village::{Day, Fault, Fen, FieldFault, Kind, Place, Refusal, Stop, Words};

/// This part of the chapter: it has no effect of its own, for it follows two steps of one affair.
pub(crate) const PROVIDER: Provider = Provider { names: &[], bring, refer: None };

/// What a year's books say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinalAccounts {
    /// Income less expense; less than nothing for a loss.
    pub net_fen: Fen,
    /// What was undistributed when the year began; less than nothing for losses of before.
    pub before_fen: Fen,
}

/// The final accounts of a year; `None` where the village keeps no books, or none of that year.
///
/// # Errors
/// A refusal while the year is not carried over; a fault when the store cannot be read.
pub fn final_accounts(
    query: &mut dyn Query,
    chart: &Chart,
    village: &Place,
    year: i16,
) -> Result<Option<FinalAccounts>, Stop> {
    let last = Day::new(year, 12, 31).ok_or_else(|| Fault::new(format!("{year} is no year")))?;
    let december = Period::of(last);
    let periods = read::periods(query, village)?;
    let Some(first) = periods.iter().map(|row| row.period).min() else { return Ok(None) };
    if first > december {
        return Ok(None);
    }
    if !periods.iter().any(|row| row.period == december && row.carried) {
        return Err(not_carried(year).into());
    }
    let turns = read_year::turns_until(query, village, last)?;
    Ok(Some(FinalAccounts { net_fen: net(chart, &turns), before_fen: before(chart, &turns) }))
}

fn net(chart: &Chart, turns: &BTreeMap<Code, Turn>) -> Fen {
    let counts = |code: &Code| {
        chart.account(code).is_some_and(|account| matches!(account.class, Class::Income | Class::Expense))
    };
    let of_the_year = |turn: &Turn| turn.credit_fen.saturating_sub(turn.debit_fen).saturating_add(turn.carried_fen);
    Fen(turns.iter().filter(|(code, _)| counts(code)).map(|(_, turn)| of_the_year(turn)).sum())
}

fn before(chart: &Chart, turns: &BTreeMap<Code, Turn>) -> Fen {
    turns.get(&chart.roles.undistributed).map_or(Fen(0), |turn| Fen(turn.opening_fen.saturating_neg()))
}

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let step = what.after.acts.last().map_or("", |act| act.step.as_str());
    if what.after.affair != "C5" || what.way != Way::On || !matches!(step, "draft" | "revise") {
        return Ok(());
    }
    let Some(year) = what.after.int("year").and_then(|year| i16::try_from(year).ok()) else { return Ok(()) };
    let chart = crate::chart_of(tx, desk, what.village)?;
    let Some(found) = final_accounts(tx, &chart, what.village, year)? else { return Ok(()) };
    let said = |name: &str| Fen(what.after.int(name).unwrap_or(0));
    let mut faults = Vec::new();
    let mut compare = |field: &str, said: Fen, found: Fen, zh: &str, en: &str| {
        let found = Fen(found.0.max(0));
        if said != found {
            let zh = format!("{zh}填的是{said}元，{year}年的账上是{found}元");
            let en = format!("{said} yuan was typed as {en}, the books of {year} say {found}");
            faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
        }
    };
    compare("net_fen", said("net_fen"), found.net_fen, "本年净收益", "net income");
    compare("balance_fen", said("balance_fen"), found.before_fen, "年初未分配收益", "what was undistributed before");
    if (found.net_fen + found.before_fen).0 < 0 && what.after.text("losses") == "covered" {
        let words = Words::new(
            format!("{year}年的账上还有亏损没有弥补"),
            format!("the books of {year} hold losses that are not covered"),
        );
        faults.push(FieldFault { field: "losses".into(), words });
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::faulty("accounts.differ", faults).into()) }
}

fn not_carried(year: i16) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "accounts.not_carried",
        Words::new(
            format!("{year}年的账还没有年终结转，净收益还没有定"),
            format!("the books of {year} are not carried over yet, so its net income is not settled"),
        ),
        Words::new(
            "请代理会计先结完这一年各月的账、做年终结转，再起草方案",
            "The agency's accountant closes the months and carries the year over first",
        ),
    )
}
