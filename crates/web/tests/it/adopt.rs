//! Rules are changed by two signed-in people, who read in plain words what changes; everybody sees what is in force.

use crate::browser::{Browser, hidden};
use crate::ready::{CLAIM, claim, matter};
use demo::testing::Bench;
use demo::{Matter, Went};
use office::PackedRules;
use procedure::RuleFile;
use village::Post;

pub(crate) fn packed(files: &[RuleFile]) -> Vec<u8> {
    serde_json::to_vec(&PackedRules::of(files, &["national", "zhejiang"].map(str::to_owned))).unwrap()
}

/// The shipped rules, claims within 20 days instead of 30.
pub(crate) fn sooner() -> Vec<RuleFile> {
    const CLAIM_DAYS: &str = "en = \"days within which an expense is claimed\" }\nvalue = 30\n";
    changed("national/affairs/C/C1.toml", CLAIM_DAYS, &CLAIM_DAYS.replace("30", "20"))
}

fn changed(path: &str, from: &str, to: &str) -> Vec<RuleFile> {
    let mut files = demo::shipped_rules();
    let file = files.iter_mut().find(|file| file.path == path).unwrap();
    assert_eq!(file.text.matches(from).count(), 1);
    file.text = file.text.replace(from, to);
    files
}

pub(crate) fn propose(browser: &Browser, bytes: Vec<u8>, reason: &str) -> crate::browser::Answer {
    let form = browser.get("/desk/rules").body;
    let fields = [("csrf", hidden(&form, "csrf")), ("key", hidden(&form, "key")), ("reason", reason.to_owned())];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into_iter();
    let fields: Vec<_> = fields.chain([("sure".to_owned(), "yes".to_owned())]).collect();
    browser.send_parts("/desk/rules", &fields, &[("file".into(), "rules.json".into(), bytes)])
}

pub(crate) fn press(browser: &Browser, page: &str, button: &str) -> crate::browser::Answer {
    let shown = browser.get(page).body;
    let (csrf, key) = (hidden(&shown, "csrf"), hidden(&shown, "key"));
    browser.post(button, &[("csrf", &csrf), ("key", &key), ("sure", "yes")])
}

fn two_people_adopt_and_everybody_sees_what_is_in_force(bench: &Bench) {
    let case = claim(bench);
    let first = Browser::of(bench, &bench.village(1), Post::AgricultureOfficer);
    let second = bench.another_officer();
    assert!(first.get("/desk").body.contains("href=\"/desk/rules\""));
    let proposed = propose(&first, packed(&sooner()), "县里的新规定");
    let page = "/desk/rules/990101-R001";
    assert_eq!(proposed.to, page, "{}", proposed.body);

    let own = first.get(page).body;
    assert!(own.contains("从采用之日起，C1 日常开支报销：“开支发生后多少天内报销”由30天改为20天（更严）"), "{own}");
    assert!(own.contains("现有1件在办，都按各自开始时的规则办到底"), "{own}");
    // Not a number only: which affair, which case; and that a law it cites has changed.
    assert!(own.contains("C1 日常开支报销：1件在办，按开始时的规则办到底"), "{own}");
    assert!(own.contains(&format!("href=\"/desk/cases/{case}\"")), "{own}");
    assert!(own.contains("《村民委员会组织法》自2026-01-01起施行修改后的文本"), "{own}");
    assert!(
        own.contains("须由另一位有权采用规则的人确认") && !own.contains("下一步：核对后确认采用</button>"),
        "{own}"
    );
    // Without the button, the same: refused in words, and nothing is adopted.
    let refused = press(&first, page, page);
    assert!(refused.status.is_client_error() && refused.body.contains("不能由您自己确认"), "{}", refused.body);
    let hash = |bench: &Bench| bench.read(|reader| bench.office.current_book(reader)).hash;
    let before = hash(bench);

    // The next day everybody signs in again.
    bench.wait_days(1);
    let second = Browser::of_desk(bench, &bench.desk_of(second.person().unwrap()));
    let confirmed = press(&second, page, page);
    assert_eq!(confirmed.to, "/desk/rules", "{}", confirmed.body);
    assert_ne!(hash(bench), before);
    let stranger = Browser::stranger(bench);
    let rules = stranger.get("/rules").body;
    assert!(rules.contains("3月3日（周二）起 · 农业局干部提出，农业局干部乙确认采用"), "{rules}");
    assert!(
        rules.contains("《村民委员会组织法》自2026-01-01起施行修改后的文本") && rules.contains("href=\"/rules/A1\"")
    );
    assert!(
        rules.contains("建县时采用") && rules.contains(&before.short()),
        "the earlier book stands there too: {rules}"
    );
    // The case says under which rules it runs, and that the new ones are not for it.
    let desk = Browser::of(bench, &bench.village(1), Post::CommitteeMember);
    let shown = desk.get(&format!("/desk/cases/{case}")).body;
    assert!(shown.contains("本办件按3月2日（周一）采用的规则办") && shown.contains(&before.short()), "{shown}");
    assert!(shown.contains("现行规则3月3日（周二）采用，只用于以后开始的办件"), "{shown}");
    assert!(second.get(page).body.contains("已采用"));
    // What was begun under the new rules is not among what goes on under the old.
    let mut later = matter(bench, "C1", &CLAIM);
    later.values.insert("invoice_no".into(), "99260000000000000003".into());
    assert!(matches!(demo::go_on(&bench.office, &mut later, bench.now()), Ok(Went::On(_))));
    let adopted = second.get(page).body;
    assert!(adopted.contains("现有1件在办，都按各自开始时的规则办到底"), "{adopted}");
    assert!(!adopted.contains(later.case.unwrap().as_str()), "{adopted}");
}

fn a_day_of_a_year_without_holidays_is_provisional(bench: &Bench) {
    bench.found(1);
    let provisional = "2027年的放假安排公布以前，这个日期是暂定的";
    let mut here = matter(bench, "C1", &CLAIM);
    assert!(matches!(demo::go_on(&bench.office, &mut here, bench.now()), Ok(Went::On(_))));
    let desk = || Browser::of(bench, &bench.village(1), Post::CommitteeMember);
    let address = |matter: &Matter| format!("/desk/cases/{}", matter.case.as_ref().unwrap());
    let stranger = Browser::stranger(bench);
    assert!(!desk().get(&address(&here)).body.contains(provisional));
    assert!(!stranger.get("/rules").body.contains("2027年的放假安排还没有录入"));
    // On the last days of the year what is due falls into the next, whose holidays nobody has entered yet.
    bench.wait_days(302);
    let mut late = matter(bench, "C1", &CLAIM);
    late.values.insert("invoice_no".into(), "99260000000000000002".into());
    assert!(matches!(demo::go_on(&bench.office, &mut late, bench.now()), Ok(Went::On(_))));
    let shown = desk().get(&address(&late)).body;
    assert!(shown.contains(provisional), "{shown}");
    assert!(stranger.get("/rules").body.contains("2027年的放假安排还没有录入"));
}

fn what_loosens_or_is_no_book_comes_back_with_every_fault(bench: &Bench) {
    bench.found(1);
    let officer = Browser::of(bench, &bench.village(1), Post::AgricultureOfficer);
    let before = bench.office.archive().head();
    let loose = changed("zhejiang/quorums.toml", "notice_days = 3\n", "notice_days = 3\nno_such_key = 1\n");
    let answer = propose(&officer, packed(&loose), "县里的新规定");
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("文件 zhejiang/quorums.toml 第"), "{}", answer.body);
    assert!(answer.body.contains("规则里没有的名称") && answer.body.contains("no_such_key"), "{}", answer.body);
    assert!(answer.body.contains("县里的新规定"), "what was typed is kept: {}", answer.body);
    let loose = changed("zhejiang/affairs/D/D1.toml", "value = 15\n", "value = 3\n");
    let answer = propose(&officer, packed(&loose), "县里的新规定");
    assert!(answer.status == 422 && answer.body.contains("3 would loosen it"), "{}", answer.body);
    let answer = propose(&officer, b"no book".to_vec(), "县里的新规定");
    assert!(answer.status == 422 && answer.body.contains("qingcun rules propose"), "{}", answer.body);
    let answer = propose(&officer, packed(&sooner()), "");
    assert!(answer.status == 422 && answer.body.contains("请写明为什么改"), "{}", answer.body);
    assert_eq!(bench.office.archive().head(), before, "nothing is written");
}

fn a_proposal_is_declined_by_another_or_withdrawn_by_its_proposer(bench: &Bench) {
    bench.found(1);
    let first = Browser::of(bench, &bench.village(1), Post::AgricultureOfficer);
    let second = Browser::of_desk(bench, &bench.another_officer());
    propose(&first, packed(&sooner()), "县里的新规定");
    let page = "/desk/rules/990101-R001";
    assert!(first.get(page).body.contains("撤回</button>") && second.get(page).body.contains("退回，不采用</button>"));
    assert_eq!(press(&second, page, &format!("{page}/decline")).to, "/desk/rules");
    assert!(first.get("/desk/rules").body.contains("已退回"));
    assert_eq!(first.get("/desk/rules/990101-R009").status, 404);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert_eq!((clerk.get("/desk/rules").status.as_u16(), clerk.get(page).status.as_u16()), (403, 403));
}

demo::on_both_databases!(
    two_people_adopt_and_everybody_sees_what_is_in_force,
    a_day_of_a_year_without_holidays_is_provisional,
    what_loosens_or_is_no_book_comes_back_with_every_fault,
    a_proposal_is_declined_by_another_or_withdrawn_by_its_proposer,
);
