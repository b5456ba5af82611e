//! What comes from other programs: a bank's statement and the vouchers of an accounting package, read, checked and compared. Pure.
//!
//! Everything that is wrong with a file is told at once, each fault with its sheet, row and column; what has a fault is not taken in
//! part. Amounts are fen from the first character on.
#![deny(clippy::float_arithmetic)]

mod camt;
mod columns;
mod comma;
mod former;
mod matching;
mod rows;
mod statement;
mod voucher;

pub use camt::{looks_like_camt, read_camt};
pub use columns::{BankColumn, ColumnMap};
pub use comma::{StatementTable, money_words, open_table, read_statement};
pub use former::{Former, former_code};
pub use matching::{BankSide, BookSide, Ground, Suggestion, suggest};
pub use rows::{VoucherColumns, VoucherRows, voucher_columns};
pub use statement::{BankLine, Statement};
pub use voucher::{Drafted, Report, RowFault, check_vouchers, read_vouchers, span};

/// The SHA-256 of a file as it came.
#[must_use]
pub fn file_hash(bytes: &[u8]) -> village::Hash {
    village::Hash(<sha2::Sha256 as sha2::Digest>::digest(bytes).into())
}
