//! Who asks: an official with a session, or anybody.

use crate::http::answer::Halt;
use crate::http::cookie::{Life, baked, cookie};
use crate::http::look::Look;
use crate::state::App;
use crate::told::{Eyes, Teller};
use archive::{HouseholdSession, Session};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use office::Desk;
use office::household::Way;
use sha2::{Digest, Sha256};
use std::net::{IpAddr, SocketAddr};
use std::sync::Once;
use village::{Fault, Hash};

/// The cookie that holds an official's session.
pub(crate) const SESSION: &str = "session";
/// The cookie that holds a villager's session.
pub(crate) const HOUSEHOLD: &str = "household";
/// The cookie by which a form of an unnamed visitor is known to come from our own page.
const VISIT: &str = "visit";

/// A fresh secret: 256 random bits in hexadecimal digits.
pub(crate) fn fresh_secret() -> Result<String, Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Fault::new(format!("the system gives no random bytes: {error}")))?;
    Ok(hex::encode(bytes))
}

/// What the directory keeps of a session's secret.
pub(crate) fn token_hash(secret: &str) -> Hash {
    Hash(Sha256::digest(secret.as_bytes()).into())
}

/// An unnamed visitor, with the secret that ties forms to their browser.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    secret: String,
    is_new: bool,
}

impl Visit {
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, Fault> {
        let known = cookie(headers, VISIT).filter(|secret| secret.len() == 64 && hex::decode(secret).is_ok());
        match known {
            Some(secret) => Ok(Self { secret: secret.to_owned(), is_new: false }),
            None => Ok(Self { secret: fresh_secret()?, is_new: true }),
        }
    }

    /// The token that this visitor's forms carry.
    pub(crate) fn token(&self) -> String {
        hex::encode(Sha256::digest(format!("form {}", self.secret)))
    }

    /// The cookie to be set, when it is not there yet.
    pub(crate) fn cookie(&self, secure: bool) -> Option<HeaderValue> {
        self.is_new.then(|| baked(VISIT, &self.secret, &Life::Session, secure))
    }
}

/// Anybody, with what is needed to answer a form.
pub(crate) struct Visitor {
    pub(crate) look: Look,
    pub(crate) visit: Visit,
    pub(crate) address: Option<IpAddr>,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let look = Look::of(&parts.headers, &parts.uri);
        Ok(Self { look, visit: Visit::of(&parts.headers)?, address: address(parts, &app.proxies) })
    }
}

/// Where a request comes from. Only a proxy that the configuration names is believed when it says for whom it asks: anybody
/// else could take a new address for every guess at a password.
fn address(parts: &Parts, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())?;
    let lines: Vec<&str> =
        parts.headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    if !lines.is_empty() && !proxies.contains(&peer.to_canonical()) {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            tracing::warn!(
                "X-Forwarded-For is not believed: if a proxy stands before this program, name it in serve.proxies"
            );
        });
    }
    Some(asker(peer, &lines, proxies))
}

/// Each proxy adds the address that it saw at the end: the last one that is no proxy of ours is whoever asks.
fn asker(peer: IpAddr, lines: &[&str], proxies: &[IpAddr]) -> IpAddr {
    let mut found = peer.to_canonical();
    for told in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !proxies.contains(&found) {
            break;
        }
        let Ok(next) = told.trim().parse::<IpAddr>() else { break };
        found = next.to_canonical();
    }
    found
}

/// Somebody who has signed in, at their desk.
#[derive(Clone)]
pub(crate) struct Official {
    pub(crate) look: Look,
    pub(crate) session: Session,
    pub(crate) token: Hash,
    pub(crate) desk: Desk,
    /// What marks the papers received from this person. It never leaves the program: whoever knew it could claim any paper.
    pub(crate) seal: String,
}

/// The session of a request, when it is in force.
pub(crate) async fn session(app: &App, headers: &HeaderMap) -> Result<Option<(Hash, Session)>, Halt> {
    let Some(token) = cookie(headers, SESSION).map(token_hash) else { return Ok(None) };
    let now = app.now();
    let found = app.blocking(move |app| app.directory.session(&token, now)).await?;
    Ok(found.map(|session| (token, session)))
}

impl Official {
    async fn of(parts: &Parts, app: &App) -> Result<Self, Halt> {
        let Some((token, session)) = session(app, &parts.headers).await? else {
            // A browser keeps the mark of a session that has ended by itself.
            let had = cookie(&parts.headers, SESSION).is_some();
            return Err(if had { Halt::Expired { lost: parts.method == Method::POST } } else { Halt::SignIn });
        };
        let (person, now) = (session.person.clone(), app.now());
        let desk = app.blocking(move |app| Desk::of(&app.office, &person, now)).await?;
        let seal = app.seal_of(&session.person);
        Ok(Self { look: Look::of(&parts.headers, &parts.uri), session, token, desk, seal })
    }

    pub(crate) fn teller(&self, eyes: Eyes) -> Teller {
        Teller::new(self.look.language, self.desk.now, eyes)
    }
}

impl FromRequestParts<App> for Official {
    type Rejection = Halt;

    /// Nothing is possible before the first password was changed.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let official = Self::of(parts, app).await?;
        if official.session.must_change && parts.uri.path() != "/password" && parts.uri.path() != "/sign-out" {
            return Err(Halt::Elsewhere("/password".to_owned()));
        }
        Ok(official)
    }
}

/// A villager who reads their own scope.
#[derive(Clone)]
pub(crate) struct Villager {
    pub(crate) look: Look,
    pub(crate) session: HouseholdSession,
    pub(crate) token: Hash,
    pub(crate) desk: Desk,
}

/// The villager's session of a request, when it is in force.
pub(crate) async fn household_session(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<(Hash, HouseholdSession)>, Halt> {
    let Some(token) = cookie(headers, HOUSEHOLD).map(token_hash) else { return Ok(None) };
    let now = app.now();
    let found = app.blocking(move |app| app.directory.household_session(&token, now)).await?;
    // The county's own villages: the directory may hold those of others.
    let found = found.filter(|session| app.office.county().contains(&session.opening.village));
    Ok(found.map(|session| (token, session)))
}

/// The desk of a villager's session.
pub(crate) async fn villager_desk(app: &App, session: &HouseholdSession) -> Result<Desk, Halt> {
    let (person, way, now) = (session.opening.person.clone(), Way::of(session), app.now());
    app.blocking(move |app| Desk::of_villager(&app.office, &person, way, now)).await
}

impl FromRequestParts<App> for Villager {
    type Rejection = Halt;

    /// Whoever is not in learns nothing of what is behind the address: all of them lead to the way in.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let Some((token, session)) = household_session(app, &parts.headers).await? else {
            return Err(Halt::Elsewhere("/household/enter".to_owned()));
        };
        let desk = villager_desk(app, &session).await?;
        Ok(Self { look: Look::of(&parts.headers, &parts.uri), session, token, desk })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_that_is_named_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let (here, proxy) = (ip("127.0.0.1"), [ip("127.0.0.1"), ip("10.0.0.9")]);
        for (peer, lines, proxies, expected) in [
            // Nobody is named: whoever writes the line, even on this machine, is taken for themselves.
            (here, &["198.51.100.1"][..], &[][..], "127.0.0.1"),
            (ip("203.0.113.5"), &["198.51.100.1"], &proxy, "203.0.113.5"),
            (here, &["198.51.100.1"], &proxy, "198.51.100.1"),
            // What the asker wrote before it reached the proxy does not count.
            (here, &["192.0.2.66, 198.51.100.1"], &proxy, "198.51.100.1"),
            (here, &["192.0.2.66", "198.51.100.1"], &proxy, "198.51.100.1"),
            (here, &["198.51.100.1, 10.0.0.9"], &proxy, "198.51.100.1"),
            (here, &["192.0.2.66, nonsense"], &proxy, "127.0.0.1"),
            (here, &[], &proxy, "127.0.0.1"),
            (ip("::ffff:127.0.0.1"), &["198.51.100.1"], &proxy, "198.51.100.1"),
        ] {
            assert_eq!(asker(peer, lines, proxies), ip(expected), "{peer} {lines:?}");
        }
    }
}
