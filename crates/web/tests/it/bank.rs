//! The bank on the accountant's pages: a statement sent, its columns chosen once, lines matched and undone, the month signed and seen;
//! and vouchers of another program tried and taken over.

use crate::browser::{Answer, Browser};
use crate::keep_books::{begun, confirmed, fields, paid, paper};
use demo::testing::{Bench, day};
use village::Post;

const STATEMENT: &str = "/desk/books/statement?village=990101001001&code=10201";
const RECONCILE: &str = "/desk/books/reconcile?village=990101001001&code=10201&period=2026-03";
const IMPORT: &str = "/desk/books/import?village=990101001001";

const MARCH: &str = "日期,进,出,余额,对方户名,流水号\n2026-03-06,,120.50,19879.50,青溪日杂店,N1\n2026-03-20,1.30,,19880.80,存款结息,N2\n";

fn send(browser: &Browser, path: &str, more: &[(&str, &str)], file: Option<(&str, &str)>) -> Answer {
    let page = browser.get(path).body;
    let files: Vec<_> =
        file.iter().map(|(name, text)| ("file".to_owned(), (*name).to_owned(), text.as_bytes().to_vec())).collect();
    browser.send_parts(path, &fields(&page, more), &files)
}

/// A village that paid 120.50 yuan by the bank, in April.
fn april(bench: &Bench) -> Browser {
    begun(bench);
    paid(bench);
    bench.go_to(day("2026-04-02"));
    Browser::of(bench, &bench.village(1), Post::AgencyAccountant)
}

const CHOSEN: [(&str, &str); 6] = [
    ("column.day", "日期"),
    ("column.in", "进"),
    ("column.out", "出"),
    ("column.balance", "余额"),
    ("column.payee", "对方户名"),
    ("until", "2026-03-31"),
];

fn columns_are_chosen_once_and_remembered(bench: &Bench) {
    let accountant = april(bench);
    let head = bench.office.archive().head();
    let unknown = send(&accountant, STATEMENT, &[], Some(("三月.csv", MARCH)));
    assert!(unknown.status == 422 && unknown.body.contains("请选收入和支出两列"), "{}", unknown.body);
    assert!(
        unknown.body.contains("name=\"column.in\"") && unknown.body.contains("<option value=\"进\""),
        "{}",
        unknown.body
    );
    let none = send(&accountant, STATEMENT, &[], None);
    assert!(none.status == 422 && none.body.contains("请选择从网上银行下载"), "{}", none.body);
    let broken = MARCH.replace("19880.80", "19880.90");
    let broken = send(&accountant, STATEMENT, &CHOSEN, Some(("三月.csv", &broken)));
    assert!(broken.status == 422 && broken.body.contains("应为19,880.80元"), "{}", broken.body);
    assert_eq!(bench.office.archive().head(), head, "nothing is partly taken");
    let sent = send(&accountant, STATEMENT, &CHOSEN, Some(("三月.csv", MARCH)));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let again = send(&accountant, STATEMENT, &[("until", "2026-03-31")], Some(("三月.csv", MARCH)));
    assert!(again.body.contains("每一笔都已经导入过"), "{}", again.body);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert_eq!(clerk.get(STATEMENT).status, 403);
    bench.verified();
}

fn a_month_is_matched_signed_and_seen_on_its_page(bench: &Bench) {
    let accountant = april(bench);
    assert!(accountant.get(RECONCILE).body.contains("还没有导入对账单"));
    let close = "/desk/books/period?village=990101001001&period=2026-03&act=close";
    assert!(accountant.get(close).body.contains("还没有和银行对账的账户"));
    assert_eq!(send(&accountant, STATEMENT, &CHOSEN, Some(("三月.csv", MARCH))).status, 303);
    let page = accountant.get(RECONCILE).body;
    let pick = "1|990101001001-2026-03-P0001/2";
    for part in ["银行存款余额调节表", "19,880.80", "对方户名", "name=\"pick\"", pick, "checked"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let wrong = send(
        &accountant,
        RECONCILE,
        &[("act", "match"), ("bank", "2"), ("book", "990101001001-2026-03-P0001/2")],
        None,
    );
    assert!(wrong.status == 422 && wrong.body.contains("要相等"), "{}", wrong.body);
    assert_eq!(send(&accountant, RECONCILE, &[("act", "match"), ("pick", pick)], None).status, 303);
    let undo = format!("{}&number=1", RECONCILE.replace("reconcile", "matching"));
    let shown = accountant.get(RECONCILE).body;
    assert!(shown.contains("number=1"), "{shown}");
    assert_eq!(send(&accountant, &undo, &[("reason", "看错了")], None).status, 303);
    let shown = accountant.get(RECONCILE).body;
    assert!(shown.contains("已撤销：看错了") && shown.contains(pick), "{shown}");
    assert_eq!(send(&accountant, RECONCILE, &[("act", "match"), ("pick", pick)], None).status, 303);
    assert_eq!(send(&accountant, RECONCILE, &[("act", "sign")], None).status, 303);
    assert!(!accountant.get(close).body.contains("还没有和银行对账的账户"));
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    let page = director.get(RECONCILE).body;
    assert!(page.contains("签字") && page.contains("我看过了") && !page.contains("name=\"pick\""), "{page}");
    assert_eq!(send(&director, RECONCILE, &[("act", "see"), ("remark", "利息要入账")], None).status, 303);
    let page = accountant.get(RECONCILE).body;
    assert!(page.contains("村监会") && page.contains("利息要入账"), "{page}");
    bench.verified();
}

fn interest_is_entered_from_its_line_by_two(bench: &Bench) {
    let accountant = april(bench);
    assert_eq!(send(&accountant, STATEMENT, &CHOSEN, Some(("三月.csv", MARCH))).status, 303);
    let entry = "/desk/books/bank-entry?village=990101001001&code=10201&line=2";
    let page = accountant.get(RECONCILE).body;
    assert!(page.contains("凭对账单入账") && page.contains(&entry.replace('&', "&#38;")), "{page}");
    // What is spending is no charge.
    let other = accountant.get(&entry.replace("line=2", "line=1")).body;
    assert!(other.contains("没有写明是存款利息或手续费") && !other.contains("name=\"key\""), "{other}");
    let shown = accountant.get(entry).body;
    for part in ["银行结息", "1.30", "50402", "提出入账"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert_eq!(send(&accountant, entry, &[], None).status, 303);
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    assert!(township.get("/desk").body.contains("/desk/books/bank-entry?"), "it waits for the township");
    let none = send(&township, entry, &[], None);
    assert!(none.status == 422 && none.body.contains("请选择"), "{}", none.body);
    assert_eq!(send(&township, entry, &[("answer", "confirm")], None).status, 303);
    assert!(accountant.get("/desk/books?village=990101001001&period=2026-03").body.contains("银行结息"));
    assert_eq!(accountant.get(entry).status, 404, "the line is matched");
    bench.verified();
}

fn old_vouchers_are_tried_and_then_taken_over(bench: &Bench) {
    let accountant = begun(bench);
    let right =
        "日期,凭证号,摘要,科目编码,科目名称,借方,贷方\n2026-03-02,1,提现,101,库存现金,100,\n,,,10201,银行存款,,100\n";
    let head = bench.office.archive().head();
    let wrong = right.replace(",,100\n", ",,99.999\n").replace("2026-03-02", "2026-01-02");
    let asked = |act: &'static str| [("source", "旧账套"), ("chart", "now"), ("act", act)];
    let faulty = send(&accountant, IMPORT, &asked("take"), Some(("凭证.csv", &wrong)));
    assert!(faulty.status == 422 && faulty.body.contains("第3行“贷方”（G列）"), "{}", faulty.body);
    let tried = send(&accountant, IMPORT, &asked("try"), Some(("凭证.csv", right)));
    assert!(tried.status == 200 && tried.body.contains("试算没有发现错误"), "{}", tried.body);
    assert_eq!(bench.office.archive().head(), head, "a dry run posts nothing");
    // Prepared with the signed list and confirmed by the township, it is taken over from the same file.
    let page = accountant.get(IMPORT).body;
    let file = ("file".to_owned(), "凭证.csv".to_owned(), right.as_bytes().to_vec());
    let prepared = accountant.send_parts(IMPORT, &fields(&page, &asked("prepare")), &[file, paper(bench)]);
    assert_eq!(prepared.status, 303, "{}", prepared.body);
    confirmed(bench, 2);
    let taken = send(&accountant, IMPORT, &asked("take"), Some(("凭证.csv", right)));
    assert_eq!(taken.status, 303, "{}", taken.body);
    assert!(accountant.get("/desk/books?village=990101001001&period=2026-03").body.contains("提现"));
    let blank = accountant.get("/desk/books/import.xlsx?village=990101001001");
    assert_eq!(blank.status, 200);
    bench.verified();
}

demo::on_both_databases!(
    columns_are_chosen_once_and_remembered,
    a_month_is_matched_signed_and_seen_on_its_page,
    interest_is_entered_from_its_line_by_two,
    old_vouchers_are_tried_and_then_taken_over,
);
