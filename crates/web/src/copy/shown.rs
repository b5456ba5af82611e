//! A copy as everybody sees it: its pages, that parts are covered and by whom, and the way to ask about it.

use crate::copy::page::sample_picture;
use crate::frame::Frame;
use crate::show::Link;
use crate::told::Teller;
use affairs::{CopyRow, CopyState};
use archive::Query;
use office::{Cell, Content, Office, roster};
use std::collections::BTreeSet;
use village::{CaseId, Fault, Hash, Place};

/// A picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) href: String,
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) alt: String,
}

/// A copy on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) name: String,
    /// The paper, by its content.
    pub(crate) paper: String,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) words: String,
    pub(crate) links: Vec<Link>,
    /// Whether the links lead to where it is asked about, as they do for everybody.
    pub(crate) asks: bool,
}

impl Shown {
    pub(crate) fn sample(frame: &Frame) -> Self {
        let picture = sample_picture(frame);
        let said = frame.say("copy-covered").put("places", 2).put("by", "王小明").put("reviewer", "李大山");
        Self {
            name: crate::sample::say(frame, "发票照片", "Invoice (picture)"),
            paper: String::new(),
            asks: true,
            pictures: vec![picture],
            words: said.put("day", crate::sample::day(frame, "2026-03-12").words).to_string(),
            links: vec![Link::new(
                frame.say("money-ask"),
                "/v/990101001001/ask?about=case/990101001001-C1-2026-0007&line=ab",
            )],
        }
    }
}

/// A copy that is public, with who made it so.
#[derive(Debug, Clone)]
pub(crate) struct Released {
    pub(crate) row: CopyRow,
    by: String,
    reviewed_by: String,
}

/// The copies of a case that are public.
pub(crate) fn released(query: &mut dyn Query, case: &CaseId) -> Result<Vec<Released>, Fault> {
    let mut all = Vec::new();
    for row in affairs::copies(query, case)?.into_iter().filter(|row| row.state == CopyState::Released) {
        let mut name = |person: Option<&village::PersonId>| match person {
            Some(person) => Ok::<_, Fault>(roster::name_of(query, person)?.unwrap_or_default()),
            None => Ok(String::new()),
        };
        let by = name(row.covered.0.as_ref())?;
        let reviewed_by = name(row.reviewed.as_ref().and_then(|(person, _)| person.as_ref()))?;
        all.push(Released { row, by, reviewed_by });
    }
    Ok(all)
}

impl Released {
    /// For a page of the public.
    pub(crate) fn shown(&self, teller: &Teller, name: String) -> Shown {
        let row = &self.row;
        let picture = |(nth, page): (usize, &affairs::CopyPage)| Picture {
            href: format!("/cases/{}/copies/{}", row.case, page.hash),
            width: page.width,
            height: page.height,
            alt: teller.say("copy-alt").put("name", name.as_str()).put("page", nth + 1).to_string(),
        };
        let places = row.places();
        let said = teller.say(if places == 0 { "copy-whole" } else { "copy-covered" }).put("places", places);
        let day = row.reviewed.as_ref().map_or_else(String::new, |(_, when)| teller.day(when.day()).words);
        let said = said.put("by", self.by.as_str()).put("reviewer", self.reviewed_by.as_str()).put("day", day);
        Shown {
            pictures: row.pages.iter().enumerate().map(picture).collect(),
            words: said.to_string(),
            paper: row.paper.to_string(),
            asks: true,
            links: vec![Link::new(teller.say("copy-ask"), ask_href(&row.village, &row.case, &row.paper))],
            name,
        }
    }
}

fn ask_href(village: &Place, case: &CaseId, paper: &Hash) -> String {
    format!("/v/{village}/ask?about=case/{case}&line={paper}")
}

/// The most copies below one item.
const MOST_BELOW: usize = 20;

/// The most lines of an item whose papers are looked for.
const MOST_LINES: usize = 200;

/// The copies of the cases that the lines of an item name, or their vouchers, in their order.
pub(crate) fn of_content(
    query: &mut dyn Query,
    office: &Office,
    teller: &Teller,
    place: &Place,
    content: &Content,
) -> Result<Vec<Shown>, Fault> {
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for line in content.tables.iter().flat_map(|table| &table.rows).take(MOST_LINES) {
        for cell in line {
            let case = match cell {
                Cell::Case(case) => Some(case.clone()),
                Cell::Voucher(id) => capital::voucher(query, place, id)?.and_then(|voucher| voucher.case),
                _ => None,
            };
            let Some(case) = case.filter(|case| seen.insert(case.clone())) else { continue };
            all.extend(of_case(query, office, teller, &case)?);
        }
        if all.len() >= MOST_BELOW {
            break;
        }
    }
    all.truncate(MOST_BELOW);
    Ok(all)
}

/// The copies of a case that are public, under their names.
pub(crate) fn of_case(
    query: &mut dyn Query,
    office: &Office,
    teller: &Teller,
    id: &CaseId,
) -> Result<Vec<Shown>, Fault> {
    let released = released(query, id)?;
    let Some(case) = affairs::case(query, id)?.filter(|_| !released.is_empty()) else { return Ok(Vec::new()) };
    let book = office.book(query, &case.rules)?.at(&case.village, teller.today);
    let papers = affairs::papers(query, id)?;
    let shown = |one: &Released| {
        let paper = papers.iter().find(|paper| paper.hash == one.row.paper)?;
        Some(one.shown(teller, crate::case::papers::kind_name(teller, book.affair(&case.affair), paper)))
    };
    Ok(released.iter().filter_map(shown).collect())
}
