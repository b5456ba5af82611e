//! Every address, by everybody: from the table of routes, so that no new one can be forgotten.

use crate::browser::Browser;
use demo::testing::Bench;
use demo::{Matter, Went};
use std::collections::BTreeMap;
use village::{CaseId, Post};
use web::{ROUTES, Route, Who};

/// A county with one running claim, so that the holes of an address can be filled with something real.
fn running_claim(bench: &Bench) -> CaseId {
    bench.found(1);
    let values = [
        ("amount_fen", "186.00"),
        ("purpose", "买扫帚20把，用于村道保洁"),
        ("category", "cleaning"),
        ("payee", "某日用品店"),
        ("invoice_no", "99260000000000000001"),
        ("pay_by", "transfer"),
    ];
    let mut matter = Matter {
        village: bench.village(1),
        affair: "C1".into(),
        title: "买扫帚".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    };
    assert!(matches!(demo::go_on(&bench.office, &mut matter, bench.now()), Ok(Went::On(_))));
    matter.case.unwrap()
}

/// An address with its holes filled.
fn filled(route: &Route, case: &CaseId) -> String {
    route
        .path
        .replace("{case}", case.as_str())
        .replace("{code}", "990101001001")
        .replace("{affair}", "C1")
        .replace("{step}", "witness")
        .replace("{hash}", &"0".repeat(64))
        .replace("{*path}", "0/000")
        .replace("{alert}", "990101001001-W-2026-0001")
        .replace("{objection}", "990101001001-C1-2026-0001-Y001")
        .replace("{mandate}", "990101-M000001")
        .replace("{entry}", "1")
        .replace("{name}", "nothing.css")
}

fn a_stranger_gets_no_officials_page_and_breaks_none(bench: &Bench) {
    let case = running_claim(bench);
    let browser = Browser::stranger(bench);
    for route in ROUTES {
        let path = filled(route, &case);
        let answer = if route.method == "GET" { browser.get(&path) } else { browser.post(&path, &[("a", "b")]) };
        assert!(!answer.status.is_server_error() || path == "/ready", "{} {path}: {}", route.method, answer.status);
        if route.who == Who::Official {
            let turned_away = answer.to.starts_with("/sign-in") || answer.status.is_client_error();
            assert!(turned_away, "{} {path}: {} {}", route.method, answer.status, answer.to);
        }
    }
}

fn every_post_may_knock_at_every_door_and_none_falls_in(bench: &Bench) {
    let case = running_claim(bench);
    for post in Post::ALL {
        let browser = Browser::of(bench, &bench.village(1), *post);
        for route in ROUTES {
            let path = filled(route, &case);
            let answer = if route.method == "GET" { browser.get(&path) } else { browser.post(&path, &[("a", "b")]) };
            let fell = answer.status.is_server_error() && path != "/ready";
            assert!(!fell, "{post}: {} {path}: {}", route.method, answer.status);
        }
    }
}

fn a_form_from_another_site_is_refused_and_nothing_is_written(bench: &Bench) {
    let case = running_claim(bench);
    let before = bench.office.archive().head();
    let browser = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    for route in ROUTES.iter().filter(|route| route.method == "POST" && route.who == Who::Official) {
        let path = filled(route, &case);
        let answer = browser.post(&path, &[("csrf", "guessed"), ("text", "x"), ("outcome", "confirmed")]);
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    assert_eq!(bench.office.archive().head(), before);
}

demo::on_both_databases!(
    a_stranger_gets_no_officials_page_and_breaks_none,
    every_post_may_knock_at_every_door_and_none_falls_in,
    a_form_from_another_site_is_refused_and_nothing_is_written,
);
