//! Questions to the handovers.

use super::keep::{ByTwo, HandoverSum};
use super::sql;
use crate::store;
use archive::{Query, Row};
use village::{Day, Fault, Fen, Hash, Moment, PersonId, Place, Refusal, Stop, Words};

/// What is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverWhat {
    /// The opening balances: the books begin.
    Books,
    /// Opening balances put right before anything rests on them.
    Opening,
    /// Vouchers of another program.
    Vouchers,
    /// The register of members.
    Members,
}

impl HandoverWhat {
    const ALL: [Self; 4] = [Self::Books, Self::Opening, Self::Vouchers, Self::Members];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Books => "books",
            Self::Opening => "opening",
            Self::Vouchers => "vouchers",
            Self::Members => "members",
        }
    }

    /// What of a code; none where there is no such.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }
}

/// How a handover stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverState {
    /// It waits for the second person.
    Waiting,
    /// It was prepared anew.
    Replaced,
    /// It was confirmed.
    Confirmed,
    /// It was sent back.
    Returned,
}

/// A handover.
#[derive(Debug, Clone)]
pub struct HandoverRow {
    /// 1, 2, 3 … in the village.
    pub number: i64,
    /// What.
    pub what: HandoverWhat,
    /// Which program it comes from, or why it is corrected.
    pub words: String,
    /// The SHA-256 of the file, where it comes with one.
    pub file: Option<Hash>,
    /// Its first and last day.
    pub days: Option<(Day, Day)>,
    /// How many vouchers, balances or people.
    pub many: i64,
    /// The sum of the debits.
    pub sum_fen: Fen,
    /// By account of the first level.
    pub sums: Vec<HandoverSum>,
    /// The signed list.
    pub paper: Hash,
    /// By whom, as the desk knows them.
    pub preparer: Option<PersonId>,
    /// By whom, and when.
    pub prepared: (Option<String>, Moment),
    /// How it stands.
    pub state: HandoverState,
    /// Answered by whom, and when.
    pub answered: Option<(Option<String>, Moment)>,
    /// Answered by whom, as the desk knows them.
    pub answerer: Option<PersonId>,
    /// Why it was sent back; empty otherwise.
    pub remark: String,
    /// How much of it was taken over: vouchers, and the sum of their debits.
    pub taken: (i64, Fen),
}

/// The handovers of a village, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn handovers(query: &mut dyn Query, village: &Place) -> Result<Vec<HandoverRow>, Fault> {
    query.query(sql::ALL, &[village.into()])?.iter().map(row).collect()
}

/// One handover; none where there is none of this number.
///
/// # Errors
/// When the store cannot be read.
pub fn handover(query: &mut dyn Query, village: &Place, number: i64) -> Result<Option<HandoverRow>, Fault> {
    Ok(handovers(query, village)?.into_iter().find(|row| row.number == number))
}

pub(super) fn body_of(query: &mut dyn Query, village: &Place, number: i64) -> Result<serde_json::Value, Fault> {
    let text = query.one(sql::BODY, &[village.into(), number.into()])?.text("body")?;
    serde_json::from_str(&text).map_err(|error| Fault::from("a handover is malformed", error))
}

fn row(row: &Row) -> Result<HandoverRow, Fault> {
    let (what, state) = (row.text("what")?, row.text("state")?);
    let state = match state.as_str() {
        "waiting" => HandoverState::Waiting,
        "replaced" => HandoverState::Replaced,
        "confirmed" => HandoverState::Confirmed,
        "returned" => HandoverState::Returned,
        other => return Err(Fault::new(format!("`{other}` is no state of a handover"))),
    };
    let answerer = row.maybe_text("answerer")?;
    let days: (Option<Day>, Option<Day>) = (row.maybe_read("first_day")?, row.maybe_read("last_day")?);
    Ok(HandoverRow {
        number: row.int("number")?,
        what: HandoverWhat::named(&what).ok_or_else(|| Fault::new(format!("`{what}` is handed over by nobody")))?,
        words: row.text("words")?,
        file: row.maybe_text("file")?.map(|text| store::hash(&text)).transpose()?,
        days: days.0.zip(days.1),
        many: row.int("many")?,
        sum_fen: row.fen("sum_fen")?,
        sums: serde_json::from_str(&row.text("sums")?).map_err(|e| Fault::from("a handover is malformed", e))?,
        paper: store::hash(&row.text("paper")?)?,
        preparer: row.maybe_read("prepared_by")?,
        prepared: (row.maybe_text("preparer")?, row.moment("prepared")?),
        state,
        answered: row.maybe_int("answered")?.map(|moment| (answerer, Moment(moment))),
        answerer: row.maybe_read("answered_by")?,
        remark: row.maybe_text("remark")?.unwrap_or_default(),
        taken: (row.int("taken")?, row.fen("taken_fen")?),
    })
}

/// What of a file two people allowed to be taken over, less what was taken already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Allowed {
    pub(crate) by: ByTwo,
    pub(crate) source: String,
    left: i64,
    left_fen: Fen,
}

impl Allowed {
    /// Whether so many vouchers of such a sum still lie within what was confirmed, to the fen when they are the last.
    pub(crate) fn holds(&self, many: i64, sum_fen: Fen) -> Result<(), Refusal> {
        if many < self.left && sum_fen <= self.left_fen || many == self.left && sum_fen == self.left_fen {
            return Ok(());
        }
        let (left, left_fen) = (self.left, self.left_fen);
        let zh = format!("确认过、还没有导入的是{left}张、借方{left_fen}元，这里是{many}张、{sum_fen}元，对不上");
        let en = format!("confirmed and not yet taken: {left} vouchers of {left_fen} yuan; found {many} of {sum_fen}");
        Err(crate::refuse::field("file", Words::new(zh, en)))
    }
}

/// What of a file may be taken over; none where nobody confirmed it.
pub(crate) fn allowed(
    query: &mut dyn Query,
    village: &Place,
    file: &Hash,
    former: bool,
) -> Result<Option<Allowed>, Stop> {
    let params = [village.into(), file.to_string().into(), former.into()];
    let Some(row) = query.maybe(sql::ALLOWED, &params)? else { return Ok(None) };
    let by = ByTwo {
        handover: row.int("number")?,
        prepared_by: row.maybe_read("prepared_by")?,
        confirmed_by: row.maybe_read("answered_by")?,
    };
    let left = row.int("many")? - row.int("taken")?;
    Ok(Some(Allowed { by, source: row.text("words")?, left, left_fen: row.fen("sum_fen")? - row.fen("taken_fen")? }))
}
