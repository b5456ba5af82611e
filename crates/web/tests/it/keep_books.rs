//! The accountant's acts on their pages: books begun from a spreadsheet, months closed and opened again by two, vouchers taken back by two,
//! statements down to the voucher.

use crate::browser::{Browser, hidden};
use crate::delegation::papers;
use demo::testing::{Bench, day};
use demo::{Matter, Went};
use std::collections::BTreeMap;
use village::Post;

const BEGIN: &str = "/desk/books/begin?village=990101001001";
const BALANCES: &str = "科目编码,科目名称,借方余额,贷方余额\n10201,基本户,20000,\n301,资本,,20000\n";

pub(crate) fn paper(bench: &Bench) -> (String, String, Vec<u8>) {
    let [(_, _, bytes), _] = papers(bench);
    ("paper.ground".into(), "余额表.pdf".into(), bytes)
}

pub(crate) fn fields(page: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = [("csrf", hidden(page, "csrf")), ("key", hidden(page, "key")), ("sure", "yes".to_owned())];
    let own = own.map(|(name, value)| (name.to_owned(), value)).into_iter();
    own.chain(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

const BANK: [(&str, &str); 4] = [("first", "2026-03"), ("banks", "农商银行"), ("digits", "0417"), ("code", "10201")];

pub(crate) fn begun(bench: &Bench) -> Browser {
    bench.found(2);
    let accountant = Browser::of(bench, &bench.village(1), Post::AgencyAccountant);
    let page = accountant.get(BEGIN);
    assert_eq!(page.status, 200, "{}", page.body);
    let file = ("file".to_owned(), "期初.csv".to_owned(), BALANCES.as_bytes().to_vec());
    let sent = accountant.send_parts(BEGIN, &fields(&page.body, &BANK), &[file, paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    confirmed(bench, 1);
    accountant
}

/// The township compares what was handed over and confirms it on its page.
pub(crate) fn confirmed(bench: &Bench, number: i64) {
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    let at = format!("/desk/books/handover?village=990101001001&number={number}");
    let page = township.get(&at);
    assert!(page.status == 200 && page.body.contains("签字的移交清单"), "{}", page.body);
    let sent = township.send_parts(&at, &fields(&page.body, &[("answer", "confirm")]), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
}

pub(crate) fn paid(bench: &Bench) -> String {
    let mut claim = claim(bench);
    while !matches!(bench.go_on(&mut claim), Went::Ended) {}
    format!("/desk/books/{}-2026-03-P0001", bench.village(1))
}

fn claim(bench: &Bench) -> Matter {
    let values = [
        ("amount_fen", "120.50"),
        ("purpose", "买扫帚20把"),
        ("category", "cleaning"),
        ("payee", "青溪日杂店"),
        ("invoice_no", "24330000000000000001"),
        ("pay_by", "transfer"),
    ];
    Matter {
        village: bench.village(1),
        affair: "C1".into(),
        title: "买扫帚".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

fn books_begin_from_a_spreadsheet_or_every_fault_is_told_with_its_row(bench: &Bench) {
    bench.found(2);
    let accountant = Browser::of(bench, &bench.village(1), Post::AgencyAccountant);
    let page = accountant.get(BEGIN).body;
    let before = bench.office.archive().head();
    let wrong = "科目编码,科目名称,借方余额,贷方余额\n1O2,银行,1,\n10201,,20.005,\n301,资本,,-1\n";
    let file = ("file".to_owned(), "期初.csv".to_owned(), wrong.as_bytes().to_vec());
    let sent = accountant.send_parts(BEGIN, &fields(&page, &BANK), &[file, paper(bench)]);
    assert_eq!(sent.status, 422);
    for part in ["第2行", "不是科目编码", "第3行", "超过两位小数", "第4行", "小于零", "余额表.pdf"]
    {
        assert!(sent.body.contains(part), "{part}: {}", sent.body);
    }
    let file = ("file".to_owned(), "期初.csv".to_owned(), BALANCES.replace(",20000\n", ",19999\n").into_bytes());
    let sent = accountant.send_parts(BEGIN, &fields(&page, &BANK), &[file, paper(bench)]);
    assert!(sent.status == 422 && sent.body.contains("借贷不平"), "{}", sent.body);
    let mut typed = BANK.to_vec();
    typed.push(("typed", "10201，基本户，20000，\n301，资本，，20000"));
    assert_eq!(bench.office.archive().head(), before, "nothing is partly taken");
    // Before it is sent, it is shown once more with its totals on both sides, by kind and by account.
    let unsure: Vec<_> = fields(&page, &typed).into_iter().filter(|(name, _)| name != "sure").collect();
    let shown = accountant.send_parts(BEGIN, &unsure, &[paper(bench)]).body;
    for part in ["借方20,000.00元，贷方20,000.00元", "其中资产类", "其中所有者权益类", "102 银行存款"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let sent = accountant.send_parts(BEGIN, &fields(&page, &typed), &[paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let waits = accountant.get("/desk/books").body;
    assert!(waits.contains("已送审") && waits.contains("这个村还没有建账") && !waits.contains("20,000.00"), "{waits}");
    let own = accountant.get("/desk/books/handover?village=990101001001&number=1").body;
    assert!(own.contains("等乡镇干部确认") && !own.contains("name=\"key\""), "{own}");
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    assert!(township.get("/desk").body.contains("/desk/books/handover?village=990101001001"));
    confirmed(bench, 1);
    assert!(accountant.get("/desk/books").body.contains("20,000.00"));
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert_eq!(clerk.get(BEGIN).status, 403);
    bench.verified();
}

fn a_month_is_closed_and_opened_again_by_two_on_its_pages(bench: &Bench) {
    let accountant = begun(bench);
    paid(bench);
    let at = |act: &str| format!("/desk/books/period?village=990101001001&period=2026-03&act={act}");
    let close = accountant.get(&at("close")).body;
    assert!(close.contains("还没有过完") && !close.contains("name=\"key\""), "{close}");
    let early = accountant.get(&at("year")).body;
    assert!(early.contains("现在还不能结转") && !early.contains("name=\"key\""), "{early}");
    let other = accountant.get(&at("reopen")).body;
    let early = accountant.send_parts(&at("close"), &fields(&other, &[]), &[]);
    assert!(early.status.is_client_error() && early.body.contains("还没有过完"), "{}", early.body);
    bench.go_to(day("2026-04-02"));
    let accountant = Browser::of(bench, &bench.village(1), Post::AgencyAccountant);
    let books = accountant.get("/desk/books?village=990101001001&period=2026-03").body;
    assert!(books.contains("act=close"), "{books}");
    for part in ["现在有多少钱", "19,879.50"] {
        assert!(books.contains(part), "{part}: {books}");
    }
    let close = accountant.get(&at("close")).body;
    for part in ["还没有和银行对账的账户", "/desk/books/reconcile?village=", "已批准还没付0.00元", "结账的原因"]
    {
        assert!(close.contains(part), "{part}: {close}");
    }
    let bare = accountant.send_parts(&at("close"), &fields(&close, &[]), &[]);
    assert!(bare.status == 422 && bare.body.contains("还没有和银行对上"), "{}", bare.body);
    let why = [("reason", "银行对账单还没有寄到")];
    assert_eq!(accountant.send_parts(&at("close"), &fields(&close, &why), &[]).status, 303);
    let public = Browser::stranger(bench).get("/v/990101001001/books").body;
    assert!(public.contains("结账人写的原因：银行对账单还没有寄到"), "{public}");
    let reopen = accountant.get(&at("reopen")).body;
    let empty = accountant.send_parts(&at("reopen"), &fields(&reopen, &[("reason", " ")]), &[]);
    assert!(empty.status == 422 && empty.body.contains("写明为什么"), "{}", empty.body);
    let sent = accountant.send_parts(&at("reopen"), &fields(&reopen, &[("reason", "漏记一笔")]), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let waits = accountant.get(&at("reopen")).body;
    assert!(
        waits.contains("漏记一笔") && waits.contains("等乡镇干部确认") && !waits.contains("name=\"key\""),
        "{waits}"
    );
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    let asked = township.get(&at("reopen")).body;
    assert!(asked.contains("漏记一笔") && asked.contains("确认重开"), "{asked}");
    assert_eq!(township.send_parts(&at("reopen"), &fields(&asked, &[]), &[]).status, 303);
    assert!(accountant.get("/desk/books?village=990101001001&period=2026-03").body.contains("act=close"));
    bench.verified();
}

fn a_years_end_is_shown_whole_before_it_is_confirmed(bench: &Bench) {
    let accountant = begun(bench);
    paid(bench);
    bench.go_to(day("2027-01-05"));
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::AgencyAccountant);
    let mut month: ledger::Period = "2026-03".parse().unwrap();
    while !month.ends_the_year() {
        let reason = "银行对账单还没有寄到".to_owned();
        bench.done(&desk, capital::ClosePeriod { village: village.clone(), period: month, reason });
        month = month.next();
    }
    drop(accountant);
    let accountant = Browser::of(bench, &village, Post::AgencyAccountant);
    let at = "/desk/books/period?village=990101001001&period=2026-12&act=year";
    let page = accountant.get(at).body;
    for part in [
        "全年收入",
        "本年收益",
        "−<small>¥</small>120.50",
        "提取公积公益金（按规定比例30%）",
        "结转下年的未分配收益",
        "51401",
        "2026年结转本年收益",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(accountant.send_parts(at, &fields(&page, &[]), &[]).status, 303);
    assert!(accountant.get(at).body.contains("现在还不能结转"), "once");
    bench.verified();
}

fn the_cashier_reads_payee_account_and_amount_as_they_were_decided(bench: &Bench) {
    begun(bench);
    let mut claim = claim(bench);
    bench.go_on_to(&mut claim, "pay");
    let case = claim.case.clone().unwrap();
    let cashier = Browser::of(bench, &bench.village(1), Post::AgencyCashier);
    let form = cashier.get(&format!("/desk/cases/{case}/acts/pay")).body;
    for part in ["按审批付这笔款", "青溪日杂店", "10201 农商银行 …0417", "120.50", "壹佰贰拾元伍角整"]
    {
        assert!(form.contains(part), "{part}: {form}");
    }
    let books = cashier.get("/desk/books?village=990101001001").body;
    assert!(books.contains("已批准、还没付") && books.contains("19,879.50"), "{books}");
}

fn what_was_kept_before_is_sent_back_or_confirmed_on_its_page(bench: &Bench) {
    const OLD: &str =
        "日期,凭证字,凭证号,摘要,科目编码,借方,贷方\n2026-03-01,付,1,买扫帚,51401,120.50,\n,,,,10201,,120.50\n";
    let accountant = begun(bench);
    let at = "/desk/books/import?village=990101001001";
    let send = |act: &str, papers: &[(String, String, Vec<u8>)]| {
        let page = accountant.get(at).body;
        let file = ("file".to_owned(), "凭证.csv".to_owned(), OLD.as_bytes().to_vec());
        let filled = fields(&page, &[("source", "旧账套"), ("chart", "now"), ("act", act)]);
        accountant.send_parts(at, &filled, &[vec![file], papers.to_vec()].concat())
    };
    let tried = send("try", &[]).body;
    assert!(tried.contains("没有发现错误") && tried.contains("其中支出类"), "{tried}");
    let early = send("take", &[]);
    assert!(early.status.is_client_error() && early.body.contains("还没有经第二人确认"), "{}", early.body);
    let bare = send("prepare", &[]);
    assert!(bare.status == 422 && bare.body.contains("请附上材料"), "{}", bare.body);
    assert_eq!(send("prepare", &[paper(bench)]).status, 303);
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    let back = "/desk/books/handover?village=990101001001&number=2";
    let page = township.get(back).body;
    let none = township.send_parts(back, &fields(&page, &[]), &[]);
    assert!(none.status == 422 && none.body.contains("请选择"), "{}", none.body);
    let filled = [("answer", "return"), ("remark", "清单没有签字")];
    assert_eq!(township.send_parts(back, &fields(&page, &filled), &[]).status, 303);
    assert!(accountant.get("/desk/books").body.contains("清单没有签字"));
    assert_eq!(township.get("/desk/books/handover/paper?village=990101001001&number=2").status, 200);
    assert_eq!(send("prepare", &[paper(bench)]).status, 303);
    confirmed(bench, 3);
    assert!(accountant.get("/desk/books").body.contains("已确认，还没有导入完"));
    assert_eq!(send("take", &[]).status, 303);
    assert!(accountant.get("/desk/books").body.contains("买扫帚"));
    let right = accountant.get("/desk/books/opening?village=990101001001").body;
    assert!(right.contains("1张凭证") && right.contains("导入旧凭证") && !right.contains("name=\"key\""), "{right}");
    let public = Browser::stranger(bench).get("/v/990101001001/books").body;
    assert!(public.contains("期初余额（建账）") && public.contains("旧凭证") && public.contains("确认"), "{public}");
    bench.verified();
}

fn opening_balances_are_put_right_on_their_page(bench: &Bench) {
    let accountant = begun(bench);
    let at = "/desk/books/opening?village=990101001001";
    let page = accountant.get(at).body;
    let typed = [("reason", "移交表抄错"), ("typed", "10201，基本户，19000，\n301，资本，，19000")];
    let bare = accountant.send_parts(at, &fields(&page, &typed), &[]);
    assert!(bare.status == 422 && bare.body.contains("请附上材料"), "{}", bare.body);
    let sent = accountant.send_parts(at, &fields(&page, &typed), &[paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    confirmed(bench, 2);
    assert!(accountant.get("/desk/books").body.contains("19,000.00"));
    let public = Browser::stranger(bench).get("/v/990101001001/books").body;
    assert!(public.contains("更正理由：移交表抄错"), "{public}");
    bench.verified();
}

fn a_voucher_is_taken_back_by_two_on_its_page(bench: &Bench) {
    let accountant = begun(bench);
    let voucher = paid(bench);
    let form = format!("{voucher}/reversal");
    assert!(accountant.get(&voucher).body.contains(&form));
    let page = accountant.get(&form).body;
    assert!(page.contains("51306") && !page.contains("value=\"101\""), "{page}");
    let bare = accountant.send_parts(&form, &fields(&page, &[("reason", "记错科目")]), &[]);
    assert!(bare.status == 422 && bare.body.contains("请附上材料"), "{}", bare.body);
    let filled = fields(&page, &[("reason", "记错科目"), ("instead.1", "51306")]);
    let sent = accountant.send_parts(&form, &filled, &[paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let list = accountant.get("/desk/books").body;
    assert!(list.contains("等待确认冲销"), "{list}");
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    let asked = township.get(&form).body;
    assert!(asked.contains("记错科目") && asked.contains("51306") && asked.contains("确认冲销"), "{asked}");
    assert_eq!(township.send_parts(&form, &fields(&asked, &[]), &[]).status, 303);
    assert!(!accountant.get(&voucher).body.contains(&form), "it is taken back once");
    assert!(accountant.get("/desk/books").body.contains("已冲销"));
    bench.go_to(day("2026-04-02"));
    let accountant = Browser::of(bench, &bench.village(1), Post::AgencyAccountant);
    let at = "/desk/books/period?village=990101001001&period=2026-03&act=close";
    let close = accountant.get(at).body;
    let why = [("reason", "银行对账单还没有寄到")];
    assert_eq!(accountant.send_parts(at, &fields(&close, &why), &[]).status, 303);
    let public = Browser::stranger(bench).get("/v/990101001001/books").body;
    assert!(
        public.contains("提出冲销凭证") && public.contains("理由：记错科目") && public.contains("确认"),
        "{public}"
    );
    bench.verified();
}

fn every_figure_of_a_statement_opens_what_lies_beneath(bench: &Bench) {
    let accountant = begun(bench);
    let voucher = paid(bench);
    let at = "village=990101001001&period=2026-03";
    let page = accountant.get(&format!("/desk/books/statements?{at}")).body;
    for part in ["货币资金", "19,879.50", "资产总计", "净收益", "code=10201"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let before = accountant.get("/desk/books/statements?village=990101001001&day=2026-03-01").body;
    assert!(before.contains("20,000.00") && !before.contains("19,879.50"), "on an earlier day: {before}");
    let account = accountant.get(&format!("/desk/books/account?{at}&code=10201")).body;
    assert!(account.contains(&voucher) && account.contains("120.50") && account.contains("19,879.50"), "{account}");
    let above = accountant.get(&format!("/desk/books/account?{at}&code=102")).body;
    assert!(above.contains(&voucher), "the general ledger sums what lies beneath");
    assert_eq!(accountant.get(&format!("/desk/books/account?{at}&code=777")).status, 404);
    let csv = accountant.get(&format!("/desk/books/statements.csv?{at}")).body;
    assert!(csv.contains("资产负债表,货币资金,20000.00,19879.50"), "{csv}");
    let csv = accountant.get(&format!("/desk/books/account.csv?{at}&code=10201")).body;
    assert!(csv.contains("120.50,19879.50"), "{csv}");
    let sheet = accountant.get(&format!("/desk/books/statements.csv?{at}&as=xlsx"));
    assert!(sheet.body.starts_with("PK") && sheet.headers["content-disposition"].to_str().unwrap().contains(".xlsx"));
}

fn a_bank_account_is_registered_on_its_page(bench: &Bench) {
    let accountant = begun(bench);
    let at = "/desk/books/bank?village=990101001001";
    let page = accountant.get(at).body;
    assert!(page.contains("农商银行 …0417"), "{page}");
    let filled = |kind: &'static str| {
        [("kind", kind), ("name", "专户"), ("banks", "信用社"), ("digits", "0418"), ("code", "10202")]
    };
    let refused = accountant.send_parts(at, &fields(&page, &filled("personal")), &[paper(bench)]);
    assert!(refused.body.contains("集体资金不能存入个人账户"), "{}", refused.body);
    let again = accountant.get(at).body;
    assert_eq!(accountant.send_parts(at, &fields(&again, &filled("land")), &[paper(bench)]).status, 303);
    assert!(accountant.get(at).body.contains("信用社 …0418"));
    bench.verified();
}

demo::on_both_databases!(
    books_begin_from_a_spreadsheet_or_every_fault_is_told_with_its_row,
    a_month_is_closed_and_opened_again_by_two_on_its_pages,
    a_years_end_is_shown_whole_before_it_is_confirmed,
    the_cashier_reads_payee_account_and_amount_as_they_were_decided,
    what_was_kept_before_is_sent_back_or_confirmed_on_its_page,
    opening_balances_are_put_right_on_their_page,
    a_voucher_is_taken_back_by_two_on_its_page,
    every_figure_of_a_statement_opens_what_lies_beneath,
    a_bank_account_is_registered_on_its_page,
);
