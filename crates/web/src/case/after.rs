//! What comes of an act: tried on the same road as the act itself and undone, or read from the case after it was done.

use crate::case::matter::{Filled, Matter};
use crate::case::told::Told;
use crate::foresee::foresee;
use crate::http::visitor::Official;
use crate::told::Teller;
use capital::BudgetUse;
use office::Preview;
use procedure::RuleBook;
use village::{Fault, Refusal};

/// What would come of a form.
pub(crate) enum Would {
    /// It would be done, and then the case would stand so, these would be warned, and so much of the
    /// budget would be taken.
    Be(Box<Told>, Vec<String>, Option<BudgetUse>),
    /// It would be refused, and if it is a violation, these would be warned.
    BeRefused(Box<Refusal>, Vec<String>),
}

impl Matter {
    /// What would happen.
    pub(crate) fn would(&self, official: &Official, filled: &Filled) -> Result<Would, Fault> {
        let seen = match &self.case {
            Some(case) => foresee(official, self.act(case, filled))?,
            None => foresee(official, self.open(filled))?,
        };
        match seen.preview {
            Preview::Refused(refusal) => Ok(Would::BeRefused(refusal, seen.warned)),
            Preview::Done(_) => {
                let told = seen.told.ok_or_else(|| Fault::new("an act that was tried left no case"))?;
                Ok(Would::Be(Box::new(told), seen.warned, seen.budget))
            }
        }
    }
}

impl Told {
    /// What came of an act of this case, in sentences; of its last one also what happens next.
    pub(crate) fn came_of(&self, teller: &Teller, number: i64) -> Vec<String> {
        let mut lines = self.votes_counted(teller, number);
        lines.extend(self.opened_up(teller, number));
        if self.acts.last().is_some_and(|last| last.number == number) {
            lines.push(self.sentence(teller));
        }
        lines
    }

    /// What an act counted and paid.
    pub(crate) fn votes_counted(&self, teller: &Teller, number: i64) -> Vec<String> {
        let Some(act) = self.acts.iter().find(|act| act.number == number) else { return Vec::new() };
        let step = self.affair().and_then(|affair| affair.step(&act.step));
        let outcome = step.and_then(|step| step.outcome(&act.outcome));
        let mut lines = Vec::new();
        if let Some(outcome) = outcome.filter(|_| self.sittings.iter().any(|sitting| sitting.act == number)) {
            lines.push(teller.say("came-counted").put("outcome", teller.words(&outcome.words)).to_string());
        }
        let pays = outcome.is_some_and(|outcome| outcome.effects.iter().any(|effect| effect == "payment"));
        if let Some(amount) = self.case.amount_fen.filter(|_| pays) {
            let party = self.case.party.clone().unwrap_or_default();
            lines.push(teller.say("came-paid").put("amount", format!("¥{amount}")).put("party", party).to_string());
        }
        lines
    }

    /// What an act made public: a window for objections, items of the catalogue.
    pub(crate) fn opened_up(&self, teller: &Teller, number: i64) -> Vec<String> {
        let window = self.windows.iter().find(|window| window.act == number);
        let open = window.map(|window| {
            let said = teller.say("came-open").put("day", teller.day(window.closes).words);
            format!("{said}{}", self.provisional(teller, Some(window.closes)))
        });
        let act = self.acts.iter().find(|act| act.number == number);
        let items = act.and_then(|act| disclosed(teller, &self.book, &act.discloses));
        open.into_iter().chain(items).collect()
    }
}

fn disclosed(teller: &Teller, book: &RuleBook, codes: &[String]) -> Option<String> {
    let items = codes.iter().filter_map(|code| book.catalogue.get(code));
    let items: Vec<String> = items.map(|item| teller.words(&item.name)).collect();
    let gap = teller.say("and").to_string();
    (!items.is_empty()).then(|| teller.say("came-disclosed").put("items", items.join(&gap)).to_string())
}
