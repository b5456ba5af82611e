//! Statements agree with the books.

use crate::sample::{chart, code, day, draft, journal, period};
use ledger::{Entry, Journal, Row, balance_sheet, income, running, trial_balance};
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
