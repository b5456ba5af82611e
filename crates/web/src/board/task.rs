//! What of the board waits on somebody's desk: slots to confirm and to review, questions to answer.

use crate::board::show::tag;
use crate::board::work::{own, waiting as slots};
use crate::desk::Task as Waiting;
use crate::desk::place::{may, villages};
use crate::show::{State, Tag};
use crate::state::Shared;
use crate::told::Teller;
use archive::Query;
use disclosure::Slot;
use office::Desk;
use village::{Day, Division, Fault, Post};

/// Each village's slots and questions that wait for this person, with their last days. What a whole county or township has in its
/// villages is not on everybody's desk there: only who confirms, reviews or answers in the village.
pub(crate) fn waiting(
    app: &Shared,
    query: &mut dyn Query,
    desk: &Desk,
    teller: &Teller,
) -> Result<Vec<(Day, Waiting)>, Fault> {
    let mut all = Vec::new();
    let in_village =
        desk.mandates.iter().any(|mandate| mandate.post.is_village_office() || mandate.post == Post::AgencyAccountant);
    if !own(desk) || !in_village {
        return Ok(all);
    }
    let whole = app.office.current_book(query)?;
    let of_village = desk.mandates.iter().any(|mandate| mandate.post.is_village_office());
    for village in villages(query, desk)? {
        // Whoever keeps the books of a township's villages has nothing to confirm where none have begun.
        if !of_village && capital::books_of(query, &village.place)?.is_none() {
            continue;
        }
        let book = whole.at(&village.place, teller.today);
        let (confirm, review) = slots(query, desk, &book, &village.place, teller.today)?;
        for (key, own) in [("board-task-confirm", &confirm), ("board-task-review", &review)] {
            all.extend(together(teller, &village, key, own, |slot| tag(teller, &book, slot)));
        }
        if may(desk, "draft_disclosure", &village.place) {
            for screen in disclosure::screens(query, &village.place)? {
                let Some(since) = screen.dark_since else { continue };
                let when = teller.moment(since).words;
                let shown = Tag::new(State::Orange, teller.say("screen-dark").put("since", when.as_str()));
                let name = teller.free(&screen.name);
                all.push((
                    since.day(),
                    Waiting {
                        href: format!("/desk/screens?place={}", village.place),
                        due: teller.say("screen-task-since").put("since", when).to_string(),
                        ..task(teller, &village, teller.say("screen-task").to_string(), name, shown, since.day())
                    },
                ));
            }
        }
        if may(desk, "answer_question", &village.place) {
            let mut asked = disclosure::waiting_questions(query, &village.place)?;
            asked.retain(|row| !row.is_held());
            if let Some(first) = asked.first() {
                let state = if teller.today > first.due { State::Orange } else { State::Notice };
                let said = teller.say("question-waits").put("day", teller.day(first.due).words);
                let shown = Tag::new(state, said.put("left", teller.left(first.due)));
                let words = teller.say("board-task-answer").put("count", asked.len()).to_string();
                all.push((first.due, task(teller, &village, words, first.said().to_owned(), shown, first.due)));
            }
        }
    }
    Ok(all)
}

/// Many slots are one line of the desk: the first one's last day counts.
fn together(
    teller: &Teller,
    village: &Division,
    key: &'static str,
    slots: &[Slot],
    tag: impl Fn(&Slot) -> Tag,
) -> Option<(Day, Waiting)> {
    let first = slots.iter().min_by_key(|slot| slot.due)?;
    let gap = teller.say("list-comma").to_string();
    let named: Vec<String> = slots.iter().take(4).map(|slot| teller.heading(&slot.item.name)).collect();
    let words = teller.say(key).put("count", slots.len()).to_string();
    Some((first.due, task(teller, village, words, named.join(&gap), tag(first), first.due)))
}

fn task(teller: &Teller, village: &Division, step: String, what: String, tag: Tag, due: Day) -> Waiting {
    Waiting {
        due: due_beside(teller, &tag, due),
        href: format!("/desk/disclosures?place={}", village.place),
        step,
        what,
        amount: None,
        village: village.short_name(),
        number: String::new(),
        tag,
    }
}

/// By when it is due, where the tag does not say the day itself.
pub(crate) fn due_beside(teller: &Teller, tag: &Tag, due: Day) -> String {
    let day = teller.day(due).words;
    if tag.to_string().contains(&day) {
        return String::new();
    }
    teller.say("board-task-due").put("day", day).to_string()
}
