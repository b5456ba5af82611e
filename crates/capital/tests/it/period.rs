//! Periods closed and opened again, years carried over.

use crate::members::begun;
use crate::scene::{code, expense, income, matter, period, says, through, with_books};
use capital::{CarryYear, ClosePeriod, ConfirmReopening, ProposeReopening};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use village::{Fen, Kind, Place, Post};

on_both_databases!(
    a_period_is_closed_by_the_accountant_once_it_has_ended,
    what_is_paid_after_the_close_goes_into_the_next_period,
    a_closed_period_is_opened_again_by_two,
    an_account_that_does_not_agree_is_closed_over_only_with_a_reason,
    what_is_still_open_is_named_before_a_month_is_closed,
    income_of_a_closed_month_is_booked_in_the_open_one_with_its_true_day,
    a_year_is_carried_over_with_zhejiangs_reserve,
);

fn a_period_is_closed_by_the_accountant_once_it_has_ended(bench: &Bench) {
    let village = with_books(bench);
    through(bench, &mut expense(&village, "120", "24330000000000000001", "transfer"));
    let close =
        || ClosePeriod {
            village: village.clone(), period: period("2026-03"), reason: "银行对账单还没有寄到".into()
        };
    says(&bench.refused(&bench.desk(&village, Post::AgencyAccountant), close()), "还没有过完");
    bench.go_to(day("2026-04-02"));
    let refusal = bench.refused(&bench.desk(&village, Post::Bookkeeper), close());
    assert_eq!(refusal.kind, Kind::NotYours);
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close());
    says(&bench.refused(&bench.desk(&village, Post::AgencyAccountant), close()), "2026年3月已经结账");
    let periods = bench.read(|reader| capital::periods(reader, &village));
    assert_eq!((periods.len(), periods[1].vouchers, periods[1].hash.is_some(), periods[0].hash), (2, 1, true, None));
    bench.verified();
}

fn what_is_paid_after_the_close_goes_into_the_next_period(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120", "24330000000000000001", "transfer");
    bench.go_on_to(&mut claim, "pay");
    bench.go_to(day("2026-04-02"));
    let close =
        ClosePeriod {
            village: village.clone(), period: period("2026-03"), reason: "银行对账单还没有寄到".into()
        };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    through(bench, &mut claim);
    let vouchers = bench.read(|reader| capital::vouchers(reader, &village, period("2026-04")));
    assert_eq!((vouchers.len(), vouchers[0].serial), (1, 1));
    bench.verified();
}

fn an_account_that_does_not_agree_is_closed_over_only_with_a_reason(bench: &Bench) {
    let village = with_books(bench);
    bench.go_to(day("2026-04-02"));
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let close =
        |reason: &str| ClosePeriod { village: village.clone(), period: period("2026-03"), reason: reason.into() };
    for bare in ["", "  ", "无"] {
        let refusal = bench.refused(&accountant, close(bare));
        says(&refusal, "10201 农商银行溪口支行 …0417还没有和银行对上");
        assert_eq!(refusal.faults[0].field, "reason");
    }
    bench.done(&accountant, close("银行对账单还没有寄到，先结账"));
    let told = bench.inbox(&village, Post::SupervisionDirector);
    let told: Vec<_> = told.iter().filter(|alert| alert.rule == "books.closed_unreconciled").collect();
    assert_eq!((told.len(), told[0].severity.as_str()), (1, "yellow"));
    let reason = |at: usize| bench.read(|reader| capital::periods(reader, &village))[at].unreconciled.clone();
    assert_eq!((reason(1).as_str(), reason(0).as_str()), ("银行对账单还没有寄到，先结账", ""));
    bench.verified();
}

fn what_is_still_open_is_named_before_a_month_is_closed(bench: &Bench) {
    let village = with_books(bench);
    let mut claim = expense(&village, "120", "24330000000000000001", "transfer");
    bench.go_on_to(&mut claim, "pay");
    let mut grant = income(&village, "8000", "3301-0001");
    bench.go_on_to(&mut grant, "check_books");
    bench.go_to(day("2026-04-02"));
    let desk = bench.desk(&village, Post::AgencyAccountant);
    let open = bench.read(|reader| capital::still_open(reader, &desk, &village, period("2026-03")));
    assert_eq!(open.unreconciled.len(), 1);
    let kept: Vec<_> = open.reserved.iter().map(|one| (Some(&one.case), one.amount_fen)).collect();
    assert_eq!(kept, [(claim.case.as_ref(), Fen::yuan(120))]);
    let cases: Vec<_> = open.cases.iter().map(|(case, _)| case.clone()).collect();
    assert_eq!(cases, [grant.case.clone().unwrap()], "received in March, posted nowhere");
    assert!(open.bank_lines.is_empty() && open.due.is_empty() && open.funds.is_empty());
    through(bench, &mut claim);
    through(bench, &mut grant);
    let open = bench.read(|reader| capital::still_open(reader, &desk, &village, period("2026-03")));
    assert!(open.reserved.is_empty() && open.cases.is_empty(), "{open:?}");
}

fn income_of_a_closed_month_is_booked_in_the_open_one_with_its_true_day(bench: &Bench) {
    let village = with_books(bench);
    let mut grant = income(&village, "8000", "3301-0001");
    grant
        .values
        .extend([("received_on", "2026-03-02"), ("banked_on", "2026-03-02")].map(|(f, d)| (f.into(), d.into())));
    bench.go_on_to(&mut grant, "check_books");
    bench.go_to(day("2026-04-02"));
    let reason = "银行对账单还没有寄到".to_owned();
    let close = ClosePeriod { village: village.clone(), period: period("2026-03"), reason };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    assert_eq!(bench.read(|reader| capital::closed_until(reader, &village)), Some(period("2026-03")));
    through(bench, &mut grant);
    let vouchers = bench.read(|reader| capital::vouchers(reader, &village, period("2026-04")));
    assert_eq!(vouchers.len(), 1);
    assert!(vouchers[0].summary.ends_with("（收款日期2026-03-02）"), "{}", vouchers[0].summary);
    bench.verified();
}

fn a_closed_period_is_opened_again_by_two(bench: &Bench) {
    let village = with_books(bench);
    bench.go_to(day("2026-04-02"));
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let township = bench.desk(&village, Post::TownshipOfficial);
    let march = period("2026-03");
    bench.done(
        &accountant,
        ClosePeriod { village: village.clone(), period: march, reason: "银行对账单还没有寄到".into() },
    );
    let confirm = || ConfirmReopening { village: village.clone(), period: march };
    let propose = |reason: &str| ProposeReopening { village: village.clone(), period: march, reason: reason.into() };
    says(&bench.refused(&township, confirm()), "没有人提出");
    says(&bench.refused(&accountant, propose(" ")), "写明为什么");
    assert_eq!(bench.refused(&township, propose("漏记")).kind, Kind::NotYours);
    bench.done(&accountant, propose("三月的一笔收入漏记"));
    says(&bench.refused(&accountant, propose("再提一次")), "已经有人提出");
    assert_eq!(bench.refused(&accountant, confirm()).kind, Kind::NotYours);
    bench.done(&township, confirm());
    let reopenings = bench.read(|reader| capital::reopenings(reader, &village));
    assert!(reopenings.len() == 1 && reopenings[0].confirmed.is_some(), "{reopenings:?}");
    assert!(bench.read(|reader| capital::periods(reader, &village)).iter().all(|period| period.hash.is_none()));
    bench.done(
        &accountant,
        ClosePeriod { village: village.clone(), period: march, reason: "银行对账单还没有寄到".into() },
    );
    bench.verified();
}

fn a_year_is_carried_over_with_zhejiangs_reserve(bench: &Bench) {
    let village = with_books(bench);
    through(bench, &mut income(&village, "8000", "3301-0001"));
    through(bench, &mut expense(&village, "1000", "24330000000000000001", "transfer"));
    let carry = || CarryYear { village: village.clone(), year: 2026 };
    says(&bench.refused(&bench.desk(&village, Post::AgencyAccountant), carry()), "还没有过完");
    bench.go_to(day("2027-01-05"));
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    says(&bench.refused(&accountant, carry()), "要先结2026年3月的账");
    let mut month = period("2026-03");
    while !month.ends_the_year() {
        bench.done(
            &accountant,
            ClosePeriod { village: village.clone(), period: month, reason: "银行对账单还没有寄到".into() },
        );
        month = month.next();
    }
    let close =
        || ClosePeriod { village: village.clone(), period: month, reason: "银行对账单还没有寄到".into() };
    says(&bench.refused(&accountant, close()), "年终结转还没有做完");
    let head = bench.office.archive().head();
    let shown = bench.office.read(|reader| Ok(capital::year_shown(reader, &accountant, &village, 2026))).unwrap();
    let shown = shown.unwrap_or_else(|stop| panic!("{stop:?}"));
    assert_eq!(bench.office.archive().head(), head, "to look at it leaves nothing");
    assert_eq!(
        (shown.income_fen, shown.expense_fen, shown.net_fen),
        (Fen::yuan(8_000), Fen::yuan(1_000), Fen::yuan(7_000))
    );
    assert_eq!((shown.reserve_percent, shown.reserve_fen), (30, Fen::yuan(2_100)));
    assert_eq!((shown.before_fen, shown.distributed_fen, shown.after_fen), (Fen(0), Fen(0), Fen::yuan(4_900)));
    bench.done(&accountant, carry());
    let posted = bench.read(|reader| capital::vouchers(reader, &village, month));
    assert_eq!(posted.len(), shown.vouchers.len(), "what is shown is what is posted");
    assert!(posted.iter().zip(&shown.vouchers).all(|(row, voucher)| row.hash == voucher.hash()));
    bench.done(&accountant, close());
    let turns = bench.read(|reader| capital::turns(reader, &village, period("2027-01")));
    // Net 7,000 yuan: 2,100 to the reserve, 4,900 left.
    assert_eq!((-turns[&code("311")].opening_fen, -turns[&code("32201")].opening_fen), (210_000, 490_000));
    assert!(!turns.contains_key(&code("503")));
    final_accounts_are_those_of_the_books(bench, &village);
    bench.verified();
}

/// The year's case (C5) states what was carried over, and nothing else.
fn final_accounts_are_those_of_the_books(bench: &Bench, village: &Place) {
    let chart = bench.read(|reader| capital::chart_of(reader, &bench.desk(village, Post::AgencyAccountant), village));
    let found = bench.office.read(|reader| Ok(capital::final_accounts(reader, &chart, village, 2026))).unwrap();
    let found = found.unwrap_or_else(|stop| panic!("{stop:?}")).unwrap();
    assert_eq!((found.net_fen, found.before_fen), (Fen::yuan(7_000), Fen(0)));
    let mut year = matter(
        village,
        "C5",
        &[
            ("matter", "plan_budget"),
            ("year", "2026"),
            ("net_fen", "8000"),
            ("balance_fen", "500"),
            ("losses", "covered"),
            ("reserve_fen", "2400"),
            ("distribute_fen", "4000"),
            ("budget_admin_fen", "2000"),
            ("body", "member_assembly"),
        ],
    );
    let refusal = begun(bench, &mut year);
    let told: Vec<&str> = refusal.faults.iter().map(|fault| fault.words.zh.as_str()).collect();
    assert_eq!(refusal.rule, "accounts.differ", "{refusal:?}");
    assert_eq!(
        told,
        ["本年净收益填的是8,000.00元，2026年的账上是7,000.00元", "年初未分配收益填的是500.00元，2026年的账上是0.00元"]
    );
    year.values
        .extend([("net_fen", "7000"), ("balance_fen", "0")].map(|(field, said)| (field.to_owned(), said.to_owned())));
    bench.go_on_to(&mut year, "board_review");
    // Of a year before the books nothing can be compared; of one that is not carried over nothing is drafted.
    let early = bench.office.read(|reader| Ok(capital::final_accounts(reader, &chart, village, 2020))).unwrap();
    assert!(matches!(early, Ok(None)), "{early:?}");
    let late = bench.office.read(|reader| Ok(capital::final_accounts(reader, &chart, village, 2027))).unwrap();
    assert!(matches!(late, Err(village::Stop::Refused(refusal)) if refusal.rule == "accounts.not_carried"));
}
