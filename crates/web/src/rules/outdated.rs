//! Laws that have changed since their articles were read: which, since when, and every step and number that cites them.

use crate::frame::Frame;
use crate::sample;
use crate::told::Teller;
use procedure::{Citation, Outdated, RuleBook, outdated};
use std::collections::BTreeMap;

/// A law that no longer reads as it is cited.
pub(crate) struct OutdatedLine {
    pub(crate) words: String,
    pub(crate) note: String,
    pub(crate) places: Vec<Place>,
}

/// An affair, and what of it cites the law.
pub(crate) struct Place {
    pub(crate) affair: String,
    pub(crate) href: String,
    pub(crate) cited: String,
}

/// Every such law that the book cites.
pub(crate) fn lines(teller: &Teller, book: &RuleBook) -> Vec<OutdatedLine> {
    outdated(book, teller.today).iter().map(|law| line(teller, book, law)).collect()
}

fn line(teller: &Teller, book: &RuleBook, law: &Outdated) -> OutdatedLine {
    let mut affairs: BTreeMap<&str, Vec<&Citation>> = BTreeMap::new();
    for one in &law.cited {
        affairs.entry(&one.affair).or_default().push(one);
    }
    let place = |(code, cited): (&str, Vec<&Citation>)| {
        let name = book.affair(code).map(|affair| format!("{code} {}", teller.words(&affair.name)));
        let one = |citation: &&Citation| {
            let said = teller.say("outdated-cited").put("what", teller.words(&citation.what));
            said.put("articles", citation.articles.join(", ")).to_string()
        };
        Place {
            href: name.as_ref().map_or_else(String::new, |_| format!("/rules/{code}")),
            affair: name.unwrap_or_else(|| teller.say("outdated-shared").to_string()),
            cited: cited.iter().map(one).collect::<Vec<_>>().join(&teller.say("outdated-gap").to_string()),
        }
    };
    OutdatedLine {
        words: teller.heading(&law.words()),
        note: law.law.note.as_ref().map_or_else(String::new, |note| teller.heading(note)),
        places: affairs.into_iter().map(place).collect(),
    }
}

impl OutdatedLine {
    pub(crate) fn sample(frame: &Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(frame, zh, en);
        Self {
            words: say(
                "《村民委员会组织法》自2026-01-01起施行修改后的文本；这里有2处按2018年文本引用，条文序号和内容应当核对",
                "Organic Law of Villagers' Committees was amended with effect from 2026-01-01; 2 places cite the text of 2018: check their articles",
            ),
            note: String::new(),
            places: vec![Place {
                affair: say("A1 重大事项决策", "A1 Major decision"),
                href: "/rules/A1".to_owned(),
                cited: say("提出议题（24）、表决（22、24）", "Proposal (24), Vote (22, 24)"),
            }],
        }
    }
}
