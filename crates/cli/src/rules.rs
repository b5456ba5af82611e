//! `qingcun rules`: the proof of every affair, and what is in force.

use clap::Subcommand;
use procedure::{RuleBook, RuleFile};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
        match procedure::check(&book, code) {
            Ok(proof) => {
                println!(
                    "✓ {code} {} / {}: {} states, {} attempts, {} allowed",
                    one.name.zh, one.name.en, proof.states, proof.attempts, proof.allowed
                );
                for claim in &proof.claims {
                    println!("    {} / {}", claim.zh, claim.en);
                }
            }
            Err(counter) => {
                sound = false;
                println!("✗ {code} {} / {}: {} / {}", one.name.zh, one.name.en, counter.claim.zh, counter.claim.en);
                for act in &counter.story {
                    println!("    {} / {}", act.zh, act.en);
                }
            }
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
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
