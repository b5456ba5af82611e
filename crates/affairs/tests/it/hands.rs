//! Who counts votes, and that nobody turns a count of hands alone.

use affairs::{Act, CountVotes, EnterArrivals, OpenMeeting, open_meeting};
use demo::testing::{Bench, form};
use demo::{Matter, on_both_databases};
use office::Desk;
use village::{CaseId, PersonId, Place, Post, Refusal};

on_both_databases!(
    a_count_of_hands_is_not_entered_anew_by_whoever_entered_it,
    hands_that_somebody_doubts_are_counted_until_two_people_agree,
    whoever_is_not_there_counts_nothing,
    who_counts_is_settled_with_the_first_count_and_another_needs_a_reason,
    a_third_round_needs_a_reason_and_is_told,
    whoever_handled_the_matter_neither_records_nor_counts,
);

const BODY: &str = "joint_meeting";

struct Vote {
    case: CaseId,
    village: Place,
    clerk: Desk,
    members: Vec<PersonId>,
}

/// A joint meeting to which all but one came, before the vote.
fn vote(bench: &Bench, ballots: bool) -> Vote {
    bench.found(1);
    let village = bench.village(1);
    let mut expense = Matter {
        village: village.clone(),
        affair: "C1".into(),
        title: "修水渠".into(),
        values: [("amount_fen".to_owned(), "3680.50".to_owned())].into(),
        outcomes: Default::default(),
        links: Vec::new(),
        case: None,
    };
    bench.go_on_to(&mut expense, "joint_meeting");
    let case = bench.case(&expense);
    let clerk = bench.desk(&village, Post::Clerk);
    let open = OpenMeeting {
        case: case.id.clone(),
        village: village.clone(),
        body: BODY.into(),
        day: bench.today(),
        by_household: false,
        ballots,
        code: "482913".into(),
    };
    bench.done(&clerk, open);
    let held = bench.read(|reader| open_meeting(reader, &case.id)).unwrap();
    let seats = bench.read(|reader| affairs::seats(reader, &held.id));
    let members: Vec<PersonId> = seats.into_iter().map(|seat| seat.person).collect();
    let people = members[1..].to_vec();
    bench.done(&clerk, EnterArrivals { case: case.id.clone(), village: village.clone(), people });
    Vote { case: case.id, village, clerk, members }
}

impl Vote {
    fn count(&self, votes_for: usize, against: usize) -> CountVotes {
        let [votes_for, against] = [votes_for, against].map(|many| u32::try_from(many).unwrap());
        CountVotes {
            case: self.case.clone(),
            village: self.village.clone(),
            votes_for,
            against,
            abstain: 0,
            spoilt: 0,
            reason: String::new(),
        }
    }

    fn agreed(&self, bench: &Bench) -> Option<(u32, u32)> {
        let row = bench.read(|reader| affairs::case(reader, &self.case)).unwrap();
        let (held, _) = bench.read(|reader| affairs::standing(reader, &self.clerk, &row)).unwrap();
        held.agreed().map(|(votes_for, against, ..)| (votes_for, against))
    }

    fn ending(&self, bench: &Bench) -> Act {
        let held = bench.read(|reader| open_meeting(reader, &self.case)).unwrap();
        let mut act = form(bench, "joint_meeting", "").minutes("会议记录").act(&self.case);
        act.form.meeting = Some(held.id);
        act
    }

    /// How many came.
    fn came(&self) -> usize {
        self.members.len() - 1
    }
}

fn told(refusal: &Refusal, rule: &str, violation: bool) {
    assert_eq!((refusal.rule.as_str(), refusal.violation), (rule, violation), "{refusal:?}");
}

fn a_count_of_hands_is_not_entered_anew_by_whoever_entered_it(bench: &Bench) {
    let vote = vote(bench, false);
    let all = vote.came();
    bench.done(&vote.clerk, vote.count(1, all - 1));
    assert_eq!(vote.agreed(bench), Some((1, u32::try_from(all - 1).unwrap())));
    told(&bench.refused(&vote.clerk, vote.count(all, 0)), "meeting.counted_once", false);
    bench.done(&vote.clerk, vote.ending(bench));
    let sitting = bench.read(|reader| affairs::sittings(reader, &vote.case)).pop().unwrap();
    assert!(!sitting.passed && sitting.votes_for == 1, "{sitting:?}");
    bench.verified();
}

fn hands_that_somebody_doubts_are_counted_until_two_people_agree(bench: &Bench) {
    let vote = vote(bench, false);
    let all = vote.came();
    let director = bench.desk(&vote.village, Post::SupervisionDirector);
    bench.done(&vote.clerk, vote.count(1, all - 1));
    bench.done(&director, vote.count(all - 1, 1));
    assert_eq!(vote.agreed(bench), None, "the two differ");
    bench.done(&vote.clerk, vote.count(all - 1, 1));
    assert_eq!(vote.agreed(bench), None, "one alone settles nothing any more");
    told(&bench.refused(&vote.clerk, vote.count(all - 1, 1)), "meeting.counted_once", false);
    bench.done(&director, vote.count(all - 1, 1));
    assert_eq!(vote.agreed(bench), Some((u32::try_from(all - 1).unwrap(), 1)));
    bench.done(&vote.clerk, vote.ending(bench));
    let sitting = bench.read(|reader| affairs::sittings(reader, &vote.case)).pop().unwrap();
    assert!(sitting.passed, "{sitting:?}");
    let id = bench.read(|reader| affairs::meetings(reader, &vote.case)).pop().unwrap().id;
    assert_eq!(bench.read(|reader| affairs::counts(reader, &id)).len(), 4, "every count is kept");
    bench.verified();
}

/// Every alert's rule and reason that the director finds.
fn told_to_the_director(bench: &Bench, village: &Place) -> Vec<(String, String)> {
    let inbox = bench.inbox(village, Post::SupervisionDirector);
    inbox.into_iter().map(|alert| (alert.rule, alert.words.zh)).collect()
}

fn who_counts_is_settled_with_the_first_count_and_another_needs_a_reason(bench: &Bench) {
    let vote = vote(bench, true);
    let all = vote.came();
    let [one, two] = [1, 2].map(|place: usize| bench.desk_of(&vote.members[place]));
    let director = bench.desk(&vote.village, Post::SupervisionDirector);
    bench.done(&one, vote.count(all - 1, 1));
    bench.done(&two, vote.count(2, all - 2));
    // They differ. Somebody who agrees with the one does not take the other's place unheard.
    bench.done(&one, vote.count(all - 1, 1));
    let refusal = bench.refused(&director, vote.count(all - 1, 1));
    told(&refusal, "meeting.unusual", false);
    assert_eq!(refusal.faults[0].field, "reason");
    assert!(told_to_the_director(bench, &vote.village).is_empty());
    let reason = "第二个计票人有急事先走".to_owned();
    bench.done(&director, CountVotes { reason: reason.clone(), ..vote.count(all - 1, 1) });
    let alerts = told_to_the_director(bench, &vote.village);
    assert_eq!(alerts.len(), 1);
    assert!(alerts[0].0 == "meeting.another_teller" && alerts[0].1.contains(&reason), "{alerts:?}");
    assert_eq!(bench.inbox(&vote.village, Post::DisciplineOfficer).len(), 1);
    let id = bench.read(|reader| open_meeting(reader, &vote.case)).unwrap().id;
    let counts = bench.read(|reader| affairs::counts(reader, &id));
    assert_eq!(counts.iter().filter(|row| row.reason == reason).count(), 1);
    bench.done(&vote.clerk, vote.ending(bench));
    bench.verified();
}

fn a_third_round_needs_a_reason_and_is_told(bench: &Bench) {
    let vote = vote(bench, true);
    let all = vote.came();
    let [one, two] = [1, 2].map(|place: usize| bench.desk_of(&vote.members[place]));
    for _ in 0..2 {
        bench.done(&one, vote.count(all - 1, 1));
        bench.done(&two, vote.count(2, all - 2));
    }
    told(&bench.refused(&one, vote.count(2, all - 2)), "meeting.unusual", false);
    bench.done(&one, CountVotes { reason: "有两张票粘在一起".into(), ..vote.count(2, all - 2) });
    bench.done(&two, vote.count(2, all - 2));
    let alerts = told_to_the_director(bench, &vote.village);
    assert!(alerts.len() == 1 && alerts[0].0 == "meeting.another_round", "{alerts:?}");
    assert_eq!(vote.agreed(bench), Some((2, u32::try_from(all - 2).unwrap())));
    bench.verified();
}

/// The clerk claims the money: a committee member opens the meeting, and others count.
fn whoever_handled_the_matter_neither_records_nor_counts(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let clerk = bench.desk(&village, Post::Clerk);
    let case = crate::claim::opened_by(bench, &clerk, &village, "3680.50", "HANDS-1");
    let witness = bench.desk(&village, Post::Representative);
    bench.done(&witness, crate::claim::act(bench, &case, "witness", "confirmed"));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().step, "joint_meeting");
    let open = || OpenMeeting {
        case: case.clone(),
        village: village.clone(),
        body: BODY.into(),
        day: bench.today(),
        by_household: false,
        ballots: true,
        code: "482913".into(),
    };
    let refusal = bench.refused(&clerk, open());
    told(&refusal, "meeting.handler", false);
    let member = bench.desk(&village, Post::CommitteeMember);
    bench.done(&member, open());
    let held = bench.read(|reader| open_meeting(reader, &case)).unwrap();
    let seats = bench.read(|reader| affairs::seats(reader, &held.id));
    let people: Vec<PersonId> = seats.into_iter().map(|seat| seat.person).collect();
    let arrivals =
        |people: &[PersonId]| EnterArrivals { case: case.clone(), village: village.clone(), people: people.to_vec() };
    told(&bench.refused(&clerk, arrivals(&people)), "meeting.handler", false);
    bench.done(&member, arrivals(&people));
    let vote = Vote { case, village, clerk, members: people };
    let all = vote.members.len();
    told(&bench.refused(&vote.clerk, vote.count(all, 0)), "meeting.teller_handled", true);
    bench.done(&member, vote.count(all, 0));
    bench.done(&bench.desk(&vote.village, Post::SupervisionDirector), vote.count(all, 0));
    told(&bench.refused(&vote.clerk, vote.ending(bench)), "meeting.handler", false);
    bench.done(&member, vote.ending(bench));
    bench.verified();
}

fn whoever_is_not_there_counts_nothing(bench: &Bench) {
    let vote = vote(bench, true);
    let all = vote.came();
    let absent = bench.desk_of(&vote.members[0]);
    told(&bench.refused(&absent, vote.count(all, 0)), "meeting.teller_absent", true);
    let there = bench.desk_of(&vote.members[1]);
    bench.done(&there, vote.count(all, 0));
    bench.done(&bench.desk(&vote.village, Post::SupervisionDirector), vote.count(all, 0));
    bench.done(&vote.clerk, vote.ending(bench));
    bench.verified();
}
