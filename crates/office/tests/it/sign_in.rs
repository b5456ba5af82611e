//! Signing in: guesses are slowed down, a changed password signs out elsewhere.

use demo::on_both_databases;
use demo::testing::Bench;
use office::sign_in::{
    self, Change, FREE_GUESSES, FREE_GUESSES_ADDRESS, FREE_GUESSES_NAME, GUESS_WINDOW_MS, KNOWN_MS, LONGEST_MS,
    token_hash,
};
use village::{Hash, Kind, Post, Refusal, Stop};

on_both_databases!(
    the_first_password_signs_in_and_must_be_changed,
    five_wrong_passwords_make_their_address_wait_until_the_window_has_passed,
    a_stranger_keeps_no_official_out,
    guesses_from_very_many_addresses_leave_in_only_whom_the_address_knows,
    a_password_that_others_know_is_refused,
    guesses_at_many_names_from_one_address_are_slowed_down_too,
    guesses_at_many_names_do_not_hold_up_who_signed_in_there_today,
    the_right_password_forgets_the_wrong_ones,
    a_changed_password_signs_out_everywhere_else,
    a_reset_password_signs_out_everywhere,
    every_fault_of_a_new_password_is_told_at_once,
    guesses_at_the_old_password_count_with_those_at_the_sign_in,
    a_password_changed_in_time_forgets_the_wrong_ones,
    a_name_is_given_once,
    a_session_ends_after_half_an_hour_of_rest_and_after_a_working_day,
    a_sign_in_is_handed_over_by_whoever_keeps_the_posts_and_recorded,
    nobody_hands_a_sign_in_to_themselves_or_above_their_reach,
    who_holds_no_post_needs_no_sign_in,
    a_password_used_before_is_not_taken_again,
);

const HOME: &str = "192.0.2.1";

/// A sign-in for the clerk. Returns its first password.
fn made(bench: &Bench, name: &str) -> String {
    bench.found(1);
    let clerk = bench.person(&bench.village(1), "文书");
    sign_in::make(&bench.office, &bench.directory, &clerk, name, true, bench.now()).unwrap()
}

fn open(bench: &Bench, name: &str, password: &str, address: &str) -> Result<sign_in::Opened, Refusal> {
    match sign_in::open(&bench.office, &bench.directory, name, password, address, bench.now()) {
        Ok(opened) => Ok(opened),
        Err(Stop::Refused(refusal)) => Err(*refusal),
        Err(Stop::Failed(fault)) => panic!("{}", fault.chain()),
    }
}

/// Changes the clerk's password.
fn change(bench: &Bench, typed: (&str, &str, &str), here: &Hash, address: &str) -> Result<(), Refusal> {
    let change = Change { name: "wenshu", old: typed.0, new: typed.1, again: typed.2 };
    match sign_in::change(&bench.office, &bench.directory, change, here, address, bench.now()) {
        Ok(()) => Ok(()),
        Err(Stop::Refused(refusal)) => Err(*refusal),
        Err(Stop::Failed(fault)) => panic!("{}", fault.chain()),
    }
}

fn rule(tried: Result<sign_in::Opened, Refusal>) -> String {
    tried.map(|_| "opened".to_owned()).unwrap_or_else(|refusal| refusal.rule)
}

fn in_force(bench: &Bench, opened: &sign_in::Opened) -> bool {
    bench.directory.session(&token_hash(&opened.token), bench.now()).unwrap().is_some()
}

fn the_first_password_signs_in_and_must_be_changed(bench: &Bench) {
    let first = made(bench, "wenshu");
    let opened = open(bench, " wenshu ", &first, HOME).unwrap();
    assert!(opened.must_change);
    let session = bench.directory.session(&token_hash(&opened.token), bench.now()).unwrap().unwrap();
    assert_eq!(session.person, *bench.desk(&bench.village(1), Post::Clerk).person().unwrap());
    assert_eq!((session.county, session.must_change), (bench.county(), true));
    assert_ne!(opened.token, session.csrf);
    // A wrong name and a wrong password are answered alike.
    let (nobody, wrong) = (open(bench, "nobody", &first, HOME), open(bench, "wenshu", "wrong", HOME));
    assert_eq!(nobody.unwrap_err(), wrong.unwrap_err());
}

fn five_wrong_passwords_make_their_address_wait_until_the_window_has_passed(bench: &Bench) {
    let first = made(bench, "wenshu");
    for _ in 0..FREE_GUESSES {
        assert_eq!(rule(open(bench, "wenshu", "guess", HOME)), "sign_in.wrong");
    }
    let refusal = open(bench, "wenshu", &first, HOME).unwrap_err();
    assert_eq!((refusal.kind, refusal.rule.as_str()), (Kind::TooMuch, "sign_in.too_many"));
    bench.clock.advance_ms(GUESS_WINDOW_MS - 1);
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "sign_in.too_many");
    bench.clock.advance_ms(1);
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
}

fn a_stranger_keeps_no_official_out(bench: &Bench) {
    let first = made(bench, "wenshu");
    for number in 0..20 {
        let address = format!("198.51.100.{number}");
        for _ in 0..FREE_GUESSES {
            assert_eq!(rule(open(bench, "wenshu", "guess", &address)), "sign_in.wrong");
        }
        assert_eq!(rule(open(bench, "wenshu", &first, &address)), "sign_in.too_many");
        assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened", "the owner is kept out by {address}");
    }
}

fn guesses_from_very_many_addresses_leave_in_only_whom_the_address_knows(bench: &Bench) {
    let first = made(bench, "wenshu");
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
    bench.clock.advance_ms(KNOWN_MS - GUESS_WINDOW_MS);
    for number in 0..FREE_GUESSES_NAME / FREE_GUESSES {
        let address = format!("198.51.{}.{}", number / 200, number % 200);
        for _ in 0..FREE_GUESSES {
            assert_eq!(rule(open(bench, "wenshu", "guess", &address)), "sign_in.wrong", "{address}");
        }
    }
    assert_eq!(rule(open(bench, "wenshu", &first, "192.0.2.77")), "sign_in.too_many");
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
    bench.clock.advance_ms(GUESS_WINDOW_MS);
    assert_eq!(rule(open(bench, "wenshu", &first, "192.0.2.77")), "opened");
}

fn a_password_that_others_know_is_refused(bench: &Bench) {
    let first = made(bench, "wenshu");
    let token = token_hash(&open(bench, "wenshu", &first, HOME).unwrap().token);
    for weak in ["abcdefgh", "abcd1234", "password1", "qq123456", "wenshu2026", &first] {
        let refusal = change(bench, (&first, weak, weak), &token, HOME).unwrap_err();
        let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["password"], "{weak}");
    }
}

fn guesses_at_many_names_from_one_address_are_slowed_down_too(bench: &Bench) {
    let first = made(bench, "wenshu");
    for number in 0..FREE_GUESSES_ADDRESS {
        assert_eq!(rule(open(bench, &format!("name{number}"), "guess", HOME)), "sign_in.wrong");
    }
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "sign_in.too_many_here");
    assert_eq!(rule(open(bench, "wenshu", &first, "192.0.2.2")), "opened", "another address is not held up");
}

fn guesses_at_many_names_do_not_hold_up_who_signed_in_there_today(bench: &Bench) {
    let first = made(bench, "wenshu");
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
    for number in 0..FREE_GUESSES_ADDRESS {
        assert_eq!(rule(open(bench, &format!("name{number}"), "guess", HOME)), "sign_in.wrong");
    }
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
    for _ in 0..FREE_GUESSES {
        assert_eq!(rule(open(bench, "wenshu", "guess", HOME)), "sign_in.wrong");
    }
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "sign_in.too_many", "guesses at the name itself count");
}

fn the_right_password_forgets_the_wrong_ones(bench: &Bench) {
    let first = made(bench, "wenshu");
    for _ in 0..3 {
        for _ in 1..FREE_GUESSES {
            assert_eq!(rule(open(bench, "wenshu", "guess", HOME)), "sign_in.wrong");
        }
        assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
    }
}

fn a_changed_password_signs_out_everywhere_else(bench: &Bench) {
    let first = made(bench, "wenshu");
    let (here, elsewhere) =
        (open(bench, "wenshu", &first, HOME).unwrap(), open(bench, "wenshu", &first, HOME).unwrap());
    let token = token_hash(&here.token);
    let new = "mutougong 7";
    change(bench, (&first, new, new), &token, HOME).unwrap();
    assert!(in_force(bench, &here));
    assert!(!in_force(bench, &elsewhere));
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "sign_in.wrong");
    assert!(!open(bench, "wenshu", new, HOME).unwrap().must_change);
}

fn a_reset_password_signs_out_everywhere(bench: &Bench) {
    let first = made(bench, "wenshu");
    let opened = open(bench, "wenshu", &first, HOME).unwrap();
    let second = sign_in::reset(&bench.office, &bench.directory, "wenshu", true).unwrap();
    assert!(!in_force(bench, &opened));
    assert_ne!(first, second);
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "sign_in.wrong");
    assert!(open(bench, "wenshu", &second, HOME).unwrap().must_change);
    assert!(sign_in::reset(&bench.office, &bench.directory, "nobody", true).is_err());
}

fn every_fault_of_a_new_password_is_told_at_once(bench: &Bench) {
    let first = made(bench, "wenshu");
    let opened = open(bench, "wenshu", &first, HOME).unwrap();
    let token = token_hash(&opened.token);
    let change = |old: &str, new: &str, again: &str| {
        let refusal = change(bench, (old, new, again), &token, HOME).unwrap_err();
        refusal.faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    assert_eq!(change("wrong", "short", "other"), ["old", "again", "password"]);
    assert_eq!(change(&first, &first, &first), ["password"]);
    assert_eq!(change(&first, "12345678", "12345678"), ["password"]);
    assert!(in_force(bench, &opened) && rule(open(bench, "wenshu", &first, HOME)) == "opened");
}

fn a_name_is_given_once(bench: &Bench) {
    let first = made(bench, "wenshu");
    let other = bench.person(&bench.village(1), "书记");
    let taken = sign_in::make(&bench.office, &bench.directory, &other, "wenshu", true, bench.now());
    let Err(Stop::Refused(refusal)) = taken else { panic!("{taken:?}") };
    assert_eq!(refusal.faults[0].field, "name");
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "opened");
}

fn a_session_ends_after_half_an_hour_of_rest_and_after_a_working_day(bench: &Bench) {
    let first = made(bench, "wenshu");
    let opened = open(bench, "wenshu", &first, HOME).unwrap();
    bench.clock.advance_ms(archive::IDLE_MS - 1);
    assert!(in_force(bench, &opened));
    bench.clock.advance_ms(archive::IDLE_MS);
    assert!(!in_force(bench, &opened));
    let opened = open(bench, "wenshu", &first, HOME).unwrap();
    let end = bench.now().plus_ms(LONGEST_MS);
    while bench.now().plus_ms(archive::IDLE_MS / 2) < end {
        bench.clock.advance_ms(archive::IDLE_MS / 2);
        assert!(in_force(bench, &opened));
    }
    bench.clock.set(end);
    assert!(!in_force(bench, &opened), "use does not lengthen the day");
}

fn a_sign_in_is_handed_over_by_whoever_keeps_the_posts_and_recorded(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = bench.desk(&village, Post::TownshipOfficial).with_key("form 1");
    let clerk = bench.person(&village, "文书");
    let before = bench.office.archive().head();
    let given = sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    assert_eq!(given.name, "13800000000", "a telephone is easier to remember than a number");
    assert!(open(bench, &given.name, &given.password, HOME).unwrap().must_change);
    // The same form again does nothing: the password that was handed over still holds.
    assert_eq!(sign_in::give(&bench.directory, &keeper, &clerk).unwrap(), None);
    assert_eq!(bench.office.archive().head(), before + 1);
    assert!(open(bench, &given.name, &given.password, HOME).is_ok());
    bench.reset_agreed(&bench.desk(&village, Post::TownshipOfficial), &clerk);
    let anew = sign_in::give(&bench.directory, &keeper.clone().with_key("form 2"), &clerk).unwrap().unwrap();
    assert_eq!(anew.name, given.name);
    assert!(open(bench, &given.name, &given.password, HOME).is_err(), "the old password still opens");
    // Another person with the same telephone gets the number in the roster.
    let other = bench.person(&village, "保管员");
    let second = sign_in::give(&bench.directory, &keeper.with_key("form 3"), &other).unwrap().unwrap();
    assert_eq!(second.name, other.to_string());
    bench.verified();
}

fn nobody_hands_a_sign_in_to_themselves_or_above_their_reach(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let refused = |desk: &office::Desk, person: &village::PersonId| match sign_in::give(&bench.directory, desk, person)
    {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("{other:?}"),
    };
    let (keeper, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.desk(&village, Post::Clerk));
    let county = bench.desk(&village, Post::CivilAffairsOfficer);
    assert_eq!(refused(&clerk, &bench.person(&village, "书记")).kind, Kind::NotYours);
    assert_eq!(refused(&county, county.person().unwrap()).kind, Kind::NotYours);
    // Somebody of the village who is a county officer too: the township does not hold the key to that office.
    let officer = bench.person(&village, "代表1");
    let (starts, ends) = (bench.today(), bench.today().plus(30));
    let post = Post::AgricultureOfficer;
    let mandate = village::Mandate { person: officer.clone(), post, place: bench.county(), starts, ends };
    bench.done_checked(&county, office::roster::GrantMandate { mandate });
    assert_eq!(refused(&keeper, &officer).kind, Kind::NotYours);
    assert!(sign_in::give(&bench.directory, &county, &officer).unwrap().is_some());
    assert!(bench.directory.sign_ins_of(clerk.person().unwrap()).unwrap().is_empty());
}

fn who_holds_no_post_needs_no_sign_in(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let keeper = bench.desk(&village, Post::CivilAffairsOfficer);
    let person = bench.person(&village, "承包人");
    for held in bench.read(|reader| office::roster::terms_of(reader, &person)) {
        let (place, reason) = (held.mandate.place.clone(), "搬走".to_owned());
        let last_day = bench.today();
        bench.done(&keeper, office::roster::EndMandate { id: held.mandate_id, place, last_day, reason });
    }
    bench.wait_days(1);
    let before = bench.office.archive().head();
    let keeper = bench.desk(&village, Post::CivilAffairsOfficer);
    match sign_in::give(&bench.directory, &keeper, &person) {
        Err(Stop::Refused(refusal)) => {
            assert_eq!((refusal.rule.as_str(), refusal.violation), ("sign_in.no_post", false))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(bench.office.archive().head(), before);
    let terms = bench.read(|reader| office::roster::terms_of(reader, &person));
    assert!(!terms.is_empty() && terms.iter().all(|term| term.ended_by.as_deref() == Some("民政局干部")));
}

fn guesses_at_the_old_password_count_with_those_at_the_sign_in(bench: &Bench) {
    let first = made(bench, "wenshu");
    let token = token_hash(&open(bench, "wenshu", &first, HOME).unwrap().token);
    let new = "mutougong 7";
    assert_eq!(rule(open(bench, "wenshu", "guess", HOME)), "sign_in.wrong");
    for _ in 1..FREE_GUESSES {
        assert_eq!(change(bench, ("guess", new, new), &token, HOME).unwrap_err().faults[0].field, "old");
    }
    // Now neither the right password nor a new sign-in is heard from here.
    let refusal = change(bench, (&first, new, new), &token, HOME).unwrap_err();
    assert_eq!((refusal.kind, refusal.rule.as_str()), (Kind::TooMuch, "sign_in.too_many"));
    assert_eq!(rule(open(bench, "wenshu", &first, HOME)), "sign_in.too_many");
    bench.clock.advance_ms(GUESS_WINDOW_MS);
    change(bench, (&first, new, new), &token, HOME).unwrap();
    assert_eq!(rule(open(bench, "wenshu", new, HOME)), "opened");
}

fn a_password_changed_in_time_forgets_the_wrong_ones(bench: &Bench) {
    let mut known = made(bench, "wenshu");
    let token = token_hash(&open(bench, "wenshu", &known, HOME).unwrap().token);
    for new in ["mutougong 7", "shuitongban 8", "yunduo 9999"] {
        for _ in 1..FREE_GUESSES {
            assert_eq!(change(bench, ("guess", new, new), &token, HOME).unwrap_err().faults[0].field, "old");
        }
        change(bench, (&known, new, new), &token, HOME).unwrap();
        known = new.to_owned();
    }
}

fn a_password_used_before_is_not_taken_again(bench: &Bench) {
    let first = made(bench, "wenshu");
    let token = token_hash(&open(bench, "wenshu", &first, HOME).unwrap().token);
    change(bench, (&first, "mutougong 7", "mutougong 7"), &token, HOME).unwrap();
    let second = sign_in::reset(&bench.office, &bench.directory, "wenshu", true).unwrap();
    let token = token_hash(&open(bench, "wenshu", &second, HOME).unwrap().token);
    for used in ["mutougong 7", &first] {
        let refusal = change(bench, (&second, used, used), &token, HOME).unwrap_err();
        assert_eq!(refusal.faults.len(), 1, "{used}");
        assert_eq!(refusal.faults[0].words.zh, "以前用过的密码不能再用");
    }
    change(bench, (&second, "shuitongban 8", "shuitongban 8"), &token, HOME).unwrap();
}
