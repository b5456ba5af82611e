//! Public pages: looked up in the cache, drawn from the store when something has changed. Whoever has signed in has them
//! drawn for themselves, because a village's own people see more of its papers; nothing of that is kept.

use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::cache::{Drawn, Key};
use crate::http::header::SCRIPT_POLICY;
use crate::http::look::Look;
use crate::http::visitor::{household_session, session, villager_desk};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use office::Desk;
use std::collections::BTreeSet;
use village::{Fault, Place, Refusal};

/// What a public page is drawn with.
pub(crate) struct Canvas<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) frame: Frame,
    pub(crate) teller: Teller,
    /// Whoever has signed in.
    pub(crate) reader: Option<Desk>,
}

impl Canvas<'_> {
    /// The teller of what a village has made public: its own people see the papers too.
    pub(crate) fn teller_in(&self, village: &Place) -> Teller {
        let eyes = self.reader.as_ref().map_or(Eyes::Stranger, |desk| eyes_of(desk, village));
        Teller { eyes, ..self.teller }
    }
}

/// What somebody who has signed in sees of what a village has made public.
pub(crate) fn eyes_of(desk: &Desk, village: &Place) -> Eyes {
    let may = desk.may("read_published_papers", village, BTreeSet::new(), false).is_ok();
    if may { Eyes::Villager } else { Eyes::Stranger }
}

/// Whoever has signed in and chosen a password of their own; else the villager who reads their own scope.
pub(crate) async fn reader(app: &App, asked: &HeaderMap) -> Result<Option<Desk>, Halt> {
    let Some((_, session)) = session(app, asked).await?.filter(|(_, session)| !session.must_change) else {
        return match household_session(app, asked).await? {
            Some((_, session)) => Ok(Some(villager_desk(app, &session).await?)),
            None => Ok(None),
        };
    };
    let now = app.now();
    Ok(Some(app.blocking(move |app| Desk::of(&app.office, &session.person, now)).await?))
}

/// Answers with the page at `address`, which must name everything that the page depends on beside the log, the day and
/// whoever has signed in. `None` means that there is no such page.
pub(crate) async fn public<T: Template>(
    app: &App,
    look: &Look,
    asked: &HeaderMap,
    address: String,
    draw: impl FnOnce(Canvas<'_>, &mut archive::Reader<'_>) -> Result<Option<T>, Fault> + Send + 'static,
) -> Result<Response, Halt> {
    let key = Key::new(address, look.language, look.larger);
    if let Some(desk) = reader(app, asked).await? {
        let page = app.blocking(move |app| drawn(app, &key, Some(desk), draw)).await?;
        let mut response = Html(page).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        return Ok(scripted(response));
    }
    let stamp = app.stamp();
    if let Some(page) = app.cache.find(&key, stamp) {
        return Ok(scripted(page.answer(asked)));
    }
    let drawn = app
        .blocking(move |app| {
            // The stamp is taken before reading: what is committed meanwhile makes the page old, never the other way round.
            let stamp = app.stamp();
            let page = drawn(app, &key, None, draw)?;
            Ok::<_, Halt>(app.cache.keep(key, Drawn::new(stamp, page)))
        })
        .await?;
    Ok(scripted(drawn.answer(asked)))
}

/// These pages have a script of ours, which reads aloud and keeps them for when there is no network.
fn scripted(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPT_POLICY));
    response
}

fn drawn<T: Template>(
    app: &Shared,
    key: &Key,
    reader: Option<Desk>,
    draw: impl FnOnce(Canvas<'_>, &mut archive::Reader<'_>) -> Result<Option<T>, Fault>,
) -> Result<String, Halt> {
    let language = key.language();
    let mut frame = Frame::new(language, key.larger, key.address.clone());
    frame.scripted = true;
    frame.reader = reader.as_ref().and_then(|desk| desk.signed.as_ref()).map(|signed| signed.name.clone());
    frame.is_household = reader.as_ref().is_some_and(|desk| desk.household.is_some());
    let teller = Teller::new(language, app.now(), Eyes::Stranger);
    let page = app.office.read(|store| draw(Canvas { app, frame, teller, reader }, store))?;
    Ok(page.ok_or_else(Refusal::not_there)?.render()?)
}
