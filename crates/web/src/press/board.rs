//! `/v/{code}/print/board.pdf`: a closed month for the board on the wall, A3, from what the public pages show.

use crate::books::last::{Figures, Stand, stand};
use crate::books::tell;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::part::Subject;
use crate::press::job::{Sheet, printed};
use crate::press::{brief, foot, not_closed};
use crate::state::App;
use crate::told::{above_name, first_of, place_name};
use crate::village::missing::missing;
use crate::village::paid::{paid, returned, returned_words, spent};
use crate::village::public::{Names, village};
use crate::village::shelve::{Which, key};
use crate::village::show::overdue;
use affairs::Disclosure;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use ledger::{Period, Word};
use print::{Bank, Bar, Board, Contact, Decision, Money, Open};
use std::collections::BTreeSet;
use village::{Fault, Place, Post, Refusal};

/// How many months stand in the chart.
const MONTHS: usize = 6;
/// Whom to telephone, in their order.
const WATCH: [Post; 5] =
    [Post::SupervisionDirector, Post::Clerk, Post::StationHead, Post::DisciplineOfficer, Post::CountyDiscipline];

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    Path(code): Path<String>,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    let month = asked(&which)?;
    let address = format!("/v/{}/print/board?{}", code.get(..12).unwrap_or(&code), named(month));
    printed(&app, &look, address, move |canvas, reader| {
        Ok(facts(canvas, reader, &code, month)?.map(|board| Sheet::Board(Box::new(board))))
    })
    .await
}

/// The month of an address; none when the last closed one is meant.
pub(super) fn asked(which: &Which) -> Result<Option<Period>, Refusal> {
    match which.month.as_str() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::not_there()),
    }
}

pub(super) fn named(month: Option<Period>) -> String {
    month.map_or_else(String::new, |month| month.to_string())
}

/// What the village's month comes to, as strangers see it; a refusal when there is no such village, or the month is not closed.
pub(crate) fn facts(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    month: Option<Period>,
) -> Result<Result<Board, Refusal>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(Err(Refusal::not_there())) };
    let (place, teller) = (found.place, &canvas.teller);
    let Stand::Closed(figures) = stand(query, canvas.app, &place, month)? else { return Ok(Err(not_closed())) };
    let first = figures.period.first_day();
    let disclosures = affairs::disclosures(query, &place)?;
    let back = capital::taken_back(query, &place)?;
    let payments = paid(query, &place, first, &disclosures)?;
    let line = |payment: &affairs::PaymentRow| {
        let came_back = returned(payment, &back);
        Money {
            day: brief(teller, payment.paid_on),
            what: teller.free(&payment.title),
            who: match payment.payee.is_empty() {
                true => teller.say("money-payee-list").to_string(),
                false => teller.party(&payment.payee),
            },
            // What came back counts no more: neither in the sum above nor in the one beneath.
            amount_fen: if came_back.is_some() { 0 } else { payment.amount_fen.0 },
            note: came_back.map_or_else(String::new, |back| {
                format!(
                    "{}.{:02} · {}",
                    payment.amount_fen.0 / 100,
                    payment.amount_fen.0 % 100,
                    returned_words(teller, back)
                )
            }),
        }
    };
    Ok(Ok(Board {
        foot: foot(canvas, query, &format!("/v/{place}/finance?month={}", key(first)))?,
        above: above_name(query, &place)?,
        name: place_name(query, &place)?,
        month: teller.month(first),
        income_fen: figures.income_fen.0,
        spent_fen: spent(&payments, &back).0,
        left_fen: figures.money_fen.0,
        months: months(canvas, query, &place, figures.period, &disclosures)?,
        income: income(canvas, query, &place, &figures)?,
        spent: payments.iter().map(line).collect(),
        decisions: decisions(canvas, query, &disclosures, figures.period)?,
        open: open(canvas, query, &place)?,
        banks: banks(query, &place, &figures)?,
        missing: lacking(canvas, query, &place, &disclosures)?,
        people: people(canvas, query, &place)?,
    }))
}

/// The last closed months up to one, oldest first.
fn months(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    place: &Place,
    until: Period,
    disclosures: &[Disclosure],
) -> Result<Vec<Bar>, Fault> {
    let back = capital::taken_back(query, place)?;
    let closed = capital::periods(query, place)?.into_iter().filter(|row| row.hash.is_some());
    let closed: Vec<Period> = closed.map(|row| row.period).filter(|period| *period <= until).take(MONTHS).collect();
    let mut bars = Vec::new();
    for period in closed.into_iter().rev() {
        if let Stand::Closed(figures) = stand(query, canvas.app, place, Some(period))? {
            let first = period.first_day();
            let spent_fen = spent(&paid(query, place, first, disclosures)?, &back).0;
            bars.push(Bar { name: canvas.teller.month(first), income_fen: figures.income_fen.0, spent_fen });
        }
    }
    Ok(bars)
}

/// What came in, by the vouchers of the month.
fn income(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place, figures: &Figures) -> Result<Vec<Money>, Fault> {
    let teller = &canvas.teller;
    let reversed = capital::reversals(query, place)?;
    let vouchers = capital::vouchers(query, place, figures.period)?.into_iter();
    let received = vouchers.filter(|voucher| voucher.word == Word::Receipt.code());
    Ok(received
        .map(|voucher| {
            let back = reversed.iter().find(|row| row.voucher == voucher.id && row.confirmed.is_some());
            let reason = |row: &capital::ReversalRow| {
                teller.say("voucher-taken-back").put("reason", teller.free(&row.reason)).to_string()
            };
            Money {
                day: brief(teller, voucher.day),
                what: tell::what(teller, &voucher),
                who: tell::number(&voucher.word, voucher.serial),
                amount_fen: voucher.amount_fen.0,
                note: back.map_or_else(String::new, reason),
            }
        })
        .collect())
}

/// The votes of the month on matters that are public.
fn decisions(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    disclosures: &[Disclosure],
    month: Period,
) -> Result<Vec<Decision>, Fault> {
    let teller = &canvas.teller;
    let (mut known, mut all) = (BTreeSet::new(), Vec::new());
    for public in disclosures.iter().filter(|public| known.insert(public.case.clone())) {
        for sitting in affairs::sittings(query, &public.case)?.iter().filter(|one| Period::of(one.day) == month) {
            let said = teller.say("print-votes").put("entitled", sitting.entitled).put("present", sitting.present);
            let said = said.put("favour", sitting.votes_for).put("against", sitting.against);
            let said = said.put("abstained", sitting.abstained).to_string();
            let came = teller.say(if sitting.passed { "votes-passed" } else { "votes-not-passed" });
            let votes = format!("{said} {came}");
            all.push((
                sitting.day,
                Decision { what: teller.free(&public.title), day: brief(teller, sitting.day), votes },
            ));
        }
    }
    all.sort_by_key(|(day, _)| *day);
    Ok(all.into_iter().map(|(_, decision)| decision).collect())
}

pub(crate) fn open(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Open>, Fault> {
    let teller = &canvas.teller;
    let windows = affairs::open_windows(query, place, teller.today)?.into_iter();
    let until = |day| teller.say("print-until").put("day", teller.day(day).words).to_string();
    Ok(windows.map(|one| Open { what: teller.free(&one.title), until: until(one.closes) }).collect())
}

fn banks(query: &mut dyn Query, place: &Place, figures: &Figures) -> Result<Vec<Bank>, Fault> {
    let turns = capital::turns(query, place, figures.period)?;
    let banks = capital::banks(query, place)?.into_iter();
    Ok(banks
        .map(|bank| Bank {
            amount_fen: turns.get(&bank.code).map_or(0, ledger::Turn::closing_fen),
            name: bank.bank,
            digits: bank.last_digits,
        })
        .collect())
}

/// What should be public and is not, and what is late.
pub(crate) fn lacking(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    place: &Place,
    disclosures: &[Disclosure],
) -> Result<Vec<String>, Fault> {
    let teller = canvas.teller;
    let names = Names { office: &canvas.app.office, teller };
    let book = canvas.app.office.current_book(query)?;
    let cases = affairs::cases_of(query, place)?;
    let mut all = Vec::new();
    for subject in [Subject::Finance, Subject::Affairs, Subject::Party] {
        all.extend(missing(query, &teller, &book, place, subject)?);
        all.extend(overdue(query, &names, subject, disclosures, &cases)?);
    }
    all.sort_by_key(|tag| std::cmp::Reverse(tag.state));
    let mut known = BTreeSet::new();
    Ok(all.into_iter().map(|tag| tag.word).filter(|word| known.insert(word.clone())).collect())
}

pub(crate) fn people(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Contact>, Fault> {
    let mut all: Vec<Contact> = Vec::new();
    for post in WATCH {
        if let Some(found) = first_of(query, place, &canvas.teller, &[post])? {
            all.push(Contact { post: found.post, name: found.name, phone: found.phone });
        }
    }
    Ok(all)
}
