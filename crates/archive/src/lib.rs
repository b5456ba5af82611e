//! The stores of counties and of the directory, and the one door through which anything is written.
//!
//! **The log is the truth.** A deed never writes tables. It checks, then appends a [`Draft`]; the archive numbers,
//! salts, hashes and stores it as an [`Entry`], and calls the apply function registered for its [`Kind`], which alone
//! receives a [`Change`]. So a write that leaves no entry cannot be expressed, and replaying the log into an empty
//! store gives the same tables by construction; [`County::verify`] does exactly that.
//!
//! Reading starts at [`County`] (what others use), goes on to `door` (how deeds are committed in groups), `dialect`
//! (the two databases) and `verify`.

mod canonical;
mod checkpoint;
mod county;
mod dialect;
mod directory;
mod door;
mod entry;
mod evidence;
mod log;
mod migrate;
mod pool;
mod query;
mod reach;
mod row;
mod sql;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;
mod verify;
mod written;

pub use canonical::{canonical, canonical_of};
pub use county::{County, Entropy, Flush, Kind, Reader, Setup};
pub use directory::{
    Directory, HouseholdSession, IDLE_MS, Opening, SealedOpinion, SearchLine, Searched, Session, SignIn, VISITS_MS,
};
pub use entry::{CLOCK_LAG_MS, Draft, Entry};
pub use evidence::{BadEvidence, Shown, check_evidence, evidence};
pub use log::{entries_about, entries_after, entry, last_checkpoint, last_of, leaves, nodes, places_after, root};
pub use migrate::Migration;
pub use query::Query;
pub use reach::Reach;
pub use row::Row;
pub use store::{OpenError, Store};
pub use tx::{Change, Tx};
pub use value::Value;
pub use verify::{Verification, VerifyFault};
pub use written::Written;
