//! The chart of accounts with its statements, and what each affair's effects post: read by the ledger, checked here against
//! the affairs.

use crate::affair::Affair;
use crate::affair::FieldKind;
use crate::fault::{RuleFault, RuleFile, nearest};
use ledger::{BudgetRule, Chart, FileFault, Posting, Postings, ReceiptRule, Source, Unposted};
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
            faults.extend(postings.receipts().iter().flat_map(|rule| receiptless(affairs, &file.path, rule)));
            faults.extend(postings.budgets().iter().flat_map(|rule| budgetless(affairs, &file.path, rule)));
            faults.extend(postings.unposted().iter().flat_map(|left| left_out(affairs, &file.path, left)));
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
    let names = posting.names();
    for name in names.amounts.iter().chain(&names.others) {
        faults.extend(unkept(affairs, affair, name).map(|what| fault(path, posting.line, what)));
    }
    faults
}

/// Why a name is no fact of an affair; none when it is one.
fn unkept(affairs: &BTreeMap<String, Affair>, affair: &Affair, name: &str) -> Option<String> {
    let Some((link, other)) = name.split_once('.') else {
        if affair.facts.contains_key(name) {
            return None;
        }
        let near = nearest(name, affair.facts.keys().map(String::as_str));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Some(format!("`{}` keeps no fact `{name}`{near}", affair.code));
    };
    if affair.facts.get(link) != Some(&FieldKind::CaseRef) {
        return Some(format!("`{link}` of `{}` does not name a case", affair.code));
    }
    let known = matches!(other, "affair" | "paid_fen" | "accrued_fen")
        || affairs.values().any(|any| any.facts.contains_key(other));
    (!known).then(|| format!("`{other}` is no fact of any affair; expected one, `affair`, `paid_fen` or `accrued_fen`"))
}

/// What a receipt is made of must be facts of its affair.
fn receiptless(affairs: &BTreeMap<String, Affair>, path: &str, rule: &ReceiptRule) -> Vec<RuleFault> {
    let Some(affair) = affairs.get(&rule.affair) else { return Vec::new() };
    let names = [&rule.number, &rule.amount, &rule.payer].into_iter().chain(&rule.summary);
    let missing = names.filter_map(|name| unkept(affairs, affair, name));
    missing.map(|what| fault(path, rule.line, what)).collect()
}

/// What a budget is made of must be facts of its affair, and come with one of its outcomes.
fn budgetless(affairs: &BTreeMap<String, Affair>, path: &str, rule: &BudgetRule) -> Vec<RuleFault> {
    let Some(affair) = affairs.get(&rule.affair) else { return Vec::new() };
    let names = [&rule.year].into_iter().chain(rule.lines.iter().map(|(_, fact)| fact));
    let mut missing: Vec<String> = names.filter_map(|name| unkept(affairs, affair, name)).collect();
    let mut effects = affair.steps.iter().flat_map(|step| &step.outcomes).flat_map(|outcome| &outcome.effects);
    if !effects.any(|effect| *effect == rule.effect) {
        missing.push(format!("no outcome of `{}` has the effect `{}`", affair.code, rule.effect));
    }
    missing.into_iter().map(|what| fault(path, rule.line, what)).collect()
}

/// What is said not to be posted must be there.
fn left_out(affairs: &BTreeMap<String, Affair>, path: &str, left: &Unposted) -> Vec<RuleFault> {
    let Some(affair) = affairs.get(&left.affair) else { return Vec::new() };
    let fields = || affair.steps.iter().flat_map(|step| &step.fields).map(|field| field.id.as_str());
    let missing = left.amounts.iter().filter(|name| !fields().any(|known| known == name.as_str()));
    missing
        .map(|name| {
            let near = nearest(name, fields()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            fault(path, left.line, format!("`{}` has no field `{name}`{near}", affair.code))
        })
        .collect()
}
