//! Delegations (授权): what the villagers' meeting lets the representatives decide, and for how long. Without one in force,
//! representatives decide nothing (Organic Law of Villagers' Committees, 2018, article 25; Zhejiang Measures, article 16).
//! Whoever records one proposes it: it is in force once the director of the supervision committee has confirmed it.

mod answer;
mod read;

pub use answer::AnswerDelegation;
pub(crate) use answer::apply_answered;
pub use read::{Answered, Delegation, delegations};

use crate::entries::{to_body, to_text};
use crate::sql;
use crate::take::{SittingSent, sitting};
use archive::{Change, Entry, Query, Tx};
use office::{About, Cause, Deed, Desk, Receipt, StoredFile, Warning, roster};
use procedure::{Body, RuleBook, Standing, impossible, tally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{Article, Day, Fault, FieldFault, Hash, Kind, Level, Place, Refusal, Stop, Words};

/// Records a delegation with the meeting that gave it. Nobody may decide under it yet.
pub struct RecordDelegation {
    /// The village.
    pub village: Place,
    /// Who may decide: `rep_meeting` or `member_rep_assembly`.
    pub body: String,
    /// Which matters, by their codes in the affairs' files.
    pub matters: Vec<String>,
    /// The first day.
    pub starts: Day,
    /// The last day.
    pub ends: Day,
    /// When everybody was told of the meeting.
    pub noticed: Day,
    /// The meeting that gave it: the villagers' meeting, or the members' assembly.
    pub sitting: SittingSent,
    /// The minutes.
    pub minutes: StoredFile,
    /// The sheet that those who came signed.
    pub attendance: StoredFile,
}

#[derive(Serialize, Deserialize)]
struct Recorded {
    id: String,
    body: String,
    matters: Vec<String>,
    starts: Day,
    ends: Day,
    decided_on: Day,
    votes_for: i64,
    entitled: i64,
    present: i64,
    minutes: Hash,
    #[serde(default)]
    noticed: Option<Day>,
    #[serde(default)]
    attendance: Option<Hash>,
}

impl Deed for RecordDelegation {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "record_delegation".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if self.village.level() != Level::Village || roster::division(tx, &self.village)?.is_none() {
            return Err(Refusal::not_there().into());
        }
        desk.may("hold_meeting", &self.village, BTreeSet::new(), false)?;
        let book = desk.office.current_book(tx)?.at(&self.village, desk.now.day());
        let rule = book.quorums.get(&Body(giver(&self.body).into()));
        let rule = rule.ok_or_else(|| Fault::new(format!("the rules know no `{}`", giver(&self.body))))?;
        self.check(desk, &book, rule.notice_days)?;
        let held = sitting(tx, &book, &self.village, None, &self.sitting)?;
        let wrong = impossible(&held).into_iter().map(|words| FieldFault { field: "sitting".into(), words });
        let wrong: Vec<FieldFault> = wrong.collect();
        if !wrong.is_empty() {
            return Err(Refusal::faulty("delegation.unfit", wrong).into());
        }
        let count = tally(rule, &[], &held);
        if !count.passed {
            let mut refusal = Refusal::new(
                Kind::NotNow,
                "delegation.not_carried",
                Words::new(
                    format!("授权没有通过：{}", count.missing.zh),
                    format!("the delegation was not carried: {}", count.missing.en),
                ),
                Words::new("没有授权，须由全体会议决定", "without a delegation the full meeting decides"),
            )
            .violation();
            refusal.articles = count.articles;
            return Err(refusal.into());
        }
        let many = tx.one(sql::COUNT_DELEGATIONS, &[(&self.village).into()])?.int("many")?;
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let recorded = Recorded {
            id: format!("{}-Q{:03}", self.village, many + 1),
            body: self.body.clone(),
            matters: self.matters.clone(),
            starts: self.starts,
            ends: self.ends,
            decided_on: self.sitting.day,
            votes_for: whole(count.votes_for),
            entitled: whole(count.entitled),
            present: whole(count.present),
            minutes: self.minutes.hash,
            noticed: Some(self.noticed),
            attendance: Some(self.attendance.hash),
        };
        let entry = tx.append(desk.draft(&self.village, "delegation.recorded", &recorded.id, to_body(&recorded)?))?;
        desk.warn(tx, &told(desk, &self.village, &recorded, count.articles))?;
        Ok(Receipt { subject: recorded.id, entry: entry.seq, again: false })
    }
}

impl RecordDelegation {
    fn check(&self, desk: &Desk, book: &RuleBook, notice_days: u32) -> Result<(), Refusal> {
        let (longest, _, articles) = book.number(Standing::DelegationDays, desk.now.day());
        let too_long = self.ends.since(self.starts) > longest;
        let reserved = self.matters.iter().any(|matter| book.is_the_assemblys_alone(matter));
        let mut faults = Vec::new();
        let mut fault = |field: &str, zh: &str, en: &str| {
            faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
        };
        if !matches!(self.body.as_str(), "rep_meeting" | "member_rep_assembly") {
            fault("body", "请选择授权给哪个会议", "choose which body is authorised");
        }
        if self.matters.is_empty() {
            fault("matters", "请至少选一类事项", "choose at least one kind of matter");
        }
        if reserved {
            fault(
                "matters",
                "章程、成员等五类事项只能由成员大会决定，不能授权",
                "charter, members and the like are the members' assembly's alone and cannot be delegated",
            );
        }
        if self.ends < self.starts {
            fault("ends", "结束日早于开始日", "it ends before it starts");
        }
        if too_long {
            let years = longest / 365;
            fault(
                "ends",
                &format!("授权不能超过一个任期（{years}年）"),
                &format!("a delegation lasts at most one term of office ({years} years)"),
            );
        }
        if self.sitting.day > desk.now.day() || self.starts < self.sitting.day {
            fault("day", "要先开会，授权才能开始", "the meeting comes first, then the delegation begins");
        }
        if self.sitting.day.since(self.noticed) < i64::from(notice_days) {
            fault(
                "noticed",
                &format!("要在开会{notice_days}天前通知到每个人，通知晚了的会议作不了授权"),
                &format!(
                    "everybody is told of the meeting {notice_days} days before it; one called later cannot delegate"
                ),
            );
        }
        if self.attendance.hash == self.minutes.hash {
            fault(
                "attendance",
                "签到表和会议记录是同一份文件，请分别上传",
                "the sign-in sheet is the same file as the minutes; add each of them",
            );
        }
        if self.sitting.body != giver(&self.body) {
            fault("sitting", "授权要由全体会议作出", "only the full meeting can authorise");
        }
        if faults.is_empty() {
            return Ok(());
        }
        let mut refusal = Refusal::faulty("delegation.unfit", faults);
        refusal.articles.extend(too_long.then_some(articles).into_iter().flatten());
        refusal.articles.extend(reserved.then(|| book.assembly_alone_by()).into_iter().flatten());
        Err(refusal)
    }
}

/// The matters that representatives may be authorised for, by their codes, with their names.
#[must_use]
pub fn delegable(book: &RuleBook) -> Vec<(String, Words)> {
    let mut fields = book.affair("A1").into_iter().flat_map(|affair| &affair.steps).flat_map(|step| &step.fields);
    let choices = fields.find(|field| field.id == "matter").map_or(&[][..], |field| &field.choices);
    choices
        .iter()
        .filter(|choice| !book.is_the_assemblys_alone(&choice.code))
        .map(|choice| (choice.code.clone(), choice.words.clone()))
        .collect()
}

/// The full meeting that can authorise a body of representatives.
#[must_use]
pub fn giver(body: &str) -> &'static str {
    if body == "member_rep_assembly" { "member_assembly" } else { "villagers_meeting" }
}

/// Whoever must confirm it, and the township, are told at once: it takes power from the full meeting.
fn told(desk: &Desk, village: &Place, recorded: &Recorded, articles: Vec<Article>) -> Warning {
    let name = desk.signed.as_ref().map_or("", |signed| signed.name.as_str());
    let Recorded { id, matters, starts, ends, votes_for, entitled, .. } = recorded;
    let many = matters.len();
    Warning {
        cause: Cause::Found,
        about: About { place: village.clone(), subject: id.clone(), step: "record_delegation".into() },
        person: desk.person().cloned(),
        rule: "delegation.recorded".into(),
        words: Words::new(
            format!(
                "{name}登记了一份授权（{id}）：{many}类事项，{starts}至{ends}，应到{entitled}人、同意{votes_for}票。\
                 村监会主任对照会议记录和签到表确认以前不生效"
            ),
            format!(
                "{name} recorded a delegation ({id}) of {many} kinds of matters from {starts} to {ends}, with {votes_for} \
                 of {entitled} votes for it; it has no effect until the supervision committee's director has confirmed \
                 it against the minutes and the sign-in sheet"
            ),
        ),
        articles,
    }
}

pub(crate) fn apply_recorded(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new = Recorded::deserialize(&entry.body).map_err(|e| Fault::from("a delegation is malformed", e))?;
    change.execute(
        sql::INSERT_DELEGATION,
        &[
            new.id.into(),
            (&entry.village).into(),
            new.body.into(),
            to_text(&new.matters)?.into(),
            new.starts.into(),
            new.ends.into(),
            new.decided_on.into(),
            new.votes_for.into(),
            new.entitled.into(),
            new.present.into(),
            new.minutes.to_string().into(),
            entry.person.as_ref().map_or("", |person| person.as_str()).into(),
            entry.moment.into(),
            new.noticed.into(),
            new.attendance.map(|hash| hash.to_string()).into(),
        ],
    )?;
    Ok(())
}
