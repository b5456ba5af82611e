//! The policies' texts, read strictly: every policy has its code, its words in both languages and its ground.

use cedar_policy::{
    ActionConstraint, Effect, EntityUid, Policy, PolicyId, PolicySet, PrincipalConstraint, Schema, SchemaFragment,
    ValidationMode, Validator,
};
use std::collections::BTreeMap;
use std::str::FromStr;
use village::{Article, Fault, Post, Words};

/// The texts as they are compiled in: the schema, and each policy file by its name.
pub mod texts {
    /// The Cedar schema.
    pub const SCHEMA: &str = include_str!("../../../rules/national/authority/qingcun.cedarschema");
    /// The policy files, by name.
    pub const POLICIES: &[(&str, &str)] = &[
        ("posts-village.cedar", include_str!("../../../rules/national/authority/posts-village.cedar")),
        ("posts-supervision.cedar", include_str!("../../../rules/national/authority/posts-supervision.cedar")),
        ("three-no-direct.cedar", include_str!("../../../rules/national/authority/three-no-direct.cedar")),
        ("separation.cedar", include_str!("../../../rules/national/authority/separation.cedar")),
        ("supervision.cedar", include_str!("../../../rules/national/authority/supervision.cedar")),
    ];
    /// Which posts do not go together.
    pub const INCOMPATIBLE: &str = include_str!("../../../rules/national/authority/incompatible.toml");
}

/// An action of the schema: what it is called, and which group it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) words: Words,
    pub(crate) group: String,
    /// The post of every permit that names it, in the order of [`Post::ALL`].
    pub(crate) posts: Vec<Post>,
}

/// The policies, parsed and validated.
#[derive(Debug)]
pub(crate) struct Policies {
    pub(crate) schema: Schema,
    pub(crate) set: PolicySet,
    pub(crate) actions: BTreeMap<String, Action>,
    pub(crate) reasons: BTreeMap<String, (Words, Vec<Article>)>,
}

impl Policies {
    pub(crate) fn read(schema_text: &str, files: &[(&str, &str)]) -> Result<Self, Fault> {
        let fragment = SchemaFragment::from_cedarschema_str(schema_text)
            .map_err(|error| Fault::from("the Cedar schema cannot be read", error))?
            .0;
        let schema = Schema::from_schema_fragments([fragment.clone()])
            .map_err(|error| Fault::from("the Cedar schema does not hold together", error))?;
        let mut policies =
            Self { actions: actions(&fragment, &schema)?, schema, set: PolicySet::new(), reasons: BTreeMap::new() };
        for (name, text) in files {
            policies.add_file(name, text)?;
        }
        policies.validate()?;
        Ok(policies)
    }

    fn add_file(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        let parsed = PolicySet::from_str(text).map_err(|error| Fault::from(format!("{name} cannot be read"), error))?;
        if parsed.num_of_templates() > 0 {
            return Err(Fault::new(format!("{name} holds a template; only plain policies are expected")));
        }
        for policy in parsed.policies() {
            let named = |what: &str| {
                let found = policy.annotation(what).map(str::trim).filter(|text| !text.is_empty());
                found.ok_or_else(|| Fault::new(format!("{name}: {} has no @{what}", policy.id())))
            };
            let id = named("id")?.to_owned();
            let words = Words::new(named("zh")?, named("en")?);
            let articles = grounds(policy).map_err(|what| Fault::new(format!("{name}: `{id}`: {what}")))?;
            if let Some(one) = policy.entity_literals().iter().find(|uid| is_one_of_many(uid)) {
                return Err(Fault::new(format!(
                    "{name}: `{id}` names {one}; a policy speaks of posts and levels, for all alike"
                )));
            }
            if policy.effect() == Effect::Permit {
                self.permit(policy).map_err(|what| Fault::new(format!("{name}: `{id}`: {what}")))?;
            }
            let renamed = policy.new_id(PolicyId::new(&id));
            self.set.add(renamed).map_err(|error| Fault::from(format!("{name}: `{id}` is there twice"), error))?;
            self.reasons.insert(id, (words, articles));
        }
        Ok(())
    }

    /// A permit gives rights to one post and names its actions one by one, so that a table of posts can be drawn from it.
    fn permit(&mut self, policy: &Policy) -> Result<(), String> {
        let PrincipalConstraint::In(holder) = policy.principal_constraint() else {
            return Err("a permit is given to one post: `principal in Post::\"…\"`".into());
        };
        let post: Post = holder.id().unescaped().parse().map_err(|error| format!("{error}"))?;
        let named = match policy.action_constraint() {
            ActionConstraint::Eq(action) => vec![action],
            ActionConstraint::In(actions) => actions,
            ActionConstraint::Any => return Err("a permit names its actions".into()),
        };
        for action in named {
            let Some(action) = self.actions.get_mut(action.id().unescaped()) else {
                return Err(format!("`{action}` is not a single action; a permit names its actions one by one"));
            };
            action.posts.push(post);
            action.posts.sort_unstable();
            action.posts.dedup();
        }
        Ok(())
    }

    fn validate(&self) -> Result<(), Fault> {
        let result = Validator::new(self.schema.clone()).validate(&self.set, ValidationMode::Strict);
        let said: Vec<String> = result
            .validation_errors()
            .map(ToString::to_string)
            .chain(result.validation_warnings().map(ToString::to_string))
            .collect();
        if said.is_empty() {
            Ok(())
        } else {
            Err(Fault::new(format!("the policies do not fit the schema: {}", said.join("; "))))
        }
    }
}

/// A single person or place: no policy may name one. The same law for all, and the reason why facts are enough for a verdict.
fn is_one_of_many(uid: &EntityUid) -> bool {
    ["Person", "Place"].contains(&uid.type_name().basename())
}

/// Every action that applies to somebody, with its words and its group.
fn actions(fragment: &SchemaFragment, schema: &Schema) -> Result<BTreeMap<String, Action>, Fault> {
    let entities = schema.action_entities().map_err(|error| Fault::from("the schema's actions", error))?;
    let mut actions = BTreeMap::new();
    for env in schema.request_envs() {
        let uid: &EntityUid = env.action();
        let text = |language: &str| fragment.action_annotation(None, uid.id(), language).unwrap_or_default();
        let words = Words::new(text("zh"), text("en"));
        let groups: Vec<&EntityUid> = entities.ancestors(uid).into_iter().flatten().collect();
        let [group] = groups.as_slice() else {
            return Err(Fault::new(format!("`{uid}` is in {} groups; one is expected", groups.len())));
        };
        if words.is_incomplete() {
            return Err(Fault::new(format!("`{uid}` has no @zh or no @en")));
        }
        let action = Action { words, group: group.id().unescaped().to_owned(), posts: Vec::new() };
        actions.insert(uid.id().unescaped().to_owned(), action);
    }
    Ok(actions)
}

/// The grounds of a policy: `@law("中文 / English")`, `@version`, `@article`; several laws are parted by semicolons. A law
/// without version and article is a county's choice.
fn grounds(policy: &Policy) -> Result<Vec<Article>, String> {
    let list = |what: &str| -> Vec<String> {
        policy
            .annotation(what)
            .into_iter()
            .flat_map(|text| text.split(';'))
            .map(|part| part.trim().to_owned())
            .collect()
    };
    let (laws, versions, articles) = (list("law"), list("version"), list("article"));
    if laws.is_empty() {
        return Err("has no @law".into());
    }
    if versions.len() != articles.len() || !(versions.is_empty() || versions.len() == laws.len()) {
        return Err("needs one @version and one @article for each @law, or none for a county's choice".into());
    }
    laws.iter()
        .enumerate()
        .map(|(i, law)| {
            let (zh, en) = law.split_once(" / ").ok_or_else(|| format!("@law `{law}` is not `中文 / English`"))?;
            let at = |list: &[String]| list.get(i).cloned().unwrap_or_default();
            Ok(Article { law: Words::new(zh, en), version: at(&versions), article: at(&articles) })
        })
        .collect()
}
