//! Affairs: steps, who takes them, what they ask for, what must hold, where they lead.

use super::{Found, Thing, change};
use crate::affair::{Affair, Step};
use crate::book::RuleBook;
use village::{Post, Words};

pub(super) fn compare(found: &mut Found, old: &RuleBook, new: &RuleBook) {
    for (code, affair) in &new.affairs {
        match old.affair(code) {
            Some(was) => one(found, was, affair),
            None => {
                let name = &affair.name;
                let what =
                    Words::new(format!("新增事项 {code} {}", name.zh), format!("a new affair: {code} {}", name.en));
                found.say(code, what);
            }
        }
    }
    for (code, gone) in old.affairs.iter().filter(|(code, _)| !new.affairs.contains_key(*code)) {
        let what = Words::new(
            format!("取消事项 {code} {}", gone.name.zh),
            format!("the affair {code} {} is dropped", gone.name.en),
        );
        found.say(code, what);
    }
}

/// `C1 日常开支报销：`.
pub(super) fn head(affair: &Affair) -> Words {
    let (code, name) = (&affair.code, &affair.name);
    Words::new(format!("{code} {}：", name.zh), format!("{code} {}: ", name.en))
}

pub(super) fn posts(posts: &[Post]) -> Words {
    let titles = posts.iter().map(|post| post.title());
    let all = titles.reduce(|a, b| Words::new(format!("{}、{}", a.zh, b.zh), format!("{}, {}", a.en, b.en)));
    all.unwrap_or_else(|| Words::new("无", "nobody"))
}

fn one(found: &mut Found, old: &Affair, new: &Affair) {
    let (code, head) = (new.code.as_str(), head(new));
    let steps = |affair: &Affair| -> Vec<Thing> {
        affair.steps.iter().map(|step| Thing::new(&step.id, &step.name, ())).collect()
    };
    found.things(code, &head, ("环节", "step"), steps(old), steps(new));
    let order = |affair: &Affair, other: &Affair| -> Vec<String> {
        affair.steps.iter().map(|step| step.id.clone()).filter(|id| other.step(id).is_some()).collect()
    };
    if order(old, new) != order(new, old) {
        found.say(
            code,
            Words::new(format!("{}环节的先后有改动", head.zh), format!("{}the steps come in another order", head.en)),
        );
    }
    for step in &new.steps {
        if let Some(was) = old.step(&step.id) {
            compare_steps(found, code, &head, was, step);
        }
    }
    let endings = |a: &Affair| -> Vec<Thing> { a.endings.iter().map(|e| Thing::new(&e.id, &e.words, e)).collect() };
    found.things(code, &head, ("办结方式", "ending"), endings(old), endings(new));
    let promises = |a: &Affair| -> Vec<Thing> { a.promises.iter().map(|p| Thing::new(&p.id, &p.words, p)).collect() };
    found.things(code, &head, ("保证", "promise"), promises(old), promises(new));
    let disclosed = |a: &Affair| -> Vec<Thing> {
        a.must_disclose.iter().map(|item| Thing::new(item, &Words::same(item), ())).collect()
    };
    found.things(code, &head, ("必须公开的项目", "item that must be disclosed"), disclosed(old), disclosed(new));
    let lists = |a: &Affair| -> Vec<Thing> {
        a.lists
            .iter()
            .map(|(id, words)| Thing::new(id, &Words::same(id), (words, a.growing_lists.contains(id))))
            .collect()
    };
    found.things(code, &head, ("词表", "list of words"), lists(old), lists(new));
    if format!("{:?}", old.emergency) != format!("{:?}", new.emergency) {
        let words = Words::new(
            format!("{}应急办理有改动：谁能启动、凭什么、推后哪些、怎么补办", head.zh),
            format!(
                "{}the emergency lane is changed: who opens it, on what ground, what is put off, how it is made up",
                head.en
            ),
        );
        found.say(code, words);
    }
    let words = |a: &Affair| (a.name.clone(), a.purpose.clone(), a.category.clone());
    if words(old) != words(new) || format!("{:?}", old.shares) != format!("{:?}", new.shares) {
        found.say(
            code,
            Words::new(
                format!("{}名称或说明有改动", head.zh),
                format!("{}its name or its purpose is changed", head.en),
            ),
        );
    }
}

fn compare_steps(found: &mut Found, code: &str, head: &Words, old: &Step, new: &Step) {
    let head = Words::new(format!("{}“{}”", head.zh, new.name.zh), format!("{}“{}”: ", head.en, new.name.en));
    if old.who != new.who {
        found.say(code, change(&head, ("的办理岗位", "who takes it"), &posts(&old.who), &posts(&new.who)));
    }
    if old.who_not != new.who_not {
        found.say(
            code,
            change(&head, ("的回避岗位", "who may not take it"), &posts(&old.who_not), &posts(&new.who_not)),
        );
    }
    if old.ballots != new.ballots {
        let (was, will) = (super::voting(old.ballots), super::voting(new.ballots));
        found.say(code, change(&head, ("的表决方式", "voting"), &was, &will));
    }
    if old.speaks_last != new.speaks_last {
        let (was, will) = (posts(&old.speaks_last), posts(&new.speaks_last));
        found.say(code, change(&head, ("的末位表态", "who speaks last"), &was, &will));
    }
    for paper in &new.papers {
        if let Some(was) = old.papers.iter().find(|was| was.id == paper.id && was.at_least != paper.at_least) {
            let count = |many: u32| Words::new(format!("{many}份"), format!("{many}"));
            let what = (format!("的材料“{}”", paper.name.zh), format!("the paper “{}”", paper.name.en));
            found.say(code, change(&head, (&what.0, &what.1), &count(was.at_least), &count(paper.at_least)));
        }
    }
    for gate in &new.gates {
        if let Some(was) = old.gates.iter().find(|was| was.id == gate.id && was.must.text() != gate.must.text()) {
            let what = (format!("的门槛“{}”", plain(&gate.words).zh), format!("the gate “{}”", plain(&gate.words).en));
            let text = |gate: &crate::affair::Gate| Words::same(format!("`{}`", gate.must.text()));
            found.say(code, change(&head, (&what.0, &what.1), &text(was), &text(gate)));
        }
    }
    let papers = |step: &Step| -> Vec<Thing> {
        step.papers.iter().map(|p| Thing::new(&p.id, &p.name, (&p.name, p.scope, &p.when, &p.on))).collect()
    };
    found.things(code, &head, ("材料", "paper"), papers(old), papers(new));
    let gates = |step: &Step| -> Vec<Thing> {
        let print = |g: &crate::affair::Gate| format!("{:?}", (&g.words, &g.next, &g.articles, g.slip, &g.on));
        step.gates.iter().map(|g| Thing::new(&g.id, &plain(&g.words), print(g))).collect()
    };
    found.things(code, &head, ("门槛", "gate"), gates(old), gates(new));
    let fields = |step: &Step| -> Vec<Thing> { step.fields.iter().map(|f| Thing::new(&f.id, &f.label, f)).collect() };
    found.things(code, &head, ("栏目", "field"), fields(old), fields(new));
    let outcomes =
        |step: &Step| -> Vec<Thing> { step.outcomes.iter().map(|o| Thing::new(&o.id, &o.words, o)).collect() };
    found.things(code, &head, ("办理结果", "outcome"), outcomes(old), outcomes(new));
    let words = |step: &Step| (step.name.clone(), step.help.clone(), step.articles.clone());
    if words(old) != words(new) {
        found.say(
            code,
            Words::new(
                format!("{}的说明或依据有改动", head.zh),
                format!("{}its help or its grounds are changed", head.en),
            ),
        );
    }
    if rest(old) != rest(new) {
        found.say(
            code,
            Words::new(
                format!("{}的时限、须分开的环节、会议或后续效力有改动", head.zh),
                format!("{}its limit, the steps it is apart from, its meeting or what it allows is changed", head.en),
            ),
        );
    }
}

/// A step without what is told one by one.
fn rest(step: &Step) -> String {
    let mut step = step.clone();
    (step.name, step.help) = Default::default();
    step.layer.clear();
    (step.who, step.who_not) = Default::default();
    step.papers.clear();
    step.gates.clear();
    step.fields.clear();
    step.outcomes.clear();
    step.articles.clear();
    (step.effects, step.discloses) = Default::default();
    step.ballots = false;
    step.speaks_last.clear();
    format!("{step:?}")
}

/// Words with every `{hole}` as a gap: there is no case to fill it from.
fn plain(words: &Words) -> Words {
    let mut gaps = words.clone();
    for hole in crate::scope::holes(words) {
        gaps = gaps.fill(&[(hole, &Words::same("…"))]);
    }
    gaps
}
