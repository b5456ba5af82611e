//! The headers that keep a browser from doing what our pages never ask for.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// No script, no frame, nothing from elsewhere; styles and pictures from us alone.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// The same for pages that villagers read, and the screen in the hall: scripts of ours alone, and what they ask of us alone.
/// The sign in the tab is written into the page; as a picture it can do nothing.
pub(crate) const SCRIPT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'; script-src 'self'; connect-src 'self'; worker-src 'self'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Adds the headers. What an answer has set itself (a paper's stricter policy) is kept.
pub(crate) fn protect(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

/// The policy for a paper that somebody uploaded: it may do nothing at all.
pub(crate) const PAPER_POLICY: &str = "default-src 'none'; sandbox";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_where_there_are_any_are_ours_alone() {
        let same = SCRIPT_POLICY.replace("img-src 'self' data:", "img-src 'self'");
        assert!(same.starts_with(POLICY), "looser in nothing else");
        let rest: Vec<&str> = SCRIPT_POLICY.split(';').map(str::trim).skip(POLICY.split(';').count()).collect();
        assert_eq!(rest, ["script-src 'self'", "connect-src 'self'", "worker-src 'self'"]);
    }

    #[test]
    fn no_page_may_run_a_script_or_be_framed() {
        let mut headers = HeaderMap::new();
        protect(&mut headers, true);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("script-src")
        );
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
