//! `/desk/assets`: a village's property for whoever may read its papers, and each card.

use crate::books::show::{Wish, chosen, reads};
use crate::books::tell::yuan;
use crate::card::page::{CardLine, CardPage, CardsPage};
use crate::contract::bar::bar;
use crate::desk::place::{frame, may};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Line, Switch};
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use capital::{CardRow, UseState};
use village::{Division, Fault, Fen, Place, Refusal, Stop};

pub(crate) fn tags(teller: &Teller, row: &CardRow) -> Vec<Tag> {
    if row.struck {
        return vec![Tag::new(Mark::Ordinary, teller.say("card-struck"))];
    }
    let mark = match row.use_state {
        UseState::Own => Mark::Done,
        UseState::Leased => Mark::Notice,
        UseState::Idle => Mark::Yellow,
        UseState::Lent => Mark::Orange,
        UseState::Occupied => Mark::Red,
    };
    let mut tags = vec![Tag::new(mark, teller.words(&row.use_state.words()))];
    if row.mark.is_some() {
        tags.push(Tag::new(Mark::Ordinary, teller.say("card-history")));
    }
    tags
}

pub(crate) fn line(teller: &Teller, row: &CardRow, href: String) -> CardLine {
    let kind = teller.words(&row.kind.words());
    let about = [row.number.as_str(), kind.as_str(), row.place.as_str()];
    CardLine {
        name: teller.free(&row.name),
        href,
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        cost: yuan(row.cost_fen.0),
        worn: yuan(row.worn_fen.0),
        net: yuan(row.net_fen().0),
        bar: bar(row.worn_fen.0, 0, row.cost_fen.0),
        tags: tags(teller, row),
    }
}

/// What the village's cards add up to.
pub(crate) fn sums(teller: &Teller, rows: &[CardRow]) -> Vec<Line> {
    let sum = |of: fn(&CardRow) -> Fen| rows.iter().filter(|row| !row.struck).map(|row| of(row).0).sum::<i64>();
    let count = rows.iter().filter(|row| !row.struck).count();
    vec![
        Line::text(teller.say("cards-count"), count.to_string()),
        Line::new(teller.say("card-cost"), yuan(sum(|row| row.cost_fen))),
        Line::new(teller.say("card-worn"), yuan(sum(|row| row.worn_fen))),
        Line::new(teller.say("card-net"), yuan(sum(CardRow::net_fen))),
    ]
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

/// Where the cards and the books do not say the same.
fn differences(query: &mut dyn Query, teller: &Teller, place: &Place, rows: &[CardRow]) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    if rows.is_empty() || capital::books_of(query, place)?.is_none() {
        return Ok(found);
    }
    let balances = capital::balances_at(query, place, teller.today)?;
    let booked = |account: &str| -> i64 {
        let own = balances.iter().filter(|(code, _)| code.as_str().starts_with(account));
        own.map(|(_, fen)| *fen).sum()
    };
    let kept = || rows.iter().filter(|row| !row.struck && row.kind.cost_code() == "151");
    let (cost, worn) = (kept().map(|row| row.cost_fen.0).sum::<i64>(), kept().map(|row| row.worn_fen.0).sum::<i64>());
    for (key, account, cards, books) in
        [("card-cost", "151", cost, booked("151")), ("card-worn", "152", worn, -booked("152"))]
    {
        if cards != books {
            let said = teller.say("card-differs").put("what", teller.say(key).to_string()).put("account", account);
            let said = said.put("cards", Fen(cards).to_string()).put("books", Fen(books).to_string());
            found.push(said.to_string());
        }
    }
    Ok(found)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Division,
    all: &[Division],
) -> Result<CardsPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &village.place;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?village={place}")));
    let rows = capital::cards(query, place)?;
    let link =
        |key: &'static str, name: &str| Link::new(teller.say(key), format!("/desk/assets/{name}?village={place}"));
    let mut links = vec![link("card-labels", "labels"), link("stock-title", "count")];
    if may(&official.desk, "keep_books", place) {
        links.push(link("card-import", "import"));
    }
    let switch = |one: &Division| Switch {
        words: one.short_name(),
        href: format!("/desk/assets?village={}", one.place),
        chosen: one.place == *place,
        count: 0,
    };
    Ok(CardsPage {
        village: village.short_name(),
        villages: all.iter().map(switch).collect(),
        sums: sums(&teller, &rows),
        warnings: differences(query, &teller, place, &rows)?,
        lines: rows.iter().map(|row| line(&teller, row, format!("/desk/assets/{}", row.id))).collect(),
        links,
        csv_href: format!("/desk/assets.csv?village={place}"),
        empty: Empty { what: teller.say("cards-empty").to_string(), why: teller.say("cards-empty-why").to_string() },
        frame,
    })
}

/// A card, where one may read the village's papers.
pub(crate) fn own(app: &Shared, official: &Official, id: &str) -> Result<CardRow, Stop> {
    let row = app.office.read(|reader| capital::card(reader, id))?.ok_or_else(Refusal::not_there)?;
    if reads(official, &row.village) { Ok(row) } else { Err(Refusal::not_there().into()) }
}

pub(crate) async fn one(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let row = own(app, &official, &id)?;
            Ok::<_, Halt>(app.office.read(|reader| whole(app, reader, &official, &row))?)
        })
        .await?;
    page(&shown)
}

fn whole(app: &Shared, query: &mut dyn Query, official: &Official, row: &CardRow) -> Result<CardPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &row.village;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("cards-title"), format!("/desk/assets?village={place}")));
    let mut links = Vec::new();
    if !row.struck && may(&official.desk, "execute", place) {
        links.push(Link::new(teller.say("card-edit"), format!("/desk/assets/{}/edit", row.id)));
        links.push(Link::new(teller.say("count-one"), format!("/desk/assets/{}/count", row.id)));
    }
    let wears = capital::wears(query, &row.id)?.into_iter().filter(|wear| !wear.taken_back).map(|wear| {
        let link = Link::new(teller.month(wear.period.first_day()), format!("/desk/books/{}", wear.voucher));
        Line::new(link, yuan(wear.amount_fen.0))
    });
    Ok(CardPage {
        village: place_name(query, place)?,
        title: row.name.clone(),
        tags: tags(&teller, row),
        photo: row.photo.map_or_else(String::new, |_| format!("/desk/assets/{}/photo", row.id)),
        sums: vec![
            Line::new(teller.say("card-cost"), yuan(row.cost_fen.0)),
            Line::new(teller.say("card-worn"), yuan(row.worn_fen.0)),
            Line::new(teller.say("card-net"), yuan(row.net_fen().0)),
            Line::new(teller.say("card-residual"), yuan(row.residual_fen.0)),
        ],
        bar: bar(row.worn_fen.0, 0, row.cost_fen.0),
        about: about(&teller, row),
        wears: wears.collect(),
        qr: crate::qr::svg(&address(app, row))?,
        links,
        frame,
    })
}

/// What a label leads to: what anybody may see of the thing.
pub(crate) fn address(app: &Shared, row: &CardRow) -> String {
    format!("{}/v/{}/assets/{}", app.public_url, row.village, row.id)
}

fn about(teller: &Teller, row: &CardRow) -> Vec<Line> {
    let text = |key: &'static str, value: &str| Line::text(teller.say(key), value);
    let mut lines = vec![
        text("card-number", &row.number),
        text("card-kind", &teller.words(&row.kind.words())),
        text("card-class", &teller.words(&row.class.words())),
        Line::new(teller.say("card-acquired"), teller.day(row.acquired)),
        text("card-life", &row.life_months.to_string()),
    ];
    for (key, value) in [("card-place", &row.place), ("card-keeper", &row.keeper)] {
        if !value.is_empty() {
            lines.push(text(key, value));
        }
    }
    if let Some(contract) = &row.contract {
        lines.push(Line::new(teller.say("card-contract"), Link::new(contract, format!("/desk/contracts/{contract}"))));
    }
    lines.push(match &row.case {
        Some(case) => Line::new(teller.say("voucher-case"), Link::new(case, format!("/desk/cases/{case}"))),
        None => Line::text(teller.say("voucher-case"), teller.say("card-history-why").to_string()),
    });
    if let Some(case) = &row.struck_by {
        lines.push(Line::new(teller.say("card-struck"), Link::new(case, format!("/desk/cases/{case}"))));
    }
    lines
}

pub(crate) async fn photo(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let hash = own(app, &official, &id)?.photo.ok_or_else(Refusal::not_there)?;
            let kept = app.office.files().fetch(&hash)?.ok_or_else(Refusal::not_there)?;
            let media_type = if kept.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }.to_owned();
            let found = crate::case::public::Found { hash, media_type, bytes: kept, is_public: false };
            Ok::<_, Halt>(found)
        })
        .await?;
    crate::case::public::send(Some(found))
}
