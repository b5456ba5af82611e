//! The whole service: the routes within what every request passes through.

use crate::http::answer::{Halt, error_page, finish};
use crate::http::header::protect;
use crate::http::incident::Incident;
use crate::http::kept::Kept;
use crate::http::look::Look;
use crate::route;
use crate::state::App;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Serves until told to stop: what is being answered is answered, then it ends.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// The service of one county.
pub fn router(state: crate::State) -> Router {
    let app = state.0;
    route::routes()
        .fallback(|| async { Halt::Status(StatusCode::NOT_FOUND) })
        .method_not_allowed_fallback(|| async { Halt::Status(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(middleware::from_fn_with_state(App::clone(&app), around))
        .with_state(app)
}

/// Around every request: time, the page of what went wrong, protective headers, one line in the log.
async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let look = Look::of(request.headers(), request.uri());
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let kept = Kept::default();
    let answer = answered(&look, request, next, kept.clone()).await;
    let mut response = finish(&look, answer, kept.fields());
    protect(response.headers_mut(), app.secure_cookies);
    let (status, took) = (response.status().as_u16(), began.elapsed());
    let path = path.as_ref().map(MatchedPath::as_str);
    app.metrics.note(path, status, took);
    // The route and not the address: an address may name a case or a person.
    let (route, took_us) = (path.unwrap_or("none"), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    tracing::info!(target: "web::request", method = %method, route, status, took_us);
    response
}

async fn answered(look: &Look, request: Request, next: Next, kept: Kept) -> Response {
    // A handler runs as a task of its own: when it panics, or takes too long, only this request ends.
    let running = tokio::spawn(async move {
        match kept.hold(request).await {
            Ok(request) => next.run(request).await,
            Err(halt) => halt.into_response(),
        }
    });
    let stop = running.abort_handle();
    match tokio::time::timeout(PATIENCE, running).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            let incident = Incident::new().to_string();
            tracing::error!(incident, %error, "a handler ended early");
            error_page(look, StatusCode::INTERNAL_SERVER_ERROR, incident)
        }
        Err(_) => {
            stop.abort();
            let incident = Incident::new().to_string();
            tracing::error!(incident, "a handler took too long");
            error_page(look, StatusCode::SERVICE_UNAVAILABLE, incident)
        }
    }
}
