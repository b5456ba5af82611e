//! Capital (三资): a village's money in its books.
//!
//! A voucher exists only as what a case's step brought about ([`PROVIDER`]), or as the carrying over of a year. There is no deed
//! that posts one otherwise.

mod audit;
mod bring;
mod carry;
mod close;
mod entries;
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
pub use bring::PROVIDER;
pub use carry::CarryYear;
pub use close::ClosePeriod;
pub use entries::kinds;
pub use open::{BankAccount, OpenBooks, contained};
pub use read::{
    BooksRow, JournalLine, PeriodRow, ReopeningRow, VoucherRow, balances_at, banks, books_of, chart_of, journal,
    periods, reopenings, state_of, turns, voucher, voucher_of_case, vouchers, vouchers_of_case,
};
pub use read_reversal::{ReversalRow, TakenBack, WaitingRow, reversals, taken_back, waiting};
pub use read_year::turns_until;
pub use register::RegisterAccount;
pub use reopen::{ConfirmReopening, ProposeReopening};
pub use reverse::{ConfirmReversal, ProposeReversal};
