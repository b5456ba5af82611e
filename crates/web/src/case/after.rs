//! What comes of an act: tried on the same road as the act itself and undone, or read from the case after it was done.

use crate::case::matter::{Filled, Matter};
use crate::case::told::{self, Told};
use crate::http::visitor::Official;
use crate::told::Teller;
use archive::Tx;
use office::{About, Deed, Desk, Preview, Receipt};
use parking_lot::Mutex;
use procedure::RuleBook;
use std::sync::Arc;
use village::{CaseId, Fault, Refusal, Stop};

/// What would come of a form.
pub(crate) enum Would {
    /// It would be done, and then the case would stand so.
    Be(Box<Told>),
    /// It would be refused.
    BeRefused(Box<Refusal>),
}

/// A deed that is only tried, with a look at the case before everything is undone.
struct Trial<D> {
    deed: D,
    seen: Arc<Mutex<Option<Told>>>,
}

impl<D: Deed> Deed for Trial<D> {
    fn about(&self) -> About {
        self.deed.about()
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let receipt = self.deed.run(desk, tx)?;
        if let Ok(case) = CaseId::new(receipt.subject.as_str()) {
            *self.seen.lock() = told::read(tx, &desk.office, &case)?;
        }
        Ok(receipt)
    }
}

impl Matter {
    /// What would happen.
    pub(crate) fn would(&self, official: &Official, filled: &Filled) -> Result<Would, Fault> {
        let seen = Arc::new(Mutex::new(None));
        let (office, desk) = (&official.desk.office, &official.desk);
        let preview = match &self.case {
            Some(case) => office.preview(desk, Trial { deed: self.act(case, filled), seen: Arc::clone(&seen) })?,
            None => office.preview(desk, Trial { deed: self.open(filled), seen: Arc::clone(&seen) })?,
        };
        match preview {
            Preview::Refused(refusal) => Ok(Would::BeRefused(refusal)),
            Preview::Done(_) => {
                let told = seen.lock().take().ok_or_else(|| Fault::new("an act that was tried left no case"))?;
                Ok(Would::Be(Box::new(told)))
            }
        }
    }
}

impl Told {
    /// What came of an act of this case, in sentences; of its last one also what happens next.
    pub(crate) fn came_of(&self, teller: &Teller, number: i64) -> Vec<String> {
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
        if let Some(window) = self.windows.iter().find(|window| window.act == number) {
            lines.push(teller.say("came-open").put("day", teller.day(window.closes).words).to_string());
        }
        lines.extend(disclosed(teller, &self.book, &act.discloses));
        if self.acts.last().is_some_and(|last| last.number == number) {
            lines.push(self.sentence(teller));
        }
        lines
    }
}

fn disclosed(teller: &Teller, book: &RuleBook, codes: &[String]) -> Option<String> {
    let items = codes.iter().filter_map(|code| book.catalogue.get(code));
    let items: Vec<String> = items.map(|item| teller.words(&item.name)).collect();
    let gap = teller.say("and").to_string();
    (!items.is_empty()).then(|| teller.say("came-disclosed").put("items", items.join(&gap)).to_string())
}
