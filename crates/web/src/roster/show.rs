//! `/desk/roster`: who holds which post at a place.

use crate::desk::place::{frame, may, places};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Filter, Pager, Switch};
use crate::roster::check;
use crate::roster::list::{PersonRow as Row, RosterPage};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use office::roster::{self, Holder, PersonRow};
use serde::Deserialize;
use village::{Fault, Kind, Level, Place, Refusal, Stop, Words};

/// How many people a page shows.
const PAGE: usize = 50;

/// Which people.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    place: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    page: Option<usize>,
    /// Whether a sheet was taken over just now.
    #[serde(default)]
    imported: String,
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let list = app
        .blocking(move |app| {
            let place = chosen(&official, &wish.place)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &wish, &place))?)
        })
        .await?;
    page(&list)
}

/// The place asked for, or the first of one's own; only where one may read the roster.
pub(crate) fn chosen(official: &Official, asked: &str) -> Result<Place, Stop> {
    reached(official, asked, &["read_roster", "import_roster"])
}

/// The place asked for, or the first of one's own; only where one may do one of these duties.
pub(crate) fn reached(official: &Official, asked: &str, duties: &[&str]) -> Result<Place, Stop> {
    let own = places(&official.desk);
    let place = if asked.is_empty() { own.first().cloned() } else { Place::new(asked).ok() };
    let place = place.filter(|place| own.iter().any(|own| own.contains(place))).ok_or_else(not_yours)?;
    if duties.iter().any(|duty| may(&official.desk, duty, &place)) { Ok(place) } else { Err(not_yours().into()) }
}

fn not_yours() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "roster.not_yours",
        Words::new("您的岗位不能查看这里的名册", "Your posts do not let you read this roster"),
        Words::new(
            "需要查看的，请找乡镇或县里负责名册的干部",
            "Ask whoever keeps the roster in the township or the county",
        ),
    )
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    wish: &Wish,
    place: &Place,
) -> Result<RosterPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let frame = frame(app, query, official, Section::Roster)?;
    let mandates = roster::holders(query, place, teller.today)?;
    let mut people = roster::people_of(query, place)?;
    let officers =
        |person: &PersonRow| mandates.iter().any(|h| h.mandate.person == person.id && h.mandate.post.is_official());
    let wanted = wish.q.trim();
    people.retain(|person| wanted.is_empty() || person.name.contains(wanted) || person.id.as_str().contains(wanted));
    let count = |who: &str| people.iter().filter(|person| who == "all" || officers(person)).count();
    let wide = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let q = percent_encoding::utf8_percent_encode(wanted, percent_encoding::NON_ALPHANUMERIC).to_string();
    let address = |who: &str| format!("/desk/roster?place={place}&q={q}&who={who}");
    let option = |who: &str, key: &'static str| Switch {
        words: teller.say(key).to_string(),
        href: address(who),
        chosen: wish.who == who,
        count: wide(count(who)),
    };
    let mut filters = vec![Filter {
        name: teller.say("roster-who").to_string(),
        counted: true,
        options: vec![option("", "roster-officers"), option("all", "filter-all")],
    }];
    filters.extend(below(query, &teller, place)?);
    people.retain(|person| wish.who == "all" || !wanted.is_empty() || officers(person));
    let number = wish.page.unwrap_or(1).max(1);
    let all = people.len();
    let name = place_name(query, place)?;
    let open = roster::open_checks(query, place, official.desk.now)?;
    let waiting = check::waiting(query, &teller, &official.desk, open)?;
    let may_end = may(&official.desk, "end_mandate", place);
    let shown = people.into_iter().skip((number - 1).saturating_mul(PAGE)).take(PAGE);
    let rows = shown.map(|person| row(query, &teller, &name, &mandates, person, may_end)).collect::<Result<_, _>>()?;
    Ok(RosterPage {
        deeds: deeds(&teller, official, place),
        imported: if wish.imported == "yes" { imported(app, official) } else { String::new() },
        pager: Pager::new(&format!("{}&page=", address(&wish.who)), wide(number), wide(PAGE), wide(all)),
        empty: Empty { what: teller.say("roster-empty").to_string(), why: teller.say("roster-empty-why").to_string() },
        place: place.to_string(),
        place_name: name,
        query: wanted.to_owned(),
        people: rows,
        waiting,
        filters,
        frame,
    })
}

/// What this session's last import took over.
fn imported(app: &Shared, official: &Official) -> String {
    app.imported.of(&official.token).map_or_else(String::new, |said| String::from_utf8_lossy(&said).into_owned())
}

/// The places within, as links.
fn below(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Option<Filter>, Fault> {
    let level = match place.level() {
        Level::County => Level::Township,
        Level::Township => Level::Village,
        _ => return Ok(None),
    };
    let options = roster::subdivisions(query, place, level)?.into_iter().map(|division| Switch {
        words: division.short_name(),
        href: format!("/desk/roster?place={}", division.place),
        chosen: false,
        count: 0,
    });
    Ok(Some(Filter { name: teller.say("roster-within").to_string(), counted: false, options: options.collect() }))
}

fn deeds(teller: &Teller, official: &Official, place: &Place) -> Vec<Link> {
    let mut deeds = Vec::new();
    for (duty, key, path) in [
        ("import_roster", "import-title", "import"),
        ("grant_mandate", "mandate-title", "mandate"),
        ("declare_kin", "kin-title", "kin"),
        ("import_roster", "groups-title", "groups"),
    ] {
        // Only a village has groups.
        let is_held = path != "groups" || place.level() == Level::Village;
        if is_held && may(&official.desk, duty, place) {
            deeds.push(Link::new(teller.say(key), format!("/desk/roster/{path}?place={place}")));
        }
    }
    deeds
}

fn row(
    query: &mut dyn Query,
    teller: &Teller,
    place: &str,
    mandates: &[Holder],
    person: PersonRow,
    may_end: bool,
) -> Result<Row, Fault> {
    let held: Vec<&Holder> = mandates.iter().filter(|holder| holder.mandate.person == person.id).collect();
    let posts = held.iter().map(|holder| {
        let href = if may_end {
            format!("/desk/roster/mandates/{}?place={}", holder.mandate_id, holder.mandate.place)
        } else {
            String::new()
        };
        Link::new(teller.words(&holder.mandate.post.title()), href)
    });
    let until = held.iter().map(|holder| holder.mandate.ends).min();
    let kin = roster::relatives_of(query, &person.id)?;
    let kin: Vec<String> =
        kin.into_iter().map(|(_, name, relation)| format!("{name}（{}）", teller.words(&relation.title()))).collect();
    Ok(Row {
        posts: posts.collect(),
        until: until.map_or_else(String::new, |day| day.to_string()),
        kin: kin.join("、"),
        place: place.to_owned(),
        href: format!("/desk/roster/people/{}", person.id),
        number: person.id.to_string(),
        name: person.name,
    })
}
