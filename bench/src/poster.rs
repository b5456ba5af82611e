//! One A3 poster of a village's month, and a letter, from facts to PDF; the memory before the first and after the last.
//!
//! The reference is an empty A3 page through the same typesetter in the same run: what no sheet set by it comes cheaper than.

use crate::Outcome;
use crate::figures::{ms, percentile, say, under};
use clap::Args;
use print::{Board, Foot, Letter, Money};
use std::time::{Duration, Instant};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How often each is made.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// How many lines of income and of expense the month has.
    #[arg(long, default_value_t = 30)]
    lines: usize,
}

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    let board = month(options.lines);
    let letter = Letter {
        foot: board.foot.clone(),
        name: board.name.clone(),
        largest: board.spent.clone(),
        ..Letter::default()
    };
    let before = resident_mb()?;
    let mut empty = times(options.rounds, || Ok(print::empty_page()?))?;
    let mut poster = times(options.rounds, || Ok(print::board(&board)?))?;
    let mut letters = times(options.rounds, || Ok(print::letter(&letter)?))?;
    say(&format!("  the first empty page, fonts and all  {}", ms(empty.first().copied().unwrap_or_default())));
    for (what, times) in [("an empty A3 page", &mut empty), ("a letter", &mut letters), ("a poster", &mut poster)] {
        say(&format!("  {what}  p50 {}  p99 {}", ms(percentile(times, 50)), ms(percentile(times, 99))));
    }
    say(&format!("  memory {before:.1} MB before, {:.1} MB after", resident_mb()?));
    under("an A3 poster, median", percentile(&mut poster, 50).as_secs_f64() * 1e3, "ms", 300.0);
    Ok(())
}

fn times(rounds: usize, make: impl Fn() -> Outcome<Vec<u8>>) -> Outcome<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..rounds.max(1) {
        let begun = Instant::now();
        std::hint::black_box(make()?);
        times.push(begun.elapsed());
    }
    Ok(times)
}

fn month(lines: usize) -> Board {
    let line = |at: usize| Money {
        day: format!("9月{}日", at % 30 + 1),
        what: format!("买扫帚{at}把，用于村道保洁和垃圾分类点"),
        who: "青溪日杂店".to_owned(),
        amount_fen: i64::try_from(at).unwrap_or_default() * 12_345,
        note: String::new(),
    };
    Board {
        foot: Foot {
            address: "https://cunwu.example.cn/v/330723104205".to_owned(),
            day: (2026, 10, 3),
            ..Foot::default()
        },
        name: "柳湾村".to_owned(),
        month: "2026年9月".to_owned(),
        income: (0..lines).map(line).collect(),
        spent: (0..lines).map(line).collect(),
        ..Board::default()
    }
}

/// What of this process lies in memory, in MB.
fn resident_mb() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<f64>()? / 1024.0)
}
