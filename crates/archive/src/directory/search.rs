//! The index of what is public, by which a county is searched. It follows from what is public, and stands in no log.

use super::{Directory, sql};
use crate::dialect::{Leave, Link};
use crate::{Row, Value};
use std::collections::BTreeMap;
use village::{Day, Fault, Fen, Place};

/// From which state of a village its lines were drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// The village.
    pub place: Place,
    /// The last entry of the log that was there.
    pub head: u64,
    /// The day, on which some things become public by themselves.
    pub day: Day,
    /// How the program that drew them draws; another program draws them anew.
    pub shape: i64,
}

/// A public line, as strangers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchLine {
    /// What kind of line.
    pub kind: String,
    /// What it is about, in Chinese and in English.
    pub what: [String; 2],
    /// Whom it concerns, in both.
    pub who: [String; 2],
    /// Its day.
    pub day: Day,
    /// Its sum.
    pub amount: Option<Fen>,
    /// Where it stands.
    pub href: String,
}

/// The villages under a place, as a range of codes.
fn within(place: &Place) -> [Value; 2] {
    [place.into(), format!("{place}~").into()]
}

impl Directory {
    /// From which states the lines of the villages under a place were drawn (at most 5,000), by place.
    ///
    /// # Errors
    /// When the store fails.
    pub fn searched(&self, place: &Place) -> Result<Vec<Searched>, Fault> {
        self.look(sql::SEARCHED, &within(place))?
            .iter()
            .map(|row| {
                Ok(Searched {
                    place: row.read("place")?,
                    head: row.count("head")?,
                    day: row.read("day")?,
                    shape: row.int("shape")?,
                })
            })
            .collect()
    }

    /// Keeps a village's lines, numbered from 0, and in which of them each piece is found, instead of those from before; what has not
    /// changed is not written. `false` when lines of a later state are kept already.
    ///
    /// # Errors
    /// When the store fails; then nothing has changed.
    pub fn keep_searched(
        &self,
        drawn: &Searched,
        lines: &[SearchLine],
        pieces: &BTreeMap<String, Vec<u8>>,
    ) -> Result<bool, Fault> {
        let mut link = self.pool.begin(Link::begin_write)?;
        match keep(&mut link, drawn, lines, pieces) {
            Ok(kept) => link.commit().map(|()| kept),
            Err(fault) => {
                link.rollback()?;
                Err(fault)
            }
        }
    }

    /// Forgets every line of the villages under a place; they are drawn anew when somebody looks for something.
    ///
    /// # Errors
    /// When the store fails.
    pub fn forget_searched(&self, place: &Place) -> Result<(), Fault> {
        // What says that lines are there goes first: should the rest fail, nobody believes them.
        for sql in [sql::FORGET_SEARCHED, sql::FORGET_LINES, sql::FORGET_PIECES] {
            self.change(sql, &within(place))?;
        }
        Ok(())
    }

    /// In which lines of the villages under a place a piece is found, as it was kept, by village.
    ///
    /// # Errors
    /// When the store fails.
    pub fn searched_piece(&self, piece: &str, place: &Place) -> Result<Vec<(Place, Vec<u8>)>, Fault> {
        let [from, to] = within(place);
        let rows = self.look(sql::PIECE, &[piece.into(), from, to])?;
        rows.iter().map(|row| Ok((row.read("place")?, row.blob("lines")?))).collect()
    }

    /// The lines of a sum under a place, the latest first: village, number, day.
    ///
    /// # Errors
    /// When the store fails.
    pub fn searched_sum(
        &self,
        sum: Fen,
        place: &Place,
        (first, last): (Day, Day),
        limit: u32,
    ) -> Result<Vec<(Place, i64, Day)>, Fault> {
        let [from, to] = within(place);
        let rows = self.look(sql::SUMS, &[sum.into(), first.into(), last.into(), from, to, limit.into()])?;
        rows.iter().map(|row| Ok((row.read("place")?, row.int("number")?, row.read("day")?))).collect()
    }

    /// A line of a village.
    ///
    /// # Errors
    /// When the store fails.
    pub fn searched_line(&self, place: &Place, number: i64) -> Result<Option<SearchLine>, Fault> {
        self.look(sql::SEARCH_LINE, &[place.into(), number.into()])?.first().map(line).transpose()
    }
}

fn line(row: &Row) -> Result<SearchLine, Fault> {
    Ok(SearchLine {
        kind: row.text("kind")?,
        what: [row.text("what")?, row.text("what_en")?],
        who: [row.text("who")?, row.text("who_en")?],
        day: row.read("day")?,
        amount: row.maybe_int("amount_fen")?.map(Fen),
        href: row.text("href")?,
    })
}

fn keep(
    link: &mut Link,
    drawn: &Searched,
    lines: &[SearchLine],
    pieces: &BTreeMap<String, Vec<u8>>,
) -> Result<bool, Fault> {
    let place = &drawn.place;
    let known = link.query(sql::SEARCHED_HEAD, &[place.into()], Leave::Look)?;
    if known.first().map(|row| row.count("head")).transpose()?.is_some_and(|head| head > drawn.head) {
        return Ok(false);
    }
    keep_lines(link, place, lines)?;
    keep_pieces(link, place, pieces)?;
    link.execute(sql::KEEP_SEARCHED, &[place.into(), drawn.head.into(), drawn.day.into(), drawn.shape.into()])?;
    Ok(true)
}

fn keep_lines(link: &mut Link, place: &Place, lines: &[SearchLine]) -> Result<(), Fault> {
    let old: Vec<SearchLine> =
        link.query(sql::SEARCH_LINES, &[place.into()], Leave::Look)?.iter().map(line).collect::<Result<_, _>>()?;
    let fresh = (0_i64..)
        .zip(lines)
        .filter(|(number, line)| usize::try_from(*number).ok().and_then(|number| old.get(number)) != Some(line));
    let row = |(number, line): (i64, &SearchLine)| -> [Value; 10] {
        let ([what, what_en], [who, who_en]) = (line.what.clone(), line.who.clone());
        [
            place.into(),
            number.into(),
            line.kind.as_str().into(),
            what.into(),
            what_en.into(),
            who.into(),
            who_en.into(),
            line.day.into(),
            line.amount.into(),
            line.href.as_str().into(),
        ]
    };
    link.execute_each(sql::KEEP_LINE, &mut fresh.map(row))?;
    if old.len() > lines.len() {
        let from = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        link.execute(sql::DROP_LINES, &[place.into(), from.into()])?;
    }
    Ok(())
}

fn keep_pieces(link: &mut Link, place: &Place, pieces: &BTreeMap<String, Vec<u8>>) -> Result<(), Fault> {
    let mut old = BTreeMap::new();
    for row in link.query(sql::PIECES_OF, &[place.into()], Leave::Look)? {
        old.insert(row.text("piece")?, row.blob("lines")?);
    }
    let fresh = pieces.iter().filter(|(piece, lines)| old.get(*piece) != Some(lines));
    let row = |(piece, lines): (&String, &Vec<u8>)| [piece.as_str().into(), place.into(), lines.clone().into()];
    link.execute_each(sql::KEEP_PIECE, &mut fresh.map(row))?;
    let gone = old.keys().filter(|piece| !pieces.contains_key(*piece));
    link.execute_each(sql::DROP_PIECE, &mut gone.map(|piece| [piece.as_str().into(), place.into()]))
}
