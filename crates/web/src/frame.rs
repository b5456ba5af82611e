//! What surrounds every page: language, size of type, where we are, who is signed in, whom to telephone.

use crate::asset;
use crate::icon::Icon;
use crate::show::Link;
use crate::text::{Say, say};
use village::Language;

/// A real person to telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) name: String,
    pub(crate) post: String,
    pub(crate) phone: String,
}

/// Who is signed in, as the page's rail shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) name: String,
    pub(crate) posts: String,
    pub(crate) waiting: u64,
    pub(crate) alerts: u64,
    pub(crate) rail: Vec<Section>,
}

/// A section of the officials' pages, as far as this person may enter it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Desk,
    Cases,
    Start,
    Alerts,
    Pace,
    Books,
    Board,
    Delegations,
    Roster,
    Households,
    Rules,
    Log,
}

impl Section {
    pub(crate) const ALL: [Self; 12] = [
        Self::Desk,
        Self::Cases,
        Self::Start,
        Self::Alerts,
        Self::Pace,
        Self::Books,
        Self::Board,
        Self::Delegations,
        Self::Roster,
        Self::Households,
        Self::Rules,
        Self::Log,
    ];

    pub(crate) fn href(&self) -> &'static str {
        match self {
            Self::Desk => "/desk",
            Self::Cases => "/desk/cases",
            Self::Start => "/desk/start",
            Self::Alerts => "/desk/alerts",
            Self::Pace => "/desk/pace",
            Self::Books => "/desk/books",
            Self::Board => "/desk/disclosures",
            Self::Delegations => "/desk/delegations",
            Self::Roster => "/desk/roster",
            Self::Households => "/desk/households",
            Self::Rules => "/desk/rules",
            Self::Log => "/log",
        }
    }

    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Desk => "rail-desk",
            Self::Cases => "rail-cases",
            Self::Start => "rail-start",
            Self::Alerts => "rail-alerts",
            Self::Pace => "rail-pace",
            Self::Books => "rail-books",
            Self::Board => "rail-board",
            Self::Delegations => "rail-delegations",
            Self::Roster => "rail-roster",
            Self::Households => "rail-households",
            Self::Rules => "rail-rules",
            Self::Log => "rail-log",
        }
    }

    /// How many things wait in this section.
    pub(crate) fn counts(&self, signed: &Signed) -> u64 {
        match self {
            Self::Desk => signed.waiting,
            Self::Alerts => signed.alerts,
            _ => 0,
        }
    }

    /// Whether a phone shows it above every page: where something waits, and the cases. The whole menu stands at the foot there.
    pub(crate) fn is_short(&self) -> bool {
        matches!(self, Self::Desk | Self::Cases | Self::Alerts)
    }

    pub(crate) fn icon(&self) -> Icon {
        match self {
            Self::Desk => Icon::Desk,
            Self::Cases => Icon::List,
            Self::Start => Icon::Add,
            Self::Alerts => Icon::Alert,
            Self::Pace => Icon::Clock,
            Self::Books => Icon::Finance,
            Self::Board => Icon::Notice,
            Self::Delegations => Icon::Vote,
            Self::Roster => Icon::People,
            Self::Households => Icon::Key,
            Self::Rules => Icon::Law,
            Self::Log => Icon::Log,
        }
    }
}

/// What surrounds a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) language: Language,
    /// Elder mode: larger type, larger targets.
    pub(crate) larger: bool,
    /// The page's own path and query, to come back to after a change of language.
    pub(crate) path: String,
    /// The place that the page belongs to, in the header.
    pub(crate) place: Option<Link>,
    /// Where "back" leads.
    pub(crate) back: Option<Link>,
    /// Who helps with a question.
    pub(crate) help: Option<Contact>,
    /// Who hears of what officials do wrong.
    pub(crate) watch: Option<Contact>,
    pub(crate) signed: Option<Signed>,
    /// Who has signed in and reads a page that is public.
    pub(crate) reader: Option<String>,
    /// Whether the reader is a villager in their own scope, not somebody with a desk.
    pub(crate) is_household: bool,
    pub(crate) section: Option<Section>,
    /// Whether the page may be read aloud, passed on and kept in the browser, where scripts run.
    pub(crate) scripted: bool,
    /// The picture by which a chat shows the page, with its whole address; empty where it has none.
    pub(crate) picture: String,
    /// Proves that a form came from one of our own pages; empty on pages without a form.
    pub(crate) csrf: String,
}

impl Frame {
    /// A bare frame.
    pub(crate) fn new(language: Language, larger: bool, path: impl Into<String>) -> Self {
        Self {
            language,
            larger,
            path: path.into(),
            place: None,
            back: None,
            help: None,
            watch: None,
            signed: None,
            reader: None,
            is_household: false,
            section: None,
            scripted: false,
            picture: String::new(),
            csrf: String::new(),
        }
    }

    /// A text in the page's language.
    pub(crate) fn say<'a>(&self, key: &'a str) -> Say<'a> {
        say(self.language, key)
    }

    pub(crate) fn tag(&self) -> &'static str {
        self.language.tag()
    }

    pub(crate) fn is_here(&self, section: &Section) -> bool {
        self.section == Some(*section)
    }

    pub(crate) fn stylesheet(&self) -> &'static str {
        asset::stylesheet().path.as_str()
    }

    pub(crate) fn reading(&self) -> &'static str {
        asset::reading().path.as_str()
    }

    /// The village that a phone may keep as an application of its own; empty where the page belongs to none.
    pub(crate) fn manifest(&self) -> String {
        let village = self.place.as_ref().filter(|place| self.scripted && place.href.starts_with("/v/"));
        village.map_or_else(String::new, |place| format!("{}/app.webmanifest", place.href))
    }

    /// Where whoever has signed in is at home.
    pub(crate) fn home(&self) -> &'static str {
        if self.is_household { "/household" } else { "/desk" }
    }

    /// How that is called.
    pub(crate) fn home_words(&self) -> Say<'static> {
        self.say(if self.is_household { "household-title" } else { "reader-desk" })
    }

    /// The sign in the tab; villagers' pages have it in themselves.
    pub(crate) fn favicon(&self) -> &'static str {
        if self.scripted { asset::own_favicon() } else { asset::favicon().path.as_str() }
    }

    /// The tag of the language that one can change to.
    pub(crate) fn other_tag(&self) -> &'static str {
        match self.language {
            Language::Zh => Language::En.tag(),
            Language::En => Language::Zh.tag(),
        }
    }

    /// The address of the same page in the other language.
    pub(crate) fn other_language(&self) -> String {
        let to = match self.language {
            Language::Zh => "en",
            Language::En => "zh",
        };
        format!("/language?to={to}&back={}", encoded(&self.path))
    }

    /// The address of the same page in the other size.
    pub(crate) fn other_size(&self) -> String {
        let to = if self.larger { "off" } else { "on" };
        format!("/larger?to={to}&back={}", encoded(&self.path))
    }
}

fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC).to_string()
}
