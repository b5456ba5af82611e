//! Meetings: called for a day, held, and read of by everybody.

use crate::browser::Browser;
use crate::ready::matter;
use demo::testing::Bench;
use village::Post;

const WORKS: [(&str, &str); 2] = [("matter", "public_works"), ("body", "villagers_meeting")];

fn a_meeting_to_come_is_told_of_before_its_sheet_is_filled_in(bench: &Bench) {
    bench.found(1);
    let mut works = matter(bench, "A1", &WORKS);
    bench.go_on_to(&mut works, "decide");
    let case = works.case.clone().unwrap();
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let form = format!("/desk/cases/{case}/acts/decide");
    for (page, words) in
        [(form.as_str(), "会还没有开"), ("/desk", "开会"), (&format!("/desk/cases/{case}"), "会议定在")]
    {
        let told = clerk.get(page).body;
        assert!(told.contains(words), "{page} does not say `{words}`:\n{told}");
    }
    // Its day is public, so villagers read it too.
    let record = Browser::stranger(bench).get(&format!("/cases/{case}")).body;
    assert!(record.contains("会议定在") && !record.contains("怎么定的"), "{record}");
    bench.go_on_to(&mut works, "check_decision");
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert!(!clerk.get(&format!("/desk/cases/{case}")).body.contains("会议定在"), "the day has come");
    let record = Browser::stranger(bench).get(&format!("/cases/{case}")).body;
    assert!(record.contains("怎么定的"), "the vote leads the record:\n{record}");
}

fn the_day_of_the_party_members_meeting_is_told_in_the_village_only(bench: &Bench) {
    bench.found(1);
    let mut works = matter(bench, "A1", &WORKS);
    bench.go_on_to(&mut works, "party_meeting");
    let case = works.case.clone().unwrap();
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert!(clerk.get(&format!("/desk/cases/{case}")).body.contains("会议定在"));
    let stranger = Browser::stranger(bench).get(&format!("/cases/{case}"));
    assert!(!stranger.body.contains("会议定在"), "{}", stranger.body);
}

demo::on_both_databases!(
    a_meeting_to_come_is_told_of_before_its_sheet_is_filled_in,
    the_day_of_the_party_members_meeting_is_told_in_the_village_only,
);
