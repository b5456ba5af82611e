//! The tasks of the repository: `cargo xtask test` runs every gate, `cargo xtask gate <name>` one of them.
#![expect(clippy::print_stdout, reason = "a task tells on the terminal what it does")]

mod count;
mod gate;
mod need;
mod postgres;
mod report;
mod shell;

use gate::Gate;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask test                       run every gate, the fast ones first
       cargo xtask gate <name> [arguments]    run one of them; further arguments go to cargo

gates: ";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => report::run_all(),
        ["gate", name, rest @ ..] => match Gate::named(name) {
            Some(gate) => report::run_one(gate, rest),
            None => return usage(),
        },
        _ => return usage(),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(obstacle) => {
            eprintln!("{obstacle}");
            ExitCode::from(2)
        }
    }
}

fn usage() -> ExitCode {
    let names: Vec<&str> = Gate::ALL.iter().map(|gate| gate.name()).collect();
    eprintln!("{USAGE}{}", names.join(" "));
    ExitCode::from(2)
}
