//! The index against reading every line.

use super::*;
use archive::testing::{Fresh, stores};

const VILLAGES: [&str; 3] = ["990101001001", "990101001002", "990101002001"];
const TYPED: [&str; 16] = [
    "水",
    "水管",
    "修水管",
    "xsg",
    "xiushui",
    "guan",
    "休水",
    "10元",
    "10",
    "一万元",
    "修 管",
    "水 xiu",
    "gs",
    "桥 10",
    "拖拉机",
    "修修修",
];

fn drawn(place: &Place, head: u64) -> Searched {
    Searched { place: place.clone(), head, day: "2026-03-12".parse().unwrap(), shape: 1 }
}

/// Lines of few words, so that everything is found often; the same on each run.
fn lines(seed: u32, many: u32) -> Vec<SearchLine> {
    const WORDS: [&str; 9] = ["修", "水管", "桥", "休", "水", "费 ", "10", "管", "road "];
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let line = |number| {
        let mut words = String::new();
        for _ in 0..=next(5) {
            words.push_str(WORDS[next(WORDS.len())]);
        }
        let day = Day::new(2024, 1, 1).unwrap().plus(i64::try_from(next(900)).unwrap());
        let amount = [None, Some(Fen(1_000)), Some(Fen(1_000_000))][next(3)];
        let mut line =
            plain_line("search-case", (&words, WORDS[next(WORDS.len())]), day, amount, format!("/{seed}/{number}"));
        if next(4) == 0 {
            line.what[1] = "pipe xsg".into();
        }
        line
    };
    (0..many).map(line).collect()
}

fn indexes() -> Vec<(Index, Fresh)> {
    let open = |fresh: Fresh| (Index::new(Directory::open(fresh.store.clone()).unwrap()), fresh);
    stores().into_iter().map(open).collect()
}

fn scope(place: &str, year: Option<i16>) -> Scope {
    let ready = VILLAGES.iter().map(|code| Place::new(*code).unwrap()).collect();
    Scope { place: Place::new(place).unwrap(), year, ready }
}

/// What reading every line finds: all of the nearest kinds.
fn read_all(typed: &str, all: &[(Place, Vec<SearchLine>)], scope: &Scope) -> BTreeSet<String> {
    let sought = Sought::read(typed).unwrap();
    let mut found: Vec<(Nearness, String)> = Vec::new();
    for (place, lines) in all.iter().filter(|(place, _)| scope.place.contains(place) && scope.ready.contains(place)) {
        for line in lines.iter().filter(|line| scope.year.is_none_or(|year| line.day.year() == year)) {
            let near = [0, 1].into_iter().filter_map(|at| sought.nearness(&keys(line, at), line.amount)).min();
            found.extend(near.map(|near| (near, format!("{place}{}", line.href))));
        }
    }
    if found.iter().any(|(near, _)| *near < Nearness::Alike) {
        found.retain(|(near, _)| *near < Nearness::Alike);
    }
    found.into_iter().map(|(_, href)| href).collect()
}

#[test]
fn the_index_finds_what_reading_every_line_finds() {
    let villages = || VILLAGES.iter().map(|code| Place::new(*code).unwrap()).zip(1_u32..);
    let all: Vec<(Place, Vec<SearchLine>)> = villages().map(|(place, seed)| (place, lines(seed, 120))).collect();
    for (index, _fresh) in indexes() {
        for (place, lines) in &all {
            assert!(index.keep(&drawn(place, 7), lines.clone()).unwrap());
        }
        let mut some = 0;
        for typed in TYPED {
            for scope in [scope("990101", None), scope("990101001", Some(2025)), scope(VILLAGES[2], None)] {
                let expected = read_all(typed, &all, &scope);
                let found = index.find(typed, &scope, (0, 1_000)).unwrap().unwrap();
                let hrefs = found.lines.iter().map(|(place, line)| format!("{place}{}", line.href));
                assert_eq!(hrefs.collect::<BTreeSet<_>>(), expected, "{typed} {scope:?}");
                assert!(found.count == expected.len() && !found.at_least, "{typed}: {}", found.count);
                some += usize::from(found.count > 0);
            }
        }
        assert!(some > 30, "{some} searches found something");
        assert!(index.find("  ", &scope("990101", None), (0, 10)).unwrap().is_none());
    }
}

#[test]
fn parts_of_what_is_found_follow_one_another_latest_first() {
    for (index, _fresh) in indexes() {
        for (place, seed) in VILLAGES.iter().zip(1_u32..) {
            index.keep(&drawn(&Place::new(*place).unwrap(), 7), lines(seed, 120)).unwrap();
        }
        for typed in ["水", "水管", "xsg", "10元"] {
            let scope = scope("990101", None);
            let whole = index.find(typed, &scope, (0, 1_000)).unwrap().unwrap();
            let mut parts = Vec::new();
            while parts.len() < whole.count {
                let part = index.find(typed, &scope, (parts.len(), 7)).unwrap().unwrap();
                assert_eq!(part.count, whole.count);
                parts.extend(part.lines);
            }
            assert_eq!(parts, whole.lines, "{typed}");
        }
        let days = index.find("水", &scope("990101", None), (0, 1_000)).unwrap().unwrap();
        assert!(days.lines.is_sorted_by(|(_, a), (_, b)| a.day >= b.day));
    }
}

#[test]
fn what_is_drawn_anew_replaces_what_was_there_and_older_lines_never_do() {
    let place = Place::new(VILLAGES[0]).unwrap();
    for (index, _fresh) in indexes() {
        let found = |typed: &str| index.find(typed, &scope("990101", None), (0, 10)).unwrap().unwrap().count;
        let line =
            |words: &str| plain_line("search-case", (words, ""), "2026-03-12".parse().unwrap(), None, "/a".into());
        assert!(index.keep(&drawn(&place, 7), vec![line("修水管"), line("买扫帚"), line("修桥")]).unwrap());
        assert!(found("修") == 2 && found("扫帚") == 1 && found("sz") == 1);
        // The question was hidden: the one line left bears the number that another had.
        assert!(index.keep(&drawn(&place, 8), vec![line("买扫帚")]).unwrap());
        assert!(found("修") == 0 && found("xsg") == 0 && found("扫帚") == 1);
        assert!(!index.keep(&drawn(&place, 7), vec![line("修水管")]).unwrap());
        assert_eq!(found("修"), 0);
        // A village that is not ready is left out, whatever stands in the index.
        let nowhere = Scope { ready: BTreeSet::new(), ..scope("990101", None) };
        assert_eq!(index.find("扫帚", &nowhere, (0, 10)).unwrap().unwrap().count, 0);
        index.directory.forget_searched(&Place::new("990101").unwrap()).unwrap();
        assert!(found("扫帚") == 0 && index.directory.searched(&place).unwrap().is_empty());
    }
}
