//! Where something of an affair stands in the files, so that a fault can be told with its line.

use super::Affair;
use std::collections::BTreeMap;
use std::fmt;

/// A place in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// The file's path below `rules/`.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Where the parts of an affair are written, by name. Two affairs that read the same are the same wherever they stand, so it prints
/// nothing of itself.
#[derive(Clone, Default)]
pub(crate) struct Places(pub(crate) BTreeMap<String, Written>);

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Places")
    }
}

/// The name under which a part of a step is found: `pay/paper.bank_slip`.
pub(crate) fn part_of(step: &str, thing: &str, id: &str) -> String {
    format!("{step}/{thing}.{id}")
}

impl Affair {
    /// Where a step, an ending (`ending.done`) or a part of a step (`pay/paper.bank_slip`) is written; where the step is, when
    /// the part was made from something else; where the affair begins, when neither is known.
    #[must_use]
    pub fn written(&self, key: &str) -> Option<&Written> {
        let step = key.split('/').next().unwrap_or_default();
        let Places(places) = &self.written;
        places.get(key).or_else(|| places.get(step)).or_else(|| places.get(""))
    }
}
