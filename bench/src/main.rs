//! Benchmarks: one command each, every figure beside its reference, measured in the same run. `README.md` says what each
//! measures and what the aims are. None of them is a test: machines differ and are noisy.

mod acts;
mod check;
mod figures;
mod http;
mod import;
mod judge;
mod nginx;
mod page;
mod post;
mod poster;
mod search;
mod server;
mod start;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What a benchmark comes to: nothing, or why it could not be done.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Measures Qingcun beside its references.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    #[command(subcommand)]
    benchmark: Benchmark,
}

#[derive(Subcommand)]
enum Benchmark {
    /// Acts committed per second through the whole door, beside bare `SQLite` writing the same rows.
    Acts(acts::Options),
    /// Vouchers of another program through validation, log and tables per second, beside `hledger`.
    Import(import::Options),
    /// Judging one step with all its gates, beside parsing the act's JSON.
    Judge(judge::Options),
    /// Proving all affairs on all cores, beside bare judging.
    Check(check::Options),
    /// A step that posts a voucher beside a bare one; vouchers of three lines in batches.
    Post(post::Options),
    /// Requests per second of a village's page, beside nginx serving the same bytes from disk.
    Page(page::Options),
    /// An A3 poster from facts to PDF, beside an empty A3 page by the same typesetter.
    Poster(poster::Options),
    /// Searching the public lines of a whole county, beside `SQLite` reading all of them.
    Search(search::Options),
    /// Time from start to the first answer and memory at rest, beside nginx.
    Start(start::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().benchmark {
        Benchmark::Acts(options) => acts::measure(&options),
        Benchmark::Import(options) => import::measure(&options),
        Benchmark::Judge(options) => judge::measure(&options),
        Benchmark::Check(options) => check::measure(&options),
        Benchmark::Post(options) => post::measure(&options),
        Benchmark::Page(options) => page::measure(&options),
        Benchmark::Poster(options) => poster::measure(&options),
        Benchmark::Search(options) => search::measure(&options),
        Benchmark::Start(options) => start::measure(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            figures::say(&format!("not measured: {error}"));
            ExitCode::FAILURE
        }
    }
}
