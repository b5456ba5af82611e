//! Questions to the roster.

use super::sql;
use archive::{Query, Row, Value};
use village::{Day, Fault, Mandate, Moment, PersonId, Place, Post};

/// A person of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The number in the roster.
    pub id: PersonId,
    /// The full name.
    pub name: String,
    /// The village (or township, or county) whose roster names them.
    pub village: Place,
    /// The household number; empty when none is known.
    pub household: String,
    /// The telephone; empty when none is known.
    pub phone: String,
    /// The e-mail address; empty when none is known.
    pub email: String,
    /// The day of birth.
    pub born: Option<Day>,
}

/// Somebody who holds a post at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The mandate's number.
    pub mandate_id: String,
    /// The mandate.
    pub mandate: Mandate,
    /// The holder's name.
    pub name: String,
    /// The telephone; empty when none is known.
    pub phone: String,
    /// The e-mail address; empty when none is known.
    pub email: String,
    /// The household number; empty when none is known.
    pub household: String,
}

/// A mandate with its record: who granted it and when, and who ended it before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The mandate's number.
    pub mandate_id: String,
    /// The mandate.
    pub mandate: Mandate,
    /// When it was granted.
    pub granted: Moment,
    /// Who granted it, by name; nobody for what was taken over when the county was founded.
    pub granted_by: Option<String>,
    /// Who had asked for it, by name, where a second person had to agree.
    pub asked_by: Option<String>,
    /// When it was ended before its time.
    pub ended: Option<Moment>,
    /// Who ended it, by name.
    pub ended_by: Option<String>,
    /// Why it was ended before its time; empty when it was not.
    pub reason: String,
}

/// Whether the county has nobody in its roster yet: then, and only then, the program itself may found it.
///
/// # Errors
/// When the store cannot be read.
pub fn is_unfounded(query: &mut dyn Query) -> Result<bool, Fault> {
    Ok(query.one(sql::COUNT_MANDATES, &[])?.int("many")? == 0)
}

/// A person's name.
///
/// # Errors
/// When the store cannot be read.
pub fn name_of(query: &mut dyn Query, person: &PersonId) -> Result<Option<String>, Fault> {
    query.maybe(sql::NAME, &[person.into()])?.map(|row| row.text("name")).transpose()
}

/// A person.
///
/// # Errors
/// When the store cannot be read.
pub fn person(query: &mut dyn Query, id: &PersonId) -> Result<Option<PersonRow>, Fault> {
    query.maybe(sql::PERSON, &[id.into()])?.map(|row| person_row(&row)).transpose()
}

/// The people whose roster a place is, in the order in which they were registered (at most 5,000).
///
/// # Errors
/// When the store cannot be read.
pub fn people_of(query: &mut dyn Query, place: &Place) -> Result<Vec<PersonRow>, Fault> {
    query.query(sql::PEOPLE_OF_VILLAGE, &[place.into()])?.iter().map(person_row).collect()
}

/// Whoever is entered with a telephone, anywhere in the county (at most 50).
///
/// # Errors
/// When the store cannot be read.
pub fn people_of_phone(query: &mut dyn Query, phone: &str) -> Result<Vec<PersonRow>, Fault> {
    query.query(sql::PEOPLE_OF_PHONE, &[phone.into()])?.iter().map(person_row).collect()
}

/// The mandates of a person that are in force on a day.
///
/// # Errors
/// When the store cannot be read.
pub fn mandates_of(query: &mut dyn Query, person: &PersonId, day: Day) -> Result<Vec<Mandate>, Fault> {
    mandates_in(query, person, day, "")
}

/// The same as they count in one affair, by its code: a leave may be limited to some.
///
/// # Errors
/// When the store cannot be read.
pub fn mandates_in(query: &mut dyn Query, person: &PersonId, day: Day, affair: &str) -> Result<Vec<Mandate>, Fault> {
    let asked = [person.into(), day.into(), among(affair).into()];
    query.query(sql::MANDATES_OF, &asked)?.iter().map(mandate_row).collect()
}

/// What a list of codes is like that holds this one; nothing is like it when no affair is asked for.
fn among(affair: &str) -> String {
    if affair.is_empty() { String::new() } else { format!("% {affair} %") }
}

/// The mandates that a person held at a moment that has passed, as they counted in an affair, whatever became of them later that day.
///
/// # Errors
/// When the store cannot be read.
pub fn mandates_then(
    query: &mut dyn Query,
    person: &PersonId,
    then: Moment,
    affair: &str,
) -> Result<Vec<Mandate>, Fault> {
    let (day, before) = (then.day(), then.day().plus(-1));
    let known = [person.into(), day.into(), before.into(), then.into(), among(affair).into()];
    query.query(sql::MANDATES_THEN, &known)?.iter().map(mandate_row).collect()
}

/// All mandates that a person ever had or will have, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn terms_of(query: &mut dyn Query, person: &PersonId) -> Result<Vec<Term>, Fault> {
    let mut terms = query.query(sql::TERMS_OF, &[person.into()])?.iter().map(term).collect::<Result<Vec<_>, _>>()?;
    for term in terms.iter_mut().filter(|term| term.ended.is_some()) {
        term.reason = reason(query, &term.mandate_id)?;
    }
    Ok(terms)
}

fn term(row: &Row) -> Result<Term, Fault> {
    Ok(Term {
        mandate_id: row.text("id")?,
        mandate: mandate_row(row)?,
        granted: Moment(row.int("granted")?),
        granted_by: row.maybe_text("granter")?,
        asked_by: row.maybe_text("asker")?,
        ended: row.maybe_int("ended")?.map(Moment),
        ended_by: row.maybe_text("ender")?,
        reason: String::new(),
    })
}

/// Why a mandate was ended, only the log knows: the last word counts when it was ended twice.
fn reason(query: &mut dyn Query, mandate: &str) -> Result<String, Fault> {
    let about = archive::entries_about(query, mandate, 0, 20)?;
    let ended = about.iter().rev().find(|entry| entry.kind == "mandate.ended");
    let reason = ended.and_then(|entry| entry.body.get("reason")).and_then(|reason| reason.as_str());
    Ok(reason.unwrap_or_default().to_owned())
}

/// A mandate that somebody ended before its time.
#[derive(Debug, Clone)]
pub struct EndedEarly {
    /// Whose it was.
    pub name: String,
    /// Which post.
    pub post: Post,
    /// The last day.
    pub last_day: Day,
    /// Who ended it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// The mandates at a place that were ended before their time, on a day or later, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn ended_early(query: &mut dyn Query, place: &Place, since: Day) -> Result<Vec<EndedEarly>, Fault> {
    let rows = query.query(sql::ENDED_AT, &[place.into(), since.into()])?;
    rows.iter()
        .map(|row| {
            let found = term(row)?;
            Ok(EndedEarly {
                name: found.granted_by.unwrap_or_default(),
                post: found.mandate.post,
                last_day: found.mandate.ends,
                by: found.ended_by.unwrap_or_default(),
                reason: reason(query, &found.mandate_id)?,
            })
        })
        .collect()
}

/// All mandates at a place that have not ended before a day, those to come included.
///
/// # Errors
/// When the store cannot be read.
pub fn mandates_at(query: &mut dyn Query, place: &Place, day: Day) -> Result<Vec<Mandate>, Fault> {
    query.query(sql::MANDATES_AT, &[place.into(), day.into()])?.iter().map(mandate_row).collect()
}

pub(crate) fn mandates_from(query: &mut dyn Query, person: &PersonId, day: Day) -> Result<Vec<Mandate>, Fault> {
    query.query(sql::MANDATES_OF_EVER, &[person.into(), day.into()])?.iter().map(mandate_row).collect()
}

/// Everybody who holds a post at exactly this place on a day.
///
/// # Errors
/// When the store cannot be read.
pub fn holders(query: &mut dyn Query, place: &Place, day: Day) -> Result<Vec<Holder>, Fault> {
    query.query(sql::HOLDERS, &[place.into(), day.into()])?.iter().map(holder_row).collect()
}

/// Who holds an office at exactly this place on a day ([`Post::is_village_office`]), by post: everybody who is more than a
/// villager, member, representative, party member or contractor.
///
/// # Errors
/// When the store cannot be read.
pub fn officers(query: &mut dyn Query, place: &Place, day: Day) -> Result<Vec<Holder>, Fault> {
    query.query(sql::OFFICERS, &[place.into(), day.into()])?.iter().map(holder_row).collect()
}

/// Who holds one post at exactly this place on a day: the roster of a meeting, the receivers of a warning.
///
/// # Errors
/// When the store cannot be read.
pub fn persons_with(query: &mut dyn Query, place: &Place, post: Post, day: Day) -> Result<Vec<Holder>, Fault> {
    persons_in(query, place, post, day, "")
}

/// The same as it counts in one affair, by its code: a leave may be limited to some.
///
/// # Errors
/// When the store cannot be read.
pub fn persons_in(
    query: &mut dyn Query,
    place: &Place,
    post: Post,
    day: Day,
    affair: &str,
) -> Result<Vec<Holder>, Fault> {
    let params: [Value; 4] = [place.into(), post.into(), day.into(), among(affair).into()];
    query.query(sql::HOLDERS_OF_POST, &params)?.iter().map(holder_row).collect()
}

/// Who has a seat in a body by a post: whoever is away keeps it, and whoever stands in for him has none.
///
/// # Errors
/// When the store cannot be read.
pub fn seats_of(query: &mut dyn Query, place: &Place, post: Post, day: Day) -> Result<Vec<Holder>, Fault> {
    let params: [Value; 3] = [place.into(), post.into(), day.into()];
    query.query(sql::SEATS_OF_POST, &params)?.iter().map(holder_row).collect()
}

/// Everybody in the county who holds an office on a day, each once.
///
/// # Errors
/// When the store cannot be read.
pub fn officials(query: &mut dyn Query, day: Day) -> Result<Vec<PersonRow>, Fault> {
    let mut all: Vec<PersonRow> = Vec::new();
    for post in Post::ALL.iter().filter(|post| post.is_official()) {
        for row in query.query(sql::PEOPLE_WITH_POST, &[(*post).into(), day.into()])? {
            let found = person_row(&row)?;
            if !all.iter().any(|known| known.id == found.id) {
                all.push(found);
            }
        }
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

fn malformed(what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::from(format!("the roster holds a malformed {what}"), error)
}

fn person_row(row: &Row) -> Result<PersonRow, Fault> {
    Ok(PersonRow {
        id: PersonId::new(row.text("id")?).map_err(|e| malformed("person", e))?,
        name: row.text("name")?,
        village: Place::new(row.text("village")?).map_err(|e| malformed("place", e))?,
        household: row.text("household")?,
        phone: row.text("phone")?,
        email: row.text("email")?,
        born: row.maybe_text("born")?.map(|day| day.parse()).transpose().map_err(|e| malformed("day", e))?,
    })
}

pub(super) fn mandate_row(row: &Row) -> Result<Mandate, Fault> {
    Ok(Mandate {
        person: PersonId::new(row.text("person_id")?).map_err(|e| malformed("person", e))?,
        post: row.text("post")?.parse().map_err(|e| malformed("post", e))?,
        place: Place::new(row.text("place")?).map_err(|e| malformed("place", e))?,
        starts: row.text("starts")?.parse().map_err(|e| malformed("day", e))?,
        ends: row.text("ends")?.parse().map_err(|e| malformed("day", e))?,
    })
}

fn holder_row(row: &Row) -> Result<Holder, Fault> {
    Ok(Holder {
        mandate_id: row.text("id")?,
        mandate: mandate_row(row)?,
        name: row.text("name")?,
        phone: row.text("phone")?,
        email: row.text("email")?,
        household: row.text("household")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_for_officers_leaves_out_just_the_posts_that_are_no_office() {
        for post in Post::ALL.iter().filter(|post| post.level() == village::Level::Village) {
            let left_out = sql::OFFICERS.contains(&format!("'{}'", post.code()));
            assert_ne!(left_out, post.is_village_office(), "{post}");
        }
    }
}
