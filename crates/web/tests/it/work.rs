//! Officials at work, through the pages.

use crate::browser::{Browser, hidden};
use demo::testing::Bench;
use demo::{Matter, Went};
use std::collections::BTreeMap;
use village::{CaseId, Post};

fn claim(bench: &Bench) -> CaseId {
    bench.found(1);
    let values = [
        ("amount_fen", "186.00"),
        ("purpose", "买扫帚20把，用于村道保洁"),
        ("category", "cleaning"),
        ("payee", "某日用品店"),
        ("invoice_no", "99260000000000000001"),
        ("pay_by", "transfer"),
    ];
    let mut matter = Matter {
        village: bench.village(1),
        affair: "C1".into(),
        title: "买扫帚".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    };
    assert!(matches!(demo::go_on(&bench.office, &mut matter, bench.now()), Ok(Went::On(_))));
    matter.case.unwrap()
}

fn a_payment_out_of_order_is_refused_in_words_and_both_receivers_are_warned(bench: &Bench) {
    let case = claim(bench);
    let cashier = Browser::of(bench, &bench.village(1), Post::AgencyCashier);
    let page = cashier.get(&format!("/desk/cases/{case}"));
    assert_eq!(page.status, 200);
    let csrf = hidden(&page.body, "csrf");
    let answer = cashier.post(
        &format!("/desk/cases/{case}/acts/pay/send"),
        &[("csrf", csrf.as_str()), ("outcome", "paid"), ("revision", "1"), ("key", "k1"), ("sure", "yes")],
    );
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert!(answer.body.contains("还不能办") && answer.body.contains("证明"), "{}", answer.body);
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        let inbox = Browser::of(bench, &bench.village(1), post).get("/desk/alerts");
        assert_eq!(inbox.status, 200);
        assert!(inbox.body.contains("990101001001-W-2026-0001"), "{post} is not warned");
    }
    assert!(bench.office.archive().verify().unwrap().is_clean());
}

fn a_session_ends_after_half_an_hour_without_a_request(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert_eq!(clerk.get("/desk").status, 200);
    bench.clock.advance_ms(31 * 60_000);
    assert!(clerk.get("/desk").to.starts_with("/sign-in"));
}

fn wrong_passwords_are_slowed_down(bench: &Bench) {
    bench.found(1);
    let browser = Browser::stranger(bench);
    let mut last = 0;
    for _ in 0..7 {
        let form = browser.get("/sign-in");
        assert_eq!(form.status, 200);
        let csrf = hidden(&form.body, "csrf");
        let fields = [("csrf", csrf.as_str()), ("name", "nobody"), ("password", "wrong")];
        last = browser.post("/sign-in", &fields).status.as_u16();
    }
    assert_eq!(last, 429);
}

demo::on_both_databases!(
    a_payment_out_of_order_is_refused_in_words_and_both_receivers_are_warned,
    a_session_ends_after_half_an_hour_without_a_request,
    wrong_passwords_are_slowed_down,
);
