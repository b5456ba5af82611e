//! `/v/{code}`: the village page.

use crate::books::last::{Stand, stand};
use crate::case::mark::mark;
use crate::delegation::card::line;
use crate::frame::Contact;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::late::late_tag;
use crate::part::Subject;
use crate::show::{Amount, Link, State, Tag, Twice};
use crate::state::{App, Shared as Inner};
use crate::told::{Teller, above_name, amount, at_village};
use crate::village::missing::{missing, state};
use crate::village::page::{EmergencyItem, Month, MonthBooks, OpenItem, Row, Shelf, ShelfItem, VillagePage};
use crate::village::paid::{paid, spent};
use crate::village::public::{Names, belongs, in_month, latest, village};
use crate::village::seal;
use affairs::{CaseRow, Disclosure};
use archive::Query;
use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use office::roster;
use village::{Day, Fault, Fen, Place, Post};

/// How many lines a shelf shows.
const SHELF: usize = 5;
/// For how many days an emergency that was not ratified stands on the page.
const YEAR: i64 = 365;

pub(crate) async fn page(
    Shared(app): Shared<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<VillagePage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller) = (found.place, canvas.teller);
    let mut frame = canvas.frame;
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.picture = format!("{}/v/{place}/card.png", canvas.app.public_url);
    let disclosures = affairs::disclosures(query, &place)?;
    let names = Names { office: &canvas.app.office, teller };
    let cases = affairs::cases_of(query, &place)?;
    Ok(Some(VillagePage {
        township: above_name(query, &place)?,
        month: month(query, canvas.app, &place, &teller, &disclosures)?,
        emergencies: emergencies(query, &place, &names, &cases)?,
        open: open(query, &place, &teller, &cases)?,
        rows: rows(query, &place, &names, &disclosures, &cases)?,
        shelves: shelves(query, &names, &place, &disclosures, &cases)?,
        people: people(query, &place, &teller)?,
        posts_href: format!("/v/{place}/who"),
        poster_href: format!("/v/{place}/poster"),
        search_href: format!("/v/{place}/search"),
        how_href: format!("/v/{place}/how"),
        board: Link::new(teller.say("board-title"), format!("/v/{place}/disclosures")),
        board_tag: board_tag(query, canvas.app, &place, &teller)?,
        delegated: line(query, &teller, &place)?,
        delegations_href: format!("/v/{place}/delegations"),
        frame,
        name,
    }))
}

/// How many items of the board are late, in the gravest colour.
fn board_tag(query: &mut dyn Query, app: &Inner, place: &Place, teller: &Teller) -> Result<Tag, Fault> {
    let book = app.office.current_book(query)?.at(place, teller.today);
    let slots = disclosure::slots(query, &book, place, teller.today)?;
    let late: Vec<_> = disclosure::late_slots(&slots, &book, teller.today).map(|(_, colour)| colour).collect();
    Ok(match late.iter().max() {
        None => Tag::new(State::Done, teller.say("board-none-late")),
        Some(heaviest) => Tag::new(state(*heaviest), teller.say("board-late-many").put("count", late.len())),
    })
}

fn first_of_month(day: Day) -> Day {
    Day::new(day.year(), day.month(), 1).unwrap_or(day)
}

/// Income and balance of the last closed month; where there is none, what is true instead, in their place.
fn books(
    query: &mut dyn Query,
    app: &Inner,
    place: &Place,
    teller: &Teller,
) -> Result<(Option<MonthBooks>, Vec<Tag>), Fault> {
    let lacks = |key: &'static str| (None, vec![Tag::new(State::Ordinary, teller.say(key))]);
    Ok(match stand(query, app, place, None)? {
        Stand::None => lacks("books-stand-none"),
        Stand::Open => lacks("books-stand-open"),
        Stand::Closed(figures) => {
            let month = teller.month(figures.period.first_day());
            let books = MonthBooks {
                income: teller.say("books-month-income").put("month", month.as_str()).to_string(),
                income_fen: Amount(figures.income_fen).into(),
                left: teller.say("books-month-left").put("month", month.as_str()).to_string(),
                left_fen: Amount(figures.money_fen).into(),
                href: format!("/v/{place}/books"),
            };
            (Some(books), Vec::new())
        }
    })
}

/// What was paid this month and last month and this year, and what the last closed month of the books says.
fn month(
    query: &mut dyn Query,
    app: &Inner,
    place: &Place,
    teller: &Teller,
    disclosures: &[Disclosure],
) -> Result<Month, Fault> {
    let today = teller.today;
    let back = capital::taken_back(query, place)?;
    let mut of = |day: Day| Ok::<Fen, Fault>(spent(&paid(query, place, day, disclosures)?, &back));
    let (this_month, before) = (of(today)?, of(first_of_month(today).plus(-1))?);
    let mut this_year = Fen(0);
    for month in 1..=today.month() {
        this_year = [this_year, of(Day::new(today.year(), month, 1).unwrap_or(today))?].into_iter().sum();
    }
    let (books, missing) = books(query, app, place, teller)?;
    Ok(Month {
        name: teller.month(today),
        spent: Amount(this_month).into(),
        before: Amount(before).into(),
        year: Amount(this_year).into(),
        fresh: fresh(query, teller)?,
        books,
        missing,
        href: format!("/v/{place}/finance"),
    })
}

/// Until when the figures reach, and since when there are any: what was paid before the program was used is not in it.
fn fresh(query: &mut dyn Query, teller: &Teller) -> Result<String, Fault> {
    let since = archive::entry(query, 1)?.map_or(teller.today, |first| first.moment.day());
    let said = teller.say("month-fresh").put("since", teller.day(since).words);
    Ok(said.put("day", teller.day(teller.today).words).to_string())
}

/// What is in the emergency lane and not made up, and what never was, for a year.
fn emergencies(
    query: &mut dyn Query,
    place: &Place,
    names: &Names<'_>,
    cases: &[CaseRow],
) -> Result<Vec<EmergencyItem>, Fault> {
    let teller = &names.teller;
    let mut items = Vec::new();
    for row in affairs::emergencies_of(query, place)?.into_iter().filter(|row| row.ratified.is_none()) {
        let Some(case) = cases.iter().find(|case| case.id == row.case) else { continue };
        if case.status != "running" && teller.today.since(case.changed.day()) > YEAR {
            continue;
        }
        let (state, book) = affairs::state_of(query, names.office, case)?;
        let Some(affair) = book.affair(&case.affair) else { continue };
        let Some(mark) = mark(teller, &book, affair, &state, &row, &case.status) else { continue };
        let (what, href) = (teller.free(&case.title), format!("/cases/{}", case.id));
        items.push(EmergencyItem { what, amount: amount(case.amount_fen), mark, href });
    }
    items.truncate(SHELF);
    Ok(items)
}

fn open(query: &mut dyn Query, place: &Place, teller: &Teller, cases: &[CaseRow]) -> Result<Vec<OpenItem>, Fault> {
    let windows = affairs::open_windows(query, place, teller.today)?;
    Ok(windows
        .into_iter()
        .map(|window| OpenItem {
            what: teller.free(&window.title),
            amount: amount(cases.iter().find(|case| case.id == window.case).and_then(|case| case.amount_fen)),
            until: Twice::words(teller, |teller| {
                let (day, left) = (teller.day(window.closes).words, teller.left(window.closes));
                teller.say("open-until").put("day", day).put("left", left).to_string()
            }),
            href: format!("/cases/{}", window.case),
        })
        .collect())
}

fn rows(
    query: &mut dyn Query,
    place: &Place,
    names: &Names<'_>,
    disclosures: &[Disclosure],
    cases: &[CaseRow],
) -> Result<Vec<Row>, Fault> {
    let teller = names.teller;
    let book = names.office.current_book(query)?;
    [Subject::Party, Subject::Affairs, Subject::Finance]
        .into_iter()
        .map(|subject| {
            let all: Vec<&Disclosure> = latest(disclosures, subject);
            let new = all.iter().filter(|d| in_month(d, teller.today)).count();
            let news = match all.first() {
                None => teller.say("row-none").to_string(),
                Some(_) if subject == Subject::Finance => money_news(query, place, &teller, disclosures)?,
                Some(last) => {
                    let what = teller.free(&last.title);
                    teller.say("row-news").put("count", new).put("what", what).to_string()
                }
            };
            let mut late = overdue(query, names, subject, disclosures, cases)?;
            let absent = missing(query, &teller, &book, place, subject)?;
            if let Some(heaviest) = absent.iter().map(|tag| tag.state).max() {
                late.push(Tag::new(heaviest, teller.say("missing-many").put("count", absent.len())));
            }
            Ok(Row { subject, news, missing: late, href: format!("/v/{place}/{}", subject.key()) })
        })
        .collect()
}

/// Of money the page behind the row lists payments, so payments are counted here too.
fn money_news(
    query: &mut dyn Query,
    place: &Place,
    teller: &Teller,
    disclosures: &[Disclosure],
) -> Result<String, Fault> {
    let payments = paid(query, place, teller.today, disclosures)?;
    let Some(last) = payments.iter().max_by_key(|payment| payment.paid_on) else {
        return Ok(teller.say("row-paid-none").to_string());
    };
    Ok(teller.say("row-paid").put("count", payments.len()).put("what", teller.free(&last.title)).to_string())
}

/// What is public and late: the step that waits, and since when. It stands in its place, as loud as what is there.
pub(crate) fn overdue(
    query: &mut dyn Query,
    names: &Names<'_>,
    subject: Subject,
    disclosures: &[Disclosure],
    cases: &[CaseRow],
) -> Result<Vec<Tag>, Fault> {
    let teller = names.teller;
    let mut late = Vec::new();
    for case in cases.iter().filter(|case| case.status == "running") {
        let Some(due) = case.due.filter(|due| *due < teller.today) else { continue };
        if !disclosures.iter().any(|d| d.case == case.id && belongs(d, subject)) {
            continue;
        }
        let book = names.book(query, &case.rules)?;
        let words = teller
            .say("overdue-step")
            .put("what", teller.free(&case.title))
            .put("step", names.step(&book, &case.affair, &case.step))
            .put("day", teller.day(due).words)
            .put("left", teller.left(due))
            .to_string();
        let state =
            late_tag(&teller, &book.at(&case.village, teller.today), due).map_or(State::Yellow, |tag| tag.state);
        late.push(Tag::new(state, words));
    }
    // The loudest first: only a few have room.
    late.sort_by_key(|tag: &Tag| std::cmp::Reverse(tag.state));
    late.truncate(3);
    Ok(late)
}

fn shelves(
    query: &mut dyn Query,
    names: &Names<'_>,
    place: &Place,
    disclosures: &[Disclosure],
    cases: &[CaseRow],
) -> Result<Vec<Shelf>, Fault> {
    let mut shelves = Vec::new();
    for subject in [Subject::Projects, Subject::Contracts] {
        let mut items = Vec::new();
        for disclosure in latest(disclosures, subject).into_iter().take(SHELF) {
            items.push(ShelfItem {
                what: names.teller.free(&disclosure.title),
                where_it_stands: names.stands(query, disclosure)?,
                amount: amount(disclosure.amount_fen),
                href: format!("/cases/{}", disclosure.case),
            });
        }
        shelves.push(Shelf { subject, items, href: format!("/v/{place}/{}", subject.key()) });
    }
    let href = format!("/v/{place}/seal");
    let uses = seal::uses(query, names, cases)?.into_iter().take(SHELF).map(|uses| ShelfItem {
        where_it_stands: format!("{} · {}", uses.quarter, uses.words(&names.teller)),
        what: uses.kind,
        amount: None,
        href: href.clone(),
    });
    shelves.push(Shelf { subject: Subject::Seal, items: uses.collect(), href });
    Ok(shelves)
}

/// Who does the village's work, each person once with all their posts, in the order of the field's own list.
fn people(query: &mut dyn Query, place: &Place, teller: &Teller) -> Result<Vec<Contact>, Fault> {
    let mut people: Vec<(village::PersonId, Vec<Post>, Contact)> = Vec::new();
    let mut holders = roster::officers(query, place, teller.today)?;
    holders.sort_by_key(|holder| holder.mandate.post);
    for holder in holders {
        let mandate = holder.mandate;
        match people.iter_mut().find(|(id, _, _)| *id == mandate.person) {
            Some((_, posts, _)) => posts.push(mandate.post),
            None => {
                let contact = Contact { name: holder.name, post: String::new(), phone: holder.phone };
                people.push((mandate.person, vec![mandate.post], contact));
            }
        }
    }
    Ok(people.into_iter().map(|(_, posts, contact)| Contact { post: teller.posts(&posts), ..contact }).collect())
}
