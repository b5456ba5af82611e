//! Officials at work, through the pages.

use crate::browser::{Browser, hidden};
use crate::ready::{Begun, alert, claim};
use demo::testing::Bench;
use village::Post;

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
        assert!(inbox.body.contains("代理出纳出纳试图办理“付款”，没有办成"), "{post}: {}", inbox.body);
        assert!(inbox.body.contains(case.as_str()) && inbox.body.contains("3月2日（周一） 9:00"), "{}", inbox.body);
    }
    tried_again(bench, &cashier, &case);
    assert!(bench.office.archive().verify().unwrap().is_clean());
}

/// The same once more, a minute later: each attempt is told, to others in the third person.
fn tried_again(bench: &Bench, cashier: &Browser, case: &village::CaseId) {
    let number = "990101001001-W-2026-0001";
    bench.clock.advance_ms(60_000);
    let csrf = hidden(&cashier.get(&format!("/desk/cases/{case}")).body, "csrf");
    let fields = [("csrf", csrf.as_str()), ("outcome", "paid"), ("revision", "1"), ("key", "k2"), ("sure", "yes")];
    assert_eq!(cashier.post(&format!("/desk/cases/{case}/acts/pay/send"), &fields).status, 409);
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    let page = director.get(&format!("/desk/alerts/{number}")).body;
    assert!(page.contains("一共试了2次") && page.contains("9:00") && page.contains("9:01"), "{page}");
    let own = cashier.get(&format!("/desk/alerts/{number}")).body;
    assert!(own.contains("您试图办理“付款”，没有办成"), "{own}");
}

fn a_session_ends_after_half_an_hour_without_a_request(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert_eq!(clerk.get("/desk").status, 200);
    bench.clock.advance_ms(31 * 60_000);
    let to = clerk.get("/desk").to;
    assert!(to.starts_with("/sign-in"));
    assert!(clerk.get(&to).body.contains("登录已经结束"), "{to}");
    // Whoever filled in a form meanwhile is told that it was not taken.
    let lost = clerk.post("/desk/start/C1", &[("title", "换灯泡")]).to;
    assert!(clerk.get(&lost).body.contains("没有保存"), "{lost}");
    let stranger = Browser::stranger(bench).get("/desk").to;
    assert!(!Browser::stranger(bench).get(&stranger).body.contains("登录已经结束"), "{stranger}");
}

/// Whoever's term is over signs in and is told so, with whom to turn to; the desk is not simply empty.
fn whose_term_is_over_is_told_so(bench: &Bench) {
    bench.found(1);
    let clerk = bench.person(&bench.village(1), "文书");
    let terms = bench.read(|reader| office::roster::terms_of(reader, &clerk));
    let term = terms.into_iter().map(|term| term.mandate).find(|term| term.post == Post::Clerk).unwrap();
    bench.go_to(term.ends.plus(1));
    let desk = Browser::of_desk(bench, &bench.desk_of(&clerk)).get("/desk").body;
    assert!(desk.contains("您的村文书任期已于"), "{desk}");
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

fn counts_are_for_the_countys_office_and_for_nobody_else(bench: &Bench) {
    bench.found(1);
    assert_eq!(Browser::stranger(bench).get("/metrics").status, 404);
    for (post, status) in [
        (Post::Clerk, 404),
        (Post::PartySecretary, 404),
        (Post::TownshipOfficial, 404),
        (Post::Administrator, 200),
        (Post::AgricultureOfficer, 200),
    ] {
        let answer = Browser::of(bench, &bench.village(1), post).get("/metrics");
        assert_eq!(answer.status, status, "{post}: {}", answer.body);
        assert_eq!(answer.body.contains("qingcun_answers_total"), status == 200, "{post}");
    }
}

fn a_text_that_is_too_long_is_told_beside_its_field(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    for length in [1_001, 500_000] {
        let mut begun = Begun::new(bench, &clerk);
        begun.fields.retain(|(name, _)| name != "sure");
        for (name, value) in &mut begun.fields {
            if name == "purpose" {
                *value = "扫".repeat(length);
            }
        }
        let answer = clerk.send_parts(&Begun::form(bench), &begun.fields, &begun.files);
        assert_eq!(answer.status, 422, "{length}: {}", answer.body.chars().take(2_000).collect::<String>());
        assert!(answer.body.contains("id=\"purpose-fault\"") && answer.body.contains("最多写1000个字"), "{length}");
        assert!(answer.body.contains("name=\"given\""), "{length}: the papers would have to be sent again");
    }
}

fn of_two_who_act_at_once_one_wins_and_the_other_sees_what_changed(bench: &Bench) {
    let case = claim(bench);
    let village = bench.village(1);
    let claimant = bench.read(|reader| affairs::acts(reader, &case))[0].person.clone();
    let mut witnesses = bench.desks(&village, Post::CommitteeMember);
    witnesses.extend(bench.desks(&village, Post::Clerk));
    witnesses.retain(|desk| desk.person() != Some(&claimant));
    let both: Vec<Browser> = witnesses.iter().take(2).map(|desk| Browser::of_desk(bench, desk)).collect();
    let address = format!("/desk/cases/{case}/acts/witness");
    let forms: Vec<String> = both.iter().map(|browser| browser.get(&address).body).collect();
    let before = bench.office.archive().head();
    let send = |nth: usize| {
        let (csrf, key, revision) =
            (hidden(&forms[nth], "csrf"), hidden(&forms[nth], "key"), hidden(&forms[nth], "revision"));
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", &key),
            ("revision", &revision),
            ("outcome", "confirmed"),
            ("seen", "扫帚20把，已经发到保洁员手上"),
            ("sure", "yes"),
        ];
        both[nth].post(&format!("{address}/send"), &fields)
    };
    let (first, second) = (send(0), send(1));
    assert_eq!(first.status, 303, "{}", first.body);
    assert_eq!(second.status, 409, "{}", second.body);
    let name = &witnesses[0].signed.as_ref().unwrap().name;
    assert!(second.body.contains("您打开页面以后的变化") && second.body.contains(name.as_str()), "{}", second.body);
    assert_eq!(bench.office.archive().head(), before + 1, "the loser left something, or was reported for being slow");
    assert_eq!(bench.read(|reader| affairs::acts(reader, &case)).len(), 2);
}

fn a_form_sent_twice_makes_one_case(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let begun = Begun::new(bench, &clerk);
    let before = bench.office.archive().head();
    let (first, again) = (begun.send(bench, &clerk), begun.send(bench, &clerk));
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (303, 303), "{}", first.body);
    assert_eq!(first.to, again.to, "the second answer leads elsewhere");
    assert_eq!(bench.read(|reader| affairs::cases_of(reader, &bench.village(1))).len(), 1);
    assert_eq!(bench.office.archive().head(), before + 1);
}

fn who_begins_without_a_village_is_led_to_the_only_one_or_asked(bench: &Bench) {
    bench.found(2);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let led = clerk.get("/desk/start/C1");
    assert_eq!((led.status.as_u16(), led.to.as_str()), (303, "/desk/start/C1?village=990101001001"));
    let asked = Browser::of(bench, &bench.village(1), Post::TownshipOfficial).get("/desk/start/C1");
    assert_eq!(asked.status, 200);
    assert!(asked.body.contains("给哪个村办") && asked.body.contains("/desk/start/C1?village=990101001002"));
    assert_eq!(clerk.get("/desk/start/Z9").status, 404);
}

fn a_refused_answer_to_an_alert_is_told_in_plain_words(bench: &Bench) {
    let case = claim(bench);
    let number = alert(bench, &case);
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    let csrf = director.csrf();
    let fields = [("csrf", csrf.as_str()), ("key", "k2"), ("finding", "confirmed"), ("found", "已经查清")];
    let fields = [&fields[..], &[("sure", "yes")]].concat();
    // It was not acknowledged yet: a slip, which nobody is warned of.
    let before = bench.office.archive().head();
    let early = director.post(&format!("/desk/alerts/{number}/close"), &fields);
    assert!(early.status.is_client_error());
    assert!(early.body.contains("现在还不能办") && early.body.contains("接下来怎么办"), "{}", early.body);
    assert!(early.body.contains("办结预警") && early.body.contains(&format!("/desk/alerts/{number}")));
    let tried = bench.office.archive().head() - before;
    assert_eq!(tried > 0, early.body.contains("已经通知"), "who was told is not said, or nobody was told");
    let page = director.get(&format!("/desk/alerts/{number}")).body;
    for raw in ["explain_alert", "close_alert", ">county<", "acknowledge_alert"] {
        assert!(!page.contains(raw), "the page shows `{raw}`");
    }
}

demo::on_both_databases!(
    counts_are_for_the_countys_office_and_for_nobody_else,
    a_text_that_is_too_long_is_told_beside_its_field,
    of_two_who_act_at_once_one_wins_and_the_other_sees_what_changed,
    a_form_sent_twice_makes_one_case,
    who_begins_without_a_village_is_led_to_the_only_one_or_asked,
    a_refused_answer_to_an_alert_is_told_in_plain_words,
    a_payment_out_of_order_is_refused_in_words_and_both_receivers_are_warned,
    a_session_ends_after_half_an_hour_without_a_request,
    whose_term_is_over_is_told_so,
    wrong_passwords_are_slowed_down,
);
