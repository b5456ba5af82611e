//! A person's page, their sign-in, their posts and relatives, and one's own posts.

use crate::browser::{Browser, hidden};
use demo::testing::Bench;
use office::roster::persons_with;
use village::{PersonId, Place, Post};

fn page_of(person: &PersonId) -> String {
    format!("/desk/roster/people/{person}")
}

fn keeper(bench: &Bench) -> Browser {
    Browser::of(bench, &bench.village(1), Post::TownshipOfficial)
}

/// What stands after a label in the panel that shows a first password.
fn shown(page: &str, label: &str) -> Option<String> {
    let rest = page.split(&format!("<dt>{label}</dt><dd>")).nth(1)?;
    rest.split('<').next().map(str::to_owned)
}

fn a_first_password_is_shown_once_and_must_be_changed(bench: &Bench) {
    bench.found(1);
    let keeper = keeper(bench);
    let address = page_of(&bench.person(&bench.village(1), "文书"));
    let page = keeper.get(&address);
    assert!(page.body.contains("还没有开通登录"), "{}", page.body);
    let (csrf, key) = (hidden(&page.body, "csrf"), hidden(&page.body, "key"));
    let before = bench.office.archive().head();
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("sure", "yes")];
    // Sent twice, as a hasty hand does: one sign-in, one password.
    for _ in 0..2 {
        let answer = keeper.post(&format!("{address}/sign-in"), &fields);
        assert_eq!(answer.to, format!("{address}#sign-in"), "{}", answer.body);
    }
    assert_eq!(bench.office.archive().head(), before + 1);
    let once = keeper.get(&address);
    let (name, password) = (shown(&once.body, "用户名").unwrap(), shown(&once.body, "首次密码").unwrap());
    assert_eq!(once.headers.get("cache-control").unwrap(), "no-store");
    let again = keeper.get(&address);
    assert!(!again.body.contains(&password) && again.body.contains("首次密码还没有用过"), "it is shown twice");
    let clerk = Browser::stranger(bench);
    let form = clerk.get("/sign-in");
    let csrf = hidden(&form.body, "csrf");
    let entered = clerk.post("/sign-in", &[("csrf", &csrf), ("name", &name), ("password", &password)]);
    assert_eq!(entered.to, "/password", "{}", entered.body);
    assert_eq!(clerk.get("/desk").to, "/password", "something else is possible before the password was changed");
    assert!(!clerk.get("/password?changed=yes").body.contains("密码已经改好"), "it was not changed yet");
    let csrf = hidden(&clerk.get("/password").body, "csrf");
    let change = |new: &str| {
        let fields = [("csrf", csrf.as_str()), ("old", &password), ("password", new), ("again", new)];
        clerk.post("/password", &fields)
    };
    for weak in ["abcd1234", "qq123456", &password] {
        let refused = change(weak);
        assert!(refused.status == 422 && refused.body.contains("id=\"password-fault\""), "{weak}: {}", refused.body);
    }
    let changed = change("mutougong 7");
    assert_eq!(changed.to, "/password?changed=yes", "{}", changed.body);
    assert!(clerk.get(&changed.to).body.contains("密码已经改好"));
    assert_eq!(clerk.get("/desk").status, 200);
    bench.verified();
}

fn a_reset_ends_the_old_password_and_every_session(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert_eq!(clerk.get("/desk").status, 200);
    let (keeper, address) = (keeper(bench), page_of(&bench.person(&bench.village(1), "文书")));
    let page = keeper.get(&address).body;
    assert!(page.contains("申请重置密码"), "{page}");
    let give = |page: &str| {
        let (csrf, key) = (hidden(page, "csrf"), hidden(page, "key"));
        keeper.post(&format!("{address}/sign-in"), &[("csrf", &csrf), ("key", &key), ("sure", "yes")])
    };
    give(&page);
    let page = keeper.get(&address).body;
    assert!(page.contains("给文书重置密码，镇干部申请") && !page.contains("/sign-in\""), "{page}");
    assert_eq!(clerk.get("/desk").status, 200, "nobody has agreed yet");
    agrees(bench, "给文书重置密码");
    let page = keeper.get(&address).body;
    assert!(page.contains("可以重置一次"), "{page}");
    for _ in 0..2 {
        give(&page);
    }
    assert!(bench.read(|reader| office::roster::open_checks(reader, &bench.county(), bench.now())).is_empty());
    assert!(shown(&keeper.get(&address).body, "首次密码").is_some());
    assert!(clerk.get("/desk").to.starts_with("/sign-in"), "the old session goes on");
}

/// The township's discipline officer finds what waits on his desk, reads it and agrees.
fn agrees(bench: &Bench, what: &str) {
    let officer = Browser::of(bench, &bench.village(1), Post::DisciplineOfficer);
    let desk = officer.get("/desk").body;
    assert!(desk.contains(what), "{desk}");
    let address = format!("/desk/checks/{}", desk.split("/desk/checks/").nth(1).unwrap().split('"').next().unwrap());
    let page = officer.get(&address).body;
    let (csrf, key) = (hidden(&page, "csrf"), hidden(&page, "key"));
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("reason", "")];
    let unanswered = officer.post(&address, &fields);
    assert!(unanswered.status == 422 && unanswered.body.contains("请选择同意或不同意"), "{}", unanswered.body);
    let fields = [&fields[..], &[("answer", "agree")]].concat();
    let shown = officer.post(&address, &fields);
    assert!(shown.status == 200 && shown.body.contains("已经核对，同意"), "{}", shown.body);
    let done = officer.post(&address, &[&fields[..], &[("sure", "yes")]].concat());
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(!officer.get("/desk").body.contains(&address), "it still waits");
}

fn an_office_is_asked_for_agreed_to_and_told_with_both_names(bench: &Bench) {
    bench.found(1);
    let (village, keeper) = (bench.village(1), keeper(bench));
    let person = bench.person(&village, "代表1");
    let csrf = keeper.csrf();
    let (starts, ends) = (bench.today().to_string(), bench.today().plus(20).to_string());
    let fields = [("csrf", csrf.as_str()), ("key", "k1"), ("person", person.as_str()), ("post", "branch_member")];
    let fields = [&fields[..], &[("starts", &starts), ("ends", &ends)]].concat();
    let address = format!("/desk/roster/mandate?place={village}");
    let shown = keeper.post(&address, &fields);
    assert!(shown.body.contains("先等另一个人复核"), "{}", shown.body);
    keeper.post(&address, &[&fields[..], &[("sure", "yes")]].concat());
    let page = keeper.get(&page_of(&person)).body;
    assert!(page.contains("代表1担任村党组织委员，镇干部申请"), "{page}");
    // Who asked sees what he asked for and may take it back; a stranger to it finds nothing.
    let waits = format!("/desk/checks/{}", page.split("/desk/checks/").nth(1).unwrap().split('"').next().unwrap());
    let own = keeper.get(&waits).body;
    assert!(own.contains("撤回申请") && !own.contains("已经核对，同意"), "{own}");
    for post in [Post::Clerk, Post::SupervisionDirector, Post::PartySecretary] {
        assert_eq!(Browser::of(bench, &village, post).get(&waits).status, 404, "{post}");
    }
    assert!(keeper.get(&format!("/desk/roster?place={village}")).body.contains("等人复核"));
    agrees(bench, "代表1担任村党组织委员");
    let page = keeper.get(&page_of(&person)).body;
    assert!(page.contains("由镇干部申请，纪检干部于3月2日（周一） 9:00 复核同意"), "{page}");
    bench.verified();
}

fn whoever_asked_takes_it_back_on_the_page(bench: &Bench) {
    bench.found(1);
    let (village, keeper) = (bench.village(1), keeper(bench));
    let person = bench.person(&village, "代表1");
    let (starts, ends) = (bench.today(), bench.today().plus(20));
    let mandate = village::Mandate { person, post: Post::AssetClerk, place: village.clone(), starts, ends };
    bench.done(&bench.desk(&village, Post::TownshipOfficial), office::roster::GrantMandate { mandate });
    let csrf = keeper.csrf();
    let fields = [("csrf", csrf.as_str()), ("key", "w"), ("reason", "填错了人"), ("sure", "yes")];
    assert_eq!(keeper.post("/desk/checks/990101-S000001", &fields).status, 303);
    let page = keeper.get("/desk/checks/990101-S000001").body;
    assert!(page.contains("没有同意") && page.contains("填错了人") && !page.contains("<textarea"), "{page}");
}

/// The keeper gives or resets the clerk's sign-in, and reads the name and the password.
fn handed(bench: &Bench, keeper: &Browser) -> (String, String) {
    let address = page_of(&bench.person(&bench.village(1), "文书"));
    let give = || {
        let page = keeper.get(&address).body;
        let (csrf, key) = (hidden(&page, "csrf"), hidden(&page, "key"));
        keeper.post(&format!("{address}/sign-in"), &[("csrf", &csrf), ("key", &key), ("sure", "yes")]);
    };
    give();
    if !bench.read(|reader| office::roster::open_checks(reader, &bench.county(), bench.now())).is_empty() {
        bench.agree();
        give();
    }
    let page = keeper.get(&address).body;
    (shown(&page, "用户名").unwrap(), shown(&page, "首次密码").unwrap())
}

fn enters(clerk: &Browser, name: &str, password: &str) -> String {
    let csrf = hidden(&clerk.get("/sign-in").body, "csrf");
    clerk.post("/sign-in", &[("csrf", &csrf), ("name", name), ("password", password)]).to
}

fn a_reset_is_told_at_the_next_sign_in_until_it_is_answered(bench: &Bench) {
    bench.found(1);
    let keeper = keeper(bench);
    handed(bench, &keeper);
    let (name, password) = handed(bench, &keeper);
    let clerk = Browser::stranger(bench);
    assert_eq!(enters(&clerk, &name, &password), "/password");
    let page = clerk.get("/password").body;
    let told = "镇干部于3月2日（周一） 9:00重置了密码";
    assert!(page.contains("您的密码被重置过") && page.contains(told) && page.contains("纪检干部"), "{page}");
    let csrf = hidden(&page, "csrf");
    // Before the first password is changed nothing is answered: whoever has it may be the one who reset it.
    assert_eq!(clerk.post("/password/notice", &[("csrf", &csrf), ("said", "asked")]).to, "/password");
    let new = "mutougong 7";
    clerk.post("/password", &[("csrf", &csrf), ("old", &password), ("password", new), ("again", new)]);
    for _ in 0..2 {
        assert!(clerk.get("/desk").body.contains(told), "it is told once only");
    }
    let desk = clerk.get("/desk").body;
    let (csrf, key) = (hidden(&desk, "csrf"), hidden(&desk, "key"));
    for _ in 0..2 {
        let answer = clerk.post("/password/notice", &[("csrf", &csrf), ("key", &key), ("said", "not_asked")]);
        assert_eq!(answer.to, "/desk", "{}", answer.body);
    }
    assert!(!clerk.get("/desk").body.contains(told));
    let inbox = Browser::of(bench, &bench.village(1), Post::DisciplineOfficer).get("/desk/alerts").body;
    assert!(inbox.contains("文书说没有要求过重置"), "{inbox}");
    let person = keeper.get(&page_of(&bench.person(&bench.village(1), "文书"))).body;
    assert!(person.contains("开通了登录") && person.contains("没有要求过"), "{person}");
    bench.verified();
}

fn nobody_else_hands_out_a_sign_in_and_nobody_gets_their_own(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "文书");
    for (post, expected) in [(Post::Clerk, 404), (Post::PartySecretary, 404), (Post::DisciplineOfficer, 403)] {
        let browser = Browser::of(bench, &village, post);
        let csrf = browser.csrf();
        let before = bench.directory.sign_ins_of(&person).unwrap();
        let answer =
            browser.post(&format!("{}/sign-in", page_of(&person)), &[("csrf", &csrf), ("key", "k"), ("sure", "yes")]);
        assert_eq!(answer.status, expected, "{post}: {}", answer.body);
        assert_eq!(bench.directory.sign_ins_of(&person).unwrap(), before, "{post}");
        if expected == 403 {
            assert!(answer.body.contains("现在还不能办") && answer.body.contains("开通登录"), "{}", answer.body);
        }
    }
    let official = bench.desk(&village, Post::TownshipOfficial);
    let own = page_of(official.person().unwrap());
    let page = keeper(bench).get(&own);
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("/sign-in\""), "they may reset their own password here");
}

fn a_person_is_told_with_posts_who_granted_them_and_relatives(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = keeper(bench);
    let (person, other) = (bench.person(&village, "代表1"), bench.person(&village, "代表3"));
    let form = keeper.get(&format!("/desk/roster/mandate?place={village}&person={person}")).body;
    assert!(form.contains(&format!("value=\"{person}\" selected")), "the person is to be chosen again");
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let (starts, ends) = (bench.today().to_string(), bench.today().plus(20).to_string());
    let fields = [
        ("csrf", csrf.as_str()),
        ("key", &key),
        ("person", person.as_str()),
        ("post", "branch_member"),
        ("starts", &starts),
        ("ends", &ends),
        ("sure", "yes"),
    ];
    for _ in 0..2 {
        assert_eq!(keeper.post(&format!("/desk/roster/mandate?place={village}"), &fields).to, page_of(&person));
    }
    bench.agree();
    let kin = [("csrf", csrf.as_str()), ("key", "k3"), ("person", person.as_str()), ("relative", other.as_str())];
    let kin = [&kin[..], &[("relation", "spouse"), ("sure", "yes")]].concat();
    assert_eq!(keeper.post(&format!("/desk/roster/kin?place={village}"), &kin).to, page_of(&person));
    let page = keeper.get(&page_of(&person)).body;
    assert!(page.contains("村党组织委员") && page.contains("还有20天"), "{page}");
    assert!(page.contains("由镇干部申请") && page.contains("代表3") && page.contains("配偶"), "{page}");
    let granted = bench.read(|reader| persons_with(reader, &village, Post::BranchMember, bench.today()));
    assert_eq!(granted.iter().filter(|held| held.mandate.person == person).count(), 1, "sent twice, granted twice");
    let stranger = Browser::of(bench, &bench.other_township(), Post::TownshipOfficial);
    assert_eq!(stranger.get(&page_of(&person)).status, 404);
}

fn a_mandate_out_of_reach_is_refused_in_words_and_who_was_told_is_said(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = keeper(bench);
    let own = bench.desk(&village, Post::TownshipOfficial).person().unwrap().clone();
    let csrf = keeper.csrf();
    let (starts, ends) = (bench.today().to_string(), bench.today().plus(20).to_string());
    let fields = [
        ("csrf", csrf.as_str()),
        ("key", "k4"),
        ("person", own.as_str()),
        ("post", "villager"),
        ("starts", &starts),
        ("ends", &ends),
        ("sure", "yes"),
    ];
    let answer = keeper.post(&format!("/desk/roster/mandate?place={village}"), &fields);
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(answer.body.contains("现在还不能办") && answer.body.contains("登记任职：村民"), "{}", answer.body);
    assert!(answer.body.contains("已经通知") && answer.body.contains("-W-2026-0001"), "{}", answer.body);
}

fn everybody_reads_their_own_posts_and_declares_their_own_relatives(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in Post::ALL {
        let page = Browser::of(bench, &village, *post).get("/desk/posts");
        assert_eq!(page.status, 200, "{post}");
        assert!(page.body.contains(&post.title().zh), "{post} is not told");
        assert!(!page.body.contains('⟦'), "{post}");
    }
    let secretary = Browser::of(bench, &village, Post::PartySecretary);
    let page = secretary.get("/desk/posts").body;
    assert!(page.contains("书记末位签字") && page.contains("您不能办"), "{page}");
    declares(bench, &village, &secretary);
}

fn declares(bench: &Bench, village: &Place, secretary: &Browser) {
    let (own, son) = (bench.person(village, "书记"), bench.person(village, "代表5"));
    let form = secretary.get(&format!("/desk/roster/kin?place={village}")).body;
    let whose = form.split("id=\"person\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert!(whose.contains(own.as_str()) && !whose.contains(son.as_str()), "others' relatives are theirs to declare");
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("key", &key),
        ("person", own.as_str()),
        ("relative", son.as_str()),
        ("relation", "child"),
        ("sure", "yes"),
    ];
    let answer = secretary.post(&format!("/desk/roster/kin?place={village}"), &fields);
    assert_eq!(answer.to, "/desk/posts", "{}", answer.body);
    assert!(secretary.get("/desk/posts").body.contains("代表5"));
}

demo::on_both_databases!(
    a_first_password_is_shown_once_and_must_be_changed,
    a_reset_ends_the_old_password_and_every_session,
    an_office_is_asked_for_agreed_to_and_told_with_both_names,
    whoever_asked_takes_it_back_on_the_page,
    a_reset_is_told_at_the_next_sign_in_until_it_is_answered,
    nobody_else_hands_out_a_sign_in_and_nobody_gets_their_own,
    a_person_is_told_with_posts_who_granted_them_and_relatives,
    a_mandate_out_of_reach_is_refused_in_words_and_who_was_told_is_said,
    everybody_reads_their_own_posts_and_declares_their_own_relatives,
);
