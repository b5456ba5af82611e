//! `/desk/books/whole`: the statements of many villages added up, for a township and a county; each line opens what it is the sum of.

use crate::books::show::{Wish, reads};
use crate::books::tell;
use crate::contract::bar::bar;
use crate::desk::place::{frame, villages};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::file::table;
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::part::{Empty, Html, Switch};
use crate::sample;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use ledger::{Period, Turn};
use std::collections::BTreeMap;
use village::{Day, Division, Fault, Fen, Level, Place};

/// What is added up: rows of the balance sheet, and the net income of the year.
const FIGURES: [&str; 5] = ["money", "receivables", "assets", "debts", "equity"];

/// What villages come to together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    fen: [i64; 5],
    net_fen: i64,
    villages: usize,
    without: usize,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        for (sum, more) in self.fen.iter_mut().zip(other.fen) {
            *sum = sum.saturating_add(more);
        }
        self.net_fen = self.net_fen.saturating_add(other.net_fen);
        self.villages += other.villages;
        self.without += other.without;
    }
}

/// A township or a village.
pub(crate) struct WholeLine {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) note: String,
    pub(crate) amounts: Vec<Html>,
    pub(crate) bar: Html,
}

/// The page.
#[derive(Template)]
#[template(path = "books/whole.html")]
pub(crate) struct WholePage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) months: Vec<Switch>,
    pub(crate) heads: Vec<String>,
    pub(crate) lines: Vec<WholeLine>,
    pub(crate) totals: Vec<Html>,
    pub(crate) note: String,
    pub(crate) csv_href: String,
    pub(crate) empty: Empty,
}

impl WholePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let amounts = |fen: i64| [fen, fen / 5, fen * 3, fen, fen * 2, fen / 9].map(tell::yuan).to_vec();
        let line = |name: &str, fen: i64| WholeLine {
            name: name.to_owned(),
            href: "/desk/books/whole?village=990101001".to_owned(),
            note: sample::say(&frame, "3个村", "3 villages"),
            amounts: amounts(fen),
            bar: bar(fen * 3, 0, 900_000_000),
        };
        Self {
            title: sample::say(&frame, "清和县各村合计", "All villages of the county"),
            months: sample::months(&frame),
            heads: heads(&|key| frame.say(key).to_string()),
            lines: vec![line("青溪镇", 130_000_000), line("柳湾乡", 90_000_000)],
            totals: amounts(220_000_000),
            note: sample::say(&frame, "1个村还没有建账，没有计入", "1 village has no books yet and is left out"),
            csv_href: "/desk/books/whole.csv".to_owned(),
            empty: Empty::default(),
            frame,
        }
    }
}

fn heads(say: &dyn Fn(&'static str) -> String) -> Vec<String> {
    ["whole-money", "whole-receivables", "whole-assets", "whole-debts", "whole-equity", "whole-net"].map(say).to_vec()
}

/// One village's figures at the end of a period.
fn of_village(query: &mut dyn Query, official: &Official, place: &Place, period: Period) -> Result<Sums, Fault> {
    let begun = capital::books_of(query, place)?.is_some_and(|books| books.first <= period);
    if !begun {
        return Ok(Sums { villages: 1, without: 1, ..Sums::default() });
    }
    let chart = capital::chart_of(query, &official.desk, place)?;
    let mut turns = capital::turns_until(query, place, period.last_day())?;
    if turns.is_empty() {
        // Nothing was posted in the year yet: what the last one ended with is what there is.
        let had = capital::balances_at(query, place, period.last_day())?;
        turns = had.into_iter().map(|(code, fen)| (code, Turn::from_opening(fen))).collect();
    }
    let sheet = ledger::balance_sheet(&chart, &turns);
    let income = ledger::income(&chart, &turns);
    let of = |rows: &[ledger::Row], id: &str| rows.iter().find(|row| row.id == id).map_or(0, |row| row.amount_fen.0);
    Ok(Sums { fen: FIGURES.map(|id| of(&sheet, id)), net_fen: of(&income, "net"), villages: 1, without: 0 })
}

/// What was asked for, added up.
struct Whole {
    at: Place,
    period: Period,
    rows: Vec<(Place, String, Sums)>,
    sum: Sums,
}

/// The last month that has ended.
fn last_month(today: Day) -> Period {
    Period::of(today).before()
}

fn whole(app: &Shared, query: &mut dyn Query, official: &Official, wish: &Wish) -> Result<Whole, Fault> {
    let period = wish.period.parse().unwrap_or_else(|_| last_month(app.now().day()));
    let mut all: Vec<Division> = villages(query, &official.desk)?;
    all.retain(|village| reads(official, &village.place));
    let county = app.office.county().clone();
    let asked = Place::new(wish.village.clone()).ok();
    let at = asked.filter(|place| all.iter().any(|one| place.contains(&one.place))).unwrap_or(county);
    let mut rows: BTreeMap<Place, Sums> = BTreeMap::new();
    let mut sum = Sums::default();
    for village in all.iter().filter(|village| at.contains(&village.place)) {
        let own = of_village(query, official, &village.place, period)?;
        let township = village.place.at(Level::Township).filter(|township| *township != at);
        rows.entry(township.unwrap_or_else(|| village.place.clone())).or_default().add(&own);
        sum.add(&own);
    }
    let mut named = Vec::new();
    for (place, sums) in rows {
        named.push((place.clone(), place_name(query, &place)?, sums));
    }
    Ok(Whole { at, period, rows: named, sum })
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let made = app.office.read(|reader| {
                let found = whole(app, reader, &official, &wish)?;
                compose(app, reader, &official, &found)
            })?;
            Ok::<_, Halt>(made)
        })
        .await?;
    page(&shown)
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official, found: &Whole) -> Result<WholePage, Fault> {
    let teller = official.teller(Eyes::Village);
    let mut frame = frame(app, query, official, Section::Books)?;
    let period = found.period;
    frame.back = Some(Link::new(teller.say("rail-books"), "/desk/books"));
    let largest = found.rows.iter().map(|(_, _, sums)| sums.fen[2]).max().unwrap_or(0);
    let line = |(place, name, sums): &(Place, String, Sums)| {
        let href = if place.at(Level::Village).is_some() {
            format!("/desk/books/statements?village={place}&period={period}")
        } else {
            format!("/desk/books/whole?village={place}&period={period}")
        };
        WholeLine {
            name: name.clone(),
            href: if sums.villages == sums.without { String::new() } else { href },
            note: note(&teller, place, sums),
            amounts: amounts(sums),
            bar: bar(sums.fen[2], 0, largest),
        }
    };
    let place = place_name(query, &found.at)?;
    let months = (0..6).scan(last_month(teller.today), |at, _| {
        let this = *at;
        *at = at.before();
        Some(this)
    });
    let months = months.map(|month| Switch {
        words: teller.month(month.first_day()),
        href: format!("/desk/books/whole?village={}&period={month}", found.at),
        chosen: month == period,
        count: 0,
    });
    let without = found.sum.without;
    let left_out = teller.say("whole-without").put("many", without.to_string()).to_string();
    Ok(WholePage {
        title: teller.say("whole-title").put("place", place).to_string(),
        months: months.collect(),
        heads: heads(&|key| teller.say(key).to_string()),
        lines: found.rows.iter().map(line).collect(),
        totals: amounts(&found.sum),
        note: if without > 0 { left_out } else { String::new() },
        csv_href: format!("/desk/books/whole.csv?village={}&period={period}", found.at),
        empty: Empty { what: teller.say("whole-empty").to_string(), why: teller.say("whole-empty-why").to_string() },
        frame,
    })
}

fn note(teller: &Teller, place: &Place, sums: &Sums) -> String {
    if place.at(Level::Village).is_none() {
        return teller.say("whole-villages").put("many", sums.villages.to_string()).to_string();
    }
    if sums.without > 0 { teller.say("whole-no-books").to_string() } else { String::new() }
}

fn amounts(sums: &Sums) -> Vec<Html> {
    sums.fen.iter().chain([&sums.net_fen]).map(|fen| tell::yuan(*fen)).collect()
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    app.blocking(move |app| {
        let found = app.office.read(|reader| whole(app, reader, &official, &wish))?;
        let teller = official.teller(Eyes::Village);
        let mut head = vec![teller.say("whole-place").to_string(), teller.say("whole-count").to_string()];
        head.extend(heads(&|key| teller.say(key).to_string()));
        let plain = |fen: i64| Fen(fen).to_string().replace(',', "");
        let row = |name: &str, sums: &Sums| {
            let mut cells = vec![name.to_owned(), (sums.villages - sums.without).to_string()];
            cells.extend(sums.fen.iter().chain([&sums.net_fen]).map(|fen| plain(*fen)));
            cells
        };
        let mut rows = vec![head];
        rows.extend(found.rows.iter().map(|(_, name, sums)| row(name, sums)));
        rows.push(row(&teller.say("books-sum").to_string(), &found.sum));
        Ok::<_, Halt>(table(&format!("{}-{}-whole", found.at, found.period), &rows, wish.form == "xlsx")?)
    })
    .await
}
