//! What holds for questions nobody thought of.

use crate::people::{AUTHORITY, answer, person, village};
use authority::{Question, Verdict};
use proptest::collection::btree_set;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use std::collections::BTreeSet;
use village::{Place, Post};

fn posts(at_most: usize) -> impl Strategy<Value = BTreeSet<Post>> {
    btree_set(select(Post::ALL), 0..=at_most)
}

fn question() -> impl Strategy<Value = Question> {
    let actions: Vec<&str> = AUTHORITY.actions().collect();
    let place = prop_oneof![Just(village()), select(&["990101", "990101001"][..]).prop_map(|c| Place::new(c).unwrap())];
    let handlers = btree_set((1..4_u32).prop_map(person), 0..3);
    (posts(4), any::<bool>(), select(actions), place, handlers, any::<bool>()).prop_map(
        |(posts, top_leader, action, place, handlers, kin_of_party)| Question {
            person: person(1),
            posts,
            top_leader,
            action: action.to_owned(),
            place,
            handlers,
            kin_of_party,
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

proptest::proptest! {
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
