//! `/desk/books/statement`: a bank's statement is sent, as CSV, XLSX or camt.053; which column is what is asked once.

use crate::books::form::{BooksForm, Shell, finish_at_once, first, keeps};
use crate::books::show::{Wish, chosen};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::state::{App, Shared};
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{BankAccount, ReceiveStatement};
use intake::{BankColumn, ColumnMap, Statement, StatementTable};
use ledger::Code;
use village::{Day, Fault, FieldFault, Hash, Place, Refusal, Stop, Words};

/// The village and the bank account asked for, or its first.
pub(crate) fn account_of(
    app: &Shared,
    official: &Official,
    wish: &Wish,
) -> Result<(Place, BankAccount, Vec<BankAccount>), Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    let banks = app.office.read(|reader| capital::banks(reader, &village.place))?;
    let found = banks.iter().find(|bank| wish.code.is_empty() || bank.code.as_str() == wish.code);
    Ok((village.place, found.cloned().ok_or_else(Refusal::not_there)?, banks))
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    code: &Code,
    key: &str,
    faults: &'a [FieldFault],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village,
        action: format!("/desk/books/statement?village={village}&code={code}"),
        back: format!("/desk/books/reconcile?village={village}&code={code}"),
        key: key.to_owned(),
        faults,
        given: &[],
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let (village, bank, _) = account_of(app, &official, &wish)?;
        keeps(&official, &village)?;
        let shell = shell(app, &official, &village, &bank.code, &key, &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &bank, &Sent::default(), &[]))?)
    })
    .await
}

/// The form; with the heads of a table, also which of its columns is what.
fn compose(
    query: &mut dyn Query,
    shell: &Shell<'_>,
    bank: &BankAccount,
    sent: &Sent,
    heads: &[String],
) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let last = capital::statements(query, shell.village, &bank.code)?;
    let mut about =
        vec![Line::text(teller.say("bank-title-short"), format!("{} {} …{}", bank.code, bank.bank, bank.last_digits))];
    if let Some(last) = last.first() {
        about.push(Line::text(teller.say("received-until"), teller.day(last.until).words));
    }
    let mut fields = vec![
        Field::new("file", teller.say("received-file"), Entry::Files(".csv,.xlsx,.xml"))
            .hint(teller.say(if heads.is_empty() { "received-file-hint" } else { "received-file-again" })),
        Field::new("until", teller.say("received-day"), Entry::Day)
            .hint(teller.say("received-day-hint"))
            .value(sent.one("until"))
            .optional(),
    ];
    let guess = ColumnMap::guess(heads);
    for column in BankColumn::ALL.into_iter().filter(|_| !heads.is_empty()) {
        let name = format!("column.{}", column.code());
        let mut choices = vec![Choice::new("", teller.say("received-no-column").to_string())];
        choices.extend(heads.iter().filter(|head| !head.is_empty()).map(|head| Choice::new(head, head)));
        let guessed = guess.heads.get(&column).cloned().unwrap_or_default();
        let value = if sent.one(&name).is_empty() { guessed } else { sent.one(&name).to_owned() };
        fields.push(Field::new(name, teller.words(&column.words()), Entry::Select(choices)).value(value).optional());
    }
    Ok(BooksForm {
        title: teller.say("received-title").to_string(),
        lead: teller.say("received-lead").to_string(),
        about,
        fields: shell.fields(fields),
        note: teller.say("received-note").to_string(),
        send: teller.say("received-go").to_string(),
        ..shown
    })
}

/// What was read of a file, or the faults with the heads of its table where the columns are not known.
struct Unread {
    faults: Vec<FieldFault>,
    heads: Vec<String>,
}

fn fault(words: Words) -> FieldFault {
    FieldFault { field: "file".into(), words }
}

fn read(sent: &Sent, known: Option<&ColumnMap>) -> Result<(Statement, Option<ColumnMap>, Hash), Unread> {
    let unread = |faults: Vec<Words>| Unread { faults: faults.into_iter().map(fault).collect(), heads: Vec::new() };
    let Some(file) = sent.files.iter().find(|file| file.field == "file" && !file.bytes.is_empty()) else {
        let words = Words::new("请选择从网上银行下载的对账单文件", "Choose the statement that you took from the bank");
        return Err(unread(vec![words]));
    };
    let hash = intake::file_hash(&file.bytes);
    if intake::looks_like_camt(&file.bytes) {
        return intake::read_camt(&file.bytes).map(|statement| (statement, None, hash)).map_err(unread);
    }
    let open = |map| intake::open_table(&file.name, &file.bytes, map).map_err(|words| unread(vec![words]));
    let chosen = chosen_columns(sent);
    if let Some(map) = known.filter(|_| chosen.is_none()) {
        let opened = open(Some(map))?;
        if map.heads.keys().all(|column| map.at(*column, &opened.table.header).is_some()) {
            let read = intake::read_statement(&opened, map).map_err(unread)?;
            return Ok((read, Some(map.clone()), hash));
        }
    }
    let opened = open(chosen.as_ref())?;
    let map = chosen.unwrap_or_else(|| ColumnMap::guess(&opened.table.header));
    of_table(&opened, map, hash)
}

fn of_table(
    opened: &StatementTable,
    map: ColumnMap,
    hash: Hash,
) -> Result<(Statement, Option<ColumnMap>, Hash), Unread> {
    let heads = || opened.table.header.clone();
    let missing = map.faults();
    if !missing.is_empty() {
        let at =
            |(column, words): (BankColumn, Words)| FieldFault { field: format!("column.{}", column.code()), words };
        return Err(Unread { faults: missing.into_iter().map(at).collect(), heads: heads() });
    }
    match intake::read_statement(opened, &map) {
        Ok(statement) => Ok((statement, Some(map), hash)),
        Err(faults) => Err(Unread { faults: faults.into_iter().map(fault).collect(), heads: heads() }),
    }
}

/// Which column is what, as it was chosen on the page; none where nothing was.
fn chosen_columns(sent: &Sent) -> Option<ColumnMap> {
    let mut map = ColumnMap::default();
    for column in BankColumn::ALL {
        let head = sent.one(&format!("column.{}", column.code()));
        if !head.is_empty() {
            map.heads.insert(column, head.to_owned());
        }
    }
    if map.heads.is_empty() { None } else { Some(map) }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (village, bank, _) = account_of(app, &official, &wish)?;
        keeps(&official, &village)?;
        let known = app.office.read(|reader| capital::columns_of(reader, &village, &bank.code))?;
        let read = read(&sent, known.as_ref());
        let heads = read.as_ref().err().map_or_else(Vec::new, |unread| unread.heads.clone());
        let deed = read.map_err(|unread| unread.faults).and_then(|(statement, columns, file)| {
            let until = until(&sent, &statement)?;
            let (village, account) = (village.clone(), bank.code.clone());
            Ok(ReceiveStatement { village, account, columns, statement, until, file })
        });
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &village, &bank.code, sent.one("key"), faults);
            app.office.read(|reader| compose(reader, &shell, &bank, &sent, &heads))
        };
        let home = format!("/desk/books/reconcile?village={village}&code={}", bank.code);
        finish_at_once(app, &official, deed, &sent, &home, form)
    })
    .await
}

/// The last day that the statement covers: as typed, as the file tells, or that of its last line.
fn until(sent: &Sent, statement: &Statement) -> Result<Day, Vec<FieldFault>> {
    let told = statement.until.or_else(|| statement.lines.last().map(|line| line.day));
    let typed = match sent.one("until") {
        "" => None,
        text => Some(text.parse::<Day>().map_err(|error| {
            vec![FieldFault {
                field: "until".into(), words: Words::new("请填写日期，如2026-03-31", error.to_string())
            }]
        })?),
    };
    typed.or(told).ok_or_else(|| {
        let words = Words::new("请填写对账单的截止日期", "Give the last day that the statement covers");
        vec![FieldFault { field: "until".into(), words }]
    })
}
