//! How the votes of a meeting are given and counted: by hands, by paper ballots counted twice, or not at all.

use crate::quorum::Sitting;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{PersonId, Words};

/// How the votes were given, and who counted them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voting {
    /// By a show of hands, counted on the spot.
    #[default]
    Hands,
    /// By paper ballots: what each of those who counted them found, without knowing what the others did.
    Ballots(Vec<Count>),
    /// By opinions that were sealed until all were in.
    Opinions(Opinions),
    /// Not at all: the meeting ended before anybody counted.
    None,
}

/// Who gave an opinion, and whose turn was the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinions {
    /// Everybody who gave one, in that order.
    pub given: Vec<PersonId>,
    /// Who of the body speaks after all others.
    pub last: Vec<PersonId>,
}

/// What one person found who counted the ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Who counted.
    pub by: PersonId,
    /// Votes for.
    pub votes_for: u32,
    /// Votes against.
    pub against: u32,
    /// Abstentions.
    pub abstain: u32,
    /// Ballots that are void.
    pub spoilt: u32,
}

impl Count {
    /// The numbers alone.
    #[must_use]
    pub fn numbers(&self) -> (u32, u32, u32, u32) {
        (self.votes_for, self.against, self.abstain, self.spoilt)
    }

    /// Every ballot that was found.
    #[must_use]
    pub fn ballots(&self) -> u64 {
        [self.votes_for, self.against, self.abstain, self.spoilt].into_iter().map(u64::from).sum()
    }
}

/// What is wrong with the count of a sitting's ballots; `None` when two people who may count found the same, and that is
/// what the sitting says.
#[must_use]
pub fn miscounted(sitting: &Sitting) -> Option<Words> {
    let Voting::Ballots(counts) = &sitting.voting else { return None };
    let people: BTreeSet<&PersonId> = counts.iter().map(|count| &count.by).collect();
    if people.len() < 2 {
        let many = people.len();
        return Some(Words::new(
            format!("表决票要由两个人各数一遍，现在只有{many}个人数过"),
            format!("two people must count the ballots, each alone; {many} did"),
        ));
    }
    if let Some(recused) = counts.iter().find(|count| sitting.recused.contains(&count.by)) {
        let by = &recused.by;
        return Some(Words::new(
            format!("{by}在这件事上回避，不能计票"),
            format!("{by} stands aside in this matter and may not count"),
        ));
    }
    let mut numbers = counts.iter().map(Count::numbers);
    let first = numbers.next()?;
    if numbers.any(|other| other != first) {
        let each: Vec<String> = counts.iter().map(|c| format!("{}/{}/{}", c.votes_for, c.against, c.abstain)).collect();
        return Some(Words::new(
            format!("两个人数的票不一致（同意/反对/弃权：{}）", each.join("；")),
            format!("the two counts differ (for/against/abstaining: {})", each.join("; ")),
        ));
    }
    let said = (sitting.votes_for, sitting.against, sitting.abstain);
    (said != (first.0, first.1, first.2))
        .then(|| Words::new("登记的票数与数出来的票数不一致", "the votes entered are not those that were counted"))
}

/// What is wrong with the order in which opinions were given; `None` when everybody who may vote gave one, and whoever
/// speaks last did so after all others.
#[must_use]
pub fn out_of_turn(sitting: &Sitting) -> Option<Words> {
    let Voting::Opinions(opinions) = &sitting.voting else { return None };
    let votes = |person: &&PersonId| !sitting.recused.contains(person);
    let voters: BTreeSet<&PersonId> = sitting.present.iter().filter(votes).collect();
    let given: BTreeSet<&PersonId> = opinions.given.iter().collect();
    let silent = voters.difference(&given).count();
    if silent > 0 || given.len() != opinions.given.len() || !given.is_subset(&voters) {
        return Some(Words::new(
            format!("还有{silent}人没有表态，或者不该表态的人表了态"),
            format!("{silent} have not given their opinion, or somebody gave one who has none"),
        ));
    }
    let head = |person: &PersonId| opinions.last.contains(person);
    let first = opinions.given.iter().position(head);
    let after = first.map_or(0, |place| opinions.given.iter().skip(place).filter(|person| !head(person)).count());
    (after > 0).then(|| {
        Words::new(
            format!("主要负责人要最后表态，现在还有{after}人在他之后"),
            format!("the head speaks last, but {after} spoke after them"),
        )
    })
}
