//! What serde writes is written canonically; the slow way by a JSON value is the measure.

use super::super::canonical;
use super::*;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn check(value: &impl Serialize) {
    let slow = canonical(&serde_json::to_value(value).unwrap()).unwrap();
    assert_eq!(canonical_of(value).unwrap(), slow);
}

#[derive(Serialize)]
struct Unsorted<'a> {
    zero: u8,
    #[serde(rename = "金额")]
    amount: i64,
    alike: Option<&'a str>,
    #[serde(flatten)]
    more: More,
    list: Vec<(i32, bool)>,
    map: BTreeMap<i64, Kind>,
}

#[derive(Serialize)]
struct More {
    middle: char,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<u8>,
    kind: Kind,
}

#[derive(Serialize, Clone)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    Wrapped(u64),
    Pair(u8, u8),
    Whole { z: (), a: String },
}

#[derive(Serialize)]
#[serde(tag = "from")]
enum Tagged {
    One { z: u8, a: u8 },
    None,
}

#[test]
fn what_serde_writes_is_written_as_its_value() {
    let whole = Kind::Whole { z: (), a: "引号\"\n".to_owned() };
    let map = BTreeMap::from([(10, Kind::Plain), (9, Kind::Wrapped(u64::MAX)), (-1, Kind::Pair(1, 2)), (3, whole)]);
    let more = More { middle: '中', absent: None, kind: Kind::Pair(3, 4) };
    check(&Unsorted { zero: 0, amount: i64::MIN, alike: None, more, list: vec![(1, true), (-2, false)], map });
    check(&[Tagged::One { z: 1, a: 2 }, Tagged::None]);
    check(&(Vec::<u8>::new(), (), Some("x"), BTreeMap::<String, u8>::new()));
}

#[test]
fn keys_are_ordered_as_rfc_8785_orders_them() {
    check(&BTreeMap::from([("\u{fb33}", 1), ("\u{1f600}", 2), ("\u{80}", 3), ("\r", 4), ("1", 5)]));
}

#[test]
fn fractions_odd_keys_and_fields_that_stand_twice_are_refused() {
    #[derive(Serialize)]
    struct Twice {
        a: u8,
        #[serde(flatten)]
        map: BTreeMap<String, u8>,
    }
    assert!(canonical_of(&json!({"amount": 1.5})).is_err());
    assert!(canonical_of(&BTreeMap::from([(vec![1], 1)])).is_err());
    assert!(canonical_of(&Twice { a: 1, map: [("a".to_owned(), 2)].into() }).is_err());
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn every_value_is_written_as_before(value in values()) {
        prop_assert_eq!(canonical_of(&value).unwrap(), canonical(&value).unwrap());
    }
}
