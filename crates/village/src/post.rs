//! Posts (岗位) and mandates (任职): who holds which post, where, from when to when.

use crate::{Day, Level, PersonId, Place, Words};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that is not a post's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a post")]
pub struct PostError(pub String);

macro_rules! posts {
    ($($variant:ident $code:literal $zh:literal $en:literal $level:ident;)+) => {
        /// A post. Its code is the same in files, tables, policies and addresses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Post {
            $(#[doc = $en] $variant,)+
        }

        impl Post {
            /// Every post, in the order of the field's own list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code, such as `party_secretary`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The title.
            #[must_use]
            pub fn title(self) -> Words {
                match self { $(Self::$variant => Words::new($zh, $en),)+ }
            }

            /// The level at which the post is held.
            #[must_use]
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)+ }
            }
        }
    };
}

posts! {
    Villager "villager" "村民" "villager" Village;
    Member "member" "成员" "co-op member" Village;
    Representative "representative" "村民代表" "villagers' representative" Village;
    PartyMember "party_member" "党员" "party member" Village;
    PartySecretary "party_secretary" "村党组织书记" "party secretary" Village;
    VillageDirector "village_director" "村委会主任" "director of the villagers' committee" Village;
    DeputyDirector "deputy_director" "村委会副主任" "deputy director of the villagers' committee" Village;
    CommitteeMember "committee_member" "村委会委员" "member of the villagers' committee" Village;
    BranchMember "branch_member" "村党组织委员" "member of the party branch committee" Village;
    CouncilChair "council_chair" "理事长" "chair of the co-op council" Village;
    CouncilMember "council_member" "理事" "member of the co-op council" Village;
    BoardChair "board_chair" "监事长" "chair of the co-op supervisory board" Village;
    BoardMember "board_member" "监事" "member of the co-op supervisory board" Village;
    SupervisionDirector "supervision_director" "村务监督委员会主任" "director of the village supervision committee" Village;
    SupervisionMember "supervision_member" "村务监督委员会委员" "member of the village supervision committee" Village;
    StationHead "station_head" "监察联络站站长" "head of the liaison station" Village;
    LiaisonAgent "liaison_agent" "监察联络员" "liaison agent" Village;
    Bookkeeper "bookkeeper" "报账员" "bookkeeper" Village;
    AssetClerk "asset_clerk" "资产专管员" "asset clerk" Village;
    Clerk "clerk" "村文书" "village clerk" Village;
    SealKeeper "seal_keeper" "印章保管员" "seal keeper" Village;
    Contractor "contractor" "承包商、供应商" "contractor or supplier" Village;
    AgencyAccountant "agency_accountant" "代理会计" "agency accountant" Township;
    AgencyCashier "agency_cashier" "代理出纳" "agency cashier" Township;
    TownshipOfficial "township_official" "乡镇干部" "township official" Township;
    DisciplineOfficer "discipline_officer" "乡镇纪检干部" "township discipline officer" Township;
    AgricultureOfficer "agriculture_officer" "县农业农村局干部" "county agriculture officer" County;
    CountyDiscipline "county_discipline" "县纪检监察干部" "county discipline officer" County;
    CivilAffairsOfficer "civil_affairs_officer" "县民政局干部" "county civil affairs officer" County;
    Auditor "auditor" "审计人员" "auditor" County;
    ExchangeOfficer "exchange_officer" "产权交易中心工作人员" "exchange officer" County;
    Viewer "viewer" "上级统计查看员" "statistics viewer" County;
    Administrator "administrator" "系统管理员" "system administrator" County;
}

impl Post {
    /// Whether the holder belongs to the village's own leadership or offices (not merely a villager with a vote).
    #[must_use]
    pub fn is_village_office(self) -> bool {
        self.level() == Level::Village
            && !matches!(
                self,
                Self::Villager | Self::Member | Self::Representative | Self::PartyMember | Self::Contractor
            )
    }

    /// Whether the post carries a sign-in to the officials' pages.
    #[must_use]
    pub fn is_official(self) -> bool {
        self.level() != Level::Village || self.is_village_office()
    }
}

impl FromStr for Post {
    type Err = PostError;
    fn from_str(code: &str) -> Result<Self, PostError> {
        Self::ALL.iter().copied().find(|post| post.code() == code).ok_or_else(|| PostError(code.to_owned()))
    }
}

impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Post {
    type Error = PostError;
    fn try_from(code: String) -> Result<Self, PostError> {
        code.parse()
    }
}

impl From<Post> for String {
    fn from(post: Post) -> Self {
        post.code().to_owned()
    }
}

/// A mandate: a person holds a post at a place from a day, until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub post: Post,
    /// Where: a village, township or county.
    pub place: Place,
    /// The first day on which it gives rights.
    pub starts: Day,
    /// The last day on which it gives rights.
    pub ends: Day,
}

impl Mandate {
    /// Whether it gives rights on `day`. Rights end by themselves.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.starts <= day && day <= self.ends
    }

    /// Whether it reaches a place: the place itself or one within it.
    #[must_use]
    pub fn reaches(&self, place: &Place) -> bool {
        self.place.contains(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mandate_gives_rights_from_its_first_to_its_last_day() {
        let mandate = Mandate {
            person: PersonId::new("990101-P00001").unwrap(),
            post: Post::Bookkeeper,
            place: Place::new("990101001001").unwrap(),
            starts: "2026-01-01".parse().unwrap(),
            ends: "2026-06-30".parse().unwrap(),
        };
        for (day, expect) in [("2025-12-31", false), ("2026-01-01", true), ("2026-06-30", true), ("2026-07-01", false)]
        {
            assert_eq!(mandate.in_force(day.parse().unwrap()), expect, "{day}");
        }
    }

    #[test]
    fn a_township_post_reaches_its_villages_and_no_others() {
        let mandate = Mandate {
            person: PersonId::new("990101-P00001").unwrap(),
            post: Post::DisciplineOfficer,
            place: Place::new("990101001").unwrap(),
            starts: "2026-01-01".parse().unwrap(),
            ends: "2026-06-30".parse().unwrap(),
        };
        assert!(mandate.reaches(&Place::new("990101001001").unwrap()));
        assert!(!mandate.reaches(&Place::new("990101002001").unwrap()));
    }

    #[test]
    fn every_post_is_read_back_from_its_code() {
        for post in Post::ALL {
            assert_eq!(post.code().parse(), Ok(*post));
            assert!(!post.title().is_incomplete());
        }
    }
}
