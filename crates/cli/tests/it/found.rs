//! `qingcun county add`: all rows or none, and every bad row is named.

use crate::program::run;
use std::path::Path;

const WUYI: &str = include_str!("../../../sheet/testdata/wuyi.csv");

fn add(folder: &Path, divisions: &str, more: &[&str]) -> crate::program::Run {
    std::fs::write(folder.join("divisions.csv"), divisions).unwrap();
    run(folder, &[&["county", "add", "--divisions", "divisions.csv", "--county", "330723"], more].concat())
}

#[test]
fn a_county_is_made_from_the_official_codes_once() {
    let folder = tempfile::tempdir().unwrap();
    let done = add(folder.path(), WUYI, &[]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.out.contains("武义县") && done.out.contains("279 villages"), "{}", done.out);
    assert!(folder.path().join("data/county-330723.sqlite").is_file());
    assert_eq!(run(folder.path(), &["config", "check"]).code, Some(0));
    let verified = run(folder.path(), &["verify"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    let again = add(folder.path(), WUYI, &[]);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("nothing was changed"), "{}", again.err);
}

#[test]
fn bad_rows_are_named_with_their_lines_and_no_store_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let first = WUYI.lines().count() + 1;
    let faulty = format!(
        "{}\n33072300100,短代码村,village,330723001\n330723999001,无镇村,village,330723999\n\
         330723001001,又一个下王宅,village,330723001\n330723001998,级别不对村,township,330723001\n\
         330723001997,,village,330723001\n",
        WUYI.trim_end()
    );
    let done = add(folder.path(), &faulty, &[]);
    assert_eq!(done.code, Some(2), "{done:?}");
    let reasons = ["11 digits", "not in the file", "stands already", "level `township`", "name is empty"];
    for (line, reason) in (first..).zip(reasons) {
        let named = done.err.lines().any(|said| said.contains(&format!(":{line}: ")) && said.contains(reason));
        assert!(named, "line {line} is not named for `{reason}`:\n{}", done.err);
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["divisions.csv"], "nothing is left behind");
}

#[test]
fn a_faulty_roster_takes_nobody_and_makes_no_store() {
    let folder = tempfile::tempdir().unwrap();
    let template = run(folder.path(), &["county", "template", "--out", "roster.xlsx"]);
    assert_eq!(template.code, Some(0), "{template:?}");
    std::fs::write(folder.path().join("roster.csv"), "姓名,编号\n王小明,123\n").unwrap();
    let done = add(folder.path(), WUYI, &["--roster", "roster.csv"]);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("nothing was taken over"), "{}", done.err);
    assert!(!folder.path().join("data").exists() && !folder.path().join("qingcun.toml").exists());
    assert!(!folder.path().join("first-passwords.csv").exists());
}

#[test]
fn a_county_that_is_no_county_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("divisions.csv"), WUYI).unwrap();
    for (code, said) in [("330723001", "six digits"), ("3307x3", "3307x3"), ("330799", "330799")] {
        let done = run(folder.path(), &["county", "add", "--divisions", "divisions.csv", "--county", code]);
        assert_eq!(done.code, Some(2), "{done:?}");
        assert!(done.err.contains(said), "{}", done.err);
    }
    assert!(!folder.path().join("data").exists());
}
