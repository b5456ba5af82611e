//! `/v/{code}/{subject}`: the lists of what is public, month by month.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::{Empty, Pager, Subject, Switch};
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, amount, at_village};
use crate::village::list::{Entry, ListPage};
use crate::village::missing::missing;
use crate::village::public::{Names, in_month, latest, village};
use crate::village::show::overdue;
use affairs::{Disclosure, SittingRow};
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use village::{Day, Fault, Group, Place};

/// How many months back the links go.
const MONTHS: usize = 12;

/// Which month.
#[derive(Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    pub(crate) month: String,
    #[serde(default)]
    pub(crate) page: usize,
}

impl Which {
    pub(crate) fn day(&self) -> Option<Day> {
        format!("{}-01", self.month).parse().ok()
    }
}

pub(crate) fn key(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

pub(crate) async fn party(
    app: State<App>,
    look: Look,
    asked: HeaderMap,
    code: Path<String>,
    which: Asked<Which>,
) -> Result<Response, Halt> {
    list(app, look, asked, code, which, Subject::Party).await
}

pub(crate) async fn affairs(
    app: State<App>,
    look: Look,
    asked: HeaderMap,
    code: Path<String>,
    which: Asked<Which>,
) -> Result<Response, Halt> {
    list(app, look, asked, code, which, Subject::Affairs).await
}

pub(crate) async fn projects(
    app: State<App>,
    look: Look,
    asked: HeaderMap,
    code: Path<String>,
    which: Asked<Which>,
) -> Result<Response, Halt> {
    list(app, look, asked, code, which, Subject::Projects).await
}

pub(crate) async fn contracts(
    app: State<App>,
    look: Look,
    asked: HeaderMap,
    code: Path<String>,
    which: Asked<Which>,
) -> Result<Response, Halt> {
    list(app, look, asked, code, which, Subject::Contracts).await
}

async fn list(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
    Asked(which): Asked<Which>,
    subject: Subject,
) -> Result<Response, Halt> {
    let chosen = which.day();
    let month = chosen.map_or_else(String::new, |day| format!("?month={}", key(day)));
    let address = format!("/v/{}/{}{month}", code.get(..12).unwrap_or(&code), subject.key());
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, subject, chosen)).await
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    subject: Subject,
    chosen: Option<Day>,
) -> Result<Option<ListPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{place}")));
    let book = canvas.app.office.current_book(query)?;
    let all = affairs::disclosures(query, &place)?;
    let names = Names { office: &canvas.app.office, teller };
    let cases = affairs::cases_of(query, &place)?;
    let subjects = latest(&all, subject);
    let days: Vec<Day> = subjects.iter().map(|d| d.moment.day()).collect();
    let shown: Vec<&Disclosure> = match chosen {
        Some(month) => subjects.into_iter().filter(|d| in_month(d, month)).collect(),
        None => subjects.into_iter().take(100).collect(),
    };
    let open = affairs::open_windows(query, &place, teller.today)?;
    let entries = shown
        .into_iter()
        .map(|d| entry(query, &names, d, open.iter().any(|window| window.case == d.case)))
        .collect::<Result<_, Fault>>()?;
    Ok(Some(ListPage {
        months: months(&teller, &days, chosen, &place, subject.key()),
        missing: overdue(query, &names, subject, &all, &cases)?,
        unpublished: missing(query, &teller, &book, &place, subject)?,
        empty: nothing(&teller),
        pager: Pager::default(),
        frame,
        name,
        subject,
        entries,
    }))
}

pub(crate) fn nothing(teller: &Teller) -> Empty {
    Empty { what: teller.say("list-empty").to_string(), why: teller.say("list-empty-why").to_string() }
}

/// The months in which there is something, the latest first, before them "all".
pub(crate) fn months(teller: &Teller, days: &[Day], chosen: Option<Day>, place: &Place, subject: &str) -> Vec<Switch> {
    let mut keys: Vec<Day> = Vec::new();
    for day in days.iter().filter_map(|day| Day::new(day.year(), day.month(), 1)) {
        if !keys.contains(&day) {
            keys.push(day);
        }
    }
    keys.sort_by(|a, b| b.cmp(a));
    let address = format!("/v/{place}/{subject}");
    let all = Switch {
        words: teller.say("months-all").to_string(),
        href: address.clone(),
        chosen: chosen.is_none(),
        count: 0,
    };
    let month = |day: &Day| Switch {
        words: teller.month(*day),
        href: format!("{address}?month={}", key(*day)),
        chosen: chosen.is_some_and(|chosen| key(chosen) == key(*day)),
        count: 0,
    };
    std::iter::once(all).chain(keys.iter().take(MONTHS).map(month)).collect()
}

fn entry(query: &mut dyn Query, names: &Names<'_>, d: &Disclosure, is_open: bool) -> Result<Entry, Fault> {
    let book = names.book(query, &d.rules)?;
    let sitting = affairs::sittings(query, &d.case)?.into_iter().next_back();
    Ok(Entry {
        what: names.teller.free(&d.title),
        affair: names.affair(&book, &d.affair),
        tag: names.tag(&d.status, is_open),
        amount: amount(d.amount_fen),
        decided: sitting.map_or_else(String::new, |sitting| decided(&names.teller, &book, &sitting)),
        stands: names.stands(query, d)?,
        when: names.teller.moment(d.moment),
        href: format!("/cases/{}", d.case),
    })
}

/// `村民代表会议：到会28人，同意26人，通过`.
pub(crate) fn decided(teller: &Teller, book: &procedure::RuleBook, sitting: &SittingRow) -> String {
    let key = if sitting.passed { "decided-passed" } else { "decided-not-passed" };
    teller
        .say(key)
        .put("body", body_of(teller, book, &sitting.body, sitting.group.as_ref()))
        .put("present", sitting.present)
        .put("favour", sitting.votes_for)
        .to_string()
}

/// What a body is called.
pub(crate) fn body_name(teller: &Teller, book: &procedure::RuleBook, body: &str) -> String {
    body_of(teller, book, body, None)
}

/// What a body is called where it is a villagers' group's: `第三村民小组会议`.
pub(crate) fn body_of(teller: &Teller, book: &procedure::RuleBook, body: &str, group: Option<&Group>) -> String {
    let quorum = book.quorums.get(&procedure::Body(body.to_owned()));
    quorum.map_or_else(|| body.to_owned(), |quorum| teller.words(&quorum.of_group(group).name))
}

/// What the body that meets for a case is called.
pub(crate) fn body_in(teller: &Teller, book: &procedure::RuleBook, state: &procedure::CaseState, body: &str) -> String {
    let group = affairs::group_of(book, state, &procedure::Body(body.to_owned()));
    body_of(teller, book, body, group.as_ref())
}
