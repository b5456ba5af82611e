//! The registers that follow the cases, contracts and property: whatever a step signs, schedules or hands over comes into its
//! register with the step, once, and nothing comes into one by itself.

use super::Oracle;
use super::case::{Case, Trial};
use archive::Entry;
use procedure::FactValue;
use std::collections::BTreeSet;
use village::{Moment, PersonId, Place};

/// Every contract that a step signs is entered.
const ENTERED: &str = "what a step signs or builds comes into its register with the step";
/// Nothing else is.
const BY_ITSELF: &str = "nothing comes into a register but by a step";

/// The step whose consequences may follow.
#[derive(Debug, Clone)]
struct Step {
    /// The last entry of the deed.
    seq: u64,
    case: String,
    village: Place,
    person: Option<PersonId>,
    moment: Moment,
    /// What must follow: the kinds of entry of which one is enough.
    owed: Vec<&'static [&'static str]>,
    /// What may follow.
    may: Vec<&'static str>,
}

/// What is known of the registers.
#[derive(Debug, Clone, Default)]
pub(super) struct Registers {
    step: Option<Step>,
    /// The entries that belong to the step before them.
    brought: BTreeSet<u64>,
    /// The cases and contracts that stand in the register of contracts.
    contracts: BTreeSet<String>,
    /// The cases whose property has a card.
    carded: BTreeSet<String>,
}

impl Oracle {
    /// Whether an entry is what the step before it has brought into a register.
    pub(crate) fn was_brought(&self, seq: u64) -> bool {
        self.registers.brought.contains(&seq)
    }

    /// A step was taken: what it owes to the registers.
    pub(super) fn owe_registers(&mut self, trial: &Trial<'_>, after: &Case) {
        let entry = trial.entry;
        let (case, effects) = (trial.acted.case.to_string(), &trial.outcome.effects);
        let has = |effect: &str| effects.iter().any(|known| known == effect);
        let (mut owed, mut may): (Vec<&'static [&'static str]>, Vec<&'static str>) = (Vec::new(), Vec::new());
        let changes = after.affair == "G1" && ["change", "end"].contains(&after.text("act"));
        if has("contract") && changes {
            may.push("contract.changed");
            if self.registers.contracts.contains(after.text("contract_case").trim()) {
                owed.push(&["contract.changed"]);
            }
        } else if has("contract") {
            // What was sent back and is signed again is entered again: the register keeps what was signed last.
            may.push("contract.signed");
            owed.push(&["contract.signed"]);
        }
        if has("schedule") {
            may.push("contract.scheduled");
        }
        if after.affair == "J1" {
            may.extend(["member.proposed", "member.changed"]);
        }
        if after.affair == "C5" && ["distribution", "payment", "repayment"].into_iter().any(has) {
            may.extend(["distribution.apportioned", "distribution.paid"]);
        }
        if has("budget") {
            may.push("budget.decided");
            owed.push(&["budget.decided"]);
        }
        let whole = |fact: &str| match after.facts.get(fact) {
            Some(FactValue::Int(whole)) => *whole,
            _ => 0,
        };
        let cost = match after.affair.as_str() {
            "D2" if has("payment") => whole("card_value_fen").max(whole("price_fen")),
            "F2" if has("completion") => whole("final_fen"),
            _ => 0,
        };
        if cost > 0 && !self.registers.carded.contains(&case) {
            may.push("card.made");
            owed.push(&["card.made"]);
        }
        self.registers.step = Some(Step {
            seq: entry.seq,
            case,
            village: entry.village.clone(),
            person: entry.person.clone(),
            moment: entry.moment,
            owed,
            may,
        });
    }

    /// The next entry, before it is looked at: either the step before it has brought it, or that step owes nothing any more.
    pub(super) fn follow(&mut self, entry: &Entry) {
        const KINDS: [&str; 9] = [
            "contract.signed",
            "contract.scheduled",
            "contract.changed",
            "card.made",
            "budget.decided",
            "member.proposed",
            "member.changed",
            "distribution.apportioned",
            "distribution.paid",
        ];
        let Some(&kind) = KINDS.iter().find(|kind| **kind == entry.kind) else { return self.judge_registers() };
        let fits = self.registers.step.as_mut().filter(|step| {
            step.seq + 1 == entry.seq
                && (&step.village, &step.person, step.moment) == (&entry.village, &entry.person, entry.moment)
                && step.may.contains(&kind)
        });
        let Some(step) = fits else {
            let what = format!("entry {} (`{kind}`) follows no step that brings it about", entry.seq);
            return self.find(BY_ITSELF, &entry.subject, what);
        };
        step.seq = entry.seq;
        step.owed.retain(|any| !any.contains(&kind));
        step.may.retain(|known| *known != kind);
        let case = step.case.clone();
        self.registers.brought.insert(entry.seq);
        match kind {
            "contract.signed" if entry.subject != case => {
                let what = format!("entry {} names `{}`, signed was `{case}`", entry.seq, entry.subject);
                self.find(ENTERED, &case, what);
            }
            "contract.signed" => _ = self.registers.contracts.insert(case),
            "card.made" => _ = self.registers.carded.insert(case),
            _ => {}
        }
    }

    /// No step still owes a register anything.
    pub(crate) fn judge_registers(&mut self) {
        let Some(step) = self.registers.step.take() else { return };
        if let Some(any) = step.owed.first() {
            self.find(ENTERED, &step.case, format!("after entry {} none of {any:?} came", step.seq));
        }
    }
}
