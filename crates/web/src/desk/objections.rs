//! Which objections wait for the person at the desk: to be answered by somebody who had no hand in the matter, or whose answer
//! waits to be reviewed by the supervision committee.

use crate::desk::Task as Waiting;
use crate::desk::place::places;
use crate::late::due_tag;
use crate::told::place_name;
use crate::village::public::Names;
use affairs::{Task, may_take};
use archive::Query;
use office::Desk;
use procedure::Standing;
use village::{Day, Fault, Stop};

/// The objections, each with the last day for an answer.
pub(super) fn waiting(query: &mut dyn Query, desk: &Desk, names: &Names<'_>) -> Result<Vec<(Day, Waiting)>, Fault> {
    let teller = &names.teller;
    let mut all = Vec::new();
    for place in places(desk) {
        for (case, objection) in affairs::unanswered(query, &place)? {
            let (task, key) = match objection.status.as_str() {
                "given" => (Task::Review, "objection-review-go"),
                _ => (Task::Answer, "objection-answer-go"),
            };
            match may_take(desk, query, &case, &objection, task) {
                Ok(_) => {}
                Err(Stop::Refused(_)) => continue,
                Err(Stop::Failed(fault)) => return Err(fault),
            }
            let book = names.book(query, &case.rules)?.at(&case.village, teller.today);
            let due = book.last_day(Standing::AnswerDays, objection.lodged.day());
            let waiting = Waiting {
                href: format!("/desk/cases/{}/objections/{}", case.id, objection.id),
                step: teller.say(key).to_string(),
                what: case.title.clone(),
                amount: None,
                village: place_name(query, &case.village)?,
                number: objection.id.clone(),
                tag: due_tag(teller, &book, Some(due), None),
                due: teller.day(due).words,
            };
            all.push((due, waiting));
        }
    }
    Ok(all)
}
