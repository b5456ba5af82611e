//! Tests about the repository itself: style that matters is a test, not a request.
//!
//! Each check takes the [`Repository`] and returns sentences, one per fault, that say where it is and what to do.
//! `tests/it/repository.rs` runs them all over the real files. The lists of exceptions in `ratchet/` may only
//! shrink: an entry that is no longer needed, or allows more than is used, is a fault too.

mod edge;
mod function;
mod glossary;
mod length;
mod link;
mod migration;
mod name;
mod ratchet;
mod repository;
mod rust;
mod sql;
mod word;

pub use edge::{crate_edges, workspace_lints};
pub use function::long_functions;
pub use glossary::glossary;
pub use length::long_files;
pub use link::dead_links;
pub use migration::migrations;
pub use name::names;
pub use repository::{File, Repository};
pub use rust::{Literal, Source};
pub use sql::stray_sql;
pub use word::{allow_attributes, forbidden_words, module_docs, unfinished};
