//! Not one person, nor one declared family, decides on money and pays it: not by kinship, nor by changing posts meanwhile.

use crate::claim::{act, at};
use crate::walk::payment;
use affairs::turn_of;
use authority::Relation;
use demo::testing::Bench;
use demo::{Matter, on_both_databases};
use office::roster::{DeclareKin, EndMandate, GrantMandate};
use procedure::{Aside, Concerned, FactValue};
use village::{CaseId, Level, Mandate, PersonId, Place, Post};

on_both_databases!(
    a_cashier_who_is_kin_of_the_approver_does_not_pay,
    an_approver_who_becomes_the_cashier_does_not_pay_what_he_approved,
    whoever_recorded_the_decision_does_not_pay_what_rests_on_it,
    whoever_signed_the_contract_has_no_relative_pay_what_rests_on_it,
);

fn a_cashier_who_is_kin_of_the_approver_does_not_pay(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "FAM-1", "pay");
    let cashier = bench.desk(&village, Post::AgencyCashier);
    let approver = bench.desk(&village, Post::DeputyDirector).person().unwrap().clone();
    let person = cashier.person().unwrap().clone();
    let kin = DeclareKin {
        place: village.at(Level::Township).unwrap(),
        person: person.clone(),
        relative: approver.clone(),
        relation: Relation::Spouse,
    };
    bench.done(&cashier, kin);
    let refusal = bench.refused(&cashier, act(bench, &case, "pay", "paid"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.family", true), "{refusal:?}");
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let turn = bench.read(|reader| turn_of(reader, &bench.office, &row)).unwrap();
    let family = Aside::Concerned(Concerned::Family(approver));
    assert!(turn.is_nobodys() && turn.aside == [(person, Post::AgencyCashier, family)], "{turn:?}");
    bench.verified();
}

fn an_approver_who_becomes_the_cashier_does_not_pay_what_he_approved(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "FAM-2", "pay");
    let approver = bench.desk(&village, Post::DeputyDirector).person().unwrap().clone();
    becomes_cashier(bench, &village, &approver);
    let refusal = bench.refused(&bench.desk_of(&approver), act(bench, &case, "pay", "paid"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.custody", true), "{refusal:?}");
    // What somebody else approved he pays.
    bench.done(&bench.desk(&village, Post::AgencyCashier), act(bench, &case, "pay", "paid"));
    bench.verified();
}

/// Leaves every post in the village and is the agency's cashier the next day.
fn becomes_cashier(bench: &Bench, village: &Place, person: &PersonId) {
    let held = bench.read(|reader| office::roster::holders(reader, village, bench.today()));
    for one in held.into_iter().filter(|one| one.mandate.person == *person && one.mandate.post.is_official()) {
        let place = village.clone();
        let end = EndMandate { id: one.mandate_id, place, last_day: bench.today(), reason: "调到镇里".into() };
        bench.done(&bench.desk(village, Post::TownshipOfficial), end);
    }
    bench.wait_days(1);
    let mandate = Mandate {
        person: person.clone(),
        post: Post::AgencyCashier,
        place: village.at(Level::Township).unwrap(),
        starts: bench.today(),
        ends: bench.today().plus(300),
    };
    bench.done_checked(&bench.desk(&bench.county(), Post::CivilAffairsOfficer), GrantMandate { mandate });
}

/// Who took a step of a case.
fn who_did(bench: &Bench, case: &CaseId, step: &str) -> PersonId {
    let acts = bench.read(|reader| affairs::acts(reader, case));
    acts.into_iter().find(|act| act.step == step).unwrap().person
}

/// A large payment that waits for the cashier, and the case that it names in a field.
fn waits(bench: &Bench, village: &Place, field: &str) -> (Matter, CaseId, CaseId) {
    let mut matter = payment(bench, village);
    bench.go_on_to(&mut matter, "pay");
    let (case, named) = (bench.case(&matter).id, CaseId::new(matter.values[field].clone()).unwrap());
    (matter, case, named)
}

fn whoever_recorded_the_decision_does_not_pay_what_rests_on_it(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, case, decision) = waits(bench, &village, "decision_case");
    let recorder = who_did(bench, &decision, "decide");
    becomes_cashier(bench, &village, &recorder);
    // It is foretold to whoever looks at the case,
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let turn = bench.read(|reader| turn_of(reader, &bench.office, &row)).unwrap();
    // (the same clerk recorded what the contract rests on)
    let (case_of_contract, decision) = (bench.case(&matter).facts["contract_case"].clone(), decision.to_string());
    let foretold = turn.aside.iter().find(|(person, ..)| *person == recorder);
    let Some((_, Post::AgencyCashier, Aside::Concerned(Concerned::Decided(number)))) = foretold else {
        panic!("{turn:?}")
    };
    assert!(*number == decision || FactValue::Text(number.clone()) == case_of_contract, "{number}");
    assert!(!turn.free.contains(&recorder) && !turn.free.is_empty(), "{turn:?}");
    // and so it is at the door.
    let refusal = bench.refused(&bench.desk_of(&recorder), act(bench, &case, "pay", "paid"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.custody", true), "{refusal:?}");
    bench.done(&bench.desk(&village, Post::AgencyCashier), act(bench, &case, "pay", "paid"));
    bench.verified();
}

fn whoever_signed_the_contract_has_no_relative_pay_what_rests_on_it(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (_, case, contract) = waits(bench, &village, "contract_case");
    let signed = who_did(bench, &contract, "sign_contract");
    let cashier = bench.desk(&village, Post::AgencyCashier);
    let kin = DeclareKin {
        place: village.at(Level::Township).unwrap(),
        person: cashier.person().unwrap().clone(),
        relative: signed.clone(),
        relation: Relation::Sibling,
    };
    bench.done(&cashier, kin);
    let refusal = bench.refused(&cashier, act(bench, &case, "pay", "paid"));
    assert_eq!(refusal.rule, "separation.family", "{refusal:?}");
    bench.verified();
}
