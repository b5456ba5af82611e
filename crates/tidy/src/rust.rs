//! Just enough of Rust's grammar to tell code from comments and strings.

/// A string in the source, with its escapes as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What stands between the quotes.
    pub text: String,
}

/// A source with comments and the insides of strings blanked out, line for line, and the strings apart.
#[derive(Debug, Default)]
pub struct Source {
    /// The code alone. Same lines as the file.
    pub code: String,
    /// The strings, in order.
    pub literals: Vec<Literal>,
    line: usize,
}

impl Source {
    /// Reads a file.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut source = Self { line: 1, ..Self::default() };
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            let taken = source.take(rest, next);
            rest = rest.get(taken..).unwrap_or_default();
        }
        source
    }

    /// The line of the first `#[cfg(test)]`, after which a file holds its tests.
    #[must_use]
    pub fn first_test_line(&self) -> usize {
        let at = self.code.lines().position(|line| line.trim_start().starts_with("#[cfg(test)]"));
        at.map_or(usize::MAX, |line| line + 1)
    }

    /// Takes one token off the front of `rest`; its length in bytes.
    fn take(&mut self, rest: &str, next: char) -> usize {
        if rest.starts_with("//") {
            return self.blank(rest, rest.find('\n').unwrap_or(rest.len()));
        }
        if rest.starts_with("/*") {
            return self.blank(rest, block_comment(rest));
        }
        if let Some((open, close)) = raw_string(rest).filter(|_| !self.ends_in_a_word()) {
            let inside = rest.get(open..).unwrap_or_default();
            let length = inside.find(&close).unwrap_or(inside.len());
            return self.string(rest, open, length, close.len());
        }
        match next {
            '"' => self.string(rest, 1, quoted(rest.get(1..).unwrap_or_default()), 1),
            '\'' => match character(rest) {
                Some(length) => self.blank(rest, length),
                None => self.keep(next),
            },
            _ => self.keep(next),
        }
    }

    fn keep(&mut self, next: char) -> usize {
        self.line += usize::from(next == '\n');
        self.code.push(next);
        next.len_utf8()
    }

    fn blank(&mut self, rest: &str, length: usize) -> usize {
        for next in rest.get(..length).unwrap_or_default().chars() {
            self.line += usize::from(next == '\n');
            self.code.push(if next == '\n' { '\n' } else { ' ' });
        }
        length
    }

    fn string(&mut self, rest: &str, open: usize, length: usize, close: usize) -> usize {
        let text = rest.get(open..open + length).unwrap_or_default().to_owned();
        self.literals.push(Literal { line: self.line, text });
        self.code.push('"');
        self.blank(rest, (open + length).min(rest.len()));
        self.code.push('"');
        (open + length + close).min(rest.len())
    }

    fn ends_in_a_word(&self) -> bool {
        let mut before = self.code.chars().rev();
        match before.next() {
            // `br"…"` and `cr"…"` are strings, `for"` is not.
            Some('b' | 'c') => before.next().is_some_and(is_word),
            Some(last) => is_word(last),
            None => false,
        }
    }
}

pub(crate) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The length of a block comment, which may hold others.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(next) = rest.get(at..).and_then(|rest| rest.chars().next()) {
        let here = rest.get(at..).unwrap_or_default();
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += next.len_utf8();
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Where `r#"` opens, its length and what closes it.
fn raw_string(rest: &str) -> Option<(usize, String)> {
    let inside = rest.strip_prefix('r')?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    inside.get(hashes..)?.starts_with('"').then(|| (hashes + 2, format!("\"{}", "#".repeat(hashes))))
}

/// The length up to the closing quote, escapes skipped.
fn quoted(inside: &str) -> usize {
    let mut escaped = false;
    for (at, next) in inside.char_indices() {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    inside.len()
}

/// The length of a character such as `'a'` or `'\n'`; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut inside = rest.char_indices().skip(1);
    let (_, first) = inside.next()?;
    if first == '\\' {
        inside.next()?;
        return inside.find(|(_, next)| *next == '\'').map(|(at, _)| at + 1);
    }
    inside.next().filter(|(_, next)| *next == '\'').map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str, literals: &[(usize, &str)]) {
        let source = Source::read(text);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&source.code), code);
        let found: Vec<(usize, &str)> = source.literals.iter().map(|found| (found.line, &*found.text)).collect();
        assert_eq!(found, literals);
        assert_eq!(source.code.lines().count(), text.lines().count(), "lines must stay lines");
    }

    #[test]
    fn comments_are_blanked() {
        check("a // { b\nc /* { /* } */ \n */ d", "a c d", &[]);
    }

    #[test]
    fn strings_are_set_apart() {
        check("let a = \"{ \\\" x\";\nb(\"村\")", "let a = \" \"; b(\" \")", &[(1, "{ \\\" x"), (2, "村")]);
        check(
            "r\"a\\\" r#\"b\"c\"# br\"d\" for\"e\"",
            "\" \" \" \" b\" \" for\" \"",
            &[(1, "a\\"), (1, "b\"c"), (1, "d"), (1, "e")],
        );
        check("\"one\ntwo\" \"three\"", "\" \" \" \"", &[(1, "one\ntwo"), (2, "three")]);
    }

    #[test]
    fn characters_are_blanked_and_lifetimes_kept() {
        check("f('{') g('\\'') h('\\u{7b}') <'a> &'static x '村'", "f( ) g( ) h( ) <'a> &'static x", &[]);
    }

    #[test]
    fn a_file_cut_off_is_read_to_its_end() {
        check("a \"b", "a \" \"", &[(1, "b")]);
        check("a /* b", "a", &[]);
    }
}
