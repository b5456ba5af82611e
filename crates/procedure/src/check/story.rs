//! Tells the walk in words: the claims that were proved, or the road on which one breaks.

use super::CounterExample;
use super::explore::Walk;
use super::graph;
use crate::affair::{Affair, Field, FieldKind, part_of};
use crate::attempt::Attempt;
use crate::book::RuleBook;
use crate::library::EffectRule;
use crate::state::{CaseState, Position, day_words};
use village::Words;

/// The claims about the whole walk: every step and ending reached, every way taken, no dead end.
pub(crate) fn verdict(walk: &Walk<'_>) -> Result<(), Box<CounterExample>> {
    let at = |id: &str| walk.nodes.iter().any(|node| matches!(&node.state.at, Position::Step(step) if step == id));
    if let Some(step) = walk.affair.steps.iter().find(|step| !at(&step.id)) {
        let claim =
            Words::new(format!("没有一条路能走到“{}”", step.name.zh), format!("no road leads to “{}”", step.name.en));
        return Err(walk.broken_at(&step.id, claim, Vec::new()));
    }
    for step in &walk.affair.steps {
        for outcome in &step.outcomes {
            if let Some(branch) = outcome.branches.iter().find(|branch| !walk.went(&step.id, &outcome.id, &branch.to)) {
                let claim = Words::new(
                    format!("“{}”的“{}”永远到不了“{}”", step.name.zh, outcome.words.zh, branch.to),
                    format!("“{}” of “{}” never leads to `{}`", outcome.words.en, step.name.en, branch.to),
                );
                return Err(walk.broken_at(&part_of(&step.id, "outcome", &outcome.id), claim, Vec::new()));
            }
        }
    }
    let ended = |id: &str| walk.nodes.iter().any(|node| matches!(&node.state.at, Position::Ended(end) if end == id));
    if let Some(ending) = walk.affair.endings.iter().find(|ending| !ended(&ending.id)) {
        let claim = Words::new(
            format!("没有一条路能办结为“{}”", ending.words.zh),
            format!("no road ends “{}”", ending.words.en),
        );
        return Err(walk.broken_at(&format!("ending.{}", ending.id), claim, Vec::new()));
    }
    let ended = walk.nodes.iter().enumerate().filter(|(_, node)| matches!(node.state.at, Position::Ended(_)));
    if let Some(stuck) = graph::dead_ends(&walk.next(), ended.map(|(place, _)| place)).first() {
        let name = place(walk.affair, walk.nodes.get(*stuck).map(|node| &node.state));
        let (at, round) = going_round(walk, *stuck);
        let claim = Words::new(
            format!("办到“{}”就没有路走到办结了{}", name.zh, round.zh),
            format!("from “{}” no road goes on to an ending{}", name.en, round.en),
        );
        return Err(walk.broken_at(&at, claim, tell(walk, *stuck, None)));
    }
    asked_for(walk)
}

/// The step at which a road without an end stands, and the steps among which it goes round, in words.
fn going_round(walk: &Walk<'_>, stuck: usize) -> (String, Words) {
    let step = |place: usize| match walk.nodes.get(place).map(|node| &node.state.at) {
        Some(Position::Step(id)) => Some(id.as_str()),
        _ => None,
    };
    let mut steps: Vec<&str> = Vec::new();
    for id in graph::reach(&walk.next(), [stuck]).into_keys().filter_map(step) {
        if !steps.contains(&id) {
            steps.push(id);
        }
    }
    let at = step(stuck).unwrap_or_default().to_owned();
    if steps.len() < 2 {
        return (at, Words::default());
    }
    let names = names(walk.affair, &steps);
    let round = Words::new(format!("：只在{}之间来回", names.zh), format!(": it only goes round among {}", names.en));
    (at, round)
}

/// Every paper with a condition is asked for somewhere.
fn asked_for(walk: &Walk<'_>) -> Result<(), Box<CounterExample>> {
    let mut all = walk.affair.steps.iter().flat_map(|step| step.papers.iter().map(move |need| (step, need)));
    let Some((step, need)) = all.find(|(step, need)| !walk.asked_for(&step.id, &need.id)) else {
        return Ok(());
    };
    let when = need.when.as_ref().map(|when| when.text().to_owned()).unwrap_or_default();
    let claim = Words::new(
        format!("“{}”的“{}”永远不会要：条件`{when}`在哪条路上都不成立", step.name.zh, need.name.zh),
        format!(
            "“{}” of “{}” is never asked for: `{when}` is true on no road; what should it ask?",
            need.name.en, step.name.en
        ),
    );
    Err(walk.broken_at(&part_of(&step.id, "paper", &need.id), claim, Vec::new()))
}

/// `“甲”、“乙”`.
pub(crate) fn names(affair: &Affair, steps: &[&str]) -> Words {
    crate::take::say::steps(steps.iter().filter_map(|id| affair.step(id)))
}

/// The name of the step or ending at which a case stands.
pub(crate) fn place(affair: &Affair, state: Option<&CaseState>) -> Words {
    let name = match state.map(|state| &state.at) {
        Some(Position::Step(id)) => affair.step(id).map(|step| step.name.clone()),
        Some(Position::Ended(id)) => affair.ending(id).map(|ending| ending.words.clone()),
        None => None,
    };
    name.unwrap_or_default()
}

/// The road to a state, one act after another, and the act that breaks the claim.
pub(crate) fn tell(walk: &Walk<'_>, node: usize, last: Option<(&Attempt, &str)>) -> Vec<Words> {
    let road = walk.road(node);
    let mut acts: Vec<(Attempt, &str)> = road.iter().map(|act| (act.attempt.clone(), act.outcome.as_str())).collect();
    acts.extend(last.map(|(attempt, outcome)| (attempt.clone(), outcome)));
    sentences(walk, &acts)
}

/// Acts as a story of people.
pub(crate) fn sentences(walk: &Walk<'_>, acts: &[(Attempt, &str)]) -> Vec<Words> {
    acts.iter().map(|(attempt, outcome)| sentence(walk, attempt, outcome)).collect()
}

/// `3月2日（周一），小张（村委会委员）办“填报”，提交（金额（元）：1,800.00）` and the like.
fn sentence(walk: &Walk<'_>, attempt: &Attempt, outcome: &str) -> Words {
    let Some(step) = walk.affair.step(&attempt.step) else { return Words::default() };
    let posts: Vec<Words> =
        step.who.iter().filter(|post| attempt.actor.posts.contains(post)).map(|post| post.title()).collect();
    let post = posts.first().cloned().unwrap_or_else(|| Words::new("没有岗位", "without a post"));
    let name = walk.cast.name(&attempt.actor.person);
    let came = step.outcome(outcome).map(|outcome| outcome.words.clone());
    let came = came.unwrap_or_else(|| Words::new("没有办成", "an attempt"));
    let mut told: Vec<Words> = attempt.actor.kin_of_party.iter().map(|_| kin()).collect();
    let kept = step.fields.iter().filter(|field| field.keep && crate::take::concerns(&field.on, step, outcome));
    told.extend(kept.filter_map(|field| value(field, attempt)));
    if let Some(sitting) = &attempt.sitting {
        let (all, came, votes) = (sitting.entitled.len(), sitting.present.len(), sitting.votes_for);
        told.push(Words::new(
            format!("应到{all}人、实到{came}人、赞成{votes}票"),
            format!("{came} of {all} came, {votes} voted for"),
        ));
    }
    let (zh, en) = if told.is_empty() {
        (String::new(), String::new())
    } else {
        let told = crate::take::say::list(&told, "，", ", ");
        (format!("（{}）", told.zh), format!(" ({})", told.en))
    };
    let day = day_words(attempt.now.day());
    Words::new(
        format!("{}，{}（{}）办“{}”，{}{zh}", day.zh, name.zh, post.zh, step.name.zh, came.zh),
        format!("On {}, {}, {}, takes the step “{}”: {}{en}", day.en, name.en, post.en, step.name.en, came.en),
    )
}

fn kin() -> Words {
    Words::new("当事人的近亲属", "a relative of a party")
}

fn value(field: &Field, attempt: &Attempt) -> Option<Words> {
    let text = attempt.fields.get(&field.id).filter(|text| !text.is_empty())?;
    let words = match field.kind {
        FieldKind::Choice => field.choices.iter().find(|choice| choice.code == *text).map(|c| c.words.clone())?,
        FieldKind::Day => day_words(text.parse().ok()?),
        FieldKind::Money | FieldKind::Count | FieldKind::Truth | FieldKind::CaseRef => Words::same(text.clone()),
        FieldKind::Text | FieldKind::LongText | FieldKind::Person | FieldKind::Group => return None,
    };
    Some(Words::new(format!("{}：{}", field.label.zh, words.zh), format!("{}: {}", field.label.en, words.en)))
}

/// What a walk without a counter-example has proved.
pub(crate) fn claims(book: &RuleBook, affair: &Affair, people: usize) -> Vec<Words> {
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
            format!("{people}个人的最小村（一人兼书记、主任、理事长）里，不管谁办了哪一步，后面都还有人能办"),
            format!(
                "in a village of {people} people, one of them secretary, director and chair, somebody who may go on is always left"
            ),
        ),
        Words::new(
            "不论哪个村、谁兼什么岗，该分开的两件事没有一个人能都办；主要负责人不经办、不首签；当事人的近亲属、没有岗位的人什么也办不了",
            "whatever posts people of whatever village hold, nobody has two duties that lie apart; the top leader neither handles nor approves first; relatives of a party and people without the post do nothing",
        ),
        Words::new(
            "公示期没满、异议没有答复，一步也不能往下办；每个要等人办的环节都有期限",
            "nothing goes on while a publicity runs or an objection is open; every step that waits for somebody has a day",
        ),
    ];
    if !affair.must_disclose.is_empty() {
        let codes = affair.must_disclose.join("、");
        claims.push(Words::new(
            format!("办成而没有公开{codes}的路一条也没有"),
            format!("no road ends well without disclosing {}", affair.must_disclose.join(", ")),
        ));
    }
    let mut effects: Vec<&String> = affair.steps.iter().flat_map(|step| &step.effects).collect();
    effects.sort();
    effects.dedup();
    claims.extend(effects.into_iter().filter_map(|effect| book.effects.get(effect)).map(|rule| needed(book, rule)));
    claims.extend(affair.promises.iter().map(|promise| promise.words.clone()));
    claims
}

/// `没有“村务监督审核”和……，就没有付款`.
fn needed(book: &RuleBook, rule: &EffectRule) -> Words {
    let one = |any: &Vec<String>| {
        let names: Vec<Words> = any.iter().filter_map(|duty| book.duties.get(duty)).map(|d| d.name.clone()).collect();
        let names = crate::take::say::list(&names, "或", " or ");
        Words::new(format!("“{}”", names.zh), format!("“{}”", names.en))
    };
    let needs = crate::take::say::list(&rule.needs.iter().map(one).collect::<Vec<_>>(), "、", ", ");
    Words::new(
        format!("{}之前，{}一样不少，退回过的都重新办过", rule.name.zh, needs.zh),
        format!("{} comes only after each of {}, done anew after a return", rule.name.en, needs.en),
    )
}
