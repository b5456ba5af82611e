//! Meetings: who was entitled is told by the roster of the day; attendance and majority are counted at their boundaries.

use crate::walk::decision;
use demo::Matter;
use demo::on_both_databases;
use demo::testing::{Bench, Sheet, day, form};
use office::Desk;
use office::roster::EndMandate;
use procedure::FactValue;
use village::{Day, Kind, PersonId, Place, Post};

on_both_databases!(
    a_meeting_without_its_quorum_is_refused_and_can_only_be_recorded_as_not_held,
    a_majority_is_counted_at_its_boundary,
    whoever_is_no_member_on_the_day_of_the_meeting_is_not_counted,
    a_membership_that_ends_after_the_meeting_still_counts_in_its_record,
    nobody_votes_who_was_not_there_or_was_kept_out,
    the_result_cannot_be_typed_against_the_count,
    a_meeting_is_held_on_the_day_that_was_announced,
);

/// Goes on until the party members' meeting is called, and to its day. Returns the case's matter and the members.
fn called(bench: &Bench, village: &Place) -> (Matter, Vec<PersonId>) {
    let mut matter = decision(village);
    bench.go_on_to(&mut matter, "party_meeting");
    bench.go_to(announced(bench, &matter));
    let names = ["书记", "副主任", "支委甲", "支委乙", "监委主任", "文书"];
    (matter, names.iter().map(|name| bench.person(village, name)).collect())
}

fn announced(bench: &Bench, matter: &Matter) -> Day {
    match bench.case(matter).facts.get("meeting_day") {
        Some(FactValue::Day(day)) => *day,
        other => panic!("no meeting was announced: {other:?}"),
    }
}

fn held<'a>(bench: &'a Bench, day: Day, present: &[PersonId], votes: (u32, u32, u32)) -> Sheet<'a> {
    form(bench, "party_meeting", "").minutes("会议记录").meeting("party_meeting", day, present, votes)
}

fn clerk(bench: &Bench, village: &Place) -> Desk {
    bench.desk(village, Post::Clerk)
}

fn end(bench: &Bench, village: &Place, name: &str, post: Post, last_day: Day) {
    let person = bench.person(village, name);
    let holders = bench.read(|reader| office::roster::persons_with(reader, village, post, bench.today()));
    let id = holders.into_iter().find(|holder| holder.mandate.person == person).unwrap().mandate_id;
    let end = EndMandate { id, place: village.clone(), last_day, reason: "调离".into() };
    bench.done(&bench.desk(village, Post::TownshipOfficial), end);
}

fn a_meeting_without_its_quorum_is_refused_and_can_only_be_recorded_as_not_held(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, members) = called(bench, &village);
    let case = bench.case(&matter).id;
    // Six are entitled; two thirds are four.
    for outcome in ["", "passed"] {
        let mut sheet = held(bench, bench.today(), &members[..3], (3, 0, 0)).made();
        sheet.outcome = outcome.into();
        let row = bench.case(&matter);
        let act = affairs::Act { case: case.clone(), village: village.clone(), revision: row.revision, form: sheet };
        let refusal = bench.refused(&clerk(bench, &village), act);
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("quorum", true), "{refusal:?}");
        assert!(refusal.words.zh.contains("至少要到4人，实到3人"), "{}", refusal.words.zh);
        assert!(!refusal.articles.is_empty());
    }
    let mut form = held(bench, bench.today(), &members[..3], (0, 0, 0)).made();
    form.outcome = "not_held".into();
    let row = bench.case(&matter);
    let act = affairs::Act { case: case.clone(), village: village.clone(), revision: row.revision, form };
    bench.done(&clerk(bench, &village), act);
    assert_eq!(bench.case(&matter).step, "convene_party", "it must be called again");
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.entitled, sitting.present, sitting.passed), (6, 3, false));
    bench.verified();
}

fn a_majority_is_counted_at_its_boundary(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    // More than half of the six who are entitled: three are not enough, four are.
    let (lost, members) = called(bench, &village);
    let case = bench.case(&lost).id;
    bench.done(&clerk(bench, &village), held(bench, bench.today(), &members, (3, 2, 1)).act(&case));
    let row = bench.case(&lost);
    assert_eq!((row.status.as_str(), row.step.as_str()), ("ended", "not_adopted"));
    let (won, members) = called(bench, &village);
    let case = bench.case(&won).id;
    bench.done(&clerk(bench, &village), held(bench, bench.today(), &members[..4], (4, 0, 0)).act(&case));
    assert_eq!(bench.case(&won).step, "convene_decision");
    let came = bench.read(|reader| affairs::attendance(reader, &case, bench.case(&won).revision));
    assert_eq!(came.iter().filter(|(_, present, _)| *present).count(), 4);
    assert_eq!(came.len(), 6);
}

fn whoever_is_no_member_on_the_day_of_the_meeting_is_not_counted(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, members) = called(bench, &village);
    let case = bench.case(&matter).id;
    end(bench, &village, "文书", Post::PartyMember, bench.today().plus(-1));
    // The clerk is still the clerk, but no member: his presence is refused, as a slip and without an alert.
    let head = bench.office.archive().head();
    let sheet = held(bench, bench.today(), &members, (6, 0, 0)).act(&case);
    let refusal = bench.refused(&clerk(bench, &village), sheet);
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotComplete, false));
    assert!(refusal.faults[0].words.zh.contains(members[5].as_str()), "{refusal:?}");
    assert_eq!(bench.office.archive().head(), head);
    // Of five, three votes are more than half.
    bench.done(&clerk(bench, &village), held(bench, bench.today(), &members[..4], (3, 1, 0)).act(&case));
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.entitled, sitting.present, sitting.passed), (5, 4, true));
}

fn a_membership_that_ends_after_the_meeting_still_counts_in_its_record(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, members) = called(bench, &village);
    let (case, held_on) = (bench.case(&matter).id, bench.today());
    end(bench, &village, "支委甲", Post::PartyMember, held_on);
    bench.wait_days(2);
    bench.done(&clerk(bench, &village), held(bench, held_on, &members, (4, 2, 0)).act(&case));
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.entitled, sitting.present, sitting.passed), (6, 6, true));
}

fn nobody_votes_who_was_not_there_or_was_kept_out(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, members) = called(bench, &village);
    let case = bench.case(&matter).id;
    let desk = clerk(bench, &village);
    let head = bench.office.archive().head();
    let today = bench.today();
    let doubled = [&members[..5], &members[..1]].concat();
    let stranger = [&members[..5], &[bench.person(&village, "承包人")]].concat();
    let recused =
        held(bench, today, &members, (6, 0, 0)).meeting_with(|sitting| sitting.recused.push(members[1].clone()));
    let wrong = [
        held(bench, today, &members[..5], (6, 0, 0)),
        held(bench, today, &members, (u32::MAX, u32::MAX, 1)),
        held(bench, today, &doubled, (6, 0, 0)),
        held(bench, today, &stranger, (6, 0, 0)),
        recused,
    ];
    for sheet in wrong {
        let refusal = bench.refused(&desk, sheet.act(&case));
        assert_eq!(refusal.faults[0].field, "sitting", "{refusal:?}");
    }
    assert_eq!(bench.office.archive().head(), head);
    // Kept out, one stays in the count of those entitled: of six, three of the five votes are not enough.
    let sheet =
        held(bench, today, &members, (3, 2, 0)).meeting_with(|sitting| sitting.recused.push(members[1].clone()));
    bench.done(&desk, sheet.act(&case));
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.entitled, sitting.present, sitting.recused, sitting.passed), (6, 6, 1, false));
}

fn the_result_cannot_be_typed_against_the_count(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, members) = called(bench, &village);
    let row = bench.case(&matter);
    let mut form = held(bench, bench.today(), &members, (2, 4, 0)).made();
    form.outcome = "passed".into();
    let act = affairs::Act { case: row.id, village: village.clone(), revision: row.revision, form };
    let refusal = bench.refused(&clerk(bench, &village), act);
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("count", true));
    assert_eq!(bench.inbox(&village, Post::DisciplineOfficer).len(), 1);
}

fn a_meeting_is_held_on_the_day_that_was_announced(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (matter, members) = called(bench, &village);
    let (case, desk) = (bench.case(&matter).id, clerk(bench, &village));
    let today = bench.today();
    let early = bench.refused(&desk, held(bench, today.plus(-1), &members, (6, 0, 0)).act(&case));
    assert_eq!((early.rule.as_str(), early.violation), ("meeting_day", true));
    let future = bench.refused(&desk, held(bench, today.plus(1), &members, (6, 0, 0)).act(&case));
    assert_eq!((future.kind, future.violation), (Kind::NotComplete, false));
    assert!(day("2026-03-02") < today);
    // Called too late: three days are needed between notice and meeting.
    let mut again = decision(&village);
    bench.go_on_to(&mut again, "convene_party");
    let case = bench.case(&again).id;
    let call = |ahead: i64| {
        let day = bench.today().plus(ahead).to_string();
        form(bench, "convene_party", "called")
            .with("meeting_day", &day)
            .with("meeting_place", "村部")
            .notice()
            .act(&case)
    };
    let short = bench.refused(&bench.desk(&village, Post::Clerk), call(2));
    assert_eq!((short.rule.as_str(), short.violation), ("notice", false));
    bench.done(&bench.desk(&village, Post::Clerk), call(3));
}
