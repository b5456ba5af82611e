//! Lists of before are taken over from a sheet: tried first, with every fault of every row, then all or none.

use crate::books::form::{BooksForm, Shell, finish_at_once, first, keeps, kept, paper_of};
use crate::books::show::{Wish, chosen};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::file::spreadsheet;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::intake::{Column, blank};
use crate::part::Line;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::Teller;
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use office::{Deed, Desk, StoredFile};
use village::{Fault, FieldFault, Place, Stop, Words};

/// A list that is taken over.
pub(crate) trait Takeover: Sized + Send + 'static {
    /// Where it stands: `/desk/contracts`.
    const HOME: &'static str;
    /// Whether it waits for a second person, among the books.
    const BY_TWO: bool = false;
    /// Its title, its lead, what is said beneath the form.
    const KEYS: [&'static str; 3];
    /// What the blank sheet is called.
    const NAME: (&'static str, &'static str);
    /// Its columns.
    const COLUMNS: &'static [Column];

    /// Reads a sheet, or says everything that is wrong with it.
    fn read(name: &str, bytes: &[u8]) -> Result<Vec<Self>, Vec<FieldFault>>;
    /// The rows that could be read, and everything that is wrong with the others: what is wrong with the former is told beside it.
    fn partly(name: &str, bytes: &[u8]) -> (Vec<Self>, Vec<FieldFault>) {
        match Self::read(name, bytes) {
            Ok(all) => (all, Vec::new()),
            Err(faults) => (Vec::new(), faults),
        }
    }
    /// What is wrong with what was read, by the row.
    fn faults(query: &mut dyn Query, desk: &Desk, village: &Place, all: &[Self]) -> Result<Vec<FieldFault>, Fault>;
    /// What would be taken over.
    fn would(teller: &Teller, all: &[Self]) -> String;
    /// What of it should be looked at, row by row, though it can be taken over: history is taken over as it is.
    fn notes(
        _query: &mut dyn Query,
        _app: &Shared,
        _teller: &Teller,
        _at: &Place,
        _all: &[Self],
    ) -> Result<Vec<String>, Fault> {
        Ok(Vec::new())
    }
    /// The deed that takes it over.
    fn deed(village: Place, all: Vec<Self>, paper: StoredFile) -> impl Deed;
}

fn at(app: &Shared, official: &Official, wish: &Wish) -> Result<Place, Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    keeps(official, &village.place)?;
    Ok(village.place)
}

fn shell<'a, T: Takeover>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village,
        action: format!("{}/import?village={village}", T::HOME),
        back: format!("{}?village={village}", T::HOME),
        key: key.to_owned(),
        faults,
        given,
    }
}

fn compose<T: Takeover>(query: &mut dyn Query, shell: &Shell<'_>, seen: Vec<Line>) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let modes = [("try", "intake-try"), ("take", "intake-take")];
    let modes = modes.map(|(mode, key)| Choice::new(mode, teller.say(key).to_string()));
    let fields = vec![
        Field::new("file", teller.say("intake-file"), Entry::Files(".csv,.xlsx")).hint(teller.say("intake-hint")),
        Field::new("mode", teller.say("intake-mode"), Entry::Choice(modes.to_vec())).value("try"),
    ];
    let template = Link::new("XLSX", format!("{}/template.xlsx", T::HOME));
    let mut about = vec![Line::new(teller.say("intake-template"), template)];
    about.extend(seen);
    let [title, lead, note] = T::KEYS.map(|key| teller.say(key).to_string());
    Ok(BooksForm {
        title,
        lead,
        about,
        fields: shell.fields(fields),
        papers: vec![shell.paper("ground", "intake-paper")],
        note,
        send: teller.say("intake-go").to_string(),
        ..shown
    })
}

pub(crate) async fn form<T: Takeover>(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let shell = shell::<T>(app, &official, &village, &key, &[], &[]);
        first(&app.office.read(|reader| compose::<T>(reader, &shell, Vec::new()))?)
    })
    .await
}

pub(crate) async fn post<T: Takeover>(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let form = |faults: &[FieldFault]| {
            // The deed names rows; here they all came in one file.
            let faults: Vec<FieldFault> = faults.iter().map(at_the_file).collect();
            let shell = shell::<T>(app, &official, &village, sent.one("key"), &faults, &papers);
            app.office.read(|reader| compose::<T>(reader, &shell, Vec::new()))
        };
        let file = sent.files.iter().find(|file| file.field == "file" && !file.bytes.is_empty());
        let no_file = || {
            vec![FieldFault { field: "file".into(), words: Words::new("请选择表格文件", "choose the sheet") }]
        };
        let (all, more) = file.map_or_else(|| (Vec::new(), no_file()), |file| T::partly(&file.name, &file.bytes));
        if !more.is_empty() && !all.is_empty() {
            let rest = app.office.read(|reader| T::faults(reader, &official.desk, &village, &all))?;
            faults.extend(rest.iter().map(at_the_file));
        }
        faults.extend(more);
        let trying = sent.one("mode") != "take";
        if trying && faults.is_empty() {
            return tried(app, &official, &village, &sent, &papers, &all);
        }
        let paper = if trying { None } else { paper_of(&papers, "ground", &mut faults) };
        let deed = match paper {
            Some(paper) if faults.is_empty() => Ok(T::deed(village.clone(), all, paper)),
            _ => Err(faults),
        };
        let home = format!("{}?village={village}", if T::BY_TWO { "/desk/books" } else { T::HOME });
        finish_at_once(app, &official, deed, &sent, &home, form)
    })
    .await
}

/// `row.7` is the file's, with its row before it.
fn at_the_file(fault: &FieldFault) -> FieldFault {
    let Some(row) = fault.field.strip_prefix("row.") else { return fault.clone() };
    let words = Words::new(format!("第{row}行：{}", fault.words.zh), format!("row {row}: {}", fault.words.en));
    FieldFault { field: "file".into(), words }
}

/// What would be taken over, or everything that is in the way; nothing is written.
fn tried<T: Takeover>(
    app: &Shared,
    official: &Official,
    village: &Place,
    sent: &Sent,
    papers: &[PaperSent],
    all: &[T],
) -> Result<Response, Halt> {
    let faults = app.office.read(|reader| T::faults(reader, &official.desk, village, all))?;
    let faults: Vec<FieldFault> = faults.iter().map(at_the_file).collect();
    let shell = shell::<T>(app, official, village, sent.one("key"), &faults, papers);
    let teller = shell.teller();
    let mut seen = Vec::new();
    if faults.is_empty() {
        seen.push(Line::text(teller.say("intake-result"), T::would(&teller, all)));
        let notes = app.office.read(|reader| T::notes(reader, app, &teller, village, all))?;
        seen.extend((!notes.is_empty()).then(|| Line::text(teller.say("intake-look-at"), notes.join("\n"))));
    }
    first(&app.office.read(|reader| compose::<T>(reader, &shell, seen))?)
}

pub(crate) async fn template<T: Takeover>(_official: Official) -> Result<Response, Halt> {
    let bytes = sheet::template(&Words::new(T::NAME.0, T::NAME.1), &blank(T::COLUMNS))
        .map_err(|error| Fault::from("writing a blank sheet", error))?;
    Ok(spreadsheet(&format!("{}.xlsx", T::NAME.1), bytes))
}
