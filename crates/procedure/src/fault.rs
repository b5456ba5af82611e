//! What is wrong with a rule file: where, what was found, what was expected.

use std::fmt;
use std::ops::Range;

/// A file of the rules, as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its path below `rules/`, such as `national/affairs/C/C1.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Something wrong in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleFault {
    /// The file's path below `rules/`.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What was found, what was expected.
    pub what: String,
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

impl std::error::Error for RuleFault {}

/// Gathers the faults of one file.
#[derive(Debug)]
pub(crate) struct Faults<'a> {
    file: &'a RuleFile,
    list: Vec<RuleFault>,
}

impl<'a> Faults<'a> {
    pub(crate) fn of(file: &'a RuleFile) -> Self {
        Self { file, list: Vec::new() }
    }

    /// A fault at a place of the text.
    pub(crate) fn at(&mut self, span: &Range<usize>, what: impl Into<String>) {
        let line = line_of(&self.file.text, span.start);
        self.list.push(RuleFault { file: self.file.path.clone(), line, what: what.into() });
    }

    /// `found` is not among what is known: names the nearest.
    pub(crate) fn unknown<'k>(
        &mut self,
        span: &Range<usize>,
        thing: &str,
        found: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let near = nearest(found, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        self.at(span, format!("`{found}` is not a known {thing}{near}"));
    }

    /// `file:line` of a place of the text.
    pub(crate) fn place(&self, span: &Range<usize>) -> String {
        let (file, line) = self.file_and_line(span);
        format!("{file}:{line}")
    }

    pub(crate) fn file_and_line(&self, span: &Range<usize>) -> (String, usize) {
        (self.file.path.clone(), line_of(&self.file.text, span.start))
    }

    pub(crate) fn done(self) -> Vec<RuleFault> {
        self.list
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|b| *b == b'\n').count()
}

/// Reads a TOML text into `T`; an unknown key names the nearest known one.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(file: &RuleFile) -> Result<T, RuleFault> {
    toml::from_str(&file.text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(&file.text, span.start));
        RuleFault { file: file.path.clone(), line, what: explain(error.message()) }
    })
}

/// Adds the nearest known key to a "unknown field" message.
fn explain(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let Some((found, known)) = quoted.split_first() else { return message.to_owned() };
    if !message.starts_with("unknown") {
        return message.to_owned();
    }
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("unknown key `{found}`; did you mean `{near}`? known here: {}", known.join(", ")),
        None => format!("unknown key `{found}`; known here: {}", known.join(", ")),
    }
}

/// The known word nearest to what was written, by edit distance; `None` when nothing is near.
pub(crate) fn nearest<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = found.chars().count().max(3) / 2 + 1;
    known
        .into_iter()
        .map(|word| (distance(found, word), word))
        .filter(|(far, _)| *far <= limit)
        .min()
        .map(|(_, word)| word)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        let (mut left, mut diagonal) = (i + 1, i);
        for (above, y) in row.iter().skip(1).zip(&b) {
            let cost = (*above + 1).min(left + 1).min(diagonal + usize::from(x != *y));
            diagonal = *above;
            left = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_key_is_answered_with_the_nearest() {
        assert_eq!(nearest("outcom", ["outcome", "gate", "paper"]), Some("outcome"));
        assert_eq!(nearest("apart_form", ["apart_from", "paper"]), Some("apart_from"));
        assert_eq!(nearest("zzzzzz", ["outcome", "gate"]), None);
    }

    #[test]
    fn a_syntax_fault_tells_its_line() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Small {
            #[expect(dead_code, reason = "only its key matters here")]
            name: String,
        }
        let file = RuleFile { path: "x.toml".into(), text: "name = \"a\"\nnmae = \"b\"\n".into() };
        let fault = parse::<Small>(&file).unwrap_err();
        assert_eq!((fault.line, fault.what.contains("did you mean `name`")), (2, true), "{fault}");
    }
}
