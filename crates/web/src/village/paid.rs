//! `/v/{code}/finance`: what the village paid in a month, each payment with who handled, checked and approved it, down to
//! its case.

use crate::books::last::{Stand, stand};
use crate::books::public::sheets;
use crate::case::public::kept;
use crate::case::told;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::{Html, Line, Pager, Subject};
use crate::show::{Amount, Link, State as Weight, Tag};
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::finance::{FinancePage, MoneyLine};
use crate::village::missing::missing;
use crate::village::public::{Names, village};
use crate::village::shelve::{Which, key, months, nothing};
use crate::village::show::overdue;
use affairs::{Disclosure, PaymentRow};
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::TakenBack;
use village::{Day, Fault, Fen, Place, Refusal};

/// How many payments stand on a page.
const PAGE: usize = 50;

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    if !which.month.is_empty() && which.day().is_none() {
        return Err(Refusal::not_there().into());
    }
    let month = which.day().unwrap_or_else(|| app.now().day());
    let part = which.page.clamp(1, 100);
    let address = format!("/v/{}/finance?month={}&page={part}", code.get(..12).unwrap_or(&code), key(month));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, month, part)).await
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    month: Day,
    part: usize,
) -> Result<Option<FinancePage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller) = (found.place.clone(), canvas.teller_in(&found.place));
    let mut frame = canvas.frame;
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{place}")));
    let all = affairs::disclosures(query, &place)?;
    let names = Names { office: &canvas.app.office, teller };
    let cases = affairs::cases_of(query, &place)?;
    let book = canvas.app.office.current_book(query)?;
    let payments = paid(query, &place, month, &all)?;
    let back = capital::taken_back(query, &place)?;
    let (income, left) = match stand(query, canvas.app, &place, Some(ledger::Period::of(month)))? {
        Stand::None => (Tag::new(Weight::Ordinary, teller.say("books-none-here")).into(), Html::default()),
        Stand::Open => (Tag::new(Weight::Ordinary, teller.say("books-open-here")).into(), Html::default()),
        Stand::Closed(figures) => (Amount(figures.income_fen).into(), Amount(figures.money_fen).into()),
    };
    let spent = spent(&payments, &back);
    let many = payments.len();
    let here = payments.into_iter().skip((part - 1) * PAGE).take(PAGE);
    let lines = here.map(|payment| line(query, &names, &payment, &back)).collect::<Result<_, Fault>>()?;
    let days: Vec<Day> = affairs::months(query, &place)?
        .iter()
        .filter_map(|month| format!("{}-01", month.month).parse().ok())
        .chain([teller.today])
        .collect();
    let mut switches = months(&teller, &days, Some(month), &place, "finance");
    switches.remove(0);
    let address = format!("/v/{place}/finance?month={}&page=", key(month));
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(Some(FinancePage {
        months: switches,
        income,
        spent: Amount(spent).into(),
        missing: overdue(query, &names, Subject::Finance, &all, &cases)?,
        unpublished: missing(query, &teller, &book, &place, Subject::Finance)?,
        empty: nothing(&teller),
        books_href: format!("/v/{place}/books"),
        budget_href: format!("/v/{place}/budget"),
        no_budget: no_budget(query, &place, &teller)?,
        assets_href: format!("/v/{place}/assets"),
        plots_href: format!("/v/{place}/plots"),
        members_href: format!("/v/{place}/members"),
        sheets: if left.is_empty() { Vec::new() } else { sheets(&teller, &place, ledger::Period::of(month)) },
        pager: Pager::new(&address, count(part), count(PAGE), count(many)),
        left,
        frame,
        name,
        lines,
    }))
}

/// That no budget was decided for this year, as loud as a figure; where the village keeps no books yet, nothing is asked of it.
fn no_budget(query: &mut dyn Query, place: &Place, teller: &Teller) -> Result<Option<Tag>, Fault> {
    let year = teller.today.year();
    let decided = capital::budget_years(query, place)?.contains(&i64::from(year));
    if decided || capital::books_of(query, place)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Tag::new(Weight::Orange, teller.say("budget-none").put("year", year.to_string()))))
}

/// The payments of a month that are listed: public from the moment at which their case was made public. Whatever counts or
/// adds up payments counts these.
pub(crate) fn paid(
    query: &mut dyn Query,
    place: &Place,
    month: Day,
    disclosures: &[Disclosure],
) -> Result<Vec<PaymentRow>, Fault> {
    let mut payments = affairs::payments(query, place, &key(month))?;
    payments.retain(|payment| disclosures.iter().any(|d| d.case == payment.case));
    Ok(payments)
}

/// What payments come to. One whose voucher was taken back whole came back, and counts no more.
pub(crate) fn spent(payments: &[PaymentRow], back: &[TakenBack]) -> Fen {
    payments.iter().filter(|payment| returned(payment, back).is_none()).map(|payment| payment.amount_fen).sum()
}

/// How a payment was taken back, when it was.
pub(crate) fn returned<'a>(payment: &PaymentRow, back: &'a [TakenBack]) -> Option<&'a TakenBack> {
    back.iter().find(|one| one.case == payment.case && one.act == payment.act)
}

/// That a payment or an income was taken back, for everybody.
pub(crate) fn returned_words(teller: &Teller, back: &TakenBack) -> String {
    let said = teller.say("money-returned").put("day", teller.day(back.confirmed.day()).words);
    let number = back.reversed_by.get(13..).unwrap_or_default().to_owned();
    said.put("number", number).put("reason", teller.free(&back.reason)).to_string()
}

/// A payment with everybody who had a hand in it.
fn line(
    query: &mut dyn Query,
    names: &Names<'_>,
    payment: &PaymentRow,
    back: &[TakenBack],
) -> Result<MoneyLine, Fault> {
    let teller = &names.teller;
    // Wages, shares and the like go to everybody on a list, which the case makes public.
    let payee = match payment.payee.is_empty() {
        true => teller.say("money-payee-list").to_string(),
        false => teller.party(&payment.payee),
    };
    let mut about = vec![Line::text(teller.say("money-payee"), payee)];
    // Payments from before the way was always kept do not say it.
    if !payment.method.is_empty() {
        about.push(Line::text(teller.say("money-method"), method(teller, &payment.method)));
    }
    let case = told::read(query, names.office, &payment.case)?;
    let papers_at = format!("/cases/{}/papers", payment.case);
    about.extend(case.iter().flat_map(|told| told.hands(teller)));
    about.push(Line::text(teller.say("money-case"), payment.case.to_string()));
    Ok(MoneyLine {
        when: teller.day(payment.paid_on),
        what: teller.free(&payment.title),
        purpose: if payment.purpose == payment.title { String::new() } else { teller.free(&payment.purpose) },
        amount: Amount(-payment.amount_fen).into(),
        returned: returned(payment, back).map_or_else(String::new, |back| returned_words(teller, back)),
        about,
        papers: case.iter().flat_map(|told| told.open_papers(teller, &papers_at)).collect(),
        kept: case.as_ref().map_or_else(String::new, |told| kept(told, teller)),
        href: format!("/cases/{}", payment.case),
        ask_href: format!(
            "/v/{}/ask?about=case/{}",
            payment.case.village().map_or_else(String::new, |place| place.to_string()),
            payment.case
        ),
    })
}

fn method(teller: &Teller, method: &str) -> String {
    match method {
        "transfer" => teller.say("pay-transfer").to_string(),
        "cash" => teller.say("pay-cash").to_string(),
        other => other.to_owned(),
    }
}
