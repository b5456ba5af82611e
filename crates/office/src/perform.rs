//! The one road by which a deed happens.

use crate::{Deed, Desk, Office, Receipt, Warning};
use archive::{CLOCK_LAG_MS, Entry, Query, Tx};
use village::{Fault, Kind, Moment, Refusal, Stop, Words};

/// What would happen if the deed were done now.
#[derive(Debug)]
pub enum Preview {
    /// It would be done.
    Done(Receipt),
    /// It would be refused.
    Refused(Box<Refusal>),
}

/// The most entries of a foreseen deed that are looked at; an import of a whole township leaves fewer.
const FORESEEN: u32 = 50_000;

/// What would come of a deed, and what somebody who looked saw in the tables as they would then stand.
#[derive(Debug)]
pub struct Foresight<T> {
    /// Whether it would be done.
    pub preview: Preview,
    /// Every entry that it would leave: of a refused violation, that of the attempt and those of its warnings.
    pub entries: Vec<Entry>,
    /// What was seen.
    pub seen: T,
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
            desk.now = in_time(desk.now, tx.latest())?;
            desk.refresh(tx)?;
            deed.run(&desk, tx)
        });
        match tried {
            Ok(receipt) => Ok(Preview::Done(receipt)),
            Err(Stop::Refused(refusal)) => Ok(Preview::Refused(refusal)),
            Err(Stop::Failed(fault)) => Err(fault),
        }
    }

    /// The whole road with its warnings, ending in rollback: what would stand in the log, and what `look` sees in the
    /// tables before everything is undone.
    ///
    /// # Errors
    /// When something is broken.
    pub fn foresee<T: Send + 'static>(
        &self,
        desk: &Desk,
        deed: impl Deed,
        look: impl FnOnce(&mut dyn Query, &Preview, &[Entry]) -> Result<T, Fault> + Send + 'static,
    ) -> Result<Foresight<T>, Fault> {
        let mut desk = desk.clone();
        desk.key = None;
        let tried = self.archive().preview(move |tx| {
            let before = tx.head();
            let preview = match try_or_record(desk, tx, &deed) {
                Ok(Ok(receipt)) => Preview::Done(receipt),
                Ok(Err(refusal)) | Err(Stop::Refused(refusal)) => Preview::Refused(refusal),
                Err(failed) => return Err(failed),
            };
            let entries = archive::entries_after(tx, before, FORESEEN)?;
            let seen = look(tx, &preview, &entries)?;
            Ok(Foresight { preview, entries, seen })
        });
        tried.map_err(|stop| match stop {
            Stop::Failed(fault) => fault,
            Stop::Refused(refusal) => Fault::new(format!("a look at what would be was refused: {}", refusal.rule)),
        })
    }
}

/// The moment that a deed bears: never before that of the last entry, so that no window that has closed opens again and nothing is
/// dated back. A clock that lags by a little is taken as the last entry's moment; one that lags by more is wrong.
fn in_time(now: Moment, latest: Moment) -> Result<Moment, Box<Refusal>> {
    if now.plus_ms(CLOCK_LAG_MS) >= latest {
        return Ok(now.max(latest));
    }
    Err(Box::new(Refusal::new(
        Kind::NotNow,
        "clock.behind",
        Words::new(
            format!("服务器的时钟是{now}，比最后一条记录的{latest}还早：时间只往前走，现在什么都不能办"),
            format!(
                "the server's clock says {now}, before {latest} of the last entry: time goes forward, nothing can be done now"
            ),
        ),
        Words::new("请系统管理员校准服务器的时钟", "Ask the administrator to set the server's clock right"),
    )))
}

fn try_or_record(mut desk: Desk, tx: &mut Tx<'_>, deed: &impl Deed) -> Result<Result<Receipt, Box<Refusal>>, Stop> {
    if let Some(key) = &desk.key
        && let Some(earlier) = tx.entry_by_key(&desk.own_key(key))?
    {
        return Ok(Ok(Receipt { subject: earlier.subject, entry: earlier.seq, again: true }));
    }
    desk.now = in_time(desk.now, tx.latest())?;
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
