//! Who may do what: the Cedar policies of `rules/national/authority`, asked one question at a time.
//!
//! [`Authority::may`] answers in words: a refusal names the policy that said no and the article it stands on. A policy that
//! cannot be evaluated denies and is a [`village::Fault`], never a silent skip. [`Authority::incompatible`] refuses a
//! mandate that would put incompatible posts on one person, or on near relatives.
//!
//! The policies decide what a post may do at most; an affair's file narrows it to the posts that take each step. This crate
//! knows no SQL, no HTTP and no clock.
#![deny(missing_docs)]

mod authority;
mod facts;
mod incompatible;
mod policy;
mod question;
mod relation;

pub use authority::Authority;
pub use policy::texts;
pub use question::{Question, Reason, Verdict};
pub use relation::{Kin, Relation, RelationError};
