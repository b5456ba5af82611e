//! The supervision committee's review: true and complete, or returned with what is wrong. Whoever confirmed does not review.

use crate::entries::{Released, Returned, Which, to_body};
use crate::prepare::draw_item;
use crate::read::{VersionState, versions};
use crate::term::Term;
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, Hash, Kind, Place, Refusal, Stop, Words};

/// What the committee says of one slot.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The item.
    pub item: String,
    /// The days that it covers.
    pub term: Term,
    /// The fingerprint of what was reviewed.
    pub seen: Hash,
    /// Why it is returned; none: it is true and complete.
    pub returned: Option<String>,
}

/// Reviews slots of a village, all of them or none.
pub struct Review {
    /// The village.
    pub village: Place,
    /// What is said of each.
    pub verdicts: Vec<Verdict>,
}

impl Deed for Review {
    fn about(&self) -> About {
        let one = match self.verdicts.as_slice() {
            [one] => format!("{}-{}-{}", self.village, one.item, one.term),
            _ => self.village.to_string(),
        };
        About { place: self.village.clone(), subject: one, step: "review_disclosure".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("review_disclosure", &self.village, BTreeSet::new(), false)?;
        let mut made = Vec::new();
        for verdict in &self.verdicts {
            made.push(self.one(desk, tx, verdict)?);
        }
        let mut last = 0;
        for (place, (kind, subject, body)) in made.into_iter().enumerate() {
            let mut draft = desk.draft(&self.village, kind, &subject, body);
            draft.key = draft.key.filter(|_| place == 0);
            last = tx.append(draft)?.seq;
        }
        if last == 0 {
            return Err(nothing().into());
        }
        Ok(Receipt { subject: self.village.to_string(), entry: last, again: false })
    }
}

impl Review {
    fn one(
        &self,
        desk: &Desk,
        tx: &mut Tx<'_>,
        verdict: &Verdict,
    ) -> Result<(&'static str, String, serde_json::Value), Stop> {
        let today = desk.now.day();
        let own = versions(tx, &self.village, &verdict.item, verdict.term)?;
        let waiting = own.into_iter().rev().find(|version| version.state == VersionState::Prepared);
        let waiting = waiting.filter(|version| version.hash == verdict.seen).ok_or_else(not_waiting)?;
        let handlers: BTreeSet<_> = waiting.prepared.0.iter().cloned().collect();
        desk.may("review_disclosure", &self.village, handlers, false)?;
        let which = Which::new(&verdict.item, verdict.term, waiting.number);
        let subject = which.subject(&self.village);
        if let Some(why) = &verdict.returned {
            let why = why.trim();
            if why.chars().count() < 4 {
                let words = Words::new(
                    "请写明哪里不真实、不完整（至少4个字）",
                    "say what is not true or missing (4 characters or more)",
                );
                return Err(
                    Refusal::faulty("disclosure.return", vec![FieldFault { field: "why".into(), words }]).into()
                );
            }
            return Ok(("disclosure.returned", subject, to_body(&Returned { which, why: why.to_owned() })?));
        }
        let book = desk.office.current_book(tx)?.at(&self.village, today);
        let item = book.catalogue.get(&verdict.item).ok_or_else(Refusal::not_there)?;
        let drawn = draw_item(tx, desk, &self.village, item, verdict.term)?;
        if drawn.is_some_and(|(_, hash)| hash != waiting.hash) {
            return Err(differs().into());
        }
        let public_on = waiting.release_on.max(today);
        Ok(("disclosure.released", subject, to_body(&Released { which, hash: waiting.hash, public_on })?))
    }
}

fn nothing() -> Refusal {
    Refusal::new(
        Kind::NotComplete,
        "disclosure.nothing_reviewed",
        Words::new("没有选要审核的事项", "nothing was chosen"),
        Words::new("请逐项勾选真实完整，或者写明退回原因", "tick what is true and complete, or say why it is returned"),
    )
}

fn not_waiting() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.not_waiting",
        Words::new("这一项不在等审核，或者刚刚换了内容", "this does not wait for a review, or has just changed"),
        Words::new("请重新打开再看", "please open it again"),
    )
}

/// What was confirmed is not what books and cases say any more.
fn differs() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.differs",
        Words::new(
            "送审以后，账上或办件有了变化，送审稿和账对不上",
            "books or cases have changed since: the draft does not agree with them",
        ),
        Words::new("请退回重新核对", "please return it to be confirmed again"),
    )
}
