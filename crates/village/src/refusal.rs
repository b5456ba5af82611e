//! The two ways in which a deed can stop: the system says no, correctly; or something is broken.

use crate::Words;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What sort of no it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// This is not yours to do (403).
    NotYours,
    /// There is nothing here, or nothing that you may know of (404).
    NotThere,
    /// Not at this step, not at this time, or somebody was faster (409).
    NotNow,
    /// Something is missing or wrong in what was sent; all faults at once (422).
    NotComplete,
    /// Too much, too often, too large (429, or 413 for a size).
    TooMuch,
}

/// The article of a law, or another ground, that a rule stands on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The law's short name in both languages, or that it is a county's choice.
    pub law: Words,
    /// The version, by the day of its text or of its coming into force; empty for a county's choice.
    #[serde(default)]
    pub version: String,
    /// The article, such as `24`; empty for a county's choice.
    #[serde(default)]
    pub article: String,
}

impl Article {
    /// `《村民委员会组织法》第24条（2018年）` and its English.
    #[must_use]
    pub fn words(&self) -> Words {
        if self.article.is_empty() {
            return self.law.clone();
        }
        let year = |v: &str| v.get(..4).unwrap_or(v).to_owned();
        let (zh, en) = if self.version.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("（{}年文本）", year(&self.version)), format!(" (text of {})", year(&self.version)))
        };
        Words::new(
            format!("《{}》第{}条{zh}", self.law.zh, self.article),
            format!("{}, article {}{en}", self.law.en, self.article),
        )
    }
}

/// One fault in what was sent, beside its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The field's name in the form.
    pub field: String,
    /// What was found, what was expected.
    pub words: Words,
}

/// The system says no, correctly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What sort of no.
    pub kind: Kind,
    /// The rule that said no: `C2.no_decision`, `order`, `three_no_direct`.
    pub rule: String,
    /// What is missing, in plain words.
    pub words: Words,
    /// What to do next, in plain words.
    pub next: Words,
    /// The grounds, in law or in the county's choice.
    #[serde(default)]
    pub articles: Vec<Article>,
    /// Every fault of a form, for [`Kind::NotComplete`].
    #[serde(default)]
    pub faults: Vec<FieldFault>,
    /// Whether the attempt itself is an irregularity that is recorded and warns the supervisors: acting out of order,
    /// without a decision, on one's own claim. A slip of the pen (a field left empty, a lost race) is not.
    pub violation: bool,
}

impl Refusal {
    /// A refusal that is no violation, with no article and no fault.
    #[must_use]
    pub fn new(kind: Kind, rule: impl Into<String>, words: Words, next: Words) -> Self {
        Self { kind, rule: rule.into(), words, next, articles: Vec::new(), faults: Vec::new(), violation: false }
    }

    /// The same, marked as a violation.
    #[must_use]
    pub fn violation(mut self) -> Self {
        self.violation = true;
        self
    }

    /// The same, with a ground added.
    #[must_use]
    pub fn under(mut self, article: Article) -> Self {
        self.articles.push(article);
        self
    }

    /// A form with faults.
    #[must_use]
    pub fn faulty(rule: impl Into<String>, faults: Vec<FieldFault>) -> Self {
        let mut refusal = Self::new(
            Kind::NotComplete,
            rule,
            Words::new("有内容没有填对，尚未提交", "Something is not filled in correctly; nothing was sent"),
            Words::new("请改正标出的内容后再提交", "Please correct the marked fields and send again"),
        );
        refusal.faults = faults;
        refusal
    }

    /// Nothing is here, or nothing that the asker may know of.
    #[must_use]
    pub fn not_there() -> Self {
        Self::new(
            Kind::NotThere,
            "not_there",
            Words::new("没有找到您要的内容", "There is nothing here"),
            Words::new("请检查网址，或从本村首页重新进入", "Check the address, or start again from the village's page"),
        )
    }
}

/// A bug or a broken world. Its text is for the log, never for a reader.
#[derive(Debug)]
pub struct Fault {
    what: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    passing: bool,
}

impl Fault {
    /// A fault with no cause beneath it.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), source: None, passing: false }
    }

    /// A fault with its cause.
    pub fn from(what: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { what: what.into(), source: Some(source.into()), passing: false }
    }

    /// The same fault, known to pass without a change of the program: the disk is full, the database busy or away.
    #[must_use]
    pub fn for_now(self) -> Self {
        Self { passing: true, ..self }
    }

    /// Whether trying again later may help, as far as this fault or one of its causes knows.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(self);
        while let Some(error) = cause {
            if error.downcast_ref::<Self>().is_some_and(|fault| fault.passing) {
                return true;
            }
            cause = error.source();
        }
        false
    }

    /// The whole chain in one line, for the log.
    #[must_use]
    pub fn chain(&self) -> String {
        let mut text = self.what.clone();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|s| s as _)
    }
}

/// Why a deed did not happen.
#[derive(Debug)]
pub enum Stop {
    /// The system says no, correctly. Boxed: it carries words in two languages.
    Refused(Box<Refusal>),
    /// Something is broken.
    Failed(Fault),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Box<Refusal>> for Stop {
    fn from(refusal: Box<Refusal>) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}
