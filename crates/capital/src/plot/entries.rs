//! What each entry of land adds up to in the tables.

use super::keep::{PlotContracted, PlotDescribed, PlotsImported};
use super::sql;
use crate::entries::body;
use archive::{Change, Entry, Kind};
use village::Fault;

/// The kinds of entry that land writes.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "plot.imported", apply: apply_imported },
        Kind { name: "plot.described", apply: apply_described },
        Kind { name: "plot.contracted", apply: apply_contracted },
    ]
}

fn apply_imported(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let imported: PlotsImported = body(entry)?;
    let seq = i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))?;
    for plot in &imported.plots {
        change.execute(
            sql::KEEP,
            &[
                plot.id.as_str().into(),
                (&entry.village).into(),
                plot.code.as_str().into(),
                plot.name.as_str().into(),
                plot.land.as_str().into(),
                plot.place.as_str().into(),
                plot.book_si.into(),
                plot.surveyed_si.into(),
                plot.use_state.as_str().into(),
                plot.contract.clone().into(),
                seq.into(),
            ],
        )?;
        lay(change, entry, &plot.id, plot.contract.as_deref())?;
    }
    Ok(())
}

/// The contracts that a plot has had are kept, so that nobody need trust the latest.
fn lay(change: &mut Change<'_>, entry: &Entry, plot: &str, contract: Option<&str>) -> Result<(), Fault> {
    if let Some(contract) = contract {
        change.execute(sql::INSERT_CONTRACT, &[plot.into(), contract.into(), entry.moment.into()])?;
    }
    Ok(())
}

fn apply_described(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: PlotDescribed = body(entry)?;
    lay(change, entry, &said.id, said.contract.as_deref())?;
    change.execute(
        sql::DESCRIBE,
        &[
            said.id.into(),
            said.place.into(),
            said.surveyed_si.into(),
            said.boundary.into(),
            said.drawn_si.into(),
            said.use_state.into(),
            said.contract.into(),
            said.paper.map(|hash| hash.to_string()).into(),
        ],
    )?;
    Ok(())
}

fn apply_contracted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: PlotContracted = body(entry)?;
    lay(change, entry, &said.id, Some(&said.contract))?;
    change.execute(sql::CONTRACT_OUT, &[said.id.into(), said.contract.into()])?;
    Ok(())
}
