//! The emergency lane of a case: kept for the public mark, and warned of in red when what was put off is not made up.

use crate::entries::{CaseLapsed, EmergencyKept, to_body};
use crate::read::{CaseRow, acts, case};
use crate::sql;
use crate::state::{day, load};
use archive::{Change, Entry, Query, Row, Tx};
use office::{About, Cause, Deed, Desk, Receipt, Warning};
use procedure::{CaseState, Lane, Position, RuleBook, day_words, lane};
use serde::Deserialize;
use village::{CaseId, Day, Fault, Kind, Moment, PersonId, Place, Refusal, Stop, Words};

/// A case in the emergency lane, as it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyRow {
    /// The case.
    pub case: CaseId,
    /// The code of the ground.
    pub ground: String,
    /// When the lane was opened.
    pub opened: Moment,
    /// The last day on which everything put off can be made up in time.
    pub ratify_by: Day,
    /// Whether something was done at once.
    pub acted: bool,
    /// When everything was made up.
    pub ratified: Option<Moment>,
    /// When the limit passed without it.
    pub lapsed: Option<Moment>,
}

/// The emergency lane of a case; `None` for one that is not in it.
///
/// # Errors
/// When the store cannot be read.
pub fn emergency(query: &mut dyn Query, case: &CaseId) -> Result<Option<EmergencyRow>, Fault> {
    query.maybe(sql::EMERGENCY, &[case.into()])?.map(|row| emergency_row(&row)).transpose()
}

/// The cases of a village that are or were in the emergency lane, the latest first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn emergencies_of(query: &mut dyn Query, village: &Place) -> Result<Vec<EmergencyRow>, Fault> {
    query.query(sql::EMERGENCIES_OF_VILLAGE, &[village.into()])?.iter().map(emergency_row).collect()
}

/// The cases whose emergency was not made up by its last day and of which nobody has been warned yet.
///
/// # Errors
/// When the store cannot be read.
pub fn to_lapse(query: &mut dyn Query, today: Day) -> Result<Vec<(CaseId, Place)>, Fault> {
    query
        .query(sql::EMERGENCIES_TO_LAPSE, &[today.into()])?
        .iter()
        .map(|row| {
            let id = CaseId::new(row.text("case_id")?).map_err(|e| Fault::from("a case's number is malformed", e))?;
            let place = Place::new(row.text("village")?).map_err(|e| Fault::from("a place is malformed", e))?;
            Ok((id, place))
        })
        .collect()
}

/// Warns that an emergency was not made up in time. Done by the office's clockwork, once for each case.
pub struct LapseEmergency {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
}

impl Deed for LapseEmergency {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "emergency".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let kept = emergency(tx, &self.case)?.ok_or_else(Refusal::not_there)?;
        let late = kept.ratify_by < desk.now.day() && kept.ratified.is_none() && kept.lapsed.is_none();
        if !late || row.status != "running" {
            return Err(Refusal::new(
                Kind::NotNow,
                "emergency.not_due",
                Words::new("还没有到期，或者已经补办", "it is not yet due, or it is made up"),
                Words::new("无需办理", "nothing is to be done"),
            )
            .into());
        }
        let body = to_body(&CaseLapsed { case: self.case.clone() })?;
        let entry = desk.append_more(tx, &self.village, "emergency.lapsed", self.case.as_str(), body)?;
        let (state, book) = (load(tx, &row)?, desk.office.book(tx, &row.rules)?.at(&row.village, desk.now.day()));
        let found = lane(&book, &state).ok_or_else(|| Fault::new(format!("{} is in no emergency lane", row.id)))?;
        let left = missing(&book, &row, &found);
        let limit = day_words(kept.ratify_by);
        let words = Words::new(
            format!("应急办理的“{}”到{}应当补办{}，逾期没有补办", row.title, limit.zh, left.zh),
            format!("the emergency “{}” was to be made up by {}: {} is missing", row.title, limit.en, left.en),
        );
        warn(desk, tx, &row.id, &row.village, "emergency.lapsed", words, &found)?;
        Ok(Receipt { subject: self.case.to_string(), entry, again: false })
    }
}

fn missing(book: &RuleBook, row: &CaseRow, found: &Lane) -> Words {
    let affair = book.affair(&row.affair);
    let names: Vec<Words> = found
        .missing
        .iter()
        .filter_map(|step| affair?.step(step))
        .map(|step| Words::new(format!("“{}”", step.name.zh), format!("“{}”", step.name.en)))
        .collect();
    let join = |pick: fn(&Words) -> &str, by: &str| names.iter().map(pick).collect::<Vec<_>>().join(by);
    Words::new(join(|words| &words.zh, "、"), join(|words| &words.en, ", "))
}

/// How the case stands in the lane after an act, for its entry.
pub(crate) fn kept(book: &RuleBook, after: &CaseState) -> Option<EmergencyKept> {
    let found = lane(book, after)?;
    let ratified = found.is_ratified();
    Some(EmergencyKept { ground: found.ground, ratify_by: found.ratify_by, acted: found.acted, ratified })
}

/// A case that has ended as an emergency not ratified is warned of in the transaction that ended it.
pub(crate) fn warn_if_unratified(
    desk: &Desk,
    tx: &mut Tx<'_>,
    book: &RuleBook,
    case: &CaseId,
    after: &CaseState,
) -> Result<(), Stop> {
    let emergency = book.affair(&after.affair).and_then(|affair| Some((affair, affair.emergency.as_ref()?)));
    let (Some((affair, emergency)), Some(found)) = (emergency, lane(book, after)) else { return Ok(()) };
    if after.at != Position::Ended(emergency.unratified.clone()) {
        return Ok(());
    }
    let opened = day_words(found.opened);
    let words = Words::new(
        format!("{}启动的应急办理（{}）先办了，没有得到追认", opened.zh, affair.name.zh),
        format!("an emergency opened on {} ({}) was done first and not ratified", opened.en, affair.name.en),
    );
    warn(desk, tx, case, &after.village, "emergency.not_ratified", words, &found)
}

fn warn(
    desk: &Desk,
    tx: &mut Tx<'_>,
    case: &CaseId,
    village: &Place,
    rule: &str,
    words: Words,
    found: &Lane,
) -> Result<(), Stop> {
    let opener: Option<PersonId> =
        acts(tx, case)?.into_iter().rev().find(|act| act.step == found.step).map(|act| act.person);
    let warning = Warning {
        cause: Cause::Found,
        about: About { place: village.clone(), subject: case.to_string(), step: "emergency".into() },
        person: opener,
        rule: rule.to_owned(),
        words,
        articles: found.articles.clone(),
    };
    desk.warn(tx, &warning)
}

fn emergency_row(row: &Row) -> Result<EmergencyRow, Fault> {
    Ok(EmergencyRow {
        case: CaseId::new(row.text("case_id")?).map_err(|e| Fault::from("a case's number is malformed", e))?,
        ground: row.text("ground")?,
        opened: Moment(row.int("opened")?),
        ratify_by: day(&row.text("ratify_by")?)?,
        acted: row.truth("acted")?,
        ratified: row.maybe_int("ratified")?.map(Moment),
        lapsed: row.maybe_int("lapsed")?.map(Moment),
    })
}

pub(crate) fn apply_kept(
    change: &mut Change<'_>,
    entry: &Entry,
    case: &CaseId,
    kept: &EmergencyKept,
) -> Result<(), Fault> {
    let ratified = kept.ratified.then_some(entry.moment);
    change.execute(
        sql::KEEP_EMERGENCY,
        &[
            case.into(),
            (&entry.village).into(),
            kept.ground.as_str().into(),
            entry.moment.into(),
            kept.ratify_by.into(),
            kept.acted.into(),
            ratified.into(),
        ],
    )?;
    Ok(())
}

pub(crate) fn apply_lapsed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let lapsed = CaseLapsed::deserialize(&entry.body).map_err(|e| Fault::from("an emergency is malformed", e))?;
    change.execute(sql::LAPSE_EMERGENCY, &[lapsed.case.into(), entry.moment.into()])?;
    Ok(())
}
