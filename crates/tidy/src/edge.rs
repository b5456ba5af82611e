//! Which crate may depend on which: the arrows of the architecture point down only.

use crate::Repository;
use toml::Table;

/// Each crate's floor. A crate depends only on floors below its own, so chapters never import each other.
const FLOORS: [(&str, u8); 25] = [
    ("village", 0),
    ("sheet", 1),
    ("tlog", 1),
    ("notify", 1),
    ("invoice", 1),
    ("cover", 1),
    ("print", 1),
    ("ledger", 1),
    ("intake", 2),
    ("procedure", 2),
    ("authority", 2),
    ("archive", 2),
    ("office", 3),
    ("affairs", 4),
    ("alerts", 4),
    ("capital", 4),
    ("disclosure", 4),
    ("web", 5),
    ("demo", 5),
    ("cli", 6),
    ("simulator", 6),
    ("e2e", 7),
    ("bench", 7),
    ("tidy", 7),
    ("xtask", 7),
];

/// What only these crates may use: a heavy engine, or a power that one place alone should have.
const ONLY: [(&str, &[&str]); 27] = [
    ("rusqlite", &["archive", "bench"]),
    ("postgres", &["archive", "bench"]),
    ("r2d2", &["archive"]),
    ("r2d2_postgres", &["archive"]),
    ("axum", &["web"]),
    ("tower", &["web"]),
    ("tower-http", &["web"]),
    ("askama", &["web"]),
    ("tokio", &["web", "cli", "e2e", "bench"]),
    ("cedar-policy", &["authority"]),
    ("cedar-policy-symcc", &["authority"]),
    ("cel", &["procedure"]),
    ("lettre", &["notify"]),
    ("calamine", &["sheet"]),
    ("rust_xlsxwriter", &["sheet"]),
    ("image", &["invoice", "cover"]),
    ("hayro", &["cover"]),
    ("rqrr", &["invoice"]),
    ("invoice", &["web", "cli"]),
    ("cover", &["web", "demo"]),
    ("print", &["web", "cli", "bench"]),
    ("typst", &["print"]),
    ("typst-layout", &["print"]),
    ("typst-pdf", &["print"]),
    ("clap", &["cli", "bench", "simulator"]),
    ("tlog_tiles", &["tlog"]),
    ("signed_note", &["tlog"]),
];

/// Dependencies that go up or sideways, or to an engine that belongs to another crate. What only tests use is free.
#[must_use]
pub fn crate_edges(repository: &Repository) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, table) in manifests(repository) {
        let Some(name) = package(&table) else { continue };
        let Some(floor) = floor(name) else {
            faults.push(format!("{path}: crate `{name}` has no floor: give it one in crates/tidy/src/edge.rs"));
            continue;
        };
        for key in ["dependencies", "build-dependencies"] {
            let depends = table.get(key).and_then(|found| found.as_table()).into_iter().flat_map(Table::keys);
            faults.extend(depends.filter_map(|other| fault(&path, name, floor, other)));
        }
    }
    faults
}

fn fault(path: &str, name: &str, floor_here: u8, other: &str) -> Option<String> {
    if let Some(there) = floor(other).filter(|there| *there >= floor_here) {
        return Some(format!(
            "{path}: `{name}` (floor {floor_here}) must not depend on `{other}` (floor {there}): \
             move what both need to a lower crate, or join the two in `web` or `cli`"
        ));
    }
    let (_, owners) = ONLY.iter().find(|(engine, owners)| *engine == other && !owners.contains(&name))?;
    Some(format!("{path}: only {} may use `{other}`: call what that crate offers instead", owners.join(", ")))
}

/// Crates that do not take the workspace's lints.
#[must_use]
pub fn workspace_lints(repository: &Repository) -> Vec<String> {
    let inherits = |table: &Table| table.get("lints")?.get("workspace")?.as_bool();
    let lax = manifests(repository).filter(|(_, table)| package(table).is_some() && inherits(table) != Some(true));
    lax.map(|(path, _)| format!("{path}: add `[lints]` with `workspace = true`")).collect()
}

fn manifests(repository: &Repository) -> impl Iterator<Item = (String, Table)> {
    let files = repository.files.iter().filter(|file| file.path.ends_with("Cargo.toml"));
    files.filter_map(|file| Some((file.path.clone(), file.text.parse().ok()?)))
}

fn package(table: &Table) -> Option<&str> {
    table.get("package")?.get("name")?.as_str()
}

fn floor(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, depends: &str, expect: &str) {
        let path = format!("crates/{name}/Cargo.toml");
        let manifest = format!("[package]\nname = \"{name}\"\n[dependencies]\n{depends}.workspace = true\n");
        let faults = crate_edges(&Repository::of(&[(&path, &manifest)])).join("\n");
        assert!(faults.contains(expect) && faults.is_empty() == expect.is_empty(), "{faults}");
    }

    #[test]
    fn arrows_point_down() {
        check("affairs", "office", "");
        check("cli", "web", "");
        check("office", "affairs", "must not depend on `affairs`");
        check("affairs", "alerts", "must not depend on `alerts`");
        check("village", "serde", "");
    }

    #[test]
    fn engines_have_one_owner() {
        check("archive", "rusqlite", "");
        check("affairs", "rusqlite", "only archive, bench may use `rusqlite`");
        check("office", "axum", "only web may use `axum`");
    }

    #[test]
    fn a_new_crate_must_be_given_its_floor() {
        check("reports", "office", "crate `reports` has no floor");
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let repository = Repository::of(&[
            ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n"),
            ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n[lints]\nworkspace = true\n"),
            ("Cargo.toml", "[workspace]\n"),
        ]);
        assert_eq!(workspace_lints(&repository), ["crates/a/Cargo.toml: add `[lints]` with `workspace = true`"]);
    }
}
