//! Public pages, drawn and compressed once, and dropped as soon as the county's log has moved or the day has changed.

use crate::asset::gzipped;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use parking_lot::RwLock;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use village::{Day, Language};

/// How many bytes the cache may hold.
const ROOM: usize = 16 * 1024 * 1024;

/// What a page depends on: the last entry of the log, and the day (deadlines are said in days).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) head: u64,
    pub(crate) day: Day,
}

/// Which page: its address as we would write it, in a language and size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) address: String,
    pub(crate) english: bool,
    pub(crate) larger: bool,
}

impl Key {
    pub(crate) fn new(address: impl Into<String>, language: Language, larger: bool) -> Self {
        Self { address: address.into(), english: language == Language::En, larger }
    }

    pub(crate) fn language(&self) -> Language {
        if self.english { Language::En } else { Language::Zh }
    }
}

/// A page as it is sent.
#[derive(Debug)]
pub(crate) struct Drawn {
    stamp: Stamp,
    plain: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
    etag_gzip: HeaderValue,
}

impl Drawn {
    pub(crate) fn new(stamp: Stamp, body: impl Into<Bytes>) -> Self {
        let plain: Bytes = body.into();
        let digest = hex::encode(Sha256::digest(&plain));
        let short = digest.get(..20).unwrap_or("");
        let tag = |text: String| HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        let gzip = gzipped(&plain);
        Self { stamp, plain, gzip, etag: tag(format!("\"{short}\"")), etag_gzip: tag(format!("\"{short}-gz\"")) }
    }

    pub(crate) fn size(&self) -> usize {
        self.plain.len() + self.gzip.len()
    }

    /// The answer to a request with these headers: the page, compressed when that is taken, or 304.
    pub(crate) fn answer(&self, asked: &HeaderMap) -> Response {
        let gzip = !self.gzip.is_empty() && takes_gzip(asked);
        let (body, etag) = if gzip { (&self.gzip, &self.etag_gzip) } else { (&self.plain, &self.etag) };
        let known = asked.get(header::IF_NONE_MATCH).is_some_and(|tags| mentions(tags, etag));
        let mut response = Response::new(if known { Body::empty() } else { Body::from(body.clone()) });
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        headers.insert(header::ETAG, etag.clone());
        if gzip && !known {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// Whether the browser takes gzip.
pub(crate) fn takes_gzip(asked: &HeaderMap) -> bool {
    let line = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    line.split(',').any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn mentions(tags: &HeaderValue, etag: &HeaderValue) -> bool {
    let wanted = etag.as_bytes();
    tags.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii).any(|tag| tag == wanted || tag == b"*")
}

/// The pages kept.
#[derive(Debug, Default)]
pub(crate) struct PageCache {
    pages: RwLock<Shelf>,
    hits: AtomicU64,
    misses: AtomicU64,
}

#[derive(Debug, Default)]
struct Shelf {
    pages: BTreeMap<Key, Arc<Drawn>>,
    size: usize,
}

impl PageCache {
    /// The page, when it is still what it would be if it were drawn now.
    pub(crate) fn find(&self, key: &Key, stamp: Stamp) -> Option<Arc<Drawn>> {
        let found = self.pages.read().pages.get(key).filter(|page| page.stamp == stamp).cloned();
        let counter = if found.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// Keeps a page that was drawn under `stamp`. When the room is full, everything old goes first.
    pub(crate) fn keep(&self, key: Key, page: Drawn) -> Arc<Drawn> {
        let page = Arc::new(page);
        let mut shelf = self.pages.write();
        if shelf.size + page.size() > ROOM {
            shelf.pages.clear();
            shelf.size = 0;
        }
        if page.size() <= ROOM {
            shelf.size += page.size();
            if let Some(old) = shelf.pages.insert(key, Arc::clone(&page)) {
                shelf.size -= old.size();
            }
        }
        page
    }

    /// How many requests found their page, and how many had it drawn.
    pub(crate) fn counts(&self) -> (u64, u64) {
        (self.hits.load(Ordering::Relaxed), self.misses.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(head: u64, day: &str) -> Stamp {
        Stamp { head, day: day.parse().unwrap() }
    }

    fn key(address: &str) -> Key {
        Key::new(address, Language::Zh, false)
    }

    #[test]
    fn a_page_is_kept_until_the_log_moves_or_the_day_changes() {
        let cache = PageCache::default();
        let now = stamp(7, "2026-03-12");
        cache.keep(key("/v/1"), Drawn::new(now, "<p>1</p>"));
        assert!(cache.find(&key("/v/1"), now).is_some());
        assert!(cache.find(&key("/v/1"), stamp(8, "2026-03-12")).is_none());
        assert!(cache.find(&key("/v/1"), stamp(7, "2026-03-13")).is_none());
        assert!(cache.find(&Key::new("/v/1", Language::En, false), now).is_none());
        assert_eq!(cache.counts(), (1, 3));
    }

    #[test]
    fn a_browser_that_has_the_page_is_told_so() {
        let page = Drawn::new(stamp(1, "2026-03-12"), "<p>hello</p>".repeat(50));
        let mut asked = HeaderMap::new();
        let first = page.answer(&asked);
        assert_eq!(first.status(), StatusCode::OK);
        asked.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(page.answer(&asked).status(), StatusCode::NOT_MODIFIED);
        // The compressed page is another sequence of bytes, so it has another tag.
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip;q=0.8"));
        let compressed = page.answer(&asked);
        assert_eq!(compressed.status(), StatusCode::OK);
        assert_eq!(compressed.headers()[header::CONTENT_ENCODING], "gzip");
    }

    #[test]
    fn who_refuses_gzip_is_not_sent_gzip() {
        let mut asked = HeaderMap::new();
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0, br"));
        assert!(!takes_gzip(&asked));
    }

    #[test]
    fn the_room_is_bounded() {
        let cache = PageCache::default();
        let now = stamp(1, "2026-03-12");
        for number in 0..40 {
            let noise: String =
                (0..500_000_u32).map(|n| char::from(b'a' + (n.wrapping_mul(number + 7) % 26) as u8)).collect();
            cache.keep(key(&format!("/v/{number}")), Drawn::new(now, noise));
        }
        assert!(cache.pages.read().size <= ROOM);
        assert!(cache.find(&key("/v/39"), now).is_some());
    }
}
