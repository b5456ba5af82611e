//! `/desk/books/bank-entry`: interest or a charge that the bank booked by itself, entered from its line by two.

use crate::books::form::{BooksForm, Shell, finish, first, keeps};
use crate::books::show::chosen;
use crate::books::tell;
use crate::desk::place::may;
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::Teller;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{BankEntryKind, BankLineRow, ConfirmBankEntry, ProposeBankEntry, ReturnBankEntry};
use ledger::Code;
use serde::Deserialize;
use village::{Fault, FieldFault, Place, Refusal, Stop, Words};

/// Which line of which account.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    village: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    line: i64,
}

struct Asking {
    village: Place,
    account: Code,
    line: i64,
}

impl Asking {
    fn of(app: &Shared, official: &Official, wish: &Wish) -> Result<Self, Stop> {
        let (village, _) = chosen(app, official, &wish.village)?;
        keeps(official, &village.place)?;
        let account = Code::parse(&wish.code).map_err(|_| Refusal::not_there())?;
        let banks = app.office.read(|reader| capital::banks(reader, &village.place))?;
        if !banks.iter().any(|bank| bank.code == account) {
            return Err(Refusal::not_there().into());
        }
        Ok(Self { village: village.place, account, line: wish.line })
    }

    fn home(&self) -> String {
        format!("/desk/books/reconcile?village={}&code={}", self.village, self.account)
    }

    fn shell<'a>(&'a self, app: &'a Shared, official: &'a Official, key: &str, faults: &'a [FieldFault]) -> Shell<'a> {
        let action = href(&self.village, &self.account, self.line);
        let (village, back, key) = (&self.village, self.home(), key.to_owned());
        Shell { app, official, village, action, back, key, faults, given: &[] }
    }
}

fn href(village: &Place, account: &Code, line: i64) -> String {
    format!("/desk/books/bank-entry?village={village}&code={account}&line={line}")
}

/// The way from a line that only the bank holds to its entry, or to what was proposed; none where it is neither interest nor a charge.
pub(crate) fn link(
    query: &mut dyn Query,
    teller: &Teller,
    (village, account): (&Place, &Code),
    line: &BankLineRow,
) -> Result<Option<Link>, Fault> {
    let Some(kind) = BankEntryKind::of(line) else { return Ok(None) };
    let last = capital::bank_entry(query, village, account, line.number)?;
    if last.is_some_and(|last| last.state == "waiting") {
        return Ok(Some(Link::new(teller.say("bank-entry-waiting"), href(village, account, line.number))));
    }
    let said = teller.say("bank-entry-link").put("kind", teller.words(&kind.words()));
    Ok(Some(Link::new(said, href(village, account, line.number))))
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let asking = Asking::of(app, &official, &wish)?;
        let shell = asking.shell(app, &official, &key, &[]);
        let found = app.office.read(|reader| compose(reader, &shell, &asking, &Sent::default()))?;
        first(&found.ok_or_else(Refusal::not_there)?)
    })
    .await
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, asking: &Asking, sent: &Sent) -> Result<Option<BooksForm>, Fault> {
    let (teller, desk) = (shell.teller(), &shell.official.desk);
    let line = capital::bank_line(query, &asking.village, &asking.account, asking.line, desk.now.day())?;
    let Some(line) = line else { return Ok(None) };
    let chart = capital::chart_of(query, desk, &asking.village)?;
    let account = |code: &Code| format!("{code} {}", teller.words(&chart.full_name(code)));
    let text = format!("{} {}", line.payee, line.remark);
    let mut about = vec![
        Line::text(teller.say("bank-entry-account"), account(&asking.account)),
        Line::text(teller.say("voucher-day"), teller.day(line.day).words),
        Line::new(teller.say("voucher-amount"), tell::yuan(line.amount_fen.0)),
        Line::text(teller.say("bank-entry-text"), teller.free(text.trim())),
    ];
    let shown = BooksForm {
        title: teller.say("bank-entry-title").to_string(),
        lead: teller.say("bank-entry-lead").to_string(),
        ..shell.page(query)?
    };
    let Some(kind) = BankEntryKind::of(&line) else {
        return Ok(Some(BooksForm { about, note: teller.say("bank-entry-neither").to_string(), ..shown }));
    };
    about.push(Line::text(teller.say("bank-entry-kind"), teller.words(&kind.words())));
    about.extend(kind.beside().map(|code| Line::text(teller.say("bank-entry-beside"), account(&code))));
    let last = capital::bank_entry(query, &asking.village, &asking.account, asking.line)?;
    if let Some(back) = last.as_ref().filter(|last| last.state == "returned") {
        about.push(Line::text(teller.say("handover-remark"), teller.free(&back.remark)));
    }
    let Some(waiting) = last.filter(|last| last.state == "waiting") else {
        let able = may(desk, "keep_books", &asking.village);
        let send = if able { teller.say("bank-entry-propose").to_string() } else { String::new() };
        return Ok(Some(BooksForm { about, note: teller.say("bank-entry-note").to_string(), send, ..shown }));
    };
    about.push(Line::text(teller.say("proposed-by"), teller.name(&waiting.proposed.0.unwrap_or_default())));
    about.push(Line::text(teller.say("proposed-on"), teller.day(waiting.proposed.1.day()).words));
    if waiting.proposer.as_ref() == desk.person() || !may(desk, "reopen_books", &asking.village) {
        return Ok(Some(BooksForm { about, note: teller.say("reverse-waits").to_string(), ..shown }));
    }
    let answers = [("confirm", "bank-entry-confirm"), ("return", "handover-return")];
    let answers = answers.map(|(code, key)| Choice::new(code, teller.say(key).to_string()));
    let fields = vec![
        Field::new("answer", teller.say("bank-entry-answer"), Entry::Choice(answers.to_vec()))
            .value(sent.one("answer")),
        Field::new("remark", teller.say("handover-remark"), Entry::LongText)
            .hint(teller.say("handover-remark-hint"))
            .value(sent.one("remark"))
            .optional(),
    ];
    Ok(Some(BooksForm {
        about,
        fields: shell.fields(fields),
        note: teller.say("bank-entry-confirm-note").to_string(),
        send: teller.say("handover-go").to_string(),
        ..shown
    }))
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let asking = Asking::of(app, &official, &wish)?;
        let (village, account, line, home) =
            (asking.village.clone(), asking.account.clone(), asking.line, asking.home());
        let form = |faults: &[FieldFault]| {
            let shell = asking.shell(app, &official, sent.one("key"), faults);
            let found = app.office.read(|reader| compose(reader, &shell, &asking, &sent))?;
            found.ok_or_else(|| Fault::new("a line of the bank was there and is gone"))
        };
        let waits = app.office.read(|reader| capital::bank_entry(reader, &village, &account, line))?;
        let open =
            app.office.read(|reader| capital::bank_line(reader, &village, &account, line, official.desk.now.day()))?;
        open.ok_or_else(Refusal::not_there)?;
        if waits.is_none_or(|found| found.state != "waiting") {
            let deed = ProposeBankEntry { village, account, line };
            return finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form);
        }
        match sent.one("answer") {
            "return" => {
                let remark = sent.one("remark").to_owned();
                let deed = ReturnBankEntry { village, account, line, remark };
                finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form)
            }
            "confirm" => {
                let deed = ConfirmBankEntry { village, account, line };
                finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form)
            }
            _ => {
                let words = Words::new("请选择确认还是退回", "choose whether it is confirmed or sent back");
                let fault = FieldFault { field: "answer".into(), words };
                finish(app, &official, Err::<ConfirmBankEntry, _>(vec![fault]), &sent, &home, Vec::new(), form)
            }
        }
    })
    .await
}
