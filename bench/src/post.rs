//! Posting: a case's step that brings a voucher about beside one that brings nothing about, each through the whole door; then vouchers
//! of three lines through the door in batches, beside the figures of `TigerBeetle`.

use crate::Outcome;
use crate::acts::open_county;
use crate::figures::{median, per_second, rate, say, under};
use crate::import::{desk, founded, handed_over};
use capital::TakeOver;
use clap::Args;
use demo::{Found, Matter};
use intake::Drafted;
use ledger::{Code, Draft, Line, Origin, People, Side, Word};
use office::Office;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;
use village::{Day, Fen, Hash, Moment, Place, Stop};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many routine expenses are taken from their claim to their end.
    #[arg(long, default_value_t = 600)]
    cases: usize,
    /// Over how many villages they are spread.
    #[arg(long, default_value_t = 12)]
    villages: usize,
    /// How many batches of each size, but never more than 200,000 vouchers.
    #[arg(long, default_value_t = 2_000)]
    batches: usize,
    /// A folder on the disk to be measured (not in memory).
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
}

/// Batches, and how many transfers a second `TigerBeetle` takes from one client in such batches (`docs/performance.md`).
const BATCHES: [(usize, f64); 3] = [(1, 2_000.0), (100, 57_000.0), (10_000, 345_000.0)];

/// How many days a case may last.
const LONGEST_DAYS: i64 = 60;

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    std::fs::create_dir_all(&options.folder)?;
    let folder = tempfile::tempdir_in(&options.folder)?;
    let now = Day::new(2026, 6, 10).ok_or("no such day")?.at(10, 0);
    let office = open_county(folder.path(), &folder.path().join("county.sqlite"), now)?;
    let villages = founded(&office, options.villages.max(BATCHES.len()), now)?;
    // History comes first: time goes forward.
    for ((batch, theirs), village) in BATCHES.into_iter().zip(&villages) {
        let many = (batch * options.batches).min(200_000);
        let own = in_batches(&office, village, batch, many, now)?;
        say(&format!(
            "{many} vouchers of three lines, {batch} a batch: {}; TigerBeetle {} transfers: {:.2} of it",
            per_second(own),
            per_second(theirs),
            own / theirs
        ));
    }
    let steps = steps(&office, &villages, options.cases, now)?;
    let (bare, posting) = (median(&steps.bare), median(&steps.posting));
    say(&format!("{} steps that post nothing: median {bare:.3} ms", steps.bare.len()));
    say(&format!("{} steps that post a voucher: median {posting:.3} ms", steps.posting.len()));
    under("a step that posts / a bare step", posting / bare, "times", 3.0);
    Ok(())
}

/// Milliseconds of each step, from one client.
#[derive(Default)]
struct Steps {
    /// Those that left one entry, of the case itself.
    bare: Vec<f64>,
    /// Those that posted a voucher.
    posting: Vec<f64>,
}

/// Takes routine expenses to their end; only the deed itself is timed, not the looking for people and the making of papers.
fn steps(office: &Office, villages: &[Place], cases: usize, now: Moment) -> Outcome<Steps> {
    let mut steps = Steps::default();
    let all = villages.iter().cycle().zip(0..cases);
    let mut open: Vec<Matter> = all.map(|(village, nth)| expense(village, nth)).collect();
    for day in 0..LONGEST_DAYS {
        let now = now.plus_ms(day * 86_400_000);
        let mut going = Vec::new();
        for mut matter in open {
            if went(office, &mut matter, now, &mut steps)? {
                going.push(matter);
            }
        }
        open = going;
    }
    if steps.posting.is_empty() { Err("no step posted a voucher".into()) } else { Ok(steps) }
}

/// As far as it goes on one day; whether it goes on later.
fn went(office: &Office, matter: &mut Matter, now: Moment, steps: &mut Steps) -> Outcome<bool> {
    let stopped = |stop: Stop| format!("{stop:?}");
    loop {
        match demo::find_next(office, matter, now).map_err(stopped)? {
            Found::Ended => return Ok(false),
            Found::NotYet(_) => return Ok(true),
            Found::Next(next) => {
                let before = office.archive().head();
                let begun = Instant::now();
                next.take(office, matter).map_err(stopped)?;
                let took = begun.elapsed().as_secs_f64() * 1e3;
                let entries = office.read(|reader| archive::entries_after(reader, before, 100));
                let entries = entries.map_err(|fault| fault.chain())?;
                if entries.iter().any(|entry| entry.kind == "voucher.posted") {
                    steps.posting.push(took);
                } else if entries.len() == 1 && entries.iter().all(|entry| entry.kind == "case.acted") {
                    steps.bare.push(took);
                }
            }
        }
    }
}

/// A routine expense, of another shop each time: what one is paid within thirty days is judged together.
fn expense(village: &Place, nth: usize) -> Matter {
    let values = [
        ("amount_fen", "186.82".to_owned()),
        ("purpose", "扫帚12把、畚箕6只，用于村道保洁".to_owned()),
        ("category", "cleaning".to_owned()),
        ("payee", format!("云岫{nth:06}五金店")),
        ("invoice_no", format!("26990000000000{nth:06}")),
        ("pay_by", "transfer".to_owned()),
    ];
    Matter {
        village: village.clone(),
        affair: "C1".into(),
        title: "购买保洁用品".into(),
        values: values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

/// Vouchers a second, so many a transaction, from one client.
fn in_batches(office: &Office, village: &Place, batch: usize, many: usize, now: Moment) -> Outcome<f64> {
    let stopped = |stop: Stop| format!("{stop:?}");
    let desk = desk(office, village, now)?;
    let vouchers = (0..many).map(|nth| voucher(nth, many)).collect::<Outcome<Vec<_>>>()?;
    let file = Hash([1; 32]);
    handed_over(office, village, file, vouchers.clone(), now)?;
    let begun = office.read(|reader| Ok(TakeOver::begin(reader, &desk, village, "bench", (file, false))));
    let take_over = begun.map_err(|fault| fault.chain())?.map_err(stopped)?;
    let mut rest = vouchers.into_iter();
    let parts = std::iter::from_fn(move || {
        let part: Vec<Drafted> = rest.by_ref().take(batch).collect();
        (!part.is_empty()).then_some(Ok(part))
    });
    let begun = Instant::now();
    take_over.all(parts, || Ok(desk.clone()), |_| ()).map_err(stopped)?;
    Ok(rate(many, begun.elapsed()))
}

/// An expense on two accounts, paid from the bank; the vouchers are spread over 2025.
fn voucher(nth: usize, many: usize) -> Outcome<Drafted> {
    let day = i64::try_from(nth * 365 / many.max(1))?;
    let day = Day::new(2025, 1, 1).ok_or("no such day")?.plus(day);
    let fen = i64::try_from(100 + nth * 7_919 % 900_000)?;
    let line = |account: &str, side, fen| -> Outcome<Line> {
        Ok(Line { account: Code::parse(account)?, side, amount_fen: Fen(fen) })
    };
    let lines = vec![
        line("51301", Side::Debit, fen / 3)?,
        line("51401", Side::Debit, fen - fen / 3)?,
        line("10201", Side::Credit, fen)?,
    ];
    let (mark, row) = (format!("bench {nth}"), u32::try_from(nth)?);
    let draft = Draft {
        word: Word::Payment,
        day,
        summary: format!("第{nth}笔支出"),
        lines,
        attachments: Vec::new(),
        people: People::default(),
        origin: Origin::Imported { mark: mark.clone() },
        reservation: None,
        drawn: None,
    };
    Ok(Drafted { row, rows: vec![row; 3], mark, draft })
}
