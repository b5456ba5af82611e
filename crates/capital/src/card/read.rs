//! Reading property.

use super::kind::{CardClass, CardKind, Found, UseState};
use super::sql;
use archive::{Query, Row};
use village::{CaseId, Day, Fault, Fen, Hash, Moment, PersonId, Place};

/// A card.
#[derive(Debug, Clone)]
pub struct CardRow {
    /// Its number among all of the county's; it stands on its label.
    pub id: String,
    /// The village.
    pub village: Place,
    /// The number that the village gave it.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// What it serves.
    pub class: CardClass,
    /// What it is.
    pub kind: CardKind,
    /// Where it is.
    pub place: String,
    /// Who keeps it.
    pub keeper: String,
    /// When it was acquired.
    pub acquired: Day,
    /// What it cost.
    pub cost_fen: Fen,
    /// What will be left of it.
    pub residual_fen: Fen,
    /// Its life in months.
    pub life_months: i64,
    /// What is worn of it.
    pub worn_fen: Fen,
    /// How it is used.
    pub use_state: UseState,
    /// The contract under which it is leased.
    pub contract: Option<String>,
    /// Its latest photograph.
    pub photo: Option<Hash>,
    /// The case that brought it; none where it is history.
    pub case: Option<CaseId>,
    /// What it was called where it was taken over from.
    pub mark: Option<String>,
    /// The case that disposed of it.
    pub struck_by: Option<CaseId>,
    /// Whether it was disposed of.
    pub struck: bool,
}

impl CardRow {
    /// What it is worth in the books.
    #[must_use]
    pub fn net_fen(&self) -> Fen {
        self.cost_fen - self.worn_fen
    }

    /// What a month takes of it; nothing before the month after it was acquired, nor once it is worn.
    #[must_use]
    pub fn wear_in(&self, period: ledger::Period) -> Fen {
        let wearing = Wearing {
            acquired: self.acquired,
            cost_fen: self.cost_fen,
            residual_fen: self.residual_fen,
            worn_fen: self.worn_fen,
            life_months: self.life_months,
        };
        if self.struck { Fen(0) } else { wearing.in_month(period) }
    }
}

/// What the wear of a card follows from.
pub(crate) struct Wearing {
    pub(crate) acquired: Day,
    pub(crate) cost_fen: Fen,
    pub(crate) residual_fen: Fen,
    pub(crate) worn_fen: Fen,
    pub(crate) life_months: i64,
}

impl Wearing {
    /// What a month takes: nothing before the month after it was acquired, nor once it is worn.
    pub(crate) fn in_month(&self, period: ledger::Period) -> Fen {
        let months = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month());
        let age = months(period.first_day()) - months(self.acquired);
        if age < 1 {
            return Fen(0);
        }
        let left = u32::try_from((self.life_months - age + 1).max(1)).unwrap_or(1);
        ledger::month_of_wear(self.cost_fen - self.residual_fen - self.worn_fen, left)
    }
}

fn read(row: &Row) -> Result<CardRow, Fault> {
    let unknown = |what: &str| Fault::new(format!("`{what}` is no word of cards"));
    let (class, kind, state) = (row.text("class")?, row.text("kind")?, row.text("use_state")?);
    Ok(CardRow {
        id: row.text("id")?,
        village: row.read("village")?,
        number: row.text("number")?,
        name: row.text("name")?,
        class: CardClass::named(&class).ok_or_else(|| unknown(&class))?,
        kind: CardKind::named(&kind).ok_or_else(|| unknown(&kind))?,
        place: row.text("place")?,
        keeper: row.text("keeper")?,
        acquired: row.read("acquired")?,
        cost_fen: row.fen("cost_fen")?,
        residual_fen: row.fen("residual_fen")?,
        life_months: row.int("life_months")?,
        worn_fen: row.fen("worn_fen")?,
        use_state: UseState::named(&state).ok_or_else(|| unknown(&state))?,
        contract: row.maybe_text("contract_id")?,
        photo: photo(row)?,
        case: row.maybe_read("case_id")?,
        mark: row.maybe_text("mark")?,
        struck_by: row.maybe_read("struck_by")?,
        struck: row.text("status")? == "struck",
    })
}

fn photo(row: &Row) -> Result<Option<Hash>, Fault> {
    row.maybe_text("photo")?.map(|text| crate::store::hash(&text)).transpose()
}

/// A card.
///
/// # Errors
/// When the store cannot be read.
pub fn card(query: &mut dyn Query, id: &str) -> Result<Option<CardRow>, Fault> {
    query.maybe(sql::CARD, &[id.into()])?.as_ref().map(read).transpose()
}

/// The card that the village gave a number, where it still has the thing.
pub(crate) fn card_numbered(query: &mut dyn Query, village: &Place, number: &str) -> Result<Option<CardRow>, Fault> {
    query.maybe(sql::CARD_NUMBERED, &[village.into(), number.into()])?.as_ref().map(read).transpose()
}

/// A village's cards: what it has first, then what was disposed of.
///
/// # Errors
/// When the store cannot be read.
pub fn cards(query: &mut dyn Query, village: &Place) -> Result<Vec<CardRow>, Fault> {
    query.query(sql::CARDS, &[village.into()])?.iter().map(read).collect()
}

/// What a month wore of a card.
#[derive(Debug, Clone)]
pub struct WearRow {
    /// The month.
    pub period: ledger::Period,
    /// The voucher.
    pub voucher: String,
    /// How much.
    pub amount_fen: Fen,
    /// The voucher was taken back.
    pub taken_back: bool,
}

/// What the months wore of a card, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn wears(query: &mut dyn Query, id: &str) -> Result<Vec<WearRow>, Fault> {
    let rows = query.query(sql::WEARS, &[id.into()])?;
    rows.iter()
        .map(|row| {
            Ok(WearRow {
                period: row.read("period")?,
                voucher: row.text("voucher_id")?,
                amount_fen: row.fen("amount_fen")?,
                taken_back: row.truth("taken_back")?,
            })
        })
        .collect()
}

/// A count of a village's property.
#[derive(Debug, Clone)]
pub struct CountRow {
    /// Its number.
    pub id: String,
    /// The village.
    pub village: Place,
    /// Who began it.
    pub opened_by: Option<PersonId>,
    /// When.
    pub opened: Moment,
    /// When what it found was decided on, by whom, in what words.
    pub decided: Option<(Moment, String, String)>,
}

fn count_row(row: &Row) -> Result<CountRow, Fault> {
    let decided = match row.maybe_int("decided")? {
        Some(_) => Some((row.moment("decided")?, row.maybe_text("name")?.unwrap_or_default(), row.text("words")?)),
        None => None,
    };
    Ok(CountRow {
        id: row.text("id")?,
        village: row.read("village")?,
        opened_by: row.maybe_read("opened_by")?,
        opened: row.moment("opened")?,
        decided,
    })
}

/// A village's counts, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn counts(query: &mut dyn Query, village: &Place) -> Result<Vec<CountRow>, Fault> {
    query.query(sql::COUNTS, &[village.into()])?.iter().map(count_row).collect()
}

/// A count.
///
/// # Errors
/// When the store cannot be read.
pub fn count(query: &mut dyn Query, id: &str) -> Result<Option<CountRow>, Fault> {
    query.maybe(sql::COUNT, &[id.into()])?.as_ref().map(count_row).transpose()
}

/// What a count found of one card.
#[derive(Debug, Clone)]
pub struct CountedRow {
    /// The card.
    pub card: String,
    /// What was found.
    pub found: Found,
    /// Where it was found.
    pub place: String,
    /// The photograph.
    pub photo: Option<Hash>,
    /// Who looked.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
}

/// What a count has found so far.
///
/// # Errors
/// When the store cannot be read.
pub fn counted(query: &mut dyn Query, count: &str) -> Result<Vec<CountedRow>, Fault> {
    let rows = query.query(sql::COUNTED, &[count.into()])?;
    rows.iter()
        .map(|row| {
            let found = row.text("found")?;
            let unknown = || Fault::new(format!("`{found}` is nothing that a count finds"));
            Ok(CountedRow {
                card: row.text("card_id")?,
                found: Found::named(&found).ok_or_else(unknown)?,
                place: row.text("place")?,
                photo: photo(row)?,
                by: row.maybe_read("counted_by")?,
                at: row.moment("counted")?,
            })
        })
        .collect()
}
