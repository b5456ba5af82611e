//! Delegations as they stand in the tables.

use crate::sql;
use crate::state::day;
use archive::{Query, Row};
use village::{Day, Fault, Hash, Moment, PersonId, Place};

/// A delegation as it stands in the tables.
#[derive(Debug, Clone)]
pub struct Delegation {
    /// Its number.
    pub id: String,
    /// Who may decide.
    pub body: String,
    /// Which matters.
    pub matters: Vec<String>,
    /// The first day.
    pub starts: Day,
    /// The last day.
    pub ends: Day,
    /// When it was given.
    pub decided_on: Day,
    /// When everybody was told of the meeting; unknown of old records.
    pub noticed: Option<Day>,
    /// Votes for it.
    pub votes_for: i64,
    /// How many were entitled to vote.
    pub entitled: i64,
    /// How many came.
    pub present: i64,
    /// The minutes.
    pub minutes: Hash,
    /// The sheet that those who came signed; none with old records.
    pub attendance: Option<Hash>,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// When it was recorded.
    pub recorded: Moment,
    /// What the director of the supervision committee found it to be; nothing yet, when nobody has looked.
    pub answer: Option<Answered>,
}

/// What came of the look at a delegation's papers.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Whether the papers bear it out.
    pub confirmed: bool,
    /// Why not, where they do not.
    pub reason: String,
    /// Who looked.
    pub person: PersonId,
    /// When.
    pub moment: Moment,
}

impl Delegation {
    /// Whether it was confirmed.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.confirmed)
    }

    /// Whether representatives may decide under it on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Day) -> bool {
        self.is_confirmed() && self.starts <= day && day <= self.ends
    }
}

/// The delegations of a village, the latest first, with those that nobody has confirmed.
///
/// # Errors
/// When the store cannot be read.
pub fn delegations(query: &mut dyn Query, village: &Place) -> Result<Vec<Delegation>, Fault> {
    query.query(sql::DELEGATIONS, &[village.into()])?.iter().map(delegation).collect()
}

fn delegation(row: &Row) -> Result<Delegation, Fault> {
    let malformed = |what: &str| Fault::new(format!("a delegation holds a malformed {what}"));
    let hash = |text: String| Hash::parse(&text).map_err(|_| malformed("hash"));
    let person = |text: String| PersonId::new(text).map_err(|_| malformed("person"));
    let answer = match row.maybe_text("answered_by")? {
        None => None,
        Some(who) => Some(Answered {
            confirmed: row.truth("confirmed")?,
            reason: row.text("reason")?,
            person: person(who)?,
            moment: Moment(row.int("answered")?),
        }),
    };
    Ok(Delegation {
        id: row.text("id")?,
        body: row.text("body")?,
        matters: serde_json::from_str(&row.text("matters")?).map_err(|_| malformed("list of matters"))?,
        starts: day(&row.text("starts")?)?,
        ends: day(&row.text("ends")?)?,
        decided_on: day(&row.text("decided_on")?)?,
        noticed: row.maybe_text("noticed")?.map(|text| day(&text)).transpose()?,
        votes_for: row.int("votes_for")?,
        entitled: row.int("entitled")?,
        present: row.int("present")?,
        minutes: hash(row.text("minutes")?)?,
        attendance: row.maybe_text("attendance")?.map(hash).transpose()?,
        recorded_by: person(row.text("recorded_by")?)?,
        recorded: Moment(row.int("recorded")?),
        answer,
    })
}
