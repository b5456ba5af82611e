//! A project from its contract to its last payment: under way, property, owed, paid; and accounts registered later.

use crate::scene::{balance, code, matter, opening, says, through, with_books};
use capital::{BankAccount, RegisterAccount};
use demo::testing::Bench;
use demo::{Matter, make_paper, on_both_databases};
use ledger::SubAccount;
use village::{Place, Post, Words};

on_both_databases!(
    works_under_way_become_property_and_what_is_not_paid_is_owed,
    a_bank_account_is_registered_later,
    nothing_is_opened_beneath_an_account_that_cases_post_to,
);

fn contract(bench: &Bench, village: &Place) -> (String, String) {
    let mut decision = matter(
        village,
        "A1",
        &[
            ("title", "修水渠"),
            ("matter", "public_works"),
            ("amount_fen", "40000"),
            ("body", "member_assembly"),
            ("result", "已修好"),
        ],
    );
    bench.go_on_to(&mut decision, "execute");
    let (starts, ends) = (bench.today().plus(60).to_string(), bench.today().plus(120).to_string());
    let mut project = matter(
        village,
        "F1",
        &[
            ("title", "修水渠"),
            ("works_kind", "water"),
            ("amount_fen", "30000"),
            ("budget_fen", "30000"),
            ("fund_source", "collective"),
            ("debt", "none"),
            ("method", "quotes"),
            ("bidders", "4"),
            ("bid_deposit_fen", "0"),
            ("party", "青溪建筑队"),
            ("price_fen", "18000"),
            ("contract_no", "GC-1"),
            ("contract_price_fen", "18000"),
            ("bond_fen", "900"),
            ("planned_start", &starts),
            ("planned_end", &ends),
        ],
    );
    through(bench, &mut project);
    (bench.case(&decision).id.to_string(), bench.case(&project).id.to_string())
}

fn works_under_way_become_property_and_what_is_not_paid_is_owed(bench: &Bench) {
    let village = with_books(bench);
    let (decision, project) = contract(bench, &village);
    let mut advance: Matter = matter(
        &village,
        "C2",
        &[
            ("decision_case", &decision),
            ("contract_case", &project),
            ("amount_fen", "5000"),
            ("payee", "青溪建筑队"),
            ("stage", "advance"),
            ("invoice_no", "C2-1"),
        ],
    );
    through(bench, &mut advance);
    let today = |account: &str| balance(bench, &village, &bench.today().to_string(), account);
    assert_eq!((today("153"), today("10201")), (500_000, 1_500_000), "works under way, by the contract's affair");
    let mut settlement = matter(
        &village,
        "F2",
        &[
            ("contract_case", &project),
            ("amount_fen", "18000"),
            ("payee", "青溪建筑队"),
            ("settled_fen", "18000"),
            ("final_fen", "18000"),
            ("pay_fen", "12000"),
            ("invoice_no", "F2-1"),
        ],
    );
    settlement.outcomes.insert("carry_on".into(), "finished".into());
    bench.go_on_to(&mut settlement, "request_settlement");
    assert_eq!((today("151"), today("153"), today("211")), (1_800_000, 0, -1_300_000), "property, and owed");
    bench.go_on_to(&mut settlement, "defect_period");
    assert_eq!((today("211"), today("10201")), (-100_000, 300_000));
    bench.verified();
}

fn a_bank_account_is_registered_later(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let register = |account: &str, kind: &str| RegisterAccount {
        village: village.clone(),
        name: Words::new("土地补偿费专户", "land compensation"),
        bank: BankAccount {
            code: code(account),
            bank: "农商银行".into(),
            kind: kind.into(),
            last_digits: "0418".into(),
        },
        paper: make_paper(bench.office.files(), "开户通知", &["开户".into()]).unwrap(),
    };
    let check = |account: &str, kind: &str, zh: &str| {
        says(&bench.refused(&accountant, register(account, kind)), zh);
    };
    check("10202", "basic", "有且只有一个");
    check("10201", "land", "出现了两次");
    check("1020101", "land", "10201");
    check("11301", "land", "11301不行");
    assert!(bench.refused(&accountant, register("10202", "personal")).violation);
    bench.done(&accountant, register("10202", "land"));
    assert_eq!(bench.read(|reader| capital::banks(reader, &village)).len(), 2);
    check("10203", "land", "最多一个");
    bench.verified();
}

fn nothing_is_opened_beneath_an_account_that_cases_post_to(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut deed = opening(bench, &village);
    deed.accounts.push(SubAccount { code: code("11301"), name: Words::new("社员", "members") });
    says(&bench.refused(&bench.desk(&village, Post::AgencyAccountant), deed), "不能再往下设明细");
}
