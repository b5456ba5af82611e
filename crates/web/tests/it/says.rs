//! What two pages say of the same thing is the same: how long is left, how many there are, whom to ask.

use crate::browser::Browser;
use demo::Plan;
use demo::testing::{Bench, place};
use procedure::{Position, Turn};
use village::{CaseId, Moment, Place};

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

fn village() -> Place {
    place("990101001001")
}

fn lived(bench: &Bench) -> Browser {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 1, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
    Browser::stranger(bench)
}

/// A case that is open for objection on some day to come, and how long is left.
fn open_case(bench: &Bench) -> (CaseId, String) {
    let open = bench.read(|reader| affairs::open_windows(reader, &village(), NOW.day()));
    let window = open.iter().find(|window| window.closes > NOW.day()).expect("nothing is open for objection");
    (window.case.clone(), window.closes.left(NOW.day()).zh)
}

fn turn(bench: &Bench, case: &CaseId) -> (String, Turn) {
    let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
    let turn = bench.read(|reader| affairs::turn_of(reader, &bench.office, &row)).unwrap();
    let (state, _) = bench.read(|reader| affairs::state_of(reader, &bench.office, &row));
    let Position::Step(step) = state.at else { panic!("{case} has ended") };
    (step, turn)
}

fn one_deadline_has_one_number_on_every_page(bench: &Bench) {
    let stranger = lived(bench);
    let (case, left) = open_case(bench);
    let (step, turn) = turn(bench, &case);
    let taker = turn.everybody().next().expect("nobody takes the step");
    let official = Browser::of_desk(bench, &bench.desk_of(&taker));
    let pages = [
        stranger.get(&format!("/cases/{case}")),
        stranger.get(&format!("/cases/{case}/objection")),
        stranger.get(&format!("/v/{}", village())),
        official.get(&format!("/desk/cases/{case}")),
        official.get(&format!("/desk/cases/{case}/acts/{step}")),
    ];
    for (nth, page) in pages.iter().enumerate() {
        assert!(page.body.contains(&left), "page {nth} does not say “{left}”: {}", page.body);
    }
}

fn a_sheet_for_the_wall_names_the_end_and_not_how_long_is_left(bench: &Bench) {
    let stranger = lived(bench);
    let (case, left) = open_case(bench);
    let poster = stranger.get(&format!("/cases/{case}/poster")).body;
    assert!(poster.contains("2026年") && poster.contains("当天24:00为止"), "{poster}");
    assert!(!poster.contains(&left) && !poster.contains("还有"), "{poster}");
    let record = stranger.get(&format!("/cases/{case}")).body;
    let printed: Vec<&str> = record.split("<span class=\"on-paper\">").skip(1).collect();
    assert!(printed.len() >= 2, "what is printed says the same as the screen: {record}");
    for words in printed {
        let words = words.split("</span>").next().unwrap();
        assert!(words.contains("当天24:00为止") && !words.contains(&left), "{words}");
    }
}

fn the_village_page_counts_what_the_lists_show(bench: &Bench) {
    let stranger = lived(bench);
    let page = stranger.get(&format!("/v/{}", village())).body;
    let listed = stranger.get(&format!("/v/{}/finance", village())).body.matches("<li><details>").count();
    assert!(listed > 0, "nothing was paid this month");
    assert!(page.contains(&format!("本月付款{listed}笔")), "{listed} payments are listed: {page}");
    for shelf in ["party", "affairs"] {
        let list = stranger.get(&format!("/v/{}/{shelf}?month=2026-03", village())).body;
        let listed = list.matches("class=\"card\"").count();
        let said = format!("本月新公开{listed}项");
        assert!(listed == 0 || page.contains(&said), "{shelf} lists {listed}: {page}");
    }
}

fn who_wants_to_ask_learns_how_at_every_public_case(bench: &Bench) {
    let stranger = lived(bench);
    let (open, _) = open_case(bench);
    let page = stranger.get(&format!("/cases/{open}")).body;
    assert!(page.contains("id=\"ask\"") && page.contains(&format!("/cases/{open}/objection")), "{page}");
    let finance = stranger.get(&format!("/v/{}/finance", village())).body;
    let link = finance.split("class=\"ask\" href=\"").nth(1).expect("a payment cannot be asked about");
    let (case, anchor) = link.split('"').next().unwrap().split_once('#').unwrap();
    let page = stranger.get(case).body;
    assert!(anchor == "ask" && page.contains("id=\"ask\""), "{page}");
    assert!(page.contains("现在不在公示期") && page.contains("村文书") && page.contains("href=\"tel:"), "{page}");
}

fn a_villager_is_led_to_the_clerk_and_to_those_who_supervise(bench: &Bench) {
    let stranger = lived(bench);
    let page = stranger.get(&format!("/v/{}", village())).body;
    let foot = page.split("<footer").nth(1).unwrap();
    assert!(foot.contains("· 村文书") && foot.contains("村务监督委员会主任"), "{foot}");
    let county = stranger.get("/").body;
    let foot = county.split("<footer").nth(1).unwrap();
    assert!(foot.contains("民政局干部") && foot.contains("县纪"), "{foot}");
}

demo::on_both_databases!(
    one_deadline_has_one_number_on_every_page,
    a_sheet_for_the_wall_names_the_end_and_not_how_long_is_left,
    the_village_page_counts_what_the_lists_show,
    who_wants_to_ask_learns_how_at_every_public_case,
    a_villager_is_led_to_the_clerk_and_to_those_who_supervise,
);
