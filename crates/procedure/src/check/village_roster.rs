//! The smallest lawful village: one person is secretary, director and chair; everybody else holds as little as the law lets.

use std::collections::BTreeSet;
use village::{Level, PersonId, Post, Words};

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

/// A village in which a few people hold every post that the law lets one person hold: if duties could fall together
/// anywhere, they do here. Members of the supervision committee are not on the villagers' committee, and neither clerk nor
/// bookkeeper (村民委员会组织法 art 32, 2018 text; 浙江省实施办法 art 30).
pub(crate) fn crowded_village() -> Vec<Resident> {
    let supervision = [Post::SupervisionDirector, Post::SupervisionMember];
    let kept_free = [Post::DeputyDirector, Post::BranchMember, Post::Bookkeeper, Post::SealKeeper];
    let leader: Vec<Post> = {
        let village = Post::ALL.iter().copied().filter(|post| post.level() == Level::Village);
        village.filter(|post| !supervision.contains(post)).collect()
    };
    let all: Vec<Post> = leader.iter().copied().filter(|post| *post != Post::PartySecretary).collect();
    let many: Vec<Post> = all.iter().copied().filter(|post| !kept_free.contains(post)).collect();
    let supervisor = [
        Post::SupervisionDirector,
        Post::SupervisionMember,
        Post::Representative,
        Post::PartyMember,
        Post::CouncilMember,
        Post::Villager,
        Post::Member,
    ];
    let township = vec![Post::AgencyAccountant, Post::AgencyCashier, Post::TownshipOfficial];
    let people: Vec<(&str, &str, Vec<Post>)> = vec![
        ("多岗甲", "Many-posts A", many.clone()),
        ("多岗己", "Many-posts F", many),
        ("全岗乙", "All-posts B", all.clone()),
        ("全岗丙", "All-posts C", all),
        ("监督丁", "Supervisor D", supervisor.to_vec()),
        ("监督戊", "Supervisor E", supervisor.iter().copied().chain([Post::BranchMember]).collect()),
        ("全岗书记", "All-posts secretary", leader),
        ("乡镇庚", "Township G", township.clone()),
        ("乡镇辛", "Township H", township),
    ];
    let resident = |(place, (zh, en, posts)): (usize, (&str, &str, Vec<Post>))| {
        let person = PersonId::new(format!("990101-C{:05}", place + 1)).ok()?;
        Some(Resident { person, name: Words::new(zh, en), posts: posts.into_iter().collect() })
    };
    people.into_iter().enumerate().filter_map(resident).collect()
}

/// A number that is nobody's.
#[expect(clippy::expect_used, reason = "the text is a constant and is an identifier")]
pub(crate) fn nobody() -> PersonId {
    PersonId::new("nobody").expect("an identifier")
}
