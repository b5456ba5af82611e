//! Links between the documents lead somewhere.

use crate::Repository;

/// Links in Markdown files to files that are not there. Links to the web are not followed.
#[must_use]
pub fn dead_links(repository: &Repository) -> Vec<String> {
    let mut faults = Vec::new();
    for file in repository.files.iter().filter(|file| file.path.ends_with(".md") && !file.is_vendored()) {
        let mut fenced = false;
        for (at, line) in file.text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            for target in targets(line).filter(|target| !leads_somewhere(repository, &file.path, target)) {
                let (path, line) = (&file.path, at + 1);
                faults.push(format!("{path}:{line}: `{target}` leads nowhere: mend the link or take it out"));
            }
        }
    }
    faults
}

/// What stands between `](` and `)`, outside of `code`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let outside = line.split('`').step_by(2);
    outside.flat_map(|part| part.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()))
}

fn leads_somewhere(repository: &Repository, from: &str, target: &str) -> bool {
    if target.contains("://") || target.starts_with("mailto:") || target.starts_with('#') {
        return true;
    }
    let path = target.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            if parts.pop().is_none() {
                return false;
            }
        } else {
            parts.push(part);
        }
    }
    !path.starts_with('/') && (parts.is_empty() || repository.paths.contains(&parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: usize) {
        let repository =
            Repository::of(&[("docs/a.md", text), ("docs/b/c.md", ""), ("README.md", ""), ("picture.png", "")]);
        assert_eq!(dead_links(&repository).len(), expect, "{text}");
    }

    #[test]
    fn links_that_lead_somewhere_are_fine() {
        check("[b](b/c.md#part) [up](../README.md) ![p](../picture.png) [folder](b/) [here](#x) [root](..)", 0);
        check("[web](https://example.org/a) `[code](nowhere)`\n```\n[fenced](nowhere)\n```\n", 0);
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        check("[a](nowhere.md)", 1);
        check("[out](../../elsewhere.md) [root](/README.md)", 2);
    }
}
