//! What property writes into the log.

use ledger::{Period, Voucher};
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fen, Hash};

/// A card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CardKept {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) class: String,
    pub(crate) kind: String,
    pub(crate) place: String,
    pub(crate) keeper: String,
    pub(crate) acquired: Day,
    pub(crate) cost_fen: Fen,
    pub(crate) residual_fen: Fen,
    pub(crate) life_months: i64,
    /// What was worn before the books began.
    pub(crate) worn_fen: Fen,
    pub(crate) use_state: String,
    pub(crate) case: Option<CaseId>,
    pub(crate) mark: Option<String>,
}

/// A case made one.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CardMade {
    pub(crate) card: CardKept,
}

/// Cards of before were taken over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CardsImported {
    pub(crate) cards: Vec<CardKept>,
    pub(crate) paper: Hash,
}

/// What can be seen of it was entered anew.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CardDescribed {
    pub(crate) id: String,
    pub(crate) class: String,
    pub(crate) place: String,
    pub(crate) keeper: String,
    pub(crate) use_state: String,
    pub(crate) contract: Option<String>,
    pub(crate) life_months: i64,
    pub(crate) residual_fen: Fen,
    pub(crate) photo: Option<Hash>,
}

/// A case of disposal struck it off.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CardStruck {
    pub(crate) id: String,
    pub(crate) by: CaseId,
}

/// What one card wore.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Worn {
    pub(crate) card: String,
    pub(crate) amount_fen: Fen,
}

/// A month wore property.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WearPosted {
    pub(crate) period: Period,
    pub(crate) cards: Vec<Worn>,
    pub(crate) voucher: Voucher,
}

/// A count began.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CountOpened {
    pub(crate) id: String,
}

/// A card was looked for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CardCounted {
    pub(crate) count: String,
    pub(crate) card: String,
    pub(crate) found: String,
    pub(crate) place: String,
    pub(crate) photo: Option<Hash>,
}

/// What a count found was decided on.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CountDecided {
    pub(crate) id: String,
    pub(crate) words: String,
}
