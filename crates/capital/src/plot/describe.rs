//! What can be seen of a plot is entered: where it is, what it was surveyed as, its boundary, how it is used and under which contract.

use super::boundary::read_boundary;
use super::keep::PlotDescribed;
use super::kind::PlotUse;
use super::mu::Mu;
use super::read::plot;
use crate::contract::{ContractKind, Direction, contract};
use crate::keep::to_body;
use crate::refuse::field;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{FieldFault, Place, Refusal, Stop, Words};

/// Describes a plot.
pub struct DescribePlot {
    /// The village.
    pub village: Place,
    /// The plot.
    pub plot: String,
    /// Where it is.
    pub place: String,
    /// Its area as surveyed.
    pub surveyed: Option<Mu>,
    /// Its boundary as GeoJSON; empty where it stays as it is.
    pub boundary: String,
    /// How it is used.
    pub use_state: PlotUse,
    /// Under which contract.
    pub contract: Option<String>,
    /// The survey, where its area or boundary is new.
    pub paper: Option<StoredFile>,
}

impl Deed for DescribePlot {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.plot.clone(), step: "describe_plot".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let id = self.plot.as_str();
        let found = plot(tx, id)?.filter(|found| found.village == self.village).ok_or_else(Refusal::not_there)?;
        desk.may("execute", &self.village, BTreeSet::new(), false)?;
        if self.place.chars().count() > 100 {
            return Err(field("place", Words::new("坐落最多100字", "at most 100 characters of place")).into());
        }
        let boundary = match self.boundary.trim() {
            "" => None,
            text => Some(read_boundary(text).map_err(|all| faulty(&all))?),
        };
        let surveyed_anew = self.surveyed != found.surveyed || boundary.is_some();
        if surveyed_anew && self.paper.is_none() {
            let words = Words::new("改测量面积或界线，要附测量成果", "a new area or boundary needs the survey");
            return Err(field("paper.survey", words).into());
        }
        self.check_use(desk, tx, found.contract.as_deref())?;
        let body = PlotDescribed {
            id: id.to_owned(),
            place: self.place.trim().to_owned(),
            surveyed_si: self.surveyed.map(|area| area.0),
            drawn_si: boundary.as_ref().map(|boundary| boundary.area().0),
            boundary: boundary.map(|boundary| boundary.geojson()),
            use_state: self.use_state.code().to_owned(),
            contract: self.contract.clone().filter(|_| self.use_state == PlotUse::Contracted),
            paper: self.paper.as_ref().map(|paper| paper.hash),
        };
        let entry = tx.append(desk.draft(&self.village, "plot.described", id, to_body(&body)?))?;
        Ok(Receipt { subject: id.to_owned(), entry: entry.seq, again: false })
    }
}

fn faulty(all: &[Words]) -> Refusal {
    let fault = |words: &Words| FieldFault { field: "boundary".into(), words: words.clone() };
    Refusal::faulty("plot.boundary", all.iter().map(fault).collect())
}

impl DescribePlot {
    /// What is contracted out names a contract of the village for land that runs; one that has ended may stay named, and the plot is
    /// then said to be held without one.
    fn check_use(&self, desk: &Desk, tx: &mut dyn Query, before: Option<&str>) -> Result<(), Stop> {
        if self.use_state != PlotUse::Contracted || (self.contract.is_some() && self.contract.as_deref() == before) {
            return Ok(());
        }
        let named = self.contract.as_deref().unwrap_or_default();
        let today = desk.now.day();
        let runs = contract(tx, named)?.is_some_and(|found| {
            let land = matches!(found.kind, ContractKind::ContractOut | ContractKind::Lease | ContractKind::Transfer);
            let over = found.ended || found.ends.is_some_and(|ends| ends < today);
            found.village == self.village && land && found.way == Direction::In && !over
        });
        if !runs {
            let words = Words::new(
                "已发包的要选一份有效的土地合同；没有合同的选“无合同占用”",
                "land that is contracted out names its contract in force; without one it is occupied without a contract",
            );
            return Err(field("contract", words).into());
        }
        Ok(())
    }
}
