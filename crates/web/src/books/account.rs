//! `/desk/books/account`: every line of an account in a year, with the balance after each: detail ledger, cash and bank journal.

use crate::books::show::{PAGE, Wish, chosen, part, period};
use crate::books::tell;
use crate::desk::place::frame;
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::part::{Html, Pager};
use crate::sample;
use crate::show::{Link, When};
use crate::state::{App, Shared};
use crate::told::Eyes;
use archive::Query;
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use capital::JournalLine;
use ledger::{Chart, Code, Period, Side};
use village::{Division, Fault, Place, Refusal};

/// A line of the account.
pub(crate) struct LedgerLine {
    pub(crate) when: When,
    pub(crate) number: String,
    pub(crate) what: String,
    pub(crate) href: String,
    pub(crate) debit: Html,
    pub(crate) credit: Html,
    pub(crate) balance: Html,
}

/// The page.
#[derive(Template)]
#[template(path = "books/account.html")]
pub(crate) struct AccountPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) title: String,
    pub(crate) until: String,
    /// What stands before the first line shown: the year's opening balance, or what was carried from the page before.
    pub(crate) opening: Html,
    pub(crate) carried: bool,
    pub(crate) lines: Vec<LedgerLine>,
    pub(crate) closing: Html,
    pub(crate) csv_href: String,
    pub(crate) pager: Pager,
}

impl AccountPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |day: &str, number: &str, what: &str, debit: i64, credit: i64, balance: i64| LedgerLine {
            when: sample::day(&frame, day),
            number: number.to_owned(),
            what: what.to_owned(),
            href: "/desk/books/990101001001-2026-03-P0001".to_owned(),
            debit: if debit == 0 { Html::default() } else { tell::yuan(debit) },
            credit: if credit == 0 { Html::default() } else { tell::yuan(credit) },
            balance: tell::yuan(balance),
        };
        Self {
            village: "柳湾村".to_owned(),
            title: sample::say(&frame, "10201 银行存款－基本户", "10201 Bank deposits, basic account"),
            until: sample::say(&frame, "2026年3月", "March 2026"),
            opening: tell::yuan(2_000_000),
            carried: false,
            pager: Pager::default(),
            lines: vec![
                line("2026-03-10", "付-0001", "买扫帚20把，用于村道保洁", 0, 12_050, 1_987_950),
                line("2026-03-12", "收-0001", "老粮站2026年上半年租金", 1_800_000, 0, 3_787_950),
            ],
            closing: tell::yuan(3_787_950),
            csv_href: "/desk/books/account.csv?code=10201".to_owned(),
            frame,
        }
    }
}

/// The lines of an account from the beginning of a period's year, each with the balance after it in the account's own direction.
pub(crate) struct Ledger {
    pub(crate) opening_fen: i64,
    pub(crate) lines: Vec<(JournalLine, i64)>,
    pub(crate) closing_fen: i64,
}

pub(crate) fn lines(
    query: &mut dyn Query,
    chart: &Chart,
    place: &Place,
    code: &Code,
    until: Period,
) -> Result<Ledger, Fault> {
    let side = chart.account(code).map_or(Side::Debit, |account| account.side);
    let year = capital::turns_until(query, place, until.last_day())?;
    let own = year.range(code.clone()..).take_while(|(below, _)| below.is_within(code));
    let opening: i64 = own.map(|(_, turn)| turn.opening_fen).sum();
    let mut from = until;
    while from.month() > 1 {
        from = from.before();
    }
    let mut signed = opening;
    let mut found = Vec::new();
    for line in capital::journal(query, place, code, (from, until))? {
        signed = signed.saturating_add(line.line.signed_fen());
        found.push((line, side.natural(signed)));
    }
    Ok(Ledger { opening_fen: side.natural(opening), lines: found, closing_fen: side.natural(signed) })
}

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            let found = app.office.read(|reader| compose(app, reader, &official, &wish, &village))?;
            Ok::<_, Halt>(found.ok_or_else(Refusal::not_there)?)
        })
        .await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    wish: &Wish,
    village: &Division,
) -> Result<Option<AccountPage>, Fault> {
    let place = &village.place;
    let teller = official.teller(Eyes::Village);
    let Some(row) = period(&capital::periods(query, place)?, &wish.period) else { return Ok(None) };
    let chart = capital::chart_of(query, &official.desk, place)?;
    let Some(code) = Code::parse(&wish.code).ok().filter(|code| chart.account(code).is_some()) else {
        return Ok(None);
    };
    let ledger = lines(query, &chart, place, &code, row.period)?;
    let mut frame = frame(app, query, official, Section::Books)?;
    let asked = format!("village={place}&period={}", row.period);
    frame.back = Some(Link::new(teller.say("rail-books"), format!("/desk/books?{asked}")));
    let of = |line: &JournalLine, side: Side| {
        if line.line.side == side { tell::yuan(line.line.amount_fen.0) } else { Html::default() }
    };
    let address = format!("/desk/books/account?{asked}&code={code}&page=");
    let (skipped, pager) = part(wish.page, ledger.lines.len(), &address);
    let before = skipped.checked_sub(1).and_then(|last| ledger.lines.get(last)).map(|(_, balance)| *balance);
    let shown = ledger.lines.iter().skip(skipped).take(PAGE).map(|(line, balance)| LedgerLine {
        when: teller.day(line.day),
        number: tell::number(&line.number.1, line.number.2),
        what: teller.free(&line.summary),
        href: format!("/desk/books/{}", line.voucher),
        debit: of(line, Side::Debit),
        credit: of(line, Side::Credit),
        balance: tell::yuan(*balance),
    });
    Ok(Some(AccountPage {
        village: village.short_name(),
        title: format!("{code} {}", teller.words(&chart.full_name(&code))),
        until: teller.month(row.period.first_day()),
        opening: tell::yuan(before.unwrap_or(ledger.opening_fen)),
        carried: before.is_some(),
        pager,
        lines: shown.collect(),
        closing: tell::yuan(ledger.closing_fen),
        csv_href: format!("/desk/books/account.csv?{asked}&code={code}"),
        frame,
    }))
}
