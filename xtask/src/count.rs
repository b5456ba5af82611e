//! Reading what `cargo test` prints: how many passed, failed and were skipped, and on which database.

use std::fmt;

/// How the tests of one group ended.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    /// The number that passed, and the others only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.passed)?;
        if self.failed > 0 {
            write!(f, " and {} failed", self.failed)?;
        }
        if self.skipped > 0 {
            write!(f, " and {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// The tests counted so far. A test that runs on both databases stands in a module `sqlite` and in one `postgres`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) all: Tally,
    pub(crate) sqlite: Tally,
    pub(crate) postgres: Tally,
}

impl Counts {
    /// Takes one line of a test runner's output.
    pub(crate) fn take(&mut self, line: &str) {
        if let Some(tally) = summary(line) {
            self.all.add(tally);
        } else if let Some((name, tally)) = single(line) {
            if name.split("::").any(|part| part == "sqlite") {
                self.sqlite.add(tally);
            } else if name.split("::").any(|part| part == "postgres") {
                self.postgres.add(tally);
            }
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.all.add(other.all);
        self.sqlite.add(other.sqlite);
        self.postgres.add(other.postgres);
    }

    /// A failure that no line told: a test that does not compile, a runner that crashed, another gate.
    pub(crate) fn one_failed() -> Self {
        Self { all: Tally { failed: 1, ..Tally::default() }, ..Self::default() }
    }
}

/// `test result: ok. 21 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`
fn summary(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut tally = Tally::default();
    for part in counts.split("; ") {
        let Some((number, what)) = part.split_once(' ') else { continue };
        match what {
            "passed" => tally.passed = number.parse().ok()?,
            "failed" => tally.failed = number.parse().ok()?,
            "ignored" => tally.skipped = number.parse().ok()?,
            _ => {}
        }
    }
    Some(tally)
}

/// `test affairs::lease::sqlite::a_stranger_sees_nothing ... ok`
fn single(line: &str) -> Option<(&str, Tally)> {
    let (name, ending) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let ending = ending.split([',', ' ']).next().unwrap_or_default();
    let tally = match ending {
        "ok" => Tally { passed: 1, ..Tally::default() },
        "FAILED" => Tally { failed: 1, ..Tally::default() },
        "ignored" => Tally { skipped: 1, ..Tally::default() },
        _ => return None,
    };
    Some((name, tally))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, all: [u32; 3], sqlite: [u32; 3], postgres: [u32; 3]) {
        let mut counts = Counts::default();
        output.lines().for_each(|line| counts.take(line));
        let tally = |[passed, failed, skipped]: [u32; 3]| Tally { passed, failed, skipped };
        assert_eq!(counts, Counts { all: tally(all), sqlite: tally(sqlite), postgres: tally(postgres) });
    }

    #[test]
    fn tests_are_counted_by_the_database_in_their_name() {
        let output = "\nrunning 6 tests\n\
            test lease::sqlite::a_stranger_sees_nothing ... ok\n\
            test lease::postgres::a_stranger_sees_nothing ... FAILED\n\
            test sqlite::store_is_made ... ok\n\
            test postgres::store_is_made ... ignored, takes an hour\n\
            test lease::postgresql_is_spelled_out ... ok\n\
            test crates/tlog/src/lib.rs - leaf_hash (line 3) ... ok\n\n\
            test result: FAILED. 4 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s\n";
        check(output, [4, 1, 1], [2, 0, 0], [0, 1, 1]);
    }

    #[test]
    fn several_binaries_add_up() {
        let line = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.00s\n";
        check(&line.repeat(3), [9, 0, 0], [0; 3], [0; 3]);
    }

    #[test]
    fn what_a_test_prints_is_not_counted() {
        check("test the water ... fine\ntest result: unknown\n", [0; 3], [0; 3], [0; 3]);
    }
}
