//! Cookies: read from a request, made for an answer.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of the cookie `name`.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// How long a cookie lives.
pub(crate) enum Life {
    /// Until the browser is closed.
    Session,
    /// 30 days.
    Month,
    /// A year.
    Year,
    /// No longer.
    Gone,
}

/// A cookie that no script can read and no other site can send along with a form.
pub(crate) fn baked(name: &str, value: &str, life: &Life, secure: bool) -> HeaderValue {
    let age = match life {
        Life::Session => "",
        Life::Month => "; Max-Age=2592000",
        Life::Year => "; Max-Age=31536000",
        Life::Gone => "; Max-Age=0",
    };
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("invalid=; Path=/; Max-Age=0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("xlarger=no; language=en"));
        headers.append(header::COOKIE, HeaderValue::from_static("larger=on"));
        assert_eq!(cookie(&headers, "language"), Some("en"));
        assert_eq!(cookie(&headers, "larger"), Some("on"));
        assert_eq!(cookie(&headers, "session"), None);
    }

    #[test]
    fn a_value_that_no_header_can_hold_makes_no_cookie() {
        assert!(baked("a", "b\r\nSet-Cookie: c", &Life::Session, true).to_str().unwrap().starts_with("invalid="));
        let cookie = baked("session", "abc", &Life::Session, true);
        assert_eq!(cookie, "session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    }
}
