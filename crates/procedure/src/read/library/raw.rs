//! The shape of the shared files, as they are written. Strict: a key that is not here is a fault.

use crate::read::raw::{RawParameter, RawTighten, Text};
use serde::Deserialize;
use toml::Spanned;
use village::Words;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLaws {
    pub(super) law: Vec<RawLaw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLaw {
    pub(super) code: Text,
    pub(super) name: Words,
    pub(super) version: String,
    pub(super) note: Option<Words>,
    pub(super) amended: Option<Text>,
    pub(super) until: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDuties {
    pub(super) duty: Vec<RawDuty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDuty {
    pub(super) code: Text,
    pub(super) name: Words,
    #[serde(default)]
    pub(super) top_leader_never: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEffects {
    #[serde(default)]
    pub(super) effect: Vec<RawEffect>,
    #[serde(default)]
    pub(super) separation: Vec<RawSeparation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEffect {
    pub(super) id: Text,
    pub(super) name: Words,
    pub(super) needs: Vec<Vec<Text>>,
    #[serde(default)]
    pub(super) by: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSeparation {
    pub(super) duties: Vec<Text>,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCatalogue {
    pub(super) item: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub(super) code: Text,
    pub(super) name: Words,
    pub(super) often: Text,
    pub(super) scope: Text,
    pub(super) due: Option<Text>,
    pub(super) keep_years: Option<i16>,
    pub(super) from: Option<Text>,
    #[serde(default)]
    pub(super) by: Vec<Text>,
    pub(super) holds: Option<Words>,
    #[serde(default)]
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTiers {
    #[serde(default)]
    pub(super) tier: Vec<RawTier>,
    #[serde(default)]
    pub(super) tighten: Vec<RawTierTighten>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTier {
    pub(super) id: Text,
    pub(super) words: Words,
    pub(super) up_to: Option<Text>,
    pub(super) since: Text,
    pub(super) articles: Vec<Text>,
    #[serde(default)]
    pub(super) then: Vec<RawTierThen>,
}

/// A later limit of a tier, by the layer that has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTierThen {
    pub(super) up_to: Text,
    pub(super) since: Text,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTierTighten {
    pub(super) tier: Text,
    pub(super) up_to: Text,
    pub(super) since: Text,
    pub(super) until: Option<Text>,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuorums {
    #[serde(default)]
    pub(super) quorum: Vec<RawQuorum>,
    #[serde(default)]
    pub(super) tighten: Vec<RawQuorumTighten>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuorum {
    pub(super) id: Text,
    pub(super) name: Words,
    pub(super) convener: Words,
    pub(super) notice_days: u32,
    #[serde(default)]
    pub(super) members: Vec<Text>,
    pub(super) within: Option<Text>,
    pub(super) attend: Vec<RawShare>,
    pub(super) pass: RawShare,
    pub(super) ballots: Option<Spanned<bool>>,
    pub(super) proxies: Option<Text>,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawShare {
    pub(super) of: Text,
    pub(super) more_than: Option<Text>,
    pub(super) at_least: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuorumTighten {
    pub(super) quorum: Text,
    pub(super) notice_days: Option<Spanned<u32>>,
    pub(super) attend: Option<Vec<RawShare>>,
    pub(super) pass: Option<RawShare>,
    pub(super) ballots: Option<Spanned<bool>>,
    pub(super) since: Option<Text>,
    pub(super) until: Option<Text>,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStanding {
    pub(super) rule: Vec<RawStandingRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStandingRule {
    pub(super) id: Text,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawParameters {
    #[serde(default)]
    pub(super) parameter: Vec<RawParameter>,
    #[serde(default)]
    pub(super) tighten: Vec<RawTighten>,
    #[serde(default)]
    pub(super) list: Vec<RawSharedList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSharedList {
    pub(super) id: Text,
    #[expect(dead_code, reason = "names the list for the reader of the file")]
    pub(super) name: Words,
    pub(super) values: Vec<String>,
    pub(super) articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCalendar {
    pub(super) year: i16,
    #[expect(dead_code, reason = "names the notice for the reader of the file")]
    pub(super) notice: Words,
    pub(super) holiday: Vec<RawHoliday>,
    #[serde(default)]
    pub(super) make_up: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHoliday {
    pub(super) name: String,
    pub(super) from: Text,
    pub(super) to: Text,
}
