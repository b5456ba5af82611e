//! When everybody who holds a step's post must stand aside, the deputy takes it whom the rules name: nobody else, nobody
//! who is concerned himself, nobody who took a step that lies apart, and never while one holder is free.

use crate::claim::{ROAD, act, claim};
use affairs::turn_of;
use authority::Relation;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::DeclareKin;
use procedure::Turn;
use village::{CaseId, PersonId, Place, Post};

on_both_databases!(
    a_secretary_who_is_kin_of_the_payee_leaves_the_signature_to_a_branch_member,
    a_deputy_stands_in_only_while_every_holder_stands_aside,
    a_deputy_who_is_kin_himself_does_not_stand_in,
    a_deputy_who_approved_does_not_sign_in_the_secretarys_place,
    a_deputy_who_is_kin_of_the_handler_only_may_stand_in,
    where_no_deputy_is_free_nobody_acts,
);

const STRANGER: &str = "青溪日杂店";

fn named(bench: &Bench, village: &Place, name: &str) -> PersonId {
    bench.person(village, name)
}

/// The last villager of the roster, as payee.
fn villager(bench: &Bench, village: &Place) -> (PersonId, String) {
    let people = bench.read(|reader| office::roster::people_of(reader, village));
    let last = people.last().unwrap();
    (last.id.clone(), last.name.clone())
}

fn declare(bench: &Bench, village: &Place, person: &PersonId, relative: &PersonId) {
    let kin = DeclareKin {
        place: village.clone(),
        person: person.clone(),
        relative: relative.clone(),
        relation: Relation::Sibling,
    };
    bench.done(&bench.desk_of(person), kin);
}

/// A claim for a payee, taken to a step by the road's usual people, some of them by others.
fn case_at(bench: &Bench, village: &Place, payee: &str, until: &str, others: &[(&str, Post)]) -> CaseId {
    let sheet = claim(bench, "120", &format!("S-{payee}-{until}")).with("payee", payee);
    let receipt = bench.done(&bench.desk(village, Post::CommitteeMember), sheet.open(village, "C1"));
    let case = CaseId::new(receipt.subject).unwrap();
    for (name, post, outcome) in ROAD.iter().skip(1).take_while(|(name, ..)| *name != until) {
        let post = others.iter().find(|(step, _)| step == name).map_or(*post, |(_, other)| *other);
        bench.done(&bench.desk(village, post), act(bench, &case, name, outcome));
    }
    case
}

fn turn(bench: &Bench, case: &CaseId) -> Turn {
    let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
    bench.read(|reader| turn_of(reader, &bench.office, &row)).unwrap()
}

fn a_secretary_who_is_kin_of_the_payee_leaves_the_signature_to_a_branch_member(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let secretary = named(bench, &village, "书记");
    let (relative, payee) = villager(bench, &village);
    declare(bench, &village, &secretary, &relative);
    let case = case_at(bench, &village, &payee, "sign_last", &[]);
    let found = turn(bench, &case);
    assert!(found.free.is_empty() && found.stands_in(&named(bench, &village, "支委甲")) == Some(Post::PartySecretary));
    let sign = || act(bench, &case, "sign_last", "signed");
    assert_eq!(bench.refused(&bench.desk_of(&secretary), sign()).rule, "separation.kin");
    let member = bench.refused(&bench.desk(&village, Post::CommitteeMember), sign());
    assert!(member.violation, "{member:?}");
    bench.done(&bench.desk_of(&named(bench, &village, "支委甲")), sign());
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let last = acts.last().unwrap();
    assert_eq!((last.step.as_str(), last.post), ("sign_last", Post::BranchMember));
    for (name, post, outcome) in &ROAD[5..] {
        bench.done(&bench.desk(&village, *post), act(bench, &case, name, outcome));
    }
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().status, "done");
    bench.verified();
}

fn a_deputy_stands_in_only_while_every_holder_stands_aside(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = case_at(bench, &village, STRANGER, "sign_last", &[]);
    assert_eq!(turn(bench, &case).deputy, None);
    let branch = bench.desk_of(&named(bench, &village, "支委甲"));
    let refusal = bench.refused(&branch, act(bench, &case, "sign_last", "signed"));
    assert!(refusal.violation && refusal.rule == "no_post", "{refusal:?}");
    bench.done(&bench.desk(&village, Post::PartySecretary), act(bench, &case, "sign_last", "signed"));
}

fn a_deputy_who_is_kin_himself_does_not_stand_in(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (relative, payee) = villager(bench, &village);
    for name in ["书记", "支委甲"] {
        declare(bench, &village, &named(bench, &village, name), &relative);
    }
    let case = case_at(bench, &village, &payee, "sign_last", &[]);
    let (kin, free) = (named(bench, &village, "支委甲"), named(bench, &village, "支委乙"));
    assert_eq!(turn(bench, &case).deputy.unwrap().people, std::slice::from_ref(&free));
    let refusal = bench.refused(&bench.desk_of(&kin), act(bench, &case, "sign_last", "signed"));
    assert!(refusal.violation);
    bench.done(&bench.desk_of(&free), act(bench, &case, "sign_last", "signed"));
}

fn a_deputy_who_approved_does_not_sign_in_the_secretarys_place(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (relative, payee) = villager(bench, &village);
    declare(bench, &village, &named(bench, &village, "书记"), &relative);
    let case = case_at(bench, &village, &payee, "sign_last", &[("first_approve", Post::BranchMember)]);
    let approved = bench.read(|reader| affairs::acts(reader, &case));
    let approver = approved.iter().find(|act| act.step == "first_approve").unwrap().person.clone();
    let found = turn(bench, &case);
    assert!(!found.deputy.as_ref().unwrap().people.contains(&approver));
    let refusal = bench.refused(&bench.desk_of(&approver), act(bench, &case, "sign_last", "signed"));
    assert!(refusal.violation, "{refusal:?}");
}

fn a_deputy_who_is_kin_of_the_handler_only_may_stand_in(bench: &Bench) {
    // Kinship with a party bars; who is kin of a colleague who handled it is seen by the villagers on the record.
    bench.found(1);
    let village = bench.village(1);
    let (relative, payee) = villager(bench, &village);
    declare(bench, &village, &named(bench, &village, "书记"), &relative);
    let handler = bench.desk(&village, Post::CommitteeMember).person().unwrap().clone();
    declare(bench, &village, &named(bench, &village, "支委甲"), &handler);
    let case = case_at(bench, &village, &payee, "sign_last", &[]);
    assert!(turn(bench, &case).deputy.unwrap().people.contains(&named(bench, &village, "支委甲")));
}

fn where_no_deputy_is_free_nobody_acts(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (relative, payee) = villager(bench, &village);
    for name in ["书记", "支委甲", "支委乙"] {
        declare(bench, &village, &named(bench, &village, name), &relative);
    }
    let case = case_at(bench, &village, &payee, "sign_last", &[]);
    let found = turn(bench, &case);
    assert!(found.is_nobodys() && found.aside.len() == 1);
}
