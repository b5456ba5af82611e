//! A wrong record is put right beside it, in public, and never in its place; what a decision rests on goes back by its
//! affair's own road.

use crate::claim::{at, claim};
use affairs::{Correct, acts, corrections};
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster;
use village::{CaseId, Kind, Place, Post};

on_both_databases!(
    a_wrong_opinion_is_corrected_beside_the_record,
    what_a_decision_rests_on_is_not_corrected_by_itself,
    only_whose_step_it_was_corrects_its_record,
    a_witness_s_words_are_put_right_by_the_witness_alone,
    the_words_of_whoever_left_the_post_are_put_right_by_the_township,
    a_correction_says_why_and_shows_a_paper,
    a_correction_is_corrected_by_a_later_one,
);

fn correct(bench: &Bench, village: &Place, case: &CaseId, field: &str, to: &str) -> Correct {
    let paper = claim(bench, "1", "paper").paper("proof", "收据").made().papers.pop().unwrap().file;
    Correct {
        case: case.clone(),
        village: village.clone(),
        act: 4,
        field: field.into(),
        corrected: to.into(),
        reason: "抄错了".into(),
        paper,
    }
}

fn a_wrong_opinion_is_corrected_beside_the_record(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-1", "nothing");
    let member = bench.desk(&village, Post::SupervisionDirector);
    let before = bench.read(|reader| acts(reader, &case))[3].fields.clone();
    bench.done(&member, correct(bench, &village, &case, "opinion", "票据齐全，扫帚30把，同意"));
    let after = &bench.read(|reader| acts(reader, &case))[3];
    assert_eq!(after.fields, before, "the record stays as it is");
    let kept = bench.read(|reader| corrections(reader, &case));
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].wrong.as_str(), kept[0].corrected.as_str()), ("票据齐全，同意", "票据齐全，扫帚30把，同意"));
    assert_eq!((kept[0].post, kept[0].act), (Post::SupervisionDirector, 4));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().status, "done");
    assert_eq!(bench.kinds_after(bench.office.archive().head() - 1), ["act.corrected"]);
    bench.verified();
}

fn what_a_decision_rests_on_is_not_corrected_by_itself(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-2", "check");
    let member = bench.desk(&village, Post::CommitteeMember);
    for (field, to) in [
        ("amount_fen", "130"),
        ("payee", "别家"),
        ("invoice_no", "COR-9"),
        ("spent_on", "2026-03-01"),
        ("category", "repair"),
    ] {
        let wrong = Correct { act: 1, ..correct(bench, &village, &case, field, to) };
        let refusal = bench.refused(&member, wrong);
        assert_eq!(
            (refusal.rule.as_str(), refusal.kind, refusal.violation),
            ("correction.basis", Kind::NotNow, false),
            "{field}"
        );
        assert!(refusal.next.zh.contains("退回更正"), "{refusal:?}");
    }
    assert!(bench.read(|reader| corrections(reader, &case)).is_empty());
}

fn only_whose_step_it_was_corrects_its_record(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-3", "nothing");
    for desk in [
        bench.desk(&village, Post::PartySecretary),
        bench.desk(&village, Post::CommitteeMember),
        bench.desk(&village, Post::Contractor),
        bench.desk(&bench.village(2), Post::SupervisionDirector),
    ] {
        let refusal = bench.refused(&desk, correct(bench, &village, &case, "opinion", "别的"));
        assert_eq!((refusal.rule.as_str(), refusal.kind), ("no_post", Kind::NotYours), "{refusal:?}");
    }
    let nobody = bench.refused(&bench.nobody(), correct(bench, &village, &case, "opinion", "别的"));
    assert_eq!(nobody.rule, "not_signed_in");
}

/// Whoever claimed the money may not make the witness say something else; nor may another representative.
fn a_witness_s_words_are_put_right_by_the_witness_alone(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-6", "nothing");
    let seen = bench.read(|reader| acts(reader, &case)).into_iter().find(|act| act.step == "witness").unwrap();
    let wrong = |to: &str| Correct { act: seen.number, ..correct(bench, &village, &case, "seen", to) };
    let others = bench.desks(&village, Post::Representative).into_iter();
    let other = others.into_iter().find(|desk| desk.person() != Some(&seen.person)).unwrap();
    for desk in [bench.desk(&village, Post::CommitteeMember), other, bench.desk(&village, Post::SupervisionDirector)] {
        let refusal = bench.refused(&desk, wrong("我不在场，听何委员说的"));
        assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "{refusal:?}");
        assert_eq!(refusal.rule, "correction.not_yours");
        assert!(!refusal.words.zh.contains(&seen.name), "the public record would name the witness");
    }
    // Nor the township, while the witness can do it.
    bench.refused(&bench.desk(&village, Post::TownshipOfficial), wrong("我不在场"));
    assert!(bench.read(|reader| corrections(reader, &case)).is_empty());
    bench.done(&bench.desk_of(&seen.person), wrong("我在场，扫帚19把"));
    assert_eq!(bench.read(|reader| corrections(reader, &case))[0].name, seen.name);
    bench.verified();
}

fn the_words_of_whoever_left_the_post_are_put_right_by_the_township(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-7", "nothing");
    let director = bench.desk(&village, Post::SupervisionDirector);
    let township = bench.desk(&village, Post::TownshipOfficial);
    for term in bench.read(|reader| roster::terms_of(reader, director.person().unwrap())) {
        let (id, reason) = (term.mandate_id, "搬到县城".to_owned());
        let end = roster::EndMandate { id, place: village.clone(), last_day: bench.today(), reason };
        bench.done(&township, end);
    }
    bench.wait_days(1);
    let wrong = || correct(bench, &village, &case, "opinion", "票据齐全，扫帚30把，同意");
    let refusal = bench.refused(&bench.desk(&village, Post::CommitteeMember), wrong());
    assert_eq!(refusal.kind, Kind::NotYours);
    bench.done(&bench.desk(&village, Post::TownshipOfficial), wrong());
    assert_eq!(bench.read(|reader| corrections(reader, &case))[0].post, Post::TownshipOfficial);
    bench.verified();
}

fn a_correction_says_why_and_shows_a_paper(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-4", "nothing");
    let member = bench.desk(&village, Post::SupervisionDirector);
    let empty = Correct { reason: "  ".into(), ..correct(bench, &village, &case, "opinion", "") };
    let refusal = bench.refused(&member, empty);
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!((refusal.kind, fields), (Kind::NotComplete, vec!["corrected", "reason"]));
    let same = correct(bench, &village, &case, "opinion", "票据齐全，同意");
    assert_eq!(bench.refused(&member, same).faults.len(), 1);
    for (act, field) in [(99, "opinion"), (4, "colour")] {
        let wrong = Correct { act, ..correct(bench, &village, &case, field, "x") };
        assert_eq!(bench.refused(&member, wrong).kind, Kind::NotThere);
    }
}

fn a_correction_is_corrected_by_a_later_one(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "COR-5", "nothing");
    let member = bench.desk(&village, Post::SupervisionDirector);
    for to in ["买扫帚30把", "买扫帚25把"] {
        bench.done(&member, correct(bench, &village, &case, "opinion", to));
    }
    let kept = bench.read(|reader| corrections(reader, &case));
    assert_eq!((kept[1].wrong.as_str(), kept[1].number), ("买扫帚30把", 2));
    bench.verified();
}
