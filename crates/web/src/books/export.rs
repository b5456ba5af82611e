//! `/desk/books/….csv`: the tables of a period to take along, as CSV or, with `as=xlsx`, as a spreadsheet.

use crate::books::show::{Wish, chosen, period};
use crate::books::statement::{BALANCE_HEADS, Columns, INCOME_HEADS, beside};
use crate::books::tell;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ledger::{Period, Side};
use sheet::{UTF8_MARK, comma_row};
use village::{Fault, Fen, Place, Refusal};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) async fn trial(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    export(app, official, wish, "trial", trial_rows).await
}

pub(crate) async fn vouchers(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    export(app, official, wish, "vouchers", voucher_rows).await
}

pub(crate) async fn statements(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    export(app, official, wish, "statements", statement_rows).await
}

pub(crate) async fn account(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    export(app, official, wish, "account", account_rows).await
}

type Rows = fn(&mut dyn Query, &Official, &Teller, &Place, Period, &Wish) -> Result<Vec<Vec<String>>, Fault>;

async fn export(app: App, official: Official, wish: Wish, name: &'static str, rows: Rows) -> Result<Response, Halt> {
    let sheet = wish.form == "xlsx";
    let (name, bytes) = app
        .blocking(move |app: &Shared| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            let teller = official.teller(Eyes::Village);
            let made = app.office.read(|reader| {
                let all = capital::periods(reader, &village.place)?;
                let Some(row) = period(&all, &wish.period) else { return Ok(None) };
                let rows = rows(reader, &official, &teller, &village.place, row.period, &wish)?;
                let name = format!("{}-{}-{name}", village.place, row.period);
                if !sheet {
                    return Ok(Some((format!("{name}.csv"), comma(&rows).into_bytes())));
                }
                let bytes = sheet::plain_sheet(&name, &rows).map_err(|e| Fault::from("a sheet was not written", e))?;
                Ok(Some((format!("{name}.xlsx"), bytes)))
            })?;
            Ok::<_, Halt>(made.ok_or_else(Refusal::not_there)?)
        })
        .await?;
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(if sheet { XLSX } else { "text/csv; charset=utf-8" })),
        (header::CONTENT_DISPOSITION, attached.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

fn heads(teller: &Teller, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| teller.say(key).to_string()).collect()
}

fn trial_rows(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    place: &Place,
    period: Period,
    _: &Wish,
) -> Result<Vec<Vec<String>>, Fault> {
    let chart = capital::chart_of(query, &official.desk, place)?;
    let turns = capital::turns(query, place, period)?;
    let keys = [
        "books-code",
        "books-account",
        "books-class",
        "books-opening-debit",
        "books-opening-credit",
        "books-debit",
        "books-credit",
        "books-closing-debit",
        "books-closing-credit",
    ];
    let mut rows = vec![heads(teller, &keys)];
    for row in ledger::trial_balance(&chart, &turns).rows {
        let (opening, closing) = (tell::sides(row.turn.opening_fen), tell::sides(row.turn.closing_fen()));
        rows.push(vec![
            row.account.code.to_string(),
            teller.words(&chart.full_name(&row.account.code)),
            tell::class(teller, row.account.class),
            plain(opening[0]),
            plain(opening[1]),
            plain(row.turn.debit_fen),
            plain(row.turn.credit_fen),
            plain(closing[0]),
            plain(closing[1]),
        ]);
    }
    Ok(rows)
}

fn voucher_rows(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    place: &Place,
    period: Period,
    _: &Wish,
) -> Result<Vec<Vec<String>>, Fault> {
    let chart = capital::chart_of(query, &official.desk, place)?;
    let keys = [
        "voucher-day",
        "voucher-number",
        "voucher-what",
        "books-code",
        "books-account",
        "books-debit",
        "books-credit",
        "voucher-papers",
        "voucher-case",
    ];
    let mut rows = vec![heads(teller, &keys)];
    for row in capital::vouchers(query, place, period)? {
        let Some(voucher) = capital::voucher(query, place, &row.id)? else { continue };
        for line in &voucher.lines {
            let of = |side: Side| if line.side == side { plain(line.amount_fen.0) } else { String::new() };
            rows.push(vec![
                voucher.day.to_string(),
                tell::number(&voucher.word, voucher.serial),
                teller.free(&voucher.summary),
                line.account.to_string(),
                teller.words(&chart.full_name(&line.account)),
                of(Side::Debit),
                of(Side::Credit),
                voucher.papers.len().to_string(),
                voucher.case.as_ref().map_or_else(|| voucher.origin.clone(), ToString::to_string),
            ]);
        }
    }
    Ok(rows)
}

fn statement_rows(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    place: &Place,
    period: Period,
    wish: &Wish,
) -> Result<Vec<Vec<String>>, Fault> {
    let chart = capital::chart_of(query, &official.desk, place)?;
    let found = Columns::of(query, &chart, place, wish.day_in(period))?;
    let mut rows = Vec::new();
    let sheets = [
        ("statement-balance", &found.balance, &BALANCE_HEADS[..]),
        ("statement-income", &found.income, &INCOME_HEADS[..]),
    ];
    // Each statement has columns of its own, and says so in a row above its rows.
    for (key, columns, names) in sheets {
        let own: Vec<&str> = names.iter().take(columns.len()).copied().collect();
        rows.push(heads(teller, &[&["statement-which", "statement-row"], &own[..]].concat()));
        for (line, amounts) in beside(columns) {
            let mut row = vec![teller.say(key).to_string(), teller.words(&line.name)];
            row.extend(amounts.into_iter().map(|fen| plain(fen.0)));
            rows.push(row);
        }
    }
    Ok(rows)
}

fn account_rows(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    place: &Place,
    period: Period,
    wish: &Wish,
) -> Result<Vec<Vec<String>>, Fault> {
    let keys = ["voucher-day", "voucher-number", "voucher-what", "books-debit", "books-credit", "books-closing"];
    let mut rows = vec![heads(teller, &keys)];
    let chart = capital::chart_of(query, &official.desk, place)?;
    let Some(code) = ledger::Code::parse(&wish.code).ok().filter(|code| chart.account(code).is_some()) else {
        return Ok(rows);
    };
    let ledger = crate::books::account::lines(query, &chart, place, &code, period)?;
    for (line, balance) in ledger.lines {
        let of = |side: Side| if line.line.side == side { plain(line.line.amount_fen.0) } else { String::new() };
        let (number_period, word, serial) = &line.number;
        rows.push(vec![
            line.day.to_string(),
            format!("{number_period} {}", tell::number(word, *serial)),
            teller.free(&line.summary),
            of(Side::Debit),
            of(Side::Credit),
            plain(balance),
        ]);
    }
    Ok(rows)
}

/// `1200.50`: without separators, for a program to read.
fn plain(fen: i64) -> String {
    Fen(fen).plain()
}

/// The rows with their separators, with the mark that tells a spreadsheet that this is UTF-8.
pub(crate) fn comma(rows: &[Vec<String>]) -> String {
    let mut text = String::from(UTF8_MARK);
    for row in rows {
        comma_row(row.iter().map(String::as_str), &mut text);
    }
    text
}
