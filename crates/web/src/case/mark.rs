//! The public mark of a case in the emergency lane: what was done first, on which ground, and what must still be made up by when.

use crate::case::told::Told;
use crate::frame::Frame;
use crate::sample;
use crate::show::{State, Twice};
use crate::told::Teller;
use affairs::EmergencyRow;
use procedure::{Affair, CaseState, RuleBook, lane};

/// The mark.
pub(crate) struct Mark {
    pub(crate) state: State,
    pub(crate) title: String,
    pub(crate) words: String,
    /// The same, as it is printed.
    pub(crate) both: Twice,
}

impl Mark {
    pub(crate) fn sample(frame: &Frame) -> Self {
        let words = sample::say(
            frame,
            "3月2日因“险情报警、接警记录”先办急事，须在3月17日（周二）前补办“村务联席会议补办商定”（还有5天）。",
            "Done first on 2 March on “an alarm on record”; “Ratification by the joint meeting” must be made up by Tue 17 March (5 days left).",
        );
        let title = sample::say(frame, "应急办理", "Emergency");
        Self { state: State::Yellow, title, both: Twice::same(&words), words }
    }
}

impl Told {
    /// The mark of this case; none for one that took the ordinary road.
    pub(crate) fn mark(&self, teller: &Teller) -> Option<Mark> {
        mark(teller, &self.book, self.affair()?, &self.state, self.emergency.as_ref()?, &self.case.status)
    }
}

/// The mark of a case in the lane.
pub(crate) fn mark(
    teller: &Teller,
    book: &RuleBook,
    affair: &Affair,
    state: &CaseState,
    row: &EmergencyRow,
    status: &str,
) -> Option<Mark> {
    let emergency = affair.emergency.as_ref()?;
    let ground = emergency.grounds.iter().find(|ground| ground.code == row.ground);
    let ground = ground.map_or_else(String::new, |ground| teller.words(&ground.words));
    let missing: Vec<String> = lane(book, state)
        .map(|found| found.missing)
        .unwrap_or_default()
        .iter()
        .filter_map(|step| affair.step(step))
        .map(|step| teller.say("emergency-step").put("step", teller.words(&step.name)).to_string())
        .collect();
    let missing = missing.join(teller.say("emergency-gap").to_string().as_str());
    let (state, title, key) = match (row.ratified, status) {
        (Some(_), _) => (State::Done, "emergency-done-title", "emergency-done"),
        (None, "running") if row.lapsed.is_some() || row.ratify_by < teller.today => {
            (State::Red, "emergency-late-title", "emergency-late")
        }
        (None, "running") => (State::Yellow, "emergency-title", "emergency-open"),
        (None, _) if row.acted => (State::Red, "emergency-refused-title", "emergency-refused"),
        (None, _) => return None,
    };
    let words = |teller: &Teller| {
        let said = teller.say(key).put("opened", teller.day(row.opened.day()).words).put("ground", ground.clone());
        let said = said.put("missing", missing.clone()).put("left", teller.left(row.ratify_by));
        let day = row.ratified.map_or(row.ratify_by, |moment| moment.day());
        said.put("day", teller.day(day).words).to_string()
    };
    let both = Twice::words(teller, words);
    Some(Mark { state, title: teller.say(title).to_string(), words: words(teller), both })
}
