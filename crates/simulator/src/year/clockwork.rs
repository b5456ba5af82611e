//! What the office does by itself every morning: reminders, and alerts that nobody has acknowledged.

use super::{Year, was_done};
use crate::Halt;
use affairs::{Remind, to_remind};
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
        self.hand.oracle.judge_clockwork(today);
        self.hand.judge()
    }
}
