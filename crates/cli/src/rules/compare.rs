//! `qingcun rules diff` and `qingcun rules propose`: what changes, from which day, and what becomes of running cases.

use super::{folder, prove, read};
use crate::At;
use crate::installation::Installation;
use office::PackedRules;
use procedure::RuleBook;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use village::{Clock, Day, Hash};

/// The county's book, and how many cases run under which.
struct InForce {
    book: Arc<RuleBook>,
    running: Vec<(Hash, u64)>,
}

fn in_force(at: &At) -> Result<InForce, String> {
    let office = Installation::open(&at.read()?)?.office;
    let book = office.read(|reader| office.current_book(reader)).map_err(|fault| fault.chain())?;
    let running = office.read(|reader| affairs::running_by_rules(reader)).map_err(|fault| fault.chain())?;
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
    if !prove(&new, None) {
        return Err("these rules are not sound; nothing was packed".into());
    }
    tell(&county.book, &new, Some(&county));
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
        let all: u64 = county.running.iter().map(|(_, many)| many).sum();
        let current = county.running.iter().find(|(hash, _)| *hash == county.book.hash).map_or(0, |(_, many)| *many);
        let earlier = all - current;
        say!("在办{all}件，都按各自开始时的规则办到底，不受影响：现行规则{current}件，更早的规则{earlier}件。");
        say!(
            "{all} cases run, each to its end under the rules that it began with, none is touched: {current} under those in force, {earlier} under earlier ones."
        );
    }
}
