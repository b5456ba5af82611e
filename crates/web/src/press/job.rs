//! Sheets are made beside the pages, one at a time: who asks for the same sheet at the same moment waits for the same work, and
//! what was made is kept until the log moves or the day changes. So a flood of requests costs one sheet, and the pages stay fast.

use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::cache::{Key, Stamp};
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Reader;
use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parking_lot::Mutex;
use print::{Board, Card, Letter, Plate, Statement, Unprinted, Voucher};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::{OnceCell, Semaphore};
use village::{Fault, Refusal};

/// How many bytes of sheets are kept.
const ROOM_BYTES: usize = 4 * 1024 * 1024;
/// How many different sheets may be asked for and not made yet.
const WAITING: usize = 32;

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

type Cell = Arc<OnceCell<Bytes>>;

/// The sheets that were made or are being made.
pub(crate) struct Press {
    shelf: Mutex<BTreeMap<Key, (Stamp, Cell)>>,
    turn: Arc<Semaphore>,
}

impl Default for Press {
    fn default() -> Self {
        Self { shelf: Mutex::default(), turn: Arc::new(Semaphore::new(1)) }
    }
}

impl Press {
    /// The place of a sheet. None when too many others are waited for.
    fn cell(&self, key: Key, stamp: Stamp) -> Option<Cell> {
        let mut shelf = self.shelf.lock();
        // Only what is still true, and is kept or is waited for by somebody.
        shelf.retain(|_, (made, cell)| *made == stamp && (cell.initialized() || Arc::strong_count(cell) > 1));
        let kept: usize = shelf.values().filter_map(|(_, cell)| cell.get()).map(Bytes::len).sum();
        if kept > ROOM_BYTES {
            shelf.retain(|known, (_, cell)| *known == key || !cell.initialized());
        }
        let waited = shelf.iter().filter(|(known, (_, cell))| **known != key && !cell.initialized()).count();
        if waited >= WAITING {
            return None;
        }
        Some(Arc::clone(&shelf.entry(key).or_insert_with(|| (stamp, Cell::default())).1))
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
    let cell = app.press.cell(key.clone(), app.stamp()).ok_or(Halt::Status(StatusCode::SERVICE_UNAVAILABLE))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use village::Language;

    fn key(number: usize) -> Key {
        Key::new(format!("/v/{number}"), Language::Zh, false)
    }

    fn stamp(head: u64) -> Stamp {
        Stamp { head, day: "2026-03-12".parse().unwrap() }
    }

    #[test]
    fn the_same_sheet_is_one_piece_of_work_until_the_log_moves() {
        let press = Press::default();
        let first = press.cell(key(1), stamp(7)).unwrap();
        assert!(Arc::ptr_eq(&first, &press.cell(key(1), stamp(7)).unwrap()));
        assert!(!Arc::ptr_eq(&first, &press.cell(key(1), stamp(8)).unwrap()));
    }

    #[test]
    fn too_many_sheets_at_once_are_turned_away_and_room_is_bounded() {
        let press = Press::default();
        let held: Vec<_> = (0..WAITING).map(|number| press.cell(key(number), stamp(1)).unwrap()).collect();
        assert!(press.cell(key(WAITING), stamp(1)).is_none());
        assert!(press.cell(key(3), stamp(1)).is_some(), "one that is waited for already");
        for cell in &held {
            cell.set(Bytes::from(vec![0; ROOM_BYTES / 8])).unwrap();
        }
        assert!(press.cell(key(WAITING), stamp(1)).is_some());
        assert!(press.shelf.lock().len() <= 2);
    }
}
