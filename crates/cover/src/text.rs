//! The characters of a page in the order in which they are drawn, and where personal data stands among them.

use crate::{Area, Found};
use village::mask;

/// A character, with its place on the page in parts of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Letter {
    pub(crate) letter: char,
    /// Where it begins, on its line.
    pub(crate) x: f64,
    /// Its line.
    pub(crate) y: f64,
    /// How wide it is.
    pub(crate) width: f64,
    /// How high its font is.
    pub(crate) height: f64,
}

impl Letter {
    fn right(&self) -> f64 {
        self.x + self.width
    }
}

/// What is personal among the characters. They are read in the order in which they are drawn, and once more line by line from left
/// to right: a document may draw them in any order.
pub(crate) fn personal(letters: &[Letter]) -> Vec<Found> {
    let mut sorted = letters.to_vec();
    let line = |one: &Letter| one.y / one.height.max(0.001);
    sorted.sort_by(|a, b| {
        if (a.y - b.y).abs() < a.height.min(b.height) * 0.4 { a.x.total_cmp(&b.x) } else { line(a).total_cmp(&line(b)) }
    });
    let mut found = read(letters);
    for more in read(&sorted) {
        if !found.iter().any(|one| one.area.covers(&more.area)) {
            found.push(more);
        }
    }
    found.sort_by_key(|one| (one.area.top, one.area.left));
    found
}

fn read(letters: &[Letter]) -> Vec<Found> {
    let (mut text, mut of) = (String::new(), Vec::new());
    let mut before: Option<&Letter> = None;
    for (place, one) in letters.iter().enumerate() {
        if let Some(last) = before
            && let Some(between) = between(last, one)
        {
            text.push(between);
            of.push(None);
        }
        text.push(one.letter);
        of.push(Some(place));
        before = Some(one);
    }
    let told = mask::find(&text).into_iter();
    told.filter_map(|told| {
        let own: Vec<&Letter> =
            of.get(told.from..told.to)?.iter().flatten().filter_map(|place| letters.get(*place)).collect();
        Some(Found { what: told.what, area: around(&own)? })
    })
    .collect()
}

/// What stands between two characters that follow each other: nothing within a word, a blank within a line, else a line's end.
fn between(last: &Letter, next: &Letter) -> Option<char> {
    let size = last.height.max(next.height);
    let gap = next.x - last.right();
    if (last.y - next.y).abs() > size * 0.5 || gap < -size * 1.5 || gap > size * 1.2 {
        Some('\n')
    } else if gap > size * 0.25 {
        Some(' ')
    } else {
        None
    }
}

/// The place around some characters, with a little room.
fn around(own: &[&Letter]) -> Option<Area> {
    let least = |of: fn(&Letter) -> f64| own.iter().map(|one| of(one)).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&Letter) -> f64| own.iter().map(|one| of(one)).fold(f64::NEG_INFINITY, f64::max);
    let room = most(|one| one.height) * 0.1;
    let left = part(least(|one| one.x) - room);
    let top = part(least(|one| one.y - one.height * 0.92));
    let right = part(most(Letter::right) + room);
    let bottom = part(most(|one| one.y + one.height * 0.25));
    Area::new(left, top, right.saturating_sub(left).max(Area::LEAST), bottom.saturating_sub(top).max(Area::LEAST))
}

/// A part of one in thousandths, within the page.
fn part(of_one: f64) -> u16 {
    let parts = (of_one * f64::from(Area::WHOLE)).round().clamp(0.0, f64::from(Area::WHOLE));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 1,000")]
    let parts = parts as u16;
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use village::mask::Personal;

    fn line(text: &str, x: f64, y: f64) -> Vec<Letter> {
        let place = |(nth, letter): (usize, char)| Letter {
            letter,
            x: x + f64::from(u32::try_from(nth).unwrap()) * 0.01,
            y,
            width: 0.01,
            height: 0.02,
        };
        text.chars().enumerate().map(place).collect()
    }

    #[test]
    fn a_number_is_found_where_it_stands() {
        let found = personal(&[line("电话：13812341234", 0.1, 0.2), line("合计", 0.1, 0.3)].concat());
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(one.what, Personal::Telephone);
        assert!(one.area.covers(&Area::new(130, 185, 110, 18).unwrap()) && one.area.width < 125, "{one:?}");
    }

    #[test]
    fn digits_drawn_from_right_to_left_are_read_too() {
        let mut letters = line("13812341234", 0.1, 0.2);
        letters.reverse();
        assert_eq!(personal(&letters).len(), 1);
    }

    #[test]
    fn columns_beside_each_other_are_no_number() {
        assert!(personal(&[line("138123", 0.1, 0.2), line("41234", 0.5, 0.2)].concat()).is_empty());
        assert!(personal(&[line("138123", 0.1, 0.2), line("41234", 0.1, 0.25)].concat()).is_empty());
    }
}
