//! `/desk/cases`: the cases that the person's posts reach, filtered and sorted by the address.

use crate::case::list::{CaseListPage, CaseRow as Row};
use crate::desk::place::{eyes, frame, places};
use crate::desk::waiting::waits;
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Filter, Pager, Switch};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, amount, place_name};
use crate::village::public::Names;
use affairs::CaseRow;
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use serde::Deserialize;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use village::{CaseId, Fault};

/// How many rows a page has.
const PAGE: usize = 50;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    state: String,
    #[serde(default)]
    affair: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    descending: String,
    #[serde(default)]
    page: Option<usize>,
}

const STATES: [(&str, &str); 6] = [
    ("", "filter-all"),
    ("mine", "filter-mine"),
    ("open", "filter-open"),
    ("late", "filter-late"),
    ("running", "filter-running"),
    ("ended", "filter-ended"),
];

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let list = app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, &wish))).await?;
    page(&list)
}

/// What is known of each case beyond its row.
struct Marks {
    mine: BTreeSet<CaseId>,
    open: BTreeSet<CaseId>,
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official, wish: &Wish) -> Result<CaseListPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let frame = frame(app, query, official, Section::Cases)?;
    let (mut all, mut marks) = (Vec::new(), Marks { mine: BTreeSet::new(), open: BTreeSet::new() });
    for place in places(&official.desk) {
        for case in affairs::cases_within(query, &place, None, None)? {
            let book = app.office.book(query, &case.rules)?;
            if eyes(&official.desk, &case.village, book.affair(&case.affair)).is_some() {
                all.push(case);
            }
        }
    }
    for case in all.iter().filter(|case| case.status == "running") {
        if waits(query, &official.desk, case)? {
            marks.mine.insert(case.id.clone());
        }
        let windows = affairs::windows(query, &case.id)?;
        if windows.iter().any(|w| w.opens <= teller.today && teller.today <= w.closes) {
            marks.open.insert(case.id.clone());
        }
    }
    let names = Names { office: &app.office, teller };
    let filters = filters(query, &names, &all, &marks, wish)?;
    all.retain(|case| is_state(case, &wish.state, &marks, &teller) && is_affair(case, &wish.affair));
    sort(&mut all, wish);
    let count = all.len();
    let number = wish.page.unwrap_or(1).max(1);
    let shown = all.iter().skip((number - 1).saturating_mul(PAGE)).take(PAGE);
    let cases = shown.map(|case| row(query, &names, case, &marks)).collect::<Result<_, Fault>>()?;
    let sorted = if wish.sort.is_empty() { "moved" } else { &wish.sort };
    let descending = wish.sort.is_empty() || wish.descending == "yes";
    let wide = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(CaseListPage {
        columns: CaseListPage::columns(&frame, sorted, descending, &address(wish, &["state", "affair"])),
        pager: Pager::new(
            &format!("{}page=", address(wish, &["state", "affair", "sort", "descending"])),
            wide(number),
            wide(PAGE),
            wide(count),
        ),
        empty: Empty { what: teller.say("cases-empty").to_string(), why: teller.say("cases-empty-why").to_string() },
        filters,
        cases,
        frame,
    })
}

/// The address with the parts that are kept, ready for one more.
fn address(wish: &Wish, kept: &[&str]) -> String {
    let mut address = String::from("/desk/cases?");
    for (name, value) in
        [("state", &wish.state), ("affair", &wish.affair), ("sort", &wish.sort), ("descending", &wish.descending)]
    {
        if kept.contains(&name) && !value.is_empty() {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            address.push_str(&format!("{name}={value}&"));
        }
    }
    address
}

fn is_state(case: &CaseRow, state: &str, marks: &Marks, teller: &Teller) -> bool {
    match state {
        "mine" => marks.mine.contains(&case.id),
        "open" => marks.open.contains(&case.id),
        "late" => case.status == "running" && case.due.is_some_and(|due| due < teller.today),
        "running" => case.status == "running",
        "ended" => case.status != "running",
        _ => true,
    }
}

fn is_affair(case: &CaseRow, affair: &str) -> bool {
    affair.is_empty() || case.affair == affair
}

fn filters(
    query: &mut dyn Query,
    names: &Names<'_>,
    all: &[CaseRow],
    marks: &Marks,
    wish: &Wish,
) -> Result<Vec<Filter>, Fault> {
    let teller = &names.teller;
    let wide = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let states = STATES.iter().map(|(state, key)| Switch {
        words: teller.say(key).to_string(),
        href: format!("{}state={state}", address(wish, &["affair"])),
        chosen: wish.state == *state,
        count: wide(all.iter().filter(|c| is_state(c, state, marks, teller) && is_affair(c, &wish.affair)).count()),
    });
    let states = Filter { name: teller.say("filter-state").to_string(), counted: true, options: states.collect() };
    let codes: BTreeSet<&str> = all.iter().map(|case| case.affair.as_str()).collect();
    let mut options = Vec::new();
    for code in std::iter::once("").chain(codes) {
        let matching = |case: &&CaseRow| is_state(case, &wish.state, marks, teller) && is_affair(case, code);
        let words = match all.iter().find(|case| case.affair == code) {
            Some(case) => {
                let book = names.book(query, &case.rules)?;
                names.affair(&book, code)
            }
            None => teller.say("filter-all").to_string(),
        };
        options.push(Switch {
            words,
            href: format!("{}affair={code}", address(wish, &["state"])),
            chosen: wish.affair == code,
            count: wide(all.iter().filter(matching).count()),
        });
    }
    Ok(vec![states, Filter { name: teller.say("filter-affair").to_string(), counted: true, options }])
}

fn sort(cases: &mut [CaseRow], wish: &Wish) {
    let by: fn(&CaseRow, &CaseRow) -> Ordering = match wish.sort.as_str() {
        "what" => |a, b| a.title.cmp(&b.title),
        "village" => |a, b| a.village.cmp(&b.village),
        "amount" => |a, b| a.amount_fen.cmp(&b.amount_fen),
        "step" => |a, b| (&a.status, &a.affair, &a.step).cmp(&(&b.status, &b.affair, &b.step)),
        "due" => |a, b| (a.due.is_none(), a.due).cmp(&(b.due.is_none(), b.due)),
        "moved" => |a, b| a.changed.cmp(&b.changed),
        _ => |a, b| b.changed.cmp(&a.changed),
    };
    cases.sort_by(|a, b| if wish.descending == "yes" { by(b, a) } else { by(a, b) });
}

fn row(query: &mut dyn Query, names: &Names<'_>, case: &CaseRow, marks: &Marks) -> Result<Row, Fault> {
    let teller = &names.teller;
    let book = names.book(query, &case.rules)?;
    let is_running = case.status == "running";
    let step = if is_running {
        names.step(&book, &case.affair, &case.step)
    } else {
        names.ending(&book, &case.affair, &case.step)
    };
    let is_late = is_running && case.due.is_some_and(|due| due < teller.today);
    let tag = if is_late {
        crate::late::due_tag(teller, &book.at(&case.village, teller.today), case.due, case.remind)
    } else {
        names.tag(&case.status, marks.open.contains(&case.id))
    };
    let due = case.due.filter(|_| is_running);
    Ok(Row {
        what: case.title.clone(),
        href: format!("/desk/cases/{}", case.id),
        affair: names.affair(&book, &case.affair),
        number: case.id.to_string(),
        village: place_name(query, &case.village)?,
        amount: amount(case.amount_fen),
        tag,
        step,
        due: due.map_or_else(String::new, |due| teller.day(due).words),
        moved: teller.day(case.changed.day()),
    })
}
