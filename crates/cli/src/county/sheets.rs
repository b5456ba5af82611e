//! Reading the division codes and the roster: whole, or every fault with its line.

use office::roster::NewPerson;
use sheet::{Limits, Table};
use std::path::Path;
use village::{Day, Division, FieldFault, Place, Stop, Words};
use web::FaultyRoster;

/// The people of a roster, and the table in which they stand: faults that are found later are named in it.
pub(super) struct People {
    pub(super) table: Table,
    pub(super) new: Vec<NewPerson>,
    /// What is wrong with its cells, to be told with whatever else is wrong.
    pub(super) faulty: Option<FaultyRoster>,
}

impl People {
    /// Every fault of the sheet, those with which its people were refused among them.
    pub(super) fn told(self, path: &Path, refused: Vec<FieldFault>) -> String {
        let Self { table, faulty, .. } = self;
        let faults = faulty.map(|faulty| faulty.with(&table, refused)).unwrap_or_default();
        let lines: Vec<String> = faults.iter().map(|fault| both(&fault.words_in(&table))).collect();
        nothing_taken(path, &lines)
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("读不了`{0}` / cannot read `{0}`: {error}", path.display()))
}

fn both(words: &Words) -> String {
    format!("{} / {}", words.zh, words.en)
}

/// Reads the county's own lines of the official division codes, in UTF-8 or as Windows in China writes it.
pub(super) fn divisions(path: &Path, county: &Place) -> Result<Vec<Division>, String> {
    let bytes = bytes(path)?;
    let (text, encoding) =
        sheet::decode(&bytes).map_err(|error| format!("{}: {}", path.display(), both(&error.words())))?;
    if let Some(note) = encoding.note() {
        eprintln!("{}: {}", path.display(), both(&note));
    }
    sheet::read_divisions(&text, county).map_err(|faults| {
        let lines: Vec<String> =
            faults.iter().map(|fault| format!("{}:{}: {}", path.display(), fault.line, both(&fault.words))).collect();
        lines.join("\n")
    })
}

/// Reads a roster sheet. Cells that cannot be read are told later, with the faults between rows.
pub(super) fn roster(path: &Path, divisions: &[Division], today: Day) -> Result<People, String> {
    let bytes = bytes(path)?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let table = sheet::read(&name, &bytes, &Limits::default())
        .map_err(|error| format!("{}: {}", path.display(), both(&error.words())))?;
    let known = |place: &Place| divisions.iter().any(|d| d.place == *place);
    let read = sheet::read_roster(&table, &known);
    for note in table.notes.iter().chain(&read.notes) {
        eprintln!("{}", both(note));
    }
    if read.faults.is_empty() {
        return Ok(People { new: web::new_people(read.rows), table, faulty: None });
    }
    let (faulty, new) = FaultyRoster::of(read, today);
    Ok(People { table, new, faulty: Some(faulty) })
}

fn nothing_taken(path: &Path, lines: &[String]) -> String {
    let path = path.display();
    format!("{path}：一行也没有导入，什么也没有改动 / {path}: nothing was taken over\n{}", lines.join("\n"))
}

/// Why a founding was refused: faults of the roster by the row and column in which they stand.
pub(super) fn stopped(stop: Stop, path: Option<&Path>, table: Option<&Table>) -> String {
    let (Stop::Refused(refusal), Some(path), Some(table)) = (&stop, path, table) else {
        return crate::installation::stopped(stop);
    };
    let placed: Option<Vec<String>> = refusal
        .faults
        .iter()
        .map(|fault| {
            sheet::locate_fault(table, &fault.field, fault.words.clone()).map(|placed| both(&placed.words_in(table)))
        })
        .collect();
    match placed.filter(|lines| !lines.is_empty()) {
        Some(lines) => nothing_taken(path, &lines),
        None => crate::installation::stopped(stop),
    }
}
