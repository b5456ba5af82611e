//! Every act of the log is taken once more under the rules of its case; one that the rules would not allow is named.

use crate::claim::at;
use crate::walk::{decision, payment, to_the_end};
use archive::Tx;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::{self, EndMandate};
use office::{About, Deed, Desk, Receipt};
use serde_json::{Value, json};
use village::{CaseId, Place, Post, Stop};

on_both_databases!(
    what_the_doors_let_through_is_what_the_rules_allow,
    whoever_leaves_a_post_had_it_in_the_morning,
    an_act_that_was_written_past_the_rules_is_named,
    an_act_that_came_out_otherwise_is_named,
);

/// An entry written past every check, as somebody with the program's source could.
struct Forged {
    village: Place,
    case: CaseId,
    body: Value,
}

impl Deed for Forged {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "forged".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let entry = tx.append(desk.draft(&self.village, "case.acted", self.case.as_str(), self.body.clone()))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

fn forged(
    bench: &Bench,
    case: &CaseId,
    post: Post,
    step: &str,
    outcome: &str,
    to: (&str, &str),
    more: Value,
) -> Forged {
    let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
    let person = bench.desk(&row.village, post).person().unwrap().to_string();
    let mut body = json!({
        "case": case.as_str(), "number": row.revision + 1, "step": step, "outcome": outcome, "person": person,
        "post": post, "fields": {}, "papers": [], "facts": row.facts, "status": to.0, "at": to.1, "due": null,
        "remind": null, "amount_fen": row.amount_fen, "party": row.party, "discloses": [],
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Forged { village: row.village, case: case.clone(), body }
}

fn deviations(bench: &Bench) -> affairs::Conformance {
    bench.read(|reader| affairs::conformance(reader, &bench.office))
}

fn what_the_doors_let_through_is_what_the_rules_allow(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    // A decision, a project and its contract, a payment that rests on both; a claim that still runs.
    let mut matter = payment(bench, &village);
    to_the_end(bench, &mut matter);
    at(bench, &village, "CON-1", "pay");
    to_the_end(bench, &mut decision(&village));
    let found = deviations(bench);
    assert!(found.deviations.is_empty(), "{:#?}", found.deviations);
    assert!(found.acts > 30 && found.cases >= 5, "{found:?}");
}

fn whoever_leaves_a_post_had_it_in_the_morning(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "CON-3", "first_approve");
    let approver = bench.read(|reader| affairs::acts(reader, &case)).pop().unwrap().person;
    bench.clock.set(bench.now().plus_ms(3_600_000));
    let terms = bench.read(|reader| roster::terms_of(reader, &approver));
    let official = bench.desk(&village, Post::TownshipOfficial);
    for term in terms.into_iter().filter(|term| term.mandate.ends >= bench.today()) {
        let (id, last_day) = (term.mandate_id, bench.today().plus(-1));
        bench.done(&official, EndMandate { id, place: village.clone(), last_day, reason: "辞职".into() });
    }
    let found = deviations(bench);
    assert!(found.deviations.is_empty(), "{:#?}", found.deviations);
}

fn an_act_that_was_written_past_the_rules_is_named(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "CON-2", "first_approve");
    let entry =
        forged(bench, &case, Post::AgencyCashier, "pay", "paid", ("done", "done"), json!({ "discloses": ["F03"] }));
    bench.done(&bench.desk(&village, Post::AgencyCashier), entry);
    // The tables agree with the log: only the rules do not.
    bench.verified();
    let found = deviations(bench).deviations;
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((&one.case, one.number, one.step.as_str()), (&case, 3, "pay"));
    assert!(one.why.zh.contains("首签") || one.why.zh.contains("审批"), "{one:?}");
}

fn an_act_that_came_out_otherwise_is_named(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "CON-3", "first_approve");
    // Approved by who may approve, but straight to the payment.
    let entry = forged(bench, &case, Post::DeputyDirector, "first_approve", "approved", ("running", "pay"), json!({}));
    bench.done(&bench.desk(&village, Post::DeputyDirector), entry);
    let found = deviations(bench).deviations;
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert!(one.why.en.starts_with("it leads elsewhere: the record says `pay`"), "{one:?}");
}
