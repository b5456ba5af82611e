//! Four layers and their days: what holds where, and from when on.

use crate::common;
use procedure::{Body, MajorityOf, RuleBook, RuleFile, Share, check};
use std::sync::Arc;
use village::{Day, Place};

/// The shipped rules with a county's and a township's own files.
pub(crate) fn read(own: &[(&str, &str)], layers: &[&str]) -> Result<RuleBook, String> {
    let mut files = common::files();
    files.extend(own.iter().map(|(path, text)| RuleFile { path: (*path).into(), text: (*text).into() }));
    RuleBook::read(&files, layers)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

const COUNTY: [&str; 3] = ["national", "zhejiang", "qingxi"];
const TOWNSHIP: [&str; 4] = ["national", "zhejiang", "qingxi", "990101001"];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place(code: &str) -> Place {
    Place::new(code).unwrap()
}

fn tighten(parameter: &str, value: i64, dates: &str) -> String {
    format!("[[tighten]]\nparameter = \"{parameter}\"\nvalue = {value}\n{dates}\narticles = [\"county\"]\n")
}

#[test]
fn a_county_tightens_a_shared_number_in_every_affair() {
    let own = tighten("step_days", 3, "since = \"2026-02-01\"");
    let book = read(&[("qingxi/parameters.toml", &own)], &COUNTY).unwrap();
    for (code, affair) in &book.affairs {
        let found = |on: &str| affair.parameters["step_days"].on(day(on));
        assert_eq!((found("2026-01-31"), found("2026-02-01")), (5, 3), "{code}");
    }
    assert_eq!(book.parameters["step_days"].setting_on(day("2026-02-01")).unwrap().layer, "qingxi");
}

#[test]
fn a_township_tightens_for_its_own_villages_only() {
    let own = tighten("step_days", 2, "since = \"2026-01-01\"");
    let book = Arc::new(read(&[("qingxi/README.md", ""), ("990101001/parameters.toml", &own)], &TOWNSHIP).unwrap());
    let days = |code: &str| {
        let here = book.in_force(&place(code), day("2026-03-02"));
        assert_eq!(here.hash, book.hash, "one book, one hash");
        here.affairs["C1"].parameters["step_days"].on(day("2026-03-02"))
    };
    assert_eq!((days("990101001001"), days("990101002001"), days("990101")), (2, 5, 5));
    assert_eq!(book.at(&place("990101001001"), day("2026-03-02")).layers, TOWNSHIP);
    assert_eq!(book.layers, TOWNSHIP);
}

#[test]
fn a_gate_a_paper_and_a_majority_hold_between_their_days() {
    let own = r#"
extends = "C1"
[[step]]
id = "claim"
[[step.paper]]
id = "photo"
name = { zh = "实物照片", en = "photograph of what was bought" }
at_least = 1
scope = "village"
since = "2026-07-01"
[[step.gate]]
id = "small_only"
must = "amount_fen <= 100000"
since = "2026-04-01"
until = "2026-06-30"
words = { zh = "超过一千元", en = "over a thousand yuan" }
next = { zh = "请另报", en = "Claim otherwise" }
articles = ["county"]
"#;
    let quorums = "[[tighten]]\nquorum = \"rep_meeting\"\nnotice_days = 5\nattend = [{ of = \"persons\", at_least = \"3/4\" }]\n\
        pass = { of = \"entitled\", more_than = \"1/2\" }\nsince = \"2026-05-01\"\narticles = [\"county\"]\n";
    let book = read(&[("qingxi/affairs/C/C1.toml", own), ("qingxi/quorums.toml", quorums)], &COUNTY).unwrap();
    let seen = |on: &str| {
        let book = book.in_force(&place("990101001001"), day(on));
        let claim = book.affairs["C1"].step("claim").unwrap();
        let quorum = &book.quorums[&Body("rep_meeting".into())];
        let (photo, gate) =
            (claim.papers.iter().any(|p| p.id == "photo"), claim.gates.iter().any(|g| g.id == "small_only"));
        (photo, gate, quorum.notice_days, quorum.pass.of)
    };
    assert_eq!(seen("2026-03-31"), (false, false, 3, MajorityOf::Present));
    assert_eq!(seen("2026-04-01"), (false, true, 3, MajorityOf::Present));
    assert_eq!(seen("2026-05-01"), (false, true, 5, MajorityOf::Entitled));
    assert_eq!(seen("2026-06-30"), (false, true, 5, MajorityOf::Entitled));
    assert_eq!(seen("2026-07-01"), (true, false, 5, MajorityOf::Entitled));
    let later = book.in_force(&place("990101001001"), day("2026-05-01"));
    assert_eq!(later.quorums[&Body("rep_meeting".into())].attend[0].share, Share::AtLeast(3, 4));
    // Each reading is proved, and each costs its own walk.
    let once = check(common::zhejiang(), "K1").unwrap().states;
    assert_eq!(check(&book, "K1").unwrap().states % once, 0);
    assert!(check(&book, "K1").unwrap().states > once);
}

#[test]
fn a_later_number_of_the_nation_holds_from_its_day_on() {
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == "national/parameters.toml").unwrap();
    let then =
        "articles = [\"county\"]\n[[parameter.then]]\nvalue = 20\nsince = \"2026-07-01\"\narticles = [\"county\"]\n";
    let place = file.text.find("id = \"long_step_days\"").unwrap();
    let (head, tail) = file.text.split_at(place);
    file.text = format!("{head}{}", tail.replacen("articles = [\"county\"]\n", then, 1));
    let book = RuleBook::read(&files, &["national"]).unwrap();
    let number = &book.affairs["A1"].parameters["long_step_days"];
    assert_eq!((number.on(day("2026-06-30")), number.on(day("2026-07-01"))), (30, 20));
}

#[test]
fn the_hash_of_a_book_without_towns_is_what_it_was() {
    // A book that was adopted by an earlier release must still be found by its hash.
    let files = [RuleFile { path: "national/law.toml".into(), text: "law = []\n".into() }];
    let book = RuleBook::read(&files, &["national"]).unwrap();
    assert_eq!(book.hash.to_string(), "10048f1cde9a1e66dc3bfe37c10d47fabbeb9b2e1ba745f6ba3abdd9763bcb12");
}

#[test]
fn a_book_is_proved_in_each_of_its_readings() {
    // From July a gate that nobody can pass stands in the way: today's reading is sound, July's is not.
    let own = r#"
extends = "K1"
[[step]]
id = "request"
[[step.gate]]
id = "never"
must = "village == \"\""
since = "2026-07-01"
words = { zh = "不行", en = "no" }
next = { zh = "无", en = "nothing" }
articles = ["county"]
"#;
    let book = read(&[("qingxi/affairs/K/K1.toml", own)], &COUNTY).unwrap();
    assert!(check(common::zhejiang(), "K1").is_ok());
    assert!(check(&book, "K1").is_err());
}

#[test]
fn a_book_is_shared_only_by_those_who_read_the_same_files_and_layers() {
    let files = common::files();
    let first = RuleBook::shared(&files, &["national"]).unwrap();
    assert!(Arc::ptr_eq(&first, &RuleBook::shared(&files, &["national"]).unwrap()));
    let other = RuleBook::shared(&files, &["national", "zhejiang"]).unwrap();
    assert_ne!(other.hash, first.hash);
    // A layer without a file adds nothing to the hash, and is a fault all the same.
    assert!(RuleBook::shared(&files, &["national", "qingxi"]).is_err());
    let mut changed = files.clone();
    changed.iter_mut().find(|file| file.path == "national/affairs/C/C1.toml").unwrap().text.push_str("\n# a remark\n");
    assert_ne!(RuleBook::shared(&changed, &["national"]).unwrap().hash, first.hash);
}
