//! A question put to the authority, and its answer.

use std::collections::BTreeSet;
use village::{Article, Kind, PersonId, Place, Post, Refusal, Words};

/// May this person do this here, in this matter?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who asks.
    pub person: PersonId,
    /// The posts in force today whose mandates reach the place.
    pub posts: BTreeSet<Post>,
    /// Whether the person is the place's top leader (主要负责人). The post `party_secretary` says the same by itself.
    pub top_leader: bool,
    /// What they want to do: a duty such as `handle_money`, or another action of the schema.
    pub action: String,
    /// Where.
    pub place: Place,
    /// Who did the steps that this one must be apart from; for a mandate, whoever it concerns; for an alert, those whom it
    /// is about.
    pub handlers: BTreeSet<PersonId>,
    /// Whether the person is a declared relative of a party to the matter.
    pub kin_of_party: bool,
    /// Whether the person is a party to the matter: the payee, the tenant, the contractor, the applicant.
    pub is_party: bool,
    /// Whether the person is a declared relative of whoever approved or decided the matter; asked of whoever pays.
    pub kin_of_decider: bool,
}

impl Question {
    /// A question about a matter in which nobody has acted yet and nobody is related.
    #[must_use]
    pub fn new(
        person: PersonId,
        posts: impl IntoIterator<Item = Post>,
        action: impl Into<String>,
        place: Place,
    ) -> Self {
        let posts: BTreeSet<Post> = posts.into_iter().collect();
        let top_leader = posts.contains(&Post::PartySecretary);
        let action = action.into();
        Self {
            person,
            posts,
            top_leader,
            action,
            place,
            handlers: BTreeSet::new(),
            kin_of_party: false,
            is_party: false,
            kin_of_decider: false,
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Allowed,
    /// No, and why: every policy that forbids it, or that no post held permits it.
    Denied {
        /// The reasons, at least one, in the order of their codes.
        by: Vec<Reason>,
        /// Whether the attempt is an irregularity to be recorded: acting is, wanting to read is not.
        violation: bool,
    },
}

/// One reason for a no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The policy's code, such as `three_no_direct.money`, or `no_post`.
    pub id: String,
    /// What it says and what to do instead.
    pub words: Words,
    /// Its grounds.
    pub articles: Vec<Article>,
}

impl Verdict {
    /// Whether the answer is yes.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed)
    }

    /// Nothing for a yes; for a no, the refusal to show: *not yours*, with every reason in it.
    ///
    /// # Errors
    /// The refusal, when the answer is no.
    pub fn into_result(self) -> Result<(), Box<Refusal>> {
        let Self::Denied { by, violation } = self else { return Ok(()) };
        let rule = by.first().map_or_else(String::new, |reason| reason.id.clone());
        let join = |say: fn(&Words) -> &str, gap: &str| {
            by.iter().map(|reason| say(&reason.words)).collect::<Vec<_>>().join(gap)
        };
        let words = Words::new(join(|w| &w.zh, "；"), join(|w| &w.en, "; "));
        let next = Words::new(
            "请由上面写明的人办理；如岗位登记有误，请联系乡镇",
            "Let the person named above act; if your posts are registered wrongly, ask the township",
        );
        let mut refusal = Refusal::new(Kind::NotYours, rule, words, next);
        refusal.violation = violation;
        for article in by.into_iter().flat_map(|reason| reason.articles) {
            if !refusal.articles.contains(&article) {
                refusal.articles.push(article);
            }
        }
        Err(Box::new(refusal))
    }
}
