//! The second person compares the signed list with the totals, and confirms or sends back.

use super::keep::{ByTwo, HandoverAnswered};
use super::prepare::named;
use super::read::{HandoverRow, HandoverState, HandoverWhat, body_of, handover};
use crate::keep::to_body;
use crate::pair::{not_alone, nothing_waits, record};
use crate::refuse::field;
use crate::{handover::correct, member, open};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use village::{Place, Refusal, Stop, Words};

/// Confirms what was prepared: balances and members are entered with it, vouchers may be taken from their file.
pub struct ConfirmHandover {
    /// The village.
    pub village: Place,
    /// The handover.
    pub number: i64,
}

/// Sends it back.
pub struct ReturnHandover {
    /// The village.
    pub village: Place,
    /// The handover.
    pub number: i64,
    /// Why.
    pub remark: String,
}

impl Deed for ConfirmHandover {
    fn about(&self) -> About {
        let subject = named(&self.village, self.number);
        About { place: self.village.clone(), subject, step: "confirm_handover".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = waiting(desk, tx, &self.village, self.number)?;
        let body = to_body(&HandoverAnswered { number: self.number, remark: String::new() })?;
        let subject = named(&self.village, self.number);
        let receipt = record(desk, tx, &self.village, &subject, "handover.confirmed", body)?;
        let by = ByTwo { handover: self.number, prepared_by: found.preparer, confirmed_by: desk.person().cloned() };
        let body = body_of(tx, &self.village, self.number)?;
        match found.what {
            HandoverWhat::Books => open::confirm(desk, tx, &self.village, body, by)?,
            HandoverWhat::Opening => correct::confirm(desk, tx, &self.village, body, by)?,
            HandoverWhat::Members => member::confirm(desk, tx, &self.village, body, by)?,
            HandoverWhat::Vouchers => {}
        }
        Ok(receipt)
    }
}

impl Deed for ReturnHandover {
    fn about(&self) -> About {
        let subject = named(&self.village, self.number);
        About { place: self.village.clone(), subject, step: "confirm_handover".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        waiting(desk, tx, &self.village, self.number)?;
        let remark = self.remark.trim();
        if remark.is_empty() || remark.chars().count() > 200 {
            let words = Words::new("请写明退回的原因，最多200字", "say why it is sent back, in at most 200 characters");
            return Err(field("remark", words).into());
        }
        let body = to_body(&HandoverAnswered { number: self.number, remark: remark.to_owned() })?;
        record(desk, tx, &self.village, &named(&self.village, self.number), "handover.returned", body)
    }
}

/// The handover that waits, for somebody who may answer it and did not prepare it.
fn waiting(desk: &Desk, tx: &mut Tx<'_>, village: &Place, number: i64) -> Result<HandoverRow, Stop> {
    let found = handover(tx, village, number)?.ok_or_else(Refusal::not_there)?;
    desk.may("reopen_books", village, found.preparer.iter().cloned().collect(), false)?;
    not_alone(desk, found.preparer.as_ref())?;
    if found.state != HandoverState::Waiting {
        return Err(answered_already().into());
    }
    Ok(found)
}

fn answered_already() -> Refusal {
    nothing_waits(
        "books.handover_answered",
        Words::new("这次接收已经办过，或者已经重新送审", "this handover was answered already, or was prepared anew"),
        Words::new("请看最新的一次", "Look at the latest one"),
    )
}
