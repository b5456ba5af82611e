//! What was kept before (移交): balances, old vouchers, the register of members. It takes two people: the accountant prepares it with the
//! signed list, the township compares list and totals and confirms. Until then nothing of it stands in the books, and nothing is public.

mod answer;
mod correct;
mod entries;
mod keep;
mod prepare;
mod read;
mod sql;

pub use answer::{ConfirmHandover, ReturnHandover};
pub use correct::{CorrectOpening, not_correctable};
pub use keep::HandoverSum;
pub use prepare::{opening_sums, voucher_sums};
pub use read::{HandoverRow, HandoverState, HandoverWhat, handover, handovers};

pub(crate) use correct::apply as apply_corrected;
pub(crate) use entries::kinds;
pub(crate) use keep::{ByTwo, OpeningCorrected};
pub(crate) use prepare::{Prepared, prepare, sums_of};
pub(crate) use read::allowed;
pub(crate) use sql::{TAKE, WAITING};
