//! `/log`: the checkpoint and how to check it; `/log/entries`: the entries as far as strangers may see them.

use crate::http::answer::{Halt, private};
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::log::agree::{self, Noted};
use crate::log::{CheckpointView, EntriesPage, EntryRow, LogPage};
use crate::part::Pager;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, contacts};
use archive::{Entry, Query};
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use office::Restoration;
use serde::Deserialize;
use village::Fault;

/// How many entries stand on a page.
const PAGE: u64 = 50;

/// The checkpoint is signed a moment after an entry, so this page is not kept: it would show the one before.
pub(crate) async fn page(State(app): State<App>, look: Look, Asked(noted): Asked<Noted>) -> Result<Response, Halt> {
    let html = app.blocking(move |app| Ok::<_, Halt>(draw(app, &look, noted)?.render()?)).await?;
    Ok(private(html))
}

fn draw(app: &Shared, look: &Look, noted: Noted) -> Result<LogPage, Fault> {
    let teller = Teller::new(look.language, app.now(), Eyes::Stranger);
    let mut frame = look.frame();
    let key = app.office.archive().log_key();
    let (checkpoint, verdict, restored) = app.office.read(|reader| {
        contacts(reader, &mut frame, app.office.county(), &teller)?;
        let restored = office::restorations(reader)?;
        Ok((archive::last_checkpoint(reader)?, agree::verdict(reader, &teller, &noted)?, restored))
    })?;
    let told = |one: &Restoration| {
        let said = teller.say("log-restored").put("when", teller.moment(one.moment).words).put("kept", one.kept);
        said.put("signed", one.signed).put("reason", teller.free(&one.reason)).to_string()
    };
    let checkpoint = checkpoint.map(|(note, moment)| {
        let kept = tlog::Checkpoint::open(&note, &key);
        let kept = kept.map_err(|error| Fault::from("the kept checkpoint cannot be read", error))?;
        Ok::<_, Fault>(CheckpointView {
            size: kept.size,
            when: teller.moment(moment),
            root: hex::encode(kept.root),
            note,
        })
    });
    Ok(LogPage {
        frame,
        checkpoint: checkpoint.transpose()?,
        key,
        prefix: format!("{}/log", app.public_url),
        verdict,
        restored: restored.iter().map(told).collect(),
        number: noted.number,
        fingerprint: noted.fingerprint,
    })
}

/// Which page of the list.
#[derive(Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    page: u64,
}

pub(crate) async fn entries(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    let last = app.office.archive().head().div_ceil(PAGE).max(1);
    let page = which.page.clamp(1, last);
    let address = if page == 1 { "/log/entries".to_owned() } else { format!("/log/entries?page={page}") };
    public(&app, &look, &asked, address, move |canvas, reader| list(canvas, reader, page).map(Some)).await
}

/// The latest first.
fn list(canvas: Canvas<'_>, query: &mut dyn Query, page: u64) -> Result<EntriesPage, Fault> {
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    contacts(query, &mut frame, canvas.app.office.county(), &teller)?;
    let all = canvas.app.office.archive().head();
    let until = all.saturating_sub((page - 1) * PAGE);
    let after = until.saturating_sub(PAGE);
    let limit = u32::try_from(until - after).unwrap_or(0);
    let mut entries = archive::entries_after(query, after, limit)?;
    entries.reverse();
    let entries = entries.iter().map(|entry| row(&teller, entry)).collect::<Result<_, Fault>>()?;
    Ok(EntriesPage { frame, entries, pager: Pager::new("/log/entries?page=", page, PAGE, all) })
}

fn row(teller: &Teller, entry: &Entry) -> Result<EntryRow, Fault> {
    /// The leaf's own words.
    #[derive(Deserialize)]
    struct Leaf {
        commitment: String,
    }
    let leaf: Leaf = serde_json::from_slice(&entry.leaf_bytes()?)
        .map_err(|error| Fault::from(format!("the leaf of entry {} cannot be read", entry.seq), error))?;
    Ok(EntryRow { seq: entry.seq, day: teller.day(entry.moment.day()), commitment: leaf.commitment })
}
