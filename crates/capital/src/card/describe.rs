//! What can be seen of a card is entered: where it is, who keeps it, how it is used, its photograph; its life, until it first wears.

use super::keep::CardDescribed;
use super::kind::{CardClass, UseState};
use super::read::card;
use super::sql;
use crate::contract::contract;
use crate::keep::to_body;
use crate::refuse::field;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{Fen, Place, Refusal, Stop, Words};

/// Describes a card.
pub struct DescribeCard {
    /// The village.
    pub village: Place,
    /// The card.
    pub card: String,
    /// What it serves.
    pub class: CardClass,
    /// Where it is.
    pub place: String,
    /// Who keeps it.
    pub keeper: String,
    /// How it is used.
    pub use_state: UseState,
    /// The contract under which it is leased.
    pub contract: Option<String>,
    /// Its life in months.
    pub life_months: i64,
    /// What will be left of it.
    pub residual_fen: Fen,
    /// A photograph.
    pub photo: Option<StoredFile>,
}

impl Deed for DescribeCard {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.card.clone(), step: "describe_card".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let id = self.card.as_str();
        let found = card(tx, id)?.filter(|found| found.village == self.village).ok_or_else(Refusal::not_there)?;
        desk.may("execute", &self.village, BTreeSet::new(), false)?;
        if found.struck {
            return Err(field("use_state", Words::new("已经处置，不能再改", "it was disposed of")).into());
        }
        if self.place.chars().count() > 100 || self.keeper.chars().count() > 40 {
            let words = Words::new("地点最多100字，保管人最多40字", "at most 100 characters of place, 40 of keeper");
            return Err(field("place", words).into());
        }
        let worn = tx.one(sql::WORN_EVER, &[id.into()])?.int("many")? > 0;
        let changed = (self.life_months, self.residual_fen) != (found.life_months, found.residual_fen);
        if changed && worn {
            let words = Words::new(
                "已经开始计提折旧，使用年限和残值不能再改",
                "it wears already: its life and what will be left of it stand",
            );
            return Err(field("life_months", words).into());
        }
        if !(1..=1200).contains(&self.life_months) || self.residual_fen.0 < 0 || self.residual_fen > found.cost_fen {
            let words = Words::new(
                "使用年限1到1200个月，残值不小于零、不超过原值",
                "a life of 1 to 1200 months, and a rest between nothing and what it cost",
            );
            return Err(field("life_months", words).into());
        }
        self.check_use(tx)?;
        let body = CardDescribed {
            id: id.to_owned(),
            class: self.class.code().to_owned(),
            place: self.place.trim().to_owned(),
            keeper: self.keeper.trim().to_owned(),
            use_state: self.use_state.code().to_owned(),
            contract: self.contract.clone().filter(|_| self.use_state == UseState::Leased),
            life_months: self.life_months,
            residual_fen: self.residual_fen,
            photo: self.photo.as_ref().map(|photo| photo.hash),
        };
        let entry = tx.append(desk.draft(&self.village, "card.described", id, to_body(&body)?))?;
        Ok(Receipt { subject: id.to_owned(), entry: entry.seq, again: false })
    }
}

impl DescribeCard {
    /// What is leased is leased under a contract of the village that has not ended; else it is occupied without one.
    fn check_use(&self, tx: &mut dyn Query) -> Result<(), Stop> {
        if self.use_state != UseState::Leased {
            return Ok(());
        }
        let named = self.contract.as_deref().unwrap_or_default();
        let known = contract(tx, named)?.filter(|found| found.village == self.village && !found.ended);
        if known.is_none() {
            let words = Words::new(
                "出租的要选一份有效的合同；没有合同的选“无合同占用”",
                "what is leased names a contract in force; without one it is occupied without a contract",
            );
            return Err(field("contract", words).into());
        }
        Ok(())
    }
}
