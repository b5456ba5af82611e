//! The authority from outside: its rules, its table, its proofs.

mod people;
mod posts;
mod separation;
mod supervision;
mod three_no_direct;
