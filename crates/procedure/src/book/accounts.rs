//! The chart of accounts with its statements, and what each affair's effects post: read by the ledger, checked here against
//! the affairs.

use crate::affair::Affair;
use crate::fault::{RuleFault, RuleFile, nearest};
use ledger::{Chart, FileFault, Pick, Posting, Postings, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn read(
    files: &BTreeMap<String, RuleFile>,
    affairs: &BTreeMap<String, Affair>,
    faults: &mut Vec<RuleFault>,
) -> (Option<Arc<Chart>>, Postings) {
    let nothing = (None, Postings::default());
    let file = |name: &str| files.get(name);
    let Some(accounts) = file("accounts.toml") else {
        if let Some(alone) = files.values().next() {
            faults.push(fault(
                &alone.path,
                1,
                "it needs the accounts of `accounts.toml`, which is not there".to_owned(),
            ));
        }
        return nothing;
    };
    let Some(statements) = file("statements.toml") else {
        let what = "the statements are not there: expected `statements.toml` beside it".to_owned();
        faults.push(fault(&accounts.path, 1, what));
        return nothing;
    };
    let chart = match Chart::read(source(accounts), source(statements)) {
        Ok(chart) => Arc::new(chart),
        Err(found) => {
            faults.extend(found.into_iter().map(own));
            return nothing;
        }
    };
    let postings = match file("postings.toml").map(|file| (file, Postings::read(&chart, source(file)))) {
        None => Postings::default(),
        Some((file, Ok(postings))) => {
            faults.extend(postings.all().iter().flat_map(|posting| unfit(affairs, &file.path, posting)));
            postings
        }
        Some((_, Err(found))) => {
            faults.extend(found.into_iter().map(own));
            Postings::default()
        }
    };
    (Some(chart), postings)
}

fn source(file: &RuleFile) -> Source<'_> {
    Source { path: &file.path, text: &file.text }
}

fn fault(file: &str, line: usize, what: String) -> RuleFault {
    RuleFault { file: file.to_owned(), line, what }
}

fn own(found: FileFault) -> RuleFault {
    RuleFault { file: found.file, line: found.line, what: found.what }
}

/// What a posting names that its affair does not have.
fn unfit(affairs: &BTreeMap<String, Affair>, path: &str, posting: &Posting) -> Vec<RuleFault> {
    // An affair that could not be read has said so itself.
    let Some(affair) = affairs.get(&posting.affair) else { return Vec::new() };
    let mut faults = Vec::new();
    let outcomes = affair.steps.iter().flat_map(|step| &step.outcomes);
    if !outcomes.flat_map(|outcome| &outcome.effects).any(|effect| *effect == posting.effect) {
        let what = format!("no outcome of `{}` has the effect `{}`", affair.code, posting.effect);
        faults.push(fault(path, posting.line, what));
    }
    let picked = [&posting.debit, &posting.credit].into_iter().filter_map(|pick| match pick {
        Pick::By { fact, .. } | Pick::Money { fact: Some(fact) } => Some(fact),
        Pick::Always(_) | Pick::Money { fact: None } => None,
    });
    for name in picked.chain([&posting.amount, &posting.summary]).filter(|name| !affair.facts.contains_key(*name)) {
        let near = nearest(name, affair.facts.keys().map(String::as_str));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        faults.push(fault(path, posting.line, format!("`{}` keeps no fact `{name}`{near}", affair.code)));
    }
    faults
}
