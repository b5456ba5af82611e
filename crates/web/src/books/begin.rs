//! `/desk/books/begin`: a village's books are opened with the balances of the day before, from a spreadsheet or typed;
//! `/desk/books/bank`: a bank account is registered.

use crate::books::form::{BooksForm, Shell, finish, first, keeps, kept, paper_of};
use crate::books::handover;
use crate::books::opening::{Opening, of_file, of_text};
use crate::books::show::{Wish, chosen};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::state::{App, Shared};
use crate::told::Teller;
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{BankAccount, PrepareBooks, RegisterAccount};
use ledger::{Chart, Code, Period};
use std::sync::Arc;
use village::{Fault, FieldFault, Place, Stop, Words};

/// The kinds of bank account, with their words; a person's is there to be refused with its ground.
const KINDS: [(&str, &str); 4] =
    [("basic", "bank-basic"), ("land", "bank-land"), ("general", "bank-general"), ("personal", "bank-personal")];

fn at(app: &Shared, official: &Official, wish: &Wish) -> Result<Place, Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    keeps(official, &village.place)?;
    Ok(village.place)
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    name: &str,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village,
        action: format!("/desk/books/{name}?village={village}"),
        back: format!("/desk/books?village={village}"),
        key: key.to_owned(),
        faults,
        given,
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let shell = shell(app, &official, &village, "begin", &key, &[], &[]);
        first(&app.office.read(|reader| begin(reader, &shell, &Sent::default(), Vec::new()))?)
    })
    .await
}

fn begin(query: &mut dyn Query, shell: &Shell<'_>, sent: &Sent, about: Vec<Line>) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let first = Period::of(teller.today).to_string();
    let value = |name: &str, usual: &str| match sent.one(name) {
        "" => usual.to_owned(),
        typed => typed.to_owned(),
    };
    let mut fields = vec![
        Field::new("first", teller.say("begin-first"), Entry::Text(""))
            .hint(teller.say("begin-first-hint"))
            .value(value("first", &first)),
        Field::new("file", teller.say("begin-file"), Entry::Files(".csv,.xlsx"))
            .hint(teller.say("begin-file-hint"))
            .optional(),
        Field::new("typed", teller.say("begin-typed"), Entry::Lines)
            .hint(teller.say("begin-typed-hint"))
            .value(sent.one("typed"))
            .optional(),
    ];
    let contains = Field::new(
        "contains",
        teller.say("begin-contains"),
        Entry::Truth(teller.say("begin-contains-truth").to_string()),
    );
    fields.push(contains.value(sent.one("contains")).optional());
    let none = Sent::default();
    let from = if sent.one("code").is_empty() { &none } else { sent };
    fields.extend(bank_fields(shell, from, "10201"));
    Ok(BooksForm {
        title: teller.say("begin-title").to_string(),
        lead: teller.say("begin-lead").to_string(),
        about,
        fields: shell.fields(fields),
        papers: vec![shell.paper("ground", "begin-paper")],
        note: teller.say("begin-note").to_string(),
        send: teller.say("begin-go").to_string(),
        ..shown
    })
}

fn bank_fields(shell: &Shell<'_>, sent: &Sent, code: &str) -> Vec<Field> {
    let teller = shell.teller();
    let code = if sent.one("code").is_empty() { code } else { sent.one("code") };
    vec![
        Field::new("banks", teller.say("bank-name"), Entry::Text(""))
            .hint(teller.say("bank-name-hint"))
            .value(sent.one("banks")),
        Field::new("digits", teller.say("bank-digits"), Entry::Text("")).value(sent.one("digits")),
        Field::new("code", teller.say("bank-code"), Entry::Text("")).hint(teller.say("bank-code-hint")).value(code),
    ]
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
        let (papers, faults) = kept(app, &official, &sent)?;
        let book = app.office.read(|reader| app.office.book_at(reader, &village))?;
        let chart = book.chart.clone().ok_or_else(|| Fault::new("the rules in force hold no chart of accounts"))?;
        let sheet = sheet(app, &official, &sent);
        let form = |faults: &[FieldFault]| {
            let faults: Vec<FieldFault> = faults.iter().cloned().map(at_its_field).collect();
            let shell = shell(app, &official, &village, "begin", sent.one("key"), &faults, &papers);
            let read = opening_of(&sent, sheet.as_ref(), &chart).and_then(Result::ok);
            let about = read.map_or_else(Vec::new, |read| totals_of(&shell.teller(), &chart, &read));
            app.office.read(|reader| begin(reader, &shell, &sent, about))
        };
        let deed = read_begin(&village, &chart, &sent, sheet.as_ref(), (&papers, faults));
        // The spreadsheet is not sent twice: it waits for this session's word, under its name.
        let mut more = Vec::new();
        if let Some((name, bytes)) = &sheet {
            app.books.keep(official.token, bytes.clone());
            more.push(("sheet".to_owned(), name.clone()));
        }
        let home = format!("/desk/books?village={village}");
        finish(app, &official, deed, &sent, &home, more, form)
    })
    .await
}

/// The spreadsheet that was sent, or the one that was shown to this session before, with its name.
pub(crate) fn sheet(app: &Shared, official: &Official, sent: &Sent) -> Option<(String, Vec<u8>)> {
    let file = sent.files.iter().find(|file| file.field == "file" && !file.bytes.is_empty());
    match (file, sent.one("sheet")) {
        (Some(file), _) => Some((file.name.clone(), file.bytes.clone())),
        (None, "") => None,
        (None, name) => app.books.of(&official.token).map(|bytes| (name.to_owned(), bytes)),
    }
}

/// The balances of the spreadsheet, or as typed; none where nothing was sent.
pub(crate) fn opening_of(
    sent: &Sent,
    sheet: Option<&(String, Vec<u8>)>,
    chart: &Chart,
) -> Option<Result<Opening, Vec<FieldFault>>> {
    match (sheet, sent.one("typed")) {
        (Some((name, bytes)), _) => Some(of_file(name, bytes, chart)),
        (None, "") => None,
        (None, typed) => Some(of_text(typed, chart)),
    }
}

/// What the balances come to, on each side, by kind and by account.
pub(crate) fn totals_of(teller: &Teller, chart: &Chart, read: &Opening) -> Vec<Line> {
    handover::totals(teller, chart, &capital::opening_sums(&read.lines))
}

/// The deed tells of the balances as a whole; they came in the file or as typed.
fn at_its_field(fault: FieldFault) -> FieldFault {
    let field = match fault.field.as_str() {
        "opening" | "accounts" => "file".to_owned(),
        _ => fault.field,
    };
    FieldFault { field, words: fault.words }
}

fn read_begin(
    village: &Place,
    chart: &Arc<Chart>,
    sent: &Sent,
    sheet: Option<&(String, Vec<u8>)>,
    (papers, mut faults): (&[PaperSent], Vec<FieldFault>),
) -> Result<PrepareBooks, Vec<FieldFault>> {
    let mut fault = |field: &str, zh: &str, en: &str| {
        faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
    };
    let first: Option<Period> = sent.one("first").parse().ok();
    if first.is_none() {
        fault("first", "请填写年月，如2026-03", "Give year and month, such as 2026-03");
    }
    let read = opening_of(sent, sheet, chart);
    if read.is_none() {
        fault("file", "请上传期初余额表，或者在下面填写", "Send the opening balances, or type them below");
    }
    let code = Code::parse(sent.one("code")).ok();
    if code.is_none() {
        fault("code", "请填写基本户的科目编码，如10201", "Give the basic account's code, such as 10201");
    }
    let opening = match read {
        Some(Ok(opening)) => Some(opening),
        Some(Err(more)) => {
            faults.extend(more);
            None
        }
        None => None,
    };
    let paper = paper_of(papers, "ground", &mut faults);
    match (first, opening, code, paper) {
        (Some(first), Some(opening), Some(code), Some(paper)) if faults.is_empty() => Ok(PrepareBooks {
            village: village.clone(),
            first,
            accounts: opening.accounts,
            banks: vec![BankAccount {
                code,
                bank: sent.one("banks").to_owned(),
                kind: "basic".into(),
                last_digits: sent.one("digits").to_owned(),
            }],
            opening: opening.lines,
            paper,
            contains_moved: !sent.one("contains").is_empty(),
        }),
        _ => Err(faults),
    }
}

pub(crate) async fn bank(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let shell = shell(app, &official, &village, "bank", &key, &[], &[]);
        first(&app.office.read(|reader| register(reader, &shell, &Sent::default()))?)
    })
    .await
}

fn register(query: &mut dyn Query, shell: &Shell<'_>, sent: &Sent) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let word = |kind: &str| {
        let key = KINDS.iter().find(|(code, _)| *code == kind).map_or("bank-general", |(_, key)| key);
        teller.say(key).to_string()
    };
    let banks = capital::banks(query, shell.village)?;
    let about = banks
        .iter()
        .map(|bank| Line::text(word(&bank.kind), format!("{} {} …{}", bank.code, bank.bank, bank.last_digits)))
        .collect();
    let next = banks.iter().filter_map(|bank| bank.code.as_str().parse::<u64>().ok()).max().unwrap_or(10_200) + 1;
    let kinds = KINDS.map(|(code, key)| Choice::new(code, teller.say(key).to_string()));
    let kind = if sent.one("kind").is_empty() { "land" } else { sent.one("kind") };
    let mut fields = vec![
        Field::new("kind", teller.say("bank-kind"), Entry::Choice(kinds.into())).value(kind),
        Field::new("name", teller.say("bank-called"), Entry::Text("")).value(sent.one("name")),
    ];
    fields.extend(bank_fields(shell, sent, &next.to_string()));
    Ok(BooksForm {
        title: teller.say("bank-title").to_string(),
        lead: teller.say("bank-lead").to_string(),
        about,
        fields: shell.fields(fields),
        papers: vec![shell.paper("ground", "bank-paper")],
        note: teller.say("bank-note").to_string(),
        send: teller.say("bank-go").to_string(),
        ..shown
    })
}

pub(crate) async fn bank_post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let code = Code::parse(sent.one("code")).map_err(|error| {
            let words = Words::new("请填写科目编码，如10202", error.to_string());
            faults.push(FieldFault { field: "code".into(), words });
        });
        let paper = paper_of(&papers, "ground", &mut faults);
        let deed = match (code.ok(), paper) {
            (Some(code), Some(paper)) if faults.is_empty() => Ok(RegisterAccount {
                village: village.clone(),
                name: Words::same(sent.one("name")),
                bank: BankAccount {
                    code,
                    bank: sent.one("banks").to_owned(),
                    kind: sent.one("kind").to_owned(),
                    last_digits: sent.one("digits").to_owned(),
                },
                paper,
            }),
            _ => Err(faults),
        };
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &village, "bank", sent.one("key"), faults, &papers);
            app.office.read(|reader| register(reader, &shell, &sent))
        };
        finish(app, &official, deed, &sent, &format!("/desk/books?village={village}"), Vec::new(), form)
    })
    .await
}
