//! What a deed is, and what comes of it.

use crate::Desk;
use archive::Tx;
use std::sync::Arc;
use village::{Article, PersonId, Place, Refusal, Stop, Words};

/// What a deed concerns, known before it is tried: a refused attempt is recorded under this.
#[derive(Debug, Clone)]
pub struct About {
    /// The village (or township, or county) that it concerns.
    pub place: Place,
    /// The case, alert or other thing that it concerns; the place's code when there is none yet.
    pub subject: String,
    /// The step or deed that is tried.
    pub step: String,
}

/// What came of a deed: the thing that it made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What to look at next: a case number, an alert number.
    pub subject: String,
    /// The entry in the log.
    pub entry: u64,
    /// The same form was sent before; nothing was done now.
    pub again: bool,
}

/// An official act, ready to be tried.
pub trait Deed: Send + 'static {
    /// What it concerns.
    fn about(&self) -> About;

    /// Checks everything, then appends what is done. Nothing is written unless all checks pass.
    ///
    /// # Errors
    /// [`Stop::Refused`] when a rule says no; [`Stop::Failed`] when something is broken.
    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop>;
}

/// Why a warning is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// An attempt was refused.
    Refused,
    /// Something was found that must not be so, though nobody tried anything: near relatives in posts kept apart.
    Found,
    /// A figure that is watched is near its limit, or has passed it: less than red.
    Watched(Colour),
}

/// How grave a warning is that is not red.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// 黄色: look at it.
    Yellow,
    /// 橙色: it must be put right.
    Orange,
}

impl Colour {
    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Orange => "orange",
        }
    }
}

impl Cause {
    /// The colour of a warning: `red`, `orange` or `yellow`.
    #[must_use]
    pub fn severity(self) -> &'static str {
        match self {
            Self::Refused | Self::Found => "red",
            Self::Watched(colour) => colour.code(),
        }
    }
}

/// A warning that must reach the supervisors in the same transaction as what it tells of.
#[derive(Debug, Clone)]
pub struct Warning {
    /// Why.
    pub cause: Cause,
    /// What it concerns.
    pub about: About,
    /// Who tried, or whose post it is.
    pub person: Option<PersonId>,
    /// The rule that refused it.
    pub rule: String,
    /// What is missing.
    pub words: Words,
    /// The grounds.
    pub articles: Vec<Article>,
}

impl Warning {
    /// The warning that a refused violation makes.
    #[must_use]
    pub fn of(about: &About, person: Option<PersonId>, refusal: &Refusal) -> Self {
        Self {
            cause: Cause::Refused,
            about: about.clone(),
            person,
            rule: refusal.rule.clone(),
            words: refusal.words.clone(),
            articles: refusal.articles.clone(),
        }
    }
}

/// A deed that is tried first and done afterwards.
impl<D: Deed + Sync> Deed for Arc<D> {
    fn about(&self) -> About {
        self.as_ref().about()
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        self.as_ref().run(desk, tx)
    }
}
