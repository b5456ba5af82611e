//! The village's land is taken over from its signed list, all plots or none.

use super::keep::{PlotKept, PlotsImported};
use super::kind::{LandType, PlotUse};
use super::mu::Mu;
use super::read::plot_coded;
use super::sql;
use crate::keep::to_body;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{Fault, FieldFault, Place, Refusal, Stop, Words};

/// A plot as it is taken over.
#[derive(Debug, Clone)]
pub struct ImportedPlot {
    /// Its row in the sheet.
    pub row: u32,
    /// Its code.
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
    /// How it is used.
    pub use_state: PlotUse,
    /// The number on its contract.
    pub contract_number: String,
}

/// Takes plots over, all or none.
pub struct ImportPlots {
    /// The village.
    pub village: Place,
    /// The plots.
    pub plots: Vec<ImportedPlot>,
    /// The signed list.
    pub paper: StoredFile,
}

impl Deed for ImportPlots {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "import_plots".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let faults = plot_faults(tx, &self.village, &self.plots)?;
        if !faults.is_empty() {
            return Err(Refusal::faulty("plot.import", faults).into());
        }
        let many = tx.one(sql::COUNT_PLOTS, &[(&self.village).into()])?.int("many")?;
        let mut kept = Vec::new();
        for (serial, one) in (many + 1..).zip(&self.plots) {
            kept.push(PlotKept {
                id: format!("{}-T-{serial:04}", self.village),
                code: one.code.clone(),
                name: one.name.clone(),
                land: one.land.code().to_owned(),
                place: one.place.clone(),
                book_si: one.book.0,
                surveyed_si: one.surveyed.map(|area| area.0),
                use_state: one.use_state.code().to_owned(),
                contract: contract_numbered(tx, &self.village, &one.contract_number)?,
            });
        }
        let body = to_body(&PlotsImported { plots: kept, paper: self.paper.hash })?;
        let entry = tx.append(desk.draft(&self.village, "plot.imported", self.village.as_str(), body))?;
        Ok(Receipt { subject: self.village.to_string(), entry: entry.seq, again: false })
    }
}

fn contract_numbered(query: &mut dyn Query, village: &Place, number: &str) -> Result<Option<String>, Fault> {
    if number.is_empty() {
        return Ok(None);
    }
    query.maybe(sql::CONTRACT_NUMBERED, &[village.into(), number.into()])?.map(|row| row.text("id")).transpose()
}

/// Everything that is wrong with plots that are to be taken over, each with its row. Nothing is changed.
///
/// # Errors
/// When the store cannot be read.
pub fn plot_faults(query: &mut dyn Query, village: &Place, plots: &[ImportedPlot]) -> Result<Vec<FieldFault>, Fault> {
    let mut faults = Vec::new();
    let mut fault = |row: u32, zh: String, en: String| {
        faults.push(FieldFault { field: format!("row.{row}"), words: Words::new(zh, en) });
    };
    if plots.is_empty() {
        fault(1, "表里没有地块".into(), "the sheet holds no plot".into());
    }
    let mut seen = BTreeSet::new();
    for one in plots {
        let (row, code, number) = (one.row, one.code.as_str(), one.contract_number.as_str());
        if !seen.insert(code) || plot_coded(query, village, code)?.is_some() {
            fault(row, format!("地块编号`{code}`已经有了"), format!("the code `{code}` is there already"));
        }
        let contracted = one.use_state == PlotUse::Contracted;
        if contracted && contract_numbered(query, village, number)?.is_none() {
            let zh = format!("已发包，合同编号`{number}`在合同台账里找不到；没有合同的填“无合同占用”");
            let en = format!("contracted out; the register has no contract `{number}`");
            fault(row, zh, en);
        }
        if !contracted && !number.is_empty() {
            let zh = format!("填了合同编号`{number}`，使用状态却不是“已发包”");
            fault(row, zh, format!("contract `{number}` is named; the plot is not said to be contracted out"));
        }
    }
    Ok(faults)
}
