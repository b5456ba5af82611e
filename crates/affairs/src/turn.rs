//! Whose turn a step is, of the people of the roster: its holders, or the deputy that the rules name when all of them must
//! stand aside.

use crate::party::{known_parties, known_references};
use crate::read::CaseRow;
use crate::state;
use archive::Query;
use authority::{Question, Verdict};
use office::{Office, roster};
use procedure::{
    Affair, CaseState, Concerned, Holder, Position, Reference, RuleBook, Step, StepKind, Turn, deciders, handled, turn,
};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, Kind, PersonId, Place, Post, Refusal, Stop, Words};

/// What bears on whose turn a step is.
pub(crate) struct Asked<'a> {
    pub(crate) book: &'a RuleBook,
    pub(crate) affair: &'a Affair,
    pub(crate) state: &'a CaseState,
    pub(crate) step: &'a Step,
    pub(crate) parties: &'a [String],
    pub(crate) references: &'a BTreeMap<String, Reference>,
    pub(crate) today: Day,
}

/// Whose turn it is in a case that runs; `None` in one that has ended.
///
/// # Errors
/// When the store cannot be read.
pub fn turn_of(query: &mut dyn Query, office: &Office, case: &CaseRow) -> Result<Option<Turn>, Fault> {
    let today = office.clock().now().day();
    let book = office.book(query, &case.rules)?.at(&case.village, today);
    let state = state::load(query, case)?;
    let (Some(affair), Position::Step(at)) = (book.affair(&case.affair), &state.at) else { return Ok(None) };
    let Some(step) = affair.step(at) else { return Ok(None) };
    let references = known_references(query, office, &book, affair, &state, Some(step))?;
    let parties = known_parties(affair, case, &state, &references);
    let asked = Asked { book: &book, affair, state: &state, step, parties: &parties, references: &references, today };
    whose(query, office, &asked).map(Some)
}

/// Whose turn the step is.
pub(crate) fn whose(query: &mut dyn Query, office: &Office, asked: &Asked<'_>) -> Result<Turn, Fault> {
    let village = &asked.state.village;
    let mut posts: BTreeSet<Post> = asked.step.who.iter().copied().collect();
    posts.extend(asked.book.deputies_of(asked.step));
    let mut holders: Vec<Holder> = Vec::new();
    for post in posts {
        let Some(place) = village.at(post.level()) else { continue };
        for found in roster::persons_in(query, &place, post, asked.today, &asked.affair.code)? {
            let person = found.mandate.person;
            if holders.iter().all(|known| known.person != person) {
                holders.push(holder(query, office, asked, village, person)?);
            }
        }
    }
    Ok(turn(asked.book, asked.affair, asked.state, asked.step, &holders))
}

fn holder(
    query: &mut dyn Query,
    office: &Office,
    asked: &Asked<'_>,
    village: &Place,
    person: PersonId,
) -> Result<Holder, Fault> {
    let mandates = roster::mandates_in(query, &person, asked.today, &asked.affair.code)?;
    let posts: BTreeSet<Post> = mandates.iter().filter(|m| m.reaches(village)).map(|m| m.post).collect();
    let tied = tied(query, office, asked.state, &person)?;
    let leads = roster::leads_at(query, &person, village, asked.today)?;
    let mut concerned = None;
    if !asked.parties.is_empty() {
        concerned = kin_among(query, &person, &tied, asked.parties)?.map(Concerned::Kin);
        let is_party = is_party(query, &person, &tied, asked.parties)?;
        if concerned.is_none() && is_party && bars_a_party(office, asked, village, &person, &posts)? {
            concerned = Some(Concerned::Party);
        }
    }
    if concerned.is_none() {
        let mut all = std::iter::once(&person).chain(&tied);
        concerned = all.find_map(|one| decided_elsewhere(asked, one)).map(Concerned::Decided);
    }
    if concerned.is_none() {
        concerned = kin_of_decider(query, office, asked, &person, &tied)?.map(Concerned::Family);
    }
    Ok(Holder { person, posts, leads, tied, concerned })
}

/// Everybody whose acts count as this person's own in a case: while one stands in for the other, a year longer, and as long
/// as a case runs that had begun by then.
pub(crate) fn tied(
    query: &mut dyn Query,
    office: &Office,
    state: &CaseState,
    person: &PersonId,
) -> Result<BTreeSet<PersonId>, Fault> {
    roster::tied(query, person, office.clock().now(), state.opened.map(village::Moment::day))
}

/// The party to whom somebody, or one whose acts count as theirs, is a declared relative.
pub(crate) fn kin_among(
    query: &mut dyn Query,
    person: &PersonId,
    tied: &BTreeSet<PersonId>,
    parties: &[String],
) -> Result<Option<String>, Fault> {
    for one in std::iter::once(person).chain(tied) {
        if let Some(kin) = roster::kin_among(query, one, parties)? {
            return Ok(Some(kin));
        }
    }
    Ok(None)
}

/// Whether somebody, or one whose acts count as theirs, is a party.
pub(crate) fn is_party(
    query: &mut dyn Query,
    person: &PersonId,
    tied: &BTreeSet<PersonId>,
    parties: &[String],
) -> Result<bool, Fault> {
    for one in std::iter::once(person).chain(tied) {
        if roster::party_among(query, one, parties)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the policies keep a party from this duty: he may ask for himself, and nothing else.
fn bars_a_party(
    office: &Office,
    asked: &Asked<'_>,
    village: &Place,
    person: &PersonId,
    posts: &BTreeSet<Post>,
) -> Result<bool, Fault> {
    let duty = asked.step.duty.as_str();
    let mut question = Question::new(person.clone(), posts.iter().copied(), duty, village.clone());
    question.is_party = true;
    Ok(match office.authority().may(&question)? {
        Verdict::Allowed => false,
        Verdict::Denied { by, .. } => by.iter().any(|reason| reason.id == "separation.party"),
    })
}

/// The case on which this payment rests and which the person approved or decided.
fn decided_elsewhere(asked: &Asked<'_>, person: &PersonId) -> Option<String> {
    let mut references = asked.references.values().filter(|_| asked.step.pays());
    references.find_map(|other| other.deciders.get(person).cloned())
}

/// Who approved or decided the money that this step pays, and is a declared relative of the person.
pub(crate) fn kin_of_decider(
    query: &mut dyn Query,
    office: &Office,
    asked: &Asked<'_>,
    person: &PersonId,
    tied_to: &BTreeSet<PersonId>,
) -> Result<Option<PersonId>, Fault> {
    let mut deciders = deciders(asked.affair, asked.state, asked.step, asked.references);
    for decider in deciders.clone() {
        deciders.extend(tied(query, office, asked.state, &decider)?);
    }
    if deciders.is_empty() {
        return Ok(None);
    }
    for one in std::iter::once(person).chain(tied_to) {
        let relatives = roster::relatives_of(query, one)?;
        let found = relatives.into_iter().map(|(relative, ..)| relative).find(|relative| deciders.contains(relative));
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The post for which this person takes the step: only when all who hold one of its posts stand aside, and the rules name
/// this person's post to stand in for them.
pub(crate) fn stands_in(
    query: &mut dyn Query,
    office: &Office,
    asked: &Asked<'_>,
    person: &PersonId,
    posts: &BTreeSet<Post>,
) -> Result<Option<Post>, Fault> {
    let theirs = asked.step.who.iter().any(|post| posts.contains(post));
    let waits = asked.state.at == Position::Step(asked.step.id.clone());
    if theirs || !waits || asked.book.deputies_of(asked.step).is_disjoint(posts) {
        return Ok(None);
    }
    Ok(whose(query, office, asked)?.stands_in(person))
}

/// Why this person does not record the meeting: they handled its matter, and somebody else can record it.
pub(crate) fn handler(
    query: &mut dyn Query,
    office: &Office,
    asked: &Asked<'_>,
    person: &PersonId,
) -> Result<Option<Refusal>, Fault> {
    if asked.step.kind != StepKind::Meeting {
        return Ok(None);
    }
    let Some(step) = handled(asked.affair, asked.state, person) else { return Ok(None) };
    let turn = whose(query, office, asked)?;
    if turn.free.contains(person) || !turn.aside.iter().any(|(aside, ..)| aside == person) {
        return Ok(None);
    }
    let names: Vec<String> =
        turn.free.iter().filter_map(|free| roster::name_of(query, free).transpose()).collect::<Result<_, _>>()?;
    Ok(Some(Refusal::new(
        Kind::NotYours,
        "meeting.handler",
        Words::new(
            format!("您办过“{}”，这件事的会和票由别人登记", step.name.zh),
            format!("you took “{}”: somebody else records the meeting on this matter, and its votes", step.name.en),
        ),
        Words::new(format!("请{}登记", names.join("、")), format!("let {} record it", names.join(" or "))),
    )))
}

/// Refuses whoever handled the matter, where somebody else can record the meeting.
pub(crate) fn not_the_handler(
    query: &mut dyn Query,
    office: &Office,
    asked: &Asked<'_>,
    person: &PersonId,
) -> Result<(), Stop> {
    handler(query, office, asked, person)?.map_or(Ok(()), |refusal| Err(refusal.into()))
}
