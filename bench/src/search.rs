//! Searching what a whole county has made public: a word, initials, a payee, a sum, among vouchers and items of ten years.
//!
//! The lines are kept and found by the very index behind the page `/search`, village by village, as they are drawn there. The
//! reference is SQLite reading the same rows with `like`, their initials in a column of their own.

mod made;

use crate::Outcome;
use crate::figures::{ms, percentile, say, under};
use archive::{Directory, SearchLine, Searched, Store};
use clap::Args;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use village::{Day, Place};
use web::{Index, Scope};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many vouchers in all.
    #[arg(long, default_value_t = 1_000_000)]
    vouchers: usize,
    /// How many public items in all.
    #[arg(long, default_value_t = 200_000)]
    items: usize,
    /// Over how many villages they are spread.
    #[arg(long, default_value_t = 300)]
    villages: usize,
    /// How often each thing is looked for.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// A folder on the disk to be measured (not in memory).
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
}

/// So many lines a page shows.
const PAGE: usize = 30;
/// What the reference is asked for words, payees and initials; and for sums.
const LIKE: &str = "select what, who, day from line where what like ?1 or who like ?1 order by day desc limit 30";
const LIKE_INITIALS: &str = "select what, who, day from line where initials like ?1 order by day desc limit 30";
const SAME_SUM: &str = "select what, who, day from line where amount_fen = ?1 order by day desc limit 30";

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    std::fs::create_dir_all(&options.folder)?;
    let folder = tempfile::tempdir_in(&options.folder)?;
    let path = folder.path().join("directory.sqlite");
    let index = Index::new(Directory::open(Store::Sqlite { path: path.clone() })?);
    let reference = Connection::open(folder.path().join("reference.sqlite"))?;
    reference.execute_batch(
        "pragma journal_mode = off; pragma synchronous = off;
         create table line (what text, who text, initials text, day text, amount_fen integer);",
    )?;
    let villages: Vec<Place> = made::villages(options.villages)?;
    let each = (options.vouchers / villages.len().max(1), options.items / villages.len().max(1));
    let mut spent = Vec::new();
    for (nth, place) in villages.iter().enumerate() {
        let lines = made::lines(nth, each, place)?;
        copy(&reference, &lines)?;
        let lines: Vec<SearchLine> = lines.into_iter().map(|(line, _)| line).collect();
        let begun = Instant::now();
        index.keep(&drawn(place, 1)?, lines)?;
        spent.push(begun.elapsed());
    }
    let all: Duration = spent.iter().sum();
    let many = villages.len() * (each.0 + each.1);
    say(&format!(
        "{many} lines of {} villages: drawn in {:.1} s, a village {}; index {:.0} MB",
        villages.len(),
        all.as_secs_f64(),
        ms(percentile(&mut spent, 50)),
        megabytes(&path)?
    ));
    changed(&index, &villages, each)?;
    let ready: BTreeSet<Place> = villages.into_iter().collect();
    let scope = Scope { place: Place::new(made::COUNTY)?, year: None, ready };
    for (what, typed, sql) in made::LOOKED_FOR {
        compare(&index, &scope, (what, typed, sql), &reference, options.rounds)?;
    }
    Ok(())
}

fn drawn(place: &Place, head: u64) -> Outcome<Searched> {
    let day = Day::new(2026, 6, 10).ok_or("no such day")?;
    Ok(Searched { place: place.clone(), head, day, shape: 1 })
}

fn copy(reference: &Connection, lines: &[(SearchLine, String)]) -> Outcome<()> {
    reference.execute_batch("begin")?;
    let mut insert = reference.prepare("insert into line values (?1, ?2, ?3, ?4, ?5)")?;
    for (line, initials) in lines {
        let amount = line.amount.map(|sum| sum.0);
        insert.execute((&line.what[0], &line.who[0], initials, line.day.to_string(), amount))?;
    }
    reference.execute_batch("commit")?;
    Ok(())
}

fn megabytes(path: &Path) -> Outcome<f64> {
    let bytes = std::fs::metadata(path)?.len();
    Ok(u32::try_from(bytes / 1_000).map_or(0.0, f64::from) / 1e3)
}

/// A village is drawn anew after one more payment of today.
fn changed(index: &Index, villages: &[Place], each: (usize, usize)) -> Outcome<()> {
    let mut times = Vec::new();
    for (nth, place) in villages.iter().enumerate().take(10) {
        let mut lines: Vec<SearchLine> = made::lines(nth, each, place)?.into_iter().map(|(line, _)| line).collect();
        let today = Day::new(2026, 6, 10).ok_or("no such day")?;
        let sum = Some(village::Fen(12_050));
        lines.push(web::plain_line("search-payment", ("买扫帚二十把", "青溪日杂店"), today, sum, "/new".to_owned()));
        let begun = Instant::now();
        index.keep(&drawn(place, 2)?, lines)?;
        times.push(begun.elapsed());
    }
    say(&format!("  a village drawn anew after one more payment  p50 {}", ms(percentile(&mut times, 50))));
    Ok(())
}

fn compare(
    index: &Index,
    scope: &Scope,
    (what, typed, sql): (&str, &[&str], &str),
    reference: &Connection,
    rounds: usize,
) -> Outcome<()> {
    let (mut times, mut other, mut found) = (Vec::new(), Vec::new(), 0);
    for _ in 0..rounds.max(1) {
        for typed in typed {
            let begun = Instant::now();
            let answer = index.find(typed, scope, (0, PAGE))?.ok_or("nothing was typed")?;
            times.push(begun.elapsed());
            found += std::hint::black_box(answer).count;
        }
    }
    let mut select = reference.prepare(sql)?;
    for typed in typed {
        let asked = match typed.strip_suffix('元') {
            Some(yuan) if sql == SAME_SUM => format!("{yuan}00"),
            _ => format!("%{typed}%"),
        };
        let begun = Instant::now();
        let mut rows = select.query([asked])?;
        while let Some(row) = rows.next()? {
            std::hint::black_box(row.get::<_, String>(0)?);
        }
        other.push(begun.elapsed());
    }
    let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
    say(&format!(
        "  {what}: p50 {}  p99 {}  ({} found each on average); SQLite without an index, p50 {}",
        ms(half),
        ms(most),
        found / (rounds.max(1) * typed.len().max(1)),
        ms(percentile(&mut other, 50))
    ));
    under(&format!("{what}, 99th percentile"), most.as_secs_f64() * 1e3, "ms", 30.0);
    Ok(())
}
