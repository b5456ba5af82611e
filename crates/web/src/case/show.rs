//! `/desk/cases/{case}`: the case as officials see it, and what the person can do now.

use crate::case::correct::correctable;
use crate::case::page::{CasePage, OpenAct};
use crate::case::public::{fetch, record_view, send};
use crate::case::told::{self, Told};
use crate::copy::review::tag;
use crate::copy::shown::Shown;
use crate::desk::place::{eyes, frame};
use crate::desk::waiting::is_turn;
use crate::flow::Standing;
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::objection::line::{beyond, doable, lines};
use crate::part::Act;
use crate::rules::history::of_case;
use crate::show::{Link, Twice};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, amount, place_name};
use archive::Query;
use axum::extract::{Path, State};
use axum::response::Response;
use procedure::StepKind;
use std::collections::BTreeMap;
use village::{CaseId, Fault, Hash, Level, Refusal};

/// The case of an address with what this official may see of it; `None` when it is not theirs to know.
pub(crate) fn theirs(query: &mut dyn Query, official: &Official, number: &str) -> Result<Option<(Told, Eyes)>, Fault> {
    let Ok(id) = CaseId::new(number) else { return Ok(None) };
    let Some(told) = told::read(query, &official.desk.office, &id)? else { return Ok(None) };
    let handled = told.acts.iter().any(|act| Some(&act.person) == official.desk.person());
    let seen =
        eyes(&official.desk, &told.case.village, told.affair()).map(|eyes| if handled { Eyes::Handler } else { eyes });
    Ok(seen.map(|eyes| (told, eyes)))
}

/// Whether the official handles or supervises the case from outside the village, and holds no office in it.
fn is_outside(official: &Official, told: &Told) -> bool {
    let posts = official.desk.posts_at(&told.case.village);
    let above = posts.iter().any(|post| post.level() != Level::Village);
    above && !posts.iter().any(|post| post.level() == Level::Village) && eyes_of(official, told) == Some(Eyes::Handler)
}

fn eyes_of(official: &Official, told: &Told) -> Option<Eyes> {
    eyes(&official.desk, &told.case.village, told.affair())
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let found = app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, &number))).await?;
    page(&found.ok_or_else(Refusal::not_there)?)
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official, number: &str) -> Result<Option<CasePage>, Fault> {
    let Some((told, eyes)) = theirs(query, official, number)? else { return Ok(None) };
    let teller = official.teller(eyes);
    let mut frame = frame(app, query, official, Section::Cases)?;
    frame.back = Some(Link::new(teller.say("rail-cases"), "/desk/cases"));
    let id = told.case.id.clone();
    let acts = open_acts(official, &told, &teller);
    let href = |step: &str, standing: Standing| match told.acts.iter().rev().find(|act| act.step == step) {
        Some(act) if standing != Standing::Current => format!("#act-{}", act.number),
        _ if told.book.affair(&told.case.affair).is_some_and(|affair| affair.step(step).is_some()) => {
            format!("/desk/cases/{id}/acts/{step}")
        }
        _ => String::new(),
    };
    let doable = doable(query, official, &told, &teller)?;
    let beyond = beyond(query, &told, &teller)?;
    let contacts = if is_outside(official, &told) { affairs::contacts(query, &id)? } else { BTreeMap::new() };
    let may_correct = !correctable(query, &told, official, &teller)?.is_empty();
    let village = place_name(query, &told.case.village)?;
    Ok(Some(CasePage {
        affair: told.affair_name(&teller),
        number: id.to_string(),
        what: told.case.title.clone(),
        amount: amount(told.case.amount_fen),
        tag: told.tag(&teller),
        sentence: Twice::words(&teller, |teller| told.sentence(teller)),
        mark: told.mark(&teller),
        aside: told.aside(&teller),
        chart: told.chart(&teller, official.desk.now, true, href).larger(frame.larger),
        now_none: if acts.iter().all(|act| !act.waits.is_empty()) { none(&told, &teller) } else { String::new() },
        later: later(&told, &teller),
        objections: lines(&told, &teller, &contacts, Some(doable)),
        beyond,
        facts: told.facts(&teller),
        record: with_copies(query, official, &told, &teller)?,
        correct_href: if may_correct { format!("/desk/cases/{id}/correct") } else { String::new() },
        public_href: if told.is_public() { format!("/cases/{id}") } else { String::new() },
        rules: of_case(query, &teller, &told.case)?,
        acts,
        village,
        frame,
    }))
}

/// The record, with the way to the covered copy of each paper that may have one.
fn with_copies(query: &mut dyn Query, official: &Official, told: &Told, teller: &Teller) -> Result<Vec<Act>, Fault> {
    let id = &told.case.id;
    let mut record = told.record(teller, &format!("/desk/cases/{id}/papers"));
    let drafts = told.is_public() && affairs::may_cover(&official.desk, &told.case.village);
    let copies = affairs::copies(query, id)?;
    for paper in record.iter_mut().flat_map(|act| &mut act.papers) {
        let Some(hash) = paper.href.rsplit('/').next().and_then(|hash| Hash::parse(hash).ok()) else { continue };
        let last = copies.iter().rfind(|copy| copy.paper == hash);
        let is_of_village = told.is_of_village(&hash);
        let (key, to) = match last {
            Some(_) => ("copy-look", "copy"),
            None if drafts && is_of_village => ("copy-make", "cover"),
            None => continue,
        };
        let link = Link::new(teller.say(key), format!("{}/{to}", paper.href));
        let words = last.map_or_else(String::new, |copy| tag(teller, copy).word);
        paper.copy = Some(Shown { words, links: vec![link], ..Shown::default() });
    }
    Ok(record)
}

/// The waiting step, when it is this person's to take.
fn open_acts(official: &Official, told: &Told, teller: &Teller) -> Vec<OpenAct> {
    let open = procedure::open_steps(&told.book, &told.state, official.desk.now);
    let mine = open
        .into_iter()
        .filter(|open| told.turn.as_ref().is_some_and(|turn| is_turn(&official.desk, &told.case, open.step, turn)));
    mine.flat_map(|open| {
        let gap = teller.say("objection-why-gap").to_string();
        let waits = open.waits.as_ref();
        let waits = waits.map(|refusal| [teller.words(&refusal.words), teller.words(&refusal.next)].join(&gap));
        let hall = open.step.kind == StepKind::Meeting && waits.is_none();
        let hall = hall.then(|| OpenAct {
            name: teller.say("hall-link").to_string(),
            help: teller.say("hall-link-hint").to_string(),
            href: format!("/desk/cases/{}/meeting", told.case.id),
            waits: String::new(),
        });
        let act = OpenAct {
            name: teller.words(&open.step.name),
            help: teller.words(&open.step.help),
            href: format!("/desk/cases/{}/acts/{}", told.case.id, open.step.id),
            waits: waits.unwrap_or_default(),
        };
        std::iter::once(act).chain(hall)
    })
    .collect()
}

/// Said when there is nothing that this person can do now.
fn none(told: &Told, teller: &Teller) -> String {
    let key = if told.case.status == "running" { "now-none" } else { "now-ended" };
    teller.say(key).to_string()
}

/// The steps that were not taken and do not wait: each leads to why it cannot be taken yet.
fn later(told: &Told, teller: &Teller) -> Vec<Link> {
    let Some(affair) = told.affair().filter(|_| told.case.status == "running") else { return Vec::new() };
    affair
        .steps
        .iter()
        .filter(|step| step.id != told.case.step && !told.acts.iter().any(|act| act.step == step.id))
        .map(|step| Link::new(teller.words(&step.name), format!("/desk/cases/{}/acts/{}", told.case.id, step.id)))
        .collect()
}

/// A paper of a case, as far as this official may see it.
pub(crate) async fn paper(
    State(app): State<App>,
    official: Official,
    Path((number, hash)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let found = app.office.read(|reader| {
                let Some((told, eyes)) = theirs(reader, &official, &number)? else { return Ok(None) };
                Ok::<_, Fault>(fetch(app, reader, &told.case.id, &hash, eyes)?.map(|found| (told.case, found)))
            })?;
            if let Some((case, found)) = found.as_ref().filter(|(_, found)| !found.is_public) {
                record_view(&official.desk, case, found.hash)?;
            }
            Ok::<_, Halt>(found.map(|(_, found)| found))
        })
        .await?;
    send(found)
}
