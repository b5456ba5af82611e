//! Every worked example of some files at once: those of the program, and a county's own.

use super::{Example, examples};
use crate::book::RuleBook;
use crate::fault::{RuleFault, RuleFile};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What came of worked examples.
#[derive(Debug, Clone, Default)]
pub struct Suite {
    /// How many were run.
    pub ran: usize,
    /// Those that came out otherwise than written, and files that cannot be read, sorted.
    pub faults: Vec<RuleFault>,
}

/// Runs every example that speaks of these rules, or only those of one affair.
#[must_use]
pub fn run_examples(book: &RuleBook, files: &[RuleFile], affair: Option<&str>, threads: usize) -> Suite {
    let mut suite = Suite::default();
    let mut all: Vec<Example> = Vec::new();
    for file in files {
        match examples(file) {
            Ok(read) => all.extend(read),
            Err(fault) => suite.faults.push(fault),
        }
    }
    let lowest = lowest(book, &all);
    let speaks = |example: &&Example| {
        let here = example.layers.is_empty() || lowest.is_some_and(|layer| example.layers.iter().any(|l| l == layer));
        here && affair.is_none_or(|code| code == example.affair)
    };
    let wanted: Vec<&Example> = all.iter().filter(speaks).collect();
    suite.ran = wanted.len();
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(suite.faults));
    let run = || {
        while let Some(example) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(found) = example.run(book) {
                let name = &example.name;
                let what =
                    format!("样例没有照写的办成 / an example came out otherwise: {} / {}: {found}", name.zh, name.en);
                let fault = RuleFault { file: example.at.file.clone(), line: example.at.line, what };
                faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    suite.faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
    suite.faults.sort();
    suite
}

/// The lowest layer of the book of which any example speaks by name: an example that names layers holds where one of them is
/// this one, so what a province's examples say holds for its counties too.
fn lowest<'b>(book: &'b RuleBook, all: &[Example]) -> Option<&'b str> {
    let named: BTreeSet<&str> = all.iter().flat_map(|example| &example.layers).map(String::as_str).collect();
    book.layers.iter().rev().map(String::as_str).find(|layer| named.contains(layer))
}
