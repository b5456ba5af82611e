//! Vouchers of another program: read as CSV, checked, posted, logged and stored, beside `hledger` reading the same as a journal and
//! printing the balances; then the trial balance of one village and of the county.
//!
//! The vouchers are spread over villages, as a county's are: each village's file is read row by row and taken over 500 vouchers a
//! transaction, through the very deed behind the page.

mod books;
mod made;

pub(crate) use books::{desk, founded, handed_over};

use crate::Outcome;
use crate::acts::open_county;
use crate::figures::{at_least, median, ms, per_second, rate, say, under};
use capital::TakeOver;
use clap::Args;
use intake::{VoucherRows, file_hash, voucher_columns};
use office::Office;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use village::{Day, Fault, Moment, Place, Stop};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many vouchers in all.
    #[arg(long, default_value_t = 1_000_000)]
    vouchers: usize,
    /// Over how many villages they are spread.
    #[arg(long, default_value_t = 100)]
    villages: usize,
    /// How many vouchers a transaction takes: as many as `qingcun books import` gives it.
    #[arg(long, default_value_t = 2_000)]
    at_a_time: usize,
    /// A folder on the disk to be measured (not in memory).
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
}

/// How often all villages are asked for a trial balance.
const ROUNDS: usize = 9;

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    std::fs::create_dir_all(&options.folder)?;
    let folder = tempfile::tempdir_in(&options.folder)?;
    let now = Day::new(2026, 6, 10).ok_or("no such day")?.at(10, 0);
    let office = open_county(folder.path(), &folder.path().join("county.sqlite"), now)?;
    let villages = founded(&office, options.villages, now)?;
    let each = options.vouchers / villages.len().max(1);
    let journal = folder.path().join("county.journal");
    let (mut spent, mut done, mut lines) = (Duration::ZERO, 0, 0);
    for (nth, village) in villages.iter().enumerate() {
        let text = made::csv(nth, each);
        made::journal(&journal, village, &text)?;
        books::confirmed(&office, village, &text, now)?;
        let begun = Instant::now();
        let (vouchers, rows) = taken(&office, village, &text, options.at_a_time, now)?;
        spent += begun.elapsed();
        done += vouchers;
        lines += rows;
    }
    let own = rate(done, spent);
    say(&format!("{done} vouchers with {lines} lines into {} villages: {}", villages.len(), per_second(own)));
    under("memory at the most", peak_megabytes()?, "MB", 300.0);
    at_least("vouchers per second / 40,000", own / 40_000.0, 1.0);
    let trials = balances(&office, &villages)?;
    match hledger(&journal) {
        Ok(time) => {
            say(&format!("hledger, the same journal and its balances: {}", ms(time)));
            at_least(
                "hledger's time / import and trial balance",
                time.as_secs_f64() / (spent + trials).as_secs_f64(),
                5.0,
            );
        }
        Err(why) => say(&format!("hledger: not measured: {why}")),
    }
    Ok(())
}

/// Reads a file row by row and takes its vouchers over, some hundred at a time.
fn taken(office: &Office, village: &Place, text: &str, at_a_time: usize, now: Moment) -> Outcome<(usize, usize)> {
    let desk = desk(office, village, now)?;
    let stopped = |stop: Stop| format!("{stop:?}");
    let begun = office.read(|reader| {
        let chart = capital::chart_of(reader, &desk, village)?;
        Ok((chart, TakeOver::begin(reader, &desk, village, "bench", (file_hash(text.as_bytes()), false))))
    });
    let (chart, take_over) = begun.map_err(|fault| fault.chain())?;
    let mut rows = sheet::comma_rows(text, None, 1);
    let header = rows.next().ok_or("an empty file")?.map_err(|error| error.to_string())?;
    let header: Vec<String> = header.cells.into_iter().map(|cell| cell.text).collect();
    let columns = voucher_columns(&header).map_err(|missing| format!("{missing:?}"))?;
    let (mut reading, mut done, lines) = (VoucherRows::new(columns, &chart, false), 0, AtomicUsize::new(0));
    let parts = std::iter::from_fn(|| {
        let mut part = Vec::with_capacity(at_a_time);
        while part.len() < at_a_time {
            match rows.next() {
                Some(Ok(row)) => part.extend(reading.push(&row)),
                Some(Err(error)) => return Some(Err(Fault::from("a row of the bench is malformed", error).into())),
                None => break,
            }
        }
        if part.len() < at_a_time {
            part.extend(reading.finish());
        }
        let faults = reading.take_faults();
        if !faults.is_empty() {
            return Some(Err(Fault::new(format!("{faults:?}")).into()));
        }
        lines.fetch_add(part.iter().map(|one| one.draft.lines.len()).sum::<usize>(), Ordering::Relaxed);
        (!part.is_empty()).then_some(Ok(part))
    });
    take_over.map_err(stopped)?.all(parts, || Ok(desk.clone()), |many| done += many).map_err(stopped)?;
    Ok((done, lines.into_inner()))
}

/// The trial balance of one village, of all of them, and of all of them on a past day.
fn balances(office: &Office, villages: &[Place]) -> Outcome<Duration> {
    let period = "2025-12".parse()?;
    let day = Day::new(2025, 7, 15).ok_or("no such day")?;
    let one = villages.first().ok_or("no village")?;
    let told = |fault: village::Fault| fault.chain();
    let begun = Instant::now();
    office.read(|reader| capital::turns(reader, one, period)).map_err(told)?;
    let single = begun.elapsed();
    let (mut month_ends, mut past_days) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for village in villages {
            office.read(|reader| capital::turns(reader, village, period)).map_err(told)?;
        }
        month_ends.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        for village in villages {
            office.read(|reader| capital::balances_at(reader, village, day)).map_err(told)?;
        }
        past_days.push(begun.elapsed().as_secs_f64());
    }
    // The first of each, as it comes after the import; the ratio of the two by the medians, for they are of a millisecond each.
    let all = month_ends.first().copied().unwrap_or_default();
    under("trial balance of a village", single.as_secs_f64() * 1_000.0, "ms", 1.0);
    under("trial balance of the county", all * 1_000.0, "ms", 100.0);
    let ratio = median(&past_days) / median(&month_ends);
    under("the county on a past day / at a month's end", ratio, "times", 2.0);
    Ok(Duration::from_secs_f64(all))
}

/// How long `hledger` takes to read the journal and print every balance.
fn hledger(journal: &std::path::Path) -> Outcome<Duration> {
    let begun = Instant::now();
    let status = Command::new("hledger")
        .args(["-f", &journal.to_string_lossy(), "balance", "--flat"])
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("apt install hledger: {error}"))?;
    if status.success() { Ok(begun.elapsed()) } else { Err("hledger did not read the journal".into()) }
}

/// The most memory that was resident, from `/proc`.
fn peak_megabytes() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1_024.0)
}
