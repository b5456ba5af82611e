//! The files as TOML has them.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use village::Words;

pub(crate) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) basis: RawBasis,
    pub(crate) roles: RawRoles,
    pub(crate) account: Vec<Spanned<RawAccount>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBasis {
    pub(crate) name: Words,
    pub(crate) document: String,
    pub(crate) since: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRoles {
    pub(crate) year_income: Text,
    pub(crate) undistributed: Text,
    pub(crate) reserve_drawn: Text,
    pub(crate) reserve: Text,
    pub(crate) cash: Text,
    pub(crate) bank: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAccount {
    pub(crate) code: Text,
    pub(crate) name: Words,
    pub(crate) class: Option<Text>,
    pub(crate) side: Option<Text>,
    #[serde(default)]
    pub(crate) contra: bool,
    #[serde(default)]
    pub(crate) two_sided: bool,
    #[serde(default)]
    pub(crate) never_negative: bool,
    #[serde(default)]
    pub(crate) nil_at_year_end: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statements {
    pub(crate) balance_sheet: Vec<Spanned<RawLine>>,
    pub(crate) income: Vec<Spanned<RawLine>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLine {
    pub(crate) id: Text,
    pub(crate) name: Words,
    pub(crate) side: Option<Text>,
    #[serde(default)]
    pub(crate) take: Vec<Text>,
    #[serde(default)]
    pub(crate) less: Vec<Text>,
    #[serde(default)]
    pub(crate) add: Vec<Text>,
    #[serde(default)]
    pub(crate) minus: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostingFile {
    pub(crate) posting: Vec<Spanned<RawPosting>>,
    #[serde(default)]
    pub(crate) receipt: Vec<Spanned<RawReceipt>>,
    #[serde(default)]
    pub(crate) budget: Vec<Spanned<RawBudget>>,
    #[serde(default)]
    pub(crate) unposted: Vec<Spanned<RawUnposted>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBudget {
    pub(crate) affair: String,
    pub(crate) effect: String,
    pub(crate) year: String,
    #[serde(default)]
    pub(crate) ahead: i64,
    pub(crate) lines: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReceipt {
    pub(crate) affair: String,
    pub(crate) number: String,
    pub(crate) amount: String,
    pub(crate) payer: String,
    pub(crate) summary: Option<String>,
    #[serde(default)]
    pub(crate) parts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPosting {
    pub(crate) affair: String,
    pub(crate) effect: String,
    pub(crate) word: Text,
    pub(crate) amount: Option<Text>,
    pub(crate) summary: String,
    pub(crate) ceiling: Option<String>,
    pub(crate) arose: Option<String>,
    pub(crate) debit: Option<Spanned<RawPick>>,
    pub(crate) credit: Option<Spanned<RawPick>>,
    #[serde(default)]
    pub(crate) line: Vec<Spanned<RawPostingLine>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPostingLine {
    pub(crate) debit: Option<Spanned<RawPick>>,
    pub(crate) credit: Option<Spanned<RawPick>>,
    pub(crate) amount: Option<Text>,
    #[serde(default)]
    pub(crate) less: Vec<Text>,
    pub(crate) at_most: Option<Text>,
    pub(crate) turned: Option<Text>,
    #[serde(default)]
    pub(crate) optional: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPick {
    pub(crate) account: Option<Text>,
    pub(crate) by: Option<OneOrMore>,
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Text>,
    pub(crate) otherwise: Option<Text>,
    #[serde(default)]
    pub(crate) money: bool,
    pub(crate) until: Option<String>,
    pub(crate) days: Option<i64>,
    pub(crate) near: Option<Text>,
    pub(crate) far: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawUnposted {
    pub(crate) affair: String,
    pub(crate) amounts: Vec<String>,
    pub(crate) why: String,
}
