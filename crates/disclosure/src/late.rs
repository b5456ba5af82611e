//! What is not public in time: the supervisors are told, once for each colour (domain rule W65). Done by the office's clockwork.

use crate::colour::{Colour, late_slots};
use crate::entries::{Late, to_body};
use crate::slot::{Slot, slots};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, Warning};
use procedure::{RuleBook, Standing};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{Fault, Kind, Place, Refusal, Stop, Words};

/// How many items a warning names.
const NAMED: usize = 12;

/// Tells the supervisors of everything in a village that is late and was not told of in its colour.
pub struct ReportUndisclosed {
    /// The village.
    pub village: Place,
}

impl Deed for ReportUndisclosed {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "undisclosed".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let today = desk.now.day();
        let book = desk.office.current_book(tx)?.at(&self.village, today);
        let all = slots(tx, &book, &self.village, today)?;
        let fresh = untold(tx, &book, desk, &self.village, &all)?;
        let mut entry = None;
        for (colour, own) in &fresh {
            let named = own.iter().map(|slot| (slot.item.code.clone(), slot.term.to_string())).collect();
            let body = to_body(&Late { colour: colour.code().into(), slots: named })?;
            entry = Some(desk.append_more(tx, &self.village, "disclosure.late", self.village.as_str(), body)?);
            let about = About { step: format!("undisclosed.{}", colour.code()), ..self.about() };
            let warning = Warning {
                cause: colour.cause(),
                about,
                person: None,
                rule: format!("disclosure.late.{}", colour.code()),
                words: words(own),
                articles: book
                    .parameters
                    .get(standing(*colour).id())
                    .and_then(|p| p.setting_on(today))
                    .map_or_else(Vec::new, |s| s.articles.clone()),
            };
            desk.warn(tx, &warning)?;
        }
        let entry = entry.ok_or_else(told_already)?;
        Ok(Receipt { subject: self.village.to_string(), entry, again: false })
    }
}

fn standing(colour: Colour) -> Standing {
    match colour {
        Colour::Yellow => Standing::DisclosureYellow,
        Colour::Orange => Standing::DisclosureOrange,
        Colour::Red => Standing::DisclosureRed,
    }
}

fn words(slots: &[Slot]) -> Words {
    let named = named(slots.iter());
    Words::new(format!("到期没有公开：{}", named.zh), format!("not public in time: {}", named.en))
}

/// The first slots by their items and days, and how many there are in all.
pub(crate) fn named<'a>(slots: impl ExactSizeIterator<Item = &'a Slot> + Clone) -> Words {
    let many = slots.len();
    let list = |language: fn(&Words) -> &str, brackets: (&str, &str), comma: &str| {
        let named = slots.clone().take(NAMED).map(|slot| {
            let (name, term) = (language(&slot.item.name).to_owned(), slot.term.words());
            format!("{name}{}{}{}", brackets.0, language(&term), brackets.1)
        });
        named.collect::<Vec<_>>().join(comma)
    };
    let more = many.saturating_sub(NAMED);
    let (zh_more, en_more) =
        if more > 0 { (format!("等{many}项"), format!(" and {more} more")) } else { (String::new(), String::new()) };
    Words::new(
        format!("{}{zh_more}", list(|w| &w.zh, ("（", "）"), "、")),
        format!("{}{en_more}", list(|w| &w.en, (" (", ")"), ", ")),
    )
}

/// What is late and was not told of in its colour, nor in a louder one.
fn untold(
    query: &mut dyn Query,
    book: &RuleBook,
    desk: &Desk,
    village: &Place,
    all: &[Slot],
) -> Result<BTreeMap<Colour, Vec<Slot>>, Fault> {
    let mut told = BTreeSet::new();
    for row in query.query(sql::TOLD, &[village.into()])? {
        told.insert((row.text("item")?, row.text("term")?, row.text("colour")?));
    }
    let mut fresh: BTreeMap<Colour, Vec<Slot>> = BTreeMap::new();
    for (slot, colour) in late_slots(all, book, desk.now.day()) {
        let louder = [Colour::Yellow, Colour::Orange, Colour::Red].into_iter().filter(|other| *other >= colour);
        let key = |colour: Colour| (slot.item.code.clone(), slot.term.to_string(), colour.code().to_owned());
        if !louder.map(key).any(|key| told.contains(&key)) {
            fresh.entry(colour).or_default().push(slot.clone());
        }
    }
    Ok(fresh)
}

/// The villages of which the supervisors are to be told today, of something that they were not told of.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_undisclosed(query: &mut dyn Query, desk: &Desk) -> Result<Vec<ReportUndisclosed>, Fault> {
    let mut found = Vec::new();
    let today = desk.now.day();
    let Ok(whole) = desk.office.current_book(query) else { return Ok(found) };
    for row in query.query(sql::VILLAGES, &[])? {
        let village: Place = row.read("code")?;
        let book: Arc<RuleBook> = whole.at(&village, today);
        let all = slots(query, &book, &village, today)?;
        if !untold(query, &book, desk, &village, &all)?.is_empty() {
            found.push(ReportUndisclosed { village });
        }
    }
    Ok(found)
}

fn told_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.not_late",
        Words::new("没有逾期未公开的事项，或者已经报告过", "nothing is late, or it was told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
