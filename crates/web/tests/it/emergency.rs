//! The emergency lane on the pages: marked wherever the case is seen, as long as anything is to be made up.

use crate::browser::Browser;
use affairs::LapseEmergency;
use demo::testing::{Bench, Road, Stage};
use procedure::Position;
use village::{CaseId, Post};

const PAID: &str = "sandbags for a flood are ordered first, and paid once decision, publicity and check are made up";

fn road(stage: &Stage<'_>, name: &str) -> Road {
    stage.roads["F3"].iter().find(|road| road.name.en == name).cloned().unwrap()
}

fn to_ratify(stage: &Stage<'_>) -> CaseId {
    let road = road(stage, PAID).up_to(&Position::Step("ratify".to_owned())).unwrap();
    stage.go(&road, &|turn| stage.by_deed(turn)).unwrap()
}

fn says(browser: &Browser, address: &str, words: &[&str]) {
    let page = browser.get(address);
    assert_eq!(page.status, 200, "{address}");
    for word in words {
        assert!(page.body.contains(word), "{address} does not say `{word}`:\n{}", page.body);
    }
}

fn an_emergency_is_marked_until_it_is_made_up(bench: &Bench) {
    let stage = Stage::open(bench);
    let case = to_ratify(&stage);
    let village = stage.village();
    let (stranger, clerk) = (Browser::stranger(bench), Browser::of(bench, &village, Post::Clerk));
    let mark = ["应急办理", "先办急事", "须在", "村务联席会议补办商定", "补齐以前不能付款"];
    for (browser, address) in [
        (&stranger, format!("/v/{village}")),
        (&stranger, format!("/cases/{case}")),
        (&stranger, format!("/cases/{case}/poster")),
        (&clerk, format!("/desk/cases/{case}")),
    ] {
        says(browser, &address, &mark);
    }
    let english = Browser::stranger(bench);
    english.get("/language?to=en&back=/rules");
    says(&english, &format!("/v/{village}"), &["Emergencies", "must be made up", "Nothing is paid before that"]);
    let done = stage.go(&road(&stage, PAID), &|turn| stage.by_deed(turn)).unwrap();
    says(&stranger, &format!("/cases/{done}"), &["应急办理，已补办", "已经补办齐全", "怎么定的"]);
    let page = stranger.get(&format!("/v/{village}")).body;
    assert_eq!(page.matches("先办急事").count(), 1, "what is made up is no longer on the village's page:\n{page}");
}

fn an_emergency_that_is_late_or_refused_stands_in_red(bench: &Bench) {
    let stage = Stage::open(bench);
    let case = to_ratify(&stage);
    let village = stage.village();
    let refused = stage.go(&road(&stage, "the joint meeting does not ratify it"), &|turn| stage.by_deed(turn)).unwrap();
    bench.wait_days(16);
    bench.done(&bench.nobody(), LapseEmergency { case: case.clone(), village: village.clone() });
    let stranger = Browser::stranger(bench);
    says(&stranger, &format!("/cases/{case}"), &["应急办理，逾期没有补办", "已报红色预警", "notice-red"]);
    says(&stranger, &format!("/cases/{refused}"), &["应急办理，没有得到追认", "notice-red"]);
    says(&stranger, &format!("/v/{village}"), &["应急办理，逾期没有补办", "应急办理，没有得到追认", "card-red"]);
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        let alerts = bench.inbox(&village, post);
        for rule in ["emergency.lapsed", "emergency.not_ratified"] {
            let alert = alerts.iter().find(|alert| alert.rule == rule).unwrap();
            let watcher = Browser::of(bench, &village, post);
            says(&watcher, &format!("/desk/alerts/{}", alert.id), &["应急办理"]);
        }
    }
}

demo::on_both_databases!(
    an_emergency_is_marked_until_it_is_made_up,
    an_emergency_that_is_late_or_refused_stands_in_red,
);
