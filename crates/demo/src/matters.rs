//! What the villages of the demonstration are busy with.

use crate::driver::Matter;
use crate::names::{self, Subject};
use std::collections::BTreeMap;
use village::{Day, Fen, Moment, Place, WorkCalendar};

/// How long the demonstration's life is, in days.
pub(crate) const DAYS: i64 = 60;

/// The matters of one village, each with the moment at which it begins.
pub(crate) fn of_village(
    village: &Place,
    today: Day,
    calendar: &WorkCalendar,
    draw: &mut impl FnMut() -> u64,
) -> Vec<(Moment, Matter)> {
    let mut all = Vec::new();
    let start = today.plus(-DAYS);
    let begin = |least: i64, most: i64, draw: &mut dyn FnMut() -> u64| {
        let mut draw = draw;
        let day = calendar.next_working(start.plus(names::between(&mut draw, least, most)));
        day.at(names::between(&mut draw, 8, 14), names::between(&mut draw, 0, 59))
    };
    for turn in 0..5 {
        let at = begin(turn * 11, turn * 11 + 10, draw);
        all.push((at, expense(village, at, draw)));
    }
    let at = begin(0, 6, draw);
    all.push((at, decision(village, draw)));
    let at = begin(2, 20, draw);
    all.push((at, lease(village, at, draw)));
    let at = begin(4, 16, draw);
    all.push((at, project(village, at, draw)));
    for turn in 0..2 {
        let at = begin(turn * 28, turn * 28 + 26, draw);
        all.push((at, seal(village, draw)));
    }
    all
}

fn matter(village: &Place, affair: &str, title: String, values: &[(&str, String)]) -> Matter {
    Matter {
        village: village.clone(),
        affair: affair.into(),
        title: title.chars().take(60).collect(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        outcomes: BTreeMap::new(),
        case: None,
    }
}

fn plain(amount: Fen) -> String {
    amount.to_string()
}

fn expense(village: &Place, at: Moment, draw: &mut impl FnMut() -> u64) -> Matter {
    let expense = names::expense(draw, at.day().year());
    let spent = at.day().plus(-names::between(draw, 0, 6));
    matter(
        village,
        "C1",
        expense.purpose.zh.clone(),
        &[
            ("amount_fen", plain(expense.amount)),
            ("purpose", expense.detail.zh.clone()),
            ("category", "office".into()),
            ("spent_on", spent.to_string()),
            ("payee", expense.payee.zh.clone()),
            ("invoice_no", expense.invoice),
            ("pay_by", "transfer".into()),
            ("seen", "东西已经买来用上了，数量对得上".into()),
            ("opinion", "票据齐全，用途真实，同意".into()),
            ("reason", names::approval(draw).zh),
        ],
    )
}

fn decision(village: &Place, draw: &mut impl FnMut() -> u64) -> Matter {
    let proposal = names::proposal(draw);
    matter(
        village,
        "A1",
        proposal.title.zh,
        &[("plan", proposal.text.zh.clone()), ("matter", proposal.text.zh), ("opinion", "程序合规，同意".into())],
    )
}

fn lease(village: &Place, at: Moment, draw: &mut impl FnMut() -> u64) -> Matter {
    let lease = names::lease(draw);
    let starts = at.day().plus(60);
    matter(
        village,
        "D1",
        format!("{}出租", lease.object.zh),
        &[
            ("object", lease.object.zh.clone()),
            ("purpose", lease.purpose.zh),
            ("area_m2", lease.area_m2.to_string()),
            ("floor_price_fen", plain(lease.floor_rent)),
            ("price_fen", plain(lease.rent)),
            ("amount_fen", plain(lease.rent)),
            ("tenant", lease.tenant.zh.clone()),
            ("party", lease.tenant.zh),
            ("years", lease.years.to_string()),
            ("starts", starts.to_string()),
            ("opinion", "程序合规，同意".into()),
        ],
    )
}

fn project(village: &Place, at: Moment, draw: &mut impl FnMut() -> u64) -> Matter {
    let project = names::project(draw);
    matter(
        village,
        "F1",
        project.name.zh.clone(),
        &[
            ("need", project.reason.zh.clone()),
            ("reason", project.reason.zh),
            ("budget_fen", plain(project.budget)),
            ("amount_fen", plain(project.award)),
            ("price_fen", plain(project.award)),
            ("contractor", project.contractor.zh.clone()),
            ("party", project.contractor.zh),
            ("days", project.days.to_string()),
            ("starts", at.day().plus(45).to_string()),
            ("opinion", "程序合规，同意".into()),
        ],
    )
}

fn seal(village: &Place, draw: &mut impl FnMut() -> u64) -> Matter {
    let seal = names::seal_use(draw);
    matter(
        village,
        "K1",
        seal.paper.zh.clone(),
        &[
            ("paper", seal.paper.zh.clone()),
            ("document", seal.paper.zh),
            ("purpose", seal.purpose.zh),
            ("copies", seal.copies.to_string()),
        ],
    )
}

/// What villagers would speak of when a matter of this affair is open for objection.
pub(crate) fn subject(affair: &str) -> Subject {
    match affair {
        "D1" => Subject::Lease,
        "F1" => Subject::Project,
        _ => Subject::Decision,
    }
}
