//! What a village's records say of one household: shares and what was given for them, what was paid to it, what it was a party to,
//! its contracts and what is owed on them.

use crate::books::listing::{Asked, Cell, Part, Row};
use crate::books::member::own::household;
use crate::show::{State as Weight, Tag};
use crate::told::Teller;
use archive::Query;
use office::household::{Home, same_names};
use std::collections::BTreeSet;
use village::{Fault, Fen};

/// The names of the household that are nobody else's in the village: a paper that says one of them means this household.
fn names(query: &mut dyn Query, home: &Home) -> Result<BTreeSet<String>, Fault> {
    let twice = same_names(query, &home.village)?;
    Ok(home.people.iter().map(|one| one.name.clone()).filter(|name| !twice.contains(name)).collect())
}

/// That somebody else in the village bears a name of the household: what is under it is not shown to either.
pub(super) fn warnings(query: &mut dyn Query, teller: &Teller, home: &Home) -> Result<Vec<Tag>, Fault> {
    let own = names(query, home)?;
    let others = home.people.iter().map(|one| &one.name).filter(|name| !own.contains(*name));
    let others: BTreeSet<&String> = others.collect();
    let said = |name: &String| Tag::new(Weight::Notice, teller.say("household-same-name").put("name", name.as_str()));
    Ok(others.into_iter().map(said).collect())
}

pub(super) fn parts(query: &mut dyn Query, asked: &Asked<'_>, home: &Home) -> Result<Vec<Part>, Fault> {
    let all = capital::members(query, asked.place)?;
    let public = affairs::disclosures(query, asked.place)?;
    let mut shared = capital::distributions(query, asked.place)?;
    shared.retain(|one| public.iter().any(|known| known.case.as_str() == one.case));
    let mut parts = household(query, asked, &all, &shared)?;
    let own = names(query, home)?;
    parts.push(paid(query, asked, &own, &public)?);
    parts.push(contracts(query, asked, &own)?);
    parts.push(matters(query, asked, &own, &public)?);
    Ok(parts)
}

fn part(asked: &Asked<'_>, id: &'static str, title: &'static str, heads: &[&'static str], rows: Vec<Row>) -> Part {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    Part { id, title: say(title), heads: heads.iter().copied().map(say).collect(), rows }
}

/// What was paid to somebody of the household.
fn paid(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    own: &BTreeSet<String>,
    public: &[affairs::Disclosure],
) -> Result<Part, Fault> {
    let mut rows = Vec::new();
    for name in own {
        for one in affairs::payments_to(query, asked.place, name)? {
            rows.push(Row {
                what: asked.teller.free(&one.title),
                href: asked.case(&one.case, public),
                note: name.clone(),
                cells: vec![Cell::day(asked.teller, one.paid_on), Cell::yuan(one.amount_fen)],
                ..Row::default()
            });
        }
    }
    Ok(part(asked, "paid", "household-paid", &["household-what", "receipt-day", "distribution-amount"], rows))
}

/// The household's contracts with the village, and what is still owed on them.
fn contracts(query: &mut dyn Query, asked: &Asked<'_>, own: &BTreeSet<String>) -> Result<Part, Fault> {
    let mut rows = Vec::new();
    for (contract, lines) in capital::contracts(query, asked.place)? {
        if !own.contains(contract.party.trim()) {
            continue;
        }
        let owed: i64 = lines
            .iter()
            .filter(|line| line.counts() && line.due.is_some_and(|due| due <= asked.teller.today))
            .map(|line| line.owed_fen().0)
            .sum();
        let tags = if owed > 0 {
            vec![Tag::new(Weight::Orange, asked.teller.say("household-owed").put("sum", Fen(owed).to_string()))]
        } else {
            Vec::new()
        };
        let ends = contract.ends.map_or_else(Cell::nothing, |day| Cell::day(asked.teller, day));
        rows.push(Row {
            what: asked.teller.free(&contract.object),
            note: contract.party.clone(),
            tags,
            cells: vec![Cell::day(asked.teller, contract.signed), ends, Cell::yuan(contract.total_fen)],
            ..Row::default()
        });
    }
    let heads = ["household-what", "household-signed", "household-ends", "household-price"];
    Ok(part(asked, "contracts", "household-contracts", &heads, rows))
}

/// The affairs in which somebody of the household is the other party: an application, a subsidy, a piece of work.
fn matters(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    own: &BTreeSet<String>,
    public: &[affairs::Disclosure],
) -> Result<Part, Fault> {
    let book = asked.app.office.current_book(query)?.at(asked.place, asked.teller.today);
    let mut rows = Vec::new();
    for name in own {
        for case in affairs::cases_with(query, asked.place, name)? {
            let affair =
                book.affair(&case.affair).map_or_else(String::new, |affair| asked.teller.heading(&affair.name));
            let stand = match case.status.as_str() {
                "running" => Tag::new(Weight::Ordinary, asked.teller.say("household-running")),
                "done" => Tag::new(Weight::Done, asked.teller.say("household-done")),
                _ => Tag::new(Weight::Notice, asked.teller.say("household-ended")),
            };
            rows.push(Row {
                what: asked.teller.free(&case.title),
                href: asked.case(&case.id, public),
                note: affair,
                tags: vec![stand],
                cells: vec![
                    Cell::day(asked.teller, case.opened.day()),
                    case.amount_fen.map_or_else(Cell::nothing, Cell::yuan),
                ],
                ..Row::default()
            });
        }
    }
    let heads = ["household-what", "household-begun", "distribution-amount"];
    Ok(part(asked, "matters", "household-matters", &heads, rows))
}
