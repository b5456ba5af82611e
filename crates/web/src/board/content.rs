//! What stands in an item, for one reader: figures, lines that lead to their voucher or case, text.

use crate::part::Html;
use crate::show::Amount;
use crate::told::Teller;
use office::{Cell, Content, Figure, Table};
use village::{Fen, Place};

/// Where the lines lead: to the public pages, or to the desk's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leads {
    /// For everybody.
    Public,
    /// For officials.
    Desk,
}

/// What stands in an item.
#[derive(Default)]
pub(crate) struct Said {
    /// One sentence made from the figures; empty where there is none to make.
    pub(crate) summary: String,
    pub(crate) figures: Vec<SaidFigure>,
    pub(crate) tables: Vec<SaidTable>,
    /// What somebody wrote, by line.
    pub(crate) text: Vec<String>,
}

/// A figure.
pub(crate) struct SaidFigure {
    pub(crate) name: String,
    pub(crate) value: Html,
    /// What it was the time before, and a year before.
    pub(crate) before: Vec<String>,
}

/// A table, as a list of lines.
pub(crate) struct SaidTable {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Whether each line has one amount, and so stands as a line of money.
    pub(crate) is_money: bool,
    pub(crate) rows: Vec<SaidRow>,
}

/// A line.
pub(crate) struct SaidRow {
    pub(crate) what: String,
    /// Its day and whatever else stands in it.
    pub(crate) notes: String,
    /// Each amount with its head.
    pub(crate) amounts: Vec<(String, Html)>,
    /// Its voucher or case.
    pub(crate) href: String,
    /// The second one of them.
    pub(crate) case_href: String,
    /// Where to ask about it.
    pub(crate) ask_href: String,
    /// How many asked.
    pub(crate) asked: usize,
}

/// A line in plain words, by which a question names it.
pub(crate) fn line_words(teller: &Teller, cells: &[Cell]) -> String {
    let words = cells.iter().filter_map(|cell| plain(teller, cell));
    words.collect::<Vec<_>>().join(" · ")
}

fn plain(teller: &Teller, cell: &Cell) -> Option<String> {
    match cell {
        Cell::Words(words) => Some(teller.heading(words)),
        Cell::Free(text) => Some(teller.free(text)),
        Cell::Party(name) => Some(teller.party(name)),
        Cell::Fen(fen) => Some(format!("{fen}{}", teller.say("yuan-after"))),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Day(day) => Some(teller.day(*day).words),
        Cell::Voucher(_) | Cell::Case(_) | Cell::Contract(_) | Cell::Card(_) | Cell::None => None,
    }
}

fn href(cell: &Cell, place: &Place, leads: Leads) -> Option<String> {
    match (cell, leads) {
        (Cell::Voucher(id), Leads::Public) => Some(format!("/v/{place}/books/{id}")),
        (Cell::Voucher(id), Leads::Desk) => Some(format!("/desk/books/{id}")),
        (Cell::Case(id), Leads::Public) => Some(format!("/cases/{id}")),
        (Cell::Case(id), Leads::Desk) => Some(format!("/desk/cases/{id}")),
        (Cell::Card(id), Leads::Public) => Some(format!("/v/{place}/assets/{id}")),
        (Cell::Card(id), Leads::Desk) => Some(format!("/desk/assets/{id}")),
        (Cell::Contract(id), Leads::Desk) => Some(format!("/desk/contracts/{id}")),
        (Cell::Contract(_), Leads::Public) => Some(format!("/v/{place}/contracts/register")),
        _ => None,
    }
}

fn value(teller: &Teller, cell: &Cell) -> Html {
    match cell {
        Cell::Fen(fen) => Amount(*fen).into(),
        other => Html::text(plain(teller, other).unwrap_or_default()),
    }
}

fn row(teller: &Teller, place: &Place, leads: Leads, table: &Table, cells: &[Cell]) -> SaidRow {
    let (mut what, mut notes, mut amounts) = (None, Vec::new(), Vec::new());
    let mut links = cells.iter().filter_map(|cell| href(cell, place, leads));
    let (first, second) = (links.next().unwrap_or_default(), links.next().unwrap_or_default());
    for (head, cell) in table.heads.iter().zip(cells) {
        match cell {
            Cell::Fen(fen) => amounts.push((teller.heading(head), Amount(*fen).into())),
            Cell::Number(number) => amounts.push((teller.heading(head), Html::text(number.to_string()))),
            Cell::Free(_) | Cell::Party(_) | Cell::Words(_) if what.is_none() => what = plain(teller, cell),
            other => notes.extend(plain(teller, other)),
        }
    }
    SaidRow {
        what: what.unwrap_or_default(),
        notes: notes.join(" · "),
        amounts,
        href: first,
        case_href: second,
        ask_href: String::new(),
        asked: 0,
    }
}

/// What stands in an item, told to a reader.
pub(crate) fn said(teller: &Teller, place: &Place, leads: Leads, content: &Content) -> Said {
    let figures = content.figures.iter().map(|figure| SaidFigure {
        name: teller.heading(&figure.name),
        value: value(teller, &figure.cell),
        before: Vec::new(),
    });
    let tables = content.tables.iter().enumerate().map(|(at, table)| {
        let rows: Vec<SaidRow> = table.rows.iter().map(|cells| row(teller, place, leads, table, cells)).collect();
        SaidTable {
            id: format!("t{at}"),
            name: teller.heading(&table.name),
            is_money: rows.iter().all(|row| row.amounts.len() == 1),
            rows,
        }
    });
    Said {
        summary: summary(teller, content),
        figures: figures.collect(),
        tables: tables.collect(),
        text: teller.free(&content.text).lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect(),
    }
}

/// What each figure was in an earlier publication, where it has one of the same name.
pub(crate) fn compare(teller: &Teller, said: &mut Said, content: &Content, earlier: &Content, key: &'static str) {
    for (shown, figure) in said.figures.iter_mut().zip(&content.figures) {
        let same = earlier.figures.iter().find(|other| other.name == figure.name);
        if let Some(words) = same.and_then(|same| plain(teller, &same.cell)) {
            shown.before.push(teller.say(key).put("value", words).to_string());
        }
    }
}

fn named(figures: &[Figure], zh: &str) -> Option<Fen> {
    figures.iter().find(|figure| figure.name.zh == zh).and_then(|figure| match figure.cell {
        Cell::Fen(fen) => Some(fen),
        _ => None,
    })
}

/// The money of a month in a sentence: what came in, what went out, what was largest, what is left.
fn summary(teller: &Teller, content: &Content) -> String {
    let figures = &content.figures;
    let (Some(came), Some(went), Some(left)) =
        (named(figures, "本期收入"), named(figures, "本期支出"), named(figures, "期末结存"))
    else {
        return String::new();
    };
    let said = teller.say("board-sum").put("came", came.to_string()).put("went", went.to_string());
    let mut sentence = said.put("left", left.to_string()).to_string();
    let largest = content.tables.first().and_then(|table| table.rows.iter().max_by_key(|cells| amount(cells)));
    // Of what has no words of its own, such as an account, none is the largest.
    let what = largest.and_then(|cells| {
        cells.iter().find_map(|cell| match cell {
            Cell::Free(text) => Some(teller.free(text)),
            _ => None,
        })
    });
    if let Some((cells, what)) = largest.filter(|cells| amount(cells) > Fen(0)).zip(what) {
        let said = teller.say("board-sum-largest").put("what", what);
        sentence.push_str(&said.put("amount", amount(cells).to_string()).to_string());
    }
    sentence
}

fn amount(cells: &[Cell]) -> Fen {
    let fen = cells.iter().find_map(|cell| match cell {
        Cell::Fen(fen) => Some(*fen),
        _ => None,
    });
    fen.unwrap_or(Fen(0))
}

/// The line of a table that an address names, `0.12`: table and row.
pub(crate) fn line_at(content: &Content, at: &str) -> Option<Vec<Cell>> {
    let (table, row) = at.split_once('.')?;
    let (table, row): (usize, usize) = (table.parse().ok()?, row.parse().ok()?);
    content.tables.get(table)?.rows.get(row).cloned()
}
