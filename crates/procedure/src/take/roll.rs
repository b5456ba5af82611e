//! A roster too small for a decision is told when the meeting is called, not when it is held.

use super::say;
use crate::attempt::{Attempt, Roll};
use crate::quorum::{Counted, MajorityOf, Quorum};
use village::{Kind, Refusal, Words};

/// Whether those on the roster could come to a decision at all: the body's own rule first, then what else bears.
pub(crate) fn check(attempt: Option<&Attempt>, rules: &[&Quorum]) -> Result<(), Refusal> {
    let roll = attempt.and_then(|attempt| attempt.roll);
    let roll = roll.ok_or_else(|| say::broken_rule("nobody counted the roster of the meeting"))?;
    let Some(own) = rules.first() else { return Ok(()) };
    enough_for(roll, own, rules)
}

/// Whether so many on a roster could come to a decision at all under these rules, the body's own first.
///
/// # Errors
/// A [`Refusal`] of the rule `roster` that says how many there are and what to do.
pub fn enough(roll: Roll, rules: &[&Quorum]) -> Result<(), Refusal> {
    rules.first().map_or(Ok(()), |own| enough_for(roll, own, rules))
}

fn enough_for(roll: Roll, own: &Quorum, rules: &[&Quorum]) -> Result<(), Refusal> {
    match rules.iter().find(|rule| !can_carry(roll, own, rule)) {
        Some(rule) => Err(too_small(roll, own, rule)),
        None => Ok(()),
    }
}

/// Whether so many could carry a motion by a rule, if as many came as make it easiest: those who are kept out only where
/// the meeting needs them to be there.
fn can_carry(roll: Roll, own: &Quorum, rule: &Quorum) -> bool {
    let Roll { entitled, kept_out } = roll;
    let voters = entitled.saturating_sub(kept_out);
    if entitled == 0 || voters == 0 {
        return false;
    }
    let persons = own.attend.iter().filter(|way| way.counted == Counted::Persons);
    let least = persons.map(|way| way.share.least(entitled)).min().unwrap_or(1);
    let whole = match rule.pass.of {
        MajorityOf::Present => voters.max(least),
        MajorityOf::Entitled => entitled,
    };
    rule.pass.share.reached(voters, whole)
}

fn too_small(roll: Roll, own: &Quorum, rule: &Quorum) -> Refusal {
    let Roll { entitled, kept_out } = roll;
    let mut refusal = Refusal::new(
        Kind::NotNow,
        "roster",
        Words::new(
            format!("{}应到{entitled}人，其中{kept_out}人要回避，怎么表决都凑不够法定的票数", own.name.zh),
            format!(
                "The {} has {entitled} members, of whom {kept_out} must stand aside: no vote of the others can carry",
                own.name.en
            ),
        ),
        Words::new(
            "请先核对花名册；名册没有错的，报乡镇研究由哪个会议决定，再通知",
            "Check the roster first; if it is right, ask the township which body decides, then call the meeting",
        ),
    );
    refusal.articles = rule.articles.clone();
    refusal
}
