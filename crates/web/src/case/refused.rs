//! The page of a refusal: what is missing, the ground, what to do, and who was told of the attempt.

use crate::case::matter::Matter;
use crate::case::refusal::RefusalPage;
use crate::case::take::title_of;
use crate::case::told;
use crate::frame::Frame;
use crate::http::visitor::Official;
use crate::part::Act;
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use office::roster;
use village::{AlertId, Fault, Refusal};

/// The page.
pub(crate) fn refusal_page(
    query: &mut dyn Query,
    official: &Official,
    frame: Frame,
    matter: &Matter,
    refusal: &Refusal,
    seen: Option<i64>,
) -> Result<RefusalPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let warned = if refusal.violation { warned(query, &teller, &matter.subject())? } else { Warned::default() };
    Ok(RefusalPage {
        what: title_of(&teller, matter),
        step: matter.step().map_or_else(String::new, |step| teller.words(&step.name)),
        words: teller.words(&refusal.words),
        articles: refusal.articles.iter().map(|article| teller.words(&article.words())).collect(),
        next: teller.words(&refusal.next),
        changed: changed(query, official, matter, seen)?,
        case_href: matter.home(),
        back: teller.say("refusal-back").to_string(),
        frame,
        told: warned.names,
        entry: warned.entry,
        explain_href: warned.alert.map_or_else(String::new, |alert| format!("/desk/alerts/{alert}")),
    })
}

/// What happened to the case since the form was made, of which the reader had `seen` so many acts.
fn changed(query: &mut dyn Query, official: &Official, matter: &Matter, seen: Option<i64>) -> Result<Vec<Act>, Fault> {
    let (Some(case), Some(seen)) = (&matter.case, seen) else { return Ok(Vec::new()) };
    if case.revision <= seen {
        return Ok(Vec::new());
    }
    let Some(told) = told::read(query, &official.desk.office, &case.id)? else { return Ok(Vec::new()) };
    let later: Vec<String> =
        told.acts.iter().filter(|act| act.number > seen).map(|act| format!("act-{}", act.number)).collect();
    let record = told.record(&official.teller(Eyes::Village), &format!("/desk/cases/{}/papers", case.id));
    Ok(record.into_iter().filter(|act| later.contains(&act.anchor)).collect())
}

/// What came of a refused attempt.
#[derive(Default)]
pub(crate) struct Warned {
    /// Who was told.
    pub(crate) names: Vec<String>,
    /// Where it is recorded.
    pub(crate) entry: String,
    /// Its alert.
    pub(crate) alert: Option<AlertId>,
}

/// Who was told of the last refused attempt at something, and where it is recorded.
pub(crate) fn warned(query: &mut dyn Query, teller: &Teller, subject: &str) -> Result<Warned, Fault> {
    let Some(last) = alerts::refused_acts(query, subject)?.pop() else { return Ok(Warned::default()) };
    let seq = u64::try_from(last.entry).unwrap_or(0);
    let after = archive::entries_after(query, seq, 4)?;
    let alert = after.iter().find(|entry| matches!(entry.kind.as_str(), "alert.raised" | "alert.repeated"));
    let Some(alert) = alert.and_then(|entry| AlertId::new(entry.subject.as_str()).ok()) else {
        let entry = teller.say("entry-number").put("entry", seq.to_string()).to_string();
        return Ok(Warned { entry, ..Warned::default() });
    };
    let names = receivers_of(query, teller, &alert)?;
    let entry = teller.say("refusal-entries").put("entry", seq.to_string()).put("alert", alert.to_string());
    Ok(Warned { names, entry: entry.to_string(), alert: Some(alert) })
}

/// Who receives an alert: each post with its place and whoever holds it.
pub(crate) fn receivers_of(query: &mut dyn Query, teller: &Teller, alert: &AlertId) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    for receiver in alerts::receivers(query, alert)? {
        let place = place_name(query, &receiver.place)?;
        let post = teller.words(&receiver.post.title());
        let holders = roster::persons_with(query, &receiver.place, receiver.post, teller.today)?;
        if holders.is_empty() {
            names.push(format!("{place} · {post}"));
        }
        names.extend(holders.into_iter().map(|holder| format!("{place} · {post} {}", holder.name)));
    }
    Ok(names)
}
