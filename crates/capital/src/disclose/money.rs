//! Money in, money out, and what is left: every movement of cash and bank, item by item.

use super::Closed;
use crate::read::{banks, journal};
use archive::Query;
use ledger::{Class, Code};
use office::{Cell, Content};
use std::collections::BTreeMap;
use village::{Day, Fault, Fen, Words};

/// A voucher by which money came in or went out.
struct Moved {
    voucher: String,
    day: Day,
    summary: String,
    /// Positive: it came in.
    fen: i64,
}

/// The vouchers that moved money, by day; what only moved between cash and bank is none.
fn moved(query: &mut dyn Query, closed: &Closed) -> Result<Vec<Moved>, Fault> {
    let mut all: BTreeMap<String, Moved> = BTreeMap::new();
    for account in [&closed.chart.roles.cash, &closed.chart.roles.bank] {
        for line in journal(query, &closed.village, account, (closed.first, closed.last))? {
            let fen = line.line.signed_fen();
            let one = all.entry(line.voucher.clone()).or_insert(Moved {
                voucher: line.voucher,
                day: line.day,
                summary: line.summary,
                fen: 0,
            });
            one.fen = one.fen.saturating_add(fen);
        }
    }
    let mut all: Vec<Moved> = all.into_values().filter(|one| one.fen != 0).collect();
    all.sort_by(|a, b| (a.day, &a.voucher).cmp(&(b.day, &b.voucher)));
    Ok(all)
}

/// What money there was, what came in, what went out, what is left. They always add up.
fn figures(closed: &Closed, all: &[Moved]) -> Content {
    let (cash, bank) = (closed.within(&closed.chart.roles.cash), closed.within(&closed.chart.roles.bank));
    let began = cash.opening_fen.saturating_add(bank.opening_fen);
    let sum =
        |keep: fn(i64) -> bool| all.iter().map(|one| one.fen).filter(|fen| keep(*fen)).fold(0_i64, i64::saturating_add);
    let (came, went) = (sum(|fen| fen > 0), sum(|fen| fen < 0));
    let left = cash.closing_fen().saturating_add(bank.closing_fen());
    Content::default()
        .figure("期初结存", "at the beginning", Cell::Fen(Fen(began)))
        .figure("本期收入", "came in", Cell::Fen(Fen(came)))
        .figure("本期支出", "went out", Cell::Fen(Fen(went.saturating_neg())))
        .figure("期末结存", "left at the end", Cell::Fen(Fen(left)))
}

const HEADS: [(&str, &str); 4] = [("日期", "Day"), ("摘要", "What for"), ("金额", "Amount"), ("凭证", "Voucher")];

fn rows(all: Vec<Moved>, sign: i64) -> Vec<Vec<Cell>> {
    let own = all.into_iter().filter(|one| one.fen.signum() == sign);
    own.map(|one| {
        let fen = Fen(one.fen.saturating_mul(sign));
        vec![Cell::Day(one.day), Cell::Free(one.summary), Cell::Fen(fen), Cell::Voucher(one.voucher)]
    })
    .collect()
}

/// What the accounts of a class come to, the carrying over of the year left out.
fn by_account(closed: &Closed, class: Class) -> Vec<Vec<Cell>> {
    let mut sums: BTreeMap<Code, i64> = BTreeMap::new();
    for (code, turn) in &closed.turns {
        if closed.chart.account(code).is_none_or(|account| account.class != class) {
            continue;
        }
        let signed = turn.debit_fen.saturating_sub(turn.credit_fen).saturating_sub(turn.carried_fen);
        sums.insert(code.clone(), class.side().natural(signed));
    }
    let rows = sums.into_iter().filter(|(_, fen)| *fen != 0);
    rows.map(|(code, fen)| vec![Cell::Words(closed.chart.full_name(&code)), Cell::Fen(Fen(fen))]).collect()
}

const BY_ACCOUNT: [(&str, &str); 2] = [("科目", "Account"), ("金额", "Amount")];

pub(super) fn income(query: &mut dyn Query, closed: &Closed) -> Result<Content, Fault> {
    let all = moved(query, closed)?;
    let content = figures(closed, &all);
    let content = content.table(Words::new("收进来的钱，逐笔", "Each sum that came in"), &HEADS, rows(all, 1));
    let accounts = by_account(closed, Class::Income);
    Ok(content.table(
        Words::new("按收入科目（含还没收到的）", "By account of income, with what is still owed"),
        &BY_ACCOUNT,
        accounts,
    ))
}

pub(super) fn expenses(query: &mut dyn Query, closed: &Closed) -> Result<Content, Fault> {
    let all = moved(query, closed)?;
    let content = figures(closed, &all);
    let content = content.table(Words::new("花出去的钱，逐笔", "Each sum that went out"), &HEADS, rows(all, -1));
    let accounts = by_account(closed, Class::Expense);
    Ok(content.table(
        Words::new("按支出科目（含折旧等没有付现的）", "By account of expense, with wear and the like"),
        &BY_ACCOUNT,
        accounts,
    ))
}

/// Each account of money: at the beginning, in, out, at the end.
pub(super) fn banks_content(query: &mut dyn Query, closed: &Closed) -> Result<Content, Fault> {
    let all = moved(query, closed)?;
    let mut rows = Vec::new();
    let mut push = |name: Cell, code: &Code| {
        let turn = closed.within(code);
        rows.push(vec![
            name,
            Cell::Fen(Fen(turn.opening_fen)),
            Cell::Fen(Fen(turn.debit_fen)),
            Cell::Fen(Fen(turn.credit_fen)),
            Cell::Fen(Fen(turn.closing_fen())),
        ]);
    };
    push(Cell::Words(Words::new("库存现金", "cash on hand")), &closed.chart.roles.cash);
    for bank in banks(query, &closed.village)? {
        push(Cell::Words(Words::same(format!("{}（{}）", bank.bank, bank.last_digits))), &bank.code);
    }
    let heads = [("账户", "Account"), ("期初", "Beginning"), ("收", "In"), ("付", "Out"), ("期末", "End")];
    Ok(figures(closed, &all).table(Words::new("各账户", "Each account"), &heads, rows))
}
