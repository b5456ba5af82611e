//! Villagers object to what is made public, and the village answers.

use super::Year;
use super::agenda::Turn;
use crate::Halt;
use crate::hand::Done;
use affairs::{AnswerObjection, LodgeObjection, OBJECTIONS_AN_HOUR, ReviewAnswer};
use office::Desk;
use village::{CaseId, Place, Post};

/// The posts that review the answers.
const REVIEW: [Post; 2] = [Post::SupervisionDirector, Post::SupervisionMember];

/// The posts that answer objections.
const ANSWER: [Post; 5] =
    [Post::VillageDirector, Post::DeputyDirector, Post::Clerk, Post::CommitteeMember, Post::BranchMember];

impl Year<'_> {
    /// Something was made public: now and then somebody objects, in time or too late.
    pub(super) fn plan_voices(&mut self, case: &CaseId) {
        let window = self.hand.oracle.cases.get(case).and_then(|case| case.windows.last().cloned());
        let Some(window) = window else { return };
        let days = window.closes.since(window.opens).max(1);
        for _ in 0..2 {
            if self.dice.happens(130) {
                // One in eight comes too late.
                let day = window.opens.plus(self.dice.between(0, days + days / 8));
                let at = day.at(self.dice.between(7, 21), self.dice.between(0, 59)).max(self.now.plus_ms(60_000));
                self.agenda.at(at, Turn::Object(case.clone()));
            }
        }
        if self.dice.happens(4) {
            let at = window.opens.plus(1).at(self.dice.between(7, 20), 30).max(self.now.plus_ms(60_000));
            self.agenda.at(at, Turn::Flood(case.clone()));
        }
    }

    fn lodge(&mut self, case: &CaseId, village: &Place) -> Result<(), Halt> {
        let lodge = LodgeObjection {
            case: case.clone(),
            village: village.clone(),
            text: "公示的内容和实际不一样，请核对".into(),
            contact: String::new(),
        };
        let mut desk = Desk::unnamed(&self.hand.office, self.now);
        if self.dice.happens(300) {
            desk = desk.with_key(self.mark());
        }
        if let Done::Taken(receipt) = self.hand.perform(&desk, lodge)? {
            let at = if self.dice.happens(150) { self.later(8, 25) } else { self.later(0, 5) };
            self.agenda.at(at, Turn::Answer(case.clone(), receipt.subject));
        }
        Ok(())
    }

    pub(super) fn object(&mut self, case: &CaseId) -> Result<(), Halt> {
        let village = self.hand.oracle.cases.get(case).map(|case| case.village.clone());
        village.map_or(Ok(()), |village| self.lodge(case, &village))
    }

    /// Far more objections than there are voices: the last are refused in words.
    pub(super) fn flood(&mut self, case: &CaseId) -> Result<(), Halt> {
        let village = self.hand.oracle.cases.get(case).map(|case| case.village.clone());
        let Some(village) = village else { return Ok(()) };
        for _ in 0..OBJECTIONS_AN_HOUR + 3 {
            self.lodge(case, &village)?;
        }
        Ok(())
    }

    /// The village answers, and the supervision committee reviews; now and then two of its officers at one moment, and now
    /// and then somebody who has handled the matter.
    pub(super) fn answer(&mut self, case: &CaseId, objection: &str) -> Result<(), Halt> {
        let Some(known) = self.hand.oracle.cases.get(case) else { return Ok(()) };
        let (village, runs) = (known.village.clone(), known.runs());
        let given = known.objections.get(objection).and_then(|one| one.given.clone());
        let hands: Vec<_> = known.acts.iter().map(|act| (act.person.clone(), act.post)).collect();
        let concerned = self.hand.oracle.people.meant(known.party.as_deref().unwrap_or_default());
        let careless = self.dice.happens(60);
        let people = &self.hand.oracle.people;
        let free = |one: &village::PersonId| {
            let kin = concerned.iter().any(|party| party == one || people.related(party, one));
            !kin && self.away.get(one).is_none_or(|until| *until < self.now.day())
        };
        if let Some((answerer, _)) = given {
            let own = |one: &village::PersonId| hands.iter().any(|(hand, post)| hand == one && !REVIEW.contains(post));
            let fair = |one: &village::PersonId| {
                free(one) && *one != answerer && !people.related(one, &answerer) && (careless || !own(one))
            };
            let posts = REVIEW.iter().flat_map(|post| people.holders(*post, &village, self.now.day()));
            let reviewer = posts.filter(fair).collect::<Vec<_>>();
            let reviewer = self.dice.pick(&reviewer).cloned();
            return self.review(case, objection, &village, reviewer);
        }
        let not_own = |one: &village::PersonId| careless || !hands.iter().any(|(hand, _)| hand == one);
        let mut able: Vec<_> =
            ANSWER.iter().flat_map(|post| people.holders(*post, &village, self.now.day())).filter(free).collect();
        able.retain(not_own);
        able.dedup();
        let upheld = runs && self.dice.happens(260);
        let deed = || AnswerObjection {
            case: case.clone(),
            village: village.clone(),
            objection: objection.to_owned(),
            answer: "已经核对，情况在村务公开栏说明".into(),
            upheld,
        };
        let (Some(first), second) = (able.first(), able.get(1)) else {
            let at = self.later(1, 3);
            self.agenda.at(at, Turn::Answer(case.clone(), objection.to_owned()));
            return Ok(());
        };
        let desk = self.desk(first)?;
        match second.filter(|_| self.dice.happens(120)) {
            Some(second) => {
                let other = self.desk(second)?;
                self.hand.perform_both((&desk, deed()), (&other, deed())).map(drop)?;
            }
            None => self.hand.perform(&desk, deed()).map(drop)?,
        }
        let at = self.later(0, 3);
        self.agenda.at(at, Turn::Answer(case.clone(), objection.to_owned()));
        Ok(())
    }

    /// Somebody of the committee reviews the answer; now and then it is sent back, and answered anew. Where nobody of it is
    /// free, the township does.
    fn review(
        &mut self,
        case: &CaseId,
        objection: &str,
        village: &Place,
        reviewer: Option<village::PersonId>,
    ) -> Result<(), Halt> {
        let above = || {
            let township = village.at(village::Level::Township)?;
            let officials = self.hand.oracle.people.holders(Post::TownshipOfficial, &township, self.now.day());
            officials.into_iter().next()
        };
        let Some(reviewer) = reviewer.or_else(above) else { return Ok(()) };
        let agreed = !self.dice.happens(120);
        let deed = ReviewAnswer {
            case: case.clone(),
            village: village.clone(),
            objection: objection.to_owned(),
            agreed,
            words: "已对照材料核对".into(),
        };
        let desk = self.desk(&reviewer)?;
        if matches!(self.hand.perform(&desk, deed)?, Done::Taken(_)) && !agreed {
            let at = self.later(0, 3);
            self.agenda.at(at, Turn::Answer(case.clone(), objection.to_owned()));
        }
        Ok(())
    }
}
