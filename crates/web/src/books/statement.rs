//! `/desk/books/statements`: balance sheet, income and distribution statement, at the end of a period or of a day; every figure opens
//! the accounts beneath it, and they their vouchers.

use crate::books::show::{Wish, chosen, period};
use crate::books::tell;
use crate::desk::place::frame;
use crate::form::{Entry, Field};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::part::{Html, Switch};
use crate::sample;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use ledger::{Chart, Row, Side};
use village::{Day, Division, Fault, Fen, Place, Refusal};

/// A row of a statement.
pub(crate) struct StatementRow {
    pub(crate) name: String,
    /// One for each column.
    pub(crate) amounts: Vec<Html>,
    pub(crate) is_sum: bool,
    /// The accounts beneath it.
    pub(crate) accounts: Vec<Link>,
}

/// The page.
#[derive(Template)]
#[template(path = "books/statement.html")]
pub(crate) struct StatementPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) months: Vec<Switch>,
    pub(crate) until: String,
    pub(crate) field: Field,
    /// Village and period, as the form sends them on.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// The columns of the balance sheet, and those of the income statement.
    pub(crate) heads: Vec<String>,
    pub(crate) income_heads: Vec<String>,
    pub(crate) has: Vec<StatementRow>,
    pub(crate) owes: Vec<StatementRow>,
    pub(crate) income: Vec<StatementRow>,
    pub(crate) csv_href: String,
    /// As PDF; empty while the period is open.
    pub(crate) print_href: String,
}

impl StatementPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let row = |zh: &str, en: &str, fen: i64, is_sum: bool| StatementRow {
            name: sample::say(&frame, zh, en),
            amounts: vec![tell::yuan(fen), tell::yuan(fen)],
            is_sum,
            accounts: if is_sum { Vec::new() } else { vec![Link::new("101", "/desk/books/account?code=101")] },
        };
        Self {
            village: "柳湾村".to_owned(),
            months: sample::months(&frame),
            until: sample::say(&frame, "3月31日（周二）", "Tue 31 March"),
            field: Field::new("day", frame.say("statement-day"), Entry::Day).value("2026-03-31"),
            hidden: Vec::new(),
            heads: BALANCE_HEADS.map(|key| frame.say(key).to_string()).to_vec(),
            income_heads: INCOME_HEADS.iter().take(2).map(|key| frame.say(key).to_string()).collect(),
            has: vec![row("货币资金", "money", 18_991_950, false), row("资产总计", "total assets", 131_850_000, true)],
            owes: vec![
                row("资本", "capital", 131_850_000, false),
                row("负债和所有者权益总计", "total", 131_850_000, true),
            ],
            income: vec![
                row("经营收入", "operating income", 1_800_000, false),
                row("净收益", "net income", 1_787_950, true),
            ],
            csv_href: "/desk/books/statements.csv".to_owned(),
            print_href: "/desk/books/statements.pdf".to_owned(),
            frame,
        }
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            let found = app.office.read(|reader| compose(app, reader, &official, &wish, &village))?;
            Ok::<_, Halt>(found.ok_or_else(Refusal::not_there)?)
        })
        .await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    wish: &Wish,
    village: &Division,
) -> Result<Option<StatementPage>, Fault> {
    let place = &village.place;
    let teller = official.teller(Eyes::Village);
    let rows = capital::periods(query, place)?;
    // A day tells its period by itself.
    let asked = if wish.day.is_empty() { wish.period.clone() } else { wish.day.chars().take(7).collect() };
    let Some(row) = period(&rows, &asked) else { return Ok(None) };
    let day = wish.day_in(row.period);
    let chart = capital::chart_of(query, &official.desk, place)?;
    let found = Columns::of(query, &chart, place, day)?;
    let mut frame = frame(app, query, official, Section::Books)?;
    let at = format!("village={place}&period={}", row.period);
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?{at}")));
    let side = |side: Side| told(&teller, &found.balance, &at, |row| row.side == side);
    let heads = |keys: &[&'static str], count: usize| {
        keys.iter().take(count).map(|key| teller.say(key).to_string()).collect::<Vec<_>>()
    };
    Ok(Some(StatementPage {
        village: village.short_name(),
        months: tell::periods(
            &teller,
            rows.iter(),
            row.period,
            &format!("/desk/books/statements?village={place}&period="),
        ),
        until: teller.day(day).words,
        field: Field::new("day", teller.say("statement-day"), Entry::Day).value(day.to_string()),
        hidden: vec![("village", place.to_string())],
        heads: heads(&BALANCE_HEADS, found.balance.len()),
        income_heads: heads(&INCOME_HEADS, found.income.len()),
        has: side(Side::Debit),
        owes: side(Side::Credit),
        income: told(&teller, &found.income, &at, |_| true),
        csv_href: format!("/desk/books/statements.csv?{at}&day={day}"),
        print_href: row.hash.map_or_else(String::new, |_| format!("/desk/books/statements.pdf?{at}")),
        frame,
    }))
}

/// What stands over the columns of the balance sheet.
pub(crate) const BALANCE_HEADS: [&str; 2] = ["statement-begin", "statement-end"];
/// Over those of the income statement; the last where the books reach back so far.
pub(crate) const INCOME_HEADS: [&str; 3] = ["statement-month", "statement-year", "statement-before"];

/// Both statements as the accounting system lays them out (财会〔2023〕14号): the year's beginning beside the end; the month beside the
/// year so far, and beside the year before where there is one.
pub(crate) struct Columns {
    /// The balance sheet's columns, each with the same rows.
    pub(crate) balance: Vec<Vec<Row>>,
    /// The income statement's.
    pub(crate) income: Vec<Vec<Row>>,
}

impl Columns {
    pub(crate) fn of(query: &mut dyn Query, chart: &Chart, place: &Place, day: Day) -> Result<Self, Fault> {
        let found = capital::year_turns(query, place, day)?;
        let balance = [&found.opening, &found.year].map(|turns| ledger::balance_sheet(chart, turns)).to_vec();
        let mut income = [&found.month, &found.year].map(|turns| ledger::income(chart, turns)).to_vec();
        // What a year began with, and what stands on it, is no figure of a month.
        for row in income.iter_mut().take(1).flatten().filter(|row| row.of_year) {
            row.amount_fen = Fen(0);
        }
        if !found.before.is_empty() {
            income.push(ledger::income(chart, &found.before));
        }
        Ok(Self { balance, income })
    }
}

/// The rows of some columns side by side: each row once, with its amount in every column.
pub(crate) fn beside(columns: &[Vec<Row>]) -> Vec<(&Row, Vec<Fen>)> {
    let all = columns.first().map_or(0, Vec::len);
    let at = |nth: usize| {
        let amounts = columns.iter().filter_map(|column| column.get(nth)).map(|row| row.amount_fen).collect();
        // The last column with accounts in it tells which they are.
        let rows = || columns.iter().filter_map(|column| column.get(nth));
        let row = rows().rev().find(|row| !row.accounts.is_empty()).or_else(|| rows().next());
        row.map(|row| (row, amounts))
    };
    (0..all).filter_map(at).collect()
}

fn told(teller: &Teller, columns: &[Vec<Row>], at: &str, wanted: impl Fn(&Row) -> bool) -> Vec<StatementRow> {
    let open = |code: &ledger::Code| Link::new(code.as_str(), format!("/desk/books/account?{at}&code={code}"));
    let row = |(row, amounts): (&Row, Vec<Fen>)| StatementRow {
        name: teller.words(&row.name),
        // As bookkeepers write it: what is nothing stays empty, but for sums.
        amounts: amounts
            .into_iter()
            .map(|fen| if fen.0 == 0 && (!row.is_sum || row.of_year) { Html::default() } else { tell::yuan(fen.0) })
            .collect(),
        is_sum: row.is_sum,
        accounts: row.accounts.iter().map(open).collect(),
    };
    beside(columns).into_iter().filter(|(row, _)| wanted(row)).map(row).collect()
}
