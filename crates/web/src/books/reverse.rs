//! `/desk/books/{voucher}/reversal`: the accountant proposes to take a voucher back, the township confirms.

use crate::books::form::{BooksForm, Shell, finish, first, keeps, kept, paper_of};
use crate::books::show::reads;
use crate::books::tell;
use crate::case::public::{Found, send};
use crate::desk::place::may;
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Line, Paper};
use crate::state::{App, Shared};
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use capital::{ConfirmReversal, ProposeReversal, ReversalRow, VoucherRow};
use ledger::{Chart, Code};
use office::inspect;
use std::collections::BTreeMap;
use village::{Fault, FieldFault, Level, Place, Refusal, Stop};

fn village_of(official: &Official, id: &str) -> Result<Place, Stop> {
    let village = id.get(..12).and_then(|code| Place::new(code).ok());
    let village = village.filter(|at| at.level() == Level::Village && reads(official, at));
    let village = village.ok_or_else(Refusal::not_there)?;
    keeps(official, &village)?;
    Ok(village)
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    id: &str,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village,
        action: format!("/desk/books/{id}/reversal"),
        back: format!("/desk/books/{id}"),
        key: key.to_owned(),
        faults,
        given,
    }
}

pub(crate) async fn form(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = village_of(&official, &id)?;
        let shell = shell(app, &official, &village, &id, &key, &[], &[]);
        let found = app.office.read(|reader| compose(reader, &shell, &id, &Sent::default()))?;
        first(&found.ok_or_else(Refusal::not_there)?)
    })
    .await
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, id: &str, sent: &Sent) -> Result<Option<BooksForm>, Fault> {
    let Some(voucher) = capital::voucher(query, shell.village, id)? else { return Ok(None) };
    let teller = shell.teller();
    let chart = capital::chart_of(query, &shell.official.desk, shell.village)?;
    let shown = shell.page(query)?;
    let number =
        format!("{} {}", teller.month(voucher.period.first_day()), tell::number(&voucher.word, voucher.serial));
    let shown = BooksForm {
        title: teller.say("reverse-title").put("number", number).to_string(),
        lead: teller.say("reverse-lead").to_string(),
        about: vec![
            Line::text(teller.say("voucher-what"), teller.free(&voucher.summary)),
            Line::new(teller.say("voucher-amount"), tell::yuan(voucher.amount_fen.0)),
        ],
        ..shown
    };
    let rows = capital::reversals(query, shell.village)?.into_iter();
    if let Some(waiting) = rows.filter(|row| row.voucher == id).find(|row| row.confirmed.is_none()) {
        return Ok(Some(confirm(shell, &chart, waiting, shown)));
    }
    Ok(Some(BooksForm {
        fields: shell.fields(fields(shell, &chart, &voucher, sent)),
        papers: vec![shell.paper("ground", "reverse-paper")],
        note: teller.say("reverse-note").to_string(),
        send: teller.say("reverse-propose").to_string(),
        ..shown
    }))
}

/// The choice by which a line is taken back and written nowhere else.
const STAYS: &str = "stays";

fn is_money(chart: &Chart, code: &Code) -> bool {
    code.is_within(&chart.roles.cash) || code.is_within(&chart.roles.bank)
}

fn fields(shell: &Shell<'_>, chart: &Chart, voucher: &VoucherRow, sent: &Sent) -> Vec<Field> {
    let teller = shell.teller();
    let named = |code: &Code| format!("{code} {}", teller.words(&chart.full_name(code)));
    let mut fields =
        vec![Field::new("reason", teller.say("reverse-reason"), Entry::LongText).value(sent.one("reason"))];
    for (number, line) in (1..).zip(&voucher.lines).filter(|(_, line)| !is_money(chart, &line.account)) {
        let none = Choice::new(STAYS, teller.say("reverse-stays").to_string());
        let others = chart.accounts().filter(|one| chart.is_leaf(&one.code) && !is_money(chart, &one.code));
        let others = others.filter(|one| one.code != line.account);
        let all = [none].into_iter().chain(others.map(|one| Choice::new(one.code.as_str(), named(&one.code))));
        let label = teller.say("reverse-instead").put("account", named(&line.account)).to_string();
        let name = format!("instead.{number}");
        let said = Some(sent.one(&name)).filter(|said| !said.is_empty()).unwrap_or(STAYS);
        fields.push(Field::new(name.as_str(), label, Entry::Select(all.collect())).value(said).optional());
    }
    fields
}

fn confirm(shell: &Shell<'_>, chart: &Chart, row: ReversalRow, mut shown: BooksForm) -> BooksForm {
    let teller = shell.teller();
    let by = row.proposed.0.unwrap_or_default();
    shown.about.push(Line::text(teller.say("reverse-reason"), teller.free(&row.reason)));
    for (line, code) in &row.instead {
        let said = teller.say("reverse-line").put("line", line.to_string());
        let said = said.put("account", format!("{code} {}", teller.words(&chart.full_name(code))));
        shown.about.push(Line::text(teller.say("reverse-moves"), said.to_string()));
    }
    shown.about.push(Line::text(teller.say("proposed-by"), teller.name(&by)));
    shown.about.push(Line::text(teller.say("proposed-on"), teller.day(row.proposed.1.day()).words));
    shown.proofs.push(Paper {
        copy: None,
        name: teller.say("reverse-paper").to_string(),
        about: teller.say("fingerprint-of").put("fingerprint", row.paper.short()).to_string(),
        href: format!("/desk/books/{}/reversal/paper", row.voucher),
        is_picture: false,
    });
    if may(&shell.official.desk, "reopen_books", shell.village) {
        shown.note = teller.say("reverse-confirm-note").to_string();
        shown.send = teller.say("reverse-confirm").to_string();
    } else {
        shown.note = teller.say("reverse-waits").to_string();
    }
    shown
}

/// The paper that was handed in with a proposal, for whoever reads the village's books.
pub(crate) async fn paper(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let village = id.get(..12).and_then(|code| Place::new(code).ok());
            let village = village.filter(|at| at.level() == Level::Village && reads(&official, at));
            let Some(village) = village else { return Ok(None) };
            let rows = app.office.read(|reader| capital::reversals(reader, &village))?;
            let Some(row) = rows.into_iter().find(|row| row.voucher == id) else { return Ok(None) };
            let Some(bytes) = app.office.files().fetch(&row.paper)? else { return Ok(None) };
            let (kind, bytes) = inspect(&bytes).map_err(|_| Fault::new("what is kept with a reversal is no paper"))?;
            let media_type = kind.as_str().to_owned();
            Ok::<_, Halt>(Some(Found { hash: row.paper, media_type, bytes, is_public: false }))
        })
        .await?;
    send(found)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = village_of(&official, &id)?;
        let home = format!("/desk/books/{id}");
        let found = app.office.read(|reader| capital::voucher(reader, &village, &id))?;
        found.ok_or_else(Refusal::not_there)?;
        let confirms = may(&official.desk, "reopen_books", &village);
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &village, &id, sent.one("key"), faults, &papers);
            let found = app.office.read(|reader| compose(reader, &shell, &id, &sent))?;
            found.ok_or_else(|| Fault::new("a voucher was there and is gone"))
        };
        if confirms {
            let deed = ConfirmReversal { village: village.clone(), voucher: id.clone() };
            return finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form);
        }
        let paper = paper_of(&papers, "ground", &mut faults);
        let mut instead = BTreeMap::new();
        for (name, value) in sent.answers() {
            let line = name.strip_prefix("instead.").and_then(|line| line.parse().ok());
            if let Some((line, code)) = line.zip(Code::parse(&value).ok()) {
                instead.insert(line, code);
            }
        }
        let deed = match paper.filter(|_| faults.is_empty()) {
            Some(paper) => Ok(ProposeReversal {
                village: village.clone(),
                voucher: id.clone(),
                reason: sent.one("reason").to_owned(),
                instead,
                paper,
            }),
            None => Err(faults),
        };
        finish(app, &official, deed, &sent, &home, Vec::new(), form)
    })
    .await
}
