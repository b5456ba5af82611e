//! Pieces of words, of their sound and of their initials: what the index of a county is made of.
//!
//! A piece is one to three characters behind a letter that says of what it is a piece. Whoever holds all pieces of a word mostly
//! holds the word; where a word is one piece, it holds it.

use super::sought::Keys;
use pinyin::ToPinyin;

/// Of what a piece is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Of {
    /// One character of the words.
    One,
    /// Two characters of the words.
    Two,
    /// Two initials.
    Initials,
    /// Three initials.
    MoreInitials,
    /// The two letters with which a syllable begins.
    Syllable,
    /// Three letters of the sound.
    Sound,
}

/// A piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Piece(Of, [char; 3]);

/// What stands where a piece has fewer than three characters.
const NONE: char = '\0';

impl Piece {
    fn new(of: Of, letters: &[char]) -> Option<Self> {
        let at = |n: usize| letters.get(n).copied().unwrap_or(NONE);
        let whole = letters.iter().all(|c| !c.is_whitespace() && *c != NONE);
        whole.then(|| Self(of, [at(0), at(1), at(2)]))
    }

    /// As it is kept.
    pub(super) fn kept(self) -> String {
        let of = match self.0 {
            Of::One => '1',
            Of::Two => '2',
            Of::Initials => 'i',
            Of::MoreInitials => 'j',
            Of::Syllable => 's',
            Of::Sound => 't',
        };
        std::iter::once(of).chain(self.1.into_iter().filter(|c| *c != NONE)).collect()
    }
}

fn runs(of: Of, letters: &[char], long: usize) -> impl Iterator<Item = Piece> + '_ {
    letters.windows(long).filter_map(move |run| Piece::new(of, run))
}

/// Every piece of a line, each once.
pub(super) fn pieces(keys: &Keys) -> Vec<Piece> {
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let (words, initials, sounds) = (letters(&keys.words), letters(&keys.initials), letters(&keys.sounds));
    let mut all: Vec<Piece> = runs(Of::One, &words, 1).chain(runs(Of::Two, &words, 2)).collect();
    all.extend(runs(Of::Initials, &initials, 2).chain(runs(Of::MoreInitials, &initials, 3)));
    all.extend(runs(Of::Sound, &sounds, 3));
    all.extend(words.iter().filter_map(|c| {
        let sound: Vec<char> = c.to_pinyin()?.plain().chars().take(2).collect();
        (sound.len() == 2).then(|| Piece::new(Of::Syllable, &sound)).flatten()
    }));
    all.sort_unstable();
    all.dedup();
    all
}

/// Pieces that a line must all hold, and whether it then is what is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) pieces: Vec<Piece>,
    pub(super) sure: bool,
}

/// The pieces of a word side by side, and its last: those that overlap would tell little more, and each has to be fetched.
fn need(of: Of, letters: &[char], long: usize) -> Need {
    let last = letters.len().saturating_sub(long);
    let at = (0..letters.len()).step_by(long.max(1)).map(|from| from.min(last));
    let mut pieces: Vec<Piece> = at.filter_map(|from| Piece::new(of, letters.get(from..from + long)?)).collect();
    pieces.dedup();
    Need { pieces, sure: letters.len() == long }
}

/// What a line holds that holds a word.
pub(super) fn of_word(word: &str) -> Need {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() == 1 { need(Of::One, &letters, 1) } else { need(Of::Two, &letters, 2) }
}

/// What a line holds, one or the other, whose initials or sound hold what was typed in letters. Two letters are two initials or
/// the beginning of a syllable; inside syllables they are everywhere.
pub(super) fn of_letters(word: &str) -> Vec<Need> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 2 || !letters.iter().all(char::is_ascii_lowercase) {
        return Vec::new();
    }
    if letters.len() == 2 {
        return vec![need(Of::Initials, &letters, 2), need(Of::Syllable, &letters, 2)];
    }
    vec![need(Of::MoreInitials, &letters, 3), need(Of::Sound, &letters, 3)]
}

/// What a line holds that sounds like a word of two characters or more.
pub(super) fn of_sound(word: &str) -> Option<Need> {
    let sound: Option<String> = word.chars().map(|c| c.to_pinyin().map(pinyin::Pinyin::plain)).collect();
    let letters: Vec<char> = sound?.chars().collect();
    (word.chars().count() >= 2 && letters.len() >= 3).then(|| need(Of::Sound, &letters, 3))
}

/// Lines in which a piece is found, each a number and a day, as a village keeps them.
#[derive(Debug, Default)]
pub(super) struct Places {
    bytes: Vec<u8>,
    number: u32,
    day: u32,
}

impl Places {
    /// Adds a line; numbers and days never go down.
    pub(super) fn add(&mut self, number: u32, day: u32) {
        for step in [number.saturating_sub(self.number), day.saturating_sub(self.day)] {
            let mut left = step;
            while left >= 0x80 {
                self.bytes.push(u8::try_from(left & 0x7f).unwrap_or_default() | 0x80);
                left >>= 7;
            }
            self.bytes.push(u8::try_from(left).unwrap_or_default());
        }
        (self.number, self.day) = (number, day);
    }

    pub(super) fn kept(self) -> Vec<u8> {
        self.bytes
    }
}

/// The numbers and days that were kept, in the order of numbers.
pub(super) fn read(bytes: &[u8]) -> Vec<(u32, u32)> {
    let mut all = Vec::with_capacity(bytes.len() / 2);
    let (mut number, mut day, mut is_day) = (0_u32, 0_u32, false);
    let (mut step, mut shift) = (0_u32, 0_u32);
    for byte in bytes {
        step |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
        if byte & 0x80 != 0 {
            shift += 7;
            continue;
        }
        if is_day {
            day = day.saturating_add(step);
            all.push((number, day));
        } else {
            number = number.saturating_add(step);
        }
        (is_day, step, shift) = (!is_day, 0, 0);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(line: &str, needs: &[Need]) -> bool {
        let own = pieces(&Keys::of(line));
        needs.iter().any(|need| need.pieces.iter().all(|piece| own.contains(piece)))
    }

    #[test]
    fn a_line_holds_the_pieces_of_what_finds_it() {
        let line = "村道保洁费 青溪日杂店";
        for word in ["费", "保洁", "青溪日杂店"] {
            assert!(holds(line, &[of_word(word)]), "{word}");
        }
        for word in ["洁青", "费青", "道路"] {
            assert!(!holds(line, &[of_word(word)]), "{word}");
        }
        for typed in ["bj", "cdbj", "baojie", "ba", "rzd"] {
            assert!(holds(line, &of_letters(typed)), "{typed}");
        }
        for typed in ["fq", "ao", "jieq", "B", "道"] {
            assert!(!holds(line, &of_letters(typed)), "{typed}");
        }
        assert!(holds(line, &[of_sound("包洁").unwrap()]) && of_sound("包a").is_none());
        assert!(of_word("保洁").sure && !of_word("保洁费").sure && of_word("费").sure);
    }

    #[test]
    fn lines_are_read_as_they_were_kept() {
        let all = [(0, 0), (1, 20_000), (1_000, 20_000), (70_000, 20_431)];
        let mut places = Places::default();
        for (number, day) in all {
            places.add(number, day);
        }
        assert_eq!(read(&places.kept()), all);
        assert!(read(&[]).is_empty() && read(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]).is_empty());
    }
}
