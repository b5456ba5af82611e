//! What the form of a step says before anything is filled in: that an attempt would be refused and whom it would warn, or where
//! each outcome leads.

use crate::case::act::ActPage;
use crate::case::matter::{Filled, Matter};
use crate::case::reading::Reading;
use crate::foresee::foresee;
use crate::http::visitor::Official;
use crate::rules::say::parameter;
use crate::told::{Eyes, Teller};
use affairs::Form;
use office::Preview;
use procedure::{Affair, Outcome, Step, StepKind, Way};
use std::collections::BTreeSet;
use village::{Fault, Kind, Refusal};

/// Puts into the form what is known already.
pub(crate) fn tell(official: &Official, matter: &Matter, sheet: &mut ActPage) -> Result<(), Fault> {
    let teller = official.teller(Eyes::Handler);
    let (Some(affair), Some(step)) = (matter.affair(), matter.step()) else { return Ok(()) };
    let first = step.outcomes.iter().find(|outcome| outcome.way == Way::On && step.kind != StepKind::Meeting);
    let outcome = first.map_or_else(String::new, |outcome| outcome.id.clone());
    let form = Form { step: step.id.clone(), outcome, ..Form::default() };
    let filled = Filled {
        title: sheet.what.clone(),
        revision: matter.case.as_ref().map(|case| case.revision),
        form,
        reading: Reading::default(),
    };
    let foreseen = match &matter.case {
        Some(case) => foresee(official, matter.act(case, &filled))?,
        None => foresee(official, matter.open(&filled))?,
    };
    match foreseen.preview {
        Preview::Refused(refusal) if is_foretold(&refusal, &affair.code, step) => {
            sheet.closed = teller.words(&refusal.words);
            sheet.closed_ground = teller.articles(&refusal.articles);
            sheet.closed_next = teller.words(&refusal.next);
            sheet.warned = foreseen.warned;
        }
        _ if sheet.closed.is_empty() => {
            sheet.ahead = outcomes(&teller, matter, affair, step);
            sheet.ahead.extend(earliest(&teller, official, matter, affair, step));
        }
        _ => {}
    }
    Ok(())
}

/// Whether it is told before anything is filled in: a violation that is certain, and that this is another village's affair.
fn is_foretold(refusal: &Refusal, affair: &str, step: &Step) -> bool {
    refusal.rule == "outsider" || (refusal.violation && is_certain(refusal, affair, step))
}

/// Whether nothing that could be filled in would change it: the person may not, or the step's turn has not come, or a
/// condition fails that reads nothing of the form.
pub(crate) fn is_certain(refusal: &Refusal, affair: &str, step: &Step) -> bool {
    let gate = refusal.rule.split_once('.').filter(|(code, _)| *code == affair).map(|(_, gate)| gate);
    let Some(gate) = gate else { return matches!(refusal.kind, Kind::NotYours | Kind::NotNow) };
    let asked: BTreeSet<&str> = step.fields.iter().map(|field| field.id.as_str()).collect();
    // What is added up from other cases depends on the form only where the form says who is paid and how much.
    let stated = step.fields.iter().any(|field| field.keep && field.on.is_empty());
    let open = step.lookups.iter().filter(|lookup| stated || lookup.together.is_none());
    let looked_up: BTreeSet<&str> = open.map(|lookup| lookup.id.as_str()).collect();
    let from_form = |name: &str| {
        let stem = name.split('.').next().unwrap_or(name);
        let of_form = matches!(stem, "tier" | "tier_together" | "together_fen") && stated;
        asked.contains(stem) || looked_up.contains(stem) || of_form || matches!(stem, "tally" | "papers" | "outcome")
    };
    step.gates.iter().any(|known| known.id == gate && !known.must.reads().any(from_form))
}

/// For which day each body can be called at the earliest.
fn earliest(teller: &Teller, official: &Official, matter: &Matter, affair: &Affair, step: &Step) -> Vec<String> {
    let called = affair.steps.iter().filter(|meeting| meeting.convened_by.as_deref() == Some(step.id.as_str()));
    let quorums = called.flat_map(|meeting| &meeting.bodies).filter_map(|choice| matter.book.quorums.get(&choice.body));
    let told = quorums.map(|quorum| {
        let day = official.desk.now.day().plus(i64::from(quorum.notice_days));
        teller
            .say("ahead-earliest")
            .put("body", teller.words(&quorum.name))
            .put("days", i64::from(quorum.notice_days))
            .put("day", teller.day(day).words)
            .to_string()
    });
    told.collect()
}

/// What each outcome leads to.
fn outcomes(teller: &Teller, matter: &Matter, affair: &Affair, step: &Step) -> Vec<String> {
    step.outcomes.iter().map(|outcome| line(teller, matter, affair, step, outcome)).collect()
}

fn line(teller: &Teller, matter: &Matter, affair: &Affair, step: &Step, outcome: &Outcome) -> String {
    let mut to: Vec<String> = Vec::new();
    for branch in &outcome.branches {
        let name = match (affair.step(&branch.to), affair.ending(&branch.to)) {
            (Some(next), _) => {
                let who = teller.posts(next.who.get(..2).unwrap_or(&next.who));
                let said = teller.say("ahead-step").put("step", teller.words(&next.name)).put("who", who);
                format!("{said}{}", limit(teller, affair, next))
            }
            (None, Some(ending)) => teller.say("ahead-end").put("ending", teller.words(&ending.words)).to_string(),
            (None, None) => continue,
        };
        if !to.contains(&name) {
            to.push(name);
        }
    }
    let to = to.join(&teller.say("rule-or").to_string());
    let mut said = teller.say("ahead-outcome").put("outcome", teller.words(&outcome.words)).put("to", to).to_string();
    let window = step.window.as_ref().filter(|_| outcome.way == Way::On).and_then(|id| affair.parameters.get(id));
    if let Some(days) = window {
        said.push_str(&teller.say("ahead-window").put("days", parameter(teller, days).to_string()).to_string());
    }
    let items = outcome.discloses.iter().filter_map(|code| matter.book.catalogue.get(code));
    let items: Vec<String> = items.map(|item| teller.words(&item.name)).collect();
    if !items.is_empty() {
        let items = items.join(&teller.say("and").to_string());
        said.push_str(&teller.say("ahead-disclosed").put("items", items).to_string());
    }
    said
}

fn limit(teller: &Teller, affair: &Affair, step: &Step) -> String {
    let days = step.limit.as_ref().and_then(|limit| affair.parameters.get(&limit.days));
    days.map_or_else(String::new, |days| {
        teller.say("ahead-limit").put("days", parameter(teller, days).to_string()).to_string()
    })
}
