//! A case of membership and shares (J1) says line by line what it would change, is judged against the register when it does, and once
//! more when it has been decided, filed and is entered; only then the register changes.

use super::import::{Known, member_id};
use super::keep::{ChangeProposed, MembersChanged, ProposedKept, StandingKept};
use super::kind::MemberState;
use super::read::{MemberRow, count, members, share_cap};
use super::shares::Shares;
use super::sql;
use crate::keep::to_body;
use archive::{Query, Tx};
use office::{Desk, Happening};
use procedure::Way;
use std::collections::{BTreeMap, BTreeSet};
use village::{Article, Fault, FieldFault, Kind, Refusal, Stop, Words};

/// The table of the case that says it.
const TABLE: &str = "changes";
/// Reasons for which somebody comes.
const JOIN: [&str; 5] = ["birth", "marriage", "adoption", "resettled", "other_join"];
/// Reasons for which somebody goes (农村集体经济组织法, articles 16 and 17).
const LEAVE: [&str; 5] = ["death", "nationality", "other_org", "civil_servant", "exit"];

/// Whether somebody goes for this reason.
pub(crate) fn leaves(reason: &str) -> bool {
    LEAVE.contains(&reason)
}

pub(super) fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let step = what.after.acts.last().map_or("", |act| act.step.as_str());
    match step {
        "apply" | "correct" if what.way == Way::On => propose(desk, tx, what),
        "register" if what.way == Way::On => enter(desk, tx, what),
        _ => Ok(()),
    }
}

fn propose(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let register = members(tx, what.village)?;
    let typed: Vec<&[String]> =
        what.written.iter().filter(|line| line.table == TABLE).map(|line| line.cells.as_slice()).collect();
    let (lines, mut faults) = read(&register, &typed);
    if faults.is_empty() {
        judge(desk, tx, what, &register, &lines, &mut faults)?;
    }
    if !faults.is_empty() {
        let fault = |words: Words| FieldFault { field: TABLE.into(), words };
        return Err(Refusal::faulty("member.change", faults.into_iter().map(fault).collect()).into());
    }
    let body = to_body(&ChangeProposed { case: what.case.clone(), lines })?;
    desk.append_more(tx, what.village, "member.proposed", what.case.as_str(), body)?;
    Ok(())
}

fn told(number: usize, zh: &str, en: &str) -> Words {
    Words::new(format!("第{number}行：{zh}"), format!("line {number}: {en}"))
}

/// The lines as they were meant, or everything that is wrong with them.
fn read(register: &[MemberRow], typed: &[&[String]]) -> (Vec<ProposedKept>, Vec<Words>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    if typed.is_empty() {
        let zh = "本村已有成员名册，请逐人写明变更后的股份";
        faults.push(Words::new(zh, "the village has a register: say for each person what shares they have afterwards"));
    }
    let mut seen = BTreeSet::new();
    for (number, cells) in (1..).zip(typed) {
        let [name, code, household, state, heads, work, other] = cells else { continue };
        let before = faults.len();
        let member = named(register, code, name, number, &mut faults);
        let state = MemberState::ALL.iter().copied().find(|one| one.words().zh == *state);
        if state.is_none() {
            let all: Vec<String> = MemberState::ALL.iter().map(|one| one.words().zh).collect();
            let zh = format!("变更后的身份写“{}”中的一个", all.join("”“"));
            faults.push(told(number, &zh, &format!("expected one of {} as standing", all.join(", "))));
        }
        let parsed = [heads, work, other].map(|text| Shares::parse(text));
        if parsed.contains(&None) {
            let zh = "股份写零或正数，最多两位小数";
            faults.push(told(number, zh, "shares are nothing or more, two decimals at most"));
        }
        if state == Some(MemberState::Left) && parsed.iter().flatten().any(|shares| shares.0 > 0) {
            faults.push(told(number, "退出的人股份要写零", "who leaves keeps no shares"));
        }
        let key = member.clone().flatten().unwrap_or_else(|| format!("{name} {household}"));
        if !seen.insert(key) {
            faults.push(told(number, "同一个人写了两行", "the same person twice"));
        }
        if let (Some(member), Some(state), [Some(heads), Some(work), Some(other)], true) =
            (member, state, parsed, faults.len() == before)
        {
            lines.push(ProposedKept {
                name: name.clone(),
                member,
                household: household.clone(),
                state: state.code().to_owned(),
                heads_hs: heads.0,
                work_hs: work.0,
                other_hs: other.0,
            });
        }
    }
    (lines, faults)
}

/// Who a line means: somebody of the register by number, or somebody new.
#[expect(clippy::option_option, reason = "nobody, somebody new, somebody known")]
fn named(
    register: &[MemberRow],
    code: &str,
    name: &str,
    number: usize,
    faults: &mut Vec<Words>,
) -> Option<Option<String>> {
    if matches!(code, "新" | "new") {
        return Some(None);
    }
    // The last digits of the number are enough within a village.
    let found = register.iter().find(|row| row.id == code || row.id.rsplit('-').next() == Some(code));
    match found {
        Some(row) if row.name == name && row.state != MemberState::Left => Some(Some(row.id.clone())),
        Some(row) if row.name == name => {
            faults.push(told(number, &format!("{name}已经退出"), &format!("`{name}` has left already")));
            None
        }
        Some(_) => {
            let zh = format!("编号{code}在名册里不是{name}");
            faults.push(told(number, &zh, &format!("number {code} of the register is not `{name}`")));
            None
        }
        None => {
            let zh = format!("名册里没有编号{code}；新成员写“新”");
            faults.push(told(number, &zh, &format!("the register has no number {code}; write `new` for somebody new")));
            None
        }
    }
}

/// What the register would be, by number, and what of it breaks a rule.
fn judge(
    desk: &Desk,
    tx: &mut dyn Query,
    what: &Happening<'_>,
    register: &[MemberRow],
    lines: &[ProposedKept],
    faults: &mut Vec<Words>,
) -> Result<(), Stop> {
    let held: BTreeMap<&str, &MemberRow> = register.iter().map(|row| (row.id.as_str(), row)).collect();
    let before = |line: &ProposedKept| line.member.as_deref().and_then(|id| held.get(id)).copied();
    let reason = what.after.text("change");
    let joins = lines.iter().filter(|line| line.member.is_none() && line.state == "member").count();
    let leaves = lines.iter().filter(|line| line.member.is_some() && line.state == "left").count();
    let odd = match reason {
        reason if JOIN.contains(&reason) => joins == 0 || leaves > 0,
        reason if LEAVE.contains(&reason) => leaves == 0 || joins > 0,
        _ => joins > 0 || leaves > 0,
    };
    if odd {
        faults.push(Words::new(
            "名单和变更事由不一致：加入的写“新”，退出的身份写“已退出”，转让继承的不增减成员",
            "the lines do not fit the reason: who joins is `new`, who goes has left, a transfer changes no membership",
        ));
    }
    let was: Shares = lines.iter().filter_map(before).map(|row| row.holding.sum()).sum();
    let will: Shares = lines.iter().map(ProposedKept::sum).sum();
    if (reason == "share" && was != will) || (LEAVE.contains(&reason) && will > was) {
        let zh = format!("变更前合计{was}股、变更后{will}股：转让、继承前后要相等，退出不能增加股份");
        let en =
            format!("{was} shares before, {will} after: a transfer keeps the sum, and nobody's leaving adds shares");
        faults.push(Words::new(zh, en));
    }
    let all = Shares(register.iter().map(|row| row.holding.sum().0).sum::<i64>() - was.0 + will.0);
    let grows = |line: &&ProposedKept| before(line).map_or(Shares(0), |row| row.holding.sum()) < line.sum();
    let cap = share_cap(&desk.office, tx, what.village, desk.now.day())?;
    let largest = lines.iter().filter(grows).max_by_key(|line| line.sum());
    if let Some(one) = largest.filter(|one| one.sum().is_over(cap, all)) {
        return Err(over(one, all, cap).into());
    }
    let said = what.after.int("share_after").unwrap_or(0);
    let found = lines.iter().map(|line| line.sum().part_of(all)).max().unwrap_or(0);
    if said < found {
        let zh = format!("“变更后一人最多持股”填的是万分之{said}，按名册算是万分之{found}");
        faults.push(Words::new(zh, format!("{said} ten-thousandths were typed; by the register it is {found}")));
    }
    Ok(())
}

/// 浙江省农村集体资产管理条例, article 30: no member holds more than three per cent of the shares.
fn over(one: &ProposedKept, all: Shares, cap: i64) -> Refusal {
    let (name, sum, part) = (&one.name, one.sum(), one.sum().part_of(all));
    let zh = format!("{name}变更后持{sum}股，占总股数{all}股的万分之{part}，超过万分之{cap}");
    let en = format!("`{name}` would hold {sum} of {all} shares, {part} ten-thousandths, over {cap}");
    let next = Words::new("请减少转给这个人的股份", "Give this person fewer shares");
    let law = Words::new("浙江省农村集体资产管理条例", "Zhejiang Ordinance on Rural Collective Assets");
    Refusal::new(Kind::NotNow, "member.share_cap", Words::new(zh, en), next)
        .under(Article { law, version: "2020-09-24".into(), article: "30".into() })
        .violation()
}

fn enter(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let row = tx.maybe(sql::PROPOSAL, &[what.case.into()])?;
    let Some(row) = row else { return Err(not_said().into()) };
    let lines: Vec<ProposedKept> =
        serde_json::from_str(&row.text("body")?).map_err(|e| Fault::from("a proposal that was kept is none", e))?;
    let register = members(tx, what.village)?;
    let gone = |line: &&ProposedKept| {
        let id = line.member.as_deref();
        id.is_some_and(|id| register.iter().any(|row| row.id == id && row.state == MemberState::Left))
    };
    let mut faults: Vec<Words> = Vec::new();
    faults.extend(lines.iter().filter(gone).map(|line| {
        let name = &line.name;
        Words::new(format!("{name}已经退出"), format!("`{name}` has left already"))
    }));
    judge(desk, tx, what, &register, &lines, &mut faults)?;
    if let Some(words) = faults.into_iter().next() {
        return Err(moved(words).into());
    }
    let (today, mut serial) = (desk.now.day(), count(tx, what.village)?);
    let known = Known::of(tx, what.village, today)?;
    let mut kept = Vec::new();
    for line in lines {
        let fresh = line.member.is_none();
        if fresh {
            serial += 1;
        }
        let alone = !register.iter().any(|row| row.name == line.name);
        kept.push(StandingKept {
            member: line.member.unwrap_or_else(|| member_id(what.village, serial)),
            person: if fresh { known.person("", &line.name, alone) } else { None },
            name: line.name,
            household: line.household,
            state: line.state,
            heads_hs: line.heads_hs,
            work_hs: line.work_hs,
            other_hs: line.other_hs,
            day: today,
        });
    }
    let body = MembersChanged { case: what.case.clone(), reason: what.after.text("change").to_owned(), members: kept };
    desk.append_more(tx, what.village, "member.changed", what.case.as_str(), to_body(&body)?)?;
    Ok(())
}

fn back() -> Words {
    Words::new("请选“与名册不符，退回更正”", "Choose “does not fit the register, return it”")
}

fn not_said() -> Refusal {
    let words = Words::new(
        "这件事受理时还没有成员名册，没有逐人写明变更后的股份",
        "when this case began there was no register, and nobody's shares are written down",
    );
    Refusal::new(Kind::NotNow, "member.not_said", words, back())
}

fn moved(words: Words) -> Refusal {
    let zh = format!("受理以后名册有变化：{}", words.zh);
    let en = format!("the register has changed since: {}", words.en);
    Refusal::new(Kind::NotNow, "member.moved", Words::new(zh, en), back())
}
