//! What cases give to be made public for a time: every case that made something public of an item in it, by its latest act in that time.

use crate::read::{Disclosure, disclosures_between};
use archive::Query;
use office::{Asked, Cell, Content, Desk, Source};
use procedure::FactValue;
use std::collections::BTreeMap;
use village::{CaseId, Fault, Stop, Words};

/// This chapter's sources.
pub const SOURCE: Source = Source { names: &["cases", "seal"], draw };

/// The affair by which a time's disclosure was gone through: what it made public stands in the items themselves.
const GONE_THROUGH: &str = "K2";

fn draw(query: &mut dyn Query, desk: &Desk, asked: &Asked<'_>) -> Result<Content, Stop> {
    let code = &asked.item.code;
    let all = disclosures_between(query, asked.village, (asked.first.start(), asked.last.plus(1).start()))?;
    let own = all.into_iter().filter(|one| one.discloses.contains(code) && one.affair != GONE_THROUGH);
    // The latest comes first.
    let mut latest: BTreeMap<CaseId, Disclosure> = BTreeMap::new();
    for one in own {
        latest.entry(one.case.clone()).or_insert(one);
    }
    let mut latest: Vec<Disclosure> = latest.into_values().collect();
    latest.sort_by(|a, b| (a.moment, &a.case).cmp(&(b.moment, &b.case)));
    let content = match asked.item.from.as_str() {
        "seal" => seal(query, desk, &latest)?,
        _ => listed(query, desk, latest)?,
    };
    Ok(content)
}

fn listed(query: &mut dyn Query, desk: &Desk, latest: Vec<Disclosure>) -> Result<Content, Fault> {
    let count = i64::try_from(latest.len()).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    for one in latest {
        let book = desk.office.book(query, &one.rules)?;
        let affair = book.affair(&one.affair);
        let name = affair.map_or_else(|| Words::same(&one.affair), |affair| affair.name.clone());
        let outcome = affair.and_then(|affair| affair.step(&one.step)).and_then(|step| step.outcome(&one.outcome));
        let outcome = outcome.map_or_else(|| Words::same(&one.outcome), |outcome| outcome.words.clone());
        rows.push(vec![
            Cell::Day(one.moment.day()),
            Cell::Words(name),
            Cell::Free(one.title),
            Cell::Words(outcome),
            Cell::Case(one.case),
        ]);
    }
    let heads = [("日期", "Day"), ("事项", "Affair"), ("内容", "About"), ("结果", "Outcome"), ("办件", "Case")];
    let content = Content::default().figure("本期件数", "cases", Cell::Number(count));
    Ok(content.table(Words::new("逐件", "Each case"), &heads, rows))
}

/// How often the seal was used for each purpose; never for whom.
fn seal(query: &mut dyn Query, desk: &Desk, latest: &[Disclosure]) -> Result<Content, Fault> {
    let mut kinds: BTreeMap<String, (Words, i64, i64)> = BTreeMap::new();
    for one in latest {
        let Some(case) = crate::read::case(query, &one.case)? else { continue };
        let book = desk.office.book(query, &case.rules)?;
        let code = match case.facts.get("kind") {
            Some(FactValue::Text(code)) => code.clone(),
            _ => String::new(),
        };
        let fields =
            book.affair(&case.affair).into_iter().flat_map(|affair| &affair.steps).flat_map(|step| &step.fields);
        let choice = fields.flat_map(|field| &field.choices).find(|choice| choice.code == code);
        let name = choice.map_or_else(|| Words::new("用章", "use of the seal"), |choice| choice.words.clone());
        let copies = match case.facts.get("copies") {
            Some(FactValue::Int(copies)) => *copies,
            _ => 0,
        };
        let sum = kinds.entry(code).or_insert((name, 0, 0));
        sum.1 = sum.1.saturating_add(1);
        sum.2 = sum.2.saturating_add(copies);
    }
    let times = kinds.values().map(|(_, times, _)| *times).fold(0_i64, i64::saturating_add);
    let rows = kinds
        .into_values()
        .map(|(name, times, copies)| vec![Cell::Words(name), Cell::Number(times), Cell::Number(copies)]);
    let heads = [("用途", "For what"), ("次数", "Times"), ("份数", "Copies")];
    let content = Content::default().figure("用章次数", "uses of the seal", Cell::Number(times));
    Ok(content.table(Words::new("各类用章", "By purpose"), &heads, rows.collect()))
}
