//! A county of pots: kinds of entries that only these tests know. A pot has a name and an amount; votes are counted.

use archive::testing::{Fresh, stores};
use archive::{Change, County, Draft, Entry, Kind, Migration, Query, Setup, Tx};
use serde_json::{Value as Json, json};
use village::{Fault, Moment, Place, Refusal, Stop};

pub(crate) const NOW: Moment = Moment(1_773_280_800_000);

pub(crate) const POTS: Migration = Migration {
    number: 9001,
    name: "pots",
    text: "create table pot (
             name text not null primary key,
             amount_fen bigint not null check (amount_fen >= 0),
             opened_by bigint not null references entry (seq)
           );
           create table vote (
             pot text not null references pot (name),
             serial bigint not null,
             votes_for bigint not null,
             against bigint not null,
             note text,
             primary key (pot, serial)
           );",
};

const OPEN: &str = "insert into pot (name, amount_fen, opened_by) values ($1, $2, $3)";
const ADD: &str = "update pot set amount_fen = amount_fen + $2 where name = $1";
const VOTE: &str = "insert into vote (pot, serial, votes_for, against, note) \
     select $1, coalesce(max(serial), 0) + 1, $2, $3, $4 from vote where pot = $1";
pub(crate) const AMOUNT: &str = "select amount_fen from pot where name = $1";
pub(crate) const TOTAL: &str = "select coalesce(sum(amount_fen), 0) as total, count(*) as pots from pot";

fn field<'a>(entry: &'a Entry, name: &str) -> Result<&'a Json, Fault> {
    entry.body.get(name).ok_or_else(|| Fault::new(format!("the body lacks `{name}`")))
}

fn number(entry: &Entry, name: &str) -> Result<i64, Fault> {
    field(entry, name)?.as_i64().ok_or_else(|| Fault::new(format!("`{name}` is no number")))
}

fn opened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let params = [entry.subject.as_str().into(), number(entry, "amount_fen")?.into(), entry.seq.into()];
    change.execute(OPEN, &params).map(drop)
}

fn added(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    change.execute(ADD, &[entry.subject.as_str().into(), number(entry, "amount_fen")?.into()]).map(drop)
}

fn voted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let note = field(entry, "note")?.as_str();
    let (votes_for, against) = (number(entry, "votes_for")?, number(entry, "against")?);
    change.execute(VOTE, &[entry.subject.as_str().into(), votes_for.into(), against.into(), note.into()]).map(drop)
}

/// An apply function that hides a failed statement.
fn hidden(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let _hidden = opened(change, entry);
    Ok(())
}

/// Makes the SQLite file unable to grow by more than a few pages: the disk is full.
fn filled(change: &mut Change<'_>, _: &Entry) -> Result<(), Fault> {
    let pages = change.one("pragma page_count", &[])?.int("page_count")?;
    let most: &'static str = Box::leak(format!("pragma max_page_count = {}", pages + 40).into_boxed_str());
    change.query(most, &[]).map(drop)
}

/// A pot as a deed has it; how it is spelt is no part of the entry.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Pot {
    pub(crate) name: String,
    pub(crate) amount_fen: i64,
    #[serde(skip)]
    pub(crate) handed_over: bool,
}

/// Takes what the deed had, and reads the body when the log is read again.
fn pot_filled(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let read = || serde_json::from_value(entry.body.clone()).map_err(|error| Fault::from("no pot", error));
    let pot = change.made::<Pot>().map_or_else(|| read().map(std::sync::Arc::new), Ok)?;
    assert_eq!(pot.handed_over, entry.body.is_null(), "either of the two tells");
    let rows =
        [1, 2].map(|part| [format!("{} {part}", pot.name).into(), (pot.amount_fen / part).into(), entry.seq.into()]);
    change.execute_each(OPEN, rows)
}

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "pot.opened", apply: opened },
        Kind { name: "pot.added", apply: added },
        Kind { name: "pot.voted", apply: voted },
        Kind { name: "pot.hidden", apply: hidden },
        Kind { name: "disk.filled", apply: filled },
        Kind { name: "note.left", apply: |_, _| Ok(()) },
        Kind { name: "pot.filled", apply: pot_filled },
    ]
}

pub(crate) fn setup(fresh: &Fresh) -> Setup {
    let mut next = 0_u8;
    Setup {
        store: fresh.store.clone(),
        county: Place::new("990101").unwrap(),
        kinds: kinds(),
        entropy: Box::new(move |bytes| {
            next = next.wrapping_add(1);
            bytes.fill(next);
        }),
        key: tlog::LogKey::generate("qingcun.test/990101", &[1; 32]).unwrap(),
        flush: archive::Flush::EveryCommit,
    }
}

/// A fresh county on every database.
pub(crate) fn counties() -> Vec<(County, Fresh)> {
    stores()
        .into_iter()
        .map(|fresh| {
            let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
            (county, fresh)
        })
        .collect()
}

pub(crate) fn draft(kind: &'static str, subject: &str, body: Json) -> Draft {
    Draft {
        village: Place::new("990101001001").unwrap(),
        moment: NOW,
        person: None,
        kind,
        subject: subject.to_owned(),
        rules: None,
        key: None,
        body,
    }
}

pub(crate) fn open(tx: &mut Tx<'_>, name: &str, amount_fen: i64) -> Result<Entry, Stop> {
    Ok(tx.append(draft("pot.opened", name, json!({ "amount_fen": amount_fen })))?)
}

pub(crate) fn add(tx: &mut Tx<'_>, name: &str, amount_fen: i64) -> Result<Entry, Stop> {
    Ok(tx.append(draft("pot.added", name, json!({ "amount_fen": amount_fen })))?)
}

pub(crate) fn vote(
    tx: &mut Tx<'_>,
    name: &str,
    votes_for: i64,
    against: i64,
    note: Option<&str>,
) -> Result<Entry, Stop> {
    let body = json!({ "votes_for": votes_for, "against": against, "note": note });
    Ok(tx.append(draft("pot.voted", name, body))?)
}

pub(crate) fn amount(county: &County, name: &str) -> Option<i64> {
    let name = name.to_owned();
    county.read(|reader| reader.maybe(AMOUNT, &[name.into()])?.map(|row| row.int("amount_fen")).transpose()).unwrap()
}

/// The amount in all pots, how many pots, and the last entry.
pub(crate) fn state(county: &County) -> (i64, i64, u64) {
    let row = county.read(|reader| reader.one(TOTAL, &[])).unwrap();
    (row.int("total").unwrap(), row.int("pots").unwrap(), county.head())
}

pub(crate) fn no() -> Stop {
    Refusal::not_there().into()
}
