//! What somebody else proposed in a village's books and waits for the person at the desk to confirm it: a voucher to be taken
//! back, a month to be opened again; and who is to stand in for an officer on leave.

use crate::books::handover;
use crate::desk::Task as Waiting;
use crate::desk::place::{may, places};
use crate::leave::show::title;
use crate::roster::check::{answers, words};
use crate::show::{State, Tag};
use crate::told::{Teller, place_name};
use archive::Query;
use capital::{HandoverWhat, WaitingRow};
use office::{Desk, roster};
use village::{Day, Fault};

/// The proposals, each with the day on which it was made.
pub(super) fn waiting(query: &mut dyn Query, desk: &Desk, teller: &Teller) -> Result<Vec<(Day, Waiting)>, Fault> {
    let mut all = Vec::new();
    for place in places(desk) {
        for row in capital::waiting(query, &place)? {
            if row.proposer.as_ref() == desk.person() || !may(desk, "reopen_books", &row.village) {
                continue;
            }
            if let Some((what, number)) = row.handover {
                all.push((row.proposed.day(), handed(query, teller, &row, (what, number))?));
                continue;
            }
            if let Some((account, line, kind)) = &row.bank_entry {
                let href = format!("/desk/books/bank-entry?village={}&code={account}&line={line}", row.village);
                let what = format!("{} · {}", teller.words(&kind.words()), teller.free(&row.reason));
                let day = row.proposed.day();
                all.push((
                    day,
                    Waiting {
                        href,
                        step: teller.say("bank-entry-answer").to_string(),
                        what,
                        amount: None,
                        village: place_name(query, &row.village)?,
                        number: format!("{account}-{line}"),
                        tag: Tag::new(State::Notice, teller.say("confirm-waits")),
                        due: teller.say("confirm-since").put("day", teller.day(day).words).to_string(),
                    },
                ));
                continue;
            }
            let (href, key, number) = match (&row.voucher, row.period) {
                (Some(voucher), _) => (format!("/desk/books/{voucher}/reversal"), "reverse-confirm", voucher.clone()),
                (None, Some(period)) => {
                    let href = format!("/desk/books/period?village={}&period={period}&act=reopen", row.village);
                    (href, "reopen-confirm", teller.month(period.first_day()))
                }
                (None, None) => continue,
            };
            let day = row.proposed.day();
            let waiting = Waiting {
                href,
                step: teller.say(key).to_string(),
                what: teller.free(&row.reason),
                amount: None,
                village: place_name(query, &row.village)?,
                number,
                tag: Tag::new(State::Notice, teller.say("confirm-waits")),
                due: teller.say("confirm-since").put("day", teller.day(day).words).to_string(),
            };
            all.push((day, waiting));
        }
    }
    all.extend(checks(query, desk, teller)?);
    all.extend(leaves(query, desk, teller)?);
    Ok(all)
}

/// What was kept before and waits to be taken over.
fn handed(
    query: &mut dyn Query,
    teller: &Teller,
    row: &WaitingRow,
    (what, number): (HandoverWhat, i64),
) -> Result<Waiting, Fault> {
    let day = row.proposed.day();
    let said = handover::what(teller, what);
    Ok(Waiting {
        href: format!("/desk/books/handover?village={}&number={number}", row.village),
        step: teller.say("handover-answer").to_string(),
        what: if row.reason.is_empty() { said } else { format!("{said} · {}", teller.free(&row.reason)) },
        amount: None,
        village: place_name(query, &row.village)?,
        number: number.to_string(),
        tag: Tag::new(State::Notice, teller.say("confirm-waits")),
        due: teller.say("confirm-since").put("day", teller.day(day).words).to_string(),
    })
}

/// Offices and passwords that somebody asked for and this person may agree to.
fn checks(query: &mut dyn Query, desk: &Desk, teller: &Teller) -> Result<Vec<(Day, Waiting)>, Fault> {
    let mut all = Vec::new();
    for place in places(desk) {
        for check in roster::open_checks(query, &place, desk.now)?.into_iter().filter(|check| answers(desk, check)) {
            let waiting = Waiting {
                href: format!("/desk/checks/{}", check.id),
                step: teller.say("second-title").to_string(),
                what: words(teller, &check),
                amount: None,
                village: place_name(query, &check.place)?,
                number: check.asked_by.1.clone(),
                tag: Tag::new(State::Notice, teller.say("confirm-waits")),
                due: teller.say("confirm-since").put("day", teller.day(check.asked.day()).words).to_string(),
            };
            all.push((check.asked.day(), waiting));
        }
    }
    Ok(all)
}

/// Leaves that somebody proposed for an officer and this person may confirm.
fn leaves(query: &mut dyn Query, desk: &Desk, teller: &Teller) -> Result<Vec<(Day, Waiting)>, Fault> {
    let mut all = Vec::new();
    for place in places(desk) {
        for found in roster::leaves_proposed(query, &place, teller.today)? {
            let own =
                [&found.proposed_by, &found.person, &found.stand_in].into_iter().any(|one| desk.person() == Some(one));
            if own || !may(desk, "grant_mandate", &found.place) {
                continue;
            }
            let day = found.proposed.day();
            let waiting = Waiting {
                href: format!("/desk/leaves?place={}", found.place),
                step: teller.say("leave-title").to_string(),
                what: title(teller, &found),
                amount: None,
                village: place_name(query, &found.place)?,
                number: found.id,
                tag: Tag::new(State::Notice, teller.say("confirm-waits")),
                due: teller.say("confirm-since").put("day", teller.day(day).words).to_string(),
            };
            all.push((day, waiting));
        }
    }
    Ok(all)
}
