//! The people and the places of these tests, and one way to ask.

use authority::{Authority, Question, Verdict};
use std::sync::LazyLock;
use village::{PersonId, Place, Post};

pub(crate) static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::new().unwrap());

pub(crate) fn person(number: u32) -> PersonId {
    PersonId::new(format!("990101-P{number:05}")).unwrap()
}

pub(crate) fn village() -> Place {
    Place::new("990101001001").unwrap()
}

pub(crate) fn asks(posts: &[Post], action: &str) -> Question {
    Question::new(person(1), posts.iter().copied(), action, village())
}

pub(crate) fn answer(question: &Question) -> Verdict {
    AUTHORITY.may(question).unwrap()
}

pub(crate) fn may(posts: &[Post], action: &str) -> bool {
    answer(&asks(posts, action)).is_allowed()
}

/// The codes of the reasons for a no; empty for a yes.
pub(crate) fn reasons(question: &Question) -> Vec<String> {
    match answer(question) {
        Verdict::Allowed => Vec::new(),
        Verdict::Denied { by, .. } => by.into_iter().map(|reason| reason.id).collect(),
    }
}
