//! The rules in force, for everyone: which affairs there are, and how each goes, step by step.

pub(crate) mod adopt;
pub(crate) mod affair;
pub(crate) mod decide;
pub(crate) mod flow;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod outdated;
pub(crate) mod plain;
pub(crate) mod proposal;
pub(crate) mod propose;
pub(crate) mod say;
pub(crate) mod show;
pub(crate) mod tell;
