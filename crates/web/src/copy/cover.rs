//! `/desk/cases/{case}/papers/{paper}/cover`: a paper's pages under a numbered grid; what is personal is marked, looked at, and sent to
//! the supervision committee.

use crate::copy::boxes::{Marking, Typed, marking, open_words};
use crate::copy::page::CoverPage;
use crate::copy::picture::{drawn, paper_of};
use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use affairs::{CaseRow, CopyPage, CopyState, CoverPaper, PaperRow, may_cover};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cover::{Area, Sheet};
use office::Deed;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use village::{Fault, Hash, Refusal, Stop};

/// A paper that is to be covered, with its pages.
struct Paper {
    case: CaseRow,
    row: PaperRow,
    name: String,
    sheets: Vec<Sheet>,
    /// Why the last copy was sent back.
    returned: String,
}

impl Paper {
    fn at(&self, more: &str) -> String {
        format!("/desk/cases/{}/papers/{}/{more}", self.case.id, self.row.hash)
    }
}

/// The paper of an address, for whoever sees to what the village makes public.
fn paper(app: &Shared, official: &Official, number: &str, hash: &str) -> Result<Paper, Halt> {
    let found = app.office.read(|query| {
        let Some((case, row, name)) = paper_of(query, official, number, hash)? else { return Ok(None) };
        if row.scope != "village" || !may_cover(&official.desk, &case.village) {
            return Ok(None);
        }
        let last = affairs::copies(query, &case.id)?.into_iter().rfind(|copy| copy.paper == row.hash);
        let returned = last.filter(|copy| copy.state == CopyState::Returned).map_or_else(String::new, |copy| copy.why);
        Ok::<_, Fault>(Some((case, row, name, returned)))
    })?;
    let (case, row, name, returned) = found.ok_or_else(Refusal::not_there)?;
    let sheets = drawn(app, &row.hash)?;
    Ok(Paper { case, row, name, sheets, returned })
}

fn shown(
    app: &Shared,
    official: &Official,
    paper: &Paper,
    typed: &[Typed],
    (key, nothing): (String, bool),
    faults: Vec<FaultLine>,
) -> Result<CoverPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = app.office.read(|query| frame(app, query, official, Section::Board))?;
    let case_href = format!("/desk/cases/{}", paper.case.id);
    frame.back = Some(Link::new(&paper.case.title, case_href.as_str()));
    let pages = (1..).zip(paper.sheets.iter().zip(typed));
    let pages: Vec<Marking> = pages
        .map(|(page, (sheet, typed))| marking(&teller, paper.at(&format!("pages/{page}")), page, sheet, typed))
        .collect();
    Ok(CoverPage {
        heading: teller.say("copy-make").to_string(),
        lead: teller.say("copy-lead").to_string(),
        title: paper.name.clone(),
        case: paper.case.title.clone(),
        action: paper.at("cover"),
        returned: paper.returned.clone(),
        fields: vec![nothing_field(&teller, nothing)],
        cancel_href: case_href,
        key,
        faults,
        pages,
        frame,
    })
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path((number, hash)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let made = app
        .blocking(move |app| {
            let paper = paper(app, &official, &number, &hash)?;
            let typed: Vec<Typed> = paper.sheets.iter().map(Typed::proposed).collect();
            shown(app, &official, &paper, &typed, (key, false), Vec::new())
        })
        .await?;
    page(&made)
}

/// Everything that is wrong: rows that are no place, what would be left open, nothing marked and nobody says that there is nothing.
pub(crate) fn faults(teller: &Teller, sheets: &[Sheet], typed: &[Typed], nothing: bool) -> Vec<FaultLine> {
    let mut faults = Vec::new();
    for (page, (sheet, typed)) in (1..).zip(sheets.iter().zip(typed)) {
        faults.extend(typed.faults(teller, page));
        faults.extend(sheet.left_open(&typed.areas).iter().map(|found| open_words(teller, page, found)));
    }
    if faults.is_empty() && typed.iter().all(|typed| typed.areas.is_empty()) && !nothing {
        faults.push(FaultLine { href: "#nothing".to_owned(), words: teller.say("copy-fault-none").to_string() });
    }
    faults
}

/// A page with its places black; kept when the sender is sure: to look leaves nothing.
pub(crate) fn covered(app: &Shared, sheet: &Sheet, typed: &Typed, sure: bool) -> Result<CopyPage, Halt> {
    let made = sheet.covered(&typed.areas).map_err(|_| Fault::new("a copy cannot be written"))?;
    let (hash, size) = if sure {
        let kept = app.office.files().put(&made.jpeg)?;
        (kept.hash, kept.size_bytes)
    } else {
        (Hash(Sha256::digest(&made.jpeg).into()), made.jpeg.len() as u64)
    };
    Ok(CopyPage {
        hash,
        width: made.width.into(),
        height: made.height.into(),
        size_bytes: i64::try_from(size).unwrap_or(i64::MAX),
        areas: typed.areas.iter().map(|area: &Area| [area.left, area.top, area.width, area.height]).collect(),
    })
}

/// The tick that there is nothing to cover.
pub(crate) fn nothing_field(teller: &Teller, ticked: bool) -> Field {
    let said = Entry::Truth(teller.say("copy-nothing").to_string());
    let field = Field::new("nothing", teller.say("copy-nothing-label"), said);
    field.optional().value(if ticked { "yes" } else { "" })
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path((number, hash)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let paper = paper(app, &official, &number, &hash)?;
        let typed: Vec<Typed> = (1..=paper.sheets.len()).map(|page| Typed::sent(&sent, page)).collect();
        let nothing = sent.has("nothing");
        let again = |faults: Vec<FaultLine>| {
            let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let key = sent.one("key").to_owned();
            page_with(status, &shown(app, &official, &paper, &typed, (key, nothing), faults)?)
        };
        if sent.one("do") == "preview" {
            return again(Vec::new());
        }
        let faults = faults(&official.teller(Eyes::Handler), &paper.sheets, &typed, nothing);
        if !faults.is_empty() {
            return again(faults);
        }
        let sure = sent.one("sure") == "yes";
        let all = paper.sheets.iter().zip(&typed);
        let pages = all.map(|(sheet, typed)| covered(app, sheet, typed, sure)).collect::<Result<_, Halt>>()?;
        let deed = CoverPaper {
            case: paper.case.id.clone(),
            village: paper.case.village.clone(),
            paper: paper.row.hash,
            pages,
        };
        settle(app, &official, &sent, &paper, deed, || again(Vec::new()))
    })
    .await
}

fn settle(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    paper: &Paper,
    deed: CoverPaper,
    again: impl Fn() -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let places: usize = deed.pages.iter().map(|page| page.areas.len()).sum();
    let count = deed.pages.len();
    let asking =
        Asking { app, official, section: Section::Board, action: paper.at("cover"), sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let lines = vec![
            Line::text(teller.say("copy-paper"), format!("{} · {}", paper.name, paper.case.title)),
            Line::text(
                teller.say("copy-places"),
                teller.say("copy-places-in").put("places", places).put("pages", count).to_string(),
            ),
        ];
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::public(teller, vec![teller.say("then-copy-cover").to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        Ok(Showing::of(place_name(query, &about.place)?, teller.say("copy-make"), lines, then))
    })?;
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => again(),
        Turn::Done(Ok(_)) => Ok(Redirect::to(&paper.at("copy")).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link =
                Link::new(official.look.frame().say("refusal-go-back"), format!("/desk/cases/{}", paper.case.id));
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
