//! What the catalogue asks to be public by now and is not: it stands in its place, as loud as what is there.

use crate::part::Subject;
use crate::show::{State, Tag};
use crate::told::Teller;
use archive::Query;
use disclosure::{Colour, Slot, Stand, late_slots};
use procedure::RuleBook;
use village::{Fault, Place};

/// How many are named one by one.
const NAMED: usize = 8;

/// The colour as the pages show it.
pub(crate) fn state(colour: Colour) -> State {
    match colour {
        Colour::Yellow => State::Yellow,
        Colour::Orange => State::Orange,
        Colour::Red => State::Red,
    }
}

/// Whether an item stands under a subject of the village's page.
pub(crate) fn is_under(code: &str, subject: Subject) -> bool {
    match subject {
        Subject::Party => code.starts_with('P'),
        Subject::Affairs => code.starts_with('V'),
        Subject::Finance => code.starts_with('F'),
        Subject::Projects | Subject::Contracts | Subject::Seal => false,
    }
}

/// The items of a subject that are late, whoever may read them, the gravest first.
pub(crate) fn missing(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    place: &Place,
    subject: Subject,
) -> Result<Vec<Tag>, Fault> {
    let slots = disclosure::slots(query, book, place, teller.today)?;
    let mut late: Vec<(&Slot, Colour)> =
        late_slots(&slots, book, teller.today).filter(|(slot, _)| is_under(&slot.item.code, subject)).collect();
    late.sort_by_key(|(slot, colour)| (std::cmp::Reverse(*colour), slot.due));
    let more = late.len().saturating_sub(NAMED);
    let mut tags: Vec<Tag> = late
        .iter()
        .take(NAMED)
        .map(|(slot, colour)| {
            let days = match slot.stand {
                Stand::Late(days) => days,
                Stand::Due | Stand::Public { .. } => 0,
            };
            let words = teller.say("missing-item").put("name", teller.heading(&slot.item.name));
            let words = words.put("period", teller.heading(&slot.term.words())).put("days", days);
            Tag::new(state(*colour), words)
        })
        .collect();
    if more > 0 {
        let heaviest = late.iter().skip(NAMED).map(|(_, colour)| state(*colour)).max().unwrap_or(State::Yellow);
        tags.push(Tag::new(heaviest, teller.say("missing-more").put("count", more)));
    }
    Ok(tags)
}
