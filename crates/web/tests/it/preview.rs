//! Nothing is done before its effect was read: every form that acts shows it on a page of its own, or tells it beside the button.

use crate::browser::Browser;
use crate::ready::{alert, claim};
use demo::testing::Bench;
use std::collections::BTreeSet;
use village::Post;
use web::ROUTES;

/// The forms that act at once, each with the reason. Whoever adds a route that acts lets it ask, or says here why not.
const AT_ONCE: [(&str, &str); 17] = [
    ("/password/notice", "one of two answers about oneself; the page says what follows from each"),
    ("/desk/cases/{case}/acts/{step}/send", "sent by the page that showed it: /desk/cases/{case}/acts/{step}"),
    ("/desk/start/{affair}/send", "sent by the page that showed it: /desk/start/{affair}"),
    (
        "/desk/cases/{case}/meeting/arrivals",
        "told beside the button; put right on the same page until votes are counted",
    ),
    ("/desk/cases/{case}/meeting/arrive", "one button in the room, told beside it; the recorder puts it right"),
    ("/desk/alerts/{alert}/acknowledge", "one button, told beside it: seen, and by whom"),
    (
        "/desk/books/statement",
        "takes what the bank says, whole or not at all; a line that is known already is left out",
    ),
    ("/desk/books/reconcile", "the lines stand on the page, side by side; a matching is undone by another act"),
    ("/desk/books/import", "a dry run tells every voucher and every fault before the button is there"),
    ("/desk/contracts/import", "a dry run tells every row before the button is there"),
    ("/desk/books/members/import", "a dry run tells every row before the button is there"),
    ("/desk/plots/import", "a dry run tells every row before the button is there"),
    ("/desk/assets/import", "a dry run tells every row before the button is there"),
    ("/desk/assets/count", "begins or ends a count; what it found is told on the page"),
    (
        "/desk/photos",
        "handed in only: what comes of it is told beside the button, and shown once more before anybody else sees it",
    ),
    (
        "/desk/households/help",
        "opens a quarter of an hour beside a villager; told beside the button, recorded, and read by the household",
    ),
    (
        "/desk/assets/{card}/count",
        "one card in front of one's eyes; marked again as often as needed until the count ends",
    ),
];

#[test]
fn every_form_that_acts_shows_first_what_comes_of_it_or_has_a_reason_not_to() {
    let acting = ROUTES.iter().filter(|route| route.method == "POST" && route.mutates);
    let silent: BTreeSet<&str> = acting.filter(|route| !route.asks).map(|route| route.path).collect();
    let known: BTreeSet<&str> = AT_ONCE.iter().map(|(path, _)| *path).collect();
    assert_eq!(silent, known, "a form acts without a preview and without a reason, or the list is out of date");
    assert!(AT_ONCE.iter().all(|(_, why)| why.len() > 20));
    // Whatever asks is sent twice by every test that sends it for good: see `Browser::post`.
    assert!(ROUTES.iter().filter(|route| route.asks).count() >= 25);
}

fn an_alert_is_explained_and_closed_only_after_it_was_shown(bench: &Bench) {
    let case = claim(bench);
    let number = alert(bench, &case);
    let officer = Browser::of(bench, &bench.village(1), Post::DisciplineOfficer);
    let page = officer.get(&format!("/desk/alerts/{number}")).body;
    assert!(page.contains("签收不等于认可"), "the effect of acknowledging is not told beside its button: {page}");
    let csrf = officer.csrf();
    let fields = [("csrf", csrf.as_str()), ("key", "seen")];
    assert_eq!(officer.post(&format!("/desk/alerts/{number}/acknowledge"), &fields).status, 303);
    let address = format!("/desk/alerts/{number}/close");
    let fields = [("csrf", csrf.as_str()), ("key", "close"), ("finding", "unfounded"), ("found", "点错了，没有付款")];
    let before = bench.office.archive().head();
    let shown = officer.post(&address, &fields);
    assert_eq!(shown.status, 200, "{}", shown.body);
    for said in ["点错了，没有付款", "不能重新打开", "村民页面不显示", "另发一条新的预警"]
    {
        assert!(shown.body.contains(said), "nothing is said of {said}: {}", shown.body);
    }
    // Whoever wants to change something finds what was typed.
    let back = officer.post(&address, &[&fields[..], &[("sure", "no")]].concat());
    assert!(back.status == 200 && back.body.contains("点错了，没有付款</textarea>"), "{}", back.body);
    assert_eq!(bench.office.archive().head(), before);
    assert_eq!(officer.post(&address, &[&fields[..], &[("sure", "yes")]].concat()).status, 303);
}

fn a_new_password_is_foretold_with_what_its_owner_loses(bench: &Bench) {
    bench.found(1);
    let keeper = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    let person = bench.person(&bench.village(1), "保管员");
    let (csrf, address) = (keeper.csrf(), format!("/desk/roster/people/{person}/sign-in"));
    let before = bench.office.archive().head();
    let made = keeper.post(&address, &[("csrf", &csrf), ("key", "a")]);
    assert!(made.status == 200 && made.body.contains("首次密码只在下一页显示一次"), "{}", made.body);
    assert_eq!(bench.office.archive().head(), before);
    assert!(bench.directory.sign_ins_of(&person).unwrap().is_empty(), "a sign-in was made by looking at it");
    assert_eq!(keeper.post(&address, &[("csrf", &csrf), ("key", "a"), ("sure", "yes")]).status, 303);
    let asked = keeper.post(&address, &[("csrf", &csrf), ("key", "b")]);
    assert!(asked.body.contains("先等另一个人复核"), "{}", asked.body);
    bench.reset_agreed(&bench.desk(&bench.village(1), Post::TownshipOfficial), &person);
    let before = bench.office.archive().head() - 1;
    let anew = keeper.post(&address, &[("csrf", &csrf), ("key", "b")]);
    assert!(anew.body.contains("在所有设备上退出") && anew.body.contains("是不是本人要求的"), "{}", anew.body);
    let back = keeper.post(&address, &[("csrf", &csrf), ("key", "b"), ("sure", "no")]);
    assert!(back.to.ends_with("#sign-in"), "{}", back.to);
    assert_eq!(bench.office.archive().head(), before + 1);
}

demo::on_both_databases!(
    an_alert_is_explained_and_closed_only_after_it_was_shown,
    a_new_password_is_foretold_with_what_its_owner_loses,
);
