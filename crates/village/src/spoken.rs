//! Numbers, sums and days as they are spoken in Chinese, for whoever reads aloud over the village's loudspeaker: nobody has to work
//! out `12,300.50` before a microphone.

use crate::{Day, Fen};

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

fn said(digit: usize) -> &'static str {
    DIGITS.get(digit).copied().unwrap_or("")
}

/// A whole number: `12300` is 一万二千三百, `2000` 两千, `10` 十.
#[must_use]
pub fn number(number: i64) -> String {
    if number < 0 {
        return format!("负{}", whole(number.unsigned_abs()));
    }
    whole(number.unsigned_abs())
}

fn whole(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut groups = Vec::new();
    let mut rest = number;
    while rest > 0 {
        groups.push(rest % 10_000);
        rest /= 10_000;
    }
    let mut text = String::new();
    let mut gap = false;
    for (at, group) in groups.iter().enumerate().rev() {
        if *group == 0 {
            gap = !text.is_empty();
            continue;
        }
        // A gap within the number is heard as one 零.
        if !text.is_empty() && (gap || *group < 1_000) {
            text.push_str(DIGITS[0]);
        }
        gap = false;
        text.push_str(&four(*group, text.is_empty(), at > 0));
        text.push_str(GROUPS.get(at).copied().unwrap_or("亿亿"));
    }
    text
}

/// Up to four digits. A leading two before 千 or 万 is 两; a leading 一十 is 十.
fn four(group: u64, leads: bool, before_group: bool) -> String {
    if group == 2 && before_group {
        return "两".to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = usize::try_from(group / unit % 10).unwrap_or(0);
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
            gap = false;
        }
        match (unit, digit) {
            (1_000, 2) if leads => text.push('两'),
            (10, 1) if text.is_empty() && leads => {}
            _ => text.push_str(said(digit)),
        }
        text.push_str(name);
    }
    text
}

/// A sum: `1_230_050` fen is 一万二千三百元五角, `1_005` 十元零五分, `200` 两元.
#[must_use]
pub fn yuan(sum: Fen) -> String {
    let all = sum.0.unsigned_abs();
    let (yuan, jiao, fen) =
        (all / 100, usize::try_from(all / 10 % 10).unwrap_or(0), usize::try_from(all % 10).unwrap_or(0));
    let mut text = if sum.0 < 0 { "负".to_owned() } else { String::new() };
    if yuan > 0 || (jiao == 0 && fen == 0) {
        text.push_str(&if yuan == 2 { "两".to_owned() } else { whole(yuan) });
        text.push('元');
    }
    if jiao > 0 {
        text.push_str(said(jiao));
        text.push('角');
    } else if fen > 0 && yuan > 0 {
        text.push_str(DIGITS[0]);
    }
    if fen > 0 {
        text.push_str(said(fen));
        text.push('分');
    }
    text
}

/// A day without its year: 十一月二十三日.
#[must_use]
pub fn day(day: Day) -> String {
    format!("{}月{}日", number(i64::from(day.month())), number(i64::from(day.day_of_month())))
}

/// A month with its year, digit by digit: 二〇二六年十月.
#[must_use]
pub fn month(day: Day) -> String {
    let year: String = day
        .year()
        .to_string()
        .chars()
        .map(|c| match c.to_digit(10) {
            Some(0) | None => "〇",
            Some(digit) => DIGITS.get(usize::try_from(digit).unwrap_or(0)).copied().unwrap_or("〇"),
        })
        .collect();
    format!("{year}年{}月", number(i64::from(day.month())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_a_reader_says_them() {
        for (number, words) in [
            (0, "零"),
            (2, "二"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (222, "二百二十二"),
            (1_000, "一千"),
            (2_002, "两千零二"),
            (2_010, "两千零一十"),
            (12_300, "一万二千三百"),
            (20_000, "两万"),
            (20_015, "两万零一十五"),
            (100_000, "十万"),
            (100_300, "十万零三百"),
            (120_000, "十二万"),
            (1_000_000, "一百万"),
            (3_527_690, "三百五十二万七千六百九十"),
            (10_020_000, "一千零二万"),
            (100_000_000, "一亿"),
            (200_000_005, "两亿零五"),
            (1_000_020_000, "十亿零两万"),
            (-42, "负四十二"),
        ] {
            assert_eq!(super::number(number), words, "{number}");
        }
    }

    #[test]
    fn sums_end_in_what_they_have() {
        for (fen, words) in [
            (0, "零元"),
            (200, "两元"),
            (1_000, "十元"),
            (1_005, "十元零五分"),
            (50, "五角"),
            (5, "五分"),
            (55, "五角五分"),
            (1_230_050, "一万二千三百元五角"),
            (8_240, "八十二元四角"),
            (352_769_060, "三百五十二万七千六百九十元六角"),
            (-8_240, "负八十二元四角"),
        ] {
            assert_eq!(yuan(Fen(fen)), words, "{fen}");
        }
        let on: Day = "2026-11-23".parse().unwrap();
        assert_eq!((day(on), month(on)), ("十一月二十三日".to_owned(), "二〇二六年十一月".to_owned()));
    }
}
