//! Every affair of the rule book, to each of its good endings: what it pays and receives stands in the books, to the fen.

use crate::scene::{opening, rich};
use affairs::acts;
use demo::on_both_databases;
use demo::testing::{Bench, Road, Stage};
use ledger::{Code, Side, trial_balance};
use office::Desk;
use procedure::{Affair, Position};
use village::{CaseId, Fen, Place};

on_both_databases!(what_each_affair_pays_and_receives_is_posted,);

/// Its examples begin on a contract of which a part is paid already: `works` walks it.
const WALKED_APART: [&str; 1] = ["F2"];

fn what_each_affair_pays_and_receives_is_posted(bench: &Bench) {
    let stage = Stage::open(bench);
    let village = stage.village();
    let mut deed = opening(bench, &village);
    rich(&mut deed);
    bench.by_two(&village, deed);
    let mut wrong = Vec::new();
    let mut moved = 0;
    for affair in stage.book.affairs.values().filter(|affair| !WALKED_APART.contains(&affair.code.as_str())) {
        for ending in affair.endings.iter().filter(|ending| ending.good) {
            match end(&stage, affair, &ending.id) {
                Ok(case) if row(bench, &case).village != village => {}
                Ok(case) => match stands(bench, &stage, affair, &case) {
                    Ok(many) => moved += many,
                    Err(what) => wrong.push(format!("{case}, to `{}`: {what}", ending.id)),
                },
                Err(what) => wrong.push(format!("{} to `{}`: {what}", affair.code, ending.id)),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(moved > 12, "only {moved} cases moved anything");
    funds_are_followed(bench, &village);
    bench.verified();
}

/// Every fund is what its case received less what it used, and all of them are what the books say.
fn funds_are_followed(bench: &Bench, village: &Place) {
    let desk = Desk::unnamed(&bench.office, bench.now());
    let books = bench.read(|reader| capital::state_of(reader, &desk, village)).unwrap();
    let funds = bench.read(|reader| capital::funds(reader, &books, village));
    for affair in ["C6", "E4"] {
        let own = funds.iter().find(|fund| fund.case.as_ref().is_some_and(|case| case.as_str().contains(affair)));
        let own = own.unwrap_or_else(|| panic!("{affair} has no fund"));
        assert!(own.granted_fen() > Fen(0) && own.used_fen() > Fen(0) && own.left_fen() >= Fen(0), "{own:#?}");
    }
    let left: Fen = funds.iter().map(capital::Fund::left_fen).sum();
    let stands: Fen = ["231", "241"].map(|text| books.balance_fen(&Code::parse(text).unwrap())).into_iter().sum();
    assert_eq!(left, stands);
}

fn row(bench: &Bench, id: &CaseId) -> affairs::CaseRow {
    bench.read(|reader| affairs::case(reader, id)).unwrap()
}

fn end(stage: &Stage<'_>, affair: &Affair, ending: &str) -> Result<CaseId, String> {
    let at = Position::Ended(ending.to_owned());
    let mut ways: Vec<&Road> = stage.roads[&affair.code].iter().filter(|road| road.to.as_ref() == Ok(&at)).collect();
    ways.sort_by_key(|road| road.acts.len());
    let mut why = vec!["no example comes to it".to_owned()];
    for road in ways {
        match stage.go(road, &|turn| stage.by_deed(turn)) {
            Ok(case) => return Ok(case),
            Err(what) => why.push(what),
        }
    }
    Err(why.join("\n    "))
}

/// Whether the case's vouchers say what its acts did; 1 when it moved anything.
fn stands(bench: &Bench, stage: &Stage<'_>, affair: &Affair, case: &CaseId) -> Result<usize, String> {
    let case_row = row(bench, case);
    let village: Place = case_row.village.clone();
    let done = bench.read(|reader| acts(reader, case));
    let vouchers = bench.read(|reader| capital::vouchers_of_case(reader, case));
    let mut wanted = 0;
    for act in &done {
        let outcome = affair.step(&act.step).and_then(|step| step.outcome(&act.outcome)).unwrap();
        let posts = |effect: &&String| stage.book.effects[*effect].by.as_deref() == Some("capital.post");
        for effect in outcome.effects.iter().filter(posts) {
            wanted += stage.book.postings.of(&affair.code, effect).count();
        }
    }
    if vouchers.is_empty() && wanted > 0 {
        return Err(format!("{wanted} vouchers are to be there and none is"));
    }
    let bank = Code::parse("102").unwrap();
    let (mut into, mut out) = (0, 0);
    for voucher in &vouchers {
        let whole = bench.read(|reader| capital::voucher(reader, &village, &voucher.id)).unwrap();
        for line in whole.lines.iter().filter(|line| line.account.is_within(&bank) || line.account.as_str() == "101") {
            match line.side {
                Side::Debit => into += line.amount_fen.0,
                Side::Credit => out += line.amount_fen.0,
            }
        }
    }
    // What is given back to those who raised it is no payment of the village's.
    let refunded = case_row.facts.get("refunded_fen").map_or(0, |fact| match fact {
        procedure::FactValue::Int(fen) => *fen,
        _ => 0,
    });
    if Fen(out - refunded) != case_row.paid_fen {
        return Err(format!("{} paid, {} taken out of the bank; {into} came in", case_row.paid_fen, Fen(out)));
    }
    let desk = Desk::unnamed(&bench.office, bench.now());
    let books = bench.read(|reader| capital::state_of(reader, &desk, &village)).unwrap();
    let (_, month) = books.months.last_key_value().unwrap();
    if !trial_balance(&books.chart, &month.turns).is_balanced() {
        return Err("the trial balance does not agree".to_owned());
    }
    if books.reserved.keys().any(|id| id.starts_with(case.as_str())) {
        return Err("money is still kept back".to_owned());
    }
    Ok(usize::from(!vouchers.is_empty()))
}
