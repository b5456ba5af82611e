//! A case is judged to its end by the rules that it began under; others are adopted by two people.

use crate::claim::{act, claim, like_claim};
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::{AdoptRules, ConfirmRules, DeclineRules, ProvedRules, adoptions, proposals};
use procedure::RuleFile;
use village::{CaseId, Kind, Post, Stop};

on_both_databases!(
    a_running_case_keeps_its_rules_when_others_are_adopted,
    rules_are_proposed_and_confirmed_by_two_people,
    a_relative_of_the_proposer_does_not_confirm,
    what_was_proposed_against_other_rules_is_not_confirmed,
    a_proposal_is_declined_or_withdrawn_and_then_closed,
    only_who_has_the_duty_proposes_and_confirms,
    rules_that_cannot_be_read_or_are_not_proved_cannot_be_proposed,
    a_step_is_judged_by_what_is_in_force_on_its_day,
    a_townships_own_rules_hold_in_its_villages_only,
);

const LAYERS: [&str; 2] = ["national", "zhejiang"];

/// The shipped rules with a lower limit for cash: 500 yuan.
fn stricter() -> Vec<RuleFile> {
    let mut files = demo::shipped_rules();
    let file = files.iter_mut().find(|file| file.path == "national/affairs/C/C1.toml").unwrap();
    assert_eq!(file.text.matches("value = 100_000\n").count(), 1);
    file.text = file.text.replace("value = 100_000\n", "value = 50_000\n");
    files
}

fn prove(bench: &Bench, files: Vec<RuleFile>) -> Result<ProvedRules, Stop> {
    ProvedRules::prove(&bench.office, files, LAYERS.map(str::to_owned).to_vec())
}

fn confirm(bench: &Bench, proposal: &str) -> ConfirmRules {
    ConfirmRules { county: bench.county(), proposal: proposal.to_owned() }
}

fn a_running_case_keeps_its_rules_when_others_are_adopted(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember);
    let cash = |invoice: &str| claim(bench, "800", invoice).with("pay_by", "cash");
    let case = CaseId::new(bench.done(&desk, cash("Q-1").open(&village, "C1")).subject).unwrap();
    let old = bench.read(|reader| affairs::case(reader, &case)).unwrap().rules;

    let (first, second) = (bench.desk(&village, Post::AgricultureOfficer), bench.another_officer());
    let receipt = bench.adopt(stricter(), &LAYERS, (&first, &second));
    assert_ne!(receipt.subject, old.to_string());
    let running = bench.read(|reader| affairs::running_by_rules(reader));
    assert_eq!(running, [(old, 1)], "one case still runs under the old book");
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
    // Adopting the first rules again brings them back, and the history keeps all three.
    bench.wait_days(1);
    let (first, second) = (bench.desk_of(first.person().unwrap()), bench.desk_of(second.person().unwrap()));
    assert_eq!(bench.adopt(demo::shipped_rules(), &LAYERS, (&second, &first)).subject, old.to_string());
    bench.done(&bench.desk(&village, Post::CommitteeMember), cash("Q-3").open(&village, "C1"));
    let history = bench.read(|reader| adoptions(reader));
    let who = |place: usize| (history[place].proposed_by.as_deref(), history[place].adopted_by.as_deref());
    assert_eq!(history.len(), 3);
    assert_eq!((history[0].hash, who(0)), (old, (Some("农业局干部乙"), Some("农业局干部"))));
    assert_eq!((history[2].hash, who(2)), (old, (None, None)), "founded by nobody yet");
    assert!(history[0].adopted > history[1].adopted);
    bench.verified();
}

fn rules_are_proposed_and_confirmed_by_two_people(bench: &Bench) {
    bench.found(1);
    let officer = bench.desk(&bench.village(1), Post::AgricultureOfficer);
    // Not alone: neither in one go nor as both of the two.
    let alone = AdoptRules { county: bench.county(), files: stricter(), layers: LAYERS.map(str::to_owned).to_vec() };
    assert_eq!(bench.refused(&officer, alone).rule, "rules.two_people");
    let current = bench.read(|reader| bench.office.current_book(reader)).hash;
    let receipt = bench.done(&officer, bench.proposal(stricter(), &LAYERS));
    assert_eq!(receipt.subject, "990101-R001");
    assert_eq!(bench.read(|reader| bench.office.current_book(reader)).hash, current, "a proposal changes nothing");
    let refusal = bench.refused(&officer, confirm(bench, "990101-R001"));
    assert_eq!((refusal.kind, refusal.rule.as_str(), refusal.violation), (Kind::NotYours, "rules.two_people", true));
    assert_eq!(bench.read(|reader| bench.office.current_book(reader)).hash, current);
    // The same rules are not proposed twice, nor those that are in force.
    assert_eq!(bench.refused(&officer, bench.proposal(stricter(), &LAYERS)).rule, "rules.proposed_already");
    assert_eq!(bench.refused(&officer, bench.proposal(demo::shipped_rules(), &LAYERS)).rule, "rules.same");
    let mut unreasoned = bench.proposal(stricter(), &LAYERS);
    unreasoned.reason = " ".into();
    assert_eq!(bench.refused(&officer, unreasoned).faults[0].field, "reason");

    let second = bench.another_officer();
    let adopted = bench.done(&second, confirm(bench, "990101-R001"));
    assert_eq!(bench.read(|reader| bench.office.current_book(reader)).hash.to_string(), adopted.subject);
    assert_eq!(bench.refused(&second, confirm(bench, "990101-R001")).rule, "rules.decided");
    bench.verified();
}

fn a_relative_of_the_proposer_does_not_confirm(bench: &Bench) {
    bench.found(1);
    let (first, second) = (bench.desk(&bench.village(1), Post::AgricultureOfficer), bench.another_officer());
    let (person, relative) = (first.person().unwrap().clone(), second.person().unwrap().clone());
    let kin =
        office::roster::DeclareKin { place: bench.county(), person, relative, relation: authority::Relation::Sibling };
    bench.done(&first, kin);
    bench.done(&first, bench.proposal(stricter(), &LAYERS));
    let refusal = bench.refused(&second, confirm(bench, "990101-R001"));
    assert!(refusal.violation && refusal.words.zh.contains("亲属"), "{refusal:?}");
    assert!(!bench.read(|reader| Ok(proposals(reader)?.iter().any(|one| one.status == "adopted"))));
}

fn what_was_proposed_against_other_rules_is_not_confirmed(bench: &Bench) {
    bench.found(1);
    let (first, second) = (bench.desk(&bench.village(1), Post::AgricultureOfficer), bench.another_officer());
    let mut other = stricter();
    for file in other.iter_mut().filter(|file| file.path == "national/affairs/C/C1.toml") {
        file.text = file.text.replace("value = 50_000\n", "value = 40_000\n");
    }
    bench.done(&first, bench.proposal(stricter(), &LAYERS));
    bench.done(&first, bench.proposal(other, &LAYERS));
    bench.done(&second, confirm(bench, "990101-R001"));
    assert_eq!(bench.refused(&second, confirm(bench, "990101-R002")).rule, "rules.stale");
}

fn a_proposal_is_declined_or_withdrawn_and_then_closed(bench: &Bench) {
    bench.found(1);
    let (first, second) = (bench.desk(&bench.village(1), Post::AgricultureOfficer), bench.another_officer());
    let decline = |id: &str| DeclineRules { county: bench.county(), proposal: id.to_owned() };
    bench.done(&first, bench.proposal(stricter(), &LAYERS));
    bench.done(&second, decline("990101-R001"));
    assert_eq!(bench.refused(&second, confirm(bench, "990101-R001")).rule, "rules.decided");
    // Declined rules may be proposed anew, and withdrawn.
    bench.done(&first, bench.proposal(stricter(), &LAYERS));
    bench.done(&first, decline("990101-R002"));
    let status: Vec<_> = bench.read(|reader| proposals(reader)).into_iter().rev().map(|one| one.status).collect();
    assert_eq!(status, ["declined", "withdrawn"]);
    assert_eq!(bench.refused(&first, decline("990101-R009")).kind, Kind::NotThere);
    bench.verified();
}

fn only_who_has_the_duty_proposes_and_confirms(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let officer = bench.desk(&village, Post::AgricultureOfficer);
    bench.done(&officer, bench.proposal(stricter(), &LAYERS));
    for post in [Post::PartySecretary, Post::TownshipOfficial, Post::CountyDiscipline, Post::Administrator] {
        let desk = bench.desk(&village, post);
        let decline = DeclineRules { county: bench.county(), proposal: "990101-R001".into() };
        for refusal in [
            bench.refused(&desk, bench.proposal(stricter(), &LAYERS)),
            bench.refused(&desk, confirm(bench, "990101-R001")),
            bench.refused(&desk, decline),
        ] {
            assert_eq!(refusal.kind, Kind::NotYours, "{post}");
        }
    }
    assert!(bench.office.perform(&bench.nobody(), confirm(bench, "990101-R001")).is_err());
    assert_eq!(bench.read(|reader| proposals(reader))[0].status, "open");
}

fn rules_that_cannot_be_read_or_are_not_proved_cannot_be_proposed(bench: &Bench) {
    bench.found(1);
    let mut broken = stricter();
    broken[0].text.push_str("\nno_such_key = 1\n");
    let path = broken[0].path.clone();
    let Err(Stop::Refused(refusal)) = prove(bench, broken) else { panic!("it cannot be read") };
    assert!(refusal.words.zh.contains(&path), "the fault names its file: {}", refusal.words.zh);
    // A seal that is used by whoever asked for it: the proof fails, and tells it as a story.
    let mut unsound = demo::shipped_rules();
    for file in unsound.iter_mut().filter(|file| file.path == "national/affairs/K/K1.toml") {
        file.text = file
            .text
            .lines()
            .filter(|line| !line.starts_with("apart_from") && !line.starts_with("who_not"))
            .collect::<Vec<_>>()
            .join("\n");
    }
    let Err(Stop::Refused(refusal)) = prove(bench, unsound) else { panic!("it is not sound") };
    assert_eq!(refusal.rule, "rules.unsound");
    assert!(refusal.words.zh.starts_with("K1：") && refusal.words.zh.lines().count() > 1, "{}", refusal.words.zh);
    assert!(bench.read(|reader| proposals(reader)).is_empty());
}

/// Rules with a county's and a township's own limit for cash.
fn of_four_layers(county: &str, township: &str) -> Vec<RuleFile> {
    let mut files = demo::shipped_rules();
    for (layer, change) in [("qingxi", county), ("990101001", township)] {
        let text = format!("extends = \"C1\"\n{change}");
        files.push(RuleFile { path: format!("{layer}/affairs/C/C1.toml"), text });
    }
    files
}

fn cash_limit(fen: i64, since: &str) -> String {
    format!(
        "[[tighten]]\nparameter = \"cash_limit_fen\"\nvalue = {fen}\nsince = \"{since}\"\narticles = [\"county\"]\n"
    )
}

const FOUR: [&str; 4] = ["national", "zhejiang", "qingxi", "990101001"];

fn a_step_is_judged_by_what_is_in_force_on_its_day(bench: &Bench) {
    bench.found_with(1, of_four_layers(&cash_limit(50_000, "2026-03-10"), ""), &FOUR);
    let village = bench.village(1);
    let cash = |amount: &str, invoice: &str| claim(bench, amount, invoice).with("pay_by", "cash");
    let desk = bench.desk(&village, Post::CommitteeMember);
    let case = CaseId::new(bench.done(&desk, cash("800", "Q-1").open(&village, "C1")).subject).unwrap();
    let book = bench.read(|reader| affairs::case(reader, &case)).unwrap().rules;
    bench.go_to("2026-03-11".parse().unwrap());
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "doubted"));
    let again =
        |amount: &str| like_claim(form(bench, "correct", "corrected"), bench, amount, "Q-1").with("pay_by", "cash");
    let desk = bench.desk(&village, Post::CommitteeMember);
    // The book is the one that it began with; the limit is that of the day of the step.
    assert_eq!(bench.refused(&desk, again("800").act(&case)).rule, "C1.cash");
    bench.done(&desk, again("400").act(&case));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().rules, book);
}

fn a_townships_own_rules_hold_in_its_villages_only(bench: &Bench) {
    // The bench's villages lie in the first township; here the second one's layer, and then the first one's.
    let other: Vec<RuleFile> = of_four_layers("", &cash_limit(30_000, "2026-01-01"));
    let other = other.into_iter().map(|file| RuleFile { path: file.path.replace("990101001/", "990101002/"), ..file });
    let mut files: Vec<RuleFile> = other.collect();
    files.push(RuleFile {
        path: "990101001/affairs/C/C1.toml".into(),
        text: format!("extends = \"C1\"\n{}", cash_limit(60_000, "2026-01-01")),
    });
    bench.found_with(1, files, &["national", "zhejiang", "qingxi", "990101001", "990101002"]);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember);
    let cash = |amount: &str, invoice: &str| claim(bench, amount, invoice).with("pay_by", "cash");
    bench.done(&desk, cash("500", "Q-1").open(&village, "C1"));
    assert_eq!(bench.refused(&desk, cash("700", "Q-2").open(&village, "C1")).rule, "C1.cash");
    bench.verified();
}
