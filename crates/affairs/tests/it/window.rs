//! Publicity: nothing goes on before its last day has passed, over holidays too, nor while an objection is open.

use crate::walk::decision;
use affairs::{AnswerObjection, LodgeObjection};
use demo::Matter;
use demo::on_both_databases;
use demo::testing::{Bench, Sheet, day, form};
use village::{Day, Kind, Place, Post};

on_both_databases!(
    a_window_that_ends_on_a_holiday_runs_to_the_next_working_day,
    an_open_objection_blocks_and_an_answered_one_does_not,
    an_objection_is_taken_from_the_first_to_the_last_day_only,
    a_plan_is_public_for_fifteen_days,
    an_objection_that_is_right_sends_the_case_back_at_once,
);

fn published(bench: &Bench, village: &Place, on: Day) -> Matter {
    bench.go_to(day("2026-01-05"));
    bench.found(1);
    let mut matter = decision(village);
    bench.go_on_to(&mut matter, "publicise_decision");
    assert!(bench.today() <= on, "the case comes to its publicity on {} only", bench.today());
    bench.go_to(on);
    let sheet = form(bench, "publicise_decision", "published").paper("notice", "公开栏照片");
    bench.done(&bench.desk(village, Post::Clerk), sheet.act(&bench.case(&matter).id));
    matter
}

fn confirm(bench: &Bench) -> Sheet<'_> {
    form(bench, "close_decision", "confirmed").with("opinion", "没有收到异议")
}

fn objection(bench: &Bench, matter: &Matter, text: &str) -> LodgeObjection {
    let case = bench.case(matter);
    LodgeObjection { case: case.id, village: case.village, text: text.into(), contact: String::new() }
}

fn a_window_that_ends_on_a_holiday_runs_to_the_next_working_day(bench: &Bench) {
    let village = bench.village(1);
    // Three days from Wednesday, 1 April, end on Saturday, 4 April: the holiday. Its last day is Tuesday, 7 April.
    let matter = published(bench, &village, day("2026-04-01"));
    let case = bench.case(&matter).id;
    let windows = bench.read(|reader| affairs::windows(reader, &case));
    let window = windows.last().unwrap();
    assert_eq!((window.opens, window.closes), (day("2026-04-01"), day("2026-04-07")));
    let before = bench.picture();
    for (on, hour, minute) in
        [("2026-04-01", 10, 0), ("2026-04-05", 9, 0), ("2026-04-06", 9, 0), ("2026-04-07", 23, 59)]
    {
        bench.clock.set(day(on).at(hour, minute));
        let refusal = bench.refused(&bench.desk(&village, Post::SupervisionDirector), confirm(bench).act(&case));
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("window", true), "{on}");
        assert!(refusal.words.zh.contains("4月7日（周二）"), "{}", refusal.words.zh);
        assert!(!refusal.articles.is_empty());
        assert_eq!(bench.read(|reader| affairs::open_windows(reader, &village, bench.today())).len(), 1);
    }
    assert_eq!(bench.picture(), before);
    bench.clock.set(day("2026-04-08").at(0, 0));
    assert!(bench.read(|reader| affairs::open_windows(reader, &village, bench.today())).is_empty());
    bench.done(&bench.desk(&village, Post::SupervisionDirector), confirm(bench).act(&case));
    assert_eq!(bench.case(&matter).step, "execute");
    bench.verified();
}

fn an_open_objection_blocks_and_an_answered_one_does_not(bench: &Bench) {
    let village = bench.village(1);
    let matter = published(bench, &village, day("2026-03-16"));
    let case = bench.case(&matter).id;
    let lodged = bench.done(&bench.nobody(), objection(bench, &matter, "路面宽度和方案不一样"));
    bench.go_to(day("2026-03-20"));
    let supervisor = bench.desk(&village, Post::SupervisionDirector);
    let refusal = bench.refused(&supervisor, confirm(bench).act(&case));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("objection", true));
    let answer = |text: &str| AnswerObjection {
        case: case.clone(),
        village: village.clone(),
        objection: lodged.subject.clone(),
        answer: text.into(),
        upheld: false,
    };
    // A villager does not answer for the village; an answer says something.
    let villager =
        bench.refused(&bench.desk(&village, Post::Villager), AnswerObjection { answer: "不对".into(), ..answer("") });
    assert!(villager.kind == Kind::NotYours || villager.kind == Kind::NotComplete);
    let clerk = bench.desk(&village, Post::Clerk);
    assert_eq!(bench.refused(&clerk, answer("无")).kind, Kind::NotComplete);
    bench.done(&clerk, answer("路面宽度按方案是三米五，已经复量"));
    assert_eq!(bench.refused(&clerk, answer("再答一遍，没有变化")).rule, "objection.answered");
    let kept = &bench.read(|reader| affairs::objections(reader, &case))[0];
    assert_eq!((kept.status.as_str(), kept.upheld), ("answered", Some(false)));
    assert_eq!(kept.answered_by.as_deref(), Some("文书"));
    bench.done(&supervisor, confirm(bench).act(&case));
    bench.verified();
}

fn an_objection_is_taken_from_the_first_to_the_last_day_only(bench: &Bench) {
    let village = bench.village(1);
    // Monday, 16 March, and three days: the last is Thursday, 19 March.
    let matter = published(bench, &village, day("2026-03-16"));
    bench.clock.set(day("2026-03-19").at(23, 59));
    let receipt = bench.done(&bench.nobody(), objection(bench, &matter, "请说明资金从哪里来"));
    assert!(receipt.subject.ends_with("-Y001"), "{}", receipt.subject);
    bench.done(&bench.nobody(), objection(bench, &matter, "请公布施工单位的报价"));
    for text in ["", "  不  ", &"长".repeat(1_001)] {
        let refusal = bench.refused(&bench.nobody(), objection(bench, &matter, text));
        assert_eq!(refusal.kind, Kind::NotComplete);
    }
    bench.clock.set(day("2026-03-20").at(0, 0));
    let refusal = bench.refused(&bench.nobody(), objection(bench, &matter, "现在才看到"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("objection.not_open", false));
    let case = bench.case(&matter).id;
    let kept = bench.read(|reader| affairs::objections(reader, &case));
    assert_eq!(kept.len(), 2);
    assert_eq!(bench.read(|reader| affairs::windows(reader, &case)).last().unwrap().waiting, 2);
    // Before anything was made public there is nothing to object to.
    let mut fresh = decision(&village);
    bench.go_on_to(&mut fresh, "consult");
    assert_eq!(bench.refused(&bench.nobody(), objection(bench, &fresh, "我反对这件事")).rule, "objection.not_open");
}

fn a_plan_is_public_for_fifteen_days(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut matter = decision(&village);
    bench.go_on_to(&mut matter, "close_plan");
    let case = bench.case(&matter).id;
    let window = &bench.read(|reader| affairs::windows(reader, &case))[0];
    assert!(window.closes.since(window.opens) >= 15, "{window:?}");
    bench.go_to(window.closes);
    let sheet = form(bench, "close_plan", "confirmed").with("opinion", "没有意见");
    let refusal = bench.refused(&bench.desk(&village, Post::SupervisionDirector), sheet.clone().act(&case));
    assert_eq!(refusal.rule, "window");
    bench.wait_days(1);
    bench.done(&bench.desk(&village, Post::SupervisionDirector), sheet.act(&case));
}

fn an_objection_that_is_right_sends_the_case_back_at_once(bench: &Bench) {
    let village = bench.village(1);
    let matter = published(bench, &village, day("2026-03-16"));
    let case = bench.case(&matter).id;
    bench.done(&bench.nobody(), objection(bench, &matter, "开会时人数不够"));
    let sheet = form(bench, "close_decision", "upheld").with("opinion", "异议成立，重新开会");
    bench.done(&bench.desk(&village, Post::SupervisionDirector), sheet.act(&case));
    assert_eq!(bench.case(&matter).step, "convene_decision");
}
