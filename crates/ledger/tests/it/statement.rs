//! Statements agree with the books.

use crate::sample::{chart, code, day, draft, journal, period};
use ledger::{Entry, Figure, Journal, Row, StatementLine, balance_sheet, income, running, trial_balance};
use village::Fen;

fn amount(rows: &[Row], id: &str) -> Fen {
    rows.iter().find(|row| row.id == id).unwrap().amount_fen
}

fn lived() -> Journal {
    let mut journal = journal();
    journal.post(draft("2026-01-05", 1, &[("10201", 600_000), ("50101", -600_000)])).unwrap();
    journal
        .post(draft("2026-01-09", 2, &[("51301", 100_000), ("51401", 20_000), ("101", -20_000), ("10201", -100_000)]))
        .unwrap();
    journal.post(draft("2026-01-20", 3, &[("113", 5_000), ("101", -5_000)])).unwrap();
    journal
}

#[test]
fn the_trial_balance_agrees_and_sums_upwards() {
    let journal = lived();
    let trials = trial_balance(&chart(), &journal.books.months[&period("2026-01")].turns);
    assert!(trials.is_balanced());
    assert_eq!(trials.turnover, (Fen(725_000), Fen(725_000)));
    let bank = trials.rows.iter().find(|row| row.account.code == code("102")).unwrap();
    assert!(bank.is_sum && bank.turn.closing_fen() == 2_500_000);
}

#[test]
fn the_balance_sheet_has_two_equal_sides() {
    let journal = lived();
    let rows = balance_sheet(&chart(), &journal.books.months[&period("2026-01")].turns);
    assert_eq!(amount(&rows, "money"), Fen(2_500_000 + 25_000));
    assert_eq!(amount(&rows, "fixed"), Fen(7_000_000));
    assert_eq!(amount(&rows, "fixed_worn"), Fen(3_000_000));
    assert_eq!(amount(&rows, "receivables"), Fen(5_000));
    assert_eq!(amount(&rows, "assets"), amount(&rows, "claims"));
    let money = rows.iter().find(|row| row.id == "money").unwrap();
    assert_eq!(money.accounts, [code("101"), code("10201")], "a figure opens the accounts beneath it");
}

#[test]
fn an_account_with_members_stands_on_the_side_on_which_it_lies() {
    let mut journal = journal();
    journal.post(draft("2026-01-05", 1, &[("101", 700), ("113", -700)])).unwrap();
    let rows = balance_sheet(&chart(), &journal.books.months[&period("2026-01")].turns);
    assert_eq!((amount(&rows, "receivables"), amount(&rows, "payables")), (Fen(0), Fen(700)));
    assert_eq!(amount(&rows, "assets"), amount(&rows, "claims"));
}

#[test]
fn the_income_statement_reads_the_same_before_and_after_the_year_is_carried_over() {
    let mut journal = lived();
    let mut month = period("2026-01");
    while !month.ends_the_year() {
        journal.books.close(month, day("2027-01-05")).unwrap();
        month = month.next();
    }
    let year = |journal: &Journal| {
        let mut sums = std::collections::BTreeMap::<_, ledger::Turn>::new();
        for month in journal.books.months.iter().filter(|(p, _)| p.year() == 2026).map(|(_, m)| m) {
            for (code, turn) in &month.turns {
                let sum = sums.entry(code.clone()).or_default();
                sum.debit_fen += turn.debit_fen;
                sum.credit_fen += turn.credit_fen;
                sum.carried_fen += turn.carried_fen;
            }
        }
        income(&chart(), &sums)
    };
    let before = year(&journal);
    journal.carry_year(month, 30).unwrap();
    let after = year(&journal);
    assert_eq!((amount(&before, "net"), amount(&before, "administration")), (Fen(480_000), Fen(100_000)));
    assert_eq!(amount(&after, "net"), Fen(480_000));
    assert_eq!((amount(&after, "drawn"), amount(&after, "left")), (Fen(144_000), Fen(336_000)));
    assert_eq!(journal.books.balance_fen(&code("32201")), amount(&after, "left"));
}

#[test]
fn the_journal_of_an_account_runs_to_its_balance() {
    let journal = lived();
    let entries = journal.vouchers().iter().flat_map(|voucher| Entry::of(voucher, &code("101"))).collect();
    let rows = running(ledger::Side::Debit, 50_000, entries);
    let balances: Vec<Fen> = rows.iter().map(|row| row.balance_fen).collect();
    assert_eq!(balances, [Fen(30_000), Fen(25_000)]);
    assert_eq!(rows[1].entry.against, [code("113")]);
}

#[test]
fn balances_at_any_day_are_told() {
    let journal = lived();
    let at = |text: &str| journal.balances_at(day(text))[&code("10201")];
    assert_eq!((at("2026-01-04"), at("2026-01-05"), at("2026-01-31")), (2_000_000, 2_600_000, 2_500_000));
}

/// What each line is, in one line of text: its words, its side, what it is made of.
fn told(lines: &[StatementLine]) -> Vec<String> {
    let codes = |list: &[(ledger::Code, ledger::Measure)]| {
        list.iter().map(|(code, _)| code.to_string()).collect::<Vec<_>>().join("+")
    };
    let made = |figure: &Figure| match figure {
        Figure::Accounts { take, less } if less.is_empty() => codes(take),
        Figure::Accounts { less, .. } => format!("-{}", codes(less)),
        Figure::Sum { .. } => "=".to_owned(),
    };
    lines.iter().map(|line| format!("{} {}", line.name.zh, made(&line.figure))).collect()
}

#[test]
fn the_rows_of_the_balance_sheet_are_those_of_the_accounting_system_in_its_order() {
    let chart = chart();
    assert_eq!(
        told(&chart.balance_sheet),
        [
            "货币资金 101+102",
            "短期投资 111",
            "应收款项 112+113",
            "存货 121+401",
            "消耗性生物资产 131",
            "流动资产合计 =",
            "长期投资 141",
            "生产性生物资产原值 132",
            "减：生产性生物资产累计折旧 -133",
            "生产性生物资产净值 =",
            "固定资产原值 151",
            "减：累计折旧 -152",
            "固定资产净值 =",
            "在建工程 153",
            "固定资产清理 154",
            "无形资产原值 161",
            "减：累计摊销 -162",
            "无形资产净值 =",
            "公益性生物资产 134",
            "长期待摊费用 171",
            "待处理财产损溢 181",
            "非流动资产合计 =",
            "资产总计 =",
            "短期借款 201",
            "应付款项 211+113",
            "应付工资 212",
            "应付劳务费 213",
            "应交税费 214",
            "流动负债合计 =",
            "长期借款及应付款 221",
            "一事一议资金 231",
            "专项应付款 241",
            "非流动负债合计 =",
            "负债合计 =",
            "资本 301",
            "公积公益金 311",
            "未分配收益 321+322+501+502+503+504+511+512+513+514+515+521",
            "所有者权益合计 =",
            "负债和所有者权益总计 =",
        ]
    );
}

#[test]
fn the_rows_of_the_income_statement_are_those_of_the_accounting_system_in_its_order() {
    let chart = chart();
    assert_eq!(
        told(&chart.income),
        [
            "经营收入 501",
            "投资收益 502",
            "补助收入 503",
            "减：经营支出 511",
            "减：税金及附加 512",
            "减：管理费用 513",
            "其中：运转支出 51301+51302+51303+51304+51305+51306+51307",
            "减：公益支出 514",
            "加：其他收入 504",
            "减：其他支出 515",
            "收益总额 =",
            "减：所得税费用 521",
            "净收益 =",
            "加：年初未分配收益 322",
            "加：其他转入 32205",
            "可分配收益 =",
            "减：提取公积公益金 32202",
            "减：向成员分配 32203",
            "减：其他分配 32204",
            "年末未分配收益 =",
        ]
    );
}

#[test]
fn what_is_transferred_in_can_be_distributed_and_the_running_costs_are_told_once() {
    let mut journal = lived();
    journal.post(draft("2026-01-25", 9, &[("311", 40_000), ("32205", -40_000)])).unwrap();
    let rows = income(&chart(), &journal.books.months[&period("2026-01")].turns);
    assert_eq!(amount(&rows, "other_transfers"), Fen(40_000));
    assert_eq!(amount(&rows, "distributable"), Fen(480_000 + 40_000));
    assert_eq!((amount(&rows, "running"), amount(&rows, "administration")), (Fen(100_000), Fen(100_000)));
    assert_eq!(amount(&rows, "gross"), Fen(480_000), "of which: in no sum");
}

#[test]
fn what_a_year_began_with_is_no_figure_of_a_month() {
    let books = crate::sample::books();
    let rows = ledger::income(&books.chart, &std::collections::BTreeMap::new());
    let of_year: Vec<&str> = rows.iter().filter(|row| row.of_year).map(|row| row.id.as_str()).collect();
    assert_eq!(of_year, ["brought", "distributable", "left"]);
}
