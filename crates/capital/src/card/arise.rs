//! Cards follow cases: property that was bought (D2) or built (F2) gets one when it stands in the books, and disposal (D3) strikes it
//! off. Nothing else does either, but for what is taken over as history.

use super::keep::{CardKept, CardMade, CardStruck};
use super::kind::{CardClass, CardKind, UseState};
use super::{read, sql};
use crate::keep::to_body;
use archive::{Query, Tx};
use office::{Desk, Happening};
use village::{Fault, Fen, Kind, Place, Refusal, Stop, Words};

pub(crate) fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    for effect in what.effects {
        match (what.after.affair.as_str(), effect.as_str()) {
            ("D2", "payment") => made(desk, tx, what, Made::bought(what))?,
            ("F2", "completion") => made(desk, tx, what, Made::built(what))?,
            ("D3", "disposal") => struck(desk, tx, what)?,
            _ => {}
        }
    }
    Ok(())
}

/// What a case says of what it brought.
struct Made {
    name: String,
    kind: CardKind,
    class: CardClass,
    cost_fen: Fen,
    keeper: String,
}

impl Made {
    fn bought(what: &Happening<'_>) -> Self {
        let state = what.after;
        let kind = CardKind::named(state.text("asset_kind")).unwrap_or(CardKind::Other);
        let cost = state.int("card_value_fen").or_else(|| state.int("price_fen")).unwrap_or(0);
        Self {
            name: state.text("object").to_owned(),
            kind,
            class: CardClass::Office,
            cost_fen: Fen(cost),
            keeper: state.text("custodian").to_owned(),
        }
    }

    fn built(what: &Happening<'_>) -> Self {
        let project = what.others.get("contract_case").map(|other| &other.facts);
        let title = project.and_then(|facts| facts.get("title")).and_then(|fact| match fact {
            procedure::FactValue::Text(text) => Some(text.clone()),
            _ => None,
        });
        Self {
            name: title.unwrap_or_else(|| what.title.clone()),
            kind: CardKind::Works,
            class: CardClass::Public,
            cost_fen: Fen(what.after.int("final_fen").unwrap_or(0)),
            keeper: String::new(),
        }
    }
}

/// The number of the next card of a village.
pub(super) fn next_id(tx: &mut dyn Query, village: &Place, already: i64) -> Result<String, Fault> {
    let many = tx.one(sql::COUNT_CARDS, &[village.into()])?.int("many")?;
    Ok(format!("{village}-Z-{:04}", many + already + 1))
}

fn made(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>, made: Made) -> Result<(), Stop> {
    // A case pays in parts, and is returned and goes on; it brings one thing.
    if made.cost_fen.0 <= 0 || tx.maybe(sql::CARD_OF_CASE, &[what.case.into()])?.is_some() {
        return Ok(());
    }
    let today = desk.now.day();
    let book = desk.office.current_book(tx)?.at(what.village, today);
    let (life_months, residual) = made.kind.life(&book, today);
    let id = next_id(tx, what.village, 0)?;
    let said = what.after.text("card_no").trim();
    let card = CardKept {
        number: if said.is_empty() { id.clone() } else { said.to_owned() },
        id: id.clone(),
        name: if made.name.trim().is_empty() { what.title.clone() } else { made.name },
        class: made.class.code().to_owned(),
        kind: made.kind.code().to_owned(),
        place: String::new(),
        keeper: made.keeper,
        acquired: today,
        cost_fen: made.cost_fen,
        residual_fen: share(made.cost_fen, residual),
        life_months,
        worn_fen: Fen(0),
        use_state: UseState::Own.code().to_owned(),
        case: Some(what.case.clone()),
        mark: None,
    };
    desk.append_more(tx, what.village, "card.made", &id, to_body(&CardMade { card })?)?;
    Ok(())
}

/// So many per cent of an amount, rounded down.
pub(super) fn share(amount: Fen, percent: i64) -> Fen {
    Fen(i64::try_from(i128::from(amount.0) * i128::from(percent) / 100).unwrap_or(0))
}

/// What is disposed of is struck off; where the case says other figures than its card, one of them is wrong.
fn struck(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let number = what.after.text("card_no").trim();
    // Property of before cards were kept is on no card.
    let Some(card) = read::card_numbered(tx, what.village, number)? else { return Ok(()) };
    let said = (what.after.int("amount_fen").unwrap_or(0), what.after.int("worn_fen").unwrap_or(0));
    if said != (card.cost_fen.0, card.worn_fen.0) {
        return Err(differs(number, card.cost_fen, card.worn_fen, Fen(said.0), Fen(said.1)).into());
    }
    let body = CardStruck { id: card.id.clone(), by: what.case.clone() };
    desk.append_more(tx, what.village, "card.struck", &card.id, to_body(&body)?)?;
    Ok(())
}

fn differs(number: &str, cost: Fen, worn: Fen, said_cost: Fen, said_worn: Fen) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "card.differs",
        Words::new(
            format!("办件写原值{said_cost}、已提折旧{said_worn}；卡片{number}上是原值{cost}、已提折旧{worn}"),
            format!(
                "the case says cost {said_cost} and depreciation {said_worn}; card {number} says {cost} and {worn}"
            ),
        ),
        Words::new("请退回，按资产卡片更正", "Return it and correct it by the card"),
    )
}
