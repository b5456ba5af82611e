//! Covering: by whoever sees to what the village makes public.

use super::read::{CopyPage, copies};
use super::{Covered, Which, sql};
use crate::entries::to_body;
use crate::read::{case, paper};
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use village::{CaseId, Hash, Kind, Place, Post, Refusal, Stop, Words};

/// The most pages of a copy.
pub const MOST_COPY_PAGES: usize = 8;

/// Keeps a copy of a paper with what is personal covered, for the supervision committee to review. The pages are drawn, checked and
/// kept before.
pub struct CoverPaper {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The paper, by its content.
    pub paper: Hash,
    /// The pages of the copy.
    pub pages: Vec<CopyPage>,
}

impl Deed for CoverPaper {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "draft_disclosure".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let original = paper(tx, &self.case, &self.paper)?.ok_or_else(Refusal::not_there)?;
        desk.may("draft_disclosure", &row.village, BTreeSet::new(), false)?;
        if !may_cover(desk, &row.village) {
            return Err(reviewer().into());
        }
        if tx.one(sql::IS_PUBLIC, &[(&self.case).into()])?.int("many")? == 0 {
            return Err(not_public().into());
        }
        if original.scope != "village" {
            return Err(other_scope(&original.scope).into());
        }
        if self.pages.is_empty() || self.pages.len() > MOST_COPY_PAGES {
            return Err(Refusal::not_there().into());
        }
        let last = copies(tx, &self.case)?.into_iter().filter(|copy| copy.paper == self.paper).map(|copy| copy.version);
        let which = Which { case: self.case.clone(), paper: self.paper, version: last.max().unwrap_or(0) + 1 };
        let body = to_body(&Covered { which, pages: self.pages.clone(), hash: fingerprint(&self.pages) })?;
        // It stands under the paper and not under the case: nothing of the case's own record changes by it.
        let entry = tx.append(desk.draft(&row.village, "copy.covered", &self.paper.to_string(), body))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

/// Those who keep papers anyway, and see the originals in their work.
const KEEPERS: [Post; 3] = [Post::Clerk, Post::Bookkeeper, Post::AgencyAccountant];

/// Whether the person covers papers of a village: the clerk, the bookkeeper or the agency's accountant, as far as they see to what is
/// public there and do not review it.
#[must_use]
pub fn may_cover(desk: &Desk, village: &Place) -> bool {
    let may = |duty: &str| desk.may(duty, village, BTreeSet::new(), false).is_ok();
    let keeps = desk.posts_at(village).iter().any(|post| KEEPERS.contains(post));
    keeps && may("draft_disclosure") && !may("review_disclosure")
}

fn reviewer() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "copy.reviewer",
        Words::new(
            "公开件由文书、报账员或代理会计遮盖；负责核对的人不动手遮盖",
            "the clerk, the bookkeeper or the agency's accountant covers papers; whoever reviews copies makes none",
        ),
        Words::new("请由文书或报账员遮盖", "the clerk or the bookkeeper covers it"),
    )
}

/// The fingerprint of a copy: of its pages' own, in their order.
fn fingerprint(pages: &[CopyPage]) -> Hash {
    let mut whole = Sha256::new();
    for page in pages {
        whole.update(page.hash.0);
    }
    Hash(whole.finalize().into())
}

fn not_public() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "copy.not_public",
        Words::new("这个办件还没有公开，材料先不用遮盖", "the case is not public yet: its papers need no copy"),
        Words::new("等办件公开以后再办", "come back when the case is public"),
    )
}

fn other_scope(scope: &str) -> Refusal {
    let words = if scope == "public" {
        Words::new("这份材料本来就是公开的，不用遮盖", "the paper is public as it is and needs no copy")
    } else {
        Words::new(
            "这份材料按规定只给办事的人看，遮盖以后也不能公开",
            "the paper is for those who handle the case alone: it is not shown to everybody, not even covered",
        )
    };
    let next =
        Words::new("只有“本村可看”的材料可以制作公开件", "only a paper for the village's own people can have a copy");
    Refusal::new(Kind::NotNow, "copy.scope", words, next)
}
