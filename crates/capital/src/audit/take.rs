//! Taking a village's books along.

use super::entry::Proved;
use super::replay::replay;
use super::tables::tables;
use super::{CASES, CHART, CHECKPOINT, ENTRIES, KEY, STATEMENTS};
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
    /// The cases that the vouchers come from.
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
    let entries = of_the_books(query, village, size, progress)?;
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
    let mut lines = String::new();
    for entry in entries {
        let proof = tlog::inclusion_proof(entry.seq - 1, size, |wanted: &[tlog::Node]| nodes(query, wanted));
        let proof = proof.map_err(|error| Fault::new(format!("entry {} cannot be proved: {error:?}", entry.seq)))?;
        lines.push_str(&Proved::of(entry, proof).line()?);
        lines.push('\n');
    }
    files.insert(ENTRIES.to_owned(), lines);
    files.insert(CHECKPOINT.to_owned(), note);
    files.insert(KEY.to_owned(), format!("{key}\n"));
    let mut cases: Vec<CaseId> = found
        .vouchers
        .iter()
        .filter_map(|(_, voucher, _)| match &voucher.draft.origin {
            ledger::Origin::Case { case, .. } => Some(case.clone()),
            _ => None,
        })
        .collect();
    cases.sort();
    cases.dedup();
    Ok(Some(Export { files, vouchers: found.vouchers.len(), cases }))
}

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
            entry.seq <= size && entry.village == *village && kinds.iter().any(|kind| kind.name == entry.kind)
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
