//! Property of before the books is taken over, all cards or none, marked as history.

use super::arise::next_id;
use super::keep::{CardKept, CardsImported};
use super::kind::{CardClass, CardKind, UseState};
use super::read::card_numbered;
use crate::keep::to_body;
use crate::store;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{Day, Fault, Fen, FieldFault, Place, Refusal, Stop, Words};

/// A card as it is taken over.
#[derive(Debug, Clone)]
pub struct ImportedCard {
    /// Its row in the sheet.
    pub row: u32,
    /// The number that the village gave it.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// What it serves.
    pub class: CardClass,
    /// What it is.
    pub kind: CardKind,
    /// Where it is.
    pub place: String,
    /// Who keeps it.
    pub keeper: String,
    /// When it was acquired.
    pub acquired: Day,
    /// What it cost.
    pub cost_fen: Fen,
    /// What will be left of it.
    pub residual_fen: Fen,
    /// Its life in months.
    pub life_months: u32,
    /// What was worn before the books began.
    pub worn_fen: Fen,
    /// How it is used.
    pub use_state: UseState,
}

/// Takes cards over, all or none.
pub struct ImportCards {
    /// The village.
    pub village: Place,
    /// The cards.
    pub cards: Vec<ImportedCard>,
    /// The signed list.
    pub paper: StoredFile,
}

impl Deed for ImportCards {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "import_cards".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let faults = card_faults(tx, desk, &self.village, &self.cards)?;
        if !faults.is_empty() {
            return Err(Refusal::faulty("card.import", faults).into());
        }
        let mut kept = Vec::new();
        for (already, one) in (0_i64..).zip(&self.cards) {
            kept.push(one.kept(next_id(tx, &self.village, already)?));
        }
        let body = to_body(&CardsImported { cards: kept, paper: self.paper.hash })?;
        let entry = tx.append(desk.draft(&self.village, "card.imported", self.village.as_str(), body))?;
        Ok(Receipt { subject: self.village.to_string(), entry: entry.seq, again: false })
    }
}

/// Everything that is wrong with cards that are to be taken over, each with its row. Nothing is changed.
///
/// # Errors
/// When the store cannot be read.
pub fn card_faults(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    cards: &[ImportedCard],
) -> Result<Vec<FieldFault>, Fault> {
    let first = store::books(query, desk, village)?.map_or_else(|| desk.now.day(), |books| books.first.first_day());
    let mut faults = Vec::new();
    let mut fault = |row: u32, zh: String, en: String| {
        faults.push(FieldFault { field: format!("row.{row}"), words: Words::new(zh, en) });
    };
    if cards.is_empty() {
        fault(1, "表里没有资产".into(), "the sheet holds no card".into());
    }
    let mut seen = BTreeSet::new();
    for one in cards {
        let (row, number) = (one.row, one.number.as_str());
        if !seen.insert(number) || card_numbered(query, village, number)?.is_some() {
            fault(row, format!("卡片编号`{number}`已经有了"), format!("the number `{number}` is there already"));
        }
        if one.acquired >= first {
            let acquired = one.acquired;
            let zh = format!("{acquired}取得的资产不是历史：{first}起购建的要走办件程序，不能导入");
            fault(row, zh, format!("property of {acquired} is no history: from {first} on it comes from cases"));
        }
        let (cost, rest, worn) = (one.cost_fen, one.residual_fen, one.worn_fen);
        if cost.0 <= 0 || rest.0 < 0 || worn.0 < 0 || rest + worn > cost {
            let zh = format!("原值{cost}、残值{rest}、已提折旧{worn}：原值要大于零，残值加折旧不超过原值");
            fault(row, zh, format!("cost {cost}, rest {rest}, worn {worn}: rest and wear are no more than the cost"));
        }
        if one.life_months == 0 || one.life_months > 1200 {
            let months = one.life_months;
            fault(
                row,
                format!("使用年限{months}个月，要在1到1200之间"),
                format!("a life of {months} months; expected 1 to 1200"),
            );
        }
        if one.use_state == UseState::Leased {
            let zh = "出租的先按“自用”或“闲置”导入，再到卡片上选合同".to_owned();
            fault(row, zh, "take it over as used or idle, then name its contract on the card".to_owned());
        }
    }
    Ok(faults)
}

impl ImportedCard {
    fn kept(&self, id: String) -> CardKept {
        CardKept {
            id,
            number: self.number.clone(),
            name: self.name.clone(),
            class: self.class.code().to_owned(),
            kind: self.kind.code().to_owned(),
            place: self.place.clone(),
            keeper: self.keeper.clone(),
            acquired: self.acquired,
            cost_fen: self.cost_fen,
            residual_fen: self.residual_fen,
            life_months: i64::from(self.life_months),
            worn_fen: self.worn_fen,
            use_state: self.use_state.code().to_owned(),
            case: None,
            mark: Some(self.number.clone()),
        }
    }
}
