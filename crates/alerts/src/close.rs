//! Closing an alert. A red one is closed by somebody outside the village, and never by the person it concerns.

use crate::entries::{Told, to_body};
use crate::read::{Receiver, alert, may_see, receivers};
use crate::respond::{closed_already, concerned, record, required};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use village::{AlertId, Kind, Place, Refusal, Stop, Words};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It was an irregularity, and it was dealt with.
    Confirmed,
    /// It was a mistake of the hand, or of the rule.
    Unfounded,
}

impl Finding {
    /// The code: `confirmed` or `unfounded`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Unfounded => "unfounded",
        }
    }

    /// The finding with this code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        [Self::Confirmed, Self::Unfounded].into_iter().find(|finding| finding.code() == code)
    }
}

/// Closes an alert.
pub struct Close {
    /// Which alert.
    pub alert: AlertId,
    /// The village that it concerns.
    pub place: Place,
    /// What was found.
    pub finding: Finding,
    /// What was done about it.
    pub text: String,
}

impl Deed for Close {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.alert.to_string(), step: "close_alert".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = alert(tx, &self.alert)?.filter(|a| a.village == self.place).ok_or_else(Refusal::not_there)?;
        if !may_see(tx, desk, &found)? {
            return Err(Refusal::not_there().into());
        }
        let duty = if found.severity == "red" { "close_red_alert" } else { "close_alert" };
        let (concerned, kin) = concerned(desk, tx, &found)?;
        desk.may(duty, &self.place, concerned, kin)?;
        if found.status == "closed" {
            return Err(closed_already().into());
        }
        // Who closes must have acknowledged; a receiver who keeps silent cannot hold it open.
        let mine = |r: &Receiver| desk.mandates.iter().any(|m| m.post == r.post && m.place == r.place);
        if !receivers(tx, &self.alert)?.iter().any(|r| r.acknowledged.is_some() && mine(r)) {
            return Err(not_acknowledged().into());
        }
        let text = required(&self.text)?;
        let body = Told { id: self.alert.clone(), text, finding: self.finding.code().into() };
        record(desk, tx, &self.place, "alert.closed", &self.alert, &to_body(&body)?)
    }
}

fn not_acknowledged() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "alert.not_acknowledged",
        Words::new("您还没有签收，暂时不能办结", "you have not acknowledged it yet; it cannot be closed"),
        Words::new("请先签收，核实情况后再办结", "acknowledge it first, look into it, then close it"),
    )
}
