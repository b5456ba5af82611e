//! The auditor's check: signature, proofs, the books once more, every table line by line, vouchers against cases.

use super::entry::Proved;
use super::replay::{Replayed, replay};
use super::tables::tables;
use super::take::read_chart;
use super::{CASES, CHECKPOINT, ENTRIES, KEY};
use archive::Entry;
use ledger::{Origin, Side, Word};
use std::collections::BTreeMap;
use tlog::Checkpoint;

/// Findings beyond which nobody reads.
const MOST: usize = 50;

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, with its line where it has one.
    pub place: String,
    /// What was found, and what was expected.
    pub what: String,
}

/// What an audit comes to.
pub struct Audited {
    /// The log that it was compared with.
    pub origin: String,
    /// How many entries the log had.
    pub size: u64,
    /// The root of the log, to be compared with what is published.
    pub root: String,
    /// How many entries of the books were checked.
    pub entries: usize,
    /// How many vouchers were posted once more.
    pub vouchers: usize,
    /// What does not agree; empty when all does.
    pub findings: Vec<Finding>,
}

/// Checks the files of an export. `progress` hears how many entries were checked, of how many.
///
/// # Errors
/// In words, when there is nothing to check: a file is missing, or the checkpoint cannot be opened.
pub fn audit(files: &BTreeMap<String, String>, progress: &mut dyn FnMut(u64, u64)) -> Result<Audited, String> {
    let file = |name: &str| files.get(name).ok_or_else(|| format!("{name}: it is missing"));
    let key = file(KEY)?.trim();
    let checkpoint = Checkpoint::open(file(CHECKPOINT)?, key).map_err(|error| format!("{CHECKPOINT}: {error}"))?;
    let chart = read_chart(files)?;
    let mut findings = Findings(Vec::new());
    let entries = entries(file(ENTRIES)?, &checkpoint, &mut findings, progress);
    let mut wrong = Vec::new();
    let found = replay(&chart, &entries, &mut wrong);
    for (seq, what) in wrong {
        findings.add(format!("{ENTRIES}: entry {seq}"), what);
    }
    let vouchers = found.as_ref().map_or(0, |found| found.vouchers.len());
    match &found {
        None => findings.add(ENTRIES.to_owned(), "the books were never opened".to_owned()),
        Some(found) => {
            for (name, made) in tables(found) {
                match files.get(name) {
                    None => findings.add(name.to_owned(), "it is missing".to_owned()),
                    Some(given) => compare(name, given, &made, &mut findings),
                }
            }
            cases(found, file(CASES)?, &mut findings);
        }
    }
    Ok(Audited {
        origin: checkpoint.origin,
        size: checkpoint.size,
        root: village::Hash(checkpoint.root).to_string(),
        entries: entries.len(),
        vouchers,
        findings: findings.0,
    })
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, place: String, what: String) {
        if self.0.len() < MOST {
            self.0.push(Finding { place, what });
        }
    }
}

/// The entries that stand in the log; what does not is told and goes on, so that what follows is told too.
fn entries(
    text: &str,
    checkpoint: &Checkpoint,
    findings: &mut Findings,
    progress: &mut dyn FnMut(u64, u64),
) -> Vec<Entry> {
    let all = u64::try_from(text.lines().count()).unwrap_or(u64::MAX);
    let mut entries: Vec<Entry> = Vec::new();
    for (number, line) in (1_u64..).zip(text.lines()) {
        if number.is_multiple_of(1000) || number == all {
            progress(number, all);
        }
        let place = format!("{ENTRIES}:{number}");
        let proved: Proved = match serde_json::from_str(line) {
            Ok(proved) => proved,
            Err(error) => {
                findings.add(place, format!("it is no entry: {error}"));
                continue;
            }
        };
        let (entry, proof) = proved.open();
        if entries.last().is_some_and(|last| last.seq >= entry.seq) {
            findings.add(place.clone(), format!("entry {} stands after a later one", entry.seq));
        }
        let stands = entry.leaf_bytes().is_ok_and(|leaf| {
            let leaf = tlog::leaf_hash(&leaf);
            let index = entry.seq.saturating_sub(1);
            entry.seq > 0 && tlog::check_inclusion(&proof, index, &leaf, checkpoint.size, &checkpoint.root).is_ok()
        });
        if !stands {
            let what =
                format!("entry {} (`{}`, {}) is not what stands in the log", entry.seq, entry.kind, entry.subject);
            findings.add(place, what);
        }
        entries.push(entry);
    }
    entries
}

/// Compares a file with what it must be, line by line.
fn compare(name: &str, given: &str, made: &str, findings: &mut Findings) {
    let (mut given, mut made) = (given.lines(), made.lines());
    for number in 1_usize.. {
        let (found, expected) = match (given.next(), made.next()) {
            (None, None) => return,
            (found, expected) if found == expected => continue,
            (found, expected) => (found, expected),
        };
        let quote = |line: Option<&str>| line.map_or_else(|| "nothing".to_owned(), |line| format!("`{line}`"));
        findings.add(format!("{name}:{number}"), format!("found {}, expected {}", quote(found), quote(expected)));
    }
}

/// Every voucher from a case has its case and its act there, and no more left the bank than the case paid.
fn cases(found: &Replayed, text: &str, findings: &mut Findings) {
    let mut known: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let read = match cells.as_slice() {
            [case, _, acts, paid, refunded] => acts.parse().ok().zip(sum(paid, refunded)).map(|seen| (*case, seen)),
            _ => None,
        };
        match read {
            Some((case, seen)) => drop(known.insert(case, seen)),
            None => findings.add(format!("{CASES}:{number}"), format!("`{line}` is no case")),
        }
    }
    let roles = &found.books.chart.roles;
    let mut out: BTreeMap<&str, i64> = BTreeMap::new();
    for (id, voucher, _) in &found.vouchers {
        let Origin::Case { case, act } = &voucher.draft.origin else { continue };
        match known.get(case.as_str()) {
            None => findings.add(CASES.to_owned(), format!("voucher {id} comes from {case}, which is not there")),
            Some((acts, _)) if usize::try_from(*act).map_or(true, |act| act == 0 || act > *acts) => {
                findings
                    .add(CASES.to_owned(), format!("voucher {id} comes from act {act} of {case}, which has {acts}"));
            }
            Some(_) => {}
        }
        if voucher.draft.word == Word::Payment {
            let money = voucher.draft.lines.iter().filter(|line| {
                let cash = line.account.is_within(&roles.cash) || line.account.is_within(&roles.bank);
                cash && line.side == Side::Credit
            });
            *out.entry(case.as_str()).or_default() += money.map(|line| line.amount_fen.0).sum::<i64>();
        }
    }
    for (case, fen) in out {
        if let Some((_, paid)) = known.get(case).filter(|(_, paid)| fen > *paid) {
            let (fen, paid) = (village::Fen(fen), village::Fen(*paid));
            findings.add(CASES.to_owned(), format!("{fen} yuan left the bank for {case}, which paid {paid}"));
        }
    }
}

fn sum(paid: &str, refunded: &str) -> Option<i64> {
    paid.parse::<i64>().ok()?.checked_add(refunded.parse().ok()?)
}
