//! Slots: each item of the catalogue has its place for each time that it covers. What is not there stands in its place, dated and
//! coloured; nobody can take the place away.

use crate::colour::Colour;
use crate::read::{Version, VersionState, versions_of_village};
use crate::sql;
use crate::term::{Term, terms};
use archive::Query;
use procedure::{CatalogueItem, Often, RuleBook, Standing};
use std::collections::BTreeMap;
use village::{Day, Fault, Moment, Place};

/// How many months, quarters and years are looked at.
const MOST: [(Often, usize); 4] =
    [(Often::Monthly, 12), (Often::Quarterly, 8), (Often::HalfYearly, 4), (Often::Yearly, 4)];

/// How a slot stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// Its time is over, its last day is not: nothing is public yet.
    Due,
    /// Nothing is public, so many days after its last day.
    Late(i64),
    /// It is public, since that day; so many days late; in that version.
    Public {
        /// Since when.
        since: Day,
        /// How many days late the first version was.
        late: i64,
        /// The version that holds.
        version: i64,
    },
}

/// A slot.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The item.
    pub item: CatalogueItem,
    /// The days that it covers.
    pub term: Term,
    /// The last day on which it is in time.
    pub due: Day,
    /// How it stands for everybody.
    pub stand: Stand,
    /// What is on its way: confirmed and waiting for the review, returned, or to be public on a later day.
    pub coming: Option<Version>,
    /// The version that holds.
    pub public: Option<Version>,
}

impl Slot {
    /// The colour of what is late, by the rules of the book: none while it is in time.
    #[must_use]
    pub fn colour(&self, book: &RuleBook, today: Day) -> Option<Colour> {
        let Stand::Late(days) = self.stand else { return None };
        let after = |standing| book.number(standing, today).0;
        if days >= after(Standing::DisclosureRed) {
            Some(Colour::Red)
        } else if days >= after(Standing::DisclosureOrange) {
            Some(Colour::Orange)
        } else {
            (days >= after(Standing::DisclosureYellow)).then_some(Colour::Yellow)
        }
    }
}

/// The day on which a village began here: that of the first entry that concerns it. None before.
///
/// # Errors
/// When the store cannot be read.
pub fn begun(query: &mut dyn Query, village: &Place) -> Result<Option<Day>, Fault> {
    let row = query.maybe(sql::BEGUN, &[village.into()])?;
    row.map(|row| Ok(Moment(row.int("moment")?).day())).transpose()
}

/// Every slot of a village whose time is over, by item and the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn slots(query: &mut dyn Query, book: &RuleBook, village: &Place, today: Day) -> Result<Vec<Slot>, Fault> {
    let Some(begun) = begun(query, village)? else { return Ok(Vec::new()) };
    let mut by_slot: BTreeMap<(String, Term), Vec<Version>> = BTreeMap::new();
    for version in versions_of_village(query, village)? {
        by_slot.entry((version.item.clone(), version.term)).or_default().push(version);
    }
    let mut found = Vec::new();
    for item in book.catalogue.values() {
        let most = MOST.iter().find(|(often, _)| *often == item.often).map_or(0, |(_, most)| *most);
        for term in terms(item.often, begun, today, most).into_iter().filter(|term| is_kept(item, *term, today)) {
            let own = by_slot.remove(&(item.code.clone(), term)).unwrap_or_default();
            found.push(of(item, term, own, today));
        }
        // What comes as it happens has a place once it has happened.
        if item.often == Often::AtOnce {
            let own = by_slot.keys().filter(|(code, _)| *code == item.code).map(|(_, term)| *term);
            let own: Vec<Term> = own.filter(|term| is_kept(item, *term, today)).collect();
            for term in own.into_iter().rev() {
                let versions = by_slot.remove(&(item.code.clone(), term)).unwrap_or_default();
                found.push(of(item, term, versions, today));
            }
        }
    }
    Ok(found)
}

/// One slot; none where the catalogue has none: an item that is not there, or a time that is not over.
///
/// # Errors
/// When the store cannot be read.
pub fn slot(
    query: &mut dyn Query,
    book: &RuleBook,
    village: &Place,
    today: Day,
    (item, term): (&str, Term),
) -> Result<Option<Slot>, Fault> {
    Ok(slots(query, book, village, today)?.into_iter().find(|slot| slot.item.code == item && slot.term == term))
}

/// Whether a time's disclosure still stands where everybody reads it: so many years, counted from its last day, as the catalogue
/// says. Afterwards it lies in the archive, and its entries in the log.
#[must_use]
pub fn is_kept(item: &CatalogueItem, term: Term, today: Day) -> bool {
    item.keep_years.is_none_or(|years| term.last.plus_months(i64::from(years) * 12) >= today)
}

fn of(item: &CatalogueItem, term: Term, versions: Vec<Version>, today: Day) -> Slot {
    let due = item.due.after(term.last);
    let is_public = |version: &&Version| version.public_on().is_some_and(|since| since <= today);
    let first = versions.iter().filter(is_public).filter_map(Version::public_on).min();
    let public = versions.iter().filter(is_public).max_by_key(|version| version.number).cloned();
    let stand = match (first, &public) {
        (Some(since), Some(version)) => Stand::Public { since, late: since.since(due).max(0), version: version.number },
        _ if today > due => Stand::Late(today.since(due)),
        _ => Stand::Due,
    };
    let coming = versions.into_iter().max_by_key(|version| version.number).filter(|version| {
        version.state != VersionState::Released || version.public_on().is_some_and(|since| since > today)
    });
    Slot { item: item.clone(), term, due, stand, coming, public }
}
