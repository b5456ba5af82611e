//! What would come of a leave: a post handed over, a proposal settled, an officer back.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::leave::show::{only, title};
use crate::part::Line;
use crate::told::{Teller, place_name};
use archive::Query;
use office::roster::{self, Holder, NewLeave};
use procedure::RuleBook;
use village::Fault;

/// A post to be handed over, or a stand-in to be proposed.
pub(crate) fn begin(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    held: &Holder,
    new: &NewLeave,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let name = roster::name_of(query, &new.stand_in)?.unwrap_or_default();
    let post = teller.words(&held.mandate.post.title());
    let only = only(teller, book, &new.affairs);
    let mut lines = vec![
        Line::text(teller.say("leave-absent"), &held.name),
        Line::text(teller.say("mandate-post"), &post),
        Line::text(teller.say("leave-stand-in"), &name),
        Line::new(teller.say("mandate-starts"), teller.day(new.starts)),
        Line::new(teller.say("mandate-ends"), teller.day(new.ends)),
        Line::text(teller.say("mandate-reason"), &new.reason),
    ];
    if !only.is_empty() {
        lines.push(Line::text(teller.say("leave-only"), &only));
    }
    let waits = seen.of("leave.begun").next().is_none();
    let said = |key| {
        let said = teller.say(key).put("absent", held.name.as_str()).put("stand_in", name.as_str());
        said.put("post", post.as_str()).put("ends", teller.day(new.ends).words).to_string()
    };
    let mut next = vec![said("then-leave"), said("then-leave-tied")];
    if waits {
        next.insert(0, said("then-leave-waits"));
    }
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, next),
        Consequence::public(teller, if waits { Vec::new() } else { vec![said("then-leave-public")] }),
        Consequence::kept(teller, vec![said("then-leave-kept")]),
        Consequence::refused(teller, vec![said("then-leave-refused")]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(place_name(query, &held.mandate.place)?, teller.say("leave-title"), lines, then))
}

/// A leave to be confirmed, declined or ended.
pub(crate) fn answer(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    key: &'static str,
    id: &str,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let found = roster::leave(query, id)?.ok_or_else(|| Fault::new(format!("there is no leave `{id}`")))?;
    let lines = vec![
        Line::text(teller.say("leave-absent"), &found.name),
        Line::text(teller.say("mandate-post"), teller.words(&found.post.title())),
        Line::text(teller.say("leave-stand-in"), &found.stand_in_name),
        Line::new(teller.say("mandate-starts"), teller.day(found.starts)),
        Line::new(teller.say("mandate-ends"), teller.day(found.ends)),
        Line::text(
            teller.say("leave-only"),
            match only(teller, book, &found.affairs) {
                all if all.is_empty() => teller.say("leave-all").to_string(),
                some => some,
            },
        ),
    ];
    let said = match key {
        "leave-confirm" => title(teller, &found),
        "leave-decline" => teller.say("then-leave-declined").to_string(),
        _ => teller
            .say("then-leave-ended")
            .put("absent", found.name.as_str())
            .put("stand_in", found.stand_in_name.as_str())
            .to_string(),
    };
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, vec![said]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(place_name(query, &found.place)?, teller.say(key), lines, then))
}
