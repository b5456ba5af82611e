//! Who asks for the counts: somebody on this machine, or somebody who has signed in.

use crate::desk::place::may;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::state::{App, Shared};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::SocketAddr;

/// Whoever asks.
pub(crate) enum Operator {
    /// A program on this machine.
    Here,
    /// Somebody who has signed in.
    Signed(Box<Official>),
    /// Anybody else.
    Stranger,
}

impl Operator {
    /// Whether they may read counts: those of this machine, those who keep the system, and those who keep the county's rules.
    pub(crate) fn is_let_in(&self, app: &Shared) -> bool {
        let county = app.office.county();
        match self {
            Self::Here => true,
            Self::Signed(official) => {
                ["add_divisions", "adopt_rules"].iter().any(|duty| may(&official.desk, duty, county))
            }
            Self::Stranger => false,
        }
    }
}

impl FromRequestParts<App> for Operator {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        if peer.is_some_and(|peer| peer.to_canonical().is_loopback()) && !is_passed_on(&parts.headers) {
            return Ok(Self::Here);
        }
        match Official::from_request_parts(parts, app).await {
            Ok(official) => Ok(Self::Signed(Box::new(official))),
            Err(Halt::SignIn | Halt::Expired { .. }) => Ok(Self::Stranger),
            Err(halt) => Err(halt),
        }
    }
}

/// Whether a proxy on this machine passes on what somebody elsewhere asks, known to the configuration or not.
fn is_passed_on(headers: &HeaderMap) -> bool {
    ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "forwarded", "via"]
        .iter()
        .any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_proxy_passes_on_is_not_from_here() {
        let mut headers = HeaderMap::new();
        assert!(!is_passed_on(&headers));
        headers.insert("x-forwarded-for", "198.51.100.1".parse().unwrap());
        assert!(is_passed_on(&headers));
    }
}
