//! The auditor's check: signature, proofs, the books once more, every table line by line, vouchers against cases.

use super::compare::compare;
use super::entry::Proved;
use super::kept::{Registers, is_kept, is_masked};
use super::register;
use super::replay::{Replayed, replay};
use super::tables::{File, tables};
use super::take::read_chart;
use super::{
    CASES, CASES_AGAIN, CHECKPOINT, ENTRIES, FILES, FILES_NOTE, KEPT, KEY, MEMBERS, README, README_TEXT, SHARED,
    VOUCHED, list_of,
};
use archive::Entry;
use ledger::{Origin, Side, Word};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tlog::Checkpoint;
use village::Words;

/// Findings beyond which nobody reads.
const MOST: usize = 50;

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, with its line where it has one.
    pub place: String,
    /// What was found, and what was expected.
    pub what: Words,
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
    /// How many entries of the registers were checked; none where the export has none of them, as those of before had not.
    pub kept: Option<usize>,
    /// How many vouchers were posted once more.
    pub vouchers: usize,
    /// How many people the register of members holds; none where the export has no register, as those of before had not.
    pub members: Option<usize>,
    /// How many distributions were shared out once more.
    pub distributions: usize,
    /// What does not agree; empty when all does.
    pub findings: Vec<Finding>,
}

/// Checks the files of an export. `progress` hears how many entries were checked, of how many.
///
/// # Errors
/// In words, when there is nothing to check: a file is missing, or the checkpoint cannot be opened.
pub fn audit(files: &BTreeMap<String, String>, progress: &mut dyn FnMut(u64, u64)) -> Result<Audited, String> {
    let file = |name: &str| files.get(name).ok_or_else(|| format!("缺文件{name} / {name}: it is missing"));
    let key = file(KEY)?.trim();
    let checkpoint = Checkpoint::open(file(CHECKPOINT)?, key)
        .map_err(|error| format!("{CHECKPOINT}：签名核对不上，文件或公钥被改过 / {CHECKPOINT}: {error}"))?;
    let mut findings = Findings::default();
    if !key.starts_with(&format!("{}+", checkpoint.origin)) {
        let zh = format!("它是“{}”的，不是这把钥匙的日志的", checkpoint.origin);
        findings.add(CHECKPOINT.to_owned(), zh, format!("it is of `{}`, not of this key's log", checkpoint.origin));
    }
    signed(files, key, &checkpoint.origin, &mut findings);
    let chart = read_chart(files)?;
    let entries = entries(ENTRIES, file(ENTRIES)?, &checkpoint, &mut findings, progress);
    let mut wrong = Vec::new();
    let found = replay(&chart, &entries, &mut wrong);
    for (seq, what) in wrong {
        findings.say(format!("{ENTRIES}: entry {seq}"), what);
    }
    let vouchers = found.as_ref().map_or(0, |found| found.vouchers.len());
    let (mut registered, mut many) = (None, None);
    match &found {
        None => findings.add(ENTRIES.to_owned(), "没有建账的记录", "the books were never opened"),
        Some(found) => {
            follows(files, tables(found), &mut findings);
            let known = known_cases(file(CASES)?, &mut findings);
            cases(found, &known, &mut findings);
            let kept =
                files.get(KEPT).map(|text| self::entries(KEPT, text, &checkpoint, &mut findings, &mut |_, _| {}));
            if let Some(kept) = &kept {
                many = Some(kept.len());
                registers(files, kept, &entries, found, &known, &mut findings);
            }
            if files.contains_key(MEMBERS) || files.contains_key(SHARED) {
                registered = Some(members(files, &checkpoint, kept.as_deref(), found, &known, &mut findings)?);
            }
        }
    }
    Ok(Audited {
        origin: checkpoint.origin,
        size: checkpoint.size,
        root: village::Hash(checkpoint.root).to_string(),
        entries: entries.len(),
        kept: many,
        vouchers,
        members: registered.map(|(members, _)| members),
        distributions: registered.map_or(0, |(_, distributions)| distributions),
        findings: findings.0,
    })
}

/// Every table that was made anew is the one that was given.
fn follows(files: &BTreeMap<String, String>, made: Vec<File>, findings: &mut Findings) {
    for (name, made) in made {
        match files.get(name) {
            None => findings.add(name.to_owned(), "缺这个文件", "it is missing"),
            Some(given) => compare(name, given, &made, findings),
        }
    }
}

/// Receipts, bank, contracts, property and budget: every table once more, and whether they agree with the vouchers.
fn registers(
    files: &BTreeMap<String, String>,
    kept: &[Entry],
    of_the_books: &[Entry],
    books: &Replayed,
    known: &BTreeMap<&str, KnownCase<'_>>,
    findings: &mut Findings,
) {
    if files.get(README).is_none_or(|text| text != README_TEXT) {
        findings.add(README.to_owned(), "不是这一版的说明", "it is not what this version explains");
    }
    let made = Registers::replay(kept, of_the_books, books);
    for (seq, what) in made.wrong() {
        findings.say(format!("{KEPT}: entry {seq}"), what.clone());
    }
    follows(files, made.tables(books), findings);
    made.agree(books, known, findings);
}

/// The register and what was shared out over it; how many people and distributions there are.
fn members(
    files: &BTreeMap<String, String>,
    checkpoint: &Checkpoint,
    kept: Option<&[Entry]>,
    books: &Replayed,
    known: &BTreeMap<&str, KnownCase<'_>>,
    findings: &mut Findings,
) -> Result<(usize, usize), String> {
    let file = |name: &str| files.get(name).ok_or_else(|| format!("缺文件{name} / {name}: it is missing"));
    let given = file(MEMBERS)?;
    let standings = match kept {
        None => register::read(given, findings),
        // The register follows from its entries: a row that was altered or dropped is named, and the rest is checked as it was.
        Some(kept) => {
            let made = register::register(kept).map_err(|fault| format!("{KEPT}: {fault}"))?;
            compare(MEMBERS, given, &made, findings);
            register::read(&made, findings)
        }
    };
    let entries = entries(SHARED, file(SHARED)?, checkpoint, findings, &mut |_, _| {});
    let shared = register::distributions(&entries, findings);
    follows(files, register::follow(&standings, &shared), findings);
    register::agree(&standings, &shared, books, known, findings);
    Ok((register::people(&standings), shared.len()))
}

#[derive(Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn first(&self) -> Option<&Finding> {
        self.0.first()
    }

    pub(super) fn add(&mut self, place: String, zh: impl Into<String>, en: impl Into<String>) {
        self.say(place, Words::new(zh, en));
    }

    pub(super) fn say(&mut self, place: String, what: Words) {
        if self.0.len() < MOST {
            self.0.push(Finding { place, what });
        }
    }
}

/// Every file is the one that was taken along: the office's key vouches for the list of their fingerprints.
fn signed(files: &BTreeMap<String, String>, key: &str, origin: &str, findings: &mut Findings) {
    let (Some(list), Some(note)) = (files.get(FILES), files.get(FILES_NOTE)) else {
        return findings.add(FILES.to_owned(), "缺少签过名的文件清单", "the signed list of files is missing");
    };
    let vouched = Checkpoint::open(note, key).ok().filter(|note| note.origin == format!("{origin} {VOUCHED}"));
    let digest: [u8; 32] = Sha256::digest(list).into();
    if vouched.is_none_or(|note| note.root != digest) {
        findings.add(
            FILES_NOTE.to_owned(),
            "文件清单的签名核对不上：清单或签名被改过",
            "the signature of the list of files does not hold: one of the two was altered",
        );
    }
    let (own, _) = list_of(files);
    let own: BTreeMap<&str, &str> = own.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    let listed: BTreeMap<&str, &str> = list.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    for (name, hash) in &own {
        match listed.get(name) {
            Some(known) if known == hash => {}
            Some(_) => findings.add((*name).to_owned(), "导出以后被改过", "it was altered after it was taken along"),
            None => findings.add((*name).to_owned(), "清单里没有这个文件", "the list of files does not have it"),
        }
    }
    let whole = |name: &str| own.contains_key(name) && own.get(name) == listed.get(name);
    for (altered, kept) in [(CASES, CASES_AGAIN), (CASES_AGAIN, CASES)] {
        if let (Some(given), Some(made), false, true) =
            (files.get(altered), files.get(kept), whole(altered), whole(kept))
        {
            compare(altered, given, made, findings);
        }
    }
    for name in listed.keys().filter(|name| !own.contains_key(**name)) {
        findings.add((*name).to_owned(), "清单里有，文件没有", "it is in the list of files and not here");
    }
}

/// The entries that stand in the log; what does not is told and goes on, so that what follows is told too.
fn entries(
    name: &str,
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
        let place = format!("{name}:{number}");
        let proved: Proved = match serde_json::from_str(line) {
            Ok(proved) => proved,
            Err(error) => {
                findings.add(place, format!("这一行不是记录：{error}"), format!("it is no entry: {error}"));
                continue;
            }
        };
        let (entry, proof) = proved.open();
        if proved.is_masked() != (name == KEPT && is_masked(&entry.kind)) || (name == KEPT && !is_kept(&entry.kind)) {
            let kind = &entry.kind;
            let zh = format!("“{kind}”不是这个文件里的记录，或者没有照规定隐去姓名");
            findings.add(place.clone(), zh, format!("`{kind}` does not belong here, or is not masked as it should be"));
        }
        if entries.last().is_some_and(|last| last.seq >= entry.seq) {
            let seq = entry.seq;
            let en = format!("entry {seq} stands after a later one");
            findings.add(place.clone(), format!("第{seq}条记录排在后面的记录之后"), en);
        }
        let stands = proved.leaf_hash(&entry).is_ok_and(|leaf| {
            let index = entry.seq.saturating_sub(1);
            entry.seq > 0 && tlog::check_inclusion(&proof, index, &leaf, checkpoint.size, &checkpoint.root).is_ok()
        });
        if !stands {
            let (seq, kind, subject) = (entry.seq, &entry.kind, &entry.subject);
            let zh = format!("第{seq}条记录（{kind}，{subject}）和日志里的不一样");
            findings.add(place, zh, format!("entry {seq} (`{kind}`, {subject}) is not what stands in the log"));
        }
        entries.push(entry);
    }
    entries
}

/// The cells of a line of a table; none where it cannot be read.
pub(super) fn cells(line: &str) -> Vec<String> {
    let row = sheet::comma_rows(line, Some(','), 1).next().and_then(Result::ok);
    row.map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).unwrap_or_default()
}

/// A case as the export tells it.
pub(super) struct KnownCase<'a> {
    pub(super) affair: &'a str,
    acts: usize,
    /// What was paid and given back in it.
    paid_fen: i64,
}

fn known_cases<'a>(text: &'a str, findings: &mut Findings) -> BTreeMap<&'a str, KnownCase<'a>> {
    let mut known = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let read = match cells.as_slice() {
            [case, affair, acts, paid, refunded] => acts
                .parse()
                .ok()
                .zip(sum(paid, refunded))
                .map(|(acts, paid_fen)| (*case, KnownCase { affair, acts, paid_fen })),
            _ => None,
        };
        match read {
            Some((case, seen)) => drop(known.insert(case, seen)),
            None => {
                findings.add(format!("{CASES}:{number}"), format!("`{line}`不是办件"), format!("`{line}` is no case"));
            }
        }
    }
    known
}

/// Every voucher from a case has its case and its act there, and no more left the bank than the case paid.
fn cases(found: &Replayed, known: &BTreeMap<&str, KnownCase<'_>>, findings: &mut Findings) {
    let roles = &found.books.chart.roles;
    let mut out: BTreeMap<&str, i64> = BTreeMap::new();
    for (id, voucher, _) in &found.vouchers {
        let Origin::Case { case, act } = &voucher.draft.origin else { continue };
        match known.get(case.as_str()) {
            None => findings.add(
                CASES.to_owned(),
                format!("凭证{id}来自办件{case}，表里没有"),
                format!("voucher {id} comes from {case}, which is not there"),
            ),
            Some(KnownCase { acts, .. }) if usize::try_from(*act).map_or(true, |act| act == 0 || act > *acts) => {
                findings.add(
                    CASES.to_owned(),
                    format!("凭证{id}来自办件{case}的第{act}步，它只有{acts}步"),
                    format!("voucher {id} comes from act {act} of {case}, which has {acts}"),
                );
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
        if let Some(known) = known.get(case).filter(|known| fen > known.paid_fen) {
            let (fen, paid) = (village::Fen(fen), village::Fen(known.paid_fen));
            findings.add(
                CASES.to_owned(),
                format!("办件{case}从银行付出{fen}元，办件里只付了{paid}元"),
                format!("{fen} yuan left the bank for {case}, which paid {paid}"),
            );
        }
    }
}

fn sum(paid: &str, refunded: &str) -> Option<i64> {
    paid.parse::<i64>().ok()?.checked_add(refunded.parse().ok()?)
}
