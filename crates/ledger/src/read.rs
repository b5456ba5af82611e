//! Reads the chart, the statements and the postings: strict, every fault at once, with its line.

mod accounts;
mod post;
mod raw;
mod statements;

pub(crate) use post::postings;

use crate::fault::{Faults, parse};
use crate::{Chart, FileFault, Source};

pub(crate) fn chart(accounts: Source<'_>, statements: Source<'_>) -> Result<Chart, Vec<FileFault>> {
    let raw = (parse(accounts), parse(statements));
    let (raw_accounts, raw_statements): (raw::File, raw::Statements) = match raw {
        (Ok(accounts), Ok(statements)) => (accounts, statements),
        (a, b) => return Err(a.err().into_iter().chain(b.err()).collect()),
    };
    let mut faults = Faults::of(accounts);
    let chart = accounts::chart(raw_accounts, &mut faults);
    let mut all = faults.done();
    let Some(mut chart) = chart.filter(|_| all.is_empty()) else { return Err(sorted(all)) };
    let mut faults = Faults::of(statements);
    statements::statements(&mut chart, raw_statements, &mut faults);
    all.extend(faults.done());
    if all.is_empty() { Ok(chart) } else { Err(sorted(all)) }
}

fn sorted(mut faults: Vec<FileFault>) -> Vec<FileFault> {
    faults.sort();
    faults
}
