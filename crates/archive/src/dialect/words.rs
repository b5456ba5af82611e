//! The words of a SQL text, seen past its quotes and comments.

/// A piece of SQL text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A name or a keyword.
    Word(&'a str),
    /// A quoted text or name, with its quotes.
    Quoted(&'a str),
    /// A comment, to the end of its line.
    Comment(&'a str),
    /// Anything else, one character.
    Mark(&'a str),
}

impl<'a> Piece<'a> {
    pub(super) fn text(self) -> &'a str {
        match self {
            Self::Word(text) | Self::Quoted(text) | Self::Comment(text) | Self::Mark(text) => text,
        }
    }
}

/// Cuts a SQL text into pieces that, put together, are the text again.
pub(super) fn pieces(sql: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sql;
    std::iter::from_fn(move || {
        let piece = first(rest)?;
        rest = rest.get(piece.text().len()..).unwrap_or_default();
        Some(piece)
    })
}

fn first(sql: &str) -> Option<Piece<'_>> {
    let head = sql.chars().next()?;
    let take = |end: Option<usize>| sql.get(..end.unwrap_or(sql.len())).unwrap_or(sql);
    if head.is_ascii_alphabetic() || head == '_' {
        return Some(Piece::Word(take(sql.find(|c: char| !c.is_ascii_alphanumeric() && c != '_'))));
    }
    if head == '\'' || head == '"' {
        let close = sql.get(1..).and_then(|body| body.find(head)).map(|at| at + 2);
        return Some(Piece::Quoted(take(close)));
    }
    if sql.starts_with("--") {
        return Some(Piece::Comment(take(sql.find('\n'))));
    }
    Some(Piece::Mark(take(Some(head.len_utf8()))))
}

const CHANGES: [&str; 13] = [
    "insert", "update", "delete", "replace", "merge", "truncate", "create", "drop", "alter", "into", "copy", "lock",
    "call",
];

/// Whether a statement can only look: a `select`, or a `with` in which nothing is changed.
pub(super) fn only_looks(sql: &str) -> bool {
    let mut words = pieces(sql).filter_map(|piece| match piece {
        Piece::Word(word) => Some(word.to_ascii_lowercase()),
        _ => None,
    });
    let first = words.next();
    matches!(first.as_deref(), Some("select" | "with" | "values"))
        && !words.any(|word| CHANGES.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_told_from_a_change() {
        for sql in [
            "select 1",
            "  select 'insert into x' as a -- delete\n from t",
            "with a as (select 1) select * from a",
            "select \"update\" from t",
        ] {
            assert!(only_looks(sql), "{sql}");
        }
        for sql in [
            "insert into t values (1)",
            "with a as (delete from t returning id) select * from a",
            "pragma user_version = 3",
            "select id into u from t",
            "select id from t for update",
            "begin",
            "",
        ] {
            assert!(!only_looks(sql), "{sql}");
        }
    }

    #[test]
    fn the_pieces_are_the_text_again() {
        let sql = "create table 村 (a text default 'it''s; (x', -- 注释 ' ;\n b blob);";
        assert_eq!(pieces(sql).map(Piece::text).collect::<String>(), sql);
    }
}
