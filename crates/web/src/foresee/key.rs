//! What would come of handing somebody the key to a sign-in, or a new one.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::part::Line;
use crate::told::{Teller, place_name};
use archive::Query;
use office::roster::PersonRow;
use office::sign_in::GiveSignIn;
use village::Fault;

/// A new password to be asked for.
pub(crate) fn ask(
    query: &mut dyn Query,
    teller: &Teller,
    person: &PersonRow,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let lines = vec![Line::text(teller.say("then-whose"), teller.aside(&person.name, person.id.as_str()))];
    let next = teller.say("then-reset-asked").put("name", person.name.as_str()).to_string();
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, vec![next]),
        Consequence::kept(teller, vec![teller.say("then-key-kept").to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(place_name(query, &person.village)?, teller.say("sign-in-reset-ask"), lines, then))
}

/// A sign-in to be made, or its password to be made anew.
pub(crate) fn give(
    query: &mut dyn Query,
    teller: &Teller,
    person: &PersonRow,
    deed: &GiveSignIn,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let name = person.name.as_str();
    let line = |key: &'static str| teller.say(key).put("name", name).to_string();
    let (step, mut next) = match deed.anew {
        true => ("sign-in-reset", vec![line("then-reset"), line("then-reset-told")]),
        false => ("sign-in-make", vec![line("then-made")]),
    };
    next.push(teller.say("then-password-once").to_string());
    let lines = vec![
        Line::text(teller.say("then-whose"), teller.aside(name, person.id.as_str())),
        Line::text(teller.say("sign-in-name"), &deed.name),
    ];
    let then = told_of(vec![
        Consequence::record(teller, vec![teller.say("then-key-record").to_string()]),
        Consequence::next(teller, next),
        Consequence::kept(teller, vec![teller.say("then-key-kept").to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(place_name(query, &person.village)?, teller.say(step), lines, then))
}
