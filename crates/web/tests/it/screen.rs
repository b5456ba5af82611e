//! The screen in the hall: registered at the desk, shows what is public, says by asking that it is on; gone when it is taken down.

use crate::books::paid;
use crate::browser::{Browser, hidden};
use capital::ClosePeriod;
use demo::on_both_databases;
use demo::testing::{Bench, day};
use village::{Place, Post};

on_both_databases!(
    a_screen_shows_the_closed_month_until_it_is_taken_down,
    a_screen_that_falls_silent_is_a_task_on_the_clerks_desk,
    a_stranger_finds_no_screen_and_no_desk,
);

fn registered(bench: &Bench, village: &Place) -> (Browser, String) {
    let clerk = Browser::of(bench, village, Post::Clerk);
    let at = format!("/desk/screens/new?place={village}");
    let form = clerk.get(&at).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let send = |name: &str, to: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", &key),
            ("name", name),
            ("from_hour", "7"),
            ("to_hour", to),
            ("aloud_hour", ""),
            ("sure", "yes"),
        ];
        clerk.post(&at, &fields)
    };
    let faulty = send("厅", "七点");
    assert!(faulty.status == 422 && faulty.body.contains("现在填的是“七点”"), "{}", faulty.body);
    let list = format!("/desk/screens?place={village}");
    let (first, twice) = (send("村部大厅", "21"), send("村部大厅", "21"));
    assert_eq!((first.to.as_str(), twice.to.as_str()), (list.as_str(), list.as_str()), "{}", first.body);
    let page = clerk.get(&list).body;
    let id = page.split("http://cunwu.test/screen/").nth(1).unwrap_or_else(|| panic!("{page}"))[..10].to_owned();
    assert_eq!(page.matches("http://cunwu.test/screen/").count(), 1, "sent twice, it is one screen");
    (clerk, id)
}

fn a_screen_shows_the_closed_month_until_it_is_taken_down(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let (clerk, id) = registered(bench, &village);
    let stranger = Browser::stranger(bench);
    let (at, slides) = (format!("/screen/{id}"), format!("/screen/{id}/slides"));
    let before = stranger.get(&slides);
    assert!(before.body.contains("还没有结账的月份") && !before.body.contains("买扫帚"), "{}", before.body);
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);

    let page = stranger.get(&at);
    assert!(page.body.contains("买扫帚") && page.body.contains("120.50"), "{}", page.body);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(
        page.body.contains("<noscript><meta http-equiv=\"refresh\" content=\"15;url=/screen/"),
        "turns without a script"
    );
    let second = stranger.get(&format!("{at}?n=1")).body;
    let shown = second.split("<div class=\"slot\">").nth(1).unwrap();
    assert!(shown.split("</div>").next().unwrap().contains("花了哪些钱"), "{second}");

    let told = stranger.get(&slides);
    let after: serde_json::Value = serde_json::from_str(&told.body).unwrap();
    assert!(after["slides"].as_array().unwrap().iter().any(|slide| slide.as_str().unwrap().contains("120.50")));
    assert_eq!(told.headers["content-type"], "application/json");

    // Taken down: the next question finds nothing, so that the screen empties itself.
    let remove = format!("/desk/screens/{id}");
    let form = clerk.get(&remove).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let fields = [("csrf", csrf.as_str()), ("key", &key), ("why", "屏幕坏了，换新的"), ("sure", "yes")];
    assert_eq!(clerk.post(&remove, &fields).status, 303);
    assert_eq!(
        (stranger.get(&slides).status, stranger.get(&at).status),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );
    assert_eq!(clerk.get(&remove).status, 404);
    bench.verified();
}

fn a_screen_that_falls_silent_is_a_task_on_the_clerks_desk(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.clock.set(day("2026-03-02").at(9, 0));
    let (_, id) = registered(bench, &village);
    // Nobody sits at a desk so long: each look is a sign-in of its own.
    let desk = || Browser::of(bench, &village, Post::Clerk).get("/desk").body;
    let hall = Browser::stranger(bench);
    assert_eq!(hall.get(&format!("/screen/{id}/slides")).status, 200);
    hall.state.tell_screens().unwrap();
    assert!(!desk().contains("屏幕黑了"));
    bench.clock.set(day("2026-03-02").at(9, 31));
    hall.state.tell_screens().unwrap();
    let dark = desk();
    assert!(dark.contains("屏幕黑了") && dark.contains("村部大厅"), "{dark}");
    assert_eq!(hall.get(&format!("/screen/{id}/slides")).status, 200);
    bench.clock.set(day("2026-03-02").at(9, 32));
    hall.state.tell_screens().unwrap();
    assert!(!desk().contains("屏幕黑了"), "on again");
    bench.verified();
}

fn a_stranger_finds_no_screen_and_no_desk(bench: &Bench) {
    bench.found(2);
    let (village, other) = (bench.village(1), bench.village(2));
    let (_, id) = registered(bench, &village);
    let stranger = Browser::stranger(bench);
    for page in ["/screen/abcdefghjk", "/screen/abcdefghjk/slides", "/screen/x", "/screen/%27/slides"] {
        assert_eq!(stranger.get(page).status, 404, "{page}");
    }
    for page in ["/desk/screens", "/desk/screens/new", &format!("/desk/screens/{id}")] {
        assert_eq!(stranger.get(page).status, 303, "{page}");
    }
    let elsewhere = Browser::of(bench, &other, Post::Clerk);
    for page in [
        format!("/desk/screens/{id}"),
        format!("/desk/screens?place={village}"),
        format!("/desk/screens/new?place={village}"),
    ] {
        assert_eq!(elsewhere.get(&page).status, 404, "{page}");
    }
    let villager = Browser::of(bench, &village, Post::SupervisionMember);
    assert!(!villager.get("/desk").body.contains("http://cunwu.test/screen/"));
}
