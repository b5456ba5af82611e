//! The shape of a file of worked examples, as it is written. Strict: a key that is not here is a fault.

use crate::read::raw::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use village::{Day, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCases {
    pub(super) affair: String,
    #[serde(default)]
    pub(super) people: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) usual: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) cases: BTreeMap<String, RawCase>,
    #[serde(default)]
    pub(super) roads: BTreeMap<String, Vec<RawAct>>,
    pub(super) example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExample {
    pub(super) name: toml::Spanned<Words>,
    #[serde(default)]
    pub(super) layers: Vec<String>,
    pub(super) road: Option<Text>,
    #[serde(default)]
    pub(super) given: Vec<RawAct>,
    pub(super) when: RawAct,
    pub(super) then: RawThen,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAct {
    pub(super) step: String,
    pub(super) by: String,
    #[serde(default)]
    pub(super) outcome: String,
    #[serde(default)]
    pub(super) form: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) looked_up: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) case: BTreeMap<String, RawCase>,
    pub(super) papers: Option<BTreeMap<String, u8>>,
    pub(super) meeting: Option<RawMeeting>,
    pub(super) after: Option<i64>,
    #[serde(default)]
    pub(super) objections: u32,
    pub(super) kin_of: Option<String>,
    pub(super) stands_in: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    pub(super) affair: Option<String>,
    pub(super) at: Option<String>,
    pub(super) village: Option<String>,
    pub(super) amount: Option<String>,
    pub(super) paid: Option<String>,
    pub(super) party: Option<String>,
    #[serde(default)]
    pub(super) facts: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMeeting {
    pub(super) body: Option<String>,
    pub(super) entitled: Option<u32>,
    pub(super) came: Option<u32>,
    #[serde(rename = "for")]
    pub(super) votes_for: Option<u32>,
    #[serde(default)]
    pub(super) against: u32,
    #[serde(default)]
    pub(super) recused: u32,
    #[serde(default)]
    pub(super) households: bool,
    pub(super) day: Option<Day>,
    /// Who counted the ballots, and what they found; empty for a show of hands. Left out: as the rules ask.
    pub(super) counts: Option<Vec<RawCount>>,
    /// Who stayed away, and who came for them.
    #[serde(default)]
    pub(super) proxies: Vec<(u32, u32)>,
    /// Who gave their opinion, in that order; the first of those entitled is the head. Left out: as the rules ask.
    pub(super) opinions: Option<Vec<u32>>,
}

/// A count of the ballots: by the first, second … of those entitled, so many for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCount {
    pub(super) by: u32,
    #[serde(rename = "for")]
    pub(super) votes_for: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawThen {
    pub(super) allowed: Option<bool>,
    pub(super) refused: Option<String>,
    pub(super) to: Option<String>,
    pub(super) says: Option<String>,
    pub(super) violation: Option<bool>,
    #[serde(default)]
    pub(super) effects: Vec<String>,
    #[serde(default)]
    pub(super) discloses: Vec<String>,
    pub(super) due: Option<Day>,
    pub(super) closes: Option<Day>,
}
