//! The books on their pages: from the trial balance to the voucher to the case; closed months for everybody.

use crate::browser::Browser;
use capital::{BankAccount, ClosePeriod, PrepareBooks};
use demo::testing::{Bench, day};
use demo::{Matter, Went, make_paper};
use ledger::{Code, OpeningLine, Side, SubAccount};
use std::collections::BTreeMap;
use village::{Fen, Post, Words};

const BOOKS: &str = "/desk/books";
const PUBLIC: &str = "/v/990101001001/books";

/// A village with 20,000 yuan in the bank, one expense of 120.50 paid in March; it is April.
pub(crate) fn paid(bench: &Bench) -> String {
    bench.found(2);
    let village = bench.village(1);
    let code = |text: &str| Code::parse(text).unwrap();
    let line = |account, side| OpeningLine { account: code(account), side, amount_fen: Fen::yuan(20_000) };
    let deed = PrepareBooks {
        contains_moved: false,
        village: village.clone(),
        first: "2026-03".parse().unwrap(),
        accounts: vec![SubAccount { code: code("10201"), name: Words::new("基本户", "basic account") }],
        banks: vec![BankAccount {
            code: code("10201"),
            bank: "农商银行".into(),
            kind: "basic".into(),
            last_digits: "0417".into(),
        }],
        opening: vec![line("10201", Side::Debit), line("301", Side::Credit)],
        paper: make_paper(bench.office.files(), "期初余额表", &["签字移交".into()]).unwrap(),
    };
    bench.by_two(&village, deed);
    let values = [
        ("amount_fen", "120.50"),
        ("purpose", "买扫帚20把，用于村道保洁"),
        ("category", "cleaning"),
        ("payee", "青溪日杂店"),
        ("invoice_no", "24330000000000000001"),
        ("pay_by", "transfer"),
    ];
    let mut claim = Matter {
        village: village.clone(),
        affair: "C1".into(),
        title: "买扫帚".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    };
    while !matches!(bench.go_on(&mut claim), Went::Ended) {}
    bench.go_to(day("2026-04-02"));
    claim.case.unwrap().to_string()
}

fn an_official_goes_from_the_trial_balance_to_the_voucher_to_the_case(bench: &Bench) {
    let case = paid(bench);
    let village = bench.village(1);
    let accountant = Browser::of(bench, &village, Post::AgencyAccountant);
    assert!(accountant.get("/desk").body.contains(BOOKS), "no link leads there");
    let page = accountant.get(&format!("{BOOKS}?village={village}&period=2026-03"));
    assert_eq!(page.status, 200, "{}", page.body);
    for part in ["银行存款－基本户", "19,879.50", "公益支出－保洁绿化", "付-0001", "还没有结账"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let address = format!("{BOOKS}/{village}-2026-03-P0001");
    assert!(page.body.contains(&address), "{}", page.body);
    let voucher = accountant.get(&address).body;
    assert!(voucher.contains(&format!("/desk/cases/{case}")) && voucher.contains("120.50"), "{voucher}");
    assert_eq!(accountant.get(&format!("/desk/cases/{case}")).status, 200);
    assert_eq!(accountant.get(&format!("{BOOKS}/{village}-2026-03-P0002")).status, 404);
    let empty = accountant.get(&format!("{BOOKS}?village={}", bench.village(2))).body;
    assert!(empty.contains("这个村还没有建账"), "{empty}");
}

fn the_tables_are_taken_along(bench: &Bench) {
    let case = paid(bench);
    let village = bench.village(1);
    let accountant = Browser::of(bench, &village, Post::AgencyAccountant);
    let asked = format!("?village={village}&period=2026-03");
    let trial = accountant.get(&format!("{BOOKS}/trial.csv{asked}"));
    assert_eq!(trial.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        trial.body.contains("10201,银行存款－基本户,资产,20000.00,0.00,0.00,120.50,19879.50,0.00"),
        "{}",
        trial.body
    );
    let vouchers = accountant.get(&format!("{BOOKS}/vouchers.csv{asked}")).body;
    assert_eq!(vouchers.lines().count(), 3, "{vouchers}");
    assert!(vouchers.contains(&case), "{vouchers}");
}

/// As the accounting system lays statements out: the year's beginning beside the end, the month beside the year so far; and the trial
/// balance with a debit and a credit column each.
fn statements_are_laid_out_as_the_accounting_system_has_them(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let accountant = Browser::of(bench, &village, Post::AgencyAccountant);
    let asked = |month: &str| format!("?village={village}&period={month}");
    let csv = accountant.get(&format!("{BOOKS}/statements.csv{}", asked("2026-03"))).body;
    assert!(csv.contains("报表,项目,年初余额,期末余额"), "{csv}");
    assert!(csv.contains("报表,项目,本月数,本年累计数\r\n") || csv.contains("报表,项目,本月数,本年累计数\n"), "{csv}");
    assert!(csv.contains("资产负债表,货币资金,20000.00,19879.50"), "{csv}");
    assert!(csv.lines().any(|line| line.contains("公益支出") && line.ends_with(",120.50,120.50")), "{csv}");
    let page = accountant.get(&format!("{BOOKS}/statements{}", asked("2026-03"))).body;
    for head in ["年初余额", "期末余额", "本月数", "本年累计数"] {
        assert!(page.contains(&format!("scope=\"col\" class=\"number\">{head}")), "{head}: {page}");
    }
    let page = accountant.get(&format!("{BOOKS}{}", asked("2026-03"))).body;
    assert!(page.contains("data-label=\"期初借方\">20,000.00") || page.contains("data-label=\"期初借方\"><"), "{page}");
    for group in ["日常", "本月", "本年", "登记簿"] {
        assert!(page.contains(&format!("<h2>{group}</h2>")), "{group}: {page}");
    }
    // The month has ended: what comes first is the bank, and nothing else is offered as loudly.
    bench.go_to(demo::testing::day("2026-04-02"));
    let page = Browser::of(bench, &village, Post::AgencyAccountant).get(BOOKS).body;
    assert!(page.contains("现在该办：") && page.contains("银行对账</a>"), "{page}");
    // In April the month's column is empty of what March did, and the year's holds it.
    let csv = Browser::of(bench, &village, Post::AgencyAccountant)
        .get(&format!("{BOOKS}/statements.csv?village={village}&period=2026-03&day=2026-03-01"))
        .body;
    assert!(csv.contains("资产负债表,货币资金,20000.00,20000.00"), "{csv}");
}

fn whoever_may_not_read_a_villages_papers_reads_no_books(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    for post in [Post::Administrator, Post::Representative] {
        let browser = Browser::of(bench, &village, post);
        assert_eq!(browser.get(BOOKS).status, 403, "{post}");
        assert_eq!(browser.get(&format!("{BOOKS}/{village}-2026-03-P0001")).status, 404, "{post}");
        assert_eq!(browser.get(&format!("{BOOKS}/vouchers.csv?village={village}")).status, 403, "{post}");
        assert!(!browser.get("/desk").body.contains(BOOKS), "{post}: a link leads to what is not theirs");
    }
    let clerk = Browser::of(bench, &bench.village(2), Post::Clerk);
    assert_eq!(clerk.get(&format!("{BOOKS}?village={village}")).status, 403, "another village's");
}

fn everybody_sees_closed_months_and_no_open_one(bench: &Bench) {
    let case = paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let before = stranger.get(PUBLIC);
    assert!(before.status == 200 && before.body.contains("还没有结过账的月份"), "{}", before.body);
    assert!(!before.body.contains("120.50"), "an open month is not public");
    assert_eq!(stranger.get(&format!("{PUBLIC}/{village}-2026-03-P0001")).status, 404, "nor is its voucher");
    assert_eq!(stranger.get(&format!("{PUBLIC}?period=2026-03")).status, 404);
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    // Four taps: the village's page, finance, the books, the voucher, which leads to its case.
    assert!(stranger.get("/v/990101001001").body.contains("/v/990101001001/finance"));
    assert!(stranger.get("/v/990101001001/finance").body.contains(PUBLIC));
    let page = stranger.get(PUBLIC).body;
    for part in ["120.50", "买扫帚20把", "19,879.50", "货币资金", "资产总计"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let voucher = format!("{PUBLIC}/{village}-2026-03-P0001");
    assert!(page.contains(&format!("href=\"{voucher}\"")), "{page}");
    let shown = stranger.get(&voucher).body;
    for part in ["120.50", "买扫帚20把", "银行存款", "凭证的二维码", "<svg"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(shown.contains(&format!("/cases/{case}")), "{shown}");
    // Of whoever approved it a stranger reads the surname; officials read the name and the fingerprint of the whole.
    let own =
        Browser::of(bench, &village, Post::AgencyAccountant).get(&format!("{BOOKS}/{village}-2026-03-P0001")).body;
    let row = bench.read(|reader| capital::voucher(reader, &village, &format!("{village}-2026-03-P0001"))).unwrap();
    let names: Vec<String> = row
        .people
        .iter()
        .flatten()
        .map(|person| bench.read(|reader| office::roster::name_of(reader, person)).unwrap())
        .collect();
    assert!(!names.is_empty() && own.contains(&row.hash.to_string()) && own.contains(&voucher), "{own}");
    assert!(!shown.contains(&row.hash.to_string()));
    for name in &names {
        assert!(own.contains(name.as_str()) && !shown.contains(&format!("<dd>{name}</dd>")), "{name}: {shown}");
    }
    let png = stranger.get(&format!("{voucher}/qr.png"));
    assert!(png.status == 200 && png.headers["content-type"] == "image/png");
    assert_eq!(stranger.get(&format!("{voucher}/qr.svg")).status, 200);
    assert_eq!(stranger.get(&format!("{PUBLIC}/{village}-2026-03-P0099")).status, 404);
    assert_eq!(stranger.get(&format!("/v/990101001002/books/{village}-2026-03-P0001")).status, 404);
    assert_eq!(stranger.get(&format!("/cases/{case}")).status, 200);
    assert_eq!(stranger.get("/v/990101001099/books").status, 404);
}

demo::on_both_databases!(
    an_official_goes_from_the_trial_balance_to_the_voucher_to_the_case,
    the_tables_are_taken_along,
    statements_are_laid_out_as_the_accounting_system_has_them,
    whoever_may_not_read_a_villages_papers_reads_no_books,
    everybody_sees_closed_months_and_no_open_one,
);
