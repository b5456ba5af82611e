//! What would come of a correction: what the record says and what will stand beside it, and who will read it.

use crate::case::told::Told;
use crate::case::value::value;
use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::part::{Line, Paper};
use crate::told::Teller;
use affairs::Correct;
use procedure::PaperScope;
use village::Fault;

/// A correction to be made, from what the record says to what it should have said.
pub(crate) fn correction(
    teller: &Teller,
    told: &Told,
    deed: &Correct,
    papers: Vec<Paper>,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let act = told.acts.iter().find(|act| act.number == deed.act);
    let step = act.and_then(|act| told.affair()?.step(&act.step));
    let field = step.and_then(|step| step.fields.iter().find(|field| field.id == deed.field));
    let (act, step, field) = act
        .zip(step)
        .zip(field)
        .map(|((act, step), field)| (act, step, field))
        .ok_or_else(|| Fault::new("a correction that was tried is about no field"))?;
    let typed = act.fields.get(&deed.field).map_or("", String::as_str);
    let said = value(teller, field, typed, &told.names);
    Ok(Showing {
        what: told.case.title.clone(),
        step: teller.say("correct-title").to_string(),
        lines: vec![
            Line::text(
                teller.say("correct-which"),
                teller
                    .say("correct-place")
                    .put("step", teller.words(&step.name))
                    .put("field", teller.words(&field.label))
                    .to_string(),
            ),
            Line::new(teller.say("correct-before"), said),
            Line::new(teller.say("correct-after"), value(teller, field, &deed.corrected, &told.names)),
            Line::text(teller.say("correct-reason"), &deed.reason),
        ],
        votes: None,
        papers,
        then: told_of(vec![
            Consequence::record(teller, vec![teller.say("correct-beside").to_string()]),
            Consequence::public(teller, public(teller, told, field.scope)),
            Consequence::kept(teller, kept(teller, field.scope)),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

fn public(teller: &Teller, told: &Told, scope: PaperScope) -> Vec<String> {
    if !told.is_public() {
        return vec![teller.say("correct-not-yet").to_string()];
    }
    let key = if scope == PaperScope::Public { "correct-public" } else { "correct-mark" };
    vec![teller.say(key).to_string()]
}

fn kept(teller: &Teller, scope: PaperScope) -> Vec<String> {
    let key = match scope {
        PaperScope::Public => "correct-kept-paper",
        PaperScope::Village => "correct-kept",
        PaperScope::Officials => "correct-kept-officials",
        PaperScope::Sealed => "correct-sealed",
    };
    vec![teller.say(key).to_string()]
}
