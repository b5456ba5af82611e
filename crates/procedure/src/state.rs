//! Where a case stands: what is known, what was done, which publicity windows run.

use crate::affair::{Affair, Way};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use village::{Day, Fen, Moment, PersonId, Place, Words};

/// One thing that a case knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactValue {
    /// A whole number; money in fen.
    Int(i64),
    /// A text, a choice's code, a person's or a case's number.
    Text(String),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(Day),
}

impl FactValue {
    /// The value as people read it. `money` says whether a number is fen.
    #[must_use]
    pub fn words(&self, money: bool) -> Words {
        match self {
            Self::Int(fen) if money => {
                let text = Fen(*fen).to_string();
                Words::new(format!("{text}元"), format!("{text} yuan"))
            }
            Self::Int(number) => Words::same(number.to_string()),
            Self::Text(text) => Words::same(text.clone()),
            Self::Truth(true) => Words::new("是", "yes"),
            Self::Truth(false) => Words::new("否", "no"),
            Self::Day(day) => day_words(*day),
        }
    }
}

/// `3月12日（周四）` and `Thursday 12 March 2026`.
#[must_use]
pub fn day_words(day: Day) -> Words {
    let index = usize::try_from(day.weekday() - 1).unwrap_or(0);
    let zh = ["一", "二", "三", "四", "五", "六", "日"].get(index).copied().unwrap_or("");
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let en = names.get(index).copied().unwrap_or("");
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = months.get(usize::try_from(day.month() - 1).unwrap_or(0)).copied().unwrap_or("");
    Words::new(
        format!("{}月{}日（周{zh}）", day.month(), day.day_of_month()),
        format!("{en} {} {month} {}", day.day_of_month(), day.year()),
    )
}

/// The same with its year in Chinese too where that is not the year of `today`: words that stand in a record for ever must
/// not turn 1900 into this year.
pub(crate) fn day_words_on(day: Day, today: Day) -> Words {
    let words = day_words(day);
    if day.year() == today.year() {
        return words;
    }
    Words::new(format!("{}年{}", day.year(), words.zh), words.en)
}

/// What a case knows, by the field's name.
pub type Facts = BTreeMap<String, FactValue>;

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// It waits for this step.
    Step(String),
    /// It has ended so.
    Ended(String),
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Which step.
    pub step: String,
    /// With which outcome.
    pub outcome: String,
    /// By whom.
    pub person: PersonId,
    /// When.
    pub moment: Moment,
}

/// A publicity window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The publicity step that opened it.
    pub step: String,
    /// The day on which the matter was made public.
    pub opens: Day,
    /// Its last day.
    pub closes: Day,
    /// Objections not yet answered.
    #[serde(default)]
    pub open_objections: u32,
    /// Objections that were found right.
    #[serde(default)]
    pub upheld_objections: u32,
}

/// A case as the rules see it. Everything here is derived from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseState {
    /// The affair's code.
    pub affair: String,
    /// The village.
    pub village: Place,
    /// Where it stands.
    pub at: Position,
    /// What is known.
    pub facts: Facts,
    /// What was done, in order.
    pub acts: Vec<Done>,
    /// Publicity windows, in order.
    pub windows: Vec<Window>,
    /// When it was opened; `None` before the first step.
    pub opened: Option<Moment>,
    /// Until when the present step is due.
    pub due: Option<Day>,
}

impl CaseState {
    /// The last time a step was done.
    #[must_use]
    pub fn last(&self, step: &str) -> Option<&Done> {
        self.acts.iter().rev().find(|done| done.step == step)
    }

    /// The last time a step was done, unless a return has undone it since.
    #[must_use]
    pub fn stands(&self, affair: &Affair, step: &str) -> Option<&Done> {
        let place = self.acts.iter().rposition(|done| done.step == step)?;
        let undone = self.acts.iter().enumerate().skip(place + 1).any(|(at, done)| {
            let outcome = affair.step(&done.step).and_then(|step| step.outcome(&done.outcome));
            let back = outcome.is_some_and(|outcome| outcome.way == Way::Back);
            let to = self.acts.get(at + 1).map(|next| next.step.as_str()).or(match &self.at {
                Position::Step(id) => Some(id.as_str()),
                Position::Ended(_) => None,
            });
            back && to.is_some_and(|to| affair.ahead(to).contains(step))
        });
        if undone { None } else { self.acts.get(place) }
    }

    /// A fact as a text; empty when it is unknown or something else.
    #[must_use]
    pub fn text(&self, fact: &str) -> &str {
        match self.facts.get(fact) {
            Some(FactValue::Text(text)) => text,
            _ => "",
        }
    }

    /// A fact as a whole number.
    #[must_use]
    pub fn int(&self, fact: &str) -> Option<i64> {
        match self.facts.get(fact) {
            Some(FactValue::Int(number)) => Some(*number),
            _ => None,
        }
    }
}
