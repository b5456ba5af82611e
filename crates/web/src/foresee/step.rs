//! What would come of a step of a case: what it records, who comes next, what is public, what is kept, what is closed from then on.

use crate::case::matter::{Filled, Matter};
use crate::case::told::Told;
use crate::foresee::{Consequence, budget, told_of};
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::told::{Eyes, Teller};
use capital::BudgetUse;
use procedure::PaperScope;

/// So many people are named who may take the next step.
const NAMED: usize = 4;

/// Everything that would come of the step, as it was tried.
pub(crate) fn consequences(
    official: &Official,
    matter: &Matter,
    filled: &Filled,
    after: &Told,
    (warned, used): (&[String], Option<&BudgetUse>),
) -> Vec<Consequence> {
    let teller = official.teller(Eyes::Handler);
    let number = after.case.revision;
    let mut next = vec![after.sentence(&teller)];
    next.extend(hands(&teller, after));
    told_of(vec![
        Consequence::record(&teller, after.votes_counted(&teller, number)),
        Consequence::new(Icon::Finance, teller.say("then-budget-title"), budget::lines(&teller, matter, filled, used)),
        Consequence::next(&teller, next),
        Consequence::public(&teller, public(&teller, after, number)),
        Consequence::kept(&teller, kept(&teller, matter, filled, after)),
        Consequence::refused(&teller, closed_to(official, &teller, matter, after)),
        Consequence::warned(&teller, warned),
    ])
}

/// What everybody may read at once.
fn public(teller: &Teller, after: &Told, number: i64) -> Vec<String> {
    let mut lines = after.opened_up(teller, number);
    if after.is_public() {
        lines.push(teller.say("then-public-act").to_string());
    }
    lines
}

/// Which of the fields and papers of this form strangers do not see.
fn kept(teller: &Teller, matter: &Matter, filled: &Filled, after: &Told) -> Vec<String> {
    let Some(step) = matter.step() else { return Vec::new() };
    let given = |scope: PaperScope| {
        let fields =
            step.fields.iter().filter(|field| field.scope == scope && filled.form.fields.contains_key(&field.id));
        let papers = step.papers.iter().filter(|need| need.scope == scope);
        let papers = papers.filter(|need| filled.form.papers.iter().any(|paper| paper.kind == need.id));
        let names = fields.map(|field| teller.words(&field.label)).chain(papers.map(|need| teller.words(&need.name)));
        let mut all: Vec<String> = Vec::new();
        for name in names.map(|name| name.split(['（', '(']).next().unwrap_or_default().trim().to_owned()) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.join(&teller.say("and").to_string())
    };
    let mut lines = Vec::new();
    if !after.is_public() {
        lines.push(teller.say("then-public-not-yet").to_string());
    }
    for (scope, key) in [
        (PaperScope::Village, "then-kept-village"),
        (PaperScope::Officials, "then-kept-officials"),
        (PaperScope::Sealed, "then-kept-sealed"),
    ] {
        let names = given(scope);
        if !names.is_empty() {
            lines.push(teller.say(key).put("names", names).to_string());
        }
    }
    if after.is_public() {
        lines.push(teller.say("then-kept-masked").to_string());
    }
    lines
}

/// Who could take the step that then waits; a warning when nobody could.
fn hands(teller: &Teller, after: &Told) -> Option<String> {
    let waits = after.affair().filter(|_| after.case.status == "running");
    let step = waits.and_then(|affair| affair.step(&after.case.step))?;
    let named = after.takers.iter().take(NAMED);
    let named = named.map(|taker| teller.aside(&taker.name, &teller.words(&taker.post.title()))).collect::<Vec<_>>();
    let who = named.join(&teller.say("and").to_string());
    Some(match after.takers.len() {
        0 => teller.say("then-hands-none").put("step", teller.words(&step.name)).to_string(),
        many if many > NAMED => teller.say("then-hands-many").put("who", who).put("count", many).to_string(),
        _ => teller.say("then-hands").put("who", who).to_string(),
    })
}

/// The later steps that this person's posts could take, and that are closed to them once they took this one.
fn closed_to(official: &Official, teller: &Teller, matter: &Matter, after: &Told) -> Vec<String> {
    let (Some(affair), Some(step)) = (after.affair().filter(|_| after.case.status == "running"), matter.step()) else {
        return Vec::new();
    };
    let posts = official.desk.posts_at(&matter.village);
    let ahead = affair.ahead(&after.case.step);
    let closed = affair.steps.iter().filter(|later| {
        ahead.contains(later.id.as_str())
            && later.apart_from.contains(&step.id)
            && later.who.iter().any(|post| posts.contains(post))
    });
    let names: Vec<String> = closed.map(|later| teller.words(&later.name)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let said = teller.say("then-closed").put("step", teller.words(&step.name));
    vec![said.put("steps", names.join(&teller.say("and").to_string())).to_string()]
}
