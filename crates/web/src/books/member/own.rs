//! What somebody of the register reads of their own household once they have signed in: its shares, and what it was given for them.

use crate::books::listing::{Asked, Cell, Part, Row};
use archive::Query;
use capital::{DistributionRow, MemberRow, Shares};
use village::{Fault, Fen};

/// The reader's household; nothing where nobody has signed in, or whoever has is not on this register.
pub(crate) fn household(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    all: &[MemberRow],
    shared: &[DistributionRow],
) -> Result<Vec<Part>, Fault> {
    let Some(person) = asked.reader.and_then(|desk| desk.person()) else { return Ok(Vec::new()) };
    let own = capital::household_of(query, asked.place, person)?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let whole: Shares = all.iter().map(|row| row.holding.sum()).sum();
    let rows = own.iter().map(|row| Row {
        what: row.name.clone(),
        note: asked.teller.words(&row.state.words()),
        cells: super::part::holding(row, whole),
        ..Row::default()
    });
    let heads = ["member-name", "shares-heads", "shares-work", "shares-other", "shares-sum", "shares-part"];
    let mut parts =
        vec![Part { id: "own", title: say("members-own"), heads: heads.map(say).to_vec(), rows: rows.collect() }];
    let mut rows = Vec::new();
    for one in shared {
        let mut lines = capital::distribution_lines(query, &one.case)?;
        lines.retain(|line| own.iter().any(|row| row.id == line.member));
        for line in lines {
            rows.push(Row {
                what: line.name.clone(),
                note: one.case.clone(),
                tags: vec![super::owed::standing(asked.teller, line.open(), line.amount_fen)],
                cells: vec![
                    Cell::day(asked.teller, line.paid.last().map_or(one.day, |part| part.day)),
                    Cell::number(line.shares.to_string()),
                    Cell::yuan(Fen(line.amount_fen.0)),
                ],
                ..Row::default()
            });
        }
    }
    let heads = ["member-name", "receipt-day", "shares-sum", "distribution-amount"].map(say).to_vec();
    parts.push(Part { id: "own-paid", title: say("members-own-paid"), heads, rows });
    Ok(parts)
}
