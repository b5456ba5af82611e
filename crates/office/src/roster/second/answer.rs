//! The second person looks at what was asked for, and agrees or does not.

use super::{Act, SecondCheck, second_check};
use crate::roster::entries::CheckAnswered;
use crate::roster::mandates::{Since, grant};
use crate::roster::{is_relative, mandates_from, mandates_of, name_of};
use crate::{About, Deed, Desk, Receipt, Signed};
use archive::Tx;
use std::collections::BTreeSet;
use village::{Fault, FieldFault, Kind, Place, Refusal, Stop, Words};

/// Agrees to what somebody asked for, or does not. Whoever asked may only take it back. An office that is agreed to is granted
/// by the same deed, after all its checks were made again.
pub struct AnswerCheck {
    /// The check's number.
    pub id: String,
    /// The place of the check.
    pub place: Place,
    /// Whether it is agreed to.
    pub agrees: bool,
    /// Why not.
    pub reason: String,
}

impl Deed for AnswerCheck {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.id.clone(), step: "second_check".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = second_check(tx, &self.id)?.filter(|check| check.place == self.place);
        let found = found.ok_or_else(Refusal::not_there)?;
        let withdraws = !self.agrees && desk.person() == Some(&found.asked_by.0);
        if !withdraws {
            may_answer(desk, tx, &found)?;
        }
        if !found.is_open(desk.now) {
            return Err(closed(&found).into());
        }
        let reason = self.reason.trim().to_owned();
        if !self.agrees && !withdraws && reason.is_empty() {
            let words = Words::new("请写明为什么不同意", "say why you do not agree");
            return Err(Refusal::faulty("check.unfit", vec![FieldFault { field: "reason".into(), words }]).into());
        }
        let given = CheckAnswered { id: self.id.clone(), agreed: self.agrees, reason };
        let body = serde_json::to_value(given).map_err(|e| Fault::from("cannot write a second check", e))?;
        let entry = tx.append(desk.draft(&self.place, "second_check.answered", found.person.0.as_str(), body))?.seq;
        if let (true, Act::Grant(stated)) = (self.agrees, &found.act) {
            let since = if found.opening { Since::TermBegan } else { Since::Recorded };
            // The mark of the form stands on the answer.
            let unmarked = Desk { key: None, ..desk.clone() };
            grant(&unmarked, tx, stated, since, Some(&found), &mut None)?;
        }
        Ok(Receipt { subject: found.person.0.to_string(), entry, again: false })
    }
}

/// Whoever answers may do so at every place where the person holds an office; who asked may still ask.
fn may_answer(desk: &Desk, tx: &mut Tx<'_>, check: &SecondCheck) -> Result<(), Stop> {
    let (person, asker) = (&check.person.0, &check.asked_by.0);
    let kin = is_relative(desk, tx, person)? || is_relative(desk, tx, asker)?;
    let mut places = BTreeSet::from([check.place.clone()]);
    if check.act == Act::Reset {
        let held = mandates_from(tx, person, desk.now.day())?;
        places.extend(held.into_iter().map(|mandate| mandate.place));
    }
    for place in &places {
        desk.may("second_check", place, check.concerned(), kin)?;
    }
    let name = name_of(tx, asker)?.unwrap_or_default();
    let signed = Some(Signed { person: asker.clone(), name });
    let mandates = mandates_of(tx, asker, desk.now.day())?;
    let theirs = Desk { signed, mandates, key: None, ..desk.clone() };
    let kin = is_relative(&theirs, tx, person)?;
    for place in &places {
        match theirs.may("grant_mandate", place, BTreeSet::from([person.clone()]), kin) {
            Err(Stop::Refused(_)) => return Err(no_longer().into()),
            other => other?,
        }
    }
    Ok(())
}

fn no_longer() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "second_check.asker",
        Words::new("申请人现在已经无权登记，这份申请不能同意", "who asked for this may no longer ask for it"),
        Words::new("请写明原因，不同意；由有权的人重新申请", "decline it; somebody entitled asks again"),
    )
}

fn closed(check: &SecondCheck) -> Refusal {
    let words = match &check.answered {
        Some((_, name, _)) => Words::new(format!("{name}已经答复过了"), format!("{name} has answered this already")),
        None => Words::new("申请已满7天，没有人复核，已经失效", "nobody answered within 7 days; it has lapsed"),
    };
    Refusal::new(
        Kind::NotNow,
        "second_check.closed",
        words,
        Words::new("还需要办的，请重新申请", "ask again if it is still needed"),
    )
}
