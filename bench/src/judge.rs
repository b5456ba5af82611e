//! Judging one step: every gate of it, by [`procedure::take`], over the acts of every worked example of every affair.
//!
//! The reference is the parsing of the same act's JSON in the same run: the form as it was sent, the case's facts and its acts
//! as the store keeps them. No act of any program with such a store comes cheaper than that; it shares no code with the rules,
//! and it grows and shrinks with the case as judging does.

use crate::Outcome;
use crate::figures::{percentile, rate, say, under};
use clap::Args;
use procedure::{Attempt, CaseState, Done, Facts, RuleBook, take};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};
use village::Place;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How often each act is judged.
    #[arg(long, default_value_t = 50)]
    rounds: usize,
}

/// An act in the state in which it is judged, with its JSON.
struct Act {
    affair: String,
    state: CaseState,
    attempt: Attempt,
    form: String,
    facts: String,
    acts: String,
}

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    let book = shipped()?;
    let acts = acts(&book)?;
    say(&format!("{} acts of {} affairs, each {} times", acts.len(), book.affairs.len(), options.rounds));
    let (mut judged, mut parsed) = (Vec::new(), Vec::new());
    let mut slowest: BTreeMap<(String, String), Duration> = BTreeMap::new();
    for act in &acts {
        let (mut own, mut read) = (Vec::new(), Vec::new());
        for _ in 0..options.rounds.max(1) {
            let begun = Instant::now();
            let taken = take(black_box(&book), black_box(&act.state), black_box(&act.attempt));
            own.push(begun.elapsed());
            drop(black_box(taken));
            let begun = Instant::now();
            black_box(parse(act)?);
            read.push(begun.elapsed());
        }
        let middle = percentile(&mut own, 50);
        slowest
            .entry((act.affair.clone(), act.attempt.step.clone()))
            .and_modify(|known| *known = middle.max(*known))
            .or_insert(middle);
        judged.extend(own);
        parsed.extend(read);
    }
    let p50 = percentile(&mut judged, 50);
    let p99 = percentile(&mut judged, 99);
    let reference = percentile(&mut parsed, 50);
    say(&format!("  judging an act    p50 {}  p99 {}", us(p50), us(p99)));
    say(&format!("  parsing its JSON  p50 {}  p99 {}", us(reference), us(percentile(&mut parsed, 99))));
    let mut slowest: Vec<_> = slowest.into_iter().collect();
    slowest.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    for ((affair, step), time) in slowest.iter().take(5) {
        say(&format!("  slowest: {affair} {step}  {}", us(*time)));
    }
    under("judging one step, median", p50.as_secs_f64() * 1e6, "µs", 100.0);
    under("judging one step, 99th percentile", p99.as_secs_f64() * 1e6, "µs", 100.0);
    let ratio = p50.as_secs_f64() / reference.as_secs_f64().max(1e-9);
    say(&format!("judging / parsing its JSON: {ratio:.1}"));
    Ok(())
}

/// The rule book that comes with the program.
pub(crate) fn shipped() -> Outcome<RuleBook> {
    RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"])
        .map_err(|faults| faults.first().map(ToString::to_string).unwrap_or_default().into())
}

/// How many acts of the examples are judged in a second, one after the other.
pub(crate) fn acts_a_second(book: &RuleBook) -> Outcome<f64> {
    let acts = acts(book)?;
    let rounds = 5;
    let begun = Instant::now();
    for act in acts.iter().cycle().take(acts.len() * rounds) {
        drop(black_box(take(black_box(book), black_box(&act.state), black_box(&act.attempt))));
    }
    Ok(rate(acts.len() * rounds, begun.elapsed()))
}

/// Every act of every example, in the state in which it is tried.
fn acts(book: &RuleBook) -> Outcome<Vec<Act>> {
    let village = Place::new("990101001001")?;
    let mut all = Vec::new();
    for road in demo::roads(book)?.into_values().flatten() {
        let Some(mut state) = book.begin(&road.affair, village.clone()) else { continue };
        for attempt in road.acts {
            let came = take(book, &state, &attempt);
            let after = came.ok().map(|taken| taken.applied(&state, &attempt));
            all.push(Act {
                affair: road.affair.clone(),
                form: serde_json::to_string(&attempt.fields)?,
                facts: serde_json::to_string(&state.facts)?,
                acts: serde_json::to_string(&state.acts)?,
                state: state.clone(),
                attempt,
            });
            match after {
                Some(after) => state = after,
                None => break,
            }
        }
    }
    Ok(all)
}

fn parse(act: &Act) -> Outcome<(BTreeMap<String, String>, Facts, Vec<Done>)> {
    Ok((serde_json::from_str(&act.form)?, serde_json::from_str(&act.facts)?, serde_json::from_str(&act.acts)?))
}

fn us(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}
