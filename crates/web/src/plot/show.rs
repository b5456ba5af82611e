//! `/desk/plots`: a village's land for whoever may read its papers, and each plot.

use crate::books::show::{Wish, chosen, reads};
use crate::desk::place::{frame, may};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Html, Line, Switch};
use crate::plot::map::{Shape, draw};
use crate::plot::page::{PlotGroup, PlotLine, PlotPage, PlotsPage};
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use capital::{Mu, PlotRow, PlotStanding};
use village::{Division, Fault, Place, Refusal, Stop};

pub(crate) fn tags(teller: &Teller, row: &PlotRow) -> Vec<Tag> {
    let standing = row.standing(teller.today);
    let mark = match standing {
        PlotStanding::Own | PlotStanding::Contracted => Mark::Done,
        PlotStanding::Idle => Mark::Yellow,
        PlotStanding::Ended => Mark::Orange,
        PlotStanding::Occupied => Mark::Red,
    };
    let mut tags = vec![Tag::new(mark, teller.words(&standing.words()))];
    if row.differs() {
        tags.push(Tag::new(Mark::Orange, teller.say("plot-differs-tag")));
    }
    tags
}

fn line(teller: &Teller, row: &PlotRow, spot: String, href: String) -> PlotLine {
    let land = teller.words(&row.land.words());
    let about = [row.code.as_str(), land.as_str(), row.place.as_str()];
    let mu = |area: Option<Mu>| area.map_or_else(|| "—".to_owned(), |area| area.to_string());
    PlotLine {
        spot,
        name: teller.free(&row.name),
        href,
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        book: row.book.to_string(),
        surveyed: mu(row.surveyed),
        drawn: mu(row.drawn),
        until: until(teller, row).unwrap_or_default(),
        tags: tags(teller, row),
    }
}

/// The last day of its contract.
pub(crate) fn until(teller: &Teller, row: &PlotRow) -> Option<String> {
    let held = matches!(row.standing(teller.today), PlotStanding::Contracted | PlotStanding::Ended);
    row.ends.filter(|_| held).map(|ends| teller.say("plot-until").put("day", ends.to_string()).to_string())
}

/// The plots in their groups, those first about which something must be done; and the map, by the same numbers.
pub(crate) fn register(teller: &Teller, rows: &[PlotRow], href: &dyn Fn(&str) -> String) -> (Vec<PlotGroup>, Html) {
    let (care, rest): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row: &&PlotRow| row.standing(teller.today).needs_care());
    let (mut shapes, mut groups) = (Vec::new(), Vec::new());
    for (id, key, rows) in [("care", "plots-care", care), ("all", "plots-rest", rest)] {
        let mut lines = Vec::new();
        for row in rows {
            let spot = row.boundary.as_ref().map(|boundary| {
                let spot = (shapes.len() + 1).to_string();
                shapes.push(Shape::of(spot.clone(), boundary, id == "care"));
                spot
            });
            lines.push(line(teller, row, spot.unwrap_or_default(), href(&row.id)));
        }
        if !lines.is_empty() {
            groups.push(PlotGroup { id, title: teller.say(key).to_string(), lines });
        }
    }
    (groups, draw(&teller.say("plots-map").to_string(), &shapes))
}

/// What the plots add up to.
pub(crate) fn sums(teller: &Teller, rows: &[PlotRow]) -> Vec<Line> {
    if rows.is_empty() {
        return Vec::new();
    }
    let care = rows.iter().filter(|row| row.standing(teller.today).needs_care()).count();
    vec![
        Line::text(teller.say("plots-count"), rows.len().to_string()),
        Line::text(teller.say("plot-book"), rows.iter().map(|row| row.book).sum::<Mu>().to_string()),
        Line::text(teller.say("plot-surveyed"), rows.iter().filter_map(|row| row.surveyed).sum::<Mu>().to_string()),
        Line::text(teller.say("plots-care"), care.to_string()),
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

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Division,
    all: &[Division],
) -> Result<PlotsPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &village.place;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?village={place}")));
    let rows = capital::plots(query, place)?;
    let link =
        |key: &'static str, name: &str| Link::new(teller.say(key), format!("/desk/plots/{name}?village={place}"));
    let mut links = vec![link("card-labels", "labels")];
    if may(&official.desk, "keep_books", place) {
        links.push(link("plot-import", "import"));
    }
    let switch = |one: &Division| Switch {
        words: one.short_name(),
        href: format!("/desk/plots?village={}", one.place),
        chosen: one.place == *place,
        count: 0,
    };
    let (groups, map) = register(&teller, &rows, &|id| format!("/desk/plots/{id}"));
    Ok(PlotsPage {
        village: village.short_name(),
        villages: all.iter().map(switch).collect(),
        sums: sums(&teller, &rows),
        map,
        groups,
        links,
        csv_href: format!("/desk/plots.csv?village={place}"),
        empty: Empty { what: teller.say("plots-empty").to_string(), why: teller.say("plots-empty-why").to_string() },
        frame,
    })
}

/// A plot, where one may read the village's papers.
pub(crate) fn own(app: &Shared, official: &Official, id: &str) -> Result<PlotRow, Stop> {
    let row = app.office.read(|reader| capital::plot(reader, id))?.ok_or_else(Refusal::not_there)?;
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

/// What a label leads to: what anybody may see of the plot.
pub(crate) fn address(app: &Shared, village: &Place, id: &str) -> String {
    format!("{}/v/{village}/plots/{id}", app.public_url)
}

fn whole(app: &Shared, query: &mut dyn Query, official: &Official, row: &PlotRow) -> Result<PlotPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &row.village;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("plots-title"), format!("/desk/plots?village={place}")));
    let mut links = Vec::new();
    if may(&official.desk, "execute", place) {
        links.push(Link::new(teller.say("plot-edit"), format!("/desk/plots/{}/edit", row.id)));
    }
    let text = |key: &'static str, value: &str| Line::text(teller.say(key), value);
    let land = teller.words(&row.land.words());
    let mut about = vec![text("plot-code", &row.code), text("plot-land", &land)];
    if !row.place.is_empty() {
        about.push(text("card-place", &row.place));
    }
    about.extend(until(&teller, row).map(|until| text("plot-contract", &until)));
    for contract in capital::plot_contracts(query, &row.id)? {
        let link = Link::new(&contract, format!("/desk/contracts/{contract}"));
        about.push(Line::new(teller.say("plot-contract"), link));
    }
    let shapes: Vec<Shape> =
        row.boundary.iter().map(|found| Shape::of(row.code.clone(), found, row.differs())).collect();
    Ok(PlotPage {
        village: place_name(query, place)?,
        title: row.name.clone(),
        tags: tags(&teller, row),
        warnings: row.differs().then(|| teller.say("plot-differs").to_string()).into_iter().collect(),
        areas: areas(&teller, row),
        map: draw(&teller.say("plots-map").to_string(), &shapes),
        about,
        qr: crate::qr::svg(&address(app, place, &row.id))?,
        links,
        frame,
    })
}

/// The areas beside each other, each with how far it is from that of the books.
fn areas(teller: &Teller, row: &PlotRow) -> Vec<Line> {
    let mut lines = vec![Line::text(teller.say("plot-book"), row.book.to_string())];
    for (key, area) in [("plot-surveyed", row.surveyed), ("plot-drawn", row.drawn)] {
        let Some(area) = area else {
            lines.push(Line::text(teller.say(key), "—"));
            continue;
        };
        let off = row.book.off_by(area).unwrap_or(0);
        let sign = if off < 0 { "−" } else { "+" };
        let far = off.unsigned_abs();
        lines.push(Line::text(teller.say(key), format!("{area}（{sign}{}.{:02}%）", far / 100, far % 100)));
    }
    lines
}
