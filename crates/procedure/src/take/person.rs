//! Who may take a step: the post, three-no-direct, kinship, separation of duties.

use super::{say, violation};
use crate::affair::{Affair, Step};
use crate::attempt::Attempt;
use crate::book::RuleBook;
use crate::deputy::{decided_before, is_named, lies_apart};
use crate::state::CaseState;
use village::{Kind, Post, Refusal, Words};

pub(crate) fn check(
    book: &RuleBook,
    affair: &Affair,
    state: &CaseState,
    attempt: &Attempt,
    step: &Step,
) -> Result<(), Refusal> {
    let refusal = stranger(book, attempt, step)
        .or_else(|| top_leader(book, attempt, step))
        .or_else(|| kept_free(attempt, step))
        .or_else(|| kin(attempt, step))
        .or_else(|| same_person(affair, state, attempt, step))
        .or_else(|| moved_on(book, affair, state, attempt, step))
        .or_else(|| decided_elsewhere(attempt, step));
    match refusal {
        Some(mut refusal) => {
            refusal.articles = step.articles.clone();
            Err(say::grounds(book, refusal))
        }
        None => Ok(()),
    }
}

fn stranger(book: &RuleBook, attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let theirs = step.who.iter().any(|post| attempt.actor.posts.contains(post));
    if theirs || is_named(book, step, &attempt.actor) {
        return None;
    }
    let who = say::posts(&step.who);
    Some(violation(
        Kind::NotYours,
        "not_your_post",
        Words::new(
            format!("“{}”由{}办理，您现在没有这个岗位", step.name.zh, who.zh),
            format!("“{}” is done by {}; you do not hold that post", step.name.en, who.en),
        ),
        Words::new(format!("请由{}登录办理", who.zh), format!("{} must sign in and do it", who.en)),
    ))
}

/// Three-no-direct (三不直接): whoever is party secretary never has certain duties.
fn top_leader(book: &RuleBook, attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let duty = book.duties.get(&step.duty)?;
    let leads = attempt.actor.posts.contains(&Post::PartySecretary);
    let for_the_leader = attempt.actor.stands_in == Some(Post::PartySecretary);
    if !duty.top_leader_never || !(leads || for_the_leader) {
        return None;
    }
    let others: Vec<Post> = step.who.iter().copied().filter(|post| *post != Post::PartySecretary).collect();
    let who = say::posts(&others);
    Some(violation(
        Kind::NotYours,
        "three_no_direct",
        Words::new(
            format!("村主要负责人不直接“{}”，“{}”应由分管的人办理", duty.name.zh, step.name.zh),
            format!("The village's top leader does not “{}”; “{}” is for a deputy", duty.name.en, step.name.en),
        ),
        Words::new(format!("请由{}办理，您在最后一步签字", who.zh), format!("{} must do it; you sign last", who.en)),
    ))
}

/// A holder of a post that a later step needs may not begin what they must then judge.
fn kept_free(attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let post = step.who_not.iter().find(|post| attempt.actor.posts.contains(post))?.title();
    Some(violation(
        Kind::NotYours,
        "kept_free",
        Words::new(
            format!("您是{}，后面的环节要由您把关，不能自己办“{}”", post.zh, step.name.zh),
            format!("You are {}, and a later step needs you: you may not do “{}” yourself", post.en, step.name.en),
        ),
        Words::new("请由同岗位的其他人办理", "Somebody else of the same post must do it"),
    ))
}

fn kin(attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let party = attempt.actor.kin_of_party.as_ref()?;
    Some(violation(
        Kind::NotYours,
        "kin",
        Words::new(
            format!("您申报过与当事人{party}是近亲属，办理“{}”应当回避", step.name.zh),
            format!("You are a declared relative of {party}, a party to this case, and may not do “{}”", step.name.en),
        ),
        Words::new("请由同岗位的其他人办理", "Somebody else of the same post must do it"),
    ))
}

fn same_person(affair: &Affair, state: &CaseState, attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let mut own = step
        .apart_from
        .iter()
        .filter(|other| state.acts.iter().any(|done| done.step == **other && done.person == attempt.actor.person));
    let other = own.find_map(|id| affair.step(id))?;
    let who = say::posts(&step.who);
    Some(violation(
        Kind::NotYours,
        "apart",
        Words::new(
            format!("您已经办过“{}”，同一个人不能再办“{}”", other.name.zh, step.name.zh),
            format!("You did “{}”; the same person may not do “{}”", other.name.en, step.name.en),
        ),
        Words::new(format!("请由另一位{}办理", who.zh), format!("Another person must do it: {}", who.en)),
    ))
}

/// Whoever stands in, or has left the post in which he acted before, took no step that lies apart from this one.
fn moved_on(book: &RuleBook, affair: &Affair, state: &CaseState, attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let other = lies_apart(book, affair, state, step, &attempt.actor)?;
    Some(violation(
        Kind::NotYours,
        "apart",
        Words::new(
            format!("您办过“{}”，换了岗位、代别人办，也不能再办“{}”", other.name.zh, step.name.zh),
            format!(
                "You did “{}”: in another post or for somebody else, too, you may not do “{}”",
                other.name.en, step.name.en
            ),
        ),
        Words::new("请由没有办过前面环节的人办理", "Somebody who took none of those steps must do it"),
    ))
}

/// Whoever decided on the money in a case that the payment rests on does not pay it, in whatever post.
fn decided_elsewhere(attempt: &Attempt, step: &Step) -> Option<Refusal> {
    let mut decided = decided_before(step, &attempt.references);
    let (_, case) = decided.find(|(person, _)| **person == attempt.actor.person)?;
    Some(violation(
        Kind::NotYours,
        "apart",
        Words::new(
            format!("这笔钱依据的办件{case}是您审批、签字或者登记决定的，您换了岗位也不能办“{}”", step.name.zh),
            format!(
                "You approved, signed or recorded the decision of case {case}, on which this money rests: in another post, too, you may not do “{}”",
                step.name.en
            ),
        ),
        Words::new("请由没有参与决定的人付款", "Somebody who had no hand in deciding must pay"),
    ))
}
