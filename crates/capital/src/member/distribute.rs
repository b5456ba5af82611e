//! What C5 distributes is shared out over the shares of the register to the fen when the decision is filed (农村集体经济组织法, article
//! 42: by the shares); the list that is paid says the same for every household.

use super::keep::{Apportioned, DistributionPaid, OpenKept, PartKept};
use super::kind::MemberState;
use super::owed::{DistributionLine, distribution, distribution_lines};
use super::read::{MemberRow, members};
use crate::keep::to_body;
use archive::{Query, Tx};
use ledger::apportion;
use office::{Desk, Happening, Written};
use procedure::Way;
use std::collections::{BTreeMap, BTreeSet};
use village::{Article, Fault, Fen, FieldFault, Kind, Refusal, Stop, Words};

/// The table of the case that says who is paid.
const TABLE: &str = "shares";
/// Whose money the bank sent back, and who of them is paid again.
const REFUSED: &str = "refused";
const AGAIN: &str = "again";
/// Whoever reads twenty faults compares the list anew.
const MOST_FAULTS: usize = 20;

pub(super) fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let has = |name: &str| what.effects.iter().any(|effect| effect == name);
    let step = what.after.acts.last().map_or("", |act| act.step.as_str());
    if has("distribution") {
        return share_out(desk, tx, what);
    }
    if (has("payment") || has("repayment")) && distribution(tx, what.case.as_str())?.is_some() {
        return pay(desk, tx, what);
    }
    if matches!(step, "pay_list" | "correct_list") && what.way == Way::On {
        return compare(tx, what);
    }
    Ok(())
}

fn share_out(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let mut register = members(tx, what.village)?;
    register.retain(|row| row.state != MemberState::Left && row.holding.sum().0 > 0);
    // Where two remainders are equal, the earlier number on the register has it.
    register.sort_by(|one, other| one.id.cmp(&other.id));
    let weights: Vec<u64> = register.iter().map(|row| row.holding.sum().0.unsigned_abs()).collect();
    let total_fen = Fen(what.after.int("distribute_fen").unwrap_or(0));
    if weights.is_empty() {
        let words = Words::new("名册里没有股份，不能按股分配", "the register holds no shares to distribute over");
        let next = Words::new("请先办理股权登记", "Enter the shares first");
        return Err(Refusal::new(Kind::NotNow, "distribution.no_shares", words, next).under(by_shares()).into());
    }
    let amounts = apportion(total_fen, &weights);
    let part = |(row, amount_fen): (&MemberRow, Fen)| PartKept {
        member: row.id.clone(),
        shares_hs: row.holding.sum().0,
        amount_fen,
    };
    let parts = register.iter().zip(amounts).map(part).collect();
    let body = to_body(&Apportioned { case: what.case.clone(), day: desk.now.day(), total_fen, parts })?;
    desk.append_more(tx, what.village, "distribution.apportioned", what.case.as_str(), body)?;
    Ok(())
}

/// Who is paid by this step: everybody but those whose money the bank sent back, or of those whoever is paid again.
fn pay(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let lines = distribution_lines(tx, what.case.as_str())?;
    let again = what.effects.iter().any(|effect| effect == "repayment");
    let ends = matches!(what.after.at, procedure::Position::Ended(_));
    let open = rest(tx, what, &lines, again)?;
    if ends && !open.is_empty() {
        return Err(still_open(&open, &lines).into());
    }
    if !ends && open.is_empty() {
        let words = Words::new("每户都已经发到", "every household has been paid");
        let next = Words::new("请选“已全部发到”", "Choose “all are paid”");
        return Err(Refusal::new(Kind::NotNow, "distribution.all_paid", words, next).into());
    }
    let body = DistributionPaid { case: what.case.clone(), day: desk.now.day(), act: what.act, open };
    desk.append_more(tx, what.village, "distribution.paid", what.case.as_str(), to_body(&body)?)?;
    Ok(())
}

/// What stays open after the step, member by member. The step's list names people; what it says of one of a household is laid first on
/// what that one is owed, then on the others of the household.
fn rest(
    tx: &mut dyn Query,
    what: &Happening<'_>,
    lines: &[DistributionLine],
    again: bool,
) -> Result<Vec<OpenKept>, Stop> {
    let listed = households(tx, what, lines, if again { AGAIN } else { REFUSED })?;
    let mut left: BTreeMap<&str, Fen> = BTreeMap::new();
    for line in lines {
        let sum = left.entry(&line.household).or_default();
        *sum = *sum + line.open();
    }
    let mut faults = Vec::new();
    for (household, sum) in &listed {
        let open = left.get(household.as_str()).copied().unwrap_or(Fen(0));
        if *sum > open {
            let zh = format!("“{household}”户名单上{sum}元，还没有发到的是{open}元");
            faults.push(Words::new(zh, format!("household `{household}`: {sum} on the list, {open} is open")));
        }
    }
    refuse(if again { AGAIN } else { REFUSED }, faults)?;
    let mut laid = listed;
    let mut open = Vec::new();
    for line in lines {
        let own = laid.entry(line.household.clone()).or_default();
        let part = if *own < line.open() { *own } else { line.open() };
        *own = *own - part;
        let amount_fen = if again { line.open() - part } else { part };
        if amount_fen > Fen(0) {
            open.push(OpenKept { member: line.member.clone(), amount_fen });
        }
    }
    Ok(open)
}

fn still_open(open: &[OpenKept], lines: &[DistributionLine]) -> Refusal {
    let sum: Fen = open.iter().map(|one| one.amount_fen).sum();
    let of = |one: &OpenKept| lines.iter().find(|line| line.member == one.member).map(|line| line.household.as_str());
    let who: BTreeSet<&str> = open.iter().filter_map(of).collect();
    let words = Words::new(
        format!("还有{}户共{sum}元没有发到", who.len()),
        format!("{sum} yuan of {} households are not paid yet", who.len()),
    );
    let next = Words::new("请选“发了一部分，其余继续核对”", "Choose “paid in part, the others are cleared on”");
    Refusal::new(Kind::NotNow, "distribution.still_open", words, next).under(by_shares())
}

/// The list that is to be paid against what was shared out, household by household: one of a household may be paid for all of it.
fn compare(tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if distribution(tx, what.case.as_str())?.is_none() {
        return Ok(());
    }
    let lines = distribution_lines(tx, what.case.as_str())?;
    let mut owed: BTreeMap<&str, Fen> = BTreeMap::new();
    for line in &lines {
        let sum = owed.entry(&line.household).or_default();
        *sum = *sum + line.amount_fen;
    }
    let (paid, mut faults) = named(tx, what, &lines, TABLE)?;
    for (household, due) in owed {
        let listed = paid.get(household).copied().unwrap_or(Fen(0));
        if listed != due {
            let zh = format!("“{household}”户清单上{listed}元，按股份应发{due}元");
            faults.push(Words::new(zh, format!("household `{household}`: {listed} on the list, {due} by the shares")));
        }
    }
    refuse(TABLE, faults)
}

/// What a list of the step says for each household; a name that is nobody's who is owed something is refused.
fn households(
    tx: &mut dyn Query,
    what: &Happening<'_>,
    lines: &[DistributionLine],
    table: &str,
) -> Result<BTreeMap<String, Fen>, Stop> {
    let (found, faults) = named(tx, what, lines, table)?;
    refuse(table, faults)?;
    Ok(found)
}

/// What a list of the step says for each household, and the names that are nobody's who is owed something.
fn named(
    tx: &mut dyn Query,
    what: &Happening<'_>,
    lines: &[DistributionLine],
    table: &str,
) -> Result<(BTreeMap<String, Fen>, Vec<Words>), Fault> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in lines {
        names.entry(&line.name).or_default().push(&line.household);
    }
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    for row in members(tx, what.village)? {
        if let Some(person) = row.person {
            own.insert(person, row.household);
        }
    }
    let (mut found, mut faults): (BTreeMap<String, Fen>, Vec<Words>) = (BTreeMap::new(), Vec::new());
    for line in what.written.iter().filter(|line| line.table == table) {
        let by_person = line.person.as_ref().and_then(|person| own.get(person.as_str())).cloned();
        match by_person.or_else(|| only(&names, line)) {
            Some(household) => {
                let sum = found.entry(household).or_default();
                *sum = *sum + line.amount_fen.unwrap_or(Fen(0));
            }
            None => {
                let who = &line.who;
                let zh = format!("{who}不在应发名单里，或者有几个同名的人");
                faults.push(Words::new(zh, format!("`{who}` is not owed anything, or several bear the name")));
            }
        }
    }
    Ok((found, faults))
}

fn refuse(table: &str, mut faults: Vec<Words>) -> Result<(), Stop> {
    if faults.is_empty() {
        return Ok(());
    }
    faults.truncate(MOST_FAULTS);
    let fault = |words: Words| FieldFault { field: table.into(), words };
    Err(Refusal::faulty("distribution.list", faults.into_iter().map(fault).collect()).under(by_shares()).into())
}

fn only(names: &BTreeMap<&str, Vec<&str>>, line: &Written) -> Option<String> {
    match names.get(line.who.as_str()).map(Vec::as_slice) {
        Some([only]) => Some((*only).to_owned()),
        _ => None,
    }
}

fn by_shares() -> Article {
    let law = Words::new("农村集体经济组织法", "Rural Collective Economic Organisations Law");
    Article { law, version: "2024-06-28".into(), article: "42".into() }
}
