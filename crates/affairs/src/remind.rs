//! Reminders before a limit, to whoever's turn it is: on their desk, and by letter where they have an address. Done by the office's clockwork, once for each step that waits.

use crate::entries::to_body;
use crate::late::book_of;
use crate::read::{CaseRow, case};
use crate::sql;
use crate::turn::turn_of;
use archive::{Change, Entry, Query, Tx};
use office::{About, Deed, Desk, Letter, Receipt, keep_letters, roster};
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fault, Kind, Place, Refusal, Stop, Words};

/// Reminds that a case's step is due soon.
pub struct Remind {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
}

#[derive(Debug, Serialize, Deserialize)]
struct CaseReminded {
    case: CaseId,
    /// To whoever's turn it is; none in entries of before letters were written.
    #[serde(default)]
    messages: Vec<Letter>,
}

impl Deed for Remind {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "remind".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let due = row.status == "running" && row.remind.is_some_and(|day| day <= desk.now.day());
        if !due || tx.one(sql::REMINDED, &[(&self.case).into()])?.int("reminded")? != 0 {
            return Err(Refusal::new(
                Kind::NotNow,
                "remind.not_due",
                Words::new("还没有到提醒的时候", "it is not yet time to remind"),
                Words::new("无需办理", "nothing is to be done"),
            )
            .into());
        }
        let messages = letters(desk, tx, &row)?;
        let body = to_body(&CaseReminded { case: self.case.clone(), messages })?;
        let entry = desk.append_more(tx, &self.village, "case.reminded", self.case.as_str(), body)?;
        Ok(Receipt { subject: self.case.to_string(), entry, again: false })
    }
}

/// The most people who are written to about one step: where a whole village could take it, the desk tells.
const READERS: usize = 20;

/// One letter for each person whose turn it is and who has an address. Its number is that of the case as it stands and of
/// the person, so that nobody is written to twice about one step.
fn letters(desk: &Desk, tx: &mut dyn Query, row: &CaseRow) -> Result<Vec<Letter>, Fault> {
    let (Some(due), Some(turn)) = (row.due, turn_of(tx, &desk.office, row)?) else { return Ok(Vec::new()) };
    let book = book_of(tx, &desk.office, row, desk.now.day())?;
    let step = book.affair(&row.affair).and_then(|affair| affair.step(&row.step));
    let step = step.map_or_else(|| Words::same(row.step.as_str()), |step| step.name.clone());
    let place = roster::division(tx, &row.village)?.map_or_else(String::new, |division| division.short_name());
    let people = if turn.free.is_empty() { turn.deputy.map_or_else(Vec::new, |one| one.people) } else { turn.free };
    let (month, day) = (due.month(), due.day_of_month());
    let mut letters = Vec::new();
    for person in people.into_iter().take(READERS) {
        let Some(known) = roster::person(tx, &person)?.filter(|known| !known.email.is_empty()) else { continue };
        letters.push(Letter {
            id: format!("{}-{}-{person}", row.id, row.revision),
            person,
            address: known.email,
            subject: format!("【快到期】{place} {}", row.id),
            text: format!(
                "{}，您好：\n\n{place}的“{}”轮到您办“{}”，请在{month}月{day}日前办。\n\n请登录后办理。\n",
                known.name, row.title, step.zh,
            ),
        });
    }
    Ok(letters)
}

/// The cases that are to be reminded of on a day and were not yet.
///
/// # Errors
/// When the store cannot be read.
pub fn to_remind(query: &mut dyn Query, today: Day) -> Result<Vec<(CaseId, Place)>, Fault> {
    query
        .query(sql::CASES_TO_REMIND, &[today.into()])?
        .iter()
        .map(|row| {
            let id = CaseId::new(row.text("id")?).map_err(|e| Fault::from("a case's number is malformed", e))?;
            let place = Place::new(row.text("village")?).map_err(|e| Fault::from("a place is malformed", e))?;
            Ok((id, place))
        })
        .collect()
}

pub(crate) fn apply_reminded(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let reminded =
        CaseReminded::deserialize(&entry.body).map_err(|error| Fault::from("a reminder is malformed", error))?;
    change.execute(sql::SET_REMINDED, &[(&reminded.case).into()])?;
    keep_letters(change, entry, reminded.case.as_str(), reminded.messages)
}
