//! Reminders before a limit. Done by the office's clockwork, once for each step that waits.

use crate::entries::{CaseReminded, to_body};
use crate::read::case;
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use village::{CaseId, Day, Fault, Kind, Place, Refusal, Stop, Words};

/// Reminds that a case's step is due soon.
pub struct Remind {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
}

impl Deed for Remind {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "remind".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let due = row.status == "running" && row.remind.is_some_and(|day| day <= desk.now.day());
        if !due || tx.one(sql::REMINDED, &[(&self.case).into()])?.int("reminded")? != 0 {
            return Err(Refusal::new(
                Kind::NotNow,
                "remind.not_due",
                Words::new("还没有到提醒的时候", "it is not yet time to remind"),
                Words::new("无需办理", "nothing is to be done"),
            )
            .into());
        }
        let body = to_body(&CaseReminded { case: self.case.clone() })?;
        let entry = desk.append_more(tx, &self.village, "case.reminded", self.case.as_str(), body)?;
        Ok(Receipt { subject: self.case.to_string(), entry, again: false })
    }
}

/// The cases that are to be reminded of on a day and were not yet.
///
/// # Errors
/// When the store cannot be read.
pub fn to_remind(query: &mut dyn Query, today: Day) -> Result<Vec<(CaseId, Place)>, Fault> {
    query
        .query(sql::CASES_TO_REMIND, &[today.into()])?
        .iter()
        .map(|row| {
            let id = CaseId::new(row.text("id")?).map_err(|e| Fault::from("a case's number is malformed", e))?;
            let place = Place::new(row.text("village")?).map_err(|e| Fault::from("a place is malformed", e))?;
            Ok((id, place))
        })
        .collect()
}
