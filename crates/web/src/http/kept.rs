//! What somebody has typed, while their request is answered: when the store cannot be reached it stands on the page that says
//! so, to be sent again.

use crate::http::answer::Halt;
use crate::http::form::{FIELDS_BYTES, is_own, pairs};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use parking_lot::Mutex;
use std::sync::Arc;

/// Fields that are not written into any page.
const SECRET: [&str; 4] = ["password", "old", "new", "again"];

/// The fields of the form of one request, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Vec<(String, String)>>>);

impl Kept {
    /// A request whose form, where it has one without files, can be kept even when nobody gets to read it: without the
    /// directory of sign-ins nobody is let in to do so.
    pub(crate) async fn hold(&self, mut request: Request) -> Result<Request, Halt> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let plain = kind.starts_with("application/x-www-form-urlencoded");
        if request.method() != Method::POST || !is_own(request.headers()) {
            return Ok(request);
        }
        request.extensions_mut().insert(self.clone());
        if !plain {
            return Ok(request);
        }
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, FIELDS_BYTES).await.map_err(|_| Halt::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
        if let Ok(fields) = pairs(&bytes) {
            self.keep(fields);
        }
        Ok(Request::from_parts(parts, Body::from(bytes)))
    }

    /// Keeps what was read of a form, unless it is about a password.
    pub(crate) fn keep(&self, fields: Vec<(String, String)>) {
        if !fields.iter().any(|(name, _)| SECRET.contains(&name.as_str())) {
            *self.0.lock() = fields;
        }
    }

    /// What was kept.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.0.lock())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_kept() {
        let kept = Kept::default();
        let field = |name: &str| (name.to_owned(), "x".to_owned());
        kept.keep(vec![field("name"), field("password")]);
        assert!(kept.fields().is_empty());
        kept.keep(vec![field("reason")]);
        assert_eq!(kept.fields(), [field("reason")]);
    }
}
