//! From the steps of an affair's ordinary road to few pictures: neighbours that belong together share one. The emergency lane,
//! where there is one, has a picture of its own at the end.

use super::Pictogram;
use super::kind::pictogram;
use procedure::{Affair, Step, Way};
use std::collections::BTreeSet;

/// So many pictures at most, with the last one that shows what is public in the end.
pub(crate) const MOST: usize = 8;

/// A picture and the steps that it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Group<'a> {
    pub(crate) picture: Pictogram,
    pub(crate) steps: Vec<&'a Step>,
}

/// The pictures of an affair, without the last one.
pub(crate) fn groups(affair: &Affair) -> Vec<Group<'_>> {
    let road = road(affair);
    let steps = affair.steps.iter().filter(|step| road.contains(step.id.as_str()));
    let (lane, steps): (Vec<&Step>, Vec<&Step>) = steps.partition(|step| is_of_lane(affair, step));
    let ordinary = steps.into_iter().map(|step| Group { picture: pictogram(step), steps: vec![step] }).collect();
    let Some(first) = lane.first() else { return few(ordinary, MOST) };
    let mut groups = few(ordinary, MOST - 1);
    groups.push(Group { picture: pictogram(first), steps: lane });
    groups
}

/// Whether a step is taken in the emergency lane only.
pub(crate) fn is_of_lane(affair: &Affair, step: &Step) -> bool {
    affair.emergency.as_ref().is_some_and(|lane| lane.is_own(&step.id))
}

/// Neighbours joined until there are fewer than so many.
fn few(mut groups: Vec<Group<'_>>, most: usize) -> Vec<Group<'_>> {
    loop {
        let pairs = groups.windows(2).enumerate();
        let ranked = pairs.filter_map(|(at, pair)| match pair {
            [one, next] => Some((rank(one, next), at)),
            _ => None,
        });
        let Some((rank, at)) = ranked.min() else { return groups };
        if rank > TOGETHER && groups.len() < most {
            return groups;
        }
        let next = groups.remove(at + 1);
        if let Some(one) = groups.get_mut(at) {
            one.picture = stronger(one.picture, next.picture);
            one.steps.extend(next.steps);
        }
    }
}

/// Neighbours of this rank or less share a picture however few there are.
const TOGETHER: usize = 1;

/// How willingly two neighbours share a picture: the less, the sooner.
fn rank(one: &Group<'_>, next: &Group<'_>) -> usize {
    use Pictogram as P;
    let together = one.steps.len() + next.steps.len();
    match (one.picture, next.picture) {
        (a, b) if a == b && !matches!(a, P::Publicity | P::Meeting) => 0,
        (P::Notice, P::Meeting) | (P::Publicity, P::Check) => 1,
        (P::Meeting, P::Check) => 2,
        (P::Submit, P::Books) | (P::Books | P::Submit, P::Pay) | (P::Township, P::Pay) => 3,
        (P::Sign, P::Check) | (P::Check, P::Sign) => 4,
        (P::Consult, P::Check) | (P::Check, P::Consult) => 5,
        (P::Propose | P::Lease | P::Purchase | P::Hiring | P::Claim, P::Consult) => 6,
        (P::Check, P::Publicity) | (P::Publicity, P::Publicity) => 7,
        (P::Check, P::Meeting) => 8,
        (P::Accept, P::Check) | (P::Ledger, _) | (_, P::Ledger) => 9,
        _ => 10 + together,
    }
}

/// Of two pictures the one that says more to a villager.
fn stronger(one: Pictogram, next: Pictogram) -> Pictogram {
    use Pictogram as P;
    let weight = |picture: Pictogram| match picture {
        P::Meeting => 9,
        P::Pay => 8,
        P::Contract => 7,
        P::Publicity => 6,
        P::Township | P::Accept | P::Handout => 5,
        P::Sign | P::Works | P::Seal => 4,
        P::Consult | P::Lease | P::Purchase | P::Hiring => 3,
        P::Notice => 0,
        P::Check | P::Books | P::Submit => 1,
        _ => 2,
    };
    if weight(next) > weight(one) { next } else { one }
}

impl Group<'_> {
    /// What its steps do, each kind once, the picture's own first; a notice of a meeting says nothing of its own.
    pub(crate) fn kinds(&self) -> Vec<Pictogram> {
        let mut kinds: Vec<Pictogram> = Vec::new();
        for kind in self.steps.iter().map(|step| pictogram(step)) {
            if kind != Pictogram::Notice && !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if kinds.is_empty() { vec![self.picture] } else { kinds }
    }

    /// The step that the picture shows.
    pub(crate) fn main(&self) -> Option<&Step> {
        self.steps.iter().find(|step| pictogram(step) == self.picture).or(self.steps.first()).copied()
    }
}

/// What is reached by outcomes that go on.
fn road(affair: &Affair) -> BTreeSet<&str> {
    affair.first().map_or_else(BTreeSet::new, |first| affair.ahead(&first.id))
}

/// Whether a case can come to a good ending without the step.
pub(crate) fn is_sometimes(affair: &Affair, step: &Step) -> bool {
    let Some(first) = affair.first().filter(|first| first.id != step.id) else { return false };
    let (mut seen, mut next) = (BTreeSet::from([first.id.as_str()]), vec![first]);
    while let Some(here) = next.pop() {
        let on = here.outcomes.iter().filter(|outcome| outcome.way == Way::On);
        for branch in on.flat_map(|outcome| &outcome.branches) {
            if affair.ending(&branch.to).is_some_and(|ending| ending.good) {
                return true;
            }
            if let Some(to) = affair.step(&branch.to).filter(|to| to.id != step.id)
                && seen.insert(to.id.as_str())
            {
                next.push(to);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::RuleBook;

    fn book() -> RuleBook {
        RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap()
    }

    #[test]
    fn every_affair_is_told_in_at_most_eight_pictures_and_no_step_is_lost() {
        for affair in book().affairs.values() {
            let groups = groups(affair);
            assert!((2..MOST).contains(&groups.len()), "{}: {} pictures", affair.code, groups.len());
            let told: Vec<&str> = groups.iter().flat_map(|group| &group.steps).map(|step| step.id.as_str()).collect();
            let road: Vec<&str> = affair.steps.iter().map(|step| step.id.as_str()).collect();
            let road = road.into_iter().filter(|id| super::road(affair).contains(id));
            let (lane, ordinary): (Vec<&str>, Vec<&str>) =
                road.partition(|id| is_of_lane(affair, affair.step(id).unwrap()));
            assert_eq!(told, [ordinary, lane.clone()].concat(), "{}", affair.code);
            let last: Vec<&str> = groups.last().unwrap().steps.iter().map(|step| step.id.as_str()).collect();
            assert!(lane.is_empty() || last == lane, "{}: the emergency lane is a picture of its own", affair.code);
        }
    }

    #[test]
    fn a_routine_expense_is_told_as_villagers_would_tell_it() {
        let book = book();
        let affair = book.affair("C1").unwrap();
        let told: Vec<Pictogram> = groups(affair).iter().map(|group| group.picture).collect();
        assert_eq!(told.first(), Some(&Pictogram::Claim));
        assert_eq!(told.last(), Some(&Pictogram::Pay));
        assert!(told.contains(&Pictogram::Witness) && told.contains(&Pictogram::Meeting), "{told:?}");
    }

    #[test]
    fn what_a_small_sum_does_not_need_is_sometimes_needed() {
        let book = book();
        let affair = book.affair("C1").unwrap();
        let sometimes: Vec<&str> =
            affair.steps.iter().filter(|step| is_sometimes(affair, step)).map(|step| step.id.as_str()).collect();
        assert_eq!(sometimes, ["first_approve", "pre_review", "joint_meeting", "correct"]);
    }
}
