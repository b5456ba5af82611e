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
use ledger::{Row, Side};
use village::{Division, Fault, Refusal};

/// A row of a statement.
pub(crate) struct StatementRow {
    pub(crate) name: String,
    pub(crate) amount: Html,
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
            amount: tell::yuan(fen),
            is_sum,
            accounts: if is_sum { Vec::new() } else { vec![Link::new("101", "/desk/books/account?code=101")] },
        };
        Self {
            village: "柳湾村".to_owned(),
            months: sample::months(&frame),
            until: sample::say(&frame, "3月31日（周二）", "Tue 31 March"),
            field: Field::new("day", frame.say("statement-day"), Entry::Day).value("2026-03-31"),
            hidden: Vec::new(),
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
    let turns = capital::turns_until(query, place, day)?;
    let mut frame = frame(app, query, official, Section::Books)?;
    let at = format!("village={place}&period={}", row.period);
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?{at}")));
    let sheet = ledger::balance_sheet(&chart, &turns);
    let side = |side: Side| sheet.iter().filter(|row| row.side == side).map(|row| told(&teller, row, &at)).collect();
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
        has: side(Side::Debit),
        owes: side(Side::Credit),
        income: ledger::income(&chart, &turns).iter().map(|row| told(&teller, row, &at)).collect(),
        csv_href: format!("/desk/books/statements.csv?{at}&day={day}"),
        print_href: row.hash.map_or_else(String::new, |_| format!("/desk/books/statements.pdf?{at}")),
        frame,
    }))
}

fn told(teller: &Teller, row: &Row, at: &str) -> StatementRow {
    let open = |code: &ledger::Code| Link::new(code.as_str(), format!("/desk/books/account?{at}&code={code}"));
    StatementRow {
        name: teller.words(&row.name),
        amount: tell::yuan(row.amount_fen.0),
        is_sum: row.is_sum,
        accounts: row.accounts.iter().map(open).collect(),
    }
}
