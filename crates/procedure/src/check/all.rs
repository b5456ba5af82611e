//! Every affair of a rule book at once: no affair's proof depends on another's.

use super::{CounterExample, Proof, check};
use crate::book::RuleBook;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What came of the walk through an affair.
pub type Checked = Result<Proof, CounterExample>;

/// Walks every state of the affairs named, on so many threads, and tells what came of each as soon as it is known. Those with
/// the most steps are begun first, so that no thread is left alone with a long one at the end.
pub fn check_all(book: &RuleBook, affairs: &[String], threads: usize, tell: impl FnMut(&str, Checked) + Send) {
    let mut order: Vec<&String> = affairs.iter().collect();
    order.sort_by_key(|code| std::cmp::Reverse(book.affair(code).map_or(0, |affair| affair.steps.len())));
    let (next, tell) = (AtomicUsize::new(0), Mutex::new(tell));
    let walk = || {
        while let Some(code) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let checked = check(book, code);
            let mut tell = tell.lock().unwrap_or_else(PoisonError::into_inner);
            tell(code, checked);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(affairs.len()) {
            scope.spawn(walk);
        }
        walk();
    });
}
