//! `/desk/books/budget`: a year's budget account by account, against what was spent and what is kept back for payments on their way.

use crate::books::listing::{self, Asked, Cell, Listing, Part, Row};
use crate::books::show::Wish;
use crate::books::tell;
use crate::contract::bar::bar;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::part::{Html, Line};
use crate::show::{Link, State as Mark, Tag};
use crate::state::App;
use archive::Query;
use axum::extract::{Query as AskedFor, State};
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
        lead: say("budget-lead"),
        empty: (say("budget-empty"), say("budget-empty-why")),
        ..Listing::default()
    };
    if years.is_empty() {
        return Ok(Some(shown));
    }
    let chart = capital::chart_of(query, &desk, place)?;
    let rows = capital::budget(query, &chart, place, year)?;
    let (spends, earns): (Vec<&BudgetRow>, Vec<&BudgetRow>) = rows.iter().partition(|row| row.spends);
    let sum = |of: fn(&BudgetRow) -> Fen| tell::yuan(spends.iter().map(|row| of(row)).sum::<Fen>().0);
    shown.sums = vec![
        Line::new(say("budget-spend-in-all"), sum(|row| row.budget_fen)),
        Line::new(say("budget-spent"), sum(|row| row.done_fen)),
        Line::new(say("budget-reserved"), sum(|row| row.reserved_fen)),
        Line::new(say("budget-left"), sum(|row| row.left_fen())),
    ];
    shown.links = links(asked, &rows, &years, year);
    let heads = ["budget-account", "budget-share", "budget-sum", "budget-spent", "budget-reserved", "budget-left"];
    let lines = spends.iter().map(|row| line(asked, &chart, row, year)).collect();
    shown.parts.push(Part { id: "spends", title: say("budget-spends"), heads: heads.map(say).to_vec(), rows: lines });
    let heads = ["budget-account", "budget-share-in", "budget-sum", "budget-came", "budget-to-come"].map(say).to_vec();
    let lines = earns.iter().map(|row| line(asked, &chart, row, year)).collect();
    shown.parts.push(Part { id: "earns", title: say("budget-earns"), heads, rows: lines });
    Ok(Some(shown))
}

/// The case that decided it, and the budgets of other years.
fn links(asked: &Asked<'_>, rows: &[BudgetRow], years: &[i64], year: i64) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(row) = rows.first() {
        links.push(Link::new(asked.teller.say("budget-to-case"), asked.case(&row.case, &[])));
    }
    for other in years.iter().filter(|other| **other != year) {
        let said = asked.teller.say("budget-of-year").put("year", other.to_string());
        links.push(Link::new(said, asked.address(&format!("budget?village={}&code={other}", asked.place))));
    }
    links
}

fn line(asked: &Asked<'_>, chart: &Chart, row: &BudgetRow, year: i64) -> Row {
    let teller = asked.teller;
    let name = chart.account(&row.account).map_or_else(String::new, |account| teller.words(&account.name));
    let tag = row.colour().map(|colour| match colour {
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
    Row {
        what: name,
        href: asked.address(&format!(
            "account?village={}&period={}&code={}",
            asked.place,
            month(asked, year),
            row.account
        )),
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
