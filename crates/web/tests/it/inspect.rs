//! Inspections through the pages: opened by the township, answered by the village, accepted, read by everybody.

use crate::browser::{Browser, hidden};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use village::{Place, Post};

on_both_databases!(
    what_an_inspection_finds_is_put_right_before_everybodys_eyes,
    a_village_cannot_inspect_itself_and_a_stranger_opens_nothing,
);

fn what_an_inspection_finds_is_put_right_before_everybodys_eyes(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    bench.go_to(day("2026-05-20"));
    let officer = || Browser::of(bench, &village, Post::DisciplineOfficer);
    let stranger = Browser::stranger(bench);
    let public = format!("/v/{village}/inspections");
    assert!(stranger.get(&public).body.contains("还没有人来督查过"));
    let township = officer();
    let list = township.get("/desk/inspections").body;
    assert!(list.contains("从没看过"), "{list}");
    let (csrf, key) = (hidden(&list, "csrf"), hidden(&list, "key"));
    let none = [("csrf", csrf.as_str()), ("key", &key), ("many", "3"), ("sure", "yes")];
    assert!(township.post("/desk/inspections", &none).body.contains("请选一种"), "an empty circle is not all villages");
    let all = [("csrf", csrf.as_str()), ("key", &key), ("choice", "all"), ("many", ""), ("sure", "yes")];
    assert_eq!(township.post("/desk/inspections", &all).to, "/desk/inspections");
    let row = bench.read(|reader| disclosure::inspections(reader, &village)).remove(0);
    let at = format!("/desk/inspections/{}", row.id);
    let page = township.get(&at).body;
    assert!(page.contains("到期没有公开") && page.contains("支出明细"), "{page}");

    // What the wall shows.
    let (csrf, key) = (hidden(&page, "csrf"), hidden(&page, "key"));
    let add = |kind: &str, words: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", &format!("{key}{kind}")),
            ("kind", kind),
            ("words", words),
            ("sure", "yes"),
        ];
        township.post(&at, &fields)
    };
    assert!(add("", "公开栏锁着，看不到").body.contains("请选一种"));
    assert_eq!(add("cannot_open", "公开栏锁着，钥匙在书记家").to, at);
    let number = bench.read(|reader| disclosure::findings(reader, &row.id)).last().unwrap().number.to_string();
    let order = |days: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", &format!("{key}{days}")),
            ("numbers", &number),
            ("days", days),
            ("sure", "yes"),
        ];
        township.post(&at, &fields)
    };
    assert!(order("0").body.contains("整改期限是1到60天"));
    assert_eq!(order("7").to, at);
    assert!(stranger.get(&public).body.contains("5月27日（周三）前整改"), "{}", stranger.get(&public).body);

    put_right(bench, &village, &at, &number);
    let shown = stranger.get(&public).body;
    for words in ["公开栏锁着，钥匙在书记家", "门已经拆掉，人人能看", "现场看过，已经敞开", "已整改"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(stranger.get(&format!("/v/{village}/disclosures")).body.contains(&public));
    bench.verified();
}

/// The village answers; the township sends back once, then accepts.
fn put_right(bench: &Bench, village: &Place, at: &str, number: &str) {
    let one = format!("{at}/{number}");
    let send = |who: &Browser, fields: &[(&str, &str)]| {
        let form = who.get(&one).body;
        let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
        let own = [("csrf", csrf.as_str()), ("key", &key), ("sure", "yes")];
        who.post(&one, &[&own[..], fields].concat()).to
    };
    let answer = |words: &str| {
        let clerk = Browser::of(bench, village, Post::Clerk);
        assert!(clerk.get("/desk").body.contains("督查整改待回复（1条）"));
        send(&clerk, &[("answer", words)])
    };
    let judge = |verdict: &str, said: &str| {
        let officer = Browser::of(bench, village, Post::DisciplineOfficer);
        assert!(officer.get("/desk").body.contains("督查整改待验收（1条）"));
        send(&officer, &[("verdict", verdict), ("said", said), ("days", "3")])
    };
    assert_eq!(answer("锁已经换成透明门"), at);
    assert_eq!(Browser::of(bench, village, Post::Clerk).get(&one).status, 404, "answered, nothing more to say");
    assert_eq!(judge("", "忘了选"), "", "neither accepted nor sent back");
    assert_eq!(judge("back", "去看了，门还锁着"), at);
    assert_eq!(answer("门已经拆掉，人人能看"), at);
    assert_eq!(judge("right", "现场看过，已经敞开"), at);
}

fn a_village_cannot_inspect_itself_and_a_stranger_opens_nothing(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::Clerk, Post::SupervisionDirector, Post::PartySecretary] {
        let own = Browser::of(bench, &village, post);
        assert_eq!(own.get("/desk/inspections").status, 404, "{post:?}");
    }
    let stranger = Browser::stranger(bench);
    for page in ["/desk/inspections", "/desk/inspections/990101001001-I-2026-0001"] {
        assert!(stranger.get(page).to.starts_with("/sign-in"), "{page}");
    }
    let officer = Browser::of(bench, &village, Post::DisciplineOfficer);
    for page in ["/desk/inspections/990101001001-I-2026-0001", "/desk/inspections/x/1", "/desk/inspections/x/y"] {
        assert!(matches!(officer.get(page).status.as_u16(), 400 | 404), "{page}");
    }
    assert_eq!(stranger.get("/v/990101001099/inspections").status, 404);
}
