//! A meeting as it stands: its sitting as its entries have it, and what would come of it.

use super::row::{CountRow, Meeting, Opinion, ProxyRow, Seat, Ways, counts, open_meeting, opinions, proxies, seats};
use super::{Entitled, Stance, one_per_household};
use crate::lookup::look_up;
use crate::party::parties;
use crate::read::CaseRow;
use crate::take::{Form, Matter, references};
use crate::turn::{self, Asked};
use archive::Query;
use office::Desk;
use procedure::{
    Actor, Attempt, Body, Count, Counted, Opinions, Outlook, Sitting, Step, Voting, miscounted, outlook,
    references_as_one,
};
use std::collections::{BTreeMap, BTreeSet};
use village::{Fault, PersonId, Post, Refusal, Stop};

/// A meeting as it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The meeting.
    pub meeting: Meeting,
    /// Its seats.
    pub seats: Vec<Seat>,
    /// Every count so far.
    pub counts: Vec<CountRow>,
    /// Every opinion so far.
    pub opinions: Vec<Opinion>,
    /// Who came for whom.
    pub proxies: Vec<ProxyRow>,
    /// The sitting as far as it is known: with votes only once the count of them is agreed.
    pub sitting: Sitting,
}

impl Standing {
    pub(crate) fn of(query: &mut dyn Query, meeting: Meeting) -> Result<Self, Fault> {
        let (seats, counts) = (seats(query, &meeting.id)?, counts(query, &meeting.id)?);
        let opinions = opinions(query, &meeting.id)?;
        let proxies = proxies(query, &meeting.id)?;
        let mut sitting = sitting(&meeting, &seats, &counts, &opinions);
        sitting.proxies = proxies.iter().map(|row| row.proxy.clone()).collect();
        // Whoever stands aside votes for nobody.
        for proxy in &sitting.proxies {
            if sitting.recused.contains(&proxy.holder)
                && sitting.present.contains(&proxy.absent)
                && !sitting.recused.contains(&proxy.absent)
            {
                sitting.recused.push(proxy.absent.clone());
            }
        }
        Ok(Self { meeting, seats, counts, opinions, proxies, sitting })
    }

    /// Who of those who signed in may vote.
    #[must_use]
    pub fn voters(&self) -> u64 {
        let out: BTreeSet<&PersonId> = self.sitting.recused.iter().collect();
        let voting = self.sitting.present.iter().filter(|person| !out.contains(person)).count();
        u64::try_from(voting).unwrap_or(u64::MAX)
    }

    /// The counts of the round that runs.
    pub fn round(&self) -> impl Iterator<Item = &CountRow> {
        self.counts.iter().filter(|row| row.round == self.meeting.round)
    }

    /// The votes for, against, abstaining and void that hold; `None` while nobody counted, while those who did have not
    /// agreed, and while opinions are sealed.
    #[must_use]
    pub fn agreed(&self) -> Option<(u32, u32, u32, u32)> {
        match self.meeting.voting {
            Ways::Hands | Ways::Ballots => {
                self.round().next().map(|row| row.count.numbers()).filter(|_| miscounted(&self.sitting).is_none())
            }
            Ways::Opinions => {
                let sitting = &self.sitting;
                self.is_opened().then_some((sitting.votes_for, sitting.against, sitting.abstain, 0))
            }
        }
    }

    /// Whether the opinions were opened.
    #[must_use]
    pub fn is_opened(&self) -> bool {
        self.opinions.iter().any(|opinion| opinion.said.is_some())
    }

    /// Whether votes were counted or opinions opened: from then on who came is settled.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        !self.counts.is_empty() || self.is_opened()
    }

    /// Whether somebody sees the votes with their own eyes: they have signed in, or are of the supervision committee.
    #[must_use]
    pub fn watches(&self, person: &PersonId, posts: &BTreeSet<Post>) -> bool {
        let there = self.seats.iter().any(|seat| seat.person == *person && seat.arrived.is_some());
        there || posts.contains(&Post::SupervisionDirector) || posts.contains(&Post::SupervisionMember)
    }

    /// Those present who have an opinion to give, and apart from them whoever speaks last.
    #[must_use]
    pub fn speakers(&self) -> (Vec<&Seat>, Vec<&Seat>) {
        let speaks =
            |seat: &&Seat| self.sitting.present.contains(&seat.person) && !self.sitting.recused.contains(&seat.person);
        self.seats.iter().filter(speaks).partition(|seat| !seat.last)
    }

    /// Those who have not given their opinion yet, whoever speaks last left out.
    #[must_use]
    pub fn silent(&self) -> Vec<&Seat> {
        let gave = |seat: &&Seat| self.opinions.iter().any(|opinion| opinion.person == seat.person);
        self.speakers().0.into_iter().filter(|seat| !gave(seat)).collect()
    }

    /// Who counted first: the two who count for this meeting from then on.
    #[must_use]
    pub fn tellers(&self) -> Vec<&PersonId> {
        let mut tellers: Vec<&PersonId> = Vec::new();
        for row in &self.counts {
            if tellers.len() < TELLERS && !tellers.contains(&&row.count.by) {
                tellers.push(&row.count.by);
            }
        }
        tellers
    }

    /// What is out of the ordinary when this person counts now, and asks for a reason.
    #[must_use]
    pub fn unusual(&self, person: &PersonId) -> Option<Unusual> {
        let tellers = self.tellers();
        if tellers.len() == TELLERS && !tellers.contains(&person) {
            return Some(Unusual::AnotherTeller);
        }
        (self.meeting.round > ROUNDS && self.round().next().is_none()).then_some(Unusual::AnotherRound)
    }

    /// The sitting as people may see it: one count alone tells nothing before the other is there.
    #[must_use]
    pub fn shown(&self) -> Sitting {
        match self.agreed() {
            Some(_) => self.sitting.clone(),
            None => Sitting { votes_for: 0, against: 0, abstain: 0, voting: Voting::None, ..self.sitting.clone() },
        }
    }
}

/// How many people count the votes of a meeting, the same ones from the first count on.
pub(super) const TELLERS: usize = 2;

/// In how many rounds they should agree.
const ROUNDS: i64 = 2;

/// What is out of the ordinary about a count: it asks for a reason, which is public, and the supervisors are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusual {
    /// Somebody counts in the place of one of the two who counted first.
    AnotherTeller,
    /// The votes are counted for a third time or more.
    AnotherRound,
}

/// The sitting that the entries of a meeting add up to.
fn sitting(meeting: &Meeting, seats: &[Seat], counts: &[CountRow], opinions: &[Opinion]) -> Sitting {
    let arrived: Vec<PersonId> =
        seats.iter().filter(|seat| seat.arrived.is_some()).map(|seat| seat.person.clone()).collect();
    let roll: Vec<Entitled> = seats
        .iter()
        .map(|seat| Entitled {
            person: seat.person.clone(),
            name: seat.name.clone(),
            household: seat.household.clone(),
        })
        .collect();
    let voices = if meeting.by_household { one_per_household(&roll, &arrived) } else { roll };
    let entitled: Vec<PersonId> = voices.into_iter().map(|one| one.person).collect();
    let present: Vec<PersonId> = entitled.iter().filter(|person| arrived.contains(person)).cloned().collect();
    let kept_out = |person: &&PersonId| seats.iter().any(|seat| seat.recused && seat.person == **person);
    let recused = present.iter().filter(kept_out).cloned().collect();
    let found: Vec<Count> = match meeting.voting {
        Ways::Opinions => Vec::new(),
        Ways::Hands | Ways::Ballots => {
            counts.iter().filter(|row| row.round == meeting.round).map(|row| row.count.clone()).collect()
        }
    };
    let (mut votes_for, mut against, mut abstain, _) = found.first().map(Count::numbers).unwrap_or_default();
    let votes = |opinion: &&Opinion| !seats.iter().any(|seat| seat.recused && seat.person == opinion.person);
    let spoken: Vec<&Opinion> = opinions.iter().filter(|opinion| opinion.said.is_some()).filter(votes).collect();
    let voting = match (found.is_empty(), meeting.voting) {
        (_, Ways::Opinions) if !spoken.is_empty() => {
            let stance = |wanted: Stance| {
                let same = spoken.iter().filter(|one| one.said.as_ref().is_some_and(|(said, _)| *said == wanted));
                u32::try_from(same.count()).unwrap_or(u32::MAX)
            };
            (votes_for, against, abstain) = (stance(Stance::For), stance(Stance::Against), stance(Stance::Abstain));
            let last = seats.iter().filter(|seat| seat.last).map(|seat| seat.person.clone()).collect();
            let given = spoken.iter().map(|opinion| opinion.person.clone()).collect();
            Voting::Opinions(Opinions { given, last })
        }
        (true, _) | (_, Ways::Opinions) => Voting::None,
        // Hands that nobody doubts are counted once; from the first doubt on two people must agree.
        (false, Ways::Hands) if found.len() == counts.len() => Voting::Hands,
        (false, Ways::Hands | Ways::Ballots) => Voting::Ballots(found),
    };
    Sitting {
        body: Body(meeting.body.clone()),
        day: meeting.day,
        counted: if meeting.by_household { Counted::Households } else { Counted::Persons },
        entitled,
        present,
        recused,
        votes_for,
        against,
        abstain,
        voting,
        proxies: Vec::new(),
        typed: seats.iter().any(|seat| seat.arrived.is_some() && seat.way == "typed"),
        on_paper: meeting.voting == Ways::Ballots,
    }
}

/// Somebody at a meeting: the matter, its step, and what they would be trying.
pub(crate) struct Floor {
    pub(crate) matter: Matter,
    pub(crate) step: Step,
    pub(crate) attempt: Attempt,
    pub(crate) parties: Vec<String>,
    is_party: bool,
    /// Why they do not record the meeting though they hold its post: they handled the matter, and others can.
    handler: Option<Refusal>,
}

impl Floor {
    /// The step of a case for which a meeting is held, as whoever sits at the desk finds it.
    pub(crate) fn of(
        desk: &Desk,
        query: &mut dyn Query,
        row: &CaseRow,
        step: &str,
        sitting: Sitting,
    ) -> Result<Self, Stop> {
        let matter = Matter::running(desk, query, row)?;
        let affair = matter.book.affair(&row.affair).ok_or_else(Refusal::not_there)?.clone();
        let step = affair.step(step).ok_or_else(Refusal::not_there)?.clone();
        let person = desk.person().ok_or_else(Refusal::not_there)?.clone();
        let form = Form { step: step.id.clone(), ..Form::default() };
        let references = references(desk, query, &matter, &affair, Some(&step), &form)?;
        let parties = parties(&matter, &affair, &form, &references);
        let tied = turn::tied(query, &desk.office, &matter.state, &person)?;
        let references = references_as_one(&references, &person, &tied);
        let kin_of_party = turn::kin_among(query, &person, &tied, &parties)?;
        let is_party = turn::is_party(query, &person, &tied, &parties)?;
        let facts = look_up(query, desk, &matter, &step, &form)?;
        let posts = desk.in_affair(query, &row.affair)?.posts_at(&row.village);
        let (book, state, today) = (&*matter.book, &matter.state, desk.now.day());
        let asked =
            Asked { book, affair: &affair, state, step: &step, parties: &parties, references: &references, today };
        let stands_in = turn::stands_in(query, &desk.office, &asked, &person, &posts)?;
        let handler = turn::handler(query, &desk.office, &asked, &person)?;
        let attempt = Attempt {
            step: step.id.clone(),
            outcome: String::new(),
            actor: Actor { person, posts, kin_of_party, stands_in },
            fields: BTreeMap::new(),
            papers: Vec::new(),
            sitting: Some(sitting),
            roll: None,
            references,
            facts,
            now: desk.now,
        };
        Ok(Self { matter, step, attempt, parties, is_party, handler })
    }

    /// The same with the sitting as a meeting has it by now.
    pub(crate) fn at(desk: &Desk, query: &mut dyn Query, row: &CaseRow, held: &Standing) -> Result<Self, Stop> {
        Self::of(desk, query, row, &held.meeting.step, held.sitting.clone())
    }

    /// Whether the policies let whoever sits at the desk do something in this matter.
    pub(crate) fn may(&self, desk: &Desk, duty: &str, handlers: BTreeSet<PersonId>) -> Result<(), Stop> {
        let kin_of_party = self.attempt.actor.kin_of_party.is_some();
        // A deputy stands in for the step, not for other duties at its meeting.
        let stands_in = self.attempt.actor.stands_in.filter(|_| duty == self.step.duty);
        // A meeting pays nothing, so nobody at it pays what a relative decided.
        let (is_party, kin_of_decider) = (self.is_party, false);
        let matter = office::Matter { handlers, kin_of_party, is_party, kin_of_decider, stands_in };
        desk.may_in(duty, &self.matter.state.village, matter)
    }

    /// Whether whoever sits at the desk may hold the meeting: policies and rules as for the step itself.
    pub(crate) fn may_hold(&self, desk: &Desk) -> Result<(), Stop> {
        let Matter { book, state, .. } = &self.matter;
        let affair = book.affair(&state.affair).ok_or_else(Refusal::not_there)?;
        let Attempt { actor, references, .. } = &self.attempt;
        let handlers = procedure::handlers(book, affair, state, &self.step, actor, references);
        self.may(desk, &self.step.duty, handlers)?;
        if let Some(refusal) = &self.handler {
            return Err(refusal.clone().into());
        }
        Ok(procedure::may_hold(&self.matter.book, &self.matter.state, &self.attempt)?)
    }

    /// Whether somebody handled the matter.
    pub(crate) fn handled(&self, person: &PersonId) -> bool {
        let affair = self.matter.book.affair(&self.matter.state.affair);
        affair.is_some_and(|affair| procedure::handled(affair, &self.matter.state, person).is_some())
    }

    /// What would come of the meeting as it stands.
    pub(crate) fn outlook(&self) -> Result<Outlook, Refusal> {
        outlook(&self.matter.book, &self.matter.state, &self.attempt)
    }
}

/// What would come of a meeting as it stands; or why the rules would refuse it whatever it decided.
pub type Prospect = Result<Outlook, Box<Refusal>>;

/// The meeting of a case that is being held, and what would come of it as it stands.
///
/// # Errors
/// When the store cannot be read. That the rules say no is told beside the meeting.
pub fn standing(query: &mut dyn Query, desk: &Desk, row: &CaseRow) -> Result<Option<(Standing, Prospect)>, Fault> {
    let Some(meeting) = open_meeting(query, &row.id)? else { return Ok(None) };
    let held = Standing::of(query, meeting)?;
    let outlook = match Floor::of(desk, query, row, &held.meeting.step, held.shown()) {
        Ok(floor) => floor.outlook().map_err(Box::new),
        Err(Stop::Refused(refusal)) => Err(refusal),
        Err(Stop::Failed(fault)) => return Err(fault),
    };
    Ok(Some((held, outlook)))
}
