//! Reads the rule files of this repository.

use procedure::{RuleBook, RuleFile};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub(crate) fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

pub(crate) fn files() -> Vec<RuleFile> {
    let mut files = Vec::new();
    gather(&rules(), &rules(), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<RuleFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push(RuleFile { path: name, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

pub(crate) fn read(layers: &[&str]) -> RuleBook {
    RuleBook::read(&files(), layers).unwrap_or_else(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

pub(crate) fn national() -> &'static RuleBook {
    static BOOK: OnceLock<RuleBook> = OnceLock::new();
    BOOK.get_or_init(|| read(&["national"]))
}

pub(crate) fn zhejiang() -> &'static RuleBook {
    static BOOK: OnceLock<RuleBook> = OnceLock::new();
    BOOK.get_or_init(|| read(&["national", "zhejiang"]))
}
