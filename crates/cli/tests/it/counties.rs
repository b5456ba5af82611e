//! Every county of Zhejiang, and one of Liaoning, is founded from the official division codes as they are published.

use crate::program::run;
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

/// The published national list, as far as it is of these two provinces (by way of `china-division` 2.7.0, MIT).
const DIVISIONS: &[u8] = include_bytes!("../../../sheet/testdata/zhejiang-and-gaizhou.csv.gz");

/// Each county's name, townships and villages, counted from the rows themselves.
fn counties(text: &str) -> BTreeMap<String, (String, usize, usize)> {
    let mut counties: BTreeMap<String, (String, usize, usize)> = BTreeMap::new();
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    for row in rows {
        let [code, name, level, _] = row.as_slice() else { panic!("{row:?}") };
        let county = counties.entry(code.chars().take(6).collect()).or_default();
        match *level {
            "county" => county.0 = (*name).to_owned(),
            "township" => county.1 += 1,
            "village" => county.2 += 1,
            _ => {}
        }
    }
    counties.retain(|_, (name, ..)| !name.is_empty());
    counties
}

/// Founds one county in a folder of its own; what is wrong with it.
fn found(divisions: &Path, code: &str, (name, townships, villages): &(String, usize, usize)) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let divisions = divisions.to_str().unwrap();
    let done = run(folder.path(), &["county", "add", "--divisions", divisions, "--county", code]);
    let said = done.out.contains(name.as_str()) && done.out.contains(&format!("{villages} villages"));
    if done.code != Some(0) || !said {
        return Some(format!("{code} {name} ({townships} townships, {villages} villages): {done:?}"));
    }
    (!folder.path().join(format!("data/county-{code}.sqlite")).is_file()).then(|| format!("{code} has no store"))
}

#[test]
fn every_county_of_the_published_list_is_founded() {
    let mut text = String::new();
    GzDecoder::new(DIVISIONS).read_to_string(&mut text).unwrap();
    let counties = counties(&text);
    let villages: usize = counties.values().map(|(.., villages)| villages).sum();
    assert_eq!((counties.len(), villages), (91, 25_848));
    let folder = tempfile::tempdir().unwrap();
    let divisions = folder.path().join("divisions.csv");
    std::fs::write(&divisions, &text).unwrap();
    let (queue, wrong) = (Mutex::new(counties.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some((code, county)) = next else { break };
                    wrong.lock().unwrap().extend(found(&divisions, code, county));
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} counties:\n{}", wrong.len(), counties.len(), wrong.join("\n"));
}
