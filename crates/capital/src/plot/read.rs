//! Reading land.

use super::boundary::{Boundary, kept_boundary};
use super::kind::{LandType, PlotStanding, PlotUse};
use super::mu::Mu;
use super::sql;
use archive::{Query, Row};
use village::{Day, Fault, Hash, Place};

/// A plot.
#[derive(Debug, Clone)]
pub struct PlotRow {
    /// Its number among all of the county's; it stands on its label.
    pub id: String,
    /// The village.
    pub village: Place,
    /// Its code in the register.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What land it is.
    pub land: LandType,
    /// Where it is.
    pub place: String,
    /// Its area in the books.
    pub book: Mu,
    /// Its area as surveyed.
    pub surveyed: Option<Mu>,
    /// The area that its boundary encloses.
    pub drawn: Option<Mu>,
    /// Its boundary.
    pub boundary: Option<Boundary>,
    /// How it is used.
    pub use_state: PlotUse,
    /// The contract that was laid on it last.
    pub contract: Option<String>,
    /// The last day of that contract.
    pub ends: Option<Day>,
    /// Whether that contract was ended before its time.
    pub ended: bool,
    /// The latest survey.
    pub survey_paper: Option<Hash>,
}

impl PlotRow {
    /// How it stands on a day. A contract that has ended is not one, whatever the register says of the plot's use.
    #[must_use]
    pub fn standing(&self, today: Day) -> PlotStanding {
        match self.use_state {
            PlotUse::Own => PlotStanding::Own,
            PlotUse::Idle => PlotStanding::Idle,
            PlotUse::Occupied => PlotStanding::Occupied,
            PlotUse::Contracted if self.ended || self.ends.is_some_and(|ends| ends < today) => PlotStanding::Ended,
            PlotUse::Contracted => PlotStanding::Contracted,
        }
    }

    /// The area that counts: as surveyed, until then that of the books.
    #[must_use]
    pub fn area(&self) -> Mu {
        self.surveyed.unwrap_or(self.book)
    }

    /// Whether survey or boundary say an area that is too far from that of the books, or from each other.
    #[must_use]
    pub fn differs(&self) -> bool {
        let far = |one: Option<Mu>, other: Option<Mu>| one.zip(other).is_some_and(|(one, other)| one.far_from(other));
        far(Some(self.book), self.surveyed) || far(Some(self.area()), self.drawn)
    }
}

fn read(row: &Row) -> Result<PlotRow, Fault> {
    let unknown = |what: &str| Fault::new(format!("`{what}` is no word of land"));
    let (land, state) = (row.text("land")?, row.text("use_state")?);
    let boundary = row.maybe_text("boundary")?;
    let kept = |text: &String| kept_boundary(text).map_err(|_| Fault::new("a boundary that was kept is none"));
    let paper = row.maybe_text("survey_paper")?;
    Ok(PlotRow {
        id: row.text("id")?,
        village: row.read("village")?,
        code: row.text("code")?,
        name: row.text("name")?,
        land: LandType::named(&land).ok_or_else(|| unknown(&land))?,
        place: row.text("place")?,
        book: Mu(row.int("book_si")?),
        surveyed: row.maybe_int("surveyed_si")?.map(Mu),
        drawn: row.maybe_int("drawn_si")?.map(Mu),
        boundary: boundary.as_ref().map(kept).transpose()?,
        use_state: PlotUse::named(&state).ok_or_else(|| unknown(&state))?,
        contract: row.maybe_text("contract_id")?,
        ends: row.maybe_read("ends")?,
        ended: row.maybe_text("status")?.as_deref() == Some("ended"),
        survey_paper: paper.map(|text| crate::store::hash(&text)).transpose()?,
    })
}

/// A plot.
///
/// # Errors
/// When the store cannot be read.
pub fn plot(query: &mut dyn Query, id: &str) -> Result<Option<PlotRow>, Fault> {
    query.maybe(sql::PLOT, &[id.into()])?.as_ref().map(read).transpose()
}

/// The plot of a code in a village's register.
pub(crate) fn plot_coded(query: &mut dyn Query, village: &Place, code: &str) -> Result<Option<PlotRow>, Fault> {
    query.maybe(sql::PLOT_CODED, &[village.into(), code.into()])?.as_ref().map(read).transpose()
}

/// A village's plots by their codes.
///
/// # Errors
/// When the store cannot be read.
pub fn plots(query: &mut dyn Query, village: &Place) -> Result<Vec<PlotRow>, Fault> {
    query.query(sql::PLOTS, &[village.into()])?.iter().map(read).collect()
}

/// The contracts that a plot has had, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn plot_contracts(query: &mut dyn Query, id: &str) -> Result<Vec<String>, Fault> {
    query.query(sql::CONTRACTS, &[id.into()])?.iter().map(|row| row.text("contract_id")).collect()
}
