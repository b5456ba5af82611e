//! Acts committed per second, durably.
//!
//! An act is the first step of a routine expense (C1): a case is opened with its form and two papers, through
//! authority, rules, entry and tables. The references then write the very rows that it wrote, read back from its store:
//! bare, 64 acts a commit; bare, one act a commit; and a file to which as many bytes are appended and synced.

mod county;
mod reference;

use crate::Outcome;
use crate::figures::{at_least, median, ms, per_second, percentile, rate, say};
use clap::Args;
use county::Scratch;
pub(crate) use county::open as open_county;
use reference::{Rows, append_and_sync, copy_of, write_rows};
use std::path::PathBuf;
use std::time::Duration;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many acts a round.
    #[arg(long, default_value_t = 20_000)]
    acts: usize,
    /// How many clients at once.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// How many rounds; the median is what counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How many villages the county has.
    #[arg(long, default_value_t = 12)]
    villages: usize,
    /// A folder on the disk to be measured (not in memory).
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
}

/// The figures of one round.
struct Round {
    door: f64,
    grouped: f64,
    single: f64,
    appended: f64,
}

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    std::fs::create_dir_all(&options.folder)?;
    let folder = tempfile::tempdir_in(&options.folder)?;
    say(&format!("{} acts, {} clients, in {}", options.acts, options.clients, folder.path().display()));
    let mut rounds = Vec::new();
    for number in 1..=options.rounds {
        let place = folder.path().join(number.to_string());
        std::fs::create_dir_all(&place)?;
        rounds.push(one_round(options, &place, number)?);
        std::fs::remove_dir_all(&place)?;
    }
    let ratio = |of: fn(&Round) -> f64| median(&rounds.iter().map(|round| round.door / of(round)).collect::<Vec<_>>());
    say(&format!("median of {} rounds:", rounds.len()));
    at_least("door / bare rusqlite, 64 acts a commit", ratio(|round| round.grouped), 0.2);
    at_least("door / bare rusqlite, one act a commit", ratio(|round| round.single), 3.0);
    say(&format!("door / append + fdatasync: {:.2}", ratio(|round| round.appended)));
    Ok(())
}

fn one_round(options: &Options, place: &std::path::Path, number: usize) -> Outcome<Round> {
    let scratch = Scratch::make(place, options.villages)?;
    let base = place.join("base.sqlite");
    scratch.copy_store(&base)?;
    let alone = scratch.run(1, (options.acts / 20).clamp(50, 1_000), "alone")?;
    let mut crowd = scratch.run(options.clients, options.acts, "crowd")?;
    let acts = alone.times.len() + crowd.times.len();
    let rows = Rows::added(&base, &scratch.close()?, acts)?;

    let fresh = |name: &str| copy_of(&base, &place.join(name));
    let grouped = write_rows(&fresh("grouped.sqlite")?, &rows, 64)?;
    // One by one is slow; a part of the acts tells as much.
    let few = rows.first(acts.min(5_000));
    let single = write_rows(&fresh("single.sqlite")?, &few, 1)?;
    let appended = append_and_sync(&place.join("raw"), rows.bytes_an_act(), acts.min(5_000))?;

    let round = Round {
        door: rate(crowd.times.len(), crowd.time),
        grouped: rate(rows.acts(), grouped),
        single: rate(few.acts(), single),
        appended: rate(acts.min(5_000), appended),
    };
    say(&format!(
        "round {number}: an act is {} rows of {} bytes in {}",
        rows.rows_an_act(),
        rows.bytes_an_act(),
        rows.tables().join(", ")
    ));
    say(&format!(
        "  through the door, {} clients  {:>12}   p50 {}  p99 {}  {:.1} acts a commit",
        options.clients,
        per_second(round.door),
        ms(percentile(&mut crowd.times, 50)),
        ms(percentile(&mut crowd.times, 99)),
        crowd.acts_a_commit,
    ));
    let mut times = alone.times;
    let p50 = percentile(&mut times, 50);
    say(&format!(
        "  through the door, one client  {:>12}   p50 {}",
        per_second(rate(times.len(), alone.time)),
        ms(p50)
    ));
    say(&format!("  bare rusqlite, 64 a commit    {:>12}", per_second(round.grouped)));
    say(&format!("  bare rusqlite, one a commit   {:>12}", per_second(round.single)));
    let one_append = Duration::from_secs_f64(1.0 / round.appended.max(1e-9));
    say(&format!(
        "  append + fdatasync            {:>12}   one client's p50 is {:.1} of it",
        per_second(round.appended),
        p50.as_secs_f64() / one_append.as_secs_f64()
    ));
    Ok(round)
}
