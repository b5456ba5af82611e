//! An officer on leave: one person stands in at one of his posts, until a day, bound as its holder is.

use demo::on_both_databases;
use demo::testing::Bench;
use office::Desk;
use office::roster::{
    ConfirmLeave, DeclareKin, DeclineLeave, EndLeave, EndMandate, GrantMandate, LeaveState, NewLeave, ProposeLeave,
    TakeLeave, leave, leaves_of, mandates_in, mandates_of, persons_with, seats_of,
};
use village::{Day, Mandate, PersonId, Place, Post, Refusal};

on_both_databases!(
    whoever_stands_in_holds_the_post_from_the_first_to_the_very_last_second,
    whoever_is_away_does_not_act_in_the_post_and_keeps_his_seat,
    an_officer_who_is_back_ends_it_at_once,
    only_ones_own_post_is_handed_over_and_only_to_another_of_the_village,
    a_post_is_not_handed_to_a_relative_nor_to_whom_the_law_keeps_it_from,
    nobody_hands_on_what_he_only_stands_in_for,
    leave_adds_up_to_ninety_days_in_a_year,
    the_township_names_a_stand_in_by_two_people,
    a_leave_ends_with_the_mandate_and_a_stand_in_is_no_mandate_to_end,
    a_leave_limited_to_an_affair_counts_in_that_affair_only,
    a_top_leader_on_leave_stays_one_and_so_does_his_stand_in,
);

fn number_of(bench: &Bench, place: &Place, person: &PersonId, post: Post) -> String {
    let day = bench.today();
    let holders = bench.read(|reader| seats_of(reader, place, post, day));
    holders.into_iter().find(|holder| holder.mandate.person == *person).unwrap().mandate_id
}

/// The clerk hands his post over for ten days from today.
fn asked(bench: &Bench, post: Post, absent: &str, stand_in: &str) -> NewLeave {
    let village = bench.village(1);
    let mandate = number_of(bench, &village, &bench.person(&village, absent), post);
    let (starts, ends) = (bench.today(), bench.today().plus(9));
    let stand_in = bench.person(&village, stand_in);
    NewLeave { place: village, mandate, stand_in, starts, ends, affairs: Vec::new(), reason: "产假".into() }
}

fn clerk(bench: &Bench) -> Desk {
    bench.desk_of(&bench.person(&bench.village(1), "文书"))
}

fn acts_as(bench: &Bench, name: &str, post: Post, day: Day) -> bool {
    let person = bench.person(&bench.village(1), name);
    bench.read(|reader| mandates_of(reader, &person, day)).iter().any(|one| one.post == post)
}

fn fields(refusal: &Refusal) -> Vec<&str> {
    refusal.faults.iter().map(|fault| fault.field.as_str()).collect()
}

fn whoever_stands_in_holds_the_post_from_the_first_to_the_very_last_second(bench: &Bench) {
    bench.found(1);
    let mut new = asked(bench, Post::Clerk, "文书", "代表1");
    new.starts = bench.today().plus(2);
    let last = new.ends;
    bench.done(&clerk(bench), TakeLeave(new));
    for (days, stands_in) in [(1, false), (2, true), (9, true), (10, false)] {
        let day = bench.today().plus(days);
        assert_eq!(acts_as(bench, "代表1", Post::Clerk, day), stands_in, "{day}");
        assert_eq!(acts_as(bench, "文书", Post::Clerk, day), !stands_in, "{day}");
    }
    // To the second: the desk asks at its own moment.
    let person = bench.person(&bench.village(1), "代表1");
    let office = &clerk(bench).office;
    let second = |millisecond: i64| {
        let moment = village::Moment(last.plus(1).at(0, 0).0 + millisecond);
        Desk::of(office, &person, moment).unwrap().posts_at(&bench.village(1)).contains(&Post::Clerk)
    };
    assert_eq!([second(-1), second(0)], [true, false]);
    bench.verified();
}

fn whoever_is_away_does_not_act_in_the_post_and_keeps_his_seat(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.done(
        &bench.desk_of(&bench.person(&village, "监委甲")),
        TakeLeave(asked(bench, Post::SupervisionMember, "监委甲", "代表1")),
    );
    let (member, today) = (Post::SupervisionMember, bench.today());
    let names =
        |holders: Vec<office::roster::Holder>| -> Vec<String> { holders.into_iter().map(|one| one.name).collect() };
    let acting = names(bench.read(|reader| persons_with(reader, &village, member, today)));
    assert!(acting.contains(&"代表1".to_owned()) && !acting.contains(&"监委甲".to_owned()), "{acting:?}");
    // A vote is nobody else's.
    let seats = names(bench.read(|reader| seats_of(reader, &village, member, today)));
    assert!(!seats.contains(&"代表1".to_owned()) && seats.contains(&"监委甲".to_owned()), "{seats:?}");
}

fn an_officer_who_is_back_ends_it_at_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let receipt = bench.done(&clerk(bench), TakeLeave(asked(bench, Post::Clerk, "文书", "代表1")));
    let end = || EndLeave { place: village.clone(), id: receipt.subject.clone() };
    let stranger = bench.desk_of(&bench.person(&village, "代表3"));
    assert!(bench.refused(&stranger, end()).violation);
    bench.done(&clerk(bench), end());
    assert!(acts_as(bench, "文书", Post::Clerk, bench.today()));
    assert!(!acts_as(bench, "代表1", Post::Clerk, bench.today()));
    assert_eq!(bench.refused(&clerk(bench), end()).rule, "leave.not_running");
    let state = bench.read(|reader| leave(reader, &receipt.subject)).unwrap().state(bench.today());
    assert_eq!(state, LeaveState::Over);
    bench.verified();
}

fn only_ones_own_post_is_handed_over_and_only_to_another_of_the_village(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let own = || asked(bench, Post::Clerk, "文书", "代表1");
    let other = bench.desk_of(&bench.person(&village, "报账员"));
    let refusal = bench.refused(&other, TakeLeave(own()));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("leave.not_your_post", true));
    let himself = NewLeave { stand_in: bench.person(&village, "文书"), ..own() };
    assert_eq!(fields(&bench.refused(&clerk(bench), TakeLeave(himself))), ["stand_in"]);
    let elsewhere = NewLeave { stand_in: bench.person(&bench.village(2), "代表1"), ..own() };
    assert_eq!(fields(&bench.refused(&clerk(bench), TakeLeave(elsewhere))), ["stand_in"]);
    let wrong = NewLeave {
        starts: bench.today().plus(-1),
        ends: bench.today().plus(-2),
        affairs: vec!["Z9".into()],
        reason: " ".into(),
        ..own()
    };
    let refusal = bench.refused(&clerk(bench), TakeLeave(wrong));
    for field in ["starts", "ends", "affairs", "reason"] {
        assert!(fields(&refusal).contains(&field), "{field}: {:?}", refusal.faults);
    }
    let seat = NewLeave {
        mandate: number_of(bench, &village, &bench.person(&village, "代表2"), Post::Representative),
        ..own()
    };
    let refusal = bench.refused(&bench.desk_of(&bench.person(&village, "代表2")), TakeLeave(seat));
    assert!(fields(&refusal).contains(&"post"), "{:?}", refusal.faults);
}

fn a_post_is_not_handed_to_a_relative_nor_to_whom_the_law_keeps_it_from(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let kept_apart = asked(bench, Post::Clerk, "文书", "监委甲");
    let refusal = bench.refused(&clerk(bench), TakeLeave(kept_apart));
    assert_eq!(refusal.rule, "incompatible.supervision_committee.clerk_bookkeeper");
    let relative = bench.person(&village, "代表1");
    let relation = authority::Relation::Spouse;
    let person = bench.person(&village, "文书");
    bench.done(&clerk(bench), DeclareKin { place: village.clone(), person, relative, relation });
    let refusal = bench.refused(&clerk(bench), TakeLeave(asked(bench, Post::Clerk, "文书", "代表1")));
    assert_eq!(fields(&refusal), ["stand_in"]);
    // A later mandate meets with what somebody stands in for, too.
    bench.done(&clerk(bench), TakeLeave(asked(bench, Post::Clerk, "文书", "代表2")));
    let (starts, ends) = (bench.today(), bench.today().plus(30));
    let person = bench.person(&village, "代表2");
    let mandate = Mandate { person, post: Post::SupervisionMember, place: village.clone(), starts, ends };
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate });
    assert_eq!(refusal.rule, "incompatible.supervision_committee.clerk_bookkeeper");
}

fn nobody_hands_on_what_he_only_stands_in_for(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.done(&clerk(bench), TakeLeave(asked(bench, Post::Clerk, "文书", "报账员")));
    let stand_in = bench.person(&village, "报账员");
    let own = bench.read(|reader| leaves_of(reader, &stand_in, bench.today())).remove(0);
    let chain = NewLeave { mandate: own.stand_in_mandate.unwrap(), ..asked(bench, Post::Clerk, "文书", "代表2") };
    let refusal = bench.refused(&bench.desk_of(&stand_in), TakeLeave(chain));
    assert!(fields(&refusal).contains(&"post"), "{:?}", refusal.faults);
    // Nor is he away himself while he stands in, nor does he stand in who is away.
    let away = asked(bench, Post::Bookkeeper, "报账员", "代表2");
    assert_eq!(fields(&bench.refused(&bench.desk_of(&stand_in), TakeLeave(away))), ["person"]);
    let keeper = bench.desk_of(&bench.person(&village, "监委甲"));
    bench.done(&keeper, TakeLeave(asked(bench, Post::SupervisionMember, "监委甲", "代表3")));
    let again = asked(bench, Post::Clerk, "文书", "代表2");
    assert_eq!(fields(&bench.refused(&clerk(bench), TakeLeave(again))), ["starts"]);
}

fn leave_adds_up_to_ninety_days_in_a_year(bench: &Bench) {
    bench.found(1);
    let long = |from: i64, days: i64| {
        let (starts, ends) = (bench.today().plus(from), bench.today().plus(from + days - 1));
        TakeLeave(NewLeave { starts, ends, ..asked(bench, Post::Clerk, "文书", "代表1") })
    };
    assert_eq!(fields(&bench.refused(&clerk(bench), long(0, 91))), ["ends"]);
    bench.done(&clerk(bench), long(0, 60));
    assert_eq!(fields(&bench.refused(&clerk(bench), long(100, 31))), ["ends"]);
    bench.done(&clerk(bench), long(100, 30));
}

fn the_township_names_a_stand_in_by_two_people(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let another = bench.desk(&village, Post::CivilAffairsOfficer);
    let new = || asked(bench, Post::Clerk, "文书", "代表1");
    assert!(bench.refused(&bench.desk(&village, Post::Bookkeeper), ProposeLeave(new())).violation);
    let receipt = bench.done(&official, ProposeLeave(new()));
    assert!(!acts_as(bench, "代表1", Post::Clerk, bench.today()), "nothing is in force before it is confirmed");
    let confirm = || ConfirmLeave { place: village.clone(), id: receipt.subject.clone() };
    let refusal = bench.refused(&official, confirm());
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("leave.two_people", true));
    bench.done(&another, confirm());
    assert!(acts_as(bench, "代表1", Post::Clerk, bench.today()));
    assert_eq!(bench.refused(&another, confirm()).rule, "leave.decided");
    let second = bench.done(&official, ProposeLeave(asked(bench, Post::Bookkeeper, "报账员", "代表2")));
    bench.done(&another, DeclineLeave { place: village.clone(), id: second.subject });
    assert!(acts_as(bench, "报账员", Post::Bookkeeper, bench.today()));
    bench.verified();
}

fn a_leave_ends_with_the_mandate_and_a_stand_in_is_no_mandate_to_end(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.done(&clerk(bench), TakeLeave(asked(bench, Post::Clerk, "文书", "代表1")));
    let absent = bench.person(&village, "文书");
    let known = bench.read(|reader| leaves_of(reader, &absent, bench.today())).remove(0);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let end = |id: String| {
        let (last_day, reason) = (bench.today().plus(3), "辞职".to_owned());
        EndMandate { id, place: village.clone(), last_day, reason }
    };
    assert_eq!(bench.refused(&official, end(known.stand_in_mandate.unwrap())).rule, "mandate.stands_in");
    bench.done(&official, end(known.mandate_id));
    assert!(acts_as(bench, "代表1", Post::Clerk, bench.today().plus(3)));
    assert!(!acts_as(bench, "代表1", Post::Clerk, bench.today().plus(4)));
}

fn a_leave_limited_to_an_affair_counts_in_that_affair_only(bench: &Bench) {
    bench.found(1);
    let limited = NewLeave { affairs: vec!["F3".into()], ..asked(bench, Post::Clerk, "文书", "代表1") };
    bench.done(&clerk(bench), TakeLeave(limited));
    let today = bench.today();
    for (name, everywhere, in_f3) in [("文书", true, false), ("代表1", false, true)] {
        let person = bench.person(&bench.village(1), name);
        assert_eq!(acts_as(bench, name, Post::Clerk, today), everywhere, "{name}");
        for (affair, expected) in [("F3", in_f3), ("C1", everywhere)] {
            let held = bench.read(|reader| mandates_in(reader, &person, today, affair));
            assert_eq!(held.iter().any(|one| one.post == Post::Clerk), expected, "{name} {affair}");
        }
    }
}

fn a_top_leader_on_leave_stays_one_and_so_does_his_stand_in(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let secretary = bench.person(&village, "书记");
    let new = asked(bench, Post::PartySecretary, "书记", "代表1");
    bench.done(&bench.desk_of(&secretary), TakeLeave(new));
    for person in [secretary, bench.person(&village, "代表1")] {
        let desk = bench.desk_of(&person);
        assert!(desk.is_top_leader(&village), "{person}");
        assert!(desk.may("handle_money", &village, Default::default(), false).is_err(), "{person}");
    }
}
