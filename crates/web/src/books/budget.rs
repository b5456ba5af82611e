//! `/desk/books/budget` and `/v/{code}/budget`: a year's budget account by account, against what was spent and what is kept back for payments on their way.

use crate::books::listing::{self, Asked, Cell, Listing, Part, Row};
use crate::books::show::Wish;
use crate::books::tell;
use crate::contract::bar::bar;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::visitor::Official;
use crate::part::{Html, Line};
use crate::show::{Link, State as Mark, Tag};
use crate::state::App;
use crate::told::Teller;
use archive::Query;
use axum::extract::{Path, Query as AskedFor, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::BudgetRow;
use ledger::Chart;
use office::{Colour, Desk};
use village::{Fault, Fen};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::desk(app, official, wish, "budget", compose).await
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::csv(app, official, wish, "budget", compose).await
}

pub(crate) async fn public(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, String::new(), "budget", compose).await
}

pub(crate) async fn public_year(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, year)): Path<(String, String)>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, year, "budget", compose).await
}

/// The year asked for; without one this year's, or the latest that has a budget.
fn year_of(asked: &Asked<'_>, years: &[i64]) -> Option<i64> {
    if !asked.one.is_empty() {
        return asked.one.parse().ok().filter(|year| years.contains(year));
    }
    let now = i64::from(asked.app.now().day().year());
    Some(if years.contains(&now) { now } else { years.first().copied().unwrap_or(now) })
}

fn compose(query: &mut dyn Query, asked: &Asked<'_>) -> Result<Option<Listing>, Fault> {
    let (teller, place) = (asked.teller, asked.place);
    let say = |key: &'static str| teller.say(key).to_string();
    let years = capital::budget_years(query, place)?;
    let Some(year) = year_of(asked, &years) else { return Ok(None) };
    let desk = Desk::unnamed(&asked.app.office, asked.app.now());
    let mut shown = Listing {
        title: teller.say("budget-title").put("year", year.to_string()).to_string(),
        lead: say(if asked.official.is_some() { "budget-lead" } else { "budget-lead-public" }),
        empty: (say("budget-empty"), say("budget-empty-why")),
        ..Listing::default()
    };
    let now = i64::from(desk.now.day().year());
    if asked.one.is_empty() && !years.contains(&now) {
        shown.warnings.push(Tag::new(Mark::Orange, teller.say("budget-none").put("year", now.to_string())));
    }
    if years.is_empty() {
        return Ok(Some(shown));
    }
    let chart = capital::chart_of(query, &desk, place)?;
    let near = capital::near_percent(query, &desk, place)?;
    let rows = capital::budget(query, &chart, place, year)?;
    shown.warnings.extend(rows.iter().filter_map(|row| over(teller, &chart, row)));
    let (spends, earns): (Vec<&BudgetRow>, Vec<&BudgetRow>) = rows.iter().partition(|row| row.spends);
    let sum = |of: fn(&BudgetRow) -> Fen| tell::yuan(spends.iter().map(|row| of(row)).sum::<Fen>().0);
    shown.sums = vec![
        Line::new(say("budget-spend-in-all"), sum(|row| row.budget_fen)),
        Line::new(say("budget-spent"), sum(|row| row.done_fen)),
        Line::new(say("budget-reserved"), sum(|row| row.reserved_fen)),
        Line::new(say("budget-left"), sum(|row| row.left_fen())),
    ];
    let public = affairs::disclosures(query, place)?;
    shown.links = links(asked, &public, &rows, &years, year);
    let heads = ["budget-account", "budget-share", "budget-sum", "budget-spent", "budget-reserved", "budget-left"];
    let lines = spends.iter().map(|row| line(asked, (&chart, near), row, year)).collect();
    shown.parts.push(Part { id: "spends", title: say("budget-spends"), heads: heads.map(say).to_vec(), rows: lines });
    let heads = ["budget-account", "budget-share-in", "budget-sum", "budget-came", "budget-to-come"].map(say).to_vec();
    let lines = earns.iter().map(|row| line(asked, (&chart, near), row, year)).collect();
    shown.parts.push(Part { id: "earns", title: say("budget-earns"), heads, rows: lines });
    Ok(Some(shown))
}

/// The case that decided it, and the budgets of other years.
fn links(asked: &Asked<'_>, public: &[affairs::Disclosure], rows: &[BudgetRow], years: &[i64], year: i64) -> Vec<Link> {
    let mut links = Vec::new();
    let decided = rows.first().map_or_else(String::new, |row| asked.case(&row.case, public));
    if !decided.is_empty() {
        links.push(Link::new(asked.teller.say("budget-to-case"), decided));
    }
    for other in years.iter().filter(|other| **other != year) {
        let said = asked.teller.say("budget-of-year").put("year", other.to_string());
        let rest = match asked.official {
            Some(_) => format!("budget?village={}&code={other}", asked.place),
            None => format!("budget/{other}"),
        };
        links.push(Link::new(said, asked.address(&rest)));
    }
    links
}

/// That an account of expense is over its budget, in a sentence: how much was decided, how much is gone, how much that is too much.
fn over(teller: &Teller, chart: &Chart, row: &BudgetRow) -> Option<Tag> {
    if !row.spends || row.left_fen().0 >= 0 {
        return None;
    }
    let said = match row.percent() {
        Some(percent) => teller.say("budget-over-said").put("percent", percent.to_string()),
        None => teller.say("budget-over-none"),
    };
    let said = said.put("account", name(teller, chart, row)).put("budget", row.budget_fen.to_string());
    let said = said.put("taken", row.taken_fen().to_string()).put("over", (-row.left_fen()).to_string());
    Some(Tag::new(Mark::Orange, said))
}

fn name(teller: &Teller, chart: &Chart, row: &BudgetRow) -> String {
    chart.account(&row.account).map_or_else(String::new, |account| teller.words(&account.name))
}

fn line(asked: &Asked<'_>, (chart, near): (&Chart, i64), row: &BudgetRow, year: i64) -> Row {
    let teller = asked.teller;
    let tag = row.colour(near).map(|colour| match colour {
        Colour::Yellow => Tag::new(Mark::Yellow, teller.say("budget-near")),
        Colour::Orange => Tag::new(Mark::Orange, teller.say("budget-over")),
    });
    let percent = row.percent();
    let share = percent.map_or_else(Cell::nothing, |percent| Cell::number(format!("{percent}%")));
    let mut cells = vec![share, Cell::yuan(row.budget_fen), Cell::yuan(row.done_fen)];
    if row.spends {
        cells.push(Cell::yuan(row.reserved_fen));
    }
    cells.push(Cell::yuan(row.left_fen()));
    let lines = format!("account?village={}&period={}&code={}", asked.place, month(asked, year), row.account);
    Row {
        what: name(teller, chart, row),
        // The lines of a month that is still being written are the officials'.
        href: asked.official.map_or_else(String::new, |_| asked.address(&lines)),
        note: row.account.to_string(),
        tags: tag.into_iter().collect(),
        bar: drawn(row),
        cells,
        ..Row::default()
    }
}

/// The month whose lines an account shows: this one, or the last of a year that is over.
fn month(asked: &Asked<'_>, year: i64) -> String {
    let today = asked.app.now().day();
    if i64::from(today.year()) == year { ledger::Period::of(today).to_string() } else { format!("{year:04}-12") }
}

/// How much of the budget is taken, as a bar: what passes the budget stands out at its end.
fn drawn(row: &BudgetRow) -> Html {
    let (all, taken) = (row.budget_fen.0, row.taken_fen().0.max(0));
    let over = if row.spends { taken.saturating_sub(all).max(0) } else { 0 };
    bar(taken.min(all), over, all.saturating_add(over))
}
