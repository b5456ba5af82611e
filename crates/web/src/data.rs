//! Everything public of a village as tables, for spreadsheets and for programs: each table, its columns and what they mean are declared
//! once, and files, dictionary, interface and description are made from that. Always as a stranger reads it.

mod board;
pub(crate) mod file;
mod money;
pub(crate) mod page;
mod set;
mod thing;

pub(crate) use set::{Datum, Field, SETS, Set, Source, Unit};
