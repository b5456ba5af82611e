//! Searching: what is public is found however it is typed; what is not, never.

use crate::books::paid;
use crate::browser::Browser;
use capital::ClosePeriod;
use demo::on_both_databases;
use demo::testing::Bench;
use disclosure::{AskQuestion, HideQuestion, Subject};
use village::Post;

on_both_databases!(
    a_villager_finds_a_payment_by_word_letters_and_sum,
    what_is_masked_hidden_or_not_public_is_never_found,
    the_whole_county_is_searched_as_a_village_is,
    what_is_taken_back_leaves_the_county_s_index_at_once,
);

fn a_villager_finds_a_payment_by_word_letters_and_sum(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let home = stranger.get(&format!("/v/{village}")).body;
    assert!(home.contains(&format!("action=\"/v/{village}/search\"")), "{home}");
    let look = |typed: &str| stranger.get(&format!("/v/{village}/search?q={typed}")).body;
    for typed in ["扫帚", "msz", "saozhou", "120.5元", "¥120.50", "骚帚", "日杂店"] {
        let page = look(typed);
        assert!(page.contains("href=\"/cases/"), "{typed}: {page}");
    }
    assert!(look("扫帚").contains("120.50") && look("120.5元").contains("找到"), "{}", look("扫帚"));
    assert!(look("拖拉机").contains("没有找到"));
    assert!(!look("").contains("没有找到"), "nothing was looked for");
    assert!(look("%3Cscript%3E").contains("没有找到") && !look("%3Cscript%3E").contains("<script>"));
    assert_eq!(stranger.get("/v/990101001099/search?q=x").status, 404);
    // Closed later, the month's items are found too.
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    assert!(!look("支出明细").contains("/disclosures/"), "not released yet");
}

fn what_is_masked_hidden_or_not_public_is_never_found(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let ask = AskQuestion {
        village: village.clone(),
        about: Subject::Disclosure("F02/2026-03".into()),
        line: "扫帚".into(),
        words: "某某是大骗子".into(),
        voice: None,
    };
    let id = bench.done(&bench.nobody(), ask).subject;
    // What the township still looks through is not there to be found.
    let held = AskQuestion {
        village: village.clone(),
        about: Subject::Village,
        line: String::new(),
        words: "电话13812345678的那个人".into(),
        voice: None,
    };
    bench.done(&bench.nobody(), held);
    let stranger = Browser::stranger(bench);
    let look = |typed: &str| stranger.get(&format!("/v/{village}/search?q={typed}")).body;
    assert!(look("骗子").contains("/questions/") && look("13812345678").contains("没有找到"));
    assert!(look("那个人").contains("没有找到"));
    let hide = HideQuestion { id, village: village.clone(), why: "辱骂他人".into() };
    bench.done(&bench.desk(&village, Post::SupervisionDirector), hide);
    assert!(look("骗子").contains("没有找到"));
}

fn the_whole_county_is_searched_as_a_village_is(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    assert!(stranger.get("/").body.contains("href=\"/search\""), "no link leads there");
    assert!(stranger.get(&format!("/v/{village}/search?q=10元")).body.contains("href=\"/search?q=10%E5%85%83\""));
    let look = |asked: &str| stranger.get(&format!("/search?q={asked}")).body;
    for typed in ["扫帚", "msz", "saozhou", "120.5元", "¥120.50", "骚帚", "日杂店"] {
        let page = look(typed);
        assert!(page.contains("href=\"/cases/") && page.contains("找到"), "{typed}: {page}");
    }
    let page = look("扫帚");
    assert!(page.contains("120.50") && page.contains("青溪日杂店"), "{page}");
    for narrow in [format!("&village={village}"), "&year=2026".into(), format!("&village={village}&year=2026&page=1")] {
        assert!(look(&format!("扫帚{narrow}")).contains("href=\"/cases/"), "{narrow}");
    }
    for narrow in [format!("&village={}", bench.village(2)), "&year=2025".into()] {
        assert!(look(&format!("扫帚{narrow}")).contains("没有找到"), "{narrow}");
    }
    assert!(!look("").contains("没有找到"), "nothing was looked for");
    assert!(!look("%3Cscript%3E%00").contains("<script>"));
    for wrong in ["&village=990101001099", "&village=x", "&year=x", "&year=99999"] {
        assert_eq!(stranger.get(&format!("/search?q=x{wrong}")).status, 404, "{wrong}");
    }
    assert!(stranger.get("/search?q=saozhou&lang=en").body.contains("<form"));
}

fn what_is_taken_back_leaves_the_county_s_index_at_once(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let look = |typed: &str| stranger.get(&format!("/search?q={typed}")).body;
    assert!(look("骗子").contains("没有找到"));
    let ask = AskQuestion {
        village: village.clone(),
        about: Subject::Disclosure("F02/2026-03".into()),
        line: "扫帚".into(),
        words: "某某是大骗子".into(),
        voice: None,
    };
    let id = bench.done(&bench.nobody(), ask).subject;
    // What the township still looks through is not there to be found.
    let held = AskQuestion {
        village: village.clone(),
        about: Subject::Village,
        line: String::new(),
        words: "电话13812345678的那个人".into(),
        voice: None,
    };
    bench.done(&bench.nobody(), held);
    assert!(look("骗子").contains("/questions/") && look("13812345678").contains("没有找到"));
    assert!(look("那个人").contains("没有找到"));
    let hide = HideQuestion { id, village: village.clone(), why: "辱骂他人".into() };
    bench.done(&bench.desk(&village, Post::SupervisionDirector), hide);
    assert!(look("骗子").contains("没有找到"));
    // Drawn anew from nothing, it is the same.
    stranger.state.forget_search().unwrap();
    let mut left = Vec::new();
    stranger
        .state
        .keep_search(|more| {
            left.push(more);
            true
        })
        .unwrap();
    assert!(left.len() > 1 && left.last() == Some(&0) && left.is_sorted_by(|a, b| a > b), "{left:?}");
    assert!(look("骗子").contains("没有找到") && look("扫帚").contains("href=\"/cases/"));
    stranger.state.keep_search(|_| panic!("nothing has moved")).unwrap();
}
