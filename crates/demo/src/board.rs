//! What villages make public of each month and quarter: closed in the first days, confirmed, reviewed, released in time. One village in
//! five is late, so that what is missing can be seen; villagers ask, and are answered or wait.

use crate::life::{Chore, desk_of};
use crate::things;
use crate::{bank, books};
use disclosure::{
    AnswerQuestion, AskQuestion, Prepare, Prepared, Review, Slot, Stand, Subject, Term, Verdict, VersionState,
    draw_item, slots,
};
use office::{Desk, Office};
use procedure::Often;
use village::{Day, Fault, Moment, Place, Post, Stop};

/// On which day of the month, and at which hour, what is done.
const CLOSED: (i64, i64) = (5, 16);
const CONFIRMED: (i64, i64) = (8, 10);
const REVIEWED: (i64, i64) = (9, 15);
/// One village in so many is late.
const LATE_ONE_IN: usize = 5;

/// The chores of a village's months, from the first that ends after a day to the last that is over on another.
pub(crate) fn of_village(village: &Place, serial: usize, from: Day, until: Moment) -> Vec<Chore> {
    let is_late = serial % LATE_ONE_IN == LATE_ONE_IN - 1;
    let mut chores = Vec::new();
    let mut term = Term::of(from, Often::Monthly);
    loop {
        let at = |(day, hour): (i64, i64)| term.last.plus(day).at(hour, 0);
        if at(CLOSED) > until {
            return chores;
        }
        let place = village.clone();
        chores.push(Chore::at(at(CLOSED), move |office, now| {
            things::fall_due(office, now)?;
            books::close(office, &place, bank::comes(serial), now)?;
            Ok(None)
        }));
        // Late: the month after next, or not yet.
        let shift = if is_late { 15 } else { 0 };
        let later = |(day, hour): (i64, i64)| at((day + shift, hour));
        if later(REVIEWED) <= until {
            let place = village.clone();
            chores.push(Chore::at(later(CONFIRMED), move |office, now| {
                confirm(office, &place, now)?;
                Ok(None)
            }));
            let place = village.clone();
            chores.push(Chore::at(later(REVIEWED), move |office, now| {
                review(office, &place, now)?;
                // Only the last month: earlier questions would all be answered long since.
                let is_last = term.last.plus(31 + REVIEWED.0).at(REVIEWED.1, 0) > until;
                Ok((serial == 0 && is_last).then(|| asks(&place, term, now, until)).flatten())
            }));
        }
        term = Term::of(term.last.plus(1), Often::Monthly);
    }
}

fn all(office: &Office, village: &Place, at: Moment) -> Result<Vec<Slot>, Fault> {
    office.read(|reader| {
        let book = office.current_book(reader)?.at(village, at.day());
        slots(reader, &book, village, at.day())
    })
}

/// What is written of an item that books and cases do not say.
fn text(code: &str) -> &'static str {
    match code {
        "P01" => "支部委员3名：书记主持全面工作，组织委员管党员教育，宣传委员管公开和宣传。",
        "P02" => "去年开展主题党日12次。今年计划每月一次主题党日，重点做好党务公开。",
        "P04" => "应交、实交人数一致，已全部上交。",
        "P06" => "民主评议已开展，结果已向党员大会报告。",
        "P07" => "本季度收到反映1件，属工程质量问题，已责令施工单位整改，整改完毕。",
        "V04" => "看了本月全部凭证和办件，列席会议2次。发现一张发票抬头写错，已退回重开。其他没有发现问题。",
        "V14" => "协助发放种粮补贴、组织防汛巡查，没有使用村集体资金。",
        "V15" => "宣传了免费健康体检和生育登记的办理办法。",
        _ => "",
    }
}

/// Everybody confirms what is theirs and is due.
fn confirm(office: &Office, village: &Place, at: Moment) -> Result<(), Stop> {
    let open = all(office, village, at)?;
    let open = open.iter().filter(|slot| !matches!(slot.stand, Stand::Public { .. }) && slot.coming.is_none());
    for slot in open.filter(|slot| slot.item.often != Often::AtOnce) {
        for post in &slot.item.by {
            let Some(desk) = desk_of(office, village, *post, at)? else { continue };
            let drawn = office.read(|reader| match draw_item(reader, &desk, village, &slot.item, slot.term) {
                Err(Stop::Failed(fault)) => Err(fault),
                other => Ok(other.ok()),
            })?;
            let Some(drawn) = drawn else { break };
            let is_bare = drawn.as_ref().is_some_and(|(content, _)| content.is_bare());
            let one = Prepared {
                item: slot.item.code.clone(),
                term: slot.term,
                text: if drawn.is_none() { text(&slot.item.code).to_owned() } else { String::new() },
                reason: if is_bare || (drawn.is_none() && text(&slot.item.code).is_empty()) {
                    "本期没有".into()
                } else {
                    String::new()
                },
                seen: drawn.map(|(_, hash)| hash),
            };
            office.perform(&desk, Prepare { village: village.clone(), slots: vec![one], release_on: None })?;
            break;
        }
    }
    Ok(())
}

/// The supervision committee reviews what waits; a report of the director's by a member.
fn review(office: &Office, village: &Place, at: Moment) -> Result<(), Stop> {
    for slot in all(office, village, at)? {
        let Some(version) = slot.coming.filter(|version| version.state == VersionState::Prepared) else { continue };
        for post in [Post::SupervisionDirector, Post::SupervisionMember] {
            let Some(desk) = desk_of(office, village, post, at)? else { continue };
            if desk.person() == version.prepared.0.as_ref() {
                continue;
            }
            let verdict =
                Verdict { item: version.item.clone(), term: version.term, seen: version.hash, returned: None };
            office.perform(&desk, Review { village: village.clone(), verdicts: vec![verdict] })?;
            break;
        }
    }
    Ok(())
}

/// Two villagers ask about what was spent; one is answered within days, the other waits.
fn asks(village: &Place, term: Term, now: Moment, until: Moment) -> Option<Chore> {
    let place = village.clone();
    let at = now.day().plus(1).at(19, 20);
    (at <= until).then(|| {
        Chore::at(at, move |office, now| {
            let nobody = Desk::unnamed(office, now);
            let about = Subject::Disclosure(format!("F02/{term}"));
            let ask = |words: &str| AskQuestion {
                village: place.clone(),
                about: about.clone(),
                line: String::new(),
                words: words.into(),
                voice: None,
            };
            let first = office.perform(&nobody, ask("这个月的支出比上个月多，主要多在哪里？"))?.subject;
            office.perform(&nobody, ask("办公用品能不能统一采购，价格低一点？"))?;
            let answered = now.day().plus(2).at(9, 40);
            Ok((answered <= until).then(|| Chore::at(answered, move |office, now| answer(office, &place, first, now))))
        })
    })
}

fn answer(office: &Office, village: &Place, id: String, at: Moment) -> Result<Option<Chore>, Stop> {
    if let Some(desk) = desk_of(office, village, Post::Bookkeeper, at)? {
        let words = "每一笔都列在支出明细里，点开就能看到凭证和票据；多出来的主要是已经办结的工程和维修付款。";
        office.perform(&desk, AnswerQuestion { id, village: village.clone(), answer: words.into() })?;
    }
    Ok(None)
}
