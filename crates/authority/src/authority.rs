//! The authority: the policies, asked one question at a time.

use crate::facts::{Facts, World};
use crate::incompatible::Incompatibles;
use crate::policy::{Action, Policies, texts};
use crate::{Kin, Question, Reason, Verdict};
use cedar_policy::{Authorizer, Decision};
use parking_lot::RwLock;
use std::collections::HashMap;
use village::{Fault, Mandate, Post, Refusal, Words};

/// How many verdicts are kept; a county's people and matters come to a few hundred kinds of question.
const VERDICTS_KEPT: usize = 50_000;

/// The policies, read once, and the verdicts given so far.
#[derive(Debug)]
pub struct Authority {
    policies: Policies,
    incompatibles: Incompatibles,
    authorizer: Authorizer,
    world: World,
    verdicts: RwLock<HashMap<Facts, Verdict>>,
}

impl Authority {
    /// Reads the policies compiled into the program and validates them against their schema.
    ///
    /// # Errors
    /// When a policy cannot be read, does not fit the schema, or lacks its code, words or ground.
    pub fn new() -> Result<Self, Fault> {
        Self::read(texts::SCHEMA, texts::POLICIES, texts::INCOMPATIBLE)
    }

    /// The same from other texts: the schema, the policy files by name, and which posts do not go together.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn read(schema: &str, files: &[(&str, &str)], incompatible: &str) -> Result<Self, Fault> {
        let policies = Policies::read(schema, files)?;
        Ok(Self {
            world: World::new(&policies.schema, policies.actions.keys().cloned())?,
            policies,
            incompatibles: Incompatibles::read(incompatible)?,
            authorizer: Authorizer::new(),
            verdicts: RwLock::default(),
        })
    }

    /// Answers a question.
    ///
    /// # Errors
    /// When the action is not in the schema, or a policy could not be evaluated: nothing is allowed then, nor remembered.
    pub fn may(&self, question: &Question) -> Result<Verdict, Fault> {
        let facts = self.world.facts(question)?;
        if let Some(verdict) = self.verdicts.read().get(&facts) {
            return Ok(verdict.clone());
        }
        let verdict = self.judge(facts, &question.action)?;
        let mut verdicts = self.verdicts.write();
        if verdicts.len() >= VERDICTS_KEPT {
            verdicts.clear();
        }
        verdicts.insert(facts, verdict.clone());
        Ok(verdict)
    }

    /// Asks Cedar.
    fn judge(&self, facts: Facts, action: &str) -> Result<Verdict, Fault> {
        let (request, entities) = self.world.request(facts)?;
        let response = self.authorizer.is_authorized(&request, &self.policies.set, &entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(Fault::from(format!("a policy failed on `{action}`"), error.clone()));
        }
        if response.decision() == Decision::Allow {
            return Ok(Verdict::Allowed);
        }
        let mut by = Vec::new();
        for id in response.diagnostics().reason() {
            let id: &str = id.as_ref();
            let Some((words, articles)) = self.policies.reasons.get(id) else {
                return Err(Fault::new(format!("policy `{id}` has no words")));
            };
            by.push(Reason { id: id.to_owned(), words: words.clone(), articles: articles.clone() });
        }
        by.sort_by(|a, b| a.id.cmp(&b.id));
        let action = self.policies.actions.get(action).ok_or_else(|| Fault::new(format!("`{action}` has no words")))?;
        if by.is_empty() {
            by.push(no_post(action));
        }
        Ok(Verdict::Denied { by, violation: action.group != "reading" })
    }

    /// The posts that may do an action at most, before any forbid, in the order of [`Post::ALL`]; none for an unknown action.
    #[must_use]
    pub fn who_may(&self, action: &str) -> &[Post] {
        self.policies.actions.get(action).map_or(&[], |action| &action.posts)
    }

    /// Every action's name, in alphabetical order.
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.policies.actions.keys().map(String::as_str)
    }

    /// The actions that are steps of a case: what an affair's file may name as a step's duty.
    pub fn duties(&self) -> impl Iterator<Item = &str> {
        self.policies.actions.iter().filter(|(_, action)| action.group == "duty").map(|(name, _)| name.as_str())
    }

    /// What an action is called.
    #[must_use]
    pub fn action_words(&self, action: &str) -> Option<&Words> {
        self.policies.actions.get(action).map(|action| &action.words)
    }

    /// Refuses a mandate that would put incompatible posts on one person or on near relatives.
    ///
    /// `held` are the person's other mandates, `others` those of other people (at least the relatives'); only mandates that
    /// overlap with the new one in time and place count.
    ///
    /// # Errors
    /// The refusal, with every rule that stands against it.
    pub fn incompatible(
        &self,
        held: &[Mandate],
        kin: &[Kin],
        new: &Mandate,
        others: &[Mandate],
    ) -> Result<(), Box<Refusal>> {
        self.incompatibles.check(held, kin, new, others)
    }
}

/// The reason when no post held permits the action: it names the posts that do.
fn no_post(action: &Action) -> Reason {
    let titles: Vec<Words> = action.posts.iter().map(|post| post.title()).collect();
    let list = |say: fn(&Words) -> &str, gap: &str| titles.iter().map(say).collect::<Vec<_>>().join(gap);
    let posts = Words::new(list(|w| &w.zh, "、"), list(|w| &w.en, ", "));
    let words = Words::new(
        "“{action}”须由下列岗位办理：{posts}。您目前在这里没有这样的岗位",
        "to {action} takes one of these posts: {posts}; you hold none of them here now",
    )
    .fill(&[("action", &action.words), ("posts", &posts)]);
    Reason { id: "no_post".to_owned(), words, articles: Vec::new() }
}
