//! Meetings: who was entitled follows from the roster, enough came, the majority was reached, and it was called in time.

use super::Oracle;
use super::case::Trial;
use super::law;
use super::seen::Held;
use procedure::{Attendance, Counted, FactValue, MajorityOf, Quorum, RuleBook, Share, StepKind, TallyResult};
use std::collections::BTreeSet;
use village::{PersonId, Place};

impl Oracle {
    pub(super) fn judge_meeting(&mut self, trial: &Trial<'_>) {
        let subject = trial.acted.case.to_string();
        let Some(held) = &trial.acted.sitting else {
            if trial.step.kind == StepKind::Meeting {
                self.find("a meeting is recorded with its votes", &subject, trial.which());
            }
            return;
        };
        let rules = self.rules(&trial.before.village, trial.day());
        let choice = trial.step.bodies.iter().find(|choice| choice.body.as_str() == held.body);
        let Some(quorum) = choice.and_then(|choice| rules.quorums.get(&choice.body)) else {
            let what = format!("{}: held by `{}`", trial.which(), held.body);
            self.find("the body that meets may decide the matter", &subject, what);
            return;
        };
        let named = trial.acted.facts.get("group").or_else(|| trial.before.facts.get("group"));
        let group = match named {
            Some(FactValue::Text(group)) if law::MEETS_BY_GROUP.contains(&held.body.as_str()) => Some(group.as_str()),
            _ => None,
        };
        let Some(counted) = self.counted(quorum, held, &trial.before.village, group) else {
            let what = format!("{}: the list of `{}` is not the roster's of {}", trial.which(), held.body, held.day);
            self.find("who is entitled to vote follows from the roster", &subject, what);
            return;
        };
        let mut rulings = vec![quorum];
        rulings.extend(self.stricter(trial, &rules));
        let count = Count::of(held);
        let result = count.result(quorum, &rulings, counted);
        if trial.outcome.when_tally.is_some_and(|claimed| claimed != result)
            || held.passed != (result == TallyResult::Passed)
        {
            let what = format!("{}: {count:?} is {result:?}, recorded as `{}`", trial.which(), trial.outcome.id);
            self.find("a motion is carried by its majority only", &subject, what);
        }
        if count.cast > count.voters {
            let what = format!("{}: {count:?}", trial.which());
            self.find("nobody votes twice", &subject, what);
        }
        self.judge_voters(trial, held);
        self.judge_notice(trial, held, quorum);
        self.judge_delegation(trial, held);
    }

    /// Whether persons or households were counted; `None` when the list is neither's.
    fn counted(&self, quorum: &Quorum, held: &Held, village: &Place, group: Option<&str>) -> Option<Counted> {
        let mut roll = self.people.roll(&quorum.members, village, held.day);
        roll.retain(|one| group.is_none_or(|group| self.people.group(one, held.day) == group));
        let listed: BTreeSet<PersonId> = held.roster.iter().map(|one| one.person.clone()).collect();
        if listed == roll {
            return Some(Counted::Persons);
        }
        let homes = |people: &BTreeSet<PersonId>| -> BTreeSet<String> {
            let home = |one: &PersonId| match self.people.household(one) {
                "" => one.to_string(),
                household => household.to_owned(),
            };
            people.iter().map(home).collect()
        };
        let one_each =
            listed.is_subset(&roll) && homes(&listed) == homes(&roll) && homes(&listed).len() == listed.len();
        one_each.then_some(Counted::Households)
    }

    /// Further majorities that the matter needs, as far as the condition is one of the few that are written for them.
    fn stricter<'r>(&self, trial: &Trial<'_>, rules: &'r RuleBook) -> Vec<&'r Quorum> {
        let facts = |name: &str| trial.acted.facts.get(name).or_else(|| trial.before.facts.get(name));
        let amount = match facts("amount_fen") {
            Some(FactValue::Int(fen)) => *fen,
            _ => 0,
        };
        let tier = rules.tiers.list.iter().position(|tier| {
            let limits = tier.up_to.iter().filter(|limit| limit.since <= trial.day()).map(|limit| limit.value);
            limits.min().is_none_or(|limit| amount <= limit)
        });
        let holds = |text: &str| {
            if let Some(least) = text.strip_prefix("tier >= ") {
                return least.trim().parse::<usize>().is_ok_and(|least| tier.is_some_and(|tier| tier >= least));
            }
            let Some((name, values)) = text.split_once(" in [").or_else(|| text.split_once(" == ")) else {
                return false;
            };
            let Some(FactValue::Text(found)) = facts(name.trim()) else { return false };
            values.split(['\'', '"']).any(|value| value == found)
        };
        let further = trial.step.stricter.iter().filter(|further| holds(further.when.text()));
        further.filter_map(|further| rules.quorums.get(&further.quorum)).collect()
    }

    fn judge_voters(&mut self, trial: &Trial<'_>, held: &Held) {
        let own = [trial.before.party.as_ref(), trial.acted.party.as_ref()];
        let parties = self.parties(trial.affair, &trial.before.village, &trial.acted.facts, &own);
        let meant: Vec<PersonId> = parties.iter().flat_map(|party| self.people.meant(party)).collect();
        let voters = held.roster.iter().filter(|one| one.present && !one.recused);
        let concerned = |one: &PersonId| meant.iter().any(|party| party == one || self.people.related(party, one));
        if let Some(voter) = voters.map(|one| &one.person).find(|one| concerned(one)) {
            let what = format!("{}: {voter} voted on the matter of {parties:?}", trial.which());
            self.find("neither a party nor its relatives vote", trial.acted.case.as_str(), what);
        }
    }

    /// A meeting is held on the day that was announced, so many days ahead.
    fn judge_notice(&mut self, trial: &Trial<'_>, held: &Held, quorum: &Quorum) {
        let subject = trial.acted.case.to_string();
        if held.day > trial.day() {
            self.find("a meeting is recorded after it was held", &subject, trial.which());
        }
        let Some(notice) = &trial.step.convened_by else { return };
        let called = trial.before.acts.iter().rev().find(|act| act.step == *notice && act.on);
        let Some(called) = called else {
            self.find("a meeting is called before it is held", &subject, trial.which());
            return;
        };
        let announced = matches!(trial.before.facts.get("meeting_day"), Some(FactValue::Day(day)) if *day == held.day);
        let earliest = called.moment.day().plus(i64::from(quorum.notice_days));
        if !announced || held.day < earliest {
            let what = format!("{}: held on {}, called on {}", trial.which(), held.day, called.moment.day());
            self.find("a meeting is called in time, for the day on which it is held", &subject, what);
        }
    }
}

/// The heads of a meeting.
#[derive(Debug)]
struct Count {
    entitled: u64,
    present: u64,
    voters: u64,
    cast: u64,
    votes_for: u64,
}

impl Count {
    fn of(held: &Held) -> Self {
        let many = |which: fn(&super::seen::Attended) -> bool| {
            u64::try_from(held.roster.iter().filter(|one| which(one)).count()).unwrap_or(u64::MAX)
        };
        Self {
            entitled: many(|_| true),
            present: many(|one| one.present),
            voters: many(|one| one.present && !one.recused),
            cast: held.votes_for + held.against + held.abstain,
            votes_for: held.votes_for,
        }
    }

    fn result(&self, quorum: &Quorum, rulings: &[&Quorum], counted: Counted) -> TallyResult {
        let ways: Vec<&Attendance> = quorum.attend.iter().filter(|way| way.counted == counted).collect();
        let enough = ways.iter().any(|way| reaches(way.share, self.present, self.entitled));
        if !(enough || quorum.attend.is_empty() && self.present > 0) {
            return TallyResult::NotQuorate;
        }
        let carried = rulings.iter().all(|ruling| {
            let whole = if ruling.pass.of == MajorityOf::Present { self.present } else { self.entitled };
            reaches(ruling.pass.share, self.votes_for, whole)
        });
        if carried { TallyResult::Passed } else { TallyResult::NotPassed }
    }
}

/// Whether a part is so large a share of a whole.
pub(super) fn reaches(share: Share, part: u64, whole: u64) -> bool {
    match share {
        Share::MoreThan(n, d) => whole > 0 && part * d > whole * n,
        Share::AtLeast(n, d) => whole > 0 && part * d >= whole * n,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_not_more_than_half_and_two_thirds_are_at_least_two_thirds() {
        assert!(!reaches(Share::MoreThan(1, 2), 6, 12) && reaches(Share::MoreThan(1, 2), 7, 12));
        assert!(reaches(Share::AtLeast(2, 3), 8, 12) && !reaches(Share::AtLeast(2, 3), 7, 12));
        assert!(!reaches(Share::AtLeast(2, 3), 0, 0));
    }
}
