//! Books opened, money kept back, paid and received: all of it by cases.

use crate::scene::{balance, code, expense, income, opening, period, says, through, with_books};
use capital::{PrepareBooks, voucher_of_case};
use demo::on_both_databases;
use demo::testing::Bench;
use ledger::{Books, Side, trial_balance};
use office::Desk;
use village::{Fen, Kind, Post};

on_both_databases!(
    books_open_with_a_right_trial_balance_or_not_at_all,
    only_the_agencys_accountant_opens_books,
    a_personal_account_is_refused_and_the_supervisors_are_warned,
    books_do_not_begin_before_money_that_cases_moved_already,
    an_expense_is_kept_back_at_the_last_signature_and_posted_when_it_is_paid,
    a_returned_claim_lets_its_money_go,
    no_more_than_there_is_can_be_signed_for,
    cash_is_paid_out_of_cash,
    income_is_posted_when_it_is_checked,
    a_village_without_books_pays_as_before,
);

fn books_open_with_a_right_trial_balance_or_not_at_all(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let check = |change: &dyn Fn(&mut PrepareBooks), zh: &str| {
        let mut deed = opening(bench, &village);
        change(&mut deed);
        says(&bench.refused(&accountant, deed), zh);
    };
    check(&|deed| deed.opening[0].amount_fen = Fen(1), "借贷不平");
    check(&|deed| deed.opening[0].account = code("777"), "科目777不在科目表里");
    check(&|deed| deed.opening[1].account = code("102"), "下面还有明细科目");
    check(&|deed| deed.banks.clear(), "基本存款账户要有且只有一个");
    check(&|deed| deed.banks[0].last_digits = "41".into(), "账号后四位");
    check(&|deed| deed.accounts[0].code = code("11201"), "10201不行");
    check(&|deed| deed.first = period("2026-04"), "还没有到");
    assert!(bench.read(|reader| capital::books_of(reader, &village)).is_none());
    bench.by_two(&village, opening(bench, &village));
    says(&bench.refused(&accountant, opening(bench, &village)), "已经建账");
    assert_eq!(balance(bench, &village, "2026-03-02", "10201"), 2_000_000);
    bench.verified();
}

fn only_the_agencys_accountant_opens_books(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::Bookkeeper, Post::PartySecretary, Post::AgencyCashier, Post::TownshipOfficial] {
        let refusal = bench.refused(&bench.desk(&village, post), opening(bench, &village));
        assert_eq!(refusal.kind, Kind::NotYours, "{post}");
    }
}

fn a_personal_account_is_refused_and_the_supervisors_are_warned(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut deed = opening(bench, &village);
    deed.banks[0].kind = "personal".into();
    let refusal = bench.refused(&bench.desk(&village, Post::AgencyAccountant), deed);
    assert!(refusal.violation && refusal.words.zh.contains("不能存入个人账户"), "{refusal:#?}");
}

fn books_do_not_begin_before_money_that_cases_moved_already(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut paid = expense(&village, "120", "24330000000000000001", "transfer");
    through(bench, &mut paid);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let refusal = bench.refused(&accountant, opening(bench, &village));
    let case = paid.case.clone().unwrap();
    let told = refusal.faults.iter().any(|fault| fault.field == "contains" && fault.words.zh.contains(case.as_str()));
    assert!(told, "{refusal:?}");
    // Who says that the balances hold it may begin; which cases these are stays known.
    let mut whole = opening(bench, &village);
    whole.contains_moved = true;
    bench.by_two(&village, whole);
    let contained = bench.read(|reader| capital::contained(reader, &accountant, &village));
    assert_eq!(contained.into_iter().collect::<Vec<_>>(), [case]);
    bench.verified();
}

fn an_expense_is_kept_back_at_the_last_signature_and_posted_when_it_is_paid(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120.50", "24330000000000000001", "transfer");
    bench.go_on_to(&mut claim, "submit");
    assert_eq!(kept(bench, &village), [("10201".to_owned(), Fen(12_050))]);
    assert_eq!(balance(bench, &village, "2026-03-31", "10201"), 2_000_000, "kept back is not paid");
    through(bench, &mut claim);
    assert!(kept(bench, &village).is_empty());
    let case = claim.case.clone().unwrap();
    let id = bench.read(|reader| voucher_of_case(reader, &case)).unwrap();
    assert_eq!(id, format!("{village}-2026-03-P0001"));
    let voucher = bench.read(|reader| capital::voucher(reader, &village, &id)).unwrap();
    let lines: Vec<_> = voucher.lines.iter().map(|line| (line.account.as_str(), line.side, line.amount_fen)).collect();
    assert_eq!(lines, [("51401", Side::Debit, Fen(12_050)), ("10201", Side::Credit, Fen(12_050))]);
    assert_eq!((voucher.case, voucher.summary.as_str()), (Some(case), "村里的一笔钱：买扫帚20把，用于村道保洁"));
    assert!(voucher.people.iter().all(Option::is_some), "handler, witness, reviewer, approver: {:?}", voucher.people);
    assert!(voucher.papers.len() >= 3, "invoice, list, bank slip");
    let turns = bench.read(|reader| capital::turns(reader, &village, period("2026-03")));
    assert!(trial_balance(&chart(bench, &village), &turns).is_balanced());
    assert_eq!(balance(bench, &village, "2026-03-31", "10201"), 2_000_000 - 12_050);
    bench.verified();
}

fn a_returned_claim_lets_its_money_go(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120.50", "24330000000000000001", "transfer");
    claim.outcomes.insert("check_books".into(), "returned".into());
    bench.go_on_to(&mut claim, "correct");
    assert!(kept(bench, &village).is_empty());
    claim.outcomes.clear();
    through(bench, &mut claim);
    let case = claim.case.clone().unwrap();
    assert!(bench.read(|reader| voucher_of_case(reader, &case)).is_some());
    assert!(kept(bench, &village).is_empty(), "kept back once more, and paid");
    bench.verified();
}

fn no_more_than_there_is_can_be_signed_for(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "20000.01", "24330000000000000001", "transfer");
    bench.go_on_to(&mut claim, "sign_last");
    let case = bench.case(&claim);
    let act = demo::testing::form(bench, "sign_last", "signed").act(&case.id);
    let refusal = bench.refused(&bench.desk(&village, Post::PartySecretary), act);
    says(&refusal, "银行存款");
    assert!(!refusal.violation, "an empty account is nobody's wrongdoing");
    assert_eq!(bench.case(&claim).step, "sign_last");
}

fn cash_is_paid_out_of_cash(bench: &Bench) {
    let village = with_books(bench);
    through(bench, &mut expense(&village, "300", "24330000000000000001", "cash"));
    let turns = bench.read(|reader| capital::turns(reader, &village, period("2026-03")));
    assert_eq!((turns[&code("101")].closing_fen(), turns[&code("10201")].closing_fen()), (20_000, 2_000_000));
}

fn income_is_posted_when_it_is_checked(bench: &Bench) {
    let village = with_books(bench);
    let mut grant = income(&village, "8000", "3301-0001");
    through(bench, &mut grant);
    let id = bench.read(|reader| voucher_of_case(reader, grant.case.as_ref().unwrap())).unwrap();
    let voucher = bench.read(|reader| capital::voucher(reader, &village, &id)).unwrap();
    let lines: Vec<_> = voucher.lines.iter().map(|line| (line.account.as_str(), line.side)).collect();
    assert_eq!((voucher.word.as_str(), lines), ("receipt", vec![("10201", Side::Debit), ("503", Side::Credit)]));
    bench.verified();
}

fn a_village_without_books_pays_as_before(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut claim = expense(&village, "120", "24330000000000000001", "transfer");
    through(bench, &mut claim);
    assert!(bench.read(|reader| voucher_of_case(reader, claim.case.as_ref().unwrap())).is_none());
}

fn chart(bench: &Bench, village: &village::Place) -> std::sync::Arc<ledger::Chart> {
    let desk = Desk::unnamed(&bench.office, bench.now());
    bench.read(|reader| capital::chart_of(reader, &desk, village))
}

/// What is kept back, by account.
fn kept(bench: &Bench, village: &village::Place) -> Vec<(String, Fen)> {
    let desk = Desk::unnamed(&bench.office, bench.now());
    let books: Books = bench.read(|reader| capital::state_of(reader, &desk, village)).unwrap();
    books.reserved.values().map(|kept| (kept.account.to_string(), kept.amount_fen)).collect()
}
