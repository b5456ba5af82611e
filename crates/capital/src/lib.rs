//! Capital (三资): a village's money in its books.
//!
//! A voucher exists only as what a case's step brought about ([`PROVIDER`]), or as the carrying over of a year. There is no deed
//! that posts one otherwise.

mod audit;
mod bank;
mod bring;
mod carry;
mod close;
mod entries;
mod import;
mod keep;
mod known;
mod open;
mod read;
mod read_reversal;
mod read_year;
mod refuse;
mod register;
mod reopen;
mod reverse;
mod sql;
mod store;

pub use audit::{Audited, CaseSeen, Export, Finding, audit, export};
pub use bank::{
    Awaited, BankLineRow, BookLineRow, Figures, Group, MatchLines, MatchingRow, ReceiveStatement, Reckoned,
    ReconciliationRow, SeeReconciliation, SignReconciliation, StatementRow, UndoMatching, awaited, bank_sides,
    book_sides, columns_of, matchings, reckoned, reconciliations, statements, unreconciled,
};
pub use bring::PROVIDER;
pub use carry::CarryYear;
pub use close::ClosePeriod;
pub use entries::kinds;
pub use import::{ImportRow, ImportVouchers, history_until, imports, known_marks};
pub use open::{BankAccount, OpenBooks};
pub use read::{
    BooksRow, JournalLine, PeriodRow, ReopeningRow, VoucherRow, balances_at, banks, books_of, chart_of, journal,
    periods, reopenings, state_of, turns, voucher, voucher_of_case, vouchers, vouchers_of_case,
};
pub use read_reversal::{ReversalRow, reversals};
pub use read_year::turns_until;
pub use register::RegisterAccount;
pub use reopen::{ConfirmReopening, ProposeReopening};
pub use reverse::{ConfirmReversal, ProposeReversal};
