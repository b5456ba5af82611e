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
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::future::poll_fn;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
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
    let reads = matches!(method, Method::GET | Method::HEAD);
    let answer = answered(&look, reads, request, next, kept.clone()).await;
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

async fn answered(look: &Look, reads: bool, request: Request, next: Next, kept: Kept) -> Response {
    let handled = async move {
        match kept.hold(request).await {
            Ok(request) => next.run(request).await,
            Err(halt) => halt.into_response(),
        }
    };
    if reads {
        return read(look, handled).await;
    }
    // What acts runs as a task of its own: when it panics, or takes too long, only this request ends, and it goes on to its
    // end though its visitor has left.
    let running = tokio::spawn(handled);
    let stop = running.abort_handle();
    match tokio::time::timeout(PATIENCE, running).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => ended_early(look, &error.to_string()),
        Err(_) => {
            stop.abort();
            too_long(look)
        }
    }
}

/// What only reads is answered where it came in: a page that is ready costs no change of task.
async fn read(look: &Look, handled: impl Future<Output = Response>) -> Response {
    let mut handled = pin!(handled);
    let caught = poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| handled.as_mut().poll(context)));
        polled.map_or(Poll::Ready(None), |polled| polled.map(Some))
    });
    match tokio::time::timeout(PATIENCE, caught).await {
        Ok(Some(response)) => response,
        Ok(None) => ended_early(look, "it panicked"),
        Err(_) => too_long(look),
    }
}

fn ended_early(look: &Look, error: &str) -> Response {
    let incident = Incident::new().to_string();
    tracing::error!(incident, error, "a handler ended early");
    error_page(look, StatusCode::INTERNAL_SERVER_ERROR, incident)
}

fn too_long(look: &Look) -> Response {
    let incident = Incident::new().to_string();
    tracing::error!(incident, "a handler took too long");
    error_page(look, StatusCode::SERVICE_UNAVAILABLE, incident)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, Uri};

    #[test]
    fn a_page_that_panics_ends_alone() {
        let look = Look::of(&HeaderMap::new(), &Uri::from_static("/"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let fails =
            async { if look.language == village::Language::Zh { panic!("a page") } else { Response::default() } };
        assert_eq!(runtime.block_on(read(&look, fails)).status(), StatusCode::INTERNAL_SERVER_ERROR);
        let works = runtime.block_on(read(&look, async { Response::default() }));
        assert_eq!(works.status(), StatusCode::OK);
    }
}
