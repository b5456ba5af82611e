//! A villagers' group (村民小组): a part of a village, by its number or its name.

use crate::{Words, half_width};
use std::fmt;

/// The most groups that a village numbers.
const MOST: u32 = 99;
/// The longest name of a group, in characters.
const LONGEST: usize = 10;
/// What stands behind the number or the name, the longest first.
const ENDINGS: [&str; 4] = ["村民小组", "村民组", "小组", "组"];

/// A villagers' group of a village: `3`, however it was written (`3组`, `三组`, `第三村民小组`), or a name such as `石桥`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group(String);

/// What does not name a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupError(String);

impl GroupError {
    /// What is wrong, in plain words.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::new(
            format!("“{}”看不出是哪个村民小组，请写成“三组”“3组”或“第三村民小组”，按名字叫的写成“石桥小组”", self.0),
            format!(
                "`{}` names no villagers' group: write it like 3, 三组 or 第三村民小组, or a name like 石桥小组",
                self.0
            ),
        )
    }
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` names no villagers' group", self.0)
    }
}

impl std::error::Error for GroupError {}

impl Group {
    /// Reads a group as people write it: a number from 1 to 99 in figures or in Chinese numerals, or a name of at most ten
    /// Chinese characters that ends in 组.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(text: &str) -> Result<Self, GroupError> {
        let wrong = || GroupError(text.trim().to_owned());
        let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
        let ending = ENDINGS.iter().find(|ending| plain.ends_with(**ending));
        let bare = ending.and_then(|ending| plain.strip_suffix(ending)).unwrap_or(&plain);
        let (counted, ordinal) = match bare.strip_prefix('第') {
            Some(rest) => (rest, true),
            None => (bare, false),
        };
        if let Some(number) = number(counted) {
            return if (1..=MOST).contains(&number) { Ok(Self(number.to_string())) } else { Err(wrong()) };
        }
        let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '〇');
        let is_name = !ordinal && ending.is_some() && (1..=LONGEST).contains(&bare.chars().count());
        if is_name && bare.chars().all(han) && !bare.chars().all(|c| digit(c).is_some() || c == '十') {
            return Ok(Self(bare.to_owned()));
        }
        Err(wrong())
    }

    /// As it is kept: `3`, `石桥组`.
    #[must_use]
    pub fn code(&self) -> String {
        if self.number().is_some() { self.0.clone() } else { format!("{}组", self.0) }
    }

    /// `第三村民小组`, `villagers' group 3`.
    #[must_use]
    pub fn words(&self) -> Words {
        match self.number() {
            Some(number) => Words::new(format!("第{}村民小组", numeral(number)), format!("villagers' group {number}")),
            None => Words::new(format!("{}村民小组", self.0), format!("villagers' group {}", self.0)),
        }
    }

    /// The number, where it has one: groups are listed by it.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.0.parse().ok()
    }
}

fn digit(c: char) -> Option<u32> {
    let place = "〇一二三四五六七八九".chars().position(|known| known == c);
    match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => place.and_then(|place| u32::try_from(place).ok()),
    }
}

/// A number below a hundred: `12`, `十二`, `二十`, `三`.
fn number(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['十'] => Some(10),
        [one] => digit(*one),
        ['十', ones] => Some(10 + digit(*ones)?),
        [tens, '十'] => Some(digit(*tens)? * 10),
        [tens, '十', ones] => Some(digit(*tens)? * 10 + digit(*ones)?),
        _ => None,
    }
}

/// `十二` for 12.
fn numeral(number: u32) -> String {
    let one = |digit: u32| "〇一二三四五六七八九".chars().nth(usize::try_from(digit).unwrap_or(0)).unwrap_or('〇');
    let (tens, ones) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push(one(tens));
    }
    if tens > 0 {
        text.push('十');
    }
    if ones > 0 {
        text.push(one(ones));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_one_however_it_is_written() {
        for text in ["3", "3组", "３ 组", "三组", "第三组", "第3村民小组", "第三村民小组", "三小组", "03组"]
        {
            assert_eq!(Group::read(text).map(|group| group.code()), Ok("3".into()), "{text}");
        }
        for (text, words) in
            [("十二组", "第十二村民小组"), ("20组", "第二十村民小组"), ("九十九组", "第九十九村民小组")]
        {
            assert_eq!(Group::read(text).map(|group| group.words().zh), Ok(words.into()), "{text}");
        }
    }

    #[test]
    fn a_group_may_have_a_name() {
        for text in ["石桥组", "石桥小组", "石桥村民小组"] {
            assert_eq!(Group::read(text).map(|group| group.code()), Ok("石桥组".into()), "{text}");
        }
        let code = Group::read("石桥小组").unwrap().code();
        assert_eq!(Group::read(&code).unwrap().words().zh, "石桥村民小组");
    }

    #[test]
    fn what_names_no_group_is_refused() {
        for text in [
            "",
            "组",
            "0组",
            "100组",
            "第石桥组",
            "石桥",
            "3a组",
            "三三组",
            "十十组",
            "<b>组",
            "一二三四五六七八九十一组",
        ] {
            assert!(Group::read(text).is_err(), "{text}");
        }
    }
}
