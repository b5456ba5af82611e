//! The year's budget as the members' assembly decided it, against what is spent and kept back; and who is told when it is passed.

use crate::members::begun;
use crate::scene::{expense, matter, says, through, with_books};
use capital::{BudgetRow, ReportBudget, budget, budget_use, budget_years, chart_of, to_report_budgets};
use demo::testing::Bench;
use demo::{Matter, on_both_databases};
use ledger::Code;
use office::{Colour, Desk};
use std::collections::BTreeMap;
use village::{Fen, Place, Post};

on_both_databases!(
    a_decided_budget_is_held_against_what_is_spent,
    an_account_near_or_over_its_budget_is_told_once_for_each_colour,
    a_case_tells_what_it_takes_of_the_budget_once_at_every_step,
    a_yearly_plan_rests_on_a_decided_budget_and_stays_within_it,
);

/// C5 without a distribution: 1,000 yuan of welfare, 2,000 of administration.
fn of_the_year(village: &Place) -> Matter {
    let mut matter = matter(
        village,
        "C5",
        &[
            ("matter", "plan_budget"),
            ("year", "2025"),
            ("net_fen", "1000"),
            ("balance_fen", "0"),
            ("losses", "covered"),
            ("reserve_fen", "1000"),
            ("distribute_fen", "0"),
            ("budget_operating_income_fen", "3000"),
            ("budget_investment_fen", ""),
            ("budget_subsidy_fen", "500"),
            ("budget_other_income_fen", ""),
            ("budget_operating_fen", ""),
            ("budget_tax_fen", ""),
            ("budget_admin_fen", "2000"),
            ("budget_welfare_fen", "1000"),
            ("budget_other_fen", ""),
            // Nobody types a total: what is typed here counts for nothing.
            ("budget_expense_fen", "7"),
            ("body", "member_assembly"),
        ],
    );
    matter.outcomes.insert("file_township".into(), "filed_without".into());
    matter
}

/// The same to its filing.
pub(crate) fn decided(bench: &Bench, village: &Place) -> String {
    let mut matter = of_the_year(village);
    bench.go_on_to(&mut matter, "file_township");
    assert!(bench.read(|reader| budget_years(reader, village)).is_empty(), "it is not decided before it is filed");
    through(bench, &mut matter);
    bench.case(&matter).id.to_string()
}

fn rows(bench: &Bench, village: &Place) -> Vec<BudgetRow> {
    let desk = Desk::unnamed(&bench.office, bench.now());
    bench.read(|reader| {
        let chart = chart_of(reader, &desk, village)?;
        budget(reader, &chart, village, 2026)
    })
}

fn account(bench: &Bench, village: &Place, code: &str) -> BudgetRow {
    let code = Code::parse(code).unwrap();
    rows(bench, village).into_iter().find(|row| row.account == code).unwrap()
}

fn a_decided_budget_is_held_against_what_is_spent(bench: &Bench) {
    let village = with_books(bench);
    let case = decided(bench, &village);
    assert_eq!(bench.read(|reader| budget_years(reader, &village)), [2026]);
    let all = rows(bench, &village);
    assert_eq!(all.len(), 9, "four accounts of income, five of expense");
    assert!(all.iter().all(|row| row.case.as_str() == case));
    let spends: Fen = all.iter().filter(|row| row.spends).map(|row| row.budget_fen).sum();
    assert_eq!((spends, account(bench, &village, "501").budget_fen), (Fen::yuan(3_000), Fen::yuan(3_000)));

    let mut paid = expense(&village, "400", "YS-1", "transfer");
    bench.go_on_to(&mut paid, "submit");
    let row = account(bench, &village, "514");
    let said = (row.budget_fen, row.done_fen, row.reserved_fen, row.left_fen(), row.percent());
    assert_eq!(
        said,
        (Fen::yuan(1_000), Fen(0), Fen::yuan(400), Fen::yuan(600), Some(40)),
        "kept back at the last signature"
    );
    through(bench, &mut paid);
    let row = account(bench, &village, "514");
    assert_eq!((row.done_fen, row.reserved_fen, row.left_fen()), (Fen::yuan(400), Fen(0), Fen::yuan(600)), "spent");
    assert_eq!(account(bench, &village, "513").taken_fen(), Fen(0), "another account is not touched");
    bench.verified();
}

fn an_account_near_or_over_its_budget_is_told_once_for_each_colour(bench: &Bench) {
    let village = with_books(bench);
    decided(bench, &village);
    let desk = || Desk::unnamed(&bench.office, bench.now());
    let waiting = || bench.read(|reader| to_report_budgets(reader, &desk()));
    let alerts = || {
        let all = bench.inbox(&village, Post::SupervisionDirector);
        let found = all.into_iter().filter(|alert| alert.rule.starts_with("budget."));
        found.map(|alert| (alert.rule, alert.severity)).collect::<Vec<_>>()
    };
    let early = ReportBudget { village: village.clone(), year: 2026, account: Code::parse("514").unwrap() };
    assert_eq!(bench.refused(&desk(), early).rule, "budget.within");
    let spend = |yuan: &str, invoice: &str, payee: &str| {
        let mut one = expense(&village, yuan, invoice, "transfer");
        one.values.insert("payee".into(), payee.into());
        bench.go_on_to(&mut one, "submit");
    };
    spend("899.99", "YS-1", "青溪日杂店");
    assert!(waiting().is_empty(), "a fen less than nine tenths");
    spend("0.01", "YS-2", "溪口文具店");
    let mut found = waiting();
    assert_eq!(found.len(), 1);
    bench.done(&desk(), found.pop().unwrap());
    assert!(waiting().is_empty(), "once");
    assert_eq!(alerts(), [("budget.yellow".to_owned(), "yellow".to_owned())]);
    spend("100", "YS-3", "山前五金店");
    assert_eq!(account(bench, &village, "514").colour(90), Some(Colour::Yellow), "all of it and no more");
    assert!(waiting().is_empty(), "that colour was told");
    spend("0.01", "YS-4", "溪口农资店");
    bench.done(&desk(), waiting().pop().unwrap());
    assert!(waiting().is_empty());
    let told = bench.inbox(&village, Post::SupervisionDirector);
    let orange = told.iter().find(|alert| alert.rule == "budget.orange").unwrap();
    assert_eq!(orange.severity, "orange");
    assert!(orange.words.zh.contains("超预算0.01元"), "{:?}", orange.words);
    bench.verified();
}

fn a_case_tells_what_it_takes_of_the_budget_once_at_every_step(bench: &Bench) {
    let village = with_books(bench);
    let seen = |matter: &Matter| {
        let desk = Desk::unnamed(&bench.office, bench.now());
        let case = bench.case(matter);
        bench.read(|reader| {
            let (state, book) = affairs::state_of(reader, &bench.office, &case)?;
            budget_use(reader, &desk, (&case.id, &state), &book, &BTreeMap::new())
        })
    };
    let mut early = expense(&village, "10", "YS-0", "transfer");
    bench.go_on_to(&mut early, "witness");
    assert_eq!(seen(&early), None, "no budget was decided");
    decided(bench, &village);
    let mut other = expense(&village, "900", "YS-1", "transfer");
    other.values.insert("payee".into(), "溪口文具店".into());
    through(bench, &mut other);
    let mut own = expense(&village, "60", "YS-2", "transfer");
    for step in ["witness", "submit", "pay"] {
        bench.go_on_to(&mut own, step);
        let used = seen(&own).unwrap();
        let said = (used.budget_fen, used.before_fen, used.own_fen, used.left_fen(), used.percent());
        let wanted = (Fen::yuan(1_000), Fen::yuan(900), Fen::yuan(60), Fen::yuan(40), Some(96));
        assert_eq!(said, wanted, "before `{step}`");
    }
    through(bench, &mut own);
    assert_eq!(seen(&own).map(|used| used.left_fen()), Some(Fen::yuan(40)), "paid, and not counted twice");
}

/// A2: what a yearly plan spends is held against a budget (C5) that the members' assembly really decided.
fn a_yearly_plan_rests_on_a_decided_budget_and_stays_within_it(bench: &Bench) {
    let village = with_books(bench);
    let plan = |yuan: &str, budget: &str| {
        let starts = bench.today().to_string();
        let values = [
            ("title", "2026年度计划"),
            ("matter", "other_village"),
            ("starts", starts.as_str()),
            ("amount_fen", yuan),
            ("budget_case", budget),
            ("content", "修水渠、添路灯"),
            ("body", "villagers_meeting"),
            ("period", "2026年第一季度"),
            ("state", "completed"),
            ("done", "水渠修好，路灯装好"),
        ];
        let mut plan = matter(&village, "A2", &values);
        plan.outcomes.insert("check_progress".into(), "closed".into());
        plan
    };
    let mut undecided = of_the_year(&village);
    bench.go_on_to(&mut undecided, "board_review");
    let mut early = plan("3000", undecided.case.as_ref().unwrap().as_str());
    bench.go_on_to(&mut early, "check_decision");
    says(&begun(bench, &mut early), "还没有决议");
    let case = decided(bench, &village);
    says(&begun(bench, &mut plan("3000.01", &case)), "超过已决议的预算");
    says(&begun(bench, &mut plan("3000", "")), "没有写明本村的预算");
    let mut kept = plan("3000", &case);
    through(bench, &mut kept);
    assert_eq!(bench.case(&kept).status, "done", "the plan went to its good end");
    bench.verified();
}
