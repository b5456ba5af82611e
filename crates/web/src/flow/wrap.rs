//! Text in a drawing: how wide it is, and where it breaks.

/// The width of `text` at a type size, in the same unit; on the safe side.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|c| em(c) * size).sum()
}

fn em(c: char) -> f32 {
    match c {
        ' ' | '.' | ',' | '\'' | 'i' | 'l' | 'j' | 'I' | '|' | '·' => 0.32,
        'm' | 'w' | 'M' | 'W' => 0.9,
        'A'..='Z' => 0.7,
        c if c.is_ascii() => 0.58,
        _ => 1.0,
    }
}

/// Marks that may not begin a line.
fn clings(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '）' | '》' | '”' | '？' | '！' | ')' | ',' | '.' | ':' | ';')
}

/// Breaks `text` into lines no wider than `limit`, and no more than `most` of them; what is left out is marked `…`.
pub(super) fn lines(text: &str, size: f32, limit: f32, most: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text).into_iter().flat_map(|piece| broken(piece, size, limit)) {
        let fits = width(line.trim_end(), size) + width(piece.trim_end(), size) <= limit;
        if !line.is_empty() && !fits {
            // A mark takes the character before it along.
            let along = if piece.chars().next().is_some_and(clings) { line.pop() } else { None };
            all.push(line.trim_end().to_owned());
            line = along.into_iter().collect();
        }
        line.push_str(&piece);
    }
    if !line.trim().is_empty() {
        all.push(line.trim_end().to_owned());
    }
    if all.len() > most {
        all.truncate(most);
        if let Some(last) = all.last_mut() {
            while width(last, size) + size > limit && last.pop().is_some() {}
            last.push('…');
        }
    }
    all
}

/// A word wider than a whole line is broken after all.
fn broken(piece: String, size: f32, limit: f32) -> Vec<String> {
    if width(piece.trim_end(), size) <= limit {
        return vec![piece];
    }
    let mut parts = vec![String::new()];
    for c in piece.chars() {
        let is_full = parts.last().is_some_and(|part| !part.is_empty() && width(part, size) + em(c) * size > limit);
        if is_full {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// What may not be broken: a Chinese character, or a word with the blank after it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.trim().chars() {
        let is_word = c.is_ascii() && c != ' ';
        match pieces.last_mut() {
            Some(last) if open && (is_word || c == ' ') => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        open = is_word;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_anywhere_but_not_before_a_mark() {
        assert_eq!(lines("村民代表会议决议", 10.0, 50.0, 4), ["村民代表会", "议决议"]);
        assert_eq!(lines("公示十五天，收意见", 10.0, 50.0, 4), ["公示十五", "天，收意见"]);
    }

    #[test]
    fn english_breaks_between_words() {
        assert_eq!(
            lines("Hold the representatives meeting", 10.0, 100.0, 4),
            ["Hold the", "representatives", "meeting"]
        );
    }

    #[test]
    fn what_does_not_fit_is_marked() {
        let cut = lines("村民代表会议决议村民代表会议决议", 10.0, 50.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && width(&cut[1], 10.0) <= 50.0);
    }
}
