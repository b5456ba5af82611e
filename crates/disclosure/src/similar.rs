//! What villages of similar size in the same township made public of the same item and time: the middle and the range, never who is
//! first or last.

use crate::read::{version, versions};
use crate::sql;
use crate::term::Term;
use archive::Query;
use office::Cell;
use village::{Day, Fault, Fen, Level, Place, Words};

/// Fewer villages than these, the own one not counted, say nothing, and could be told apart.
const FEWEST: usize = 3;
/// From half as many people to twice as many.
const SIMILAR: i64 = 2;

/// One figure among similar villages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The figure's name, as the item names it.
    pub name: Words,
    /// How many other villages made it public.
    pub villages: usize,
    /// The middle one; of an even number the mean of the two in the middle, in whole fen.
    pub median: Fen,
    /// The smallest.
    pub least: Fen,
    /// The largest.
    pub most: Fen,
}

/// The villages of the same township that have from half as many to twice as many people on the roster.
fn peers(query: &mut dyn Query, village: &Place) -> Result<Vec<Place>, Fault> {
    let Some(township) = village.at(Level::Township) else { return Ok(Vec::new()) };
    let mut sizes: Vec<(Place, i64)> = Vec::new();
    for row in query.query(sql::SIZES, &[format!("{township}%").into()])? {
        sizes.push((row.read("village")?, row.int("people")?));
    }
    let own = sizes.iter().find(|(place, _)| place == village).map_or(0, |(_, people)| *people);
    let near = |people: i64| own > 0 && people <= own * SIMILAR && own <= people * SIMILAR;
    Ok(sizes.into_iter().filter(|(place, people)| place != village && near(*people)).map(|(place, _)| place).collect())
}

/// Each figure of money in an item, among what similar villages made public of it by a day. A figure that fewer than three others
/// show is left out.
///
/// # Errors
/// When the store cannot be read.
pub fn similar(
    query: &mut dyn Query,
    village: &Place,
    (item, term): (&str, Term),
    names: &[Words],
    today: Day,
) -> Result<Vec<Similar>, Fault> {
    let mut contents = Vec::new();
    for peer in peers(query, village)? {
        let all = versions(query, &peer, item, term)?;
        let last = all.iter().rev().find(|one| one.public_on().is_some_and(|since| since <= today));
        if let Some(last) = last {
            contents.extend(version(query, &peer, (item, term), last.number)?);
        }
    }
    let of = |name: &Words| {
        let figures = contents.iter().filter_map(|content| content.figures.iter().find(|figure| figure.name == *name));
        let mut all: Vec<i64> =
            figures.filter_map(|figure| if let Cell::Fen(fen) = figure.cell { Some(fen.0) } else { None }).collect();
        all.sort_unstable();
        let (least, most) = (*all.first()?, *all.last()?);
        let (below, above) = (*all.get((all.len() - 1) / 2)?, *all.get(all.len() / 2)?);
        // Nothing everywhere says nothing.
        (all.len() >= FEWEST && (least, most) != (0, 0)).then(|| Similar {
            name: name.clone(),
            villages: all.len(),
            median: Fen(below.midpoint(above)),
            least: Fen(least),
            most: Fen(most),
        })
    };
    Ok(names.iter().filter_map(of).collect())
}
