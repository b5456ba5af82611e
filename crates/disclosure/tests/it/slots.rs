//! What is not there stands in its place, dated and coloured, and is told of.

use crate::scene::{confirm, drawn, march, says, slot, term, verdict};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use disclosure::{Colour, ReportUndisclosed, Stand, late_slots, slots, to_report_undisclosed};
use village::{Place, Post};

on_both_databases!(
    an_empty_slot_is_coloured_by_how_late_it_is,
    the_supervisors_are_told_once_for_each_colour,
    nothing_is_drawn_before_the_month_is_closed,
    similar_villages_are_a_middle_and_a_range_and_never_fewer_than_three,
);

fn colours(bench: &Bench, village: &Place) -> Vec<(String, String, Colour)> {
    let book = bench.read(|reader| bench.office.current_book(reader)).at(village, bench.today());
    let all = bench.read(|reader| slots(reader, &book, village, bench.today()));
    let late = late_slots(&all, &book, bench.today());
    late.map(|(slot, colour)| (slot.item.code.clone(), slot.term.to_string(), colour)).collect()
}

fn an_empty_slot_is_coloured_by_how_late_it_is(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.go_to(day("2026-04-10"));
    assert_eq!(slot(bench, &village, "F02", "2026-03").stand, Stand::Due);
    assert!(colours(bench, &village).is_empty(), "the 10th is in time");
    bench.go_to(day("2026-04-11"));
    let late = colours(bench, &village);
    let monthly: Vec<&str> = late.iter().map(|(item, ..)| item.as_str()).collect();
    assert_eq!(monthly, ["F01", "F02", "F07", "F11", "F12", "F13", "V04"], "the months' items");
    assert!(late.iter().all(|(_, at, colour)| at == "2026-03" && *colour == Colour::Yellow));
    bench.go_to(day("2026-04-15"));
    assert!(colours(bench, &village).iter().all(|(.., colour)| *colour == Colour::Orange));
    bench.go_to(day("2026-04-25"));
    let late = colours(bench, &village);
    let of = |code: &str| late.iter().find(|(item, ..)| item == code).map(|(.., colour)| *colour);
    assert_eq!((of("F02"), of("V13"), of("F03"), of("F08")), (Some(Colour::Red), Some(Colour::Orange), None, None));
    // The year before the village began is nobody's fault.
    assert!(late.iter().all(|(_, at, _)| at != "2025" && at != "2026-02"), "{late:?}");
}

fn the_supervisors_are_told_once_for_each_colour(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let told = || bench.inbox(&village, Post::SupervisionDirector).len();
    let report = || ReportUndisclosed { village: village.clone() };
    let waiting = || bench.read(|reader| to_report_undisclosed(reader, &bench.nobody()));
    bench.go_to(day("2026-04-10"));
    assert!(waiting().is_empty());
    says(&bench.refused(&bench.nobody(), report()), "没有逾期");
    bench.go_to(day("2026-04-11"));
    assert_eq!(waiting().len(), 1, "one village, all its items together");
    bench.done(&bench.nobody(), report());
    assert_eq!((told(), waiting().len()), (1, 0));
    says(&bench.refused(&bench.nobody(), report()), "已经报告过");
    let alert = bench.inbox(&village, Post::SupervisionDirector).remove(0);
    assert_eq!(alert.severity, "yellow");
    assert!(alert.words.zh.contains("支出明细（2026年3月）"), "{}", alert.words.zh);
    bench.go_to(day("2026-04-16"));
    bench.done(&bench.nobody(), report());
    assert_eq!((told(), waiting().len()), (2, 0), "orange is told beside yellow");
    bench.go_to(day("2026-04-25"));
    assert_eq!(waiting().len(), 1);
    bench.done(&bench.nobody(), report());
    bench.verified();
}

fn similar_villages_are_a_middle_and_a_range_and_never_fewer_than_three(bench: &Bench) {
    bench.found(6);
    let villages: Vec<Place> = (1..=5).map(|number| bench.village(number)).collect();
    for (at, village) in villages.iter().enumerate() {
        crate::scene::open_books(bench, village);
        crate::scene::spend(
            bench,
            village,
            ["100", "300", "200", "700", "50"][at],
            &format!("2433000000000000000{at}"),
        );
    }
    bench.go_to(day("2026-04-02"));
    let names = |village: &Place| {
        let (content, _) = drawn(bench, village, "F02", "2026-03").unwrap();
        content.figures.iter().map(|figure| figure.name.clone()).collect::<Vec<_>>()
    };
    let spent = |village: &Place| {
        let all = bench.read(|reader| {
            disclosure::similar(reader, village, ("F02", term("2026-03")), &names(village), bench.today())
        });
        all.into_iter().find(|one| one.name.zh == "本期支出")
    };
    for village in &villages {
        crate::scene::close(bench, village, "2026-03");
    }
    for (at, village) in villages.iter().enumerate() {
        assert_eq!(spent(&villages[0]).is_some(), at >= 4, "three others at least: {at}");
        bench.done(&bench.desk(village, Post::Bookkeeper), confirm(bench, village, &["F02"], "2026-03"));
        bench.done(&bench.desk(village, Post::SupervisionDirector), verdict(bench, village, "F02", "2026-03", None));
    }
    let found = spent(&villages[0]).unwrap();
    let yuan = village::Fen::yuan;
    assert_eq!((found.villages, found.median, found.least, found.most), (4, yuan(250), yuan(50), yuan(700)));
}

fn nothing_is_drawn_before_the_month_is_closed(bench: &Bench) {
    let village = march(bench);
    bench.go_to(day("2026-05-02"));
    says(&drawn(bench, &village, "F02", "2026-04").unwrap_err(), "2026年4月还没有结账");
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    let mut deed = confirm(bench, &village, &["F02"], "2026-03");
    deed.slots[0].term = term("2026-04");
    says(&bench.refused(&bookkeeper, deed), "还没有结账");
    let mut deed = confirm(bench, &village, &["F02"], "2026-03");
    deed.slots[0].term = term("2026-02");
    says(&bench.refused(&bookkeeper, deed), "没有这一期");
    bench.done(&bookkeeper, confirm(bench, &village, &["F02"], "2026-03"));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), verdict(bench, &village, "F02", "2026-03", None));
    let found = slot(bench, &village, "F02", "2026-03");
    assert_eq!(found.stand, Stand::Public { since: day("2026-05-02"), late: 22, version: 1 }, "late, and it says so");
}
