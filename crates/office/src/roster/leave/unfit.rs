//! What stands against a leave, all of it at once.

use super::super::mandates::fits_leave;
use super::super::read::{mandate_row, mandates_from};
use super::super::{kinship, person, sql};
use super::read::{Leave, LeaveState, leaves_of};
use super::{NewLeave, read};
use crate::Desk;
use archive::Query;
use procedure::Standing;
use village::{Day, Fault, FieldFault, Mandate, Refusal, Stop, Words};

/// The mandate whose duties are to be handed over.
pub(super) struct Held {
    pub(super) mandate: Mandate,
    /// Set when it is itself only a stand-in's.
    leave: Option<String>,
}

pub(super) fn held(query: &mut dyn Query, new: &NewLeave) -> Result<Held, Stop> {
    let row = query.maybe(sql::MANDATE, &[new.mandate.as_str().into()])?.ok_or_else(Refusal::not_there)?;
    let mandate = mandate_row(&row)?;
    if mandate.place != new.place {
        return Err(Refusal::not_there().into());
    }
    Ok(Held { mandate, leave: row.maybe_text("leave_id")? })
}

#[derive(Default)]
struct Faults(Vec<FieldFault>);

impl Faults {
    fn add(&mut self, field: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.0.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
    }
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// Refuses a leave that may not be; `own` is the number of the proposal that is being confirmed.
pub(super) fn unfit(
    desk: &Desk,
    query: &mut dyn Query,
    new: &NewLeave,
    held: &Held,
    own: Option<&str>,
) -> Result<(), Stop> {
    let mut faults = Faults::default();
    if held.leave.is_some() {
        faults.add("post", "代理来的岗位不能再交给别人代理", "who stands in cannot hand the post on to somebody else");
    }
    if !held.mandate.post.is_official() {
        faults.add("post", "这个岗位不能交人代理", "this is no office that could be handed over");
    }
    days(desk, new, held, own.is_some(), &mut faults);
    if new.reason.trim().is_empty() || new.reason.chars().count() > LONGEST_REASON {
        faults.add("reason", "请写明原因，不超过200字", "say why, in at most 200 characters");
    }
    let book = desk.office.current_book(query)?;
    if let Some(code) = new.affairs.iter().find(|code| book.affair(code).is_none()) {
        faults.add("affairs", format!("没有事项“{code}”"), format!("there is no affair `{code}`"));
    }
    let (longest, _, articles) = book.number(Standing::LeaveDays, desk.now.day());
    let known = leaves_of(query, &held.mandate.person, new.starts.plus(-365))?;
    let others = known.iter().filter(|one| Some(one.id.as_str()) != own);
    let used = together(new, held, others.clone());
    let is_long = used > longest;
    if is_long {
        faults.add(
            "ends",
            format!("一年内离岗代理累计不能超过{longest}天，这样是{used}天。时间更长的，应按规定另行选举或任命"),
            format!(
                "leave adds up to at most {longest} days in a year; this makes {used}. For longer, the post is filled anew"
            ),
        );
    }
    chains(desk, query, new, held, own, &mut faults)?;
    who(query, desk.now.day(), new, held, &mut faults)?;
    if !faults.0.is_empty() {
        let mut refusal = Refusal::faulty("leave.unfit", faults.0);
        refusal.articles.extend(is_long.then_some(articles).into_iter().flatten());
        return Err(refusal.into());
    }
    fits_leave(
        desk,
        query,
        &Mandate { person: new.stand_in.clone(), starts: new.starts, ends: new.ends, ..held.mandate.clone() },
        &held.mandate,
    )
}

/// The days of the year before its last day on which the post was or will be handed over.
fn together<'a>(new: &NewLeave, held: &Held, others: impl Iterator<Item = &'a Leave>) -> i64 {
    let first = new.ends.plus(-364);
    let same = |one: &&Leave| {
        one.post == held.mandate.post
            && one.place == held.mandate.place
            && one.person == held.mandate.person
            && one.begun.is_some()
    };
    let before: i64 = others.filter(same).map(|one| one.days_within(first, new.ends)).sum();
    before + (new.ends.since(new.starts) + 1).max(0)
}

fn days(desk: &Desk, new: &NewLeave, held: &Held, confirmed: bool, faults: &mut Faults) {
    let today = desk.now.day();
    if new.ends < new.starts {
        faults.add("ends", "结束日早于开始日", "it ends before it starts");
    }
    if new.starts < today && !confirmed {
        faults.add("starts", "不能倒填日期", "it cannot begin in the past");
    }
    if new.ends < today {
        faults.add("ends", "这段时间已经过了", "these days have passed");
    }
    if held.mandate.ends < new.ends || new.starts < held.mandate.starts {
        faults.add(
            "ends",
            format!("任期是{}到{}，代理不能超出任期", held.mandate.starts, held.mandate.ends),
            format!(
                "the mandate runs from {} to {}: nobody stands in outside it",
                held.mandate.starts, held.mandate.ends
            ),
        );
    }
}

fn overlaps(one: &Leave, new: &NewLeave, today: Day) -> bool {
    matches!(one.state(today), LeaveState::Proposed | LeaveState::Ahead | LeaveState::Running)
        && one.starts <= new.ends
        && new.starts <= one.ends
}

/// No post is handed over twice, and nobody who is away stands in, nor is away who stands in.
fn chains(
    desk: &Desk,
    query: &mut dyn Query,
    new: &NewLeave,
    held: &Held,
    own: Option<&str>,
    faults: &mut Faults,
) -> Result<(), Fault> {
    let today = desk.now.day();
    let absent = &held.mandate.person;
    for one in leaves_of(query, absent, today)? {
        if Some(one.id.as_str()) == own || !overlaps(&one, new, today) {
            continue;
        }
        if one.stand_in == *absent {
            faults.add(
                "person",
                format!("这段时间正在代理{}的岗位，请先结束那次代理", one.name),
                format!("stands in for {} in these days; end that first", one.name),
            );
        } else if one.mandate_id == new.mandate {
            faults.add(
                "starts",
                format!("这个岗位{}至{}已经交给{}代理（或正在等确认）", one.starts, one.ends, one.stand_in_name),
                format!(
                    "the post is handed to {} from {} to {} already, or that waits",
                    one.stand_in_name, one.starts, one.ends
                ),
            );
        }
    }
    for one in read::leaves_of(query, &new.stand_in, today)? {
        if one.person == new.stand_in && overlaps(&one, new, today) {
            faults.add(
                "stand_in",
                "这个人这段时间自己也离岗，不能代理",
                "is away from a post of their own in these days and cannot stand in",
            );
        }
    }
    Ok(())
}

/// The stand-in is another person of the same village or office, does not hold the post already, and is no relative.
fn who(query: &mut dyn Query, today: Day, new: &NewLeave, held: &Held, faults: &mut Faults) -> Result<(), Fault> {
    if new.stand_in == held.mandate.person {
        faults.add("stand_in", "自己不能代理自己", "nobody stands in for himself");
        return Ok(());
    }
    let Some(known) = person(query, &new.stand_in)? else {
        faults.add(
            "stand_in",
            format!("名册里没有{}", new.stand_in),
            format!("nobody in the roster is `{}`", new.stand_in),
        );
        return Ok(());
    };
    let mandates = mandates_from(query, &new.stand_in, today)?;
    let here = |one: &&Mandate| one.place == held.mandate.place;
    if known.village != held.mandate.place && !mandates.iter().any(|one| here(&one)) {
        faults.add("stand_in", "代理人要是本村或本单位的人", "whoever stands in belongs to the same village or office");
    }
    let same = |one: &Mandate| one.post == held.mandate.post && one.starts <= new.ends && new.starts <= one.ends;
    if mandates.iter().filter(here).any(same) {
        faults.add("stand_in", "这个人本来就有这个岗位", "holds this post already");
    }
    let kin = kinship::kin_of(query, &held.mandate.person)?;
    if kin.iter().any(|(_, relative, _)| *relative == new.stand_in) {
        faults.add("stand_in", "岗位不能交给自己的亲属代理", "a post is not handed to a declared relative");
    }
    Ok(())
}
