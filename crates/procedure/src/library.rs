//! What every affair leans on: laws, duties, effects and the amount tiers.

use crate::affair::{Setting, Tighter, in_force};
use village::{Article, Day, Fen, Words};

/// A law, or another ground, in the version that the articles are cited from.
#[derive(Debug, Clone)]
pub struct Law {
    /// Its short name in the files, such as `vc`.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// The version, by the day of its text; empty for a county's choice.
    pub version: String,
    /// What a reader should know of the version.
    pub note: Option<Words>,
    /// The first day of a later text, which has not been read yet.
    pub amended: Option<Day>,
    /// The last day in force, of a law that has ended or is known to end.
    pub until: Option<Day>,
}

impl Law {
    /// One of its articles.
    #[must_use]
    pub fn article(&self, article: &str) -> Article {
        Article { law: self.name.clone(), version: self.version.clone(), article: article.to_owned() }
    }
}

/// A duty: what a step asks of whoever does it; a Cedar action.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Its code, such as `handle_money`.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Whether the top leader never has it (三不直接).
    pub top_leader_never: bool,
}

/// What must have been done before an effect may happen.
#[derive(Debug, Clone)]
pub struct EffectRule {
    /// The effect, such as `payment`.
    pub effect: String,
    /// Its name.
    pub name: Words,
    /// For each entry, a step with one of these duties must have come out well since the last return.
    pub needs: Vec<Vec<String>>,
    /// What the program must do in the same transaction, such as `capital.post`; nothing of its own where it is empty.
    pub by: Option<String>,
}

/// Duties of which nobody may have two in one case.
#[derive(Debug, Clone)]
pub struct Separation {
    /// The duties.
    pub duties: Vec<String>,
    /// The grounds.
    pub articles: Vec<Article>,
}

/// The amount tiers, from the smallest.
#[derive(Debug, Clone, Default)]
pub struct Tiers {
    /// The tiers in order.
    pub list: Vec<Tier>,
}

/// One amount tier.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its name, such as `T2`.
    pub id: String,
    /// Who decides in it.
    pub words: Words,
    /// The largest amount in it, by layer; empty for the last tier.
    pub up_to: Vec<Setting>,
}

impl Tiers {
    /// The tier of an amount on a day, as its place in the list: 0 for T0.
    #[must_use]
    pub fn of(&self, amount_fen: i64, day: Day) -> i64 {
        let place = self.list.iter().position(|tier| tier.limit_fen(day).is_none_or(|limit| amount_fen <= limit));
        i64::try_from(place.unwrap_or(self.list.len().saturating_sub(1))).unwrap_or(0)
    }

    /// The tier itself.
    #[must_use]
    pub fn tier(&self, amount: Fen, day: Day) -> Option<&Tier> {
        self.list.get(usize::try_from(self.of(amount.0, day)).unwrap_or(0))
    }
}

impl Tier {
    /// The largest amount on a day, in fen; `None` for the last tier.
    #[must_use]
    pub fn limit_fen(&self, day: Day) -> Option<i64> {
        self.setting_on(day).map(|setting| setting.value)
    }

    /// The same, with its source.
    #[must_use]
    pub fn setting_on(&self, day: Day) -> Option<&Setting> {
        in_force(self.up_to.iter(), Tighter::Less, day)
    }
}
