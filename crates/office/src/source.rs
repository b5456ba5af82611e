//! Sources: where what is made public comes from. The catalogue names them, a chapter draws from what it keeps, and nobody types a
//! figure.

use crate::{Desk, Office};
use archive::Query;
use procedure::CatalogueItem;
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fault, Fen, Hash, Place, Stop, Words};

/// Which item, of which village, for which days.
pub struct Asked<'a> {
    /// The village.
    pub village: &'a Place,
    /// The item of the catalogue.
    pub item: &'a CatalogueItem,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// What stands in something that is made public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its leading figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Its tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// What somebody wrote; empty where books or cases say it all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The closed periods that it was drawn from, with their hashes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<(String, Hash)>,
}

/// A figure with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is.
    pub name: Words,
    /// How much.
    pub cell: Cell,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it lists.
    pub name: Words,
    /// The columns' heads.
    pub heads: Vec<Words>,
    /// The rows; as many cells in each as there are heads.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Words of the program or of the rules.
    Words(Words),
    /// What somebody once typed: numbers that belong to a person are masked where it is shown.
    Free(String),
    /// Somebody that money went to or came from: a person is shown by the surname, a firm in full.
    Party(String),
    /// An amount, in fen.
    Fen(Fen),
    /// A number.
    Number(i64),
    /// A day.
    Day(Day),
    /// A voucher of the village's books, by its number among all of the county's.
    Voucher(String),
    /// A case.
    Case(CaseId),
    /// A contract, by its number.
    Contract(String),
    /// A card of the property register, by its number.
    Card(String),
    /// Nothing.
    None,
}

impl Content {
    /// Whether there is nothing in it: no row in any table, and no text.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.text.trim().is_empty() && self.tables.iter().all(|table| table.rows.is_empty())
    }

    /// The same with a figure more.
    #[must_use]
    pub fn figure(mut self, zh: &str, en: &str, cell: Cell) -> Self {
        self.figures.push(Figure { name: Words::new(zh, en), cell });
        self
    }

    /// The same with a table more.
    #[must_use]
    pub fn table(mut self, name: Words, heads: &[(&str, &str)], rows: Vec<Vec<Cell>>) -> Self {
        let heads = heads.iter().map(|(zh, en)| Words::new(*zh, *en)).collect();
        self.tables.push(Table { name, heads, rows });
        self
    }
}

/// How a chapter draws what is asked: whole, or refused in words that say what must be done first.
pub type Draw = fn(&mut dyn Query, &Desk, &Asked<'_>) -> Result<Content, Stop>;

/// A chapter's sources.
#[derive(Clone, Copy)]
pub struct Source {
    /// The catalogue's names, such as `books.income`.
    pub names: &'static [&'static str],
    /// How.
    pub draw: Draw,
}

impl Office {
    /// Draws an item from the chapter that keeps it; nothing for what somebody writes.
    ///
    /// # Errors
    /// A refusal when it cannot be drawn yet: a period is not closed.
    pub fn draw(&self, query: &mut dyn Query, desk: &Desk, asked: &Asked<'_>) -> Result<Option<Content>, Stop> {
        if asked.item.is_written() {
            return Ok(None);
        }
        let from = asked.item.from.as_str();
        let source = self.sources().iter().find(|source| source.names.contains(&from));
        let source = source.ok_or_else(|| Fault::new(format!("no chapter draws `{from}`")))?;
        (source.draw)(query, desk, asked).map(Some)
    }
}
