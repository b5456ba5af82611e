//! What would come of what is entered at a meeting: that it begins, that a seat is put right, that somebody comes for another,
//! that votes are counted, that an opinion is sealed or all are opened, that the meeting comes to nothing.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::meeting::held::Held;
use crate::part::{Line, Paper};
use crate::told::{Teller, place_name};
use crate::village::shelve::body_of;
use affairs::{CaseRow, CorrectSeat, Correction, CountVotes, EnterProxy, OpenMeeting, Stance, Ways};
use archive::Query;
use procedure::RuleBook;
use village::{Fault, PersonId};

/// What a deed at a meeting brings about, before it is put into the form of every preview.
#[derive(Default)]
struct Follows {
    record: Vec<String>,
    next: Vec<String>,
    public: Vec<String>,
    kept: Vec<String>,
    refused: Vec<String>,
}

impl Follows {
    fn parts(self, teller: &Teller, seen: &Foreseen) -> Vec<Consequence> {
        told_of(vec![
            Consequence::record(teller, self.record),
            Consequence::next(teller, self.next),
            Consequence::public(teller, self.public),
            Consequence::kept(teller, self.kept),
            Consequence::refused(teller, self.refused),
            Consequence::warned(teller, &seen.warned),
        ])
    }
}

fn said(teller: &Teller, key: &'static str) -> Vec<String> {
    vec![teller.say(key).to_string()]
}

/// A meeting to be begun: the roster of the day is fixed.
pub(crate) fn open(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    case: &CaseRow,
    deed: &OpenMeeting,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    // What the deed makes of the wish, the entry tells: a vote may have to be by ballots.
    let opened = seen.of("meeting.opened").next();
    let text = |field: &str| opened.and_then(|entry| entry.body.get(field)?.as_str()).unwrap_or_default().to_owned();
    let way = match text("voting").as_str() {
        "ballots" => "hall-way-ballots",
        "opinions" => "hall-way-opinions",
        _ => "hall-way-hands",
    };
    let seats = opened.and_then(|entry| entry.body.get("roster")?.as_array().cloned()).unwrap_or_default();
    let aside = |seat: &serde_json::Value| seat.get("recused").and_then(serde_json::Value::as_bool) == Some(true);
    let recused = seats.iter().filter(|seat| aside(seat)).count();
    let group = book.affairs.get(&case.affair).and_then(|affair| affair.group(&case.facts));
    let day = teller.day(deed.day).words;
    let mut record =
        vec![teller.say("then-meeting-roll").put("day", day.as_str()).put("count", seats.len()).to_string()];
    if recused > 0 {
        record.push(teller.say("then-meeting-aside").put("count", recused).to_string());
    }
    let follows = Follows {
        record,
        next: said(teller, "then-meeting-next"),
        public: said(teller, "then-meeting-public"),
        refused: said(teller, "then-meeting-refused"),
        ..Follows::default()
    };
    let lines = vec![
        Line::text(teller.say("hall-open-body"), body_of(teller, book, &deed.body, group.as_ref())),
        Line::text(teller.say("meeting-day"), day),
        Line::text(teller.say("hall-open-way"), teller.say(way).to_string()),
    ];
    let what = format!("{} · {}", place_name(query, &deed.village)?, case.title);
    Ok(Showing::of(what, teller.say("hall-open-go"), lines, follows.parts(teller, seen)))
}

fn named(held: &Held, person: &PersonId) -> String {
    let seat = held.standing.seats.iter().find(|seat| seat.person == *person);
    seat.map_or_else(String::new, |seat| seat.name.clone())
}

fn of(teller: &Teller, held: &Held, step: &'static str, lines: Vec<Line>, then: Vec<Consequence>) -> Showing {
    Showing::of(format!("{} · {}", held.case.title, held.body(teller)), teller.say(step), lines, then)
}

/// A seat to be put right.
pub(crate) fn seat(teller: &Teller, held: &Held, deed: &CorrectSeat, seen: &Foreseen) -> Showing {
    let (change, next) = match deed.change {
        Correction::Recused => ("hall-to-recused", "then-seat-recused"),
        Correction::Votes => ("hall-to-votes", "then-seat-votes"),
        Correction::NotThere => ("hall-to-absent", "then-seat-absent"),
    };
    let name = named(held, &deed.person);
    let next =
        vec![teller.say(next).put("name", name.as_str()).to_string(), teller.say("then-seat-counted-anew").to_string()];
    let follows = Follows { next, public: said(teller, "then-meeting-public"), ..Follows::default() };
    let lines = vec![
        Line::text(teller.say("hall-who"), name),
        Line::text(teller.say("hall-change"), teller.say(change).to_string()),
    ];
    of(teller, held, "hall-seat-title", lines, follows.parts(teller, seen))
}

/// Somebody who comes for a relative of the same household.
pub(crate) fn proxy(teller: &Teller, held: &Held, deed: &EnterProxy, papers: Vec<Paper>, seen: &Foreseen) -> Showing {
    let (absent, holder) = (named(held, &deed.absent), named(held, &deed.holder));
    let next = teller.say("then-proxy").put("absent", absent.as_str()).put("holder", holder.as_str()).to_string();
    let follows = Follows {
        next: vec![next],
        kept: said(teller, "then-proxy-kept"),
        public: said(teller, "then-meeting-public"),
        ..Follows::default()
    };
    let lines = vec![Line::text(teller.say("proxy-absent"), absent), Line::text(teller.say("proxy-holder"), holder)];
    let mut showing = of(teller, held, "proxy-title", lines, follows.parts(teller, seen));
    showing.papers = papers;
    showing
}

/// A meeting that comes to nothing.
pub(crate) fn abandon(teller: &Teller, held: &Held, reason: &str, seen: &Foreseen) -> Showing {
    let came = held.standing.seats.iter().filter(|seat| seat.arrived.is_some()).count();
    let follows = Follows {
        record: said(teller, "then-abandon-record"),
        next: vec![teller.say("then-abandon").put("count", came).to_string()],
        ..Follows::default()
    };
    let lines = vec![Line::text(teller.say("hall-abandon-reason"), reason)];
    of(teller, held, "hall-abandon-title", lines, follows.parts(teller, seen))
}

/// Votes that somebody counted. What the other teller found is not told here either.
pub(crate) fn count(teller: &Teller, held: &Held, deed: &CountVotes, seen: &Foreseen) -> Showing {
    let ballots = held.standing.meeting.voting == Ways::Ballots;
    let first = !held.standing.is_counted();
    let number = |key: &'static str, many: u32| Line::text(teller.say(key), many.to_string());
    let mut lines = vec![
        number("votes-for", deed.votes_for),
        number("votes-against", deed.against),
        number("votes-abstain", deed.abstain),
    ];
    if ballots {
        lines.push(number("hall-spoilt", deed.spoilt));
    }
    let counted = deed.votes_for.saturating_add(deed.against).saturating_add(deed.abstain);
    let counted = if ballots { counted.saturating_add(deed.spoilt) } else { counted };
    lines.push(Line::text(teller.say("then-count-sum"), counted.to_string()));
    lines.push(Line::text(teller.say("hall-voters"), held.standing.voters().to_string()));
    if !deed.reason.trim().is_empty() {
        lines.push(Line::text(teller.say("count-reason"), deed.reason.trim()));
    }
    let next = if ballots { "then-count-ballots" } else { "then-count-hands" };
    let follows = Follows {
        record: said(teller, "then-count-record"),
        next: said(teller, next),
        public: said(teller, "then-count-public"),
        refused: if first { said(teller, "then-count-refused") } else { Vec::new() },
        ..Follows::default()
    };
    of(teller, held, "count-title", lines, follows.parts(teller, seen))
}

/// An opinion to be sealed, or the last one, with which all are opened.
pub(crate) fn opinion(
    teller: &Teller,
    held: &Held,
    (stance, words): (Stance, &str),
    opens: bool,
    seen: &Foreseen,
) -> Showing {
    let key = match stance {
        Stance::For => "votes-for",
        Stance::Against => "votes-against",
        Stance::Abstain => "votes-abstain",
    };
    let (record, next) =
        if opens { ("then-opened-record", "then-opened") } else { ("then-sealed-record", "then-sealed") };
    let follows = Follows {
        record: said(teller, record),
        next: said(teller, next),
        kept: said(teller, "then-opinion-kept"),
        public: said(teller, "then-opinion-public"),
        refused: if opens { said(teller, "then-opened-refused") } else { Vec::new() },
    };
    let lines = vec![
        Line::text(teller.say("opinion-stance"), teller.say(key).to_string()),
        Line::text(teller.say("opinion-words"), words),
    ];
    of(teller, held, "opinion-title", lines, follows.parts(teller, seen))
}

/// All opinions opened by the recorder, where nobody speaks last.
pub(crate) fn unseal(teller: &Teller, held: &Held, seen: &Foreseen) -> Showing {
    let follows = Follows {
        record: said(teller, "then-opened-record"),
        next: said(teller, "then-unsealed"),
        kept: said(teller, "then-opinion-kept"),
        public: said(teller, "then-opinion-public"),
        refused: said(teller, "then-opened-refused"),
    };
    let lines = vec![Line::text(teller.say("hall-opinions"), held.standing.opinions.len().to_string())];
    of(teller, held, "hall-unseal", lines, follows.parts(teller, seen))
}
