//! Conformance: every act that stands in the log is taken once more, under the rule book that its case is pinned to, from the
//! state that the acts before it left; what the rules would not let happen, or would have come out otherwise, is a deviation.
//!
//! Nothing is believed but the entries: where a case stood, which windows ran, which objections were open, what other cases had
//! come to, is worked out from them in their order. Who held which post on the day is the roster's. Three things that the office
//! knew at the moment and nobody wrote into the entry are taken as they must have been: that nobody was a declared relative of a
//! party, that the roster sufficed for a meeting that was called, and lookups that a case does not keep.

mod attempt;

use crate::entries::Acted;
use crate::object::{ObjectionAnswered, ObjectionLodged, ObjectionReviewed};
use archive::{Entry, Query, entries_after};
use office::Office;
use procedure::{CaseState, Done, Facts, Position, RuleBook, Taken, Window, take};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Fault, Hash, Words};

/// An act that the rules of its case would not have let happen so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The case.
    pub case: CaseId,
    /// Which of its acts.
    pub number: i64,
    /// The step that was taken.
    pub step: String,
    /// The entry of the log.
    pub entry: u64,
    /// Why.
    pub why: Words,
}

/// What came of taking every act again.
#[derive(Debug, Clone, Default)]
pub struct Conformance {
    /// How many acts there are.
    pub acts: u64,
    /// How many cases.
    pub cases: usize,
    /// Those that the rules would not have let happen so, in the order of the log.
    pub deviations: Vec<Deviation>,
}

/// A case as the entries so far have it.
struct Known {
    state: CaseState,
    rules: Hash,
    paid_fen: i64,
    /// The number of the act that opened each window.
    windows: Vec<i64>,
}

/// Which act an objection is about, and whether the answer that it last got upholds it.
struct Objection {
    case: CaseId,
    act: i64,
    upheld: bool,
}

/// The entries in their order.
struct Replay<'a> {
    office: &'a Office,
    known: BTreeMap<CaseId, Known>,
    objections: BTreeMap<String, Objection>,
    found: Conformance,
}

/// How many entries are read at once.
const AT_ONCE: u32 = 500;

/// Takes every act of the log once more.
///
/// # Errors
/// When the store cannot be read, or a rule book is not kept.
pub fn conformance(query: &mut dyn Query, office: &Office) -> Result<Conformance, Fault> {
    let mut replay =
        Replay { office, known: BTreeMap::new(), objections: BTreeMap::new(), found: Conformance::default() };
    let mut seq = 0;
    loop {
        let entries = entries_after(query, seq, AT_ONCE)?;
        let Some(last) = entries.last() else { break };
        seq = last.seq;
        for entry in &entries {
            replay.read(query, entry)?;
        }
    }
    replay.found.cases = replay.known.len();
    Ok(replay.found)
}

fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

impl Replay<'_> {
    fn read(&mut self, query: &mut dyn Query, entry: &Entry) -> Result<(), Fault> {
        match entry.kind.as_str() {
            "case.opened" | "case.acted" => self.acted(query, entry, &body(entry)?),
            "objection.lodged" => {
                let lodged: ObjectionLodged = body(entry)?;
                if let Some(window) = self.window(&lodged.case, lodged.act) {
                    window.open_objections += 1;
                }
                let objection = Objection { case: lodged.case, act: lodged.act, upheld: false };
                self.objections.insert(lodged.id, objection);
                Ok(())
            }
            "objection.answered" => {
                let answered: ObjectionAnswered = body(entry)?;
                if let Some(objection) = self.objections.get_mut(&answered.id) {
                    objection.upheld = answered.upheld;
                }
                if !answered.to_review {
                    self.settled(&answered.id);
                }
                Ok(())
            }
            "objection.reviewed" => {
                let reviewed: ObjectionReviewed = body(entry)?;
                if reviewed.agreed {
                    self.settled(&reviewed.id);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The answer to an objection holds: nobody waits for it any more.
    fn settled(&mut self, id: &str) {
        let Some(Objection { case, act, upheld }) = self.objections.remove(id) else { return };
        if let Some(window) = self.window(&case, act) {
            window.open_objections = window.open_objections.saturating_sub(1);
            window.upheld_objections += u32::from(upheld);
        }
    }

    fn window(&mut self, case: &CaseId, act: i64) -> Option<&mut Window> {
        let known = self.known.get_mut(case)?;
        let place = known.windows.iter().position(|number| *number == act)?;
        known.state.windows.get_mut(place)
    }

    fn acted(&mut self, query: &mut dyn Query, entry: &Entry, acted: &Acted) -> Result<(), Fault> {
        self.found.acts += 1;
        let rules = match (&acted.opened, self.known.get(&acted.case)) {
            (Some(opened), _) => opened.rules,
            (None, Some(known)) => known.rules,
            (None, None) => {
                let why = Words::new("这件事没有开始就办了", "the case was never opened");
                self.deviates(entry, acted, why);
                return Ok(());
            }
        };
        let book = self.office.book(query, &rules)?.at(&entry.village, entry.moment.day());
        let state = match (&acted.opened, self.known.get(&acted.case)) {
            (Some(opened), _) => book.begin(&opened.affair, entry.village.clone()),
            (None, known) => known.map(|known| known.state.clone()),
        };
        let Some(state) = state else {
            let why = Words::new("规则里没有这个事项", "the rules have no such affair");
            self.deviates(entry, acted, why);
            return Ok(());
        };
        if let Some(why) = self.why(query, entry, acted, &book, &state)? {
            self.deviates(entry, acted, why);
        }
        self.go_on(entry, acted, rules, state)
    }

    fn deviates(&mut self, entry: &Entry, acted: &Acted, why: Words) {
        let (case, number, step) = (acted.case.clone(), acted.number, acted.step.clone());
        self.found.deviations.push(Deviation { case, number, step, entry: entry.seq, why });
    }

    /// Why the rules would not have let it happen so; `None` when they would.
    fn why(
        &self,
        query: &mut dyn Query,
        entry: &Entry,
        acted: &Acted,
        book: &Arc<RuleBook>,
        state: &CaseState,
    ) -> Result<Option<Words>, Fault> {
        let mut refused = None;
        for attempt in self.attempts(query, entry, acted, book, state)? {
            match take(book, state, &attempt) {
                Ok(taken) => return Ok(otherwise(acted, &taken)),
                Err(refusal) => {
                    let faults = refusal.faults.iter().map(|fault| &fault.words);
                    let all = |say: fn(&Words) -> &str, gap: &str| {
                        std::iter::once(&refusal.words).chain(faults.clone()).map(say).collect::<Vec<_>>().join(gap)
                    };
                    refused = Some(Words::new(all(|w| &w.zh, "；"), all(|w| &w.en, "; ")));
                }
            }
        }
        Ok(refused)
    }

    /// The case as the entry says that it stands, whatever the rules say of it.
    fn go_on(&mut self, entry: &Entry, acted: &Acted, rules: Hash, mut state: CaseState) -> Result<(), Fault> {
        let facts: Facts =
            Facts::deserialize(&acted.facts).map_err(|e| Fault::from("a case's facts are malformed", e))?;
        state.facts = facts;
        state.at = position(acted);
        state.acts.push(Done {
            step: acted.step.clone(),
            outcome: acted.outcome.clone(),
            person: acted.person.clone(),
            moment: entry.moment,
        });
        state.opened = state.opened.or(Some(entry.moment));
        state.due = acted.due;
        let (paid_fen, mut windows) =
            self.known.remove(&acted.case).map_or((0, Vec::new()), |known| (known.paid_fen, known.windows));
        if let Some(window) = &acted.window {
            windows.push(acted.number);
            state.windows.push(Window {
                step: window.step.clone(),
                opens: window.opens,
                closes: window.closes,
                open_objections: 0,
                upheld_objections: 0,
            });
        }
        self.known.insert(acted.case.clone(), Known { state, rules, paid_fen, windows });
        let Some(payment) = &acted.payment else { return Ok(()) };
        for case in &payment.counts_for {
            if let Some(known) = self.known.get_mut(case) {
                known.paid_fen += payment.amount_fen.0;
            }
        }
        Ok(())
    }
}

fn position(acted: &Acted) -> Position {
    if acted.status == "running" { Position::Step(acted.at.clone()) } else { Position::Ended(acted.at.clone()) }
}

/// What came out otherwise than the rules would have it.
fn otherwise(acted: &Acted, taken: &Taken) -> Option<Words> {
    let differs = |zh: &str, en: &str, record: String, rules: String| {
        Words::new(
            format!("{zh}：记录是`{record}`，按规则应是`{rules}`"),
            format!("{en}: the record says `{record}`, the rules say `{rules}`"),
        )
    };
    if taken.outcome != acted.outcome {
        return Some(differs("结果不同", "another outcome", acted.outcome.clone(), taken.outcome.clone()));
    }
    if taken.next != position(acted) {
        let (Position::Step(next) | Position::Ended(next)) = &taken.next;
        return Some(differs("去向不同", "it leads elsewhere", acted.at.clone(), next.clone()));
    }
    let days = |window: Option<(village::Day, village::Day)>| {
        window.map_or_else(|| "–".to_owned(), |(opens, closes)| format!("{opens}..{closes}"))
    };
    let record = days(acted.window.as_ref().map(|window| (window.opens, window.closes)));
    let rules = days(taken.window.as_ref().map(|window| (window.opens, window.closes)));
    if record != rules {
        return Some(differs("公示期不同", "another period of publicity", record, rules));
    }
    if taken.discloses != acted.discloses {
        let (record, rules) = (acted.discloses.join(" "), taken.discloses.join(" "));
        return Some(differs("公开的内容不同", "other disclosures", record, rules));
    }
    let pays = taken.effects.iter().any(|effect| effect == "payment");
    if pays != acted.payment.is_some() {
        let said = |paid: bool| if paid { "payment" } else { "–" }.to_owned();
        return Some(differs("付款不同", "another payment", said(acted.payment.is_some()), said(pays)));
    }
    None
}
