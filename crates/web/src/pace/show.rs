//! `/desk/pace` and `/desk/pace/cases`: how long each step takes, by affair and by village, from what was recorded.

use crate::desk::place::{frame, may, places};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::pace::cases::{StayLine, StaysPage};
use crate::pace::figure::{Stay, figures};
use crate::pace::page::{PacePage, PaceRow, PaceTable};
use crate::part::{Empty, Filter, Switch};
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use affairs::{Pace, Whole};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use office::{Desk, roster};
use procedure::RuleBook;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use village::{Fault, Kind, Level, Moment, Place, Refusal, Words};

/// So many days back the figures reach.
const BACK_DAYS: i64 = 365;
/// So many lines behind a figure are shown.
const LINES: usize = 200;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    place: String,
    #[serde(default)]
    affair: String,
    #[serde(default)]
    step: String,
}

/// Whether somebody may read these figures at a place: whoever reads the papers of a whole township or county.
pub(crate) fn may_read(desk: &Desk, place: &Place) -> bool {
    matches!(place.level(), Level::Township | Level::County) && may(desk, "read_village_papers", place)
}

/// The places of the person's posts at which they may.
pub(crate) fn own(desk: &Desk) -> Vec<Place> {
    places(desk).into_iter().filter(|place| may_read(desk, place)).collect()
}

/// The place asked for, when it lies in one of theirs; theirs when none is asked for.
fn chosen(desk: &Desk, wish: &Wish) -> Result<Place, Refusal> {
    let own = own(desk);
    let asked = if wish.place.is_empty() { own.first().cloned() } else { Place::new(wish.place.as_str()).ok() };
    asked.filter(|asked| own.iter().any(|own| own.contains(asked))).ok_or_else(|| {
        Refusal::new(
            Kind::NotYours,
            "pace.not_yours",
            Words::new("这些数字供乡镇和县查看", "These figures are for the township and the county"),
            Words::new("本村的情况，请看村页面的“怎么办事”", "For your village, see “How things are done” on its page"),
        )
    })
}

/// Everything that the figures are made of.
struct Gathered {
    teller: Teller,
    place: Place,
    name: String,
    book: Arc<RuleBook>,
    paces: Vec<Pace>,
    wholes: Vec<Whole>,
}

fn gather(app: &Shared, query: &mut dyn Query, official: &Official, place: Place) -> Result<Gathered, Fault> {
    let teller = official.teller(Eyes::Handler);
    let since: Moment = teller.today.plus(-BACK_DAYS).start();
    Ok(Gathered {
        name: place_name(query, &place)?,
        book: app.office.current_book(query)?,
        paces: affairs::paces(query, &app.office, &place, since, teller.today)?,
        wholes: affairs::wholes(query, &app.office, &place, since)?,
        teller,
        place,
    })
}

impl Gathered {
    fn affair(&self, code: &str) -> String {
        self.book.affair(code).map_or_else(|| code.to_owned(), |affair| self.teller.words(&affair.name))
    }

    fn step(&self, affair: &str, step: &str) -> String {
        let known = self.book.affair(affair).and_then(|affair| affair.step(step));
        known.map_or_else(|| step.to_owned(), |step| self.teller.words(&step.name))
    }

    /// A row of stays at steps.
    fn of_steps(&self, name: String, href: String, cases: String, wanted: impl Fn(&Pace) -> bool) -> PaceRow {
        let stays = self.paces.iter().filter(|pace| wanted(pace)).map(|pace| Stay {
            working_days: pace.working_days,
            is_late: pace.is_late,
            is_over: pace.until.is_some(),
        });
        PaceRow { name, href, figures: figures(stays), cases_href: cases }
    }

    /// A row of whole cases; late are those of which a step was, and what waits is what runs.
    fn of_cases(&self, name: String, href: String, cases: String, wanted: impl Fn(&str, &Place) -> bool) -> PaceRow {
        let late: BTreeSet<&str> =
            self.paces.iter().filter(|pace| pace.is_late).map(|pace| pace.case.as_str()).collect();
        let over = self.wholes.iter().filter(|one| wanted(&one.affair, &one.village)).map(|one| Stay {
            working_days: one.working_days,
            is_late: late.contains(one.case.as_str()),
            is_over: true,
        });
        let running = self.paces.iter().filter(|one| one.until.is_none() && wanted(&one.affair, &one.village));
        let running = running.map(|one| Stay { working_days: one.working_days, is_late: one.is_late, is_over: false });
        PaceRow { name, href, figures: figures(over.chain(running)), cases_href: cases }
    }

    fn table(&self, id: &'static str, head: &'static str, rows: Vec<PaceRow>) -> PaceTable {
        let title = match id {
            "affairs" => "pace-by-affair",
            "steps" => "pace-by-step",
            _ => "pace-by-village",
        };
        let rows = rows.into_iter().filter(|row| row.figures.count + row.figures.waiting > 0).collect();
        PaceTable { id, title: self.teller.say(title).to_string(), head: self.teller.say(head).to_string(), rows }
    }

    fn by_affair(&self) -> PaceTable {
        let codes: BTreeSet<&str> = self.paces.iter().map(|pace| pace.affair.as_str()).collect();
        let codes: BTreeSet<&str> =
            codes.into_iter().chain(self.wholes.iter().map(|one| one.affair.as_str())).collect();
        let rows = codes.into_iter().map(|code| {
            let at = format!("place={}&affair={code}", self.place);
            self.of_cases(
                self.affair(code),
                format!("/desk/pace?{at}"),
                format!("/desk/pace/cases?{at}"),
                |affair, _| affair == code,
            )
        });
        self.table("affairs", "pace-affair", rows.collect())
    }

    fn by_step(&self, code: &str) -> PaceTable {
        let steps = self.book.affair(code).map_or(&[][..], |affair| &affair.steps);
        let rows = steps.iter().map(|step| {
            let cases = format!("/desk/pace/cases?place={}&affair={code}&step={}", self.place, step.id);
            self.of_steps(self.teller.words(&step.name), String::new(), cases, |pace| {
                pace.affair == code && pace.step == step.id
            })
        });
        self.table("steps", "pace-step", rows.collect())
    }

    fn by_village(&self, query: &mut dyn Query, code: &str) -> Result<PaceTable, Fault> {
        let mut rows = Vec::new();
        for division in roster::subdivisions(query, &self.place, Level::Village)? {
            let at = format!("place={}&affair={code}", division.place);
            rows.push(self.of_cases(
                division.short_name(),
                format!("/desk/pace?{at}"),
                format!("/desk/pace/cases?{at}"),
                |affair, village| (code.is_empty() || affair == code) && *village == division.place,
            ));
        }
        Ok(self.table("villages", "column-village", rows))
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let place = chosen(&official.desk, &wish)?;
    let shown =
        app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, &wish, place))).await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    wish: &Wish,
    place: Place,
) -> Result<PacePage, Fault> {
    let mut frame = frame(app, query, official, Section::Pace)?;
    let all = gather(app, query, official, place)?;
    let code = wish.affair.as_str();
    let mut tables = vec![if code.is_empty() { all.by_affair() } else { all.by_step(code) }];
    if all.place.level() != Level::Village {
        tables.push(all.by_village(query, code)?);
    }
    tables.retain(|table| !table.rows.is_empty());
    let teller = all.teller;
    if !code.is_empty() {
        frame.back = Some(Link::new(teller.say("pace-title"), format!("/desk/pace?place={}", all.place)));
    }
    let title = if code.is_empty() { teller.say("pace-title").to_string() } else { all.affair(code) };
    Ok(PacePage {
        title,
        inspects: may(&official.desk, "inspect_disclosure", &all.place),
        lead: teller.say("pace-lead").put("place", all.name.as_str()).to_string(),
        filters: within(query, &official.desk, &all, code)?,
        empty: Empty { what: teller.say("pace-empty").to_string(), why: teller.say("pace-empty-why").to_string() },
        tables,
        frame,
    })
}

/// The places to choose from: the whole, and the townships or villages within it.
fn within(query: &mut dyn Query, desk: &Desk, all: &Gathered, code: &str) -> Result<Vec<Filter>, Fault> {
    let mut options = Vec::new();
    for own in own(desk) {
        let level = if own.level() == Level::County { Level::Township } else { Level::Village };
        let mut places = vec![(place_name(query, &own)?, own.clone())];
        let inside = roster::subdivisions(query, &own, level)?;
        places.extend(inside.into_iter().map(|division| (division.short_name(), division.place)));
        options.extend(places.into_iter().map(|(words, place)| Switch {
            words,
            href: format!("/desk/pace?place={place}&affair={code}"),
            chosen: place == all.place,
            count: 0,
        }));
    }
    Ok(vec![Filter { name: all.teller.say("roster-within").to_string(), counted: false, options }])
}

pub(crate) async fn cases(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let place = chosen(&official.desk, &wish)?;
    let shown = app.blocking(move |app| app.office.read(|reader| behind(app, reader, &official, &wish, place))).await?;
    page(&shown)
}

/// The stays behind a figure, those past their limit first, then the longest.
fn behind(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    wish: &Wish,
    place: Place,
) -> Result<StaysPage, Fault> {
    let mut frame = frame(app, query, official, Section::Pace)?;
    let all = gather(app, query, official, place)?;
    let teller = all.teller;
    let mut stays: Vec<&Pace> = all
        .paces
        .iter()
        .filter(|pace| wish.affair.is_empty() || pace.affair == wish.affair)
        .filter(|pace| wish.step.is_empty() || pace.step == wish.step)
        .collect();
    stays.sort_by_key(|pace| (!pace.is_late, std::cmp::Reverse(pace.working_days), pace.case.clone()));
    let more = stays.len().saturating_sub(LINES);
    let mut lines = Vec::new();
    for pace in stays.into_iter().take(LINES) {
        lines.push(StayLine {
            what: pace.title.clone(),
            href: format!("/desk/cases/{}", pace.case),
            village: place_name(query, &pace.village)?,
            step: all.step(&pace.affair, &pace.step),
            since: teller.day(pace.since),
            until: pace.until.map(|day| teller.day(day)),
            days: pace.working_days,
            tag: pace.is_late.then(|| Tag::new(Mark::Yellow, teller.say("pace-late"))),
        });
    }
    let back = format!("/desk/pace?place={}&affair={}", all.place, wish.affair);
    frame.back = Some(Link::new(teller.say("pace-title"), back));
    let mut title = vec![all.name.clone()];
    title.extend((!wish.affair.is_empty()).then(|| all.affair(&wish.affair)));
    title.extend((!wish.step.is_empty()).then(|| all.step(&wish.affair, &wish.step)));
    Ok(StaysPage {
        title: title.join(" · "),
        lead: teller.say("pace-cases-lead").to_string(),
        stays: lines,
        more,
        empty: Empty { what: teller.say("pace-empty").to_string(), why: teller.say("pace-empty-why").to_string() },
        frame,
    })
}
