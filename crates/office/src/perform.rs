//! The one road by which a deed happens.

use crate::{Deed, Desk, Office, Receipt, Warning};
use archive::Tx;
use village::{Fault, Refusal, Stop};

/// What would happen if the deed were done now.
#[derive(Debug)]
pub enum Preview {
    /// It would be done.
    Done(Receipt),
    /// It would be refused.
    Refused(Box<Refusal>),
}

impl Office {
    /// Does a deed: all of it, durably, or nothing.
    ///
    /// A violation is refused; the attempt is recorded (`act.refused`) and the supervisors are warned in the same
    /// transaction, so that no refusal of this kind is without its warning.
    ///
    /// # Errors
    /// [`Stop::Refused`] when a rule says no; [`Stop::Failed`] when something is broken. Nothing of the deed remains.
    pub fn perform(&self, desk: &Desk, deed: impl Deed) -> Result<Receipt, Stop> {
        let desk = desk.clone();
        let outcome = self.archive().act(move |tx| try_or_record(desk, tx, &deed))?;
        outcome.map_err(Stop::Refused)
    }

    /// The same road ending in rollback: what would happen.
    ///
    /// # Errors
    /// When something is broken.
    pub fn preview(&self, desk: &Desk, deed: impl Deed) -> Result<Preview, Fault> {
        let mut desk = desk.clone();
        desk.key = None;
        let tried = self.archive().preview(move |tx| {
            desk.refresh(tx)?;
            deed.run(&desk, tx)
        });
        match tried {
            Ok(receipt) => Ok(Preview::Done(receipt)),
            Err(Stop::Refused(refusal)) => Ok(Preview::Refused(refusal)),
            Err(Stop::Failed(fault)) => Err(fault),
        }
    }
}

fn try_or_record(mut desk: Desk, tx: &mut Tx<'_>, deed: &impl Deed) -> Result<Result<Receipt, Box<Refusal>>, Stop> {
    if let Some(key) = &desk.key
        && let Some(earlier) = tx.entry_by_key(&desk.own_key(key))?
    {
        return Ok(Ok(Receipt { subject: earlier.subject, entry: earlier.seq, again: true }));
    }
    desk.refresh(tx)?;
    match tx.nested(|tx| deed.run(&desk, tx)) {
        Ok(receipt) => Ok(Ok(receipt)),
        Err(Stop::Refused(refusal)) if refusal.violation => {
            let about = deed.about();
            let warning = Warning::of(&about, desk.person().cloned(), &refusal);
            desk.key = None;
            (desk.office.warn())(&desk, tx, &warning)?;
            Ok(Err(refusal))
        }
        Err(stop) => Err(stop),
    }
}
