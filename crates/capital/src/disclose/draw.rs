//! Property, claims and debts, pay, the budget, earmarked money, entertainment.

use super::Closed;
use crate::budget::budget;
use crate::fund::funds;
use crate::read::{journal, state_of};
use archive::Query;
use ledger::{Class, Code, Side};
use office::{Cell, Content, Desk};
use village::{Fault, Fen, Words};

/// 固定资产, 在建工程, 生产性生物资产, 无形资产: what the village owns for long.
const PROPERTY: [&str; 4] = ["151", "153", "132", "161"];
/// 应收款, 内部往来: what lies on their debit side is owed to the village.
const CLAIMS: [&str; 2] = ["112", "113"];
/// 短期借款, 应付款, 应付工资, 应付劳务费, 应交税费, 长期借款及应付款, and the credit side of 内部往来: what the village owes.
const DEBTS: [&str; 7] = ["201", "211", "212", "213", "214", "221", "113"];
/// 应付工资, 应付劳务费.
const PAY: [&str; 2] = ["212", "213"];
/// Words by which entertainment is known in an account's name or a voucher's summary, whatever it is booked under.
const ENTERTAINMENT: [&str; 8] = ["招待", "宴请", "接待", "餐费", "用餐", "烟酒", "香烟", "酒水"];

fn codes<'a>(texts: &'a [&str]) -> impl Iterator<Item = Code> + 'a {
    texts.iter().filter_map(|text| Code::parse(text).ok())
}

/// What was bought and disposed of.
pub(super) fn property(query: &mut dyn Query, closed: &Closed) -> Result<Content, Fault> {
    let (mut came, mut went) = (Vec::new(), Vec::new());
    let (mut began, mut ended) = (0_i64, 0_i64);
    for code in codes(&PROPERTY) {
        let turn = closed.within(&code);
        began = began.saturating_add(turn.opening_fen);
        ended = ended.saturating_add(turn.closing_fen());
        for line in journal(query, &closed.village, &code, (closed.first, closed.last))? {
            let fen = line.line.signed_fen();
            let name = closed.chart.full_name(&line.line.account);
            let row = vec![
                Cell::Day(line.day),
                Cell::Free(line.summary),
                Cell::Words(name),
                Cell::Fen(Fen(fen.saturating_abs())),
                Cell::Voucher(line.voucher),
            ];
            if fen > 0 { came.push(row) } else { went.push(row) }
        }
    }
    let heads = [("日期", "Day"), ("摘要", "What"), ("科目", "Account"), ("金额", "Amount"), ("凭证", "Voucher")];
    Ok(Content::default()
        .figure("期初原值", "cost at the beginning", Cell::Fen(Fen(began)))
        .figure("期末原值", "cost at the end", Cell::Fen(Fen(ended)))
        .table(Words::new("新添的", "Bought"), &heads, came)
        .table(Words::new("减少的", "Disposed of"), &heads, went))
}

/// What others owe the village, and what it owes.
pub(super) fn claims(closed: &Closed) -> Content {
    let side = |texts: &[&str], side: Side| -> (Vec<Vec<Cell>>, i64) {
        let (mut rows, mut sum) = (Vec::new(), 0_i64);
        for upper in codes(texts) {
            let own = closed.turns.iter().filter(|(code, _)| code.is_within(&upper) && closed.chart.is_leaf(code));
            for (code, turn) in own {
                let (began, ended) = (side.natural(turn.opening_fen), side.natural(turn.closing_fen()));
                if began.max(0) == 0 && ended.max(0) == 0 {
                    continue;
                }
                let name = Cell::Words(closed.chart.full_name(code));
                rows.push(vec![name, Cell::Fen(Fen(began.max(0))), Cell::Fen(Fen(ended.max(0)))]);
                sum = sum.saturating_add(ended.max(0));
            }
        }
        (rows, sum)
    };
    let ((owed, owed_sum), (owing, owing_sum)) = (side(&CLAIMS, Side::Debit), side(&DEBTS, Side::Credit));
    let heads = [("项目", "Item"), ("期初", "Beginning"), ("期末", "End")];
    Content::default()
        .figure("别人欠村里", "owed to the village", Cell::Fen(Fen(owed_sum)))
        .figure("村里欠别人", "owed by the village", Cell::Fen(Fen(owing_sum)))
        .table(Words::new("别人欠村里的", "Owed to the village"), &heads, owed)
        .table(Words::new("村里欠别人的", "Owed by the village"), &heads, owing)
}

/// What was paid for work.
pub(super) fn pay(query: &mut dyn Query, closed: &Closed) -> Result<Content, Fault> {
    let (mut rows, mut sum) = (Vec::new(), 0_i64);
    for code in codes(&PAY) {
        for line in journal(query, &closed.village, &code, (closed.first, closed.last))? {
            let fen = line.line.signed_fen();
            if fen <= 0 {
                continue;
            }
            sum = sum.saturating_add(fen);
            let case = line.case.map_or(Cell::None, Cell::Case);
            rows.push(vec![
                Cell::Day(line.day),
                Cell::Free(line.summary),
                Cell::Fen(Fen(fen)),
                case,
                Cell::Voucher(line.voucher),
            ]);
        }
    }
    let heads = [
        ("日期", "Day"),
        ("做什么", "For what"),
        ("金额", "Amount"),
        ("办件（名单在里面）", "Case, with its list"),
        ("凭证", "Voucher"),
    ];
    let content = Content::default().figure("本期发放合计", "paid in all", Cell::Fen(Fen(sum)));
    Ok(content.table(Words::new("发放明细", "Each payment"), &heads, rows))
}

/// What was planned for the year, and what came of it.
pub(super) fn budgeted(query: &mut dyn Query, closed: &Closed) -> Result<Content, Fault> {
    let rows = budget(query, &closed.chart, &closed.village, i64::from(closed.last.year()))?;
    let heads = [("科目", "Account"), ("预算", "Planned"), ("决算", "Actual"), ("差额", "Difference")];
    let of = |spends: bool| -> Vec<Vec<Cell>> {
        let own = rows.iter().filter(|row| row.spends == spends);
        own.map(|row| {
            let (planned, done) = (row.budget_fen, row.done_fen);
            let name = Cell::Words(closed.chart.full_name(&row.account));
            vec![name, Cell::Fen(planned), Cell::Fen(done), Cell::Fen(done - planned)]
        })
        .collect()
    };
    let sum = |class: Class| {
        let own = closed
            .turns
            .iter()
            .filter(|(code, _)| closed.chart.account(code).is_some_and(|account| account.class == class));
        own.fold(0_i64, |sum, (_, turn)| {
            let signed = turn.debit_fen.saturating_sub(turn.credit_fen).saturating_sub(turn.carried_fen);
            sum.saturating_add(class.side().natural(signed))
        })
    };
    Ok(Content::default()
        .figure("全年收入", "income of the year", Cell::Fen(Fen(sum(Class::Income))))
        .figure("全年支出", "expense of the year", Cell::Fen(Fen(sum(Class::Expense))))
        .table(Words::new("收入预决算", "Income, planned and actual"), &heads, of(false))
        .table(Words::new("支出预决算", "Expense, planned and actual"), &heads, of(true)))
}

/// Each earmarked fund: what came in and was used in these days, and what was left at their end.
pub(super) fn earmarked(query: &mut dyn Query, desk: &Desk, closed: &Closed) -> Result<Content, Fault> {
    let Some(books) = state_of(query, desk, &closed.village)? else { return Ok(Content::default()) };
    let (first, last) = (closed.first.first_day(), closed.last.last_day());
    let (mut rows, mut left_in_all) = (Vec::new(), 0_i64);
    for fund in funds(query, &books, &closed.village)? {
        let (mut before, mut came, mut used) = (fund.opening_fen.0, 0_i64, 0_i64);
        for line in fund.lines.iter().filter(|line| line.day <= last) {
            let fen = line.amount_fen.0;
            if line.day < first {
                before = before.saturating_add(fen);
            } else if fen > 0 {
                came = came.saturating_add(fen);
            } else {
                used = used.saturating_sub(fen);
            }
        }
        let left = before.saturating_add(came).saturating_sub(used);
        if before == 0 && came == 0 && used == 0 {
            continue;
        }
        left_in_all = left_in_all.saturating_add(left);
        let name = match fund.case {
            Some(_) => Cell::Free(fund.title),
            None => Cell::Words(Words::new("建账前结转", "from before the books")),
        };
        let case = fund.case.map_or(Cell::None, Cell::Case);
        rows.push(vec![
            name,
            Cell::Fen(Fen(before)),
            Cell::Fen(Fen(came)),
            Cell::Fen(Fen(used)),
            Cell::Fen(Fen(left)),
            case,
        ]);
    }
    let heads = [
        ("专项资金", "Fund"),
        ("期初", "Beginning"),
        ("到账", "Received"),
        ("使用", "Used"),
        ("期末", "Left"),
        ("办件", "Case"),
    ];
    let content = Content::default().figure("期末结余合计", "left in all", Cell::Fen(Fen(left_in_all)));
    Ok(content.table(Words::new("各项专项资金", "Each fund"), &heads, rows))
}

/// Entertainment, which must be nil: whatever is booked as expense and looks like it, under whichever account.
pub(super) fn entertainment(query: &mut dyn Query, _desk: &Desk, closed: &Closed) -> Result<Content, Fault> {
    let (mut rows, mut sum) = (Vec::new(), 0_i64);
    let uppers = closed.chart.accounts().filter(|account| account.class == Class::Expense && account.code.level() == 1);
    let uppers: Vec<Code> = uppers.map(|account| account.code.clone()).collect();
    for upper in uppers {
        for line in journal(query, &closed.village, &upper, (closed.first, closed.last))? {
            let fen = line.line.signed_fen();
            let name = closed.chart.full_name(&line.line.account);
            let is_one = ENTERTAINMENT.iter().any(|word| line.summary.contains(word) || name.zh.contains(word));
            if !is_one || fen == 0 {
                continue;
            }
            sum = sum.saturating_add(fen);
            rows.push(vec![
                Cell::Day(line.day),
                Cell::Free(line.summary),
                Cell::Fen(Fen(fen)),
                Cell::Voucher(line.voucher),
            ]);
        }
    }
    let heads = [("日期", "Day"), ("摘要", "What for"), ("金额", "Amount"), ("凭证", "Voucher")];
    let content = Content::default().figure("招待费", "entertainment", Cell::Fen(Fen(sum)));
    Ok(content.table(Words::new("不是零的，逐笔", "Whatever is not nil"), &heads, rows))
}
