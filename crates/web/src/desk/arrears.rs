//! What is due under a village's contracts and has not come in: on the desk of those who keep them, whether or not a letter reaches
//! them.

use crate::contract::show::{arrears, limits};
use crate::desk::Task as Waiting;
use crate::show::{Amount, State, Tag};
use crate::state::Shared;
use crate::told::{Teller, place_name};
use archive::Query;
use office::Desk;
use std::collections::BTreeSet;
use village::{Day, Fault, Place, Post};

/// Those who see to it that what is owed comes in.
const KEEPERS: [Post; 2] = [Post::AssetClerk, Post::Bookkeeper];

/// Each contract with something overdue, with the day on which the oldest of it was due.
pub(super) fn waiting(
    app: &Shared,
    query: &mut dyn Query,
    desk: &Desk,
    teller: &Teller,
) -> Result<Vec<(Day, Waiting)>, Fault> {
    let kept = desk.mandates.iter().filter(|mandate| KEEPERS.contains(&mandate.post));
    let villages: BTreeSet<Place> = kept.map(|mandate| mandate.place.clone()).collect();
    let mut all = Vec::new();
    for village in villages {
        let limits = limits(app, query, &village)?;
        for (row, lines) in capital::contracts(query, &village)? {
            let sum = capital::totals(&lines, teller.today, limits);
            let oldest =
                lines.iter().filter(|line| line.overdue_days(teller.today) > 0).filter_map(|line| line.due).min();
            let Some(due) = oldest else { continue };
            let waiting = Waiting {
                href: format!("/desk/contracts/{}", row.id),
                step: teller.say("arrears-collect").to_string(),
                what: row.object.clone(),
                amount: Some(Amount(sum.overdue_fen)),
                village: place_name(query, &village)?,
                number: row.number.clone(),
                tag: arrears(teller, &sum).unwrap_or_else(|| Tag::new(State::Notice, teller.say("arrears-due"))),
                due: teller.say("arrears-since").put("day", teller.day(due).words).to_string(),
            };
            all.push((due, waiting));
        }
    }
    Ok(all)
}
