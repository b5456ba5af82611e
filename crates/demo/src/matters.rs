//! What the villages of the demonstration are busy with.

use crate::driver::Matter;
use crate::names::{self, Subject};
use std::collections::BTreeMap;
use village::{Day, Fen, Moment, Place, WorkCalendar};

/// How long the demonstration's life is, in days.
pub(crate) const DAYS: i64 = 61;

/// The matters of one village, each with the moment at which it begins. `before` is how many matters stand in the list
/// already, so that one can name another.
pub(crate) fn of_village(
    village: &Place,
    before: usize,
    today: Day,
    calendar: &WorkCalendar,
    draw: &mut impl FnMut() -> u64,
) -> Vec<(Moment, Matter)> {
    let start = today.plus(-DAYS);
    let begin = |least: i64, most: i64, draw: &mut dyn FnMut() -> u64| {
        let mut draw = draw;
        let day = calendar.next_working(start.plus(names::between(&mut draw, least, most)));
        day.at(names::between(&mut draw, 8, 14), names::between(&mut draw, 0, 59))
    };
    let mut all = Vec::new();
    let at = begin(0, 2, draw);
    all.push((at, decision(village, draw)));
    let at = begin(1, 6, draw);
    let project = project(village, at, draw);
    let payment = advance(village, &project, before, before + 1, at, draw);
    all.push((at, project));
    let at = begin(38, 42, draw);
    all.push((at, payment));
    let at = begin(0, 20, draw);
    all.push((at, lease(village, at, draw)));
    for turn in 0..6 {
        let at = begin(turn * 10, turn * 10 + 9, draw);
        all.push((at, expense(village, at, draw)));
    }
    for turn in 0..2 {
        let at = begin(turn * 28, turn * 28 + 26, draw);
        all.push((at, seal(village, draw)));
    }
    // The last days' decision is still open for objection when somebody looks.
    let at = begin(DAYS - 12, DAYS - 6, draw);
    all.push((at, decision(village, draw)));
    all
}

pub(crate) fn matter(village: &Place, affair: &str, title: String, values: &[(&str, String)]) -> Matter {
    Matter {
        village: village.clone(),
        affair: affair.into(),
        title: title.chars().take(60).collect(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

pub(crate) fn plain(amount: Fen) -> String {
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
        proposal.title.zh.clone(),
        &[
            ("title", proposal.title.zh),
            ("matter", "public_works".into()),
            ("content", proposal.text.zh),
            ("amount_fen", plain(Fen::yuan(90_000))),
            ("opinion", names::approval(draw).zh),
            ("body", "rep_meeting".into()),
            ("meeting_place", "村文化礼堂".into()),
            ("sent_by", "group_message".into()),
            ("sent_to", "应到会的都通知到了，不用微信的逐户打了电话".into()),
            ("result", "已经按决议办完，结果已在公开栏公布".into()),
        ],
    )
}

fn lease(village: &Place, at: Moment, draw: &mut impl FnMut() -> u64) -> Matter {
    let lease = names::lease(draw);
    let starts = at.day().plus(62);
    let months = lease.years * 12;
    matter(
        village,
        "D1",
        format!("{}出租", lease.object.zh),
        &[
            ("object", format!("{}，{}平方米，用于{}", lease.object.zh, lease.area_m2, lease.purpose.zh)),
            ("asset_kind", "building".into()),
            ("term_months", months.to_string()),
            ("amount_fen", plain(lease.floor_rent)),
            ("mode", "bids".into()),
            ("body", "rep_meeting".into()),
            ("meeting_place", "村文化礼堂".into()),
            ("sent_by", "group_message".into()),
            ("sent_to", "应到会的都通知到了，不用微信的逐户打了电话".into()),
            ("venue", "exchange".into()),
            ("offers", "3".into()),
            ("best_offer_fen", plain(lease.rent)),
            ("price_fen", plain(lease.rent)),
            ("party", lease.tenant.zh),
            ("contract_no", contract_number(village, "ZL", draw)),
            ("contract_price_fen", plain(lease.rent)),
            ("starts", starts.to_string()),
            ("ends", starts.plus(months * 30).to_string()),
            ("instalments", lease.years.max(1).to_string()),
            ("first_due", starts.to_string()),
            ("opinion", names::approval(draw).zh),
        ],
    )
}

fn project(village: &Place, at: Moment, draw: &mut impl FnMut() -> u64) -> Matter {
    let project = names::project(draw);
    // Up to 50,000 yuan the joint meeting decides; the demonstration's projects stay below.
    let (budget, award) = (Fen(project.budget.0.min(4_900_000)), Fen(project.award.0.min(4_650_000)));
    matter(
        village,
        "F1",
        project.name.zh.clone(),
        &[
            ("title", project.name.zh),
            ("place", "村文化礼堂周边".into()),
            ("works_kind", "sanitation".into()),
            ("amount_fen", plain(budget)),
            ("budget_fen", plain(budget)),
            ("fund_source", "collective".into()),
            ("debt", "none".into()),
            ("method", "quotes".into()),
            ("bidders", "4".into()),
            ("bid_deposit_fen", plain(Fen(0))),
            ("party", project.contractor.zh),
            ("price_fen", plain(award)),
            ("contract_no", contract_number(village, "GC", draw)),
            ("contract_price_fen", plain(award)),
            ("bond_fen", plain(Fen(award.0 / 2_000 * 100))),
            ("planned_start", at.day().plus(60).to_string()),
            ("planned_end", at.day().plus(60 + project.days).to_string()),
            ("manager", names::People::default().person(draw, 1970, 1990).name),
            ("opinion", names::approval(draw).zh),
        ],
    )
}

/// The advance on a project's contract: 30 % at most, once the decision and the contract are there.
fn advance(
    village: &Place,
    project: &Matter,
    decision: usize,
    contract: usize,
    at: Moment,
    draw: &mut impl FnMut() -> u64,
) -> Matter {
    let value = |name: &str| project.values.get(name).cloned().unwrap_or_default();
    let price = Fen::parse(&value("price_fen")).unwrap_or_default();
    let mut payment = matter(
        village,
        "C2",
        format!("{}预付款", project.title),
        &[
            ("amount_fen", plain(Fen(price.0 * 25 / 10_000 * 100))),
            ("payee", value("party")),
            ("stage", "advance".into()),
            ("purpose", format!("{}，按合同预付25%", project.title)),
            ("invoice_no", names::invoice_number(draw, at.day().year())),
            ("opinion", names::approval(draw).zh),
        ],
    );
    payment.links = vec![("decision_case".into(), decision), ("contract_case".into(), contract)];
    payment
}

fn seal(village: &Place, draw: &mut impl FnMut() -> u64) -> Matter {
    let seal = names::seal_use(draw);
    matter(
        village,
        "K1",
        seal.paper.zh,
        &[
            ("kind", "certificate".into()),
            ("purpose", seal.purpose.zh),
            ("copies", seal.copies.to_string()),
            ("sealed_copies", seal.copies.to_string()),
            ("log_no", format!("{:03}", names::between(draw, 1, 400))),
            ("blank", "complete".into()),
        ],
    )
}

fn contract_number(village: &Place, kind: &str, draw: &mut impl FnMut() -> u64) -> String {
    format!("{village}{kind}{:04}", names::between(draw, 1, 9_999))
}

/// What villagers would speak of when a matter of this affair is open for objection.
pub(crate) fn subject(affair: &str) -> Subject {
    match affair {
        "D1" => Subject::Lease,
        "F1" => Subject::Project,
        _ => Subject::Decision,
    }
}
