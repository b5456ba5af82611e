//! What the office does by itself every morning: reminders, limits that nobody kept, alerts that nobody has acknowledged.

use super::{Year, was_done};
use crate::Halt;
use affairs::{LapseEmergency, Remind, ReportLate, to_lapse, to_remind, to_report};
use alerts::{Climb, overdue};
use office::Desk;

impl Year<'_> {
    pub(super) fn clockwork(&mut self) -> Result<(), Halt> {
        let (today, now) = (self.today(), self.now);
        let desk = Desk::unnamed(&self.hand.office, now);
        loop {
            let due = self.hand.office.read(|reader| to_remind(reader, today))?;
            let more = due.len() >= 200;
            for (case, village) in due {
                let done = self.hand.perform(&desk, Remind { case, village })?;
                self.hand.report.reminders += u64::from(was_done(&done));
            }
            if !more {
                break;
            }
        }
        loop {
            let late = self.hand.office.read(|reader| overdue(reader, now))?;
            let more = late.len() >= 200;
            for (alert, place) in late {
                self.hand.perform(&desk, Climb { alert, place })?;
            }
            if !more {
                break;
            }
        }
        for (case, village) in self.hand.office.read(|reader| to_report(reader, &self.hand.office, today))? {
            self.hand.perform(&desk, ReportLate { case, village })?;
        }
        for (case, village) in self.hand.office.read(|reader| to_lapse(reader, today))? {
            self.hand.perform(&desk, LapseEmergency { case, village })?;
        }
        self.hand.oracle.judge_clockwork(today);
        self.hand.judge()
    }
}
