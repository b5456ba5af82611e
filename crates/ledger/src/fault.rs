//! What is wrong with a file of the ledger: its line, what was found, what was expected.

use std::ops::Range;

/// A file as it was given.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its path, for messages.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct FileFault {
    /// The file's path.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What was found, what was expected.
    pub what: String,
}

/// Gathers the faults of one file.
pub(crate) struct Faults<'a> {
    source: Source<'a>,
    list: Vec<FileFault>,
}

impl<'a> Faults<'a> {
    pub(crate) fn of(source: Source<'a>) -> Self {
        Self { source, list: Vec::new() }
    }

    pub(crate) fn at(&mut self, span: &Range<usize>, what: impl Into<String>) {
        let line = line_of(self.source.text, span.start);
        self.list.push(FileFault { file: self.source.path.to_owned(), line, what: what.into() });
    }

    pub(crate) fn done(self) -> Vec<FileFault> {
        self.list
    }
}

pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|b| *b == b'\n').count()
}

/// Reads a TOML text; what it cannot be read for is one fault with its line.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(source: Source<'_>) -> Result<T, FileFault> {
    toml::from_str(source.text).map_err(|error| FileFault {
        file: source.path.to_owned(),
        line: error.span().map_or(1, |span| line_of(source.text, span.start)),
        what: error.message().to_owned(),
    })
}
