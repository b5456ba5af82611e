//! What `--help` says, word for word: `help.txt` beside this file.

use crate::program::run;

const COMMANDS: [&[&str]; 13] = [
    &["--help"],
    &["demo", "--help"],
    &["serve", "--help"],
    &["verify", "--help"],
    &["check", "--help"],
    &["restore", "--help"],
    &["rules", "check", "--help"],
    &["rules", "diff", "--help"],
    &["rules", "propose", "--help"],
    &["rules", "bpmn", "--help"],
    &["county", "add", "--help"],
    &["people", "--help"],
    &["config", "--help"],
];

#[test]
fn help_says_what_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let said: String = COMMANDS
        .iter()
        .map(|command| format!("$ qingcun {}\n{}\n", command.join(" "), run(folder.path(), command).out.trim_end()))
        .collect::<Vec<_>>()
        .join("\n");
    if said != include_str!("help.txt") {
        let now = concat!(env!("CARGO_TARGET_TMPDIR"), "/help.txt");
        std::fs::write(now, &said).unwrap();
        panic!("`--help` changed: compare `{now}` with `crates/cli/tests/it/help.txt`, and copy it when it is right");
    }
}

#[test]
fn an_unknown_command_is_answered_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["verfy"]);
    assert_eq!(done.code, Some(2));
    assert!(done.err.contains("verify"), "{}", done.err);
}

#[test]
fn the_version_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["--version"]).out.trim(), concat!("qingcun ", env!("CARGO_PKG_VERSION")));
}
