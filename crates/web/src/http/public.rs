//! Public pages: looked up in the cache, drawn from the store when something has changed.

use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::cache::{Drawn, Key};
use crate::http::look::Look;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use village::{Fault, Refusal};

/// What a public page is drawn with.
pub(crate) struct Canvas<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) frame: Frame,
    pub(crate) teller: Teller,
}

/// Answers with the page at `address`, which must name everything that the page depends on beside the log and the day.
/// `None` means that there is no such page.
pub(crate) async fn public<T: Template>(
    app: &App,
    look: &Look,
    asked: &HeaderMap,
    address: String,
    draw: impl FnOnce(Canvas<'_>, &mut archive::Reader<'_>) -> Result<Option<T>, Fault> + Send + 'static,
) -> Result<Response, Halt> {
    let key = Key::new(address, look.language, look.larger);
    let stamp = app.stamp();
    if let Some(page) = app.cache.find(&key, stamp) {
        return Ok(page.answer(asked));
    }
    let drawn = app.blocking(move |app| drawn(app, key, draw)).await?;
    Ok(drawn.answer(asked))
}

fn drawn<T: Template>(
    app: &Shared,
    key: Key,
    draw: impl FnOnce(Canvas<'_>, &mut archive::Reader<'_>) -> Result<Option<T>, Fault>,
) -> Result<std::sync::Arc<Drawn>, Halt> {
    // The stamp is taken before reading: what is committed meanwhile makes the page old, never the other way round.
    let stamp = app.stamp();
    let language = key.language();
    let frame = Frame::new(language, key.larger, key.address.clone());
    let teller = Teller::new(language, app.now(), Eyes::Stranger);
    let page = app.office.read(|reader| draw(Canvas { app, frame, teller }, reader))?;
    let page = page.ok_or_else(Refusal::not_there)?;
    Ok(app.cache.keep(key, Drawn::new(stamp, page.render()?)))
}
