//! What two pages say of the same thing is the same: how long is left, how many there are, whom to ask.

use crate::browser::Browser;
use crate::ready::Begun;
use demo::Plan;
use demo::testing::{Bench, place};
use procedure::{Position, Turn};
use std::collections::{BTreeSet, VecDeque};
use village::{CaseId, Moment, Place, Post};

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

fn village() -> Place {
    place("990101001001")
}

fn lived(bench: &Bench) -> Browser {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 1, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
    Browser::stranger(bench)
}

/// A case that is open for objection on some day to come, and how long is left.
fn open_case(bench: &Bench) -> (CaseId, String) {
    let open = bench.read(|reader| affairs::open_windows(reader, &village(), NOW.day()));
    let window = open.iter().find(|window| window.closes > NOW.day()).expect("nothing is open for objection");
    (window.case.clone(), window.closes.left(NOW.day()).zh)
}

fn turn(bench: &Bench, case: &CaseId) -> (String, Turn) {
    let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
    let turn = bench.read(|reader| affairs::turn_of(reader, &bench.office, &row)).unwrap();
    let (state, _) = bench.read(|reader| affairs::state_of(reader, &bench.office, &row));
    let Position::Step(step) = state.at else { panic!("{case} has ended") };
    (step, turn)
}

fn one_deadline_has_one_number_on_every_page(bench: &Bench) {
    let stranger = lived(bench);
    let (case, left) = open_case(bench);
    let (step, turn) = turn(bench, &case);
    let taker = turn.everybody().next().expect("nobody takes the step");
    let official = Browser::of_desk(bench, &bench.desk_of(&taker));
    let pages = [
        stranger.get(&format!("/cases/{case}")),
        stranger.get(&format!("/cases/{case}/objection")),
        stranger.get(&format!("/v/{}", village())),
        official.get(&format!("/desk/cases/{case}")),
        official.get(&format!("/desk/cases/{case}/acts/{step}")),
    ];
    for (nth, page) in pages.iter().enumerate() {
        assert!(page.body.contains(&left), "page {nth} does not say “{left}”: {}", page.body);
    }
}

fn a_sheet_for_the_wall_names_the_end_and_not_how_long_is_left(bench: &Bench) {
    let stranger = lived(bench);
    let (case, left) = open_case(bench);
    let poster = stranger.get(&format!("/cases/{case}/poster")).body;
    assert!(poster.contains("2026年") && poster.contains("当天24:00为止"), "{poster}");
    assert!(!poster.contains(&left) && !poster.contains("还有"), "{poster}");
    let record = stranger.get(&format!("/cases/{case}")).body;
    let printed: Vec<&str> = record.split("<span class=\"on-paper\">").skip(1).collect();
    assert!(printed.len() >= 2, "what is printed says the same as the screen: {record}");
    for words in printed {
        let words = words.split("</span>").next().unwrap();
        assert!(words.contains("当天24:00为止") && !words.contains(&left), "{words}");
    }
}

fn the_village_page_counts_what_the_lists_show(bench: &Bench) {
    let stranger = lived(bench);
    let page = stranger.get(&format!("/v/{}", village())).body;
    let listed = stranger.get(&format!("/v/{}/finance", village())).body.matches("<li><details>").count();
    assert!(listed > 0, "nothing was paid this month");
    assert!(page.contains(&format!("本月付款{listed}笔")), "{listed} payments are listed: {page}");
    for shelf in ["party", "affairs"] {
        let list = stranger.get(&format!("/v/{}/{shelf}?month=2026-03", village())).body;
        let listed = list.matches("class=\"card\"").count();
        let said = format!("本月新公开{listed}项");
        assert!(listed == 0 || page.contains(&said), "{shelf} lists {listed}: {page}");
    }
}

fn who_wants_to_ask_learns_how_at_every_public_case(bench: &Bench) {
    let stranger = lived(bench);
    let (open, _) = open_case(bench);
    let page = stranger.get(&format!("/cases/{open}")).body;
    assert!(page.contains("id=\"ask\"") && page.contains(&format!("/cases/{open}/objection")), "{page}");
    let finance = stranger.get(&format!("/v/{}/finance", village())).body;
    let link = finance.split("class=\"ask\" href=\"").nth(1).expect("a payment cannot be asked about");
    let form = stranger.get(link.split('"').next().unwrap()).body;
    assert!(form.contains("想问什么") && form.contains("不用留名"), "{form}");
    let closed = bench.read(|reader| affairs::cases_of(reader, &village()));
    let closed = closed.iter().find(|case| case.affair == "C1" && case.status == "done").unwrap();
    let page = stranger.get(&format!("/cases/{}", closed.id)).body;
    assert!(page.contains("id=\"ask\""), "{page}");
    assert!(page.contains("现在不在公示期") && page.contains("村文书") && page.contains("href=\"tel:"), "{page}");
}

fn a_villager_is_led_to_the_clerk_and_to_those_who_supervise(bench: &Bench) {
    let stranger = lived(bench);
    let page = stranger.get(&format!("/v/{}", village())).body;
    let foot = page.split("<footer").nth(1).unwrap();
    assert!(foot.contains("· 村文书") && foot.contains("村务监督委员会主任"), "{foot}");
    let county = stranger.get("/").body;
    let foot = county.split("<footer").nth(1).unwrap();
    assert!(foot.contains("民政局干部") && foot.contains("县纪"), "{foot}");
}

/// Every page that can be reached in a few steps, with its address.
fn reached(browser: &Browser, from: &[&str], most: usize) -> Vec<(String, String)> {
    let mut waiting: VecDeque<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::new());
    while let Some(path) = waiting.pop_front() {
        if pages.len() == most || !seen.insert(path.clone()) {
            continue;
        }
        let body = browser.get(&path).body;
        for link in body.split("href=\"/").skip(1) {
            let link = format!("/{}", link.split(['"', '#']).next().unwrap().replace("&amp;", "&"));
            let skipped = ["/language", "/larger", "/assets", "/log/tile"].iter().any(|path| link.starts_with(path));
            if !skipped && !seen.contains(&link) {
                waiting.push_back(link);
            }
        }
        pages.push((path, body));
    }
    pages
}

fn english_headings_begin_with_a_capital(bench: &Bench) {
    drop(lived(bench));
    let village = format!("/v/{}", village());
    let mut headings = 0;
    for post in [Post::Bookkeeper, Post::PartySecretary, Post::SupervisionDirector, Post::TownshipOfficial] {
        let browser = Browser::of_desk(bench, &bench.desk(&self::village(), post));
        browser.get("/language?to=en&back=/");
        for (path, body) in reached(&browser, &["/desk", "/desk/start", "/desk/alerts", &village, "/rules"], 90) {
            for level in ["<h1", "<h2", "<h3"] {
                for heading in body.split(level).skip(1) {
                    let heading = heading.split_once('>').unwrap().1.split("</h").next().unwrap();
                    let words: String = heading.split('<').map(|part| part.rsplit('>').next().unwrap()).collect();
                    let first = words.trim().trim_start_matches(['“', '(', ' ']).chars().next();
                    assert!(!first.is_some_and(|c| c.is_ascii_lowercase()), "{path}: “{words}”");
                    headings += 1;
                }
            }
        }
    }
    assert!(headings > 500, "only {headings} headings were read");
}

fn nothing_is_asked_twice_when_an_affair_begins(bench: &Bench) {
    bench.found(1);
    let book = bench.read(|reader| bench.office.current_book(reader));
    for affair in book.affairs.values() {
        let step = affair.first().unwrap();
        let post = *step.who.first().unwrap();
        let browser = Browser::of(bench, &bench.village(1), post);
        let page = browser.get(&format!("/desk/start/{}?village={}", affair.code, bench.village(1))).body;
        if !page.contains("id=\"form\"") {
            continue;
        }
        assert_eq!(page.matches("id=\"title\"").count(), 1, "{}: {page}", affair.code);
        let names = step.fields.iter().filter(|field| field.label.zh.ends_with("名称") && field.label.zh.len() <= 12);
        let others: Vec<&str> = names.filter(|field| field.id != "title").map(|field| field.id.as_str()).collect();
        assert!(others.is_empty(), "{}: asks for its title and for {others:?}", affair.code);
    }
}

fn what_a_sheet_must_have_is_said_column_by_column_and_what_was_read_afterwards(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = Browser::of(bench, &village, Post::CivilAffairsOfficer);
    let address = format!("/desk/roster/import?place={village}");
    let page = keeper.get(&address).body;
    for said in ["必填", "有岗位的必填", "可不填", "<code>2030-12-31</code>", "<code>990101-000128</code>"] {
        assert!(page.contains(said), "nothing is said of {said}: {page}");
    }
    let sheet = format!(
        "姓名,身份证号或人员编号,村代码,岗位,任职开始,任职结束,亲属关系\n\
         甲,990101-X1,{village},村民、村民代表,2026-01-01,2030-12-31,乙（配偶）\n乙,990101-X2,{village},村民,2026-01-01,2030-12-31,\n"
    );
    let fields: Vec<(String, String)> = [("csrf", keeper.csrf()), ("key", "k".to_owned()), ("sure", "yes".to_owned())]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
    let files = [("file".to_owned(), "a.csv".to_owned(), sheet.into_bytes())];
    let done = keeper.send_parts(&address, &fields, &files);
    assert_eq!(done.status, 303, "{}", done.body);
    let list = keeper.get(&done.to).body;
    assert!(list.contains("已导入2人，3个岗位，1对近亲属"), "{list}");
}

/// A date mistyped is answered beside its field, and nobody is told of it.
fn a_slip_is_told_beside_its_field_and_leaves_no_entry(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let mut begun = Begun::new(bench, &clerk);
    for (name, value) in &mut begun.fields {
        if name == "spent_on" {
            *value = bench.today().plus(1).to_string();
        }
    }
    let before = bench.office.archive().head();
    for address in [Begun::form(bench), Begun::address(bench)] {
        let answer = clerk.send_parts(&address, &begun.fields, &begun.files);
        assert_eq!(answer.status, 422, "{address}: {}", answer.body);
        assert!(answer.body.contains("id=\"spent_on-fault\""), "{address}: {}", answer.body);
        assert!(answer.body.contains("还没有到"), "{}", answer.body);
    }
    assert_eq!(bench.office.archive().head(), before, "a slip of the pen is recorded");
}

demo::on_both_databases!(
    a_slip_is_told_beside_its_field_and_leaves_no_entry,
    english_headings_begin_with_a_capital,
    nothing_is_asked_twice_when_an_affair_begins,
    what_a_sheet_must_have_is_said_column_by_column_and_what_was_read_afterwards,
    one_deadline_has_one_number_on_every_page,
    a_sheet_for_the_wall_names_the_end_and_not_how_long_is_left,
    the_village_page_counts_what_the_lists_show,
    who_wants_to_ask_learns_how_at_every_public_case,
    a_villager_is_led_to_the_clerk_and_to_those_who_supervise,
);
