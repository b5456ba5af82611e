//! The smallest lawful village: one person is secretary, director and chair; everybody else holds as little as the law lets.

use std::collections::BTreeSet;
use village::{PersonId, Post, Words};

/// A person of the village in which affairs are checked.
#[derive(Debug, Clone)]
pub struct Resident {
    /// Their number.
    pub person: PersonId,
    /// Their name.
    pub name: Words,
    /// Their posts.
    pub posts: BTreeSet<Post>,
}

/// The people of the smallest lawful village and its township.
#[must_use]
pub fn smallest_village() -> Vec<Resident> {
    use Post::{
        AgencyAccountant, AgencyCashier, AssetClerk, Bookkeeper, BranchMember, Clerk, CommitteeMember, CouncilChair,
        CouncilMember, DeputyDirector, DisciplineOfficer, Member, PartyMember, PartySecretary, Representative,
        SealKeeper, SupervisionDirector, SupervisionMember, TownshipOfficial, VillageDirector, Villager,
    };
    let people: &[(&str, &str, &[Post])] = &[
        ("老王", "Wang", &[PartySecretary, VillageDirector, CouncilChair, PartyMember, Villager, Member]),
        ("老李", "Li", &[DeputyDirector, CouncilMember, PartyMember, Villager, Member]),
        ("小张", "Zhang", &[CommitteeMember, CouncilMember, Villager, Member]),
        ("老赵", "Zhao", &[BranchMember, PartyMember, Villager, Member]),
        ("老陈", "Chen", &[SupervisionDirector, PartyMember, Villager, Member]),
        ("小杨", "Yang", &[SupervisionMember, Villager, Member]),
        ("老周", "Zhou", &[SupervisionMember, Villager, Member]),
        ("小吴", "Wu", &[Bookkeeper, AssetClerk, Villager, Member]),
        ("小徐", "Xu", &[Clerk, SealKeeper, Villager, Member]),
        ("老孙", "Sun", &[Representative, Villager, Member]),
        ("小胡", "Hu", &[Representative, PartyMember, Villager, Member]),
        ("朱会计", "Zhu", &[AgencyAccountant]),
        ("高出纳", "Gao", &[AgencyCashier]),
        ("林干事", "Lin", &[TownshipOfficial]),
        ("何干事", "He", &[DisciplineOfficer]),
    ];
    let resident = |(place, (zh, en, posts)): (usize, &(&str, &str, &[Post]))| {
        let person = PersonId::new(format!("990101-P{:05}", place + 1)).ok()?;
        Some(Resident { person, name: Words::new(*zh, *en), posts: posts.iter().copied().collect() })
    };
    people.iter().enumerate().filter_map(resident).collect()
}

/// A number that is nobody's.
#[expect(clippy::expect_used, reason = "the text is a constant and is an identifier")]
pub(crate) fn nobody() -> PersonId {
    PersonId::new("nobody").expect("an identifier")
}
