//! A bank's statement received, matched with the books, compared and signed.

use crate::scene::{balance, code, expense, income, period, says, through, with_books};
use capital::{
    BankEntryKind, ClosePeriod, ConfirmBankEntry, Group, MatchLines, ProposeBankEntry, ReceiveStatement,
    ReportUnmatched, ReportUnreconciled, ReturnBankEntry, SeeReconciliation, SignReconciliation, UndoMatching,
};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use intake::{ColumnMap, open_table, read_statement, suggest};
use village::{Fen, Hash, Kind, Place, Post};

on_both_databases!(
    a_statement_is_added_once_and_leaves_no_gap,
    a_statement_of_another_account_or_of_tomorrow_is_refused,
    lines_are_matched_undone_and_matched_again,
    a_month_agrees_after_adjustment_is_signed_and_seen,
    a_month_that_does_not_agree_or_is_not_covered_is_not_signed,
    a_month_that_nobody_signed_in_time_is_told_once,
    a_line_that_only_the_bank_holds_is_told_once_after_ten_days,
    interest_and_charges_are_entered_from_the_statement_by_two,
    what_the_bank_does_not_name_a_charge_is_never_spent_like_that,
);

pub(crate) const MARCH: &str = "日期,收入,支出,余额,对方户名,摘要,流水号\n\
    2026-03-06,2000.00,,22000.00,县财政局,运转补助,N1\n\
    2026-03-07,,120.00,21880.00,青溪日杂店,付-0001,N2\n\
    2026-03-20,1.30,,21881.30,,利息,N3\n";

pub(crate) fn received(village: &Place, text: &str, until: &str) -> ReceiveStatement {
    let opened = open_table("对账单.csv", text.as_bytes(), None).unwrap();
    let map = ColumnMap::guess(&opened.table.header);
    ReceiveStatement {
        village: village.clone(),
        account: code("10201"),
        statement: read_statement(&opened, &map).unwrap(),
        columns: Some(map),
        until: day(until),
        file: Hash([9; 32]),
    }
}

pub(crate) const OWN: &str = "日期,收入,支出,余额,对方户名,摘要,流水号\n\
    2026-03-20,1.30,,20001.30,,结息,N1\n2026-03-21,,5.00,19996.30,农商银行溪口支行,网银服务费,N2\n\
    2026-03-22,,8.00,19988.30,周小花,服务费,N3\n2026-03-23,,96.00,19892.30,,账户管理费,N4\n\
    2026-03-24,,9.00,19883.30,,贷款利息,N5\n2026-03-25,50.00,,19933.30,周小花,捐款,N6\n";

pub(crate) fn propose(village: &Place, line: i64) -> ProposeBankEntry {
    ProposeBankEntry { village: village.clone(), account: code("10201"), line }
}

pub(crate) fn confirm(village: &Place, line: i64) -> ConfirmBankEntry {
    ConfirmBankEntry { village: village.clone(), account: code("10201"), line }
}

fn stated(bench: &Bench) -> Place {
    let village = with_books(bench);
    bench.go_to(day("2026-04-02"));
    bench.done(&bench.desk(&village, Post::AgencyAccountant), received(&village, OWN, "2026-03-31"));
    village
}

fn interest_and_charges_are_entered_from_the_statement_by_two(bench: &Bench) {
    let village = stated(bench);
    let (accountant, township) =
        (bench.desk(&village, Post::AgencyAccountant), bench.desk(&village, Post::TownshipOfficial));
    says(&bench.refused(&township, confirm(&village, 1)), "没有人提出");
    assert_eq!(bench.refused(&bench.desk(&village, Post::Bookkeeper), propose(&village, 1)).kind, Kind::NotYours);
    bench.done(&accountant, propose(&village, 1));
    says(&bench.refused(&accountant, propose(&village, 1)), "已经有人提出");
    assert_eq!(bench.refused(&accountant, confirm(&village, 1)).kind, Kind::NotYours);
    assert_eq!(balance(bench, &village, "2026-04-02", "50402"), 0, "proposed is not posted");
    let waiting = bench.read(|reader| capital::waiting(reader, &village));
    assert_eq!(waiting[0].bank_entry, Some((code("10201"), 1, BankEntryKind::Interest)));
    bench.done(&township, confirm(&village, 1));
    assert_eq!(balance(bench, &village, "2026-03-20", "50402"), -130);
    let id = format!("{village}-2026-03-R0001");
    let voucher = bench.read(|reader| capital::voucher(reader, &village, &id)).unwrap();
    assert_eq!((voucher.origin.as_str(), voucher.case.is_none()), ("bank 10201 1", true));
    assert!(voucher.summary.contains("结息") && voucher.people[0].is_some() && voucher.people[3].is_some());
    // It is matched with its line, and is not entered again.
    assert!(reckoned(bench, &village, "2026-03-31").bank.iter().all(|line| line.number != 1));
    says(&bench.refused(&accountant, propose(&village, 1)), "已经和账对上");
    // A charge that is sent back may be proposed again.
    bench.done(&accountant, propose(&village, 2));
    let back = |remark: &str| ReturnBankEntry {
        village: village.clone(),
        account: code("10201"),
        line: 2,
        remark: remark.into(),
    };
    says(&bench.refused(&township, back(" ")), "退回的原因");
    bench.done(&township, back("问一下银行"));
    bench.done(&accountant, propose(&village, 2));
    bench.done(&township, confirm(&village, 2));
    assert_eq!(balance(bench, &village, "2026-03-31", "51399"), 500);
    assert_eq!(balance(bench, &village, "2026-03-31", "10201"), 1_999_630);
    bench.verified();
}

fn what_the_bank_does_not_name_a_charge_is_never_spent_like_that(bench: &Bench) {
    let village = stated(bench);
    let (accountant, township) =
        (bench.desk(&village, Post::AgencyAccountant), bench.desk(&village, Post::TownshipOfficial));
    for line in [3, 5, 6] {
        says(&bench.refused(&accountant, propose(&village, line)), "没有写明是存款利息或手续费");
    }
    says(&bench.refused(&accountant, propose(&village, 99)), "不存在");
    // Each is below the limit of a hundred yuan; both together are not.
    bench.done(&accountant, propose(&village, 2));
    bench.done(&accountant, propose(&village, 4));
    bench.done(&township, confirm(&village, 2));
    let refusal = bench.refused(&township, confirm(&village, 4));
    says(&refusal, "共101.00元，超过限额100.00元");
    assert_eq!(balance(bench, &village, "2026-03-31", "51399"), 500);
    bench.verified();
}

/// A village that received 2,000 yuan and paid 120, both by the bank.
fn moved(bench: &Bench) -> Place {
    let village = with_books(bench);
    through(bench, &mut income(&village, "2000", "00000001"));
    through(bench, &mut expense(&village, "120", "24330000000000000001", "transfer"));
    bench.go_to(day("2026-04-02"));
    village
}

pub(crate) fn reckoned(bench: &Bench, village: &Place, on: &str) -> capital::Reckoned {
    bench.read(|reader| capital::reckoned(reader, village, &code("10201"), day(on))).unwrap()
}

/// Everything that is suggested.
pub(crate) fn suggested(found: &capital::Reckoned) -> Vec<Group> {
    let all = suggest(&capital::bank_sides(&found.bank), &capital::book_sides(&found.book));
    all.into_iter()
        .map(|one| Group {
            bank: one.bank,
            book: one
                .book
                .iter()
                .map(|id| id.rsplit_once('/').map(|(voucher, at)| (voucher.to_owned(), at.parse().unwrap())).unwrap())
                .collect(),
        })
        .collect()
}

fn a_statement_is_added_once_and_leaves_no_gap(bench: &Bench) {
    let village = moved(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let early = MARCH.lines().take(3).collect::<Vec<_>>().join("\n");
    bench.done(&accountant, received(&village, &early, "2026-03-10"));
    bench.done(&accountant, received(&village, MARCH, "2026-03-31"));
    let rows = bench.read(|reader| capital::statements(reader, &village, &code("10201")));
    assert_eq!((rows[0].lines, rows[1].lines), ((1, 2), (2, 0)));
    says(&bench.refused(&accountant, received(&village, MARCH, "2026-03-31")), "已经导入过");
    let gap = "日期,收入,支出,余额\n2026-04-01,5,,22000.00\n";
    says(&bench.refused(&accountant, received(&village, gap, "2026-04-01")), "接不上");
    let known = bench.read(|reader| capital::columns_of(reader, &village, &code("10201"))).unwrap();
    assert!(known.faults().is_empty());
    assert_eq!(
        bench.refused(&bench.desk(&village, Post::Bookkeeper), received(&village, MARCH, "2026-03-31")).kind,
        Kind::NotYours
    );
    bench.verified();
}

fn a_statement_of_another_account_or_of_tomorrow_is_refused(bench: &Bench) {
    let village = moved(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut other = received(&village, MARCH, "2026-03-31");
    other.statement.last_digits = Some("0418".into());
    says(&bench.refused(&accountant, other), "尾号0418");
    says(&bench.refused(&accountant, received(&village, MARCH, "2026-04-30")), "截止日期");
    says(&bench.refused(&accountant, received(&village, MARCH, "2026-03-10")), "截止日期");
    let future = MARCH.replace("2026-03-20", "2026-04-20");
    says(&bench.refused(&accountant, received(&village, &future, "2026-04-20")), "第4行的日期2026-04-20晚于今天");
    let mut cash = received(&village, MARCH, "2026-03-31");
    cash.account = code("101");
    assert_eq!(bench.refused(&accountant, cash).kind, Kind::NotThere);
}

fn lines_are_matched_undone_and_matched_again(bench: &Bench) {
    let village = moved(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    bench.done(&accountant, received(&village, MARCH, "2026-03-31"));
    let found = reckoned(bench, &village, "2026-03-31");
    let groups = suggested(&found);
    assert_eq!(groups.len(), 2, "{found:?}");
    let matching = |groups: Vec<Group>| MatchLines { village: village.clone(), account: code("10201"), groups };
    let mut wrong = groups.clone();
    wrong[0].bank = vec![3];
    says(&bench.refused(&accountant, matching(wrong)), "要相等");
    says(&bench.refused(&accountant, matching(vec![groups[0].clone(), groups[0].clone()])), "已经核对过");
    bench.done(&accountant, matching(groups.clone()));
    says(&bench.refused(&accountant, matching(vec![groups[1].clone()])), "已经核对过");
    let left = reckoned(bench, &village, "2026-03-31");
    assert_eq!((left.bank.len(), left.book.len()), (1, 0));
    let undo = |reason: &str| UndoMatching {
        village: village.clone(),
        account: code("10201"),
        number: 1,
        reason: reason.into(),
    };
    says(&bench.refused(&accountant, undo(" ")), "写明为什么");
    bench.done(&accountant, undo("选错了"));
    says(&bench.refused(&accountant, undo("再撤")), "已经撤销");
    let open = reckoned(bench, &village, "2026-03-31");
    assert_eq!((open.bank.len(), open.book.len()), (2, 1));
    bench.done(&accountant, matching(suggested(&open)));
    let all = bench
        .read(|reader| capital::matchings(reader, &village, &code("10201"), (day("2026-03-01"), day("2026-03-31"))));
    assert_eq!((all.len(), all.iter().filter(|one| one.undone.is_some()).count()), (3, 1));
    // A month begins with what the last one left, before anything is posted in it.
    let balance_on = |on: &str| bench.read(|reader| capital::balances_at(reader, &village, day(on)));
    assert_eq!(balance_on("2026-04-02"), balance_on("2026-03-31"));
    assert!(!balance_on("2026-03-31").is_empty());
    // What was compared and closed is not taken apart by one person.
    bench.go_to(day("2026-04-02"));
    let close =
        ClosePeriod {
            village: village.clone(), period: period("2026-03"), reason: "银行对账单还没有寄到".into()
        };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let closed =
        UndoMatching { village: village.clone(), account: code("10201"), number: 3, reason: "又错了".into() };
    says(&bench.refused(&accountant, closed), "已经结账，对过的账不能撤销");
    bench.verified();
}

fn a_month_agrees_after_adjustment_is_signed_and_seen(bench: &Bench) {
    let village = moved(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let march = period("2026-03");
    let sign = || SignReconciliation { village: village.clone(), account: code("10201"), period: march };
    assert_eq!(bench.read(|reader| capital::unreconciled(reader, &village, march)).len(), 1);
    bench.done(&accountant, received(&village, MARCH, "2026-03-31"));
    says(&bench.refused(&accountant, sign()), "没有核对");
    let groups = suggested(&reckoned(bench, &village, "2026-03-31"));
    bench.done(&accountant, MatchLines { village: village.clone(), account: code("10201"), groups });
    let figures = reckoned(bench, &village, "2026-03-31").figures;
    assert_eq!((figures.book_fen, figures.bank_fen, figures.bank_in_fen), (Fen(2_188_000), Fen(2_188_130), Fen(130)));
    assert_eq!((figures.book_adjusted(), figures.bank_adjusted()), (Fen(2_188_130), Fen(2_188_130)));
    // On the sixth the payment of the seventh stood in the books or not, and both sides agree all the same.
    assert!(reckoned(bench, &village, "2026-03-06").figures.agree());
    let see = || SeeReconciliation {
        village: village.clone(),
        account: code("10201"),
        period: march,
        remark: "利息还没有入账".into(),
    };
    let director = bench.desk(&village, Post::SupervisionDirector);
    assert_eq!(bench.refused(&director, see()).kind, Kind::NotThere);
    bench.done(&accountant, sign());
    says(&bench.refused(&accountant, sign()), "已经签过字");
    assert_eq!(bench.refused(&accountant, see()).kind, Kind::NotYours);
    bench.done(&director, see());
    says(&bench.refused(&director, see()), "已经看过");
    let rows = bench.read(|reader| capital::reconciliations(reader, &village, &code("10201")));
    assert_eq!(rows[0].seen.as_ref().map(|seen| seen.2.as_str()), Some("利息还没有入账"));
    assert!(bench.read(|reader| capital::unreconciled(reader, &village, march)).is_empty());
    bench.verified();
}

fn a_month_that_does_not_agree_or_is_not_covered_is_not_signed(bench: &Bench) {
    let village = moved(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let sign = || SignReconciliation { village: village.clone(), account: code("10201"), period: period("2026-03") };
    assert_eq!(bench.refused(&accountant, sign()).kind, Kind::NotThere);
    // The bank began with a hundred yuan more than the books.
    let more = MARCH.replace("22000.00", "22100.00").replace("21880.00", "21980.00").replace("21881.30", "21981.30");
    bench.done(&accountant, received(&village, &more, "2026-03-25"));
    says(&bench.refused(&accountant, sign()), "还没有导入到2026-03-31");
    bench.done(&accountant, received(&village, &more, "2026-03-31"));
    says(&bench.refused(&accountant, sign()), "不相等");
    bench.verified();
}

fn a_month_that_nobody_signed_in_time_is_told_once(bench: &Bench) {
    let village = moved(bench);
    let desk = || office::Desk::unnamed(&bench.office, bench.now());
    let waiting = || bench.read(|reader| capital::to_report_unreconciled(reader, &desk()));
    bench.go_to(day("2026-04-10"));
    assert!(waiting().is_empty(), "ten days are given");
    let early = ReportUnreconciled { village: village.clone(), account: code("10201"), period: period("2026-03") };
    says(&bench.refused(&desk(), early), "还没有到期");
    bench.go_to(day("2026-04-11"));
    let mut late = waiting();
    assert_eq!(late.len(), 1);
    bench.done(&desk(), late.pop().unwrap());
    assert!(waiting().is_empty(), "once");
    let alerts = bench.inbox(&village, Post::SupervisionDirector);
    let alert = alerts.iter().find(|alert| alert.rule == "W40").unwrap();
    assert_eq!(alert.severity, "orange");
    assert!(alert.words.zh.contains("2026-03") && alert.words.zh.contains("代理会计"), "{:?}", alert.words);
    // A month that was signed in time is not told.
    bench.go_to(day("2026-05-11"));
    assert_eq!(waiting().iter().map(|one| one.period).collect::<Vec<_>>(), [period("2026-04")]);
    bench.verified();
}

fn a_line_that_only_the_bank_holds_is_told_once_after_ten_days(bench: &Bench) {
    let village = moved(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let late = MARCH.replace("2026-03-20", "2026-03-29");
    bench.done(&accountant, received(&village, &late, "2026-03-31"));
    let groups = suggested(&reckoned(bench, &village, "2026-03-31"));
    bench.done(&accountant, MatchLines { village: village.clone(), account: code("10201"), groups });
    let desk = || office::Desk::unnamed(&bench.office, bench.now());
    let waiting = || bench.read(|reader| capital::to_report_unmatched(reader, &desk()));
    let report = || ReportUnmatched { village: village.clone(), account: code("10201") };
    bench.go_to(day("2026-04-08"));
    assert!(waiting().is_empty(), "ten days are given, and what is matched is no matter");
    says(&bench.refused(&desk(), report()), "没有超期");
    bench.go_to(day("2026-04-09"));
    assert_eq!(waiting().len(), 1);
    bench.done(&desk(), report());
    assert!(waiting().is_empty(), "once");
    let alerts = bench.inbox(&village, Post::SupervisionDirector);
    let alert = alerts.iter().find(|alert| alert.rule == "W40").unwrap();
    assert_eq!(alert.severity, "orange");
    assert!(
        alert.words.zh.contains("1笔银行流水超过10天") && alert.words.zh.contains("银行收1.30元"),
        "{:?}",
        alert.words
    );
    bench.verified();
}
