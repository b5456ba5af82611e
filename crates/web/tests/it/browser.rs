//! A browser without a screen: keeps its cookies, finds the hidden fields of a form, sends it.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use demo::testing::Bench;
use http_body_util::BodyExt;
use office::sign_in;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tower::ServiceExt;
use village::{Place, Post};

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) body: String,
    /// The body as it came: what is no text.
    pub(crate) bytes: Vec<u8>,
    pub(crate) headers: axum::http::HeaderMap,
}

/// A browser, signed in or not.
pub(crate) struct Browser {
    router: Router,
    pub(crate) state: web::State,
    cookies: RefCell<BTreeMap<String, String>>,
    runtime: tokio::runtime::Runtime,
    office: office::Office,
}

/// A look at a form before it is sent for good: the log as it was, and the page that was shown.
struct Look {
    before: u64,
    shown: Answer,
}

impl Browser {
    /// Somebody whom nobody knows.
    pub(crate) fn stranger(bench: &Bench) -> Self {
        let state = web::State::new(web::Parts {
            office: bench.office.clone(),
            directory: bench.directory.clone(),
            public_url: "http://cunwu.test".into(),
            secure_cookies: false,
        });
        let state = state.unwrap();
        let router = web::router(state.clone());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Self { router, state, cookies: RefCell::default(), runtime, office: bench.office.clone() }
    }

    /// Somebody who holds a post and has signed in.
    pub(crate) fn of(bench: &Bench, village: &Place, post: Post) -> Self {
        Self::of_desk(bench, &bench.desk(village, post))
    }

    /// Somebody who has signed in.
    pub(crate) fn of_desk(bench: &Bench, desk: &office::Desk) -> Self {
        let browser = Self::stranger(bench);
        let person = desk.person().unwrap().clone();
        // One person may sign in several times in a test.
        let name = format!("{person}-{}", bench.directory.sign_ins_of(&person).unwrap().len());
        let password = sign_in::make(&bench.office, &bench.directory, &person, &name, false, bench.now()).unwrap();
        let opened =
            sign_in::open(&bench.office, &bench.directory, &name, &password, "192.0.2.1", bench.now()).unwrap();
        browser.cookies.borrow_mut().insert("session".into(), opened.token);
        browser
    }

    /// Lets somebody else sit down at the browser, without the work of a password.
    pub(crate) fn seat(&self, bench: &Bench, desk: &office::Desk) {
        let person = desk.person().unwrap().clone();
        let (name, now) = (format!("{person}-seat"), bench.now());
        let sign_in = archive::SignIn {
            name: name.clone(),
            county: bench.county(),
            password: String::new(),
            must_change: false,
            created: now,
            person,
        };
        bench.directory.add_sign_in(&sign_in).unwrap();
        let token = hex::encode(bench.office.random::<32>());
        let ends = now.plus_ms(sign_in::LONGEST_MS);
        bench.directory.open_session(&sign_in::token_hash(&token), &name, &token, now, ends).unwrap();
        self.cookies.borrow_mut().insert("session".into(), token);
    }

    /// Forgets who has signed in.
    pub(crate) fn sign_off(&self) {
        self.cookies.borrow_mut().remove("session");
    }

    /// Asks as a program of a name.
    pub(crate) fn ask_as(&self, path: &str, name: &str) -> Answer {
        self.send(Request::get(path).header(header::USER_AGENT, name), Body::empty())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty())
    }

    /// Asks again for what it has under a tag.
    pub(crate) fn again(&self, path: &str, tag: &str) -> Answer {
        self.send(Request::get(path).header(header::IF_NONE_MATCH, tag), Body::empty())
    }

    /// Sends a form as a browser would, with the page's own hidden fields. What is sent for good is looked at first, wherever the
    /// table of routes says that a form is shown once more: whoever looks leaves nothing, and reads what would come of it.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let unsure: Vec<(&str, &str)> = fields.iter().filter(|(name, _)| *name != "sure").copied().collect();
        let sure = fields.contains(&("sure", "yes"));
        let look = self.look(path, sure, || self.send_fields(path, &unsure));
        let answer = self.send_fields(path, fields);
        self.was_shown(path, look.as_ref());
        answer
    }

    fn look(&self, path: &str, sure: bool, send: impl FnOnce() -> Answer) -> Option<Look> {
        let bare: Vec<&str> = path.split('?').next().unwrap_or("").split('/').collect();
        let fits = |route: &web::Route| {
            let parts: Vec<&str> = route.path.split('/').collect();
            let same = |(part, given): (&&str, &&str)| part == given || part.starts_with('{');
            route.method == "POST" && parts.len() == bare.len() && parts.iter().zip(&bare).all(same)
        };
        // An address without a hole is meant before one with a hole, as by the router.
        let mut found: Vec<&web::Route> = web::ROUTES.iter().filter(|route| fits(route)).collect();
        found.sort_by_key(|route| route.path.matches('{').count());
        if !sure || !found.first().is_some_and(|route| route.asks) {
            return None;
        }
        let before = self.office.archive().head();
        let shown = send();
        assert_eq!(self.office.archive().head(), before, "to look at {path} has left something");
        Some(Look { before, shown })
    }

    /// What left an entry was shown before, with a button to send it and a way back.
    fn was_shown(&self, path: &str, look: Option<&Look>) {
        let Some(Look { before, shown }) = look else { return };
        if self.office.archive().head() > *before {
            let asked = ["name=\"sure\" value=\"yes\"", "name=\"sure\" value=\"no\""]
                .iter()
                .all(|mark| shown.body.contains(mark));
            assert!(asked, "{path} did not show what would come of it: {} {}", shown.status, shown.body);
        }
    }

    fn send_fields(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| {
            text.bytes()
                .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
                .collect::<String>()
        };
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body.join("&")))
    }

    /// The token that this person's forms carry.
    pub(crate) fn csrf(&self) -> String {
        hidden(&self.get("/desk").body, "csrf")
    }

    /// Sends a form with files.
    pub(crate) fn send_parts(
        &self,
        path: &str,
        fields: &[(String, String)],
        files: &[(String, String, Vec<u8>)],
    ) -> Answer {
        let sure = fields.iter().any(|(name, value)| name == "sure" && value == "yes");
        let unsure: Vec<(String, String)> = fields.iter().filter(|(name, _)| name != "sure").cloned().collect();
        let look = self.look(path, sure, || self.send_all(path, &unsure, files));
        let answer = self.send_all(path, fields, files);
        self.was_shown(path, look.as_ref());
        answer
    }

    fn send_all(&self, path: &str, fields: &[(String, String)], files: &[(String, String, Vec<u8>)]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (field, name, bytes) in files {
            let about = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
            body.extend_from_slice(format!("--XX\r\nContent-Disposition: {about}\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--XX--\r\n");
        self.send_body(path, body)
    }

    /// Sends a body as a form with files, whatever it holds.
    pub(crate) fn send_body(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
        self.send(request, Body::from(body))
    }

    fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.header(header::HOST, "cunwu.test");
        let cookies: Vec<_> = self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(body).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            let to = parts.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("").to_owned();
            for baked in parts.headers.get_all(header::SET_COOKIE).iter().filter_map(|c| c.to_str().ok()) {
                if let Some((name, value)) = baked.split(';').next().and_then(|pair| pair.split_once('=')) {
                    self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
                }
            }
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status: parts.status, to, body, bytes: bytes.to_vec(), headers: parts.headers }
        })
    }
}

/// The value of the first hidden field with this name.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let start = page.find(&mark).unwrap_or_else(|| panic!("the page has no hidden `{name}`")) + mark.len();
    page[start..].split('"').next().unwrap().to_owned()
}
