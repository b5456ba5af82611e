//! `qingcun rules diff` and `qingcun rules propose`: what changes, from which day, and what becomes of running cases.

use super::{folder, prove, read, tell as tell_of_laws, try_out};
use crate::At;
use crate::installation::Installation;
use affairs::Running;
use office::PackedRules;
use procedure::RuleBook;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use village::{Clock, Day};

/// The county's book, and the cases that run, by affair.
struct InForce {
    book: Arc<RuleBook>,
    running: BTreeMap<String, Vec<Running>>,
}

fn in_force(at: &At) -> Result<InForce, String> {
    let office = Installation::open(&at.read()?)?.office;
    let book = office.read(|reader| office.current_book(reader)).map_err(|fault| fault.chain())?;
    let mut running = BTreeMap::new();
    for code in book.affairs.keys() {
        let cases = office.read(|reader| affairs::running(reader, code)).map_err(|fault| fault.chain())?;
        running.insert(code.clone(), cases);
    }
    Ok(InForce { book, running })
}

/// The county's book.
pub(super) fn current(at: &At) -> Result<Arc<RuleBook>, String> {
    in_force(at).map(|county| county.book)
}

/// The layers that were named, else the configuration's, else those of the program.
pub(super) fn layers_of(at: &At, named: &[String]) -> Result<Vec<String>, String> {
    match (named, at.config.exists()) {
        ([], true) => Ok(at.read()?.layers),
        ([], false) => Ok(["national", "zhejiang"].map(str::to_owned).to_vec()),
        (named, _) => Ok(named.to_vec()),
    }
}

pub(super) fn diff(at: &At, old: &str, new: &str, layers: &[String]) -> Result<ExitCode, String> {
    let county = if [old, new].contains(&"in-force") { Some(in_force(at)?) } else { None };
    let layers = layers_of(at, layers)?;
    let book = |name: &str, lenient: bool| -> Result<Arc<RuleBook>, String> {
        let folder = match (name, &county) {
            ("in-force", Some(county)) => return Ok(Arc::clone(&county.book)),
            ("shipped", _) => None,
            (folder, _) => Some(Path::new(folder)),
        };
        // A layer that is new with the change is not in the old folder yet.
        let layers = if lenient { folder::known(folder, &layers) } else { layers.clone() };
        Ok(Arc::new(read(&folder::gather(folder, &layers)?, &layers)?))
    };
    let (old, new) = (book(old, true)?, book(new, new == "shipped")?);
    tell(&old, &new, county.as_ref());
    Ok(ExitCode::SUCCESS)
}

pub(super) fn propose(at: &At, rules: &Path, layers: &[String], out: &Path) -> Result<ExitCode, String> {
    let layers = layers_of(at, layers)?;
    let files = folder::gather(Some(rules), &layers)?;
    let new = read(&files, &layers)?;
    let county = in_force(at)?;
    if county.book.hash == new.hash {
        say!("没有改动，不用提出 / nothing differs from the rules in force");
        return Ok(ExitCode::SUCCESS);
    }
    if !(prove(&new, None) & try_out(&new, &folder::examples(Some(rules))?, None, Some(rules))) {
        return Err("these rules are not sound; nothing was packed".into());
    }
    tell(&county.book, &new, Some(&county));
    tell_of_laws(&new);
    let packed = serde_json::to_vec(&PackedRules::of(&files, &layers)).map_err(|error| error.to_string())?;
    std::fs::write(out, packed).map_err(|error| format!("cannot write `{}`: {error}", out.display()))?;
    say!("\n{}", out.display());
    say!("下一步：一人登录后在 /desk/rules 交上这个文件提出，另一人登录后确认。");
    say!("next: one person signs in and proposes this file on /desk/rules; another signs in and confirms it.");
    Ok(ExitCode::SUCCESS)
}

/// Every difference in both languages, and what becomes of the running cases.
fn tell(old: &RuleBook, new: &RuleBook, county: Option<&InForce>) {
    let today: Day = crate::clock::SystemClock.now().day();
    let changes = procedure::differences(old, new, today);
    say!("{} → {}", old.hash.short(), new.hash.short());
    if changes.is_empty() {
        say!("没有改动 / no change");
    }
    for change in changes {
        let words = change.words();
        say!("· {}\n  {}", words.zh, words.en);
    }
    if let Some(county) = county {
        tell_cases(county, old, new, today);
    }
}

/// What becomes of the running cases: how many there are, and by number those of each affair that changes.
fn tell_cases(county: &InForce, old: &RuleBook, new: &RuleBook, today: Day) {
    let all: Vec<&Running> = county.running.values().flatten().collect();
    let current = all.iter().filter(|case| case.rules == county.book.hash).count();
    let (many, earlier) = (all.len(), all.len() - current);
    say!("在办{many}件，都按各自开始时的规则办到底，不受影响：现行规则{current}件，更早的规则{earlier}件。");
    say!(
        "{many} cases run, each to its end under the rules that it began with, none is touched: {current} under those in force, {earlier} under earlier ones."
    );
    let touched = procedure::touched_affairs(old, new, today);
    for (code, cases) in county.running.iter().filter(|(code, cases)| touched.contains(*code) && !cases.is_empty()) {
        let name = county.book.affair(code).map(|affair| affair.name.clone()).unwrap_or_default();
        let many = cases.len();
        say!("{code} {}：改动涉及这一事项，{many}件仍按旧规则办：", name.zh);
        say!("{code} {}: it changes, and {many} go on under the rules they began with:", name.en);
        for case in cases {
            say!("    {} {}", case.id, case.title);
        }
    }
}
