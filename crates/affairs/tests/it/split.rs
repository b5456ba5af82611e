//! What is cut into pieces is judged as the whole: several expenses to one payee within the days that the rules name.

use crate::claim::{ROAD, act, claim, like_claim};
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::roster::{PartyWords, is_same_party, name_of, party_words};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use village::{CaseId, Place, Post};

on_both_databases!(
    a_second_claim_to_one_payee_goes_the_road_of_the_whole,
    what_is_over_the_limit_in_pieces_is_refused_and_the_other_claim_is_named,
    only_the_same_payee_of_the_village_within_the_days_counts,
    a_claim_that_grows_meets_the_others_and_a_later_signature_looks_again,
    whoever_is_the_same_party_has_a_word_in_common,
);

/// A claim of so many yuan for a payee.
fn claimed(bench: &Bench, village: &Place, yuan: &str, payee: &str, invoice: &str) -> CaseId {
    let sheet = claim(bench, yuan, invoice).with("payee", payee);
    let receipt = bench.done(&bench.desk(village, Post::CommitteeMember), sheet.open(village, "C1"));
    CaseId::new(receipt.subject).unwrap()
}

fn step_of(bench: &Bench, case: &CaseId) -> String {
    bench.read(|reader| affairs::case(reader, case)).unwrap().step
}

fn witnessed(bench: &Bench, village: &Place, case: &CaseId, outcome: &str) {
    bench.done(&bench.desk(village, Post::Representative), act(bench, case, "witness", outcome));
}

fn a_second_claim_to_one_payee_goes_the_road_of_the_whole(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let first = claimed(bench, &village, "1900", "青溪日杂店", "S-1");
    let second = claimed(bench, &village, "1910", "青溪　日杂店（本村）", "S-2");
    witnessed(bench, &village, &second, "confirmed");
    assert_eq!(step_of(bench, &second), "joint_meeting", "the second half went past the joint meeting");
    // Who came first is not held up by who comes after.
    for (name, post, outcome) in &ROAD[1..] {
        bench.done(&bench.desk(&village, *post), act(bench, &first, name, outcome));
    }
    assert_eq!(step_of(bench, &first), "done");
    let third = claimed(bench, &village, "6190.01", "青溪日杂店", "S-3");
    witnessed(bench, &village, &third, "confirmed");
    assert_eq!(step_of(bench, &third), "pre_review", "what was paid already counts as well");
    bench.verified();
}

fn what_is_over_the_limit_in_pieces_is_refused_and_the_other_claim_is_named(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let first = claimed(bench, &village, "30000", "青溪日杂店", "B-1");
    let desk = bench.desk(&village, Post::CommitteeMember);
    let half = || claim(bench, "20000.01", "B-2").with("payee", "青溪日杂店");
    let refusal = bench.refused(&desk, half().open(&village, "C1"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("C1.split", true));
    for told in [first.as_str(), "30,000.00元", "50,000.01元", "50,000.00元", "30天"] {
        assert!(refusal.words.zh.contains(told), "{told}: {}", refusal.words.zh);
    }
    assert!(refusal.next.zh.contains("A1") && refusal.next.zh.contains("C2") && !refusal.articles.is_empty());
    // Exactly the limit is still an expense; and what came to nothing counts no more.
    witnessed(bench, &village, &first, "doubted");
    bench.done(&desk, form(bench, "correct", "withdrawn").act(&first));
    bench.done(&desk, half().open(&village, "C1"));
    let rest = claim(bench, "29999.99", "B-3").with("payee", "青溪日杂店");
    bench.done(&desk, rest.open(&village, "C1"));
    bench.verified();
}

fn only_the_same_payee_of_the_village_within_the_days_counts(bench: &Bench) {
    bench.found(2);
    let (one, other) = (bench.village(1), bench.village(2));
    claimed(bench, &one, "30000", "青溪日杂店", "W-1");
    claimed(bench, &one, "30000", "青溪日杂店二店", "W-2");
    claimed(bench, &other, "30000", "青溪日杂店", "W-3");
    let again = || claim(bench, "30000", "W-4").with("payee", "青溪日杂店");
    bench.wait_days(30);
    let refusal = bench.refused(&bench.desk(&one, Post::CommitteeMember), again().open(&one, "C1"));
    assert_eq!(refusal.rule, "C1.split");
    bench.wait_days(1);
    bench.done(&bench.desk(&one, Post::CommitteeMember), again().open(&one, "C1"));
}

fn a_claim_that_grows_meets_the_others_and_a_later_signature_looks_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let handler = bench.desk(&village, Post::CommitteeMember);
    let early = claimed(bench, &village, "1500", "王五五金", "G-1");
    witnessed(bench, &village, &early, "doubted");
    let late = claimed(bench, &village, "1600", "青溪日杂店", "G-2");
    let corrected = |yuan: &str, payee: &str| {
        like_claim(form(bench, "correct", "corrected"), bench, yuan, "G-1").with("payee", payee).act(&early)
    };
    assert_eq!(bench.refused(&handler, corrected("48400.01", "青溪日杂店")).rule, "C1.split");
    for (name, post, outcome) in &ROAD[1..4] {
        bench.done(&bench.desk(&village, *post), act(bench, &late, name, outcome));
    }
    // The claim that began first is now one to the same payee: two of them are a matter of the joint meeting.
    bench.done(&handler, corrected("1500", "青溪日杂店"));
    let secretary = bench.desk(&village, Post::PartySecretary);
    let refusal = bench.refused(&secretary, act(bench, &late, "sign_last", "signed"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("C1.not_as_the_whole", true));
    assert!(refusal.words.zh.contains(early.as_str()) && refusal.words.zh.contains("3,100.00元"));
    bench.done(&secretary, act(bench, &late, "sign_last", "returned"));
    let again = like_claim(form(bench, "correct", "corrected"), bench, "1600", "G-2").act(&late);
    bench.done(&handler, again);
    witnessed(bench, &village, &late, "confirmed");
    assert_eq!(step_of(bench, &late), "joint_meeting");
    bench.verified();
}

/// The other cases are looked for by words: a payee who would be taken for the same must never be missed by them.
fn whoever_is_the_same_party_has_a_word_in_common(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.desk(&village, Post::CommitteeMember).person().unwrap().clone();
    let name = bench.read(|reader| name_of(reader, &person)).unwrap();
    let spaced: String = name.chars().flat_map(|c| [c, '\u{3000}']).collect();
    let pieces = [
        &*name,
        &spaced,
        person.as_str(),
        "青溪日杂店",
        "青溪",
        "日杂店",
        "王军",
        "阿卜·买买提",
        "ＷＡＮＧ",
        "wang",
        "138",
    ];
    let pieces: Vec<String> = pieces.iter().map(|&piece| piece.to_owned()).collect();
    let between =
        prop_oneof![Just(""), Just(" "), Just("（"), Just("）"), Just("-"), Just("、"), Just("·"), Just("【个体】")];
    let party = || {
        let piece = prop::sample::select(pieces.clone());
        prop::collection::vec((between.clone(), piece, between.clone()), 1..4)
            .prop_map(|parts| parts.iter().fold(String::new(), |text, (a, piece, b)| text + a + piece + b))
    };
    let tried =
        TestRunner::new(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() }).run(
            &(party(), party()),
            |(one, other)| {
                let (same, here, there) = bench.read(|reader| {
                    let same = is_same_party(reader, &one, &other)?;
                    Ok((same, party_words(reader, &one)?, party_words(reader, &other)?))
                });
                let has =
                    |whole: &PartyWords, all: &PartyWords| whole.iter().any(|(word, is)| *is && all.contains_key(word));
                let found = has(&here, &there) || has(&there, &here);
                prop_assert!(!same || found, "`{one}` and `{other}`: {here:?}, {there:?}");
                Ok(())
            },
        );
    tried.unwrap();
    assert!(bench.read(|reader| is_same_party(reader, &name, person.as_str())), "a person and their number");
}
