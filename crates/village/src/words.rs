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

    /// Whether either language is missing.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.zh.trim().is_empty() || self.en.trim().is_empty()
    }
}
