//! What everybody may read of a village's board now.

use super::send::Source;
use crate::board::content::{Leads, line_words, said};
use archive::Query;
use disclosure::{Slot, Version};
use office::Content;
use procedure::CatalogueItem;
use village::{Day, Fault, Place};

/// The latest public version of an item for everybody.
pub(crate) struct Release {
    pub(crate) item: CatalogueItem,
    pub(crate) version: Version,
    pub(crate) since: Day,
}

/// What is public for everybody on a village's board.
pub(crate) fn released(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Release>, Fault> {
    let slots = slots(source, query, place)?.into_iter().filter(|slot| slot.item.scope == "public");
    let release = |slot: Slot| {
        let version = slot.public.clone()?;
        let since = version.public_on()?;
        Some(Release { item: slot.item, version, since })
    };
    Ok(slots.filter_map(release).collect())
}

/// What became public for everybody last in the whole county, the latest first. Only what is asked for is read, not every village's
/// board: there are three hundred of them.
pub(crate) fn latest(source: &Source<'_>, query: &mut dyn Query, most: usize) -> Result<Vec<(Place, Release)>, Fault> {
    let (today, rules) = (source.teller.today, source.app.office.current_book(query)?);
    let (mut found, mut after): (Vec<(Place, Release)>, Option<Version>) = (Vec::new(), None);
    loop {
        let versions = disclosure::latest(query, today, after.as_ref())?;
        let Some((_, last)) = versions.last().cloned() else { return Ok(found) };
        for (village, version) in versions {
            let book = rules.at(&village, today);
            let item = book.catalogue.get(&version.item).filter(|item| item.scope == "public");
            let item = item.filter(|item| disclosure::is_kept(item, version.term, today)).cloned();
            if let (Some(item), Some(since)) = (item, version.public_on()) {
                found.push((village, Release { item, version, since }));
            }
            if found.len() == most {
                return Ok(found);
            }
        }
        after = Some(last);
    }
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
