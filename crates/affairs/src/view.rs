//! A look at the original of a paper that is not for everybody: whoever looks is recorded before it is shown, each person
//! once a day and paper, so that nobody can flood the log by looking.

use crate::correct::corrections;
use crate::entries::to_body;
use crate::read::{CaseRow, case, papers};
use crate::sql;
use archive::{Change, Entry, Query, Tx};
use office::{About, Deed, Desk, Receipt};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use village::{CaseId, Day, Fault, Hash, Moment, PersonId, Place, Refusal, Stop};

/// Records that somebody looks at the original of a paper.
pub struct ViewPaper {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The paper, by its content.
    pub paper: Hash,
}

#[derive(Serialize, Deserialize)]
struct Viewed {
    case: CaseId,
    paper: Hash,
    person: PersonId,
    day: Day,
}

impl Deed for ViewPaper {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "view_paper".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let known = papers(tx, &self.case)?.iter().any(|paper| paper.hash == self.paper)
            || corrections(tx, &self.case)?.iter().any(|one| one.paper == self.paper);
        let person = desk.person().cloned().filter(|_| known).ok_or_else(Refusal::not_there)?;
        entitled(desk, tx, &row)?;
        let day = desk.now.day();
        let seen = [(&self.case).into(), self.paper.to_string().into(), (&person).into(), day.into()];
        if let Some(earlier) = tx.maybe(sql::VIEWED, &seen)? {
            let entry = u64::try_from(earlier.int("entry")?).unwrap_or(0);
            return Ok(Receipt { subject: self.case.to_string(), entry, again: true });
        }
        let body = to_body(&Viewed { case: self.case.clone(), paper: self.paper, person, day })?;
        // It stands under the paper and not under the case: what everybody reads of the case does not change by it.
        let entry = desk.append_more(tx, &self.village, "paper.viewed", &self.paper.to_string(), body)?;
        Ok(Receipt { subject: self.case.to_string(), entry, again: false })
    }
}

/// Who may read what is public of the village or its papers at large, and whose post takes one of the affair's steps.
fn entitled(desk: &Desk, tx: &mut dyn Query, row: &CaseRow) -> Result<(), Stop> {
    let book = desk.office.book(tx, &row.rules)?;
    let desk = &desk.in_affair(tx, &row.affair)?;
    let posts = desk.posts_at(&row.village);
    let takes = |step: &procedure::Step| step.who.iter().any(|post| posts.contains(post));
    if book.affair(&row.affair).is_some_and(|affair| affair.steps.iter().any(takes)) {
        return Ok(());
    }
    let asked = |duty| desk.may(duty, &row.village, BTreeSet::new(), false);
    asked("read_published_papers").or_else(|_| asked("read_village_papers"))
}

/// How many times the originals of a case were looked at, by paper: a person once a day.
///
/// # Errors
/// When the store cannot be read.
pub fn views(query: &mut dyn Query, case: &CaseId) -> Result<BTreeMap<Hash, u64>, Fault> {
    query
        .query(sql::VIEWS, &[case.into()])?
        .iter()
        .map(|row| {
            let hash = Hash::parse(&row.text("hash")?).map_err(|e| Fault::from("a view holds a malformed hash", e))?;
            Ok((hash, u64::try_from(row.int("many")?).unwrap_or(0)))
        })
        .collect()
}

/// A look at the original of a paper.
#[derive(Debug, Clone)]
pub struct Look {
    /// The case.
    pub case: CaseId,
    /// The paper, by its content.
    pub paper: Hash,
    /// Who looked.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When, the first time that day.
    pub moment: Moment,
}

/// The looks at papers of a village's cases, the newest first: some of them after so many, and how many there are.
///
/// # Errors
/// When the store cannot be read.
pub fn looks(query: &mut dyn Query, village: &Place, after: u64, most: u64) -> Result<(Vec<Look>, u64), Fault> {
    let number = |many: u64| i64::try_from(many).unwrap_or(i64::MAX);
    let many = query.one(sql::COUNT_LOOKS, &[village.into()])?.int("many")?;
    let rows = query.query(sql::LOOKS, &[village.into(), number(most).into(), number(after).into()])?;
    let looks = rows.iter().map(|row| {
        Ok(Look {
            case: CaseId::new(row.text("case_id")?).map_err(|e| Fault::from("a view holds a malformed case", e))?,
            paper: Hash::parse(&row.text("hash")?).map_err(|e| Fault::from("a view holds a malformed hash", e))?,
            person: PersonId::new(row.text("person_id")?)
                .map_err(|e| Fault::from("a view holds a malformed person", e))?,
            name: row.maybe_text("name")?.unwrap_or_default(),
            moment: Moment(row.int("moment")?),
        })
    });
    Ok((looks.collect::<Result<_, Fault>>()?, u64::try_from(many).unwrap_or(0)))
}

pub(crate) fn apply_viewed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let viewed = Viewed::deserialize(&entry.body).map_err(|e| Fault::from("a view is malformed", e))?;
    change.execute(
        sql::INSERT_VIEW,
        &[
            i64::try_from(entry.seq).unwrap_or(i64::MAX).into(),
            viewed.case.into(),
            viewed.paper.to_string().into(),
            viewed.person.into(),
            viewed.day.into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}
