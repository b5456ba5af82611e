//! What a case's step brings about in the books, in the same transaction: money is kept back when the last signature stands,
//! a voucher is posted when it is paid or received, and what was kept back is let go when the case goes back or ends.

use crate::entries::voucher_id;
use crate::keep::{MoneyReleased, MoneyReserved, Posted, to_body};
use crate::known::Known;
use crate::refuse::refused;
use crate::{fund, sql, store};
use archive::{Query, Tx};
use ledger::{Books, Channel, Class, Code, Draft, Drawn, Line, Origin, People, Period, Posting, Side};
use office::{Desk, Happening, Provider};
use procedure::{FactValue, RuleBook, Way};
use std::sync::Arc;
use village::{Day, Fault, Fen, Kind, Place, Refusal, Stop, Words};

/// This chapter's part in the effects.
pub(crate) const PROVIDER: Provider = Provider { names: &["capital.reserve", "capital.post"], bring, refer: None };

/// The fact with the day on which money was received.
const RECEIVED_ON: &str = "received_on";

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if what.way != Way::On {
        return release(desk, tx, what).map(drop);
    }
    if what.effects.is_empty() || tx.maybe(sql::BOOKS, &[what.village.into()])?.is_none() {
        return Ok(());
    }
    let rules = rules(desk, tx, what)?;
    let mut books = books(desk, tx, what.village)?;
    for effect in what.effects {
        let by = rules.effects.get(effect).and_then(|effect| effect.by.as_deref());
        for posting in rules.postings.of(&what.after.affair, effect) {
            match by {
                Some("capital.reserve") => reserve(desk, tx, what, (&rules, posting), &mut books)?,
                Some("capital.post") => post(desk, tx, what, posting, &mut books)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// The rules that the case is pinned to. Where they post nothing for what comes about, those in force do: a case that began before
/// there was a posting for it would else pay out of no account.
fn rules(desk: &Desk, tx: &mut dyn Query, what: &Happening<'_>) -> Result<Arc<RuleBook>, Fault> {
    let posts = |effect: &String| what.book.postings.of(&what.after.affair, effect).next().is_some();
    if what.book.chart.is_some() && what.effects.iter().any(posts) {
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

fn release(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<Option<String>, Stop> {
    let found = kept(tx, what)?;
    if let Some(id) = found.clone() {
        let subject = what.case.as_str();
        desk.append_more(tx, what.village, "money.released", subject, to_body(&MoneyReleased { id })?)?;
    }
    Ok(found)
}

fn reserve(
    desk: &Desk,
    tx: &mut Tx<'_>,
    what: &Happening<'_>,
    (rules, posting): (&RuleBook, &Posting),
    books: &mut Books,
) -> Result<(), Stop> {
    // What was kept back before a return is kept back anew.
    if let Some(id) = release(desk, tx, what)? {
        books.reserved.remove(&id);
    }
    let account = money(tx, what, posting, books)?;
    let id = format!("{}/{}", what.case, what.act);
    let lines = lines(desk, tx, what, posting, &account)?;
    let leaves = lines.iter().filter(|line| line.account == account && line.side == Side::Credit);
    let amount_fen: Fen = leaves.map(|line| line.amount_fen).sum();
    if amount_fen == Fen(0) {
        return Ok(());
    }
    books.may_reserve(&id, &account, amount_fen).map_err(|reasons| refused("books.reserve", &reasons))?;
    books.keep_back(&id, account.clone(), amount_fen, desk.now.day());
    let purpose = purpose(desk, tx, what, (rules, &account), books, &lines)?;
    let body = MoneyReserved { id, case: what.case.clone(), account, amount_fen, day: desk.now.day(), purpose };
    desk.append_more(tx, what.village, "money.reserved", what.case.as_str(), to_body(&body)?)?;
    Ok(())
}

/// The account of expense for which money is kept back: the one that the payment will go to, as far as the case says it by now.
fn purpose(
    desk: &Desk,
    tx: &mut dyn Query,
    what: &Happening<'_>,
    (rules, money): (&RuleBook, &Code),
    books: &Books,
    kept: &[Line],
) -> Result<Option<Code>, Fault> {
    let is_expense = |line: &&Line| {
        line.side == Side::Debit
            && books.chart.account(&line.account).is_some_and(|account| account.class == Class::Expense)
    };
    for posting in rules.postings.of(&what.after.affair, "payment") {
        let known = Known::of(tx, what, posting)?;
        let Ok(lines) = posting.voucher_lines(&known, money, desk.now.day()) else { continue };
        if let Some(line) = lines.iter().find(is_expense) {
            return Ok(Some(line.account.clone()));
        }
    }
    Ok(kept.iter().find(is_expense).map(|line| line.account.clone()))
}

fn post(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>, posting: &Posting, books: &mut Books) -> Result<(), Stop> {
    let arose = posting.arose.as_ref().and_then(|name| what.after.facts.get(name));
    if matches!(arose, Some(FactValue::Day(day)) if *day < books.first.first_day()) {
        return Ok(());
    }
    let money = money(tx, what, posting, books)?;
    let lines = lines(desk, tx, what, posting, &money)?;
    if lines.is_empty() {
        return Ok(());
    }
    fund::may_use(tx, what, books, &lines)?;
    let paid_on = match what.after.facts.get("paid_on") {
        Some(FactValue::Day(day)) => *day,
        _ => desk.now.day(),
    };
    let out = posting.word == ledger::Word::Payment;
    let day = books.day_for(paid_on);
    let said = summary(&what.title, what.after.text(&posting.summary));
    let draft = Draft {
        word: posting.word,
        day,
        summary: format!("{said}{}", received_before(what, day)),
        lines,
        attachments: what.papers.clone(),
        people: People {
            handler: what.who("handle_money").or_else(|| what.first()),
            witness: what.who("witness"),
            reviewer: what.who("check"),
            approver: what.who("sign_last"),
        },
        origin: Origin::Case { case: what.case.clone(), act: what.act },
        reservation: if out { kept(tx, what)? } else { None },
        drawn: if out && !crate::contract::is_deposit(what.after) { drawn(what, posting) } else { None },
    };
    let voucher = books.post(draft).map_err(|reasons| refused("books.post", &reasons))?;
    let id = voucher_id(what.village, &voucher);
    desk.append_more(tx, what.village, "voucher.posted", &id, to_body(&Posted { voucher })?)?;
    Ok(())
}

/// The day on which money truly came in, where that month is closed or over and the voucher stands in a later one.
fn received_before(what: &Happening<'_>, day: Day) -> String {
    match what.after.facts.get(RECEIVED_ON) {
        Some(FactValue::Day(received)) if Period::of(*received) < Period::of(day) => {
            format!("（收款日期{received}）")
        }
        _ => String::new(),
    }
}

/// The contract that is paid under, with the most that may be paid: its own sum, or what the posting names.
fn drawn(what: &Happening<'_>, posting: &Posting) -> Option<Drawn> {
    let (contract, own) = what.contract.clone()?;
    let named = posting.ceiling.as_ref().and_then(|name| what.after.int(name)).map(Fen);
    Some(Drawn { contract, ceiling_fen: named.unwrap_or(own) })
}

/// What a voucher says: what the case is about, and what for where that says more; cut where it is very long.
pub(crate) fn summary(title: &str, said: &str) -> String {
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

fn lines(
    desk: &Desk,
    tx: &mut dyn Query,
    what: &Happening<'_>,
    posting: &Posting,
    money: &Code,
) -> Result<Vec<Line>, Fault> {
    let known = Known::of(tx, what, posting)?;
    let made = posting.voucher_lines(&known, money, desk.now.day());
    made.map_err(|name| Fault::new(format!("case `{}` holds no amount `{name}`", what.case)))
}

/// The village's own account through which the money moves; cash where none does, for no line asks for it then.
fn money(tx: &mut dyn Query, what: &Happening<'_>, posting: &Posting, books: &Books) -> Result<Code, Stop> {
    match posting.channel(|name| what.after.text(name)) {
        None | Some(Channel::Cash) => Ok(books.chart.roles.cash.clone()),
        Some(Channel::Bank(kind)) => {
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
