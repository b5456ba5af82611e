//! Granting and ending mandates. Posts that must not meet in one person, or one family, are refused.

use super::entries::{MandateEnded, MandateGranted};
use super::read::{mandate_row, mandates_at, mandates_from};
use super::second::{SecondCheck, ask};
use super::{kinship, sql};
use crate::{About, Cause, Deed, Desk, Receipt, Warning};
use archive::{Query, Tx};
use std::collections::BTreeSet;
use village::{Article, Day, Fault, FieldFault, Kind, Mandate, PersonId, Place, Post, Refusal, Stop, Words};

/// Grants a post to a person, from a day to a day. An office waits until a second person has agreed ([`super::AnswerCheck`]).
pub struct GrantMandate {
    /// The mandate.
    pub mandate: Mandate,
}

/// Ends a mandate before its time.
pub struct EndMandate {
    /// The mandate's number.
    pub id: String,
    /// The place at which it is held.
    pub place: Place,
    /// The last day on which it gives rights.
    pub last_day: Day,
    /// Why.
    pub reason: String,
}

impl Deed for GrantMandate {
    fn about(&self) -> About {
        let subject = self.mandate.person.to_string();
        About { place: self.mandate.place.clone(), subject, step: format!("grant:{}", self.mandate.post) }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if !super::is_unfounded(tx)? {
            let concerned = BTreeSet::from([self.mandate.person.clone()]);
            let kin = is_relative(desk, tx, &self.mandate.person)?;
            desk.may("grant_mandate", &self.mandate.place, concerned, kin)?;
        }
        let entry = if super::is_unfounded(tx)? {
            grant(desk, tx, &self.mandate, Since::TermBegan, None, &mut None)?
        } else if self.mandate.post.is_official() {
            ask(desk, tx, &self.mandate, Since::Recorded)?
        } else {
            grant(desk, tx, &self.mandate, Since::Recorded, None, &mut None)?
        };
        Ok(Receipt { subject: self.mandate.person.to_string(), entry, again: false })
    }
}

/// Since when a mandate gives rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    /// Since its term began: at the opening of a roster, before which nothing was done here.
    TermBegan,
    /// Since it was recorded, whatever first day is stated: an election is recorded some days late, and nothing that was
    /// done without the right becomes rightful by it.
    Recorded,
}

/// Checks and grants one mandate. `serial` carries the next number through an import, so that it is counted once.
pub(super) fn grant(
    desk: &Desk,
    tx: &mut Tx<'_>,
    stated: &Mandate,
    since: Since,
    check: Option<&SecondCheck>,
    serial: &mut Option<i64>,
) -> Result<u64, Stop> {
    let today = desk.now.day();
    let starts = if since == Since::TermBegan { stated.starts } else { stated.starts.max(today) };
    let new = &Mandate { starts, ..stated.clone() };
    check_grant(desk, tx, stated, new, &[])?;
    let check = check.map(|check| check.id.clone());
    write(desk, tx, (stated, new), serial, Basis { check, leave: None })
}

/// Grants whoever stands in the post for the time of a leave, which was checked before.
pub(super) fn grant_leave(
    desk: &Desk,
    tx: &mut Tx<'_>,
    new: &Mandate,
    leave: &str,
    affairs: Vec<String>,
) -> Result<u64, Stop> {
    let unmarked = Desk { key: None, ..desk.clone() };
    let basis = Basis { check: None, leave: Some((leave.to_owned(), affairs)) };
    write(&unmarked, tx, (new, new), &mut None, basis)
}

/// What an office rests on: a second person's check, or the leave for which it stands in and the affairs in which it counts.
struct Basis {
    check: Option<String>,
    leave: Option<(String, Vec<String>)>,
}

fn write(
    desk: &Desk,
    tx: &mut Tx<'_>,
    (stated, new): (&Mandate, &Mandate),
    serial: &mut Option<i64>,
    basis: Basis,
) -> Result<u64, Stop> {
    let number = match *serial {
        Some(number) => number,
        None => tx.one(sql::COUNT_MANDATES, &[])?.int("many")? + 1,
    };
    *serial = Some(number + 1);
    let body = MandateGranted {
        id: format!("{}-M{number:06}", desk.office.county()),
        person: new.person.clone(),
        post: new.post,
        place: new.place.clone(),
        starts: new.starts,
        ends: new.ends,
        stated: (stated.starts < new.starts).then_some(stated.starts),
        check: basis.check,
        leave: basis.leave.as_ref().map(|(id, _)| id.clone()),
        affairs: basis.leave.map(|(_, affairs)| affairs).unwrap_or_default(),
    };
    let body = serde_json::to_value(body).map_err(|e| Fault::from("cannot write a mandate", e))?;
    Ok(tx.append(desk.draft(&new.place, "mandate.granted", new.person.as_str(), body))?.seq)
}

/// Whether a mandate may be granted beside those that are held, and beside those that `wait` for a second person.
pub(super) fn check_grant(
    desk: &Desk,
    tx: &mut Tx<'_>,
    stated: &Mandate,
    new: &Mandate,
    wait: &[Mandate],
) -> Result<(), Stop> {
    unfit(tx, stated, new)?;
    goes_together(desk, tx, new, None, wait)
}

/// Dates, level and person of a mandate.
fn unfit(tx: &mut Tx<'_>, stated: &Mandate, new: &Mandate) -> Result<(), Stop> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, zh: String, en: String| {
        faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
    };
    if stated.ends < stated.starts {
        fault("ends", "任职结束日早于开始日".into(), "the mandate ends before it starts".into());
    } else if new.ends < new.starts {
        fault(
            "ends",
            format!("任期到{}已经结束，不能补登记", new.ends),
            format!("the term ended on {} and cannot be recorded afterwards", new.ends),
        );
    }
    if new.post.level() != new.place.level() {
        let title = new.post.title();
        fault(
            "place",
            format!("“{}”不是这一级的岗位", title.zh),
            format!("`{}` is not a post of this level", title.en),
        );
    }
    if super::name_of(tx, &new.person)?.is_none() {
        fault("person", format!("名册里没有{}", new.person), format!("nobody in the roster is `{}`", new.person));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::faulty("mandate.unfit", faults).into()) }
}

/// Whoever stands in keeps to what keeps its holder: the posts that do not go together, on him and among his relatives. That
/// the one who is away holds the post too says nothing against it.
pub(super) fn fits_leave(desk: &Desk, tx: &mut dyn Query, new: &Mandate, away: &Mandate) -> Result<(), Stop> {
    goes_together(desk, tx, new, Some(away), &[])
}

/// Whether a mandate goes with those that are held, and with those that `wait` for a second person.
fn goes_together(
    desk: &Desk,
    tx: &mut dyn Query,
    new: &Mandate,
    away: Option<&Mandate>,
    wait: &[Mandate],
) -> Result<(), Stop> {
    let mut held = mandates_from(tx, &new.person, desk.now.day())?;
    let kin = kinship::kin_of(tx, &new.person)?;
    // Ordinary villagers' mandates meet with everything; only offices can be incompatible.
    let mut others = if new.post.is_official() { office_mandates(tx, &new.place, desk.now.day())? } else { Vec::new() };
    others.retain(|mandate| mandate.person != new.person && Some(mandate) != away);
    let (theirs, of_others): (Vec<_>, Vec<_>) = wait.iter().cloned().partition(|mandate| mandate.person == new.person);
    held.extend(theirs);
    others.extend(of_others);
    desk.office.authority().incompatible(&held, &kin, new, &others).map_err(Stop::Refused)
}

fn office_mandates(tx: &mut dyn Query, place: &Place, day: Day) -> Result<Vec<Mandate>, Fault> {
    Ok(mandates_at(tx, place, day)?.into_iter().filter(|mandate| mandate.post.is_official()).collect())
}

/// Whether the person at the desk is a declared relative of the person whom it concerns.
pub(crate) fn is_relative(desk: &Desk, tx: &mut dyn Query, concerned: &PersonId) -> Result<bool, Fault> {
    let Some(person) = desk.person() else { return Ok(false) };
    Ok(kinship::kin_of(tx, person)?.iter().any(|(_, relative, _)| relative == concerned))
}

impl Deed for EndMandate {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.id.clone(), step: "end_mandate".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = tx.maybe(sql::MANDATE, &[self.id.as_str().into()])?.ok_or_else(Refusal::not_there)?;
        let mandate = mandate_row(&row)?;
        if mandate.place != self.place {
            return Err(Refusal::not_there().into());
        }
        if let Some(leave) = row.maybe_text("leave_id")? {
            return Err(only_stands_in(&leave).into());
        }
        let kin = is_relative(desk, tx, &mandate.person)?;
        desk.may("end_mandate", &mandate.place, BTreeSet::from([mandate.person.clone()]), kin)?;
        if self.last_day > mandate.ends {
            let words = Words::new(
                format!("该任职到{}就结束，不能往后延；要延长请另行授予", mandate.ends),
                format!("the mandate ends on {} and cannot be lengthened; grant a new one", mandate.ends),
            );
            return Err(Refusal::faulty("mandate.unfit", vec![FieldFault { field: "last_day".into(), words }]).into());
        }
        if self.last_day < desk.now.day().plus(-1) {
            let words = Words::new("不能倒填日期", "a mandate cannot be ended in the past");
            return Err(Refusal::faulty("mandate.unfit", vec![FieldFault { field: "last_day".into(), words }]).into());
        }
        let body = MandateEnded { id: self.id.clone(), last_day: self.last_day, reason: self.reason.trim().to_owned() };
        let body = serde_json::to_value(body).map_err(|e| Fault::from("cannot write the end of a mandate", e))?;
        let entry = tx.append(desk.draft(&mandate.place, "mandate.ended", &self.id, body))?;
        super::leave::end_with(desk, tx, &self.id, self.last_day)?;
        if matches!(mandate.post, Post::SupervisionDirector | Post::SupervisionMember) {
            let warning = self.told(desk, tx, &mandate)?;
            desk.warn(tx, &warning)?;
        }
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

impl EndMandate {
    /// Whoever watches the village is not taken away unseen: the discipline officers are told who did it, and why. The
    /// warning is about the one whose post it was, so that of a director it reaches the county too.
    fn told(&self, desk: &Desk, tx: &mut dyn Query, mandate: &Mandate) -> Result<Warning, Fault> {
        let by = desk.signed.as_ref().map_or("", |signed| signed.name.as_str());
        let who = super::name_of(tx, &mandate.person)?.unwrap_or_default();
        let (post, day, reason) = (mandate.post.title(), self.last_day, self.reason.trim());
        Ok(Warning {
            cause: Cause::Found,
            about: self.about(),
            person: Some(mandate.person.clone()),
            rule: "mandate.supervisor_ended".into(),
            words: Words::new(
                format!(
                    "{by}提前结束了{who}的{}任职，到{}年{}月{}日为止。原因：{reason}",
                    post.zh,
                    day.year(),
                    day.month(),
                    day.day_of_month()
                ),
                format!("{by} ended the mandate of {who} ({}) early, on {day}; reason: {reason}", post.en),
            ),
            articles: vec![Article {
                law: Words::new("村民委员会组织法", "Organic Law of Villagers' Committees"),
                version: "2018-12-29".into(),
                article: "32".into(),
            }],
        })
    }
}

fn only_stands_in(leave: &str) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "mandate.stands_in",
        Words::new(
            format!("这是离岗代理（{leave}），不是任职"),
            format!("this is somebody standing in for a time ({leave}), not a mandate of their own"),
        ),
        Words::new("请在“离岗代理”页结束这次代理", "End the leave on the page of leaves"),
    )
}
