//! Money that came in a month whose books are closed: told when the day is filled in, not when the books would refuse it. It is booked in
//! the open month, and its voucher keeps the true day.

use crate::case::matter::{Filled, Matter};
use crate::part::Line;
use crate::told::Teller;
use archive::Query;
use ledger::Period;
use village::{Day, Fault};

/// The field with the day on which money was received.
const RECEIVED_ON: &str = "received_on";

/// In which month it is booked; none where its own is open, or the village has no books.
pub(crate) fn line(
    query: &mut dyn Query,
    teller: &Teller,
    matter: &Matter,
    filled: &Filled,
) -> Result<Option<Line>, Fault> {
    let typed = filled.form.fields.get(RECEIVED_ON).and_then(|typed| typed.parse::<Day>().ok());
    let Some(received) = typed else { return Ok(None) };
    let Some(closed) = capital::closed_until(query, &matter.village)? else { return Ok(None) };
    if Period::of(received) > closed {
        return Ok(None);
    }
    let said = teller.say("booked-closed").put("month", teller.month(Period::of(received).first_day()));
    let said = said.put("open", teller.month(closed.next().first_day())).put("day", teller.day(received).words);
    Ok(Some(Line::text(teller.say("booked-title"), said.to_string())))
}
