//! Representatives decide what they were authorised for, and nothing else.

use crate::walk::decision;
use affairs::{AnswerDelegation, RecordDelegation};
use authority::Relation;
use demo::Matter;
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::roster::{DeclareKin, EndMandate};
use procedure::Body;
use village::{Day, Kind, PersonId, Place, Post, Refusal};

on_both_databases!(
    without_a_delegation_the_representatives_are_not_called,
    a_delegation_is_counted_by_the_roster_of_its_day,
    where_households_are_counted_each_has_one_voice,
    a_representative_whose_mandate_ended_is_not_counted,
    a_field_that_the_step_does_not_ask_for_proves_nothing,
    a_delegation_that_has_ended_authorises_nothing,
    what_the_clerk_recorded_alone_authorises_nothing,
    only_the_supervision_director_confirms_a_delegation_and_once,
    a_relative_of_the_recorder_does_not_confirm_his_delegation,
    a_delegation_that_its_papers_do_not_bear_out_is_told_of_and_stays_without_effect,
    a_meeting_that_was_called_late_or_has_one_paper_delegates_nothing,
);

fn roll(bench: &Bench, village: &Place, body: &str) -> Vec<PersonId> {
    let found = bench.read(|reader| {
        let book = bench.office.current_book(reader)?;
        affairs::roll(reader, &book, village, &Body(body.into()), bench.today())
    });
    found.into_iter().map(|one| one.person).collect()
}

fn delegation(
    bench: &Bench,
    village: &Place,
    present: &[PersonId],
    votes: (u32, u32, u32),
    days: i64,
) -> RecordDelegation {
    let today = bench.today();
    let sheet = form(bench, "", "")
        .paper("minutes", "村民会议授权")
        .paper("attendance", "签到表")
        .meeting("villagers_meeting", today, present, votes)
        .made();
    RecordDelegation {
        village: village.clone(),
        body: "rep_meeting".into(),
        matters: vec!["public_works".into()],
        starts: today,
        ends: today.plus(days),
        noticed: today.plus(-10),
        sitting: sheet.sitting.unwrap(),
        minutes: sheet.papers[0].file.clone(),
        attendance: sheet.papers[1].file.clone(),
    }
}

fn delegate(bench: &Bench, village: &Place, days: i64) {
    let villagers = roll(bench, village, "villagers_meeting");
    let many = u32::try_from(villagers.len()).unwrap();
    bench.delegated(delegation(bench, village, &villagers, (many, 0, 0), days));
}

fn call(bench: &Bench, matter: &Matter, extra: &[(&str, &str)]) -> affairs::Act {
    let mut sheet = form(bench, "convene_decision", "called")
        .with("body", "rep_meeting")
        .with("meeting_day", &bench.today().plus(3).to_string())
        .with("meeting_place", "村部")
        .notice()
        .paper("meeting_papers", "会议材料");
    for (field, value) in extra {
        sheet = sheet.with(field, value);
    }
    sheet.act(&bench.case(matter).id)
}

fn refused_call(bench: &Bench, village: &Place, matter: &Matter, extra: &[(&str, &str)]) -> Refusal {
    bench.refused(&bench.desk(village, Post::Clerk), call(bench, matter, extra))
}

fn without_a_delegation_the_representatives_are_not_called(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let mut matter = decision(&village);
    bench.go_on_to(&mut matter, "convene_decision");
    // Another village's delegation is not this one's.
    delegate(bench, &bench.village(2), 300);
    let refusal = refused_call(bench, &village, &matter, &[]);
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("body", true));
    assert!(refusal.articles.iter().any(|article| article.article == "24" || article.article == "25"), "{refusal:?}");
    delegate(bench, &village, 300);
    bench.done(&bench.desk(&village, Post::Clerk), call(bench, &matter, &[]));
}

fn a_delegation_is_counted_by_the_roster_of_its_day(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let clerk = bench.desk(&village, Post::Clerk);
    let (villagers, strangers) =
        (roll(bench, &village, "villagers_meeting"), roll(bench, &bench.village(2), "villagers_meeting"));
    let half = villagers.len() / 2;
    let votes = |many: usize| (u32::try_from(many).unwrap(), 0, 0);
    let mut wrong = vec![
        // Half of those entitled are not more than half.
        delegation(bench, &village, &villagers[..half], votes(half), 300),
        // Half of those present are not more than half.
        delegation(bench, &village, &villagers, votes(half), 300),
        // People of another village came, and more voted than were there.
        delegation(bench, &village, &strangers, votes(strangers.len()), 300),
        delegation(bench, &village, &villagers[..half + 1], votes(villagers.len()), 300),
        delegation(bench, &village, &villagers, votes(villagers.len()), 6 * 366),
    ];
    wrong.push(RecordDelegation {
        matters: Vec::new(),
        ..delegation(bench, &village, &villagers, votes(villagers.len()), 9)
    });
    // What is the members' assembly's alone is delegated to nobody, and is not offered either.
    let charter = vec!["public_works".into(), "charter".into()];
    wrong.push(RecordDelegation {
        matters: charter,
        ..delegation(bench, &village, &villagers, votes(villagers.len()), 300)
    });
    // The refusal names its grounds, and a county's list is longer than the nation's.
    let refusal = bench.refused(
        &clerk,
        RecordDelegation {
            matters: vec!["charter".into()],
            ..delegation(bench, &village, &villagers, votes(villagers.len()), 300)
        },
    );
    assert!(refusal.articles.iter().any(|article| article.article == "28"), "{refusal:?}");
    let offered = bench.read(|reader| Ok(affairs::delegable(&*bench.office.current_book(reader)?)));
    assert!(
        offered.iter().any(|(code, _)| code == "public_works") && !offered.iter().any(|(code, _)| code == "charter")
    );
    let once: std::collections::BTreeSet<_> = offered.iter().map(|(code, _)| code).collect();
    assert_eq!(once.len(), offered.len(), "a matter is offered twice");
    for (number, deed) in wrong.into_iter().enumerate() {
        let tried = bench.office.perform(&clerk, deed);
        assert!(matches!(tried, Err(village::Stop::Refused(_))), "number {number}: {tried:?}");
    }
    assert!(bench.read(|reader| affairs::delegations(reader, &village)).is_empty());
    let by_villager = delegation(bench, &village, &villagers, votes(villagers.len()), 300);
    assert_eq!(bench.refused(&bench.desk(&village, Post::Contractor), by_villager).kind, Kind::NotYours);
    bench.done(&clerk, delegation(bench, &village, &villagers[..half + 1], votes(half + 1), 300));
    let kept = &bench.read(|reader| affairs::delegations(reader, &village))[0];
    assert_eq!(usize::try_from(kept.entitled).unwrap(), villagers.len());
    bench.verified();
}

fn where_households_are_counted_each_has_one_voice(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let clerk = bench.desk(&village, Post::Clerk);
    // Twenty-two households, four of them with two representatives; two thirds are fifteen.
    let all = roll(bench, &village, "villagers_meeting");
    let by_household = |present: &[PersonId]| {
        let mut deed = delegation(bench, &village, present, (u32::try_from(present.len()).unwrap(), 0, 0), 300);
        deed.sitting.by_household = true;
        deed
    };
    let (short, enough) = (&all[..14], &all[..15]);
    assert_eq!(bench.refused(&clerk, by_household(short)).rule, "delegation.not_carried");
    let both = [short, &[bench.person(&village, "代表1"), bench.person(&village, "代表2")]].concat();
    let refusal = bench.refused(&clerk, by_household(&both));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("delegation.unfit", false), "two of one household");
    bench.done(&clerk, by_household(enough));
    let kept = &bench.read(|reader| affairs::delegations(reader, &village))[0];
    assert_eq!((kept.entitled, kept.present), (22, 15));
}

fn end(bench: &Bench, village: &Place, name: &str, last_day: Day) {
    let person = bench.person(village, name);
    let holders =
        bench.read(|reader| office::roster::persons_with(reader, village, Post::Representative, bench.today()));
    let id = holders.into_iter().find(|holder| holder.mandate.person == person).unwrap().mandate_id;
    let end = EndMandate { id, place: village.clone(), last_day, reason: "迁出".into() };
    bench.done(&bench.desk(village, Post::TownshipOfficial), end);
}

fn a_representative_whose_mandate_ended_is_not_counted(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    delegate(bench, &village, 300);
    let mut matter = decision(&village);
    bench.go_on_to(&mut matter, "convene_decision");
    bench.done(&bench.desk(&village, Post::Clerk), call(bench, &matter, &[]));
    bench.wait_days(3);
    let case = bench.case(&matter).id;
    let held = |present: &[PersonId], votes: (u32, u32, u32)| {
        let sheet = form(bench, "decide", "").minutes("会议记录");
        sheet.meeting("rep_meeting", bench.today(), present, votes).act(&case)
    };
    let all = roll(bench, &village, "rep_meeting");
    let without: Vec<PersonId> = all
        .iter()
        .filter(|p| ![bench.person(&village, "代表7"), bench.person(&village, "代表8")].contains(p))
        .cloned()
        .collect();
    assert_eq!((all.len(), without.len()), (12, 10));
    let clerk = bench.desk(&village, Post::Clerk);
    // Of twelve, eight must come.
    let refusal = bench.refused(&clerk, held(&without[..7], (4, 3, 0)));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("quorum", true));
    end(bench, &village, "代表7", bench.today().plus(-1));
    end(bench, &village, "代表8", bench.today().plus(-1));
    // Of ten, seven; and of seven, four carry.
    bench.done(&clerk, held(&without[..7], (4, 3, 0)));
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.entitled, sitting.present, sitting.passed), (10, 7, true));
    bench.verified();
}

fn a_field_that_the_step_does_not_ask_for_proves_nothing(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    delegate(bench, &village, 300);
    let mut matter = decision(&village);
    matter.values.insert("matter".into(), "borrowing".into());
    bench.go_on_to(&mut matter, "convene_decision");
    // The delegation is for public works; the case is about borrowing. Saying otherwise on a later form changes nothing.
    for extra in [&[][..], &[("matter", "public_works")], &[("matter", "public_works"), ("delegation", "Q001")]] {
        let refusal = refused_call(bench, &village, &matter, extra);
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("body", true), "{extra:?}");
    }
}

fn a_delegation_that_has_ended_authorises_nothing(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut matter = decision(&village);
    bench.go_on_to(&mut matter, "convene_decision");
    delegate(bench, &village, 5);
    bench.wait_days(6);
    assert_eq!(refused_call(bench, &village, &matter, &[]).rule, "body");
    delegate(bench, &village, 3);
    bench.done(&bench.desk(&village, Post::Clerk), call(bench, &matter, &[]));
    bench.wait_days(3);
    // On the day of the meeting it must still be in force when the decision is recorded.
    bench.wait_days(1);
    let all = roll(bench, &village, "rep_meeting");
    let case = bench.case(&matter);
    let sheet = form(bench, "decide", "").minutes("会议记录");
    let late = sheet.meeting("rep_meeting", bench.today().plus(-1), &all, (12, 0, 0)).act(&case.id);
    let refusal = bench.refused(&bench.desk(&village, Post::Clerk), late);
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("body", true));
}

fn answer(village: &Place, id: &str, confirms: bool, reason: &str) -> AnswerDelegation {
    AnswerDelegation { village: village.clone(), id: id.into(), confirms, reason: reason.into() }
}

/// A delegation by everybody that the clerk has recorded and nobody has confirmed.
fn recorded(bench: &Bench, village: &Place) -> String {
    let villagers = roll(bench, village, "villagers_meeting");
    let many = u32::try_from(villagers.len()).unwrap();
    bench.done(&bench.desk(village, Post::Clerk), delegation(bench, village, &villagers, (many, 0, 0), 300)).subject
}

fn what_the_clerk_recorded_alone_authorises_nothing(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut matter = decision(&village);
    bench.go_on_to(&mut matter, "convene_decision");
    let id = recorded(bench, &village);
    // Whoever must confirm it and the township know of it, and what is in it.
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        let told = bench.inbox(&village, post);
        let alert = told.iter().find(|alert| alert.rule == "delegation.recorded").expect("nobody was told");
        assert!(!alert.is_attempt && alert.subject == id && alert.words.zh.contains("同意26票"), "{post}: {alert:?}");
    }
    let refusal = refused_call(bench, &village, &matter, &[]);
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("body", true));
    bench.confirmed(&village, &id);
    bench.done(&bench.desk(&village, Post::Clerk), call(bench, &matter, &[]));
    bench.verified();
}

fn only_the_supervision_director_confirms_a_delegation_and_once(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let id = recorded(bench, &village);
    let confirm = || answer(&village, &id, true, "");
    for post in [Post::Clerk, Post::PartySecretary, Post::VillageDirector, Post::TownshipOfficial, Post::Representative]
    {
        let refusal = bench.refused(&bench.desk(&village, post), confirm());
        assert_eq!(refusal.kind, Kind::NotYours, "{post}: {refusal:?}");
    }
    let refusal = bench.refused(&bench.desk(&village, Post::SupervisionMember), confirm());
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("delegation.director", false));
    let neighbour = bench.desk(&bench.village(2), Post::SupervisionDirector);
    assert_eq!(bench.refused(&neighbour, confirm()).kind, Kind::NotYours);
    let director = bench.desk(&village, Post::SupervisionDirector);
    let refusal = bench.refused(&director, answer(&village, &id, false, " "));
    assert_eq!(refusal.faults[0].field, "reason");
    bench.confirmed(&village, &id);
    assert_eq!(bench.refused(&director, confirm()).rule, "delegation.answered");
}

fn a_relative_of_the_recorder_does_not_confirm_his_delegation(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (clerk, director) = (bench.desk(&village, Post::Clerk), bench.desk(&village, Post::SupervisionDirector));
    let kin = DeclareKin {
        place: village.clone(),
        person: clerk.person().unwrap().clone(),
        relative: director.person().unwrap().clone(),
        relation: Relation::Other,
    };
    bench.done(&clerk, kin);
    let id = recorded(bench, &village);
    let refusal = bench.refused(&director, answer(&village, &id, true, ""));
    assert_eq!(refusal.rule, "separation.kin", "{refusal:?}");
    assert!(!bench.read(|reader| affairs::delegations(reader, &village))[0].is_confirmed());
}

fn a_delegation_that_its_papers_do_not_bear_out_is_told_of_and_stays_without_effect(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let id = recorded(bench, &village);
    let director = bench.desk(&village, Post::SupervisionDirector);
    bench.done(&director, answer(&village, &id, false, "签到表上只有12人"));
    let kept = bench.read(|reader| affairs::delegations(reader, &village)).remove(0);
    assert!(!kept.is_in_force(bench.today()) && kept.answer.is_some_and(|answer| !answer.confirmed));
    let told = bench.inbox(&village, Post::DisciplineOfficer);
    let alert = told.iter().find(|alert| alert.rule == "delegation.declined").expect("nobody was told");
    assert!(alert.words.zh.contains("只有12人") && !alert.is_attempt, "{alert:?}");
    assert_eq!(alert.person.as_ref(), bench.desk(&village, Post::Clerk).person());
    bench.verified();
}

fn a_meeting_that_was_called_late_or_has_one_paper_delegates_nothing(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let villagers = roll(bench, &village, "villagers_meeting");
    let many = u32::try_from(villagers.len()).unwrap();
    let whole = || delegation(bench, &village, &villagers, (many, 0, 0), 300);
    let one_paper = RecordDelegation { attendance: whole().minutes, ..whole() };
    let late = RecordDelegation { noticed: bench.today().plus(-9), ..whole() };
    for (deed, field) in [(late, "noticed"), (one_paper, "attendance")] {
        let refusal = bench.refused(&bench.desk(&village, Post::Clerk), deed);
        assert_eq!((refusal.rule.as_str(), refusal.faults[0].field.as_str()), ("delegation.unfit", field));
    }
}
