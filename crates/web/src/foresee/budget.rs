//! What a step would leave of the year's budget: told before a payment is asked for or approved, not only after it.

use crate::case::matter::{Filled, Matter};
use crate::case::told::Told;
use crate::told::Teller;
use archive::Query;
use capital::BudgetUse;
use office::Desk;
use procedure::{FactValue, Reference, Way};
use std::collections::BTreeMap;
use village::{CaseId, Fault};

/// What the case, as it would then stand, takes of this year's budget.
pub(crate) fn used(query: &mut dyn Query, desk: &Desk, told: &Told) -> Result<Option<BudgetUse>, Fault> {
    let case = &told.case;
    if told.book.postings.of(&case.affair, "payment").next().is_none()
        || capital::books_of(query, &case.village)?.is_none()
    {
        return Ok(None);
    }
    let mut others = BTreeMap::new();
    for (name, value) in &told.state.facts {
        let FactValue::Text(number) = value else { continue };
        let Some(other) = CaseId::new(number.as_str()).ok().filter(|other| *other != case.id) else { continue };
        let Some(row) = affairs::case(query, &other)? else { continue };
        let (state, book) = affairs::state_of(query, &desk.office, &row)?;
        if let Some(affair) = book.affair(&row.affair) {
            others.insert(name.clone(), Reference::to(affair, &state, row.paid_fen.0));
        }
    }
    capital::budget_use(query, desk, (&case.id, &told.state), &told.book, &others)
}

/// What is left of it, in a sentence; nothing where the step sends the case back or ends it.
pub(crate) fn lines(teller: &Teller, matter: &Matter, filled: &Filled, used: Option<&BudgetUse>) -> Vec<String> {
    let outcome = matter.step().and_then(|step| step.outcome(&filled.form.outcome));
    let goes_on = outcome.is_none_or(|outcome| outcome.way == Way::On);
    let Some(used) = used.filter(|_| goes_on) else { return Vec::new() };
    let left = used.left_fen();
    let key = match used.percent() {
        None => "then-budget-none",
        Some(_) if left.0 < 0 => "then-budget-over",
        Some(_) => "then-budget",
    };
    let said = teller.say(key).put("account", teller.words(&used.name)).put("year", used.year.to_string());
    let said = said.put("budget", used.budget_fen.to_string()).put("before", used.before_fen.to_string());
    let said = said.put("own", used.own_fen.to_string()).put("percent", used.percent().unwrap_or(0).to_string());
    vec![said.put("left", left.to_string()).put("over", (-left).to_string()).to_string()]
}
