//! Paper: what a village has made public, as PDF for the board on the wall, the letter box and the file. Pure: each layout is a
//! function from shown facts to bytes, the same bytes for the same facts. The fonts come with the crate, so that a machine
//! without any prints as well. What stands on a sheet, and who may see it, whoever calls decides.

mod code;
mod facts;
mod glyph;
mod sheet;
mod world;

pub use facts::{
    Bank, Bar, Board, Card, Contact, Decision, Entry, Foot, Letter, Money, Open, Plate, Row, Statement, Voucher,
};
pub use sheet::{Unprinted, board, card, empty_page, letter, plate, statement, voucher};

/// The plain font as a file: for whoever draws a document of others that brings none along.
#[must_use]
pub fn font() -> &'static [u8] {
    world::PLAIN
}
