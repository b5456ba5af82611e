//! What the villagers' meeting delegates is recorded with who came and how they voted, and can be read by its village.

use crate::browser::{Browser, hidden};
use crate::ready::paper;
use demo::testing::Bench;
use procedure::Body;
use village::Post;

const NEW: &str = "/desk/delegations/new?village=990101001001";

/// The form as it is filled in when everybody came and agreed.
pub(crate) fn filled(bench: &Bench, browser: &Browser) -> Vec<(String, String)> {
    let form = browser.get(NEW);
    assert_eq!(form.status, 200, "{}", form.body);
    let roll = bench.read(|reader| {
        let book = bench.office.current_book(reader)?;
        affairs::roll(reader, &book, &bench.village(1), &Body("villagers_meeting".into()), bench.today())
    });
    let (today, votes) = (bench.today(), roll.len().to_string());
    let mut fields: Vec<(String, String)> = [
        ("csrf", hidden(&form.body, "csrf")),
        ("key", hidden(&form.body, "key")),
        ("body", "rep_meeting".into()),
        ("matters", "public_works".into()),
        ("matters", "income_use".into()),
        ("starts", today.to_string()),
        ("ends", today.plus(300).to_string()),
        ("noticed", today.plus(-10).to_string()),
        ("sitting.body", hidden(&form.body, "sitting.body")),
        ("sitting.day", today.to_string()),
        ("sitting.for", votes),
        ("sitting.against", "0".into()),
        ("sitting.abstain", "0".into()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    fields.extend(roll.into_iter().map(|one| ("sitting.present".to_owned(), one.person.to_string())));
    fields
}

/// The same, sent for good.
pub(crate) fn sure(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields.push(("sure".to_owned(), "yes".to_owned()));
    fields
}

/// The minutes and the sign-in sheet, as files.
pub(crate) fn papers(bench: &Bench) -> [(String, String, Vec<u8>); 2] {
    let file = |kind: &str, name: &str| (format!("paper.{kind}"), format!("{name}.pdf"), paper(bench, name));
    [file("minutes", "会议记录"), file("attendance", "签到表")]
}

fn a_delegation_is_recorded_once_and_read_by_its_village_alone(bench: &Bench) {
    bench.found(2);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let empty = clerk.get("/desk/delegations").body;
    assert!(empty.contains("现在没有生效的授权"), "{empty}");
    let fields = sure(filled(bench, &clerk));
    for _ in 0..2 {
        let answer = clerk.send_parts(NEW, &fields, &papers(bench));
        assert_eq!(answer.to, "/desk/delegations?village=990101001001", "{}", answer.body);
    }
    assert_eq!(bench.read(|reader| affairs::delegations(reader, &bench.village(1))).len(), 1);
    let list = clerk.get("/desk/delegations").body;
    assert!(list.contains("公益事业") && list.contains("未确认，不生效") && list.contains("Q001"), "{list}");
    assert!(!list.contains("name=\"answer\""), "who recorded it is asked to confirm it");
    let neighbour = Browser::of(bench, &bench.village(2), Post::Clerk);
    for paper in ["minutes", "attendance"] {
        let paper = format!("/desk/delegations/990101001001-Q001/{paper}");
        assert_eq!(clerk.get(&paper).status, 200);
        assert_eq!(neighbour.get(&paper).status, 404);
        assert_eq!(Browser::of(bench, &bench.village(1), Post::TownshipOfficial).get(&paper).status, 200);
    }
    assert_eq!(neighbour.get("/desk/delegations?village=990101001001").status, 403);
}

fn the_supervision_director_confirms_it_and_every_villager_can_read_it(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let sent = clerk.send_parts(NEW, &sure(filled(bench, &clerk)), &papers(bench));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let public = || Browser::stranger(bench).get("/v/990101001001/delegations").body;
    let page = public();
    assert!(page.contains("未确认，不生效") && page.contains("同意26票") && page.contains("文书登记"), "{page}");
    assert!(!page.contains("/desk/") && !page.contains("name=\"answer\""), "{page}");
    let village = Browser::stranger(bench).get("/v/990101001001").body;
    assert!(village.contains("/v/990101001001/delegations") && village.contains("等待确认1份"), "{village}");
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    let list = director.get("/desk/delegations").body;
    let (csrf, key) = (hidden(&list, "csrf"), hidden(&list, "key"));
    let answer = |key: &str, answer: &str, reason: &str| {
        let fields = [("csrf", csrf.as_str()), ("key", key), ("answer", answer), ("reason", reason), ("sure", "yes")];
        director.post("/desk/delegations/990101001001-Q001", &fields)
    };
    // Who does not confirm says why.
    let blank = answer(&key, "decline", "");
    assert!(blank.status == 422 && blank.body.contains("请写明哪里不对"), "{}", blank.body);
    let done = answer(&key, "confirm", "");
    assert_eq!(done.to, "/desk/delegations?village=990101001001", "{}", done.body);
    let page = public();
    assert!(page.contains("还有300天") && page.contains("（村务监督委员会主任）对照会议记录和签到表确认"), "{page}");
    assert_eq!(answer("another", "decline", "改主意了").status, 409);
}

fn every_fault_of_a_delegation_is_told_at_once_and_the_minutes_are_kept(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let before = bench.office.archive().head();
    let mut fields = filled(bench, &clerk);
    fields.retain(|(name, _)| name != "matters" && name != "ends" && name != "noticed" && name != "sitting.for");
    let answer = clerk.send_parts(NEW, &fields, &papers(bench));
    assert_eq!(answer.status, 422);
    for field in ["matters", "ends", "noticed", "sitting.for"] {
        assert!(answer.body.contains(&format!("href=\"#{field}\"")), "nothing is said of `{field}`");
    }
    assert!(answer.body.contains("会议记录.pdf") && answer.body.contains("name=\"given\""), "the minutes are lost");
    assert_eq!(bench.office.archive().head(), before);
}

fn a_vote_that_did_not_carry_is_refused_in_words_and_warned_of(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let mut fields = filled(bench, &clerk);
    for (name, value) in &mut fields {
        if name == "sitting.for" {
            *value = "1".into();
        }
    }
    let before = bench.office.archive().head();
    let shown = clerk.send_parts(NEW, &fields, &papers(bench));
    assert!(shown.status == 409 && shown.body.contains("照这样提交不会成功"), "{}", shown.body);
    assert_eq!(bench.office.archive().head(), before, "looking at it warned somebody");
    let answer = clerk.send_parts(NEW, &sure(fields), &papers(bench));
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert!(answer.body.contains("授权没有通过") && answer.body.contains("已经通知"), "{}", answer.body);
    assert!(bench.read(|reader| affairs::delegations(reader, &bench.village(1))).is_empty());
}

fn who_calls_no_meetings_records_no_delegation(bench: &Bench) {
    bench.found(1);
    let keeper = Browser::of(bench, &bench.village(1), Post::SealKeeper);
    assert!(
        !keeper.get("/desk/delegations").body.contains("/desk/delegations/new"),
        "a link leads to what is not theirs"
    );
    let fields = sure(filled(bench, &keeper));
    let answer = keeper.send_parts(NEW, &fields, &papers(bench));
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(answer.body.contains("现在还不能办"), "{}", answer.body);
    assert!(bench.read(|reader| affairs::delegations(reader, &bench.village(1))).is_empty());
}

demo::on_both_databases!(
    a_delegation_is_recorded_once_and_read_by_its_village_alone,
    the_supervision_director_confirms_it_and_every_villager_can_read_it,
    every_fault_of_a_delegation_is_told_at_once_and_the_minutes_are_kept,
    a_vote_that_did_not_carry_is_refused_in_words_and_warned_of,
    who_calls_no_meetings_records_no_delegation,
);
