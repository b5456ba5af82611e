//! The year's budget on its page: empty with the reason, then as its case decided it, with what was spent, for those of the village only.

use crate::browser::Browser;
use crate::keep_books::begun;
use crate::ready::Begun;
use demo::testing::Bench;
use demo::{Matter, Went, on_both_databases};
use std::collections::BTreeMap;
use village::Post;

on_both_databases!(
    a_budget_is_seen_beside_what_was_spent,
    everybody_sees_the_budget_and_that_there_is_none,
    an_expense_says_beforehand_what_it_leaves_of_the_budget,
);

const PAGE: &str = "/desk/books/budget?village=990101001001";

fn matter(bench: &Bench, affair: &str, values: &[(&str, &str)]) -> Matter {
    Matter {
        village: bench.village(1),
        affair: affair.into(),
        title: "年度预决算".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::from([("file_township".to_owned(), "filed_without".to_owned())]),
        links: Vec::new(),
        case: None,
    }
}

fn through(bench: &Bench, mut matter: Matter) {
    while !matches!(bench.go_on(&mut matter), Went::Ended) {}
}

/// The budget of 2026, to its filing.
fn decided(bench: &Bench) {
    let budget = [
        ("matter", "plan_budget"),
        ("year", "2025"),
        ("net_fen", "1000"),
        ("balance_fen", "0"),
        ("losses", "covered"),
        ("reserve_fen", "1000"),
        ("distribute_fen", "0"),
        ("budget_operating_income_fen", "6000"),
        ("budget_admin_fen", "2000"),
        ("budget_welfare_fen", "1000"),
        ("body", "member_assembly"),
    ];
    through(bench, matter(bench, "C5", &budget));
}

fn cleaning(yuan: &str, invoice: &str, payee: &str) -> Matter {
    Matter {
        village: village::Place::new("990101001001").unwrap(),
        affair: "C1".into(),
        title: "买扫帚".into(),
        values: [
            ("amount_fen", yuan),
            ("category", "cleaning"),
            ("purpose", "买扫帚20把"),
            ("payee", payee),
            ("invoice_no", invoice),
            ("pay_by", "transfer"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

fn a_budget_is_seen_beside_what_was_spent(bench: &Bench) {
    let accountant = begun(bench);
    let empty = accountant.get(PAGE);
    assert!(empty.status == 200 && empty.body.contains("还没有年度预算"), "{}", empty.body);
    decided(bench);
    through(bench, cleaning("950", "YS-1", "青溪日杂店"));
    let accountant = Browser::of(bench, &bench.village(1), Post::AgencyAccountant);
    let page = accountant.get(PAGE).body;
    for part in ["2026年预算执行", "公益支出", "1,000.00", "950.00", "95%", "接近预算", "6,000.00", "share-bar"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("超预算"), "{page}");
    let csv = accountant.get("/desk/books/budget.csv?village=990101001001").body;
    assert!(csv.contains("公益支出,95%,1000.00,950.00,0.00,50.00"), "{csv}");
    assert_eq!(accountant.get(&format!("{PAGE}&code=2024")).status, 404, "a year without a budget");
    assert_eq!(Browser::of(bench, &bench.village(2), Post::Bookkeeper).get(PAGE).status, 403, "another village's");
    bench.verified();
}

fn everybody_sees_the_budget_and_that_there_is_none(bench: &Bench) {
    const OPEN: &str = "/v/990101001001/budget";
    begun(bench);
    let stranger = Browser::stranger(bench);
    for address in [OPEN, "/v/990101001001/finance"] {
        let page = stranger.get(address).body;
        assert!(page.contains("2026年没有经成员大会决定的预算") && page.contains("tag-orange"), "{address}: {page}");
    }
    decided(bench);
    through(bench, cleaning("950", "YS-1", "青溪日杂店"));
    let page = stranger.get(OPEN).body;
    for part in ["1,000.00", "950.00", "95%", "接近预算", "share-bar", "/cases/990101001001-C5-2026-0001"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("超预算") && !page.contains("没有经成员大会"), "{page}");
    assert!(!page.contains("/desk/"), "what is the officials' stays theirs: {page}");
    assert!(!stranger.get("/v/990101001001/finance").body.contains("没有经成员大会"));
    through(bench, cleaning("250", "YS-2", "溪口日杂店"));
    let page = stranger.get(OPEN).body;
    assert!(page.contains("“公益支出”超预算200.00元：定了1,000.00元，已经用了1,200.00元（120%）"), "{page}");
    assert_eq!(stranger.get("/v/990101001001/budget/2026").status, 200);
    assert_eq!(stranger.get("/v/990101001001/budget/2024").status, 404, "a year without a budget");
    bench.verified();
}

/// The form of a routine expense, looked at by whoever claims it.
fn previewed(bench: &Bench, clerk: &Browser, amount: &str) -> String {
    let begun = Begun::new(bench, clerk);
    let mut fields: Vec<(String, String)> = begun.fields.iter().filter(|(name, _)| name != "sure").cloned().collect();
    for (name, value) in &mut fields {
        match name.as_str() {
            "amount_fen" => amount.clone_into(value),
            "category" => "cleaning".clone_into(value),
            _ => {}
        }
    }
    clerk.send_parts(&Begun::form(bench), &fields, &begun.files).body
}

fn an_expense_says_beforehand_what_it_leaves_of_the_budget(bench: &Bench) {
    begun(bench);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert!(!previewed(bench, &clerk, "60").contains("预算还剩多少"), "no budget was decided");
    decided(bench);
    through(bench, cleaning("900", "YS-1", "青溪日杂店"));
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let page = previewed(bench, &clerk, "60");
    let said = "“公益支出”2026年预算1,000.00元，别的已用900.00元，这次60.00元，之后剩40.00元（已用96%）";
    assert!(page.contains(said), "{page}");
    let page = previewed(bench, &clerk, "150");
    assert!(page.contains("超预算50.00元（已用105%）") && page.contains("监督的人会收到预警"), "{page}");
}
