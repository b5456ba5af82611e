//! A village's books: trial balance, vouchers, the case behind each; for officials, and from closed periods for everybody.

pub(crate) mod export;
pub(crate) mod last;
pub(crate) mod page;
pub(crate) mod public;
pub(crate) mod show;
pub(crate) mod tell;
pub(crate) mod voucher;
