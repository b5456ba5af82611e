//! A party may ask for himself and does nothing else in his own matter, however his name was typed.

use crate::claim::{ROAD, act, claim};
use crate::walk::{lease, project, seal};
use affairs::{AnswerObjection, LodgeObjection};
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::roster::{ImportRoster, NewMandate, NewPerson};
use village::{CaseId, PersonId, Place, Post};

on_both_databases!(
    the_payee_takes_no_step_of_his_own_payment,
    a_claim_for_ones_own_expense_is_lawful,
    the_payee_is_known_however_his_name_is_typed,
    a_namesake_stands_aside_until_the_number_is_typed,
    the_tenant_and_the_contractor_take_no_step_of_their_own_contract,
    an_applicant_asks_for_the_seal_and_neither_approves_nor_uses_it,
    a_contract_is_not_sealed_by_whom_it_is_with,
    an_objection_is_not_answered_by_the_party,
);

/// Opens a claim that pays so named, and takes it along the road until it waits for `until`.
fn claimed_for(bench: &Bench, village: &Place, payee: &str, invoice: &str, until: &str) -> CaseId {
    let sheet = claim(bench, "120", invoice).with("payee", payee);
    let receipt = bench.done(&bench.desk(village, Post::CommitteeMember), sheet.open(village, "C1"));
    let case = CaseId::new(receipt.subject).unwrap();
    for (name, post, outcome) in ROAD.iter().skip(1).take_while(|(name, ..)| *name != until) {
        bench.done(&bench.desk(village, *post), act(bench, &case, name, outcome));
    }
    case
}

fn refused_as_party(bench: &Bench, person: &PersonId, case: &CaseId, step: &str, outcome: &str) {
    let refusal = bench.refused(&bench.desk_of(person), act(bench, case, step, outcome));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.party", true), "{step}: {refusal:?}");
    assert!(!refusal.articles.is_empty());
}

fn name_of(bench: &Bench, person: &PersonId) -> String {
    bench.read(|reader| office::roster::name_of(reader, person)).unwrap()
}

fn the_payee_takes_no_step_of_his_own_payment(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for (serial, (step, post, outcome)) in ROAD.iter().enumerate().skip(1) {
        let payee = bench.desk(&village, *post).person().unwrap().clone();
        let case = claimed_for(bench, &village, &name_of(bench, &payee), &format!("Z-{serial}"), step);
        let before = bench.picture();
        refused_as_party(bench, &payee, &case, step, outcome);
        assert_eq!(bench.picture(), before);
        let alerts = bench.inbox(&village, Post::DisciplineOfficer);
        assert!(alerts.iter().any(|alert| alert.subject == case.as_str() && alert.person.as_ref() == Some(&payee)));
    }
    bench.verified();
}

fn a_claim_for_ones_own_expense_is_lawful(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let member = bench.desk(&village, Post::CommitteeMember);
    let name = name_of(bench, member.person().unwrap());
    let case = claimed_for(bench, &village, &name, "Z-1", "nothing");
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().status, "done");
}

fn the_payee_is_known_however_his_name_is_typed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let deputy = bench.person(&village, "副主任");
    for (serial, payee) in
        ["副 主任", "副　主任", "副主任（本人）", "副主任13800000000", "李四、副主任", deputy.as_str()]
            .iter()
            .enumerate()
    {
        let case = claimed_for(bench, &village, payee, &format!("T-{serial}"), "first_approve");
        refused_as_party(bench, &deputy, &case, "first_approve", "approved");
        bench.done(&bench.desk(&village, Post::BranchMember), act(bench, &case, "first_approve", "approved"));
    }
    let shop = claimed_for(bench, &village, "副主任日杂店", "T-9", "first_approve");
    bench.done(&bench.desk_of(&deputy), act(bench, &shop, "first_approve", "approved"));
}

fn a_namesake_stands_aside_until_the_number_is_typed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let deputy = bench.person(&village, "副主任");
    let namesake = NewPerson {
        row: 2,
        name: "副主任".into(),
        place: village.clone(),
        household: "88".into(),
        group: None,
        phone: String::new(),
        email: String::new(),
        identity: "namesake".into(),
        born: None,
        posts: vec![NewMandate { post: Post::Villager, starts: bench.today(), ends: bench.today().plus(900) }],
        relatives: Vec::new(),
    };
    let sheet = ImportRoster { place: village.clone(), people: vec![namesake] };
    bench.done(&bench.desk(&village, Post::TownshipOfficial), sheet);
    let people = bench.read(|reader| office::roster::people_of(reader, &village));
    let other = people.into_iter().rev().find(|one| one.name == "副主任").unwrap().id;
    assert_ne!(other, deputy);
    let case = claimed_for(bench, &village, "副主任", "N-1", "first_approve");
    refused_as_party(bench, &deputy, &case, "first_approve", "approved");
    for (serial, payee) in [other.to_string(), format!("副主任 {other}")].iter().enumerate() {
        let case = claimed_for(bench, &village, payee, &format!("N-2{serial}"), "first_approve");
        bench.done(&bench.desk_of(&deputy), act(bench, &case, "first_approve", "approved"));
    }
}

fn the_tenant_and_the_contractor_take_no_step_of_their_own_contract(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for mut matter in [lease(bench, &village), project(bench, &village)] {
        matter.values.insert("party".into(), "副主任".into());
        matter.values.insert("kin_declared".into(), "yes".into());
        bench.go_on_to(&mut matter, "sign_contract");
        let case = bench.case(&matter).id;
        let signing = form(bench, "sign_contract", "signed").act(&case);
        let refusal = bench.refused(&bench.desk(&village, Post::DeputyDirector), signing);
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.party", true), "{}", matter.affair);
    }
    // Nor does anybody award the property to himself; and an official's own bid is named as such.
    let mut matter = lease(bench, &village);
    bench.go_on_to(&mut matter, "award");
    let row = bench.case(&matter);
    let window = bench.read(|reader| affairs::windows(reader, &row.id)).pop().unwrap();
    bench.go_to(window.closes.plus(1));
    let award = |party: &str| {
        form(bench, "award", "awarded")
            .with("offers", "3")
            .with("best_offer_fen", "26000")
            .with("price_fen", "26000")
            .with("party", party)
            .with("kin_declared", "no")
            .paper("bid_record", "三家报价")
            .act(&row.id)
    };
    let clerk = bench.desk(&village, Post::AssetClerk);
    assert_eq!(bench.refused(&clerk, award("资产员")).rule, "separation.party");
    let refusal = bench.refused(&clerk, award("副主任"));
    assert_eq!(refusal.rule, "D1.kin_not_declared");
    assert!(refusal.words.zh.contains("副主任本人"), "{}", refusal.words.zh);
}

fn an_applicant_asks_for_the_seal_and_neither_approves_nor_uses_it(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for (applicant, step, outcome) in [("副主任", "approve_ordinary", "approved"), ("保管员", "use_seal", "sealed")]
    {
        let mut matter = seal(&village);
        matter.values.insert("applicant".into(), applicant.into());
        // Somebody else approves where the applicant may not.
        while matter.case.is_none() || bench.case(&matter).step != step {
            bench.go_on(&mut matter);
        }
        let person = bench.person(&village, applicant);
        let refusal = bench.refused(&bench.desk_of(&person), form(bench, step, outcome).act(&bench.case(&matter).id));
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.party", true), "{applicant}");
    }
    let own = form(bench, "request", "requested")
        .with("kind", "certificate")
        .with("purpose", "居住证明")
        .with("copies", "1")
        .with("applicant", "文书")
        .paper("document", "证明");
    bench.done(&bench.desk(&village, Post::Clerk), own.open(&village, "K1"));
}

fn a_contract_is_not_sealed_by_whom_it_is_with(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut works = project(bench, &village);
    works.values.insert("party".into(), "保管员".into());
    bench.go_on_to(&mut works, "sign_contract");
    let mut matter = seal(&village);
    matter.values.insert("kind".into(), "contract".into());
    matter.values.insert("applicant".into(), String::new());
    matter.values.insert("linked_case".into(), bench.case(&works).id.to_string());
    bench.go_on_to(&mut matter, "use_seal");
    let keeper = bench.desk(&village, Post::SealKeeper);
    let refusal = bench.refused(&keeper, form(bench, "use_seal", "sealed").act(&bench.case(&matter).id));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.party", true));
}

fn an_objection_is_not_answered_by_the_party(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut matter = project(bench, &village);
    matter.values.insert("party".into(), "文书".into());
    bench.go_on_to(&mut matter, "close_award");
    let case = bench.case(&matter);
    let lodge = LodgeObjection {
        case: case.id.clone(),
        village: village.clone(),
        text: "中标人就是村文书".into(),
        contact: String::new(),
    };
    let lodged = bench.done(&bench.nobody(), lodge);
    let answer = || AnswerObjection {
        case: case.id.clone(),
        village: village.clone(),
        objection: lodged.subject.clone(),
        answer: "没有问题，价格最低".into(),
        upheld: false,
    };
    let refusal = bench.refused(&bench.desk(&village, Post::Clerk), answer());
    assert!(refusal.rule.starts_with("separation.") && refusal.violation, "{}", refusal.rule);
    bench.done(&bench.free(&case.id, &lodged.subject, affairs::Task::Answer), answer());
}
