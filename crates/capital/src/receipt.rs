//! Receipts (收据): a village's receipt books, each received from the township with its first and last number, and every number of
//! them, issued in order by the step that asks for it or cancelled with its reason. None is used twice, none is skipped unseen.

mod book;
mod cancel;
mod entries;
mod issue;
mod keep;
mod read;
mod sql;

pub use book::ReceiveReceiptBook;
pub use cancel::CancelReceipts;
pub use read::{
    NextReceipt, ReceiptBookRow, ReceiptRow, next_receipt, receipt, receipt_books, receipts, receipts_of_case,
};

pub(crate) use entries::{CORRECTED, kinds};
pub(crate) use issue::PROVIDER;
pub(crate) use keep::{BookReceived, Cancelled, Issued};
