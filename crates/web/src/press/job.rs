//! Sheets are made beside the pages, one at a time: who asks for the same sheet at the same moment waits for the same work, and
//! what was made is kept until the log moves or the day changes. So a flood of requests costs one sheet, and the pages stay fast.

use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::cache::Key;
use crate::http::jobs::Jobs;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Reader;
use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use print::{Board, Card, Letter, Plate, Statement, Unprinted, Voucher};
use std::sync::Arc;
use tokio::sync::Semaphore;
use village::{Fault, Refusal};

/// How many bytes of sheets are kept.
const ROOM_BYTES: usize = 4 * 1024 * 1024;

/// What a sheet says.
pub(super) enum Sheet {
    Board(Box<Board>),
    Letter(Box<Letter>),
    Voucher(Box<Voucher>),
    Statement(Box<Statement>),
    Card(Box<Card>),
    Plate(Box<Plate>),
}

impl Sheet {
    fn make(&self) -> Result<Vec<u8>, Unprinted> {
        match self {
            Self::Board(facts) => print::board(facts),
            Self::Letter(facts) => print::letter(facts),
            Self::Voucher(facts) => print::voucher(facts),
            Self::Statement(facts) => print::statement(facts),
            Self::Card(facts) => print::card(facts),
            Self::Plate(facts) => print::plate(facts),
        }
    }
}

/// The sheets that were made or are being made.
pub(crate) struct Press {
    jobs: Jobs<Bytes>,
    turn: Arc<Semaphore>,
}

impl Default for Press {
    fn default() -> Self {
        Self { jobs: Jobs::new(ROOM_BYTES), turn: Arc::new(Semaphore::new(1)) }
    }
}

const PAPER: &str = "application/pdf";
pub(super) const PICTURE: &str = "image/png";

/// Answers with the sheet at `address` as PDF, as [`pressed`].
pub(super) async fn printed(
    app: &App,
    look: &Look,
    address: String,
    compose: impl FnOnce(&Canvas<'_>, &mut Reader<'_>) -> Result<Result<Sheet, Refusal>, Fault> + Send + 'static,
) -> Result<Response, Halt> {
    pressed(app, look, PAPER, address, compose).await
}

/// Answers with the sheet at `address`, which must name everything that it depends on beside the log and the day.
pub(super) async fn pressed(
    app: &App,
    look: &Look,
    kind: &'static str,
    address: String,
    compose: impl FnOnce(&Canvas<'_>, &mut Reader<'_>) -> Result<Result<Sheet, Refusal>, Fault> + Send + 'static,
) -> Result<Response, Halt> {
    let key = Key::new(address, look.language, false);
    let cell = app.press.jobs.cell(key.clone(), app.stamp()).ok_or(Halt::Status(StatusCode::SERVICE_UNAVAILABLE))?;
    let made = cell.get_or_try_init(|| make(app, key, compose)).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::VARY, HeaderValue::from_static("cookie")),
    ];
    Ok((headers, made.clone()).into_response())
}

async fn make(
    app: &App,
    key: Key,
    compose: impl FnOnce(&Canvas<'_>, &mut Reader<'_>) -> Result<Result<Sheet, Refusal>, Fault> + Send + 'static,
) -> Result<Bytes, Halt> {
    let sheet = app.blocking(move |app| composed(app, &key, compose)).await?;
    // The turn goes along with the work: who goes away does not let the next one start beside it.
    let ended = |error| Fault::from("waiting for the press", error);
    let turn = Arc::clone(&app.press.turn).acquire_owned().await.map_err(ended)?;
    let work = tokio::task::spawn_blocking(move || {
        let made = sheet.make();
        drop(turn);
        made
    });
    let made = work.await.map_err(|error| Fault::from("a sheet ended early", error))?;
    Ok(made.map_err(|error| Fault::from("a sheet could not be made", error))?.into())
}

fn composed(
    app: &Shared,
    key: &Key,
    compose: impl FnOnce(&Canvas<'_>, &mut Reader<'_>) -> Result<Result<Sheet, Refusal>, Fault>,
) -> Result<Sheet, Halt> {
    let language = key.language();
    let teller = Teller::new(language, app.now(), Eyes::Stranger).on_paper();
    let canvas = Canvas { app, frame: Frame::new(language, false, key.address.clone()), teller, reader: None };
    Ok(app.office.read(|store| compose(&canvas, store))??)
}
