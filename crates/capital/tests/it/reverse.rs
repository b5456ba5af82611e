//! A wrong voucher is taken back by two people, and posted on the right account where only that was wrong.

use crate::scene::{balance, code, expense, income, period, says, through, with_books};
use capital::{ClosePeriod, ConfirmReversal, ProposeReversal, reversals, voucher_of_case};
use demo::testing::{Bench, day};
use demo::{Matter, make_paper, on_both_databases};
use std::collections::BTreeMap;
use village::{Kind, Place, Post};

on_both_databases!(
    a_voucher_is_taken_back_by_two_with_reason_and_paper,
    only_an_account_was_wrong,
    money_that_is_gone_is_not_taken_back,
    what_was_closed_is_taken_back_in_the_open_month,
);

fn propose(bench: &Bench, village: &Place, voucher: &str, reason: &str, instead: &[(usize, &str)]) -> ProposeReversal {
    ProposeReversal {
        village: village.clone(),
        voucher: voucher.into(),
        reason: reason.into(),
        instead: instead.iter().map(|(line, account)| (*line, code(account))).collect::<BTreeMap<_, _>>(),
        paper: make_paper(bench.office.files(), "退款单", &["退回".into()]).unwrap(),
    }
}

fn confirm(village: &Place, voucher: &str) -> ConfirmReversal {
    ConfirmReversal { village: village.clone(), voucher: voucher.into() }
}

fn posted(bench: &Bench, matter: &Matter) -> String {
    bench.read(|reader| voucher_of_case(reader, matter.case.as_ref().unwrap())).unwrap()
}

fn a_voucher_is_taken_back_by_two_with_reason_and_paper(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120", "24330000000000000001", "transfer");
    through(bench, &mut claim);
    let id = posted(bench, &claim);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let township = bench.desk(&village, Post::TownshipOfficial);
    says(&bench.refused(&township, confirm(&village, &id)), "没有人提出冲销");
    says(&bench.refused(&accountant, propose(bench, &village, &id, " ", &[])), "写明为什么冲销");
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    assert_eq!(bench.refused(&bookkeeper, propose(bench, &village, &id, "退款", &[])).kind, Kind::NotYours);
    bench.done(&accountant, propose(bench, &village, &id, "对方退款", &[]));
    assert_eq!(balance(bench, &village, "2026-03-31", "10201"), 2_000_000 - 12_000, "proposed is not done");
    says(&bench.refused(&accountant, propose(bench, &village, &id, "再提一次", &[])), "已经有人提出");
    assert_eq!(bench.refused(&accountant, confirm(&village, &id)).kind, Kind::NotYours);
    bench.done(&township, confirm(&village, &id));
    assert_eq!(balance(bench, &village, "2026-03-31", "10201"), 2_000_000);
    says(&bench.refused(&accountant, propose(bench, &village, &id, "再冲一次", &[])), "已经冲销过");
    let rows = bench.read(|reader| reversals(reader, &village));
    let by = rows[0].reversed_by.clone().unwrap();
    assert!(rows[0].confirmed.is_some() && rows[0].reason == "对方退款");
    says(&bench.refused(&accountant, propose(bench, &village, &by, "冲冲销", &[])), "不能冲销");
    let all = bench.read(|reader| capital::vouchers_of_case(reader, claim.case.as_ref().unwrap()));
    assert_eq!(all.len(), 2, "both stand under the case");
    bench.verified();
}

fn only_an_account_was_wrong(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120", "24330000000000000001", "transfer");
    through(bench, &mut claim);
    let id = posted(bench, &claim);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let check = |instead: &[(usize, &str)], zh: &str| {
        says(&bench.refused(&accountant, propose(bench, &village, &id, "记错科目", instead)), zh);
    };
    check(&[(2, "101")], "现金和银行存款的分录不能改记");
    check(&[(1, "10201")], "现金和银行存款的分录不能改记");
    check(&[(3, "51301")], "凭证没有第3行");
    check(&[(1, "51401")], "本来就记在51401");
    check(&[(1, "513")], "下面还有明细科目");
    bench.done(&accountant, propose(bench, &village, &id, "记错科目", &[(1, "51306")]));
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, &id));
    let fen = |account: &str| balance(bench, &village, "2026-03-31", account);
    assert_eq!((fen("10201"), fen("51401"), fen("51306")), (2_000_000 - 12_000, 0, 12_000));
    bench.verified();
}

fn money_that_is_gone_is_not_taken_back(bench: &Bench) {
    let village = with_books(bench);
    let mut grant = income(&village, "8000", "3301-0001");
    through(bench, &mut grant);
    through(bench, &mut expense(&village, "21000", "24330000000000000001", "transfer"));
    let id = posted(bench, &grant);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    says(&bench.refused(&accountant, propose(bench, &village, &id, "记重了", &[])), "只剩");
    bench.verified();
}

fn what_was_closed_is_taken_back_in_the_open_month(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120", "24330000000000000001", "transfer");
    through(bench, &mut claim);
    let id = posted(bench, &claim);
    bench.go_to(day("2026-04-02"));
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    bench.done(
        &accountant,
        ClosePeriod {
            village: village.clone(), period: period("2026-03"), reason: "银行对账单还没有寄到".into()
        },
    );
    bench.done(&accountant, propose(bench, &village, &id, "对方退款", &[]));
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, &id));
    let april = bench.read(|reader| capital::vouchers(reader, &village, period("2026-04")));
    assert_eq!((april.len(), april[0].word.as_str(), april[0].serial), (1, "payment", 1));
    bench.verified();
}
