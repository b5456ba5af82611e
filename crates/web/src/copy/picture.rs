//! The pictures of covered copies: for everybody those that were released, for officials every version; and the pages of an original
//! as they are drawn, for whoever covers it. Whoever looks at an original is recorded first.

use crate::case::public::{Found, known, record_view, send};
use crate::case::show::theirs;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::state::{App, Shared};
use affairs::{CaseRow, CopyState, PaperRow};
use archive::Query;
use axum::extract::{Path, State};
use axum::response::Response;
use cover::{Sheet, Undrawn, sheets};
use village::{CaseId, Fault, Hash, Kind, Refusal, Words};

/// The pages of a paper, drawn.
pub(crate) fn drawn(app: &Shared, paper: &Hash) -> Result<Vec<Sheet>, Halt> {
    let bytes = app.office.files().fetch(paper)?.ok_or_else(Refusal::not_there)?;
    sheets(&bytes, print::font()).map_err(|why| undrawn(&why).into())
}

pub(crate) fn undrawn(why: &Undrawn) -> Refusal {
    let words = match why {
        Undrawn::TooManyPages(found) => Words::new(
            format!("这份材料有{found}页，最多能做{}页的公开件", cover::MOST_PAGES),
            format!("the paper has {found} pages; a copy has at most {}", cover::MOST_PAGES),
        ),
        Undrawn::TooManyPixels => Words::new("照片的尺寸太大", "the picture is too large"),
        Undrawn::NotWhole => Words::new(
            "这个PDF里有画不出来的字体或图片，做出来的公开件会缺内容",
            "the PDF holds fonts or pictures that cannot be drawn here: the copy would lack something",
        ),
        Undrawn::OtherKind | Undrawn::Damaged => {
            Words::new("这份材料打不开，做不了公开件", "the paper cannot be opened, so no copy can be made")
        }
    };
    let next = Words::new(
        "请把原件拍成照片，作为更正材料或新材料补交，再做公开件",
        "please take a photograph of the original, hand it in, and make the copy of that",
    );
    Refusal::new(Kind::NotComplete, "copy.undrawn", words, next)
}

/// A paper of a case that this official sees, with whether they may open it.
pub(crate) fn paper_of(
    query: &mut dyn Query,
    official: &Official,
    number: &str,
    paper: &str,
) -> Result<Option<(CaseRow, PaperRow, String)>, Fault> {
    let Ok(hash) = Hash::parse(paper) else { return Ok(None) };
    let Some((told, eyes)) = theirs(query, official, number)? else { return Ok(None) };
    let Some(row) = affairs::paper(query, &told.case.id, &hash)?.filter(|row| eyes.see_kept(&row.scope)) else {
        return Ok(None);
    };
    let name = crate::case::papers::kind_name(&official.teller(eyes), told.affair(), &row);
    Ok(Some((told.case, row, name)))
}

/// A page of the original.
pub(crate) async fn original(
    State(app): State<App>,
    official: Official,
    Path((number, paper, page)): Path<(String, String, usize)>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let found = app.office.read(|query| paper_of(query, &official, &number, &paper))?;
            let (case, row, _) = found.ok_or_else(Refusal::not_there)?;
            record_view(&official.desk, &case, row.hash)?;
            let sheets = drawn(app, &row.hash)?;
            let sheet = page.checked_sub(1).and_then(|page| sheets.get(page)).ok_or_else(Refusal::not_there)?;
            let whole = sheet.covered(&[]).map_err(|why| undrawn(&why))?;
            Ok::<_, Halt>(Found {
                hash: row.hash,
                media_type: "image/jpeg".to_owned(),
                bytes: whole.jpeg,
                is_public: false,
            })
        })
        .await?;
    send(Some(found))
}

/// A page of a copy, among those that `fits`.
fn copied(
    app: &Shared,
    query: &mut dyn Query,
    case: &CaseId,
    hash: &str,
    fits: impl Fn(CopyState) -> bool,
) -> Result<Option<Found>, Fault> {
    let Ok(hash) = Hash::parse(hash) else { return Ok(None) };
    let all = affairs::copies(query, case)?;
    if !all.iter().any(|copy| fits(copy.state) && copy.pages.iter().any(|page| page.hash == hash)) {
        return Ok(None);
    }
    let bytes = app.office.files().fetch(&hash)?;
    Ok(bytes.map(|bytes| Found {
        hash,
        media_type: "image/jpeg".to_owned(),
        bytes,
        is_public: fits(CopyState::Released),
    }))
}

/// A page of a copy that is public.
pub(crate) async fn public(
    State(app): State<App>,
    Path((number, hash)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            app.office.read(|query| {
                let Some(told) = known(query, &app.office, &number)? else { return Ok(None) };
                copied(app, query, &told.case.id, &hash, |state| state == CopyState::Released)
            })
        })
        .await?;
    send(found)
}

/// A page of any version of a copy.
pub(crate) async fn desk(
    State(app): State<App>,
    official: Official,
    Path((number, hash)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            app.office.read(|query| {
                let Some((told, _)) = theirs(query, &official, &number)? else { return Ok(None) };
                copied(app, query, &told.case.id, &hash, |_| true)
            })
        })
        .await?;
    send(found.map(|found| Found { is_public: false, ..found }))
}
