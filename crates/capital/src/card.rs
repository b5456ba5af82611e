//! Property (资产): each card arises from a case that bought or built it, or is history taken over and marked so. It wears month by
//! month, is counted on the spot, and is struck off by a case of disposal (D3) alone: there is no deed that does so.

mod arise;
mod count;
mod describe;
mod entries;
mod import;
mod keep;
mod kind;
mod read;
mod sql;
mod wear;

pub use count::{DecideCount, MarkCounted, OpenCount};
pub use describe::DescribeCard;
pub use import::{ImportCards, ImportedCard, card_faults};
pub use kind::{CardClass, CardKind, Found, UseState};
pub use read::{CardRow, CountRow, CountedRow, WearRow, card, cards, count, counted, counts, wears};

pub(crate) use arise::bring;
pub(crate) use entries::{apply_wear, kinds, take_back};
pub(crate) use keep::{
    CardCounted, CardDescribed, CardKept, CardMade, CardStruck, CardsImported, CountDecided, WearPosted,
};
pub(crate) use read::Wearing;
pub(crate) use wear::{wear, wear_of};
