//! Every affair of the rule book, whatever it is: to each of its good endings through the pages, and against each of its
//! gates. The worked examples of the rules say how; people of the village send the forms. An affair that is added with its
//! examples is covered here without a word.

mod pages;

use demo::testing::{Bench, Road, Stage, on_postgres, on_sqlite};
use pages::Pages;
use procedure::{Affair, Gate, Position, RuleBook};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use village::Post;

/// Rules that look a second time at what can hardly change in between: the invoice belongs to the first case that names it,
/// so no other case has it when the accountant looks; a budget in force does not go back.
const NOT_TO_BE_HAD: [&str; 2] = ["A2.budget_undecided", "C1.invoice_used_again"];

/// Runs a test of an affair's on all of them, each in a county of its own, and tells everything that is wrong.
fn every_affair(run: impl Fn(&mut dyn FnMut(&Bench)) + Sync, test: impl Fn(&Stage<'_>, &Affair) -> Vec<String> + Sync) {
    let layers = ["national", "zhejiang"];
    let book = RuleBook::read(&demo::shipped_rules(), &layers).unwrap();
    let codes: Vec<&String> = book.affairs.keys().collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(code) = codes.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut found = Vec::new();
            let done = catch_unwind(AssertUnwindSafe(|| {
                run(&mut |bench| {
                    let stage = Stage::open(bench);
                    found = test(&stage, &stage.book.affairs[code.as_str()]);
                    bench.verified();
                });
            }));
            if let Err(panic) = done {
                let words = panic.downcast_ref::<String>().cloned();
                found.push(words.or(panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default());
            }
            wrong.lock().unwrap().extend(found.into_iter().map(|what| format!("{code}: {what}")));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The shortest roads to an ending, or to a refusal, first.
fn shortest<'s>(stage: &'s Stage<'_>, code: &str, wanted: impl Fn(&Road) -> bool) -> Vec<&'s Road> {
    let mut ways: Vec<&Road> = stage.roads.get(code).into_iter().flatten().filter(|road| wanted(road)).collect();
    ways.sort_by_key(|road| road.acts.len());
    ways
}

fn good_endings(stage: &Stage<'_>, affair: &Affair) -> Vec<String> {
    let pages = Pages::open(stage);
    let mut wrong = Vec::new();
    // An affair with an emergency lane is walked in it and beside it.
    let lanes = affair.emergency.iter().map(|lane| Some(lane.opens.as_str())).chain([None]);
    let goods = affair.endings.iter().filter(|ending| ending.good);
    for (ending, lane) in goods.flat_map(|ending| lanes.clone().map(move |lane| (ending, lane))) {
        let at = Position::Ended(ending.id.clone());
        let opens = affair.emergency.as_ref().map(|lane| lane.opens.as_str());
        let in_lane = |road: &Road| road.acts.iter().any(|act| Some(act.step.as_str()) == opens);
        let wanted = |road: &Road| road.to.as_ref() == Ok(&at) && in_lane(road) == lane.is_some();
        let ways = shortest(stage, &affair.code, wanted);
        let mut why = vec!["no example comes to it".to_owned()];
        let mut case = None;
        for road in ways {
            match stage.go(road, &|turn| pages.take(turn)) {
                Ok(number) => case = Some(number),
                Err(what) => why.push(format!("{}: {what}", road.name.en)),
            }
            if case.is_some() {
                break;
            }
        }
        match case {
            Some(case) => pages.ended(&case, affair, &ending.id),
            None => wrong.push(format!("to `{}`: {}", ending.id, why.join("\n    "))),
        }
    }
    wrong
}

fn gates(stage: &Stage<'_>, affair: &Affair) -> Vec<String> {
    let pages = Pages::open(stage);
    let (mut shown, mut wrong) = (BTreeSet::new(), Vec::new());
    for (step, gate) in affair.steps.iter().flat_map(|step| step.gates.iter().map(move |gate| (step, gate))) {
        let rule = format!("{}.{}", affair.code, gate.id);
        let of_step = |road: &Road| road.acts.last().is_some_and(|act| act.step == step.id);
        let refuses = |road: &Road| matches!(&road.to, Err(refusal) if refusal.rule == rule) && of_step(road);
        let (mut why, mut here) = (Vec::new(), false);
        for (road, fresh) in
            shortest(stage, &affair.code, refuses).into_iter().flat_map(|road| [(road, false), (road, true)])
        {
            match refused_by(&pages, road, fresh, gate, &rule) {
                Ok(()) => here = true,
                Err(what) => why.push(format!("{}: {what}", road.name.en)),
            }
            if here {
                shown.insert(rule.clone());
                break;
            }
        }
        if !here {
            let may_be_elsewhere = why.iter().all(|what| what.contains("would have to"));
            wrong.push((
                may_be_elsewhere,
                rule,
                format!("`{}` of `{}` is not shown: {}", gate.id, step.id, why.join("\n    ")),
            ));
        }
    }
    // What nobody can bring about at one step is shown by the same rule at another one.
    let excused = |elsewhere: bool, rule: &str| elsewhere && (shown.contains(rule) || NOT_TO_BE_HAD.contains(&rule));
    wrong.into_iter().filter(|(elsewhere, rule, _)| !excused(*elsewhere, rule)).map(|(_, _, what)| what).collect()
}

/// The gate refuses, in its own words; a violation is recorded and both supervisors are warned, a slip leaves nothing.
fn refused_by(pages: &Pages<'_>, road: &Road, fresh: bool, gate: &Gate, rule: &str) -> Result<(), String> {
    let (stage, bench) = (pages.stage, pages.stage.bench());
    let turn = stage.go_near(road, fresh, &|turn| stage.by_deed(turn))?;
    let village = turn.village.clone();
    match stage.tried(&turn) {
        Some(refusal) if refusal.rule == rule => {}
        Some(refusal) => {
            let faults: Vec<_> = refusal.faults.iter().map(|f| format!("{}: {}", f.field, f.words.en)).collect();
            return Err(format!("refused by `{}`: {} {}", refusal.rule, refusal.words.en, faults.join("; ")));
        }
        None => return Err("allowed".to_owned()),
    }
    let before = bench.office.archive().head();
    let refusal = stage.refused(&turn);
    assert_eq!((refusal.rule.as_str(), refusal.violation), (rule, !gate.slip));
    for words in [&refusal.words, &refusal.next] {
        assert!(!words.is_incomplete() && !words.zh.contains('{') && !words.en.contains('{'), "{rule}: {words:?}");
    }
    assert!(!refusal.articles.is_empty() || gate.slip, "{rule} has no ground");
    let left = bench.office.archive().head() - before;
    if gate.slip {
        assert_eq!(left, 0, "{rule} is a slip and leaves an entry");
        pages.refused(&turn, &refusal);
        return Ok(());
    }
    assert_eq!(left, 2, "{rule} is not recorded and warned of");
    let subject = turn.case.as_ref().map_or(format!("{village}-{}", turn.affair), |case| case.to_string());
    let last = bench.refused_acts(&subject).into_iter().max_by_key(|act| act.entry).unwrap();
    assert_eq!((last.rule.as_str(), last.step.as_str()), (rule, turn.form.step.as_str()));
    pages.refused(&turn, &refusal);
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        let alerts = bench.inbox(&village, post);
        let alert = alerts.iter().find(|alert| alert.rule == rule && alert.subject == subject);
        let own = turn.desk.posts_at(&village).contains(&post);
        assert!(alert.is_some() || own, "{post} is not warned of {rule}");
        alert.iter().for_each(|alert| pages.warned(alert, &bench.desk(&village, post)));
    }
    Ok(())
}

mod sqlite {
    use super::{every_affair, gates, good_endings, on_sqlite};

    #[test]
    fn every_affair_comes_to_each_good_ending_through_the_pages() {
        every_affair(|test| on_sqlite(test), good_endings);
    }

    #[test]
    fn every_gate_refuses_and_a_violation_is_recorded_and_warned_of() {
        every_affair(|test| on_sqlite(test), gates);
    }
}

mod postgres {
    use super::{every_affair, gates, good_endings, on_postgres};

    #[test]
    fn every_affair_comes_to_each_good_ending_through_the_pages() {
        every_affair(|test| on_postgres(test), good_endings);
    }

    #[test]
    fn every_gate_refuses_and_a_violation_is_recorded_and_warned_of() {
        every_affair(|test| on_postgres(test), gates);
    }
}
