//! `/desk/readings`: how often each village's public items were read in the last thirty days, the unread first.

use crate::desk::place::frame;
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::pace::show::own;
use crate::part::Empty;
use crate::sample;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use disclosure::Stand;
use office::roster;
use std::collections::BTreeMap;
use village::{Fault, Level, Place, Refusal};

/// So many days back.
const BACK_DAYS: i64 = 30;
/// So many unread items are named for a village.
const NAMED: usize = 6;

/// A village.
pub(crate) struct ReadRow {
    pub(crate) name: String,
    pub(crate) href: String,
    /// How many items were made public in these days, how often they were read together, and how many nobody read.
    pub(crate) public: usize,
    pub(crate) read: i64,
    pub(crate) unread: usize,
    /// Which, in words.
    pub(crate) which: String,
}

/// The page.
#[derive(Template)]
#[template(path = "reading/show.html")]
pub(crate) struct ReadingsPage {
    pub(crate) frame: Frame,
    pub(crate) rows: Vec<ReadRow>,
    pub(crate) empty: Empty,
}

impl ReadingsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let row = |name: String, read, unread| ReadRow {
            name,
            href: "/v/990101001001/disclosures".to_owned(),
            public: 9,
            read,
            unread,
            which: if unread > 0 {
                say("支出明细（2026年3月）", "Expenses (March 2026)")
            } else {
                String::new()
            },
        };
        Self {
            rows: vec![row(say("柳湾村", "Liuwan"), 0, 9), row(say("石桥村", "Shiqiao"), 214, 0)],
            empty: Empty { what: String::new(), why: String::new() },
            frame,
        }
    }
}

pub(crate) async fn list(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| compose(app, &official)).await?;
    page(&shown)
}

fn compose(app: &Shared, official: &Official) -> Result<ReadingsPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let Some(place) = own(&official.desk).into_iter().next() else { return Err(Refusal::not_there().into()) };
    app.readers.flush(app)?;
    let counts = app.directory.readings(&place, teller.today.plus(-BACK_DAYS))?;
    let counts: BTreeMap<(Place, String), i64> =
        counts.into_iter().map(|(village, page, many)| ((village, page), many)).collect();
    let shown = app.office.read(|query| {
        let mut frame = frame(app, query, official, Section::Pace)?;
        frame.back = Some(Link::new(teller.say("rail-pace"), "/desk/pace"));
        let mut rows = Vec::new();
        for village in roster::subdivisions(query, &place, Level::Village)? {
            rows.extend(row(app, query, &teller, &village.place, &counts)?);
        }
        rows.sort_by_key(|row| (std::cmp::Reverse(row.unread), row.read));
        let empty =
            Empty { what: teller.say("reading-empty").to_string(), why: teller.say("reading-empty-why").to_string() };
        Ok::<_, Fault>(ReadingsPage { frame, rows, empty })
    })?;
    Ok(shown)
}

/// What a village made public in these days, and how often it was read; none where it made nothing public.
fn row(
    app: &Shared,
    query: &mut dyn Query,
    teller: &Teller,
    place: &Place,
    counts: &BTreeMap<(Place, String), i64>,
) -> Result<Option<ReadRow>, Fault> {
    let book = app.office.current_book(query)?.at(place, teller.today);
    let (mut public, mut read, mut unread) = (0, 0, Vec::new());
    for slot in disclosure::slots(query, &book, place, teller.today)? {
        let Stand::Public { since, .. } = slot.stand else { continue };
        if teller.today.since(since) > BACK_DAYS || slot.item.scope != "public" {
            continue;
        }
        let many = counts.get(&(place.clone(), format!("{}/{}", slot.item.code, slot.term))).copied().unwrap_or(0);
        public += 1;
        read += many;
        if many == 0 {
            unread.push(format!("{}（{}）", teller.heading(&slot.item.name), teller.heading(&slot.term.words())));
        }
    }
    let gap = teller.say("list-comma").to_string();
    Ok((public > 0).then_some(ReadRow {
        name: place_name(query, place)?,
        href: format!("/v/{place}/disclosures"),
        public,
        read,
        unread: unread.len(),
        which: unread.iter().take(NAMED).cloned().collect::<Vec<_>>().join(&gap),
    }))
}
