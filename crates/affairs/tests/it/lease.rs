//! A lease (D1) and the seal (K1): relatives are named, the seal comes after what it seals.

use crate::walk::{lease, project, seal, to_the_end};
use authority::Relation;
use demo::testing::Bench;
use demo::{Matter, Went, on_both_databases};
use office::roster::DeclareKin;
use village::{Place, Post};

on_both_databases!(
    a_tenant_who_is_an_officials_relative_is_named_as_such,
    the_officials_relative_stands_aside_from_the_lease,
    a_contract_is_sealed_only_after_its_case_has_come_so_far,
    a_guarantee_is_never_sealed_and_no_blank_paper_is,
);

fn related(bench: &Bench, village: &Place, name: &str) {
    let [contractor, official] = ["承包人", name].map(|name| bench.person(village, name));
    let kin = DeclareKin {
        place: village.clone(),
        person: contractor.clone(),
        relative: official,
        relation: Relation::Sibling,
    };
    bench.done(&bench.desk_of(&contractor), kin);
}

fn refused_at_once(bench: &Bench, matter: &mut Matter) -> (String, String) {
    match demo::go_on(&bench.office, matter, bench.now()) {
        Ok(Went::NotYet(refusal)) => (refusal.rule, refusal.words.zh),
        other => panic!("{other:?}"),
    }
}

fn a_tenant_who_is_an_officials_relative_is_named_as_such(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    related(bench, &village, "副主任");
    let mut matter = lease(bench, &village);
    matter.values.insert("party".into(), "承包人".into());
    matter.values.insert("kin_declared".into(), "no".into());
    bench.go_on_to(&mut matter, "award");
    let row = bench.case(&matter);
    let window = bench.read(|reader| affairs::windows(reader, &row.id)).pop().unwrap();
    bench.go_to(window.closes.plus(1));
    let (rule, words) = refused_at_once(bench, &mut matter);
    assert_eq!(rule, "D1.kin_not_declared");
    assert!(words.contains("副主任"), "{words}");
    matter.values.insert("kin_declared".into(), "yes".into());
    to_the_end(bench, &mut matter);
    assert_eq!(bench.case(&matter).status, "done");
}

fn the_officials_relative_stands_aside_from_the_lease(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    // The secretary would sign the contract; his brother is the tenant.
    related(bench, &village, "书记");
    let mut matter = lease(bench, &village);
    matter.values.insert("party".into(), "承包人".into());
    bench.go_on_to(&mut matter, "sign_contract");
    let case = bench.case(&matter).id;
    let form = demo::testing::form(bench, "sign_contract", "signed");
    let refusal = bench.refused(&bench.desk(&village, Post::PartySecretary), form.act(&case));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.kin", true));
    assert!(matches!(bench.go_on(&mut matter), Went::On(_)));
    let signed = bench.read(|reader| affairs::acts(reader, &case)).pop().unwrap();
    assert_eq!((signed.step.as_str(), signed.name.as_str()), ("sign_contract", "副主任"));
}

fn a_contract_is_sealed_only_after_its_case_has_come_so_far(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut works = project(bench, &village);
    bench.go_on_to(&mut works, "budget");
    let mut matter = seal(&village);
    matter.values.insert("kind".into(), "contract".into());
    matter.values.insert("linked_case".into(), String::new());
    assert_eq!(refused_at_once(bench, &mut matter).0, "K1.no_linked_case");
    matter.values.insert("linked_case".into(), bench.case(&works).id.to_string());
    assert_eq!(refused_at_once(bench, &mut matter).0, "K1.linked_case_not_ready");
    to_the_end(bench, &mut works);
    to_the_end(bench, &mut matter);
    assert_eq!(bench.case(&matter).status, "done");
    bench.verified();
}

fn a_guarantee_is_never_sealed_and_no_blank_paper_is(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut guarantee = seal(&village);
    guarantee.values.insert("kind".into(), "guarantee".into());
    assert_eq!(refused_at_once(bench, &mut guarantee).0, "K1.guarantee");
    let mut blank = seal(&village);
    bench.go_on_to(&mut blank, "use_seal");
    blank.values.insert("blank".into(), "blank".into());
    assert_eq!(refused_at_once(bench, &mut blank).0, "K1.blank_paper");
    blank.values.insert("blank".into(), "complete".into());
    blank.values.insert("sealed_copies".into(), "3".into());
    assert_eq!(refused_at_once(bench, &mut blank).0, "K1.too_many_copies");
}
