//! The log, for everyone: the signed checkpoint, how to check it, and the entries as far as strangers may see them.

pub(crate) mod agree;
pub(crate) mod published;
pub(crate) mod show;
pub(crate) mod tile;

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Pager;
use crate::sample;
use crate::show::{State, Tag, When};
use askama::Template;

/// The newest checkpoint.
pub(crate) struct CheckpointView {
    pub(crate) size: u64,
    pub(crate) when: When,
    pub(crate) root: String,
    pub(crate) note: String,
}

/// An entry, as far as strangers may see it: that there is one, since which day, and what binds its content.
pub(crate) struct EntryRow {
    pub(crate) seq: u64,
    pub(crate) day: When,
    pub(crate) commitment: String,
}

/// The page of the checkpoint.
#[derive(Template)]
#[template(path = "log/page.html")]
pub(crate) struct LogPage {
    pub(crate) frame: Frame,
    pub(crate) checkpoint: Option<CheckpointView>,
    /// The public half of the log's key, as `<name>+<hash>+<key>`.
    pub(crate) key: String,
    /// Where the log's files are: the address that a checking program is given.
    pub(crate) prefix: String,
    /// What somebody noted and asks about: a number and a fingerprint, as they were typed.
    pub(crate) number: String,
    pub(crate) fingerprint: String,
    /// Whether it still agrees.
    pub(crate) verdict: Option<Tag>,
    /// What was declared when the store was put back from a copy.
    pub(crate) restored: Vec<String>,
}

/// The list of the entries.
#[derive(Template)]
#[template(path = "log/entries.html")]
pub(crate) struct EntriesPage {
    pub(crate) frame: Frame,
    pub(crate) entries: Vec<EntryRow>,
    pub(crate) pager: Pager,
}

/// Something that was made public.
pub(crate) struct PublishedRow {
    pub(crate) day: When,
    pub(crate) what: String,
    /// The village, the affair and the step.
    pub(crate) about: String,
    /// Whether it was made public or corrected.
    pub(crate) kind: String,
    pub(crate) entry: u64,
    pub(crate) href: String,
    pub(crate) evidence_href: String,
}

/// What was made public, the latest first.
#[derive(Template)]
#[template(path = "log/published.html")]
pub(crate) struct PublicationsPage {
    pub(crate) frame: Frame,
    pub(crate) rows: Vec<PublishedRow>,
    pub(crate) pager: Pager,
}

impl PublicationsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let row = |entry: u64, zh: &str, en: &str, about: (&str, &str), key: &'static str| PublishedRow {
            day: sample::day(&frame, "2026-03-12"),
            what: sample::say(&frame, zh, en),
            about: sample::say(&frame, about.0, about.1),
            kind: frame.say(key).to_string(),
            entry,
            href: "/cases/990101001001-C1-2026-0007".to_owned(),
            evidence_href: format!("/log/publications/{entry}"),
        };
        let paid = ("柳湾村 · 日常开支报销 · 付款", "Liuwan · Routine expense · Pay");
        let leased = ("柳湾村 · 资产出租发包", "Liuwan · Lease of property");
        let rows = vec![
            row(1_024, "路灯维修材料", "Parts for street lamps", paid, "published-made"),
            row(1_020, "老粮站出租", "Lease of the old grain store", leased, "published-corrected"),
        ];
        Self { rows, pager: Pager::new("/log/publications?village=&page=", 1, 50, 120), frame }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { rows: Vec::new(), pager: Pager::default(), frame }
    }
}

impl LogPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let checkpoint = CheckpointView {
            size: 1_024,
            when: sample::moment(&frame, "2026-03-12"),
            root: SAMPLE_HASH.to_owned(),
            note: "qingcun.example/990101\n1024\nobLD1OX2BxgpOktcbX6PkA==\n\n— qingcun.example/990101 Az3grl\n"
                .to_owned(),
        };
        let key = "qingcun.example/990101+0a1b2c3d+AQxNOi5F7WRo1nSuKkSk9VD4JHKKF0pfQzmJ8gG2YdwB".to_owned();
        Self {
            checkpoint: Some(checkpoint),
            key,
            prefix: "http://192.168.1.20:8080/log".to_owned(),
            number: "1000".to_owned(),
            fingerprint: SAMPLE_HASH.to_owned(),
            verdict: Some(Tag::new(State::Done, frame.say("log-agrees").put("number", 1_000))),
            restored: Vec::new(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { checkpoint: None, verdict: None, ..Self::sample(frame) }
    }
}

impl EntriesPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let entry = |seq| EntryRow { seq, day: sample::day(&frame, "2026-03-12"), commitment: SAMPLE_HASH.to_owned() };
        let entries = (1_015..=1_024).rev().map(entry).collect();
        Self { entries, pager: Pager::new("/log/entries?page=", 1, 50, 1_024), frame }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { entries: Vec::new(), pager: Pager::default(), frame }
    }
}

const SAMPLE_HASH: &str = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90";
