//! `/rules` and `/rules/{affair}`: the rule book in force, in plain words.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::Line;
use crate::picture::group::is_of_lane;
use crate::rules::affair::AffairPage;
use crate::rules::history::history;
use crate::rules::list::{AffairLine, Ground, RulesPage, Ruling};
use crate::rules::outdated;
use crate::rules::say::{amounts, attendance, majority, quantity};
use crate::rules::tell::Telling;
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, contacts};
use archive::Query;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use procedure::{Quorum, RuleBook, Unit};
use village::Fault;

pub(crate) async fn page(State(app): State<App>, look: Look, asked: HeaderMap) -> Result<Response, Halt> {
    public(&app, &look, &asked, "/rules".to_owned(), |canvas, reader| list(canvas, reader).map(Some)).await
}

fn list(canvas: Canvas<'_>, query: &mut dyn Query) -> Result<RulesPage, Fault> {
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    contacts(query, &mut frame, canvas.app.office.county(), &teller)?;
    let book = canvas.app.office.book_at(query, canvas.app.office.county())?;
    let affairs = book.affairs.values().map(|affair| AffairLine {
        code: affair.code.clone(),
        name: teller.words(&affair.name),
        purpose: teller.words(&affair.purpose),
        href: format!("/rules/{}", affair.code),
    });
    let law = |law: &procedure::Law| {
        let article = law.article("");
        let year = article.version.get(..4).unwrap_or_default().to_owned();
        let name = teller.words(&law.name);
        let said = || teller.say("law-of").put("name", &*name).put("year", &*year).to_string();
        let note = law.note.as_ref().map_or_else(String::new, |note| teller.heading(note));
        Ground { name: if year.is_empty() { name.clone() } else { said() }, note }
    };
    let years = procedure::unannounced_years(&book, teller.today);
    let layer = |layer: &String| match layer.as_str() {
        "national" => teller.say("layer-national").to_string(),
        "zhejiang" => teller.say("layer-zhejiang").to_string(),
        other => other.to_owned(),
    };
    Ok(RulesPage {
        affairs: affairs.collect(),
        tiers: tiers(&teller, &book),
        bodies: book.quorums.values().map(|quorum| body(&teller, quorum)).collect(),
        grounds: book.laws.values().map(law).collect(),
        laws: outdated::lines(&teller, &book),
        years: years.into_iter().map(|year| teller.heading(&procedure::unannounced_words(year))).collect(),
        layers: book.layers.iter().map(layer).collect::<Vec<_>>().join(" → "),
        fingerprint: book.hash.short(),
        adoptions: history(query, &teller)?,
        frame,
    })
}

fn tiers(teller: &Teller, book: &RuleBook) -> Vec<Ruling> {
    let below = std::iter::once(None).chain(book.tiers.list.iter().map(Some));
    let ruling = |(tier, below): (&procedure::Tier, Option<&procedure::Tier>)| Ruling {
        what: amounts(teller, below, tier),
        lines: vec![Line::text(teller.say("tier-who"), teller.words(&tier.words))],
        ground: tier.setting_on(teller.today).map_or_else(String::new, |setting| teller.articles(&setting.articles)),
    };
    book.tiers.list.iter().zip(below).map(ruling).collect()
}

fn body(teller: &Teller, quorum: &Quorum) -> Ruling {
    let mut lines = vec![Line::text(teller.say("body-convener"), teller.words(&quorum.convener))];
    if quorum.notice_days > 0 {
        lines.push(Line::new(teller.say("body-notice"), quantity(teller, Unit::Days, quorum.notice_days.into())));
    }
    if !quorum.attend.is_empty() {
        lines.push(Line::text(teller.say("body-attend"), attendance(teller, &quorum.attend)));
    }
    lines.push(Line::text(teller.say("body-pass"), majority(teller, &quorum.pass)));
    let more = [(quorum.ballots, "body-ballots"), (quorum.proxies, "body-proxies")];
    let more = more.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| teller.say(key).to_string());
    lines.extend(more.map(|words| Line::text(teller.say("body-voting"), words)));
    Ruling { what: teller.heading(&quorum.name), lines, ground: teller.articles(&quorum.articles) }
}

pub(crate) async fn affair(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/rules/{}", code.get(..8).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| one(canvas, reader, &code)).await
}

fn one(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<AffairPage>, Fault> {
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    let book = canvas.app.office.book_at(query, canvas.app.office.county())?;
    let Some(affair) = book.affair(code) else { return Ok(None) };
    contacts(query, &mut frame, canvas.app.office.county(), &teller)?;
    frame.back = Some(Link::new(teller.say("rules-title"), "/rules"));
    let telling = Telling { teller, book: &book, affair };
    // The emergency lane's steps stand after the ordinary road, not in the middle of it.
    let (lane, ordinary): (Vec<_>, Vec<_>) = affair.steps.iter().partition(|step| is_of_lane(affair, step));
    Ok(Some(AffairPage {
        code: affair.code.clone(),
        name: teller.words(&affair.name),
        purpose: teller.words(&affair.purpose),
        chart: telling.chart().larger(frame.larger),
        steps: ordinary.into_iter().chain(lane).map(|step| telling.step(step)).collect(),
        promises: affair.promises.iter().map(|promise| teller.heading(&promise.words)).collect(),
        numbers: telling.numbers(),
        disclosed: telling.disclosed(&affair.must_disclose),
        fingerprint: book.hash.short(),
        frame,
    }))
}
