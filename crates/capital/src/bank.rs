//! The bank's side of the books: statements received, lines matched, each month compared and signed.

mod entries;
mod entry;
mod keep;
mod late;
mod matched;
mod read;
mod receive;
mod sign;
mod sql;
mod unmatched;

pub(crate) use entries::{apply_entry_posted, kinds};
pub use entry::{
    BankEntryKind, BankEntryRow, ConfirmBankEntry, ProposeBankEntry, ReturnBankEntry, bank_entry, bank_line,
};
pub(crate) use keep::BankEntryPosted;
pub use keep::Figures;
pub(crate) use keep::{AccountReconciled, LinesMatched, MatchingUndone, Side, StatementReceived};
pub use late::{ReportUnreconciled, to_report_unreconciled};
pub use matched::{Group, MatchLines, UndoMatching};
pub(crate) use read::open_at_bank as bank_lines_until;
pub use read::{
    Awaited, BankLineRow, BookLineRow, MatchingRow, Reckoned, ReconciliationRow, StatementRow, awaited, bank_sides,
    book_sides, columns_of, matchings, reckoned, reconciliations, statements, unreconciled,
};
pub use receive::ReceiveStatement;
pub use sign::{SeeReconciliation, SignReconciliation};
pub(crate) use sql::WAITING_ENTRIES;
pub use unmatched::{ReportUnmatched, to_report_unmatched};
