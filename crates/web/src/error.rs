//! The pages for what went wrong: not found, somebody was faster, too large, too often, broken, busy.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::text::Say;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Template)]
#[template(path = "error/page.html")]
pub(crate) struct ErrorPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) words: String,
    pub(crate) next: String,
    /// The number under which the log has it; only for what is our fault.
    pub(crate) incident: String,
    pub(crate) href: String,
    pub(crate) go: String,
    /// Everything that was answered, to be sent again as it was; empty where nothing was, or it would not help.
    pub(crate) again: Vec<(String, String)>,
}

impl ErrorPage {
    /// The page for a status, with its words.
    pub(crate) fn of(frame: Frame, status: StatusCode, incident: String) -> Self {
        let say = |title, words, next| -> [Say<'static>; 3] { [frame.say(title), frame.say(words), frame.say(next)] };
        let [title, words, next] = match status.as_u16() {
            400 => say("error-400", "error-400-words", "error-400-next"),
            403 => say("error-403", "error-403-words", "error-403-next"),
            404 => say("error-404", "error-404-words", "error-404-next"),
            409 => say("error-409", "error-409-words", "error-409-next"),
            413 => say("error-413", "error-413-words", "error-413-next"),
            415 => say("error-415", "error-415-words", "error-415-next"),
            429 => say("error-429", "error-429-words", "error-429-next"),
            503 => say("error-503", "error-503-words", "error-503-next"),
            _ => say("error-500", "error-500-words", "error-500-next"),
        };
        let (title, words, next) = (title.to_string(), words.to_string(), next.to_string());
        let (href, go) = match &frame.place {
            Some(place) => (place.href.clone(), place.words.clone()),
            None => ("/".to_owned(), frame.say("error-home").to_string()),
        };
        Self { frame, title, words, next, incident, href, go, again: Vec::new() }
    }

    /// What was typed stands on the page: nothing of it was stored, and the same can be sent once more.
    pub(crate) fn offers_again(&mut self, typed: Vec<(String, String)>) {
        self.words = self.frame.say("error-again-words").to_string();
        self.next = self.frame.say("error-again-next").to_string();
        self.again = typed;
    }

    /// What a person has typed, without the marks of the form.
    pub(crate) fn typed(&self) -> impl Iterator<Item = &str> {
        let mark = |name: &str| matches!(name, "csrf" | "key" | "sure" | "given" | "revision" | "meeting" | "reading");
        // What was chosen from a list is a code, which says nothing to whoever chose it.
        let code = |value: &str| value.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let own = self.again.iter().filter(move |(name, value)| !mark(name) && !code(value.trim()));
        own.map(|(_, value)| value.as_str())
    }

    pub(crate) fn sample_again(frame: Frame) -> Self {
        let mut page = Self::of(frame, StatusCode::SERVICE_UNAVAILABLE, "QC-7K2M-9XQ4".to_owned());
        let typed =
            [("csrf", "sample"), ("title", "买扫帚20把"), ("amount_fen", "186.00"), ("purpose", "用于村道保洁")];
        page.offers_again(typed.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        page
    }
}
