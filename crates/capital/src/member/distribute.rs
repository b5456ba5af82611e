//! What C5 distributes is shared out over the shares of the register to the fen when the decision is filed (农村集体经济组织法, article
//! 42: by the shares); the list that is paid says the same for every household.

use super::keep::{Apportioned, DistributionPaid, PartKept};
use super::kind::MemberState;
use super::read::{MemberRow, distribution, distribution_lines, members};
use crate::keep::to_body;
use archive::Tx;
use ledger::apportion;
use office::{Desk, Happening, Written};
use procedure::Way;
use std::collections::BTreeMap;
use village::{Article, Fen, FieldFault, Kind, Refusal, Stop, Words};

/// The table of the case that says who is paid.
const TABLE: &str = "shares";
/// Whoever reads twenty faults compares the list anew.
const MOST_FAULTS: usize = 20;

pub(super) fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let has = |name: &str| what.effects.iter().any(|effect| effect == name);
    let step = what.after.acts.last().map_or("", |act| act.step.as_str());
    if has("distribution") {
        return share_out(desk, tx, what);
    }
    if has("payment") && distribution(tx, what.case.as_str())?.is_some() {
        let body = to_body(&DistributionPaid { case: what.case.clone(), day: desk.now.day() })?;
        desk.append_more(tx, what.village, "distribution.paid", what.case.as_str(), body)?;
        return Ok(());
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

/// The list that is to be paid against what was shared out, household by household: one of a household may be paid for all of it.
fn compare(tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if distribution(tx, what.case.as_str())?.is_none() {
        return Ok(());
    }
    let lines = distribution_lines(tx, what.case.as_str())?;
    let mut owed: BTreeMap<&str, Fen> = BTreeMap::new();
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in &lines {
        let sum = owed.entry(&line.household).or_default();
        *sum = *sum + line.amount_fen;
        names.entry(&line.name).or_default().push(&line.household);
    }
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    for row in members(tx, what.village)? {
        if let Some(person) = row.person {
            own.insert(person, row.household);
        }
    }
    let (mut paid, mut faults): (BTreeMap<String, Fen>, Vec<Words>) = (BTreeMap::new(), Vec::new());
    for line in what.written.iter().filter(|line| line.table == TABLE) {
        let by_person = line.person.as_ref().and_then(|person| own.get(person.as_str())).cloned();
        match by_person.or_else(|| only(&names, line)) {
            Some(household) => {
                let sum = paid.entry(household).or_default();
                *sum = *sum + line.amount_fen.unwrap_or(Fen(0));
            }
            None => {
                let who = &line.who;
                let zh = format!("{who}不在应发名单里，或者有几个同名的人");
                faults.push(Words::new(zh, format!("`{who}` is not owed anything, or several bear the name")));
            }
        }
    }
    for (household, due) in owed {
        let listed = paid.get(household).copied().unwrap_or(Fen(0));
        if listed != due {
            let zh = format!("“{household}”户清单上{listed}元，按股份应发{due}元");
            faults.push(Words::new(zh, format!("household `{household}`: {listed} on the list, {due} by the shares")));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    faults.truncate(MOST_FAULTS);
    let fault = |words: Words| FieldFault { field: TABLE.into(), words };
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
