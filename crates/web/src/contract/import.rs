//! `/desk/contracts/import`: contracts of before the books are taken over from a sheet: tried first, then all or none.

use crate::books::form::{BooksForm, Shell, finish, first, keeps, kept, paper_of};
use crate::books::show::{Wish, chosen};
use crate::contract::show::limits;
use crate::contract::table::{COLUMNS, read, rows};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::file::{spreadsheet, table};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::intake::blank;
use crate::part::Line;
use crate::state::{App, Shared};
use crate::told::Eyes;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{ImportContracts, ImportedContract};
use village::{Fault, Fen, FieldFault, Place, Stop, Words};

fn at(app: &Shared, official: &Official, wish: &Wish) -> Result<Place, Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    keeps(official, &village.place)?;
    Ok(village.place)
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [affairs::PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village,
        action: format!("/desk/contracts/import?village={village}"),
        back: format!("/desk/contracts?village={village}"),
        key: key.to_owned(),
        faults,
        given,
    }
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, about: Vec<Line>) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let modes = ["try", "take"].map(|mode| {
        let key = if mode == "try" { "intake-try" } else { "intake-take" };
        Choice::new(mode, teller.say(key).to_string())
    });
    let fields = vec![
        Field::new("file", teller.say("import-file"), Entry::Files(".csv,.xlsx")).hint(teller.say("intake-hint")),
        Field::new("mode", teller.say("intake-mode"), Entry::Choice(modes.to_vec())).value("try"),
    ];
    let mut lines =
        vec![Line::new(teller.say("intake-template"), crate::show::Link::new("XLSX", "/desk/contracts/template.xlsx"))];
    lines.extend(about);
    Ok(BooksForm {
        title: teller.say("contract-import").to_string(),
        lead: teller.say("contract-import-lead").to_string(),
        about: lines,
        fields: shell.fields(fields),
        papers: vec![shell.paper("ground", "intake-paper")],
        note: teller.say("contract-import-note").to_string(),
        send: teller.say("intake-go").to_string(),
        ..shown
    })
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let shell = shell(app, &official, &village, &key, &[], &[]);
        first(&app.office.read(|reader| compose(reader, &shell, Vec::new()))?)
    })
    .await
}

pub(crate) async fn post(
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
            let own = |fault: &FieldFault| at_the_file(fault);
            let faults: Vec<FieldFault> = faults.iter().map(own).collect();
            let shell = shell(app, &official, &village, sent.one("key"), &faults, &papers);
            app.office.read(|reader| compose(reader, &shell, Vec::new()))
        };
        let contracts = match sent.files.iter().find(|file| file.field == "file" && !file.bytes.is_empty()) {
            Some(file) => read(&file.name, &file.bytes),
            None => Err(vec![FieldFault {
                field: "file".into(),
                words: Words::new("请选择表格文件", "choose the sheet"),
            }]),
        };
        let trying = sent.one("mode") != "take";
        let contracts = contracts.unwrap_or_else(|more| {
            faults.extend(more);
            Vec::new()
        });
        if trying && faults.is_empty() {
            return tried(app, &official, &village, &sent, &papers, contracts);
        }
        let paper = if trying { None } else { paper_of(&papers, "ground", &mut faults) };
        let deed = match paper {
            Some(paper) if faults.is_empty() => Ok(ImportContracts { village: village.clone(), contracts, paper }),
            _ => Err(faults),
        };
        let home = format!("/desk/contracts?village={village}");
        finish(app, &official, deed, &sent, &home, form)
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
fn tried(
    app: &Shared,
    official: &Official,
    village: &Place,
    sent: &Sent,
    papers: &[affairs::PaperSent],
    contracts: Vec<ImportedContract>,
) -> Result<Response, Halt> {
    let (many, sum) = (contracts.len(), contracts.iter().map(|one| one.total_fen).sum::<Fen>());
    let faults = app.office.read(|reader| capital::contract_faults(reader, &official.desk, village, &contracts))?;
    let faults: Vec<FieldFault> = faults.iter().map(at_the_file).collect();
    let shell = shell(app, official, village, sent.one("key"), &faults, papers);
    let teller = shell.teller();
    let seen = if faults.is_empty() {
        let said = teller.say("contract-would").put("many", many.to_string()).put("sum", sum.to_string());
        vec![Line::text(teller.say("intake-result"), said.to_string())]
    } else {
        Vec::new()
    };
    first(&app.office.read(|reader| compose(reader, &shell, seen))?)
}

pub(crate) async fn template(_official: Official) -> Result<Response, Halt> {
    let bytes = sheet::template(&Words::new("合同", "contracts"), &blank(COLUMNS))
        .map_err(|error| Fault::from("writing a blank sheet", error))?;
    Ok(spreadsheet("contracts.xlsx", bytes))
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    app.blocking(move |app| {
        let (village, _) = chosen(app, &official, &wish.village)?;
        let teller = official.teller(Eyes::Village);
        let made = app.office.read(|reader| {
            let limits = limits(app, reader, &village.place)?;
            rows(reader, &teller, &village.place, limits)
        })?;
        Ok::<_, Halt>(table(&format!("{}-contracts", village.place), &made, wish.form == "xlsx")?)
    })
    .await
}
