//! Whoever tried what is refused is heard: they see it coming, and find where to say what happened.

use crate::browser::Browser;
use crate::ready::{claim, matter};
use demo::testing::Bench;
use office::roster::DeclareKin;
use village::{Day, Post};

/// The page of a refusal, of the desk and of the list lead whoever an alert is about to its form; nobody else is called “you”.
fn whoever_an_alert_is_about_finds_where_to_say_what_happened(bench: &Bench) {
    let case = claim(bench);
    let claimed = bench.read(|reader| affairs::acts(reader, &case)).remove(0);
    let own = Browser::of_desk(bench, &bench.desk_of(&claimed.person));
    let at = format!("/desk/cases/{case}/acts/witness");
    let form = own.get(&at).body;
    assert!(form.contains("这一步现在不能办") && form.contains("预警通知"), "it is not foretold: {form}");
    assert!(!own.get("/desk").body.contains("有预警提到您"));
    let csrf = own.csrf();
    let sent = [("csrf", csrf.as_str()), ("key", "k1"), ("revision", "1"), ("outcome", "seen"), ("sure", "yes")];
    let refused = own.post(&format!("{at}/send"), &sent);
    assert_eq!(refused.status, 403, "{}", refused.body);
    let alert =
        refused.body.split("href=\"/desk/alerts/").nth(1).expect("no way to explain").split('"').next().unwrap();
    let address = format!("/desk/alerts/{alert}");
    for page in ["/desk", "/desk/alerts"] {
        let body = own.get(page).body;
        assert!(body.contains(&address), "{page} does not lead to the alert: {body}");
    }
    assert!(own.get("/desk").body.contains("有预警提到您"));
    let page = own.get(&address);
    assert!(page.status == 200 && page.body.contains("/explain\""), "{}", page.body);
    // It is the system that issues it, about them; nobody issues an alert against themselves.
    assert!(page.body.contains(&format!("系统发出，针对{}", claimed.name)), "{}", page.body);
    // The director is warned, and is not the one it is about; a colleague learns nothing.
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    let desk = director.get("/desk").body;
    assert!(desk.contains(&address) && !desk.contains("有预警提到您"), "{desk}");
    let colleague = Browser::of(bench, &bench.village(1), Post::Bookkeeper);
    assert_eq!(colleague.get(&address).status, 404);
    assert!(!colleague.get("/desk/alerts").body.contains(&address));
}

/// A notice tells the first day that each body may meet on, and proposes no day that is past.
fn a_notice_tells_the_first_day_on_which_the_meeting_may_be(bench: &Bench) {
    bench.found(1);
    let mut works = matter(bench, "A1", &[("matter", "public_works"), ("body", "villagers_meeting")]);
    bench.go_on_to(&mut works, "convene_decision");
    let case = works.case.unwrap();
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    assert!(row.facts.contains_key("meeting_day"), "the party members have met on a day");
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let page = clerk.get(&format!("/desk/cases/{case}/acts/convene_decision")).body;
    let first = procedure::day_words(bench.today().plus(10)).zh;
    assert!(page.contains("村民会议要提前10天通知") && page.contains(&first), "{page}");
    let entry = page.split("name=\"meeting_day\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(!entry.contains("value=\"2"), "an earlier meeting's day is proposed: {entry}");
}

/// A tenant whose brother is on the committee: villagers read whose relative he is, and those who let the village's shop learn on
/// their own desk, without any letter, that the rent has not come.
fn kinship_and_arrears_of_a_lease_are_told_to_those_they_concern(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [tenant, official] = ["承包人", "副主任"].map(|name| bench.person(&village, name));
    let (place, relation) = (village.clone(), authority::Relation::Sibling);
    bench.done(&bench.desk_of(&tenant), DeclareKin { place, person: tenant.clone(), relative: official, relation });
    let (starts, ends) = (bench.today().plus(120).to_string(), bench.today().plus(480).to_string());
    let values = [
        ("object", "村口店面"),
        ("asset_kind", "building"),
        ("term_months", "12"),
        ("amount_fen", "24000"),
        ("mode", "bids"),
        ("body", "member_assembly"),
        ("venue", "exchange"),
        ("offers", "3"),
        ("best_offer_fen", "26000"),
        ("price_fen", "26000"),
        ("party", "承包人"),
        ("kin_declared", "yes"),
        ("contract_no", "ZL-1"),
        ("contract_price_fen", "26000"),
        ("starts", &starts),
        ("ends", &ends),
        ("instalments", "2"),
        ("first_due", &starts),
    ];
    let mut lease = matter(bench, "D1", &values);
    bench.go_on_to(&mut lease, "schedule");
    let case = lease.case.clone().unwrap();
    let record = Browser::stranger(bench).get(&format!("/cases/{case}")).body;
    let told = record.split("公开亲属关系：").nth(1).unwrap_or_else(|| panic!("{record}"));
    let told: String = told.chars().take(40).collect();
    assert!(told.starts_with("对方是") && told.contains("副主任本人或者其近亲属"), "{told}");
    assert!(matches!(bench.go_on(&mut lease), demo::Went::On(_)));
    bench.go_to(starts.parse::<Day>().unwrap().plus(40));
    let keeper = Browser::of(bench, &village, Post::AssetClerk);
    let desk = keeper.get("/desk").body;
    assert!(desk.contains("催收到期的款项") && desk.contains("村口店面"), "{desk}");
    let contract = keeper.get(&format!("/desk/contracts/{case}")).body;
    assert!(contract.contains("橙色欠款"), "{contract}");
    assert!(!Browser::of(bench, &village, Post::Clerk).get("/desk").body.contains("催收到期的款项"));
}

demo::on_both_databases!(
    kinship_and_arrears_of_a_lease_are_told_to_those_they_concern,
    whoever_an_alert_is_about_finds_where_to_say_what_happened,
    a_notice_tells_the_first_day_on_which_the_meeting_may_be,
);
