//! What holds for questions nobody thought of.

use crate::people::{AUTHORITY, answer, person, village};
use crate::proofs::{policies, schema};
use authority::{Question, Verdict};
use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, Schema};
use proptest::collection::btree_set;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use village::{Place, Post};

static SCHEMA: LazyLock<Schema> = LazyLock::new(schema);
static POLICIES: LazyLock<PolicySet> = LazyLock::new(policies);

fn posts(at_most: usize) -> impl Strategy<Value = BTreeSet<Post>> {
    btree_set(select(Post::ALL), 0..=at_most)
}

fn question() -> impl Strategy<Value = Question> {
    let actions: Vec<&str> = AUTHORITY.actions().collect();
    let place = prop_oneof![Just(village()), select(&["990101", "990101001"][..]).prop_map(|c| Place::new(c).unwrap())];
    let handlers = btree_set((1..4_u32).prop_map(person), 0..3);
    (posts(4), any::<bool>(), select(actions), place, handlers, any::<(bool, bool, bool)>()).prop_map(
        |(posts, top_leader, action, place, handlers, (kin_of_party, is_party, kin_of_decider))| Question {
            person: person(1),
            posts,
            top_leader,
            action: action.to_owned(),
            place,
            handlers,
            kin_of_party,
            is_party,
            kin_of_decider,
        },
    )
}

/// The codes of the forbids that stand against a question; none when it is allowed or only wants a post.
fn forbids(question: &Question) -> BTreeSet<String> {
    match answer(question) {
        Verdict::Allowed => BTreeSet::new(),
        Verdict::Denied { by, .. } => by.into_iter().map(|reason| reason.id).filter(|id| id != "no_post").collect(),
    }
}

/// The policies asked without the authority: about these very people and this very place.
fn cedar_says(question: &Question) -> bool {
    let entity = |kind: &str, id: &str| serde_json::json!({ "type": kind, "id": id });
    let level = format!("{:?}", question.place.level()).to_lowercase();
    let posts: Vec<_> = question.posts.iter().map(|post| entity("Post", post.code())).collect();
    let handlers: Vec<_> =
        question.handlers.iter().map(|h| serde_json::json!({ "__entity": entity("Person", h.as_str()) })).collect();
    let (person, place) = (entity("Person", question.person.as_str()), entity("Place", question.place.as_str()));
    let entities = serde_json::json!([
        { "uid": person, "attrs": { "top_leader": question.top_leader }, "parents": posts },
        { "uid": place, "attrs": { "level": { "__entity": entity("Level", &level) } }, "parents": [] },
    ]);
    let context = serde_json::json!({ "handlers": handlers, "kin_of_party": question.kin_of_party, "is_party": question.is_party, "kin_of_decider": question.kin_of_decider });
    let uid = |json| EntityUid::from_json(json).unwrap();
    let action = uid(entity("Action", &question.action));
    let context = Context::from_json_value(context, Some((&SCHEMA, &action))).unwrap();
    let entities = Entities::from_json_value(entities, Some(&SCHEMA)).unwrap();
    let request = Request::new(uid(person), action, uid(place), context, Some(&SCHEMA)).unwrap();
    Authorizer::new().is_authorized(&request, &POLICIES, &entities).decision() == Decision::Allow
}

proptest::proptest! {
    #[test]
    fn the_authority_says_what_cedar_says_of_the_people_themselves(question in question()) {
        proptest::prop_assert_eq!(answer(&question).is_allowed(), cedar_says(&question));
    }

    #[test]
    fn no_further_post_ever_lifts_a_forbid(question in question(), more in posts(6)) {
        let before = forbids(&question);
        let mut richer = question;
        richer.posts.extend(more);
        proptest::prop_assert!(forbids(&richer).is_superset(&before));
    }

    #[test]
    fn no_further_history_ever_turns_a_no_into_a_yes(question in question(), handler in 1..4_u32) {
        let before = answer(&question).is_allowed();
        let mut later = question;
        later.handlers.insert(person(handler));
        later.kin_of_party = true;
        later.is_party = true;
        later.kin_of_decider = true;
        proptest::prop_assert!(before || !answer(&later).is_allowed());
    }

    #[test]
    fn a_post_that_has_nothing_to_do_with_the_action_changes_nothing_but_what_it_forbids(question in question(), post in select(Post::ALL)) {
        let mut richer = question.clone();
        richer.posts.insert(post);
        let irrelevant = !AUTHORITY.who_may(&question.action).contains(&post);
        if irrelevant && !answer(&question).is_allowed() {
            proptest::prop_assert!(!answer(&richer).is_allowed());
        }
    }

    #[test]
    fn every_no_has_words_in_both_languages(question in question()) {
        if let Err(refusal) = answer(&question).into_result() {
            proptest::prop_assert!(!refusal.words.is_incomplete() && !refusal.next.is_incomplete() && !refusal.rule.is_empty());
        }
    }
}
