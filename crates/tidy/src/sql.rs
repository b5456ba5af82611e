//! SQL text lives in `sql.rs` files and in the crate `archive`, nowhere else.

use crate::{Repository, Source};

/// SQL statements in other places. Tests may hold their own, to tamper with a store.
#[must_use]
pub fn stray_sql(repository: &Repository) -> Vec<String> {
    let mut faults = Vec::new();
    for file in repository.rust().filter(|file| !file.is_test() && !may_hold_sql(&file.path)) {
        let source = Source::read(&file.text);
        let tests = source.first_test_line();
        for literal in source.literals.iter().filter(|literal| literal.line < tests && is_sql(&literal.text)) {
            let (path, line) = (&file.path, literal.line);
            faults.push(format!("{path}:{line}: SQL outside `sql.rs`: make it a constant in the crate's sql.rs"));
        }
    }
    faults
}

fn may_hold_sql(path: &str) -> bool {
    path.ends_with("/sql.rs") || path.contains("/sql/") || path.starts_with("crates/archive/")
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches('\\').to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    match words.as_slice() {
        ["select", ..] => has("from"),
        ["insert", "into", ..] | ["delete", "from", ..] | ["create" | "drop" | "alter", "table" | "index", ..] => true,
        ["update", _, "set", ..] => true,
        ["with", _, "as", ..] => has("select"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_told_from_prose() {
        for sql in [
            "select id from village",
            "\n  INSERT INTO act values ($1)",
            "update alert set state = $1",
            "with late as (select 1) select * from late",
            "\\\n  delete from act",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for prose in ["select a village", "update the roster", "with care", "insert", "deleted from the list"] {
            assert!(!is_sql(prose), "{prose}");
        }
    }

    #[test]
    fn sql_is_found_where_it_does_not_belong() {
        let code = "fn a() { q(\"select id from act\") }\n#[cfg(test)]\nmod tests { \"delete from act\" }";
        let repository = Repository::of(&[
            ("crates/affairs/src/list.rs", code),
            ("crates/affairs/src/sql.rs", code),
            ("crates/archive/src/door.rs", code),
            ("crates/web/tests/it/tamper.rs", code),
        ]);
        let faults = stray_sql(&repository);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with("crates/affairs/src/list.rs:1:"));
    }
}
