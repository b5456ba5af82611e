//! The lists of the register: who is on it, and what changed.

use crate::books::listing::{Asked, Cell, Part, Row};
use crate::show::{State as Mark, Tag};
use crate::told::Teller;
use affairs::Disclosure;
use archive::Query;
use capital::{MemberChange, MemberRow, MemberState, Shares};
use procedure::RuleBook;
use village::{CaseId, Fault, Fen};

/// Shares by their kind, together, and their part of all of them.
pub(super) fn holding(row: &MemberRow, whole: Shares) -> Vec<Cell> {
    let held = [row.holding.heads, row.holding.work, row.holding.other, row.holding.sum()];
    let mut cells: Vec<Cell> = held.iter().map(|shares| Cell::number(shares.to_string())).collect();
    cells.push(Cell::number(percent(row.holding.sum().part_of(whole))));
    cells
}

/// Ten-thousandths as they are read: 93 is 0.93%.
pub(super) fn percent(part: i64) -> String {
    match part % 100 {
        0 => format!("{}%", part / 100),
        rest => format!("{}.{rest:02}%", part / 100),
    }
}

/// The number within the village: M-0012.
pub(super) fn short(id: &str) -> &str {
    id.split_once('-').map_or(id, |(_, rest)| rest)
}

/// Everybody on the register, by households.
pub(super) fn register(asked: &Asked<'_>, kept: &[&MemberRow], all: &[MemberRow], cap: i64) -> Part {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let whole: Shares = all.iter().map(|row| row.holding.sum()).sum();
    let row = |row: &&MemberRow| {
        let mut tags = Vec::new();
        if row.state != MemberState::Member {
            tags.push(Tag::new(Mark::Notice, asked.teller.words(&row.state.words())));
        }
        if row.holding.sum().is_over(cap, whole) {
            tags.push(Tag::new(Mark::Orange, asked.teller.say("member-over")));
        }
        let mut cells = vec![Cell::text(&row.household)];
        cells.extend(holding(row, whole));
        Row {
            what: row.name.clone(),
            href: format!("/desk/books/members?village={}&code={}", asked.place, row.id),
            note: short(&row.id).to_owned(),
            tags,
            cells,
            ..Row::default()
        }
    };
    let heads =
        ["member-name", "member-household", "shares-heads", "shares-work", "shares-other", "shares-sum", "shares-part"];
    Part {
        id: "register",
        title: say("members-register"),
        heads: heads.map(say).to_vec(),
        rows: kept.iter().map(row).collect(),
    }
}

/// The shares by their kind, for everybody.
pub(super) fn kinds(asked: &Asked<'_>, all: &[MemberRow]) -> impl Iterator<Item = Part> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let whole: Shares = all.iter().map(|row| row.holding.sum()).sum();
    let sum = |of: fn(&MemberRow) -> Shares| all.iter().map(of).sum::<Shares>();
    let held = [sum(|row| row.holding.heads), sum(|row| row.holding.work), sum(|row| row.holding.other)];
    let weights: Vec<u64> = held.iter().map(|shares| shares.0.unsigned_abs()).collect();
    // Rounded so that the kinds together are all of it.
    let parts = ledger::apportion(Fen(10_000), &weights);
    let row = |(key, (shares, part)): (&'static str, (Shares, Fen))| {
        let cells = vec![Cell::number(shares.to_string()), Cell::number(percent(part.0))];
        Row { what: say(key), cells, ..Row::default() }
    };
    let heads = ["shares-kind", "shares-sum", "shares-part"].map(say).to_vec();
    let keys = ["shares-heads", "shares-work", "shares-other"];
    let rows = keys.into_iter().zip(held.into_iter().zip(parts)).map(row).collect();
    (whole.0 > 0).then_some(Part { id: "kinds", title: say("shares-kinds"), heads, rows }).into_iter()
}

pub(super) fn case_of(asked: &Asked<'_>, case: &str, public: &[Disclosure]) -> String {
    CaseId::new(case).map_or_else(|_| String::new(), |case| asked.case(&case, public))
}

/// The reason of a change, as the affair's form calls it.
fn reason(teller: &Teller, book: &RuleBook, code: &str) -> String {
    let fields = book.affair("J1").into_iter().flat_map(|affair| &affair.steps).flat_map(|step| &step.fields);
    let field = fields.into_iter().find(|field| field.id == "change");
    let found = field.and_then(|field| field.choices.iter().find(|choice| choice.code == code));
    found.map_or_else(|| teller.say("member-imported").to_string(), |choice| teller.words(&choice.words))
}

/// What cases changed, the latest first; names as the reader may see them.
pub(super) fn changes(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    all: &[MemberChange],
    public: &[Disclosure],
) -> Result<Part, Fault> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let book = asked.app.office.current_book(query)?;
    let row = |row: &MemberChange| {
        let case = row.case.clone().unwrap_or_default();
        Row {
            what: asked.teller.name(&row.name),
            href: case_of(asked, &case, public),
            note: case,
            cells: vec![
                Cell::day(asked.teller, row.day),
                Cell::text(reason(asked.teller, &book, &row.reason)),
                Cell::text(asked.teller.words(&row.state.words())),
                Cell::number(row.holding.sum().to_string()),
            ],
            ..Row::default()
        }
    };
    let heads = ["member-name", "receipt-day", "member-reason", "member-state", "shares-after"].map(say).to_vec();
    Ok(Part { id: "changes", title: say("member-changes"), heads, rows: all.iter().map(row).collect() })
}

/// Every standing of one member, the latest first.
pub(super) fn history(asked: &Asked<'_>, all: &[MemberRow]) -> Part {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let row = |row: &MemberRow| Row {
        what: asked.teller.words(&row.state.words()),
        href: row.case.as_deref().map_or_else(String::new, |case| case_of(asked, case, &[])),
        note: row.case.clone().unwrap_or_else(|| say("member-imported")),
        cells: vec![
            Cell::day(asked.teller, row.day),
            Cell::text(&row.household),
            Cell::number(row.holding.heads.to_string()),
            Cell::number(row.holding.work.to_string()),
            Cell::number(row.holding.other.to_string()),
            Cell::number(row.holding.sum().to_string()),
        ],
        ..Row::default()
    };
    let heads = [
        "member-state",
        "receipt-day",
        "member-household",
        "shares-heads",
        "shares-work",
        "shares-other",
        "shares-sum",
    ];
    Part {
        id: "history",
        title: say("member-history"),
        heads: heads.map(say).to_vec(),
        rows: all.iter().map(row).collect(),
    }
}
