//! A refused attempt, as strangers may read it: what was tried, by which post, and why not, without the person and
//! without what was typed into fields that are not public.

use crate::told::Teller;
use alerts::RefusedAct;
use archive::Query;
use office::roster;
use procedure::{Affair, PaperScope};
use serde::Deserialize;
use village::{Article, Fault, Place, Post, Words};

/// A refused attempt with what its entry says beside the tables.
pub(crate) struct Tried {
    pub(crate) act: RefusedAct,
    /// The offices that the person held at the village on that day.
    pub(crate) posts: Vec<Post>,
    pub(crate) articles: Vec<Article>,
}

/// The refused attempts at a case, oldest first.
pub(crate) fn read(query: &mut dyn Query, village: &Place, subject: &str) -> Result<Vec<Tried>, Fault> {
    /// What the entry of a refused attempt holds, as far as it is told.
    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        articles: Vec<Article>,
    }
    let mut tried = Vec::new();
    for act in alerts::refused_acts(query, subject)? {
        let mut posts = Vec::new();
        if let Some(person) = &act.person {
            let mandates = roster::mandates_of(query, person, act.moment.day())?;
            let held = mandates.iter().filter(|mandate| mandate.reaches(village)).map(|mandate| mandate.post);
            posts.extend(held.filter(|post| post.is_official()));
            posts.sort_unstable();
            posts.dedup();
        }
        let entry = archive::entry(query, u64::try_from(act.entry).unwrap_or(0))?;
        let body = entry.map(|entry| Body::deserialize(&entry.body)).transpose();
        let body = body.map_err(|error| Fault::from(format!("entry {} is malformed", act.entry), error))?;
        tried.push(Tried { act, posts, articles: body.map_or_else(Vec::new, |body| body.articles) });
    }
    Ok(tried)
}

/// Why it was refused, for strangers.
pub(crate) fn why(teller: &Teller, affair: Option<&Affair>, act: &RefusedAct) -> String {
    match act.rule.as_str() {
        "kin" | "separation.kin" => return teller.say("tried-kin").to_string(),
        "separation.party" => return teller.say("tried-party").to_string(),
        "separation.family" => return teller.say("tried-family").to_string(),
        "apart" => return teller.say("tried-apart").to_string(),
        "not_your_post" => return teller.say("tried-not-your-post").to_string(),
        _ => {}
    }
    let gate = affair.and_then(|affair| {
        let id = act.rule.strip_prefix(&affair.code)?.strip_prefix('.')?;
        let gates =
            |step: &'_ procedure::Step| step.gates.iter().find(|gate| gate.id == id).map(|gate| gate.words.clone());
        let words = affair.step(&act.step).and_then(gates).or_else(|| affair.steps.iter().find_map(gates))?;
        Some((affair, words))
    });
    let Some((affair, template)) = gate else { return teller.free(&teller.words(&act.words.third_person())) };
    shown(teller, affair, &template, &act.words)
}

/// The words of a condition with the values that are public; in the place of the others stands that they are not.
fn shown(teller: &Teller, affair: &Affair, template: &Words, filled: &Words) -> String {
    let value = |hole: &str, value: &str| {
        let party = affair.shares.party.as_deref() == Some(hole) || hole.ends_with(".party");
        match (party, is_public(affair, hole)) {
            (true, _) => teller.party(value),
            (false, true) => teller.free(value),
            (false, false) => teller.say("not-public").to_string(),
        }
    };
    let refilled = refill(template.say(teller.language), filled.say(teller.language), value);
    refilled.unwrap_or_else(|| teller.say("tried-by-rule").to_string())
}

/// Whether anybody may read the value of a name in a condition.
fn is_public(affair: &Affair, name: &str) -> bool {
    let fields = || affair.steps.iter().flat_map(|step| &step.fields).filter(|field| field.id == name);
    let open = fields().next().is_some() && fields().all(|field| field.scope == PaperScope::Public);
    open || name.starts_with("param.") || name.starts_with("list.") || name.ends_with(".left_fen")
}

/// `filled` with each value that stands where `template` has a `{hole}` replaced; `None` when they do not fit.
fn refill(template: &str, filled: &str, value: impl Fn(&str, &str) -> String) -> Option<String> {
    let mut parts = template.split('{');
    let first = parts.next()?;
    let mut rest = filled.strip_prefix(first)?;
    let mut text = first.to_owned();
    for part in parts {
        let (hole, after) = part.split_once('}')?;
        let end = if after.is_empty() { rest.len() } else { rest.find(after)? };
        text.push_str(&value(hole, rest.get(..end)?));
        text.push_str(after);
        rest = rest.get(end + after.len()..)?;
    }
    rest.is_empty().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_values_that_may_be_read_stay() {
        let hide = |hole: &str, value: &str| if hole == "amount_fen" { value.to_owned() } else { "×".to_owned() };
        let template = "发票{invoice_no}已经报销过{amount_fen}";
        assert_eq!(refill(template, "发票2433已经报销过120.00元", hide).as_deref(), Some("发票×已经报销过120.00元"));
        assert_eq!(refill("没有空的", "没有空的", hide).as_deref(), Some("没有空的"));
    }

    #[test]
    fn words_that_do_not_fit_are_not_shown_at_all() {
        assert_eq!(refill("发票{invoice_no}已经报销过", "张三的发票", |_, value| value.to_owned()), None);
        assert_eq!(refill("没有空的", "没有空的，张三", |_, value| value.to_owned()), None);
    }
}
