//! A village's page: requests per second with `wrk`, beside nginx serving the same bytes from disk, compressed before.

use crate::Outcome;
use crate::figures::{at_least, median, per_second, say};
use crate::http::ask;
use crate::nginx::{Nginx, PAGE, installed};
use crate::server::{Server, program};
use clap::Args;
use std::path::PathBuf;
use std::process::Command;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How long one measurement takes.
    #[arg(long, default_value_t = 8)]
    seconds: u32,
    /// How many connections at once.
    #[arg(long, default_value_t = 64)]
    connections: u32,
    /// How many rounds; the median is what counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How many villages the county has.
    #[arg(long, default_value_t = 12)]
    villages: usize,
    /// The program to measure; built from this workspace when not named.
    #[arg(long)]
    program: Option<PathBuf>,
    /// A folder for the scratch county.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
}

/// What `wrk` found.
struct Load {
    rate: f64,
    p99: String,
}

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    for tool in ["wrk", "nginx"] {
        if !installed(tool) {
            return Err(format!("`{tool}` is missing: on Debian, `apt install {tool}`").into());
        }
    }
    let program = program(options.program.as_deref())?;
    std::fs::create_dir_all(&options.folder)?;
    let folder = tempfile::tempdir_in(std::fs::canonicalize(&options.folder)?)?;
    let server = Server::start(&program, &folder.path().join("county"), options.villages)?;
    let (plain, gzip) = (ask(server.port, &server.page, false)?, ask(server.port, &server.page, true)?);
    if !gzip.says("content-encoding: gzip") {
        say("the page came uncompressed although gzip was asked for");
    }
    say(&format!("{}: {} bytes, {} compressed", server.page, plain.body.len(), gzip.body.len()));
    let nginx = Nginx::start(&folder.path().join("nginx"), &plain.body, &gzip.body, 2)?;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        let their = load(options, nginx.port, PAGE)?;
        let our = load(options, server.port, &server.page)?;
        say(&format!(
            "round {round}: nginx {:>12} p99 {:>8}   village page {:>12} p99 {:>8}   ratio {:.2}",
            per_second(their.rate),
            their.p99,
            per_second(our.rate),
            our.p99,
            our.rate / their.rate
        ));
        ours.push(our.rate);
        theirs.push(their.rate);
    }
    let (now, most) = server.memory()?;
    say(&format!("memory under load: {now:.1} MB, at the most {most:.1} MB; nginx {:.1} MB", nginx.memory()?));
    at_least("village page / nginx, same bytes", median(&ours) / median(&theirs), 0.5);
    Ok(())
}

/// Two threads, as on two of four cores.
fn load(options: &Options, port: u16, path: &str) -> Outcome<Load> {
    let output = Command::new("wrk")
        .args(["-t2", "-c", &options.connections.to_string(), "-d", &format!("{}s", options.seconds), "--latency"])
        .args(["-H", "Accept-Encoding: gzip"])
        .arg(format!("http://127.0.0.1:{port}{path}"))
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if let Some(line) = text.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors")) {
        return Err(format!("port {port}: {}", line.trim()).into());
    }
    let after = |name: &str| text.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    let rate = after("Requests/sec:").and_then(|rate| rate.parse().ok()).ok_or("wrk gave no rate")?;
    Ok(Load { rate, p99: after("99%").unwrap_or("?").to_owned() })
}
