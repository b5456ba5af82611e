//! `/desk/books`: the books of a village for whoever may read its papers.

use crate::books::handover;
use crate::books::page::{BooksPage, LinkGroup, MoneyLine, TRIAL_HEADS, VoucherLine};
use crate::books::{money, tell};
use crate::desk::place::{frame, may, villages};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Pager, Switch};
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use capital::{PeriodRow, VoucherRow};
use ledger::Period;
use serde::Deserialize;
use village::{Day, Division, Fault, Kind, Place, Refusal, Stop, Words};

/// Which village, which period.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    pub(crate) village: String,
    #[serde(default)]
    pub(crate) period: String,
    /// The account whose lines are asked for.
    #[serde(default)]
    pub(crate) code: String,
    /// The day at whose end the statements stand; the period's last without one.
    #[serde(default)]
    pub(crate) day: String,
    /// The page of a long list, from 1.
    #[serde(default)]
    pub(crate) page: usize,
    /// What is looked for in a list.
    #[serde(default)]
    pub(crate) find: String,
    /// `xlsx` for a spreadsheet.
    #[serde(default, rename = "as")]
    pub(crate) form: String,
}

impl Wish {
    /// The day asked for where it lies in the period, else the period's last.
    pub(crate) fn day_in(&self, period: Period) -> Day {
        let asked: Option<Day> = self.day.parse().ok();
        asked.filter(|day| Period::of(*day) == period).unwrap_or_else(|| period.last_day())
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let (village, all) = chosen(app, &official, &wish.village)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &wish, &village, &all))?)
        })
        .await?;
    page(&shown)
}

/// The village asked for, or the first of one's own, where one may read its papers; and all those villages.
pub(crate) fn chosen(app: &Shared, official: &Official, asked: &str) -> Result<(Division, Vec<Division>), Stop> {
    let mut all = app.office.read(|reader| villages(reader, &official.desk))?;
    all.retain(|village| reads(official, &village.place));
    let found = all.iter().find(|village| asked.is_empty() || village.place.as_str() == asked);
    Ok((found.cloned().ok_or_else(not_yours)?, all))
}

pub(crate) fn reads(official: &Official, village: &Place) -> bool {
    may(&official.desk, "read_village_papers", village)
}

fn not_yours() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "books.not_yours",
        Words::new("您的岗位不能查看这里的账簿", "Your posts do not let you read the books here"),
        Words::new(
            "已经结账的月份在村页面的“财务公开”里都能看",
            "Closed months are on the village's page, under finance",
        ),
    )
}

/// The period asked for, or the latest that has a voucher, or the latest.
pub(crate) fn period(rows: &[PeriodRow], asked: &str) -> Option<PeriodRow> {
    let asked: Option<Period> = asked.parse().ok();
    let named = rows.iter().find(|row| Some(row.period) == asked);
    named.or_else(|| rows.iter().find(|row| row.vouchers > 0)).or_else(|| rows.first()).cloned()
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    wish: &Wish,
    village: &Division,
    all: &[Division],
) -> Result<BooksPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let frame = frame(app, query, official, Section::Books)?;
    let place = &village.place;
    let switch = |one: &Division| Switch {
        words: one.short_name(),
        href: format!("/desk/books?village={}", one.place),
        chosen: one.place == village.place,
        count: 0,
    };
    let rows = capital::periods(query, place)?;
    let mut shown = BooksPage { villages: all.iter().map(switch).collect(), ..blank(&teller, village, frame) };
    let keeps = may(&official.desk, "keep_books", place);
    shown.reversals = handover::links(query, &teller, place)?;
    let Some(row) = period(&rows, &wish.period) else {
        if keeps {
            shown.due = Some(Link::new(teller.say("begin-title"), format!("/desk/books/begin?village={place}")));
        }
        return Ok(shown);
    };
    let chart = capital::chart_of(query, &official.desk, place)?;
    let turns = capital::turns(query, place, row.period)?;
    shown.money = money_lines(query, official, place)?;
    (shown.trials, shown.totals) = tell::trials(&teller, &chart, &turns);
    shown.periods = tell::periods(&teller, rows.iter(), row.period, &format!("/desk/books?village={place}&period="));
    shown.period = teller.month(row.period.first_day());
    shown.tag = match row.hash {
        Some(_) => Tag::new(Mark::Done, teller.say("books-closed")),
        None => Tag::new(Mark::Ordinary, teller.say("books-open")),
    };
    shown.closed = closed(&teller, &row, row.closed_by.as_deref().unwrap_or_default());
    if !row.unreconciled.is_empty() {
        shown.closed = format!("{} {}", shown.closed, unreconciled(&teller, &row));
    }
    shown.hash = row.hash.map_or_else(String::new, |hash| hash.to_string());
    let vouchers = capital::vouchers(query, place, row.period)?;
    let asked = format!("village={place}&period={}", row.period);
    let (skipped, pager) = part(wish.page, vouchers.len(), &format!("/desk/books?{asked}&page="));
    shown.vouchers = vouchers.iter().skip(skipped).take(PAGE).map(|voucher| line(&teller, voucher)).collect();
    shown.pager = pager;
    shown.due = if keeps { due(query, &teller, place, &rows)?.map(|(_, link)| link) } else { None };
    shown.groups = groups(official, &teller, place, &row, &asked);
    shown.reversals.extend(reversals(query, &teller, place)?);
    for line in &mut shown.trials {
        line.href = format!("/desk/books/account?{asked}&code={}", line.code);
    }
    shown.trial_href = format!("/desk/books/trial.csv?{asked}");
    shown.vouchers_href = format!("/desk/books/vouchers.csv?{asked}");
    Ok(shown)
}

/// The page before anything is known of the books.
fn blank(teller: &Teller, village: &Division, frame: Frame) -> BooksPage {
    BooksPage {
        village: village.short_name(),
        villages: Vec::new(),
        periods: Vec::new(),
        period: String::new(),
        tag: Tag::new(Mark::Yellow, teller.say("books-none")),
        closed: String::new(),
        hash: String::new(),
        money: Vec::new(),
        trial_heads: TRIAL_HEADS.map(|key| teller.say(key).to_string()).to_vec(),
        trials: Vec::new(),
        totals: Vec::new(),
        vouchers: Vec::new(),
        pager: Pager::default(),
        trial_href: String::new(),
        vouchers_href: String::new(),
        due: None,
        groups: Vec::new(),
        reversals: Vec::new(),
        empty: Empty { what: teller.say("books-empty").to_string(), why: teller.say("books-empty-why").to_string() },
        frame,
    }
}

/// Cash and bank accounts as they stand now, with what of them is kept back.
fn money_lines(query: &mut dyn Query, official: &Official, place: &Place) -> Result<Vec<MoneyLine>, Fault> {
    let teller = official.teller(Eyes::Village);
    let Some(books) = capital::state_of(query, &official.desk, place)? else { return Ok(Vec::new()) };
    let banks = capital::banks(query, place)?;
    let row = |held: &money::Held| {
        let [balance, reserved, free] = [held.balance, held.reserved, held.free].map(|fen| tell::yuan(fen.0));
        MoneyLine { name: teller.words(&held.name), balance, reserved, free }
    };
    Ok(money::held(&books, &banks).iter().map(row).collect())
}

/// How many lines of a long list stand on a page.
pub(crate) const PAGE: usize = 500;

/// How many lines come before a page of a list, and the way through it; an address ending in `page=`.
pub(crate) fn part(page: usize, all: usize, address: &str) -> (usize, Pager) {
    let page = page.clamp(1, all.div_ceil(PAGE).max(1));
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    ((page - 1) * PAGE, Pager::new(address, count(page), count(PAGE), count(all)))
}

/// The one thing that is due: the earliest month that has ended and is open is compared with the bank, then closed, or the year is.
/// With the last day of that month.
pub(crate) fn due(
    query: &mut dyn Query,
    teller: &Teller,
    place: &Place,
    rows: &[PeriodRow],
) -> Result<Option<(Day, Link)>, Fault> {
    let ended = |row: &&PeriodRow| row.hash.is_none() && row.period.last_day() < teller.today;
    let Some(row) = rows.iter().filter(ended).min_by_key(|row| row.period) else { return Ok(None) };
    let asked = format!("village={place}&period={}", row.period);
    let unsigned = !capital::unreconciled(query, place, row.period)?.is_empty();
    let (key, href) = if unsigned {
        ("books-due-reconcile", format!("/desk/books/reconcile?{asked}"))
    } else if row.period.ends_the_year() && !row.carried {
        ("books-due-year", format!("/desk/books/period?{asked}&act=year"))
    } else {
        ("books-due-close", format!("/desk/books/period?{asked}&act=close"))
    };
    let said = teller.say(key).put("month", teller.month(row.period.first_day()));
    Ok(Some((row.period.last_day(), Link::new(said, href))))
}

/// What can be done, as a bookkeeper comes to it: day by day, at the month's end, in the year, in the registers, and what goes out and
/// comes in as files.
fn groups(official: &Official, teller: &Teller, place: &Place, row: &PeriodRow, asked: &str) -> Vec<LinkGroup> {
    let of = |key: &'static str, path: &str| Link::new(teller.say(key), format!("{path}?village={place}"));
    let act =
        |key: &'static str, act: &str| Link::new(teller.say(key), format!("/desk/books/period?{asked}&act={act}"));
    let keeps = may(&official.desk, "keep_books", place);
    let mut month = vec![
        Link::new(teller.say("reconcile-title"), format!("/desk/books/reconcile?{asked}")),
        Link::new(teller.say("statement-title"), format!("/desk/books/statements?{asked}")),
    ];
    let mut year = vec![of("budget-link", "/desk/books/budget")];
    if keeps && row.hash.is_none() {
        if row.period.ends_the_year() && !row.carried {
            year.insert(0, act("year-go", "year"));
        } else {
            month.insert(1, act("close-go", "close"));
        }
    }
    if (keeps || may(&official.desk, "reopen_books", place)) && row.hash.is_some() {
        month.push(act("reopen-link", "reopen"));
    }
    let whole = Link::new(teller.say("whole-link"), format!("/desk/books/whole?period={}", row.period));
    let today = vec![of("receipts-title", "/desk/books/receipts"), of("aging-title", "/desk/books/aging")];
    let registers = vec![
        of("contracts-title", "/desk/contracts"),
        of("cards-title", "/desk/assets"),
        of("plots-title", "/desk/plots"),
        of("members-title", "/desk/books/members"),
        of("funds-title", "/desk/books/funds"),
    ];
    let mut along = vec![whole];
    if keeps {
        along.extend([
            of("opening-title", "/desk/books/opening"),
            of("bank-title", "/desk/books/bank"),
            of("history-title", "/desk/books/import"),
        ]);
    }
    let all = [
        ("books-group-today", today),
        ("books-group-month", month),
        ("books-group-year", year),
        ("books-group-registers", registers),
        ("books-group-along", along),
    ];
    all.into_iter().map(|(key, links)| LinkGroup { title: teller.say(key).to_string(), links }).collect()
}

/// The vouchers that were taken back, or are to be.
fn reversals(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<Link>, Fault> {
    let said = |row: &capital::ReversalRow| {
        let key = if row.confirmed.is_some() { "reverse-done" } else { "reverse-open" };
        let said = teller.say(key).put("number", row.voucher.get(13..).unwrap_or_default().to_owned());
        let said = said.put("reason", teller.free(&row.reason));
        let href = format!("/desk/books/{}", row.voucher);
        let href = if row.confirmed.is_some() { href } else { format!("{href}/reversal") };
        Link::new(said, href)
    };
    Ok(capital::reversals(query, place)?.iter().map(said).collect())
}

fn line(teller: &Teller, voucher: &VoucherRow) -> VoucherLine {
    VoucherLine {
        number: tell::number(&voucher.word, voucher.serial),
        when: teller.day(voucher.day),
        what: tell::what(teller, voucher),
        amount: tell::yuan(voucher.amount_fen.0),
        href: format!("/desk/books/{}", voucher.id),
    }
}

/// That a bank account did not agree with the bank when the period was closed, and why it was closed; nothing where all did.
pub(crate) fn unreconciled(teller: &Teller, row: &PeriodRow) -> String {
    if row.unreconciled.is_empty() {
        return String::new();
    }
    teller.say("books-unreconciled").put("reason", teller.free(&row.unreconciled)).to_string()
}

/// When a period was closed, and by whom; nothing while it is open.
pub(crate) fn closed(teller: &Teller, row: &PeriodRow, name: &str) -> String {
    let Some(moment) = row.closed else { return String::new() };
    let said = teller.say("books-closed-by").put("day", teller.day(moment.day()).words);
    // Who closes does it in office: everybody may know the name.
    said.put("name", name).to_string()
}
