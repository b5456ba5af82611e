//! How well the proofs and the examples watch the files: one gate, one separation, one branch is taken away at a time, and
//! the proof or an example must notice.

use crate::common;
use procedure::{Affair, Example, RuleBook, check, examples};

#[derive(Debug, Clone)]
enum Mutant {
    Gate(String),
    Apart(String, String),
    Branch(String, String, usize),
}

fn mutants(affair: &Affair) -> Vec<Mutant> {
    let mut gates: Vec<&str> = affair.steps.iter().flat_map(|s| &s.gates).map(|gate| gate.id.as_str()).collect();
    gates.sort_unstable();
    gates.dedup();
    let mut list: Vec<Mutant> = gates.into_iter().map(|gate| Mutant::Gate(gate.to_owned())).collect();
    for step in &affair.steps {
        list.extend(step.apart_from.iter().map(|other| Mutant::Apart(step.id.clone(), other.clone())));
        for outcome in &step.outcomes {
            let last = outcome.branches.len() - 1;
            list.extend((0..last).map(|place| Mutant::Branch(step.id.clone(), outcome.id.clone(), place)));
        }
    }
    list
}

fn apply(book: &RuleBook, code: &str, mutant: &Mutant) -> RuleBook {
    let mut book = book.clone();
    let affair = book.affairs.get_mut(code).unwrap();
    for step in &mut affair.steps {
        match mutant {
            Mutant::Gate(id) => step.gates.retain(|gate| gate.id != *id),
            Mutant::Apart(at, other) if step.id == *at => step.apart_from.retain(|id| id != other),
            Mutant::Branch(at, outcome, place) if step.id == *at => {
                step.outcomes.iter_mut().filter(|o| o.id == *outcome).for_each(|o| drop(o.branches.remove(*place)));
            }
            _ => {}
        }
    }
    book
}

fn wanted(example: &Example) -> bool {
    example.layers.is_empty() || example.layers.iter().any(|layer| layer == "zhejiang")
}

/// Runs every mutant of an affair; gives how many there are, and those that nobody noticed.
fn survivors(code: &str) -> (usize, Vec<Mutant>) {
    let book = common::zhejiang();
    let files = common::files();
    let file = files.iter().find(|file| file.path == format!("cases/{code}.toml")).unwrap();
    let cases = examples(file).unwrap();
    let all = mutants(book.affair(code).unwrap());
    let noticed = |mutant: &Mutant| {
        let book = apply(book, code, mutant);
        cases.iter().filter(|case| wanted(case)).any(|case| case.run(&book).is_err()) || check(&book, code).is_err()
    };
    let chunk = all.len().div_ceil(4).max(1);
    let left = std::thread::scope(|scope| {
        let threads: Vec<_> = all
            .chunks(chunk)
            .map(|part| scope.spawn(|| part.iter().filter(|m| !noticed(m)).cloned().collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    (all.len(), left)
}

fn at_least(code: &str, percent: usize) {
    let (all, left) = survivors(code);
    println!("{code}: {} of {all} mutants noticed; not noticed: {left:?}", all - left.len());
    assert!((all - left.len()) * 100 >= all * percent, "{code}: too many mutants live: {left:?}");
}

#[test]
fn a_gate_or_separation_taken_from_the_seal_is_noticed() {
    at_least("K1", 80);
}

#[test]
#[ignore = "takes minutes: cargo test -p procedure --test it -- --ignored"]
fn a_gate_or_separation_taken_from_any_affair_is_noticed() {
    for code in ["A1", "C1", "C2", "D1", "F1"] {
        at_least(code, 60);
    }
}
