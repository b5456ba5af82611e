//! Proving all affairs, as `qingcun rules check` does, on all cores.
//!
//! The reference is bare judging in the same run: the acts of the worked examples, one after the other on one thread. A proof
//! that cost nothing but the attempts that it makes would take as many of those, shared among the cores; what it takes beside
//! is for telling states apart and for the claims.

use crate::Outcome;
use crate::figures::{say, under};
use crate::judge::{acts_a_second, shipped};
use clap::Args;
use std::time::Instant;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many threads; all cores when left out.
    #[arg(long)]
    threads: Option<usize>,
}

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    let book = shipped()?;
    let bare = acts_a_second(&book)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.unwrap_or(cores);
    let codes: Vec<String> = book.affairs.keys().cloned().collect();
    let (mut states, mut attempts, mut unsound, mut last) = (0, 0, Vec::new(), String::new());
    let begun = Instant::now();
    procedure::check_all(&book, &codes, threads, |code, checked| {
        code.clone_into(&mut last);
        match checked {
            Ok(proof) => {
                states += proof.states;
                attempts += proof.attempts;
            }
            Err(_) => unsound.push(code.to_owned()),
        }
    });
    let took = begun.elapsed().as_secs_f64();
    if !unsound.is_empty() {
        return Err(format!("not proved: {}", unsound.join(", ")).into());
    }
    say(&format!(
        "{} affairs, {states} states, {attempts} attempts, {threads} threads; the last was {last}",
        codes.len()
    ));
    let count = u32::try_from(attempts).map_or(f64::from(u32::MAX), f64::from);
    let shared = f64::from(u32::try_from(threads.min(cores)).unwrap_or(1));
    under("checking every affair", took, "s", 10.0);
    say(&format!("checking / as many acts judged bare: {:.2}", took / (count / bare / shared).max(1e-9)));
    Ok(())
}
