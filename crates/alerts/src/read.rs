//! Questions to the alerts.

use crate::sql;
use archive::{Query, Row};
use office::Desk;
use village::{AlertId, Article, Fault, Moment, PersonId, Place, Post, Words};

/// An alert.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Its number.
    pub id: AlertId,
    /// The rule that refused the act.
    pub rule: String,
    /// `red`, `orange` or `yellow`.
    pub severity: String,
    /// The village (or township, or county) that it concerns.
    pub village: Place,
    /// The case, or what else the act concerned.
    pub subject: String,
    /// The step that was tried.
    pub step: String,
    /// Who tried.
    pub person: Option<PersonId>,
    /// What was missing.
    pub words: Words,
    /// The grounds.
    pub articles: Vec<Article>,
    /// When it was raised.
    pub raised: Moment,
    /// When it was last tried.
    pub last_seen: Moment,
    /// How often it was tried.
    pub times: i64,
    /// `new`, `acknowledged` or `closed`.
    pub status: String,
    /// How far up it has gone: `township` or `county`.
    pub level: String,
    /// Until when it must be acknowledged; none when that is done.
    pub acknowledge_by: Option<Moment>,
    /// Whether somebody tried something, and it was refused. The others were found without anybody's attempt: relatives in posts
    /// kept apart, a late step, an arrear, a delegation.
    pub is_attempt: bool,
}

/// Who must know.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// The post.
    pub post: Post,
    /// Where.
    pub place: Place,
    /// Since when.
    pub since: Moment,
    /// When it was acknowledged.
    pub acknowledged: Option<Moment>,
}

/// What happened to an alert.
#[derive(Debug, Clone)]
pub struct AlertStep {
    /// `raised`, `acknowledged`, `explained`, `climbed`, `closed:confirmed`, `closed:unfounded`.
    pub deed: String,
    /// By whom; nobody for the office's clockwork.
    pub name: Option<String>,
    /// When.
    pub moment: Moment,
    /// What was said.
    pub text: String,
}

/// An attempt that was refused.
#[derive(Debug, Clone)]
pub struct RefusedAct {
    /// The entry.
    pub entry: i64,
    /// The step that was tried.
    pub step: String,
    /// Who tried.
    pub person: Option<PersonId>,
    /// The rule.
    pub rule: String,
    /// What was missing.
    pub words: Words,
    /// When.
    pub moment: Moment,
}

/// Which alerts of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Those not closed.
    Open,
    /// Those closed.
    Closed,
    /// All.
    All,
}

/// An alert by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn alert(query: &mut dyn Query, id: &AlertId) -> Result<Option<Alert>, Fault> {
    query.maybe(sql::ALERT, &[id.into()])?.map(|row| alert_row(&row)).transpose()
}

/// The alerts that the posts at this desk receive, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn inbox(query: &mut dyn Query, desk: &Desk, filter: Filter) -> Result<Vec<Alert>, Fault> {
    let mut found: Vec<Alert> = Vec::new();
    for mandate in &desk.mandates {
        for row in query.query(sql::INBOX, &[mandate.post.into(), (&mandate.place).into()])? {
            let alert = alert_row(&row)?;
            let wanted = match filter {
                Filter::Open => alert.status != "closed",
                Filter::Closed => alert.status == "closed",
                Filter::All => true,
            };
            if wanted && !found.iter().any(|known| known.id == alert.id) {
                found.push(alert);
            }
        }
    }
    found.sort_by(|a, b| b.last_seen.cmp(&a.last_seen).then_with(|| b.id.cmp(&a.id)));
    Ok(found)
}

/// The alerts that are about a person, the latest first (at most 500): whoever is told on may say what happened.
///
/// # Errors
/// When the store cannot be read.
pub fn concerning(query: &mut dyn Query, person: &PersonId) -> Result<Vec<Alert>, Fault> {
    query.query(sql::CONCERNING, &[person.into()])?.iter().map(alert_row).collect()
}

/// Whether this desk may know of the alert: it is told of it, or it concerns the person at it.
///
/// # Errors
/// When the store cannot be read.
pub fn may_see(query: &mut dyn Query, desk: &Desk, alert: &Alert) -> Result<bool, Fault> {
    if alert.person.is_some() && alert.person.as_ref() == desk.person() {
        return Ok(true);
    }
    let told = receivers(query, &alert.id)?;
    Ok(told.iter().any(|r| desk.mandates.iter().any(|m| m.post == r.post && m.place == r.place)))
}

/// Who must know of an alert.
///
/// # Errors
/// When the store cannot be read.
pub fn receivers(query: &mut dyn Query, id: &AlertId) -> Result<Vec<Receiver>, Fault> {
    query
        .query(sql::RECEIVERS, &[id.into()])?
        .iter()
        .map(|row| {
            Ok(Receiver {
                post: row.text("post")?.parse().map_err(|e| malformed("post", e))?,
                place: Place::new(row.text("place")?).map_err(|e| malformed("place", e))?,
                since: Moment(row.int("since")?),
                acknowledged: row.maybe_int("acknowledged")?.map(Moment),
            })
        })
        .collect()
}

/// What happened to an alert, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn steps(query: &mut dyn Query, id: &AlertId) -> Result<Vec<AlertStep>, Fault> {
    query
        .query(sql::STEPS, &[id.into()])?
        .iter()
        .map(|row| {
            Ok(AlertStep {
                deed: row.text("deed")?,
                name: row.maybe_text("name")?,
                moment: Moment(row.int("moment")?),
                text: row.text("text")?,
            })
        })
        .collect()
}

/// The refused attempts at a case, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn refused_acts(query: &mut dyn Query, subject: &str) -> Result<Vec<RefusedAct>, Fault> {
    query.query(sql::REFUSED_OF, &[subject.into()])?.iter().map(refused_row).collect()
}

/// The attempts that an alert counts, each with its own words and moment, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn attempts(query: &mut dyn Query, alert: &Alert) -> Result<Vec<RefusedAct>, Fault> {
    let person = alert.person.as_ref().map_or("", PersonId::as_str);
    let params = [
        alert.subject.as_str().into(),
        (&alert.village).into(),
        alert.step.as_str().into(),
        alert.rule.as_str().into(),
        person.into(),
        alert.raised.into(),
        alert.last_seen.into(),
    ];
    query.query(sql::ATTEMPTS, &params)?.iter().map(refused_row).collect()
}

fn refused_row(row: &Row) -> Result<RefusedAct, Fault> {
    Ok(RefusedAct {
        entry: row.int("entry")?,
        step: row.text("step")?,
        person: person(row)?,
        rule: row.text("rule")?,
        words: decode(&row.text("words")?)?,
        moment: Moment(row.int("moment")?),
    })
}

fn alert_row(row: &Row) -> Result<Alert, Fault> {
    Ok(Alert {
        id: AlertId::new(row.text("id")?).map_err(|e| malformed("number", e))?,
        rule: row.text("rule")?,
        severity: row.text("severity")?,
        village: Place::new(row.text("village")?).map_err(|e| malformed("place", e))?,
        subject: row.text("subject")?,
        step: row.text("step")?,
        person: person(row)?,
        words: decode(&row.text("words")?)?,
        articles: decode(&row.text("articles")?)?,
        raised: Moment(row.int("raised")?),
        last_seen: Moment(row.int("last_seen")?),
        times: row.int("times")?,
        status: row.text("status")?,
        level: row.text("level")?,
        acknowledge_by: row.maybe_int("acknowledge_by")?.map(Moment),
        is_attempt: row.int("attempt")? == 1,
    })
}

fn person(row: &Row) -> Result<Option<PersonId>, Fault> {
    row.maybe_text("person_id")?.map(PersonId::new).transpose().map_err(|e| malformed("person", e))
}

fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|e| malformed("text", e))
}

fn malformed(what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::from(format!("an alert holds a malformed {what}"), error)
}
