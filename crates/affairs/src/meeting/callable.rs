//! Who could come to a meeting that is about to be called, and who of them may not vote.

use super::roll_of;
use crate::take::{Form, Matter};
use archive::Query;
use office::roster;
use procedure::{Affair, Body, Roll};
use village::{Day, Fault, Group};

/// The roster of the meeting that a notice calls, on the day for which it calls it; `None` while the form names no day or
/// no body, which the rules tell in better words.
pub(crate) fn callable(
    query: &mut dyn Query,
    matter: &Matter,
    affair: &Affair,
    form: &Form,
    parties: &[String],
) -> Result<Option<Roll>, Fault> {
    let meeting = affair.steps.iter().find(|step| step.convened_by.as_deref() == Some(form.step.as_str()));
    let day = form.fields.get("meeting_day").and_then(|day| day.trim().parse::<Day>().ok());
    let (Some(meeting), Some(day)) = (meeting, day) else { return Ok(None) };
    let named = form.fields.get("body").map(|body| Body(body.trim().to_owned())).filter(|body| !body.0.is_empty());
    let Some(body) = named.or_else(|| meeting.bodies.first().map(|choice| choice.body.clone())) else {
        return Ok(None);
    };
    let group = crate::group::met(matter, &body);
    counted(query, matter, &body, group.as_ref(), day, parties).map(Some)
}

/// How many could come to a meeting of a body on a day, and how many of them are kept out of the matter.
pub(crate) fn counted(
    query: &mut dyn Query,
    matter: &Matter,
    body: &Body,
    group: Option<&Group>,
    day: Day,
    parties: &[String],
) -> Result<Roll, Fault> {
    let everybody = roll_of(query, &matter.book, &matter.state.village, body, group, day)?;
    let mut kept_out = 0;
    for one in everybody.iter().filter(|_| !parties.is_empty()) {
        let party = roster::party_among(query, &one.person, parties)?.is_some();
        kept_out += u64::from(party || roster::kin_among(query, &one.person, parties)?.is_some());
    }
    Ok(Roll { entitled: u64::try_from(everybody.len()).unwrap_or(u64::MAX), kept_out })
}
