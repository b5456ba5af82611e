//! The same stream gives the same county, and nothing in it can be real.

use super::*;
use std::collections::BTreeSet;

/// A stream of numbers (splitmix64).
fn stream(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[test]
fn the_same_stream_gives_the_same_names() {
    let all = |seed| {
        let draw = &mut stream(seed);
        let person = People::default().person(draw, 1950, 2000);
        (villages(12, draw), townships(3, draw), person, expense(draw, 2026), lease(draw), project(draw))
    };
    assert_eq!(all(7), all(7));
    assert_ne!(all(7), all(8));
}

#[test]
fn villages_and_townships_are_all_different() {
    let draw = &mut stream(1);
    for count in [12, 300, 22_000] {
        let names = villages(count, draw);
        assert_eq!(names.len(), count);
        assert_eq!(names.iter().map(|name| &name.zh).collect::<BTreeSet<_>>().len(), count);
        assert_eq!(names.iter().map(|name| &name.en).collect::<BTreeSet<_>>().len(), count);
        assert!(names.iter().all(|name| name.zh.ends_with("村民委员会")));
    }
    let names = townships(36, draw);
    assert_eq!(names.iter().map(|name| &name.zh).collect::<BTreeSet<_>>().len(), 36);
}

#[test]
fn no_person_bears_anothers_name_and_numbers_are_of_no_real_range() {
    let draw = &mut stream(2);
    let mut people = People::default();
    let all: Vec<Person> = (0..3_000).map(|_| people.person(draw, 1940, 2004)).collect();
    assert_eq!(all.iter().map(|person| &person.name).collect::<BTreeSet<_>>().len(), all.len());
    assert!(all.iter().any(|person| person.name.starts_with("欧阳")));
    for person in &all {
        let number = identity_number(draw, person);
        assert!(number.starts_with("990101"), "{number}");
        let (born, sex) = sheet::check_id_number(&number).unwrap();
        assert_eq!((born, sex == sheet::Sex::Woman), (person.born, person.woman));
        let phone = phone(draw);
        assert!(phone.len() == 11 && phone.starts_with("100"), "{phone}");
    }
}

#[test]
fn nobody_in_a_county_of_2000_villages_has_anothers_identity_number() {
    let draw = &mut stream(2026);
    let mut people = People::default();
    let mut seen = BTreeSet::new();
    for _ in 0..2_000 * 56 {
        let person = people.person(draw, 1962, 1990);
        assert!(seen.insert(people.identity_number(draw, &person)), "{person:?}");
    }
}

#[test]
fn expenses_lie_between_8_and_6208_yuan_and_their_details_add_up() {
    let draw = &mut stream(3);
    let amounts: BTreeSet<i64> = (0..5_000).map(|_| expense(draw, 2026).amount.0).collect();
    assert_eq!(amounts.first(), Some(&800));
    assert_eq!(amounts.last(), Some(&620_800));
    for _ in 0..2_000 {
        let expense = expense(draw, 2026);
        if let Some((count, price)) = expense.detail.en.split_once(" × ") {
            let price = village::Fen::parse(price.split(' ').next().unwrap()).unwrap();
            assert_eq!(count.parse::<i64>().unwrap() * price.0, expense.amount.0, "{}", expense.detail.en);
        }
        assert_eq!(expense.invoice.len(), 20);
        assert_eq!(&expense.invoice[..4], "2699");
        assert!(large_expense(draw, 2026).amount > village::Fen::yuan(20_000));
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    let draw = &mut stream(4);
    for _ in 0..300 {
        let (expense, lease, project, proposal, seal) =
            (expense(draw, 2026), lease(draw), project(draw), proposal(draw), seal_use(draw));
        let mut words = vec![
            expense.purpose,
            expense.detail,
            expense.payee,
            lease.object,
            lease.purpose,
            lease.tenant,
            project.name,
            project.reason,
            project.contractor,
            proposal.title,
            proposal.text,
            seal.paper,
            seal.purpose,
            approval(draw),
            return_remark(draw),
        ];
        for subject in [Subject::Expense, Subject::Lease, Subject::Project, Subject::Decision] {
            let exchange = exchange(draw, subject);
            words.extend([exchange.objection, exchange.answer]);
        }
        for words in words {
            assert!(!words.is_incomplete(), "{words:?}");
            assert!(words.en.is_ascii() || words.en.chars().all(|c| c.is_ascii() || "×²".contains(c)), "{}", words.en);
        }
        assert!(lease.rent > lease.floor_rent && project.award < project.budget);
    }
}
