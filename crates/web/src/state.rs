//! What all handlers share: the office, the directory of sign-ins, the page cache, the counts.

use crate::http::answer::Halt;
use crate::http::cache::{PageCache, Stamp};
use crate::http::metrics::Metrics;
use crate::http::throttle::Throttle;
use crate::route;
use archive::Directory;
use office::Office;
use std::sync::Arc;
use tokio::sync::Semaphore;
use village::{Fault, Moment};

/// How many requests may wait for the store at the same time; the others queue.
const AT_ONCE: usize = 128;

/// How the pages are reached.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The address that people type and that QR codes hold, such as `https://cunwu.example.cn`. When it begins with
    /// `https`, cookies are sent over TLS only. Without it, the address of each request is used.
    pub public_url: Option<String>,
    /// Whether a proxy in front names the reader's address in `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl Settings {
    pub(crate) fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// What all handlers share.
pub(crate) struct Shared {
    pub(crate) office: Office,
    pub(crate) directory: Directory,
    pub(crate) settings: Settings,
    pub(crate) cache: PageCache,
    pub(crate) metrics: Metrics,
    pub(crate) objections: Throttle,
    gate: Semaphore,
}

/// A handle on what all handlers share.
pub(crate) type App = Arc<Shared>;

impl Shared {
    pub(crate) fn new(office: Office, directory: Directory, settings: Settings) -> App {
        Arc::new(Self {
            office,
            directory,
            settings,
            cache: PageCache::default(),
            metrics: Metrics::new(route::ROUTES.iter().map(|route| route.path)),
            objections: Throttle::new(10, 60 * 60_000),
            gate: Semaphore::new(AT_ONCE),
        })
    }

    pub(crate) fn now(&self) -> Moment {
        self.office.clock().now()
    }

    /// What a public page drawn now depends on.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { head: self.office.archive().head(), day: self.now().day() }
    }

    /// Runs what waits for a disk or a database where it holds up nobody else.
    pub(crate) async fn blocking<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Halt>
    where
        T: Send + 'static,
        E: Into<Halt> + Send + 'static,
    {
        let closed = |error| Fault::from("waiting for the store", error);
        let _turn = self.gate.acquire().await.map_err(closed)?;
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&app)).await;
        done.map_err(|error| Fault::from("work at the store ended early", error))?.map_err(Into::into)
    }
}
