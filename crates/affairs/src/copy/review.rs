//! The supervision committee's review: nothing personal is left open, nothing is hidden that everybody should see. Whoever covered
//! does not review.

use super::read::{CopyState, copies};
use super::{Released, Returned, Which};
use crate::entries::to_body;
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{CaseId, FieldFault, Hash, Kind, Place, Refusal, Stop, Words};

/// Releases a copy, sends it back, or takes one down that is public.
pub struct ReviewCopy {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The paper, by its content.
    pub paper: Hash,
    /// The fingerprint of the copy that was looked at.
    pub seen: Hash,
    /// Why it is sent back or taken down; none: it may be shown.
    pub returned: Option<String>,
}

impl Deed for ReviewCopy {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "review_disclosure".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("review_disclosure", &self.village, BTreeSet::new(), false)?;
        let own =
            copies(tx, &self.case)?.into_iter().filter(|copy| copy.paper == self.paper && copy.village == self.village);
        let own: Vec<_> = own.filter(|copy| copy.hash == self.seen).collect();
        let of = |state: CopyState| own.iter().rev().find(|copy| copy.state == state);
        let down = || of(CopyState::Released).filter(|_| self.returned.is_some());
        let copy = of(CopyState::Waiting).or_else(down).ok_or_else(not_waiting)?;
        let handlers: BTreeSet<_> = copy.covered.0.iter().cloned().collect();
        desk.may("review_disclosure", &self.village, handlers, false)?;
        let which = Which { case: self.case.clone(), paper: self.paper, version: copy.version };
        let (kind, body) = match &self.returned {
            None => ("copy.released", to_body(&Released { which, hash: copy.hash })?),
            Some(why) => {
                let why = why.trim();
                if !(4..=200).contains(&why.chars().count()) {
                    let words = Words::new(
                        "请写明哪里没有遮好，或者遮掉了该公开的（4到200个字）",
                        "say what is left open, or hidden that should be seen (4 to 200 characters)",
                    );
                    let fault = FieldFault { field: "why".into(), words };
                    return Err(Refusal::faulty("copy.return", vec![fault]).into());
                }
                ("copy.returned", to_body(&Returned { which, why: why.to_owned() })?)
            }
        };
        let entry = tx.append(desk.draft(&self.village, kind, &self.paper.to_string(), body))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

fn not_waiting() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "copy.not_waiting",
        Words::new(
            "这份公开件不在等核对，或者刚刚换了一版",
            "this copy does not wait for a review, or has just changed",
        ),
        Words::new("请重新打开再看", "please open it again"),
    )
}
