//! Who may take a step: the post of today, one person one hand, no relatives, and the top leader last.

use crate::claim::{act, at, claim, opened, step};
use authority::Relation;
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::roster::{DeclareKin, EndMandate, GrantMandate};
use village::{CaseId, Kind, Mandate, PersonId, Place, Post};

on_both_databases!(
    the_handler_the_witness_and_the_approver_are_three_people,
    the_top_leader_neither_claims_nor_approves_first_but_signs_last,
    a_declared_relative_of_the_payee_stands_aside_whoever_declared_it,
    a_relative_declared_while_the_case_runs_stands_aside_at_once,
    a_relative_of_the_payee_does_not_vote_on_the_payment,
    a_mandate_that_ended_yesterday_gives_no_right_today,
    a_mandate_that_ends_between_the_form_and_the_deed_gives_no_right,
    a_post_that_begins_tomorrow_gives_no_right_today,
    an_administrator_has_no_business_in_a_case,
);

fn mandate_of(bench: &Bench, village: &Place, person: &PersonId, post: Post) -> String {
    let at = village.at(post.level()).unwrap();
    let holders = bench.read(|reader| office::roster::persons_with(reader, &at, post, bench.today()));
    holders.into_iter().find(|holder| holder.mandate.person == *person).unwrap().mandate_id
}

fn grant(bench: &Bench, village: &Place, person: &PersonId, post: Post) {
    let (starts, ends) = (bench.today(), bench.today().plus(400));
    let mandate = Mandate { person: person.clone(), post, place: village.clone(), starts, ends };
    bench.done_checked(&bench.desk(village, Post::TownshipOfficial), GrantMandate { mandate });
}

fn end(bench: &Bench, village: &Place, person: &PersonId, post: Post, last_day: village::Day) {
    let id = mandate_of(bench, village, person, post);
    let end = EndMandate { id, place: village.clone(), last_day, reason: "辞职".into() };
    bench.done(&bench.desk(village, Post::TownshipOfficial), end);
}

fn refused(bench: &Bench, person: &PersonId, case: &CaseId, name: &str, outcome: &str) -> village::Refusal {
    let refusal = bench.refused(&bench.desk_of(person), act(bench, case, name, outcome));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "{refusal:?}");
    refusal
}

fn the_handler_the_witness_and_the_approver_are_three_people(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "A-1");
    // Then the handler is given every post that the law lets one person have.
    let many = bench.person(&village, "委员甲");
    for post in [Post::BranchMember, Post::Representative, Post::Clerk, Post::DeputyDirector, Post::Bookkeeper] {
        grant(bench, &village, &many, post);
    }
    assert_eq!(refused(bench, &many, &case, "witness", "confirmed").rule, "separation.witness");
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
    assert_eq!(refused(bench, &many, &case, "first_approve", "approved").rule, "separation.approver");
    // The witness may not approve either, even with the post.
    let witness = bench.desk(&village, Post::Representative).person().unwrap().clone();
    grant(bench, &village, &witness, Post::BranchMember);
    assert_eq!(refused(bench, &witness, &case, "first_approve", "approved").rule, "separation.approver");
    let deputy = bench.person(&village, "副主任");
    bench.done(&bench.desk_of(&deputy), act(bench, &case, "first_approve", "approved"));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), act(bench, &case, "check", "marked"));
    bench.done(&bench.desk(&village, Post::PartySecretary), act(bench, &case, "sign_last", "signed"));
    // Who handled the expense may not submit it to the agency as the bookkeeper.
    refused(bench, &many, &case, "submit", "submitted");
    bench.done(&bench.desk(&village, Post::Bookkeeper), act(bench, &case, "submit", "submitted"));
    bench.verified();
}

fn the_top_leader_neither_claims_nor_approves_first_but_signs_last(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let leader = bench.person(&village, "书记");
    for post in [Post::CommitteeMember, Post::BranchMember, Post::Clerk] {
        grant(bench, &village, &leader, post);
    }
    let refusal = bench.refused(&bench.desk_of(&leader), claim(bench, "120", "B-1").open(&village, "C1"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("three_no_direct.money", true));
    assert!(!refusal.articles.is_empty());
    let case = at(bench, &village, "B-2", "first_approve");
    assert_eq!(refused(bench, &leader, &case, "first_approve", "approved").rule, "three_no_direct.money");
    bench.done(&bench.desk(&village, Post::DeputyDirector), act(bench, &case, "first_approve", "approved"));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), act(bench, &case, "check", "marked"));
    // Nobody else signs last.
    let deputy = bench.person(&village, "副主任");
    refused(bench, &deputy, &case, "sign_last", "signed");
    bench.done(&bench.desk_of(&leader), act(bench, &case, "sign_last", "signed"));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().step, "submit");
}

fn a_declared_relative_of_the_payee_stands_aside_whoever_declared_it(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [contractor, deputy, secretary] = ["承包人", "副主任", "书记"].map(|name| bench.person(&village, name));
    let kin = |person: &PersonId, relative: &PersonId| DeclareKin {
        place: village.clone(),
        person: person.clone(),
        relative: relative.clone(),
        relation: Relation::Sibling,
    };
    // The deputy declares the contractor; the contractor declares the secretary.
    bench.done(&bench.desk_of(&deputy), kin(&deputy, &contractor));
    bench.done(&bench.desk_of(&contractor), kin(&contractor, &secretary));
    let sheet = claim(bench, "120", "K-1").with("payee", " 承包人 ");
    let receipt = bench.done(&bench.desk(&village, Post::CommitteeMember), sheet.open(&village, "C1"));
    let case = CaseId::new(receipt.subject).unwrap();
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
    let refusal = refused(bench, &deputy, &case, "first_approve", "approved");
    assert_eq!(refusal.rule, "separation.kin");
    bench.done(&bench.desk(&village, Post::BranchMember), act(bench, &case, "first_approve", "approved"));
    bench.done(&bench.desk(&village, Post::SupervisionDirector), act(bench, &case, "check", "marked"));
    assert_eq!(refused(bench, &secretary, &case, "sign_last", "signed").rule, "separation.kin");
    // Nor may a relative make the claim in the first place.
    grant(bench, &village, &deputy, Post::CommitteeMember);
    let own = claim(bench, "120", "K-2").with("payee", "承包人").open(&village, "C1");
    assert_eq!(bench.refused(&bench.desk_of(&deputy), own).rule, "separation.kin");
}

fn a_relative_declared_while_the_case_runs_stands_aside_at_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [contractor, director] = ["承包人", "监委主任"].map(|name| bench.person(&village, name));
    let sheet = claim(bench, "120", "K-3").with("payee", contractor.as_str());
    let receipt = bench.done(&bench.desk(&village, Post::CommitteeMember), sheet.open(&village, "C1"));
    let case = CaseId::new(receipt.subject).unwrap();
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
    bench.done(&bench.desk(&village, Post::DeputyDirector), act(bench, &case, "first_approve", "approved"));
    let relation = Relation::Child;
    let kin = DeclareKin { place: village.clone(), person: contractor.clone(), relative: director.clone(), relation };
    bench.done(&bench.desk_of(&contractor), kin);
    assert_eq!(refused(bench, &director, &case, "check", "marked").rule, "separation.kin");
    bench.done(&bench.desk(&village, Post::SupervisionMember), act(bench, &case, "check", "marked"));
}

fn a_relative_of_the_payee_does_not_vote_on_the_payment(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [contractor, deputy] = ["承包人", "副主任"].map(|name| bench.person(&village, name));
    let (person, relative, relation) = (contractor.clone(), deputy.clone(), Relation::Sibling);
    bench.done(&bench.desk_of(&contractor), DeclareKin { place: village.clone(), person, relative, relation });
    let sheet = claim(bench, "3000", "K-4").with("payee", "承包人");
    let receipt = bench.done(&bench.desk(&village, Post::CommitteeMember), sheet.open(&village, "C1"));
    let case = CaseId::new(receipt.subject).unwrap();
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
    let present = ["书记", "副主任", "委员甲", "委员乙", "支委甲"].map(|name| bench.person(&village, name));
    let held = |votes: u32| {
        let sheet = form(bench, "joint_meeting", "").minutes("会议记录");
        sheet.meeting("joint_meeting", bench.today(), &present, (votes, 0, 0))
    };
    let clerk = bench.desk(&village, Post::Clerk);
    let refusal = bench.refused(&clerk, held(5).act(&case));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("sitting.kin", false));
    assert!(refusal.faults[0].words.zh.starts_with("副主任申报过与承包人是亲属"), "{refusal:?}");
    let recused = held(4).meeting_with(|sitting| sitting.recused.push(deputy.clone()));
    bench.done(&clerk, recused.act(&case));
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.present, sitting.recused, sitting.passed), (5, 1, true));
}

fn a_mandate_that_ended_yesterday_gives_no_right_today(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let deputy = bench.person(&village, "副主任");
    let case = at(bench, &village, "M-1", "first_approve");
    end(bench, &village, &deputy, Post::DeputyDirector, bench.today());
    bench.clock.set(bench.today().at(23, 59));
    let preview = bench.office.preview(&bench.desk_of(&deputy), act(bench, &case, "first_approve", "approved"));
    assert!(matches!(preview, Ok(office::Preview::Done(_))), "the last day counts to its end: {preview:?}");
    bench.clock.advance_ms(60_000);
    let refusal = refused(bench, &deputy, &case, "first_approve", "approved");
    assert!(refusal.rule.contains("no_post"), "{refusal:?}");
}

fn a_mandate_that_ends_between_the_form_and_the_deed_gives_no_right(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let deputy = bench.person(&village, "副主任");
    let case = at(bench, &village, "M-2", "first_approve");
    // The form is made while the mandate is in force.
    let (desk, deed) = (bench.desk_of(&deputy), act(bench, &case, "first_approve", "approved"));
    end(bench, &village, &deputy, Post::DeputyDirector, bench.today().plus(-1));
    let refusal = bench.refused(&desk, deed);
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().step, "first_approve");
}

fn a_post_that_begins_tomorrow_gives_no_right_today(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "代表8");
    let case = at(bench, &village, "M-3", "first_approve");
    let (starts, ends) = (bench.today().plus(1), bench.today().plus(100));
    let mandate = Mandate { person: person.clone(), post: Post::DeputyDirector, place: village.clone(), starts, ends };
    bench.done_checked(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate });
    refused(bench, &person, &case, "first_approve", "approved");
    bench.wait_days(1);
    bench.done(&bench.desk_of(&person), act(bench, &case, "first_approve", "approved"));
}

fn an_administrator_has_no_business_in_a_case(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let administrator = bench.desk(&village, Post::Administrator);
    let open = claim(bench, "120", "Z-1").open(&village, "C1");
    assert_eq!(bench.refused(&administrator, open).rule, "supervision.administrator_has_no_business");
    let case = opened(bench, &village, "120", "Z-2");
    let refusal = bench.refused(&administrator, step(bench, "witness", "confirmed").act(&case));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true));
}
