//! What the policies can tell apart in a question, and the request that puts it to Cedar.
//!
//! No policy may name a single person or place (reading them refuses it), and sets in Cedar have no size. So all that can
//! bear on a verdict is which posts are held, whether the asker leads the place, which action, at which level, whether the
//! asker or somebody else was there before, whether the asker or a relative is a party, and whether a relative decided. Questions alike in these facts are one
//! question, asked of Cedar once.

use crate::Question;
use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression, Schema,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;
use village::{Fault, Level, Post};

/// All that can bear on a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Facts {
    /// The action, by its place among the schema's actions.
    pub(crate) action: usize,
    /// One bit for each post held.
    posts: u64,
    level: Level,
    top_leader: bool,
    asker_was_there: bool,
    another_was_there: bool,
    kin_of_party: bool,
    is_party: bool,
    kin_of_decider: bool,
}

/// The things that questions speak of, named once.
#[derive(Debug)]
pub(crate) struct World {
    actions: BTreeMap<String, usize>,
    entities: Vec<Entity>,
    posts: BTreeMap<Post, (u64, EntityUid)>,
    levels: BTreeMap<Level, EntityUid>,
    asker: EntityUid,
    another: EntityUid,
    here: EntityUid,
}

impl World {
    pub(crate) fn new(schema: &Schema, actions: impl Iterator<Item = String>) -> Result<Self, Fault> {
        let known = schema.action_entities().map_err(|error| Fault::from("the schema's actions", error))?;
        let mut world = Self {
            actions: BTreeMap::new(),
            entities: Vec::new(),
            posts: BTreeMap::new(),
            levels: BTreeMap::new(),
            asker: uid("Person", "asker")?,
            another: uid("Person", "another")?,
            here: uid("Place", "here")?,
        };
        for (number, name) in actions.enumerate() {
            let action = known.get(&uid("Action", &name)?).cloned();
            world.entities.push(action.ok_or_else(|| Fault::new(format!("`{name}` is not in the schema")))?);
            world.actions.insert(name, number);
        }
        for (post, bit) in Post::ALL.iter().zip(0_u32..64) {
            world.posts.insert(*post, (1 << bit, uid("Post", post.code())?));
        }
        for (level, code) in LEVELS {
            world.levels.insert(*level, uid("Level", code)?);
        }
        if world.posts.len() == Post::ALL.len() { Ok(world) } else { Err(Fault::new("there are more than 64 posts")) }
    }

    /// The facts of a question.
    pub(crate) fn facts(&self, question: &Question) -> Result<Facts, Fault> {
        let Some(action) = self.actions.get(&question.action) else {
            return Err(Fault::new(format!("`{}` is not an action of the schema", question.action)));
        };
        let asker_was_there = question.handlers.contains(&question.person);
        Ok(Facts {
            action: *action,
            posts: question.posts.iter().filter_map(|post| self.posts.get(post)).fold(0, |all, (bit, _)| all | bit),
            level: question.place.level(),
            top_leader: question.top_leader,
            asker_was_there,
            another_was_there: question.handlers.len() > usize::from(asker_was_there),
            kin_of_party: question.kin_of_party,
            is_party: question.is_party,
            kin_of_decider: question.kin_of_decider,
        })
    }

    /// The facts as Cedar takes them: the request, and the three things that it speaks of.
    pub(crate) fn request(&self, facts: Facts) -> Result<(Request, Entities), Fault> {
        let held = self.posts.values().filter(|(bit, _)| facts.posts & bit != 0).map(|(_, uid)| uid.clone());
        let top_leader = RestrictedExpression::new_bool(facts.top_leader);
        let person = Entity::new(
            self.asker.clone(),
            HashMap::from([("top_leader".to_owned(), top_leader)]),
            held.collect::<HashSet<_>>(),
        )
        .map_err(|error| Fault::from("the asker", error))?;
        let level = self.levels.get(&facts.level).cloned().ok_or_else(|| Fault::new("a level without a name"))?;
        let level = HashMap::from([("level".to_owned(), RestrictedExpression::new_entity_uid(level))]);
        let place =
            Entity::new(self.here.clone(), level, HashSet::new()).map_err(|error| Fault::from("the place", error))?;
        let handlers = [(facts.asker_was_there, &self.asker), (facts.another_was_there, &self.another)];
        let handlers = handlers.into_iter().filter(|(was_there, _)| *was_there);
        let handlers = handlers.map(|(_, uid)| RestrictedExpression::new_entity_uid(uid.clone()));
        let context = Context::from_pairs([
            ("handlers".to_owned(), RestrictedExpression::new_set(handlers)),
            ("kin_of_party".to_owned(), RestrictedExpression::new_bool(facts.kin_of_party)),
            ("is_party".to_owned(), RestrictedExpression::new_bool(facts.is_party)),
            ("kin_of_decider".to_owned(), RestrictedExpression::new_bool(facts.kin_of_decider)),
        ])
        .map_err(|error| Fault::from("the matter", error))?;
        let action = self.entities.get(facts.action).ok_or_else(|| Fault::new("an action without a name"))?;
        let request = Request::new(self.asker.clone(), action.uid(), self.here.clone(), context, None)
            .map_err(|error| Fault::from("the request", error))?;
        let entities = Entities::from_entities([person, place, action.clone()], None)
            .map_err(|error| Fault::from("the entities", error))?;
        Ok((request, entities))
    }
}

const LEVELS: &[(Level, &str)] = &[
    (Level::Province, "province"),
    (Level::City, "city"),
    (Level::County, "county"),
    (Level::Township, "township"),
    (Level::Village, "village"),
];

fn uid(kind: &str, id: &str) -> Result<EntityUid, Fault> {
    let kind = EntityTypeName::from_str(kind).map_err(|error| Fault::from(format!("`{kind}`"), error))?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}
