//! `/desk/books/trial.csv` and `/desk/books/vouchers.csv`: the tables of a period to take along.

use crate::books::show::{Wish, chosen, period};
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
use village::{Fault, Fen, Place, Refusal};

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

type Rows = fn(&mut dyn Query, &Official, &Teller, &Place, Period) -> Result<Vec<Vec<String>>, Fault>;

async fn export(app: App, official: Official, wish: Wish, name: &'static str, rows: Rows) -> Result<Response, Halt> {
    let (name, text) = app
        .blocking(move |app: &Shared| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            let teller = official.teller(Eyes::Village);
            let made = app.office.read(|reader| {
                let all = capital::periods(reader, &village.place)?;
                let Some(row) = period(&all, &wish.period) else { return Ok(None) };
                let rows = rows(reader, &official, &teller, &village.place, row.period)?;
                Ok(Some((format!("{}-{}-{name}.csv", village.place, row.period), comma(&rows))))
            })?;
            Ok::<_, Halt>(made.ok_or_else(Refusal::not_there)?)
        })
        .await?;
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, attached.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
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
) -> Result<Vec<Vec<String>>, Fault> {
    let chart = capital::chart_of(query, &official.desk, place)?;
    let turns = capital::turns(query, place, period)?;
    let keys =
        ["books-code", "books-account", "books-class", "books-opening", "books-debit", "books-credit", "books-closing"];
    let mut rows = vec![heads(teller, &keys)];
    for row in ledger::trial_balance(&chart, &turns).rows {
        rows.push(vec![
            row.account.code.to_string(),
            teller.words(&chart.full_name(&row.account.code)),
            tell::class(teller, row.account.class),
            plain(row.account.side.natural(row.turn.opening_fen)),
            plain(row.turn.debit_fen),
            plain(row.turn.credit_fen),
            plain(row.account.side.natural(row.turn.closing_fen())),
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

/// `1200.50`: without separators, for a program to read.
fn plain(fen: i64) -> String {
    Fen(fen).to_string().replace(',', "")
}

/// The rows with their separators. A spreadsheet must read no cell as a formula, and must know that this is UTF-8.
fn comma(rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    let is_number = cell.strip_prefix('-').unwrap_or(cell).bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let formula = !is_number && cell.starts_with(['=', '+', '-', '@', '\t']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_read_as_a_formula_and_every_cell_stays_one() {
        let check = |cell: &str, expect: &str| assert_eq!(quoted(cell), expect, "{cell}");
        check("=1+1", "'=1+1");
        check("-1200.50", "-1200.50");
        check("-1+cmd", "'-1+cmd");
        check("扫帚,20\"把", "\"扫帚,20\"\"把\"");
        assert_eq!(comma(&[vec!["a".into(), "b".into()]]), "\u{feff}a,b\r\n");
        assert_eq!(plain(123_456_789), "1234567.89");
    }
}
