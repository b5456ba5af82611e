//! What a case's step brings about in the books, in the same transaction: money is kept back when the last signature stands,
//! a voucher is posted when it is paid or received, and what was kept back is let go when the case goes back or ends.

use crate::entries::voucher_id;
use crate::keep::{MoneyReleased, MoneyReserved, Posted, to_body};
use crate::refuse::refused;
use crate::{sql, store};
use archive::{Query, Tx};
use ledger::{Books, Channel, Code, Draft, Drawn, Line, Origin, People, Posting, Side};
use office::{Desk, Happening, Provider};
use procedure::{FactValue, RuleBook, Way};
use std::sync::Arc;
use village::{Fault, Fen, Kind, Place, Refusal, Stop, Words};

/// This chapter's part in the effects.
pub const PROVIDER: Provider = Provider { names: &["capital.reserve", "capital.post"], bring };

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if what.way != Way::On {
        return release(desk, tx, what);
    }
    if what.effects.is_empty() || tx.maybe(sql::BOOKS, &[what.village.into()])?.is_none() {
        return Ok(());
    }
    let rules = rules(desk, tx, what)?;
    for effect in what.effects {
        let by = rules.effects.get(effect).and_then(|effect| effect.by.as_deref());
        let Some(posting) = rules.postings.of(&what.after.affair, effect) else { continue };
        match by {
            Some("capital.reserve") => reserve(desk, tx, what, posting)?,
            Some("capital.post") => post(desk, tx, what, posting)?,
            _ => {}
        }
    }
    Ok(())
}

/// The rules that the case is pinned to; for a case from before there were postings, those in force.
fn rules(desk: &Desk, tx: &mut dyn Query, what: &Happening<'_>) -> Result<Arc<RuleBook>, Fault> {
    if what.book.chart.is_some() {
        return Ok(Arc::clone(what.book));
    }
    Ok(desk.office.current_book(tx)?.at(what.village, desk.now.day()))
}

fn books(desk: &Desk, tx: &mut dyn Query, village: &Place) -> Result<Books, Fault> {
    store::books(tx, desk, village)?.ok_or_else(|| Fault::new(format!("the books of `{village}` are gone")))
}

fn kept(tx: &mut dyn Query, what: &Happening<'_>) -> Result<Option<String>, Fault> {
    tx.maybe(sql::RESERVATION_OF_CASE, &[what.case.into()])?.map(|row| row.text("id")).transpose()
}

fn release(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if let Some(id) = kept(tx, what)? {
        let subject = what.case.as_str();
        desk.append_more(tx, what.village, "money.released", subject, to_body(&MoneyReleased { id })?)?;
    }
    Ok(())
}

fn reserve(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>, posting: &Posting) -> Result<(), Stop> {
    release(desk, tx, what)?;
    let books = books(desk, tx, what.village)?;
    let account = money(tx, what, posting, &books)?;
    let id = format!("{}/{}", what.case, what.act);
    let amount_fen = amount(what, posting)?;
    books.may_reserve(&id, &account, amount_fen).map_err(|reasons| refused("books.reserve", &reasons))?;
    let body = MoneyReserved { id, case: what.case.clone(), account, amount_fen, day: desk.now.day() };
    desk.append_more(tx, what.village, "money.reserved", what.case.as_str(), to_body(&body)?)?;
    Ok(())
}

fn post(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>, posting: &Posting) -> Result<(), Stop> {
    let mut books = books(desk, tx, what.village)?;
    let money = money(tx, what, posting, &books)?;
    let amount_fen = amount(what, posting)?;
    let fact = |name: &str| what.after.text(name);
    let line = |side| Line { account: posting.account(side, &money, fact), side, amount_fen };
    let paid_on = match what.after.facts.get("paid_on") {
        Some(FactValue::Day(day)) => *day,
        _ => desk.now.day(),
    };
    let out = posting.word == ledger::Word::Payment;
    let draft = Draft {
        word: posting.word,
        day: books.day_for(paid_on),
        summary: summary(&what.title, fact(&posting.summary)),
        lines: vec![line(Side::Debit), line(Side::Credit)],
        attachments: what.papers.clone(),
        people: People {
            handler: what.who("handle_money"),
            witness: what.who("witness"),
            reviewer: what.who("check"),
            approver: what.who("sign_last"),
        },
        origin: Origin::Case { case: what.case.clone(), act: what.act },
        reservation: kept(tx, what)?,
        drawn: what.contract.clone().filter(|_| out).map(|(contract, ceiling_fen)| Drawn { contract, ceiling_fen }),
    };
    let voucher = books.post(draft).map_err(|reasons| refused("books.post", &reasons))?;
    let id = voucher_id(what.village, &voucher);
    desk.append_more(tx, what.village, "voucher.posted", &id, to_body(&Posted { voucher })?)?;
    Ok(())
}

/// What a voucher says: what the case is about, and what for where that says more; cut where it is very long.
fn summary(title: &str, said: &str) -> String {
    let (title, said) = (title.trim(), said.trim());
    let whole = if said.is_empty() || title.contains(said) {
        title.to_owned()
    } else if said.contains(title) {
        said.to_owned()
    } else {
        format!("{title}：{said}")
    };
    whole.chars().take(120).collect()
}

fn amount(what: &Happening<'_>, posting: &Posting) -> Result<Fen, Fault> {
    let found = what.after.int(&posting.amount).map(Fen);
    found.ok_or_else(|| Fault::new(format!("case `{}` holds no amount `{}`", what.case, posting.amount)))
}

/// The village's own account through which the money moves.
fn money(tx: &mut dyn Query, what: &Happening<'_>, posting: &Posting, books: &Books) -> Result<Code, Stop> {
    match posting.channel(|name| what.after.text(name)) {
        Channel::Cash => Ok(books.chart.roles.cash.clone()),
        Channel::Bank(kind) => {
            let params = [what.village.into(), kind.as_str().into()];
            match tx.maybe(sql::BANK_OF_KIND, &params)? {
                Some(row) => Ok(row.read("code")?),
                None => Err(no_account().into()),
            }
        }
    }
}

fn no_account() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "books.no_account",
        Words::new("村里的账上没有登记这种银行账户", "the village's books have no bank account of this kind"),
        Words::new(
            "请代理会计核对银行账户登记",
            "Ask the agency's accountant to look at the register of bank accounts",
        ),
    )
}
