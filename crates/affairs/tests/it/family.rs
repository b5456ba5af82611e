//! Not one person, nor one declared family, decides on money and pays it: not by kinship, nor by changing posts meanwhile.

use crate::claim::{act, at};
use affairs::turn_of;
use authority::Relation;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::{DeclareKin, EndMandate, GrantMandate};
use procedure::{Aside, Concerned};
use village::{Level, Mandate, Post};

on_both_databases!(
    a_cashier_who_is_kin_of_the_approver_does_not_pay,
    an_approver_who_becomes_the_cashier_does_not_pay_what_he_approved,
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
    let held = bench.read(|reader| office::roster::holders(reader, &village, bench.today()));
    for one in held.into_iter().filter(|one| one.mandate.person == approver && one.mandate.post.is_official()) {
        let place = village.clone();
        let end = EndMandate { id: one.mandate_id, place, last_day: bench.today(), reason: "调到镇里".into() };
        bench.done(&bench.desk(&village, Post::TownshipOfficial), end);
    }
    bench.wait_days(1);
    let mandate = Mandate {
        person: approver.clone(),
        post: Post::AgencyCashier,
        place: village.at(Level::Township).unwrap(),
        starts: bench.today(),
        ends: bench.today().plus(300),
    };
    bench.done(&bench.desk(&bench.county(), Post::CivilAffairsOfficer), GrantMandate { mandate });
    let refusal = bench.refused(&bench.desk_of(&approver), act(bench, &case, "pay", "paid"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.custody", true), "{refusal:?}");
    // What somebody else approved he pays.
    bench.done(&bench.desk(&village, Post::AgencyCashier), act(bench, &case, "pay", "paid"));
    bench.verified();
}
