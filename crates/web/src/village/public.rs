//! What a village has made public: its disclosures, by subject and by month.

use crate::case::told::SEAL;
use crate::part::Subject;
use crate::show::{State, Tag};
use crate::told::Teller;
use affairs::Disclosure;
use archive::Query;
use office::{Office, roster};
use procedure::RuleBook;
use std::sync::Arc;
use village::{Day, Division, Fault, Level, Place, Words};

/// A village by the code in an address; `None` when the county has no such village.
pub(crate) fn village(query: &mut dyn Query, code: &str) -> Result<Option<Division>, Fault> {
    let Ok(place) = Place::new(code) else { return Ok(None) };
    if place.level() != Level::Village {
        return Ok(None);
    }
    roster::division(query, &place)
}

/// The subject under which a disclosure stands.
pub(crate) fn belongs(disclosure: &Disclosure, subject: Subject) -> bool {
    let has = |codes: &[&str]| disclosure.discloses.iter().any(|code| codes.contains(&code.as_str()));
    let begins = |letter: char| disclosure.discloses.iter().any(|code| code.starts_with(letter));
    match subject {
        Subject::Party => begins('P'),
        // Of the seal's uses only the count is public, under a heading of its own.
        Subject::Affairs => begins('V') && disclosure.affair != SEAL,
        Subject::Finance => begins('F'),
        Subject::Projects => has(&["V05"]),
        Subject::Contracts => has(&["V06"]),
        Subject::Seal => has(&["V13"]),
    }
}

/// The latest disclosure of each case under a subject, newest first.
pub(crate) fn latest(disclosures: &[Disclosure], subject: Subject) -> Vec<&Disclosure> {
    let mut latest: Vec<&Disclosure> = Vec::new();
    for disclosure in disclosures.iter().filter(|disclosure| belongs(disclosure, subject)) {
        if !latest.iter().any(|known| known.case == disclosure.case) {
            latest.push(disclosure);
        }
    }
    latest
}

pub(crate) fn in_month(disclosure: &Disclosure, month: Day) -> bool {
    let day = disclosure.moment.day();
    (day.year(), day.month()) == (month.year(), month.month())
}

/// Names of steps and endings, from the rule book that a case is pinned to.
pub(crate) struct Names<'a> {
    pub(crate) office: &'a Office,
    pub(crate) teller: Teller,
}

impl Names<'_> {
    pub(crate) fn book(&self, query: &mut dyn Query, rules: &village::Hash) -> Result<Arc<RuleBook>, Fault> {
        self.office.book(query, rules)
    }

    fn said(&self, words: Option<&Words>, code: &str) -> String {
        words.map_or_else(|| code.to_owned(), |words| self.teller.words(words))
    }

    pub(crate) fn affair(&self, book: &RuleBook, code: &str) -> String {
        self.said(book.affair(code).map(|affair| &affair.name), code)
    }

    pub(crate) fn step(&self, book: &RuleBook, affair: &str, step: &str) -> String {
        self.said(book.affair(affair).and_then(|a| a.step(step)).map(|step| &step.name), step)
    }

    pub(crate) fn ending(&self, book: &RuleBook, affair: &str, ending: &str) -> String {
        self.said(book.affair(affair).and_then(|a| a.ending(ending)).map(|ending| &ending.words), ending)
    }

    /// Where a case stands, in a few words.
    pub(crate) fn stands(&self, query: &mut dyn Query, d: &Disclosure) -> Result<String, Fault> {
        let book = self.book(query, &d.rules)?;
        Ok(if d.status == "running" {
            let step = self.step(&book, &d.affair, &d.at);
            self.teller.say("stands-waiting").put("step", step).to_string()
        } else {
            self.ending(&book, &d.affair, &d.at)
        })
    }

    /// The tag of a case by its status alone.
    pub(crate) fn tag(&self, status: &str, open: bool) -> Tag {
        match status {
            "running" if open => Tag::new(State::Notice, self.teller.say("case-open")),
            "running" => Tag::new(State::Ordinary, self.teller.say("case-running")),
            "done" => Tag::new(State::Done, self.teller.say("case-done")),
            _ => Tag::new(State::Yellow, self.teller.say("case-ended")),
        }
    }
}
