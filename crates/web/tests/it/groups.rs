//! Villagers' groups: entered household by household on the roster's page; a group's meeting bears its name everywhere.

use crate::browser::{Browser, hidden};
use crate::ready::matter;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::groups_of;
use village::Post;

on_both_databases!(
    the_groups_of_a_village_are_entered_by_whoever_keeps_the_roster,
    a_groups_meeting_bears_its_name_on_every_page,
);

fn the_groups_of_a_village_are_entered_by_whoever_keeps_the_roster(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let at = format!("/desk/roster/groups?place={village}");
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    assert!(keeper.get(&format!("/desk/roster?place={village}")).body.contains("/desk/roster/groups?place="));
    let page = keeper.get(&at);
    assert!(page.body.contains("第三村民小组") && page.body.contains("101户：代表1、代表2"), "{}", page.body);
    let person = bench.person(&village, "代表1");
    let field = format!("group.{person}");
    let (csrf, key) = (hidden(&page.body, "csrf"), hidden(&page.body, "key"));
    let send = |value: &str, sure: bool| {
        let mut fields = vec![("csrf", csrf.as_str()), ("key", key.as_str()), (field.as_str(), value)];
        if sure {
            fields.push(("sure", "yes"));
        }
        keeper.post(&at, &fields)
    };
    let faulty = send("东边", true);
    assert!(faulty.status.as_u16() == 422 && faulty.body.contains("看不出是哪个村民小组"), "{}", faulty.body);
    let unchanged = send("第三村民小组", true);
    assert!(unchanged.status.as_u16() == 422 && unchanged.body.contains("没有改动"), "{}", unchanged.body);
    let shown = send("石桥小组", false);
    assert!(shown.status == 200 && shown.body.contains("第三村民小组 → 石桥村民小组"), "{}", shown.body);
    let done = send("石桥小组", true);
    assert_eq!(done.to, format!("/desk/roster?place={village}"), "{}", done.body);
    let groups = bench.read(|reader| groups_of(reader, &village, bench.today()));
    let other = bench.person(&village, "代表2");
    assert!([&person, &other].iter().all(|one| groups[one].code() == "石桥组"), "the whole household is of one group");
    assert!(keeper.get(&format!("/desk/roster/people/{person}")).body.contains("石桥村民小组"));
    for nobody in [Browser::of(bench, &village, Post::Clerk), Browser::stranger(bench)] {
        assert_ne!(nobody.get(&at).status, 200);
    }
    let township = village.at(village::Level::Township).unwrap();
    assert_eq!(keeper.get(&format!("/desk/roster/groups?place={township}")).status, 404);
    bench.verified();
}

fn a_groups_meeting_bears_its_name_on_every_page(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let typed = [("party", "代表1"), ("land", "built"), ("area_sqm", "100"), ("kind", "new")];
    let mut house = matter(bench, "H1", &typed);
    bench.go_on_to(&mut house, "group_meeting");
    let case = house.case.clone().unwrap();
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let opening = clerk.get(&format!("/desk/cases/{case}/meeting")).body;
    let members = bench.read(|reader| groups_of(reader, &village, bench.today()));
    let many = members.values().filter(|group| group.code() == "3").count();
    assert!(opening.contains("第三村民小组会议") && opening.contains(&format!("{many}人")), "{opening}");
    let sheet = clerk.get(&format!("/desk/cases/{case}/acts/group_meeting")).body;
    assert!(sheet.contains("第三村民小组会议"), "{sheet}");
    assert_eq!(sheet.matches("name=\"sitting.present\"").count(), many, "{sheet}");
    bench.go_on_to(&mut house, "close_group");
    let at = bench.case(&house);
    assert_eq!(at.step, "close_group");
    for page in [format!("/desk/cases/{case}"), format!("/cases/{case}")] {
        let body = clerk.get(&page).body;
        assert!(body.contains("第三村民小组会议"), "{page}: {body}");
        assert!(body.contains(&format!("应到{many}")) || body.contains(&format!("应到 {many}")), "{page}: {body}");
    }
    let public = Browser::stranger(bench).get(&format!("/cases/{case}")).body;
    assert!(public.contains("第三村民小组会议"), "{public}");
}
