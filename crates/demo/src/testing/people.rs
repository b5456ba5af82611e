//! The people of the bench's county. Their names say what they are.

use ::office::roster::{NewMandate, NewPerson};
use village::{Day, Division, Group, Level, Place, Post};

const OFFICERS: &[(&str, &[Post])] = &[
    ("书记", &[Post::PartySecretary, Post::VillageDirector, Post::CouncilChair, Post::PartyMember]),
    ("副主任", &[Post::DeputyDirector, Post::CouncilMember, Post::PartyMember]),
    ("委员甲", &[Post::CommitteeMember]),
    ("委员乙", &[Post::CommitteeMember]),
    ("支委甲", &[Post::BranchMember, Post::PartyMember]),
    ("支委乙", &[Post::BranchMember, Post::CouncilMember, Post::PartyMember]),
    ("监事长", &[Post::BoardChair]),
    ("监事", &[Post::BoardMember]),
    ("监委主任", &[Post::SupervisionDirector, Post::PartyMember]),
    ("监委甲", &[Post::SupervisionMember]),
    ("监委乙", &[Post::SupervisionMember]),
    ("站长", &[Post::StationHead]),
    ("联络员", &[Post::LiaisonAgent]),
    ("报账员", &[Post::Bookkeeper]),
    ("资产员", &[Post::AssetClerk]),
    ("文书", &[Post::Clerk, Post::PartyMember]),
    ("保管员", &[Post::SealKeeper]),
    ("承包人", &[Post::Contractor]),
];

const REPRESENTATIVES: u32 = 8;

const TOWNSHIP: &[(&str, Post)] = &[
    ("会计", Post::AgencyAccountant),
    ("出纳", Post::AgencyCashier),
    ("镇干部", Post::TownshipOfficial),
    ("纪检干部", Post::DisciplineOfficer),
];

const COUNTY: &[(&str, Post)] = &[
    ("农业局干部", Post::AgricultureOfficer),
    ("县纪检干部", Post::CountyDiscipline),
    ("民政局干部", Post::CivilAffairsOfficer),
    ("审计人员", Post::Auditor),
    ("交易员", Post::ExchangeOfficer),
    ("查看员", Post::Viewer),
    ("管理员", Post::Administrator),
];

/// Everybody in these places, with mandates from the beginning of last year to the end of the fourth year to come.
pub(super) fn of(divisions: &[Division], today: Day) -> Vec<NewPerson> {
    let mut all: Vec<NewPerson> = divisions.iter().flat_map(|division| of_place(&division.place, today)).collect();
    for (row, person) in (2..).zip(&mut all) {
        person.row = row;
        person.email = format!("p{row}@example.invalid");
    }
    all
}

fn of_place(place: &Place, today: Day) -> Vec<NewPerson> {
    let officers = |posts: &[(&str, Post)]| {
        posts.iter().map(|(name, post)| person(place, name, String::new(), &[*post], today)).collect()
    };
    match place.level() {
        Level::Village => villagers(place, today),
        Level::Township => officers(TOWNSHIP),
        _ => officers(COUNTY),
    }
}

fn villagers(place: &Place, today: Day) -> Vec<NewPerson> {
    let mut all = Vec::new();
    for (serial, (name, posts)) in OFFICERS.iter().enumerate() {
        let posts = [*posts, &[Post::Villager, Post::Member]].concat();
        all.push(person(place, name, format!("{}", serial + 1), &posts, today));
    }
    for serial in 1..=REPRESENTATIVES {
        let posts = [Post::Representative, Post::Villager, Post::Member];
        // Two representatives in each household.
        all.push(person(place, &format!("代表{serial}"), format!("{}", 100 + serial.div_ceil(2)), &posts, today));
    }
    all
}

/// One more officer of the county.
pub(super) fn officer(place: &Place, name: &str, post: Post, today: Day) -> NewPerson {
    let mut one = person(place, name, String::new(), &[post], today);
    one.row = 2;
    for mandate in &mut one.posts {
        mandate.starts = today;
    }
    one
}

fn person(place: &Place, name: &str, household: String, posts: &[Post], today: Day) -> NewPerson {
    let mandate = |post: &Post| NewMandate {
        post: *post,
        starts: Day::new(today.year() - 1, 1, 1).unwrap_or(today),
        ends: Day::new(today.year() + 3, 12, 31).unwrap_or(today),
    };
    // Officers live in the first group, representatives in the third.
    let group = if household.is_empty() {
        ""
    } else if household.len() > 2 {
        "3"
    } else {
        "1"
    };
    NewPerson {
        row: 0,
        name: name.to_owned(),
        place: place.clone(),
        household,
        group: Group::read(group).ok(),
        phone: "13800000000".into(),
        email: String::new(),
        identity: format!("{place}/{name}"),
        born: None,
        posts: posts.iter().map(mandate).collect(),
        relatives: Vec::new(),
    }
}
