//! Taking the words of a question off the public page: insults, or what belongs to a person. Its place, the reason and the clock
//! stay; the original is kept.

use super::read::question;
use crate::entries::{Hidden, to_body};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, Kind, Place, Refusal, Stop, Words};

/// Takes the words of a question off the public page.
pub struct HideQuestion {
    /// The question.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// Why.
    pub why: String,
}

impl Deed for HideQuestion {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "review_disclosure".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = question(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        // Those who are asked do not choose what may be asked: the supervision committee does, and the township before anybody
        // in the village has read it.
        let duty = if row.is_held() { "open_question" } else { "review_disclosure" };
        desk.may(duty, &self.village, BTreeSet::new(), false)?;
        if row.hidden.is_some() {
            return Err(hidden().into());
        }
        let why = self.why.trim();
        if !(4..=200).contains(&why.chars().count()) {
            let words = Words::new(
                "请写明为什么不公开原文（4到200个字）",
                "say why its words are not shown (4 to 200 characters)",
            );
            return Err(Refusal::faulty("question.hide", vec![FieldFault { field: "why".into(), words }]).into());
        }
        let body = to_body(&Hidden { id: self.id.clone(), why: why.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "question.hidden", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

fn hidden() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "question.hidden",
        Words::new("这条提问的原文已经不公开", "its words are not shown already"),
        Words::new("无需再办", "nothing is to be done"),
    )
}
