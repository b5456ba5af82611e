//! The invariants. The oracle reads nothing but the entries of the log, one after the other as they are appended, and judges
//! them by a rule book of its own. It shares no code with [`procedure::take`], nor with the tables: who holds which post,
//! who is related to whom, where each case stands, which windows run, what was decided and paid, it works out again from the
//! entries and from the affairs' definitions.

mod alarm;
mod apart;
mod case;
mod delegation;
mod disclosed;
mod graph;
mod law;
mod limits;
mod meeting;
mod money;
mod objection;
mod order;
mod people;
mod person;
mod pieces;
mod post;
mod register;
mod seen;
mod whole;
mod window;

pub(crate) use alarm::Alarm;
pub(crate) use case::Case;
pub(crate) use people::People;
pub(crate) use person::Bar;

use alarm::Alarms;
use archive::Entry;
use delegation::Delegation;
use procedure::RuleBook;
use register::Registers;
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Day, Moment, PersonId, Place};

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Which.
    pub(crate) invariant: &'static str,
    /// What was found.
    pub(crate) what: String,
    /// The case or other subject.
    pub(crate) subject: String,
}

/// What is known from the log.
#[derive(Debug, Clone)]
pub(crate) struct Oracle {
    reference: Arc<RuleBook>,
    /// How many entries were read.
    pub(crate) seq: u64,
    last: Moment,
    founded: bool,
    /// Who is who.
    pub(crate) people: People,
    /// The cases.
    pub(crate) cases: BTreeMap<CaseId, Case>,
    alarms: Alarms,
    delegations: Vec<Delegation>,
    invoices: BTreeMap<String, CaseId>,
    keys: BTreeMap<String, (u64, String)>,
    registers: Registers,
    /// What waits for a second person: who asked, whom it concerns, whether another has agreed.
    checks: BTreeMap<String, (Option<PersonId>, PersonId, bool)>,
    findings: Vec<Finding>,
}

impl Oracle {
    /// An oracle that knows nothing yet, and judges by these rules.
    pub(crate) fn new(reference: Arc<RuleBook>) -> Self {
        Self {
            reference,
            seq: 0,
            last: Moment(i64::MIN),
            founded: false,
            people: People::default(),
            cases: BTreeMap::new(),
            alarms: Alarms::default(),
            delegations: Vec::new(),
            invoices: BTreeMap::new(),
            keys: BTreeMap::new(),
            registers: Registers::default(),
            checks: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// From here on a mandate gives rights from its recording on, and a warning tells of a refused act.
    pub(crate) fn founded(&mut self) {
        self.founded = true;
    }

    /// Whether the county was founded.
    pub(crate) fn is_founded(&self) -> bool {
        self.founded
    }

    /// The rules that hold at a place on a day.
    pub(crate) fn rules(&self, place: &Place, day: Day) -> Arc<RuleBook> {
        self.reference.at(place, day)
    }

    /// The next entry.
    pub(crate) fn take_in(&mut self, entry: &Entry) {
        if entry.seq != self.seq + 1 {
            let what = format!("entry {} follows entry {}", entry.seq, self.seq);
            self.find("no entry is missing", &entry.subject, what);
        }
        if entry.moment < self.last {
            let what = format!("entry {} is dated {}, before the one that precedes it", entry.seq, entry.moment);
            self.find("entries are in the order of time", &entry.subject, what);
        }
        (self.seq, self.last) = (entry.seq, entry.moment);
        if let Some(key) = &entry.key
            && let Some((earlier, _)) = self.keys.insert(key.clone(), (entry.seq, entry.subject.clone()))
        {
            let what = format!("entries {earlier} and {} bear the mark of one form", entry.seq);
            self.find("a form sent twice makes one record", &entry.subject, what);
        }
        self.warned_of(entry);
        self.follow(entry);
        match entry.kind.as_str() {
            "person.registered"
            | "group.entered"
            | "mandate.granted"
            | "mandate.ended"
            | "kin.declared"
            | "second_check.asked"
            | "second_check.answered" => self.post(entry),
            "case.opened" | "case.acted" => self.acted(entry),
            "case.reminded" => self.reminded(entry),
            "case.late" | "emergency.lapsed" => self.past_its_limit(entry),
            "objection.lodged" => self.lodged(entry),
            "objection.answered" => self.answered(entry),
            "objection.reviewed" => self.reviewed(entry),
            "delegation.recorded" => self.delegated(entry),
            "delegation.answered" => self.delegation_answered(entry),
            kind if kind.starts_with("alert.") || kind == "act.refused" => self.alarm(entry),
            _ => {}
        }
    }

    /// The entry that the mark of a form has left, and what it is about.
    pub(crate) fn marked(&self, key: &str) -> Option<&(u64, String)> {
        self.keys.get(key)
    }

    /// What was found since this was asked last.
    pub(crate) fn findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    pub(crate) fn find(&mut self, invariant: &'static str, subject: &str, what: impl Into<String>) {
        self.findings.push(Finding { invariant, what: what.into(), subject: subject.to_owned() });
    }

    /// What an entry says, in the shape that the oracle expects; an entry of another shape is a finding.
    fn body<T: serde::de::DeserializeOwned>(&mut self, entry: &Entry) -> Option<T> {
        match T::deserialize(&entry.body) {
            Ok(body) => Some(body),
            Err(error) => {
                let what = format!("entry {} (`{}`) cannot be read: {error}", entry.seq, entry.kind);
                self.find("every entry can be read", &entry.subject, what);
                None
            }
        }
    }
}
