//! Files stay short enough to be read in one go.

use crate::{File, Repository, ratchet};

const LIMIT: usize = 399;
const TEMPLATE_LIMIT: usize = 100;

/// Files of 400 lines and more, and templates of more than 100. The route table and the holders of data written by
/// rule (migrations, rule files) may be long.
#[must_use]
pub fn long_files(repository: &Repository) -> Vec<String> {
    let measure = |suffixes: &[&str]| {
        let fits = |file: &&File| suffixes.iter().any(|suffix| file.path.ends_with(suffix));
        let files = repository.files.iter().filter(fits).filter(|file| !file.is_vendored() && !may_be_long(file));
        files.map(|file| (file.path.clone(), file.text.lines().count())).collect()
    };
    let code = measure(&[".rs", ".css", ".js"]);
    let advice = "split it by subject into `name.rs` and files in the folder `name/`";
    let mut faults = ratchet::compare(repository, "long-files.txt", LIMIT, &code, advice);
    let templates = measure(&[".html"]);
    let advice = "move a part of it into a template of its own";
    faults.extend(ratchet::compare(repository, "long-templates.txt", TEMPLATE_LIMIT, &templates, advice));
    faults
}

fn may_be_long(file: &File) -> bool {
    file.path == "crates/web/src/route.rs" || file.path.contains("/testdata/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_templates_are_found() {
        let (long, short) = ("x\n".repeat(400), "x\n".repeat(399));
        let repository = Repository::of(&[
            ("crates/a/src/long.rs", &long),
            ("crates/a/src/short.rs", &short),
            ("crates/web/src/route.rs", &long),
            ("crates/web/assets/vendor/chart.js", &long),
            ("crates/web/templates/page.html", &short),
        ]);
        let faults = long_files(&repository);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].starts_with("crates/a/src/long.rs: 400 lines"));
        assert!(faults[1].starts_with("crates/web/templates/page.html: 399 lines"));
    }
}
