//! `/desk/contracts/{contract}/filing`: the township files a contract.

use crate::books::form::{BooksForm, Shell, finish, first};
use crate::desk::place::may;
use crate::form::{Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::state::{App, Shared};
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use capital::{ContractRow, FileContract};
use village::{Fault, FieldFault, Refusal, Stop};

fn asked(app: &Shared, official: &Official, id: &str) -> Result<ContractRow, Stop> {
    let row = app.office.read(|reader| capital::contract(reader, id))?.ok_or_else(Refusal::not_there)?;
    if !may(&official.desk, "file_township", &row.village) {
        return Err(Refusal::not_there().into());
    }
    Ok(row)
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, row: &ContractRow, number: &str) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let field = Field::new("filing_no", teller.say("contract-filing"), Entry::Text("")).value(number);
    Ok(BooksForm {
        title: teller.say("contract-file").to_string(),
        lead: teller.say("contract-file-lead").to_string(),
        about: vec![
            Line::text(teller.say("contract-object"), &row.object),
            Line::text(teller.say("contract-number"), &row.number),
            Line::text(teller.say("contract-party"), &row.party),
        ],
        fields: shell.fields(vec![field]),
        note: teller.say("contract-file-note").to_string(),
        send: teller.say("contract-file").to_string(),
        ..shown
    })
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    row: &'a ContractRow,
    key: &str,
    faults: &'a [FieldFault],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village: &row.village,
        action: format!("/desk/contracts/{}/filing", row.id),
        back: format!("/desk/contracts/{}", row.id),
        key: key.to_owned(),
        faults,
        given: &[],
    }
}

pub(crate) async fn form(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let row = asked(app, &official, &id)?;
        let shell = shell(app, &official, &row, &key, &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &row, ""))?)
    })
    .await
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let row = asked(app, &official, &id)?;
        let home = format!("/desk/contracts/{}", row.id);
        let number = sent.one("filing_no").to_owned();
        let deed = FileContract { village: row.village.clone(), contract: row.id.clone(), filing_no: number.clone() };
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &row, sent.one("key"), faults);
            app.office.read(|reader| compose(reader, &shell, &row, &number))
        };
        finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form)
    })
    .await
}
