//! What of the books waits on the desk of whoever keeps them: in each village the one thing that is due.

use crate::books::show::due;
use crate::desk::Task;
use crate::desk::place::{may, villages};
use crate::show::{State, Tag};
use crate::told::Teller;
use archive::Query;
use office::Desk;
use village::{Day, Fault};

/// Each village's earliest month that has ended and is open: it is compared with the bank, then closed.
pub(crate) fn waiting(query: &mut dyn Query, desk: &Desk, teller: &Teller) -> Result<Vec<(Day, Task)>, Fault> {
    let mut all = Vec::new();
    for village in villages(query, desk)? {
        if !may(desk, "keep_books", &village.place) {
            continue;
        }
        let rows = capital::periods(query, &village.place)?;
        let Some((since, link)) = due(query, teller, &village.place, &rows)? else { continue };
        let ended = teller.day(since).words;
        all.push((
            since,
            Task {
                href: link.href,
                step: link.words,
                what: String::new(),
                amount: None,
                village: village.short_name(),
                number: String::new(),
                tag: Tag::new(State::Notice, teller.say("books-task-ended").put("day", ended.as_str())),
                due: String::new(),
            },
        ));
    }
    Ok(all)
}
