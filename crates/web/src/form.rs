//! The fields of a form, as a page shows them: label, hint, what was typed, what is wrong with it.

use crate::icon::Icon;
use village::{Fen, FieldFault, Language};

/// One of several answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: String,
    pub(crate) hint: String,
}

impl Choice {
    pub(crate) fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { value: value.into(), words: words.into(), hint: String::new() }
    }
}

/// How a field is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// One line; the word for the browser's memory, such as `tel`, may be empty.
    Text(&'static str),
    LongText,
    /// A table, a line each, typed or pasted from a spreadsheet.
    Lines,
    /// An amount; what was typed is echoed in the capitals of a voucher.
    Money(String),
    Day,
    /// A number, with its unit.
    Count(String),
    /// A few answers, all in sight.
    Choice(Vec<Choice>),
    /// A few answers, all in sight, of which several may be chosen.
    Several(Vec<Choice>),
    /// Many answers, such as persons or cases.
    Select(Vec<Choice>),
    /// A statement to be confirmed.
    Truth(String),
    /// A password; the word for the browser's memory.
    Password(&'static str),
    /// Files, of the kinds given.
    Files(&'static str),
}

/// How a note stands to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Same,
    Tells,
    Differs,
}

/// What is said beside what was typed, such as that an invoice says the same, or something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) words: String,
    pub(crate) tone: Tone,
}

impl Note {
    pub(crate) fn icon(&self) -> Icon {
        match self.tone {
            Tone::Same => Icon::Done,
            Tone::Tells => Icon::Notice,
            Tone::Differs => Icon::Warning,
        }
    }

    pub(crate) fn class(&self) -> &'static str {
        match self.tone {
            Tone::Same => "beside-same",
            Tone::Tells => "beside-tells",
            Tone::Differs => "beside-differs",
        }
    }
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) value: String,
    pub(crate) fault: Option<String>,
    pub(crate) note: Option<Note>,
    pub(crate) optional: bool,
    /// Whether it is wanted in some cases only, which its hint names.
    pub(crate) sometimes: bool,
    pub(crate) entry: Entry,
}

impl Field {
    pub(crate) fn new(name: impl Into<String>, label: impl ToString, entry: Entry) -> Self {
        let (name, label) = (name.into(), label.to_string());
        Self {
            name,
            label,
            hint: String::new(),
            value: String::new(),
            fault: None,
            note: None,
            optional: false,
            sometimes: false,
            entry,
        }
    }

    pub(crate) fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = hint.to_string();
        self
    }

    pub(crate) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// What was typed before. An amount is echoed in capitals.
    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        if let Entry::Money(capitals) = &mut self.entry {
            *capitals = Fen::parse(&self.value).map_or_else(|_| String::new(), Fen::capitals);
        }
        self
    }

    /// Whether an answer was chosen, among several.
    pub(crate) fn holds(&self, value: &str) -> bool {
        self.value.split(' ').any(|chosen| chosen == value)
    }

    /// The fault that was found in this field, if one was.
    pub(crate) fn faulty(mut self, faults: &[FieldFault], language: Language) -> Self {
        let fault = faults.iter().find(|fault| fault.field == self.name);
        self.fault = fault.map(|fault| fault.words.say(language).to_owned());
        self
    }

    /// What was answered, in words: of a choice what the reader chose, of a tick what it says, and never a code.
    pub(crate) fn answered(&self) -> String {
        let all = match &self.entry {
            Entry::Choice(all) | Entry::Several(all) | Entry::Select(all) => all,
            Entry::Truth(words) if !self.value.is_empty() => return words.clone(),
            _ => return self.value.clone(),
        };
        let chosen = all.iter().filter(|choice| self.holds(&choice.value)).map(|choice| choice.words.as_str());
        chosen.collect::<Vec<_>>().join("、")
    }

    /// The ids of the hint and the fault, for a screen reader.
    pub(crate) fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if self.fault.is_some() {
            ids.push(format!("{}-fault", self.name));
        }
        if self.note.is_some() {
            ids.push(format!("{}-note", self.name));
        }
        ids.join(" ")
    }

    /// The attributes that tell a screen reader about hint, fault and need. Field names are ours: nothing to escape.
    pub(crate) fn aria(&self) -> askama::filters::Safe<String> {
        let mut attributes = String::new();
        let described = self.described_by();
        if !described.is_empty() {
            attributes.push_str(&format!(r#" aria-describedby="{described}""#));
        }
        if self.fault.is_some() {
            attributes.push_str(r#" aria-invalid="true""#);
        }
        askama::filters::Safe(attributes)
    }

    pub(crate) fn autocomplete(&self) -> askama::filters::Safe<String> {
        let word = match self.entry {
            Entry::Text(word) if !word.is_empty() => word,
            _ => "off",
        };
        askama::filters::Safe(format!(r#" autocomplete="{word}""#))
    }
}

/// A line of the summary of faults, leading to its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FaultLine {
    pub(crate) href: String,
    pub(crate) words: String,
}

/// The summary of all faults of a form.
pub(crate) fn fault_lines(faults: &[FieldFault], language: Language) -> Vec<FaultLine> {
    faults
        .iter()
        .map(|fault| FaultLine { href: format!("#{}", fault.field), words: fault.words.say(language).to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use village::Words;

    #[test]
    fn an_amount_is_echoed_in_capitals_and_nonsense_is_not() {
        let field = |typed: &str| Field::new("amount", "金额", Entry::Money(String::new())).value(typed);
        assert_eq!(field("1,200").entry, Entry::Money("壹仟贰佰元整".to_owned()));
        assert_eq!(field("12a").entry, Entry::Money(String::new()));
    }

    #[test]
    fn a_fault_stands_beside_its_field_and_is_announced() {
        let faults = [FieldFault { field: "why".into(), words: Words::new("请写明原因", "Say why") }];
        let field = Field::new("why", "原因", Entry::LongText).hint("一两句话").faulty(&faults, Language::Zh);
        assert_eq!(field.fault.as_deref(), Some("请写明原因"));
        assert_eq!(field.aria().0, r#" aria-describedby="why-hint why-fault" aria-invalid="true""#);
        assert_eq!(fault_lines(&faults, Language::En)[0].href, "#why");
    }
}
