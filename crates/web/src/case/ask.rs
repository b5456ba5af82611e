//! `/desk/start/{affair}` without a village: it is asked for, or is the only one that it can be.

use crate::desk::place::{frame, villages};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::sample;
use crate::show::Link;
use crate::state::Shared;
use crate::told::Eyes;
use askama::Template;
use axum::response::Response;
use village::Refusal;

/// The page that asks for the village.
#[derive(Template)]
#[template(path = "case/ask.html")]
pub(crate) struct AskPage {
    pub(crate) frame: Frame,
    pub(crate) affair: String,
    pub(crate) villages: Vec<Link>,
}

impl AskPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let village = |name: &str, code: &str| Link::new(name, format!("/desk/start/C1?village={code}"));
        Self {
            affair: sample::say(&frame, "日常开支报销", "Routine expense"),
            villages: vec![village("柳湾村", "990101001001"), village("石桥村", "990101001002")],
            frame,
        }
    }
}

/// Asks for the village, or goes on with the only one.
pub(crate) fn ask(app: &Shared, official: &Official, affair: &str) -> Result<Response, Halt> {
    let asked = app.office.read(|reader| {
        let book = app.office.current_book(reader)?;
        let Some(known) = book.affair(affair) else { return Ok(None) };
        let teller = official.teller(Eyes::Village);
        let to = |village: &village::Division| {
            Link::new(village.short_name(), format!("/desk/start/{affair}?village={}", village.place))
        };
        let mut frame = frame(app, reader, official, Section::Start)?;
        frame.back = Some(Link::new(teller.say("rail-start"), "/desk/start"));
        let villages = villages(reader, &official.desk)?.iter().map(to).collect();
        Ok(Some(AskPage { affair: teller.words(&known.name), villages, frame }))
    })?;
    let asked = asked.ok_or_else(Refusal::not_there)?;
    match asked.villages.as_slice() {
        [only] => Err(Halt::Elsewhere(only.href.clone())),
        _ => page(&asked),
    }
}
