//! The pages of a meeting: what all in the room see, what the recorder works with, what a member's phone shows.

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::http::form::Sent;
use crate::icon::Icon;
use crate::meeting::open::kept;
use crate::part::Line;
use crate::show::{State, When};
use askama::Template;

/// How the meeting stands, in big plain words.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub(crate) state: State,
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
}

/// What a rule asks for, and how far it is met.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) met: bool,
    pub(crate) asks: String,
    pub(crate) stands: String,
}

/// A rule that bears on the meeting.
#[derive(Debug, Clone)]
pub(crate) struct Ruling {
    pub(crate) name: String,
    pub(crate) ground: String,
    pub(crate) marks: Vec<Mark>,
}

/// A count, as far as it may be shown.
#[derive(Debug, Clone)]
pub(crate) struct Counting {
    pub(crate) who: String,
    pub(crate) when: When,
    /// The numbers; or that they are kept until the other count is there.
    pub(crate) found: String,
}

/// What all in the room see.
#[derive(Debug, Clone)]
pub(crate) struct Board {
    pub(crate) what: String,
    pub(crate) body: String,
    pub(crate) since: String,
    pub(crate) verdict: Verdict,
    /// Entitled, signed in, kept out, who may vote: number, then word.
    pub(crate) figures: Vec<(String, String)>,
    /// For, against, abstaining, once they are agreed.
    pub(crate) votes: Vec<(String, String)>,
    pub(crate) rulings: Vec<Ruling>,
    /// Who counted, or who gave an opinion.
    pub(crate) counts: Vec<Counting>,
    pub(crate) counts_title: String,
    /// The code that leads a phone to the page where its owner signs in; none once counting has begun.
    pub(crate) qr: String,
    pub(crate) code: String,
}

/// Somebody of the roster.
#[derive(Debug, Clone)]
pub(crate) struct Attendee {
    pub(crate) person: String,
    pub(crate) name: String,
    /// How and when they signed in, and whether they stand aside.
    pub(crate) note: String,
}

/// The page of the recorder, and of whoever else may see it.
#[derive(Template)]
#[template(path = "meeting/hall.html")]
pub(crate) struct HallPage {
    pub(crate) frame: Frame,
    pub(crate) board: Board,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) key: String,
    /// Where the forms of this meeting are sent, without the last word.
    pub(crate) at: String,
    /// Whether the reader records the meeting.
    pub(crate) records: bool,
    /// Whether people still sign in.
    pub(crate) signs_in: bool,
    pub(crate) absent: Vec<Attendee>,
    pub(crate) present: Vec<Attendee>,
    /// The three numbers of a show of hands.
    pub(crate) hands: Vec<Field>,
    /// Where ballots are counted; empty when there are none to count.
    pub(crate) count_href: String,
    /// Heading, hint and button of the counting, as keys of the texts.
    pub(crate) count_words: [&'static str; 3],
    /// Where opinions are given; empty when there are none to give.
    pub(crate) opinion_href: String,
    /// Whether the recorder opens the seals: all have spoken, and nobody who speaks last is there.
    pub(crate) unseals: bool,
    /// The step's form, which ends the meeting; empty while it cannot end.
    pub(crate) end_href: String,
    pub(crate) end_words: String,
    /// Who comes for whom, with the written authority; only where the law allows it.
    pub(crate) proxy: Vec<Field>,
    /// A seat that is put right.
    pub(crate) seat: Vec<Field>,
    pub(crate) reason: Option<Field>,
    /// Which of the closed forms below was being filled in: `proxy`, `seat`, `abandon`, or none.
    pub(crate) opened: &'static str,
    /// The written authority that was received already: its mark, and its name.
    pub(crate) given: Vec<(String, String)>,
}

impl HallPage {
    /// What was typed into one of the forms stands in it again.
    pub(crate) fn type_again(&mut self, sent: &Sent) {
        let typed = |fields: &mut Vec<Field>| {
            *fields = std::mem::take(fields).into_iter().map(|field| kept(field, sent)).collect();
        };
        typed(&mut self.hands);
        typed(&mut self.proxy);
        typed(&mut self.seat);
        self.reason = self.reason.take().map(|field| kept(field, sent));
        let of = [("absent", "proxy"), ("person", "seat"), ("reason", "abandon")];
        self.opened = of.iter().find(|(field, _)| sent.has(field)).map_or("", |(_, form)| form);
    }
}

/// The page for the wall: it renews itself and has nothing to fill in.
#[derive(Template)]
#[template(path = "meeting/screen.html")]
pub(crate) struct ScreenPage {
    pub(crate) frame: Frame,
    pub(crate) board: Board,
    pub(crate) back: String,
}

/// The page to which the code on the screen leads.
#[derive(Template)]
#[template(path = "meeting/arrive.html")]
pub(crate) struct ArrivePage {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) body: String,
    pub(crate) name: String,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) faults: Vec<FaultLine>,
    /// The code of the screen, when the phone brought it along.
    pub(crate) code: String,
    /// The field for it, when the phone did not.
    pub(crate) typed: Option<Field>,
    /// When the member signed in; empty before.
    pub(crate) done: String,
}

/// The page on which a teller enters what they counted, or somebody gives their opinion.
#[derive(Template)]
#[template(path = "meeting/count.html")]
pub(crate) struct CountPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) send: String,
    pub(crate) what: String,
    pub(crate) lead: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
    /// Why there is nothing to count or to say now; empty when there is.
    pub(crate) closed: String,
    pub(crate) closed_title: String,
    pub(crate) standing: Vec<Line>,
    pub(crate) back: String,
}
