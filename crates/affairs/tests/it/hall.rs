//! Meetings held entry by entry: who may sign in and when, who counts, what ends them, and that nothing goes past them.

use affairs::{
    AbandonMeeting, Arrive, CorrectSeat, Correction, CountVotes, EnterArrivals, Fate, OpenMeeting, Ways, open_meeting,
};
use authority::Relation;
use demo::testing::{Bench, form};
use demo::{Matter, on_both_databases};
use office::Desk;
use office::roster::DeclareKin;
use std::collections::BTreeMap;
use village::{CaseId, Kind, PersonId, Place, Post, Refusal};

on_both_databases!(
    a_meeting_is_held_entry_by_entry_and_its_step_taken_with_what_they_add_up_to,
    members_sign_in_by_phone_once_with_the_code_of_the_screen_while_the_meeting_is_open,
    a_party_and_its_relatives_stand_aside_from_the_opening_on_and_do_not_count,
    ballots_are_counted_by_two_people_until_they_agree_and_every_count_is_kept,
    whoever_stands_aside_after_the_count_makes_it_void_and_the_vote_is_taken_again,
    no_form_goes_past_a_meeting_or_past_its_ballots,
    who_came_is_settled_by_the_first_count_and_a_vote_is_not_made_void,
    a_meeting_to_which_too_few_come_is_not_voted_in_and_is_recorded_as_not_held,
);

const CODE: &str = "482913";
const MEMBERS: [&str; 6] = ["书记", "副主任", "支委甲", "支委乙", "监委主任", "文书"];

/// A case that waits for the party members' vote, on its day: of an applicant whose brother is the deputy director.
fn waiting(bench: &Bench) -> (CaseId, Place) {
    bench.found(1);
    let village = bench.village(1);
    let [applicant, deputy] = ["承包人", "副主任"].map(|name| bench.person(&village, name));
    let kin =
        DeclareKin { place: village.clone(), person: applicant.clone(), relative: deputy, relation: Relation::Sibling };
    bench.done(&bench.desk_of(&applicant), kin);
    let mut matter = Matter {
        village: village.clone(),
        affair: "B1".into(),
        title: "发展党员".into(),
        values: BTreeMap::from([("party".to_owned(), "承包人".to_owned())]),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    };
    bench.go_on_to(&mut matter, "party_meeting");
    let case = bench.case(&matter);
    if let Some(procedure::FactValue::Day(day)) = case.facts.get("meeting_day") {
        bench.go_to(*day);
    }
    (case.id, village)
}

fn open(bench: &Bench, case: &CaseId, village: &Place) -> OpenMeeting {
    OpenMeeting {
        case: case.clone(),
        village: village.clone(),
        body: "party_meeting".into(),
        day: bench.today(),
        by_household: false,
        ballots: false,
        code: CODE.into(),
    }
}

fn arrive(case: &CaseId, village: &Place, code: &str) -> Arrive {
    Arrive { case: case.clone(), village: village.clone(), code: code.into() }
}

fn arrivals(case: &CaseId, village: &Place, people: &[PersonId]) -> EnterArrivals {
    EnterArrivals { case: case.clone(), village: village.clone(), people: people.to_vec() }
}

fn count(case: &CaseId, village: &Place, votes: (u32, u32, u32)) -> CountVotes {
    let (votes_for, against, abstain) = votes;
    CountVotes {
        case: case.clone(),
        village: village.clone(),
        votes_for,
        against,
        abstain,
        spoilt: 0,
        reason: String::new(),
    }
}

fn seat(case: &CaseId, village: &Place, person: &PersonId, change: Correction) -> CorrectSeat {
    CorrectSeat { case: case.clone(), village: village.clone(), person: person.clone(), change }
}

fn members(bench: &Bench, village: &Place) -> Vec<PersonId> {
    MEMBERS.iter().map(|name| bench.person(village, name)).collect()
}

fn named(bench: &Bench, village: &Place, name: &str) -> Desk {
    bench.desk_of(&bench.person(village, name))
}

/// The form that ends the meeting which is being held.
fn ending(bench: &Bench, case: &CaseId, outcome: &str) -> affairs::Act {
    let held = bench.read(|reader| open_meeting(reader, case)).unwrap();
    let mut act = form(bench, "party_meeting", outcome).minutes("会议记录").act(case);
    act.form.meeting = Some(held.id);
    act
}

fn slip(refusal: &Refusal, rule: &str) {
    assert_eq!((refusal.rule.as_str(), refusal.violation), (rule, false), "{refusal:?}");
}

fn violation(refusal: &Refusal, rule: &str) {
    assert_eq!((refusal.rule.as_str(), refusal.violation), (rule, true), "{refusal:?}");
}

fn a_meeting_is_held_entry_by_entry_and_its_step_taken_with_what_they_add_up_to(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    bench.done(&clerk, open(bench, &case, &village));
    slip(&bench.refused(&clerk, open(bench, &case, &village)), "meeting.open");
    bench.done(&clerk, arrivals(&case, &village, &all[..4]));
    bench.done(&named(bench, &village, "监委主任"), arrive(&case, &village, CODE));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let (held, outlook) = bench.read(|reader| affairs::standing(reader, &clerk, &row)).unwrap();
    let tally = outlook.unwrap().tally;
    assert_eq!((tally.entitled, tally.present, tally.needed_present, tally.needed_for), (6, 5, 4, 4));
    assert_eq!((held.voters(), held.meeting.voting), (4, Ways::Ballots), "the deputy stands aside");
    for name in ["文书", "监委主任"] {
        bench.done(&named(bench, &village, name), count(&case, &village, (4, 0, 0)));
    }
    bench.done(&clerk, ending(bench, &case, ""));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    assert_eq!(row.step, "approve");
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.entitled, sitting.present, sitting.recused), (6, 5, 1));
    assert_eq!((sitting.votes_for, sitting.against, sitting.passed), (4, 0, true));
    let meetings = bench.read(|reader| affairs::meetings(reader, &case));
    assert_eq!((meetings.len(), meetings[0].fate), (1, Fate::Closed));
    let known = bench.read(|reader| affairs::seats(reader, &meetings[0].id));
    let ways: Vec<&str> = known.iter().map(|seat| seat.way.as_str()).collect();
    assert_eq!(ways.iter().filter(|way| **way == "phone").count(), 1);
    bench.verified();
}

fn members_sign_in_by_phone_once_with_the_code_of_the_screen_while_the_meeting_is_open(bench: &Bench) {
    let (case, village) = waiting(bench);
    let member = named(bench, &village, "支委乙");
    slip(&bench.refused(&member, arrive(&case, &village, CODE)), "meeting.none");
    bench.done(&bench.desk(&village, Post::Clerk), open(bench, &case, &village));
    let head = bench.office.archive().head();
    slip(&bench.refused(&member, arrive(&case, &village, "000000")), "meeting.code");
    let stranger = bench.refused(&named(bench, &village, "委员甲"), arrive(&case, &village, CODE));
    slip(&stranger, "meeting.not_entitled");
    assert_eq!(stranger.kind, Kind::NotYours);
    assert_eq!(bench.office.archive().head(), head);
    bench.done(&member, arrive(&case, &village, CODE));
    slip(&bench.refused(&member, arrive(&case, &village, CODE)), "meeting.arrived");
    // A member records nothing for others.
    let other = bench.person(&village, "文书");
    let refusal = bench.refused(&named(bench, &village, "监委主任"), arrivals(&case, &village, &[other]));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "{refusal:?}");
    // On another day nobody signs in from afar.
    bench.wait_days(1);
    slip(&bench.refused(&named(bench, &village, "支委甲"), arrive(&case, &village, CODE)), "meeting.another_day");
}

fn a_party_and_its_relatives_stand_aside_from_the_opening_on_and_do_not_count(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    bench.done(&clerk, open(bench, &case, &village));
    bench.done(&clerk, arrivals(&case, &village, &all));
    let back = bench.refused(&clerk, seat(&case, &village, &all[1], Correction::Votes));
    violation(&back, "meeting.kin");
    let refusal = bench.refused(&bench.desk_of(&all[1]), count(&case, &village, (5, 0, 0)));
    violation(&refusal, "separation.kin");
    // Somebody else may stand aside too, and comes back; meanwhile they do not count.
    bench.done(&clerk, seat(&case, &village, &all[3], Correction::Recused));
    violation(&bench.refused(&bench.desk_of(&all[3]), count(&case, &village, (4, 0, 0))), "meeting.teller_recused");
    bench.done(&clerk, seat(&case, &village, &all[3], Correction::Votes));
    bench.done(&bench.desk_of(&all[3]), count(&case, &village, (5, 0, 0)));
    bench.verified();
}

fn ballots_are_counted_by_two_people_until_they_agree_and_every_count_is_kept(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    bench.done(&clerk, open(bench, &case, &village));
    bench.done(&clerk, arrivals(&case, &village, &all));
    let [one, other] = [4, 5].map(|place: usize| bench.desk_of(&all[place]));
    slip(&bench.refused(&one, count(&case, &village, (6, 0, 0))), "meeting.count");
    bench.done(&one, count(&case, &village, (4, 1, 0)));
    violation(&bench.refused(&one, count(&case, &village, (4, 1, 0))), "meeting.counted_once");
    // What the one found, nobody reads before the other is there.
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let (held, outlook) = bench.read(|reader| affairs::standing(reader, &clerk, &row)).unwrap();
    assert_eq!((held.agreed(), outlook.unwrap().tally.votes_for), (None, 0));
    violation(&bench.refused(&clerk, ending(bench, &case, "")), "counted_twice");
    bench.done(&other, count(&case, &village, (3, 2, 0)));
    // They differ: nothing holds, and both count again.
    let unready = bench.refused(&clerk, ending(bench, &case, ""));
    assert_eq!((unready.kind, unready.violation), (Kind::NotComplete, false), "{unready:?}");
    bench.done(&other, count(&case, &village, (4, 1, 0)));
    bench.done(&one, count(&case, &village, (4, 1, 0)));
    slip(&bench.refused(&bench.desk_of(&all[0]), count(&case, &village, (4, 1, 0))), "meeting.agreed");
    bench.done(&clerk, ending(bench, &case, ""));
    let id = bench.read(|reader| affairs::meetings(reader, &case)).pop().unwrap().id;
    let counts = bench.read(|reader| affairs::counts(reader, &id));
    let kept: Vec<_> = counts.iter().map(|row| (row.round, row.count.votes_for)).collect();
    assert_eq!(kept, [(1, 4), (1, 3), (2, 4), (2, 4)]);
    bench.verified();
}

/// It comes to light after the count that somebody had to stand aside: the meeting is not stuck with more votes than voters.
fn whoever_stands_aside_after_the_count_makes_it_void_and_the_vote_is_taken_again(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    bench.done(&clerk, open(bench, &case, &village));
    bench.done(&clerk, arrivals(&case, &village, &all));
    let [one, other] = [4, 5].map(|place: usize| bench.desk_of(&all[place]));
    bench.done(&one, count(&case, &village, (4, 1, 0)));
    bench.done(&other, count(&case, &village, (4, 1, 0)));
    bench.done(&clerk, seat(&case, &village, &all[3], Correction::Recused));
    let told = bench.inbox(&village, Post::SupervisionDirector);
    assert!(told.iter().any(|alert| alert.rule == "meeting.recused_after_count"), "{told:?}");
    let unready = bench.refused(&clerk, ending(bench, &case, ""));
    assert_eq!((unready.kind, unready.violation), (Kind::NotComplete, false), "{unready:?}");
    slip(&bench.refused(&one, count(&case, &village, (5, 0, 0))), "meeting.count");
    bench.done(&one, count(&case, &village, (4, 0, 0)));
    bench.done(&other, count(&case, &village, (4, 0, 0)));
    bench.done(&clerk, ending(bench, &case, ""));
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.present, sitting.recused, sitting.votes_for, sitting.passed), (6, 2, 4, true));
    bench.verified();
}

fn no_form_goes_past_a_meeting_or_past_its_ballots(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    let typed = || {
        let sheet = form(bench, "party_meeting", "").minutes("会议记录");
        let sheet = sheet.meeting("party_meeting", bench.today(), &all, (5, 0, 0));
        sheet.meeting_with(|sitting| sitting.recused.push(all[1].clone())).act(&case)
    };
    let refusal = bench.refused(&clerk, typed());
    violation(&refusal, "ballots");
    assert!(!refusal.articles.is_empty());
    assert_eq!(bench.inbox(&village, Post::DisciplineOfficer).len(), 1);
    bench.done(&clerk, open(bench, &case, &village));
    slip(&bench.refused(&clerk, typed()), "meeting.open");
    bench.done(&clerk, arrivals(&case, &village, &all));
    bench.done(&bench.desk_of(&all[4]), count(&case, &village, (1, 4, 0)));
    violation(&bench.refused(&clerk, typed()), "meeting.open");
    // Nor with the number of a meeting that is not this one.
    let mut act = ending(bench, &case, "");
    act.form.meeting = Some("990101001001-B1-2026-0001-H009".into());
    slip(&bench.refused(&clerk, act), "meeting.none");
}

fn who_came_is_settled_by_the_first_count_and_a_vote_is_not_made_void(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    let void = |reason: &str| AbandonMeeting { case: case.clone(), village: village.clone(), reason: reason.into() };
    bench.done(&clerk, open(bench, &case, &village));
    slip(&bench.refused(&clerk, void(" ")), "meeting.reason");
    bench.done(&clerk, void("会场停电，改到下午"));
    bench.done(&clerk, open(bench, &case, &village));
    bench.done(&clerk, arrivals(&case, &village, &all[..5]));
    bench.done(&clerk, seat(&case, &village, &all[0], Correction::NotThere));
    bench.done(&bench.desk_of(&all[4]), count(&case, &village, (1, 2, 0)));
    slip(&bench.refused(&clerk, arrivals(&case, &village, &all[5..])), "meeting.counted");
    slip(&bench.refused(&bench.desk_of(&all[5]), arrive(&case, &village, CODE)), "meeting.counted");
    slip(&bench.refused(&clerk, seat(&case, &village, &all[2], Correction::NotThere)), "meeting.counted");
    violation(&bench.refused(&clerk, void("结果不合适，重来")), "meeting.voted");
    let fates: Vec<Fate> = bench.read(|reader| affairs::meetings(reader, &case)).iter().map(|m| m.fate).collect();
    assert_eq!(fates, [Fate::Abandoned, Fate::Open]);
    bench.verified();
}

fn a_meeting_to_which_too_few_come_is_not_voted_in_and_is_recorded_as_not_held(bench: &Bench) {
    let (case, village) = waiting(bench);
    let (clerk, all) = (bench.desk(&village, Post::Clerk), members(bench, &village));
    bench.done(&clerk, open(bench, &case, &village));
    bench.done(&clerk, arrivals(&case, &village, &all[..3]));
    let refusal = bench.refused(&clerk, count(&case, &village, (2, 0, 0)));
    assert_eq!(refusal.rule, "meeting.quorum");
    let refusal = bench.refused(&bench.desk_of(&all[2]), count(&case, &village, (2, 0, 0)));
    slip(&refusal, "meeting.quorum");
    assert!(refusal.words.zh.contains("还差1人"), "{}", refusal.words.zh);
    violation(&bench.refused(&clerk, ending(bench, &case, "")), "quorum");
    bench.done(&clerk, ending(bench, &case, "not_held"));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    assert_eq!(row.step, "convene_party");
    let sitting = bench.read(|reader| affairs::sittings(reader, &case)).pop().unwrap();
    assert_eq!((sitting.present, sitting.passed), (3, false));
    bench.verified();
}
