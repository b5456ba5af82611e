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
    let misnamed = run(folder.path(), &["county", "template", "--out", "roster.csv"]);
    assert!(misnamed.code == Some(2) && misnamed.err.contains("end its name in .xlsx"), "{misnamed:?}");
    assert!(!folder.path().join("roster.csv").exists(), "a workbook was written under another kind's name");
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

const HEAD: &str = "姓名,身份证号或人员编号,手机号,村代码,岗位,任职开始,任职结束,亲属关系\n";
const ADMINISTRATOR: &str = "管晓明,330723-0001,10012340001,330723,系统管理员,2026-01-01,2030-12-31,\n";
const SECRETARY: &str = "施桂小,330723-0002,10012340002,330723001244,村党组织书记,2026-01-01,2030-12-31,\n";

fn bookkeeper(relatives: &str) -> String {
    format!("何文秀,330723-0003,10012340003,330723001244,报账员,2026-01-01,2030-12-31,{relatives}\n")
}

fn write(folder: &Path, rows: &[&str]) {
    std::fs::write(folder.join("roster.csv"), format!("{HEAD}{}", rows.concat())).unwrap();
}

fn left(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "divisions.csv" && name != "roster.csv")
        .collect();
    names.sort();
    names
}

#[test]
fn a_roster_refused_by_a_rule_leaves_nothing_and_is_taken_once_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let roster = ["--roster", "roster.csv"];
    for (relatives, said) in [("施桂小（夫妻）", "第4行“岗位”（E列）"), ("查无此人（夫妻）", "第4行“亲属关系”（H列）")]
    {
        write(folder.path(), &[ADMINISTRATOR, SECRETARY, &bookkeeper(relatives)]);
        let done = add(folder.path(), WUYI, &roster);
        assert_eq!(done.code, Some(2), "{done:?}");
        assert!(done.err.contains(said) && done.err.contains("row 4"), "`{said}`: {}", done.err);
        assert_eq!(left(folder.path()), Vec::<String>::new(), "nothing is left behind");
    }
    write(folder.path(), &[ADMINISTRATOR, SECRETARY, &bookkeeper("")]);
    let done = add(folder.path(), WUYI, &roster);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(left(folder.path()), ["data", "first-passwords.csv", "qingcun.toml"]);
    let verified = run(folder.path(), &["verify"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
}

#[test]
fn a_county_founded_without_people_takes_its_first_roster_later_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(add(folder.path(), WUYI, &[]).code, Some(0));
    write(folder.path(), &[ADMINISTRATOR, &bookkeeper("查无此人（夫妻）")]);
    let refused = add(folder.path(), WUYI, &["--roster", "roster.csv"]);
    assert!(refused.code == Some(2) && refused.err.contains("第3行“亲属关系”"), "{refused:?}");
    assert_eq!(left(folder.path()), ["data", "qingcun.toml"], "the county stays, no passwords are left");
    write(folder.path(), &[ADMINISTRATOR, &bookkeeper("")]);
    let done = add(folder.path(), WUYI, &["--roster", "roster.csv"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let passwords = std::fs::read_to_string(folder.path().join("first-passwords.csv")).unwrap();
    let row = passwords.lines().find(|line| line.starts_with("何文秀")).unwrap();
    assert!(row.contains("后陈村") && row.contains(",报账员,"), "whoever hands them out knows to whom: {row}");
    std::fs::remove_file(folder.path().join("first-passwords.csv")).unwrap();
    let again = add(folder.path(), WUYI, &["--roster", "roster.csv"]);
    assert!(again.code == Some(2) && again.err.contains("nothing was changed"), "{again:?}");
    assert_eq!(left(folder.path()), ["data", "qingcun.toml"]);
}

#[test]
fn a_county_gets_the_rules_of_its_own_province_and_is_told_which() {
    let folder = tempfile::tempdir().unwrap();
    let divisions = "code,name,level,parent\n210881,盖州市,county,2108\n210881001,东城街道,township,210881\n\
                     210881001001,某某社区居民委员会,village,210881001\n";
    std::fs::write(folder.path().join("divisions.csv"), divisions).unwrap();
    let done = run(folder.path(), &["county", "add", "--divisions", "divisions.csv", "--county", "210881"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.out.contains("没有本省的规则") && done.out.contains("rules: national\n"), "{}", done.out);
    let shown = run(folder.path(), &["config", "show"]);
    assert!(shown.out.contains("layers      national\n"), "{}", shown.out);
    assert_eq!(run(folder.path(), &["verify"]).code, Some(0));
    let folder = tempfile::tempdir().unwrap();
    let done = add(folder.path(), WUYI, &[]);
    assert!(done.out.contains("national < zhejiang"), "{}", done.out);
}

#[test]
fn codes_written_by_windows_are_read_and_others_are_told_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    // 武义县 in GBK.
    let mut gbk = b"code,name,level,parent\n330723,".to_vec();
    gbk.extend([0xCE, 0xE4, 0xD2, 0xE5, 0xCF, 0xD8]);
    gbk.extend(b",county,3307\n");
    std::fs::write(folder.path().join("divisions.csv"), &gbk).unwrap();
    let command = ["county", "add", "--divisions", "divisions.csv", "--county", "330723"];
    let done = run(folder.path(), &command);
    assert!(done.code == Some(0) && done.out.contains("武义县"), "{done:?}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("divisions.csv"), b"code,name,level,parent\n330723,\xFF\xFF,county,3307\n")
        .unwrap();
    let done = run(folder.path(), &command);
    assert!(done.code == Some(2) && done.err.contains("第2行") && done.err.contains("Line 2"), "{done:?}");
}

#[test]
fn a_roster_that_is_no_sheet_is_told_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[u8], &str); 3] =
        [(&[0xD0, 0xCF, 0x11, 0xE0, 0], "旧版 Excel"), (b"PK\x03\x04half", "打不开"), (b"", "没有内容")];
    for (bytes, said) in cases {
        std::fs::write(folder.path().join("roster.csv"), bytes).unwrap();
        let done = add(folder.path(), WUYI, &["--roster", "roster.csv"]);
        assert!(done.code == Some(2) && done.err.contains(said), "{said}: {done:?}");
    }
}
