//! An alert that nobody acknowledged in time goes one level up.

use crate::entries::{Climbed, Overdue, to_body};
use crate::raise::{alert_id, deadline, letters};
use crate::read::{Alert, alert};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Cause, Colour, Deed, Desk, Receipt, Warning};
use village::{AlertId, Fault, Kind, Moment, Place, Post, Refusal, Stop, Words};

/// Carries an overdue alert one level up: from the township to the county; at the county, where there is no further level,
/// it is entered as overdue. Done by the office's clockwork.
pub struct Climb {
    /// Which alert.
    pub alert: AlertId,
    /// The village that it concerns.
    pub place: Place,
}

impl Deed for Climb {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.alert.to_string(), step: "climb".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = alert(tx, &self.alert)?.filter(|a| a.village == self.place).ok_or_else(Refusal::not_there)?;
        let due = found.acknowledge_by.is_some_and(|limit| limit < desk.now);
        if found.status == "closed" || !due {
            return Err(not_due().into());
        }
        if found.level == "county" {
            // Above the county nobody is told by this system. That it is overdue at the top is recorded, once.
            let body = to_body(&Overdue { id: self.alert.clone() })?;
            let entry = desk.append_more(tx, &self.place, "alert.overdue", self.alert.as_str(), body)?;
            return Ok(Receipt { subject: self.alert.to_string(), entry, again: false });
        }
        let receivers = vec![(Post::CountyDiscipline, desk.office.county().clone())];
        let messages = letters(desk, tx, &self.alert, &as_warning(&found), found.raised, &receivers)?;
        let body = Climbed {
            id: self.alert.clone(),
            level: "county".into(),
            acknowledge_by: Some(deadline(desk, tx)?),
            receivers,
            messages,
        };
        let entry = desk.append_more(tx, &self.place, "alert.climbed", self.alert.as_str(), to_body(&body)?)?;
        Ok(Receipt { subject: self.alert.to_string(), entry, again: false })
    }
}

/// The alerts whose limit has passed, with their villages.
///
/// # Errors
/// When the store cannot be read.
pub fn overdue(query: &mut dyn Query, now: Moment) -> Result<Vec<(AlertId, Place)>, Fault> {
    let mut found = Vec::new();
    for row in query.query(sql::OVERDUE, &[now.into()])? {
        let id = alert_id(row.text("id")?)?;
        if let Some(alert) = alert(query, &id)? {
            found.push((id, alert.village));
        }
    }
    Ok(found)
}

fn as_warning(alert: &Alert) -> Warning {
    let cause = match alert.severity.as_str() {
        "yellow" => Cause::Watched(Colour::Yellow),
        "orange" => Cause::Watched(Colour::Orange),
        _ if alert.is_attempt => Cause::Refused,
        _ => Cause::Found,
    };
    Warning {
        cause,
        about: About { place: alert.village.clone(), subject: alert.subject.clone(), step: alert.step.clone() },
        person: alert.person.clone(),
        rule: alert.rule.clone(),
        words: alert.words.clone(),
        articles: alert.articles.clone(),
    }
}

fn not_due() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "alert.not_due",
        Words::new("还没有到报上一级的时候", "it is not yet time to go one level up"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
