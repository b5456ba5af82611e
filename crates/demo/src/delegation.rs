//! The villagers' meetings let the representatives decide the ordinary matters of the year: the clerk records it, the
//! director of the supervision committee confirms it, and the township looks into the notice that it had of it.

use crate::life::desk_of;
use crate::make_paper;
use affairs::{AnswerDelegation, RecordDelegation, SittingSent};
use alerts::{Acknowledge, Close, Filter, Finding};
use office::{Desk, Office};
use procedure::Body;
use village::{Division, Fault, Moment, Place, Post, Stop};

const HOUR_MS: i64 = 3_600_000;

/// What a meeting gives away by custom.
const MATTERS: [&str; 5] = ["income_use", "public_works", "project_launch", "dispose_property", "other_village"];

/// Every village's delegation, from the meeting to the township's look at it, in the order of time.
pub(crate) fn of_villages(office: &Office, villages: &[Division], at: Moment) -> Result<(), Stop> {
    let mut recorded = Vec::new();
    for village in villages {
        recorded.push((&village.place, record(office, &village.place, at)?));
    }
    for (village, id) in recorded {
        confirm(office, village, id, at.plus_ms(HOUR_MS))?;
    }
    for village in villages {
        let director = holder(office, &village.place, Post::SupervisionDirector, at.plus_ms(2 * HOUR_MS))?;
        for alert in office.read(|reader| alerts::inbox(reader, &director, Filter::Open))? {
            office.perform(&director, Acknowledge { alert: alert.id, place: alert.village })?;
        }
    }
    for village in villages {
        look_into(office, &village.place, at.plus_ms(3 * HOUR_MS))?;
    }
    Ok(())
}

fn record(office: &Office, village: &Place, at: Moment) -> Result<String, Stop> {
    let desk = holder(office, village, Post::Clerk, at)?;
    let body = Body("villagers_meeting".into());
    let roll = office.read(|reader| {
        let book = office.current_book(reader)?;
        affairs::roll(reader, &book, village, &body, at.day())
    })?;
    let came = roll.len() - roll.len() / 6;
    let (names, present): (Vec<_>, Vec<_>) = roll.into_iter().take(came).map(|one| (one.name, one.person)).unzip();
    let votes = u32::try_from(present.len()).unwrap_or(0);
    let day = format!("日期：{}", at.day());
    let minutes = make_paper(office.files(), "村民会议记录", &[day.clone(), "事项：授权村民代表会议".into()])?;
    let attendance = make_paper(office.files(), "村民会议签到表", &[day, names.join("、")])?;
    let record = RecordDelegation {
        village: village.clone(),
        body: "rep_meeting".into(),
        matters: MATTERS.map(str::to_owned).to_vec(),
        starts: at.day(),
        ends: at.day().plus(365),
        noticed: at.day().plus(-12),
        sitting: SittingSent {
            body: body.0,
            day: at.day(),
            by_household: false,
            present,
            recused: Vec::new(),
            votes_for: votes - votes / 12,
            against: votes / 12,
            abstain: 0,
        },
        minutes,
        attendance,
    };
    Ok(office.perform(&desk, record)?.subject)
}

/// The director of the supervision committee confirms a delegation.
///
/// # Errors
/// When nobody is that, or it is refused.
pub(crate) fn confirm(office: &Office, village: &Place, id: String, at: Moment) -> Result<(), Stop> {
    let director = holder(office, village, Post::SupervisionDirector, at)?;
    let answer = AnswerDelegation { village: village.clone(), id, confirms: true, reason: String::new() };
    office.perform(&director, answer).map(drop)
}

/// The township's discipline officer reads the notice, compares the papers, and closes it.
fn look_into(office: &Office, village: &Place, at: Moment) -> Result<(), Stop> {
    let officer = holder(office, village, Post::DisciplineOfficer, at)?;
    let open = office.read(|reader| alerts::inbox(reader, &officer, Filter::Open))?;
    for alert in open.into_iter().filter(|alert| alert.village == *village) {
        let (id, place) = (alert.id, village.clone());
        office.perform(&officer, Acknowledge { alert: id.clone(), place: place.clone() })?;
        let text = "已核对会议记录和签到表，并随机电话询问到会村民，情况属实。".to_owned();
        office.perform(&officer, Close { alert: id, place, finding: Finding::Unfounded, text })?;
    }
    Ok(())
}

/// The desk of the first holder of a post.
pub(crate) fn holder(office: &Office, village: &Place, post: Post, at: Moment) -> Result<Desk, Fault> {
    desk_of(office, village, post, at)?.ok_or_else(|| Fault::new(format!("nobody is {post} at {village}")))
}
