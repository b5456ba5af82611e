//! The ledger: a village's books in double entry, as functions of what was posted. No SQL, no clock, no floating point.
//!
//! A [`Draft`] becomes a [`Voucher`] in [`Books::post`] or it does not become one at all; nothing that was posted is ever
//! changed. What is wrong with a draft is told all at once, as [`Reason`]s in both languages.
#![deny(clippy::float_arithmetic)]

mod account;
mod books;
mod chart;
mod detail;
mod fault;
mod journal;
mod period;
mod posting;
mod read;
mod reason;
mod schedule;
mod share;
mod statement;
mod voucher;
mod wear;

pub use account::{Account, Class, Code, CodeError, Side, SubAccount};
pub use books::{
    Books, Month, OpeningLine, Reserved, Turn, YearEnd, begin, closing_hash, enter, enter_as, opening_month,
};
pub use chart::{Basis, Chart, Roles};
pub use detail::{Entry, Running, running};
pub use fault::{FileFault, Source};
pub use journal::Journal;
pub use period::Period;
pub use posting::{
    BudgetRule, Channel, Facts, Names, Pick, Posting, PostingLine, Postings, ReceiptRule, Sum, Term, Unposted,
};
pub use reason::Reason;
pub use schedule::{Plan, Rise, Settled, settle};
pub use share::apportion;
pub use statement::{Figure, Measure, Row, StatementLine, TrialRow, Trials, balance_sheet, income, trial_balance};
pub use voucher::{Draft, Drawn, Line, Number, Origin, People, Voucher, Word};
pub use wear::month_of_wear;

/// The largest sum of a voucher, in fen: ten trillion yuan. Whatever is larger is a slip of the hand.
pub const LARGEST_FEN: i64 = 1_000_000_000_000_000;
