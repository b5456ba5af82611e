//! Now and then somebody tries to skip a step. The attempt is refused, recorded, and warned of; then those who are warned
//! do their duty, or do not.

use crate::driver::Matter;
use crate::life::{Chore, desk_of};
use affairs::{Act, Form};
use alerts::{Acknowledge, Close, Explain, Filter, Finding};
use office::{Desk, Office};
use village::{AlertId, CaseId, Moment, Place, Post, Stop};

const HOUR_MS: i64 = 3_600_000;

/// Who is tempted, at which step of which affair, to do which later step.
const TEMPTATIONS: &[(&str, &str, Post, &str)] = &[
    ("C1", "check", Post::AgencyCashier, "pay"),
    ("C1", "witness", Post::DeputyDirector, "sign_last"),
    ("D1", "check_plan", Post::VillageDirector, "sign_contract"),
    ("A1", "check_plan", Post::Clerk, "decide"),
];

/// After some of the steps, somebody tries a later one twenty minutes on.
pub(crate) fn tempt(
    office: &Office,
    matter: &Matter,
    serial: usize,
    at: Moment,
    until: Moment,
) -> Result<Option<Chore>, Stop> {
    let Some(case) = &matter.case else { return Ok(None) };
    let row = office.read(|reader| affairs::case(reader, case))?;
    let Some(row) = row.filter(|row| row.status == "running") else { return Ok(None) };
    let tempted = TEMPTATIONS
        .iter()
        .enumerate()
        .find(|(number, (affair, step, _, _))| *affair == matter.affair && *step == row.step && serial % 9 == *number);
    let Some((_, (_, _, post, step))) = tempted else { return Ok(None) };
    let skip =
        Skip { case: row.id, village: matter.village.clone(), at_step: row.step, post: *post, step, serial, until };
    Ok(Some(Chore::at(at.plus_ms(20 * 60_000), move |office, now| skip.tried(office, now))))
}

/// A step that somebody means to skip to.
struct Skip {
    case: CaseId,
    village: Place,
    at_step: String,
    post: Post,
    step: &'static str,
    serial: usize,
    until: Moment,
}

impl Skip {
    fn tried(self, office: &Office, now: Moment) -> Result<Option<Chore>, Stop> {
        let row = office.read(|reader| affairs::case(reader, &self.case))?;
        let Some(row) = row.filter(|row| row.status == "running" && row.step == self.at_step) else { return Ok(None) };
        let Some(desk) = desk_of(office, &self.village, self.post, now)? else { return Ok(None) };
        for _ in 0..=(self.serial % 3) {
            let form = Form { step: self.step.to_owned(), ..Form::default() };
            let act = Act { case: self.case.clone(), village: self.village.clone(), revision: row.revision, form };
            lenient(office.perform(&desk, act))?;
        }
        self.answered(office, &desk, now)
    }

    /// Most warnings are acknowledged within hours and closed within days; some are still open when somebody looks.
    fn answered(self, office: &Office, who: &Desk, at: Moment) -> Result<Option<Chore>, Stop> {
        if at.plus_ms(30 * HOUR_MS) > self.until || self.serial.is_multiple_of(5) {
            return Ok(None);
        }
        let Some(officer) = desk_of(office, &self.village, Post::DisciplineOfficer, at)? else { return Ok(None) };
        let open = office.read(|reader| alerts::inbox(reader, &officer, Filter::Open))?;
        let own = |alert: &alerts::Alert| alert.village == self.village && alert.person.as_ref() == who.person();
        let Some(alert) = open.into_iter().find(own) else { return Ok(None) };
        let warned =
            Warned { alert: alert.id, place: self.village, explains: self.serial % 2 == 1, who: who.clone(), at };
        Ok(Some(Chore::at(at.plus_ms(HOUR_MS), move |office, now| warned.seen_in_village(office, now))))
    }
}

/// A warning on its way from hand to hand.
struct Warned {
    alert: AlertId,
    place: Place,
    explains: bool,
    who: Desk,
    at: Moment,
}

impl Warned {
    fn seen_in_village(self, office: &Office, now: Moment) -> Result<Option<Chore>, Stop> {
        self.acknowledged(office, Post::SupervisionDirector, now)?;
        Ok(Some(Chore::at(self.at.plus_ms(3 * HOUR_MS), move |office, now| self.seen_in_township(office, now))))
    }

    fn seen_in_township(self, office: &Office, now: Moment) -> Result<Option<Chore>, Stop> {
        self.acknowledged(office, Post::DisciplineOfficer, now)?;
        if !self.explains {
            return Ok(None);
        }
        Ok(Some(Chore::at(self.at.plus_ms(5 * HOUR_MS), move |office, now| self.explained(office, now))))
    }

    fn acknowledged(&self, office: &Office, post: Post, now: Moment) -> Result<(), Stop> {
        let Some(desk) = desk_of(office, &self.place, post, now)? else { return Ok(()) };
        lenient(office.perform(&desk, Acknowledge { alert: self.alert.clone(), place: self.place.clone() }))
    }

    fn explained(self, office: &Office, now: Moment) -> Result<Option<Chore>, Stop> {
        let text = "以为前面的环节已经办完，点错了。以后先看流程图再办。".to_owned();
        let explain = Explain { alert: self.alert.clone(), place: self.place.clone(), text };
        lenient(office.perform(&Desk { now, ..self.who.clone() }, explain))?;
        Ok(Some(Chore::at(self.at.plus_ms(28 * HOUR_MS), move |office, now| self.closed(office, now))))
    }

    fn closed(self, office: &Office, now: Moment) -> Result<Option<Chore>, Stop> {
        let Some(officer) = desk_of(office, &self.place, Post::DisciplineOfficer, now)? else { return Ok(None) };
        let text = "已向当事人和村务监督委员会核实，未造成损失，当面提醒。".to_owned();
        let close = Close { alert: self.alert, place: self.place, finding: Finding::Confirmed, text };
        lenient(office.perform(&officer, close))?;
        Ok(None)
    }
}

/// Somebody who may not, does not; only what is broken stops the demonstration.
fn lenient<T>(done: Result<T, Stop>) -> Result<(), Stop> {
    match done {
        Ok(_) | Err(Stop::Refused(_)) => Ok(()),
        Err(failed) => Err(failed),
    }
}
