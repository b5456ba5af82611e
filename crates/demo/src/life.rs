//! Two months of life: matters begin, go on from day to day, are objected to, and now and then somebody tries to skip a
//! step and is refused. Everything happens through the real deeds, in the order of time.

use crate::driver::{Matter, Went, go_on};
use crate::matters;
use crate::mischief;
use crate::names;
use affairs::{AnswerObjection, LodgeObjection, ReviewAnswer, Task};
use office::{Desk, Office, roster};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use village::{CaseId, Day, Fault, Moment, Place, Post, Stop, WorkCalendar};

/// How often a matter that must wait is looked at again before it is left as it stands.
const PATIENCE: u32 = 40;

/// What happens in the county, in order of time.
pub(crate) struct Life<'a> {
    pub(crate) office: &'a Office,
    pub(crate) calendar: WorkCalendar,
    pub(crate) until: Moment,
    /// From this place in the list on, matters go their way without being objected to, and draw from a hat of their own: all others
    /// go on as if these were not there.
    pub(crate) quiet_from: usize,
}

/// Something to be done, at its time. The serial number keeps the order the same from run to run.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    at: Moment,
    serial: usize,
    patience: u32,
}

/// What follows from something that happened, at its own time, and what follows from that.
pub(crate) struct Chore {
    at: Moment,
    run: Run,
}

type Run = Box<dyn FnOnce(&Office, Moment) -> Next>;
pub(crate) type Next = Result<Option<Chore>, Stop>;

impl Chore {
    pub(crate) fn at(at: Moment, run: impl FnOnce(&Office, Moment) -> Next + 'static) -> Self {
        Self { at, run: Box::new(run) }
    }
}

/// The chores to come, by their time; the number keeps those of one moment apart, and in order.
#[derive(Default)]
struct Chores {
    waiting: BTreeMap<(Moment, usize), Chore>,
    given: usize,
}

impl Chores {
    fn add(&mut self, chore: Option<Chore>) {
        let Some(chore) = chore else { return };
        self.given += 1;
        self.waiting.insert((chore.at, self.given), chore);
    }

    /// Does what is due up to a moment, in order of time.
    fn done_until(&mut self, office: &Office, until: Moment) -> Result<(), Stop> {
        while let Some(first) = self.waiting.first_entry().filter(|first| first.key().0 <= until) {
            let chore = first.remove();
            let next = (chore.run)(office, chore.at)?;
            self.add(next);
        }
        Ok(())
    }
}

impl Life<'_> {
    /// Lives through the matters until the last moment. Returns how many steps were taken.
    pub(crate) fn live(
        &self,
        begun: Vec<(Moment, Matter)>,
        begun_chores: Vec<Chore>,
        draw: &mut impl FnMut() -> u64,
        lots: &mut impl FnMut() -> u64,
    ) -> Result<usize, Stop> {
        let mut turns = BinaryHeap::new();
        let mut matters = Vec::new();
        for (serial, (at, matter)) in begun.into_iter().enumerate() {
            turns.push(Reverse(Turn { at, serial, patience: PATIENCE }));
            matters.push(matter);
        }
        let (mut taken, mut chores) = (0, Chores::default());
        begun_chores.into_iter().for_each(|chore| chores.add(Some(chore)));
        while let Some(Reverse(turn)) = turns.pop() {
            if turn.at > self.until {
                continue;
            }
            chores.done_until(self.office, turn.at)?;
            let linked = links(&matters, turn.serial);
            let Some(matter) = matters.get_mut(turn.serial) else { continue };
            matter.values.extend(linked);
            let is_quiet = turn.serial >= self.quiet_from;
            let mut draw: &mut dyn FnMut() -> u64 = if is_quiet { &mut *lots } else { &mut *draw };
            match go_on(self.office, matter, turn.at)? {
                Went::On(_) => {
                    taken += 1;
                    if !is_quiet {
                        chores.add(mischief::tempt(self.office, matter, turn.serial, turn.at, self.until)?);
                        chores.add(self.voices(matter, turn.serial, turn.at, &mut draw)?);
                    }
                    let at = self.later(turn.at, &mut draw);
                    turns.push(Reverse(Turn { at, serial: turn.serial, patience: PATIENCE }));
                }
                Went::NotYet(refusal) if turn.patience > 0 => {
                    tracing::debug!(affair = matter.affair, rule = refusal.rule, words = refusal.words.zh, faults = ?refusal.faults, "not yet");
                    let at = self.next_morning(turn.at, &mut draw);
                    turns.push(Reverse(Turn { at, serial: turn.serial, patience: turn.patience - 1 }));
                }
                Went::NotYet(refusal) => stuck(matter, &refusal),
                Went::Ended => {}
            }
        }
        chores.done_until(self.office, self.until)?;
        Ok(taken)
    }

    /// Some hours later, or on one of the next working days, in office hours.
    fn later(&self, at: Moment, draw: &mut impl FnMut() -> u64) -> Moment {
        let (hour, _) = at.time();
        if hour < 15 && names::below(draw, 3) > 0 {
            return at.day().at(hour + 1 + names::between(draw, 0, 1), names::between(draw, 0, 59));
        }
        self.next_morning(at, draw)
    }

    fn next_morning(&self, at: Moment, draw: &mut impl FnMut() -> u64) -> Moment {
        let day = self.calendar.plus_working(at.day(), 1);
        day.at(names::between(draw, 8, 11), names::between(draw, 0, 59))
    }

    /// Now and then a villager objects to what was made public, and the village answers.
    fn voices(
        &self,
        matter: &Matter,
        serial: usize,
        at: Moment,
        draw: &mut impl FnMut() -> u64,
    ) -> Result<Option<Chore>, Stop> {
        let Some(case) = &matter.case else { return Ok(None) };
        let open = self.office.read(|reader| {
            let windows = affairs::windows(reader, case)?;
            let spoken = !affairs::objections(reader, case)?.is_empty();
            Ok(!spoken && windows.iter().any(|w| w.opens == at.day()))
        })?;
        if !open || serial % 5 != 1 {
            return Ok(None);
        }
        let said = names::exchange(draw, matters::subject(&matter.affair));
        let lodged = at.plus_ms(5 * 3_600_000);
        let answered = self.next_morning(lodged, draw);
        let voice = Voice { case: case.clone(), village: matter.village.clone(), said, answered };
        Ok(Some(Chore::at(lodged, move |office, now| voice.lodged(office, now))))
    }
}

/// An objection on its way: lodged, answered the next morning, and the answer looked at three hours later.
struct Voice {
    case: CaseId,
    village: Place,
    said: names::Exchange,
    answered: Moment,
}

impl Voice {
    fn lodged(self, office: &Office, now: Moment) -> Result<Option<Chore>, Stop> {
        let lodge = LodgeObjection {
            case: self.case.clone(),
            village: self.village.clone(),
            text: self.said.objection.zh.clone(),
            contact: String::new(),
        };
        let objection = office.perform(&Desk::unnamed(office, now), lodge)?.subject;
        Ok(Some(Chore::at(self.answered, move |office, now| self.answered(office, objection, now))))
    }

    fn answered(self, office: &Office, objection: String, now: Moment) -> Result<Option<Chore>, Stop> {
        let Some(desk) = free(office, &self.case, &objection, Task::Answer, now)? else { return Ok(None) };
        let answer = AnswerObjection {
            case: self.case.clone(),
            village: self.village.clone(),
            objection: objection.clone(),
            answer: self.said.answer.zh.clone(),
            upheld: self.said.upheld,
        };
        office.perform(&desk, answer)?;
        let later = now.plus_ms(3 * 3_600_000);
        Ok(Some(Chore::at(later, move |office, now| self.reviewed(office, objection, now))))
    }

    fn reviewed(self, office: &Office, objection: String, now: Moment) -> Result<Option<Chore>, Stop> {
        let Some(desk) = free(office, &self.case, &objection, Task::Review, now)? else { return Ok(None) };
        let words = "答复与事实相符，同意公开".into();
        office
            .perform(&desk, ReviewAnswer { case: self.case, village: self.village, objection, agreed: true, words })?;
        Ok(None)
    }
}

/// The desk of the first who may answer an objection, or review its answer.
fn free(office: &Office, case: &CaseId, number: &str, task: Task, at: Moment) -> Result<Option<Desk>, Stop> {
    let found = office.read(|reader| {
        let row = affairs::case(reader, case)?;
        let objection = affairs::objections(reader, case)?.into_iter().find(|known| known.id == number);
        match (row, objection) {
            (Some(row), Some(objection)) => affairs::whose(reader, office, &row, &objection, task, at.day()),
            _ => Ok(Vec::new()),
        }
    })?;
    let holder = found.into_iter().next();
    Ok(holder.map(|holder| Desk::of(office, &holder.mandate.person, at)).transpose()?)
}

/// The cases that a matter rests on, once they are opened.
fn links(matters: &[Matter], serial: usize) -> Vec<(String, String)> {
    let Some(matter) = matters.get(serial) else { return Vec::new() };
    let named =
        |(field, other): &(String, usize)| Some((field.clone(), matters.get(*other)?.case.clone()?.to_string()));
    matter.links.iter().filter_map(named).collect()
}

/// A matter that cannot go on is left as it stands; the log says why, for whoever writes matters.
fn stuck(matter: &Matter, refusal: &village::Refusal) {
    let faults: Vec<_> = refusal.faults.iter().map(|fault| format!("{}: {}", fault.field, fault.words.zh)).collect();
    tracing::warn!(
        affair = matter.affair,
        rule = refusal.rule,
        words = refusal.words.zh,
        faults = faults.join("; "),
        "a matter of the demonstration stands still"
    );
}

/// The desk of the first holder of a post at a place.
///
/// # Errors
/// When the store cannot be read.
pub fn desk_of(office: &Office, place: &Place, post: Post, now: Moment) -> Result<Option<Desk>, Fault> {
    let day: Day = now.day();
    let at = place.at(post.level()).unwrap_or_else(|| place.clone());
    let holder = office.read(|reader| Ok(roster::persons_with(reader, &at, post, day)?.into_iter().next()))?;
    holder.map(|holder| Desk::of(office, &holder.mandate.person, now)).transpose()
}
