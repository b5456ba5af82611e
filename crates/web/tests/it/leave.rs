//! Leave through the pages: handed over, named by the township, ended; who stands in is there for everybody to read.

use crate::browser::{Browser, hidden};
use demo::testing::Bench;
use office::roster::seats_of;
use village::{PersonId, Place, Post};

fn new_href(bench: &Bench, village: &Place, person: &PersonId, post: Post) -> String {
    let today = bench.today();
    let held = bench.read(|reader| seats_of(reader, village, post, today));
    let mandate = held.into_iter().find(|held| held.mandate.person == *person).unwrap().mandate_id;
    format!("/desk/leaves/new?place={village}&mandate={mandate}")
}

fn sends(bench: &Bench, browser: &Browser, href: &str, stand_in: &PersonId, sure: bool) -> crate::browser::Answer {
    let form = browser.get(href);
    assert_eq!(form.status, 200, "{}", form.body);
    let (csrf, key) = (hidden(&form.body, "csrf"), hidden(&form.body, "key"));
    let (starts, ends) = (bench.today().to_string(), bench.today().plus(9).to_string());
    let mut fields = vec![("csrf", csrf.as_str()), ("key", &key), ("stand_in", stand_in.as_str()), ("starts", &starts)];
    fields.extend([("ends", ends.as_str()), ("reason", "因病住院")]);
    if sure {
        fields.push(("sure", "yes"));
    }
    browser.post(href, &fields)
}

fn a_post_is_handed_over_and_everybody_reads_who_stands_in(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (person, stand_in) = (bench.person(&village, "文书"), bench.person(&village, "代表1"));
    let clerk = Browser::of_desk(bench, &bench.desk_of(&person));
    let href = new_href(bench, &village, &person, Post::Clerk);
    assert!(clerk.get("/desk/leaves").body.contains("/desk/leaves/new?place="));
    let shown = sends(bench, &clerk, &href, &stand_in, false);
    assert!(shown.status == 200 && shown.body.contains("两个人办过的事算在一起"), "{}", shown.body);
    assert_eq!(sends(bench, &clerk, &href, &stand_in, true).status, 303);
    let public = Browser::stranger(bench).get(&format!("/v/{village}/who")).body;
    assert!(public.contains("文书离岗") && public.contains("由代表1代理"), "{public}");
    assert!(!public.contains("因病住院"), "why somebody is away is not for everybody");
    // Each of the two is told on their own desk, before they find out by being refused.
    let desk = |person: &PersonId| Browser::of_desk(bench, &bench.desk_of(person)).get("/desk").body;
    assert!(desk(&stand_in).contains("您代文书办村文书的事"), "{}", desk(&stand_in));
    assert!(clerk.get("/desk").body.contains("村文书的事由代表1代办"));
    // The one who stands in sees it, and may lay it down; a stranger to it sees nothing.
    let list = Browser::of_desk(bench, &bench.desk_of(&stand_in)).get("/desk/leaves").body;
    assert!(list.contains("990101-L00001") && list.contains("value=\"end\""), "{list}");
    let other = Browser::of_desk(bench, &bench.desk_of(&bench.person(&village, "报账员")));
    assert!(!other.get("/desk/leaves").body.contains("990101-L00001"));
    assert_eq!(other.get(&href).status, 404, "another's post is not handed over");
    let csrf = clerk.csrf();
    let end = [("csrf", csrf.as_str()), ("key", "end"), ("answer", "end"), ("sure", "yes")];
    let action = format!("/desk/leaves/990101-L00001?place={village}");
    assert_eq!(clerk.post(&action, &end).status, 303);
    assert!(!Browser::stranger(bench).get(&format!("/v/{village}/who")).body.contains("由代表1代理"));
    bench.verified();
}

fn the_township_names_a_stand_in_and_another_confirms(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (person, stand_in) = (bench.person(&village, "文书"), bench.person(&village, "代表1"));
    let official = Browser::of(bench, &village, Post::TownshipOfficial);
    let href = new_href(bench, &village, &person, Post::Clerk);
    let wrong = sends(bench, &official, &href, &person, true);
    assert!(wrong.status == 422 && wrong.body.contains("自己不能代理自己"), "{}", wrong.body);
    assert_eq!(sends(bench, &official, &href, &stand_in, true).status, 303);
    let action = format!("/desk/leaves/990101-L00001?place={village}");
    let confirm = |browser: &Browser| {
        let csrf = browser.csrf();
        browser.post(&action, &[("csrf", csrf.as_str()), ("key", "confirm"), ("answer", "confirm"), ("sure", "yes")])
    };
    assert_eq!(confirm(&official).status, 403);
    let another = Browser::of(bench, &village, Post::CivilAffairsOfficer);
    assert!(another.get("/desk").body.contains("990101-L00001"), "what waits for a second person stands on his desk");
    let list = another.get(&format!("/desk/leaves?place={village}")).body;
    assert!(list.contains("value=\"confirm\""), "{list}");
    assert_eq!(confirm(&another).status, 303);
    assert!(Browser::stranger(bench).get(&format!("/v/{village}/who")).body.contains("由代表1代理"));
}

demo::on_both_databases!(
    a_post_is_handed_over_and_everybody_reads_who_stands_in,
    the_township_names_a_stand_in_and_another_confirms,
);
