//! Days as people type them into sheets.

use village::Day;

/// Reads `2026-03-12`, `2026/3/12`, `2026.3.12`, `2026年3月12日`, `20260312`, in full-width digits too.
#[must_use]
pub fn read_day(text: &str) -> Option<Day> {
    let text: String = text.chars().map(plain).filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_suffix('日').unwrap_or(&text);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    }
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month, day_of_month) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    day(year, month, day_of_month)
}

fn day(year: &str, month: &str, day: &str) -> Option<Day> {
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if ![year, month, day].into_iter().all(digits) {
        return None;
    }
    let day = Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (1900..=2200).contains(&day.year()).then_some(day)
}

fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '－' | '—' | '–' => '-',
        '／' => '/',
        '．' | '。' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_type_it() {
        let day = Day::new(2026, 3, 2);
        for text in
            ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", "20260302", "２０２６－３－２", " 2026年 3月2日 "]
        {
            assert_eq!(read_day(text), day, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_day_is_none() {
        for text in [
            "",
            "2026-02-30",
            "2026-13-01",
            "26-3-2",
            "3/2/2026",
            "2026-3",
            "长期",
            "46083",
            "2026-3-2-1",
            "0026-01-01",
        ] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }
}
