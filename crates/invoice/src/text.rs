//! The text of a PDF invoice: number, day, amounts. Where on the page a word stands is not known, so names are not read, and
//! amounts only where one is the sum of the others.

use crate::{Found, Invoice, Source, plain};
use village::{Day, Fen};

/// What the text says; none when it says no number.
pub(crate) fn read_text(text: &str) -> Option<Invoice> {
    if !text.contains("发票") {
        return None;
    }
    let mut numbers = digits(text).filter(|group| group.len() == 20);
    let number = numbers.next()?;
    // Two numbers of this length: one of them is something else.
    if numbers.any(|other| other != number) {
        return None;
    }
    let (net, total) = sums(text).unzip();
    Some(Invoice {
        number: Some(Found::new(number.to_owned(), Source::Text)),
        day: day(text).map(|day| Found::new(day, Source::Text)),
        total: total.map(|fen| Found::new(fen, Source::Text)),
        net: net.map(|fen| Found::new(fen, Source::Text)),
        ..Invoice::default()
    })
}

fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The first day that is written with its three characters.
fn day(text: &str) -> Option<Day> {
    text.match_indices('年').find_map(|(at, _)| {
        let before: String = text.get(..at)?.chars().rev().take(4).collect::<Vec<char>>().into_iter().rev().collect();
        let after: String = text.get(at..)?.chars().take(7).collect();
        let (whole, _) = after.split_once('日')?;
        plain::day("", &format!("{before}{whole}")).ok().flatten()
    })
}

/// Amount before tax and total, where three amounts with `¥` are two parts and their sum.
fn sums(text: &str) -> Option<(Fen, Fen)> {
    let amounts = text.split(['¥', '￥']).skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        plain::amount("", rest.get(..end)?).ok().flatten()
    });
    let mut amounts: Vec<i64> = amounts.map(|fen| fen.0).take(12).collect();
    amounts.sort_unstable();
    let total = amounts.pop()?;
    let net = amounts.iter().rev().find(|net| amounts.contains(&(total - **net)))?;
    Some((Fen(*net), Fen(total)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "电子发票（普通发票）\n发票号码：26332000000012345678\n开票日期：2026年03月12日\n91330000TEST00001X\n合计 ¥1138.50 ¥148.00\n价税合计（大写）壹仟贰佰捌拾陆圆伍角 （小写）¥1286.50";

    #[test]
    fn number_day_and_amounts_are_read() {
        let read = read_text(TEXT).unwrap();
        assert_eq!(read.number(), "26332000000012345678");
        assert_eq!(read.day.unwrap().value.to_string(), "2026-03-12");
        assert_eq!((read.net.unwrap().value.0, read.total.unwrap().value.0), (113_850, 128_650));
    }

    #[test]
    fn what_could_mean_two_things_is_not_read() {
        assert!(read_text(&TEXT.replace("26332000000012345678", "2633")).is_none());
        assert!(read_text(&format!("{TEXT} 12345678901234567890")).is_none());
        assert!(read_text("26332000000012345678").is_none());
        let one = read_text(&TEXT.replace("¥148.00", "")).unwrap();
        assert!(one.total.is_none() && one.net.is_none());
    }
}
