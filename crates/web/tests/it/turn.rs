//! Whose turn it is, on the pages: whoever must stand aside is not told that something waits for him, the deputy is, and
//! everybody can read why.

use crate::browser::Browser;
use crate::ready::matter;
use authority::Relation;
use demo::testing::Bench;
use office::roster::DeclareKin;
use village::Post;

fn a_case_waits_for_the_deputy_when_its_holder_must_stand_aside(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let people = bench.read(|reader| office::roster::people_of(reader, &village));
    let payee = people.last().unwrap().clone();
    let secretary = bench.person(&village, "书记");
    let kin = DeclareKin {
        place: village.clone(),
        person: secretary.clone(),
        relative: payee.id.clone(),
        relation: Relation::Sibling,
    };
    bench.done(&bench.desk_of(&secretary), kin);
    let mut claim = matter(bench, "C1", &[("payee", payee.name.as_str())]);
    bench.go_on_to(&mut claim, "sign_last");
    let case = claim.case.clone().unwrap();
    let address = format!("/desk/cases/{case}");
    let leader = Browser::of_desk(bench, &bench.desk_of(&secretary));
    let deputy = Browser::of_desk(bench, &bench.desk_of(&bench.person(&village, "支委甲")));
    assert!(!leader.get("/desk").body.contains(case.as_str()), "nothing waits for whoever stands aside");
    assert!(deputy.get("/desk").body.contains(case.as_str()), "it waits for the deputy");
    for browser in [&leader, &deputy] {
        let page = browser.get(&address).body;
        for words in ["这一步为什么换人办", "书记", "近亲属", "代村党组织书记办理", "支委甲"]
        {
            assert!(page.contains(words), "the case does not say `{words}`:\n{page}");
        }
    }
    assert!(deputy.get(&address).body.contains("acts/sign_last"));
    assert!(deputy.get(&format!("{address}/acts/sign_last")).status == 200);
    let form = leader.get(&format!("{address}/acts/sign_last"));
    assert_eq!(form.status, 200, "he may read why: {}", form.body);
}

fn a_party_is_not_told_that_his_own_payment_waits_for_him(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut claim = matter(bench, "C1", &[("payee", "副主任")]);
    bench.go_on_to(&mut claim, "first_approve");
    let case = claim.case.clone().unwrap();
    let own = Browser::of_desk(bench, &bench.desk_of(&bench.person(&village, "副主任")));
    assert!(!own.get("/desk").body.contains(case.as_str()));
    let other = Browser::of(bench, &village, Post::BranchMember);
    assert!(other.get("/desk").body.contains(case.as_str()));
}

fn the_table_of_posts_is_a_list_that_opens_post_by_post(bench: &Bench) {
    bench.found(1);
    let page = Browser::stranger(bench).get(&format!("/v/{}/who", bench.village(1))).body;
    let main = page.split("<main").nth(1).unwrap();
    let folded: String = main.split("<details").skip(1).map(|part| part.split("</details>").next().unwrap()).collect();
    assert!(!main.contains("<details open"), "a post is open before anybody asked");
    assert!(folded.matches("<summary>").count() >= 20, "{main}");
    let ways = |part: &str| part.matches("href=\"/rules/").count();
    assert_eq!(ways(main), ways(&folded), "what a post may do stands outside of what opens");
    for words in ["村里的岗位", "乡镇的岗位", "县里的岗位", "村党组织书记", &format!("/v/{}/how", bench.village(1))]
    {
        assert!(main.contains(words), "the page does not say `{words}`");
    }
}

fn the_table_of_posts_tells_who_must_stand_aside(bench: &Bench) {
    bench.found(1);
    let page = Browser::stranger(bench).get(&format!("/v/{}/who", bench.village(1))).body;
    for words in ["就是当事人", "一家人不能一个批钱、一个付钱", "近亲属"] {
        assert!(page.contains(words), "the table does not say `{words}`:\n{page}");
    }
}

demo::on_both_databases!(
    a_case_waits_for_the_deputy_when_its_holder_must_stand_aside,
    a_party_is_not_told_that_his_own_payment_waits_for_him,
    the_table_of_posts_tells_who_must_stand_aside,
    the_table_of_posts_is_a_list_that_opens_post_by_post,
);
