//! A village's year of money beside its daily expenses: its budget and what is spent under it, income against receipts, and a grant
//! that serves one purpose.

use crate::driver::Matter;
use crate::matters::{self, matter, plain};
use crate::names;
use std::collections::BTreeMap;
use village::{Day, Fen, Moment, Place, WorkCalendar};

/// What each member gets of the land compensation, in yuan.
const SHARE: i64 = 2_100;
/// What the village keeps of it.
const KEPT: i64 = 30_900;

/// The budget of the year by account, in yuan: income, then expense. What the village spends for everybody is planned so narrowly that
/// [`CLEANING`] comes to 92 % of it.
const BUDGET: &[(&str, i64)] = &[
    ("budget_operating_income_fen", 128_000),
    ("budget_investment_fen", 6_000),
    ("budget_subsidy_fen", 100_000),
    ("budget_other_income_fen", 4_000),
    ("budget_operating_fen", 30_000),
    ("budget_tax_fen", 2_400),
    ("budget_admin_fen", 186_000),
    ("budget_welfare_fen", 12_000),
    ("budget_other_fen", 3_000),
];

/// What is paid for the village's cleanness: on which day of its life, what, how, yuan, to whom.
const CLEANING: &[(i64, &str, &str, i64, &str)] = &[
    (30, "河道保洁费", "前溪、后溪两段，全年人工", 6_240, "清和县碧水河道养护队"),
    (34, "公厕清扫费", "两座公厕，12个月，每月400元", 4_800, "清和县洁诚保洁服务部"),
];

/// What comes in: on which day, from where, what for, yuan, from whom.
const INCOME: &[(i64, &str, &str, i64, &str)] = &[
    (4, "subsidy", "村级组织运转补助", 50_000, "清和县财政局"),
    (12, "other", "文化礼堂办酒场地费", 600, "清和县喜相逢餐饮店"),
    (19, "sale", "林下间伐竹木款", 3_480, "清和县青竹木业加工厂"),
    (33, "donation", "乡贤捐资助老", 8_000, "清和县乡贤联谊会"),
];

/// The matters of the year, each with the moment at which it begins.
pub(crate) fn of_village(
    village: &Place,
    members: usize,
    today: Day,
    calendar: &WorkCalendar,
    draw: &mut impl FnMut() -> u64,
) -> Vec<(Moment, Matter)> {
    let start = today.plus(-matters::DAYS);
    let mut begin = |day: i64| {
        let day = calendar.next_working(start.plus(day));
        day.at(names::between(draw, 8, 14), names::between(draw, 0, 59))
    };
    let mut all = vec![(begin(0), budget(village, start)), (begin(0), compensation(village, members))];
    for one in INCOME {
        let at = begin(one.0);
        all.push((at, income(village, at.day(), *one)));
    }
    for one in CLEANING {
        let at = begin(one.0);
        all.push((at, cleaning(village, at.day(), *one)));
    }
    all
}

/// Last year's accounts, nothing given out, and the budget of the year in which most of the demonstration's life lies.
fn budget(village: &Place, start: Day) -> Matter {
    let year = start.plus(CLEANING.first().map_or(0, |one| one.0)).year();
    let mut values = vec![
        ("matter", "plan_budget".to_owned()),
        ("year", (year - 1).to_string()),
        ("net_fen", plain(Fen::yuan(43_000))),
        ("balance_fen", plain(Fen(0))),
        ("losses", "covered".into()),
        ("reserve_fen", plain(Fen::yuan(15_000))),
        ("distribute_fen", plain(Fen(0))),
        ("opinion", "账表相符，预算量力而行，同意".into()),
        ("body", "member_assembly".into()),
        ("meeting_place", "村文化礼堂".into()),
    ];
    values.extend(BUDGET.iter().map(|(field, yuan)| (*field, plain(Fen::yuan(*yuan)))));
    let mut decided = matter(village, "C5", format!("{}年决算和{year}年预算", year - 1), &values);
    decided.outcomes = BTreeMap::from([("file_township".to_owned(), "filed_without".to_owned())]);
    decided
}

fn compensation(village: &Place, members: usize) -> Matter {
    let many = i64::try_from(members).unwrap_or(0);
    let (share, whole) = (Fen::yuan(SHARE * many), Fen::yuan(SHARE * many + KEPT));
    let project = "县道拓宽征用下垟地块";
    matter(
        village,
        "E4",
        format!("{project}补偿费分配"),
        &[
            ("project", project.into()),
            ("agreement_no", "清征补〔下垟〕3号".into()),
            ("land_area", "1860".into()),
            ("amount_fen", plain(whole)),
            ("account", "special".into()),
            ("base", "集体留存一部分修水渠，其余按成员名册每人一份，不分男女".into()),
            ("keep_fen", plain(Fen::yuan(KEPT))),
            ("share_fen", plain(share)),
            ("lines_fen", plain(share)),
            ("people", many.to_string()),
            ("opinion", "名单和成员名册逐人核对过，同意".into()),
            ("meeting_place", "村文化礼堂".into()),
            ("pay_fen", plain(share)),
            ("pay_people", many.to_string()),
            ("purpose", format!("{project}补偿费，每人{SHARE}元")),
            ("audit_no", "清和审农〔下垟〕1号".into()),
        ],
    )
}

fn income(village: &Place, day: Day, (_, source, purpose, yuan, payer): (i64, &str, &str, i64, &str)) -> Matter {
    matter(
        village,
        "C3",
        purpose.into(),
        &[
            ("source", source.into()),
            ("amount_fen", plain(Fen::yuan(yuan))),
            ("payer", payer.into()),
            ("due_on", day.to_string()),
            ("purpose", purpose.into()),
            ("pay_by", "transfer".into()),
            ("account", "basic".into()),
            ("skipped", "0".into()),
            ("voided", "0".into()),
            ("statement_fen", plain(Fen::yuan(yuan))),
            ("opinion", "收据、进账单和依据一致，收齐了".into()),
        ],
    )
}

fn cleaning(village: &Place, day: Day, (_, what, how, yuan, payee): (i64, &str, &str, i64, &str)) -> Matter {
    matter(
        village,
        "C1",
        what.into(),
        &[
            ("amount_fen", plain(Fen::yuan(yuan))),
            ("purpose", how.into()),
            ("category", "cleaning".into()),
            ("spent_on", day.plus(-1).to_string()),
            ("payee", payee.into()),
            ("invoice_no", format!("{:04}{:02}{:06}", day.year(), day.month(), yuan * 7)),
            ("pay_by", "transfer".into()),
            ("seen", "去看过，河道和公厕都干净".into()),
            ("opinion", "合同、考核和票据齐全，同意".into()),
            ("reason", "同意支付".into()),
        ],
    )
}
