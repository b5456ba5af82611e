//! A village's books: trial balance, vouchers, the case behind each; for officials, and from closed periods for everybody.

pub(crate) mod account;
pub(crate) mod aging;
pub(crate) mod bank_statement;
pub(crate) mod begin;
pub(crate) mod budget;
pub(crate) mod export;
pub(crate) mod form;
pub(crate) mod fund;
pub(crate) mod import;
pub(crate) mod last;
pub(crate) mod listing;
pub(crate) mod member;
pub(crate) mod opening;
pub(crate) mod page;
pub(crate) mod period;
pub(crate) mod public;
pub(crate) mod receipt;
pub(crate) mod reconcile;
pub(crate) mod reconcile_page;
pub(crate) mod reconcile_told;
pub(crate) mod reverse;
pub(crate) mod show;
pub(crate) mod statement;
pub(crate) mod tell;
pub(crate) mod voucher;
pub(crate) mod whole;
