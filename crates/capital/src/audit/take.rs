//! Taking a village's books along.

use super::entry::Proved;
use super::kept::{Registers, is_kept, is_masked, masked};
use super::replay::{Replayed, replay};
use super::tables::tables;
use super::{
    CASES, CHART, CHECKPOINT, ENTRIES, KEPT, KEY, MEMBERS, README, README_TEXT, SHARED, STATEMENTS, check, register,
};
use crate::member::is_of_a_distribution;
use crate::sql;
use archive::{Entry, Query, entries_after, last_checkpoint, nodes};
use ledger::{Chart, Source};
use office::{Desk, rulebook_files};
use std::collections::BTreeMap;
use village::{CaseId, Fault, Place};

/// How many entries are read at a time.
const BATCH: u32 = 1000;

/// An export: its files by name.
pub struct Export {
    /// The files.
    pub files: BTreeMap<String, String>,
    /// How many vouchers it holds.
    pub vouchers: usize,
    /// The cases that the vouchers, the members' changes and the distributions come from.
    pub cases: Vec<CaseId>,
}

/// A case as the chapter that keeps cases tells it.
pub struct CaseSeen {
    /// Its number.
    pub case: CaseId,
    /// Its affair.
    pub affair: String,
    /// How many acts it has.
    pub acts: usize,
    /// What was paid in it.
    pub paid_fen: i64,
    /// What was given back to those who raised it.
    pub refunded_fen: i64,
}

impl Export {
    /// Puts in the cases.
    pub fn with_cases(&mut self, cases: &[CaseSeen]) {
        let mut text = String::from("case,affair,acts,paid_fen,refunded_fen\n");
        for seen in cases {
            let CaseSeen { case, affair, acts, paid_fen, refunded_fen } = seen;
            text.push_str(&format!("{case},{affair},{acts},{paid_fen},{refunded_fen}\n"));
        }
        self.files.insert(super::CASES_AGAIN.to_owned(), text.clone());
        self.files.insert(CASES.to_owned(), text);
    }

    /// Signs the list of all files, each with its fingerprint: what is in none of the log's entries, such as the cases, cannot be
    /// altered afterwards either.
    ///
    /// # Errors
    /// When the list cannot be signed.
    pub fn sign(&mut self, archive: &archive::County) -> Result<(), Fault> {
        let (list, digest) = super::list_of(&self.files);
        let many = u64::try_from(self.files.len()).unwrap_or(u64::MAX);
        let note = archive.vouch(super::VOUCHED, many, digest)?;
        self.files.insert(super::FILES.to_owned(), list);
        self.files.insert(super::FILES_NOTE.to_owned(), note);
        Ok(())
    }
}

/// The books of a village as far as the last checkpoint reaches; none when it has none by then. `progress` hears how many entries
/// were read, of how many.
///
/// # Errors
/// When the store cannot be read, or holds what does not follow.
pub fn export(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Option<Export>, Fault> {
    let Some((note, _)) = last_checkpoint(query)? else {
        return Err(Fault::new("there is no signed checkpoint yet: nothing could be proved"));
    };
    let key = desk.office.archive().log_key();
    let size =
        tlog::Checkpoint::open(&note, &key).map_err(|e| Fault::from("the last checkpoint does not hold", e))?.size;
    let all = of_the_books(query, village, size, progress)?;
    let (shared, rest): (Vec<Entry>, Vec<Entry>) = all.into_iter().partition(|entry| is_of_a_distribution(&entry.kind));
    let (mut kept, entries): (Vec<Entry>, Vec<Entry>) = rest.into_iter().partition(|entry| is_kept(&entry.kind));
    if entries.is_empty() {
        return Ok(None);
    }
    let book = desk.office.current_book(query)?;
    let row = query.one(sql::RULEBOOK_FILES, &[book.hash.to_string().into()])?;
    let mut text = BTreeMap::new();
    for file in rulebook_files(&row)? {
        if let Some(name) = file.path.rsplit('/').next().filter(|name| [CHART, STATEMENTS].contains(name)) {
            text.insert(name.to_owned(), file.text);
        }
    }
    let chart = read_chart(&text).map_err(Fault::new)?;
    let mut wrong = Vec::new();
    let found = replay(&chart, &entries, &mut wrong);
    if let Some((seq, what)) = wrong.first() {
        return Err(Fault::new(format!("entry {seq} does not follow from those before it: {}", what.en)));
    }
    let Some(found) = found else { return Ok(None) };
    let mut files: BTreeMap<String, String> = text;
    files.extend(tables(&found).into_iter().map(|(name, text)| (name.to_owned(), text)));
    let mut cases = of_vouchers(&found);
    let leaves: Vec<[u8; 32]> = kept.iter().map(leaf).collect::<Result<_, _>>()?;
    masked(&mut kept);
    let registers = Registers::replay(&kept, &entries, &found);
    if let Some((seq, what)) = registers.wrong().first() {
        return Err(Fault::new(format!("entry {seq} cannot be read: {}", what.en)));
    }
    files.extend(registers.tables(&found).into_iter().map(|(name, text)| (name.to_owned(), text)));
    cases.extend(registers.cases().into_iter().filter_map(|id| CaseId::new(id).ok()));
    if kept.iter().any(|entry| entry.kind.starts_with("member.")) {
        cases.extend(with_register(&mut files, &kept, &shared)?);
        cases.extend(shared.iter().filter_map(|entry| CaseId::new(entry.subject.as_str()).ok()));
        files.insert(SHARED.to_owned(), proved(query, shared, size)?);
    }
    files.insert(KEPT.to_owned(), proved_masked(query, kept.into_iter().zip(leaves), size)?);
    files.insert(README.to_owned(), README_TEXT.to_owned());
    files.insert(ENTRIES.to_owned(), proved(query, entries, size)?);
    files.insert(CHECKPOINT.to_owned(), note);
    files.insert(KEY.to_owned(), format!("{key}\n"));
    cases.sort();
    cases.dedup();
    Ok(Some(Export { files, vouchers: found.vouchers.len(), cases }))
}

fn of_vouchers(found: &Replayed) -> Vec<CaseId> {
    let origins = found.vouchers.iter().map(|(_, voucher, _)| &voucher.draft.origin);
    let case = |origin: &ledger::Origin| match origin {
        ledger::Origin::Case { case, .. } => Some(case.clone()),
        _ => None,
    };
    origins.filter_map(case).collect()
}

/// Entries as lines, each with the proof that it stands in the log.
fn proved(query: &mut dyn Query, entries: Vec<Entry>, size: u64) -> Result<String, Fault> {
    let mut lines = String::new();
    for entry in entries {
        let proof = proof(query, entry.seq, size)?;
        lines.push_str(&Proved::of(entry, proof).line()?);
        lines.push('\n');
    }
    Ok(lines)
}

fn proof(query: &mut dyn Query, seq: u64, size: u64) -> Result<Vec<[u8; 32]>, Fault> {
    let proof = tlog::inclusion_proof(seq - 1, size, |wanted: &[tlog::Node]| nodes(query, wanted));
    proof.map_err(|error| Fault::new(format!("entry {seq} cannot be proved: {error:?}")))
}

fn leaf(entry: &Entry) -> Result<[u8; 32], Fault> {
    entry.leaf_bytes().map(|bytes| tlog::leaf_hash(&bytes))
}

/// The same of the registers: of entries whose names are masked, with the leaf that they had before.
fn proved_masked(
    query: &mut dyn Query,
    entries: impl Iterator<Item = (Entry, [u8; 32])>,
    size: u64,
) -> Result<String, Fault> {
    let mut lines = String::new();
    for (entry, leaf) in entries {
        let proof = proof(query, entry.seq, size)?;
        let hidden = is_masked(&entry.kind);
        let proved = if hidden { Proved::masked(entry, leaf, proof) } else { Proved::of(entry, proof) };
        lines.push_str(&proved.line()?);
        lines.push('\n');
    }
    Ok(lines)
}

/// The register, and what follows from it and the distributions: made from the file's own lines, as the audit makes it. The cases that
/// changed it.
fn with_register(files: &mut BTreeMap<String, String>, kept: &[Entry], shared: &[Entry]) -> Result<Vec<CaseId>, Fault> {
    let mut findings = check::Findings::default();
    let text = register::register(kept)?;
    let standings = register::read(&text, &mut findings);
    let shared = register::distributions(shared, &mut findings);
    if let Some(finding) = findings.first() {
        return Err(Fault::new(format!("{}: {}", finding.place, finding.what.en)));
    }
    files.extend(register::follow(&standings, &shared).into_iter().map(|(name, text)| (name.to_owned(), text)));
    files.insert(MEMBERS.to_owned(), text);
    Ok(register::cases(&standings))
}

/// The village's entries of the books and of its distributions.
fn of_the_books(
    query: &mut dyn Query,
    village: &Place,
    size: u64,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<Entry>, Fault> {
    let kinds = crate::entries::of_the_books();
    let mut found = Vec::new();
    let mut seen = 0;
    while seen < size {
        let batch = entries_after(query, seen, BATCH)?;
        let Some(last) = batch.last().map(|entry| entry.seq) else { break };
        seen = last;
        let own = |entry: &Entry| {
            let wanted = is_kept(&entry.kind)
                || is_of_a_distribution(&entry.kind)
                || kinds.iter().any(|kind| kind.name == entry.kind);
            entry.seq <= size && entry.village == *village && wanted
        };
        found.extend(batch.into_iter().filter(own));
        progress(seen.min(size), size);
    }
    Ok(found)
}

/// The chart from its two files.
pub(super) fn read_chart(text: &BTreeMap<String, String>) -> Result<Chart, String> {
    let of = |path: &'static str| {
        let text = text.get(path).ok_or_else(|| format!("{path}: it is missing"))?;
        Ok::<_, String>(Source { path, text })
    };
    Chart::read(of(CHART)?, of(STATEMENTS)?).map_err(|faults| {
        let all: Vec<String> = faults.iter().map(ToString::to_string).collect();
        all.join("; ")
    })
}
