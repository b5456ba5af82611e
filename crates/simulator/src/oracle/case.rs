//! A case as the entries tell it, and what must hold of every act.

use super::limits::Emergency;
use super::seen::{Acted, Payment};
use super::{Oracle, graph};
use archive::Entry;
use procedure::{Affair, FactValue, FieldKind, Outcome, Step, Way};
use std::collections::{BTreeMap, BTreeSet};
use village::{CaseId, Day, Hash, Moment, PersonId, Place, Post};

/// An act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) step: String,
    pub(crate) outcome: String,
    pub(crate) duty: String,
    pub(crate) person: PersonId,
    pub(crate) post: Post,
    pub(crate) moment: Moment,
    /// Whether it came out so that the case went on.
    pub(crate) on: bool,
    /// Whether a later return has undone it.
    pub(crate) undone: bool,
    /// The body that carried the motion, when it was a meeting that did.
    pub(crate) carried_by: Option<String>,
}

/// A publicity window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) act: i64,
    pub(crate) step: String,
    pub(crate) opens: Day,
    pub(crate) closes: Day,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objection {
    pub(crate) act: i64,
    pub(crate) open: bool,
    pub(crate) upheld: bool,
    /// Who gave the answer that waits for its review, and whether it finds the objection right.
    pub(crate) given: Option<(PersonId, bool)>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) affair: String,
    pub(crate) village: Place,
    pub(crate) rules: Hash,
    pub(crate) status: String,
    pub(crate) at: String,
    pub(crate) acts: Vec<Act>,
    pub(crate) windows: Vec<Window>,
    pub(crate) objections: BTreeMap<String, Objection>,
    pub(crate) facts: BTreeMap<String, FactValue>,
    pub(crate) amount_fen: Option<i64>,
    pub(crate) party: Option<String>,
    pub(crate) paid_fen: i64,
    pub(crate) due: Option<Day>,
    pub(crate) remind: Option<Day>,
    pub(crate) reminded: bool,
    pub(crate) told_late: bool,
    pub(crate) emergency: Option<Emergency>,
    pub(crate) disclosed: BTreeSet<String>,
}

impl Case {
    /// Whether it still runs.
    pub(crate) fn runs(&self) -> bool {
        self.status == "running"
    }

    /// Where it stands and how it came there, in a line.
    pub(crate) fn story(&self) -> String {
        let undone = |act: &Act| if act.undone { ", undone" } else { "" };
        let act = |act: &Act| format!("`{}` {} on {}{}", act.step, act.outcome, act.moment.day(), undone(act));
        let acts: Vec<String> = self.acts.iter().map(act).collect();
        format!("at `{}`: {}", self.at, acts.join("; "))
    }

    /// How many acts it has.
    pub(crate) fn revision(&self) -> i64 {
        i64::try_from(self.acts.len()).unwrap_or(i64::MAX)
    }

    /// A fact as a text.
    pub(crate) fn text(&self, fact: &str) -> &str {
        match self.facts.get(fact) {
            Some(FactValue::Text(text)) => text,
            _ => "",
        }
    }

    /// The acts that went on and stand.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|act| act.on && !act.undone)
    }

    /// Whether an act of a step stands.
    pub(crate) fn stands(&self, step: &str) -> bool {
        self.acts.iter().rev().find(|act| act.step == step).is_some_and(|act| !act.undone)
    }

    /// Objections to a window that nobody has answered yet.
    pub(crate) fn open_objections(&self, window: &Window) -> usize {
        self.objections.values().filter(|objection| objection.act == window.act && objection.open).count()
    }

    /// Whether an objection to a window was found right.
    pub(crate) fn was_right(&self, window: &Window) -> bool {
        self.objections.values().any(|objection| objection.act == window.act && objection.upheld)
    }

    /// The last window of each publicity step whose publicity stands.
    pub(crate) fn latest_windows(&self) -> Vec<&Window> {
        let mut seen = BTreeSet::new();
        let latest = self.windows.iter().rev().filter(|window| seen.insert(window.step.as_str()));
        latest.filter(|window| self.stands(&window.step)).collect()
    }

    fn opened(acted: &Acted, entry: &Entry) -> Option<Self> {
        let opened = acted.opened.as_ref()?;
        Some(Self {
            affair: opened.affair.clone(),
            village: entry.village.clone(),
            rules: opened.rules,
            status: "running".into(),
            at: String::new(),
            acts: Vec::new(),
            windows: Vec::new(),
            objections: BTreeMap::new(),
            facts: BTreeMap::new(),
            amount_fen: None,
            party: None,
            paid_fen: 0,
            due: None,
            remind: None,
            reminded: false,
            told_late: false,
            emergency: None,
            disclosed: BTreeSet::new(),
        })
    }

    /// The case after the act.
    fn apply(&mut self, acted: &Acted, entry: &Entry, affair: &Affair, step: &Step, outcome: &Outcome) {
        if outcome.way == Way::Back {
            let undone = graph::ahead(affair, &acted.at);
            for act in self.acts.iter_mut().filter(|act| undone.contains(act.step.as_str())) {
                act.undone = true;
            }
        }
        self.acts.push(Act {
            step: acted.step.clone(),
            outcome: acted.outcome.clone(),
            duty: step.duty.clone(),
            person: acted.person.clone(),
            post: acted.post,
            moment: entry.moment,
            on: outcome.way == Way::On,
            undone: outcome.way == Way::Back && graph::ahead(affair, &acted.at).contains(step.id.as_str()),
            carried_by: acted.sitting.as_ref().filter(|held| held.passed).map(|held| held.body.clone()),
        });
        if let Some(window) = &acted.window {
            let (step, opens, closes) = (window.step.clone(), window.opens, window.closes);
            self.windows.push(Window { act: acted.number, step, opens, closes });
        }
        self.disclosed.extend(acted.discloses.iter().cloned());
        (self.status, self.at) = (acted.status.clone(), acted.at.clone());
        (self.facts, self.party) = (acted.facts.clone(), acted.party.clone());
        (self.due, self.remind, self.reminded) = (acted.due, acted.remind, false);
        self.told_late = false;
        let lapsed = self.emergency.as_ref().is_some_and(|lane| lane.lapsed);
        self.emergency = acted.emergency.as_ref().map(|kept| Emergency {
            ratify_by: kept.ratify_by,
            ratified: kept.ratified,
            lapsed,
        });
        self.amount_fen = acted.amount_fen;
    }
}

/// An act as it is judged: by what was known before it.
pub(super) struct Trial<'t> {
    pub(super) before: &'t Case,
    pub(super) acted: &'t Acted,
    pub(super) entry: &'t Entry,
    pub(super) affair: &'t Affair,
    pub(super) step: &'t Step,
    pub(super) outcome: &'t Outcome,
}

impl Trial<'_> {
    pub(super) fn day(&self) -> Day {
        self.entry.moment.day()
    }

    /// `case …: act 3 (`pay`)`
    pub(super) fn which(&self) -> String {
        format!("act {} (`{}`, entry {})", self.acted.number, self.acted.step, self.entry.seq)
    }
}

impl Oracle {
    /// A step was taken.
    pub(super) fn acted(&mut self, entry: &Entry) {
        let Some(acted) = self.body::<Acted>(entry) else { return };
        let subject = acted.case.to_string();
        let known = self.cases.get(&acted.case).cloned();
        if known.is_some() == acted.opened.is_some() || (entry.kind == "case.opened") != acted.opened.is_some() {
            self.find("a case is opened once", &subject, format!("entry {} (`{}`)", entry.seq, entry.kind));
        }
        let Some(mut case) = known.or_else(|| Case::opened(&acted, entry)) else { return };
        if entry.rules != Some(case.rules) {
            let what = format!("entry {} is not under the rules that the case began with", entry.seq);
            self.find("a case is judged by the rules it began with", &subject, what);
        }
        let rules = self.rules(&case.village, entry.moment.day());
        let Some(affair) = rules.affair(&case.affair) else {
            self.find("every case is of a known affair", &subject, case.affair.clone());
            return;
        };
        let step = graph::find(affair, &acted.step);
        let outcome = step.and_then(|step| step.outcomes.iter().find(|outcome| outcome.id == acted.outcome));
        let (Some(step), Some(outcome)) = (step, outcome) else {
            let what = format!("entry {}: no `{}` with `{}`", entry.seq, acted.step, acted.outcome);
            self.find("every act is a step of its affair", &subject, what);
            return;
        };
        let trial = Trial { before: &case, acted: &acted, entry, affair, step, outcome };
        self.judge_order(&trial);
        self.judge_person(&trial);
        self.judge_window(&trial);
        self.judge_meeting(&trial);
        self.judge_papers(&trial);
        let mut after = case.clone();
        after.apply(&acted, entry, affair, step, outcome);
        self.judge_apart(&trial, &after);
        self.judge_money(&trial, &after);
        self.judge_disclosed(&trial, &after);
        self.judge_emergency(&trial, &after);
        self.owe_registers(&trial, &after);
        case = after;
        self.cases.insert(acted.case.clone(), case);
        self.paid(acted.payment.as_ref());
        self.keep_invoices(&acted);
    }

    fn paid(&mut self, payment: Option<&Payment>) {
        let Some(payment) = payment else { return };
        for id in &payment.counts_for {
            if let Some(case) = self.cases.get_mut(id) {
                case.paid_fen += payment.amount_fen;
            }
        }
    }

    /// The cases on which a case rests, by the field that names them.
    pub(crate) fn rests_on(
        &self,
        affair: &Affair,
        facts: &BTreeMap<String, FactValue>,
        village: &Place,
    ) -> Vec<(String, CaseId)> {
        let named = affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef);
        let case = |fact: &String| match facts.get(fact) {
            Some(FactValue::Text(number)) => CaseId::new(number.trim()).ok(),
            _ => None,
        };
        let known = named.filter_map(|(fact, _)| Some((fact.clone(), case(fact)?)));
        known.filter(|(_, id)| self.cases.get(id).is_some_and(|other| other.village == *village)).collect()
    }
}
