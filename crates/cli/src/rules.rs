//! `qingcun rules`: the proof of every affair, and what is in force.

use clap::Subcommand;
use procedure::{Affair, CounterExample, Proof, RuleBook, RuleFile};
use std::path::{Path, PathBuf};
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
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, String> {
    let Command::Check { rules, layers, affair } = command;
    let files = match rules {
        Some(folder) => read_folder(folder)?,
        None => demo::shipped_rules(),
    };
    let book = read(&files, layers)?;
    println!("rule book {} ({}), {} affairs", book.hash.short(), layers.join(" < "), book.affairs.len());
    let mut sound = true;
    for (code, one) in &book.affairs {
        if affair.as_ref().is_some_and(|wanted| wanted != code) {
            continue;
        }
        let begun = std::time::Instant::now();
        match procedure::check(&book, code) {
            Ok(proof) => print_proof(one, &proof, begun.elapsed()),
            Err(counter) => {
                sound = false;
                print_counter_example(one, &counter);
            }
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn print_proof(affair: &Affair, proof: &Proof, took: Duration) {
    println!("✓ {} {} / {}", affair.code, affair.name.zh, affair.name.en);
    let (states, attempts, millis) = (proof.states, proof.attempts, took.as_millis());
    println!(
        "    {states}种状态、试办{attempts}次、用时{millis}毫秒 / {states} states, {attempts} attempts, {millis} ms"
    );
    for claim in &proof.claims {
        println!("    · {}", claim.zh);
        println!("      {}", claim.en);
    }
}

/// The claim that does not hold, and the road to it as a story of people, in one language and then in the other.
fn print_counter_example(affair: &Affair, counter: &CounterExample) {
    println!("✗ {} {} / {}", affair.code, affair.name.zh, affair.name.en);
    println!("    {}", counter.claim.zh);
    for (place, act) in counter.story.iter().enumerate() {
        println!("      {}. {}", place + 1, act.zh);
    }
    println!("    {}", counter.claim.en);
    for (place, act) in counter.story.iter().enumerate() {
        println!("      {}. {}", place + 1, act.en);
    }
}

/// Reads a rule book, or says every fault of every file.
pub(crate) fn read(files: &[RuleFile], layers: &[String]) -> Result<RuleBook, String> {
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    RuleBook::read(files, &layers)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn read_folder(folder: &Path) -> Result<Vec<RuleFile>, String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next).map_err(|e| format!("cannot read `{}`: {e}", next.display()))?;
        for entry in entries {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "toml") {
                let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                if !name.contains("/authority/") && !name.starts_with("cases/") {
                    files.push(RuleFile { path: name, text });
                }
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
