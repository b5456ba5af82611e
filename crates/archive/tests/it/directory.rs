//! The directory: sign-ins, sessions, guesses, counties.

use archive::testing::{Fresh, stores};
use archive::{Directory, SignIn};
use village::{Hash, Moment, PersonId, Place};

const NOW: Moment = Moment(1_773_280_800_000);
const MINUTE: i64 = 60_000;

fn person() -> PersonId {
    PersonId::new("990101-P00042").unwrap()
}

fn li_na() -> SignIn {
    SignIn {
        name: "li.na".into(),
        person: person(),
        county: Place::new("990101").unwrap(),
        password: "$argon2id$one".into(),
        must_change: true,
        created: NOW,
    }
}

/// A directory with one sign-in on every database.
fn directories() -> Vec<(Directory, Fresh)> {
    stores()
        .into_iter()
        .map(|fresh| {
            let directory = Directory::open(fresh.store.clone()).unwrap();
            assert!(directory.add_sign_in(&li_na()).unwrap());
            (directory, fresh)
        })
        .collect()
}

fn later(minutes: i64) -> Moment {
    NOW.plus_ms(minutes * MINUTE)
}

#[test]
fn a_name_is_taken_once() {
    for (directory, fresh) in directories() {
        let other = SignIn { person: PersonId::new("990101-P00001").unwrap(), ..li_na() };
        assert!(!directory.add_sign_in(&other).unwrap());
        assert_eq!(directory.sign_in_by_name("li.na").unwrap(), Some(li_na()));
        assert_eq!(directory.sign_ins_of(&person()).unwrap(), vec![li_na()]);
        for stranger in ["Li.Na", "", "li.na\0", "' or '1'='1"] {
            assert_eq!(directory.sign_in_by_name(stranger).unwrap(), None);
        }
        drop(directory);
        assert!(Directory::open(fresh.store.clone()).unwrap().sign_in_by_name("li.na").unwrap().is_some());
    }
}

#[test]
fn a_password_is_changed_for_a_name_that_exists() {
    for (directory, _fresh) in directories() {
        assert!(directory.set_password("li.na", "$argon2id$two", false).unwrap());
        let changed = directory.sign_in_by_name("li.na").unwrap().unwrap();
        assert_eq!((changed.password.as_str(), changed.must_change), ("$argon2id$two", false));
        assert!(!directory.set_password("nobody", "x", false).unwrap());
    }
}

#[test]
fn a_session_lives_while_it_is_used_and_ends_after_thirty_idle_minutes() {
    for (directory, _fresh) in directories() {
        let token = Hash([1; 32]);
        directory.open_session(&token, "li.na", "secret", NOW, later(600)).unwrap();
        let session = directory.session(&token, NOW.plus_ms(59_000)).unwrap().unwrap();
        assert_eq!((session.person, session.csrf.as_str(), session.last_seen), (person(), "secret", NOW));
        assert!(session.must_change);
        for minutes in [29, 58, 87] {
            assert_eq!(directory.session(&token, later(minutes)).unwrap().unwrap().last_seen, later(minutes));
        }
        assert_eq!(directory.session(&token, later(117)).unwrap(), None);
        assert_eq!(directory.session(&token, later(88)).unwrap(), None, "it is gone for good");
        assert_eq!(directory.session(&Hash([2; 32]), NOW).unwrap(), None);
    }
}

#[test]
fn a_session_ends_when_it_expires_however_busy() {
    for (directory, _fresh) in directories() {
        let token = Hash([1; 32]);
        directory.open_session(&token, "li.na", "secret", NOW, later(20)).unwrap();
        assert!(directory.session(&token, later(19)).unwrap().is_some());
        assert_eq!(directory.session(&token, later(20)).unwrap(), None);
    }
}

#[test]
fn signing_out_closes_one_session_or_all() {
    for (directory, _fresh) in directories() {
        let tokens = [1, 2, 3, 4].map(|n| Hash([n; 32]));
        for token in &tokens {
            directory.open_session(token, "li.na", "secret", NOW, later(600)).unwrap();
        }
        let open = |token: &Hash| directory.session(token, NOW).unwrap().is_some();
        directory.close_session(&tokens[0]).unwrap();
        assert_eq!(tokens.each_ref().map(open), [false, true, true, true]);
        assert_eq!(directory.close_other_sessions(&person(), &tokens[1]).unwrap(), 2);
        assert_eq!(tokens.each_ref().map(open), [false, true, false, false]);
        assert_eq!(directory.close_all_sessions(&person()).unwrap(), 1);
        assert!(!open(&tokens[1]));
    }
}

#[test]
fn a_session_needs_a_sign_in() {
    for (directory, _fresh) in directories() {
        assert!(directory.open_session(&Hash([1; 32]), "nobody", "secret", NOW, later(600)).is_err());
    }
}

#[test]
fn guesses_are_counted_within_their_window() {
    for (directory, _fresh) in directories() {
        let count = |minutes| directory.note_failure("li.na\0", later(minutes), later(minutes - 15)).unwrap();
        assert_eq!([0, 1, 14].map(count), [1, 2, 3]);
        assert_eq!(directory.failures("li.na\0", later(-1)).unwrap(), 3);
        assert_eq!(directory.failures("li.na\0", later(0)).unwrap(), 0, "they began too long ago");
        assert_eq!(count(15), 1, "a new window begins");
        assert_eq!(directory.failures("127.0.0.1", later(-1)).unwrap(), 0);
        directory.clear_failures("li.na\0").unwrap();
        assert_eq!(directory.failures("li.na\0", later(0)).unwrap(), 0);
    }
}

#[test]
fn what_has_ended_is_purged() {
    for (directory, _fresh) in directories() {
        directory.open_session(&Hash([1; 32]), "li.na", "a", NOW, later(600)).unwrap();
        directory.open_session(&Hash([2; 32]), "li.na", "b", later(20), later(600)).unwrap();
        directory.note_failure("li.na", NOW, later(-15)).unwrap();
        assert_eq!(directory.purge(later(31)).unwrap(), 1);
        assert!(directory.session(&Hash([2; 32]), later(31)).unwrap().is_some());
        assert_eq!(directory.purge(later(24 * 60)).unwrap(), 2);
    }
}

#[test]
fn a_secret_is_the_same_whenever_it_is_asked_for() {
    for (directory, fresh) in directories() {
        assert_eq!(directory.secret("forms", [1; 32]).unwrap(), [1; 32]);
        drop(directory);
        let again = Directory::open(fresh.store.clone()).unwrap();
        assert_eq!(again.secret("forms", [2; 32]).unwrap(), [1; 32]);
        assert_eq!(again.secret("seals", [3; 32]).unwrap(), [3; 32]);
    }
}

#[test]
fn counties_are_listed_by_code() {
    for (directory, _fresh) in directories() {
        let (wuyi, qinghe) = (Place::new("330723").unwrap(), Place::new("990101").unwrap());
        directory.add_county(&qinghe, "清河县").unwrap();
        directory.add_county(&wuyi, "武义").unwrap();
        directory.add_county(&wuyi, "武义县").unwrap();
        assert_eq!(directory.counties().unwrap(), vec![(wuyi, "武义县".to_owned()), (qinghe, "清河县".to_owned())]);
    }
}

#[test]
fn many_can_ask_at_once() {
    for (directory, _fresh) in directories() {
        let threads: Vec<_> = (0..24)
            .map(|n: u8| {
                let directory = directory.clone();
                std::thread::spawn(move || {
                    directory.open_session(&Hash([n; 32]), "li.na", "secret", NOW, later(600)).unwrap();
                    for minutes in 0..5 {
                        assert!(directory.session(&Hash([n; 32]), later(minutes)).unwrap().is_some());
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(directory.close_all_sessions(&person()).unwrap(), 24);
    }
}
