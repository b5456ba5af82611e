//! Founding a county: its places, its first rules and its first people in one transaction, or nothing of it.

use crate::roster::{AddDivisions, ImportRoster};
use crate::{About, AdoptRules, Deed, Desk, Receipt};
use archive::Tx;
use village::Stop;

/// Founds a county. A roster with one bad row founds nothing, so that the sheet can be mended and sent again.
pub struct FoundCounty {
    /// Its places.
    pub divisions: AddDivisions,
    /// Its first rules.
    pub rules: AdoptRules,
    /// Its first people, where they are known already.
    pub people: Option<ImportRoster>,
}

impl Deed for FoundCounty {
    fn about(&self) -> About {
        self.divisions.about()
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let receipt = self.divisions.run(desk, tx)?;
        // The first entry bears the form's mark, the others none.
        let desk = &Desk { key: None, ..desk.clone() };
        self.rules.run(desk, tx)?;
        if let Some(people) = &self.people {
            people.run(desk, tx)?;
        }
        Ok(receipt)
    }
}
