//! Confirmed, reviewed, released, corrected: figures come from the closed books alone.

use crate::scene::{close, confirm, drawn, march, says, slot, term, verdict, write};
use capital::{ConfirmReopening, ProposeReopening};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use disclosure::{Stand, agrees, to_report_differing, version, versions};
use office::Cell;
use village::{Fen, Kind, Place, Post};

on_both_databases!(
    a_month_goes_from_the_closed_books_to_everybody,
    whoever_has_no_part_in_an_item_does_not_confirm_it,
    a_figure_that_is_not_the_books_is_not_released,
    a_correction_is_a_new_version_with_its_reason,
    what_is_past_its_years_lies_in_the_archive,
    what_somebody_writes_holds_nothing_that_belongs_to_a_person,
    the_supervisors_own_report_is_reviewed_by_another_of_them,
    nothing_is_dated_back,
);

fn fen(bench: &Bench, village: &Place, item: &str, name: &str) -> Fen {
    let (content, _) = drawn(bench, village, item, "2026-03").unwrap();
    match content.figures.iter().find(|figure| figure.name.zh == name).unwrap().cell {
        Cell::Fen(fen) => fen,
        ref other => panic!("{other:?}"),
    }
}

fn a_month_goes_from_the_closed_books_to_everybody(bench: &Bench) {
    let village = march(bench);
    let of = |name| fen(bench, &village, "F02", name);
    assert_eq!((of("期初结存"), of("本期收入")), (Fen::yuan(20_500), Fen(0)));
    assert_eq!((of("本期支出"), of("期末结存")), (Fen::yuan(120), Fen::yuan(20_380)));
    let (content, _) = drawn(bench, &village, "F02", "2026-03").unwrap();
    let line = &content.tables[0].rows[0];
    assert_eq!(content.tables[0].rows.len(), 1);
    assert!(matches!(&line[3], Cell::Voucher(id) if id.starts_with(village.as_str())), "{line:?}");
    assert_eq!(content.closings.len(), 1, "it names the closing that it stands on");
    assert_eq!(fen(bench, &village, "F13", "招待费"), Fen(0));
    let (banks, _) = drawn(bench, &village, "F11", "2026-03").unwrap();
    assert_eq!(banks.tables[0].rows[1][4], Cell::Fen(Fen::yuan(19_880)), "the bank's last line");

    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    let items = ["F01", "F02", "F07", "F11", "F12", "F13"];
    bench.done(&bookkeeper, confirm(bench, &village, &items, "2026-03"));
    assert_eq!(slot(bench, &village, "F02", "2026-03").stand, Stand::Due, "nothing is public before the review");
    let refusal = bench.refused(&bookkeeper, verdict(bench, &village, "F02", "2026-03", None));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "who confirms does not review");
    let director = bench.desk(&village, Post::SupervisionDirector);
    for item in items {
        bench.done(&director, verdict(bench, &village, item, "2026-03", None));
    }
    let found = slot(bench, &village, "F02", "2026-03");
    assert_eq!(found.stand, Stand::Public { since: day("2026-04-02"), late: 0, version: 1 });
    let shown = bench.read(|reader| version(reader, &village, ("F02", term("2026-03")), 1)).unwrap();
    assert_eq!(shown, content);
    says(&bench.refused(&bookkeeper, confirm(bench, &village, &["F02"], "2026-03")), "内容没有变化");
    bench.verified();
}

fn whoever_has_no_part_in_an_item_does_not_confirm_it(bench: &Bench) {
    let village = march(bench);
    let deed = || confirm(bench, &village, &["F02"], "2026-03");
    assert_eq!(bench.refused(&bench.nobody(), deed()).kind, Kind::NotYours);
    assert_eq!(bench.refused(&bench.desk(&village, Post::VillageDirector), deed()).kind, Kind::NotYours);
    says(&bench.refused(&bench.desk(&village, Post::Clerk), deed()), "由报账员、代理会计核对送审");
    let seal = write(&village, "V14", "2026-Q1", "协助发放种粮补贴。", "");
    says(&bench.refused(&bench.desk(&village, Post::Bookkeeper), seal), "“协助政府工作情况”由");
    bench.verified();
}

fn a_figure_that_is_not_the_books_is_not_released(bench: &Bench) {
    let village = march(bench);
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    let mut forged = confirm(bench, &village, &["F02"], "2026-03");
    forged.slots[0].text = "本月支出：0元".into();
    forged.slots[0].seen = Some(village::Hash([9; 32]));
    says(&bench.refused(&bookkeeper, forged), "只从账上");
    bench.done(&bookkeeper, confirm(bench, &village, &["F02"], "2026-03"));
    // The month is opened again and spent in: what was confirmed is not what the books say.
    let march = "2026-03".parse().unwrap();
    let reason = "三月的一笔支出漏记".to_owned();
    let propose = ProposeReopening { village: village.clone(), period: march, reason };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), propose);
    bench.done(
        &bench.desk(&village, Post::TownshipOfficial),
        ConfirmReopening { village: village.clone(), period: march },
    );
    let director = bench.desk(&village, Post::SupervisionDirector);
    says(&bench.refused(&director, verdict(bench, &village, "F02", "2026-03", None)), "还没有结账");
    says(&bench.refused(&director, verdict(bench, &village, "F02", "2026-03", Some("不"))), "至少4个字");
    bench.done(&director, verdict(bench, &village, "F02", "2026-03", Some("三月又开了账")));
    let own = bench.read(|reader| versions(reader, &village, "F02", term("2026-03")));
    assert_eq!((own.len(), own[0].returned_why.as_str()), (1, "三月又开了账"));
    bench.verified();
}

fn a_correction_is_a_new_version_with_its_reason(bench: &Bench) {
    let village = march(bench);
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    let director = bench.desk(&village, Post::SupervisionDirector);
    bench.done(&bookkeeper, confirm(bench, &village, &["F02"], "2026-03"));
    bench.done(&director, verdict(bench, &village, "F02", "2026-03", None));
    let item = bench.read(|reader| bench.office.current_book(reader)).catalogue["F02"].clone();
    let holds = || bench.read(|reader| agrees(reader, &bench.nobody(), &village, &item, (term("2026-03"), 1)));
    assert_eq!(holds(), Some(true));
    let march = "2026-03".parse().unwrap();
    let propose =
        ProposeReopening { village: village.clone(), period: march, reason: "三月的一笔支出漏记".into() };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), propose);
    bench.done(
        &bench.desk(&village, Post::TownshipOfficial),
        ConfirmReopening { village: village.clone(), period: march },
    );
    assert_eq!(holds(), Some(false), "the books were opened again: what is public stands on nothing");
    let differing = || bench.read(|reader| to_report_differing(reader, &bench.nobody(), &village));
    assert_eq!(differing(), None, "open again, by two persons' names: it counts once it is closed");
    close(bench, &village, "2026-03");
    assert_eq!((holds(), differing()), (Some(true), None), "closed again as it was");

    let clerk = bench.desk(&village, Post::Clerk);
    bench.done(&clerk, write(&village, "V14", "2026-Q1", "协助发放种粮补贴12户。", ""));
    bench.done(&director, verdict(bench, &village, "V14", "2026-Q1", None));
    let again = |reason: &str| write(&village, "V14", "2026-Q1", "协助发放种粮补贴13户。", reason);
    says(&bench.refused(&clerk, again("")), "写明为什么更正");
    says(
        &bench.refused(&clerk, write(&village, "V14", "2026-Q1", "协助发放种粮补贴12户。", "再看一遍")),
        "内容没有变化",
    );
    bench.done(&clerk, again("漏了一户，已补上"));
    assert!(
        matches!(slot(bench, &village, "V14", "2026-Q1").stand, Stand::Public { version: 1, .. }),
        "until the review"
    );
    bench.done(&director, verdict(bench, &village, "V14", "2026-Q1", None));
    let own = bench.read(|reader| versions(reader, &village, "V14", term("2026-Q1")));
    assert_eq!(own.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2], "the first one stays");
    assert!(matches!(slot(bench, &village, "V14", "2026-Q1").stand, Stand::Public { version: 2, .. }));
    bench.verified();
}

/// Somebody who can write to the store changes a sum that is public: the books say otherwise, and the supervisors hear of it.
#[test]
fn what_is_public_and_no_longer_true_is_told_in_red_once() {
    let (county, directory) = (archive::testing::sqlite(), archive::testing::sqlite());
    let bench = &Bench::open(&county.store, &directory.store);
    let village = march(bench);
    bench.done(&bench.desk(&village, Post::Bookkeeper), confirm(bench, &village, &["F02"], "2026-03"));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), verdict(bench, &village, "F02", "2026-03", None));
    let differing = || bench.read(|reader| to_report_differing(reader, &bench.nobody(), &village));
    assert_eq!(differing(), None);
    assert_eq!(bench.read(|reader| disclosure::villages_with_disclosures(reader)).len(), 1);
    let archive::Store::Sqlite { path } = &county.store else { unreachable!() };
    let bent = "update disclosure set content = replace(content, '12000', '2000') where item = 'F02'";
    assert_eq!(rusqlite::Connection::open(path).unwrap().execute(bent, []).unwrap(), 1);
    let told = differing().expect("120 yuan became 20");
    bench.done(&bench.nobody(), told.clone());
    let all = bench.inbox(&village, Post::SupervisionDirector);
    let alert = all.iter().find(|one| one.rule == "disclosure.differing").expect("the supervisors hear of it");
    assert_eq!(alert.severity, "red");
    assert!(alert.words.zh.contains("支出明细（2026年3月）"), "{}", alert.words.zh);
    assert_eq!(differing(), None, "told once");
    says(&bench.refused(&bench.nobody(), told), "已经报告过");
}

fn what_is_past_its_years_lies_in_the_archive(bench: &Bench) {
    let village = march(bench);
    bench.done(&bench.desk(&village, Post::Clerk), write(&village, "V14", "2026-Q1", "协助发放种粮补贴12户。", ""));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), verdict(bench, &village, "V14", "2026-Q1", None));
    let book = bench.read(|reader| bench.office.current_book(reader));
    let years = book.catalogue["V14"].keep_years.expect("kept for some years");
    let listed = |on: village::Day| {
        let all = bench.read(|reader| disclosure::slots(reader, &book, &village, on));
        all.iter().any(|slot| slot.item.code == "V14" && slot.term == term("2026-Q1"))
    };
    let last = day("2026-03-31").plus_months(i64::from(years) * 12);
    assert!(listed(day("2026-05-01")));
    assert!(!listed(last.plus(1)), "not listed the day after {last}");
    assert_eq!(bench.read(|reader| versions(reader, &village, "V14", term("2026-Q1"))).len(), 1, "kept all the same");
}

fn what_somebody_writes_holds_nothing_that_belongs_to_a_person(bench: &Bench) {
    let village = march(bench);
    let clerk = bench.desk(&village, Post::Clerk);
    let phone = write(&village, "V14", "2026-Q1", "协助发放补贴。\n有问题打13812345678。", "");
    says(&bench.refused(&clerk, phone), "第2行有身份证号、电话");
    says(&bench.refused(&clerk, write(&village, "V14", "2026-Q1", " ", "")), "写明原因");
    bench.done(&clerk, write(&village, "V14", "2026-Q1", "", "本季度没有协助事项"));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), verdict(bench, &village, "V14", "2026-Q1", None));
    assert!(matches!(slot(bench, &village, "V14", "2026-Q1").stand, Stand::Public { .. }));
    bench.verified();
}

fn the_supervisors_own_report_is_reviewed_by_another_of_them(bench: &Bench) {
    let village = march(bench);
    let director = bench.desk(&village, Post::SupervisionDirector);
    bench.done(&director, write(&village, "V04", "2026-03", "三月看了全部凭证，没有发现问题。", ""));
    let refusal = bench.refused(&director, verdict(bench, &village, "V04", "2026-03", None));
    says(&refusal, "不能由您自己审核");
    let member = bench.desk(&village, Post::SupervisionMember);
    bench.done(&member, verdict(bench, &village, "V04", "2026-03", None));
    bench.verified();
}

fn nothing_is_dated_back(bench: &Bench) {
    let village = march(bench);
    let clerk = bench.desk(&village, Post::Clerk);
    let audit = |at: &str| write(&village, "V16", at, "离任审计没有发现问题。", "");
    says(&bench.refused(&clerk, audit("2026-03-20")), "不能倒填日期");
    bench.done(&clerk, audit("2026-04-02"));
    let mut early = confirm(bench, &village, &["F02"], "2026-03");
    early.release_on = Some(day("2026-04-01"));
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    says(&bench.refused(&bookkeeper, early), "公开日期从今天起");
    let mut late = confirm(bench, &village, &["F02"], "2026-03");
    late.release_on = Some(day("2026-04-11"));
    says(&bench.refused(&bookkeeper, late), "最晚到2026-04-10");
    let mut timed = confirm(bench, &village, &["F02"], "2026-03");
    timed.release_on = Some(day("2026-04-08"));
    bench.done(&bookkeeper, timed);
    bench.done(&bench.desk(&village, Post::SupervisionDirector), verdict(bench, &village, "F02", "2026-03", None));
    assert_eq!(slot(bench, &village, "F02", "2026-03").stand, Stand::Due, "reviewed, and waiting for its day");
    bench.go_to(day("2026-04-08"));
    assert!(matches!(slot(bench, &village, "F02", "2026-03").stand, Stand::Public { .. }));
}
