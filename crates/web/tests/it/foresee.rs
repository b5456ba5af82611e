//! Before anything is sent, the page says what would happen; and saying it leaves nothing behind.

use crate::browser::{Answer, Browser, hidden};
use crate::delegation;
use crate::ready::{Begun, claim};
use demo::testing::Bench;
use village::Post;

/// The hidden fields of the one form that a check page has, with the answer of its button.
pub(crate) fn sent_again(page: &str) -> Vec<(String, String)> {
    let form = page
        .split("<form")
        .find(|part| part.contains("name=\"sure\" value=\"yes\""))
        .expect("the page has no form to send");
    let mut fields: Vec<(String, String)> = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|part| {
            let (name, rest) = part.split_once("\" value=\"").unwrap();
            let value = rest.split('"').next().unwrap();
            (name.to_owned(), value.replace("&#39;", "'").replace("&amp;", "&"))
        })
        .collect();
    fields.push(("sure".into(), "yes".into()));
    fields
}

fn shown(bench: &Bench, before: u64, answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("如果现在提交") && answer.body.contains("会预警通知谁"), "{}", answer.body);
    assert_eq!(bench.office.archive().head(), before, "to look at what would happen has left something");
}

fn post(browser: &Browser, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields)
}

fn a_step_says_who_comes_next_what_is_kept_and_what_is_closed_from_then_on(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let begun = Begun::new(bench, &clerk);
    let fields: Vec<(String, String)> = begun.fields.iter().filter(|(name, _)| name != "sure").cloned().collect();
    let before = bench.office.archive().head();
    let answer = clerk.send_parts(&Begun::form(bench), &fields, &begun.files);
    shown(bench, before, &answer);
    let page = &answer.body;
    for said in ["发票号码", "本村的人登录后能看", "办理“证明”", "可以由", "就不能再由您办", "不会引起预警"]
    {
        assert!(page.contains(said), "nothing is said of {said}: {page}");
    }
    // Whoever claimed cannot witness: their own name is not among those who could.
    let own = bench.desk(&bench.village(1), Post::Clerk).signed.unwrap().name;
    let hands = page.split("可以由").nth(1).unwrap().split('。').next().unwrap();
    assert!(!hands.contains(&format!("{own}（")), "{hands}");
}

fn a_form_that_would_be_refused_says_so_and_whom_it_would_warn(bench: &Bench) {
    let case = claim(bench);
    let before = bench.office.archive().head();
    let cashier = Browser::of(bench, &bench.village(1), Post::AgencyCashier);
    let page = cashier.get(&format!("/desk/cases/{case}/acts/pay")).body;
    for said in ["这一步现在不能办", "预警通知", "村务监督委员会主任", "乡镇纪检"] {
        assert!(page.contains(said), "nothing is said of {said}: {page}");
    }
    let secretary = Browser::of(bench, &bench.village(1), Post::PartySecretary);
    let page = secretary.get(&format!("/desk/cases/{case}/acts/witness")).body;
    assert!(page.contains("这一步现在不能办") && page.contains("预警通知"), "{page}");
    let member = Browser::of(bench, &bench.village(1), Post::CommitteeMember);
    let page = member.get(&format!("/desk/cases/{case}/acts/witness")).body;
    assert!(page.contains("选“情况属实”：接下来是") && !page.contains("预警通知"), "{page}");
    assert_eq!(bench.office.archive().head(), before);
}

fn what_would_be_refused_is_only_said_until_it_is_sent_all_the_same(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let begun = Begun::new(bench, &clerk);
    let mut fields: Vec<(String, String)> = begun.fields.iter().filter(|(name, _)| name != "sure").cloned().collect();
    for (name, value) in &mut fields {
        if name == "amount_fen" {
            *value = "100000000".into();
        }
    }
    let before = bench.office.archive().head();
    let shown = clerk.send_parts(&Begun::form(bench), &fields, &begun.files);
    assert_eq!(shown.status, 409, "{}", shown.body);
    for said in
        ["照这样提交不会成功", "如果现在提交", "没有通知任何人", "留下记录、通知村监会主任和镇街纪检", "仍要提交"]
    {
        assert!(shown.body.contains(said), "nothing is said of {said}: {}", shown.body);
    }
    assert!(shown.body.contains("村务监督委员会主任") && shown.body.contains("乡镇纪检"), "{}", shown.body);
    let (back, still) = (shown.body.find("name=\"sure\" value=\"no\""), shown.body.find("name=\"sure\" value=\"yes\""));
    assert!(back.unwrap() < still.unwrap(), "the way back stands first");
    // Back in the form everything is as it was typed, with the reason beside the amount; still nothing is left.
    let mut again = sent_again(&shown.body);
    again.retain(|(name, _)| name != "sure");
    again.push(("sure".into(), "no".into()));
    let form = post(&clerk, &Begun::address(bench), &again);
    assert_eq!(form.status, 422, "{}", form.body);
    assert!(
        form.body.contains("id=\"amount_fen-fault\"") && form.body.contains("value=\"100000000\""),
        "{}",
        form.body
    );
    assert!(form.body.contains("name=\"given\""), "the papers would have to be sent again: {}", form.body);
    assert_eq!(bench.office.archive().head(), before, "to look at what would happen has left something");
    assert!(bench.inbox(&bench.village(1), Post::DisciplineOfficer).is_empty());
    let refused = post(&clerk, &Begun::address(bench), &sent_again(&shown.body));
    assert!(refused.status == 409 && refused.body.contains("已经通知"), "{}", refused.body);
    assert_eq!(bench.inbox(&bench.village(1), Post::DisciplineOfficer).len(), 1);
}

fn a_mandate_is_shown_once_more_when_granted_and_when_ended(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    let (person, csrf) = (bench.person(&village, "代表1"), keeper.csrf());
    let (starts, ends) = (bench.today().plus(-30).to_string(), bench.today().plus(300).to_string());
    let fields = [("csrf", csrf.as_str()), ("key", "grant"), ("person", person.as_str()), ("post", "branch_member")];
    let fields = [&fields[..], &[("starts", &starts), ("ends", &ends)]].concat();
    let (address, before) = (format!("/desk/roster/mandate?place={village}"), bench.office.archive().head());
    let answer = keeper.post(&address, &fields);
    shown(bench, before, &answer);
    assert!(
        answer.body.contains("权利从今天起算")
            && answer.body.contains("先等另一个人复核")
            && answer.body.contains("谁能办什么"),
        "{}",
        answer.body
    );
    assert_eq!(post(&keeper, &address, &sent_again(&answer.body)).status, 303);
    assert_eq!(bench.office.archive().head(), before + 1);
    ends_the_only_holder(bench, &keeper, &csrf);
}

fn ends_the_only_holder(bench: &Bench, keeper: &Browser, csrf: &str) {
    let village = bench.village(1);
    let held = bench.read(|reader| office::roster::persons_with(reader, &village, Post::SealKeeper, bench.today()));
    let [held] = held.as_slice() else { panic!("the village has one keeper of the seal") };
    let today = bench.today().to_string();
    let address = format!("/desk/roster/mandates/{}?place={village}", held.mandate_id);
    let fields = [("csrf", csrf), ("key", "end"), ("last_day", today.as_str()), ("reason", "调走")];
    let before = bench.office.archive().head();
    let answer = keeper.post(&address, &fields);
    shown(bench, before, &answer);
    assert!(answer.body.contains("以后就没有人担任") && answer.body.contains("调走"), "{}", answer.body);
    let changed = keeper.post(&address, &[&fields[..], &[("sure", "no")]].concat());
    assert!(changed.status == 200 && changed.body.contains("调走</textarea>"), "{}", changed.body);
    assert_eq!(post(keeper, &address, &sent_again(&answer.body)).status, 303);
    let person = keeper.get(&format!("/desk/roster/people/{}", held.mandate.person)).body;
    assert!(person.contains("结束的原因：调走"), "{person}");
}

fn relatives_in_posts_kept_apart_are_foretold_with_who_is_warned(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    let (one, other) = (bench.person(&village, "书记"), bench.person(&village, "监委主任"));
    let csrf = keeper.csrf();
    let fields = [("csrf", csrf.as_str()), ("key", "kin"), ("person", one.as_str()), ("relative", other.as_str())];
    let fields = [&fields[..], &[("relation", "spouse")]].concat();
    let before = bench.office.archive().head();
    let answer = keeper.post(&format!("/desk/roster/kin?place={village}"), &fields);
    shown(bench, before, &answer);
    assert!(answer.body.contains("要回避") && answer.body.contains("乡镇纪检"), "{}", answer.body);
    assert!(!answer.body.contains("不会引起预警"), "{}", answer.body);
}

fn a_delegation_is_counted_before_it_is_sent_and_its_minutes_come_along(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let address = "/desk/delegations/new?village=990101001001";
    let fields = delegation::filled(bench, &clerk);
    let before = bench.office.archive().head();
    let answer = clerk.send_parts(address, &fields, &delegation::papers(bench));
    shown(bench, before, &answer);
    assert!(answer.body.contains("可以决定：") && answer.body.contains("会议记录.pdf"), "{}", answer.body);
    let answer = post(&clerk, address, &sent_again(&answer.body));
    assert_eq!(answer.to, "/desk/delegations?village=990101001001", "{}", answer.body);
    assert_eq!(bench.read(|reader| affairs::delegations(reader, &bench.village(1))).len(), 1);
}

fn a_roster_is_counted_before_it_is_taken_over(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    let sheet = format!("姓名,人员编号,村代码\n新来的,X-1,{village}\n");
    let fields = [("csrf".to_owned(), keeper.csrf()), ("key".to_owned(), "import".to_owned())];
    let address = format!("/desk/roster/import?place={village}");
    let before = bench.office.archive().head();
    let files = [("file".to_owned(), "名册.csv".to_owned(), sheet.into_bytes())];
    let answer = keeper.send_parts(&address, &fields, &files);
    shown(bench, before, &answer);
    assert!(answer.body.contains("登记1人") && answer.body.contains("新来的"), "{}", answer.body);
    assert_eq!(post(&keeper, &address, &sent_again(&answer.body)).status, 303);
    assert!(bench.office.archive().head() > before);
    assert!(!bench.person(&village, "新来的").as_str().is_empty());
}

fn what_cannot_be_read_and_what_the_roster_refuses_is_told_at_once(bench: &Bench) {
    bench.found(2);
    let (village, other) = (bench.village(1), bench.village(2));
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    let sheet = format!("姓名,人员编号,村代码\n,X-1,{village}\n外村的,X-2,{other}\n");
    let fields = [("csrf".to_owned(), keeper.csrf()), ("key".to_owned(), "import".to_owned())];
    let files = [("file".to_owned(), "名册.csv".to_owned(), sheet.into_bytes())];
    let answer = keeper.send_parts(&format!("/desk/roster/import?place={village}"), &fields, &files);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("2行中有2处需要改正"), "{}", answer.body);
    assert!(answer.body.contains("村代码不在本级名册范围内"), "{}", answer.body);
}

fn posts_that_do_not_go_together_are_told_with_the_end_that_is_missing(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    let sheet = format!(
        "姓名,人员编号,村代码,岗位,任职开始,任职结束\n新来的,X-1,{village},报账员、村务监督委员会委员,2026-03-01,\n"
    );
    let fields = [("csrf".to_owned(), keeper.csrf()), ("key".to_owned(), "import".to_owned())];
    let files = [("file".to_owned(), "名册.csv".to_owned(), sheet.into_bytes())];
    let answer = keeper.send_parts(&format!("/desk/roster/import?place={village}"), &fields, &files);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("填了岗位，这里要填日期"), "{}", answer.body);
    assert!(
        answer.body.contains("不得担任村务监督委员会成员"),
        "the posts that do not go together wait for a second pass: {}",
        answer.body
    );
    assert!(answer.body.contains("1行中有2处需要改正"), "{}", answer.body);
}

fn a_token_of_the_form_is_needed_to_look_ahead(bench: &Bench) {
    let case = claim(bench);
    let member = Browser::of(bench, &bench.village(1), Post::CommitteeMember);
    let form = member.get(&format!("/desk/cases/{case}/acts/witness")).body;
    assert!(!hidden(&form, "csrf").is_empty());
    let answer =
        member.post(&format!("/desk/cases/{case}/acts/witness"), &[("csrf", "guessed"), ("outcome", "confirmed")]);
    assert_eq!(answer.status, 403);
}

demo::on_both_databases!(
    a_step_says_who_comes_next_what_is_kept_and_what_is_closed_from_then_on,
    a_form_that_would_be_refused_says_so_and_whom_it_would_warn,
    a_mandate_is_shown_once_more_when_granted_and_when_ended,
    what_would_be_refused_is_only_said_until_it_is_sent_all_the_same,
    relatives_in_posts_kept_apart_are_foretold_with_who_is_warned,
    a_delegation_is_counted_before_it_is_sent_and_its_minutes_come_along,
    a_roster_is_counted_before_it_is_taken_over,
    what_cannot_be_read_and_what_the_roster_refuses_is_told_at_once,
    posts_that_do_not_go_together_are_told_with_the_end_that_is_missing,
    a_token_of_the_form_is_needed_to_look_ahead,
);
