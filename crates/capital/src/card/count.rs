//! Stock-taking (盘点): every card is looked for on the spot; the differences are decided on by the supervision committee, not by whoever
//! looked. What is missing stays on its card until a case of disposal strikes it off.

use super::keep::{CardCounted, CountDecided, CountOpened};
use super::kind::Found;
use super::read::{card, cards, count, counted, counts};
use super::sql;
use crate::keep::to_body;
use crate::refuse::field;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{Kind, PersonId, Place, Refusal, Stop, Words};

/// Begins a count.
pub struct OpenCount {
    /// The village.
    pub village: Place,
}

/// Says what was found of a card.
pub struct MarkCounted {
    /// The village.
    pub village: Place,
    /// The count.
    pub count: String,
    /// The card.
    pub card: String,
    /// What was found.
    pub found: Found,
    /// Where, when it was moved.
    pub place: String,
    /// A photograph of it where it was found.
    pub photo: Option<StoredFile>,
}

/// Decides on what a count found.
pub struct DecideCount {
    /// The village.
    pub village: Place,
    /// The count.
    pub count: String,
    /// What is to be done about the differences.
    pub words: String,
}

impl Deed for OpenCount {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "open_count".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("execute", &self.village, BTreeSet::new(), false)?;
        if counts(tx, &self.village)?.iter().any(|one| one.decided.is_none()) {
            let words = Words::new("上一次盘点还没有结束", "the last count has not ended");
            return Err(not_now("count.open", words, Words::new("请先完成上一次", "Finish that one first")).into());
        }
        if cards(tx, &self.village)?.iter().all(|card| card.struck) {
            let words = Words::new("村里还没有资产卡片", "the village has no cards");
            return Err(not_now("count.nothing", words, Words::new("无需盘点", "nothing is to be counted")).into());
        }
        let many = tx.one(sql::COUNT_COUNTS, &[(&self.village).into()])?.int("many")?;
        let id = format!("{}-P-{:04}", self.village, many + 1);
        let body = to_body(&CountOpened { id: id.clone() })?;
        let entry = tx.append(desk.draft(&self.village, "count.opened", &id, body))?;
        Ok(Receipt { subject: id, entry: entry.seq, again: false })
    }
}

fn running(tx: &mut dyn Query, village: &Place, id: &str) -> Result<(), Stop> {
    let found = count(tx, id)?.filter(|found| found.village == *village).ok_or_else(Refusal::not_there)?;
    if found.decided.is_some() {
        let words = Words::new("这次盘点已经结束", "this count has ended");
        return Err(not_now("count.ended", words, Words::new("请开始新的盘点", "Begin a new one")).into());
    }
    Ok(())
}

impl Deed for MarkCounted {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.card.clone(), step: "mark_counted".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("execute", &self.village, BTreeSet::new(), false)?;
        running(tx, &self.village, &self.count)?;
        let known = card(tx, &self.card)?.filter(|card| card.village == self.village && !card.struck);
        known.ok_or_else(Refusal::not_there)?;
        let place = self.place.trim();
        if self.found == Found::Moved && (place.is_empty() || place.chars().count() > 100) {
            let words =
                Words::new("换了地方的，写明现在在哪里（最多100字）", "say where it is now, in at most 100 characters");
            return Err(field("place", words).into());
        }
        if self.found != Found::Missing && self.photo.is_none() {
            return Err(field("paper.photo", Words::new("请当场拍一张照片", "take a photograph on the spot")).into());
        }
        let body = CardCounted {
            count: self.count.clone(),
            card: self.card.clone(),
            found: self.found.code().to_owned(),
            place: place.to_owned(),
            photo: self.photo.as_ref().map(|photo| photo.hash),
        };
        let entry = tx.append(desk.draft(&self.village, "card.counted", &self.card, to_body(&body)?))?;
        Ok(Receipt { subject: self.card.clone(), entry: entry.seq, again: false })
    }
}

impl Deed for DecideCount {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.count.clone(), step: "decide_count".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let marked = counted(tx, &self.count)?;
        let mut hands: BTreeSet<PersonId> = marked.iter().filter_map(|one| one.by.clone()).collect();
        hands.extend(count(tx, &self.count)?.and_then(|found| found.opened_by));
        // Whoever looked does not decide on what was found.
        desk.may("check", &self.village, hands.clone(), false)?;
        running(tx, &self.village, &self.count)?;
        if desk.person().is_some_and(|person| hands.contains(person)) {
            let words = Words::new("盘点的人不能自己审定结果", "whoever counted does not decide on the result");
            let next = Words::new("请由村监会其他成员审定", "Another member of the supervision committee decides");
            return Err(Refusal::new(Kind::NotYours, "count.own", words, next).violation().into());
        }
        let seen: BTreeSet<&str> = marked.iter().map(|one| one.card.as_str()).collect();
        let all = cards(tx, &self.village)?;
        let left = all.iter().filter(|card| !card.struck && !seen.contains(card.id.as_str())).count();
        if left > 0 {
            let words = Words::new(format!("还有{left}件没有盘"), format!("{left} cards were not looked for yet"));
            return Err(not_now("count.unfinished", words, Words::new("请先盘完", "Look for them first")).into());
        }
        let words = self.words.trim();
        if words.is_empty() || words.chars().count() > 500 {
            let words = Words::new(
                "请写明怎么处理差异，没有差异的写明相符",
                "say what is done about the differences, or that there are none",
            );
            return Err(field("words", words).into());
        }
        let body = to_body(&CountDecided { id: self.count.clone(), words: words.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "count.decided", &self.count, body))?;
        Ok(Receipt { subject: self.count.clone(), entry: entry.seq, again: false })
    }
}

fn not_now(rule: &str, words: Words, next: Words) -> Refusal {
    Refusal::new(Kind::NotNow, rule, words, next)
}
