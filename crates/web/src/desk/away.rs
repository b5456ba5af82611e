//! What the person at the desk should know of their own posts: for whom they stand in, who stands in for them, and that their
//! posts have ended.

use crate::leave::show::only;
use crate::told::Teller;
use archive::Query;
use office::roster::LeaveState;
use office::{Desk, Office, roster};
use village::{Day, Fault, PersonId};

/// For how many days somebody is told that a term is over.
const YEAR: i64 = 365;

/// One sentence each, the earliest first.
pub(super) fn told(
    query: &mut dyn Query,
    office: &Office,
    desk: &Desk,
    teller: &Teller,
    person: &PersonId,
) -> Result<Vec<String>, Fault> {
    let mut said = Vec::new();
    for leave in roster::leaves_of(query, person, teller.today)? {
        if !matches!(leave.state(teller.today), LeaveState::Running | LeaveState::Ahead) {
            continue;
        }
        let book = office.book_at(query, &leave.place)?;
        let affairs = only(teller, &book, &leave.affairs);
        let (key, other) = match (leave.stand_in == *person, affairs.is_empty()) {
            (true, true) => ("desk-stands-in", &leave.name),
            (true, false) => ("desk-stands-in-only", &leave.name),
            (false, true) => ("desk-away", &leave.stand_in_name),
            (false, false) => ("desk-away-only", &leave.stand_in_name),
        };
        let words = teller.say(key).put("other", other.as_str()).put("post", teller.words(&leave.post.title()));
        let words = words.put("starts", teller.day(leave.starts).words).put("ends", teller.day(leave.ends).words);
        said.push(words.put("affairs", affairs).to_string());
    }
    if !desk.mandates.iter().any(|mandate| mandate.post.is_official()) && said.is_empty() {
        let terms = roster::terms_of(query, person)?;
        let late = |day: Day| day < teller.today && teller.today.since(day) <= YEAR;
        let ended = terms.iter().map(|term| &term.mandate).filter(|term| term.post.is_official() && late(term.ends));
        let last = ended.max_by_key(|term| term.ends);
        said.extend(last.map(|term| {
            let words = teller.say("desk-ended").put("post", teller.words(&term.post.title()));
            words.put("day", teller.day(term.ends).words).to_string()
        }));
    }
    Ok(said)
}
