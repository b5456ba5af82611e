//! The first village's hall: a screen hangs there, and an inspector from the township has looked at its wall. One of the two things
//! that were found is put right, the other is still to be.

use crate::delegation::holder;
use crate::life::{Chore, Next};
use disclosure::{
    AddFinding, AnswerFinding, Choice, FindingKind, JudgeFinding, OpenInspections, OrderRectification, RegisterScreen,
    inspections,
};
use office::Office;
use village::{Fault, Moment, Place, Post, Stop, WorkCalendar};

/// So many days before today the inspector comes, the village answers, and the inspector looks again.
const INSPECTED: (i64, i64, i64) = (9, 5, 3);
/// Within so many days each is to be put right.
const DAYS: [i64; 2] = [7, 30];

/// The number of a village's screen: ten small letters and digits.
#[must_use]
pub fn screen_of(village: &Place) -> String {
    let last = village.as_str().get(6..).unwrap_or_default();
    format!("hall{last}")
}

const DAY_MS: i64 = 24 * 3_600_000;

/// What happens in the hall, each at its time.
pub(crate) fn of_village(village: &Place, until: Moment, calendar: &WorkCalendar) -> Vec<Chore> {
    let (place, other) = (village.clone(), village.clone());
    let at = |days: i64, hour: i64| calendar.next_working(until.day().plus(-days)).at(hour, 20);
    vec![
        Chore::at(at(INSPECTED.0 + 20, 9), move |office, now| hang(office, &place, now).map(|()| None)),
        Chore::at(at(INSPECTED.0, 10), move |office, now| inspect(office, other, now)),
    ]
}

fn hang(office: &Office, village: &Place, now: Moment) -> Result<(), Stop> {
    let screen = RegisterScreen {
        id: screen_of(village),
        village: village.clone(),
        name: "村部大厅".into(),
        from_hour: 7,
        to_hour: 21,
        aloud_hour: Some(18),
    };
    office.perform(&holder(office, village, Post::Clerk, now)?, screen).map(drop)
}

fn inspect(office: &Office, village: Place, now: Moment) -> Next {
    let desk = holder(office, &village, Post::DisciplineOfficer, now)?;
    office.perform(&desk, OpenInspections { area: village.clone(), choice: Choice::All })?;
    let found = office.read(|reader| inspections(reader, &village))?;
    let id = found.into_iter().next().ok_or_else(|| Fault::new("the inspection was not opened"))?.id;
    let see = |kind: FindingKind, words: &str| AddFinding {
        id: id.clone(),
        village: village.clone(),
        kind: kind.code().into(),
        words: words.into(),
    };
    office.perform(&desk, see(FindingKind::NotOpen, "公开栏上贴的支出明细只有第一页，第二页没有贴"))?;
    let number = last_number(office, &id)?;
    office.perform(&desk, see(FindingKind::CannotOpen, "公开栏的玻璃门锁着，问了两户，都不知道钥匙在谁手里"))?;
    for (number, days) in [number, number + 1].into_iter().zip(DAYS) {
        let order = OrderRectification { id: id.clone(), village: village.clone(), numbers: vec![number], days };
        office.perform(&desk, order)?;
    }
    let answered = now.plus_ms((INSPECTED.0 - INSPECTED.1) * DAY_MS);
    Ok(Some(Chore::at(answered, move |office, now| answer(office, village, id, number, now))))
}

fn last_number(office: &Office, id: &str) -> Result<i64, Fault> {
    let all = office.read(|reader| disclosure::findings(reader, id))?;
    all.last().map(|one| one.number).ok_or_else(|| Fault::new("nothing was found"))
}

fn answer(office: &Office, village: Place, id: String, number: i64, now: Moment) -> Next {
    let answer = "当天下午已补贴第二页，以后贴完由村监会委员核对页数".into();
    let desk = holder(office, &village, Post::Clerk, now)?;
    office.perform(&desk, AnswerFinding { id: id.clone(), village: village.clone(), number, answer })?;
    let judged = now.plus_ms((INSPECTED.1 - INSPECTED.2) * DAY_MS);
    Ok(Some(Chore::at(judged, move |office, now| {
        let said = "到现场看过，两页都在".into();
        let desk = holder(office, &village, Post::DisciplineOfficer, now)?;
        office.perform(&desk, JudgeFinding { id, village: village.clone(), number, is_right: true, said, days: 0 })?;
        Ok(None)
    })))
}
