//! `qingcun rules`: the proof of every affair, and what is in force.

mod compare;
mod folder;

pub(crate) use folder::of_config;

use crate::At;
use clap::Subcommand;
use procedure::{Affair, CounterExample, Proof, RuleBook, RuleFile};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Walks every state of each affair and prints the proof, or a counter-example as a story
    Check {
        /// A folder of rules instead of those that come with the program
        #[arg(long)]
        rules: Option<PathBuf>,
        /// The layers, from the nation down
        #[arg(long, value_delimiter = ',', default_value = "national,zhejiang")]
        layers: Vec<String>,
        /// One affair only, such as C1
        affair: Option<String>,
    },
    /// Tells in plain words what a change of the rules changes, and how many cases run
    Diff {
        /// A folder of rules, `shipped` for those of the program, or `in-force` for the county's
        old: String,
        /// The same
        new: String,
        #[command(flatten)]
        at: At,
        /// The layers, from the nation down; the configuration's when left out
        #[arg(long, value_delimiter = ',')]
        layers: Vec<String>,
    },
    /// Checks and proves a folder of rules, tells what it changes, and packs it for the page on which it is proposed
    Propose {
        /// The folder; a layer that it does not hold is the program's
        #[arg(long)]
        rules: PathBuf,
        #[command(flatten)]
        at: At,
        /// The layers, from the nation down; the configuration's when left out
        #[arg(long, value_delimiter = ',')]
        layers: Vec<String>,
        /// Where to write the packed rules
        #[arg(long, default_value = "rules.json")]
        out: PathBuf,
    },
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, String> {
    match command {
        Command::Check { rules, layers, affair } => {
            let book = read(&folder::gather(rules.as_deref(), layers)?, layers)?;
            say!("rule book {} ({}), {} affairs", book.hash.short(), layers.join(" < "), book.affairs.len());
            if let Some(wanted) = affair.as_ref().filter(|wanted| !book.affairs.contains_key(*wanted)) {
                let codes: Vec<&str> = book.affairs.keys().map(String::as_str).collect();
                let codes = codes.join(" ");
                return Err(format!("没有事项`{wanted}`，现有 / there is no affair `{wanted}`, only: {codes}"));
            }
            let sound = prove(&book, affair.as_deref());
            Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        Command::Diff { old, new, at, layers } => compare::diff(at, old, new, layers),
        Command::Propose { rules, at, layers, out } => compare::propose(at, rules, layers, out),
    }
}

/// Proves every affair, or one, and prints the proofs and the counter-examples.
fn prove(book: &RuleBook, affair: Option<&str>) -> bool {
    let mut sound = true;
    for (code, one) in &book.affairs {
        if affair.is_some_and(|wanted| wanted != code) {
            continue;
        }
        let begun = std::time::Instant::now();
        match procedure::check(book, code) {
            Ok(proof) => print_proof(one, &proof, begun.elapsed()),
            Err(counter) => {
                sound = false;
                print_counter_example(one, &counter);
            }
        }
    }
    sound
}

fn print_proof(affair: &Affair, proof: &Proof, took: Duration) {
    say!("✓ {} {} / {}", affair.code, affair.name.zh, affair.name.en);
    let (states, attempts, millis) = (proof.states, proof.attempts, took.as_millis());
    say!("    {states}种状态、试办{attempts}次、用时{millis}毫秒 / {states} states, {attempts} attempts, {millis} ms");
    for claim in &proof.claims {
        say!("    · {}", claim.zh);
        say!("      {}", claim.en);
    }
}

/// The claim that does not hold, and the road to it as a story of people, in one language and then in the other.
fn print_counter_example(affair: &Affair, counter: &CounterExample) {
    say!("✗ {} {} / {}", affair.code, affair.name.zh, affair.name.en);
    say!("    {}", counter.claim.zh);
    for (place, act) in counter.story.iter().enumerate() {
        say!("      {}. {}", place + 1, act.zh);
    }
    say!("    {}", counter.claim.en);
    for (place, act) in counter.story.iter().enumerate() {
        say!("      {}. {}", place + 1, act.en);
    }
}

/// Reads a rule book, or says every fault of every file.
pub(crate) fn read(files: &[RuleFile], layers: &[String]) -> Result<RuleBook, String> {
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    RuleBook::read(files, &layers)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}
