//! `/desk/books/aging`: how old what is owed to the village, and by it, is at the end of a day, down to the contract and the voucher.

use crate::books::listing::{self, Asked, Cell, Listing, Part, Row};
use crate::books::show::Wish;
use crate::books::tell;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::part::Line;
use crate::show::{Link, State as Mark, Tag};
use crate::state::App;
use archive::Query;
use axum::extract::{Query as AskedFor, State};
use axum::response::Response;
use capital::{Band, ContractAge, Direction, OpenItem};
use ledger::{Books, Period};
use office::Desk;
use std::collections::BTreeMap;
use village::{Day, Fault, Fen};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::desk(app, official, wish, "aging", compose).await
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::csv(app, official, wish, "aging", compose).await
}

/// The day asked for, where it is not to come yet; else today.
fn day_of(asked: &Asked<'_>) -> Day {
    let today = asked.teller.today;
    asked.one.parse().ok().filter(|day: &Day| *day <= today).unwrap_or(today)
}

fn compose(query: &mut dyn Query, asked: &Asked<'_>) -> Result<Option<Listing>, Fault> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let (day, today) = (day_of(asked), asked.teller.today);
    let desk = Desk::unnamed(&asked.app.office, asked.app.now());
    let books = capital::state_of(query, &desk, asked.place)?;
    let items = match &books {
        Some(books) => capital::open_items(query, books, asked.place, day)?,
        None => Vec::new(),
    };
    let (owed, owing): (Vec<OpenItem>, Vec<OpenItem>) = items.into_iter().partition(|one| one.amount_fen > 0);
    let [received, paid] =
        [Direction::In, Direction::Out].map(|way| capital::contract_ages(query, asked.place, way, (day, today)));
    let (received, paid) = (received?, paid?);
    let mut shown = Listing {
        title: say("aging-title"),
        lead: say("aging-lead"),
        empty: (say("aging-empty"), say("aging-empty-why")),
        day: Some(day.to_string()),
        ..Listing::default()
    };
    let contracted = |all: &[ContractAge]| all.iter().flat_map(|age| age.bands.values()).copied().sum::<Fen>();
    let booked = |all: &[OpenItem]| all.iter().map(|one| Fen(one.amount_fen.abs())).sum::<Fen>();
    shown.sums = vec![
        Line::new(say("aging-owed-contracts"), tell::yuan(contracted(&received).0)),
        Line::new(say("aging-owed-books"), tell::yuan(booked(&owed).0)),
        Line::new(say("aging-owing-contracts"), tell::yuan(contracted(&paid).0)),
        Line::new(say("aging-owing-books"), tell::yuan(booked(&owing).0)),
    ];
    let old = received.iter().filter_map(|age| age.bands.get(&Band::Over3)).copied().sum::<Fen>();
    if old > Fen(0) {
        shown.warnings.push(Tag::new(Mark::Orange, asked.teller.say("aging-too-old").put("sum", old.to_string())));
    }
    let books = books.as_ref();
    shown.parts = vec![
        by_contract(asked, ("owed-contracts", "aging-owed-contracts"), &received),
        by_voucher(asked, ("owed-books", "aging-owed-books"), books, &owed, day),
        by_contract(asked, ("owing-contracts", "aging-owing-contracts"), &paid),
        by_voucher(asked, ("owing-books", "aging-owing-books"), books, &owing, day),
    ];
    shown.links = links(asked, day, books);
    Ok(Some(shown))
}

/// The ends of the last months that the books know, to look back at.
fn links(asked: &Asked<'_>, day: Day, books: Option<&Books>) -> Vec<Link> {
    let today = asked.teller.today;
    let address = |day: Day| format!("/desk/books/aging?village={}&code={day}", asked.place);
    let mut period = Period::of(today).before();
    let mut links = Vec::new();
    if day != today {
        links.push(Link::new(asked.teller.say("aging-today"), address(today)));
    }
    while links.len() < 4 && books.is_some_and(|books| period >= books.first) {
        let last = period.last_day();
        links.push(Link::new(last.to_string(), address(last)));
        period = period.before();
    }
    links
}

/// The columns, of which those that hold nothing stay: a list is read beside that of another day.
fn heads(asked: &Asked<'_>, first: &'static str) -> Vec<String> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let bands = Band::ALL.iter().map(|band| asked.teller.words(&band.words()));
    [say(first), say("aging-sum")].into_iter().chain(bands).collect()
}

fn cells(bands: &BTreeMap<Band, Fen>) -> Vec<Cell> {
    let cell = |fen: Option<&Fen>| fen.map_or_else(Cell::nothing, |fen| Cell::yuan(*fen));
    let mut cells = vec![Cell::yuan(bands.values().copied().sum())];
    cells.extend(Band::ALL.iter().map(|band| cell(bands.get(band))));
    cells
}

/// All of a list, as its first row; none where it is empty.
fn whole(asked: &Asked<'_>, all: &[&BTreeMap<Band, Fen>]) -> Option<Row> {
    let mut bands: BTreeMap<Band, Fen> = BTreeMap::new();
    for (band, fen) in all.iter().copied().flatten() {
        let sum = bands.entry(*band).or_default();
        *sum = *sum + *fen;
    }
    let what = asked.teller.say("aging-all").to_string();
    (!all.is_empty()).then(|| Row { what, cells: cells(&bands), ..Row::default() })
}

fn by_contract(asked: &Asked<'_>, (id, title): (&'static str, &'static str), all: &[ContractAge]) -> Part {
    let row = |age: &ContractAge| Row {
        what: asked.teller.free(&age.contract.object),
        href: format!("/desk/contracts/{}", age.contract.id),
        note: asked.teller.free(&age.contract.party),
        cells: cells(&age.bands),
        ..Row::default()
    };
    let bands: Vec<&BTreeMap<Band, Fen>> = all.iter().map(|age| &age.bands).collect();
    let rows = whole(asked, &bands).into_iter().chain(all.iter().map(row)).collect();
    Part { id, title: asked.teller.say(title).to_string(), heads: heads(asked, "aging-contract"), rows }
}

fn by_voucher(
    asked: &Asked<'_>,
    (id, title): (&'static str, &'static str),
    books: Option<&Books>,
    all: &[OpenItem],
    day: Day,
) -> Part {
    // What was posted today is owed from today.
    let band = |one: &OpenItem| BTreeMap::from([(Band::of(day.since(one.day).max(1)), Fen(one.amount_fen.abs()))]);
    let bands: Vec<BTreeMap<Band, Fen>> = all.iter().map(band).collect();
    let account = |one: &OpenItem| {
        let found = books.and_then(|books| books.chart.account(&one.account));
        found.map_or_else(|| one.account.to_string(), |found| asked.teller.words(&found.name))
    };
    let row = |(one, bands): (&OpenItem, &BTreeMap<Band, Fen>)| Row {
        what: match &one.voucher {
            Some(_) => asked.teller.free(&one.summary),
            None => asked.teller.say("aging-opening").to_string(),
        },
        href: one.voucher.as_ref().map_or_else(String::new, |voucher| asked.address(voucher)),
        note: format!("{} · {}", account(one), one.day),
        cells: cells(bands),
        ..Row::default()
    };
    let sums: Vec<&BTreeMap<Band, Fen>> = bands.iter().collect();
    let rows = whole(asked, &sums).into_iter().chain(all.iter().zip(&bands).map(row)).collect();
    Part { id, title: asked.teller.say(title).to_string(), heads: heads(asked, "aging-voucher"), rows }
}
