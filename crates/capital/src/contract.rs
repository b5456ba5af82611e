//! Contracts (合同): each arises from a case that its rules allowed, or is history taken over and marked so. What it asks for falls
//! due by its schedule, is posted then, and payments are laid on it, the earliest first.

mod arise;
mod change;
mod due;
mod entries;
mod file;
mod import;
mod keep;
mod kind;
mod read;
mod remind;
mod settle;
mod sql;
mod stage;

pub(crate) use arise::REGISTER;
pub use due::{PostDue, to_post};
pub use file::FileContract;
pub use import::{ImportContracts, ImportedContract, contract_faults};
pub use kind::{ContractKind, Direction};
pub use read::{
    ContractRow, ContractSettling, ContractTotals, LineRow, Settled, changes_of, contract, contract_lines, contracts,
    deposit_held, settlings, totals,
};
pub use remind::{RemindContract, to_remind_contracts};
pub use stage::{Colour, Limits};

pub(crate) use entries::{apply_receivable, kinds, take_back};
pub(crate) use keep::{
    ContractChanged, ContractFiled, ContractKept, ContractScheduled, ContractSettled, ContractSigned,
    ContractsImported, LineKept, ReceivablePosted,
};
pub(crate) use read::accrued;
pub(crate) use settle::is_deposit;
