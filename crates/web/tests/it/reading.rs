//! Reading is counted, readers are not.

use crate::books::paid;
use crate::browser::Browser;
use capital::ClosePeriod;
use demo::on_both_databases;
use demo::testing::Bench;
use disclosure::{Prepare, Prepared, Review, Verdict, draw_item};
use village::{Place, Post};

on_both_databases!(the_township_sees_what_nobody_reads,);

/// March's expenses, public.
fn public(bench: &Bench) -> Place {
    paid(bench);
    let village = bench.village(1);
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    let book = bench.read(|reader| bench.office.current_book(reader));
    let (item, term) = (&book.catalogue["F02"], "2026-03".parse().unwrap());
    let drawn = bench.read(|reader| Ok(draw_item(reader, &bench.nobody(), &village, item, term).unwrap())).unwrap();
    let slot = Prepared { item: "F02".into(), term, text: String::new(), reason: String::new(), seen: Some(drawn.1) };
    let confirm = Prepare { village: village.clone(), slots: vec![slot], release_on: None };
    bench.done(&bench.desk(&village, Post::Bookkeeper), confirm);
    let own = bench.read(|reader| disclosure::versions(reader, &village, "F02", term));
    let one = Verdict { item: "F02".into(), term, seen: own[0].hash, returned: None };
    let review = Review { village: village.clone(), verdicts: vec![one] };
    bench.done(&bench.desk(&village, Post::SupervisionDirector), review);
    village
}

fn the_township_sees_what_nobody_reads(bench: &Bench) {
    let village = public(bench);
    let official = Browser::of(bench, &village, Post::TownshipOfficial);
    let unread = official.get("/desk/readings").body;
    assert!(unread.contains("没人看过：支出明细（2026年3月）"), "{unread}");
    // The township's own program holds the counts: read with it.
    let page = format!("/v/{village}/disclosures/F02/2026-03");
    let before = bench.office.archive().head();
    for name in ["Mozilla/5.0 (Android)", "Mozilla/5.0 (Android)", "curl/8.0", "Some bot"] {
        official.sign_off();
        assert_eq!(official.ask_as(&page, name).status, 200);
    }
    assert_eq!(bench.office.archive().head(), before, "reading leaves nothing in the log");
    official.seat(bench, &bench.desk(&village, Post::TownshipOfficial));
    assert_eq!(official.ask_as(&page, "Mozilla/5.0 (desk)").status, 200);
    let read = official.get("/desk/readings").body;
    assert!(read.contains("<dt>共读过几次</dt><dd>1</dd>"), "once a day, no robots, nobody in office: {read}");
    let clerk = Browser::of(bench, &village, Post::Clerk);
    assert_eq!(clerk.get("/desk/readings").status, 404);
    assert!(Browser::stranger(bench).get("/desk/readings").to.starts_with("/sign-in"));
}
