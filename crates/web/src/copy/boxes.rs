//! The places that somebody marks on a page: rows of four numbers in percent, and the picture with a numbered grid over it.

use crate::form::FaultLine;
use crate::http::form::Sent;
use crate::told::Teller;
use cover::{Area, Found, Sheet};
use village::mask::Personal;

/// Empty rows for a person, after those that the system proposes.
const FREE: usize = 4;

/// The most places on a page.
const MOST: usize = 40;

/// The four numbers of a row.
const SIDES: [(&str, &str); 4] =
    [("left", "copy-left"), ("top", "copy-top"), ("width", "copy-width"), ("height", "copy-height")];

/// One number of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) value: String,
}

/// A row: a place, or nothing yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BoxRow {
    /// `第1处`, with what the system found there.
    pub(crate) label: String,
    pub(crate) sides: Vec<Side>,
    pub(crate) is_faulty: bool,
}

/// A place in the drawing, in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) number: usize,
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A line of the grid, in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GridLine {
    pub(crate) percent: u32,
    pub(crate) x: u32,
    pub(crate) y: u32,
}

/// A page to be marked.
pub(crate) struct Marking {
    pub(crate) number: usize,
    pub(crate) href: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) label: String,
    /// What is known of it: that its text was read, or that nobody but the reader finds what is personal.
    pub(crate) read: String,
    pub(crate) grid: Vec<GridLine>,
    pub(crate) drawn: Vec<Drawn>,
    pub(crate) rows: Vec<BoxRow>,
}

/// What was typed on one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// Left, top, width, height, as they were typed; rows without anything are left out.
    rows: Vec<[String; 4]>,
    pub(crate) areas: Vec<Area>,
    /// The rows that are no place.
    wrong: Vec<usize>,
}

impl Typed {
    /// What the system proposes.
    pub(crate) fn proposed(sheet: &Sheet) -> Self {
        Self::of(sheet.found().iter().map(|found| found.area).collect())
    }

    /// What was covered before.
    pub(crate) fn of(areas: Vec<Area>) -> Self {
        let rows = areas.iter().map(|area| [area.left, area.top, area.width, area.height].map(percent)).collect();
        Self { rows, areas, wrong: Vec::new() }
    }

    /// What a person sent of a page, from 1.
    pub(crate) fn sent(sent: &Sent, page: usize) -> Self {
        let mut typed = Self::default();
        for row in 1..=MOST {
            let own = SIDES.map(|(side, _)| sent.one(&name(page, row, side)).to_owned());
            if own.iter().all(String::is_empty) {
                continue;
            }
            let parts = own.clone().map(|text| thousandths(&text));
            let area = match parts {
                [Some(left), Some(top), Some(width), Some(height)] => Area::new(left, top, width, height),
                _ => None,
            };
            match area {
                Some(area) => typed.areas.push(area),
                None => typed.wrong.push(typed.rows.len()),
            }
            typed.rows.push(own);
        }
        typed
    }

    /// What is wrong with it, each with its row.
    pub(crate) fn faults(&self, teller: &Teller, page: usize) -> Vec<FaultLine> {
        let line = |row: &usize| FaultLine {
            href: format!("#{}", name(page, row + 1, "left")),
            words: teller.say("copy-fault-row").put("page", page).put("row", row + 1).to_string(),
        };
        self.wrong.iter().map(line).collect()
    }
}

/// What would be left open, in words with its place.
pub(crate) fn open_words(teller: &Teller, page: usize, found: &Found) -> FaultLine {
    let said = teller.say("copy-fault-open").put("page", page).put("what", kind(teller, found.what));
    let said = said.put("left", percent(found.area.left)).put("top", percent(found.area.top));
    FaultLine { href: format!("#{}", name(page, 1, "left")), words: said.to_string() }
}

fn kind(teller: &Teller, what: Personal) -> String {
    let key = match what {
        Personal::Identity => "copy-identity",
        Personal::Telephone => "copy-telephone",
        Personal::Account => "copy-account",
        Personal::Plate => "copy-plate",
    };
    teller.say(key).to_string()
}

fn name(page: usize, row: usize, side: &str) -> String {
    format!("p{page}-{row}-{side}")
}

/// Thousandths as percent: `12.5`.
fn percent(part: u16) -> String {
    if part.is_multiple_of(10) { (part / 10).to_string() } else { format!("{}.{}", part / 10, part % 10) }
}

/// Percent as thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let plain: String = text.trim_end_matches(['%', '％']).trim().replace('。', ".");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let tenth = part.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or(0);
    let parts = whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(u16::try_from(tenth).ok()?)?;
    (parts <= Area::WHOLE).then_some(parts)
}

/// A page with its grid, what is marked, and rows for more.
pub(crate) fn marking(teller: &Teller, href: String, page: usize, sheet: &Sheet, typed: &Typed) -> Marking {
    let (width, height) = (sheet.width(), sheet.height());
    let at = |part: u16, side: u32| u32::from(part) * side / u32::from(Area::WHOLE);
    let drawn = (1..).zip(&typed.areas).map(|(number, area)| Drawn {
        number,
        x: at(area.left, width),
        y: at(area.top, height),
        width: at(area.width, width).max(2),
        height: at(area.height, height).max(2),
    });
    let known = |area: Option<&Area>| {
        let found = sheet.found().iter().find(|found| area.is_some_and(|area| area.covers(&found.area)));
        found.map_or_else(String::new, |found| kind(teller, found.what))
    };
    let rows = (0..(typed.rows.len() + FREE).min(MOST)).map(|row| {
        let own = typed.rows.get(row);
        let area = own.and_then(|own| {
            let [left, top, width, height] = own.each_ref().map(|text| thousandths(text));
            Area::new(left?, top?, width?, height?)
        });
        let what = known(area.as_ref());
        let label = teller.say("copy-row").put("row", row + 1).to_string();
        let side = |(nth, (side, key)): (usize, (&str, &'static str))| Side {
            name: name(page, row + 1, side),
            label: teller.say(key).to_string(),
            value: own.and_then(|own| own.get(nth)).cloned().unwrap_or_default(),
        };
        BoxRow {
            sides: SIDES.into_iter().enumerate().map(side).collect(),
            label: if what.is_empty() { label } else { format!("{label} · {what}") },
            is_faulty: typed.wrong.contains(&row),
        }
    });
    Marking {
        number: page,
        href,
        width,
        height,
        label: teller.say("copy-page").put("page", page).to_string(),
        read: teller.say(if sheet.is_read() { "copy-read" } else { "copy-unread" }).to_string(),
        grid: (0..10)
            .map(|tenth| GridLine { percent: tenth * 10, x: width * tenth / 10, y: height * tenth / 10 })
            .collect(),
        drawn: drawn.collect(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_read_as_people_type_it() {
        for (text, expected) in [
            ("12.5", Some(125)),
            ("12", Some(120)),
            ("12.56", Some(125)),
            ("100", Some(1_000)),
            ("12%", Some(120)),
            ("12。5", Some(125)),
            ("100.1", None),
            ("-1", None),
            ("", None),
            ("a", None),
            ("1e3", None),
        ] {
            assert_eq!(thousandths(text), expected, "{text}");
        }
        assert_eq!((percent(125), percent(120), percent(5)), ("12.5".into(), "12".into(), "0.5".into()));
    }
}
