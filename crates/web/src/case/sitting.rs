//! The sheet of a meeting as a page, for a step of a case and for whatever else a meeting decides.

use crate::case::act::{GivenPaper, MeetingSheet, Seat};
use crate::case::fill::token;
use crate::form::{Entry, Field};
use crate::told::Teller;
use crate::village::shelve::body_name;
use affairs::{PaperSent, SittingSent};
use procedure::{Body, Counted, RuleBook};
use village::{Day, FieldFault};

/// The sheet of one body's meeting, blank or as it was sent, with its faults.
pub(crate) fn meeting_sheet(
    teller: &Teller,
    book: &RuleBook,
    body: &Body,
    day: Day,
    seats: Vec<Seat>,
    sent: Option<&SittingSent>,
    faults: &[FieldFault],
) -> MeetingSheet {
    let quorum = book.quorums.get(body);
    let count = |name: &str, key: &'static str, votes: Option<u32>| {
        let typed = votes.map_or_else(String::new, |votes| votes.to_string());
        let unit = teller.say("votes-unit").to_string();
        Field::new(name, teller.say(key), Entry::Count(unit)).value(typed).faulty(faults, teller.language)
    };
    let households = quorum.is_some_and(|q| q.attend.iter().any(|a| a.counted == Counted::Households));
    let household = Field::new("sitting.household", "", Entry::Truth(teller.say("meeting-household").to_string()));
    let ticked = if sent.is_some_and(|sitting| sitting.by_household) { "yes" } else { "" };
    MeetingSheet {
        body: body_name(teller, book, body.as_str()),
        code: body.0.clone(),
        bodies: Vec::new(),
        rule: quorum.map_or_else(String::new, |quorum| teller.articles(&quorum.articles)),
        day: Field::new("sitting.day", teller.say("meeting-day"), Entry::Day)
            .value(day.to_string())
            .faulty(faults, teller.language),
        roster: seats,
        household: households.then(|| household.value(ticked)),
        counts: vec![
            count("sitting.for", "votes-for", sent.map(|sitting| sitting.votes_for)),
            count("sitting.against", "votes-against", sent.map(|sitting| sitting.against)),
            count("sitting.abstain", "votes-abstain", sent.map(|sitting| sitting.abstain)),
        ],
        fault: faults
            .iter()
            .filter(|fault| fault.field == "sitting")
            .map(|fault| fault.words.say(teller.language).to_owned())
            .reduce(|all, one| format!("{all} {one}")),
    }
}

/// A paper that was received with an earlier sending of the same form.
pub(crate) fn given_paper(teller: &Teller, paper: &PaperSent, secret: &str) -> GivenPaper {
    let size = Teller::size(i64::try_from(paper.file.size_bytes).unwrap_or(i64::MAX));
    GivenPaper {
        name: paper.name.clone(),
        about: teller.say("paper-received").put("size", size).to_string(),
        token: token(paper, secret),
    }
}
