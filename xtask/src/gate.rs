//! The gates: what must hold before a change lands, the fast ones first.

use crate::count::Counts;
use crate::postgres::{Postgres, VARIABLE};
use crate::shell::{Obstacle, cargo, root, succeeds, succeeds_telling};
use std::path::PathBuf;
use std::process::Command;

/// One gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// The code is laid out as rustfmt lays it out.
    Fmt,
    /// The repository keeps its own rules (crate `tidy`).
    Tidy,
    /// The lints of the workspace hold.
    Clippy,
    /// Every test passes, on both databases.
    Test,
    /// The documentation builds without a warning.
    Doc,
    /// Every affair's states are walked and proved.
    Rules,
    /// The journeys in a real browser.
    Browser,
}

impl Gate {
    pub(crate) const ALL: [Self; 7] =
        [Self::Fmt, Self::Tidy, Self::Clippy, Self::Test, Self::Rules, Self::Browser, Self::Doc];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Clippy => "clippy",
            Self::Test => "test",
            Self::Doc => "doc",
            Self::Rules => "rules",
            Self::Browser => "browser",
        }
    }

    /// Whether it needs PostgreSQL to run beside it.
    pub(crate) fn wants_postgres(self) -> bool {
        matches!(self, Self::Test | Self::Browser)
    }

    /// Runs it: what it counted, and whether it passed. `more` are further arguments for cargo.
    pub(crate) fn run(self, postgres: Option<&Postgres>, more: &[&str]) -> Result<(Counts, bool), Obstacle> {
        let mut cargo = cargo();
        if let Some(postgres) = postgres {
            cargo.env(VARIABLE, postgres.url());
        }
        match self {
            Self::Fmt => plain(cargo.args(["fmt", "--all", "--check"]).args(more)),
            Self::Clippy => {
                cargo.args(["clippy", "--all-targets"]).args(or_workspace(more, &["--workspace"]));
                plain(cargo.args(["--", "-D", "warnings"]))
            }
            Self::Doc => {
                cargo.args(["doc", "--no-deps"]).args(or_workspace(more, &["--workspace"]));
                plain(cargo.env("RUSTDOCFLAGS", "-D warnings"))
            }
            Self::Tidy => counted(cargo.args(["test", "--package", "tidy"]).args(more)),
            Self::Test => {
                let others = ["--workspace", "--exclude", "tidy", "--exclude", "e2e"];
                counted(cargo.args(["test", "--no-fail-fast"]).args(or_workspace(more, &others)))
            }
            Self::Rules => plain(cargo.args(["run", "--quiet", "--package", "cli", "--", "rules", "check"]).args(more)),
            Self::Browser => {
                if !succeeds(crate::shell::cargo().args(["build", "--package", "cli"]))? {
                    return Ok((Counts::one_failed(), false));
                }
                cargo.env("QINGCUN_TEST_PROGRAM", program());
                counted(cargo.args(["test", "--package", "e2e", "--no-fail-fast"]).args(more))
            }
        }
    }
}

/// The arguments the caller gave, else ours.
fn or_workspace<'a>(more: &'a [&'a str], ours: &'a [&'a str]) -> &'a [&'a str] {
    if more.is_empty() { ours } else { more }
}

fn plain(command: &mut Command) -> Result<(Counts, bool), Obstacle> {
    let passed = succeeds(command)?;
    Ok((if passed { Counts::default() } else { Counts::one_failed() }, passed))
}

fn counted(command: &mut Command) -> Result<(Counts, bool), Obstacle> {
    let mut counts = Counts::default();
    let passed = succeeds_telling(command, |line| counts.take(line))?;
    if !passed && counts.all.failed == 0 {
        counts.add(Counts::one_failed());
    }
    Ok((counts, passed))
}

/// Where cargo puts the program `qingcun`.
fn program() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    root().join(target).join("debug").join("qingcun")
}
