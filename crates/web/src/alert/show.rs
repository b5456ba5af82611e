//! `/desk/alerts` and `/desk/alerts/{alert}`: the inbox, and one alert.

use crate::alert::attempt::{again, attempt, step};
use crate::alert::inbox::{AlertLine, InboxPage};
use crate::alert::page::{AlertPage, Deed, Receiver};
use crate::desk::place::{frame, may, may_somewhere};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Act, Empty, Filter as Links, Line, Pager, Switch};
use crate::roster::show::chosen;
use crate::show::{Link, State, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use alerts::{Alert, AlertStep, Filter};
use archive::Query;
use axum::extract::{Path, Query as Asked, State as With};
use axum::response::Response;
use office::roster;
use serde::Deserialize;
use village::{AlertId, CaseId, Fault, PersonId, Refusal};

/// How many alerts a page shows.
const PAGE: usize = 50;

/// Which alerts.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: Option<usize>,
}

/// The tag of a colour.
pub(crate) fn tag(teller: &Teller, severity: &str) -> Tag {
    match severity {
        "red" => Tag::new(State::Red, teller.say("colour-red")),
        "orange" => Tag::new(State::Orange, teller.say("colour-orange")),
        _ => Tag::new(State::Yellow, teller.say("colour-yellow")),
    }
}

fn standing(teller: &Teller, alert: &Alert) -> String {
    let key = match alert.status.as_str() {
        "new" => "alert-new",
        "closed" => "alert-closed",
        _ => "alert-acknowledged",
    };
    teller.say(key).to_string()
}

pub(crate) async fn inbox(
    With(app): With<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let inbox = app.blocking(move |app| app.office.read(|reader| list(app, reader, &official, &wish))).await?;
    page(&inbox)
}

fn list(app: &Shared, query: &mut dyn Query, official: &Official, wish: &Wish) -> Result<InboxPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let frame = frame(app, query, official, Section::Alerts)?;
    let mut all = alerts::inbox(query, &official.desk, Filter::All)?;
    for own in own(query, official)? {
        if !all.iter().any(|known| known.id == own.id) {
            all.push(own);
        }
    }
    all.sort_by(|a, b| b.last_seen.cmp(&a.last_seen).then_with(|| b.id.cmp(&a.id)));
    let wide = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let is = |alert: &Alert, state: &str| match state {
        "closed" => alert.status == "closed",
        "all" => true,
        "new" => alert.status == "new",
        _ => alert.status != "closed",
    };
    let states = [("", "filter-unclosed"), ("new", "filter-new"), ("closed", "filter-closed"), ("all", "filter-all")];
    let options = states.iter().map(|(state, key)| Switch {
        words: teller.say(key).to_string(),
        href: format!("/desk/alerts?state={state}"),
        chosen: wish.state == *state,
        count: wide(all.iter().filter(|alert| is(alert, state)).count()),
    });
    let filters =
        vec![Links { name: teller.say("filter-state").to_string(), counted: true, options: options.collect() }];
    let shown: Vec<&Alert> = all.iter().filter(|alert| is(alert, &wish.state)).collect();
    let number = wish.page.unwrap_or(1).max(1);
    let lines = shown.iter().skip((number - 1).saturating_mul(PAGE)).take(PAGE);
    let alerts = lines.map(|alert| line(app, query, official, alert)).collect::<Result<_, Fault>>()?;
    let pager = Pager::new(
        &format!(
            "/desk/alerts?state={}&page=",
            if wish.state.chars().all(char::is_alphabetic) { &wish.state } else { "" }
        ),
        wide(number),
        wide(PAGE),
        wide(shown.len()),
    );
    let empty = Empty { what: teller.say("alerts-empty").to_string(), why: teller.say("alerts-empty-why").to_string() };
    let views = may_somewhere(&official.desk, "acknowledge_alert");
    let views_href = if views { "/desk/views".to_owned() } else { String::new() };
    Ok(InboxPage { frame, filters, alerts, empty, pager, views_href })
}

/// The alerts that are about whoever sits at the desk.
pub(crate) fn own(query: &mut dyn Query, official: &Official) -> Result<Vec<Alert>, Fault> {
    official.desk.person().map_or_else(|| Ok(Vec::new()), |person| alerts::concerning(query, person))
}

fn line(app: &Shared, query: &mut dyn Query, official: &Official, alert: &Alert) -> Result<AlertLine, Fault> {
    let teller = &official.teller(Eyes::Handler);
    let told = attempt(app, query, official, alert)?;
    Ok(AlertLine {
        tag: tag(teller, &alert.severity),
        number: alert.id.to_string(),
        what: told.what,
        why: told.why,
        about: told.about,
        when: teller.moment(alert.last_seen),
        times: u64::try_from(alert.times).unwrap_or(1),
        standing: standing(teller, alert),
        due: alert.acknowledge_by.map_or_else(String::new, |by| teller.left(by.day())),
        href: format!("/desk/alerts/{}", alert.id),
    })
}

/// The alert of an address, when the person at the desk may know of it.
pub(crate) fn theirs(query: &mut dyn Query, official: &Official, number: &str) -> Result<Option<Alert>, Fault> {
    let Ok(id) = AlertId::new(number) else { return Ok(None) };
    let Some(alert) = alerts::alert(query, &id)? else { return Ok(None) };
    Ok(if alerts::may_see(query, &official.desk, &alert)? { Some(alert) } else { None })
}

pub(crate) async fn show(
    With(app): With<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let found =
        app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, &number, &key))).await?;
    page(&found.ok_or_else(Refusal::not_there)?)
}

pub(crate) fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    number: &str,
    key: &str,
) -> Result<Option<AlertPage>, Fault> {
    let Some(alert) = theirs(query, official, number)? else { return Ok(None) };
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Alerts)?;
    frame.back = Some(Link::new(teller.say("rail-alerts"), "/desk/alerts"));
    let case = about(query, official, &alert)?;
    let steps = alerts::steps(query, &alert.id)?;
    let told = attempt(app, query, official, &alert)?;
    let name = alert.person.as_ref().map(|person| roster::name_of(query, person)).transpose()?.flatten();
    Ok(Some(AlertPage {
        number: alert.id.to_string(),
        village: place_name(query, &alert.village)?,
        what: told.what,
        why: told.why,
        attempts: again(query, official, &alert)?,
        tag: tag(&teller, &alert.severity),
        sentence: sentence(&teller, &alert),
        lines: lines(app, query, &teller, &alert)?,
        receivers: receivers(query, &teller, &alert)?,
        record: steps.iter().enumerate().map(|(nth, step)| act(&teller, nth, step, name.as_deref())).collect(),
        faults: Vec::new(),
        deeds: deeds(query, official, &frame, &alert, key)?,
        case,
        frame,
    }))
}

/// What the alert is about, where it has a page: a case, another alert, a person of the roster.
fn about(query: &mut dyn Query, official: &Official, alert: &Alert) -> Result<Option<Link>, Fault> {
    let subject = alert.subject.as_str();
    if let Ok(id) = CaseId::new(subject)
        && let Some(case) = affairs::case(query, &id)?
    {
        return Ok(Some(Link::new(&case.title, format!("/desk/cases/{id}"))));
    }
    if let Some(other) = theirs(query, official, subject)? {
        let teller = official.teller(Eyes::Handler);
        return Ok(Some(Link::new(teller.words(&other.words.third_person()), format!("/desk/alerts/{}", other.id))));
    }
    let Ok(person) = PersonId::new(subject) else { return Ok(None) };
    let Some(known) = roster::person(query, &person)? else { return Ok(None) };
    let reads = chosen(official, known.village.as_str()).is_ok();
    Ok(reads.then(|| Link::new(known.name, format!("/desk/roster/people/{person}"))))
}

fn sentence(teller: &Teller, alert: &Alert) -> String {
    match alert.acknowledge_by {
        Some(by) if alert.status == "new" => {
            let (day, left) = (teller.moment(by).words, teller.left(by.day()));
            teller.say("alert-until").put("day", day).put("left", left).to_string()
        }
        _ => standing(teller, alert),
    }
}

fn lines(app: &Shared, query: &mut dyn Query, teller: &Teller, alert: &Alert) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    if let Some(person) = &alert.person {
        let name = roster::name_of(query, person)?.unwrap_or_default();
        let held = roster::mandates_of(query, person, alert.raised.day())?;
        let posts: Vec<_> = held.iter().map(|mandate| mandate.post).filter(|post| post.is_official()).collect();
        lines.push(Line::text(teller.say("alert-who"), format!("{name}（{}）", teller.posts(&posts))));
    }
    if alert.is_attempt {
        lines.push(Line::text(teller.say("alert-tried"), step(app, query, teller, alert)?));
    }
    lines.push(Line::text(teller.say("alert-ground"), teller.articles(&alert.articles)));
    lines.push(Line::new(teller.say("alert-first"), teller.moment(alert.raised)));
    if alert.times > 1 {
        lines.push(Line::text(teller.say("alert-often"), alert.times.to_string()));
        lines.push(Line::new(teller.say("alert-last"), teller.moment(alert.last_seen)));
    }
    Ok(lines)
}

fn receivers(query: &mut dyn Query, teller: &Teller, alert: &Alert) -> Result<Vec<Receiver>, Fault> {
    let mut all = Vec::new();
    for receiver in alerts::receivers(query, &alert.id)? {
        let holders = roster::persons_with(query, &receiver.place, receiver.post, teller.today)?;
        let names: Vec<String> = holders.into_iter().map(|holder| holder.name).collect();
        let (state, key) = if receiver.acknowledged.is_some() {
            (State::Done, "alert-acknowledged")
        } else {
            (State::Yellow, "alert-not-acknowledged")
        };
        let moment = teller.moment(receiver.acknowledged.unwrap_or(receiver.since)).words;
        all.push(Receiver {
            tag: Tag::new(state, teller.say(key)),
            name: names.join("、"),
            post: format!("{} · {}", place_name(query, &receiver.place)?, teller.words(&receiver.post.title())),
            told: moment,
        });
    }
    Ok(all)
}

/// Whether the step is the alert itself, raised or repeated.
fn is_issue(step: &AlertStep) -> bool {
    matches!(step.deed.as_str(), "raised" | "repeated")
}

fn act(teller: &Teller, nth: usize, step: &AlertStep, about: Option<&str>) -> Act {
    let (state, key) = match step.deed.as_str() {
        "raised" => (State::Red, "alert-step-raised"),
        "acknowledged" => (State::Done, "alert-step-acknowledged"),
        "explained" => (State::Notice, "alert-step-explained"),
        "climbed" => (State::Orange, "alert-step-climbed"),
        "overdue" => (State::Red, "alert-step-overdue"),
        "closed:confirmed" => (State::Done, "finding-confirmed"),
        "closed:unfounded" => (State::Done, "finding-unfounded"),
        _ => (State::Red, "alert-step-repeated"),
    };
    let words = teller.say(key).to_string();
    Act {
        anchor: format!("step-{nth}"),
        step: words.clone(),
        tag: Tag::new(state, words),
        who: match (is_issue(step), about, step.name.as_deref()) {
            // The system issues an alert, by whatever deed it comes about.
            (true, Some(about), _) => teller.say("alert-issued-about").put("name", about).to_string(),
            (false, _, Some(name)) => name.to_owned(),
            (true, None, _) | (_, _, None) => teller.say("clockwork").to_string(),
        },
        post: String::new(),
        when: teller.moment(step.moment),
        words: match (step.deed.as_str(), step.text.as_str()) {
            ("climbed", "county") => teller.say("climbed-county").to_string(),
            ("climbed", _) => teller.say("climbed-township").to_string(),
            (_, text) => text.to_owned(),
        },
        lines: Vec::new(),
        votes: None,
        papers: Vec::new(),
        ground: String::new(),
        entry: String::new(),
    }
}

/// What this person can do about it.
fn deeds(
    query: &mut dyn Query,
    official: &Official,
    frame: &Frame,
    alert: &Alert,
    key: &str,
) -> Result<Vec<Deed>, Fault> {
    if alert.status == "closed" {
        return Ok(Vec::new());
    }
    let desk = &official.desk;
    let told = alerts::receivers(query, &alert.id)?;
    let mine: Vec<_> =
        told.iter().filter(|r| desk.mandates.iter().any(|m| m.post == r.post && m.place == r.place)).collect();
    let number = alert.id.as_str();
    let mut deeds = Vec::new();
    if mine.iter().any(|receiver| receiver.acknowledged.is_none()) && may(desk, "acknowledge_alert", &alert.village) {
        deeds.push(AlertPage::deed(frame, "acknowledge", number, key));
    }
    // Whoever it is about may always say what happened.
    if alert.person.as_ref() == desk.person() || may(desk, "explain_alert", &alert.village) {
        deeds.push(AlertPage::deed(frame, "explain", number, key));
    }
    let duty = if alert.severity == "red" { "close_red_alert" } else { "close_alert" };
    let acknowledged = mine.iter().any(|receiver| receiver.acknowledged.is_some());
    if acknowledged && may(desk, duty, &alert.village) && alert.person.as_ref() != desk.person() {
        deeds.push(AlertPage::deed(frame, "close", number, key));
    }
    Ok(deeds)
}
