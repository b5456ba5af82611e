//! Publicity: nothing goes on before its last day has passed, over holidays too, nor while an objection is open.

use crate::walk::decision;
use affairs::{AnswerObjection, LodgeObjection, ReviewAnswer, Task};
use demo::Matter;
use demo::on_both_databases;
use demo::testing::{Bench, Sheet, day, form};
use village::{Day, Kind, Place, Post};

on_both_databases!(
    a_window_that_ends_on_a_holiday_runs_to_the_next_working_day,
    an_open_objection_blocks_and_an_answered_one_does_not,
    the_committees_own_act_is_reviewed_by_the_township,
    an_objection_is_taken_from_the_first_to_the_last_day_only,
    a_plan_is_public_for_fifteen_days,
    an_objection_that_is_right_sends_the_case_back_at_once,
    an_objection_found_right_leaves_only_the_way_back,
    after_the_way_back_the_matter_goes_on_again,
    every_publicity_of_every_affair_has_a_way_back_for_an_objection_found_right,
    objections_to_one_case_are_limited_within_an_hour_and_the_limit_is_told,
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
    let review = |agreed: bool, words: &str| ReviewAnswer {
        case: case.clone(),
        village: village.clone(),
        objection: lodged.subject.clone(),
        agreed,
        words: words.into(),
    };
    // A villager does not answer for the village, nor whoever made the decision public; an answer says something.
    let villager =
        bench.refused(&bench.desk(&village, Post::Villager), AnswerObjection { answer: "不对".into(), ..answer("") });
    assert!(villager.kind == Kind::NotYours || villager.kind == Kind::NotComplete);
    let own = bench.refused(&bench.desk(&village, Post::Clerk), answer("路面宽度没有问题"));
    assert_eq!((own.rule.as_str(), own.violation), ("separation.answer", true));
    assert!(own.words.zh.contains("办过这件事"), "{}", own.words.zh);
    let free = bench.free(&case, &lodged.subject, Task::Answer);
    let name = bench.read(|reader| office::roster::name_of(reader, free.person().unwrap())).unwrap();
    let township = bench.refused(&bench.desk(&village, Post::TownshipOfficial), answer("乡镇来答复一下"));
    assert_eq!((township.rule.as_str(), township.violation), ("objection.not_theirs", false));
    assert!(township.next.zh.contains(&name), "{}", township.next.zh);
    assert_eq!(bench.refused(&supervisor, review(true, "同意公开答复")).rule, "objection.unanswered");
    assert_eq!(bench.refused(&free, answer("无")).kind, Kind::NotComplete);
    bench.done(&free, answer("路面宽度按方案是三米五"));
    assert_eq!(bench.refused(&free, answer("再答一遍，没有变化")).rule, "objection.given");
    // It holds once it was reviewed, by somebody else; what is sent back is answered anew.
    assert_eq!(bench.refused(&supervisor, confirm(bench).act(&case)).rule, "objection");
    assert_eq!(bench.refused(&free, review(true, "同意公开答复")).kind, Kind::NotYours);
    let outside = bench.refused(&bench.desk(&village, Post::TownshipOfficial), review(true, "同意公开答复"));
    assert_eq!(outside.rule, "objection.not_theirs");
    bench.done(&supervisor, review(false, "没有说是怎么量的"));
    let kept = &bench.read(|reader| affairs::objections(reader, &case))[0];
    assert_eq!((kept.status.as_str(), kept.review.as_deref()), ("open", Some("没有说是怎么量的")));
    bench.done(&free, answer("路面宽度按方案是三米五，已经复量"));
    bench.done(&supervisor, review(true, "复量记录已经看过"));
    assert_eq!(bench.refused(&supervisor, review(true, "再审核一遍吧")).rule, "objection.answered");
    let kept = &bench.read(|reader| affairs::objections(reader, &case))[0];
    assert_eq!((kept.status.as_str(), kept.upheld), ("answered", Some(false)));
    assert_eq!(kept.answered_by.as_deref(), Some(name.as_str()));
    assert_eq!(kept.reviewed_post, Some(Post::SupervisionDirector));
    bench.done(&supervisor, confirm(bench).act(&case));
    bench.verified();
}

/// What the supervision committee itself made public is reviewed by the township.
fn the_committees_own_act_is_reviewed_by_the_township(bench: &Bench) {
    let village = bench.village(1);
    bench.go_to(day("2026-01-05"));
    bench.found(1);
    let mut matter = decision(&village);
    bench.go_on_to(&mut matter, "publicise_decision");
    let case = bench.case(&matter).id;
    let sheet = form(bench, "publicise_decision", "published").paper("notice", "公开栏照片");
    bench.done(&bench.desk(&village, Post::Clerk), sheet.act(&case));
    let lodged = bench.done(&bench.nobody(), objection(bench, &matter, "签到册少两个人"));
    // No affair lets the committee post a notice today: the objection is put to what it did do.
    let known = bench.read(|reader| affairs::objections(reader, &case)).remove(0);
    let row = bench.case(&matter);
    let found = bench.read(|reader| {
        let of_check = affairs::acts(reader, &case)?
            .into_iter()
            .find(|act| matches!(act.post, Post::SupervisionDirector | Post::SupervisionMember));
        let about = affairs::ObjectionRow { act: of_check.map_or(known.act, |act| act.number), ..known.clone() };
        affairs::whose(reader, &bench.office, &row, &about, Task::Review, bench.today())
    });
    assert!(!found.is_empty() && found.iter().all(|holder| holder.mandate.post == Post::TownshipOfficial));
    assert_eq!(lodged.subject, known.id);
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

fn answered(bench: &Bench, matter: &Matter, objection: &str, upheld: bool) {
    let case = bench.case(matter);
    bench.answered(&case.id, &case.village, objection, upheld);
}

fn an_objection_found_right_leaves_only_the_way_back(bench: &Bench) {
    let village = bench.village(1);
    let matter = published(bench, &village, day("2026-03-16"));
    let case = bench.case(&matter).id;
    let wrong = bench.done(&bench.nobody(), objection(bench, &matter, "路面宽度和方案不一样"));
    let right = bench.done(&bench.nobody(), objection(bench, &matter, "开会时人数不够"));
    answered(bench, &matter, &wrong.subject, false);
    answered(bench, &matter, &right.subject, true);
    bench.go_to(day("2026-03-20"));
    let supervisor = bench.desk(&village, Post::SupervisionDirector);
    let refusal = bench.refused(&supervisor, confirm(bench).act(&case));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("objection_upheld", true));
    assert!(refusal.words.zh.contains("成立") && refusal.next.zh.contains("退回") && !refusal.articles.is_empty());
    let back = form(bench, "close_decision", "upheld").with("opinion", "异议成立，重新开会");
    bench.done(&supervisor, back.act(&case));
    assert_eq!(bench.case(&matter).step, "convene_decision");
    bench.verified();
}

fn after_the_way_back_the_matter_goes_on_again(bench: &Bench) {
    let village = bench.village(1);
    let mut matter = published(bench, &village, day("2026-03-16"));
    let case = bench.case(&matter).id;
    let right = bench.done(&bench.nobody(), objection(bench, &matter, "开会时人数不够"));
    answered(bench, &matter, &right.subject, true);
    let back = form(bench, "close_decision", "upheld").with("opinion", "异议成立，重新开会");
    bench.done(&bench.desk(&village, Post::SupervisionDirector), back.act(&case));
    crate::walk::to_the_end(bench, &mut matter);
    assert_eq!(bench.case(&matter).status, "done");
    let publications = bench.read(|reader| affairs::acts(reader, &case));
    assert_eq!(publications.iter().filter(|act| act.step == "publicise_decision").count(), 2);
    bench.verified();
}

fn every_publicity_of_every_affair_has_a_way_back_for_an_objection_found_right(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut windows = 0;
    for mut matter in crate::walk::one_of_each(bench, &village) {
        let affair = bench.read(|reader| Ok(bench.office.current_book(reader)?.affairs[&matter.affair].clone()));
        while !matches!(bench.go_on(&mut matter), demo::Went::Ended) {
            let row = bench.case(&matter);
            let open = bench.read(|reader| affairs::windows(reader, &row.id)).pop();
            let Some(window) = open.filter(|w| w.opens == bench.today() && w.act == row.revision) else { continue };
            windows += 1;
            let lodged = bench.done(&bench.nobody(), objection(bench, &matter, "公示内容不属实"));
            answered(bench, &matter, &lodged.subject, true);
            bench.go_to(window.closes.plus(1));
            // The step that waits takes its way back, and nothing else.
            let waiting = affair.step(&row.step).unwrap();
            let back =
                waiting.outcomes.iter().find(|outcome| outcome.way == procedure::Way::Back && outcome.id == "upheld");
            let back = back.unwrap_or_else(|| panic!("{}: `{}` has no way back", affair.code, waiting.id));
            match demo::go_on(&bench.office, &mut matter, bench.now()) {
                Ok(demo::Went::NotYet(refusal)) => assert_eq!(refusal.rule, "objection_upheld", "{}", window.step),
                other => panic!("{}: `{}` went on: {other:?}", affair.code, waiting.id),
            }
            let id = back.id.clone();
            matter.outcomes.insert(waiting.id.clone(), id);
            assert!(matches!(bench.go_on(&mut matter), demo::Went::On(_)), "{}: `{}`", affair.code, waiting.id);
            matter.outcomes.clear();
            let again = bench.case(&matter);
            assert!(
                affair.ahead(&again.step).contains(window.step.as_str()),
                "{} goes back to `{}`",
                affair.code,
                again.step
            );
            // The second time nobody objects.
            let step = row.step.clone();
            while bench.case(&matter).step != step {
                assert!(matches!(bench.go_on(&mut matter), demo::Went::On(_)));
            }
        }
        assert_eq!(bench.case(&matter).status, "done", "{}", matter.affair);
    }
    assert!(windows >= 8, "only {windows} windows were seen");
}

fn objections_to_one_case_are_limited_within_an_hour_and_the_limit_is_told(bench: &Bench) {
    let village = bench.village(1);
    let matter = published(bench, &village, day("2026-03-16"));
    let case = bench.case(&matter).id;
    for number in 0..affairs::OBJECTIONS_AN_HOUR {
        bench.clock.advance_ms(1_000);
        bench.done(&bench.nobody(), objection(bench, &matter, &format!("第{number}条意见")));
    }
    let head = bench.office.archive().head();
    let refusal = bench.refused(&bench.nobody(), objection(bench, &matter, "施工单位没有资质"));
    assert_eq!((refusal.kind, refusal.rule.as_str(), refusal.violation), (Kind::TooMuch, "objection.too_many", false));
    assert!(refusal.words.zh.contains("没有收下") && refusal.next.zh.contains("村务监督委员会"), "{refusal:?}");
    assert_eq!(bench.office.archive().head(), head);
    // Another office on the same store, as after a restart, counts the same.
    let again = bench.office_that_warns(alerts::warn);
    let tried =
        again.perform(&office::Desk::unnamed(&again, bench.now()), objection(bench, &matter, "施工单位没有资质"));
    assert!(matches!(tried, Err(village::Stop::Refused(_))));
    bench.clock.advance_ms(3_600_000);
    bench.done(&bench.nobody(), objection(bench, &matter, "施工单位没有资质"));
    let kept = bench.read(|reader| affairs::objections(reader, &case));
    assert_eq!(i64::try_from(kept.len()).unwrap(), affairs::OBJECTIONS_AN_HOUR + 1);
    bench.verified();
}
