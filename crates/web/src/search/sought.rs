//! What somebody looks for, and whether a line is it.

use pinyin::ToPinyin;
use village::Fen;

/// The longest that is read of what was typed, in characters.
pub(crate) const LONGEST: usize = 40;

/// A line's words, made ready to be looked through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys {
    pub(super) words: String,
    pub(super) initials: String,
    pub(super) sounds: String,
}

impl Keys {
    pub(crate) fn of(words: &str) -> Self {
        let words = plain(words);
        let (mut initials, mut sounds) = (String::new(), String::new());
        for c in words.chars() {
            match c.to_pinyin() {
                Some(sound) => {
                    initials.extend(sound.plain().chars().next());
                    sounds.push_str(sound.plain());
                }
                // What has no sound ends a word: nothing is found across it.
                None if c.is_ascii_alphanumeric() => {
                    initials.push(c);
                    sounds.push(c);
                }
                None => {
                    initials.push(' ');
                    sounds.push(' ');
                }
            }
        }
        Self { words, initials, sounds }
    }
}

/// How near a line is to what is looked for; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// It holds the words, or is the sum.
    Same,
    /// Its initials, or its sound in letters.
    Letters,
    /// It sounds alike: another character was typed.
    Alike,
}

/// What somebody looks for.
#[derive(Debug, Clone)]
pub(crate) struct Sought {
    words: Vec<String>,
    amount: Option<Fen>,
}

impl Sought {
    /// Reads what was typed; nothing where it holds nothing to look for.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let typed: String = typed.trim().chars().take(LONGEST).collect();
        let words: Vec<String> = plain(&typed).split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then(|| Self { amount: amount(&typed), words })
    }

    /// The words, each of which has to be found.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// The sum, where one was typed.
    pub(super) fn amount(&self) -> Option<Fen> {
        self.amount
    }

    /// Whether a line's words hold every word, as they were typed.
    pub(super) fn is_in(&self, words: &str) -> bool {
        let words = plain(words);
        self.words.iter().all(|word| words.contains(word))
    }

    /// How near a line is; none where it is not what is looked for. Every word has to be found.
    pub(crate) fn nearness(&self, keys: &Keys, sum: Option<Fen>) -> Option<Nearness> {
        if self.amount.is_some() && sum == self.amount {
            return Some(Nearness::Same);
        }
        self.words.iter().map(|word| near(word, keys)).try_fold(Nearness::Same, |all, one| Some(all.max(one?)))
    }
}

fn near(word: &str, keys: &Keys) -> Option<Nearness> {
    if keys.words.contains(word) {
        return Some(Nearness::Same);
    }
    if word.chars().count() < 2 {
        return None;
    }
    if word.chars().all(|c| c.is_ascii_lowercase()) {
        return (keys.initials.contains(word) || keys.sounds.contains(word)).then_some(Nearness::Letters);
    }
    let sound: Option<String> = word.chars().map(|c| c.to_pinyin().map(pinyin::Pinyin::plain)).collect();
    sound.filter(|sound| keys.sounds.contains(sound)).map(|_| Nearness::Alike)
}

/// Small letters of half width.
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(half).flat_map(char::to_lowercase).collect()
}

/// A sum as people type it: `10元`, `¥1,200`, `1200.50`, `1.2万元`, `一万二千元`.
fn amount(typed: &str) -> Option<Fen> {
    let text: String = plain(typed).replace(['¥', '￥', ',', ' '], "");
    let text = text.trim_end_matches(['元', '块']);
    if let Some(tens) = text.strip_suffix('万') {
        return match Fen::parse(tens) {
            Ok(sum) => sum.0.checked_mul(10_000).map(Fen),
            Err(_) => spelt(text),
        };
    }
    Fen::parse(text).ok().or_else(|| spelt(text))
}

/// A whole number in Chinese numerals, in yuan.
fn spelt(text: &str) -> Option<Fen> {
    let (mut whole, mut group, mut digit) = (0_i64, 0_i64, 0_i64);
    for c in text.chars() {
        match c {
            '零' => {}
            '两' => digit = 2,
            '十' | '百' | '千' => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1_000,
                };
                group = group.checked_add(digit.max(1).checked_mul(unit)?)?;
                digit = 0;
            }
            '万' | '亿' => {
                let unit = if c == '万' { 10_000 } else { 100_000_000 };
                whole = whole.checked_add(group.checked_add(digit)?)?.checked_mul(unit)?;
                (group, digit) = (0, 0);
            }
            c => digit = i64::try_from("一二三四五六七八九".chars().position(|one| one == c)?).ok()? + 1,
        }
    }
    let sum = whole.checked_add(group)?.checked_add(digit)?;
    (sum > 0).then_some(sum)?.checked_mul(100).map(Fen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, words: &str, fen: Option<i64>) -> Option<Nearness> {
        Sought::read(typed)?.nearness(&Keys::of(words), fen.map(Fen))
    }

    #[test]
    fn a_line_is_found_by_its_words_its_sound_and_its_initials() {
        let line = "村道保洁费 青溪日杂店";
        for (typed, near) in [
            ("保洁", Some(Nearness::Same)),
            ("保洁 日杂", Some(Nearness::Same)),
            ("保洁　日杂", Some(Nearness::Same)),
            ("cdbj", Some(Nearness::Letters)),
            ("baojie", Some(Nearness::Letters)),
            ("ＢＡＯjie", Some(Nearness::Letters)),
            ("包洁", Some(Nearness::Alike)),
            ("保洁 水费", None),
            ("feiq", None),
            ("b", None),
            ("水泥", None),
            ("   ", None),
        ] {
            assert_eq!(found(typed, line, Some(12_000)), near, "{typed}");
        }
    }

    #[test]
    fn a_line_is_found_by_its_sum_however_it_is_typed() {
        for typed in ["12000元", "¥12,000", "12000.00", "1.2万", "1.2万元", "一万两千元", "一万二千块", "１２０００"]
        {
            assert_eq!(found(typed, "租金", Some(1_200_000)), Some(Nearness::Same), "{typed}");
        }
        assert_eq!(found("10元", "办公费", Some(1_000)), Some(Nearness::Same));
        assert_eq!(found("十元", "办公费", Some(1_000)), Some(Nearness::Same));
        assert_eq!(found("10元", "办公费", Some(10_000)), None);
        assert_eq!(found("9999999999999999999万", "办公费", Some(1)), None);
        assert_eq!(found("亿亿亿亿亿亿", "办公费", Some(1)), None);
    }
}
