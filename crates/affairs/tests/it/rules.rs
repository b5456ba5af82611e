//! A case is judged to its end by the rules that it began under.

use crate::claim::{act, claim, like_claim};
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::AdoptRules;
use procedure::RuleFile;
use village::{CaseId, Post};

on_both_databases!(
    a_running_case_keeps_its_rules_when_others_are_adopted,
    rules_are_adopted_by_the_county_only_and_only_when_they_can_be_read,
);

fn layers() -> Vec<String> {
    ["national", "zhejiang"].map(str::to_owned).to_vec()
}

/// The shipped rules with a lower limit for cash: 500 yuan.
fn stricter() -> Vec<RuleFile> {
    let mut files = demo::shipped_rules();
    let file = files.iter_mut().find(|file| file.path == "national/affairs/C/C1.toml").unwrap();
    assert_eq!(file.text.matches("value = 100_000\n").count(), 1);
    file.text = file.text.replace("value = 100_000\n", "value = 50_000\n");
    files
}

fn a_running_case_keeps_its_rules_when_others_are_adopted(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember);
    let cash = |invoice: &str| claim(bench, "800", invoice).with("pay_by", "cash");
    let case = CaseId::new(bench.done(&desk, cash("Q-1").open(&village, "C1")).subject).unwrap();
    let old = bench.read(|reader| affairs::case(reader, &case)).unwrap().rules;

    let adopt = AdoptRules { county: bench.county(), files: stricter(), layers: layers() };
    let officer = bench.desk(&village, Post::AgricultureOfficer);
    let receipt = bench.done(&officer, adopt);
    assert_ne!(receipt.subject, old.to_string());
    // A new claim is judged by the new limit.
    assert_eq!(bench.refused(&desk, cash("Q-2").open(&village, "C1")).rule, "C1.cash");
    // The running one by the old limit, to its end.
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "doubted"));
    let corrected = like_claim(form(bench, "correct", "corrected"), bench, "900", "Q-1").with("pay_by", "cash");
    bench.done(&desk, corrected.act(&case));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    assert_eq!((row.rules, row.step.as_str()), (old, "witness"));

    // Another office on the same store, with nothing in its memory, judges alike.
    let fresh = bench.office_that_warns(alerts::warn);
    let book = fresh.read(|reader| fresh.book(reader, &old)).unwrap();
    assert_eq!(book.hash, old);
    let current = fresh.read(|reader| fresh.current_book(reader)).unwrap();
    assert_eq!(current.hash.to_string(), receipt.subject);
    // Adopting the first rules again brings them back.
    let again = AdoptRules { county: bench.county(), files: demo::shipped_rules(), layers: layers() };
    assert_eq!(bench.done(&officer, again).subject, old.to_string());
    bench.done(&desk, cash("Q-3").open(&village, "C1"));
    bench.verified();
}

fn rules_are_adopted_by_the_county_only_and_only_when_they_can_be_read(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::PartySecretary, Post::TownshipOfficial, Post::CountyDiscipline, Post::Administrator] {
        let adopt = AdoptRules { county: bench.county(), files: stricter(), layers: layers() };
        let refusal = bench.refused(&bench.desk(&village, post), adopt);
        assert_eq!(refusal.kind, village::Kind::NotYours, "{post}");
    }
    let mut broken = stricter();
    broken[0].text.push_str("\nno_such_key = 1\n");
    let path = broken[0].path.clone();
    let adopt = AdoptRules { county: bench.county(), files: broken, layers: layers() };
    let refusal = bench.refused(&bench.desk(&village, Post::AgricultureOfficer), adopt);
    assert!(refusal.words.zh.contains(&path), "the fault names its file: {}", refusal.words.zh);
}
