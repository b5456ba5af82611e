//! The register of members taken along and checked: who held how many shares when, and what was shared out over them. Names are
//! masked, so the register's own entries cannot be proved here; the distributions hold none, and are.

mod agree;

pub(super) use agree::agree;

use super::check::{Findings, cells};
use super::tables::{File, plain, table};
use super::{DISTRIBUTIONS, HOUSEHOLDS, MEMBERS, PARTS, SHARED};
use crate::entries::body;
use crate::member::{
    Apportioned, DistributionPaid, Holding, MemberState, MembersChanged, MembersImported, PartKept, Shares,
};
use archive::Entry;
use std::collections::BTreeMap;
use village::{Fault, Fen};

/// How somebody stood from an entry of the log on, as an export tells it.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    member: String,
    serial: i64,
    household: String,
    state: MemberState,
    holding: Holding,
    reason: String,
    case: String,
    entry: u64,
}

const HEAD: [&str; 12] =
    ["member", "serial", "name", "household", "state", "heads", "work", "other", "reason", "case", "day", "entry"];

/// The register's file, from its entries, whose names are masked and whose households are numbered.
///
/// # Errors
/// When an entry cannot be read.
pub(super) fn register(kept: &[Entry]) -> Result<String, Fault> {
    let mut rows: BTreeMap<(String, usize), Vec<String>> = BTreeMap::new();
    let mut many: BTreeMap<String, usize> = BTreeMap::new();
    for entry in kept {
        let (all, reason, case) = match entry.kind.as_str() {
            "member.imported" => (body::<MembersImported>(entry)?.members, "imported".to_owned(), String::new()),
            "member.changed" => {
                let changed: MembersChanged = body(entry)?;
                (changed.members, changed.reason, changed.case.to_string())
            }
            _ => continue,
        };
        for one in all {
            let serial = many.entry(one.member.clone()).or_default();
            *serial += 1;
            let [heads, work, other] = [one.heads_hs, one.work_hs, one.other_hs].map(|hs| Shares(hs).to_string());
            let (member, day, entry) = (one.member.clone(), one.day.to_string(), entry.seq.to_string());
            let (serial, reason, case) = (*serial, reason.clone(), case.clone());
            let row = [member, serial.to_string(), one.name, one.household, one.state, heads, work, other];
            rows.insert((one.member, serial), [&row[..], &[reason, case, day, entry]].concat());
        }
    }
    Ok(table(&HEAD, rows.into_values()))
}

/// What the file of the register says; what cannot be read is told.
pub(super) fn read(text: &str, findings: &mut Findings) -> Vec<Standing> {
    let mut found = Vec::new();
    if text.lines().next().map(cells).is_none_or(|head| head != HEAD) {
        findings.add(format!("{MEMBERS}:1"), "表头不对", "its columns are not those of the register");
    }
    for (number, line) in (1_usize..).zip(text.lines()).skip(1) {
        match standing(&cells(line)) {
            Some(standing) => found.push(standing),
            None => findings.add(
                format!("{MEMBERS}:{number}"),
                format!("`{line}`不是名册的一行"),
                format!("`{line}` is no line of the register"),
            ),
        }
    }
    found
}

fn standing(cells: &[String]) -> Option<Standing> {
    let [member, serial, _, household, state, heads, work, other, reason, case, _, entry] = cells else { return None };
    Some(Standing {
        member: member.clone(),
        serial: serial.parse().ok()?,
        household: household.clone(),
        state: MemberState::named(state)?,
        holding: Holding { heads: Shares::parse(heads)?, work: Shares::parse(work)?, other: Shares::parse(other)? },
        reason: reason.clone(),
        case: case.clone(),
        entry: entry.parse().ok()?,
    })
}

/// The cases that changed the register.
pub(super) fn cases(standings: &[Standing]) -> Vec<village::CaseId> {
    standings.iter().filter_map(|one| village::CaseId::new(one.case.as_str()).ok()).collect()
}

/// How many people ever stood on the register.
pub(super) fn people(standings: &[Standing]) -> usize {
    standings.iter().filter(|one| one.serial == 1).count()
}

/// Every member's last standing before an entry of the log, by number; who left is not among them.
fn at(standings: &[Standing], before: u64) -> BTreeMap<&str, &Standing> {
    let mut found: BTreeMap<&str, &Standing> = BTreeMap::new();
    for one in standings.iter().filter(|one| one.entry < before) {
        found.insert(&one.member, one);
    }
    found.retain(|_, one| one.state != MemberState::Left);
    found
}

/// What was shared out: the entry, and what it says.
pub(super) struct Shared {
    seq: u64,
    said: Apportioned,
    paid: Option<(u64, DistributionPaid)>,
}

/// The distributions from their entries, the last word on each case.
pub(super) fn distributions(entries: &[Entry], findings: &mut Findings) -> Vec<Shared> {
    let mut found: BTreeMap<String, Shared> = BTreeMap::new();
    for entry in entries {
        let place = format!("{SHARED}: entry {}", entry.seq);
        let read = match entry.kind.as_str() {
            "distribution.apportioned" => body::<Apportioned>(entry).map(|said| {
                found.insert(said.case.to_string(), Shared { seq: entry.seq, said, paid: None });
            }),
            "distribution.paid" => {
                body::<DistributionPaid>(entry).map(|paid| match found.get_mut(paid.case.as_str()) {
                    Some(shared) => shared.paid = Some((entry.seq, paid)),
                    None => findings.add(
                        place.clone(),
                        format!("办件{}没有算过分配，却已发放", paid.case),
                        format!("{} was paid and never shared out", paid.case),
                    ),
                })
            }
            other => {
                let en = format!("`{other}` is not of a distribution");
                findings.add(place.clone(), format!("“{other}”不是分配的记录"), en);
                continue;
            }
        };
        if let Err(fault) = read {
            findings.add(place, format!("内容读不出来：{fault}"), fault.to_string());
        }
    }
    let mut all: Vec<Shared> = found.into_values().collect();
    all.sort_by_key(|shared| shared.seq);
    all
}

/// The tables that follow from the register and the distributions.
pub(super) fn follow(standings: &[Standing], shared: &[Shared]) -> Vec<File> {
    vec![(HOUSEHOLDS, households(standings)), (DISTRIBUTIONS, totals(shared)), (PARTS, parts(standings, shared))]
}

fn households(standings: &[Standing]) -> String {
    let mut found: BTreeMap<(usize, &str), Vec<&Standing>> = BTreeMap::new();
    for one in at(standings, u64::MAX).into_values() {
        found.entry((one.household.len(), &one.household)).or_default().push(one);
    }
    let rows = found.into_iter().map(|((_, household), all)| {
        let sum = |of: fn(&Holding) -> Shares| all.iter().map(|one| of(&one.holding)).sum::<Shares>().to_string();
        let [heads, work, other] = [sum(|held| held.heads), sum(|held| held.work), sum(|held| held.other)];
        vec![household.to_owned(), all.len().to_string(), heads, work, other, sum(Holding::sum)]
    });
    table(&["household", "people", "heads", "work", "other", "shares"], rows.collect::<Vec<_>>())
}

fn totals(shared: &[Shared]) -> String {
    let rows = shared.iter().map(|one| {
        let whole: Shares = one.said.parts.iter().map(|part| Shares(part.shares_hs)).sum();
        let a_share = i128::from(one.said.total_fen.0) * 100 / i128::from(whole.0.max(1));
        vec![
            one.said.case.to_string(),
            one.said.day.to_string(),
            plain(one.said.total_fen.0),
            whole.to_string(),
            plain(i64::try_from(a_share).unwrap_or(i64::MAX)),
            one.paid
                .as_ref()
                .filter(|(_, paid)| paid.open.is_empty())
                .map(|(_, paid)| paid.day.to_string())
                .unwrap_or_default(),
            plain(open_of(one).0),
        ]
    });
    // What a whole share gets is rounded down to the fen.
    table(&["case", "day", "total", "shares", "a_share", "paid", "open"], rows.collect::<Vec<_>>())
}

/// What of a distribution is not paid yet.
fn open_of(one: &Shared) -> Fen {
    one.paid.as_ref().map_or(one.said.total_fen, |(_, paid)| paid.open.iter().map(|open| open.amount_fen).sum())
}

fn open_to(one: &Shared, part: &PartKept) -> Fen {
    one.paid.as_ref().map_or(part.amount_fen, |(_, paid)| {
        paid.open.iter().find(|open| open.member == part.member).map_or(Fen(0), |open| open.amount_fen)
    })
}

fn parts(standings: &[Standing], shared: &[Shared]) -> String {
    let rows = shared.iter().flat_map(|one| {
        let known = at(standings, one.seq);
        let line = move |part: &PartKept| {
            vec![
                one.said.case.to_string(),
                part.member.clone(),
                known.get(part.member.as_str()).map(|known| known.household.clone()).unwrap_or_default(),
                Shares(part.shares_hs).to_string(),
                plain(part.amount_fen.0),
                plain(open_to(one, part).0),
            ]
        };
        one.said.parts.iter().map(line)
    });
    table(&["case", "member", "household", "shares", "amount", "open"], rows.collect::<Vec<_>>())
}
