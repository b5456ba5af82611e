//! `/desk`: what waits for you.

use crate::alert::attempt::attempt;
use crate::case::stands::meets;
use crate::desk::place::{frame, may, places};
use crate::desk::waiting::waits;
use crate::desk::{DeskPage, FreshAlert, RecentAct, Task, own_village};
use crate::desk::{arrears, away, confirmations, objections};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::late::{due_tag, is_soon};
use crate::part::Empty;
use crate::show::{State, Tag, day_words};
use crate::sign_in::notice::notice;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, amount, place_name};
use crate::village::public::Names;
use affairs::CaseRow;
use alerts::{Alert, Filter};
use archive::Query;
use axum::extract::State as With;
use axum::response::Response;
use std::collections::BTreeSet;
use village::{Day, Fault, Post};

/// How many tasks the desk shows.
const TASKS: usize = 100;
/// How many of one's own acts the desk shows.
const RECENT: usize = 5;
/// How many alerts the desk shows.
const ALERTS: usize = 10;

pub(crate) async fn show(With(app): With<App>, official: Official) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let desk = app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, key))).await?;
    page(&desk)
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official, key: String) -> Result<DeskPage, Fault> {
    let desk = &official.desk;
    let teller = official.teller(Eyes::Village);
    let mut frame = frame(app, query, official, Section::Desk)?;
    let names = Names { office: &app.office, teller };
    let (mut waiting, mut recent, mut soon) = (Vec::new(), Vec::new(), 0);
    for place in places(desk) {
        for case in affairs::cases_within(query, &place, Some("running"), None)? {
            if waiting.len() < TASKS && waits(query, desk, &case)? {
                soon += u64::from(is_soon(&teller, case.due, case.remind));
                waiting.push(task(query, &names, &case)?);
            }
        }
        for case in affairs::cases_within(query, &place, None, None)?.into_iter().take(50) {
            if recent.len() < RECENT {
                recent.extend(own_act(query, &names, desk.person(), &case)?);
            }
        }
    }
    let objections = objections::waiting(query, desk, &names)?;
    waiting.extend(objections.into_iter().map(|(due, task)| ((false, Some(due)), task)));
    let confirmations = confirmations::waiting(query, desk, &teller)?;
    waiting.extend(confirmations.into_iter().map(|(day, task)| ((false, Some(day)), task)));
    let arrears = arrears::waiting(app, query, desk, &teller)?;
    waiting.extend(arrears.into_iter().map(|(due, task)| ((false, Some(due)), task)));
    let mut board = crate::board::task::waiting(app, query, desk, &teller)?;
    board.extend(crate::board::held::waiting(app, query, desk, &teller)?);
    board.extend(crate::inspect::task::waiting(query, desk, &teller)?);
    board.extend(crate::books::task::waiting(query, desk, &teller)?);
    waiting.extend(board.into_iter().map(|(due, task)| ((false, Some(due)), task)));
    waiting.sort_by_key(|(due, _)| *due);
    let alerts = alerts::inbox(query, desk, Filter::Open)?;
    let own = crate::alert::show::own(query, official)?;
    let theirs = |alert: &&Alert| alert.status == "new" && !own.iter().any(|known| known.id == alert.id);
    let new = alerts.iter().filter(theirs).count();
    let (mut fresh, mut about_you) = (Vec::new(), Vec::new());
    for alert in alerts.iter().filter(theirs).take(ALERTS) {
        fresh.push(fresh_alert(app, query, official, alert)?);
    }
    for alert in own.iter().filter(|alert| alert.status != "closed").take(ALERTS) {
        about_you.push(fresh_alert(app, query, official, alert)?);
    }
    let tasks: Vec<Task> = waiting.into_iter().map(|(_, task)| task).collect();
    if let Some(signed) = &mut frame.signed {
        signed.waiting = u64::try_from(tasks.len()).unwrap_or(0);
    }
    let mut villages = Vec::new();
    let own: BTreeSet<_> = desk.mandates.iter().map(|mandate| &mandate.place).collect();
    for place in own.into_iter().filter(|place| may(desk, "read_published_papers", place)) {
        villages.push(own_village(&frame, &place_name(query, place)?, place.as_str()));
    }
    let works = desk.mandates.iter().any(|mandate| !matches!(mandate.post, Post::Villager | Post::Member));
    Ok(DeskPage {
        works: works || !tasks.is_empty() || !recent.is_empty(),
        soon: if soon > 0 { teller.say("desk-soon").put("count", soon).to_string() } else { String::new() },
        villages,
        name: desk.signed.as_ref().map_or_else(String::new, |signed| signed.name.clone()),
        today: day_words(teller.today, teller.today.plus(-400), teller.language),
        empty: Empty { what: teller.say("desk-empty").to_string(), why: teller.say("desk-empty-why").to_string() },
        alerts: fresh,
        new: u64::try_from(new).unwrap_or(u64::MAX),
        about_you,
        waiting: tasks,
        recent,
        away: away::told(query, &app.office, desk, &teller, &official.session.person)?,
        notice: notice(query, &teller, &official.session.person, key)?,
        frame,
    })
}

fn fresh_alert(app: &Shared, query: &mut dyn Query, official: &Official, alert: &Alert) -> Result<FreshAlert, Fault> {
    let teller = official.teller(Eyes::Handler);
    let told = attempt(app, query, official, alert)?;
    Ok(FreshAlert {
        tag: crate::alert::show::tag(&teller, &alert.severity),
        what: told.line(&teller),
        href: format!("/desk/alerts/{}", alert.id),
        about: told.about,
        when: teller.moment(alert.last_seen),
    })
}

/// The due day first, so that the most urgent stands at the head; what has no day comes last.
type Ranked = ((bool, Option<Day>), Task);

fn task(query: &mut dyn Query, names: &Names<'_>, case: &CaseRow) -> Result<Ranked, Fault> {
    let teller = &names.teller;
    let book = names.book(query, &case.rules)?;
    let affair = book.affair(&case.affair);
    let step = affair.and_then(|affair| affair.step(&case.step));
    let meeting = affair.zip(step).and_then(|(affair, step)| meets(case, affair, step, teller));
    let task = Task {
        href: format!("/desk/cases/{}", case.id),
        step: names.step(&book, &case.affair, &case.step),
        what: case.title.clone(),
        amount: amount(case.amount_fen),
        village: place_name(query, &case.village)?,
        number: case.id.to_string(),
        tag: match meeting {
            _ if is_open(query, teller, case)? => Tag::new(State::Notice, teller.say("case-open")),
            Some(day) => Tag::new(State::Notice, teller.say("meets-tag").put("day", teller.day(day).words)),
            None => due_tag(teller, &book.at(&case.village, teller.today), case.due, case.remind),
        },
        due: case.due.map_or_else(String::new, |due| teller.day(due).words),
    };
    Ok(((case.due.is_none(), case.due), task))
}

/// Whether the case is open for objection today: then its next step waits for the end of that.
fn is_open(query: &mut dyn Query, teller: &Teller, case: &CaseRow) -> Result<bool, Fault> {
    let windows = affairs::windows(query, &case.id)?;
    Ok(windows.iter().any(|window| window.opens <= teller.today && teller.today <= window.closes))
}

/// The person's last act in a case.
fn own_act(
    query: &mut dyn Query,
    names: &Names<'_>,
    person: Option<&village::PersonId>,
    case: &CaseRow,
) -> Result<Option<RecentAct>, Fault> {
    let acts = affairs::acts(query, &case.id)?;
    let Some(act) = acts.iter().rev().find(|act| Some(&act.person) == person) else { return Ok(None) };
    let book = names.book(query, &case.rules)?;
    let step = names.step(&book, &case.affair, &act.step);
    Ok(Some(RecentAct {
        when: names.teller.moment(act.moment),
        what: format!("{step} · {}", case.title),
        number: case.id.to_string(),
        href: format!("/desk/cases/{}", case.id),
    }))
}
