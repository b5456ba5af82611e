//! The shape of an affair's file, as it is written. Strict: a key that is not here is a fault.

use serde::Deserialize;
use toml::Spanned;
use village::Words;

/// A text with its place in the file.
pub(crate) type Text = Spanned<String>;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAffair {
    pub(crate) code: Text,
    pub(crate) category: Text,
    pub(crate) name: Words,
    pub(crate) purpose: Words,
    #[serde(default)]
    pub(crate) must_disclose: Vec<Text>,
    pub(crate) shares: Option<RawShares>,
    pub(crate) emergency: Option<super::emergency::RawEmergency>,
    #[serde(default, rename = "parameter")]
    pub(crate) parameters: Vec<RawParameter>,
    #[serde(default, rename = "list")]
    pub(crate) lists: Vec<RawList>,
    #[serde(default, rename = "promise")]
    pub(crate) promises: Vec<RawPromise>,
    #[serde(rename = "step")]
    pub(crate) steps: Vec<RawStep>,
    #[serde(rename = "ending")]
    pub(crate) endings: Vec<RawEnding>,
}

/// What a lower layer may say: it adds, it tightens, it never takes away.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOverlay {
    pub(crate) extends: Text,
    pub(crate) name: Option<Words>,
    pub(crate) purpose: Option<Words>,
    #[serde(default)]
    pub(crate) must_disclose: Vec<Text>,
    #[serde(default, rename = "parameter")]
    pub(crate) parameters: Vec<RawParameter>,
    #[serde(default)]
    pub(crate) tighten: Vec<RawTighten>,
    #[serde(default, rename = "list")]
    pub(crate) lists: Vec<RawList>,
    #[serde(default, rename = "promise")]
    pub(crate) promises: Vec<RawPromise>,
    #[serde(default)]
    pub(crate) insert: Vec<RawInsert>,
    #[serde(default, rename = "step")]
    pub(crate) steps: Vec<RawAddition>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawShares {
    pub(crate) amount: Option<Text>,
    pub(crate) party: Option<Text>,
    pub(crate) decided: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawParameter {
    pub(crate) id: Text,
    pub(crate) name: Words,
    pub(crate) value: Spanned<i64>,
    pub(crate) unit: Text,
    pub(crate) tighter: Text,
    pub(crate) since: Text,
    pub(crate) articles: Vec<Text>,
    /// The layer's own later values.
    #[serde(default)]
    pub(crate) then: Vec<RawThen>,
}

/// A later value of a parameter, by the layer that has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawThen {
    pub(crate) value: Spanned<i64>,
    pub(crate) since: Text,
    pub(crate) articles: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTighten {
    pub(crate) parameter: Text,
    pub(crate) value: Spanned<i64>,
    pub(crate) since: Text,
    pub(crate) until: Option<Text>,
    pub(crate) articles: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawList {
    pub(crate) id: Text,
    pub(crate) values: Vec<String>,
    /// `more` when more words are stricter: then a lower layer may add some.
    pub(crate) tighter: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPromise {
    pub(crate) id: Text,
    pub(crate) effect: Text,
    pub(crate) holds: Text,
    pub(crate) words: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawInsert {
    pub(crate) after: Text,
    pub(crate) on: Text,
    #[serde(rename = "step")]
    pub(crate) steps: Vec<RawStep>,
}

/// What an overlay adds to a step that an upper layer has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAddition {
    pub(crate) id: Text,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
    #[serde(default)]
    pub(crate) apart_from: Vec<Text>,
    #[serde(default)]
    pub(crate) articles: Vec<Text>,
    #[serde(default, rename = "paper")]
    pub(crate) papers: Vec<RawPaper>,
    #[serde(default, rename = "gate")]
    pub(crate) gates: Vec<RawGate>,
    #[serde(default)]
    pub(crate) stricter: Vec<RawStricter>,
    pub(crate) ballots: Option<Spanned<bool>>,
    #[serde(default)]
    pub(crate) speaks_last: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawStep {
    pub(crate) id: Text,
    pub(crate) name: Words,
    pub(crate) help: Words,
    pub(crate) kind: Text,
    pub(crate) duty: Text,
    pub(crate) who: Vec<Text>,
    #[serde(default)]
    pub(crate) who_not: Vec<Text>,
    #[serde(default)]
    pub(crate) articles: Vec<Text>,
    pub(crate) like: Option<Text>,
    #[serde(default)]
    pub(crate) recheck: Vec<Text>,
    #[serde(default)]
    pub(crate) apart_from: Vec<Text>,
    pub(crate) limit: Option<RawLimit>,
    pub(crate) window: Option<RawWindow>,
    pub(crate) convened_by: Option<Text>,
    #[serde(default)]
    pub(crate) allows: Vec<Text>,
    #[serde(default, rename = "body")]
    pub(crate) bodies: Vec<RawBody>,
    #[serde(default)]
    pub(crate) stricter: Vec<RawStricter>,
    pub(crate) ballots: Option<Spanned<bool>>,
    #[serde(default)]
    pub(crate) speaks_last: Vec<Text>,
    #[serde(default, rename = "lookup")]
    pub(crate) lookups: Vec<RawLookup>,
    #[serde(default, rename = "table")]
    pub(crate) tables: Vec<RawTable>,
    #[serde(default, rename = "field")]
    pub(crate) fields: Vec<RawField>,
    #[serde(default, rename = "paper")]
    pub(crate) papers: Vec<RawPaper>,
    #[serde(default, rename = "gate")]
    pub(crate) gates: Vec<RawGate>,
    #[serde(rename = "outcome")]
    pub(crate) outcomes: Vec<RawOutcome>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLimit {
    pub(crate) days: Text,
    pub(crate) from: Option<Text>,
    pub(crate) remind: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawWindow {
    pub(crate) days: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBody {
    pub(crate) id: Text,
    pub(crate) when: Option<Text>,
    pub(crate) words: Option<Words>,
    #[serde(default)]
    pub(crate) articles: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawStricter {
    pub(crate) quorum: Text,
    pub(crate) when: Text,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLookup {
    pub(crate) id: Text,
    pub(crate) kind: Text,
    #[serde(default)]
    pub(crate) keep: bool,
    pub(crate) words: Words,
    pub(crate) together: Option<RawTogether>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTogether {
    pub(crate) affairs: Vec<Text>,
    pub(crate) within: Text,
    pub(crate) same: Text,
    #[serde(default)]
    pub(crate) undecided: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawField {
    pub(crate) id: Text,
    pub(crate) label: Words,
    pub(crate) kind: Text,
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) keep: bool,
    pub(crate) hint: Option<Words>,
    pub(crate) scope: Option<Text>,
    #[serde(default, rename = "choice")]
    pub(crate) choices: Vec<RawChoice>,
    #[serde(default)]
    pub(crate) affairs: Vec<Text>,
    #[serde(default)]
    pub(crate) on: Vec<Text>,
    pub(crate) total: Option<RawTotal>,
    pub(crate) from_invoice: Option<RawFromInvoice>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFromInvoice {
    pub(crate) paper: Text,
    pub(crate) part: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTotal {
    pub(crate) table: Option<Text>,
    pub(crate) sum: Option<Text>,
    pub(crate) distinct: Option<Text>,
    #[serde(default)]
    pub(crate) fields: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTable {
    pub(crate) id: Text,
    pub(crate) name: Words,
    #[serde(default)]
    pub(crate) once: Vec<Text>,
    pub(crate) scope: Option<Text>,
    #[serde(default)]
    pub(crate) on: Vec<Text>,
    #[serde(default, rename = "column")]
    pub(crate) columns: Vec<RawColumn>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawColumn {
    pub(crate) id: Text,
    pub(crate) label: Words,
    pub(crate) kind: Text,
    pub(crate) post: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawChoice {
    pub(crate) code: Text,
    pub(crate) words: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPaper {
    pub(crate) id: Text,
    pub(crate) name: Words,
    pub(crate) at_least: toml::Spanned<u32>,
    pub(crate) scope: Text,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
    pub(crate) when: Option<Text>,
    #[serde(default)]
    pub(crate) on: Vec<Text>,
    /// Whether a copy for everybody may be added beside it, with personal data covered.
    #[serde(default)]
    pub(crate) public_copy: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawGate {
    pub(crate) id: Text,
    pub(crate) must: Text,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
    pub(crate) words: Words,
    pub(crate) next: Words,
    #[serde(default)]
    pub(crate) articles: Vec<Text>,
    #[serde(default)]
    pub(crate) slip: bool,
    #[serde(default)]
    pub(crate) on: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOutcome {
    pub(crate) id: Text,
    pub(crate) words: Words,
    pub(crate) way: Option<Text>,
    pub(crate) when_tally: Option<Text>,
    pub(crate) to: Option<Text>,
    #[serde(default, rename = "branch")]
    pub(crate) branches: Vec<RawBranch>,
    #[serde(default)]
    pub(crate) effects: Vec<Text>,
    #[serde(default)]
    pub(crate) discloses: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBranch {
    pub(crate) when: Option<Text>,
    pub(crate) words: Option<Words>,
    pub(crate) to: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawEnding {
    pub(crate) id: Text,
    pub(crate) words: Words,
    pub(crate) good: bool,
    #[serde(default)]
    pub(crate) allows: Vec<Text>,
}
