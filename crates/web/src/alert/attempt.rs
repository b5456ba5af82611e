//! What an alert tells: who tried what, about which case, when, and why it was refused. To others in the third person; only
//! whoever tried is addressed as “you”.

use crate::desk::refused::tried;
use crate::http::visitor::Official;
use crate::show::When;
use crate::state::Shared;
use crate::told::{Eyes, Teller, place_name};
use alerts::{Alert, RefusedAct};
use archive::Query;
use office::roster;
use village::{CaseId, Fault, PersonId, Words};

/// An alert in words.
pub(crate) struct Attempt {
    /// Who tried what; what was found, where nobody tried anything.
    pub(crate) what: String,
    /// Why it was refused; empty where nobody tried anything.
    pub(crate) why: String,
    /// The village, and the case by its title and number.
    pub(crate) about: String,
}

impl Attempt {
    /// Both in one line.
    pub(crate) fn line(&self, teller: &Teller) -> String {
        if self.why.is_empty() {
            return self.what.clone();
        }
        teller.say("alert-attempt-why").put("what", self.what.as_str()).put("why", self.why.as_str()).to_string()
    }
}

/// One of several attempts of the same kind.
pub(crate) struct Again {
    pub(crate) when: When,
    pub(crate) words: String,
}

/// Whether the reader is the one who tried.
fn is_own(official: &Official, person: Option<&PersonId>) -> bool {
    person.is_some() && person == official.desk.person()
}

/// Words of a rule, to whoever reads them here.
fn said(teller: &Teller, own: bool, words: &Words) -> String {
    if own { teller.words(words) } else { teller.words(&words.third_person()) }
}

/// The alert in words for this reader; of several attempts the last.
pub(crate) fn attempt(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    alert: &Alert,
) -> Result<Attempt, Fault> {
    let teller = official.teller(Eyes::Handler);
    let own = is_own(official, alert.person.as_ref());
    let about = about(query, &teller, alert)?;
    if !alert.is_attempt {
        return Ok(Attempt { what: said(&teller, own, &alert.words), why: String::new(), about });
    }
    let last = if alert.times > 1 { alerts::attempts(query, alert)?.into_iter().next() } else { None };
    let words = last.as_ref().map_or(&alert.words, |last| &last.words);
    let step = step(app, query, &teller, alert)?;
    let what = match own {
        true => teller.say("alert-attempt-own").put("step", step).to_string(),
        false => teller.say("alert-attempt").put("who", who(query, &teller, alert)?).put("step", step).to_string(),
    };
    Ok(Attempt { what, why: teller.heading(&Words::same(said(&teller, own, words))), about })
}

/// Every attempt that the alert counts, where there were several.
pub(crate) fn again(query: &mut dyn Query, official: &Official, alert: &Alert) -> Result<Vec<Again>, Fault> {
    if alert.times < 2 {
        return Ok(Vec::new());
    }
    let teller = official.teller(Eyes::Handler);
    let own = is_own(official, alert.person.as_ref());
    let told = |act: RefusedAct| Again {
        when: teller.moment(act.moment),
        words: teller.heading(&Words::same(said(&teller, own, &act.words))),
    };
    Ok(alerts::attempts(query, alert)?.into_iter().map(told).collect())
}

/// What was tried, by the words of its affair.
pub(crate) fn step(app: &Shared, query: &mut dyn Query, teller: &Teller, alert: &Alert) -> Result<String, Fault> {
    let book = app.office.current_book(query)?;
    let code = alert.subject.split('-').nth(1).unwrap_or("");
    let step = book.affair(code).and_then(|affair| affair.step(&alert.step));
    Ok(match step {
        Some(step) => teller.words(&step.name),
        None => tried(app.office.authority(), teller, &alert.step),
    })
}

/// The offices that the person held on that day, and the name.
fn who(query: &mut dyn Query, teller: &Teller, alert: &Alert) -> Result<String, Fault> {
    let Some(person) = &alert.person else { return Ok(teller.say("alert-somebody").to_string()) };
    let name = roster::name_of(query, person)?.unwrap_or_default();
    let held = roster::mandates_of(query, person, alert.raised.day())?;
    let mut posts: Vec<_> = held.iter().map(|mandate| mandate.post).filter(|post| post.is_official()).collect();
    posts.dedup();
    if posts.is_empty() {
        return Ok(name);
    }
    Ok(teller.say("alert-who-is").put("posts", teller.posts(&posts)).put("name", name).to_string())
}

fn about(query: &mut dyn Query, teller: &Teller, alert: &Alert) -> Result<String, Fault> {
    let village = place_name(query, &alert.village)?;
    if let Ok(id) = CaseId::new(alert.subject.as_str())
        && let Some(case) = affairs::case(query, &id)?
    {
        return Ok(format!("{village} · {}", teller.aside(&case.title, id.as_str())));
    }
    Ok(village)
}
