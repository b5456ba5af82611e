//! From the program's start to its first answer, and its memory at rest, beside nginx.

use crate::Outcome;
use crate::figures::{median, ms, say, under};
use crate::http::ask;
use crate::nginx::{Nginx, installed};
use crate::server::{Server, program};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many starts; the median is what counts.
    #[arg(long, default_value_t = 5)]
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

pub(crate) fn measure(options: &Options) -> Outcome<()> {
    let program = program(options.program.as_deref())?;
    std::fs::create_dir_all(&options.folder)?;
    let folder = tempfile::tempdir_in(std::fs::canonicalize(&options.folder)?)?;
    let data = folder.path().join("county");
    let first = Server::start(&program, &data, options.villages)?;
    let page = ask(first.port, &first.page, true)?.body;
    say(&format!("first start, making {} villages: {}", options.villages, ms(first.ready)));
    drop(first);

    let (mut starts, mut rest, mut used) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        let server = Server::start(&program, &data, options.villages)?;
        std::thread::sleep(Duration::from_secs(2));
        let (at_rest, _) = server.memory()?;
        for _ in 0..2_000 {
            ask(server.port, &server.page, true)?;
        }
        let (after, most) = server.memory()?;
        say(&format!(
            "start {round}: ready in {}, memory {at_rest:.1} MB, after 2,000 pages {after:.1} MB, at the most {most:.1} MB",
            ms(server.ready)
        ));
        starts.push(server.ready.as_secs_f64());
        rest.push(at_rest);
        used.push(after);
    }
    let reference = if installed("nginx") {
        let nginx = Nginx::start(&folder.path().join("nginx"), &page, &page, 2)?;
        say(&format!("nginx: ready in {}, memory {:.1} MB", ms(nginx.ready), nginx.memory()?));
        Some((nginx.ready.as_secs_f64(), nginx.memory()?))
    } else {
        say("nginx is missing, so there is no reference: on Debian, `apt install nginx`");
        None
    };
    under("start to ready, data already made", median(&starts), "s", 1.0);
    under("memory at rest", median(&rest), "MB", 60.0);
    under("memory after 2,000 pages", median(&used), "MB", 60.0);
    if let Some((ready, memory)) = reference {
        say(&format!("ratio to nginx: start {:.1}, memory {:.1}", median(&starts) / ready, median(&rest) / memory));
    }
    Ok(())
}
