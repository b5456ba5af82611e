//! `/v/{code}/how` and `/v/{code}/how/{affair}`: how things are done in a village, in pictures.

use super::Pictogram;
use super::group::{Group, groups, is_of_lane, is_sometimes};
use super::list::{AffairLink, PictureListPage, Shelf};
use super::page::{Picture, PicturePage, StepLine};
use crate::case::begin::category;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::pace::figure::mean;
use crate::rules::say::parameter;
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::public::village;
use ::village::{Fault, Place, Post};
use archive::Query;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use office::Office;
use procedure::{Affair, RuleBook, Step, StepKind};

/// So many days back it is told how long things took.
const YEAR_DAYS: i64 = 365;

/// So many words about the steps of one picture.
const KINDS: usize = 3;

pub(crate) async fn list(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/how", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| all(canvas, reader, &code)).await
}

fn all(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PictureListPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &found.place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{}", found.place)));
    let book = canvas.app.office.book_at(query, &found.place)?;
    let mut shelves: Vec<(String, Shelf)> = Vec::new();
    for affair in book.affairs.values() {
        let link = AffairLink {
            drawing: emblem(affair),
            name: teller.words(&affair.name),
            href: format!("/v/{}/how/{}", found.place, affair.code),
        };
        match shelves.iter_mut().find(|(letter, _)| *letter == affair.category) {
            Some((_, shelf)) => shelf.affairs.push(link),
            None => shelves.push((
                affair.category.clone(),
                Shelf { name: category(&teller, &affair.category), affairs: vec![link] },
            )),
        }
    }
    Ok(Some(PictureListPage { frame, village: name, shelves: shelves.into_iter().map(|(_, shelf)| shelf).collect() }))
}

/// The picture by which the affairs of a category are known in the list.
fn emblem(affair: &Affair) -> Pictogram {
    use Pictogram as P;
    match affair.code.as_str() {
        "C3" => return P::Income,
        "D2" | "F3" => return P::Purchase,
        "B3" | "F4" => return P::Hiring,
        "K1" => return P::Seal,
        _ => {}
    }
    match affair.category.as_str() {
        "A" => P::Meeting,
        "B" => P::Evaluate,
        "C" => P::Pay,
        "D" | "E" => P::Lease,
        "F" => P::Works,
        "G" => P::Contract,
        "H" => P::Accept,
        "I" => P::Handout,
        "J" => P::Ledger,
        "K" => P::Publicity,
        _ => groups(affair).first().map_or(P::Work, |group| group.picture),
    }
}

pub(crate) async fn affair(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, affair)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let short = affair.get(..8).unwrap_or(&affair);
    let address = format!("/v/{}/how/{short}", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| one(canvas, reader, &code, &affair)).await
}

fn one(canvas: Canvas<'_>, query: &mut dyn Query, code: &str, affair: &str) -> Result<Option<PicturePage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    let book = canvas.app.office.book_at(query, &found.place)?;
    let Some(affair) = book.affair(affair) else { return Ok(None) };
    let name = at_village(query, &mut frame, &found.place, &teller)?;
    frame.back = Some(Link::new(teller.say("how-title"), format!("/v/{}/how", found.place)));
    let usual = usual(&canvas.app.office, query, &teller, &found.place, &affair.code)?;
    let all = groups(affair).into_iter().map(|group| picture(&teller, &book, affair, &group));
    let (aside, mut pictures): (Vec<Picture>, Vec<Picture>) = all.partition(|picture| picture.aside);
    pictures.push(last(&teller, &book, affair));
    pictures.extend(aside);
    Ok(Some(PicturePage {
        village: name,
        name: teller.words(&affair.name),
        purpose: teller.words(&affair.purpose),
        pictures,
        usual,
        rules_href: format!("/rules/{}", affair.code),
        sheet_href: format!("/v/{}/how/{}/sheet", found.place, affair.code),
        bpmn_href: format!("/rules/{}/bpmn?place={}", affair.code, found.place),
        frame,
    }))
}

fn picture(teller: &Teller, book: &RuleBook, affair: &Affair, group: &Group<'_>) -> Picture {
    let mut kinds = group.kinds();
    kinds.truncate(KINDS);
    let gap = teller.say("and").to_string();
    let caption: Vec<String> = kinds.iter().enumerate().map(|(at, kind)| phrase(teller, *kind, at == 0)).collect();
    let in_lane = group.steps.iter().all(|step| is_of_lane(affair, step));
    let caption = if in_lane { vec![teller.say("picture-emergency").to_string()] } else { caption };
    let main = group.main();
    let posts: &[Post] = main.map_or(&[], |step| &step.who);
    Picture {
        drawing: group.picture,
        caption: caption.join(&gap),
        who: main.map_or_else(String::new, |step| who(teller, step, posts)),
        time: main.map_or_else(String::new, |step| time(teller, affair, step)),
        sometimes: if in_lane || !group.steps.iter().all(|step| is_sometimes(affair, step)) {
            String::new()
        } else {
            main.map_or_else(String::new, |step| sometimes(teller, book, affair, step))
        },
        aside: in_lane,
        steps: group.steps.iter().map(|step| line(teller, book, affair, step)).collect(),
    }
}

/// Which matters need a step: from which amount, or of which sort; empty where all do.
fn sometimes(teller: &Teller, book: &RuleBook, affair: &Affair, step: &Step) -> String {
    if !is_sometimes(affair, step) {
        return String::new();
    }
    let needed = procedure::Ways { book, affair, day: teller.today }.needed(step);
    needed.map_or_else(
        || teller.say("picture-sometimes").to_string(),
        |when| teller.say("picture-only").put("when", teller.words(&when)).to_string(),
    )
}

/// The few words of a kind; in English only the first of several begins with a capital.
fn phrase(teller: &Teller, kind: Pictogram, is_first: bool) -> String {
    let words = teller.say(kind.key()).to_string();
    let mut letters = words.chars();
    match letters.next().filter(|_| !is_first) {
        Some(first) => format!("{}{}", first.to_lowercase(), letters.as_str()),
        None => words,
    }
}

/// Who does it. A meeting is its body's, whoever writes it down.
fn who(teller: &Teller, step: &Step, posts: &[Post]) -> String {
    let shown = posts.get(..2).unwrap_or(posts);
    let key = if posts.len() > shown.len() { "picture-who-more" } else { "picture-who" };
    let key = if step.kind == StepKind::Meeting { "picture-who-meeting" } else { key };
    teller.say(key).put("who", teller.posts(shown)).to_string()
}

/// How long a publicity lasts, or within which time the step is done.
fn time(teller: &Teller, affair: &Affair, step: &Step) -> String {
    let said = |key: &'static str, id: &str| {
        let days = affair.parameters.get(id)?;
        Some(teller.say(key).put("days", parameter(teller, days).to_string()).to_string())
    };
    let window = step.window.as_ref().and_then(|id| said("picture-window", id));
    window.or_else(|| step.limit.as_ref().and_then(|limit| said("picture-limit", &limit.days))).unwrap_or_default()
}

fn line(teller: &Teller, book: &RuleBook, affair: &Affair, step: &Step) -> StepLine {
    let papers: Vec<String> =
        step.papers.iter().filter(|need| need.at_least > 0).map(|need| teller.words(&need.name)).collect();
    StepLine {
        name: teller.words(&step.name),
        who: teller.posts(&step.who),
        help: teller.words(&step.help),
        limit: time(teller, affair, step),
        papers: papers.join(&teller.say("and").to_string()),
        sometimes: sometimes(teller, book, affair, step),
    }
}

/// The last picture: what everybody can read in the end.
fn last(teller: &Teller, book: &procedure::RuleBook, affair: &Affair) -> Picture {
    let items = affair.must_disclose.iter().filter_map(|code| book.catalogue.get(code));
    let items: Vec<String> = items.map(|item| teller.words(&item.name)).collect();
    let gap = teller.say("and").to_string();
    Picture {
        drawing: Pictogram::Publish,
        caption: teller.say("picture-publish").to_string(),
        who: teller.say("picture-publish-who").put("items", items.join(&gap)).to_string(),
        time: String::new(),
        sometimes: String::new(),
        aside: false,
        steps: Vec::new(),
    }
}

/// How long such matters took here in the last year, in one plain sentence.
fn usual(
    office: &Office,
    query: &mut dyn Query,
    teller: &Teller,
    village: &Place,
    affair: &str,
) -> Result<String, Fault> {
    let since = teller.today.plus(-YEAR_DAYS).start();
    let done = affairs::wholes(query, office, village, since)?.into_iter();
    let days: Vec<u32> = done.filter(|one| one.affair == affair && one.is_done).map(|one| one.working_days).collect();
    let (Some(mean), Some(longest)) = (mean(&days), days.iter().max()) else {
        return Ok(teller.say("usual-none").to_string());
    };
    let said = teller.say("usual").put("days", mean).put("longest", *longest).put("count", days.len());
    Ok(said.to_string())
}
