//! What is public and no longer what books or cases say: the supervisors are told at once in red, once for each version (domain rule
//! W66). Nobody can type a published figure, so this is a month closed anew with other figures, a case corrected, or a store that was tampered with.

use crate::entries::{Differing, to_body};
use crate::late::named;
use crate::prepare::draw_item;
use crate::slot::{Slot, Stand, slots};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Cause, Cell, Content, Deed, Desk, Receipt, Warning};
use std::collections::BTreeSet;
use village::{Fault, Kind, Place, Refusal, Stop, Words};

/// What was public longer ago is looked at when somebody opens it, no more by the clockwork, in days.
const LOOKED_AT_DAYS: i64 = 400;

/// Tells the supervisors of everything public in a village that books or cases no longer say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDiffering {
    /// The village.
    pub village: Place,
}

impl Deed for ReportDiffering {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "differing".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let fresh = differing(tx, desk, &self.village)?;
        if fresh.is_empty() {
            return Err(agreeing().into());
        }
        let named = fresh.iter().map(|(slot, version)| (slot.item.code.clone(), slot.term.to_string(), *version));
        let body = to_body(&Differing { slots: named.collect() })?;
        let entry = desk.append_more(tx, &self.village, "disclosure.differing", self.village.as_str(), body)?;
        let warning = Warning {
            cause: Cause::Found,
            about: self.about(),
            person: None,
            rule: "disclosure.differing".into(),
            words: words(&fresh),
            articles: Vec::new(),
        };
        desk.warn(tx, &warning)?;
        Ok(Receipt { subject: self.village.to_string(), entry, again: false })
    }
}

/// The public slots of a village that books or cases no longer say, of which nobody was told.
fn differing(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<Vec<(Slot, i64)>, Fault> {
    let today = desk.now.day();
    let book = desk.office.current_book(query)?.at(village, today);
    let mut told = BTreeSet::new();
    for row in query.query(sql::TOLD_DIFFERING, &[village.into()])? {
        told.insert((row.text("item")?, row.text("term")?, row.int("version")?));
    }
    let mut found = Vec::new();
    for slot in slots(query, &book, village, today)? {
        let Stand::Public { version, .. } = slot.stand else { continue };
        let known = told.contains(&(slot.item.code.clone(), slot.term.to_string(), version));
        if known || today.since(slot.term.last) > LOOKED_AT_DAYS {
            continue;
        }
        let Some(shown) = crate::read::version(query, village, (&slot.item.code, slot.term), version)? else {
            continue;
        };
        match draw_item(query, desk, village, &slot.item, slot.term) {
            Ok(Some((drawn, _))) if amounts(&drawn) != amounts(&shown) => found.push((slot, version)),
            // A period that is open again is public as such, by two persons' names: it counts once it is closed.
            Ok(_) | Err(Stop::Refused(_)) => {}
            Err(Stop::Failed(fault)) => return Err(fault),
        }
    }
    Ok(found)
}

/// Every sum of money in a content, the smallest first. Words may change with the rules' names or with the program's; sums may not.
fn amounts(content: &Content) -> Vec<i64> {
    let cells = content.figures.iter().map(|figure| &figure.cell);
    let cells = cells.chain(content.tables.iter().flat_map(|table| table.rows.iter().flatten()));
    let mut all: Vec<i64> =
        cells.filter_map(|cell| if let Cell::Fen(fen) = cell { Some(fen.0) } else { None }).collect();
    all.sort_unstable();
    all
}

/// The deed for a village in which something differs; none where all agrees.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_differing(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
) -> Result<Option<ReportDiffering>, Fault> {
    let any = !differing(query, desk, village)?.is_empty();
    Ok(any.then(|| ReportDiffering { village: village.clone() }))
}

/// The villages in which anything is public, each with its last entry: what has not moved since need not be looked at again.
///
/// # Errors
/// When the store cannot be read.
pub fn villages_with_disclosures(query: &mut dyn Query) -> Result<Vec<(Place, i64)>, Fault> {
    query.query(sql::DISCLOSING, &[])?.iter().map(|row| Ok((row.read("village")?, row.int("last")?))).collect()
}

fn words(slots: &[(Slot, i64)]) -> Words {
    let named = named(slots.iter().map(|(slot, _)| slot));
    Words::new(
        format!("已经公开的内容和账、办件不一致：{}。请核对后更正公开", named.zh),
        format!("what is public is not what books and cases say: {}; check it and correct what is public", named.en),
    )
}

fn agreeing() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.agreeing",
        Words::new("公开的内容和账、办件一致，或者已经报告过", "what is public agrees, or it was told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
