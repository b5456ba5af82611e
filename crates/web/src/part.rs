//! The parts that several pages share: lines of a record, votes, papers, filters, pages of a list.

use crate::copy::shown::Shown;
use crate::icon::Icon;
use crate::show::{Amount, Link, Tag, When, escape};
use std::fmt;

/// Something that is safe to put into a page as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        Self(escape(text.as_ref()).replace('\n', "<br>"))
    }

    /// What a template has made, which escapes by itself.
    pub(crate) fn made(markup: String) -> Self {
        Self(markup)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its text, for paper: without marks of ours.
    pub(crate) fn plain(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        let mut within = false;
        for c in self.0.chars() {
            match c {
                '<' => within = true,
                '>' if within => within = false,
                c if !within => text.push(c),
                _ => {}
            }
        }
        let signs = [
            ("&#60;", "<"),
            ("&#62;", ">"),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#38;", "&"),
            ("&amp;", "&"),
        ];
        signs.into_iter().fold(text, |text, (sign, letter)| text.replace(sign, letter)).trim().to_owned()
    }

    /// The one, and below it the other as a note.
    pub(crate) fn both(one: &Self, note: &Self) -> Self {
        Self(format!("{one}<small class=\"note\">{note}</small>"))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

macro_rules! from_safe {
    ($($kind:ty)+) => { $(impl From<$kind> for Html {
        fn from(value: $kind) -> Self {
            Self(value.to_string())
        }
    })+ };
}

from_safe!(Amount Link Tag When);

/// A label and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) value: Html,
}

impl Line {
    pub(crate) fn new(label: impl ToString, value: impl Into<Html>) -> Self {
        Self { label: label.to_string(), value: value.into() }
    }

    pub(crate) fn text(label: impl ToString, value: impl AsRef<str>) -> Self {
        Self::new(label, Html::text(value))
    }
}

/// A paper, as a link or as a line of what will be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    pub(crate) name: String,
    /// Kind, size and fingerprint.
    pub(crate) about: String,
    pub(crate) href: String,
    pub(crate) is_picture: bool,
    /// Its covered copy, or where one is made.
    pub(crate) copy: Option<Shown>,
}

impl Paper {
    pub(crate) fn icon(&self) -> Icon {
        if self.is_picture { Icon::Picture } else { Icon::Paper }
    }
}

/// The numbers of a meeting, computed and never typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Votes {
    pub(crate) body: String,
    pub(crate) entitled: usize,
    pub(crate) present: usize,
    pub(crate) recused: usize,
    pub(crate) favour: u32,
    pub(crate) against: u32,
    pub(crate) abstain: u32,
    /// What the rule asks for and whether it was met.
    pub(crate) rule: String,
}

/// An act of a case's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) anchor: String,
    pub(crate) step: String,
    pub(crate) tag: Tag,
    pub(crate) who: String,
    pub(crate) post: String,
    pub(crate) when: When,
    pub(crate) words: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) votes: Option<Votes>,
    pub(crate) papers: Vec<Paper>,
    /// The article, for a refusal.
    pub(crate) ground: String,
    /// The entry in the log, in words.
    pub(crate) entry: String,
}

/// What a list says when it is empty: what will appear here, and why it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Empty {
    pub(crate) what: String,
    pub(crate) why: String,
}

/// A link that may be the chosen one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Switch {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) chosen: bool,
    pub(crate) count: u64,
}

/// A group of filters, saved in the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) name: String,
    /// Whether the options say how many there are.
    pub(crate) counted: bool,
    pub(crate) options: Vec<Switch>,
}

/// Where in a long list the page is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pager {
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) all: u64,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Pager {
    /// The pager of page `page` (from 1) of `all` things, `size` a page, `address` ending in `page=`.
    pub(crate) fn new(address: &str, page: u64, size: u64, all: u64) -> Self {
        let first = (page.max(1) - 1).saturating_mul(size);
        let last = first.saturating_add(size).min(all);
        let before = (page > 1).then(|| format!("{address}{}", page - 1));
        let after = (last < all).then(|| format!("{address}{}", page.max(1) + 1));
        Self { first: (first + 1).min(all), last, all, before, after }
    }

    pub(crate) fn is_needed(&self) -> bool {
        self.before.is_some() || self.after.is_some()
    }
}

/// The three kinds of disclosure, and the shelves under them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Party,
    Affairs,
    Finance,
    Projects,
    Contracts,
    Seal,
}

impl Subject {
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Affairs => "affairs",
            Self::Finance => "finance",
            Self::Projects => "projects",
            Self::Contracts => "contracts",
            Self::Seal => "seal",
        }
    }

    pub(crate) fn icon(&self) -> Icon {
        match self {
            Self::Party => Icon::Party,
            Self::Affairs => Icon::Affairs,
            Self::Finance => Icon::Finance,
            Self::Projects => Icon::Project,
            Self::Contracts => Icon::Contract,
            Self::Seal => Icon::Seal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_knows_its_ends() {
        let pager = Pager::new("?page=", 2, 50, 120);
        assert_eq!((pager.first, pager.last), (51, 100));
        assert_eq!((pager.before.as_deref(), pager.after.as_deref()), (Some("?page=1"), Some("?page=3")));
        assert!(!Pager::new("?page=", 1, 50, 50).is_needed());
        assert_eq!(Pager::new("?page=", 1, 50, 0).first, 0);
    }
}
