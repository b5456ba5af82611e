//! Two months of life: matters begin, go on from day to day, are objected to, and now and then somebody tries to skip a
//! step and is refused. Everything happens through the real deeds, in the order of time.

use crate::driver::{Matter, Went, go_on};
use crate::matters;
use crate::mischief;
use crate::names;
use affairs::{AnswerObjection, LodgeObjection, ReviewAnswer, Task};
use office::{Desk, Office, roster};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
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

impl Life<'_> {
    /// Lives through the matters until the last moment. Returns how many steps were taken.
    pub(crate) fn live(
        &self,
        begun: Vec<(Moment, Matter)>,
        draw: &mut impl FnMut() -> u64,
        lots: &mut impl FnMut() -> u64,
    ) -> Result<usize, Stop> {
        let mut turns = BinaryHeap::new();
        let mut matters = Vec::new();
        for (serial, (at, matter)) in begun.into_iter().enumerate() {
            turns.push(Reverse(Turn { at, serial, patience: PATIENCE }));
            matters.push(matter);
        }
        let mut taken = 0;
        while let Some(Reverse(turn)) = turns.pop() {
            if turn.at > self.until {
                continue;
            }
            let linked = links(&matters, turn.serial);
            let Some(matter) = matters.get_mut(turn.serial) else { continue };
            matter.values.extend(linked);
            let is_quiet = turn.serial >= self.quiet_from;
            let mut draw: &mut dyn FnMut() -> u64 = if is_quiet { &mut *lots } else { &mut *draw };
            match go_on(self.office, matter, turn.at)? {
                Went::On(_) => {
                    taken += 1;
                    if !is_quiet {
                        mischief::tempt(self.office, matter, turn.serial, turn.at, self.until)?;
                        self.voices(matter, turn.serial, turn.at, &mut draw)?;
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
    fn voices(&self, matter: &Matter, serial: usize, at: Moment, draw: &mut impl FnMut() -> u64) -> Result<(), Stop> {
        let Some(case) = &matter.case else { return Ok(()) };
        let open = self.office.read(|reader| {
            let windows = affairs::windows(reader, case)?;
            let spoken = !affairs::objections(reader, case)?.is_empty();
            Ok(!spoken && windows.iter().any(|w| w.opens == at.day()))
        })?;
        if !open || serial % 5 != 1 {
            return Ok(());
        }
        let heard = names::exchange(draw, matters::subject(&matter.affair));
        let lodged = at.plus_ms(5 * 3_600_000);
        if lodged > self.until {
            return Ok(());
        }
        let lodge = LodgeObjection {
            case: case.clone(),
            village: matter.village.clone(),
            text: heard.objection.zh,
            contact: String::new(),
        };
        let receipt = self.office.perform(&Desk::unnamed(self.office, lodged), lodge)?;
        let answered = self.next_morning(lodged, draw);
        if answered > self.until {
            return Ok(());
        }
        let answer = AnswerObjection {
            case: case.clone(),
            village: matter.village.clone(),
            objection: receipt.subject,
            answer: heard.answer.zh,
            upheld: heard.upheld,
        };
        let number = answer.objection.clone();
        let Some(desk) = self.free(case, &number, Task::Answer, answered)? else { return Ok(()) };
        self.office.perform(&desk, answer)?;
        let reviewed = answered.plus_ms(3 * 3_600_000);
        if reviewed > self.until {
            return Ok(());
        }
        let Some(desk) = self.free(case, &number, Task::Review, reviewed)? else { return Ok(()) };
        let review = ReviewAnswer {
            case: case.clone(),
            village: matter.village.clone(),
            objection: number,
            agreed: true,
            words: "答复与事实相符，同意公开".into(),
        };
        self.office.perform(&desk, review)?;
        Ok(())
    }

    /// The desk of the first who may answer an objection, or review its answer.
    fn free(&self, case: &CaseId, number: &str, task: Task, at: Moment) -> Result<Option<Desk>, Stop> {
        let found = self.office.read(|reader| {
            let row = affairs::case(reader, case)?;
            let objection = affairs::objections(reader, case)?.into_iter().find(|known| known.id == number);
            match (row, objection) {
                (Some(row), Some(objection)) => affairs::whose(reader, self.office, &row, &objection, task, at.day()),
                _ => Ok(Vec::new()),
            }
        })?;
        let holder = found.into_iter().next();
        Ok(holder.map(|holder| Desk::of(self.office, &holder.mandate.person, at)).transpose()?)
    }
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
