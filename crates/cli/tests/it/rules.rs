//! `qingcun rules`: layers from a folder, what a change changes, and the file that is handed in.

use crate::program::run;
use std::path::Path;

const WUYI: &str = include_str!("../../../sheet/testdata/wuyi.csv");
const LAYERS: &str = "layers = [\"national\", \"zhejiang\", \"wuyi\", \"330723001\"]\nrules = \"own\"\n";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn step_days(value: u32, since: &str) -> String {
    format!("[[tighten]]\nparameter = \"step_days\"\nvalue = {value}\nsince = \"{since}\"\narticles = [\"county\"]\n")
}

/// A configuration with a county's and a township's own layer.
fn four_layers(folder: &Path, county: &str, township: &str) {
    write(folder, "qingcun.toml", &format!("county = \"330723\"\ndata = \"data\"\n{LAYERS}"));
    write(folder, "own/wuyi/parameters.toml", county);
    write(folder, "own/330723001/parameters.toml", township);
}

#[test]
fn the_configuration_names_a_folder_of_layers_and_its_faults_are_told() {
    let folder = tempfile::tempdir().unwrap();
    four_layers(folder.path(), &step_days(4, "2026-01-01"), &step_days(3, "2026-01-01"));
    let done = run(folder.path(), &["config", "check"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let shown = run(folder.path(), &["config", "show"]).out;
    assert!(shown.contains("national < zhejiang < wuyi < 330723001") && shown.contains("own"), "{shown}");
    four_layers(folder.path(), &step_days(4, "2026-01-01"), &step_days(5, "2026-01-01"));
    let done = run(folder.path(), &["config", "check"]);
    assert_eq!(done.code, Some(2), "{done:?}");
    let said = "330723001/parameters.toml:3: on 2026-01-01 `step_days` is 4 by `wuyi` (wuyi/parameters.toml:3); 5 would loosen it";
    assert!(done.err.contains(said), "{}", done.err);
    std::fs::remove_dir_all(folder.path().join("own/wuyi")).unwrap();
    let done = run(folder.path(), &["config", "check"]);
    assert!(done.err.contains("the layer `wuyi` has no files: `own` holds none"), "{}", done.err);
}

#[test]
fn check_proves_a_folders_layers_and_refuses_what_loosens() {
    let folder = tempfile::tempdir().unwrap();
    four_layers(folder.path(), &step_days(4, "2026-01-01"), "");
    let check = ["rules", "check", "--rules", "own", "--layers", "national,zhejiang,wuyi", "K1"];
    let done = run(folder.path(), &check);
    assert!(done.code == Some(0) && done.out.contains("national < zhejiang < wuyi"), "{done:?}");
    four_layers(folder.path(), &step_days(9, "2026-01-01"), "");
    let done = run(folder.path(), &check);
    assert!(done.code == Some(2) && done.err.contains("is 5 by `national`"), "{done:?}");
}

#[test]
fn check_runs_the_examples_and_a_countys_own_and_names_those_that_fail() {
    let folder = tempfile::tempdir().unwrap();
    let shipped = run(folder.path(), &["rules", "check", "K1"]);
    assert_eq!(shipped.code, Some(0), "{shipped:?}");
    assert!(shipped.out.contains("worked examples, all as written"), "{}", shipped.out);
    // The law that was amended, once, with what cites it.
    assert_eq!(shipped.out.matches("《村民委员会组织法》自2026-01-01起施行修改后的文本").count(), 1, "{}", shipped.out);
    write(folder.path(), "own/wuyi/parameters.toml", &step_days(4, "2026-01-01"));
    let own = "affair = \"K1\"\n\n[[example]]\nname = { zh = \"谁都能盖章\", en = \"anybody seals\" }\n\
               when = { step = \"use_seal\", by = \"小张\" }\nthen = { allowed = true }\n";
    write(folder.path(), "own/cases/own.toml", own);
    let check = ["rules", "check", "--rules", "own", "--layers", "national,zhejiang,wuyi", "K1"];
    let done = run(folder.path(), &check);
    assert_eq!(done.code, Some(1), "{done:?}");
    assert!(
        done.out.contains("✗ cases/own.toml:4: ") && done.out.contains("谁都能盖章 / anybody seals"),
        "{}",
        done.out
    );
    // Where a county is stricter, the program's own examples only tell; a file of the same name stands for them.
    write(folder.path(), "own/cases/own.toml", &own.replace("allowed = true", "refused = \"order\""));
    let done = run(folder.path(), &check);
    assert_eq!(done.code, Some(0), "{done:?}");
}

#[test]
fn a_definition_that_makes_no_sense_is_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let paper = "extends = \"K1\"\n\n[[step]]\nid = \"request\"\n\n[[step.paper]]\nid = \"photo\"\nname = { zh = \"照片\", en = \"photograph\" }\nat_least = 1\nscope = \"village\"\nwhen = \"tier < 0\"\n";
    write(folder.path(), "own/wuyi/affairs/K/K1.toml", paper);
    let check = ["rules", "check", "--rules", "own", "--layers", "national,zhejiang,wuyi", "K1"];
    let done = run(folder.path(), &check);
    assert_eq!(done.code, Some(1), "{done:?}");
    assert!(
        done.out.contains("wuyi/affairs/K/K1.toml:7") && done.out.contains("`tier < 0` is true on no road"),
        "{}",
        done.out
    );
    write(folder.path(), "own/wuyi/affairs/K/K1.toml", &paper.replace("at_least = 1", "at_least = 999"));
    let done = run(folder.path(), &check);
    assert!(done.code == Some(2) && done.err.contains("wuyi/affairs/K/K1.toml:9: 没有人交得出"), "{}", done.err);
}

#[test]
fn diff_tells_in_both_languages_what_a_folder_changes() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "own/wuyi/parameters.toml", &step_days(3, "2099-01-01"));
    let diff = ["rules", "diff", "shipped", "own", "--layers", "national,zhejiang,wuyi"];
    let done = run(folder.path(), &diff);
    assert_eq!(done.code, Some(0), "{done:?}");
    let zh = "· 从2099年1月1日起，“一般环节办理期限”由5个工作日改为3个工作日（更严）";
    let en = "from 2099-01-01: “time for an ordinary step” changes from 5 working days to 3 working days (stricter)";
    assert!(done.out.contains(zh) && done.out.contains(en), "{}", done.out);
    let same = run(folder.path(), &["rules", "diff", "shipped", "shipped"]);
    assert!(same.out.contains("没有改动 / no change"), "{same:?}");
}

#[test]
fn propose_packs_what_is_proved_and_compares_it_with_the_book_in_force() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("divisions.csv"), WUYI).unwrap();
    let add = ["county", "add", "--divisions", "divisions.csv", "--county", "330723"];
    assert_eq!(run(folder.path(), &add).code, Some(0));
    let same = run(folder.path(), &["rules", "propose", "--rules", "."]);
    assert!(same.code == Some(0) && same.out.contains("nothing differs"), "{same:?}");
    // One affair is enough to see what is asked for; all of them are proved.
    write(folder.path(), "own/wuyi/affairs/C/C1.toml", &format!("extends = \"C1\"\n{}", step_days(3, "2026-01-01")));
    let layers = "national,zhejiang,wuyi";
    let told = run(folder.path(), &["rules", "diff", "in-force", "own", "--layers", layers]);
    assert!(told.out.contains("C1 日常开支报销：“一般环节办理期限”由5个工作日改为3个工作日（更严）"), "{told:?}");
    assert!(told.out.contains("在办0件") && told.out.contains("0 cases run"), "{told:?}");
    let done = run(folder.path(), &["rules", "propose", "--rules", "own", "--layers", layers, "--out", "new.json"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.out.contains("/desk/rules") && folder.path().join("new.json").is_file(), "{}", done.out);
    write(folder.path(), "own/wuyi/parameters.toml", &step_days(9, "2026-01-01"));
    let refused = run(folder.path(), &["rules", "propose", "--rules", "own", "--layers", layers, "--out", "no.json"]);
    assert!(refused.code == Some(2) && !folder.path().join("no.json").exists(), "{refused:?}");
}

#[test]
fn a_flow_is_written_as_a_file_that_other_tools_read() {
    let folder = tempfile::tempdir().unwrap();
    let one = run(folder.path(), &["rules", "bpmn", "C1", "--day", "2026-03-12"]);
    assert_eq!(one.code, Some(0), "{one:?}");
    assert!(one.out.starts_with("<?xml") && one.out.contains("2026-03-12 当天有效"), "{}", one.out);
    let english = run(folder.path(), &["rules", "bpmn", "C1", "--english"]);
    assert!(english.out.contains("name=\"Claim\""), "{}", english.out);
    let all = run(folder.path(), &["rules", "bpmn", "--out", "flows"]);
    assert_eq!((all.code, all.out.lines().count()), (Some(0), 32), "{all:?}");
    assert!(folder.path().join("flows/K2.bpmn").is_file());
    for (wrong, said) in [
        (&["rules", "bpmn", "Z9"][..], "the rules have no affair `Z9`"),
        (&["rules", "bpmn"], "name an affair"),
        (&["rules", "bpmn", "C1", "--day", "soon"], "`soon` is not a day"),
        (&["rules", "bpmn", "C1", "--place", "x"], "`x` is not the code of a place"),
    ] {
        let done = run(folder.path(), wrong);
        assert!(done.code == Some(2) && done.err.contains(said), "{done:?}");
    }
}

#[test]
fn an_affair_that_is_none_is_told_with_the_codes_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["rules", "check", "ZZ"]);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("没有事项`ZZ`") && done.err.contains("A1") && done.err.contains("K1"), "{}", done.err);
}

#[test]
fn a_reader_that_stops_reading_ends_the_program_without_a_word() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_qingcun"))
        .args(["rules", "check", "C1"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(done.stderr).unwrap(), "");
    assert_eq!(done.status.code(), Some(141));
}
