//! A table against what it must be, row by row: one altered, dropped or added row is named by itself, not with all that follow it.

use super::check::{Findings, cells};
use village::Words;

/// Beyond so many rows in between nobody looks for the shortest way from one to the other.
const MOST: usize = 1500;

/// What became of a row: its line in the file, what was found there, what was expected.
type Step<'a> = (usize, Option<&'a str>, Option<&'a str>);

/// Names every row in which a file is not what it must be.
pub(super) fn compare(name: &str, given: &str, made: &str, findings: &mut Findings) {
    let head = if name.ends_with(".csv") { made.lines().next().unwrap_or_default() } else { "" };
    let (given, made): (Vec<&str>, Vec<&str>) = (given.lines().collect(), made.lines().collect());
    for (line, found, expected) in steps(&given, &made) {
        findings.say(format!("{name}:{line}"), differing(head, found, expected));
    }
}

fn steps<'a>(given: &[&'a str], made: &[&'a str]) -> Vec<Step<'a>> {
    let same = |(one, other): &(&&str, &&str)| one == other;
    let front = given.iter().zip(made).take_while(same).count();
    let (given, made) = (given.get(front..).unwrap_or_default(), made.get(front..).unwrap_or_default());
    let back = given.iter().rev().zip(made.iter().rev()).take_while(same).count();
    let given = given.get(..given.len() - back).unwrap_or_default();
    let made = made.get(..made.len() - back).unwrap_or_default();
    let shared = if given.len().max(made.len()) > MOST { Vec::new() } else { common(given, made) };
    let (mut steps, mut at) = (Vec::new(), (0, 0));
    for (one, other) in shared.into_iter().chain([(given.len(), made.len())]) {
        let found = given.get(at.0..one).unwrap_or_default();
        let expected = made.get(at.1..other).unwrap_or_default();
        for nth in 0..found.len().max(expected.len()) {
            steps.push((front + at.0 + nth + 1, found.get(nth).copied(), expected.get(nth).copied()));
        }
        at = (one + 1, other + 1);
    }
    steps
}

/// The longest run of lines that both hold, in order.
fn common(given: &[&str], made: &[&str]) -> Vec<(usize, usize)> {
    let width = made.len() + 1;
    let mut longest = vec![0_u32; (given.len() + 1) * width];
    let at = |table: &[u32], one: usize, other: usize| table.get(one * width + other).copied().unwrap_or(0);
    for one in (0..given.len()).rev() {
        for other in (0..made.len()).rev() {
            let best = if given.get(one) == made.get(other) {
                at(&longest, one + 1, other + 1) + 1
            } else {
                at(&longest, one + 1, other).max(at(&longest, one, other + 1))
            };
            if let Some(cell) = longest.get_mut(one * width + other) {
                *cell = best;
            }
        }
    }
    let (mut one, mut other, mut found) = (0, 0, Vec::new());
    while one < given.len() && other < made.len() {
        if given.get(one) == made.get(other) {
            found.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if at(&longest, one + 1, other) >= at(&longest, one, other + 1) {
            one += 1;
        } else {
            other += 1;
        }
    }
    found
}

/// Where two rows differ: the first column of a table, else the whole line.
fn differing(head: &str, found: Option<&str>, expected: Option<&str>) -> Words {
    if let (Some(found), Some(expected), false) = (found, expected, head.is_empty()) {
        let (head, found, expected) = (cells(head), cells(found), cells(expected));
        let at = found.iter().zip(&expected).position(|(one, other)| one != other);
        if let (Some(at), true) = (at, found.len() == expected.len()) {
            let of = |row: &[String]| row.get(at).cloned().unwrap_or_default();
            let (column, row) = (of(&head), of_first(&expected));
            let (found, expected) = (of(&found), of(&expected));
            return Words::new(
                format!("`{row}`这一行第{}列（{column}）是`{found}`，应为`{expected}`", at + 1),
                format!("row `{row}`, column {} ({column}): found `{found}`, expected `{expected}`", at + 1),
            );
        }
    }
    match (found, expected) {
        (None, Some(expected)) => Words::new(
            format!("缺一行：没有找到，应为`{expected}`"),
            format!("a row is missing: found nothing, expected `{expected}`"),
        ),
        (Some(found), None) => Words::new(
            format!("多一行：是`{found}`，应没有这一行"),
            format!("a row too many: found `{found}`, expected nothing"),
        ),
        (found, expected) => {
            let (found, expected) = (found.unwrap_or_default(), expected.unwrap_or_default());
            Words::new(format!("是`{found}`，应为`{expected}`"), format!("found `{found}`, expected `{expected}`"))
        }
    }
}

/// What a row begins with, by which it is found in the file: its first two cells.
fn of_first(row: &[String]) -> String {
    row.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn one_row_is_named_and_not_all_that_follow_it() {
        let made = ["head", "a", "b", "c", "d", "e"];
        assert_eq!(steps(&made, &made), []);
        assert_eq!(steps(&["head", "a", "c", "d", "e"], &made), [(3, None, Some("b"))]);
        assert_eq!(steps(&["head", "a", "x", "c", "d", "e"], &made), [(3, Some("x"), Some("b"))]);
        assert_eq!(steps(&["head", "a", "b", "x", "c", "d", "e"], &made), [(4, Some("x"), None)]);
        // Two at once: one altered near the front, one dropped near the end.
        let two = steps(&["head", "x", "b", "c", "e"], &made);
        assert_eq!(two, [(2, Some("x"), Some("a")), (5, None, Some("d"))]);
    }
}
