//! A list about a village's money, made once and shown three ways: to officials, to everybody with persons masked, and as a table to
//! take along.

use crate::books::show::{Wish, chosen};
use crate::desk::place::frame;
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::file::table;
use crate::http::look::Look;
use crate::http::public::public;
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Switch};
use crate::sample;
use crate::show::{Link, State, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, at_village};
use crate::village::public::village;
use archive::Query;
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use village::{Fault, Place};

/// A figure or a word in a list: as it is shown, and as it stands in a table.
pub(crate) struct Cell {
    pub(crate) shown: Html,
    pub(crate) plain: String,
    pub(crate) is_number: bool,
}

/// A line of a list.
#[derive(Default)]
pub(crate) struct Row {
    /// Where it can be led to within the page; may be empty.
    pub(crate) anchor: String,
    pub(crate) what: String,
    /// Where it leads; empty where there is nothing more to see.
    pub(crate) href: String,
    pub(crate) note: String,
    pub(crate) tags: Vec<Tag>,
    /// A bar below the name; it says nothing that the figures do not say.
    pub(crate) bar: Html,
    pub(crate) cells: Vec<Cell>,
}

/// One list of the page.
pub(crate) struct Part {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    /// What the first column is, and the others.
    pub(crate) heads: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// What a page tells, before somebody sees it.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) links: Vec<Link>,
    pub(crate) sums: Vec<Line>,
    /// What is wrong, in a sentence each.
    pub(crate) warnings: Vec<Tag>,
    pub(crate) parts: Vec<Part>,
    pub(crate) empty: (String, String),
    /// What was looked for, where something can be looked for.
    pub(crate) find: Option<String>,
    /// The day at whose end the list stands, where another can be asked for.
    pub(crate) day: Option<String>,
}

/// For whom a list is made.
pub(crate) struct Asked<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) teller: &'a Teller,
    pub(crate) place: &'a Place,
    /// The official at the desk; none where everybody reads.
    pub(crate) official: Option<&'a Official>,
    /// Whoever reads a public page and has signed in.
    pub(crate) reader: Option<&'a office::Desk>,
    /// The one thing asked for; empty for all of them.
    pub(crate) one: &'a str,
    /// What is looked for; empty for all.
    pub(crate) find: &'a str,
}

impl Asked<'_> {
    /// The address of something of this list, on the desk or on the village's page.
    pub(crate) fn address(&self, rest: &str) -> String {
        match self.official {
            Some(_) => format!("/desk/books/{rest}"),
            None => format!("/v/{}/{rest}", self.place),
        }
    }

    /// Where a case is read: at the desk, or by everybody once it is public.
    pub(crate) fn case(&self, case: &village::CaseId, public: &[affairs::Disclosure]) -> String {
        match self.official {
            Some(_) => format!("/desk/cases/{case}"),
            None if public.iter().any(|known| known.case == *case) => format!("/cases/{case}"),
            None => String::new(),
        }
    }
}

/// Makes a list; none where what was asked for is not there.
pub(crate) type Compose = fn(&mut dyn Query, &Asked<'_>) -> Result<Option<Listing>, Fault>;

/// The officials' page.
#[derive(Template)]
#[template(path = "books/listing.html")]
pub(crate) struct ListingPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    /// Where something is looked for, and in which village.
    pub(crate) find_href: String,
    pub(crate) place: String,
    pub(crate) csv_href: String,
    pub(crate) list: Listing,
    pub(crate) empty: Empty,
}

/// Everybody's page.
#[derive(Template)]
#[template(path = "books/public_listing.html")]
pub(crate) struct PublicListingPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) list: Listing,
    pub(crate) empty: Empty,
}

impl Cell {
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        Self { shown: Html::text(&text), plain: text.as_ref().to_owned(), is_number: false }
    }

    pub(crate) fn day(teller: &Teller, day: village::Day) -> Self {
        Self { shown: teller.day(day).into(), plain: day.to_string(), is_number: false }
    }

    pub(crate) fn yuan(fen: village::Fen) -> Self {
        Self { shown: crate::books::tell::yuan(fen.0), plain: fen.to_string().replace(',', ""), is_number: true }
    }

    pub(crate) fn number(text: impl AsRef<str>) -> Self {
        Self { is_number: true, ..Self::text(text) }
    }

    pub(crate) fn nothing() -> Self {
        Self { shown: Html::default(), plain: String::new(), is_number: true }
    }
}

impl Part {
    /// Whether a column holds figures, by its first row.
    fn is_number(&self, column: &usize) -> bool {
        let cell = column.checked_sub(1).and_then(|at| self.rows.first()?.cells.get(at));
        cell.is_some_and(|cell| cell.is_number)
    }

    /// What a column is called, counted from the one beside the name.
    pub(crate) fn head(&self, column: &usize) -> &str {
        self.heads.get(*column).map_or("", String::as_str)
    }
}

impl Listing {
    fn empty(&self) -> Empty {
        Empty { what: self.empty.0.clone(), why: self.empty.1.clone() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.rows.is_empty())
    }

    /// Every list, one below the other.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut all = Vec::new();
        for part in &self.parts {
            all.push(part.heads.clone());
            for row in &part.rows {
                let cells = row.cells.iter().map(|cell| cell.plain.clone());
                all.push([row.what.clone()].into_iter().chain(cells).collect());
            }
        }
        all
    }
}

fn at_desk<'a>(
    app: &'a Shared,
    official: &'a Official,
    teller: &'a Teller,
    place: &'a Place,
    wish: &'a Wish,
) -> Asked<'a> {
    Asked { app, teller, place, official: Some(official), reader: None, one: &wish.code, find: wish.find.trim() }
}

/// The officials' page of a list.
pub(crate) async fn desk(
    app: App,
    official: Official,
    wish: Wish,
    name: &'static str,
    compose: Compose,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let (village, all) = chosen(app, &official, &wish.village)?;
            let teller = official.teller(Eyes::Village);
            let made = app.office.read(|reader| {
                let asked = at_desk(app, &official, &teller, &village.place, &wish);
                let Some(list) = compose(reader, &asked)? else { return Ok::<_, Fault>(None) };
                let mut frame = frame(app, reader, &official, Section::Books)?;
                frame.back =
                    Some(Link::new(teller.say("rail-books"), format!("/desk/books?village={}", village.place)));
                let switch = |one: &village::Division| Switch {
                    words: one.short_name(),
                    href: format!("/desk/books/{name}?village={}", one.place),
                    chosen: one.place == village.place,
                    count: 0,
                };
                Ok(Some(ListingPage {
                    village: village.short_name(),
                    villages: all.iter().map(switch).collect(),
                    find_href: format!("/desk/books/{name}"),
                    place: village.place.to_string(),
                    csv_href: format!("/desk/books/{name}.csv?village={}&code={}", village.place, wish.code),
                    empty: list.empty(),
                    list,
                    frame,
                }))
            })?;
            Ok::<_, Halt>(made.ok_or_else(village::Refusal::not_there)?)
        })
        .await?;
    page(&shown)
}

/// The table of a list.
pub(crate) async fn csv(
    app: App,
    official: Official,
    wish: Wish,
    name: &'static str,
    compose: Compose,
) -> Result<Response, Halt> {
    app.blocking(move |app| {
        let (village, _) = chosen(app, &official, &wish.village)?;
        let teller = official.teller(Eyes::Village);
        let made = app.office.read(|reader| {
            let asked = at_desk(app, &official, &teller, &village.place, &wish);
            compose(reader, &asked)
        })?;
        let list = made.ok_or_else(village::Refusal::not_there)?;
        Ok::<_, Halt>(table(&format!("{}-{name}", village.place), &list.rows(), wish.form == "xlsx")?)
    })
    .await
}

/// Everybody's page of a list, or of one thing of it.
pub(crate) async fn everybody(
    app: App,
    look: Look,
    asked: HeaderMap,
    code: String,
    one: String,
    name: &'static str,
    compose: Compose,
) -> Result<Response, Halt> {
    let (at, short) = (code.get(..12).unwrap_or(&code), one.get(..60).unwrap_or(&one));
    let address = format!("/v/{at}/{name}/{short}");
    public(&app, &look, &asked, address, move |canvas, reader| {
        let Some(found) = village(reader, &code)? else { return Ok(None) };
        let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
        let (app, who) = (canvas.app, canvas.reader);
        let asked =
            Asked { app, teller: &teller, place: &place, official: None, reader: who.as_ref(), one: &one, find: "" };
        let Some(list) = compose(reader, &asked)? else { return Ok(None) };
        let name = at_village(reader, &mut frame, &place, &teller)?;
        frame.back = Some(Link::new(teller.say("finance"), format!("/v/{place}/finance")));
        Ok(Some(PublicListingPage { name, empty: list.empty(), list, frame }))
    })
    .await
}

pub(crate) fn shown(frame: &Frame) -> Listing {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    let row = |number: &str, zh: &str, en: &str, fen: i64, tag: Option<Tag>| Row {
        anchor: String::new(),
        what: number.to_owned(),
        href: "/desk/books/receipts/990101001001-S1-1201".to_owned(),
        note: say(zh, en),
        tags: tag.into_iter().collect(),
        bar: Html::default(),
        cells: vec![Cell::text(say("青溪米业有限公司", "Qingxi Rice Ltd")), Cell::yuan(village::Fen(fen))],
    };
    let void = Tag::new(State::Red, say("作废", "Void"));
    Listing {
        title: frame.say("receipts-title").to_string(),
        lead: frame.say("receipts-lead").to_string(),
        links: vec![Link::new(frame.say("receipt-book-go"), "/desk/books/receipts/book")],
        sums: vec![Line::text(frame.say("receipt-next"), "浙农NO.0001204")],
        warnings: Vec::new(),
        parts: vec![Part {
            id: "numbers",
            title: frame.say("receipt-numbers").to_string(),
            heads: vec![
                frame.say("receipt-no").to_string(),
                frame.say("receipt-payer").to_string(),
                frame.say("receipt-amount").to_string(),
            ],
            rows: vec![
                row("浙农NO.0001203", "老粮站店面租金", "Rent of the old grain store", 600_000, None),
                row("浙农NO.0001202", "写坏了金额", "The amount was misspelt", 0, Some(void)),
            ],
        }],
        empty: (String::new(), String::new()),
        find: Some(String::new()),
        day: Some("2026-06-30".to_owned()),
    }
}

impl ListingPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            village: "柳湾村".to_owned(),
            villages: Vec::new(),
            find_href: "/desk/books/receipts".to_owned(),
            place: "990101001001".to_owned(),
            csv_href: "/desk/books/receipts.csv?village=990101001001".to_owned(),
            list: shown(&frame),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        let mut made = Self::sample(frame);
        made.list.parts.clear();
        made.list.sums.clear();
        Self { empty, ..made }
    }
}

impl PublicListingPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let mut list = shown(&frame);
        list.links.clear();
        Self { name: "柳湾村".to_owned(), list, empty: Empty::default(), frame }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        let mut made = Self::sample(frame);
        made.list.parts.clear();
        made.list.sums.clear();
        Self { empty, ..made }
    }
}
