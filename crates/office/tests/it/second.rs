//! No single registrar makes an officer, or a new password for one: a second person agrees to it first.

use crate::sheet::{import, person};
use demo::on_both_databases;
use demo::testing::Bench;
use office::Desk;
use office::roster::{
    AnswerCheck, AskReset, DeclareKin, EndMandate, GrantMandate, SecondCheck, mandates_of, open_checks, persons_with,
    second_check,
};
use office::sign_in;
use village::{Kind, Mandate, PersonId, Place, Post, Stop};

on_both_databases!(
    an_office_is_in_force_once_a_second_person_has_agreed,
    a_villager_s_post_needs_no_second_person,
    nobody_agrees_to_what_is_his_own,
    a_relative_of_the_asker_or_of_the_officer_does_not_agree,
    those_may_agree_who_keep_mandates_or_supervise_them,
    what_is_declined_has_a_reason_and_whoever_asked_takes_it_back,
    what_nobody_answers_lapses_after_a_week,
    what_waits_is_asked_for_once_and_clashes_are_seen_at_once,
    everything_is_checked_again_when_it_is_agreed_to,
    whoever_lost_the_right_to_ask_is_not_agreed_with,
    an_imported_office_waits_and_keeps_the_term_of_a_new_roster,
    an_officer_s_password_is_made_anew_by_the_asker_once_after_another_agreed,
    the_township_does_not_agree_to_a_county_officer_s_password,
);

fn new(bench: &Bench, person: &PersonId, post: Post, place: &Place) -> GrantMandate {
    let (starts, ends) = (bench.today(), bench.today().plus(365));
    GrantMandate { mandate: Mandate { person: person.clone(), post, place: place.clone(), starts, ends } }
}

/// Somebody of the village is to become a member of the branch committee.
fn asked(bench: &Bench, name: &str) -> SecondCheck {
    let village = bench.village(1);
    let person = bench.person(&village, name);
    bench.done(&bench.desk(&village, Post::TownshipOfficial), new(bench, &person, Post::BranchMember, &village));
    waiting(bench).pop().unwrap()
}

fn waiting(bench: &Bench) -> Vec<SecondCheck> {
    bench.read(|reader| open_checks(reader, &bench.county(), bench.now()))
}

fn answer(check: &SecondCheck, agrees: bool, reason: &str) -> AnswerCheck {
    AnswerCheck { id: check.id.clone(), place: check.place.clone(), agrees, reason: reason.into() }
}

fn holds(bench: &Bench, person: &PersonId, post: Post) -> bool {
    bench.read(|reader| mandates_of(reader, person, bench.today())).iter().any(|held| held.post == post)
}

fn discipline(bench: &Bench) -> Desk {
    bench.desk(&bench.village(1), Post::DisciplineOfficer)
}

fn an_office_is_in_force_once_a_second_person_has_agreed(bench: &Bench) {
    bench.found(1);
    let check = asked(bench, "代表1");
    let person = &check.person.0;
    assert!(!holds(bench, person, Post::BranchMember), "in force though nobody agreed");
    bench.done(&discipline(bench), answer(&check, true, ""));
    assert!(holds(bench, person, Post::BranchMember));
    assert!(waiting(bench).is_empty());
    let term = bench.read(|reader| office::roster::terms_of(reader, person)).remove(0);
    assert_eq!((term.asked_by.as_deref(), term.granted_by.as_deref()), (Some("镇干部"), Some("纪检干部")));
    assert_eq!(bench.refused(&discipline(bench), answer(&check, true, "")).rule, "second_check.closed");
    bench.verified();
}

fn a_villager_s_post_needs_no_second_person(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let person = bench.person(&village, "文书");
    bench.done(&official, new(bench, &person, Post::PartyMember, &village));
    assert!(holds(bench, &person, Post::PartyMember) && waiting(bench).is_empty());
}

fn nobody_agrees_to_what_is_his_own(bench: &Bench) {
    bench.found(1);
    let (village, check) = (bench.village(1), asked(bench, "代表1"));
    let asker = bench.desk(&village, Post::TownshipOfficial);
    let refusal = bench.refused(&asker, answer(&check, true, ""));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.second_person", true));
    // The discipline officer is to become the station's head.
    let second = discipline(bench);
    bench.done(&asker, new(bench, second.person().unwrap(), Post::StationHead, &village));
    let own = waiting(bench).pop().unwrap();
    assert_eq!(bench.refused(&second, answer(&own, true, "")).rule, "separation.second_person");
}

fn a_relative_of_the_asker_or_of_the_officer_does_not_agree(bench: &Bench) {
    bench.found(1);
    let check = asked(bench, "代表1");
    for relative in [&check.person.0, &check.asked_by.0] {
        let second = discipline(bench);
        let relation = authority::Relation::Other;
        let person = second.person().unwrap().clone();
        let kin = DeclareKin { place: bench.township(), person, relative: relative.clone(), relation };
        bench.done(&second, kin);
        assert_eq!(bench.refused(&second, answer(&check, true, "")).rule, "separation.second_person");
    }
    bench.done(&bench.desk(&bench.county(), Post::CountyDiscipline), answer(&check, true, ""));
}

fn those_may_agree_who_keep_mandates_or_supervise_them(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let check = asked(bench, "代表1");
    for post in [Post::PartySecretary, Post::Clerk, Post::SupervisionDirector, Post::Administrator, Post::Villager] {
        let desk = bench.desk(&village, post);
        assert_eq!(bench.refused(&desk, answer(&check, true, "")).kind, Kind::NotYours, "{post}");
    }
    let elsewhere = bench.desk(&bench.other_township(), Post::DisciplineOfficer);
    assert_eq!(bench.refused(&elsewhere, answer(&check, true, "")).kind, Kind::NotYours);
    assert_eq!(bench.refused(&bench.nobody(), answer(&check, true, "")).rule, "not_signed_in");
    let wrong = AnswerCheck { place: bench.township(), ..answer(&check, true, "") };
    assert_eq!(bench.refused(&discipline(bench), wrong).kind, Kind::NotThere);
    // A county's office is not the township's discipline officer's to check.
    let person = bench.person(&village, "代表2");
    let county = bench.desk(&village, Post::CivilAffairsOfficer);
    bench.done(&county, new(bench, &person, Post::Auditor, &bench.county()));
    let auditor = waiting(bench).pop().unwrap();
    assert_eq!(bench.refused(&discipline(bench), answer(&auditor, true, "")).kind, Kind::NotYours);
    bench.done(&bench.desk(&village, Post::CountyDiscipline), answer(&auditor, true, ""));
    assert!(holds(bench, &person, Post::Auditor));
}

fn what_is_declined_has_a_reason_and_whoever_asked_takes_it_back(bench: &Bench) {
    bench.found(1);
    let check = asked(bench, "代表1");
    assert_eq!(bench.refused(&discipline(bench), answer(&check, false, "  ")).faults[0].field, "reason");
    bench.done(&discipline(bench), answer(&check, false, "选举结果还在公示"));
    let declined = bench.read(|reader| second_check(reader, &check.id)).unwrap();
    assert!(!declined.agreed && declined.reason == "选举结果还在公示" && !declined.is_open(bench.now()));
    assert!(!holds(bench, &check.person.0, Post::BranchMember));
    let other = asked(bench, "代表1");
    bench.done(&bench.desk(&bench.village(1), Post::TownshipOfficial), answer(&other, false, ""));
    assert!(waiting(bench).is_empty());
    bench.verified();
}

fn what_nobody_answers_lapses_after_a_week(bench: &Bench) {
    bench.found(1);
    let check = asked(bench, "代表1");
    bench.wait_days(6);
    assert_eq!(waiting(bench).len(), 1);
    bench.wait_days(1);
    assert!(waiting(bench).is_empty());
    assert_eq!(bench.refused(&discipline(bench), answer(&check, true, "")).rule, "second_check.closed");
    let again = asked(bench, "代表1");
    bench.done(&discipline(bench), answer(&again, true, ""));
}

fn what_waits_is_asked_for_once_and_clashes_are_seen_at_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let check = asked(bench, "代表1");
    let official = bench.desk(&village, Post::TownshipOfficial);
    let person = &check.person.0;
    let again = bench.refused(&official, new(bench, person, Post::BranchMember, &village));
    assert_eq!((again.rule.as_str(), again.violation), ("second_check.waits", false));
    // Bookkeeper waits already: the supervision committee is then closed to the same person.
    let clerk = bench.person(&village, "代表2");
    bench.done(&official, new(bench, &clerk, Post::Bookkeeper, &village));
    let refusal = bench.refused(&official, new(bench, &clerk, Post::SupervisionMember, &village));
    assert_eq!(refusal.rule, "incompatible.supervision_committee.clerk_bookkeeper");
}

fn everything_is_checked_again_when_it_is_agreed_to(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (one, other) = (bench.person(&village, "代表3"), bench.person(&village, "副主任"));
    let official = bench.desk(&village, Post::TownshipOfficial);
    bench.done(&official, new(bench, &one, Post::SupervisionMember, &village));
    let check = waiting(bench).pop().unwrap();
    let (person, relation) = (one.clone(), authority::Relation::Spouse);
    bench.done(&bench.desk_of(&one), DeclareKin { place: village.clone(), person, relative: other, relation });
    let refusal = bench.refused(&discipline(bench), answer(&check, true, ""));
    assert!(refusal.rule.starts_with("incompatible."), "{refusal:?}");
    assert!(!holds(bench, &one, Post::SupervisionMember));
    assert_eq!(waiting(bench).len(), 1, "a refused answer is none");
}

fn whoever_lost_the_right_to_ask_is_not_agreed_with(bench: &Bench) {
    bench.found(1);
    let check = asked(bench, "代表1");
    let (county, township) = (bench.desk(&bench.county(), Post::CivilAffairsOfficer), bench.township());
    let held = bench.read(|reader| persons_with(reader, &township, Post::TownshipOfficial, bench.today()));
    let held = held.into_iter().find(|held| held.mandate.person == check.asked_by.0).unwrap();
    let (id, last_day) = (held.mandate_id, bench.today().plus(-1));
    bench.done(&county, EndMandate { id, place: township, last_day, reason: "调离".into() });
    assert_eq!(bench.refused(&discipline(bench), answer(&check, true, "")).rule, "second_check.asker");
}

fn an_imported_office_waits_and_keeps_the_term_of_a_new_roster(bench: &Bench) {
    bench.found(1);
    let fresh = demo::testing::place("990101001077");
    let division = village::Division { place: fresh.clone(), name: "新设村".into() };
    let county = bench.desk(&bench.county(), Post::CivilAffairsOfficer);
    bench.done(&county, office::roster::AddDivisions { county: bench.county(), divisions: vec![division] });
    let began = bench.today().plus(-40);
    let mut one = person(bench, 2, &fresh, "甲书", &[Post::PartySecretary, Post::Villager]);
    one.posts.iter_mut().for_each(|post| post.starts = began);
    bench.done(&bench.desk(&fresh, Post::TownshipOfficial), import(&fresh, vec![one]));
    let check = waiting(bench).pop().unwrap();
    let person = check.person.0.clone();
    assert!(holds(bench, &person, Post::Villager) && !holds(bench, &person, Post::PartySecretary));
    bench.wait_days(3);
    bench.done(&discipline(bench), answer(&check, true, ""));
    let held = bench.read(|reader| mandates_of(reader, &person, bench.today()));
    let secretary = held.iter().find(|held| held.post == Post::PartySecretary).unwrap();
    assert_eq!(secretary.starts, began, "the term of a place's first roster began before it was recorded");
    bench.verified();
}

fn rule_of<T: std::fmt::Debug>(done: Result<T, Stop>) -> String {
    match done {
        Err(Stop::Refused(refusal)) => refusal.rule,
        other => panic!("{other:?}"),
    }
}

fn an_officer_s_password_is_made_anew_by_the_asker_once_after_another_agreed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (keeper, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "文书"));
    let give = |desk: &Desk| sign_in::give(&bench.directory, desk, &clerk);
    give(&keeper).unwrap().unwrap();
    assert_eq!(rule_of(give(&keeper)), "sign_in.second_check");
    let ask = || AskReset { place: village.clone(), person: clerk.clone() };
    bench.done(&keeper, ask());
    assert_eq!(bench.refused(&keeper, ask()).rule, "second_check.waits");
    assert_eq!(rule_of(give(&keeper)), "sign_in.second_check", "nobody has agreed yet");
    let check = waiting(bench).pop().unwrap();
    assert_eq!(bench.refused(&keeper, answer(&check, true, "")).rule, "separation.second_person");
    bench.done(&discipline(bench), answer(&check, true, ""));
    let county = bench.desk(&village, Post::CivilAffairsOfficer);
    assert_eq!(rule_of(give(&county)), "sign_in.second_check", "somebody else asked for it");
    assert!(give(&keeper).unwrap().is_some());
    assert_eq!(rule_of(give(&keeper)), "sign_in.second_check", "used twice");
    bench.reset_agreed(&keeper, &clerk);
    bench.wait_days(8);
    let keeper = bench.desk(&village, Post::TownshipOfficial);
    assert_eq!(rule_of(sign_in::give(&bench.directory, &keeper, &clerk)), "sign_in.second_check", "a week has passed");
    // Whoever holds no office gets a new password from one person.
    let villager = bench.person(&village, "代表1");
    for _ in 0..2 {
        assert!(sign_in::give(&bench.directory, &keeper, &villager).unwrap().is_some());
    }
    bench.verified();
}

fn the_township_does_not_agree_to_a_county_officer_s_password(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let officer = bench.person(&village, "代表1");
    let county = bench.desk(&village, Post::CivilAffairsOfficer);
    bench.done_checked(&county, new(bench, &officer, Post::AgricultureOfficer, &bench.county()));
    sign_in::give(&bench.directory, &county, &officer).unwrap().unwrap();
    bench.done(&county, AskReset { place: village, person: officer });
    let check = waiting(bench).pop().unwrap();
    assert_eq!(bench.refused(&discipline(bench), answer(&check, true, "")).kind, Kind::NotYours);
    bench.done(&bench.desk(&bench.county(), Post::CountyDiscipline), answer(&check, true, ""));
}
