//! An objection is answered by somebody who had no hand in the matter, reviewed by somebody else, and read by everybody with
//! both names and whom to turn to next; all of it through the pages.

use crate::browser::{Browser, hidden};
use affairs::Task;
use demo::Went;
use demo::testing::Bench;
use village::{CaseId, Post};

/// A case that is open for objection, with one lodged.
fn objected(bench: &Bench) -> (CaseId, String) {
    bench.found(1);
    let village = bench.village(1);
    let values =
        [("title", "修村道"), ("matter", "public_works"), ("amount_fen", "40000"), ("body", "member_assembly")];
    let mut decision = crate::ready::matter(bench, "A1", &values);
    let case = loop {
        let open = bench.read(|reader| affairs::open_windows(reader, &village, bench.today()));
        if let Some(window) = open.first() {
            break window.case.clone();
        }
        assert!(matches!(bench.go_on(&mut decision), Went::On(_)), "it ended without being open for objection");
    };
    let stranger = Browser::stranger(bench);
    let address = format!("/cases/{case}/objection");
    let form = stranger.get(&address).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let fields =
        [("csrf", csrf.as_str()), ("key", &key), ("text", "路线不对，请说明"), ("contact", ""), ("sure", "yes")];
    assert_eq!(stranger.post(&address, &fields).status, 303);
    let number = format!("{case}-Y001");
    (case, number)
}

fn who_did_it_does_not_answer_and_the_answer_is_reviewed_before_it_is_read(bench: &Bench) {
    let (case, number) = objected(bench);
    let village = bench.village(1);
    let (page, form) = (format!("/desk/cases/{case}"), format!("/desk/cases/{case}/objections/{number}"));
    let free = bench.free(&case, &number, Task::Answer);
    let name = bench.read(|reader| office::roster::name_of(reader, free.person().unwrap())).unwrap();

    // Whoever has handled it reads on the page that it is not theirs, and finds no form.
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let own = bench.desk_of(&acts.iter().find(|act| act.post == Post::Clerk).unwrap_or(&acts[0]).person);
    let handler = Browser::of_desk(bench, &own);
    let told = handler.get(&page).body;
    assert!(told.contains("您办过这件事") && !told.contains(&form), "{told}");
    let before = bench.office.archive().head();
    let closed = handler.get(&form);
    assert_eq!(closed.status, 403, "{}", closed.body);
    assert!(closed.body.contains("不能自己答复"), "{}", closed.body);
    assert_eq!(bench.office.archive().head(), before, "to look at a form leaves nothing");
    let csrf = handler.csrf();
    let answer =
        [("csrf", csrf.as_str()), ("key", "a1"), ("answer", "路线没有问题"), ("upheld", "no"), ("sure", "yes")];
    assert_eq!(handler.post(&form, &answer).status, 403);
    assert_eq!(bench.office.archive().head() - before, 2, "the attempt is recorded and warned of");

    let browser = Browser::of_desk(bench, &free);
    assert!(browser.get(&page).body.contains(&form));
    // It waits on the desk of whoever may answer, and of nobody else.
    let desk = browser.get("/desk").body;
    assert!(desk.contains(&format!("href=\"{form}\"")) && desk.contains("答复这条异议"), "{desk}");
    assert!(!handler.get("/desk").body.contains(&form), "it waits on the desk of whoever handled the matter");
    let csrf = browser.csrf();
    let answer = [("csrf", csrf.as_str()), ("key", "a2"), ("answer", "路线是村民会议定的"), ("upheld", "no")];
    let shown = browser.post(&form, &answer);
    assert!(shown.body.contains("村务监督委员会审核"), "{}", shown.body);
    assert_eq!(browser.post(&form, &[&answer[..], &[("sure", "yes")]].concat()).status, 303);
    let record = Browser::stranger(bench).get(&format!("/cases/{case}")).body;
    assert!(record.contains("已答复，等审核") && !record.contains("路线是村民会议定的"), "{record}");
    assert!(
        browser.get(&page).body.contains("这条答复由别人审核") || browser.get(&page).body.contains("没有经手的人办理")
    );

    let supervisor = Browser::of(bench, &village, Post::SupervisionDirector);
    assert!(supervisor.get(&page).body.contains("审核这条答复"));
    let desk = supervisor.get("/desk").body;
    assert!(desk.contains(&format!("href=\"{form}\"")) && desk.contains("审核这条答复"), "{desk}");
    assert!(!browser.get("/desk").body.contains(&form), "the answerer reviews their own answer");
    let review = supervisor.get(&form).body;
    assert!(review.contains("路线是村民会议定的") && review.contains(&name), "{review}");
    let csrf = supervisor.csrf();
    let fields = [("csrf", csrf.as_str()), ("key", "r1"), ("words", "已对照会议记录")];
    assert_eq!(supervisor.post(&form, &fields).status, 422, "nothing was chosen");
    let agreed = [&fields[..], &[("agreed", "yes"), ("sure", "yes")]].concat();
    assert_eq!(supervisor.post(&form, &agreed).status, 303);
    assert!(!supervisor.get("/desk").body.contains(&form), "it still waits after the review");

    let record = Browser::stranger(bench).get(&format!("/cases/{case}")).body;
    for told in ["路线是村民会议定的", name.as_str(), "审核：", "对答复不满意的", "已答复"] {
        assert!(record.contains(told), "{told}: {record}");
    }
    bench.verified();
}

demo::on_both_databases!(who_did_it_does_not_answer_and_the_answer_is_reviewed_before_it_is_read);
