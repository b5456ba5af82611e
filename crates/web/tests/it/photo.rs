//! Photographs of the wall: an inspector shows what was found, a clerk that it hangs there; everybody sees them covered.

use crate::board;
use crate::browser::{Answer, Browser, hidden};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use village::{Place, Post};

on_both_databases!(
    an_inspectors_photograph_is_seen_covered_by_everybody_and_whole_by_the_village,
    a_photograph_of_the_board_is_nobodys_duty_and_stands_below_its_item,
    what_is_no_photograph_is_refused_and_strangers_hand_in_none,
);

/// A small photograph with a place where it was taken.
fn jpeg() -> Vec<u8> {
    let pixel: &[u8] = include_bytes!("../../../office/testdata/pixel.jpg");
    let exif = b"\xff\xe1\x00\x10Exif\0\0GPSPLACE";
    [&pixel[..2], exif, &pixel[2..]].concat()
}

fn hand_in(who: &Browser, address: &str, bytes: Vec<u8>) -> Answer {
    let form = who.get(address);
    assert_eq!(form.status, 200, "{address}: {}", form.body);
    let fields = [("csrf", hidden(&form.body, "csrf")), ("key", hidden(&form.body, "key"))];
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    who.send_parts(address, &fields, &[("paper.photo".to_owned(), "墙.jpg".to_owned(), bytes)])
}

fn show(who: &Browser, address: &str, more: &[(&str, &str)]) -> Answer {
    let form = who.get(address).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    who.post(address, &[&[("csrf", csrf.as_str()), ("key", &key), ("sure", "yes")], more].concat())
}

/// An inspection of the first village with something that was seen on the wall; the number of the finding.
fn inspected(bench: &Bench, village: &Place) -> (String, i64) {
    bench.found(1);
    bench.go_to(day("2026-05-20"));
    let desk = bench.desk(village, Post::DisciplineOfficer);
    let deed = disclosure::OpenInspections { area: village.clone(), choice: disclosure::Choice::All };
    bench.office.perform(&desk, deed).unwrap();
    let id = bench.read(|reader| disclosure::inspections(reader, village)).remove(0).id;
    let (kind, words) = ("cannot_open".to_owned(), "公开栏锁着，看不到".to_owned());
    let deed = disclosure::AddFinding { id: id.clone(), village: village.clone(), kind, words };
    bench.office.perform(&desk, deed).unwrap();
    let number = bench.read(|reader| disclosure::findings(reader, &id)).last().unwrap().number;
    (id, number)
}

const PLACE: [(&str, &str); 4] = [("p1-1-left", "0"), ("p1-1-top", "0"), ("p1-1-width", "50"), ("p1-1-height", "50")];

fn an_inspectors_photograph_is_seen_covered_by_everybody_and_whole_by_the_village(bench: &Bench) {
    let village = bench.village(1);
    let (id, number) = inspected(bench, &village);
    let officer = Browser::of(bench, &village, Post::DisciplineOfficer);
    let address = format!("/desk/photos?about=finding/{id}/{number}&place={village}");
    assert!(officer.get(&format!("/desk/inspections/{id}")).body.contains(&address.replace('&', "&#38;")));
    let at = hand_in(&officer, &address, jpeg()).to;
    assert!(at.starts_with("/desk/photos/990101001001-T-2026-"), "{at}");
    let (stranger, public) = (Browser::stranger(bench), format!("/v/{village}/inspections"));
    let picture = at.replace("/desk", "");
    assert_eq!(stranger.get(&picture).status, 404);
    assert!(!stranger.get(&public).body.contains("<img"), "nobody has looked through it yet");
    let kept = officer.get(&format!("{at}/picture"));
    assert!(kept.status == 200 && !kept.bytes.windows(8).any(|part| part == b"GPSPLACE"));
    let unsaid = show(&officer, &at, &[]);
    assert!(unsaid.status == 422 && unsaid.body.contains("没有标任何一处"), "{}", unsaid.body);
    assert_eq!(show(&officer, &at, &PLACE).to, format!("/desk/inspections/{id}"));
    let page = stranger.get(&public).body;
    assert!(page.contains(&format!("src=\"{picture}\"")) && page.contains("照片里有1处个人信息已经遮盖"), "{page}");
    assert_eq!(stranger.get(&picture).status, 200);
    assert_eq!(bench.read(|reader| disclosure::all_pictures(reader)).len(), 2, "as it was taken, and covered");
    // The village sees it as it was taken, and cannot hand in one for the inspector.
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let own = clerk.get(&format!("/desk/inspections/{id}")).body;
    assert!(own.contains(&format!("src=\"{at}/picture\"")), "{own}");
    assert_eq!(clerk.get(&format!("{at}/picture")).status, 200);
    assert_eq!(clerk.get(&at).status, 404);
    assert_eq!(clerk.get(&address).status, 404);
    bench.verified();
}

fn a_photograph_of_the_board_is_nobodys_duty_and_stands_below_its_item(bench: &Bench) {
    let (village, slot) = (board::published(bench), "F02/2026-03");
    let (stranger, public) = (Browser::stranger(bench), format!("/v/{village}/disclosures/{slot}"));
    assert!(!stranger.get(&public).body.contains("公开栏照片"));
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let address = format!("/desk/photos?about=slot/{slot}&place={village}");
    let desk = clerk.get(&format!("/desk/disclosures/{slot}?place={village}")).body;
    assert!(desk.contains(&address.replace('&', "&#38;")) && desk.contains("不是必须"), "{desk}");
    let at = hand_in(&clerk, &address, jpeg()).to;
    assert_eq!(show(&clerk, &at, &[("nothing", "yes")]).to, format!("/desk/disclosures/{slot}?place={village}"));
    let page = stranger.get(&public).body;
    assert!(page.contains("公开栏照片") && page.contains(&at.replace("/desk", "")) && page.contains("上传"), "{page}");
    bench.verified();
}

fn what_is_no_photograph_is_refused_and_strangers_hand_in_none(bench: &Bench) {
    let village = bench.village(1);
    let (id, number) = inspected(bench, &village);
    let officer = Browser::of(bench, &village, Post::DisciplineOfficer);
    let address = format!("/desk/photos?about=finding/{id}/{number}&place={village}");
    let before = bench.office.archive().head();
    for bytes in [b"%PDF-1.7 x".to_vec(), b"<svg/>".to_vec(), Vec::new(), jpeg()[..40].to_vec()] {
        let answer = hand_in(&officer, &address, bytes);
        assert!(answer.status == 422 && answer.body.contains("href=\"#paper.photo\""), "{}", answer.body);
    }
    assert_eq!(bench.office.archive().head(), before);
    for wrong in ["finding/x/1", "finding/x", "slot/F02/2026-13", "slot/F99/2026-03", "x/y/z", ""] {
        assert_eq!(officer.get(&format!("/desk/photos?about={wrong}&place={village}")).status, 404, "{wrong}");
    }
    let stranger = Browser::stranger(bench);
    assert!(stranger.get(&address).to.starts_with("/sign-in"));
    assert_eq!(stranger.get("/photos/990101001001-T-2026-0001").status, 404);
    for _ in 0..disclosure::MOST_PHOTOS {
        assert!(hand_in(&officer, &address, jpeg()).to.starts_with("/desk/photos/"));
    }
    assert_eq!(hand_in(&officer, &address, jpeg()).status, 429);
}
