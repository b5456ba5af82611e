//! Whoever objects without a name stays without one: what their words give away stands on no page of anybody, wherever an
//! objection can be read.

use crate::browser::{Answer, Browser, hidden};
use affairs::Task;
use demo::Went;
use demo::testing::Bench;
use village::{CaseId, Post};

/// Each with what must not be found, whole or in part.
const NEEDLES: [(&str, &[&str]); 5] = [
    ("电话13712345678", &["13712345678", "5678", "137*"]),
    ("座机0579-87654321", &["87654321", "4321", "0579-"]),
    ("邮箱lisi@qq.com", &["lisi@", "l***"]),
    ("微信lisi_2020", &["lisi_2020"]),
    ("身份证330723196001011234", &["330723196001011234", "1234，", "3307****"]),
];

/// How they may be reached, told apart from the words.
const CONTACT: &str = "13998765432";

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
    let text = format!("路线不对，请说明：{}，再谈", NEEDLES.map(|(said, _)| said).join("，"));
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let fields = [("csrf", csrf.as_str()), ("key", &key), ("text", &text), ("contact", CONTACT), ("sure", "yes")];
    assert_eq!(stranger.post(&address, &fields).status, 303);
    let number = format!("{case}-Y001");
    (case, number)
}

/// The page names nobody; and shows the objection at all where it is one of those that do.
fn keeps(who: &str, what: &str, answer: &Answer, shows: bool) {
    for needle in NEEDLES.iter().flat_map(|(_, parts)| parts.iter()) {
        assert!(!answer.body.contains(needle), "{who} reads `{needle}` on {what}:\n{}", answer.body);
    }
    assert_eq!(answer.body.contains("路线不对"), shows, "{who} at {what}:\n{}", answer.body);
}

fn no_page_gives_away_who_objected(bench: &Bench) {
    let (case, number) = objected(bench);
    let village = bench.village(1);
    let (desk, public) = (format!("/desk/cases/{case}"), format!("/cases/{case}"));
    let form = format!("{desk}/objections/{number}");
    let lists = ["/desk", "/desk/cases", "/desk/alerts", "/v/990101001001", "/v/990101001001/affairs"];
    let everywhere = || {
        let posts =
            [Post::Clerk, Post::CommitteeMember, Post::SupervisionDirector, Post::TownshipOfficial, Post::Villager];
        for post in posts {
            let browser = Browser::of(bench, &village, post);
            for path in lists {
                keeps(post.code(), path, &browser.get(path), false);
            }
            keeps(post.code(), &public, &browser.get(&public), true);
            let page = browser.get(&desk);
            keeps(post.code(), &desk, &page, page.status == 200);
            let outside = post == Post::TownshipOfficial;
            assert_eq!(page.body.contains(CONTACT), outside, "{post:?}");
        }
        let stranger = Browser::stranger(bench);
        keeps("a stranger", &public, &stranger.get(&public), true);
        assert!(!stranger.get(&public).body.contains(CONTACT));
    };
    everywhere();

    // Refused on the desk and warned of: neither the refusal nor the alert repeats it.
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let own = bench.desk_of(&acts.iter().find(|act| act.post == Post::Clerk).unwrap_or(&acts[0]).person);
    let handler = Browser::of_desk(bench, &own);
    let csrf = handler.csrf();
    let fields =
        [("csrf", csrf.as_str()), ("key", "a1"), ("answer", "路线没有问题"), ("upheld", "no"), ("sure", "yes")];
    keeps("the handler", "the refusal", &handler.post(&form, &fields), false);
    let director = Browser::of(bench, &village, Post::DisciplineOfficer);
    let inbox = director.get("/desk/alerts").body;
    let alert = inbox.split("href=\"/desk/alerts/").nth(1).unwrap().split('"').next().unwrap();
    keeps("the discipline officer", "the alert", &director.get(&format!("/desk/alerts/{alert}")), false);

    // Answered: the form, the form with a fault, what is shown before it is sent.
    let free = Browser::of_desk(bench, &bench.free(&case, &number, Task::Answer));
    keeps("the answerer", "the form", &free.get(&form), true);
    let csrf = free.csrf();
    let answer = [("csrf", csrf.as_str()), ("key", "a2"), ("answer", "路线是村民会议定的"), ("upheld", "no")];
    keeps("the answerer", "the faulty form", &free.post(&form, &[answer[0], answer[1], answer[2]]), true);
    keeps("the answerer", "the preview", &free.post(&form, &answer), true);
    assert_eq!(free.post(&form, &[&answer[..], &[("sure", "yes")]].concat()).status, 303);
    everywhere();

    // Reviewed.
    let supervisor = Browser::of(bench, &village, Post::SupervisionDirector);
    keeps("the reviewer", "the form", &supervisor.get(&form), true);
    let csrf = supervisor.csrf();
    let agreed = [("csrf", csrf.as_str()), ("key", "r1"), ("words", "已对照会议记录"), ("agreed", "yes")];
    keeps("the reviewer", "the preview", &supervisor.post(&form, &agreed), true);
    assert_eq!(supervisor.post(&form, &[&agreed[..], &[("sure", "yes")]].concat()).status, 303);
    everywhere();
}

demo::on_both_databases!(no_page_gives_away_who_objected);
