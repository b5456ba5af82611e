//! A large payment (C2) rests on a decision and a contract, looked at when it is asked for and again when it is made.

use crate::walk::{decision, payment, to_the_end};
use demo::testing::Bench;
use demo::{Matter, Went, on_both_databases};
use village::{Fen, Post};

on_both_databases!(
    a_payment_counts_against_its_contract,
    two_payments_that_together_pass_the_contracts_share_are_not_both_made,
    a_payment_rests_on_a_decision_and_a_contract_of_its_own_village,
    only_the_party_of_the_contract_is_paid,
);

fn refused_at_once(bench: &Bench, matter: &mut Matter) -> String {
    match demo::go_on(&bench.office, matter, bench.now()) {
        Ok(Went::NotYet(refusal)) => refusal.rule,
        other => panic!("{other:?}"),
    }
}

fn changed(matter: &Matter, values: &[(&str, &str)]) -> Matter {
    let mut matter = matter.clone();
    matter.values.extend(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    matter
}

fn a_payment_counts_against_its_contract(bench: &Bench) {
    bench.found(1);
    let mut matter = payment(bench, &bench.village(1));
    to_the_end(bench, &mut matter);
    let contract = village::CaseId::new(matter.values["contract_case"].clone()).unwrap();
    let row = bench.read(|reader| affairs::case(reader, &contract)).unwrap();
    assert_eq!(row.paid_fen, Fen::yuan(7_000));
    assert_eq!(bench.case(&matter).paid_fen, Fen::yuan(7_000));
    // An advance of 30 % of 28,000 at most: 1,400 more are left of it, and no fen beyond.
    let mut next = changed(&matter, &[("amount_fen", "1400.01"), ("invoice_no", "C2-2")]);
    next.case = None;
    assert_eq!(refused_at_once(bench, &mut next), "C2.over_share");
    let mut next = changed(&next, &[("amount_fen", "1400")]);
    to_the_end(bench, &mut next);
    bench.verified();
}

fn two_payments_that_together_pass_the_contracts_share_are_not_both_made(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut one = payment(bench, &village);
    let mut other = changed(&one, &[("invoice_no", "C2-3")]);
    bench.go_on_to(&mut one, "pay");
    bench.go_on_to(&mut other, "pay");
    assert!(matches!(bench.go_on(&mut one), Went::On(_)));
    assert_eq!(refused_at_once(bench, &mut other), "C2.over_share");
    let month: String = bench.today().to_string().chars().take(7).collect();
    assert_eq!(bench.read(|reader| affairs::payments(reader, &village, &month)).len(), 1);
    assert_eq!(bench.case(&other).status, "running");
}

fn a_payment_rests_on_a_decision_and_a_contract_of_its_own_village(bench: &Bench) {
    bench.found(2);
    let (village, elsewhere) = (bench.village(1), bench.village(2));
    let good = payment(bench, &village);
    let mut young = decision(&village);
    bench.go_on_to(&mut young, "check_plan");
    let young = bench.case(&young).id.to_string();
    for (values, rule) in [
        (&[("decision_case", "")][..], "C2.no_decision"),
        (&[("contract_case", "")], "C2.no_contract"),
        (&[("decision_case", young.as_str())], "C2.no_decision"),
        (&[("decision_case", "990101001001-A1-2026-9999")], "form"),
        (&[("contract_case", young.as_str())], "form"),
    ] {
        assert_eq!(refused_at_once(bench, &mut changed(&good, values)), rule, "{values:?}");
    }
    let mut borrowed = good.clone();
    borrowed.village = elsewhere;
    assert_eq!(refused_at_once(bench, &mut borrowed), "form", "another village's cases are as if they were not there");
    assert!(bench.read(|reader| affairs::cases_within(reader, &bench.county(), None, Some("C2"))).is_empty());
}

fn only_the_party_of_the_contract_is_paid(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let good = payment(bench, &village);
    assert_eq!(refused_at_once(bench, &mut changed(&good, &[("payee", "别的建筑队")])), "C2.wrong_payee");
    assert_eq!(refused_at_once(bench, &mut changed(&good, &[("amount_fen", "28000.01")])), "C2.over_contract");
    let payee = good.values.get("payee").cloned();
    let mut matter = good;
    bench.go_on_to(&mut matter, "pay");
    // What the payment rests on cannot be said anew by whoever pays.
    let case = bench.case(&matter).id;
    let cashier = bench.desk(&village, Post::AgencyCashier);
    let sheet = demo::testing::form(bench, "pay", "paid").paper("bank_slip", "转账成功");
    bench.done(&cashier, sheet.with("payee", "别的建筑队").with("amount_fen", "28000").act(&case));
    let row = bench.case(&matter);
    assert_eq!((row.party, row.paid_fen), (payee, Fen::yuan(7_000)));
    let act = bench.read(|reader| affairs::acts(reader, &case)).pop().unwrap();
    assert!(act.fields.is_empty(), "{:?}", act.fields);
}
