//! A villager's own scope: who gets in by which way, what they read there, and what nobody else learns.

use crate::browser::{Answer, Browser};
use demo::Plan;
use demo::testing::Bench;
use office::roster::PersonRow;
use std::sync::{Arc, Mutex};
use village::{Moment, Place, Post};

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

/// The messages that went out: telephone and number.
type Sent = Arc<Mutex<Vec<(String, String)>>>;

fn lived(bench: &Bench) {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 2, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
}

/// The other village.
fn next(bench: &Bench) -> Place {
    let all = bench.read(|reader| office::roster::subdivisions(reader, &bench.county(), village::Level::Village));
    all.into_iter().map(|division| division.place).find(|place| *place != bench.village(1)).unwrap()
}

fn with_messages(browser: &Browser) -> Sent {
    let sent = Sent::default();
    let kept = Arc::clone(&sent);
    let _ = browser.state.clone().with_messages(Box::new(move |message| {
        kept.lock().unwrap().push((message.phone.clone(), message.code.clone()));
        Ok(())
    }));
    sent
}

/// Somebody who holds no office, with a telephone that is theirs alone; of a household of several where there is one.
fn somebody(bench: &Bench, place: &Place) -> PersonRow {
    let all = bench.read(|reader| office::roster::people_of(reader, place));
    let plain = |one: &&PersonRow| {
        let held = bench.read(|reader| office::roster::mandates_of(reader, &one.id, NOW.day()));
        !one.phone.is_empty()
            && !one.household.is_empty()
            && held.iter().any(|mandate| mandate.post == Post::Villager)
            && !held.iter().any(|mandate| mandate.post.is_official())
            && all.iter().filter(|other| other.phone == one.phone).count() == 1
    };
    all.iter().find(plain).unwrap().clone()
}

/// The message, once it has gone: it is sent while nobody waits.
fn message(sent: &Sent) -> Option<(String, String)> {
    for _ in 0..200 {
        if let Some(last) = sent.lock().unwrap().last() {
            return Some(last.clone());
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    None
}

fn visit(browser: &Browser) -> String {
    let page = browser.get("/household/code");
    crate::browser::hidden(&page.body, "csrf")
}

fn by_code(browser: &Browser, name: &str, code: &str) -> Answer {
    let csrf = visit(browser);
    browser.post("/household/code", &[("csrf", &csrf), ("name", name), ("code", code)])
}

/// Gives a household its code as the township does, and reads it off the sheet.
fn code_of(bench: &Bench, person: &PersonRow) -> String {
    let giver = Browser::of(bench, &person.village, Post::TownshipOfficial);
    let page = format!("/desk/households?place={}", person.village);
    let listed = giver.get(&page);
    assert!(listed.body.contains(&person.name), "{}", listed.body);
    let to = format!("/desk/households/codes?place={}", person.village);
    let csrf = giver.csrf();
    let key = format!("codes {}", bench.office.archive().head());
    let fields = [("csrf", csrf.as_str()), ("key", &key), ("which", "ticked"), ("household", &person.household)];
    let done = giver.post(&to, &[&fields[..], &[("sure", "yes")]].concat());
    assert_eq!(done.to, "/desk/households/sheet", "{} {}", done.status, done.body);
    let sheet = giver.get("/desk/households/sheet").body;
    let code = sheet.split("slip-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(code.len(), 14, "{code}");
    assert_eq!(giver.get("/desk/households/sheet").to, "/desk/households", "a sheet is shown once");
    code
}

fn a_code_and_a_name_of_the_household_open_its_page_and_nothing_else_does(bench: &Bench) {
    lived(bench);
    let person = somebody(bench, &bench.village(1));
    let code = code_of(bench, &person);
    let browser = Browser::stranger(bench);
    for (name, typed) in [(person.name.as_str(), "K7QX-3MPW-9TRD"), ("王五五", code.as_str()), (&person.name, "")] {
        let answer = by_code(&browser, name, typed);
        assert_eq!(answer.status, 401, "{name} {typed}");
        assert!(answer.body.contains("对不上") && !answer.body.contains(&code));
    }
    assert_eq!(browser.get("/household").to, "/household/enter");
    // As people type it.
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(by_code(&browser, &format!(" {} ", person.name), &typed).to, "/household");
    let page = browser.get("/household");
    assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
    assert!(page.body.contains(&person.name) && page.body.contains("用家庭码"), "{}", page.body);
    // No desk is behind it, whatever else the person holds.
    assert!(browser.get("/desk").to.starts_with("/sign-in"));
    assert!(!page.body.contains(&person.phone), "a telephone is nobody's business");
    // Another code makes the old one void, and ends what was opened by it.
    code_of(bench, &person);
    assert_eq!(browser.get("/household").to, "/household/enter");
    assert_eq!(by_code(&browser, &person.name, &code).status, 401);
}

fn guesses_at_a_code_are_slowed_down(bench: &Bench) {
    lived(bench);
    let person = somebody(bench, &bench.village(1));
    let code = code_of(bench, &person);
    let browser = Browser::stranger(bench);
    for _ in 0..office::sign_in::FREE_GUESSES {
        assert_eq!(by_code(&browser, &person.name, "K7QX-3MPW-9TRD").status, 401);
    }
    assert_eq!(by_code(&browser, &person.name, &code).status, 429, "now even the right one must wait");
    bench.clock.set(NOW.plus_ms(office::sign_in::GUESS_WINDOW_MS + 1_000));
    assert_eq!(by_code(&browser, &person.name, &code).to, "/household");
}

fn ask(browser: &Browser, name: &str, phone: &str) -> Answer {
    let csrf = visit(browser);
    browser.post("/household/phone", &[("csrf", &csrf), ("name", name), ("phone", phone)])
}

fn enter(browser: &Browser, to: &str, number: &str) -> Answer {
    let csrf = visit(browser);
    browser.post(to, &[("csrf", &csrf), ("number", number)])
}

fn a_number_goes_to_the_telephone_of_the_roster_alone(bench: &Bench) {
    lived(bench);
    let person = somebody(bench, &bench.village(1));
    let browser = Browser::stranger(bench);
    assert_eq!(browser.get("/household/phone").to, "/household/enter", "where no messages are sent, nobody is asked");
    let sent = with_messages(&browser);
    assert!(browser.get("/household/enter").body.contains("用手机验证码"));
    // A wrong name, a wrong telephone: the same answer, and no message.
    let other = "13900000000";
    let answers = [ask(&browser, "王五五", &person.phone), ask(&browser, &person.name, other)];
    assert!(answers.iter().all(|answer| answer.to.starts_with("/household/phone/")), "{answers:?}");
    for answer in &answers {
        assert!(browser.get(&answer.to).body.contains("如果姓名和手机号与村里登记的一致"));
        assert_eq!(enter(&browser, &answer.to, "123456").status, 401);
    }
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert!(sent.lock().unwrap().is_empty(), "a message went to somebody");
    // The right two, a minute later: not twice within a minute.
    assert_eq!(ask(&browser, &person.name, &person.phone).status, 429);
    bench.clock.set(NOW.plus_ms(61_000));
    let asked = ask(&browser, &person.name, &person.phone);
    let (phone, number) = message(&sent).unwrap();
    assert_eq!(phone, person.phone);
    let wrong = if number == "000000" { "000001" } else { "000000" };
    assert_eq!(enter(&browser, &asked.to, wrong).status, 401);
    assert_eq!(enter(&browser, &asked.to, &number).to, "/household");
    assert!(browser.get("/household").body.contains("用手机验证码"));
    assert_eq!(enter(&browser, &asked.to, &number).status, 401, "a number opens once");
}

fn a_number_is_guessed_at_five_times_and_lasts_five_minutes(bench: &Bench) {
    lived(bench);
    let person = somebody(bench, &bench.village(1));
    let browser = Browser::stranger(bench);
    let sent = with_messages(&browser);
    let asked = ask(&browser, &person.name, &person.phone);
    let (_, number) = message(&sent).unwrap();
    let wrong = if number == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(enter(&browser, &asked.to, wrong).status, 401);
    }
    assert_eq!(enter(&browser, &asked.to, &number).status, 429);
    bench.clock.set(NOW.plus_ms(61_000));
    sent.lock().unwrap().clear();
    let asked = ask(&browser, &person.name, &person.phone);
    let (_, number) = message(&sent).unwrap();
    bench.clock.set(NOW.plus_ms(61_000 + 5 * 60_000));
    assert_eq!(enter(&browser, &asked.to, &number).status, 401, "its time is over");
    // Five messages a day, whoever asks.
    for minute in 7..10 {
        bench.clock.set(NOW.plus_ms(minute * 61_000));
        assert_eq!(ask(&browser, &person.name, &person.phone).status, 303);
    }
    bench.clock.set(NOW.plus_ms(11 * 61_000));
    let refused = ask(&browser, &person.name, &person.phone);
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("今天要的短信太多了"));
}

fn an_official_helps_in_person_and_the_household_reads_who(bench: &Bench) {
    lived(bench);
    let (person, place) = (somebody(bench, &bench.village(1)), bench.village(1));
    let clerk = Browser::of(bench, &place, Post::Clerk);
    let to = format!("/desk/households/help?place={place}&person={}", person.id);
    assert!(clerk.get(&to).body.contains(&person.name));
    let csrf = clerk.csrf();
    let absent = clerk.post(&to, &[("csrf", &csrf), ("key", "h1"), ("who", person.id.as_str())]);
    assert_eq!(absent.status, 422, "{}", absent.body);
    let before = bench.office.archive().head();
    let fields = [("csrf", csrf.as_str()), ("key", "h2"), ("who", person.id.as_str()), ("present", "yes")];
    assert_eq!(clerk.post(&to, &fields).to, "/household");
    assert_eq!(bench.office.archive().head(), before + 1, "it is recorded");
    let page = clerk.get("/household").body;
    assert!(page.contains("正在帮您看") && page.contains("当面帮忙"), "{page}");
    bench.clock.set(NOW.plus_ms(office::household::HELPED_MS));
    assert_eq!(clerk.get("/household").to, "/household/enter", "it closes by itself");
    // Later, by their own code, the household reads who helped.
    let code = code_of(bench, &person);
    let own = Browser::stranger(bench);
    by_code(&own, &person.name, &code);
    assert!(own.get("/household").body.contains("当面帮忙"));
    // Who leads the village helps nobody into their papers; another village's clerk neither.
    for (browser, status) in
        [(Browser::of(bench, &place, Post::PartySecretary), 404), (Browser::of(bench, &next(bench), Post::Clerk), 404)]
    {
        assert_eq!(browser.get(&to).status, status);
        let csrf = browser.csrf();
        let fields = [("csrf", csrf.as_str()), ("key", "h3"), ("who", person.id.as_str()), ("present", "yes")];
        assert_eq!(browser.post(&to, &fields).status, status);
    }
}

fn a_villager_reads_what_is_for_the_village_and_a_neighbour_does_not(bench: &Bench) {
    lived(bench);
    let person = somebody(bench, &bench.village(1));
    let browser = Browser::stranger(bench);
    let board = format!("/v/{}/disclosures/M01", person.village);
    let closed = browser.get(&board).body;
    let code = code_of(bench, &person);
    assert_eq!(by_code(&browser, &person.name, &code).to, "/household");
    let page = browser.get(&format!("/v/{}", person.village));
    assert_eq!(page.headers.get("cache-control").unwrap(), "private, no-store");
    assert!(page.body.contains("href=\"/household\"") && !page.body.contains("href=\"/desk\""));
    let member = bench.read(|reader| office::roster::mandates_of(reader, &person.id, NOW.day()));
    let is_member = member.iter().any(|mandate| mandate.post == Post::Member);
    let opened = browser.get(&board).body;
    assert_eq!(closed == opened, !is_member || closed.len() == opened.len(), "what is for members shows to members");
    // The household's page leads to nobody else's.
    let others = bench.read(|reader| office::roster::people_of(reader, &person.village));
    let own = browser.get("/household").body;
    let strangers = others.iter().filter(|one| one.household != person.household && one.name != person.name);
    for other in strangers.filter(|one| !office_holder(bench, one)) {
        assert!(!own.contains(&other.name), "{} reads of {}", person.name, other.name);
    }
}

fn office_holder(bench: &Bench, person: &PersonRow) -> bool {
    let held = bench.read(|reader| office::roster::mandates_of(reader, &person.id, NOW.day()));
    held.iter().any(|mandate| mandate.post.is_official())
}

fn whoever_has_no_session_learns_nothing_of_what_is_behind(bench: &Bench) {
    lived(bench);
    let stranger = Browser::stranger(bench);
    let answer = stranger.get("/household");
    assert_eq!((answer.status.as_u16(), answer.to.as_str()), (303, "/household/enter"));
    assert_eq!(stranger.post("/household/leave", &[("a", "b")]).to, "/household/enter");
    // A ticket that was never given shows the same page as one that was.
    let page = |ticket: &str| stranger.get(&format!("/household/phone/{ticket}"));
    assert_eq!(page("0").status, page(&"a".repeat(64)).status);
    for browser in [Browser::of(bench, &bench.village(1), Post::Villager), Browser::stranger(bench)] {
        assert_ne!(browser.get("/desk/households").status, 200);
        assert_ne!(browser.get("/desk/households/sheet").status, 200);
    }
}

fn leaving_ends_it_on_this_device(bench: &Bench) {
    lived(bench);
    let person = somebody(bench, &bench.village(1));
    let code = code_of(bench, &person);
    let browser = Browser::stranger(bench);
    by_code(&browser, &person.name, &code);
    let csrf = crate::browser::hidden(&browser.get("/household").body, "csrf");
    assert_eq!(browser.post("/household/leave", &[("csrf", "guessed")]).status, 403);
    assert_eq!(browser.get("/household").status, 200);
    assert_eq!(browser.post("/household/leave", &[("csrf", &csrf)]).to, "/household/enter");
    assert_eq!(browser.get("/household").to, "/household/enter");
    // Half an hour without a request ends it too, unless its owner asked for it to be kept.
    by_code(&browser, &person.name, &code);
    bench.clock.set(NOW.plus_ms(31 * 60_000));
    assert_eq!(browser.get("/household").to, "/household/enter");
    let csrf = visit(&browser);
    let fields = [("csrf", csrf.as_str()), ("name", &person.name), ("code", &code), ("keep", "yes")];
    let kept = browser.post("/household/code", &fields);
    assert!(kept.headers.get("set-cookie").unwrap().to_str().unwrap().contains("Max-Age=2592000"));
    bench.clock.set(NOW.plus_ms(20 * 24 * 3_600_000));
    assert_eq!(browser.get("/household").status, 200);
}

demo::on_both_databases!(
    a_code_and_a_name_of_the_household_open_its_page_and_nothing_else_does,
    guesses_at_a_code_are_slowed_down,
    a_number_goes_to_the_telephone_of_the_roster_alone,
    a_number_is_guessed_at_five_times_and_lasts_five_minutes,
    an_official_helps_in_person_and_the_household_reads_who,
    a_villager_reads_what_is_for_the_village_and_a_neighbour_does_not,
    whoever_has_no_session_learns_nothing_of_what_is_behind,
    leaving_ends_it_on_this_device,
);
