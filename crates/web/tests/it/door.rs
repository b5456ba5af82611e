//! Every address, by everybody: from the table of routes, so that no new one can be forgotten.

use crate::browser::Browser;
use crate::ready::{alert, claim};
use demo::testing::Bench;
use std::collections::BTreeMap;
use std::fmt::Write;
use village::{CaseId, Post};
use web::{ROUTES, Route, Who};

/// An address with its holes filled.
fn filled(route: &Route, case: &CaseId) -> String {
    // Where a form asks at which place, it is the village.
    let about = match route.path {
        path if path.starts_with("/desk/start/") => "?village=990101001001",
        "/desk/books/period" => "?village=990101001001&period=2026-03&act=close",
        path if path.starts_with("/desk/books/") && !path.contains('{') => "?village=990101001001",
        path if path.starts_with("/desk/contracts") && !path.contains('{') => "?village=990101001001",
        path if path.starts_with("/desk/plots") && !path.contains('{') => "?village=990101001001",
        path if path.starts_with("/desk/assets") && !path.contains('{') => "?village=990101001001",
        "/desk/households/help" => "?place=990101001001&person=990101-P000036",
        path if path.starts_with("/desk/leaves") => "?place=990101001001&mandate=990101-M000016",
        path if path.starts_with("/desk/roster") && !path.contains("{person}") => "?place=990101001001",
        _ => "",
    };
    let path = route
        .path
        .replace("{case}", case.as_str())
        .replace("{code}", "990101001001")
        .replace("{affair}", "C1")
        .replace("{step}", "witness")
        .replace("{hash}", &"0".repeat(64))
        .replace("{*path}", "0/000")
        .replace("{alert}", "990101001001-W-2026-0001")
        .replace("{objection}", "990101001001-C1-2026-0001-Y001")
        .replace("{mandate}", "990101-M000016")
        .replace("{leave}", "990101-L00001")
        .replace("{person}", "990101-P000036")
        .replace("{delegation}", "990101001001-Q001")
        .replace("{contract}", "990101001001-H-0001")
        .replace("{fund}", "before")
        .replace("{receipt}", "990101001001-S1-1")
        .replace("{card}", "990101001001-Z-0001")
        .replace("{voucher}", "990101001001-2026-03-P0001")
        .replace("{entry}", "1")
        .replace("{ticket}", "0")
        .replace("{proposal}", "990101-R001")
        .replace("{name}", "nothing.css");
    format!("{path}{about}")
}

fn a_stranger_gets_no_officials_page_and_breaks_none(bench: &Bench) {
    let case = claim(bench);
    let browser = Browser::stranger(bench);
    for route in ROUTES {
        let path = filled(route, &case);
        let answer = if route.method == "GET" { browser.get(&path) } else { browser.post(&path, &[("a", "b")]) };
        assert!(!answer.status.is_server_error() || path == "/ready", "{} {path}: {}", route.method, answer.status);
        if route.who == Who::Villager {
            assert_eq!(answer.to, "/household/enter", "{} {path}: {}", route.method, answer.status);
        }
        if route.who == Who::Official {
            let turned_away = answer.to.starts_with("/sign-in") || answer.status.is_client_error();
            assert!(turned_away, "{} {path}: {} {}", route.method, answer.status, answer.to);
        }
    }
}

/// Everybody who knocks: a stranger, and somebody in each post.
fn readers(bench: &Bench) -> Vec<(String, Browser, String)> {
    let mut all = vec![("stranger".to_owned(), Browser::stranger(bench), String::new())];
    for post in Post::ALL {
        // Whoever holds the post and little else.
        let desks = bench.desks(&bench.village(1), *post).into_iter();
        let desk = desks.min_by_key(|desk| desk.mandates.len()).unwrap();
        let browser = Browser::of_desk(bench, &desk);
        let csrf = browser.csrf();
        all.push((post.to_string(), browser, csrf));
    }
    all
}

/// What everybody gets at an address: the answer, and who gets it. The most usual answer is everybody else's.
fn answers(route: &Route, path: &str, readers: &[(String, Browser, String)]) -> String {
    let mut got: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, browser, csrf) in readers {
        let answer = match route.method {
            "GET" => browser.get(path),
            _ => browser.post(path, &[("csrf", csrf), ("key", &format!("{name}{path}"))]),
        };
        assert!(!answer.status.is_server_error() || path == "/ready", "{name}: {path}: {}", answer.status);
        let to_sign_in = answer.to.starts_with("/sign-in");
        let words = if to_sign_in { "sign in".to_owned() } else { answer.status.as_u16().to_string() };
        got.entry(words).or_default().push(name);
    }
    let most = got.values().map(Vec::len).max().unwrap_or(0);
    let mut lines = format!("{} {}\n", route.method, route.path);
    for (answer, names) in &got {
        let who = match (names.len() == most, got.len()) {
            (true, 1) => "everybody".to_owned(),
            (true, _) => "everybody else".to_owned(),
            _ => names.join(" "),
        };
        writeln!(lines, "  {answer}: {who}").unwrap();
    }
    lines
}

/// The table of every route and every reader. A form is sent with its token and nothing in it.
///
/// `UPDATE=1 cargo test -p web --test it table` rewrites it; read the difference before you commit it.
fn who_gets_in_where_stands_in_the_table(bench: &Bench) {
    let case = claim(bench);
    alert(bench, &case);
    let readers = readers(bench);
    let mut table =
        "# Who gets what at each address: read before changing. In village 1, with one running claim and one alert.\n\
                     # UPDATE=1 cargo test -p web --test it table\n\n"
            .to_owned();
    let signs_out = |route: &&Route| route.path == "/sign-out";
    let (gets, posts): (Vec<&Route>, Vec<&Route>) = ROUTES.iter().partition(|route| route.method == "GET");
    let last = posts.iter().copied().filter(|route| signs_out(route));
    let posts = posts.iter().copied().filter(|route| !signs_out(route)).chain(last);
    for route in gets.into_iter().chain(posts) {
        table.push_str(&answers(route, &filled(route, &case), &readers));
    }
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/doors.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &table).unwrap();
    }
    let known = std::fs::read_to_string(&golden).unwrap_or_default();
    let differs = known.lines().zip(table.lines()).find(|(known, now)| known != now);
    assert!(known == table, "doors.txt says otherwise: {differs:?}; {} and {} bytes", known.len(), table.len());
}

fn a_form_from_another_site_is_refused_and_nothing_is_written(bench: &Bench) {
    let case = claim(bench);
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
    who_gets_in_where_stands_in_the_table,
    a_form_from_another_site_is_refused_and_nothing_is_written,
);
