//! `/desk/books/reconcile`: a bank account compared with the bank, line by line and month by month; `/desk/books/matching`: what was
//! matched wrongly is undone.

use crate::books::bank_statement::account_of;
use crate::books::form::{BooksForm, Shell, finish, finish_at_once, first, keeps};
use crate::books::reconcile_page::{PairLine, ReconcilePage, SideLine};
use crate::books::reconcile_told::{bank_line, book_line, book_value, halves, pairs, state};
use crate::books::show::{Wish, period};
use crate::books::tell;
use crate::books::{bank_entry, money};
use crate::desk::place::{frame, may};
use crate::form::{Entry, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Empty, Line, Switch};
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{
    BankAccount, Group, MatchLines, MatchingRow, Reckoned, SeeReconciliation, SignReconciliation, UndoMatching,
};
use ledger::Period;
use serde::Deserialize;
use village::{Day, Fault, Fen, FieldFault, Place, Refusal, Stop};

struct Asking {
    village: Place,
    bank: BankAccount,
    banks: Vec<BankAccount>,
    period: Period,
}

impl Asking {
    fn of(app: &Shared, official: &Official, wish: &Wish) -> Result<Self, Stop> {
        let (village, bank, banks) = account_of(app, official, wish)?;
        let rows = app.office.read(|reader| capital::periods(reader, &village))?;
        let row = period(&rows, &wish.period).ok_or_else(Refusal::not_there)?;
        Ok(Self { village, bank, banks, period: row.period })
    }

    fn asked(&self) -> String {
        format!("village={}&code={}&period={}", self.village, self.bank.code, self.period)
    }

    fn home(&self) -> String {
        format!("/desk/books/reconcile?{}", self.asked())
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let asking = Asking::of(app, &official, &wish)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &asking, &key))?)
        })
        .await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    asking: &Asking,
    key: &str,
) -> Result<ReconcilePage, Fault> {
    let teller = official.teller(Eyes::Village);
    let (village, code, month) = (&asking.village, &asking.bank.code, asking.period);
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?village={village}&period={month}")));
    let able = may(&official.desk, "keep_books", village);
    let rows = capital::periods(query, village)?;
    let switch = |bank: &BankAccount| Switch {
        words: format!("{} …{}", bank.bank, bank.last_digits),
        href: format!("/desk/books/reconcile?village={village}&code={}&period={month}", bank.code),
        chosen: bank.code == *code,
        count: 0,
    };
    let months = format!("/desk/books/reconcile?village={village}&code={code}&period=");
    let mut shown = ReconcilePage {
        village: place_name(query, village)?,
        accounts: asking.banks.iter().map(switch).collect(),
        months: tell::periods(&teller, rows.iter(), month, &months),
        period: teller.month(month.first_day()),
        tag: Tag::new(Mark::Yellow, teller.say("reconcile-unsigned")),
        told: Vec::new(),
        halves: Vec::new(),
        pairs: Vec::new(),
        bank: Vec::new(),
        book: Vec::new(),
        matched: Vec::new(),
        links: Vec::new(),
        action: asking.home(),
        key: key.to_owned(),
        keeps: able,
        sign: String::new(),
        see: None,
        empty: Empty {
            what: teller.say("reconcile-empty").to_string(),
            why: teller.say("reconcile-empty-why").to_string(),
        },
        frame,
    };
    if able {
        let href = format!("/desk/books/statement?village={village}&code={code}");
        shown.links.push(Link::new(teller.say("received-title"), href));
    }
    if let Some(books) = capital::state_of(query, &official.desk, village)? {
        let own = money::held(&books, std::slice::from_ref(&asking.bank));
        shown.told.extend(own.iter().filter(|held| held.code == *code).map(|held| money::said(&teller, held)));
    }
    if let Some(found) = capital::reckoned(query, village, code, month.last_day())? {
        compared(query, official, asking, &found, &mut shown)?;
    }
    Ok(shown)
}

/// What was compared: both halves, what may be signed or seen, what seems to belong together, what is left over.
fn compared(
    query: &mut dyn Query,
    official: &Official,
    asking: &Asking,
    found: &Reckoned,
    shown: &mut ReconcilePage,
) -> Result<(), Fault> {
    let teller = official.teller(Eyes::Village);
    let (village, code, month) = (&asking.village, &asking.bank.code, asking.period);
    let able = shown.keeps;
    let signed = capital::reconciliations(query, village, code)?.into_iter().find(|row| row.period == month);
    let until = capital::statements(query, village, code)?.first().map(|last| last.until);
    shown.halves = halves(&teller, &found.figures);
    state(shown, &teller, found, signed.as_ref(), until);
    let today = official.desk.now.day();
    let over = today > month.last_day();
    let same = signed.as_ref().is_some_and(|row| row.figures == found.figures);
    let waits = signed.as_ref().is_some_and(|row| row.seen.is_none());
    if waits && may(&official.desk, "check", village) {
        shown.see = Some(Field::new("remark", teller.say("reconcile-remark"), Entry::LongText).optional());
    }
    let awaited = capital::awaited(query, village)?;
    let end = today.min(month.last_day());
    shown.pairs = pairs(&teller, found, end);
    let matched_all = !shown.pairs.iter().any(|pair| pair.sure);
    if able && over && found.covered && found.figures.agree() && matched_all && !same {
        shown.sign = teller.say("reconcile-sign").to_string();
    }
    let suggested = |value: &str, side: usize| {
        shown
            .pairs
            .iter()
            .any(|pair| pair.value.split('|').nth(side).is_some_and(|all| all.split(',').any(|one| one == value)))
    };
    let open = found.bank.iter().filter(|line| !suggested(&line.number.to_string(), 0));
    let mut bank = Vec::new();
    for line in open {
        let mut shown = bank_line(&teller, line, end, &awaited, code);
        if shown.link.is_none() {
            shown.link = bank_entry::link(query, &teller, (village, code), line)?;
        }
        bank.push(shown);
    }
    let open = found.book.iter().filter(|line| !suggested(&book_value(line), 1));
    let book = open.map(|line| book_line(&teller, line, end)).collect();
    (shown.bank, shown.book) = (bank, book);
    let all = capital::matchings(query, village, code, (month.first_day(), month.last_day()))?;
    shown.matched = all.iter().map(|row| matched(&teller, row, asking, able)).collect();
    Ok(())
}

fn matched(teller: &Teller, row: &MatchingRow, asking: &Asking, able: bool) -> PairLine {
    let side = |(_, day, fen, words): &(bool, Day, Fen, String)| SideLine {
        value: String::new(),
        when: teller.day(*day).words,
        what: teller.free(words),
        amount: tell::yuan(fen.0),
        age: String::new(),
        link: None,
    };
    let of = |bank: bool| row.sides.iter().filter(|side| side.0 == bank).map(side).collect();
    let by = teller.say("matching-by").put("day", teller.day(row.made.1.day()).words);
    let by = by.put("name", teller.name(row.made.0.as_deref().unwrap_or_default()));
    let why = match &row.undone {
        Some(reason) => teller.say("matching-undone").put("reason", teller.free(reason)).to_string(),
        None => by.to_string(),
    };
    let undo = (able && row.undone.is_none()).then(|| {
        let href = format!("/desk/books/matching?{}&number={}", asking.asked(), row.number);
        Link::new(teller.say("matching-undo"), href)
    });
    PairLine { value: String::new(), why, sure: true, bank: of(true), book: of(false), undo }
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    asking: &'a Asking,
    action: String,
    key: &str,
    faults: &'a [FieldFault],
) -> Shell<'a> {
    let (village, key) = (&asking.village, key.to_owned());
    Shell { app, official, village, action, back: asking.home(), key, faults, given: &[] }
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
        let (village, account, period) = (asking.village.clone(), asking.bank.code.clone(), asking.period);
        // What could not be done is told on a page of its own; the lines themselves may have changed meanwhile.
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &asking, asking.home(), sent.one("key"), faults);
            let teller = shell.teller();
            let shown = app.office.read(|reader| shell.page(reader))?;
            let (title, note) = (teller.say("reconcile-title").to_string(), teller.say("reconcile-retry").to_string());
            Ok(BooksForm { title, note, ..shown })
        };
        let home = asking.home();
        match sent.one("act") {
            "sign" => {
                finish_at_once(app, &official, Ok(SignReconciliation { village, account, period }), &sent, &home, form)
            }
            "see" => {
                let deed = SeeReconciliation { village, account, period, remark: sent.one("remark").to_owned() };
                finish_at_once(app, &official, Ok(deed), &sent, &home, form)
            }
            _ => {
                let deed = MatchLines { village, account, groups: groups(&sent) };
                finish_at_once(app, &official, Ok(deed), &sent, &home, form)
            }
        }
    })
    .await
}

/// The suggestions that were ticked, and the single lines that were, as one group.
fn groups(sent: &Sent) -> Vec<Group> {
    let book = |text: &str| {
        let parts = text.split(',').filter_map(|one| one.rsplit_once('/'));
        parts.filter_map(|(voucher, at)| Some((voucher.to_owned(), at.parse().ok()?))).collect::<Vec<_>>()
    };
    let bank = |text: &str| text.split(',').filter_map(|one| one.parse().ok()).collect::<Vec<i64>>();
    let mut groups: Vec<Group> = Vec::new();
    for pick in sent.all("pick") {
        let (numbers, lines) = pick.split_once('|').unwrap_or_default();
        groups.push(Group { bank: bank(numbers), book: book(lines) });
    }
    let own = Group {
        bank: sent.all("bank").iter().flat_map(|one| bank(one)).collect(),
        book: sent.all("book").iter().flat_map(|one| book(one)).collect(),
    };
    if own != Group::default() {
        groups.push(own);
    }
    groups
}

/// Which matching is to be undone.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    village: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    number: i64,
}

impl Which {
    fn wish(&self) -> Wish {
        let (village, period, code) = (self.village.clone(), self.period.clone(), self.code.clone());
        Wish { village, period, code, ..Wish::default() }
    }

    fn action(&self, asking: &Asking) -> String {
        format!("/desk/books/matching?{}&number={}", asking.asked(), self.number)
    }
}

pub(crate) async fn undo(
    State(app): State<App>,
    official: Official,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let asking = Asking::of(app, &official, &which.wish())?;
        keeps(&official, &asking.village)?;
        let shell = shell(app, &official, &asking, which.action(&asking), &key, &[]);
        first(&app.office.read(|reader| undoing(reader, &shell, &asking, which.number, ""))?)
    })
    .await
}

fn undoing(
    query: &mut dyn Query,
    shell: &Shell<'_>,
    asking: &Asking,
    number: i64,
    reason: &str,
) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let month = asking.period;
    let all = capital::matchings(query, &asking.village, &asking.bank.code, (month.first_day(), month.last_day()))?;
    let sides = all.iter().filter(|row| row.number == number).flat_map(|row| &row.sides);
    let about = sides.map(|(bank, day, fen, words)| {
        let label = teller.say(if *bank { "reconcile-bank" } else { "reconcile-book" });
        Line::text(label, format!("{} {fen} {}", teller.day(*day).words, teller.free(words)))
    });
    Ok(BooksForm {
        title: teller.say("matching-undo-title").to_string(),
        lead: teller.say("matching-undo-lead").to_string(),
        about: about.collect(),
        fields: shell
            .fields(vec![Field::new("reason", teller.say("matching-undo-reason"), Entry::LongText).value(reason)]),
        note: teller.say("matching-undo-note").to_string(),
        send: teller.say("matching-undo").to_string(),
        ..shown
    })
}

pub(crate) async fn undo_post(
    State(app): State<App>,
    official: Official,
    Asked(which): Asked<Which>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let asking = Asking::of(app, &official, &which.wish())?;
        let reason = sent.one("reason").to_owned();
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &asking, which.action(&asking), sent.one("key"), faults);
            app.office.read(|reader| undoing(reader, &shell, &asking, which.number, &reason))
        };
        let (village, account) = (asking.village.clone(), asking.bank.code.clone());
        let deed = UndoMatching { village, account, number: which.number, reason: reason.clone() };
        finish(app, &official, Ok(deed), &sent, &asking.home(), Vec::new(), form)
    })
    .await
}
