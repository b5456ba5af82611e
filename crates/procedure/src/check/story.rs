//! Tells the walk in words: the claims that were proved, or the road on which one breaks.

use super::CounterExample;
use super::explore::{Move, Walk};
use crate::affair::Affair;
use crate::state::{Position, day_words};
use village::Words;

/// The claims about the whole walk: every step and ending reached, every way taken, no dead end.
pub(crate) fn verdict(walk: &Walk<'_>) -> Result<(), CounterExample> {
    let at = |id: &str| walk.nodes.iter().any(|node| matches!(&node.state.at, Position::Step(step) if step == id));
    if let Some(step) = walk.affair.steps.iter().find(|step| !at(&step.id)) {
        let claim =
            Words::new(format!("没有一条路能走到“{}”", step.name.zh), format!("no road leads to “{}”", step.name.en));
        return Err(walk.broken(claim, None));
    }
    for step in &walk.affair.steps {
        for outcome in &step.outcomes {
            if let Some(branch) = outcome.branches.iter().find(|branch| !walk.went(&step.id, &outcome.id, &branch.to)) {
                let claim = Words::new(
                    format!("“{}”的“{}”永远到不了“{}”", step.name.zh, outcome.words.zh, branch.to),
                    format!("“{}” of “{}” never leads to `{}`", outcome.words.en, step.name.en, branch.to),
                );
                return Err(walk.broken(claim, None));
            }
        }
    }
    let ended = |id: &str| walk.nodes.iter().any(|node| matches!(&node.state.at, Position::Ended(end) if end == id));
    if let Some(ending) = walk.affair.endings.iter().find(|ending| !ended(&ending.id)) {
        let claim = Words::new(
            format!("没有一条路能办结为“{}”", ending.words.zh),
            format!("no road ends “{}”", ending.words.en),
        );
        return Err(walk.broken(claim, None));
    }
    if let Some(stuck) = walk.dead_ends().first() {
        let name = walk.nodes.get(*stuck).and_then(|node| match &node.state.at {
            Position::Step(id) => walk.affair.step(id).map(|step| step.name.clone()),
            Position::Ended(_) => None,
        });
        let name = name.unwrap_or_default();
        let claim =
            Words::new(format!("办到“{}”就没有人能往下办了", name.zh), format!("from “{}” nobody can go on", name.en));
        let mut found = walk.broken(claim, None);
        found.story = tell(walk, *stuck, None);
        return Err(found);
    }
    Ok(())
}

/// The road to a state, one act after another, and the act that breaks the claim.
pub(crate) fn tell(walk: &Walk<'_>, node: usize, last: Option<&Move>) -> Vec<Words> {
    let mut acts: Vec<&Move> = last.into_iter().collect();
    let mut at = walk.nodes.get(node);
    while let Some((parent, step)) = at.and_then(|node| node.from.as_ref()) {
        acts.push(step);
        at = walk.nodes.get(*parent);
    }
    acts.reverse();
    acts.into_iter().map(|act| sentence(walk, act)).collect()
}

fn sentence(walk: &Walk<'_>, act: &Move) -> Words {
    let step = walk.affair.step(&act.attempt.step);
    let resident = walk.roster.get(act.resident);
    let post = resident.and_then(|one| step?.who.iter().find(|post| one.posts.contains(post)).map(|post| post.title()));
    let post = post.unwrap_or_default();
    let name = resident.map(|one| one.name.clone()).unwrap_or_default();
    let outcome = step.and_then(|step| step.outcome(&act.outcome)).map(|outcome| outcome.words.clone());
    let outcome = outcome.unwrap_or_else(|| Words::new("尝试办理", "an attempt"));
    let what = step.map(|step| step.name.clone()).unwrap_or_default();
    let day = day_words(act.attempt.now.day());
    let mut told: Vec<String> = Vec::new();
    for field in step.into_iter().flat_map(|step| &step.fields).filter(|field| field.keep) {
        if let Some(text) = act.attempt.fields.get(&field.id).filter(|text| !text.is_empty()) {
            told.push(format!("{} = {text}", field.id));
        }
    }
    if let Some(sitting) = &act.attempt.sitting {
        let (all, came, votes) = (sitting.entitled.len(), sitting.present.len(), sitting.votes_for);
        told.push(format!("{} {came}/{all}, {votes}", sitting.body.as_str()));
    }
    let told = if told.is_empty() { String::new() } else { format!(" [{}]", told.join("; ")) };
    Words::new(
        format!("{}，{}（{}）办理“{}”：{}{told}", day.zh, name.zh, post.zh, what.zh, outcome.zh),
        format!("On {}, {}, {}, does “{}”: {}{told}", day.en, name.en, post.en, what.en, outcome.en),
    )
}

/// What a walk without a counter-example has proved.
pub(crate) fn claims(affair: &Affair, people: usize) -> Vec<Words> {
    let (steps, endings) = (affair.steps.len(), affair.endings.len());
    let ways: usize = affair.steps.iter().flat_map(|step| &step.outcomes).map(|outcome| outcome.branches.len()).sum();
    let mut claims = vec![
        Words::new(
            format!("{steps}个环节、{endings}种办结、{ways}条去向都走得到"),
            format!("all {steps} steps, {endings} endings and {ways} ways between them are reached"),
        ),
        Words::new(
            "从任何一步都能走到办结，没有死路",
            "an ending can be reached from every state: there is no dead end",
        ),
        Words::new(
            format!("{people}个人的最小村（一人兼书记、主任、理事长）也凑得齐互相分开的人"),
            format!(
                "in a village of {people} people, one of them secretary, director and chair, the separation of duties can be met"
            ),
        ),
        Words::new(
            "主要负责人不经办、不首签，该分开的岗位没有一个人兼办",
            "the top leader never handles nor approves first; duties that lie apart are never one person's",
        ),
    ];
    if !affair.must_disclose.is_empty() {
        let codes = affair.must_disclose.join("、");
        claims.push(Words::new(
            format!("办成而没有公开{codes}的路一条也没有"),
            format!("no road ends well without disclosing {}", affair.must_disclose.join(", ")),
        ));
    }
    claims.extend(affair.promises.iter().map(|promise| promise.words.clone()));
    claims
}
