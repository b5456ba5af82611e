//! Why a simulation ends before its last day.

use std::fmt;
use village::{Day, Fault, Stop};

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub invariant: String,
    /// What was found.
    pub what: String,
    /// The seed.
    pub seed: u64,
    /// The day.
    pub day: Day,
    /// The case or other subject that it was found at.
    pub subject: String,
    /// What happened there, the last of it.
    pub story: Vec<String>,
    /// How to see it again.
    pub again: String,
}

/// Why a simulation ends before its last day.
#[derive(Debug)]
pub enum Halt {
    /// An invariant does not hold.
    Broken(Box<Broken>),
    /// The simulation itself cannot go on.
    Failed(Fault),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "not so: {}", self.invariant)?;
        writeln!(f, "  {}", self.what)?;
        writeln!(f, "  seed {}, on {}, at {}", self.seed, self.day, self.subject)?;
        for line in &self.story {
            writeln!(f, "    {line}")?;
        }
        write!(f, "again: {}", self.again)
    }
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(broken) => broken.fmt(f),
            Self::Failed(fault) => write!(f, "the simulation cannot go on: {}", fault.chain()),
        }
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Failed(fault) => Self::Failed(fault),
            Stop::Refused(refusal) => {
                let what = format!("what must succeed was refused by `{}`: {}", refusal.rule, refusal.words.en);
                Self::Failed(Fault::new(what))
            }
        }
    }
}
