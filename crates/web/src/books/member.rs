//! `/desk/books/members` and `/v/{code}/members`: who belongs to the village's collective with how many shares, what cases changed of
//! it, and what was distributed over it. Strangers read totals, and names masked; whoever is on the register their own household.

pub(crate) mod import;
mod owed;
pub(crate) mod own;
mod part;

use crate::books::listing::{self, Asked, Listing};
use crate::books::show::Wish;
use crate::desk::place::may;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::visitor::Official;
use crate::part::Line;
use crate::show::{Link, State as Mark, Tag};
use crate::state::App;
use crate::told::Teller;
use archive::Query;
use axum::extract::{Path, Query as AskedFor, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::{DistributionRow, MemberRow, MemberState, Shares};
use std::collections::BTreeSet;
use village::{CaseId, Fault};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::desk(app, official, wish, "members", compose).await
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::csv(app, official, wish, "members", compose).await
}

pub(crate) async fn public(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, String::new(), "members", compose).await
}

/// Whether a case may be told of here: at the desk, or once it is public.
fn told(asked: &Asked<'_>, public: &[affairs::Disclosure], case: &str) -> bool {
    asked.official.is_some() || public.iter().any(|known| known.case.as_str() == case)
}

fn compose(query: &mut dyn Query, asked: &Asked<'_>) -> Result<Option<Listing>, Fault> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let all = capital::members(query, asked.place)?;
    let public = affairs::disclosures(query, asked.place)?;
    let mut shared = capital::distributions(query, asked.place)?;
    shared.retain(|one| told(asked, &public, &one.case));
    let mut shown = Listing {
        title: say(if asked.official.is_some() { "members-title" } else { "members-public" }),
        lead: say(if asked.official.is_some() { "members-lead" } else { "members-public-lead" }),
        empty: (say("members-empty"), say("members-empty-why")),
        ..Listing::default()
    };
    if !asked.one.is_empty() {
        return one(query, asked, shown, &all, &shared);
    }
    let cap = capital::share_cap(&asked.app.office, query, asked.place, asked.teller.today)?;
    if !all.is_empty() {
        shown.sums = sums(asked.teller, &all);
    }
    match asked.official {
        Some(official) => {
            let none = all.is_empty();
            if none && may(&official.desk, "keep_books", asked.place) {
                let href = format!("/desk/books/members/import?village={}", asked.place);
                shown.links.push(Link::new(say("members-import"), href));
            }
            shown.find = (!none).then(|| asked.find.to_owned());
            let kept = all.iter().filter(|row| found(row, asked.find)).collect::<Vec<_>>();
            shown.parts.push(part::register(asked, &kept, &all, cap));
        }
        None => shown.parts.extend(own::household(query, asked, &all, &shared)?),
    }
    if asked.find.is_empty() {
        shown.warnings = warnings(asked.teller, &all, &shared, cap, asked.official.is_some());
        shown.parts.push(owed::distributions(query, asked, &shared, &public)?);
        let mut changes = capital::member_changes(query, asked.place)?;
        changes.retain(|one| one.case.as_ref().is_some_and(|case| told(asked, &public, case)));
        shown.parts.push(part::changes(query, asked, &changes, &public)?);
        shown.parts.extend(part::kinds(asked, &all).filter(|_| asked.official.is_none()));
    }
    Ok(Some(shown))
}

fn found(row: &MemberRow, find: &str) -> bool {
    find.is_empty() || [&row.name, &row.household, &row.id].iter().any(|text| text.contains(find))
}

/// One member with all of their standings, or one distribution with all of its parts; for officials alone.
fn one(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    mut shown: Listing,
    all: &[MemberRow],
    shared: &[DistributionRow],
) -> Result<Option<Listing>, Fault> {
    if asked.official.is_none() {
        return Ok(None);
    }
    let back = Link::new(asked.teller.say("members-back"), format!("/desk/books/members?village={}", asked.place));
    shown.links.push(back);
    if let Some(row) = shared.iter().find(|row| row.case == asked.one) {
        let lines = capital::distribution_lines(query, &row.case)?;
        shown.title = asked.teller.say("distribution-list").to_string();
        shown.lead = asked.teller.say("distribution-lead").to_string();
        let case = CaseId::new(row.case.as_str()).map_err(|error| Fault::from("the case of a distribution", error))?;
        shown.links.push(Link::new(asked.teller.say("voucher-to-case"), asked.case(&case, &[])));
        let books = owed::by_books(query, &case)?;
        shown.sums = owed::sums(asked.teller, row, books);
        shown.warnings.extend(owed::disagreement(asked.teller, row, books));
        shown.parts = owed::distribution(query, asked, &case, &lines)?;
        return Ok(Some(shown));
    }
    if !all.iter().any(|row| row.id == asked.one) {
        return Ok(None);
    }
    let history = capital::member(query, asked.one)?;
    shown.title = history.first().map_or_else(String::new, |row| row.name.clone());
    shown.lead = asked.teller.say("member-history-lead").to_string();
    shown.parts.push(part::history(asked, &history));
    Ok(Some(shown))
}

/// What the register adds up to.
fn sums(teller: &Teller, all: &[MemberRow]) -> Vec<Line> {
    let stays: Vec<&MemberRow> = all.iter().filter(|row| row.state != MemberState::Left).collect();
    let members = stays.iter().filter(|row| row.state == MemberState::Member).count();
    let households: BTreeSet<&str> = stays.iter().map(|row| row.household.as_str()).collect();
    let sum = |of: fn(&MemberRow) -> Shares| stays.iter().map(|row| of(row)).sum::<Shares>().to_string();
    let text = |key: &'static str, value: String| Line::text(teller.say(key), value);
    vec![
        text("members-count", members.to_string()),
        text("members-households", households.len().to_string()),
        text("shares-all", sum(|row| row.holding.sum())),
    ]
}

fn warnings(teller: &Teller, all: &[MemberRow], shared: &[DistributionRow], cap: i64, desk: bool) -> Vec<Tag> {
    let whole: Shares = all.iter().map(|row| row.holding.sum()).sum();
    let over = all.iter().filter(|row| row.holding.sum().is_over(cap, whole)).count();
    let mut told = Vec::new();
    if over > 0 {
        let words = teller.say("members-over").put("many", over.to_string()).put("cap", part::percent(cap));
        told.push(Tag::new(Mark::Orange, words));
    }
    for row in shared.iter().filter(|row| desk && row.paid.is_none()) {
        let words = teller.say("distribution-owed").put("case", row.case.as_str());
        told.push(Tag::new(Mark::Yellow, words.put("sum", row.open().to_string())));
    }
    told
}
