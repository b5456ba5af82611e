//! Tables of a form (清单): lists of people, days and amounts whose totals are added up and never typed.

use super::form::PaperScope;
use village::{Post, Words};

/// A table that a step asks for.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name in the form.
    pub id: String,
    /// Its name for people.
    pub name: Words,
    /// Its columns, in the order in which they are written.
    pub columns: Vec<Column>,
    /// Columns that no two lines may share, taken together; empty when lines may be alike.
    pub once: Vec<String>,
    /// Who may read it.
    pub scope: PaperScope,
    /// Only for these outcomes; empty for every outcome that goes on.
    pub on: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub id: String,
    /// Its heading.
    pub label: Words,
    /// What it takes.
    pub kind: ColumnKind,
    /// For people: the post that each must hold in the village on the day, such as `member`.
    pub post: Option<Post>,
}

/// What a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Somebody of the village's roster, by name or number.
    Person,
    /// Words.
    Text,
    /// An amount in yuan, kept in fen.
    Money,
    /// A whole number from 0.
    Count,
    /// A day.
    Day,
}

impl ColumnKind {
    /// Every kind with its name in the files.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("person", Self::Person),
        ("text", Self::Text),
        ("money", Self::Money),
        ("count", Self::Count),
        ("day", Self::Day),
    ];
}

/// Where a field's value comes from when nobody types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The table of the same step; empty where it is made of other fields.
    pub table: String,
    /// What is taken of it.
    pub of: TotalOf,
}

/// What is taken of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TotalOf {
    /// How many lines it has.
    Lines,
    /// The sum of a column of money or numbers.
    Sum(String),
    /// How many different values a column has.
    Distinct(String),
    /// The sum of other fields of the step, each of money or of numbers.
    Fields(Vec<String>),
}

impl Table {
    /// A column by its name, with its place from 0.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, column)| column.id == id)
    }
}
