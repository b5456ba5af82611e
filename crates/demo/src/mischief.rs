//! Now and then somebody tries to skip a step. The attempt is refused, recorded, and warned of; then those who are warned
//! do their duty, or do not.

use crate::driver::Matter;
use crate::life::desk_of;
use affairs::{Act, Form};
use alerts::{Acknowledge, Close, Explain, Filter, Finding};
use office::{Desk, Office};
use village::{Moment, Post, Stop};

const HOUR_MS: i64 = 3_600_000;

/// Who is tempted, at which step of which affair, to do which later step.
const TEMPTATIONS: &[(&str, &str, Post, &str)] = &[
    ("C1", "check", Post::AgencyCashier, "pay"),
    ("C1", "witness", Post::DeputyDirector, "sign_last"),
    ("D1", "check_plan", Post::VillageDirector, "sign_contract"),
    ("A1", "check_plan", Post::Clerk, "decide"),
];

/// After some of the steps, somebody tries a later one.
pub(crate) fn tempt(office: &Office, matter: &Matter, serial: usize, at: Moment, until: Moment) -> Result<(), Stop> {
    let Some(case) = &matter.case else { return Ok(()) };
    let row = office.read(|reader| affairs::case(reader, case))?;
    let Some(row) = row.filter(|row| row.status == "running") else { return Ok(()) };
    let tempted = TEMPTATIONS
        .iter()
        .enumerate()
        .find(|(number, (affair, step, _, _))| *affair == matter.affair && *step == row.step && serial % 9 == *number);
    let Some((_, (_, _, post, step))) = tempted else { return Ok(()) };
    let moment = at.plus_ms(20 * 60_000);
    let Some(desk) = desk_of(office, &matter.village, *post, moment)? else { return Ok(()) };
    let form = Form { step: (*step).to_owned(), ..Form::default() };
    let act = Act { case: case.clone(), village: matter.village.clone(), revision: row.revision, form };
    for _ in 0..=(serial % 3) {
        match office.perform(&desk, act_again(&act)) {
            Ok(_) | Err(Stop::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    answer(office, matter, &desk, serial, moment, until)
}

fn act_again(act: &Act) -> Act {
    Act { case: act.case.clone(), village: act.village.clone(), revision: act.revision, form: act.form.clone() }
}

/// Most warnings are acknowledged within hours and closed within days; some are still open when somebody looks.
fn answer(office: &Office, matter: &Matter, who: &Desk, serial: usize, at: Moment, until: Moment) -> Result<(), Stop> {
    if at.plus_ms(30 * HOUR_MS) > until || serial.is_multiple_of(5) {
        return Ok(());
    }
    let Some(officer) = desk_of(office, &matter.village, Post::DisciplineOfficer, at.plus_ms(3 * HOUR_MS))? else {
        return Ok(());
    };
    let open = office.read(|reader| alerts::inbox(reader, &officer, Filter::Open))?;
    let Some(alert) = open.into_iter().find(|a| a.village == matter.village && a.person.as_ref() == who.person())
    else {
        return Ok(());
    };
    let (id, place) = (alert.id, matter.village.clone());
    if let Some(director) = desk_of(office, &place, Post::SupervisionDirector, at.plus_ms(HOUR_MS))? {
        lenient(office.perform(&director, Acknowledge { alert: id.clone(), place: place.clone() }))?;
    }
    lenient(office.perform(&officer, Acknowledge { alert: id.clone(), place: place.clone() }))?;
    if serial % 2 == 1 {
        let mut who = who.clone();
        who.now = at.plus_ms(5 * HOUR_MS);
        let text = "以为前面的环节已经办完，点错了。以后先看流程图再办。".to_owned();
        lenient(office.perform(&who, Explain { alert: id.clone(), place: place.clone(), text }))?;
        let mut officer = officer;
        officer.now = at.plus_ms(28 * HOUR_MS);
        let text = "已向当事人和村务监督委员会核实，未造成损失，当面提醒。".to_owned();
        lenient(office.perform(&officer, Close { alert: id, place, finding: Finding::Confirmed, text }))?;
    }
    Ok(())
}

/// Somebody who may not, does not; only what is broken stops the demonstration.
fn lenient<T>(done: Result<T, Stop>) -> Result<(), Stop> {
    match done {
        Ok(_) | Err(Stop::Refused(_)) => Ok(()),
        Err(failed) => Err(failed),
    }
}
