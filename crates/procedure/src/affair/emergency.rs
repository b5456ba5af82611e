//! The emergency lane (应急办理): what may be done at once when a flood does not wait, and what must be made up for it.

use crate::affair::Affair;
use village::{Article, Words};

/// The lane of an affair, as its table `[emergency]` names it. The steps that it speaks of are ordinary steps, and a case
/// walks them by the same function as all others.
#[derive(Debug, Clone)]
pub struct Emergency {
    /// The step that opens the lane; made from the table.
    pub opens: String,
    /// The steps that are taken at once, each in place of one that would wait for the decision.
    pub at_once: Vec<AtOnce>,
    /// The steps that are postponed, each with the one by which it is made up.
    pub made_up: Vec<MadeUp>,
    /// The steps that cannot be made up afterwards and are left out.
    pub waived: Vec<String>,
    /// Why the law lets them be left out.
    pub waived_by: Vec<Article>,
    /// The facts that may not be above the cap; the first is the one that is asked about when the lane is opened.
    pub amounts: Vec<String>,
    /// The parameter that holds the cap.
    pub cap: String,
    /// The parameter that holds the days within which everything postponed is made up.
    pub within: String,
    /// The ending of a case whose emergency was not ratified.
    pub unratified: String,
    /// What is disclosed when the lane is opened.
    pub discloses: Vec<String>,
    /// The grounds on which it may be opened.
    pub grounds: Vec<Ground>,
}

/// A step that is taken at once.
#[derive(Debug, Clone)]
pub struct AtOnce {
    /// The step.
    pub step: String,
    /// The ordinary step in whose place it is taken.
    pub instead_of: String,
}

/// A step that is postponed.
#[derive(Debug, Clone)]
pub struct MadeUp {
    /// The step of the ordinary road.
    pub step: String,
    /// The step by which it is made up.
    pub by: String,
}

/// A ground on which the lane may be opened, with the paper that shows it.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Its code in the form, and the name of its paper.
    pub code: String,
    /// Its words.
    pub words: Words,
}

impl Emergency {
    /// Whether the step is one that is taken at once.
    #[must_use]
    pub fn is_at_once(&self, step: &str) -> bool {
        self.at_once.iter().any(|one| one.step == step)
    }

    /// Whether the step belongs to the ordinary road only: the lane puts it off, leaves it out or takes another in its place.
    #[must_use]
    pub fn is_ordinary(&self, step: &str) -> bool {
        let put_off = self.made_up.iter().any(|one| one.step == step);
        put_off || self.at_once.iter().any(|one| one.instead_of == step) || self.waived.iter().any(|one| one == step)
    }

    /// Whether the step is taken in the lane only.
    #[must_use]
    pub fn is_own(&self, step: &str) -> bool {
        self.opens == step || self.is_at_once(step) || self.makes_up(step)
    }

    /// Whether everything postponed is made up by this step or others.
    #[must_use]
    pub fn makes_up(&self, step: &str) -> bool {
        self.made_up.iter().any(|one| one.by == step)
    }

    /// The steps by which everything is made up, each once, in the order of the affair.
    #[must_use]
    pub fn ratifying<'a>(&'a self, affair: &'a Affair) -> Vec<&'a str> {
        affair.steps.iter().map(|step| step.id.as_str()).filter(|id| self.makes_up(id)).collect()
    }
}

/// The field of the opening step that names the ground.
pub const GROUND_FIELD: &str = "emergency_ground";

/// The field of the opening step that tells what happened.
pub(crate) const STORY_FIELD: &str = "emergency_story";

/// The gate of the opening step that holds the cap.
pub(crate) const CAP_GATE: &str = "over_emergency_cap";

/// The duty of whoever opens the lane.
pub(crate) const DUTY: &str = "open_emergency";
