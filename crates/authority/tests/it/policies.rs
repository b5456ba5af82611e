//! The policies as texts: read strictly, complete in words, and naming real posts and laws.

use crate::people::{AUTHORITY, asks};
use authority::{Authority, texts};
use cedar_policy::PolicySet;
use std::collections::BTreeSet;
use std::str::FromStr;
use village::Post;

/// The fault of a schema and policies in which one piece of text was changed.
fn fault_after(from: &str, to: &str) -> String {
    let changed = |text: &str| text.replacen(from, to, 1);
    let files: Vec<(&str, String)> = texts::POLICIES.iter().map(|(name, text)| (*name, changed(text))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let known = files.iter().zip(texts::POLICIES).any(|((_, now), (_, before))| now != before);
    assert!(known || texts::SCHEMA.contains(from), "`{from}` is nowhere");
    Authority::read(&changed(texts::SCHEMA), &files, texts::INCOMPATIBLE).unwrap_err().chain()
}

#[test]
fn a_mistake_in_a_policy_is_a_fault_when_it_is_read() {
    for (from, to, says) in [
        ("principal in Post::\"clerk\"", "principal in Post::\"clrek\"", "`clrek` is not the code of a post"),
        ("Action::\"use_seal\"", "Action::\"use_saal\"", "use_saal"),
        ("principal.top_leader", "principal.topleader", "the policies do not fit the schema"),
        ("context.kin_of_party", "context.kin", "the policies do not fit the schema"),
        ("Post::\"supervision_member\"", "Post::\"supervision\"", "supervision"),
        ("@id(\"separation.kin\")\n", "", "has no @id"),
        ("@en(\"nobody acknowledges", "@eng(\"nobody acknowledges", "has no @en"),
        ("@article(\"25\")\n", "", "needs one @version and one @article"),
        ("@law(\"会计法 / Accounting Law\")", "@law(\"会计法\")", "is not `中文 / English`"),
        ("@id(\"separation.kin\")", "@id(\"separation.checker\")", "is there twice"),
        ("permit (\n  principal in Post::\"clerk\",", "permit (\n  principal,", "a permit is given to one post"),
        ("forbid (", "forbid [", "cannot be read"),
        ("@zh(\"提议\") ", "", "has no @zh"),
    ] {
        let found = fault_after(from, to);
        assert!(found.contains(says), "{to}: {found}");
    }
}

#[test]
fn a_permit_for_everything_is_a_fault() {
    let text =
        "@id(\"x\") @zh(\"x\") @en(\"x\") @law(\"x / x\") permit(principal in Post::\"clerk\", action, resource);";
    let files: Vec<(&str, &str)> = texts::POLICIES.iter().copied().chain([("x.cedar", text)]).collect();
    let fault = Authority::read(texts::SCHEMA, &files, texts::INCOMPATIBLE).unwrap_err();
    assert_eq!(fault.chain(), "x.cedar: `x`: a permit names its actions");
}

#[test]
fn a_policy_for_or_against_one_person_or_one_place_is_a_fault() {
    for scope in
        ["principal == Person::\"990101-P00001\", action, resource", "principal, action, resource == Place::\"990101\""]
    {
        let text = format!("@id(\"x\") @zh(\"x\") @en(\"x\") @law(\"x / x\") forbid({scope});");
        let files: Vec<(&str, &str)> = texts::POLICIES.iter().copied().chain([("x.cedar", text.as_str())]).collect();
        let fault = Authority::read(texts::SCHEMA, &files, texts::INCOMPATIBLE).unwrap_err();
        assert!(fault.chain().ends_with("a policy speaks of posts and levels, for all alike"), "{}", fault.chain());
    }
}

#[test]
fn a_policy_that_cannot_be_evaluated_denies_and_is_a_fault() {
    // An overflow is the one failure that strict validation cannot exclude.
    let text = "@id(\"x\") @zh(\"x\") @en(\"x\") @law(\"x / x\") forbid(principal, action == Action::\"pay\", resource) \
                when { if context.kin_of_party then true else 9223372036854775807 + 1 > 0 };";
    let files: Vec<(&str, &str)> = texts::POLICIES.iter().copied().chain([("x.cedar", text)]).collect();
    let authority = Authority::read(texts::SCHEMA, &files, texts::INCOMPATIBLE).unwrap();
    let fault = authority.may(&asks(&[Post::AgencyCashier], "pay")).unwrap_err();
    assert!(fault.chain().starts_with("a policy failed on `pay`"), "{}", fault.chain());
    assert!(authority.may(&asks(&[Post::AgencyAccountant], "check_books")).unwrap().is_allowed());
}

#[test]
fn the_schema_names_exactly_the_posts_there_are() {
    let list = texts::SCHEMA.split("entity Post enum [").nth(1).unwrap().split(']').next().unwrap();
    let codes: Vec<&str> = list.split(',').map(|code| code.trim().trim_matches('"')).collect();
    let posts: Vec<&str> = Post::ALL.iter().map(|post| post.code()).collect();
    assert_eq!(codes, posts);
}

#[test]
fn every_post_has_its_policy_and_every_action_its_words() {
    let posts: BTreeSet<&Post> = AUTHORITY.actions().flat_map(|action| AUTHORITY.who_may(action)).collect();
    assert_eq!(posts, Post::ALL.iter().collect());
    for action in AUTHORITY.actions() {
        assert!(!AUTHORITY.action_words(action).unwrap().is_incomplete(), "{action}");
    }
}

#[test]
fn the_duties_of_a_case_are_all_there() {
    let duties: BTreeSet<&str> = AUTHORITY.duties().collect();
    let expected = "propose consult convene hold_meeting publicise handle_money witness first_approve_money check sign_last \
                    submit_books check_books pay handle_project handle_purchase handle_hiring handle_lease decide \
                    review_township file_township execute accept sign_contract request_seal approve_seal use_seal evaluate \
                    count_ballots answer_objection open_emergency";
    assert_eq!(duties, expected.split_whitespace().collect());
}

#[test]
fn a_policys_code_says_which_file_it_is_in() {
    for (name, text) in texts::POLICIES {
        let chapter = name.trim_end_matches(".cedar").split("-village").next().unwrap();
        let chapter = if chapter.starts_with("posts") { "posts".to_owned() } else { chapter.replace('-', "_") };
        for policy in PolicySet::from_str(text).unwrap().policies() {
            let id = policy.annotation("id").unwrap();
            assert!(id.starts_with(&format!("{chapter}.")), "{name}: {id}");
        }
    }
}
