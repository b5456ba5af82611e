//! Words that a person reads, in both languages at once.

use serde::{Deserialize, Serialize};

/// A language that Qingcun speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese, the language that comes first.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The tag for `<html lang>`: `zh-CN` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// The same words in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// A text that reads the same in both languages: a name, a number, a code.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// The text in one language.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// The words with every `{name}` replaced by its value.
    #[must_use]
    pub fn fill(&self, values: &[(&str, &Words)]) -> Self {
        let (mut zh, mut en) = (self.zh.clone(), self.en.clone());
        for (name, value) in values {
            let hole = format!("{{{name}}}");
            zh = zh.replace(&hole, &value.zh);
            en = en.replace(&hole, &value.en);
        }
        Self { zh, en }
    }

    /// Words that were said to somebody, as they are told of that person to others: `您` becomes `本人`, `you` `they`.
    #[must_use]
    pub fn third_person(&self) -> Self {
        Self { zh: self.zh.replace('您', "本人"), en: third_person(&self.en) }
    }

    /// Whether either language is missing.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.zh.trim().is_empty() || self.en.trim().is_empty()
    }
}

/// English has the same verb after `you` and after `they`; after a preposition it is `them`.
fn third_person(text: &str) -> String {
    let (mut told, mut word, mut before) = (String::with_capacity(text.len()), String::new(), String::new());
    for c in text.chars().chain(['\0']) {
        if c.is_alphabetic() || c == '\'' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            told.push_str(of_another(&word, &before).unwrap_or(&word));
            before = std::mem::take(&mut word).to_ascii_lowercase();
        }
        if c != '\0' {
            told.push(c);
        }
    }
    told
}

fn of_another(word: &str, before: &str) -> Option<&'static str> {
    const AFTER: [&str; 12] = ["by", "for", "from", "of", "on", "to", "with", "needs", "tell", "tells", "lets", "than"];
    Some(match word {
        "you" | "You" if AFTER.contains(&before) => "them",
        "you" => "they",
        "You" => "They",
        "your" => "their",
        "Your" => "Their",
        "yours" => "theirs",
        "yourself" | "yourselves" => "themselves",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_to_somebody_is_told_of_them() {
        for (zh, en, told_zh, told_en) in [
            (
                "“付款”由出纳办理，您现在没有这个岗位",
                "“Pay” is done by the cashier; you do not hold that post",
                "“付款”由出纳办理，本人现在没有这个岗位",
                "“Pay” is done by the cashier; they do not hold that post",
            ),
            (
                "您是村党组织书记，后面的环节要由您把关，不能自己办",
                "You are party secretary, and a later step needs you: you may not do it yourself",
                "本人是村党组织书记，后面的环节要由本人把关，不能自己办",
                "They are party secretary, and a later step needs them: they may not do it themselves",
            ),
            (
                "不由您的岗位办理",
                "it is not your post's to take",
                "不由本人的岗位办理",
                "it is not their post's to take",
            ),
            ("缺发票", "the youth centre's invoice is missing", "缺发票", "the youth centre's invoice is missing"),
        ] {
            assert_eq!(Words::new(zh, en).third_person(), Words::new(told_zh, told_en));
        }
    }
}
