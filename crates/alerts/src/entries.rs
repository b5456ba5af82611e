//! What the alerts write into the log, and what each entry adds up to in the tables.

use crate::sql;
use archive::{Change, Entry, Kind, Query};
use office::{Letter, keep_letters};
use serde::{Deserialize, Serialize};
use village::{AlertId, Article, Fault, Moment, PersonId, Place, Post, Words};

#[derive(Serialize, Deserialize)]
pub(crate) struct Refused {
    pub(crate) subject: String,
    pub(crate) step: String,
    pub(crate) rule: String,
    pub(crate) words: Words,
    pub(crate) articles: Vec<Article>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Raised {
    pub(crate) id: AlertId,
    pub(crate) likeness: String,
    /// Whether somebody tried something; found without anybody's attempt otherwise.
    #[serde(default = "attempt")]
    pub(crate) attempt: bool,
    pub(crate) rule: String,
    pub(crate) severity: String,
    pub(crate) subject: String,
    pub(crate) step: String,
    pub(crate) person: Option<PersonId>,
    pub(crate) words: Words,
    pub(crate) articles: Vec<Article>,
    pub(crate) level: String,
    pub(crate) acknowledge_by: Moment,
    pub(crate) receivers: Vec<(Post, Place)>,
    pub(crate) messages: Vec<Letter>,
}

/// Entries of before this was said told of attempts only.
fn attempt() -> bool {
    true
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Repeated {
    pub(crate) id: AlertId,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Acknowledged {
    pub(crate) id: AlertId,
    pub(crate) receivers: Vec<(Post, Place)>,
    pub(crate) all: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) id: AlertId,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) finding: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Climbed {
    pub(crate) id: AlertId,
    pub(crate) level: String,
    pub(crate) acknowledge_by: Option<Moment>,
    pub(crate) receivers: Vec<(Post, Place)>,
    pub(crate) messages: Vec<Letter>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Overdue {
    pub(crate) id: AlertId,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Claimed {
    pub(crate) id: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Lost {
    pub(crate) id: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) id: String,
    pub(crate) failed: bool,
    pub(crate) next_try: Option<Moment>,
}

/// The kinds of entry that this chapter writes.
#[must_use]
pub fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "act.refused", apply: apply_refused },
        Kind { name: "alert.raised", apply: apply_raised },
        Kind { name: "alert.repeated", apply: apply_repeated },
        Kind { name: "alert.acknowledged", apply: apply_acknowledged },
        Kind { name: "alert.explained", apply: apply_explained },
        Kind { name: "alert.closed", apply: apply_closed },
        Kind { name: "alert.climbed", apply: apply_climbed },
        Kind { name: "alert.overdue", apply: apply_overdue },
        Kind { name: "message.claimed", apply: apply_claimed },
        Kind { name: "message.sent", apply: apply_sent },
        Kind { name: "message.lost", apply: apply_lost },
    ]
}

fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

pub(crate) fn to_text<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::from("cannot write an alert", error))
}

pub(crate) fn to_body<T: Serialize>(value: &T) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::from("cannot write an alert", error))
}

fn apply_refused(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let refused: Refused = body(entry)?;
    change.execute(
        sql::INSERT_REFUSED,
        &[
            i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))?.into(),
            (&entry.village).into(),
            refused.subject.into(),
            refused.step.into(),
            entry.person.clone().into(),
            refused.rule.into(),
            to_text(&refused.words)?.into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_raised(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let raised: Raised = body(entry)?;
    change.execute(
        sql::INSERT_ALERT,
        &[
            (&raised.id).into(),
            raised.likeness.into(),
            raised.rule.into(),
            raised.severity.into(),
            (&entry.village).into(),
            raised.subject.into(),
            raised.step.into(),
            raised.person.into(),
            to_text(&raised.words)?.into(),
            to_text(&raised.articles)?.into(),
            entry.moment.into(),
            raised.level.into(),
            raised.acknowledge_by.into(),
            i64::from(raised.attempt).into(),
        ],
    )?;
    tell(change, entry, &raised.id, &raised.receivers, raised.messages)?;
    step(change, entry, &raised.id, "raised", "")
}

fn tell(
    change: &mut Change<'_>,
    entry: &Entry,
    alert: &AlertId,
    receivers: &[(Post, Place)],
    messages: Vec<Letter>,
) -> Result<(), Fault> {
    for (post, place) in receivers {
        change.execute(sql::INSERT_RECEIVER, &[alert.into(), (*post).into(), place.into(), entry.moment.into()])?;
    }
    keep_letters(change, entry, alert.as_str(), messages)
}

fn step(change: &mut Change<'_>, entry: &Entry, alert: &AlertId, deed: &str, text: &str) -> Result<(), Fault> {
    let number = change.one(sql::COUNT_STEPS, &[alert.into()])?.int("many")? + 1;
    change.execute(
        sql::INSERT_STEP,
        &[alert.into(), number.into(), deed.into(), entry.person.clone().into(), entry.moment.into(), text.into()],
    )?;
    Ok(())
}

fn apply_repeated(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let repeated: Repeated = body(entry)?;
    change.execute(sql::REPEAT_ALERT, &[(&repeated.id).into(), entry.moment.into()])?;
    Ok(())
}

fn apply_acknowledged(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let told: Acknowledged = body(entry)?;
    for (post, place) in &told.receivers {
        change.execute(
            sql::ACKNOWLEDGE,
            &[(&told.id).into(), (*post).into(), place.into(), entry.person.clone().into(), entry.moment.into()],
        )?;
    }
    if told.all {
        change.execute(sql::SET_STATUS, &[(&told.id).into(), "acknowledged".into()])?;
        change.execute(sql::SET_DEADLINE, &[(&told.id).into(), archive::Value::Null])?;
    }
    step(change, entry, &told.id, "acknowledged", "")
}

fn apply_explained(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let told: Told = body(entry)?;
    step(change, entry, &told.id, "explained", &told.text)
}

fn apply_closed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let told: Told = body(entry)?;
    change.execute(sql::CLOSE, &[(&told.id).into()])?;
    step(change, entry, &told.id, &format!("closed:{}", told.finding), &told.text)
}

fn apply_climbed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let climbed: Climbed = body(entry)?;
    let limit = climbed.acknowledge_by.into();
    change.execute(sql::CLIMB, &[(&climbed.id).into(), climbed.level.as_str().into(), limit])?;
    tell(change, entry, &climbed.id, &climbed.receivers, climbed.messages)?;
    step(change, entry, &climbed.id, "climbed", &climbed.level)
}

fn apply_overdue(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let overdue: Overdue = body(entry)?;
    change.execute(sql::SET_DEADLINE, &[(&overdue.id).into(), archive::Value::Null])?;
    step(change, entry, &overdue.id, "overdue", "")
}

fn apply_claimed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let claimed: Claimed = body(entry)?;
    change.execute(sql::MESSAGE_CLAIMED, &[claimed.id.into(), entry.moment.into()])?;
    Ok(())
}

fn apply_lost(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let lost: Lost = body(entry)?;
    change.execute(sql::MESSAGE_LOST, &[lost.id.into()])?;
    Ok(())
}

fn apply_sent(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let sent: Sent = body(entry)?;
    if sent.failed {
        let status = if sent.next_try.is_some() { "waiting" } else { "failed" };
        change.execute(sql::MESSAGE_FAILED, &[sent.id.into(), sent.next_try.into(), status.into()])?;
    } else {
        change.execute(sql::MESSAGE_SENT, &[sent.id.into()])?;
    }
    Ok(())
}
