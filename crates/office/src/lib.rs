//! The office: the desk at which every deed is done. Who is it, may they, do the rules allow it, then it is recorded.
//!
//! A chapter writes a [`Deed`]; [`Office::perform`] is the only road by which it happens. A refused violation is itself
//! recorded, and its warning raised, in the same transaction (see `perform.rs`).

mod deed;
mod desk;
mod effects;
mod files;
mod found;
mod letter;
mod media;
mod perform;
mod restore;
mod rulebooks;
mod setup;
mod sound;
mod source;
mod sql;

pub mod household;
pub mod password;
pub mod roster;
pub mod sign_in;

pub use deed::{About, Cause, Colour, Deed, Receipt, Warning};
pub use desk::{Desk, Matter, Signed};
pub use effects::{Bring, Happening, Provider, Refer, Written};
pub use files::{Files, Kept, StoredFile};
pub use found::FoundCounty;
pub use letter::{Letter, keep_letters};
pub use media::{LARGEST_FILE_BYTES, MediaType, Unfit, inspect};
pub use perform::{Foresight, Preview};
pub use restore::{DeclareRestore, Restoration, restorations};
pub use rulebooks::{
    AdoptRules, Adoption, ConfirmRules, DeclineRules, PackedRules, Proposal, ProposeRules, ProvedRules, adoptions,
    proposals, rulebook_files,
};
pub use setup::{Entropy, Office, OfficeSetup, Warn};
pub use sound::{LARGEST_RECORDING_BYTES, LONGEST_RECORDING_SECONDS, Recording, Unheard, recording};
pub use source::{Asked, Cell, Content, Draw, Figure, Source, Table};

/// The kinds of entry that the office itself writes.
#[must_use]
pub fn kinds() -> Vec<archive::Kind> {
    let mut kinds = roster::kinds();
    kinds.extend(rulebooks::kinds());
    kinds.extend(sign_in::kinds());
    kinds.extend(household::kinds());
    kinds.extend(restore::kinds());
    kinds
}
