//! A year in the county: what happens when, in the order of time.

mod agenda;
mod attempt;
mod begin;
mod clockwork;
mod fill;
mod meet;
mod mischief;
mod officers;
mod patience;
mod people;
mod voices;
mod wait;
mod warned;

use crate::dice::Dice;
use crate::hand::{Done, Hand};
use crate::matter::Matter;
use crate::oracle::Oracle;
use crate::premises::Premises;
use crate::{Halt, Plan, Report};
use agenda::{Agenda, Turn};
use demo::Road;
use office::{Desk, StoredFile};
use procedure::{Attempt, RuleBook};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use village::{Day, Fault, Moment, PersonId, Place, SettableClock};

/// The year.
pub(crate) struct Year<'p> {
    plan: &'p Plan,
    hand: Hand,
    clock: Arc<SettableClock>,
    /// The rules by which the oracle judges.
    reference: Arc<RuleBook>,
    /// The rules of the county.
    book: Arc<RuleBook>,
    villages: Vec<Place>,
    papers: Vec<StoredFile>,
    roads: BTreeMap<String, Vec<Road>>,
    /// For each affair and step, acts of examples that went on.
    usual: BTreeMap<(String, String), Vec<Attempt>>,
    dice: Dice,
    matters: Vec<Matter>,
    agenda: Agenda,
    /// Who is on leave, and until when.
    away: BTreeMap<PersonId, Day>,
    marks: u64,
    founded_at: u64,
    until: Moment,
    now: Moment,
    begun: Instant,
}

impl<'p> Year<'p> {
    pub(crate) fn begin(plan: &'p Plan, premises: Premises) -> Result<Self, Halt> {
        let begun = Instant::now();
        let Premises { office, clock, villages, papers } = premises;
        let layers: Vec<&str> = plan.layers.iter().map(String::as_str).collect();
        let reference = RuleBook::read(&demo::shipped_rules(), &layers).map_err(|faults| {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Fault::new(format!("the rules that come with the program cannot be read: {first}"))
        })?;
        let reference = Arc::new(reference);
        let book = office.read(|reader| office.current_book(reader))?;
        let roads = demo::roads(&reference).map_err(Fault::new)?;
        let again = format!(
            "cargo run -p simulator --release -- --seed {} --villages {} --days {}",
            plan.seed, plan.villages, plan.days
        );
        let mut hand = Hand::new(office, Oracle::new(Arc::clone(&reference)), plan.seed, again);
        hand.catch_up()?;
        hand.judge()?;
        hand.oracle.founded();
        let founded_at = hand.oracle.seq;
        let mut year = Self {
            plan,
            hand,
            clock,
            usual: begin::usual(&roads),
            reference,
            book,
            villages,
            papers,
            roads,
            dice: Dice::of(plan.seed, 10),
            matters: Vec::new(),
            agenda: Agenda::default(),
            away: BTreeMap::new(),
            marks: 0,
            founded_at,
            until: plan.starts.plus(plan.days).at(20, 0),
            now: plan.starts.at(8, 0),
            begun,
        };
        year.plan_the_year();
        Ok(year)
    }

    /// Lives through the year, and looks at the whole at its end.
    pub(crate) fn live(mut self) -> Result<Report, Halt> {
        while let Some((at, turn)) = self.agenda.next() {
            if at > self.until {
                break;
            }
            (self.now, self.hand.now) = (at, at);
            self.clock.set(at);
            self.take(turn)?;
            for alert in std::mem::take(&mut self.hand.raised) {
                self.plan_response(&alert);
            }
        }
        self.look_back()
    }

    fn take(&mut self, turn: Turn) -> Result<(), Halt> {
        match turn {
            Turn::Matter(matter) => self.go_on(matter),
            Turn::Object(case) => self.object(&case),
            Turn::Flood(case) => self.flood(&case),
            Turn::Answer(case, objection) => self.answer(&case, &objection),
            Turn::Acknowledge(alert, post) => self.acknowledge(&alert, post),
            Turn::Close(alert) => self.close(&alert),
            Turn::Clockwork => self.clockwork(),
            Turn::Resign(village) => self.resign(&village),
            Turn::Succeed(village, post, former) => self.succeed(&village, post, &former),
            Turn::Haunt(village, person) => self.haunt(&village, &person),
            Turn::Leave(village) => self.leave(&village),
            Turn::Declare(village) => self.declare(&village),
            Turn::Authorise(village, body) => self.authorise(&village, &body),
        }
    }

    /// The whole at the end: the log from its beginning, the tables, the replay.
    fn look_back(mut self) -> Result<Report, Halt> {
        self.hand.judge()?;
        let mut again = Oracle::new(Arc::clone(&self.reference));
        while again.seq < self.hand.oracle.seq {
            let (seq, founded) = (again.seq, self.founded_at);
            let most = if seq < founded { u32::try_from(founded - seq).unwrap_or(500).min(500) } else { 500 };
            let entries = self.hand.office.read(|reader| archive::entries_after(reader, seq, most))?;
            if entries.is_empty() {
                break;
            }
            entries.iter().for_each(|entry| again.take_in(entry));
            if again.seq == founded {
                again.founded();
            }
        }
        self.hand.oracle.judge_again(&again);
        self.hand.judge()?;
        let (office, oracle) = (self.hand.office.clone(), &mut self.hand.oracle);
        office.read(|reader| oracle.judge_tables(reader))?;
        self.hand.judge()?;
        let before = Instant::now();
        let verified = office.archive().verify()?;
        if let Some(fault) = verified.faults.first() {
            let (invariant, what) = ("the replay gives the same tables", format!("{fault:?}"));
            let subject = fault.table.clone();
            return Err(self.hand.broken(crate::oracle::Finding { invariant, what, subject }));
        }
        let conformance = office.read(|reader| affairs::conformance(reader, &office))?;
        if let Some(one) = conformance.deviations.first() {
            let invariant = "an act taken once more is what the rules of its case allow";
            let what = format!("act {} `{}`, entry {}: {}", one.number, one.step, one.entry, one.why.en);
            return Err(self.hand.broken(crate::oracle::Finding { invariant, what, subject: one.case.to_string() }));
        }
        let mut report = std::mem::take(&mut self.hand.report);
        report.verified = before.elapsed();
        self.add_up(&mut report);
        report.add_up(&self.hand.oracle, &self.reference);
        report.took = self.begun.elapsed();
        Ok(report)
    }

    /// The desk of somebody at this moment.
    fn desk(&self, person: &PersonId) -> Result<Desk, Fault> {
        Desk::of(&self.hand.office, person, self.now)
    }

    /// A mark that no form bore before.
    fn mark(&mut self) -> String {
        self.marks += 1;
        format!("form-{}", self.marks)
    }

    fn today(&self) -> Day {
        self.now.day()
    }

    /// A moment in office hours, so many working days from now: none for later today.
    fn later(&mut self, least: i64, most: i64) -> Moment {
        let days = self.dice.between(least, most);
        let (hour, _) = self.now.time();
        let calendar = &self.book.calendar;
        if days == 0 && hour < 16 && calendar.is_working(self.today()) {
            let (hour, minute) = (self.dice.between(hour + 1, 17), self.dice.between(0, 59));
            return self.today().at(hour, minute);
        }
        let day = calendar.plus_working(self.today(), u32::try_from(days.max(1)).unwrap_or(1));
        let (hour, minute) = (self.dice.between(8, 11), self.dice.between(0, 59));
        day.at(hour, minute)
    }

    /// The morning of a day, or of the first working day after it.
    fn morning_of(&mut self, day: Day) -> Moment {
        let (hour, minute) = (self.dice.between(8, 11), self.dice.between(0, 59));
        self.book.calendar.next_working(day).at(hour, minute).max(self.now.plus_ms(60_000))
    }
}

/// Whether a deed was done.
fn was_done(done: &Done) -> bool {
    matches!(done, Done::Taken(_))
}
