//! Effects: what else happens in the same transaction as a step. An affair's file names them, a chapter provides them, and the
//! office knows which chapter.

use crate::{Desk, Office};
use archive::{Query, Tx};
use procedure::{CaseState, Reference, RuleBook, Way};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{CaseId, Fault, Fen, Hash, PersonId, Place, Stop};

/// A step that was taken, as its effects see it.
pub struct Happening<'a> {
    /// The village.
    pub village: &'a Place,
    /// The case.
    pub case: &'a CaseId,
    /// What the case is about, in a few words.
    pub title: String,
    /// The act's number in the case.
    pub act: i64,
    /// The rules under which the step was taken.
    pub book: &'a Arc<RuleBook>,
    /// The case after the step.
    pub after: &'a CaseState,
    /// Where the step's outcome leads: on, back, or to an end.
    pub way: Way,
    /// The effects of the outcome.
    pub effects: &'a [String],
    /// Whom the case is with.
    pub party: Option<&'a str>,
    /// Every paper of the case.
    pub papers: Vec<Hash>,
    /// The contract that is paid under, with its sum.
    pub contract: Option<(String, Fen)>,
    /// The other cases that its facts name, by the fact.
    pub others: &'a BTreeMap<String, Reference>,
    /// The lines of the tables that went with this step's form.
    pub written: &'a [Written],
}

/// A line of a table as it was written and understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The table.
    pub table: String,
    /// The person's name, or what else stands in the first column.
    pub who: String,
    /// The same person on the roster.
    pub person: Option<PersonId>,
    /// The first amount.
    pub amount_fen: Option<Fen>,
    /// Every cell as text; amounts in fen.
    pub cells: Vec<String>,
}

impl Happening<'_> {
    /// Who took the first step.
    #[must_use]
    pub fn first(&self) -> Option<PersonId> {
        self.after.acts.first().map(|act| act.person.clone())
    }

    /// Who took the latest step with a duty.
    #[must_use]
    pub fn who(&self, duty: &str) -> Option<PersonId> {
        let affair = self.book.affair(&self.after.affair)?;
        let has_duty = |step: &str| affair.step(step).is_some_and(|step| step.duty == duty);
        self.after.acts.iter().rev().find(|act| has_duty(&act.step)).map(|act| act.person.clone())
    }
}

/// What a chapter does when a step is taken.
pub type Bring = fn(&Desk, &mut Tx<'_>, &Happening<'_>) -> Result<(), Stop>;

/// What a chapter keeps under a number, as the rules see another case; none when it keeps nothing under it.
pub type Refer = fn(&mut dyn Query, &Place, &str) -> Result<Option<Reference>, Fault>;

/// A chapter's part in the effects: the names in the rules that it answers for, and what it does. It is asked at every step,
/// so that it can also take back what a returned case had brought about.
#[derive(Clone, Copy)]
pub struct Provider {
    /// The names, such as `capital.post`.
    pub names: &'static [&'static str],
    /// What it does.
    pub bring: Bring,
    /// What it knows that a case may rest on, though no case of its own made it.
    pub refer: Option<Refer>,
}

impl Office {
    /// Lets every chapter do what follows from a step.
    ///
    /// # Errors
    /// When a chapter refuses: then the step is not taken.
    pub fn bring_about(&self, desk: &Desk, tx: &mut Tx<'_>, happening: &Happening<'_>) -> Result<(), Stop> {
        self.providers().iter().try_for_each(|provider| (provider.bring)(desk, tx, happening))
    }

    /// What a village's case may rest on that no case made: history that a chapter has taken over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn refer(&self, query: &mut dyn Query, village: &Place, number: &str) -> Result<Option<Reference>, Fault> {
        for refer in self.providers().iter().filter_map(|provider| provider.refer) {
            if let Some(found) = refer(query, village, number)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Whether everything that a rule book's effects ask of the program is provided.
    pub(crate) fn provides(&self, book: &RuleBook) -> Result<(), Fault> {
        let known: BTreeSet<&str> = self.providers().iter().flat_map(|provider| provider.names).copied().collect();
        for effect in book.effects.values() {
            if let Some(by) = effect.by.as_deref().filter(|by| !known.contains(by)) {
                let known: Vec<&str> = known.iter().copied().collect();
                return Err(Fault::new(format!(
                    "the effect `{}` is brought about by `{by}`, which this program does not provide; it provides {}",
                    effect.effect,
                    known.join(", "),
                )));
            }
        }
        Ok(())
    }
}
