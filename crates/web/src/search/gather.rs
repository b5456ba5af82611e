//! Every public line of a village, made ready to be looked through, and kept until something is public anew. As strangers see it.

use super::sought::{Keys, Nearness, Sought};
use crate::frame::Frame;
use crate::http::cache::Stamp;
use crate::http::public::Canvas;
use crate::state::Shared;
use crate::told::{Eyes, Teller};
use crate::village::shelve::key;
use archive::Query;
use capital::VoucherRow;
use disclosure::Stand;
use ledger::{Period, Word};
use parking_lot::Mutex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{CaseId, Day, Fault, Fen, Language, Moment, Place};

/// So many villages' lines are kept ready.
const VILLAGES: usize = 64;
/// So far back payments are looked through, in months.
const MONTHS: i64 = 120;

/// What kind of line was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Payment,
    Income,
    Voucher,
    Case,
    Item,
    Contract,
    Thing,
    Question,
}

impl Kind {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Payment => "search-payment",
            Self::Income => "search-income",
            Self::Voucher => "search-voucher",
            Self::Case => "search-case",
            Self::Item => "search-item",
            Self::Contract => "search-contract",
            Self::Thing => "search-thing",
            Self::Question => "search-question",
        }
    }
}

/// A public line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) day: Day,
    pub(crate) amount: Option<Fen>,
    pub(crate) href: String,
    keys: Keys,
}

impl Line {
    fn new(kind: Kind, what: String, who: String, day: Day, amount: Option<Fen>, href: String) -> Self {
        let keys = Keys::of(&format!("{what} {who}"));
        Self { kind, what, who, day, amount, href, keys }
    }
}

/// A village's lines, and what they were drawn from.
type Ready = (Stamp, Arc<Vec<Line>>);

/// The villages whose lines are ready, by place and language.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<BTreeMap<(Place, bool), Ready>>);

impl Shelf {
    /// The lines of a village that are what is looked for, the nearest and latest first.
    pub(crate) fn find(
        &self,
        app: &Shared,
        query: &mut dyn Query,
        (place, language): (&Place, Language),
        sought: &Sought,
    ) -> Result<Vec<Line>, Fault> {
        let lines = self.lines(app, query, place, language)?;
        let near = |line: &Line| sought.nearness(&line.keys, line.amount);
        let mut found: Vec<(Nearness, &Line)> = lines.iter().filter_map(|line| Some((near(line)?, line))).collect();
        // What only sounds alike is of use where nothing else was found.
        if found.iter().any(|(near, _)| *near < Nearness::Alike) {
            found.retain(|(near, _)| *near < Nearness::Alike);
        }
        found.sort_by_key(|(near, line)| (*near, std::cmp::Reverse(line.day)));
        Ok(found.into_iter().map(|(_, line)| line.clone()).collect())
    }

    fn lines(
        &self,
        app: &Shared,
        query: &mut dyn Query,
        place: &Place,
        language: Language,
    ) -> Result<Arc<Vec<Line>>, Fault> {
        let (stamp, key) = (app.stamp(), (place.clone(), language == Language::En));
        if let Some((made, lines)) = self.0.lock().get(&key)
            && *made == stamp
        {
            return Ok(Arc::clone(lines));
        }
        let lines = Arc::new(gather(app, query, place, language)?);
        let mut shelf = self.0.lock();
        if shelf.len() >= VILLAGES {
            shelf.retain(|_, (made, _)| *made == stamp);
        }
        if shelf.len() >= VILLAGES {
            shelf.clear();
        }
        shelf.insert(key, (stamp, Arc::clone(&lines)));
        Ok(lines)
    }
}

/// Every public line of a village, told in a language.
pub(super) fn gather(
    app: &Shared,
    query: &mut dyn Query,
    place: &Place,
    language: Language,
) -> Result<Vec<Line>, Fault> {
    let teller = Teller::new(language, app.now(), Eyes::Stranger);
    let canvas = &Canvas { app, frame: Frame::new(language, false, ""), teller, reader: None };
    let (mut all, told) = payments(canvas, query, place)?;
    all.extend(vouchers(canvas, query, place, &told)?);
    all.extend(cases(canvas, query, place)?);
    all.extend(items(canvas, query, place)?);
    all.extend(registers(canvas, query, place)?);
    Ok(all)
}

fn payments(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<(Vec<Line>, BTreeSet<CaseId>), Fault> {
    let teller = &canvas.teller;
    let public: BTreeSet<CaseId> = ever(query, place)?.into_iter().map(|one| one.case).collect();
    let begun = disclosure::begun(query, place)?.unwrap_or(teller.today);
    let (mut all, mut told) = (Vec::new(), BTreeSet::new());
    for back in 0..MONTHS {
        let month = teller.today.first_of_month().plus_months(-back);
        if key(month) < key(begun) {
            break;
        }
        // Those that `paid` lists, without looking through every case for each.
        let listed = affairs::payments(query, place, &key(month))?.into_iter();
        for one in listed.filter(|one| public.contains(&one.case)) {
            let what = format!("{} {}", teller.free(&one.title), teller.free(&one.purpose));
            let who = if one.payee.is_empty() { String::new() } else { teller.party(&one.payee) };
            let href = format!("/cases/{}", one.case);
            all.push(Line::new(Kind::Payment, what, who, one.paid_on, Some(one.amount_fen), href));
            told.insert(one.case);
        }
    }
    Ok((all, told))
}

/// All that a village's cases ever made public, the latest first: more than a page of them shows.
fn ever(query: &mut dyn Query, place: &Place) -> Result<Vec<affairs::Disclosure>, Fault> {
    affairs::disclosures_between(query, place, (Moment(0), Moment(i64::MAX)))
}

/// The vouchers of closed months that are not told as a payment already: what came in, what was kept before, what a bank booked.
fn vouchers(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    place: &Place,
    told: &BTreeSet<CaseId>,
) -> Result<Vec<Line>, Fault> {
    let closed: Vec<Period> =
        capital::periods(query, place)?.iter().filter(|row| row.hash.is_some()).map(|row| row.period).collect();
    let mut all = Vec::new();
    for period in closed {
        let vouchers = capital::vouchers(query, place, period)?.into_iter();
        let is_told = |voucher: &VoucherRow| voucher.case.as_ref().is_some_and(|case| told.contains(case));
        all.extend(vouchers.filter(|voucher| is_income(voucher) || !is_told(voucher)).map(|voucher| {
            let kind = if is_income(&voucher) { Kind::Income } else { Kind::Voucher };
            let what = crate::books::tell::what(&canvas.teller, &voucher);
            let href = format!("/v/{place}/books/{}", voucher.id);
            Line::new(kind, what, String::new(), voucher.day, Some(voucher.amount_fen), href)
        }));
    }
    Ok(all)
}

fn is_income(voucher: &VoucherRow) -> bool {
    voucher.word == Word::Receipt.code()
}

fn cases(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Line>, Fault> {
    let names = crate::village::public::Names { office: &canvas.app.office, teller: canvas.teller };
    let book = canvas.app.office.current_book(query)?;
    let mut known = BTreeSet::new();
    let all = ever(query, place)?;
    let fresh = all.iter().filter(|one| one.affair != crate::case::told::SEAL && known.insert(one.case.clone()));
    Ok(fresh
        .map(|one| {
            let affair = book.affair(&one.affair).map(|affair| names.teller.words(&affair.name)).unwrap_or_default();
            let href = format!("/cases/{}", one.case);
            Line::new(Kind::Case, names.teller.free(&one.title), affair, one.moment.day(), None, href)
        })
        .collect())
}

fn items(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Line>, Fault> {
    let teller = &canvas.teller;
    let book = canvas.app.office.current_book(query)?.at(place, teller.today);
    let mut all = Vec::new();
    for slot in disclosure::slots(query, &book, place, teller.today)? {
        let Stand::Public { since, .. } = slot.stand else { continue };
        if slot.item.scope == "public" {
            let what = format!("{} {}", teller.heading(&slot.item.name), teller.heading(&slot.term.words()));
            let href = format!("/v/{place}/disclosures/{}/{}", slot.item.code, slot.term);
            all.push(Line::new(Kind::Item, what, String::new(), since, None, href));
        }
    }
    for row in disclosure::questions(query, place)? {
        let Some(words) = row.public_words() else { continue };
        let href = format!("/v/{place}/questions/{}", row.id);
        all.push(Line::new(Kind::Question, teller.free(words), String::new(), row.asked.day(), None, href));
    }
    Ok(all)
}

fn registers(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Line>, Fault> {
    let teller = &canvas.teller;
    let public: BTreeSet<_> = ever(query, place)?.into_iter().map(|one| one.case).collect();
    let mut all = Vec::new();
    for (row, _) in capital::contracts(query, place)? {
        let href = match &row.case {
            Some(case) if public.contains(case) => format!("/cases/{case}"),
            Some(_) => continue,
            None => format!("/v/{place}/contracts/register"),
        };
        let (what, who) = (teller.free(&row.object), teller.party(&row.party));
        all.push(Line::new(Kind::Contract, what, who, row.signed, Some(row.total_fen), href));
    }
    for row in capital::cards(query, place)? {
        let href = format!("/v/{place}/assets/{}", row.id);
        let (what, at) = (teller.free(&row.name), teller.free(&row.place));
        all.push(Line::new(Kind::Thing, what, at, row.acquired, Some(row.cost_fen), href));
    }
    Ok(all)
}
