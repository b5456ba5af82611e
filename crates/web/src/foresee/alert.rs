//! What would come of an explanation of an alert, and of its closing.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::part::Line;
use crate::told::{Teller, place_name};
use alerts::{Alert, Finding};
use archive::Query;
use village::Fault;

/// An explanation to be given.
pub(crate) fn explain(
    query: &mut dyn Query,
    teller: &Teller,
    alert: &Alert,
    text: &str,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let lines = vec![Line::text(teller.say("alert-explain-text"), text)];
    let next = ["then-explained", "then-explained-more"].map(|key| teller.say(key).to_string()).into();
    showing(query, teller, alert, "alert-explain", (lines, next, Vec::new()), seen)
}

/// An alert to be closed.
pub(crate) fn close(
    query: &mut dyn Query,
    teller: &Teller,
    alert: &Alert,
    (finding, text): (Finding, &str),
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let (found, next) = match finding {
        Finding::Confirmed => ("finding-confirmed", "then-closed-confirmed"),
        Finding::Unfounded => ("finding-unfounded", "then-closed-unfounded"),
    };
    let lines = vec![
        Line::text(teller.say("alert-finding"), teller.say(found).to_string()),
        Line::text(teller.say("alert-close-text"), text),
    ];
    let next = vec![teller.say(next).to_string(), teller.say("then-closed-again").to_string()];
    showing(
        query,
        teller,
        alert,
        "alert-close",
        (lines, next, vec![teller.say("then-closed-refused").to_string()]),
        seen,
    )
}

fn showing(
    query: &mut dyn Query,
    teller: &Teller,
    alert: &Alert,
    step: &'static str,
    (lines, next, refused): (Vec<Line>, Vec<String>, Vec<String>),
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let what = format!("{} · {}", place_name(query, &alert.village)?, alert.id);
    let then = told_of(vec![
        Consequence::record(teller, vec![teller.say("then-alert-record").to_string()]),
        Consequence::next(teller, next),
        Consequence::kept(teller, vec![teller.say("then-alert-kept").to_string()]),
        Consequence::refused(teller, refused),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(what, teller.say(step), lines, then))
}
