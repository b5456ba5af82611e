//! A meeting held through its pages: opened, signed in to by ticks and by phone, counted twice, ended.

use crate::browser::{Browser, hidden};
use crate::ready::{matter, paper};
use demo::testing::Bench;
use procedure::FactValue;
use village::{CaseId, Post};

const WORKS: [(&str, &str); 2] = [("matter", "public_works"), ("body", "villagers_meeting")];

/// A decision that waits for the villagers' meeting, on its day.
fn called(bench: &Bench) -> CaseId {
    bench.found(1);
    let mut works = matter(bench, "A1", &WORKS);
    bench.go_on_to(&mut works, "decide");
    if let Some(FactValue::Day(day)) = bench.case(&works).facts.get("meeting_day") {
        bench.go_to(*day);
    }
    works.case.unwrap()
}

/// Sends one of the page's forms for good, with its hidden fields.
fn send(browser: &Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> crate::browser::Answer {
    let (csrf, key) = (hidden(page, "csrf"), hidden(page, "key"));
    let mut all = vec![("csrf", csrf.as_str()), ("key", key.as_str()), ("sure", "yes")];
    all.extend_from_slice(fields);
    browser.post(to, &all)
}

fn ticks(page: &str) -> Vec<String> {
    let values = page.split("name=\"people\" value=\"").skip(1);
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn a_meeting_is_held_on_its_page_from_the_first_to_sign_in_to_its_end(bench: &Bench) {
    let case = called(bench);
    let village = bench.village(1);
    let (at, step) = (format!("/desk/cases/{case}/meeting"), format!("/desk/cases/{case}/acts/decide"));
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let form = clerk.get(&step).body;
    assert!(form.contains("这件事要开会投票") && !form.contains("name=\"sitting.for\""), "{form}");
    assert!(clerk.get(&format!("/desk/cases/{case}")).body.contains(&at));
    let opening = clerk.get(&at);
    assert!(opening.body.contains("开始签到") && !opening.body.contains("value=\"hands\""), "{}", opening.body);
    let day = bench.today().to_string();
    let fields = [("body", "villagers_meeting"), ("voting", "ballots"), ("day", day.as_str())];
    let opened = send(&clerk, &opening.body, &at, &fields);
    assert_eq!((opened.status.as_u16(), opened.to.as_str()), (303, at.as_str()), "{}", opened.body);
    let hall = clerk.get(&at).body;
    assert!(hall.contains("不能表决") && hall.contains("第22条") && !hall.contains("/meeting/count\""), "{hall}");
    // A member's own phone: the code of the wall leads to one button.
    let code = hall.split("到会码<strong>").nth(1).unwrap()[..6].to_owned();
    let member = Browser::of(bench, &village, Post::Representative);
    // It proves that they are there only as long as nobody reads it at home.
    for at_home in [at.clone(), format!("{at}?view=screen")] {
        assert!(!member.get(&at_home).body.contains(&code), "the code is on {at_home} of whoever does not record");
    }
    let arrive = format!("{at}/arrive");
    let wrong = send(&member, &member.get(&arrive).body, &arrive, &[("code", "1")]);
    assert!(wrong.status.as_u16() == 422 && wrong.body.contains("到会码不对"), "{}", wrong.body);
    let page = member.get(&format!("{arrive}?code={code}")).body;
    assert!(page.contains("我到会了") && page.contains(&format!("name=\"code\" value=\"{code}\"")), "{page}");
    let done = send(&member, &page, &arrive, &[("code", &code)]);
    assert_eq!((done.status.as_u16(), done.to.as_str()), (303, arrive.as_str()), "{}", done.body);
    assert!(member.get(&arrive).body.contains("已经签到"));
    // The recorder ticks the others, without taking anybody away who signed in meanwhile.
    let people = ticks(&hall);
    let ticked: Vec<(&str, &str)> = people.iter().map(|person| ("people", person.as_str())).collect();
    let entered = send(&clerk, &hall, &format!("{at}/arrivals"), &ticked);
    assert_eq!(entered.status, 303, "{}", entered.body);
    let hall = clerk.get(&at).body;
    assert!(hall.contains("人到够了，可以表决") && hall.contains("手机签到"), "{hall}");
    let wall = clerk.get(&format!("{at}?view=screen")).body;
    assert!(wall.contains("http-equiv=\"refresh\"") && !wall.contains("<form"), "{wall}");
    counted_and_ended(bench, &case, &clerk, people.len());
    bench.verified();
}

fn counted_and_ended(bench: &Bench, case: &CaseId, clerk: &Browser, voters: usize) {
    let village = bench.village(1);
    let (at, step) = (format!("/desk/cases/{case}/meeting"), format!("/desk/cases/{case}/acts/decide"));
    let to = format!("{at}/count");
    let (one, other) =
        (Browser::of(bench, &village, Post::SupervisionMember), Browser::of(bench, &village, Post::Representative));
    let many = |number: usize| number.to_string();
    let votes = |favour: usize| [("votes_for", many(favour)), ("against", many(voters - favour)), ("abstain", many(0))];
    let count = |browser: &Browser, favour: usize| {
        let page = browser.get(&to).body;
        let votes = votes(favour);
        let fields: Vec<(&str, &str)> = votes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        send(browser, &page, &to, &fields)
    };
    let nothing = send(&one, &one.get(&to).body, &to, &[("votes_for", "viel")]);
    assert!(nothing.status.as_u16() == 422 && nothing.body.contains("请写整数"), "{}", nothing.body);
    assert_eq!(count(&one, 19).status, 303);
    let seen = other.get(&at).body;
    assert!(seen.contains("一个人数完了") && !seen.contains("同意19"), "{seen}");
    assert!(one.get(&to).body.contains("这一轮您已经数过"));
    assert_eq!(count(&other, 18).status, 303);
    let seen = other.get(&at).body;
    assert!(seen.contains("两个人数的票不一样") && seen.contains("同意19") && seen.contains("同意18"), "{seen}");
    for teller in [&other, &one] {
        assert_eq!(count(teller, 19).status, 303);
    }
    let hall = clerk.get(&at).body;
    assert!(hall.contains("通过了，决定有效") && hall.contains(&format!("href=\"{step}\"")), "{hall}");
    let form = clerk.get(&step).body;
    assert!(form.contains("会上登记的") && !form.contains("sitting.present"), "{form}");
    let fields: Vec<(String, String)> = ["csrf", "key", "revision", "meeting"]
        .iter()
        .map(|name| ((*name).to_owned(), hidden(&form, name)))
        .chain([("outcome".to_owned(), String::new())])
        .collect();
    let file = |kind: &str, name: &str| (format!("paper.{kind}"), format!("{name}.pdf"), paper(bench, name));
    let mut files = vec![file("minutes", "会议记录"), file("sign_in_sheet", "签到册")];
    let without = clerk.send_parts(&step, &fields, &files);
    assert!(without.status.as_u16() == 422 && without.body.contains("请上传“表决票照片"), "{}", without.body);
    files.push(file("ballots", "表决票"));
    let checked = clerk.send_parts(&step, &fields, &files);
    assert!(checked.status.as_u16() == 200 && checked.body.contains("19"), "{}", checked.body);
    let mut sure: Vec<(String, String)> = ["csrf", "key", "revision", "meeting"]
        .iter()
        .map(|name| ((*name).to_owned(), hidden(&checked.body, name)))
        .collect();
    let given = checked.body.split("name=\"given\"").skip(1);
    sure.extend(given.map(|rest| ("given".to_owned(), hidden(&format!("name=\"given\"{rest}"), "given"))));
    sure.push(("sure".to_owned(), "yes".to_owned()));
    let sure: Vec<(&str, &str)> = sure.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let done = clerk.post(&format!("{step}/send"), &sure);
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(bench.read(|reader| affairs::case(reader, case)).unwrap().step, "check_decision");
    // Who has a page of the meeting before them when it is over is led to the case.
    for page in [at.clone(), format!("{at}?view=screen"), to.clone(), format!("{at}/arrive")] {
        let over = clerk.get(&page);
        assert_eq!((over.status.as_u16(), over.to), (303, format!("/desk/cases/{case}")), "{page}");
    }
    let record = clerk.get(&format!("/desk/cases/{case}")).body;
    assert!(
        record.contains("数的票") && record.contains("第1轮：同意18") && record.contains("第2轮：同意19"),
        "{record}"
    );
}

fn hands_are_counted_once_and_by_somebody_else_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut expense = matter(bench, "C1", &[("amount_fen", "3680.50")]);
    bench.go_on_to(&mut expense, "joint_meeting");
    let at = format!("/desk/cases/{}/meeting", expense.case.unwrap());
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let day = bench.today().to_string();
    let fields = [("body", "joint_meeting"), ("voting", "hands"), ("day", day.as_str())];
    assert_eq!(send(&clerk, &clerk.get(&at).body, &at, &fields).status, 303);
    let hall = clerk.get(&at).body;
    let people = ticks(&hall);
    let ticked: Vec<(&str, &str)> = people.iter().map(|person| ("people", person.as_str())).collect();
    assert_eq!(send(&clerk, &hall, &format!("{at}/arrivals"), &ticked).status, 303);
    let (to, many) = (format!("{at}/count"), people.len().to_string());
    // Digits as a Chinese keyboard writes them.
    let all_for = [("votes_for", many.as_str()), ("against", "０"), ("abstain", "０")];
    let all_against = [("votes_for", "0"), ("against", many.as_str()), ("abstain", "0")];
    assert!(!clerk.get(&at).body.contains("对举手数有疑问"));
    assert_eq!(send(&clerk, &clerk.get(&at).body, &to, &all_against).status, 303);
    // Whoever counted does not count anew; the page tells who may.
    let hall = clerk.get(&at).body;
    assert!(hall.contains("对举手数有疑问") && !hall.contains("name=\"votes_for\""), "{hall}");
    let own = clerk.get(&to).body;
    assert!(own.contains("这一轮您已经数过") && !own.contains("name=\"votes_for\""), "{own}");
    let absent = Browser::of(bench, &village, Post::Bookkeeper).get(&to).body;
    assert!(!absent.contains("name=\"votes_for\""), "{absent}");
    // A neighbour who is not called to this meeting reads as little of it as of its case.
    let plain = |mandate: &village::Mandate| matches!(mandate.post, Post::Villager | Post::Member | Post::Contractor);
    let is_plain = |desk: &office::Desk| desk.mandates.iter().all(plain);
    let neighbour = bench.desks(&village, Post::Villager).into_iter().find(is_plain).unwrap();
    let neighbour = Browser::of_desk(bench, &neighbour);
    for page in [at.clone(), format!("{at}?view=screen"), to.clone(), format!("{at}/arrive")] {
        assert_eq!(neighbour.get(&page).status, 404, "{page}");
    }
    let director = Browser::of(bench, &village, Post::SupervisionDirector);
    assert_eq!(send(&director, &director.get(&to).body, &to, &all_for).status, 303);
    let hall = clerk.get(&at).body;
    assert!(!hall.contains("结束会议，登记结果"), "two counts differ, and the meeting could be ended: {hall}");
    for browser in [&clerk, &director] {
        assert_eq!(send(browser, &browser.get(&to).body, &to, &all_for).status, 303);
    }
    assert!(clerk.get(&at).body.contains("/acts/joint_meeting"), "two agree, and the meeting is not to be ended");
    bench.verified();
}

fn a_meeting_is_none_of_a_strangers_business(bench: &Bench) {
    let case = called(bench);
    let at = format!("/desk/cases/{case}/meeting");
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    // Before the meeting there is one thing to say, with the way there; nothing is asked that the page does not have.
    let step = format!("/desk/cases/{case}/acts/decide");
    let form = clerk.get(&step).body;
    let fields: Vec<(String, String)> =
        ["csrf", "key", "revision"].iter().map(|name| ((*name).to_owned(), hidden(&form, name))).collect();
    let early = clerk.send_parts(&step, &fields, &[]);
    assert!(early.status == 422 && early.body.contains("有1处需要改正"), "{}", early.body);
    assert!(early.body.contains(&format!("<a href=\"{at}\">这一步要先开会")), "{}", early.body);
    // Votes typed into the step's form are refused, and the supervisors hear of it.
    let form = clerk.get(&format!("/desk/cases/{case}/acts/decide")).body;
    let mut fields: Vec<(String, String)> =
        ["csrf", "key", "revision"].iter().map(|name| ((*name).to_owned(), hidden(&form, name))).collect();
    let day = bench.today().to_string();
    for (name, value) in [("body", "villagers_meeting"), ("day", day.as_str()), ("for", "20")] {
        fields.push((format!("sitting.{name}"), value.to_owned()));
    }
    fields.extend([("sitting.against".to_owned(), "0".to_owned()), ("sitting.abstain".to_owned(), "0".to_owned())]);
    let people = bench.read(|reader| {
        let book = bench.office.book_at(reader, &bench.village(1))?;
        affairs::roll(reader, &book, &bench.village(1), &procedure::Body("villagers_meeting".into()), bench.today())
    });
    fields.extend(people.iter().map(|one| ("sitting.present".to_owned(), one.person.to_string())));
    let files = [("paper.minutes".to_owned(), "记录.pdf".to_owned(), paper(bench, "记录"))];
    let before = bench.office.archive().head();
    let shown = clerk.send_parts(&step, &fields, &files);
    assert!(shown.status == 409 && shown.body.contains("投票表决"), "{}", shown.body);
    assert_eq!(bench.office.archive().head(), before, "looking at it left something");
    fields.push(("sure".to_owned(), "yes".to_owned()));
    let refused = clerk.send_parts(&format!("{step}/send"), &fields, &files);
    assert!(refused.status.as_u16() == 409 && refused.body.contains("投票表决"), "{}", refused.body);
    assert_eq!(bench.inbox(&bench.village(1), Post::DisciplineOfficer).len(), 1);
    let cashier = Browser::of(bench, &bench.village(1), Post::AgencyCashier);
    for path in [at.clone(), format!("{at}/arrive"), format!("{at}/count")] {
        assert_eq!(cashier.get(&path).status, 404, "{path}");
        assert!(Browser::stranger(bench).get(&path).to.starts_with("/sign-in"), "{path}");
    }
}

fn wrong_codes_of_a_meeting_are_slowed_down(bench: &Bench) {
    let case = called(bench);
    let at = format!("/desk/cases/{case}/meeting");
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let day = bench.today().to_string();
    let fields = [("body", "villagers_meeting"), ("voting", "ballots"), ("day", day.as_str())];
    assert_eq!(send(&clerk, &clerk.get(&at).body, &at, &fields).status, 303);
    let code = clerk.get(&at).body.split("到会码<strong>").nth(1).unwrap()[..6].to_owned();
    let arrive = format!("{at}/arrive");
    let members = bench.desks(&bench.village(1), Post::Representative);
    let [one, other] = [0, 1].map(|nth| Browser::of_desk(bench, &members[nth]));
    let page = one.get(&arrive).body;
    for _ in 0..5 {
        assert_eq!(send(&one, &page, &arrive, &[("code", "1")]).status, 422);
    }
    let late = send(&one, &page, &arrive, &[("code", &code)]);
    assert!(late.status == 429 && late.body.contains("到会码输错太多次"), "{}", late.body);
    assert_eq!(
        send(&other, &other.get(&arrive).body, &arrive, &[("code", &code)]).status,
        303,
        "somebody else waits too"
    );
    bench.clock.advance_ms(16 * 60_000);
    assert_eq!(send(&one, &one.get(&arrive).body, &arrive, &[("code", &code)]).status, 303);
}

fn opinions_are_sealed_on_their_page_and_open_with_the_heads_own(bench: &Bench) {
    bench.found(1);
    let values = [
        ("post", "cleaner"),
        ("amount_fen", "30000"),
        ("applicants", "4"),
        ("party", "代表8"),
        ("score", "88"),
        ("best_score", "88"),
        ("on_supervision", "no"),
    ];
    let mut hiring = matter(bench, "B2", &values);
    bench.go_on_to(&mut hiring, "joint_meeting");
    let (case, village) = (hiring.case.clone().unwrap(), bench.village(1));
    let (at, step) = (format!("/desk/cases/{case}/meeting"), format!("/desk/cases/{case}/acts/joint_meeting"));
    let browsers: Vec<Browser> = ["书记", "副主任", "委员甲", "委员乙", "支委甲", "支委乙", "文书"]
        .map(|name| Browser::of_desk(bench, &bench.desk_of(&bench.person(&village, name))))
        .into();
    let recorder = browsers.iter().skip(2).find(|browser| browser.get(&at).body.contains("开始签到")).unwrap();
    assert!(recorder.get(&step).body.contains("密封表态"));
    let opening = recorder.get(&at).body;
    let day = bench.today().to_string();
    let opened = send(recorder, &opening, &at, &[("body", "joint_meeting"), ("voting", "opinions"), ("day", &day)]);
    assert_eq!(opened.status, 303, "{}", opened.body);
    let hall = recorder.get(&at).body;
    let people = ticks(&hall);
    let ticked: Vec<(&str, &str)> = people.iter().map(|person| ("people", person.as_str())).collect();
    assert_eq!(send(recorder, &hall, &format!("{at}/arrivals"), &ticked).status, 303);
    let to = format!("{at}/opinion");
    let head = &browsers[0];
    assert!(head.get(&to).body.contains("您最后表态，请等其他人都表态"));
    for browser in &browsers[1..6] {
        let page = browser.get(&to).body;
        let empty = send(browser, &page, &to, &[("words", "")]);
        assert!(empty.status.as_u16() == 422 && empty.body.contains("请选择同意"), "{}", empty.body);
        let sealed = send(browser, &page, &to, &[("stance", "for"), ("words", "这个人踏实肯干")]);
        assert_eq!(sealed.status, 303, "{}", sealed.body);
        for reader in [head, recorder] {
            for page in [&at, &to, &format!("/desk/cases/{case}")] {
                assert!(!reader.get(page).body.contains("踏实肯干"), "{page} shows what is sealed");
            }
        }
    }
    assert!(recorder.get(&at).body.contains("请书记最后表态"));
    let page = head.get(&to).body;
    let spoke = send(head, &page, &to, &[("stance", "against"), ("words", "再比一比")]);
    assert_eq!(spoke.status, 303, "{}", spoke.body);
    let hall = recorder.get(&at).body;
    assert!(hall.contains("踏实肯干") && hall.contains("再比一比") && hall.contains("通过了，决定有效"), "{hall}");
    bench.verified();
}

demo::on_both_databases!(
    a_meeting_is_held_on_its_page_from_the_first_to_sign_in_to_its_end,
    hands_are_counted_once_and_by_somebody_else_again,
    a_meeting_is_none_of_a_strangers_business,
    wrong_codes_of_a_meeting_are_slowed_down,
    opinions_are_sealed_on_their_page_and_open_with_the_heads_own,
);
