//! Everybody who holds a post in the invented county: every post of the field's own list is filled.

use crate::names::{self, People};
use authority::Relation;
use office::roster::{NewMandate, NewPerson};
use village::{Day, Division, Group, Place, Post};

/// How many villagers beside the officials live in each village of the demonstration.
const VILLAGERS: usize = 40;
/// How many villagers' groups (村民小组) a village of the demonstration has.
const GROUPS: usize = 4;
/// How many representatives a village of fewer than 500 people has (Zhejiang Measures for the Organic Law, article 18).
const REPRESENTATIVES: usize = 30;

/// One post or several that one person holds, as they commonly go together.
const VILLAGE_OFFICES: &[&[Post]] = &[
    // 一肩挑: secretary, director and chair in one person.
    &[Post::PartySecretary, Post::VillageDirector, Post::CouncilChair, Post::PartyMember],
    &[Post::DeputyDirector, Post::CouncilMember, Post::PartyMember],
    &[Post::CommitteeMember],
    &[Post::CommitteeMember, Post::PartyMember],
    &[Post::BranchMember, Post::PartyMember],
    &[Post::BranchMember, Post::CouncilMember, Post::PartyMember],
    &[Post::BoardChair, Post::PartyMember],
    &[Post::BoardMember],
    &[Post::BoardMember],
    &[Post::SupervisionDirector, Post::StationHead, Post::PartyMember],
    &[Post::SupervisionMember, Post::LiaisonAgent],
    &[Post::SupervisionMember, Post::PartyMember],
    &[Post::Bookkeeper],
    &[Post::AssetClerk],
    &[Post::Clerk, Post::PartyMember],
    &[Post::SealKeeper],
];

const TOWNSHIP_OFFICES: &[Post] =
    &[Post::AgencyAccountant, Post::AgencyCashier, Post::TownshipOfficial, Post::DisciplineOfficer];

const COUNTY_OFFICES: &[Post] = &[
    Post::AgricultureOfficer,
    Post::CountyDiscipline,
    Post::CivilAffairsOfficer,
    Post::Auditor,
    Post::ExchangeOfficer,
    Post::Viewer,
    Post::Administrator,
];

/// The terms of office: five years, as the law has it (Organic Law of Villagers' Committees, 2018, article 11).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term {
    pub(crate) starts: Day,
    pub(crate) ends: Day,
}

impl Term {
    fn mandate(self, post: Post) -> NewMandate {
        NewMandate { post, starts: self.starts, ends: self.ends }
    }
}

/// The people of one village: its officers, then its villagers.
pub(crate) fn village(
    place: &Place,
    term: Term,
    people: &mut People,
    draw: &mut impl FnMut() -> u64,
) -> Vec<NewPerson> {
    let mut all: Vec<NewPerson> = Vec::new();
    for (serial, posts) in VILLAGE_OFFICES.iter().enumerate() {
        let mut one = somebody(place, people, draw, serial, (1962, 1990));
        one.posts = posts.iter().map(|post| term.mandate(*post)).collect();
        all.push(one);
    }
    for serial in 0..VILLAGERS {
        let mut one = somebody(place, people, draw, VILLAGE_OFFICES.len() + serial / 2, (1942, 2004));
        if serial == 0 {
            one.posts.push(term.mandate(Post::Contractor));
        }
        if serial % 9 == 5 {
            one.posts.push(term.mandate(Post::PartyMember));
        }
        all.push(one);
    }
    for (serial, one) in all.iter_mut().enumerate() {
        one.posts.extend([term.mandate(Post::Villager), term.mandate(Post::Member)]);
        // Representatives are elected from all over the village; the officers at the head of the list are some of them.
        if serial % 2 == 0 || serial > all_but(REPRESENTATIVES) {
            one.posts.push(term.mandate(Post::Representative));
        }
    }
    relate(&mut all);
    all
}

/// From which serial number on everybody is a representative, so that there are as many as the law asks for.
fn all_but(representatives: usize) -> usize {
    let everybody = VILLAGE_OFFICES.len() + VILLAGERS;
    everybody - (representatives - everybody / 2).saturating_mul(2).min(everybody)
}

/// The contractor is the brother of a committee member: a lease or a project with him must go past that member.
fn relate(people: &mut [NewPerson]) {
    let contractor = people.get(VILLAGE_OFFICES.len()).map(|one| one.name.clone());
    if let (Some(name), Some(member)) = (contractor, people.get_mut(3)) {
        member.relatives.push((name, Relation::Sibling));
    }
}

/// The officers of a township or of the county, one post each.
pub(crate) fn officers(
    place: &Place,
    term: Term,
    people: &mut People,
    draw: &mut impl FnMut() -> u64,
) -> Vec<NewPerson> {
    let posts = if place.level() == village::Level::County { COUNTY_OFFICES } else { TOWNSHIP_OFFICES };
    posts
        .iter()
        .enumerate()
        .map(|(serial, post)| {
            let mut one = somebody(place, people, draw, serial, (1968, 1998));
            one.household = String::new();
            one.group = None;
            one.posts = vec![term.mandate(*post)];
            one
        })
        .collect()
}

fn somebody(
    place: &Place,
    people: &mut People,
    draw: &mut impl FnMut() -> u64,
    serial: usize,
    years: (i16, i16),
) -> NewPerson {
    let person = people.person(draw, years.0, years.1);
    NewPerson {
        row: 0,
        phone: names::phone(draw),
        email: String::new(),
        identity: people.identity_number(draw, &person),
        household: names::household(serial % GROUPS + 1, serial + 1),
        group: Group::read(&(serial % GROUPS + 1).to_string()).ok(),
        name: person.name,
        place: place.clone(),
        born: Some(person.born),
        posts: Vec::new(),
        relatives: Vec::new(),
    }
}

/// The county, its townships and its villages.
pub(crate) fn divisions(
    county: &Place,
    villages: usize,
    draw: &mut impl FnMut() -> u64,
) -> Result<Vec<Division>, village::PlaceError> {
    let townships = villages.div_ceil(4).max(3);
    let mut all = vec![Division { place: county.clone(), name: format!("{}县", names::COUNTY.0) }];
    let village_names = names::villages(villages, draw);
    let mut left = village_names.into_iter();
    for (index, name) in names::townships(townships, draw).into_iter().enumerate() {
        let township = Place::new(format!("{county}{:03}", index + 1))?;
        all.push(Division { place: township.clone(), name: name.zh });
        let many = villages / townships + usize::from(index < villages % townships);
        for (serial, name) in left.by_ref().take(many).enumerate() {
            let place = Place::new(format!("{township}{:03}", serial + 1))?;
            all.push(Division { place, name: name.zh });
        }
    }
    Ok(all)
}
