//! Officers come and go: they resign in the midst of a case and are succeeded later, go on leave while somebody stands in,
//! declare their relatives; and the full meeting lets representatives decide for a time.

use super::agenda::Turn;
use super::meet::Mood;
use super::{Year, was_done};
use crate::Halt;
use crate::hand::Done;
use crate::matter::Stage;
use affairs::{AnswerDelegation, RecordDelegation};
use authority::Relation;
use office::Desk;
use office::roster::{self, AnswerCheck, DeclareKin, EndMandate, GrantMandate};
use procedure::Body;
use std::collections::BTreeSet;
use village::{Day, Mandate, PersonId, Place, Post};

impl Year<'_> {
    /// The desk of the township's official who keeps the mandates of its villages.
    fn registrar(&self, village: &Place) -> Result<Option<Desk>, Halt> {
        let holders = self.hand.oracle.people.holders(Post::TownshipOfficial, village, self.today());
        let desk = holders.first().map(|person| self.desk(person)).transpose()?;
        Ok(desk)
    }

    /// An office of the village and its holder, by chance.
    fn an_office(&mut self, village: &Place) -> Option<(String, Post, PersonId)> {
        let held: Vec<_> = self
            .hand
            .oracle
            .people
            .terms_at(village, self.now.day())
            .filter(|term| term.post.is_village_office())
            .map(|term| (term.id.clone(), term.post, term.person.clone()))
            .collect();
        self.dice.pick(&held).cloned()
    }

    /// Villagers without an office, in the order of chance.
    fn plain_villagers(&mut self, village: &Place) -> Vec<PersonId> {
        let today = self.today();
        let mut people = self.hand.oracle.people.of(village);
        people.retain(|one| {
            let posts = self.hand.oracle.people.posts(one, village, today);
            posts.contains(&Post::Villager) && !posts.iter().any(|post| post.is_official() || *post == Post::Contractor)
        });
        let turn = self.dice.below(people.len()).min(people.len());
        people.rotate_left(turn);
        people
    }

    pub(super) fn resign(&mut self, village: &Place) -> Result<(), Halt> {
        let (Some(desk), Some((id, post, person))) = (self.registrar(village)?, self.an_office(village)) else {
            return Ok(());
        };
        let last_day = self.today().plus(-self.dice.between(0, 1));
        let end = EndMandate { id, place: village.clone(), last_day, reason: "本人辞职".into() };
        if was_done(&self.hand.perform(&desk, end)?) {
            self.hand.report.posts.0 += 1;
            let at = self.later(2, 20);
            self.agenda.at(at, Turn::Succeed(village.clone(), post, person.clone()));
            let at = self.later(1, 8);
            self.agenda.at(at, Turn::Haunt(village.clone(), person));
        }
        Ok(())
    }

    pub(super) fn succeed(&mut self, village: &Place, post: Post, former: &PersonId) -> Result<(), Halt> {
        let ends = self.today().plus(3 * 365);
        if self.appoint(village, post, ends, former)?.is_some() {
            self.hand.report.posts.1 += 1;
        }
        Ok(())
    }

    /// Somebody is given a post: a villager with whom it goes together, found by trying.
    fn appoint(&mut self, village: &Place, post: Post, ends: Day, not: &PersonId) -> Result<Option<PersonId>, Halt> {
        let Some(desk) = self.registrar(village)? else { return Ok(None) };
        let starts = self.today();
        for person in self.plain_villagers(village).into_iter().filter(|one| one != not).take(4) {
            let mandate = Mandate { person: person.clone(), post, place: village.clone(), starts, ends };
            if was_done(&self.hand.perform(&desk, GrantMandate { mandate })?) && self.agree(village, &person)? {
                return Ok(Some(person));
            }
        }
        Ok(None)
    }

    /// The township's discipline officer agrees to what waits about somebody. Who asked is refused before.
    fn agree(&mut self, village: &Place, person: &PersonId) -> Result<bool, Halt> {
        let office = self.hand.office.clone();
        let open = office.read(|reader| roster::open_checks_of(reader, person, self.now))?;
        let second = self.hand.oracle.people.holders(Post::DisciplineOfficer, village, self.today());
        let Some(second) = second.first().map(|person| self.desk(person)).transpose()? else { return Ok(false) };
        let mut agreed = false;
        for check in open {
            let answer = |agrees| AnswerCheck {
                id: check.id.clone(),
                place: check.place.clone(),
                agrees,
                reason: String::new(),
            };
            let asker = self.desk(&check.asked_by.0)?;
            if was_done(&self.hand.perform(&asker, answer(true))?) {
                let what = format!("{} agreed to what he asked for himself", check.asked_by.1);
                self.hand.oracle.find("an office takes two people", &check.id, what);
            }
            agreed = was_done(&self.hand.perform(&second, answer(true))?);
        }
        Ok(agreed)
    }

    /// Whoever has left a post tries a step of the village's cases all the same.
    pub(super) fn haunt(&mut self, village: &Place, person: &PersonId) -> Result<(), Halt> {
        let held: BTreeSet<Post> = {
            let people = &self.hand.oracle.people;
            people.former(village, self.now.day()).filter(|term| term.person == *person).map(|term| term.post).collect()
        };
        for index in 0..self.matters.len() {
            let Some(matter) = self.matters.get(index) else { continue };
            let going = matter.village == *village && matter.stage == Stage::Going && matter.case.is_some();
            let code = matter.affair.clone();
            let case = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id));
            let (true, Some(at)) = (going, case.filter(|case| case.runs()).map(|case| case.at.clone())) else {
                continue;
            };
            let book = self.book.at(village, self.today());
            let Some(affair) = book.affair(&code) else { continue };
            let step = affair.step(&at).filter(|step| step.who.iter().any(|post| held.contains(post)));
            let Some(step) = step else { continue };
            let (may, _) = self.who(index, affair, step);
            if may.contains(person) {
                continue;
            }
            let form = self.form(index, affair, step, None);
            let desk = self.desk(person)?.with_key(self.mark());
            return self.send(index, &form, &desk).map(drop);
        }
        Ok(())
    }

    /// An officer goes on leave; somebody stands in, with a mandate that ends by itself.
    pub(super) fn leave(&mut self, village: &Place) -> Result<(), Halt> {
        let Some((_, post, person)) = self.an_office(village) else { return Ok(()) };
        let back = self.today().plus(self.dice.between(5, 30));
        self.away.insert(person.clone(), back);
        if let Some(deputy) = self.appoint(village, post, back, &person)? {
            self.hand.report.posts.2 += 1;
            let at = self.morning_of(back.plus(2));
            self.agenda.at(at, Turn::Haunt(village.clone(), deputy));
        }
        Ok(())
    }

    /// Officers declare relatives in the village, so that the rules have somebody to keep out.
    pub(super) fn declare(&mut self, village: &Place) -> Result<(), Halt> {
        for _ in 0..8 {
            let (Some((_, _, person)), relatives) = (self.an_office(village), self.plain_villagers(village)) else {
                continue;
            };
            let Some(relative) = relatives.first().cloned() else { continue };
            if self.hand.oracle.people.related(&person, &relative) {
                continue;
            }
            let desk = self.desk(&person)?;
            let kin = DeclareKin { place: village.clone(), person, relative, relation: Relation::Other };
            self.hand.perform(&desk, kin)?;
        }
        Ok(())
    }

    /// The full meeting lets representatives decide; when that ends, it is given anew, soon or late.
    pub(super) fn authorise(&mut self, village: &Place, body: &str) -> Result<(), Halt> {
        let again = Turn::Authorise(village.clone(), body.to_owned());
        let today = self.today();
        let clerks = self.hand.oracle.people.holders(Post::Clerk, village, today);
        let clerk = clerks.iter().find(|one| self.away.get(*one).is_none_or(|until| *until < today));
        let giver = Body(affairs::giver(body).to_owned());
        let directors = self.hand.oracle.people.holders(Post::SupervisionDirector, village, today);
        let here = |one: &&PersonId| self.away.get(*one).is_none_or(|until| *until < today);
        let kin = |one: &PersonId| clerk.is_some_and(|clerk| self.hand.oracle.people.related(clerk, one));
        let director = directors.iter().filter(here).find(|one| !kin(one)).cloned();
        let sitting = self.meeting(village, (&giver, None), today, false, &BTreeSet::new(), Mood::Carried);
        let papers = (self.papers.first().cloned(), self.papers.get(1).cloned());
        let (Some(clerk), Some(director), Some(sitting), (Some(minutes), Some(attendance))) =
            (clerk, director, sitting, papers)
        else {
            let at = self.later(3, 5);
            self.agenda.at(at, again);
            return Ok(());
        };
        let ends = today.plus(self.dice.between(120, 420));
        let record = RecordDelegation {
            village: village.clone(),
            body: body.to_owned(),
            matters: affairs::delegable(&self.book).into_iter().map(|(code, _)| code).collect(),
            starts: today,
            ends,
            noticed: today.plus(-self.dice.between(10, 20)),
            sitting,
            minutes,
            attendance,
        };
        let desk = self.desk(clerk)?;
        let recorded = self.hand.perform(&desk, record)?;
        let confirms = !self.dice.happens(20);
        if let Done::Taken(receipt) = recorded {
            let reason = if confirms { String::new() } else { "签到表上少了三户".to_owned() };
            let answer = AnswerDelegation { village: village.clone(), id: receipt.subject, confirms, reason };
            let desk = self.desk(&director)?;
            self.hand.perform(&desk, answer)?;
        }
        if !confirms {
            let at = self.later(12, 20);
            self.agenda.at(at, again);
            return Ok(());
        }
        let day = ends.plus(self.dice.between(-15, 12));
        let at = self.morning_of(day);
        self.agenda.at(at, again);
        Ok(())
    }
}
