//! The authority: the policies, asked one question at a time.

use crate::incompatible::Incompatibles;
use crate::policy::{Action, Policies, texts};
use crate::{Kin, Question, Reason, Verdict};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;
use village::{Fault, Level, Mandate, Post, Refusal, Words};

/// Everything that a question needs again and again, made once.
#[derive(Debug)]
pub struct Authority {
    policies: Policies,
    incompatibles: Incompatibles,
    authorizer: Authorizer,
    person: EntityTypeName,
    place: EntityTypeName,
    posts: BTreeMap<Post, EntityUid>,
    levels: BTreeMap<Level, EntityUid>,
    actions: BTreeMap<String, Entity>,
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
        let known = policies.schema.action_entities().map_err(|error| Fault::from("the schema's actions", error))?;
        let entity = |name: &String| {
            let uid = EntityUid::from_type_name_and_id(type_name("Action")?, EntityId::new(name));
            let found = known.get(&uid).cloned();
            Ok((name.clone(), found.ok_or_else(|| Fault::new(format!("`{uid}` is not in the schema")))?))
        };
        let uid = |kind: &EntityTypeName, id: &str| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id));
        let (post, level) = (type_name("Post")?, type_name("Level")?);
        let levels = [Level::Province, Level::City, Level::County, Level::Township, Level::Village];
        Ok(Self {
            actions: policies.actions.keys().map(entity).collect::<Result<_, Fault>>()?,
            policies,
            incompatibles: Incompatibles::read(incompatible)?,
            authorizer: Authorizer::new(),
            person: type_name("Person")?,
            place: type_name("Place")?,
            posts: Post::ALL.iter().map(|held| (*held, uid(&post, held.code()))).collect(),
            levels: levels.into_iter().map(|at| (at, uid(&level, level_code(at)))).collect(),
        })
    }

    /// Answers a question.
    ///
    /// # Errors
    /// When the action is not in the schema, or a policy could not be evaluated: nothing is allowed then.
    pub fn may(&self, question: &Question) -> Result<Verdict, Fault> {
        let (request, entities) = self.ask(question)?;
        let response = self.authorizer.is_authorized(&request, &self.policies.set, &entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(Fault::from(format!("a policy failed on `{}`", question.action), error.clone()));
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
        let action = self.action(&question.action)?;
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

    fn action(&self, name: &str) -> Result<&Action, Fault> {
        self.policies.actions.get(name).ok_or_else(|| Fault::new(format!("`{name}` is not an action of the schema")))
    }

    /// The question as Cedar takes it: the request, and the three things that it speaks of.
    fn ask(&self, question: &Question) -> Result<(Request, Entities), Fault> {
        let wrong = |what: &'static str| move |error: EvaluationFault| Fault::from(what, error);
        let Some(action) = self.actions.get(&question.action) else {
            return Err(Fault::new(format!("`{}` is not an action of the schema", question.action)));
        };
        let uid = |kind: &EntityTypeName, id: &str| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id));
        let (person, place) = (uid(&self.person, question.person.as_str()), uid(&self.place, question.place.as_str()));
        let posts: HashSet<EntityUid> =
            question.posts.iter().filter_map(|post| self.posts.get(post).cloned()).collect();
        let top_leader = RestrictedExpression::new_bool(question.top_leader);
        let principal = Entity::new(person.clone(), HashMap::from([("top_leader".to_owned(), top_leader)]), posts)
            .map_err(|error| wrong("the person")(error.into()))?;
        let level = self.levels.get(&question.place.level()).cloned();
        let level = level.ok_or_else(|| Fault::new(format!("`{}` has no level", question.place)))?;
        let level = RestrictedExpression::new_entity_uid(level);
        let resource = Entity::new(place.clone(), HashMap::from([("level".to_owned(), level)]), HashSet::new())
            .map_err(|error| wrong("the place")(error.into()))?;
        let handlers = question.handlers.iter().map(|handler| uid(&self.person, handler.as_str()));
        let handlers = RestrictedExpression::new_set(handlers.map(RestrictedExpression::new_entity_uid));
        let kin = RestrictedExpression::new_bool(question.kin_of_party);
        let context = Context::from_pairs([("handlers".to_owned(), handlers), ("kin_of_party".to_owned(), kin)])
            .map_err(|error| wrong("the matter")(error.into()))?;
        let request = Request::new(person, action.uid(), place, context, None)
            .map_err(|error| wrong("the request")(error.into()))?;
        let entities = Entities::from_entities([principal, resource, action.clone()], None)
            .map_err(|error| wrong("the entities")(error.into()))?;
        Ok((request, entities))
    }
}

type EvaluationFault = Box<dyn std::error::Error + Send + Sync>;

fn type_name(name: &str) -> Result<EntityTypeName, Fault> {
    EntityTypeName::from_str(name).map_err(|error| Fault::from(format!("`{name}` is not a type's name"), error))
}

fn level_code(level: Level) -> &'static str {
    match level {
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Township => "township",
        Level::Village => "village",
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
