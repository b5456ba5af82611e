//! Opening inspections over villages.

use super::choose::{Choice, choose};
use super::entries::Opened;
use super::look::look;
use super::read::coverage;
use super::sql;
use crate::entries::to_body;
use crate::read::versions_of_village;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, roster};
use std::collections::BTreeSet;
use village::{Fault, Kind, PersonId, Place, Refusal, Stop, Words, serial_after};

/// So many villages are taken into one go at most.
const MOST: usize = 100;

/// Opens an inspection of each chosen village of an area, all of them or none. The system's own findings stand in it at once.
#[derive(Debug, Clone)]
pub struct OpenInspections {
    /// A village, township or county.
    pub area: Place,
    /// Which of its villages.
    pub choice: Choice,
}

impl Deed for OpenInspections {
    fn about(&self) -> About {
        About { place: self.area.clone(), subject: self.area.to_string(), step: "open_inspections".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("inspect_disclosure", &self.area, BTreeSet::new(), false)?;
        let seed = match self.choice {
            Choice::Lot(_) => seed(tx)?,
            Choice::All | Choice::Longest(_) => String::new(),
        };
        let chosen = choose(&coverage(tx, &self.area)?, self.choice, &seed);
        if chosen.is_empty() || chosen.len() > MOST {
            return Err(no_villages(chosen.len()).into());
        }
        let mut receipt = None;
        for village in &chosen {
            may_inspect(desk, tx, village)?;
            let id = next(tx, desk, village)?;
            let seen = look(tx, desk, village)?;
            let body = Opened { id: id.clone(), chosen: self.choice.code().into(), seed: seed.clone(), seen };
            let mut draft = desk.draft(village, "inspection.opened", &id, to_body(&body)?);
            draft.key = draft.key.filter(|_| receipt.is_none());
            let entry = tx.append(draft)?;
            receipt = Some(Receipt { subject: id, entry: entry.seq, again: false });
        }
        Ok(receipt.ok_or_else(|| no_villages(0))?)
    }
}

/// Whether the person may look at a village's disclosure: nobody looks at what they, or a relative, confirmed or reviewed.
pub(crate) fn may_inspect(desk: &Desk, query: &mut dyn Query, village: &Place) -> Result<(), Stop> {
    let mut handlers: BTreeSet<PersonId> = BTreeSet::new();
    for version in versions_of_village(query, village)? {
        handlers.extend(version.prepared.0);
        handlers.extend(version.reviewed.and_then(|(person, _)| person));
    }
    let is_kin = match desk.person() {
        Some(person) => roster::relatives_of(query, person)?.iter().any(|(relative, ..)| handlers.contains(relative)),
        None => false,
    };
    desk.may("inspect_disclosure", village, handlers, is_kin)
}

/// The log's last signed size and root: it stands in the public log, and nobody can choose it.
fn seed(query: &mut dyn Query) -> Result<String, Fault> {
    let Some(row) = query.maybe(sql::SEED, &[])? else { return Ok("0".to_owned()) };
    Ok(format!("{}-{}", row.int("size")?, row.hash("root")?))
}

fn next(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<String, Fault> {
    let year = format!("{village}-I-{}", desk.now.day().year());
    let between = [format!("{year}-").into(), format!("{year}.").into()];
    let last = query.maybe(sql::LAST, &between)?.map(|row| row.text("id")).transpose()?;
    Ok(format!("{year}-{:04}", serial_after(last.as_deref()).unwrap_or(1)))
}

fn no_villages(many: usize) -> Refusal {
    Refusal::new(
        Kind::NotComplete,
        "inspection.villages",
        Words::new(
            format!("一次督查1到{MOST}个村，现在选了{many}个"),
            format!("1 to {MOST} villages are inspected at once; {many} were chosen"),
        ),
        Words::new("请改选乡镇，或者改抽几个村", "choose a township, or draw some villages"),
    )
}
