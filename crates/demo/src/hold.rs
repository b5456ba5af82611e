//! Holds a meeting as a village does: the recorder opens it and enters who came, and where it votes by ballots two people
//! count them, each alone.

use crate::driver::candidates;
use affairs::{
    CaseRow, CorrectSeat, Correction, CountVotes, EnterArrivals, OpenMeeting, OpenSeals, SealOpinion, SittingSent,
    Stance, Ways, commitment,
};
use archive::Query;
use office::{Deed, Desk, Office, Preview, roster};
use procedure::{Body, RuleBook, Step};
use village::{CaseId, Fault, Kind, Moment, PersonId, Place, Post, Refusal, Stop};

/// Who counts ballots in a village, in the order in which they are asked.
const TELLERS: [Post; 6] = [
    Post::SupervisionMember,
    Post::Representative,
    Post::PartyMember,
    Post::CommitteeMember,
    Post::Clerk,
    Post::SupervisionDirector,
];

/// Whether no form alone records a body's meeting at a step: it votes by ballots, or its head speaks last.
#[must_use]
pub fn on_its_page(book: &RuleBook, step: &Step, body: &str) -> bool {
    step.ballots
        || !step.speaks_last.is_empty()
        || book.quorums.get(&Body(body.to_owned())).is_some_and(|rule| rule.ballots)
}

/// Holds the meeting of a case's step with these people and votes, up to where its step can be taken. Returns its number,
/// or why it cannot be held.
///
/// # Errors
/// When something is broken, or the village has nobody to count.
pub fn hold(
    office: &Office,
    case: &CaseId,
    village: &Place,
    step: &Step,
    sent: &SittingSent,
    now: Moment,
) -> Result<Result<String, Box<Refusal>>, Stop> {
    if let Some(known) = office.read(|reader| affairs::open_meeting(reader, case))? {
        return Ok(Ok(known.id));
    }
    let mut refused = None;
    for person in office.read(|reader| candidates(reader, village, step, now))? {
        let desk = Desk::of(office, &person, now)?;
        let open = || OpenMeeting {
            case: case.clone(),
            village: village.clone(),
            body: sent.body.clone(),
            day: sent.day,
            by_household: sent.by_household,
            ballots: false,
            code: "000000".to_owned(),
        };
        match office.preview(&desk, open())? {
            Preview::Done(_) => {
                office.perform(&desk, open())?;
                return meet(office, &desk, case, village, sent).map(Ok);
            }
            Preview::Refused(refusal) if refusal.kind == Kind::NotYours => refused = Some(refusal),
            Preview::Refused(refusal) => return Ok(Err(refusal)),
        }
    }
    refused.map(Err).ok_or_else(|| Fault::new(format!("nobody records the meeting `{}`", step.id)).into())
}

fn meet(office: &Office, recorder: &Desk, case: &CaseId, village: &Place, sent: &SittingSent) -> Result<String, Stop> {
    let (case, village) = (case.clone(), village.clone());
    if !sent.present.is_empty() {
        let people = sent.present.clone();
        office.perform(recorder, EnterArrivals { case: case.clone(), village: village.clone(), people })?;
    }
    let row = office.read(|reader| affairs::case(reader, &case))?.ok_or_else(|| Fault::new("the case is gone"))?;
    let held = office.read(|reader| affairs::standing(reader, recorder, &row))?;
    let (held, outlook) = held.ok_or_else(|| Fault::new("the meeting is gone"))?;
    let known = |person: &&PersonId| held.seats.iter().any(|seat| seat.recused && seat.person == **person);
    for person in sent.recused.iter().filter(|person| !known(person)) {
        let (case, village, person) = (case.clone(), village.clone(), person.clone());
        office.perform(recorder, CorrectSeat { case, village, person, change: Correction::Recused })?;
    }
    let votes = || CountVotes {
        case: case.clone(),
        village: village.clone(),
        votes_for: sent.votes_for,
        against: sent.against,
        abstain: sent.abstain,
        spoilt: 0,
        reason: String::new(),
    };
    let nothing = sent.votes_for == 0 && sent.against == 0 && sent.abstain == 0;
    if nothing || !outlook.is_ok_and(|outlook| outlook.tally.quorate) {
        return Ok(held.meeting.id);
    }
    match held.meeting.voting {
        Ways::Hands => drop(office.perform(recorder, votes())?),
        Ways::Opinions => speak(office, recorder, &row, sent)?,
        Ways::Ballots => {
            let tellers = office.read(|reader| tellers(reader, &village, recorder.now))?;
            let mut counted = 0;
            for person in tellers {
                let desk = Desk::of(office, &person, recorder.now)?;
                if counted < 2 && may(office, &desk, votes())? {
                    office.perform(&desk, votes())?;
                    counted += 1;
                }
            }
        }
    }
    Ok(held.meeting.id)
}

/// Everybody speaks in turn, so many for, so many against, and whoever speaks last opens what the others have sealed.
fn speak(office: &Office, recorder: &Desk, row: &CaseRow, sent: &SittingSent) -> Result<(), Stop> {
    let held = office.read(|reader| affairs::standing(reader, recorder, row))?;
    let (held, _) = held.ok_or_else(|| Fault::new("the meeting is gone"))?;
    let (others, last) = held.speakers();
    let stance = |place: usize| match u32::try_from(place).unwrap_or(u32::MAX) {
        place if place < sent.votes_for => Stance::For,
        place if place < sent.votes_for.saturating_add(sent.against) => Stance::Against,
        _ => Stance::Abstain,
    };
    let (case, village) = (row.id.clone(), row.village.clone());
    let mut sealed = Vec::new();
    for (place, seat) in others.iter().enumerate() {
        let (salt, stance, words) = (seat.person.to_string(), stance(place), "按方案办，我的意见如上".to_owned());
        let seal =
            SealOpinion { case: case.clone(), village: village.clone(), commitment: commitment(&salt, stance, &words) };
        office.perform(&Desk::of(office, &seat.person, recorder.now)?, seal)?;
        sealed.push((salt, stance, words));
    }
    let own = last.first().map(|seat| (seat.person.to_string(), stance(others.len()), "同意大家的意见".to_owned()));
    let opener = match last.first() {
        Some(seat) => Desk::of(office, &seat.person, recorder.now)?,
        None => recorder.clone(),
    };
    office.perform(&opener, OpenSeals { case, village, sealed, own })?;
    Ok(())
}

fn may(office: &Office, desk: &Desk, deed: impl Deed) -> Result<bool, Fault> {
    Ok(matches!(office.preview(desk, deed)?, Preview::Done(_)))
}

fn tellers(query: &mut dyn Query, village: &Place, now: Moment) -> Result<Vec<PersonId>, Fault> {
    let mut people = Vec::new();
    for post in TELLERS {
        for holder in roster::persons_with(query, village, post, now.day())? {
            if !people.contains(&holder.mandate.person) {
                people.push(holder.mandate.person);
            }
        }
    }
    Ok(people)
}
