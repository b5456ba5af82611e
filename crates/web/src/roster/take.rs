//! `/desk/roster/import`: a spreadsheet is taken over whole, or comes back with every fault in its place.

use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::roster as foresee;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::roster::import::{BadRow, ErrorSheet, Heading, ImportPage};
use crate::roster::people::{FaultyRoster, new_people};
use crate::roster::show::chosen;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use axum::extract::{Query as Asked, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::roster::{self, ImportRoster, NewPerson};
use office::{Deed, Preview};
use serde::Deserialize;
use sheet::{Limits, SheetFault, Table, locate_fault, roster_columns};
use std::collections::BTreeSet;
use std::sync::Arc;
use village::{Fault, Level, Place, Refusal, Stop, Words};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Where.
#[derive(Clone, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    place: String,
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let place = chosen(&official, &at.place)?;
            blank(app, &official, &place, key)
        })
        .await?;
    page(&form)
}

fn blank(app: &Shared, official: &Official, place: &Place, key: String) -> Result<ImportPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = app.office.read(|reader| frame(app, reader, official, Section::Roster))?;
    frame.back = Some(Link::new(teller.say("rail-roster"), format!("/desk/roster?place={place}")));
    let columns = roster_columns().into_iter().map(|column| {
        let need = match (column.needed, column.needed_with_posts) {
            (true, _) => "import-needed",
            (false, true) => "import-needed-with-posts",
            (false, false) => "import-not-needed",
        };
        Heading {
            name: teller.heading(&column.head),
            needed: column.needed || column.needed_with_posts,
            need: teller.say(need).to_string(),
            about: teller.heading(&column.explanation),
            example: column.example,
        }
    });
    let file = Field::new("file", teller.say("import-file"), Entry::Files(".csv,.xlsx"));
    Ok(ImportPage {
        sheet: None,
        faults: Vec::new(),
        action: format!("/desk/roster/import?place={place}"),
        fields: vec![file.hint(teller.say("import-file-hint"))],
        columns: columns.collect(),
        key,
        frame,
    })
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = chosen(&official, &at.place)?;
        let (name, bytes) = file(app, &official, &sent);
        let table = match sheet::read(&name, &bytes, &Limits::default()) {
            Ok(table) => table,
            Err(error) => return unreadable(app, &official, &place, &sent, &error.words()),
        };
        let known: BTreeSet<Place> = app.office.read(|reader| places(reader, app.office.county()))?;
        let read = sheet::read_roster(&table, &|place| known.contains(place));
        if !read.faults.is_empty() {
            let faults = with_others(&official, &place, &table, read)?;
            return back(app, &official, &place, &sent, &table, &faults);
        }
        let (people, notes) = (new_people(read.rows), read.notes);
        let counted = counted(&official.teller(Eyes::Handler), &people);
        let deed = Arc::new(ImportRoster { place: place.clone(), people });
        let about = deed.about();
        let action = format!("/desk/roster/import?place={place}");
        // The file is not sent a second time: it is kept for this session, under a name that is. One too large to be kept is
        // taken over at once, for it could not be shown first.
        let kept = app.imports.keep(official.token, bytes);
        let answers = vec![("name".to_owned(), name.clone())];
        let asking = Asking { app, official: &official, section: Section::Roster, action, sent: &sent, answers };
        let turned = if kept {
            turn(asking, Arc::clone(&deed), |query, teller, seen| {
                foresee::import(query, teller, (&place, &name), (&deed.people, &notes), seen)
            })?
        } else {
            Turn::Done(app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed))
        };
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => return Ok(shown),
            Turn::Again => return Ok(Redirect::to(&format!("/desk/roster/import?place={place}")).into_response()),
        };
        match done {
            Ok(_) => {
                // All rows are taken or none: what was read is what was taken over.
                app.imported.keep(official.token, counted.into_bytes());
                let to = format!("/desk/roster?place={place}&who=all&imported=yes");
                Ok(Redirect::to(&to).into_response())
            }
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
                let located = refusal.faults.iter();
                let faults: Vec<SheetFault> =
                    located.filter_map(|fault| locate_fault(&table, &fault.field, fault.words.clone())).collect();
                back(app, &official, &place, &sent, &table, &faults)
            }
            Err(Stop::Refused(refusal)) => {
                let home = format!("/desk/roster?place={place}");
                let back = Link::new(official.look.frame().say("refusal-go-back"), home);
                refused(app, &official, Section::Roster, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// How many people, posts and relatives were read.
fn counted(teller: &Teller, people: &[NewPerson]) -> String {
    let posts: usize = people.iter().map(|person| person.posts.len()).sum();
    let kin: usize = people.iter().map(|person| person.relatives.len()).sum();
    let said = teller.say("import-done").put("people", people.len()).put("posts", posts);
    said.put("kin", kin).to_string()
}

/// The faults of cells that cannot be read, and with them those that the deed finds in the rows, the doubtful ones included: all
/// at once, in the order of the sheet. Whether a relative is in the roster cannot be told while names are missing.
fn with_others(
    official: &Official,
    place: &Place,
    table: &Table,
    read: sheet::Roster,
) -> Result<Vec<SheetFault>, Fault> {
    let (faulty, people) = FaultyRoster::of(read, official.desk.now.day());
    if people.is_empty() {
        return Ok(faulty.with(table, Vec::new()));
    }
    let deed = ImportRoster { place: place.clone(), people };
    let refused = match official.desk.office.preview(&official.desk, deed)? {
        Preview::Refused(refusal) => refusal.faults,
        Preview::Done(_) => Vec::new(),
    };
    Ok(faulty.with(table, refused))
}

/// The file that was sent, or the one that was shown to this session before.
fn file(app: &Shared, official: &Official, sent: &Sent) -> (String, Vec<u8>) {
    match sent.files.first() {
        Some(file) => (file.name.clone(), file.bytes.clone()),
        None => (sent.one("name").to_owned(), app.imports.of(&official.token).unwrap_or_default()),
    }
}

/// Every place of the county.
fn places(query: &mut dyn archive::Query, county: &Place) -> Result<BTreeSet<Place>, Fault> {
    let mut all = BTreeSet::from([county.clone()]);
    for level in [Level::Township, Level::Village] {
        all.extend(roster::subdivisions(query, county, level)?.into_iter().map(|division| division.place));
    }
    Ok(all)
}

fn unreadable(app: &Shared, official: &Official, place: &Place, sent: &Sent, words: &Words) -> Result<Response, Halt> {
    let mut form = blank(app, official, place, sent.one("key").to_owned())?;
    let words = words.say(official.look.language).to_owned();
    form.faults = vec![FaultLine { href: "#file".to_owned(), words: words.clone() }];
    for field in &mut form.fields {
        field.fault = Some(words.clone());
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

/// The page with every bad row, and the sheet itself with its faults marked.
fn back(
    app: &Shared,
    official: &Official,
    place: &Place,
    sent: &Sent,
    table: &Table,
    faults: &[SheetFault],
) -> Result<Response, Halt> {
    let marked = sheet::error_sheet(table, faults).map_err(|error| Fault::from("writing an error sheet", error))?;
    let kept = app.sheets.keep(official.token, marked);
    let row = |fault: &SheetFault| BadRow {
        line: u64::from(fault.row),
        column: fault.column.and_then(|at| table.header.get(at)).cloned().unwrap_or_default(),
        found: found(table, fault),
        expected: fault.words.say(official.look.language).to_owned(),
    };
    let mut form = blank(app, official, place, sent.one("key").to_owned())?;
    form.sheet = Some(ErrorSheet {
        rows: faults.iter().take(500).map(row).collect(),
        bad: faults.len(),
        all: u64::try_from(table.rows.len()).unwrap_or(u64::MAX),
        href: if kept { "/desk/roster/import/errors.xlsx".to_owned() } else { String::new() },
    });
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

fn found(table: &Table, fault: &SheetFault) -> String {
    let row = table.rows.iter().find(|row| row.number == fault.row);
    let text = row.and_then(|row| fault.column.map(|at| row.text(at))).unwrap_or("");
    text.chars().take(40).collect()
}

/// The last sheet of this session, with its faults marked.
pub(crate) async fn errors(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let bytes = app.sheets.of(&official.token).ok_or_else(Refusal::not_there)?;
    Ok(workbook("roster-errors.xlsx", bytes))
}

/// A blank sheet that explains itself.
pub(crate) async fn template(_official: Official) -> Result<Response, Halt> {
    let name = Words::new("名册", "roster");
    let bytes =
        sheet::template(&name, &roster_columns()).map_err(|error| Fault::from("writing a blank sheet", error))?;
    Ok(workbook("roster.xlsx", bytes))
}

fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(XLSX)),
        (header::CONTENT_DISPOSITION, attached.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
