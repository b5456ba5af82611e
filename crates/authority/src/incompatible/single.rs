//! A post that one person holds at a time.

use serde::Deserialize;
use village::{Article, FieldFault, Kind, Mandate, Post, Refusal, Words};

/// A post of which a place has one holder on any day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Single {
    post: Post,
    articles: Vec<Article>,
}

impl Single {
    /// The refusal, when somebody else holds the post at the same place on a day of the new mandate.
    pub(super) fn taken(&self, new: &Mandate, others: &[Mandate]) -> Option<Refusal> {
        let mut holders = others.iter().filter(|other| {
            other.post == self.post
                && other.person != new.person
                && other.place == new.place
                && other.starts <= new.ends
                && new.starts <= other.ends
        });
        let holder = (new.post == self.post).then(|| holders.next()).flatten()?;
        let title = self.post.title();
        let words = Words::new(
            format!("“{}”同一时间只能有一人担任：已有一人任职到{}", title.zh, holder.ends),
            format!("there is one {} at a time: somebody else holds the post until {}", title.en, holder.ends),
        );
        let next = Words::new(
            "请先登记前任的任职结束，再登记新的任职",
            "end the mandate of the one who holds it, then grant the new one",
        );
        let mut refusal = Refusal::new(Kind::NotComplete, "incompatible.one_holder", words.clone(), next);
        refusal.faults.push(FieldFault { field: "post".to_owned(), words });
        refusal.articles.clone_from(&self.articles);
        Some(refusal)
    }
}

/// Two refusals of one mandate as one, so that everything is said at once.
pub(super) fn both(mut first: Refusal, second: &Refusal) -> Refusal {
    first.words = Words::new(
        format!("{}；{}", first.words.zh, second.words.zh),
        format!("{}; {}", first.words.en, second.words.en),
    );
    for fault in &mut first.faults {
        fault.words = first.words.clone();
    }
    for article in &second.articles {
        if !first.articles.contains(article) {
            first.articles.push(article.clone());
        }
    }
    first
}
