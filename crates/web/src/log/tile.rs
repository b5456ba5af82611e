//! `/log/checkpoint` and `/log/tile/…`: the log's own files, in the formats of C2SP tlog-checkpoint and tlog-tiles, so
//! that strangers' tools can check it. Of an entry they hold its number and its salted commitment, nothing else.

use crate::http::answer::Halt;
use crate::state::{App, Shared};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tlog::{TILE_WIDTH, Tile, TileKind};
use village::{Fault, Refusal};

pub(crate) async fn checkpoint(State(app): State<App>) -> Result<Response, Halt> {
    let kept = app.blocking(|app| app.office.read(|reader| archive::last_checkpoint(reader))).await?;
    let (note, _) = kept.ok_or_else(Refusal::not_there)?;
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-cache")], note).into_response())
}

pub(crate) async fn tile(State(app): State<App>, Path(path): Path<String>) -> Result<Response, Halt> {
    let tile = Tile::from_path(&format!("tile/{path}")).map_err(|_| Refusal::not_there())?;
    // A tile is there once the log has all its leaves; what is committed never changes.
    if tile.leaves().end > app.office.archive().head() {
        return Err(Refusal::not_there().into());
    }
    let bytes = app.blocking(move |app| bytes(app, &tile)).await?;
    let keep = if tile.width() == TILE_WIDTH { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    Ok(([(CONTENT_TYPE, "application/octet-stream"), (CACHE_CONTROL, keep)], bytes).into_response())
}

fn bytes(app: &Shared, tile: &Tile) -> Result<Vec<u8>, Fault> {
    app.office.read(|reader| match tile.kind() {
        TileKind::Hashes(_) => tile
            .bytes(|nodes| archive::nodes(reader, nodes))
            .map_err(|error| Fault::from(format!("the tile {} cannot be read", tile.path()), error)),
        TileKind::Entries => {
            let entries = archive::entries_after(reader, tile.leaves().start, tile.width().into())?;
            let leaves = entries.iter().map(archive::Entry::leaf_bytes).collect::<Result<Vec<_>, Fault>>()?;
            if leaves.len() != usize::from(tile.width()) {
                return Err(Fault::new(format!("the log has holes within {}", tile.path())));
            }
            tlog::bundle(leaves).map_err(|error| Fault::from("an entry's leaf is too long", error))
        }
    })
}
