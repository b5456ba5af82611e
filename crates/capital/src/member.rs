//! Members and shares (成员名册和股份): who belongs to the village's collective, in which household, with how many shares of which
//! kind. The roster is taken over from the village's signed list; from then on only a case of J1 changes it. What C5 distributes is
//! shared out over it to the fen.

mod arise;
mod change;
mod distribute;
mod entries;
mod import;
mod keep;
mod kind;
mod owed;
mod read;
mod shares;
mod sql;

pub use import::{ImportedMember, PrepareMembers, member_faults};
pub use kind::MemberState;
pub use owed::{DistributionLine, DistributionRow, PaidPart, distribution_lines, distributions, owed_by_books};
pub use read::{MemberChange, MemberRow, household_of, member, member_changes, members, share_cap};
pub use shares::{Holding, Shares};

pub(crate) use arise::PROVIDER;
pub(crate) use change::leaves;
pub(crate) use entries::{is_of_a_distribution, kinds};
pub(crate) use import::confirm;
pub(crate) use keep::{Apportioned, DistributionPaid, MembersChanged, MembersImported, PartKept};
