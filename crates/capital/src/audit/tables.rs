//! The tables that follow from the books: what people open in a spreadsheet, and what another program checks.

use super::replay::{Replayed, path};
use ledger::{Code, Line, Row, Side, Turn, balance_sheet, income, trial_balance};
use sheet::comma_row;
use std::collections::BTreeMap;
use village::{Day, Fen};

/// The name of a file and its text.
pub(super) type File = (&'static str, String);

/// Every file that is made from the entries.
pub(super) fn tables(found: &Replayed) -> Vec<File> {
    vec![
        ("accounts.csv", accounts(found)),
        ("vouchers.csv", vouchers(found)),
        ("lines.csv", lines(found)),
        ("trial.csv", trial(found)),
        ("statements.csv", statements(found)),
        ("books.journal", journal(found)),
    ]
}

/// `1200.50`: without separators, for a program to read.
pub(super) fn plain(fen: i64) -> String {
    Fen(fen).plain()
}

pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    comma_row(head.iter().copied(), &mut out);
    rows.into_iter().for_each(|cells| comma_row(cells.iter().map(String::as_str), &mut out));
    out
}

fn accounts(found: &Replayed) -> String {
    let chart = &found.books.chart;
    let opening = |code: &ledger::Code| {
        let lines = found.opening.iter().filter(|line| line.account == *code);
        lines.map(|line| line.side.natural(line.amount_fen.0)).sum::<i64>()
    };
    let rows = chart.accounts().map(|account| {
        vec![
            account.code.to_string(),
            account.name.zh.clone(),
            account.name.en.clone(),
            account.class.code().to_owned(),
            account.side.code().to_owned(),
            plain(opening(&account.code)),
        ]
    });
    table(&["code", "name_zh", "name_en", "class", "side", "opening"], rows)
}

fn vouchers(found: &Replayed) -> String {
    let rows = found.vouchers.iter().map(|(id, voucher, seq)| {
        let draft = &voucher.draft;
        let people = &draft.people;
        let person = |one: &Option<village::PersonId>| one.as_ref().map(ToString::to_string).unwrap_or_default();
        let papers: Vec<String> = draft.attachments.iter().map(ToString::to_string).collect();
        vec![
            id.clone(),
            voucher.number.to_string(),
            draft.day.to_string(),
            draft.summary.clone(),
            plain(i64::try_from(draft.sum(Side::Debit)).unwrap_or(i64::MAX)),
            draft.origin.to_string(),
            person(&people.handler),
            person(&people.witness),
            person(&people.reviewer),
            person(&people.approver),
            papers.join(" "),
            voucher.hash().to_string(),
            seq.to_string(),
        ]
    });
    let head = [
        "voucher", "number", "day", "summary", "amount", "origin", "handler", "witness", "reviewer", "approver",
        "papers", "hash", "entry",
    ];
    table(&head, rows)
}

fn lines(found: &Replayed) -> String {
    let of = |line: &Line, side: Side| if line.side == side { plain(line.amount_fen.0) } else { String::new() };
    let rows = found.vouchers.iter().flat_map(|(id, voucher, _)| {
        (1..).zip(&voucher.draft.lines).map(move |(number, line): (usize, &Line)| {
            let account = line.account.to_string();
            vec![id.clone(), number.to_string(), account, of(line, Side::Debit), of(line, Side::Credit)]
        })
    });
    table(&["voucher", "line", "account", "debit", "credit"], rows)
}

fn trial(found: &Replayed) -> String {
    let chart = &found.books.chart;
    let rows = found.months.iter().flat_map(|(period, month)| {
        let trials = trial_balance(chart, &month.turns).rows.into_iter();
        trials.map(move |row| {
            vec![
                period.to_string(),
                row.account.code.to_string(),
                row.account.name.zh.clone(),
                plain(row.turn.opening_fen),
                plain(row.turn.debit_fen),
                plain(row.turn.credit_fen),
                plain(row.turn.closing_fen()),
            ]
        })
    });
    table(&["period", "code", "name", "opening", "debit", "credit", "closing"], rows)
}

/// The income statement as far as it says something of a month.
fn of_month(chart: &ledger::Chart, turns: &BTreeMap<Code, Turn>) -> Vec<Row> {
    income(chart, turns).into_iter().filter(|row| !row.of_year).collect()
}

fn statements(found: &Replayed) -> String {
    let chart = &found.books.chart;
    let rows = found.months.iter().flat_map(|(period, month)| {
        let sheets = [("balance sheet", balance_sheet(chart, &month.turns)), ("income", of_month(chart, &month.turns))];
        sheets.into_iter().flat_map(move |(name, rows)| {
            rows.into_iter().map(move |row: Row| {
                vec![period.to_string(), name.to_owned(), row.id, row.name.zh, plain(row.amount_fen.0)]
            })
        })
    });
    table(&["period", "statement", "row", "name", "amount"], rows)
}

/// The same as a plain-text journal, in the format that `hledger` reads.
fn journal(found: &Replayed) -> String {
    let chart = &found.books.chart;
    let mut out = String::from(
        "; 村集体账簿 / a village's books. Balances: hledger -f books.journal balance --flat\ncommodity 1000.00 CNY\n",
    );
    let posting = |code: &ledger::Code, fen: i64, out: &mut String| {
        out.push_str(&format!("    {}  {} CNY\n", path(chart, code), plain(fen)));
    };
    if !found.opening.is_empty() {
        let day = found.books.first.first_day().plus(-1);
        head(day, "期初", "期初余额 opening balances", &mut out);
        for line in &found.opening {
            posting(&line.account, line.side.natural(line.amount_fen.0), &mut out);
        }
    }
    for (_, voucher, _) in &found.vouchers {
        let draft = &voucher.draft;
        head(draft.day, &voucher.number.to_string(), &draft.summary, &mut out);
        out.push_str(&format!("    ; {}\n", draft.origin));
        for line in &draft.lines {
            posting(&line.account, line.signed_fen(), &mut out);
        }
    }
    out
}

/// A semicolon would begin a comment, a bar would split payee from note.
fn head(day: Day, number: &str, what: &str, out: &mut String) {
    let what: String = what.chars().map(|c| if matches!(c, ';' | '|' | '\n' | '\r') { ' ' } else { c }).collect();
    out.push_str(&format!("\n{day} ({number}) {what}\n"));
}
