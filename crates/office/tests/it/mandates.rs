//! Posts are granted and ended by those who may, to others, and never against what the law keeps apart.

use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::{DeclareKin, EndMandate, GrantMandate, ended_early, mandates_of, persons_with};
use village::{Day, Kind, Mandate, PersonId, Place, Post};

on_both_databases!(
    the_end_of_a_supervisor_s_mandate_is_told_to_township_and_county,
    a_post_is_granted_and_gives_its_right_from_its_first_to_its_last_day,
    a_late_recorded_election_gives_rights_from_the_recording_on,
    a_term_that_is_over_is_not_recorded_afterwards,
    posts_that_do_not_go_together_are_refused_with_their_article,
    nobody_grants_or_ends_a_post_of_their_own,
    nobody_grants_a_post_to_a_relative,
    a_post_is_granted_only_by_those_who_may_and_at_its_own_level,
    a_mandate_is_ended_today_at_the_earliest_and_never_lengthened,
    a_mandate_is_ended_under_its_own_place,
    a_grant_sent_twice_is_one_mandate,
    terms_that_do_not_overlap_do_not_clash,
    a_second_secretary_waits_until_the_first_ones_term_has_ended,
);

fn mandate(bench: &Bench, person: &PersonId, post: Post, place: &Place) -> Mandate {
    let (starts, ends) = (bench.today(), bench.today().plus(365));
    Mandate { person: person.clone(), post, place: place.clone(), starts, ends }
}

fn number_of(bench: &Bench, place: &Place, person: &PersonId, post: Post) -> String {
    let holders = bench.read(|reader| persons_with(reader, place, post, bench.today()));
    holders.into_iter().find(|holder| holder.mandate.person == *person).unwrap().mandate_id
}

fn a_post_is_granted_and_gives_its_right_from_its_first_to_its_last_day(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "代表1");
    let (starts, ends) = (bench.today().plus(2), bench.today().plus(4));
    let new = Mandate { starts, ends, ..mandate(bench, &person, Post::BranchMember, &village) };
    bench.done_checked(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate: new });
    for (day, expected) in [(1, false), (2, true), (4, true), (5, false)] {
        let day = bench.today().plus(day);
        let held = bench.read(|reader| mandates_of(reader, &person, day));
        assert_eq!(held.iter().any(|one| one.post == Post::BranchMember), expected, "{day}");
    }
    bench.verified();
}

fn posts_that_do_not_go_together_are_refused_with_their_article(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    for (name, post, rule) in [
        ("文书", Post::SupervisionMember, "incompatible.supervision_committee.clerk_bookkeeper"),
        ("报账员", Post::SupervisionDirector, "incompatible.supervision_committee.clerk_bookkeeper"),
        ("监委甲", Post::CommitteeMember, "incompatible.supervision_committee.villagers_committee"),
        ("书记", Post::SealKeeper, "incompatible.seal.keeper_approver"),
    ] {
        let new = mandate(bench, &bench.person(&village, name), post, &village);
        let refusal = bench.refused(&official, GrantMandate { mandate: new });
        assert_eq!((refusal.rule.as_str(), refusal.kind), (rule, Kind::NotComplete), "{name}");
        assert!(!refusal.articles.is_empty() && !refusal.faults.is_empty());
    }
}

fn nobody_grants_or_ends_a_post_of_their_own(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::TownshipOfficial, Post::CivilAffairsOfficer] {
        let desk = bench.desk(&village, post);
        let own = mandate(bench, desk.person().unwrap(), Post::StationHead, &village);
        let refusal = bench.refused(&desk, GrantMandate { mandate: own });
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("separation.own_mandate", true), "{post}");
    }
    let officer = bench.desk(&village, Post::CivilAffairsOfficer);
    let place = bench.county();
    let id = number_of(bench, &place, officer.person().unwrap(), Post::CivilAffairsOfficer);
    let end = EndMandate { id, place, last_day: bench.today(), reason: "调离".into() };
    assert_eq!(bench.refused(&officer, end).rule, "separation.own_mandate");
}

fn nobody_grants_a_post_to_a_relative(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let nephew = bench.person(&village, "代表2");
    let kin = DeclareKin {
        place: village.clone(),
        person: nephew.clone(),
        relative: official.person().unwrap().clone(),
        relation: authority::Relation::Other,
    };
    bench.done(&bench.desk_of(&nephew), kin);
    let new = mandate(bench, &nephew, Post::AssetClerk, &village);
    assert_eq!(bench.refused(&official, GrantMandate { mandate: new.clone() }).rule, "separation.own_mandate");
    bench.done_checked(&bench.desk(&village, Post::CivilAffairsOfficer), GrantMandate { mandate: new });
}

fn a_post_is_granted_only_by_those_who_may_and_at_its_own_level(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "代表3");
    let new = || GrantMandate { mandate: mandate(bench, &person, Post::Clerk, &village) };
    for post in [Post::PartySecretary, Post::Clerk, Post::Administrator, Post::DisciplineOfficer] {
        let refusal = bench.refused(&bench.desk(&village, post), new());
        assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "{post}");
    }
    let officer = bench.desk(&village, Post::CivilAffairsOfficer);
    let wrong = mandate(bench, &person, Post::Clerk, &bench.township());
    assert_eq!(bench.refused(&officer, GrantMandate { mandate: wrong }).faults[0].field, "place");
    let wrong = mandate(bench, &person, Post::Auditor, &village);
    assert_eq!(bench.refused(&officer, GrantMandate { mandate: wrong }).faults[0].field, "place");
    let nobody = PersonId::new("990101-P999999").unwrap();
    let wrong = mandate(bench, &nobody, Post::Clerk, &village);
    assert_eq!(bench.refused(&officer, GrantMandate { mandate: wrong }).faults[0].field, "person");
    // A township official does not make township officers.
    let officer = mandate(bench, &person, Post::TownshipOfficial, &bench.township());
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate: officer });
    assert_eq!(refusal.kind, Kind::NotYours);
}

fn a_mandate_is_ended_today_at_the_earliest_and_never_lengthened(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (official, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "文书"));
    let id = number_of(bench, &village, &clerk, Post::Clerk);
    let end = |last_day: Day| EndMandate { id: id.clone(), place: village.clone(), last_day, reason: "辞职".into() };
    for day in [bench.today().plus(-2), bench.today().plus(9_000)] {
        assert_eq!(bench.refused(&official, end(day)).faults[0].field, "last_day");
    }
    bench.done(&official, end(bench.today().plus(5)));
    // It can be brought forward once more, but not put off again.
    assert_eq!(bench.refused(&official, end(bench.today().plus(6))).faults[0].field, "last_day");
    bench.done(&official, end(bench.today()));
    bench.wait_days(1);
    assert!(bench.desks(&village, Post::Clerk).is_empty());
    bench.verified();
}

fn a_mandate_is_ended_under_its_own_place(bench: &Bench) {
    bench.found(2);
    let (village, other) = (bench.village(1), bench.village(2));
    let clerk = bench.person(&village, "文书");
    let id = number_of(bench, &village, &clerk, Post::Clerk);
    let (last_day, reason) = (bench.today(), String::new());
    let end = EndMandate { id, place: other, last_day, reason };
    assert_eq!(bench.refused(&bench.desk(&village, Post::TownshipOfficial), end).kind, Kind::NotThere);
    let id = "990101-M999999".to_owned();
    let end = EndMandate { id, place: village.clone(), last_day: bench.today(), reason: String::new() };
    assert_eq!(bench.refused(&bench.desk(&village, Post::TownshipOfficial), end).kind, Kind::NotThere);
}

fn a_grant_sent_twice_is_one_mandate(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "代表4");
    let official = bench.desk(&village, Post::TownshipOfficial).with_key("grant-1");
    let grant = || GrantMandate { mandate: mandate(bench, &person, Post::SealKeeper, &village) };
    assert!(!bench.done(&official, grant()).again);
    assert!(bench.done(&official, grant()).again);
    bench.agree();
    let held = bench.read(|reader| mandates_of(reader, &person, bench.today()));
    assert_eq!(held.iter().filter(|one| one.post == Post::SealKeeper).count(), 1);
}

fn terms_that_do_not_overlap_do_not_clash(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (official, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "文书"));
    let id = number_of(bench, &village, &clerk, Post::Clerk);
    let last_day = bench.today().plus(10);
    bench.done(&official, EndMandate { id, place: village.clone(), last_day, reason: "换届".into() });
    let from = |starts: Day| GrantMandate {
        mandate: Mandate { starts, ..mandate(bench, &clerk, Post::SupervisionMember, &village) },
    };
    assert!(bench.refused(&official, from(last_day)).rule.starts_with("incompatible."));
    bench.done(&official, from(last_day.plus(1)));
}

fn a_second_secretary_waits_until_the_first_ones_term_has_ended(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (official, next) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "代表5"));
    let new = |starts: Day| GrantMandate {
        mandate: Mandate { starts, ..mandate(bench, &next, Post::PartySecretary, &village) },
    };
    let refusal = bench.refused(&official, new(bench.today()));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("incompatible.one_holder", false));
    assert_eq!(refusal.faults[0].field, "post");
    let first = bench.person(&village, "书记");
    let id = number_of(bench, &village, &first, Post::PartySecretary);
    let last_day = bench.today();
    bench.done(&official, EndMandate { id, place: village.clone(), last_day, reason: "换届".into() });
    bench.done(&official, new(last_day.plus(1)));
    bench.verified();
}

fn a_late_recorded_election_gives_rights_from_the_recording_on(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "代表1");
    let (elected, ends) = (bench.today().plus(-40), bench.today().plus(400));
    let new = Mandate { starts: elected, ends, ..mandate(bench, &person, Post::BranchMember, &village) };
    bench.done_checked(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate: new });
    for (day, expected) in [(-40, false), (-1, false), (0, true), (400, true), (401, false)] {
        let day = bench.today().plus(day);
        let held = bench.read(|reader| persons_with(reader, &village, Post::BranchMember, day));
        assert_eq!(held.iter().any(|one| one.mandate.person == person), expected, "{day}");
    }
    // The day that was stated is kept in the record.
    let entry = bench.log().into_iter().rev().find(|entry| entry.kind == "mandate.granted").unwrap();
    assert!(entry.body.contains(&format!("\"stated\":\"{elected}\"")), "{}", entry.body);
    bench.verified();
}

fn a_term_that_is_over_is_not_recorded_afterwards(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let person = bench.person(&village, "代表1");
    let (starts, ends) = (bench.today().plus(-400), bench.today().plus(-1));
    let over = Mandate { starts, ends, ..mandate(bench, &person, Post::BranchMember, &village) };
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate: over });
    assert_eq!((refusal.rule.as_str(), refusal.faults[0].field.as_str()), ("mandate.unfit", "ends"));
    assert!(refusal.faults[0].words.zh.contains("已经结束"));
}

fn the_end_of_a_supervisor_s_mandate_is_told_to_township_and_county(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let holders = |post| bench.read(|reader| persons_with(reader, &village, post, bench.today()));
    let (director, clerk) = (holders(Post::SupervisionDirector).remove(0), holders(Post::Clerk).remove(0));
    let official = bench.desk(&village, Post::TownshipOfficial);
    for id in [clerk.mandate_id, director.mandate_id] {
        let end =
            EndMandate { id, place: village.clone(), last_day: bench.today(), reason: "本人申请辞职".into() };
        bench.done(&official, end);
    }
    for post in [Post::DisciplineOfficer, Post::CountyDiscipline] {
        let told = bench.inbox(&village, post);
        assert_eq!(told.len(), 1, "{post}: {told:?}");
        assert_eq!((told[0].rule.as_str(), told[0].is_attempt), ("mandate.supervisor_ended", false));
        assert!(told[0].words.zh.contains("本人申请辞职"), "{:?}", told[0].words);
    }
    let ended = bench.read(|reader| ended_early(reader, &village, bench.today()));
    assert_eq!(ended.len(), 2);
    assert!(ended.iter().all(|one| one.reason == "本人申请辞职" && !one.name.is_empty() && !one.by.is_empty()));
    bench.verified();
}
