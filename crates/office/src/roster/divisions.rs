//! The county's places: added once, from the official division codes.

use super::entries::{DivisionAdded, level_code};
use super::{is_unfounded, sql};
use crate::{About, Deed, Desk, Receipt};
use archive::{Query, Row, Tx};
use std::collections::BTreeSet;
use village::{Division, Fault, FieldFault, Level, Place, Refusal, Stop, Words};

/// Adds the county itself, its townships and its villages.
pub struct AddDivisions {
    /// The county.
    pub county: Place,
    /// The county and what lies in it.
    pub divisions: Vec<Division>,
}

impl Deed for AddDivisions {
    fn about(&self) -> About {
        About { place: self.county.clone(), subject: self.county.to_string(), step: "add_divisions".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if !is_unfounded(tx)? {
            desk.may("add_divisions", &self.county, BTreeSet::new(), false)?;
        }
        let mut faults = Vec::new();
        for new in &self.divisions {
            if !self.county.contains(&new.place) {
                let words = Words::new(
                    format!("{}不在本县（{}）内", new.place, self.county),
                    format!("{} does not lie in this county ({})", new.place, self.county),
                );
                faults.push(FieldFault { field: new.place.to_string(), words });
            } else if division(tx, &new.place)?.is_some() {
                let words =
                    Words::new(format!("{}已经登记过", new.place), format!("{} is registered already", new.place));
                faults.push(FieldFault { field: new.place.to_string(), words });
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::faulty("division.unfit", faults).into());
        }
        let mut entry = 0;
        // The first entry bears the form's mark, the others none.
        let unmarked = Desk { key: None, ..desk.clone() };
        for new in &self.divisions {
            let body = serde_json::to_value(DivisionAdded { code: new.place.clone(), name: new.name.clone() })
                .map_err(|error| Fault::from("cannot write a division", error))?;
            let desk = if entry == 0 { desk } else { &unmarked };
            entry = tx.append(desk.draft(&new.place, "division.added", new.place.as_str(), body))?.seq;
        }
        Ok(Receipt { subject: self.county.to_string(), entry, again: false })
    }
}

/// A place by its code; `None` when the county does not have it.
///
/// # Errors
/// When the store cannot be read.
pub fn division(query: &mut dyn Query, place: &Place) -> Result<Option<Division>, Fault> {
    query.maybe(sql::DIVISION, &[place.into()])?.map(|row| division_row(&row)).transpose()
}

/// Every place of a level in the county, by code.
///
/// # Errors
/// When the store cannot be read.
pub fn divisions_of(query: &mut dyn Query, level: Level) -> Result<Vec<Division>, Fault> {
    query.query(sql::DIVISIONS_OF_LEVEL, &[level_code(level).into(), "%".into()])?.iter().map(division_row).collect()
}

/// The places of a level within a place, by code.
///
/// # Errors
/// When the store cannot be read.
pub fn subdivisions(query: &mut dyn Query, place: &Place, level: Level) -> Result<Vec<Division>, Fault> {
    let within = format!("{place}%");
    query.query(sql::DIVISIONS_OF_LEVEL, &[level_code(level).into(), within.into()])?.iter().map(division_row).collect()
}

fn division_row(row: &Row) -> Result<Division, Fault> {
    let place = Place::new(row.text("code")?).map_err(|e| Fault::from("the roster holds a malformed place", e))?;
    Ok(Division { place, name: row.text("name")? })
}
