//! How a reader wants to see a page: language and size. Nothing else about them is known on public pages.

use crate::frame::Frame;
use crate::http::cookie::cookie;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use std::convert::Infallible;
use village::Language;

/// Language and size, from cookies; and the page's own address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) language: Language,
    pub(crate) larger: bool,
    pub(crate) path: String,
}

impl Look {
    /// What the request says. Chinese unless English was asked for.
    pub(crate) fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        let language = if cookie(headers, "language") == Some("en") { Language::En } else { Language::Zh };
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Self { language, larger: cookie(headers, "larger") == Some("on"), path }
    }

    /// The bare frame of a page.
    pub(crate) fn frame(&self) -> Frame {
        Frame::new(self.language, self.larger, self.path.clone())
    }
}

impl<S: Sync> FromRequestParts<S> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.uri))
    }
}

/// The address to go back to, when it is one of ours; else the first page.
pub(crate) fn local(address: &str) -> &str {
    let is_ours = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && address.chars().all(|c| !c.is_control())
        && address.len() < 2_000;
    if is_ours { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_sent_back_to_our_own_pages_only() {
        assert_eq!(local("/v/990101001001?month=2026-03"), "/v/990101001001?month=2026-03");
        for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "", "/a\r\nb"] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }
}
