//! Vouchers of another program: read as CSV, checked, posted, logged and stored, beside `hledger` reading the same as a journal and
//! printing the balances; then the trial balance of one village and of the county.
//!
//! The vouchers are spread over villages, as a county's are: each village's file is read row by row and taken over 500 vouchers a
//! transaction, through the very deed behind the page.

mod made;

use crate::Outcome;
use crate::acts::open_county;
use crate::figures::{at_least, ms, per_second, rate, say, under};
use capital::{BankAccount, ImportVouchers, OpenBooks};
use clap::Args;
use intake::{Drafted, VoucherRows, file_hash, voucher_columns};
use ledger::{Code, OpeningLine, Side, SubAccount};
use office::{Desk, Office};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use village::{Day, Fen, Moment, Place, Post, Words};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many vouchers in all.
    #[arg(long, default_value_t = 1_000_000)]
    vouchers: usize,
    /// Over how many villages they are spread.
    #[arg(long, default_value_t = 100)]
    villages: usize,
    /// How many vouchers a transaction takes.
    #[arg(long, default_value_t = 500)]
    at_a_time: usize,
    /// A folder on the disk to be measured (not in memory).
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
}

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

/// Villages whose books began in January of last year.
fn founded(office: &Office, many: usize, now: Moment) -> Outcome<Vec<Place>> {
    let mut state = 1_u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 11
    };
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    let made = demo::found(office, many, (demo::shipped_rules(), layers), now, &mut draw);
    let made = made.map_err(|stop| format!("{stop:?}"))?;
    let mut villages = Vec::new();
    for division in made {
        let desk = desk(office, &division.place, now)?;
        let line = |account: &str, side| -> Outcome<OpeningLine> {
            Ok(OpeningLine { account: Code::parse(account)?, side, amount_fen: Fen::yuan(1_000_000_000) })
        };
        let code = Code::parse("10201")?;
        let deed = OpenBooks {
            contains_moved: false,
            village: division.place.clone(),
            first: "2025-01".parse()?,
            accounts: vec![SubAccount { code: code.clone(), name: Words::new("基本户", "basic account") }],
            banks: vec![BankAccount {
                code,
                bank: "农商银行".into(),
                kind: "basic".into(),
                last_digits: "0417".into(),
            }],
            opening: vec![line("10201", Side::Debit)?, line("301", Side::Credit)?],
            paper: demo::make_paper(office.files(), "opening", &[]).map_err(|stop| format!("{stop:?}"))?,
        };
        office.perform(&desk, deed).map_err(|stop| format!("{stop:?}"))?;
        villages.push(division.place);
    }
    Ok(villages)
}

fn desk(office: &Office, village: &Place, now: Moment) -> Outcome<Desk> {
    let found = demo::desk_of(office, village, Post::AgencyAccountant, now).map_err(|stop| format!("{stop:?}"))?;
    Ok(found.ok_or("a village has no accountant")?)
}

/// Reads a file row by row and takes its vouchers over, some hundred at a time.
fn taken(office: &Office, village: &Place, text: &str, at_a_time: usize, now: Moment) -> Outcome<(usize, usize)> {
    let desk = desk(office, village, now)?;
    let chart = office.read(|reader| capital::chart_of(reader, &desk, village)).map_err(|fault| fault.chain())?;
    let file = file_hash(text.as_bytes());
    let mut rows = sheet::comma_rows(text, None, 1);
    let header = rows.next().ok_or("an empty file")?.map_err(|error| error.to_string())?;
    let header: Vec<String> = header.cells.into_iter().map(|cell| cell.text).collect();
    let columns = voucher_columns(&header).map_err(|missing| format!("{missing:?}"))?;
    let mut reading = VoucherRows::new(columns, &chart, false);
    let (mut batch, mut done, mut lines) = (Vec::with_capacity(at_a_time), 0, 0);
    let mut post = |batch: &mut Vec<Drafted>| -> Outcome<()> {
        let vouchers = std::mem::take(batch);
        done += vouchers.len();
        lines += vouchers.iter().map(|one| one.draft.lines.len()).sum::<usize>();
        let deed = ImportVouchers { village: village.clone(), source: "bench".into(), file, vouchers };
        office.perform(&desk, deed).map_err(|stop| format!("{stop:?}"))?;
        Ok(())
    };
    for row in rows {
        batch.extend(reading.push(&row.map_err(|error| error.to_string())?));
        if batch.len() >= at_a_time {
            post(&mut batch)?;
        }
    }
    batch.extend(reading.finish());
    post(&mut batch)?;
    let faults = reading.take_faults();
    if faults.is_empty() { Ok((done, lines)) } else { Err(format!("{faults:?}").into()) }
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
    let begun = Instant::now();
    for village in villages {
        office.read(|reader| capital::turns(reader, village, period)).map_err(told)?;
    }
    let all = begun.elapsed();
    let begun = Instant::now();
    for village in villages {
        office.read(|reader| capital::balances_at(reader, village, day)).map_err(told)?;
    }
    let past = begun.elapsed();
    under("trial balance of a village", single.as_secs_f64() * 1_000.0, "ms", 1.0);
    under("trial balance of the county", all.as_secs_f64() * 1_000.0, "ms", 100.0);
    under("the county on a past day / at a month's end", past.as_secs_f64() / all.as_secs_f64(), "times", 2.0);
    Ok(all)
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
