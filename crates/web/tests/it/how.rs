//! How things are done, for everybody: pictures, the sheet for the wall, the file for other tools; and how long it takes.

use crate::browser::Browser;
use crate::ready::claim;
use demo::testing::Bench;
use village::Post;

const VILLAGE: &str = "/v/990101001001";

fn every_affair_is_told_in_pictures_without_a_script_and_without_signing_in(bench: &Bench) {
    bench.found(1);
    let stranger = Browser::stranger(bench);
    let front = stranger.get(VILLAGE).body;
    assert!(front.contains("/v/990101001001/how\""), "the village's page does not lead there");
    let list = stranger.get(&format!("{VILLAGE}/how")).body;
    let book = bench.read(|reader| bench.office.current_book(reader));
    for affair in book.affairs.values() {
        let address = format!("{VILLAGE}/how/{}", affair.code);
        assert!(list.contains(&address), "{} is not in the list", affair.code);
        let page = stranger.get(&address);
        assert_eq!(page.status, 200, "{}", affair.code);
        let pictures = page.body.matches("class=\"pictogram ").count();
        assert!((3..=8).contains(&pictures), "{}: {pictures} pictures", affair.code);
        assert!(page.body.contains(&affair.name.zh) && page.body.contains("详细"), "{}", affair.code);
        // One script of ours reads aloud and keeps the page; the page itself holds none.
        assert!(!page.body.contains("<script>") && page.body.matches("<script").count() <= 1, "{}", affair.code);
        assert!(!page.body.contains('⟦'), "{}", affair.code);
        assert!(page.body.len() < 60_000, "{}: {} bytes", affair.code, page.body.len());
        // The emergency lane stands beside the ordinary road: after its end, and without a number.
        let lane = page.body.split_once("<li class=\"aside\">").map(|(_, rest)| rest);
        assert_eq!(lane.is_some(), affair.emergency.is_some(), "{}", affair.code);
        assert!(lane.is_none_or(|lane| !lane.contains("picture-number")), "{}", affair.code);
        let sheet = stranger.get(&format!("{address}/sheet"));
        assert_eq!(sheet.status, 200);
        for step in &affair.steps {
            assert!(sheet.body.contains(&step.name.zh), "{}: the sheet lacks {}", affair.code, step.name.zh);
        }
        assert!(sheet.body.contains("paper-chart") && sheet.body.contains("class=\"qr\""), "{}", affair.code);
        assert!(!sheet.body.contains('…'), "{}: something is cut short on paper", affair.code);
    }
    for nowhere in ["/v/990101001001/how/Z9", "/v/990101001099/how", "/v/990101001001/how/Z9/sheet"] {
        assert_eq!(stranger.get(nowhere).status, 404, "{nowhere}");
    }
}

fn a_flow_is_a_file_for_other_tools_as_in_force_on_a_day(bench: &Bench) {
    bench.found(1);
    let stranger = Browser::stranger(bench);
    assert!(stranger.get("/rules/C1").body.contains("/rules/C1/bpmn"), "no link leads to the file");
    let file = stranger.get("/rules/C1/bpmn");
    assert_eq!(file.status, 200);
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"C1-2026-03-02.bpmn\"");
    assert!(file.body.contains("BPMN/20100524/MODEL") && file.body.contains("name=\"填报\""), "{}", file.body);
    assert!(file.body.contains("2026-03-02 当天有效"));
    stranger.get("/language?to=en&back=/");
    assert!(stranger.get("/rules/C1/bpmn?day=2026-03-02&place=990101001001").body.contains("name=\"Claim\""));
    // Before the county's first book there were no rules to draw; a day that is none, and a place elsewhere, are not there.
    for nowhere in ["day=2026-03-01", "day=yesterday", "place=330723", "place=x"] {
        assert_eq!(stranger.get(&format!("/rules/C1/bpmn?{nowhere}")).status, 404, "{nowhere}");
    }
    assert_eq!(stranger.get("/rules/Z9/bpmn").status, 404);
}

fn how_long_things_take_is_told_to_the_township_and_simply_to_the_village(bench: &Bench) {
    let case = claim(bench);
    bench.wait_days(21);
    let village = bench.village(1);
    let official = Browser::of(bench, &village, Post::TownshipOfficial);
    let page = official.get("/desk/pace");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("日常开支报销") && page.body.contains("第1村"), "{}", page.body);
    let steps = official.get("/desk/pace?place=990101001&affair=C1").body;
    assert!(steps.contains("证明") && steps.contains("late-count"), "a step far past its limit is not marked: {steps}");
    let behind = official.get("/desk/pace/cases?place=990101001&affair=C1&step=witness").body;
    assert!(behind.contains(&format!("/desk/cases/{case}")) && behind.contains("还没有办"), "{behind}");
    for post in [Post::Clerk, Post::PartySecretary, Post::SupervisionDirector, Post::Villager, Post::Administrator] {
        let browser = Browser::of(bench, &village, post);
        assert_eq!(browser.get("/desk/pace").status, 403, "{post}");
        assert_eq!(browser.get("/desk/pace/cases?place=990101001").status, 403, "{post}");
        assert!(!browser.get("/desk").body.contains("/desk/pace"), "{post}: a link leads to what is not theirs");
    }
    assert_eq!(official.get("/desk/pace?place=990101002").status, 403, "another township's");
    let simple = Browser::stranger(bench).get(&format!("{VILLAGE}/how/C1")).body;
    assert!(simple.contains("最近一年还没有办完的这类事"), "{simple}");
}

fn what_is_past_its_limit_bears_its_word_everywhere(bench: &Bench) {
    let case = claim(bench);
    let village = bench.village(1);
    for (days, word) in [(9, "已过期限"), (5, "逾期较久"), (10, "严重逾期")] {
        bench.wait_days(days);
        let member = Browser::of(bench, &village, Post::CommitteeMember);
        for address in ["/desk/cases".to_owned(), format!("/desk/cases/{case}"), "/desk/cases?state=late".to_owned()] {
            let page = member.get(&address).body;
            assert!(page.contains(word), "{address} does not say {word} on {}", bench.today());
        }
        let representative = Browser::of(bench, &village, Post::Representative);
        assert!(representative.get("/desk").body.contains(word), "the desk does not say {word}");
    }
}

fn who_wants_to_pay_the_electrician_finds_the_affair_and_whom_to_ask(bench: &Bench) {
    bench.found(1);
    for said in ["我要付电工钱", "付电工的工钱", "我要付电工的工钱"] {
        let bookkeeper = Browser::of(bench, &bench.village(1), Post::Bookkeeper);
        let page = bookkeeper.get(&format!("/desk/start?q={}", encoded(said))).body;
        let found = page.split("id=\"found\"").nth(1).unwrap().split("</section>").next().unwrap();
        let first = found.split("<strong>").nth(1).unwrap().split("</strong>").next().unwrap();
        assert_eq!(first, "日常开支报销", "{said}");
        // The bookkeeper may not claim: he is told who can, and sees how it goes.
        assert!(found.contains("可以请") && found.contains("委员甲"), "{found}");
        // Nobody is named whose other post keeps them from claiming.
        assert!(!found.contains("副主任") && !found.contains("支委"), "{found}");
        assert!(found.contains("/v/990101001001/how/C1"), "{found}");
    }
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let page = clerk.get(&format!("/desk/start?q={}", encoded("付电工的工钱"))).body;
    assert!(page.contains("/desk/start/C1?village=990101001001"), "{page}");
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

demo::on_both_databases!(
    every_affair_is_told_in_pictures_without_a_script_and_without_signing_in,
    a_flow_is_a_file_for_other_tools_as_in_force_on_a_day,
    how_long_things_take_is_told_to_the_township_and_simply_to_the_village,
    what_is_past_its_limit_bears_its_word_everywhere,
    who_wants_to_pay_the_electrician_finds_the_affair_and_whom_to_ask,
);
