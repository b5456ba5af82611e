//! Inspections: opened over villages from outside, what the system sees, what is put right in time and what is not.

use crate::scene::{close, confirm, march, says, verdict};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use disclosure::{
    AddFinding, AnswerFinding, Choice, FindingKind, FindingState, JudgeFinding, OpenInspections, OrderRectification,
    coverage, findings, inspections, to_report_unrectified,
};
use village::{Kind, Place, Post};

on_both_databases!(
    an_inspection_says_what_is_missing_late_and_hasty_by_itself,
    a_finding_is_ordered_answered_sent_back_and_put_right,
    what_is_not_put_right_in_time_is_told_once_for_each_colour,
    nobody_from_the_village_or_its_bookkeeping_inspects_it,
);

fn open(bench: &Bench, area: &Place) -> String {
    let desk = bench.desk(&bench.township(), Post::DisciplineOfficer);
    bench.done(&desk, OpenInspections { area: area.clone(), choice: Choice::All });
    bench.read(|reader| inspections(reader, area))[0].id.clone()
}

fn an_inspection_says_what_is_missing_late_and_hasty_by_itself(bench: &Bench) {
    let village = march(bench);
    let before = bench.read(|reader| coverage(reader, &bench.township()));
    assert!(before.iter().all(|(_, last)| last.is_none()), "nobody has looked yet");
    bench.go_to(day("2026-05-20"));
    bench.done(&bench.desk(&village, Post::AgencyAccountant), confirm(bench, &village, &["F02"], "2026-03"));
    bench.done(&bench.desk(&village, Post::SupervisionMember), verdict(bench, &village, "F02", "2026-03", None));
    let id = open(bench, &village);
    let seen = bench.read(|reader| findings(reader, &id));
    let has = |kind, item: &str| seen.iter().any(|one| one.kind == kind && one.item == item && one.seen_by.is_none());
    assert!(has(FindingKind::Late, "F02") && has(FindingKind::Hasty, "F02"), "{seen:#?}");
    assert!(has(FindingKind::Missing, "F01"), "{seen:#?}");
    assert!(!has(FindingKind::Missing, "F02") || seen.iter().any(|one| one.term == "2026-04"), "{seen:#?}");
    let after = bench.read(|reader| coverage(reader, &village));
    assert_eq!(after, [(village.clone(), Some(day("2026-05-20")))]);
    close(bench, &village, "2026-04");
    bench.verified();
}

fn ordered(bench: &Bench) -> (Place, String, i64) {
    let village = march(bench);
    let id = open(bench, &village);
    let desk = bench.desk(&bench.township(), Post::DisciplineOfficer);
    let add = |kind: &str, words: &str| AddFinding {
        id: id.clone(),
        village: village.clone(),
        kind: kind.into(),
        words: words.into(),
    };
    says(&bench.refused(&desk, add("missing", "墙上没有三月的支出")), "请选一种");
    says(&bench.refused(&desk, add("not_open", "没")), "4到500个字");
    says(&bench.refused(&desk, add("not_open", "张三电话13812345678说没有看到")), "个人信息");
    bench.done(&desk, add("not_open", "公开栏上没有三月的支出明细"));
    let number = bench.read(|reader| findings(reader, &id)).last().unwrap().number;
    let order =
        |numbers: Vec<i64>, days| OrderRectification { id: id.clone(), village: village.clone(), numbers, days };
    says(&bench.refused(&desk, order(vec![], 10)), "至少一条");
    says(&bench.refused(&desk, order(vec![number + 1], 10)), "至少一条");
    says(&bench.refused(&desk, order(vec![number], 61)), "1到60天");
    bench.done(&desk, order(vec![number], 10));
    says(&bench.refused(&desk, order(vec![number], 10)), "至少一条");
    (village, id, number)
}

fn answer(village: &Place, id: &str, number: i64) -> AnswerFinding {
    AnswerFinding { id: id.into(), village: village.clone(), number, answer: "四月三日已补贴上墙".into() }
}

fn a_finding_is_ordered_answered_sent_back_and_put_right(bench: &Bench) {
    let (village, id, number) = ordered(bench);
    let desk = bench.desk(&bench.township(), Post::DisciplineOfficer);
    let clerk = bench.desk(&village, Post::Clerk);
    let judge = |is_right, days| JudgeFinding {
        id: id.clone(),
        village: village.clone(),
        number,
        is_right,
        said: "到现场看过公开栏".into(),
        days,
    };
    says(&bench.refused(&desk, judge(true, 0)), "还没有整改回复");
    assert_eq!(bench.refused(&bench.nobody(), answer(&village, &id, number)).kind, Kind::NotYours);
    bench.done(&clerk, answer(&village, &id, number));
    says(&bench.refused(&clerk, answer(&village, &id, number)), "不在等整改");
    assert_eq!(bench.refused(&clerk, judge(true, 0)).kind, Kind::NotYours, "the village does not accept its own");
    says(&bench.refused(&desk, judge(false, 0)), "1到60天");
    bench.done(&desk, judge(false, 5));
    let one = |bench: &Bench| bench.read(|reader| findings(reader, &id)).pop().unwrap();
    assert_eq!((one(bench).state, one(bench).due), (FindingState::Ordered, Some(day("2026-04-07"))));
    bench.done(&clerk, answer(&village, &id, number));
    bench.done(&desk, judge(true, 0));
    assert_eq!(one(bench).state, FindingState::Right);
    bench.go_to(day("2026-06-30"));
    assert!(bench.read(|reader| to_report_unrectified(reader, &bench.nobody())).is_empty());
    bench.verified();
}

fn what_is_not_put_right_in_time_is_told_once_for_each_colour(bench: &Bench) {
    let (village, id, number) = ordered(bench);
    let tell = |bench: &Bench| {
        let late = bench.read(|reader| to_report_unrectified(reader, &bench.nobody()));
        let many = late.len();
        late.into_iter().for_each(|deed| drop(bench.done(&bench.nobody(), deed)));
        many
    };
    bench.go_to(day("2026-04-12"));
    assert_eq!(tell(bench), 0, "the last day is in time");
    bench.go_to(day("2026-06-30"));
    assert_eq!((tell(bench), tell(bench)), (1, 0), "once");
    bench.done(&bench.desk(&village, Post::Clerk), answer(&village, &id, number));
    assert_eq!(tell(bench), 0);
    bench.verified();
}

fn nobody_from_the_village_or_its_bookkeeping_inspects_it(bench: &Bench) {
    let village = march(bench);
    let deed = OpenInspections { area: village.clone(), choice: Choice::All };
    for post in [Post::Clerk, Post::SupervisionDirector, Post::AgencyAccountant, Post::PartySecretary] {
        assert_eq!(bench.refused(&bench.desk(&village, post), deed.clone()).kind, Kind::NotYours, "{post:?}");
    }
    assert_eq!(bench.refused(&bench.nobody(), deed.clone()).kind, Kind::NotYours);
    let other = bench.desk(&bench.township(), Post::TownshipOfficial);
    let county = OpenInspections { area: bench.county(), choice: Choice::All };
    assert_eq!(bench.refused(&other, county).kind, Kind::NotYours, "a township looks at its own villages");
    let drawn = OpenInspections { area: bench.township(), choice: Choice::Lot(1) };
    bench.done(&other, drawn);
    let row = bench.read(|reader| inspections(reader, &bench.township())).remove(0);
    assert!(row.chosen == "lot" && !row.seed.is_empty(), "{row:#?}");
    bench.verified();
}
