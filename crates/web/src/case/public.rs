//! `/cases/{case}`: the public record of a case, its papers, its poster.

use crate::case::record::{RecordPage, Window};
use crate::case::told::{self, Told};
use crate::flow::Standing;
use crate::http::answer::Halt;
use crate::http::header::PAPER_POLICY;
use crate::http::look::Look;
use crate::http::public::{Canvas, eyes_of, public, reader};
use crate::objection::line::{beyond, lines};
use crate::press::plate::has_plate;
use crate::qr;
use crate::rules::history::of_case;
use crate::show::{Link, Twice};
use crate::state::App;
use crate::told::{Eyes, Teller, above_name, amount, at_village};
use crate::village::paid::returned_words;
use crate::village::poster::PosterPage;
use crate::village::print::{picture, printed};
use affairs::{CaseRow, ViewPaper};
use archive::Query;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use office::{Desk, Office};
use std::collections::BTreeMap;
use village::{CaseId, Fault, Hash, Refusal};

/// The case of an address, when strangers may know of it.
pub(crate) fn known(query: &mut dyn Query, office: &Office, number: &str) -> Result<Option<Told>, Fault> {
    let Ok(id) = CaseId::new(number) else { return Ok(None) };
    Ok(told::read(query, office, &id)?.filter(Told::is_public))
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/cases/{}", number.get(..40).unwrap_or(&number));
    public(&app, &look, &asked, address, move |canvas, reader| record(canvas, reader, &number)).await
}

fn record(canvas: Canvas<'_>, query: &mut dyn Query, number: &str) -> Result<Option<RecordPage>, Fault> {
    let Some(told) = known(query, &canvas.app.office, number)? else { return Ok(None) };
    let (id, village) = (told.case.id.clone(), told.case.village.clone());
    let (teller, mut frame) = (canvas.teller_in(&village), canvas.frame);
    at_village(query, &mut frame, &village, &teller)?;
    let window = told.window(&teller).map(|window| Window {
        until: Twice::words(&teller, |teller| {
            let (day, left) = (teller.day(window.closes).words, teller.left(window.closes));
            let said = teller.say("window-until").put("day", day).put("left", left);
            format!("{said}{}", told.provisional(teller, Some(window.closes)))
        }),
        objections: u32::try_from(window.waiting).unwrap_or(0),
        href: format!("/cases/{id}/objection"),
    });
    let anchor = |step: &str, standing: Standing| {
        let act = told.acts.iter().rev().find(|act| act.step == step).filter(|_| standing != Standing::Current);
        act.map_or_else(String::new, |act| format!("#act-{}", act.number))
    };
    let (entry, fingerprint) = told.last.clone().unwrap_or_default();
    Ok(Some(RecordPage {
        affair: told.affair_name(&teller),
        rules_href: format!("/rules/{}", told.case.affair),
        what: told.title(&teller),
        amount: amount(told.case.amount_fen),
        tag: Twice::tag(&teller, |teller| told.tag(teller)),
        sentence: Twice::words(&teller, |teller| told.sentence(teller)),
        mark: told.mark(&teller),
        aside: told.aside(&teller),
        kinship: told.kinship(&teller),
        returned: returned(query, &teller, &told.case)?,
        window,
        decision: told.decision(&teller),
        chart: told.chart(&teller, canvas.app.now(), false, anchor).larger(frame.larger),
        record: told.record(&teller, &format!("/cases/{id}/papers")),
        objections: lines(&told, &teller, &BTreeMap::new(), None),
        beyond: beyond(query, &told, &teller)?,
        kept: kept(&told, &teller),
        published: published(query, &teller, &id)?,
        poster_href: format!("/cases/{id}/poster"),
        plate_href: if has_plate(&told.case.affair) { format!("/cases/{id}/plate.pdf") } else { String::new() },
        number: id.to_string(),
        entry: entry.to_string(),
        fingerprint,
        rules: of_case(query, &teller, &told.case)?,
        frame,
    }))
}

/// What of its money came back, because a voucher was taken back whole.
fn returned(query: &mut dyn Query, teller: &Teller, case: &CaseRow) -> Result<Vec<String>, Fault> {
    let back = capital::taken_back(query, &case.village)?;
    Ok(back.iter().filter(|one| one.case == case.id).map(|one| returned_words(teller, one)).collect())
}

/// What of a case was made public, each with the way to its evidence.
fn published(query: &mut dyn Query, teller: &Teller, case: &CaseId) -> Result<Vec<Link>, Fault> {
    let link = |one: affairs::PublicationRow| {
        let key = if one.is_correction { "published-one-corrected" } else { "published-one" };
        let said = teller.say(key).put("day", teller.day(one.day).words).put("entry", one.entry);
        Link::new(said, format!("/log/publications/{}", one.entry))
    };
    Ok(affairs::publications_of(query, case)?.into_iter().map(link).collect())
}

/// What a reader is told of the papers that are not for everybody; empty when there are none.
pub(crate) fn kept(told: &Told, teller: &Teller) -> String {
    let key = match teller.eyes {
        Eyes::Stranger => "papers-sign-in",
        _ => "papers-recorded",
    };
    if told.has_village_papers() { teller.say(key).to_string() } else { String::new() }
}

pub(crate) async fn poster(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/cases/{}/poster", number.get(..40).unwrap_or(&number));
    public(&app, &look, &asked, address, move |canvas, reader| sheet(canvas, reader, &number)).await
}

fn sheet(canvas: Canvas<'_>, query: &mut dyn Query, number: &str) -> Result<Option<PosterPage>, Fault> {
    let Some(told) = known(query, &canvas.app.office, number)? else { return Ok(None) };
    let teller = canvas.teller.on_paper();
    let mut frame = canvas.frame.clone();
    let village = at_village(query, &mut frame, &told.case.village, &teller)?;
    let address = format!("{}/cases/{}", canvas.app.public_url, told.case.id);
    let mark = told.mark(&teller).map(|mark| format!("{} · {}", mark.title, mark.words));
    let points =
        mark.into_iter().chain([told.sentence(&teller), teller.say("poster-case-point").to_string()]).collect();
    Ok(Some(PosterPage {
        place: format!("{}{village}", above_name(query, &told.case.village)?),
        name: told.title(&teller),
        lead: told.affair_name(&teller),
        points,
        qr: qr::svg(&address)?,
        printed: printed(&canvas, query)?,
        png_href: format!("/cases/{}/qr.png", told.case.id),
        back_href: format!("/cases/{}", told.case.id),
        frame,
        address,
    }))
}

pub(crate) async fn svg(State(app): State<App>, Path(number): Path<String>) -> Result<Response, Halt> {
    picture("image/svg+xml", qr::svg(&address(&app, number).await?)?.into_bytes())
}

pub(crate) async fn png(State(app): State<App>, Path(number): Path<String>) -> Result<Response, Halt> {
    picture("image/png", qr::png(&address(&app, number).await?)?)
}

async fn address(app: &App, number: String) -> Result<String, Halt> {
    let found = app.blocking(move |app| app.office.read(|reader| known(reader, &app.office, &number))).await?;
    let told = found.ok_or_else(Refusal::not_there)?;
    Ok(format!("{}/cases/{}", app.public_url, told.case.id))
}

/// A paper of a public case: when the paper itself is public, and to the village's own people when it is kept in the
/// village. Whoever looks at such an original is recorded first.
pub(crate) async fn paper(
    State(app): State<App>,
    asked: HeaderMap,
    Path((number, hash)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let reader = reader(&app, &asked).await?;
    let found = app
        .blocking(move |app| {
            let found = app.office.read(|store| {
                let Some(told) = known(store, &app.office, &number)? else { return Ok(None) };
                let eyes = reader.as_ref().map_or(Eyes::Stranger, |desk| eyes_of(desk, &told.case.village));
                Ok::<_, Fault>(fetch(app, store, &told.case.id, &hash, eyes)?.map(|found| (told.case, found)))
            })?;
            Ok::<_, Halt>(match (found, &reader) {
                (Some((case, found)), Some(desk)) if !found.is_public => {
                    record_view(desk, &case, found.hash)?;
                    Some(found)
                }
                (found, _) => found.map(|(_, found)| found),
            })
        })
        .await?;
    send(found)
}

/// Records who looks at the original of a paper that is not for everybody, before it is shown.
pub(crate) fn record_view(desk: &Desk, case: &CaseRow, paper: Hash) -> Result<(), Halt> {
    let view = ViewPaper { case: case.id.clone(), village: case.village.clone(), paper };
    desk.office.perform(desk, view)?;
    Ok(())
}

/// A paper that was found, with its bytes.
pub(crate) struct Found {
    pub(crate) hash: Hash,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_public: bool,
}

/// A paper, when this reader may see it.
pub(crate) fn fetch(
    app: &crate::state::Shared,
    query: &mut dyn Query,
    case: &CaseId,
    hash: &str,
    eyes: Eyes,
) -> Result<Option<Found>, Fault> {
    let Ok(hash) = Hash::parse(hash) else { return Ok(None) };
    // One file may be several papers: it is as open as the widest of them.
    let papers = affairs::papers(query, case)?.into_iter().filter(|paper| paper.hash == hash);
    let mut seen: Vec<_> = papers.filter(|paper| eyes.see_kept(&paper.scope)).collect();
    seen.sort_by_key(|paper| paper.scope != "public");
    let paper = seen.into_iter().next().map(|paper| (paper.media_type, paper.scope == "public"));
    let mut proof = || {
        let all = affairs::corrections(query, case)?.into_iter();
        let proof = all.filter(|_| eyes.see_kept("village")).find(|one| one.paper == hash);
        Ok::<_, Fault>(proof.map(|proof| (proof.media_type, false)))
    };
    let Some((media_type, is_public)) = (if paper.is_some() { paper } else { proof()? }) else { return Ok(None) };
    Ok(app.office.files().fetch(&hash)?.map(|bytes| Found { hash, media_type, bytes, is_public }))
}

/// Sends a paper as what its content is, able to do nothing. An original is not kept by the browser: the next reader of a
/// shared telephone would find it there.
pub(crate) fn send(found: Option<Found>) -> Result<Response, Halt> {
    let found = found.ok_or_else(Refusal::not_there)?;
    let kind = HeaderValue::from_str(&found.media_type).map_err(|e| Fault::from("a paper has no media type", e))?;
    let kept = if found.is_public { "private, max-age=3600" } else { "private, no-store" };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAPER_POLICY)),
        (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
    ];
    Ok((headers, found.bytes).into_response())
}

/// The reader of public pages.
pub(crate) fn stranger(look: &Look, app: &App) -> Teller {
    Teller::new(look.language, app.now(), Eyes::Stranger)
}
