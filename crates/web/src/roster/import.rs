//! Import of a roster from a spreadsheet: all rows or none; every bad row is named.

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;

/// A row that cannot be taken.
pub(crate) struct BadRow {
    pub(crate) line: u64,
    pub(crate) column: String,
    pub(crate) found: String,
    pub(crate) expected: String,
}

/// The error sheet.
pub(crate) struct ErrorSheet {
    pub(crate) rows: Vec<BadRow>,
    /// How many faults there are.
    pub(crate) bad: usize,
    /// How many rows the file has.
    pub(crate) all: u64,
    /// Where the same sheet can be downloaded.
    pub(crate) href: String,
}

/// A column that the file has.
pub(crate) struct Heading {
    pub(crate) name: String,
    pub(crate) needed: bool,
    pub(crate) need: String,
    pub(crate) about: String,
    pub(crate) example: String,
}

/// The page.
#[derive(Template)]
#[template(path = "roster/import.html")]
pub(crate) struct ImportPage {
    pub(crate) frame: Frame,
    pub(crate) sheet: Option<ErrorSheet>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
    /// The columns that the file has, and what stands in each.
    pub(crate) columns: Vec<Heading>,
}

impl ImportPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let column = |head: (&str, &str), need: &str, about: (&str, &str), example: &str| Heading {
            name: sample::say(&frame, head.0, head.1),
            needed: need != "import-not-needed",
            need: frame.say(need).to_string(),
            about: sample::say(&frame, about.0, about.1),
            example: example.to_owned(),
        };
        Self {
            sheet: None,
            faults: Vec::new(),
            action: "/desk/roster/import".to_owned(),
            key: "k0004".to_owned(),
            fields: vec![
                Field::new("file", frame.say("import-file"), Entry::Files(".csv,.xlsx"))
                    .hint(frame.say("import-file-hint")),
            ],
            columns: vec![
                column(("姓名", "Name"), "import-needed", ("与身份证一致", "As on the identity card"), "林小满"),
                column(("手机号", "Phone"), "import-not-needed", ("11位手机号", "11 digits"), "10012345678"),
                column(
                    ("任职结束", "Until"),
                    "import-needed-with-posts",
                    ("任职的最后一天，到期后权限自动终止", "The last day; rights end by themselves after it"),
                    "2030-12-31",
                ),
            ],
            frame,
        }
    }

    pub(crate) fn sample_faulty(frame: Frame) -> Self {
        let row = |line, column: (&str, &str), found: &str, expected: (&str, &str)| BadRow {
            line,
            column: sample::say(&frame, column.0, column.1),
            found: found.to_owned(),
            expected: sample::say(&frame, expected.0, expected.1),
        };
        let rows = vec![
            row(
                3,
                ("岗位", "post"),
                "会计",
                ("岗位表中的一个岗位，如“报账员”", "a post of the list, such as bookkeeper"),
            ),
            row(17, ("任职止", "ends"), "2026-02-30", ("日期，如 2026-12-31", "a day, such as 2026-12-31")),
        ];
        let sheet = ErrorSheet { rows, bad: 2, all: 62, href: "/desk/roster/import/errors.xlsx".to_owned() };
        Self { sheet: Some(sheet), ..Self::sample(frame) }
    }
}
