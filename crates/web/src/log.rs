//! The log, for everyone: the signed checkpoint, the entries, and how to check them.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Pager;
use crate::sample;
use crate::show::When;
use askama::Template;

/// The newest checkpoint.
pub(crate) struct CheckpointView {
    pub(crate) size: u64,
    pub(crate) when: When,
    pub(crate) root: String,
    pub(crate) note: String,
}

/// An entry, as far as strangers may see it.
pub(crate) struct EntryRow {
    pub(crate) seq: u64,
    pub(crate) kind: String,
    pub(crate) place: String,
    pub(crate) when: When,
    pub(crate) leaf: String,
}

/// The page.
#[derive(Template)]
#[template(path = "log/page.html")]
pub(crate) struct LogPage {
    pub(crate) frame: Frame,
    pub(crate) checkpoint: Option<CheckpointView>,
    pub(crate) entries: Vec<EntryRow>,
    pub(crate) pager: Pager,
}

impl LogPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let leaf = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90";
        let checkpoint = CheckpointView {
            size: 1_024,
            when: sample::moment(&frame, "2026-03-12"),
            root: leaf.to_owned(),
            note: "qingcun.example/990101\n1024\nobLD1OX2BxgpOktcbX6PkA==\n\n— qingcun.example/990101 Az3grl\n"
                .to_owned(),
        };
        let entry = |seq, zh: &str, en: &str| EntryRow {
            seq,
            kind: sample::say(&frame, zh, en),
            place: "柳湾村".to_owned(),
            when: sample::moment(&frame, "2026-03-12"),
            leaf: leaf.chars().take(16).collect(),
        };
        let entries = vec![
            entry(1_024, "办理环节", "act taken"),
            entry(1_023, "越过环节被拒绝", "act refused"),
            entry(1_022, "提出异议", "objection made"),
        ];
        Self { checkpoint: Some(checkpoint), entries, pager: Pager::new("/log?page=", 1, 50, 1_024), frame }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { checkpoint: None, entries: Vec::new(), pager: Pager::default(), ..Self::sample(frame) }
    }
}
