//! Who takes a step when its holders must stand aside.

use crate::common;
use procedure::{Aside, CaseState, Concerned, Done, Holder, Position, Turn, smallest_village, turn};
use std::collections::BTreeSet;
use village::{Day, PersonId, Place, Post};

fn person(number: u32) -> PersonId {
    PersonId::new(format!("990101-H{number:05}")).unwrap()
}

fn holder(number: u32, posts: &[Post], concerned: Option<Concerned>) -> Holder {
    holder_of(person(number), posts.iter().copied().collect(), concerned)
}

fn holder_of(person: PersonId, posts: BTreeSet<Post>, concerned: Option<Concerned>) -> Holder {
    let leads = posts.contains(&Post::PartySecretary);
    Holder { person, posts, leads, tied: BTreeSet::new(), concerned }
}

fn kin() -> Option<Concerned> {
    Some(Concerned::Kin("甲公司".to_owned()))
}

/// A case at a step, in which these steps were taken by these people.
fn at(code: &str, step: &str, done: &[(&str, u32)]) -> CaseState {
    let mut state = common::national().begin(code, Place::new("990101001001").unwrap()).unwrap();
    state.at = Position::Step(step.to_owned());
    let moment = Day::new(2026, 3, 2).unwrap().at(9, 0);
    state.acts = done
        .iter()
        .map(|(step, number)| Done {
            step: (*step).to_owned(),
            outcome: String::new(),
            person: person(*number),
            moment,
        })
        .collect();
    state
}

fn whose(code: &str, step: &str, done: &[(&str, u32)], holders: &[Holder]) -> Turn {
    let book = common::national();
    let affair = book.affair(code).unwrap();
    turn(book, affair, &at(code, step, done), affair.step(step).unwrap(), holders)
}

#[test]
fn while_one_holder_is_free_no_deputy_stands_in() {
    let holders = [holder(1, &[Post::PartySecretary], None), holder(2, &[Post::BranchMember], None)];
    let turn = whose("C1", "sign_last", &[], &holders);
    assert_eq!((turn.free, turn.deputy), (vec![person(1)], None));
}

#[test]
fn a_secretary_who_is_a_partys_relative_leaves_the_signature_to_a_branch_member() {
    let holders = [
        holder(1, &[Post::PartySecretary, Post::VillageDirector], kin()),
        holder(2, &[Post::BranchMember], None),
        holder(3, &[Post::CommitteeMember], None),
    ];
    let turn = whose("C1", "sign_last", &[("claim", 3)], &holders);
    let deputy = turn.deputy.clone().unwrap();
    assert_eq!(
        (deputy.absent, deputy.post, deputy.people),
        (Post::PartySecretary, Post::BranchMember, vec![person(2)])
    );
    assert_eq!(turn.aside, [(person(1), Post::PartySecretary, Aside::Concerned(kin().unwrap()))]);
    assert_eq!((turn.stands_in(&person(2)), turn.stands_in(&person(3))), (Some(Post::PartySecretary), None));
}

#[test]
fn a_deputy_who_is_concerned_himself_does_not_stand_in() {
    let holders = [holder(1, &[Post::PartySecretary], kin()), holder(2, &[Post::BranchMember], Some(Concerned::Party))];
    let turn = whose("C1", "sign_last", &[], &holders);
    assert!(turn.is_nobodys());
}

#[test]
fn a_deputy_who_took_a_step_that_lies_apart_does_not_stand_in() {
    // The branch member approved first, and so may not sign last in the secretary's place.
    let holders = [
        holder(1, &[Post::PartySecretary], kin()),
        holder(2, &[Post::BranchMember], None),
        holder(3, &[Post::BranchMember], None),
    ];
    let turn = whose("C1", "sign_last", &[("first_approve", 2)], &holders);
    assert_eq!(turn.deputy.unwrap().people, [person(3)]);
}

#[test]
fn nobody_stands_in_for_a_post_that_is_empty() {
    let turn = whose("C1", "sign_last", &[], &[holder(2, &[Post::BranchMember], None)]);
    assert_eq!((turn.deputy.clone(), turn.is_nobodys()), (None, false));
}

#[test]
fn supervisors_who_all_stand_aside_leave_the_check_to_the_township() {
    let holders = [
        holder(1, &[Post::SupervisionDirector], kin()),
        holder(2, &[Post::SupervisionMember], kin()),
        holder(3, &[Post::DisciplineOfficer], None),
    ];
    let turn = whose("C1", "check", &[], &holders);
    assert_eq!(turn.deputy.unwrap().post, Post::DisciplineOfficer);
}

#[test]
fn nobody_stands_in_for_the_secretary_in_what_a_top_leader_never_does() {
    for affair in common::zhejiang().affairs.values() {
        for step in &affair.steps {
            let never = common::zhejiang().duties.get(&step.duty).is_some_and(|duty| duty.top_leader_never);
            assert!(!never || !step.who.contains(&Post::PartySecretary), "{} {}", affair.code, step.id);
        }
    }
}

/// Where one person of the smallest village alone holds a step's posts and must stand aside, somebody stands in. Told here
/// so that nobody finds out in the middle of a case that nobody does.
#[test]
fn in_the_smallest_village_the_only_holder_of_a_step_has_a_deputy_but_for_the_cashier() {
    let book = common::zhejiang();
    let mut without = BTreeSet::new();
    let mut alone = 0;
    for affair in book.affairs.values() {
        for step in &affair.steps {
            let state = at(&affair.code, &step.id, &[]);
            let village = smallest_village();
            let holds = |posts: &BTreeSet<Post>| step.who.iter().any(|post| posts.contains(post));
            if village.iter().filter(|one| holds(&one.posts)).count() != 1 {
                continue;
            }
            alone += 1;
            let concerned = |posts: &BTreeSet<Post>| holds(posts).then(|| kin().unwrap());
            let mut holders: Vec<Holder> = village
                .into_iter()
                .map(|one| holder_of(one.person, one.posts.clone(), concerned(&one.posts)))
                .collect();
            holders.push(holder(1, &[Post::AgricultureOfficer], None));
            if turn(book, affair, &state, step, &holders).is_nobodys() {
                without.extend(step.who.iter().copied());
            }
        }
    }
    assert!(alone > 50, "{alone}");
    assert_eq!(without, BTreeSet::from([Post::AgencyCashier]));
}

#[test]
fn a_deputy_has_no_deputy() {
    // A branch member stands in for the secretary, a committee member for a branch member; not for the secretary.
    let holders = [
        holder(1, &[Post::PartySecretary], kin()),
        holder(2, &[Post::BranchMember], kin()),
        holder(3, &[Post::CommitteeMember], None),
    ];
    assert!(whose("C1", "sign_last", &[], &holders).is_nobodys());
}

#[test]
fn whoever_has_changed_posts_took_no_step_that_lies_apart() {
    // Approved as deputy director, since then the agency's cashier.
    let turn = whose("C1", "pay", &[("first_approve", 1)], &[holder(1, &[Post::AgencyCashier], None)]);
    assert_eq!(turn.aside, [(person(1), Post::AgencyCashier, Aside::Did("first_approve".to_owned()))]);
}
