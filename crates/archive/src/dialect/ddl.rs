//! Definitions: one text for both databases, turned into the words of each.

use super::words::{Piece, pieces};

/// The text of a migration in one database's words.
///
/// Written are `text`, `bigint` and `blob`, and tables without options. SQLite gets strict tables, and `integer` for
/// `bigint` so that a whole-number key is the table's own row number. PostgreSQL gets `bytea`, and texts ordered byte
/// by byte, as SQLite orders them.
pub(crate) fn definitions(sql: &str, sqlite: bool) -> String {
    let mut out = String::with_capacity(sql.len() + 64);
    let mut statement: Vec<String> = Vec::new();
    // A type follows a name; after a bracket or a comma the same word is a name itself.
    let mut after_name = false;
    for piece in pieces(sql) {
        match piece {
            Piece::Word(word) => {
                statement.push(word.to_ascii_lowercase());
                out.push_str(if after_name { type_word(word, sqlite) } else { word });
            }
            Piece::Mark(";") => {
                if sqlite && is_plain_table(&statement) {
                    out.push_str(" strict");
                }
                statement.clear();
                out.push(';');
            }
            other => out.push_str(other.text()),
        }
        match piece {
            Piece::Word(_) | Piece::Quoted(_) => after_name = true,
            Piece::Mark(mark) if !mark.trim().is_empty() => after_name = false,
            Piece::Mark(_) | Piece::Comment(_) => {}
        }
    }
    out
}

fn type_word(word: &str, sqlite: bool) -> &str {
    match (word, sqlite) {
        ("bigint", true) => "integer",
        ("blob", false) => "bytea",
        ("text", false) => "text collate \"C\"",
        _ => word,
    }
}

fn is_plain_table(statement: &[String]) -> bool {
    let mut words = statement.iter().map(String::as_str);
    words.next() == Some("create") && words.next() == Some("table") && !words.any(|word| word == "strict")
}

/// Triggers that refuse to change or delete a row of `table`: belt and braces, for the door never tries.
pub(crate) fn append_only(table: &str, sqlite: bool) -> String {
    if sqlite {
        return ["update", "delete"]
            .map(|change| {
                format!(
                    "create trigger {table}_no_{change} before {change} on {table}\n\
                     begin select raise(abort, 'a row of {table} is never changed or deleted'); end;\n"
                )
            })
            .concat();
    }
    format!(
        "create or replace function {table}_is_append_only() returns trigger language plpgsql as $$\n\
         begin raise exception 'a row of {table} is never changed or deleted'; end $$;\n\
         create trigger {table}_no_change before update or delete or truncate on {table}\n\
         for each statement execute function {table}_is_append_only();\n"
    )
}

/// Whether a text can name a schema without quotes.
pub(super) fn is_schema_name(name: &str) -> bool {
    let letters = |b: u8| b.is_ascii_lowercase() || b == b'_';
    name.len() <= 63
        && name.bytes().next().is_some_and(letters)
        && name.bytes().all(|b| letters(b) || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "-- a text; with bigint\ncreate table pot (id bigint primary key, name text not null, \
                        hash blob);\ncreate index pot_name on pot (name);";

    #[test]
    fn sqlite_gets_strict_tables() {
        assert_eq!(
            definitions(TEXT, true),
            "-- a text; with bigint\ncreate table pot (id integer primary key, name text not null, hash blob) \
             strict;\ncreate index pot_name on pot (name);"
        );
    }

    #[test]
    fn postgres_gets_bytes_and_texts_in_byte_order() {
        assert_eq!(
            definitions(TEXT, false),
            "-- a text; with bigint\ncreate table pot (id bigint primary key, name text collate \"C\" not null, hash \
             bytea);\ncreate index pot_name on pot (name);"
        );
    }

    #[test]
    fn a_column_may_be_named_like_a_type() {
        assert_eq!(
            definitions("create table note (text text, blob blob, primary key (text, blob));", false),
            "create table note (text text collate \"C\", blob bytea, primary key (text, blob));"
        );
    }

    #[test]
    fn a_schema_is_named_plainly() {
        assert!(is_schema_name("county_990101"));
        for name in ["", "1a", "a b", "a\"b", "Ab", "村", &"a".repeat(64)] {
            assert!(!is_schema_name(name), "{name}");
        }
    }
}
