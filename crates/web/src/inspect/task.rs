//! What of inspections waits on somebody's desk: what the village is to put right, what the inspector is to look at.

use crate::board::task::due_beside;
use crate::desk::Task as Waiting;
use crate::desk::place::{may, places, villages};
use crate::inspect::one::tag;
use crate::told::Teller;
use archive::Query;
use disclosure::FindingState;
use office::Desk;
use village::{Day, Fault, Level};

/// Each village's findings that wait for this person, one line an inspection.
pub(crate) fn waiting(query: &mut dyn Query, desk: &Desk, teller: &Teller) -> Result<Vec<(Day, Waiting)>, Fault> {
    let mut all = Vec::new();
    let inspects =
        places(desk).iter().any(|place| place.level() != Level::Village && may(desk, "inspect_disclosure", place));
    for village in villages(query, desk)? {
        let answers = may(desk, "draft_disclosure", &village.place);
        if !answers && !inspects {
            continue;
        }
        let found = disclosure::waiting_findings(query, &village.place)?;
        let of = |state: FindingState| found.iter().filter(move |one| one.state == state);
        for (state, key, mine) in [
            (FindingState::Ordered, "inspect-task-answer", answers),
            (FindingState::Answered, "inspect-task-judge", inspects),
        ] {
            let Some(first) = of(state).next().filter(|_| mine) else { continue };
            let due = first.due.unwrap_or(teller.today);
            let tag = tag(teller, first);
            let task = Waiting {
                href: format!("/desk/inspections/{}", first.inspection),
                step: teller.say(key).put("count", of(state).count()).to_string(),
                what: teller.free(&teller.heading(&first.words)),
                amount: None,
                village: village.short_name(),
                number: String::new(),
                due: due_beside(teller, &tag, due),
                tag,
            };
            all.push((due, task));
        }
    }
    Ok(all)
}
