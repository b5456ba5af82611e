//! The whole service: the routes within what every request passes through.

use crate::http::answer::{Halt, error_page, finish};
use crate::http::header::protect;
use crate::http::incident::Incident;
use crate::http::kept::Kept;
use crate::http::look::Look;
use crate::route;
use crate::state::App;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tower::ServiceExt;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the head of a request may take, from the moment at which it is waited for.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// Serves until told to stop: what is being answered is answered, then it ends. A connection on which no whole head of a request
/// comes for half a minute is closed, so that silent ones do not fill a small machine.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    serve_within(listener, router, stop, HEAD_WITHIN).await
}

async fn serve_within(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
    head_within: Duration,
) -> std::io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_within);
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) if of_one_connection(&error) => continue,
                Err(error) => {
                    // Too many open files, mostly: wait until others have left.
                    tracing::error!(%error, "no connection can be taken on");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(address));
            router.clone().oneshot(request)
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
    Ok(())
}

/// Whether only one visitor's connection failed, and not the listener.
fn of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
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
    use std::net::SocketAddr;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

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

    fn on_loopback<T>(test: impl AsyncFnOnce(TcpListener, SocketAddr) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
            let address = listener.local_addr().unwrap();
            test(listener, address).await
        })
    }

    #[test]
    fn a_silent_connection_is_closed_and_others_are_answered() {
        on_loopback(async |listener, address| {
            let router = Router::new().route("/", axum::routing::get(|| async { "here" }));
            let served = serve_within(listener, router, std::future::pending(), Duration::from_millis(200));
            let _served = tokio::spawn(served);
            for head in ["", "GET / HTTP/1.1\r\nhost: a\r\n"] {
                let mut silent = tokio::net::TcpStream::connect(address).await.unwrap();
                silent.write_all(head.as_bytes()).await.unwrap();
                let mut heard = String::new();
                let closed = tokio::time::timeout(Duration::from_secs(20), silent.read_to_string(&mut heard));
                closed.await.expect("the server closes it").unwrap();
                assert!(!heard.contains("200 OK"), "{heard}");
            }
            let mut visitor = tokio::net::TcpStream::connect(address).await.unwrap();
            visitor.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
            let mut heard = String::new();
            tokio::time::timeout(Duration::from_secs(20), visitor.read_to_string(&mut heard)).await.unwrap().unwrap();
            assert!(heard.contains("200 OK") && heard.ends_with("here"), "{heard}");
        });
    }

    #[test]
    fn what_is_being_answered_when_it_stops_is_answered() {
        on_loopback(async |listener, address| {
            let slow = axum::routing::get(|| async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "late"
            });
            let (told, stop) = tokio::sync::oneshot::channel::<()>();
            let stop = async move { stop.await.unwrap() };
            let served = tokio::spawn(serve(listener, Router::new().route("/", slow), stop));
            let mut visitor = tokio::net::TcpStream::connect(address).await.unwrap();
            visitor.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
            told.send(()).unwrap();
            let mut heard = String::new();
            tokio::time::timeout(Duration::from_secs(20), visitor.read_to_string(&mut heard)).await.unwrap().unwrap();
            assert!(heard.ends_with("late"), "{heard}");
            served.await.unwrap().unwrap();
            assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nobody listens any more");
        });
    }
}
