//! Property by its cards, and what each month took of each: straight line, card by card.

use super::or_empty;
use crate::audit::check::Findings;
use crate::audit::tables::{File, plain, table};
use crate::card::{
    CardCounted, CardDescribed, CardKept, CardMade, CardStruck, CardsImported, CountDecided, WearPosted, Wearing,
};
use crate::entries::{body, voucher_id};
use crate::keep::Reversed;
use archive::Entry;
use ledger::{Period, Side};
use std::collections::BTreeMap;
use village::{Fault, Fen};

const WEAR: &str = "wear.csv";

#[derive(Default)]
pub(super) struct Cards {
    cards: BTreeMap<String, Card>,
    wear: Vec<Worn>,
    counted: Vec<CardCounted>,
    /// The vouchers of months whose cards do not add up to them: entry, cards, voucher.
    sums: Vec<(u64, Fen, Fen)>,
}

struct Card {
    kept: CardKept,
    contract: Option<String>,
    struck_by: Option<String>,
    entry: u64,
}

/// What a month took of a card, and what the straight line says.
struct Worn {
    card: String,
    period: Period,
    found: Fen,
    expected: Fen,
    voucher: String,
    back: bool,
    entry: u64,
}

impl Card {
    fn wear_in(&self, period: Period) -> Fen {
        let kept = &self.kept;
        let wearing = Wearing {
            acquired: kept.acquired,
            cost_fen: kept.cost_fen,
            residual_fen: kept.residual_fen,
            worn_fen: kept.worn_fen,
            life_months: kept.life_months,
        };
        if self.struck_by.is_some() { Fen(0) } else { wearing.in_month(period) }
    }
}

impl Cards {
    pub(super) fn take(&mut self, entry: &Entry) -> Result<(), Fault> {
        match entry.kind.as_str() {
            "card.made" => self.keep(body::<CardMade>(entry)?.card, entry.seq),
            "card.imported" => {
                let all = body::<CardsImported>(entry)?.cards;
                all.into_iter().for_each(|card| self.keep(card, entry.seq));
            }
            "card.described" => self.describe(body(entry)?, entry.seq),
            "card.struck" => {
                let said: CardStruck = body(entry)?;
                if let Some(card) = self.cards.get_mut(&said.id) {
                    (card.struck_by, card.entry) = (Some(said.by.to_string()), entry.seq);
                    (card.kept.use_state, card.contract) = ("idle".to_owned(), None);
                }
            }
            "card.counted" => {
                let said: CardCounted = body(entry)?;
                self.counted.retain(|one| (&one.count, &one.card) != (&said.count, &said.card));
                self.counted.push(said);
            }
            "count.decided" => {
                let said: CountDecided = body(entry)?;
                for one in self.counted.iter().filter(|one| one.count == said.id && one.found == "moved") {
                    if let Some(card) = self.cards.get_mut(&one.card) {
                        (card.kept.place, card.entry) = (one.place.clone(), entry.seq);
                    }
                }
            }
            "wear.posted" => self.wear(&body(entry)?, entry),
            "voucher.reversed" => {
                let said: Reversed = body(entry)?;
                if said.vouchers.len() < 2 {
                    self.take_back(&said.voucher);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, kept: CardKept, entry: u64) {
        self.cards.insert(kept.id.clone(), Card { kept, contract: None, struck_by: None, entry });
    }

    fn describe(&mut self, said: CardDescribed, entry: u64) {
        let Some(card) = self.cards.get_mut(&said.id) else { return };
        let kept = &mut card.kept;
        (kept.class, kept.place, kept.keeper, kept.use_state) = (said.class, said.place, said.keeper, said.use_state);
        (kept.life_months, kept.residual_fen) = (said.life_months, said.residual_fen);
        (card.contract, card.entry) = (said.contract, entry);
    }

    fn wear(&mut self, said: &WearPosted, entry: &Entry) {
        let voucher = voucher_id(&entry.village, &said.voucher);
        let mut due: BTreeMap<String, Fen> = BTreeMap::new();
        for (id, card) in &self.cards {
            let fen = card.wear_in(said.period);
            if fen.0 != 0 {
                due.insert(id.clone(), fen);
            }
        }
        let mut push = |card: &str, found: Fen, expected: Fen| {
            let (card, voucher) = (card.to_owned(), voucher.clone());
            self.wear.push(Worn { card, period: said.period, found, expected, voucher, back: false, entry: entry.seq });
        };
        for worn in &said.cards {
            let expected = due.remove(&worn.card).unwrap_or_default();
            push(&worn.card, worn.amount_fen, expected);
            if let Some(card) = self.cards.get_mut(&worn.card) {
                card.kept.worn_fen = card.kept.worn_fen + worn.amount_fen;
            }
        }
        due.iter().for_each(|(card, expected)| push(card, Fen(0), *expected));
        let all: Fen = said.cards.iter().map(|worn| worn.amount_fen).sum();
        let posted = Fen(i64::try_from(said.voucher.draft.sum(Side::Debit)).unwrap_or(i64::MAX));
        if all != posted {
            self.sums.push((entry.seq, all, posted));
        }
    }

    fn take_back(&mut self, voucher: &str) {
        for worn in self.wear.iter_mut().filter(|worn| worn.voucher == voucher && !worn.back) {
            worn.back = true;
            if let Some(card) = self.cards.get_mut(&worn.card) {
                card.kept.worn_fen = card.kept.worn_fen - worn.found;
            }
        }
    }

    pub(super) fn tables(&self) -> Vec<File> {
        vec![("assets.csv", self.cards_table()), (WEAR, self.wear_table())]
    }

    fn cards_table(&self) -> String {
        let rows = self.cards.values().map(|card| {
            let kept = &card.kept;
            vec![
                kept.id.clone(),
                kept.number.clone(),
                kept.name.clone(),
                kept.class.clone(),
                kept.kind.clone(),
                kept.place.clone(),
                kept.keeper.clone(),
                kept.acquired.to_string(),
                plain(kept.cost_fen.0),
                plain(kept.residual_fen.0),
                kept.life_months.to_string(),
                plain(kept.worn_fen.0),
                plain((kept.cost_fen - kept.worn_fen).0),
                kept.use_state.clone(),
                card.contract.clone().unwrap_or_default(),
                or_empty(kept.case.as_ref()),
                card.struck_by.clone().unwrap_or_default(),
                card.entry.to_string(),
            ]
        });
        let head = [
            "card",
            "number",
            "name",
            "class",
            "kind",
            "place",
            "keeper",
            "acquired",
            "cost",
            "residual",
            "life_months",
            "worn",
            "net",
            "use",
            "contract",
            "case",
            "struck_by",
            "entry",
        ];
        table(&head, rows)
    }

    fn wear_table(&self) -> String {
        let rows = self.wear.iter().map(|one| {
            vec![
                one.card.clone(),
                one.period.to_string(),
                plain(one.found.0),
                one.voucher.clone(),
                if one.back { "yes" } else { "" }.to_owned(),
                one.entry.to_string(),
            ]
        });
        table(&["card", "period", "amount", "voucher", "taken_back", "entry"], rows)
    }

    /// Every month took what the straight line says, and its voucher is the sum of the cards.
    pub(super) fn agree(&self, findings: &mut Findings) {
        for one in self.wear.iter().filter(|one| one.found != one.expected) {
            let (card, period, found, expected) = (&one.card, one.period, one.found, one.expected);
            let zh = format!("{card}在{period}提折旧{found}元，按平均年限应为{expected}元");
            let en = format!("{card} {period}: found {found} worn, expected {expected} by the straight line");
            findings.add(format!("{WEAR}: entry {}", one.entry), zh, en);
        }
        for (entry, all, posted) in &self.sums {
            let zh = format!("各卡合计{all}元，凭证是{posted}元");
            let en = format!("the cards wear {all} together, expected {posted} as in the voucher");
            findings.add(format!("{WEAR}: entry {entry}"), zh, en);
        }
    }
}
