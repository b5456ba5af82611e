//! The log of publications: for each act that makes something public, and for each correction of what is public, an entry
//! that holds what everybody may read and nothing else. So its whole text can be given to anybody, with the proof that the
//! signed log holds it. The office's clockwork writes it, from the record; nothing is ever withdrawn.

use crate::correct::corrections;
use crate::entries::to_body;
use crate::read::{ActRow, CaseRow, acts, case, papers, sittings, windows};
use crate::sql;
use archive::{Change, Entry, Query, Row, Tx};
use office::{About, Deed, Desk, Receipt};
use procedure::{Affair, Field, FieldKind, PaperScope};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Kind, Moment, Place, Refusal, Stop, Words, mask};

/// Of the seal's uses only their kinds are public, for a title may name somebody.
const SEAL: &str = "K1";

/// What was made public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Published {
    /// An act, by its number in the case.
    Act,
    /// A correction, by its number in the case.
    Correction,
}

impl Published {
    /// Its name in the table.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Correction => "correction",
        }
    }
}

/// Records a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// What of it.
    pub what: Published,
    /// Its number.
    pub number: i64,
}

/// What everybody may read.
#[derive(Debug, Serialize, Deserialize)]
struct Publication {
    case: CaseId,
    what: Published,
    number: i64,
    affair: String,
    /// The day on which it was made public.
    day: Day,
    /// What it is about, numbers that belong to a person masked.
    title: String,
    /// The rest: step, outcome, amounts, votes, days, public fields, and the fingerprints of all papers.
    says: Value,
}

impl Deed for Publish {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "publish".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let key = [(&self.case).into(), self.what.code().into(), self.number.into()];
        if tx.maybe(sql::PUBLICATION, &key)?.is_some() {
            return Err(done().into());
        }
        let book = desk.office.book(tx, &row.rules)?;
        let affair = book.affair(&row.affair).ok_or_else(|| Fault::new(format!("no affair `{}`", row.affair)))?;
        let acts = acts(tx, &self.case)?;
        let found = match self.what {
            Published::Act => act(tx, &row, affair, &acts, self.number)?,
            Published::Correction => correction(tx, &row, affair, &acts, self.number)?,
        };
        let (day, says) = found.ok_or_else(Refusal::not_there)?;
        let title = if row.affair == SEAL { String::new() } else { mask::text(&row.title) };
        let (case, affair) = (self.case.clone(), row.affair.clone());
        let body = Publication { case, what: self.what, number: self.number, affair, day, title, says };
        let subject = format!("{}-{}-{}", self.case, self.what.code(), self.number);
        let mut draft = desk.draft(&row.village, "publication.made", &subject, to_body(&body)?);
        draft.rules = Some(row.rules);
        draft.key = None;
        let entry = tx.append(draft)?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

fn done() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "publication.done",
        Words::new("这一项公开已经记过", "this publication is recorded already"),
        Words::new("无需再办", "nothing is to be done"),
    )
}

/// What an act makes public; nothing when it is not there or makes nothing public.
fn act(
    tx: &mut dyn Query,
    row: &CaseRow,
    affair: &Affair,
    acts: &[ActRow],
    number: i64,
) -> Result<Option<(Day, Value)>, Fault> {
    let Some(act) = acts.iter().find(|act| act.number == number && !act.discloses.is_empty()) else { return Ok(None) };
    let votes = sittings(tx, &row.id)?.into_iter().filter(|sitting| sitting.act <= number).map(|one| {
        json!({
            "act": one.act, "body": one.body, "day": one.day, "entitled": one.entitled, "present": one.present,
            "recused": one.recused, "for": one.votes_for, "against": one.against, "abstained": one.abstained,
            "passed": one.passed,
        })
    });
    let votes: Vec<Value> = votes.collect();
    let window = windows(tx, &row.id)?.into_iter().find(|window| window.act == number);
    let window = window.map(|window| json!({ "opens": window.opens, "closes": window.closes }));
    let kept = papers(tx, &row.id)?.into_iter().filter(|paper| paper.act <= number);
    let kept: Vec<Value> = kept
        .map(|paper| json!({ "act": paper.act, "kind": paper.kind, "scope": paper.scope, "hash": paper.hash }))
        .collect();
    let fields: BTreeMap<&str, String> =
        acts.iter().filter(|one| one.number <= number).flat_map(|one| fields(affair, one)).collect();
    Ok(Some((
        act.moment.day(),
        json!({
            "step": act.step, "outcome": act.outcome, "post": act.post, "discloses": act.discloses, "votes": votes,
            "window": window, "papers": kept, "fields": fields,
        }),
    )))
}

/// What the public fields of an act say. Names of people are left out, and of a table, which may be full of them.
fn fields<'a>(affair: &'a Affair, act: &'a ActRow) -> impl Iterator<Item = (&'a str, String)> {
    let fields = affair.step(&act.step).into_iter().flat_map(|step| &step.fields);
    fields.filter(|field| field.scope == PaperScope::Public).filter_map(|field| {
        let typed = act.fields.get(&field.id).filter(|typed| !typed.trim().is_empty())?;
        Some((field.id.as_str(), shown(field, typed)?))
    })
}

/// A value as everybody reads it.
fn shown(field: &Field, typed: &str) -> Option<String> {
    match field.kind {
        FieldKind::Person => None,
        // Whoever wins a contract with the village is named in full.
        FieldKind::Text if mask::names_a_party(&field.id) && field.id != "party" => Some(mask::party(typed)),
        _ => Some(mask::text(typed)),
    }
}

/// A correction of a public case: what everybody reads of it.
fn correction(
    tx: &mut dyn Query,
    row: &CaseRow,
    affair: &Affair,
    acts: &[ActRow],
    number: i64,
) -> Result<Option<(Day, Value)>, Fault> {
    let public = acts.iter().any(|act| !act.discloses.is_empty());
    let found = corrections(tx, &row.id)?.into_iter().find(|one| public && one.number == number);
    let Some(one) = found else { return Ok(None) };
    let step = acts.iter().find(|act| act.number == one.act).and_then(|act| affair.step(&act.step));
    let field = step.and_then(|step| step.fields.iter().find(|field| field.id == one.field));
    let says = field.filter(|field| field.scope == PaperScope::Public).and_then(|field| shown(field, &one.corrected));
    let said = json!({ "act": one.act, "field": one.field, "corrected": says, "paper": one.paper });
    Ok(Some((one.moment.day(), said)))
}

/// A publication as it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationRow {
    /// Its entry in the log.
    pub entry: u64,
    /// The village.
    pub village: Place,
    /// The case.
    pub case: CaseId,
    /// Whether it is an act or a correction.
    pub is_correction: bool,
    /// The number of the act or of the correction.
    pub number: i64,
    /// The affair's code.
    pub affair: String,
    /// What it is about, as everybody reads it.
    pub title: String,
    /// The step, of an act.
    pub step: String,
    /// The day on which it was made public.
    pub day: Day,
    /// When it was recorded.
    pub recorded: Moment,
}

fn publication(row: &Row) -> Result<PublicationRow, Fault> {
    Ok(PublicationRow {
        entry: row.count("entry")?,
        village: row.read("village")?,
        case: row.read("case_id")?,
        is_correction: row.text("what")? == Published::Correction.code(),
        number: row.int("number")?,
        affair: row.text("affair")?,
        title: row.text("title")?,
        step: row.text("step")?,
        day: row.read("day")?,
        recorded: row.moment("moment")?,
    })
}

/// What was published, the latest first: of one village or of all, `limit` of them after the first `skip`.
///
/// # Errors
/// When the store cannot be read.
pub fn publications(
    query: &mut dyn Query,
    village: Option<&Place>,
    skip: u64,
    limit: u64,
) -> Result<Vec<PublicationRow>, Fault> {
    let village = village.map_or_else(|| "%".to_owned(), Place::to_string);
    query.query(sql::PUBLICATIONS, &[village.into(), limit.into(), skip.into()])?.iter().map(publication).collect()
}

/// How many there are.
///
/// # Errors
/// When the store cannot be read.
pub fn count_publications(query: &mut dyn Query, village: Option<&Place>) -> Result<u64, Fault> {
    let village = village.map_or_else(|| "%".to_owned(), Place::to_string);
    query.one(sql::COUNT_PUBLICATIONS, &[village.into()])?.count("many")
}

/// What was published of a case, the first one first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn publications_of(query: &mut dyn Query, case: &CaseId) -> Result<Vec<PublicationRow>, Fault> {
    query.query(sql::PUBLICATIONS_OF_CASE, &[case.into()])?.iter().map(publication).collect()
}

/// What is public and not recorded yet, the oldest first (at most 200 of each sort).
///
/// # Errors
/// When the store cannot be read.
pub fn to_publish(query: &mut dyn Query) -> Result<Vec<Publish>, Fault> {
    let mut found = Vec::new();
    for (what, sql) in [(Published::Act, sql::ACTS_TO_PUBLISH), (Published::Correction, sql::CORRECTIONS_TO_PUBLISH)] {
        for row in query.query(sql, &[])? {
            let (case, village) = (row.read("case_id")?, row.read("village")?);
            found.push(Publish { case, village, what, number: row.int("number")? });
        }
    }
    Ok(found)
}

pub(crate) fn apply_made(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made = Publication::deserialize(&entry.body).map_err(|e| Fault::from("a publication is malformed", e))?;
    let step = made.says.get("step").and_then(Value::as_str).unwrap_or_default().to_owned();
    change.execute(
        sql::INSERT_PUBLICATION,
        &[
            i64::try_from(entry.seq).unwrap_or(i64::MAX).into(),
            (&entry.village).into(),
            made.case.into(),
            made.what.code().into(),
            made.number.into(),
            made.affair.into(),
            made.title.into(),
            step.into(),
            made.day.into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}
