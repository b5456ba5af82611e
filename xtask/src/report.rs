//! Running gates one after another, telling how far they are, and the closing lines.

use crate::count::{Counts, Tally};
use crate::gate::Gate;
use crate::need;
use crate::postgres::Postgres;
use crate::shell::Obstacle;
use std::time::{Duration, Instant};

/// How one gate ended.
struct Ending {
    gate: Gate,
    counts: Counts,
    passed: bool,
    took: Duration,
}

/// Runs every gate, also after one has failed; whether all passed.
pub(crate) fn run_all() -> Result<bool, Obstacle> {
    let began = Instant::now();
    need::provide()?;
    let postgres = Postgres::start()?;
    let mut endings = Vec::new();
    for (done, gate) in Gate::ALL.into_iter().enumerate() {
        println!("── gate {}/{}: {} ({} so far)", done + 1, Gate::ALL.len(), gate.name(), clock(began.elapsed()));
        let ending = run(gate, Some(&postgres), &[])?;
        println!("── {}: {} in {}", gate.name(), verdict(ending.passed), clock(ending.took));
        endings.push(ending);
    }
    drop(postgres);
    close(&endings, began.elapsed());
    Ok(endings.iter().all(|ending| ending.passed))
}

/// Runs one gate; whether it passed.
pub(crate) fn run_one(gate: Gate, more: &[&str]) -> Result<bool, Obstacle> {
    let mut postgres = None;
    if gate.wants_postgres() {
        need::provide()?;
        postgres = Some(Postgres::start()?);
    }
    let ending = run(gate, postgres.as_ref(), more)?;
    drop(postgres);
    println!("{}: {} in {}", gate.name(), verdict(ending.passed), clock(ending.took));
    if ending.counts != Counts::default() {
        let browser = if gate == Gate::Browser { ending.counts.all } else { Tally::default() };
        println!("{}", closing_line(&ending.counts, &browser));
    }
    Ok(ending.passed)
}

fn run(gate: Gate, postgres: Option<&Postgres>, more: &[&str]) -> Result<Ending, Obstacle> {
    let began = Instant::now();
    let (counts, passed) = gate.run(postgres, more)?;
    Ok(Ending { gate, counts, passed, took: began.elapsed() })
}

fn close(endings: &[Ending], took: Duration) {
    println!();
    for Ending { gate, counts, passed, took } in endings {
        println!("{:<8} {:<7} {:>7}  {}", gate.name(), verdict(*passed), clock(*took), told(&counts.all));
    }
    println!("{:<16} {:>7}", "together", clock(took));
    let mut counts = Counts::default();
    let mut browser = Tally::default();
    for ending in endings {
        counts.add(ending.counts);
        if ending.gate == Gate::Browser {
            browser = ending.counts.all;
        }
    }
    let Tally { passed, failed, skipped } = counts.all;
    println!("\n{passed} passed, {failed} failed, {skipped} skipped\n{}", closing_line(&counts, &browser));
}

fn closing_line(counts: &Counts, browser: &Tally) -> String {
    let Tally { passed, failed, skipped } = counts.all;
    format!(
        "passed {passed}, failed {failed}, skipped {skipped} (SQLite {}, PostgreSQL {}; browser {browser})",
        counts.sqlite, counts.postgres
    )
}

fn told(tally: &Tally) -> String {
    if tally.passed == 0 { String::new() } else { tally.to_string() }
}

fn verdict(passed: bool) -> &'static str {
    if passed { "passed" } else { "FAILED" }
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{}:{:02} min", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_tells_databases_and_browser() {
        let tally = |passed, failed, skipped| Tally { passed, failed, skipped };
        let counts = Counts { all: tally(412, 1, 2), sqlite: tally(206, 0, 0), postgres: tally(205, 1, 2) };
        assert_eq!(
            closing_line(&counts, &tally(12, 0, 0)),
            "passed 412, failed 1, skipped 2 (SQLite 206, PostgreSQL 205 and 1 failed and 2 skipped; browser 12)"
        );
    }

    #[test]
    fn times_are_told_in_seconds_then_minutes() {
        assert_eq!(clock(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(clock(Duration::from_secs(605)), "10:05 min");
    }
}
