//! Questions about who is away and who stands in.

use super::super::sql;
use archive::{Query, Row};
use std::collections::BTreeSet;
use village::{Day, Fault, Moment, PersonId, Place, Post};

/// What has become of a leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveState {
    /// The township proposed it; another officer has not confirmed it yet.
    Proposed,
    /// Nobody confirmed it.
    Declined,
    /// It begins on a day to come.
    Ahead,
    /// It runs.
    Running,
    /// Its last day is over, or the officer is back.
    Over,
}

/// A leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// Its number.
    pub id: String,
    /// The place at which the post is held.
    pub place: Place,
    /// The mandate whose duties are handed over.
    pub mandate_id: String,
    /// Who is away.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The post.
    pub post: Post,
    /// Who stands in.
    pub stand_in: PersonId,
    /// Their name.
    pub stand_in_name: String,
    /// The mandate by which they do, once it began.
    pub stand_in_mandate: Option<String>,
    /// The first day.
    pub starts: Day,
    /// The last day.
    pub ends: Day,
    /// The affairs to which it is limited; none for all that the post does.
    pub affairs: Vec<String>,
    /// Why; it is not for everybody.
    pub reason: String,
    /// Who proposed it: the officer himself, or the township.
    pub proposed_by: PersonId,
    /// Their name.
    pub proposer: String,
    /// When.
    pub proposed: Moment,
    /// When it was settled: at once when the officer himself handed over, else when it was confirmed.
    pub begun: Option<Moment>,
    /// When it was declined.
    pub declined: Option<Moment>,
    /// When it was ended before its last day.
    pub ended: Option<Moment>,
}

impl Leave {
    /// What has become of it by a day.
    #[must_use]
    pub fn state(&self, today: Day) -> LeaveState {
        match (self.declined, self.begun, self.ended) {
            (Some(_), ..) => LeaveState::Declined,
            (None, None, _) => LeaveState::Proposed,
            (None, Some(_), Some(_)) => LeaveState::Over,
            (None, Some(_), None) if today < self.starts => LeaveState::Ahead,
            (None, Some(_), None) if self.ends < today => LeaveState::Over,
            (None, Some(_), None) => LeaveState::Running,
        }
    }

    /// How many of its days lie in a stretch of days, both ends counted; those after it was ended do not count.
    pub(super) fn days_within(&self, first: Day, last: Day) -> i64 {
        let stop = self.ended.map_or(self.ends, |moment| moment.day().min(self.ends));
        (stop.min(last).since(self.starts.max(first)) + 1).max(0)
    }
}

/// One leave by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn leave(query: &mut dyn Query, id: &str) -> Result<Option<Leave>, Fault> {
    query.maybe(sql::LEAVE, &[id.into()])?.map(|row| leave_row(&row)).transpose()
}

/// The leaves at a place that ended on a day or later, or have not ended, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn leaves_at(query: &mut dyn Query, place: &Place, since: Day) -> Result<Vec<Leave>, Fault> {
    query.query(sql::LEAVES_AT, &[place.into(), since.into()])?.iter().map(leave_row).collect()
}

/// What was proposed at a place or within it and waits to be confirmed, the first proposed first.
///
/// # Errors
/// When the store cannot be read.
pub fn leaves_proposed(query: &mut dyn Query, within: &Place, today: Day) -> Result<Vec<Leave>, Fault> {
    let asked = [format!("{within}%").into(), today.into()];
    query.query(sql::LEAVES_PROPOSED, &asked)?.iter().map(leave_row).collect()
}

/// The leaves of a person, as the one who is away or who stands in, that ended on a day or later, or have not ended.
///
/// # Errors
/// When the store cannot be read.
pub fn leaves_of(query: &mut dyn Query, person: &PersonId, since: Day) -> Result<Vec<Leave>, Fault> {
    query.query(sql::LEAVES_OF, &[person.into(), since.into()])?.iter().map(leave_row).collect()
}

/// For how many days after a leave the two still count as one.
const TIED_DAYS: i64 = 366;

/// Everybody whose acts count as this person's own: for whom they stood in, who stood in for them, and so on from one to the
/// next; while it lasts, a year longer, and as long as a case runs that had begun by then (`since`).
///
/// # Errors
/// When the store cannot be read.
pub fn tied(
    query: &mut dyn Query,
    person: &PersonId,
    now: Moment,
    since: Option<Day>,
) -> Result<BTreeSet<PersonId>, Fault> {
    let today = now.day();
    let year = today.plus(-TIED_DAYS);
    let since = since.map_or(year, |day| day.min(year));
    let (mut found, mut queue) = (BTreeSet::from([person.clone()]), vec![person.clone()]);
    while let Some(next) = queue.pop() {
        for row in query.query(sql::TIED, &[(&next).into(), since.into(), today.into()])? {
            let ended = row.maybe_int("ended")?.map(|moment| Moment(moment).day());
            if ended.is_some_and(|day| day < since) {
                continue;
            }
            for column in ["person_id", "stand_in"] {
                let other = PersonId::new(row.text(column)?).map_err(|e| malformed("person", e))?;
                if found.insert(other.clone()) {
                    queue.push(other);
                }
            }
        }
    }
    found.remove(person);
    Ok(found)
}

/// The places whose top leader a person is on a day, away or not.
pub(crate) fn leads(query: &mut dyn Query, person: &PersonId, day: Day) -> Result<Vec<Place>, Fault> {
    let asked = [person.into(), Post::PartySecretary.into(), day.into()];
    let rows = query.query(sql::LEADS, &asked)?;
    rows.iter().map(|row| Place::new(row.text("place")?).map_err(|e| malformed("place", e))).collect()
}

/// Whether a person is the top leader of a place on a day, away or not.
///
/// # Errors
/// When the store cannot be read.
pub fn leads_at(query: &mut dyn Query, person: &PersonId, place: &Place, day: Day) -> Result<bool, Fault> {
    Ok(leads(query, person, day)?.iter().any(|led| led.contains(place)))
}

fn malformed(what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::from(format!("a leave holds a malformed {what}"), error)
}

fn leave_row(row: &Row) -> Result<Leave, Fault> {
    let person = |column: &str| PersonId::new(row.text(column)?).map_err(|e| malformed("person", e));
    let day = |column: &str| row.text(column)?.parse().map_err(|e| malformed("day", e));
    let moment = |column: &str| Ok::<_, Fault>(row.maybe_int(column)?.map(Moment));
    Ok(Leave {
        id: row.text("id")?,
        place: Place::new(row.text("place")?).map_err(|e| malformed("place", e))?,
        mandate_id: row.text("mandate_id")?,
        person: person("person_id")?,
        name: row.text("absent")?,
        post: row.text("post")?.parse().map_err(|e| malformed("post", e))?,
        stand_in: person("stand_in")?,
        stand_in_name: row.text("stands")?,
        stand_in_mandate: row.maybe_text("stand_mandate")?,
        starts: day("starts")?,
        ends: day("ends")?,
        affairs: row.text("affairs")?.split_whitespace().map(str::to_owned).collect(),
        reason: row.text("reason")?,
        proposed_by: person("proposed_by")?,
        proposer: row.text("proposer")?,
        proposed: Moment(row.int("proposed")?),
        begun: moment("begun")?,
        declined: moment("declined")?,
        ended: moment("ended")?,
    })
}
