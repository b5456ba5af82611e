//! `/desk/contracts`: a village's contracts for whoever may read its papers, and each with its whole money.

use crate::books::show::{Wish, chosen, reads};
use crate::books::tell::yuan;
use crate::contract::bar::bar;
use crate::contract::list::{Age, ContractLine, ContractsPage};
use crate::contract::page::{ContractPage, PaidLine, ScheduleLine};
use crate::desk::place::{frame, may};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Html, Line, Switch};
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use capital::{Colour, ContractRow, ContractTotals, Limits, LineRow, Settled};
use village::{Day, Division, Fault, Fen, Refusal};

/// The days of the rules in force at a place.
pub(crate) fn limits(app: &Shared, query: &mut dyn Query, place: &village::Place) -> Result<Limits, Fault> {
    let today = app.now().day();
    Ok(Limits::of(&app.office.current_book(query)?.at(place, today), today))
}

/// The tag of arrears; none while nothing is overdue.
pub(crate) fn arrears(teller: &Teller, sum: &ContractTotals) -> Option<Tag> {
    let mark = match sum.colour {
        Colour::None => return None,
        Colour::Yellow => Mark::Yellow,
        Colour::Orange => Mark::Orange,
        Colour::Red => Mark::Red,
    };
    let said = teller.say("contract-arrears").put("colour", teller.words(&sum.colour.words()));
    Some(Tag::new(mark, said.put("days", sum.days.to_string())))
}

/// What stands beside a contract's name.
pub(crate) fn tags(teller: &Teller, row: &ContractRow, sum: &ContractTotals, today: Day) -> Vec<Tag> {
    let mut tags: Vec<Tag> = arrears(teller, sum).into_iter().collect();
    if row.mark.is_some() {
        tags.push(Tag::new(Mark::Ordinary, teller.say("contract-history")));
    }
    match row.ends {
        _ if row.ended => tags.push(Tag::new(Mark::Ordinary, teller.say("contract-ended"))),
        Some(ends) if ends < today => tags.push(Tag::new(Mark::Ordinary, teller.say("contract-over"))),
        Some(ends) if ends.since(today) <= 60 => tags.push(Tag::new(Mark::Notice, teller.say("contract-ending"))),
        _ => {}
    }
    tags
}

/// An amount where there is one.
pub(crate) fn some(fen: Fen) -> Html {
    if fen.0 == 0 { Html::default() } else { yuan(fen.0) }
}

pub(crate) fn line(teller: &Teller, row: &ContractRow, sum: &ContractTotals, href: String) -> ContractLine {
    ContractLine {
        object: teller.free(&row.object),
        href,
        party: teller.party(&row.party),
        kind: teller.words(&row.kind.words()),
        ends: row.ends.map_or_else(Html::default, |ends| teller.day(ends).into()),
        total: yuan(sum.total_fen.0.max(row.total_fen.0)),
        settled: yuan(sum.settled_fen.0),
        overdue: some(sum.overdue_fen),
        bar: bar(sum.settled_fen.0, sum.overdue_fen.0, sum.total_fen.0),
        tags: tags(teller, row, sum, teller.today),
    }
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let (village, all) = chosen(app, &official, &wish.village)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &village, &all))?)
        })
        .await?;
    page(&shown)
}

/// What is added up over the contracts that bring the village money.
pub(crate) fn sums(teller: &Teller, all: &[(ContractRow, ContractTotals)]) -> Vec<Line> {
    let sum = |of: fn(&ContractTotals) -> Fen| -> i64 {
        all.iter().filter(|(row, _)| row.way == capital::Direction::In).map(|(_, sum)| of(sum).0).sum()
    };
    vec![
        Line::text(teller.say("contracts-count"), all.len().to_string()),
        Line::new(teller.say("contracts-in"), yuan(sum(|sum| sum.total_fen))),
        Line::new(teller.say("contract-settled"), yuan(sum(|sum| sum.settled_fen))),
        Line::new(teller.say("contract-overdue"), yuan(sum(|sum| sum.overdue_fen))),
    ]
}

/// What is overdue, by how long it has been.
fn ages(teller: &Teller, all: &[(ContractRow, Vec<LineRow>)]) -> Vec<Age> {
    let steps: [(&'static str, i64, i64); 4] =
        [("aging-30", 1, 30), ("aging-90", 31, 90), ("aging-365", 91, 365), ("aging-more", 366, i64::MAX)];
    let lines = || all.iter().filter(|(row, _)| row.way == capital::Direction::In).flat_map(|(_, lines)| lines);
    let within = |from: i64, to: i64| -> i64 {
        let own = lines().filter(|line| (from..=to).contains(&line.overdue_days(teller.today)));
        own.map(|line| line.owed_fen().0).sum()
    };
    let whole = within(1, i64::MAX);
    if whole == 0 {
        return Vec::new();
    }
    let age = |(key, from, to): (&'static str, i64, i64)| {
        let fen = within(from, to);
        Age { name: teller.say(key).to_string(), amount: yuan(fen), bar: bar(0, fen, whole) }
    };
    steps.into_iter().map(age).collect()
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Division,
    all: &[Division],
) -> Result<ContractsPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &village.place;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?village={place}")));
    let limits = limits(app, query, place)?;
    let found = capital::contracts(query, place)?;
    let ages = ages(&teller, &found);
    let with = |(row, lines): (ContractRow, Vec<LineRow>)| {
        let sum = capital::totals(&lines, teller.today, limits);
        (row, sum)
    };
    let mut rows: Vec<(ContractRow, ContractTotals)> = found.into_iter().map(with).collect();
    // What is worst stands first.
    rows.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.colour));
    let line_of =
        |(row, sum): &(ContractRow, ContractTotals)| line(&teller, row, sum, format!("/desk/contracts/{}", row.id));
    let mut links = Vec::new();
    if may(&official.desk, "keep_books", place) {
        let href = format!("/desk/contracts/import?village={place}");
        links.push(Link::new(teller.say("contract-import"), href));
    }
    Ok(ContractsPage {
        village: village.short_name(),
        villages: all
            .iter()
            .map(|one| Switch {
                words: one.short_name(),
                href: format!("/desk/contracts?village={}", one.place),
                chosen: one.place == *place,
                count: 0,
            })
            .collect(),
        sums: sums(&teller, &rows),
        ages,
        lines: rows.iter().map(line_of).collect(),
        links,
        csv_href: format!("/desk/contracts.csv?village={place}"),
        empty: Empty {
            what: teller.say("contracts-empty").to_string(),
            why: teller.say("contracts-empty-why").to_string(),
        },
        frame,
    })
}

pub(crate) async fn one(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let row = app.office.read(|reader| capital::contract(reader, &id))?.ok_or_else(Refusal::not_there)?;
            if !reads(&official, &row.village) {
                return Err(Refusal::not_there().into());
            }
            Ok::<_, Halt>(app.office.read(|reader| whole(app, reader, &official, &row))?)
        })
        .await?;
    page(&shown)
}

fn whole(app: &Shared, query: &mut dyn Query, official: &Official, row: &ContractRow) -> Result<ContractPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &row.village;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("contracts-title"), format!("/desk/contracts?village={place}")));
    let limits = limits(app, query, place)?;
    let lines = capital::contract_lines(query, &row.id)?;
    let sum = capital::totals(&lines, teller.today, limits);
    let book = app.office.current_book(query)?.at(place, teller.today);
    let mut warnings = Vec::new();
    if let Some(last) = row.too_long(&book, teller.today) {
        warnings.push(teller.say("contract-too-long").put("day", teller.day(last).words).to_string());
    }
    let paid = capital::settlings(query, &row.id)?;
    let held = capital::deposit_held(&paid);
    let number =
        |position: i64| lines.iter().find(|line| line.position == position).map_or(position, |line| line.number);
    let paid = paid.iter().map(|one| paid_line(&teller, one, number(one.position))).collect();
    let changes = capital::changes_of(query, &row.id)?.into_iter().map(|(case, moment, ended)| {
        let key = if ended { "contract-ended-by" } else { "contract-changed-by" };
        let said = teller.say(key).put("day", teller.day(moment.day()).words).put("case", case.to_string());
        Link::new(said, format!("/desk/cases/{case}"))
    });
    let mut links = Vec::new();
    if row.filing_no.is_empty() && may(&official.desk, "file_township", place) {
        links.push(Link::new(teller.say("contract-file"), format!("/desk/contracts/{}/filing", row.id)));
    }
    Ok(ContractPage {
        village: place_name(query, place)?,
        title: row.object.clone(),
        tags: tags(&teller, row, &sum, teller.today),
        warnings,
        about: about(&teller, row),
        sums: money(&teller, row, &sum, held),
        bar: bar(sum.settled_fen.0, sum.overdue_fen.0, sum.total_fen.0),
        lines: lines.iter().filter(|line| line.counts()).map(|line| scheduled(&teller, line, limits)).collect(),
        paid,
        changes: changes.collect(),
        links,
        frame,
    })
}

fn paid_line(teller: &Teller, one: &capital::ContractSettling, number: i64) -> PaidLine {
    let key = match (one.taken_back, one.how) {
        (true, how) if how.is_of_lines() => "contract-taken-back",
        (true, _) => "contract-deposit-taken-back",
        (false, Settled::Waived) => "contract-waived",
        (false, Settled::Paid) => "contract-paid-line",
        (false, Settled::Deposit) => "contract-deposit-came",
        (false, Settled::DepositBack) => "contract-deposit-back",
        (false, Settled::DepositKept) => "contract-deposit-kept",
    };
    PaidLine {
        when: teller.day(one.day).into(),
        what: teller.say(key).put("number", number.to_string()).to_string(),
        amount: yuan(one.amount_fen.0),
        href: format!("/desk/books/{}", one.source),
    }
}

fn money(teller: &Teller, row: &ContractRow, sum: &ContractTotals, held: Fen) -> Vec<Line> {
    let mut lines = vec![
        Line::new(teller.say("contract-total"), yuan(row.total_fen.0)),
        Line::new(teller.say("contract-settled"), yuan(sum.settled_fen.0)),
        Line::new(teller.say("contract-left"), yuan((sum.total_fen - sum.settled_fen).0)),
        Line::new(teller.say("contract-overdue"), yuan(sum.overdue_fen.0)),
    ];
    for (key, fen) in [
        ("contract-deposit", row.deposit_fen),
        ("contract-deposit-held", held),
        ("contract-retention", row.retention_fen),
    ] {
        if fen.0 > 0 {
            lines.push(Line::new(teller.say(key), yuan(fen.0)));
        }
    }
    lines
}

fn about(teller: &Teller, row: &ContractRow) -> Vec<Line> {
    let mut lines = vec![
        Line::text(teller.say("contract-number"), &row.number),
        Line::text(teller.say("contract-kind"), teller.words(&row.kind.words())),
        Line::text(teller.say("contract-way"), teller.words(&row.way.words())),
        Line::text(teller.say("contract-party"), teller.party(&row.party)),
        Line::new(teller.say("contract-signed"), teller.day(row.signed)),
    ];
    for (key, day) in [("contract-starts", row.starts), ("contract-ends", row.ends)] {
        lines.extend(day.map(|day| Line::new(teller.say(key), teller.day(day))));
    }
    let filed =
        if row.filing_no.is_empty() { teller.say("contract-not-filed").to_string() } else { row.filing_no.clone() };
    lines.push(Line::text(teller.say("contract-filing"), filed));
    lines.push(match &row.case {
        Some(case) => Line::new(teller.say("voucher-case"), Link::new(case, format!("/desk/cases/{case}"))),
        None => Line::text(teller.say("voucher-case"), teller.say("contract-history-why").to_string()),
    });
    lines
}

fn scheduled(teller: &Teller, line: &LineRow, limits: Limits) -> ScheduleLine {
    let days = line.overdue_days(teller.today);
    let own = ContractTotals { days, colour: limits.colour(days), ..ContractTotals::default() };
    let tag = arrears(teller, &own)
        .or_else(|| (line.owed_fen().0 == 0).then(|| Tag::new(Mark::Done, teller.say("contract-line-paid"))));
    ScheduleLine {
        number: line.number,
        due: line
            .due
            .map_or_else(|| Html::text(teller.say("contract-by-case").to_string()), |due| teller.day(due).into()),
        amount: yuan(line.amount_fen.0),
        settled: yuan(line.settled_fen.0),
        owed: yuan(line.owed_fen().0),
        tag,
        href: line.voucher.as_ref().map_or_else(String::new, |voucher| format!("/desk/books/{voucher}")),
    }
}
