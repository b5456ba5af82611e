//! Acknowledging and explaining.

use crate::entries::{Acknowledged, Told, to_body};
use crate::read::{Alert, Receiver, alert, may_see, receivers};
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, roster};
use std::collections::BTreeSet;
use village::{AlertId, Fault, FieldFault, Kind, PersonId, Place, Refusal, Stop, Words};

/// A receiver has seen the alert.
pub struct Acknowledge {
    /// Which alert.
    pub alert: AlertId,
    /// The village that it concerns.
    pub place: Place,
}

/// Somebody explains what happened.
pub struct Explain {
    /// Which alert.
    pub alert: AlertId,
    /// The village that it concerns.
    pub place: Place,
    /// The explanation.
    pub text: String,
}

impl Deed for Acknowledge {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.alert.to_string(), step: "acknowledge_alert".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = alert(tx, &self.alert)?.filter(|a| a.village == self.place).ok_or_else(Refusal::not_there)?;
        let all = receivers(tx, &self.alert)?;
        let mine: Vec<_> = all
            .iter()
            .filter(|r| desk.mandates.iter().any(|m| m.post == r.post && m.place == r.place))
            .map(|r| (r.post, r.place.clone()))
            .collect();
        if mine.is_empty() {
            return Err(Refusal::not_there().into());
        }
        let (concerned, kin) = concerned(desk, tx, &found)?;
        desk.may("acknowledge_alert", &self.place, concerned, kin)?;
        if found.status == "closed" {
            return Err(closed_already().into());
        }
        if all.iter().filter(|r| mine.contains(&(r.post, r.place.clone()))).all(|r| r.acknowledged.is_some()) {
            return Err(acknowledged_already().into());
        }
        let mut everybody = true;
        for other in all.iter().filter(|r| r.acknowledged.is_none() && !mine.contains(&(r.post, r.place.clone()))) {
            everybody &= is_silent(desk, tx, other, &found)?;
        }
        let body = Acknowledged { id: self.alert.clone(), receivers: mine, all: everybody };
        record(desk, tx, &self.place, "alert.acknowledged", &self.alert, &to_body(&body)?)
    }
}

impl Deed for Explain {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.alert.to_string(), step: "explain_alert".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = alert(tx, &self.alert)?.filter(|a| a.village == self.place).ok_or_else(Refusal::not_there)?;
        if !may_see(tx, desk, &found)? {
            return Err(Refusal::not_there().into());
        }
        // Everybody may explain what they are said to have tried; for anything else it takes the duty.
        if found.person.is_none() || found.person.as_ref() != desk.person() {
            desk.may("explain_alert", &self.place, BTreeSet::new(), false)?;
        }
        if found.status == "closed" {
            return Err(closed_already().into());
        }
        let text = required(&self.text)?;
        let body = Told { id: self.alert.clone(), text, finding: String::new() };
        record(desk, tx, &self.place, "alert.explained", &self.alert, &to_body(&body)?)
    }
}

/// Whom an alert is about, and whether the person at the desk is a declared relative of theirs.
pub(crate) fn concerned(desk: &Desk, tx: &mut dyn Query, alert: &Alert) -> Result<(BTreeSet<PersonId>, bool), Fault> {
    let about: BTreeSet<_> = alert.person.iter().cloned().collect();
    let kin = match desk.person() {
        Some(person) => {
            let relatives = roster::relatives_of(tx, person)?;
            relatives.iter().any(|(relative, _, _)| about.contains(relative))
        }
        None => false,
    };
    Ok((about, kin))
}

/// Whether nobody can acknowledge as this receiver: the post stands empty, or only the person concerned holds it.
fn is_silent(desk: &Desk, tx: &mut dyn Query, receiver: &Receiver, alert: &Alert) -> Result<bool, Fault> {
    let holders = roster::persons_with(tx, &receiver.place, receiver.post, desk.now.day())?;
    Ok(holders.iter().all(|holder| Some(&holder.mandate.person) == alert.person.as_ref()))
}

pub(crate) fn record(
    desk: &Desk,
    tx: &mut Tx<'_>,
    place: &Place,
    kind: &'static str,
    alert: &AlertId,
    body: &serde_json::Value,
) -> Result<Receipt, Stop> {
    let entry = tx.append(desk.draft(place, kind, alert.as_str(), body.clone()))?;
    Ok(Receipt { subject: alert.to_string(), entry: entry.seq, again: false })
}

/// The text of an explanation or a finding: not empty, not endless.
pub(crate) fn required(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let words = if text.is_empty() {
        Words::new("请写明情况", "please say what happened")
    } else if text.chars().count() > 2_000 {
        Words::new("最多2000字", "at most 2,000 characters")
    } else {
        return Ok(text.to_owned());
    };
    Err(Refusal::faulty("alert.text", vec![FieldFault { field: "text".into(), words }]))
}

pub(crate) fn closed_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "alert.closed",
        Words::new("这条预警已经办结", "this alert is closed already"),
        Words::new("无需再办", "there is nothing left to do"),
    )
}

fn acknowledged_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "alert.acknowledged",
        Words::new("这条预警已经签收", "this alert is acknowledged already"),
        Words::new("请核实情况，再写说明或办结", "please look into it, then explain or close it"),
    )
}
