//! The page of a refusal: what is missing, the ground, what to do, and who was told of the attempt.

use crate::case::matter::Matter;
use crate::case::refusal::RefusalPage;
use crate::case::take::title_of;
use crate::frame::Frame;
use crate::http::visitor::Official;
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
) -> Result<RefusalPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let (told, entry) =
        if refusal.violation { told(query, &teller, &matter.subject())? } else { (Vec::new(), String::new()) };
    Ok(RefusalPage {
        what: title_of(&teller, matter),
        step: matter.step().map_or_else(String::new, |step| teller.words(&step.name)),
        words: teller.words(&refusal.words),
        articles: refusal.articles.iter().map(|article| teller.words(&article.words())).collect(),
        next: teller.words(&refusal.next),
        case_href: matter.home(),
        frame,
        told,
        entry,
    })
}

/// Who was told of the last refused attempt at something, and where it is recorded.
fn told(query: &mut dyn Query, teller: &Teller, subject: &str) -> Result<(Vec<String>, String), Fault> {
    let Some(last) = alerts::refused_acts(query, subject)?.pop() else { return Ok((Vec::new(), String::new())) };
    let seq = u64::try_from(last.entry).unwrap_or(0);
    let after = archive::entries_after(query, seq, 4)?;
    let alert = after.iter().find(|entry| matches!(entry.kind.as_str(), "alert.raised" | "alert.repeated"));
    let Some(alert) = alert.and_then(|entry| AlertId::new(entry.subject.as_str()).ok()) else {
        return Ok((Vec::new(), teller.say("entry-number").put("entry", seq.to_string()).to_string()));
    };
    let mut names = Vec::new();
    for receiver in alerts::receivers(query, &alert)? {
        let place = place_name(query, &receiver.place)?;
        let post = teller.words(&receiver.post.title());
        let holders = roster::persons_with(query, &receiver.place, receiver.post, teller.today)?;
        if holders.is_empty() {
            names.push(format!("{place} · {post}"));
        }
        names.extend(holders.into_iter().map(|holder| format!("{place} · {post} {}", holder.name)));
    }
    let entry = teller.say("refusal-entries").put("entry", seq.to_string()).put("alert", alert.to_string());
    Ok((names, entry.to_string()))
}
