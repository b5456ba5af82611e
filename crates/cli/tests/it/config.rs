//! `qingcun config check`: every fault with its place, all at once.

use crate::program::{Run, run};

fn check(text: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("qingcun.toml"), text).unwrap();
    run(folder.path(), &["config", "check"])
}

#[test]
fn a_good_configuration_is_in_order() {
    let done = check("county = \"330723\"\ndata = \"data\"\n");
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.out.trim().ends_with("qingcun.toml: 没有问题 / in order"), "{}", done.out);
    // What whoever keeps the rules should know is told first: a law that was amended, and where it is cited.
    assert!(done.out.contains("《村民委员会组织法》自2026-01-01起施行修改后的文本"), "{}", done.out);
    assert!(done.out.contains("national/affairs/A/A1.toml:"), "{}", done.out);
}

#[test]
fn every_fault_is_named_at_once() {
    let done = check(
        "county = \"330723001\"\ndata = \"data\"\n[store]\nurl = \"mysql://x\"\n[serve]\npublic_url = \"cunwu\"\n\
         [mail]\nserver = \"m\"\nport = 25\nfrom = \"nobody\"\nencryption = \"ssl\"\nuser = \"u\"\n",
    );
    assert_eq!(done.code, Some(2));
    for place in ["county:", "store.url:", "serve.public_url:", "mail.from:", "mail.encryption:", "password_file"] {
        assert!(done.err.contains(place), "`{place}` is not named:\n{}", done.err);
    }
}

#[test]
fn a_mistyped_key_is_named_with_its_line() {
    let done = check("county = \"330723\"\ndata = \"data\"\n[serve]\nadress = \"127.0.0.1:1\"\n");
    assert_eq!(done.code, Some(2));
    assert!(
        done.err.contains("line 4") && done.err.contains("adress") && done.err.contains("`address`"),
        "{}",
        done.err
    );
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["serve", "--config", "elsewhere.toml"]);
    assert_eq!(done.code, Some(2));
    assert!(done.err.contains("elsewhere.toml"), "{}", done.err);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is made");
}

#[test]
fn what_is_shown_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let text = "county = \"330723\"\ndata = \"d\"\n[store]\nurl = \"postgresql://cun:geheim@127.0.0.1/cun\"\n";
    std::fs::write(folder.path().join("qingcun.toml"), text).unwrap();
    let done = run(folder.path(), &["config", "show"]);
    assert!(done.out.contains("cun@127.0.0.1") && !done.out.contains("geheim"), "{}", done.out);
}
