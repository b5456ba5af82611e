//! The words of the pages: Fluent texts in Chinese and English, built into the program.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;
use village::Language;

pub(crate) const ZH: &str = include_str!("../text/zh.ftl");
pub(crate) const EN: &str = include_str!("../text/en.ftl");

type Bundle = FluentBundle<FluentResource>;

static CHINESE: LazyLock<Bundle> = LazyLock::new(|| bundle(ZH, "zh-CN"));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(EN, "en"));

fn bundle(text: &str, tag: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(tag.parse::<LanguageIdentifier>().into_iter().collect());
    bundle.set_use_isolating(false);
    // A test proves that both files parse without an error; what did parse is used in any case.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// One text on its way to the page; its variables are put in one by one.
pub(crate) struct Say<'a> {
    language: Language,
    key: &'a str,
    values: FluentArgs<'a>,
}

/// The text `key` in `language`.
pub(crate) fn say(language: Language, key: &str) -> Say<'_> {
    Say { language, key, values: FluentArgs::new() }
}

impl<'a> Say<'a> {
    /// Gives the variable `name` its value.
    pub(crate) fn put(mut self, name: &'a str, value: impl Into<FluentValue<'a>>) -> Self {
        self.values.set(name, value);
        self
    }
}

impl fmt::Display for Say<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle: &Bundle = match self.language {
            Language::Zh => &CHINESE,
            Language::En => &ENGLISH,
        };
        let Some(pattern) = bundle.get_message(self.key).and_then(|message| message.value()) else {
            return write!(f, "⟦{}⟧", self.key);
        };
        let mut faults = Vec::new();
        f.write_str(&bundle.format_pattern(pattern, Some(&self.values), &mut faults))?;
        if faults.is_empty() { Ok(()) } else { write!(f, "⟦{}⟧", self.key) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .collect()
    }

    fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_texts_and_none_is_given_twice() {
        let missing: Vec<_> = keys(ZH).symmetric_difference(&keys(EN)).copied().collect();
        assert!(missing.is_empty(), "in one language only: {missing:?}");
        for text in [ZH, EN] {
            assert!(FluentResource::try_new(text.to_owned()).is_ok());
            let lines = text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()) && l.contains('='));
            assert_eq!(lines.count(), keys(text).len(), "a text is given twice");
        }
    }

    #[test]
    fn every_text_is_used_and_every_text_used_exists() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        sources(&root.join("src"), &mut files);
        sources(&root.join("templates"), &mut files);
        let known = keys(ZH);
        let unused: Vec<_> =
            known.iter().filter(|key| !files.iter().any(|file| file.contains(&format!("\"{key}\"")))).collect();
        assert!(unused.is_empty(), "never used: {unused:?}");
        let asked: BTreeSet<_> = files
            .iter()
            .flat_map(|file| file.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()))
            .filter(|key| key.is_ascii())
            .collect();
        let unknown: Vec<_> = asked.iter().filter(|key| !known.contains(**key)).collect();
        assert!(unknown.is_empty(), "used but not written: {unknown:?}");
    }

    #[test]
    fn a_text_that_does_not_exist_is_visible_to_the_tests() {
        assert_eq!(say(Language::Zh, "no-such-text").to_string(), "⟦no-such-text⟧");
    }
}
