//! What is to happen, in the order of time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use village::{AlertId, CaseId, Moment, PersonId, Place, Post};

/// Something that is to happen.
#[derive(Debug, Clone)]
pub(super) enum Turn {
    /// A matter goes on.
    Matter(usize),
    /// A villager objects to what a case has made public.
    Object(CaseId),
    /// Somebody sends far too many objections.
    Flood(CaseId),
    /// The village answers an objection.
    Answer(CaseId, String),
    /// A holder of a post acknowledges an alert.
    Acknowledge(AlertId, Post),
    /// The discipline office closes an alert.
    Close(AlertId),
    /// Reminders and alerts that nobody has acknowledged.
    Clockwork,
    /// An officer of a village resigns.
    Resign(Place),
    /// Somebody is given the post of a person who has left it.
    Succeed(Place, Post, PersonId),
    /// Somebody who has left a post tries to act all the same.
    Haunt(Place, PersonId),
    /// An officer goes on leave, and somebody stands in.
    Leave(Place),
    /// The officers declare their relatives.
    Declare(Place),
    /// The full meeting lets representatives decide.
    Authorise(Place, String),
}

/// The agenda.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    order: BinaryHeap<Reverse<(Moment, u64)>>,
    turns: BTreeMap<u64, Turn>,
    serial: u64,
}

impl Agenda {
    /// Something is to happen then.
    pub(super) fn at(&mut self, moment: Moment, turn: Turn) {
        self.serial += 1;
        self.order.push(Reverse((moment, self.serial)));
        self.turns.insert(self.serial, turn);
    }

    /// What happens next.
    pub(super) fn next(&mut self) -> Option<(Moment, Turn)> {
        let Reverse((moment, serial)) = self.order.pop()?;
        Some((moment, self.turns.remove(&serial)?))
    }
}
