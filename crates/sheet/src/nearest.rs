//! The nearest known word to a mistyped one.

/// The candidate that differs least from `text`, if it is near enough to be what was meant.
pub(crate) fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (distance(text, candidate), candidate))
        .filter(|(distance, candidate)| is_near(text, candidate, *distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Chinese words are short: one character of three in common is near. Of letters two thirds must be in common.
fn is_near(text: &str, candidate: &str, distance: usize) -> bool {
    let length = text.chars().count().max(candidate.chars().count());
    let near = if candidate.is_ascii() { distance * 3 <= length } else { distance * 3 <= length * 2 };
    near || candidate.contains(text) || text.contains(candidate)
}

/// How many characters must be put in, taken out or changed.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, a) in from.chars().enumerate() {
        let mut left = line + 1;
        let mut next = vec![left];
        for (pair, b) in row.windows(2).zip(&to) {
            let (diagonal, above) = (pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0));
            left = (diagonal + usize::from(a != *b)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let words = ["报账员", "村文书", "村委会主任", "bookkeeper"];
        assert_eq!(nearest("报帐员", words), Some("报账员"));
        assert_eq!(nearest("文书", words), Some("村文书"));
        assert_eq!(nearest("bookeeper", words), Some("bookkeeper"));
        assert_eq!(nearest("厨师", words), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
