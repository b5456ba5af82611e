//! What everybody may read of a village's board now.

use super::send::Source;
use crate::board::content::{Leads, line_words, said};
use archive::Query;
use disclosure::{Slot, Version};
use office::Content;
use village::{Day, Fault, Place};

/// The latest public version of an item for everybody.
pub(crate) struct Release {
    pub(crate) slot: Slot,
    pub(crate) version: Version,
    pub(crate) since: Day,
}

/// What is public for everybody on a village's board.
pub(crate) fn released(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Release>, Fault> {
    let slots = slots(source, query, place)?.into_iter().filter(|slot| slot.item.scope == "public");
    let release = |slot: Slot| {
        let version = slot.public.clone()?;
        let since = version.public_on()?;
        Some(Release { slot, version, since })
    };
    Ok(slots.filter_map(release).collect())
}

/// Every slot of a village's board.
pub(crate) fn slots(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Slot>, Fault> {
    let book = source.app.office.current_book(query)?.at(place, source.teller.today);
    disclosure::slots(query, &book, place, source.teller.today)
}

/// What a content says, line by line, ready to be printed.
pub(crate) fn lines(source: &Source<'_>, place: &Place, content: &Content) -> Vec<String> {
    let teller = &source.teller;
    let told = said(teller, place, Leads::Public, content);
    let mut lines: Vec<String> = if told.summary.is_empty() { Vec::new() } else { vec![told.summary] };
    let colon = teller.say("colon").to_string();
    for figure in &content.figures {
        let value = line_words(teller, std::slice::from_ref(&figure.cell));
        lines.push(format!("{}{colon}{value}", teller.heading(&figure.name)));
    }
    for table in content.tables.iter().filter(|table| !table.rows.is_empty()) {
        lines.push(teller.heading(&table.name));
        lines.extend(table.rows.iter().map(|cells| format!("- {}", line_words(teller, cells))));
    }
    lines.extend(told.text);
    lines
}
