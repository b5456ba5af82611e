//! Tables filled in so that they come to the totals that are wanted, with people of the village in them.

use archive::Query;
use office::roster;
use procedure::{FieldKind, Outcome, Step, Table, Total, Way, write_lines};
use std::collections::BTreeMap;
use village::{Day, Fault, Fen, Place};

/// How many people from elsewhere a table may name.
const STRANGERS: u32 = 500;

/// Writes the tables of a form, and takes out the totals that nobody types.
///
/// # Errors
/// When the store cannot be read.
pub fn fill(
    query: &mut dyn Query,
    village: &Place,
    step: &Step,
    outcome: Option<&Outcome>,
    fields: &mut BTreeMap<String, String>,
    today: Day,
) -> Result<(), Fault> {
    let asked = |on: &[String]| match outcome {
        Some(outcome) if on.is_empty() => outcome.way == Way::On,
        Some(outcome) => on.contains(&outcome.id),
        None => on.is_empty(),
    };
    for table in step.tables.iter().filter(|table| asked(&table.on)) {
        let mut wanted: Vec<(Total, i64)> = Vec::new();
        for field in &step.fields {
            let Some(total) = field.total.as_ref().filter(|total| total.table == table.id) else { continue };
            let typed = fields.remove(&field.id).unwrap_or_default();
            let value = match field.kind {
                FieldKind::Money => Fen::parse(&typed).map_or(0, |fen| fen.0),
                _ => typed.parse().unwrap_or(0),
            };
            wanted.push((total.clone(), value));
        }
        // What somebody wrote out stays as it is.
        if fields.contains_key(&table.id) {
            continue;
        }
        let names = names(query, village, table, today)?;
        fields.insert(table.id.clone(), write_lines(table, &wanted, &names, today));
    }
    Ok(())
}

/// Whom the table may name: people of the roster by number, for names may be borne twice, and after them others, where the
/// table takes them.
fn names(query: &mut dyn Query, village: &Place, table: &Table, today: Day) -> Result<Vec<String>, Fault> {
    Ok(match table.columns.iter().find_map(|column| column.post) {
        Some(post) => {
            let holders = roster::persons_with(query, village, post, today)?;
            holders.into_iter().map(|holder| holder.mandate.person.to_string()).collect()
        }
        None => {
            let people = roster::people_of(query, village)?.into_iter().map(|one| one.id.to_string());
            people.chain((1..=STRANGERS).map(|nth| format!("外村人{nth}"))).collect()
        }
    })
}
