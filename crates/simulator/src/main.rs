//! Lives through a simulated year and prints what happened; ends with the story when an invariant does not hold.

use archive::Store;
use clap::Parser;
use simulator::{Halt, Plan, simulate};
use std::path::PathBuf;
use std::process::ExitCode;

/// A county lives through a year in seconds; after each deed every invariant is checked.
#[derive(Parser)]
#[command(name = "simulator")]
struct Arguments {
    /// The seed from which everything is drawn; the first one, when there are several
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many seeds, one after the other
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// How many villages the county has
    #[arg(long, default_value_t = 12)]
    villages: usize,
    /// How many days it lives through
    #[arg(long, default_value_t = 365)]
    days: i64,
    /// Fail where of some affair no case ended well; works take more than a year, so say `--days 700`
    #[arg(long)]
    complete: bool,
    /// A folder for the scratch stores instead of the system's
    #[arg(long)]
    folder: Option<PathBuf>,
}

#[expect(clippy::print_stdout, reason = "a table is what the simulator is for")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    for seed in arguments.seed..arguments.seed + arguments.seeds.max(1) {
        println!("seed {seed}, {} villages, {} days", arguments.villages, arguments.days);
        match run(&arguments, seed) {
            Ok(table) => println!("{table}"),
            Err(why) => {
                println!("{why}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn run(arguments: &Arguments, seed: u64) -> Result<String, String> {
    let folder = match &arguments.folder {
        Some(folder) => tempfile::tempdir_in(folder),
        None => tempfile::tempdir(),
    };
    let folder = folder.map_err(|error| format!("no folder for a scratch store: {error}"))?;
    let plan = Plan::new(seed, arguments.villages, arguments.days);
    let store = Store::Sqlite { path: folder.path().join("county.sqlite") };
    let report = simulate(&plan, &store, folder.path()).map_err(|halt: Halt| halt.to_string())?;
    if arguments.complete && !report.never_done().is_empty() {
        return Err(report.table());
    }
    Ok(report.table())
}
