//! A matter that a village wants to bring to its end: the road that it takes, the cases that it rests on, who plays which part.

use demo::Road;
use procedure::{Attempt, Position};
use std::collections::BTreeMap;
use village::{CaseId, Day, PersonId, Place};

/// What a matter is waiting for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It goes on.
    Going,
    /// It stands where another matter needs it, until that one lets it go.
    Held,
    /// It has ended.
    Ended,
    /// Nobody takes it further, for this reason.
    Stuck(String),
}

/// A case of another matter that a field names.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The matter.
    pub(crate) matter: usize,
    /// Other roads by which such a case comes about, should this one lead nowhere.
    pub(crate) ways: Vec<Road>,
}

/// A matter.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    pub(crate) village: Place,
    pub(crate) affair: String,
    pub(crate) title: String,
    /// The acts of the example that it follows, and how many of them it has done.
    pub(crate) acts: Vec<Attempt>,
    pub(crate) next: usize,
    /// The position at which other matters need it.
    pub(crate) hold: Option<Position>,
    /// The cases that it rests on, by the field that names them.
    pub(crate) links: BTreeMap<String, Link>,
    /// Other matters that must have ended before it begins.
    pub(crate) after: Vec<usize>,
    pub(crate) case: Option<CaseId>,
    /// Who plays which part of the example.
    pub(crate) cast: BTreeMap<PersonId, PersonId>,
    /// The number that makes its invoices its own.
    pub(crate) serial: usize,
    pub(crate) stage: Stage,
    /// How often the step that waits was tried in vain, and why it was.
    pub(crate) tries: u32,
    pub(crate) why: String,
    /// Whether somebody has already put off the step that waits.
    pub(crate) put_off: bool,
    /// One of the two halves of a purchase that was split.
    pub(crate) half_of: Option<usize>,
    /// Not before this day.
    pub(crate) not_before: Option<Day>,
}

impl Matter {
    /// A matter that follows a road.
    pub(crate) fn new(village: &Place, road: &Road, serial: usize) -> Self {
        let title: String = road.name.zh.chars().take(40).collect();
        Self {
            village: village.clone(),
            affair: road.affair.clone(),
            title: format!("{title}（{serial}）"),
            acts: road.acts.clone(),
            next: 0,
            hold: None,
            links: BTreeMap::new(),
            after: Vec::new(),
            case: None,
            cast: BTreeMap::new(),
            serial,
            stage: Stage::Going,
            tries: 0,
            why: String::new(),
            put_off: false,
            half_of: None,
            not_before: None,
        }
    }

    /// The act of the road for a step: the next one that is still to come, else the last one that was.
    pub(crate) fn act(&self, step: &str) -> Option<&Attempt> {
        let ahead = self.acts.iter().skip(self.next).find(|act| act.step == step);
        ahead.or_else(|| self.acts.iter().rev().find(|act| act.step == step))
    }

    /// How many days the example lets pass before the act that it would do next.
    pub(crate) fn pause(&self, step: &str) -> i64 {
        let (Some(act), Some(before)) = (self.acts.get(self.next), self.next.checked_sub(1)) else { return 0 };
        let before = self.acts.get(before).map_or(0, |before| act.now.day().since(before.now.day()));
        if act.step == step { before } else { 0 }
    }

    /// The act was done.
    pub(crate) fn did(&mut self, step: &str) {
        let ahead = self.acts.iter().skip(self.next).position(|act| act.step == step);
        self.next += ahead.map_or(0, |place| place + 1);
        (self.tries, self.put_off, self.not_before) = (0, false, None);
    }

    /// Whether it goes on, or stands where it is needed.
    pub(crate) fn lives(&self) -> bool {
        matches!(self.stage, Stage::Going | Stage::Held)
    }
}
