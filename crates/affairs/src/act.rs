//! Taking the next step of a case.

use crate::read::{CaseRow, acts, case};
use crate::take::{Form, Matter, take_step};
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use village::{CaseId, Fault, Kind, Moment, Place, Refusal, Stop, Words};

/// Takes a step of a case.
pub struct Act {
    /// The case.
    pub case: CaseId,
    /// The case's village, as its number says.
    pub village: Place,
    /// The revision that the form was made for: whoever is slower sees what changed.
    pub revision: i64,
    /// The form.
    pub form: Form,
}

impl Deed for Act {
    fn about(&self) -> About {
        let subject = self.case.to_string();
        About { place: self.village.clone(), subject, step: self.form.step.clone() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let insider = !desk.posts_at(&row.village).is_empty();
        if insider && self.revision != row.revision && self.was_next(tx)? {
            return Err(overtaken(tx, &row)?.into());
        }
        let matter = Matter::running(desk, tx, &row)?;
        take_step(desk, tx, &matter, &self.form)
    }
}

impl Act {
    /// Whether the step was the next one when the form was made: then the person was overtaken, and skipped nothing.
    fn was_next(&self, tx: &mut dyn Query) -> Result<bool, Fault> {
        let next = acts(tx, &self.case)?.into_iter().find(|act| act.number == self.revision + 1);
        Ok(next.is_some_and(|act| act.step == self.form.step))
    }
}

/// A moment as it is said: `3月12日9:05`.
pub(crate) fn said(moment: Moment) -> String {
    let (day, (hour, minute)) = (moment.day(), moment.time());
    format!("{}月{}日{hour}:{minute:02}", day.month(), day.day_of_month())
}

fn overtaken(tx: &mut dyn Query, row: &CaseRow) -> Result<Refusal, Fault> {
    let last = acts(tx, &row.id)?.pop();
    let (name, moment) =
        last.map_or_else(Default::default, |act| (act.name, Words::new(said(act.moment), act.moment.to_string())));
    let (zh, en) = (moment.zh, moment.en);
    Ok(Refusal::new(
        Kind::NotNow,
        "overtaken",
        Words::new(
            format!("您填写的时候，{name}已在{zh}办理了这件事"),
            format!("while you were writing, {name} acted on this case at {en}"),
        ),
        Words::new(
            "您填的内容没有提交。请打开办件看看现在到了哪一步",
            "nothing of yours was sent; open the case and see where it stands now",
        ),
    ))
}
