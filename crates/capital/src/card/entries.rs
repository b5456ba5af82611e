//! What each entry of property adds up to in the tables.

use super::keep::{
    CardCounted, CardDescribed, CardKept, CardMade, CardStruck, CardsImported, CountDecided, CountOpened, WearPosted,
};
use super::{read, sql};
use crate::entries::{body, post, voucher_id};
use archive::{Change, Entry, Kind, Query};
use village::{Fault, Fen};

/// The kinds of entry that property writes, but for what is posted.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "card.made", apply: apply_made },
        Kind { name: "card.imported", apply: apply_imported },
        Kind { name: "card.described", apply: apply_described },
        Kind { name: "card.struck", apply: apply_struck },
        Kind { name: "count.opened", apply: apply_opened },
        Kind { name: "card.counted", apply: apply_counted },
        Kind { name: "count.decided", apply: apply_decided },
    ]
}

fn keep(change: &mut Change<'_>, entry: &Entry, card: &CardKept) -> Result<(), Fault> {
    let seq = i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))?;
    change.execute(
        sql::KEEP,
        &[
            card.id.as_str().into(),
            (&entry.village).into(),
            card.number.as_str().into(),
            card.name.as_str().into(),
            card.class.as_str().into(),
            card.kind.as_str().into(),
            card.place.as_str().into(),
            card.keeper.as_str().into(),
            card.acquired.into(),
            card.cost_fen.into(),
            card.residual_fen.into(),
            card.life_months.into(),
            card.worn_fen.into(),
            card.use_state.as_str().into(),
            card.case.clone().into(),
            card.mark.clone().into(),
            seq.into(),
        ],
    )?;
    Ok(())
}

fn apply_made(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: CardMade = body(entry)?;
    keep(change, entry, &made.card)
}

fn apply_imported(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let imported: CardsImported = body(entry)?;
    imported.cards.iter().try_for_each(|card| keep(change, entry, card))
}

fn apply_described(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: CardDescribed = body(entry)?;
    change.execute(
        sql::DESCRIBE,
        &[
            said.id.into(),
            said.class.into(),
            said.place.into(),
            said.keeper.into(),
            said.use_state.into(),
            said.contract.into(),
            said.life_months.into(),
            said.residual_fen.into(),
            said.photo.map(|hash| hash.to_string()).into(),
        ],
    )?;
    Ok(())
}

fn apply_struck(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let struck: CardStruck = body(entry)?;
    change.execute(sql::STRIKE, &[struck.id.into(), struck.by.into()])?;
    Ok(())
}

/// A month's wear: its voucher is posted as any other.
pub(crate) fn apply_wear(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let posted: WearPosted = body(entry)?;
    post(change, entry, &posted.voucher)?;
    let voucher = voucher_id(&entry.village, &posted.voucher);
    for worn in &posted.cards {
        change.execute(sql::WEAR, &[worn.card.as_str().into(), worn.amount_fen.into()])?;
        let params = [
            worn.card.as_str().into(),
            posted.period.to_string().into(),
            voucher.as_str().into(),
            worn.amount_fen.into(),
        ];
        change.execute(sql::INSERT_WEAR, &params)?;
    }
    Ok(())
}

/// A month's wear was taken back, and not posted anew on other accounts: it is still to come.
pub(crate) fn take_back(change: &mut Change<'_>, voucher: &str, instead: Option<&str>) -> Result<(), Fault> {
    if instead.is_some() {
        return Ok(());
    }
    for row in change.query(sql::WORN_BY, &[voucher.into()])? {
        let back = Fen(-row.int("amount_fen")?);
        change.execute(sql::WEAR, &[row.text("card_id")?.into(), back.into()])?;
    }
    change.execute(sql::UNWEAR, &[voucher.into()])?;
    Ok(())
}

fn apply_opened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let opened: CountOpened = body(entry)?;
    let params = [opened.id.into(), (&entry.village).into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::OPEN_COUNT, &params)?;
    Ok(())
}

fn apply_counted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let counted: CardCounted = body(entry)?;
    change.execute(
        sql::MARK,
        &[
            counted.count.into(),
            counted.card.into(),
            counted.found.into(),
            counted.place.into(),
            counted.photo.map(|hash| hash.to_string()).into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

/// What was decided on holds: a card that was found elsewhere is there from now on.
fn apply_decided(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let decided: CountDecided = body(entry)?;
    for one in read::counted(change, &decided.id)? {
        if one.found == super::Found::Moved {
            change.execute(sql::PLACE, &[one.card.into(), one.place.into()])?;
        }
    }
    let params = [decided.id.into(), entry.person.clone().into(), entry.moment.into(), decided.words.into()];
    change.execute(sql::DECIDE_COUNT, &params)?;
    Ok(())
}
