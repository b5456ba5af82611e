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
    a_year_is_carried_over_with_zhejiangs_reserve,
);

fn a_period_is_closed_by_the_accountant_once_it_has_ended(bench: &Bench) {
    let village = with_books(bench);
    through(bench, &mut expense(&village, "120", "24330000000000000001", "transfer"));
    let close = || ClosePeriod { village: village.clone(), period: period("2026-03") };
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
    let close = ClosePeriod { village: village.clone(), period: period("2026-03") };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    through(bench, &mut claim);
    let vouchers = bench.read(|reader| capital::vouchers(reader, &village, period("2026-04")));
    assert_eq!((vouchers.len(), vouchers[0].serial), (1, 1));
    bench.verified();
}

fn a_closed_period_is_opened_again_by_two(bench: &Bench) {
    let village = with_books(bench);
    bench.go_to(day("2026-04-02"));
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let township = bench.desk(&village, Post::TownshipOfficial);
    let march = period("2026-03");
    bench.done(&accountant, ClosePeriod { village: village.clone(), period: march });
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
    bench.done(&accountant, ClosePeriod { village: village.clone(), period: march });
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
        bench.done(&accountant, ClosePeriod { village: village.clone(), period: month });
        month = month.next();
    }
    let close = || ClosePeriod { village: village.clone(), period: month };
    says(&bench.refused(&accountant, close()), "年终结转还没有做完");
    bench.done(&accountant, carry());
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
