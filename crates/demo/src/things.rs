//! What villages have and have let since before their books began: property, and a lease of which a year is owed.

use crate::make_paper;
use crate::register::HILL;
use capital::{
    CardClass, CardKind, ContractKind, Direction, ImportCards, ImportContracts, ImportedCard, ImportedContract,
    UseState,
};
use ledger::Plan;
use office::{Desk, Office};
use village::{Day, Fen, Moment, Place, Stop};

/// What the opening balances say, in yuan.
pub(crate) struct Opening {
    /// Account 151.
    pub(crate) house: i64,
    /// Account 152.
    pub(crate) worn: i64,
    /// Account 112.
    pub(crate) owed: i64,
}

/// The tractor that every village bought once.
const TRACTOR: i64 = 60_000;

/// The accountant takes over cards and contracts that add up to the opening balances.
/// With `land`, the tea hill is among them.
pub(crate) fn take_over(
    office: &Office,
    village: &Place,
    desk: &Desk,
    opening: &Opening,
    land: bool,
) -> Result<(), Stop> {
    let today = desk.now.day();
    let paper =
        make_paper(office.files(), "资产和合同清理表", &[format!("单位：{village}"), "清理人、监督人已签字".into()])?;
    let cards = vec![house(today, opening), tractor(today)];
    office.perform(desk, ImportCards { village: village.clone(), cards, paper: paper.clone() })?;
    let mut contracts = vec![shops(today, opening.owed)];
    contracts.extend(land.then(|| hill(today)));
    office.perform(desk, ImportContracts { village: village.clone(), contracts, paper }).map(drop)
}

fn house(today: Day, opening: &Opening) -> ImportedCard {
    ImportedCard {
        row: 2,
        number: "ZC-001".into(),
        name: "村综合楼".into(),
        class: CardClass::Office,
        kind: CardKind::Building,
        place: "村中心".into(),
        keeper: String::new(),
        acquired: today.plus_months(-70),
        cost_fen: Fen::yuan(opening.house - TRACTOR),
        residual_fen: Fen::yuan((opening.house - TRACTOR) / 20),
        life_months: 240,
        worn_fen: Fen::yuan(opening.worn - TRACTOR / 2),
        use_state: UseState::Own,
    }
}

fn tractor(today: Day) -> ImportedCard {
    ImportedCard {
        row: 3,
        number: "ZC-002".into(),
        name: "拖拉机".into(),
        class: CardClass::Operating,
        kind: CardKind::Equipment,
        place: "农机库".into(),
        keeper: String::new(),
        acquired: today.plus_months(-60),
        cost_fen: Fen::yuan(TRACTOR),
        residual_fen: Fen::yuan(TRACTOR / 20),
        life_months: 120,
        worn_fen: Fen::yuan(TRACTOR / 2),
        use_state: UseState::Idle,
    }
}

/// Three shops let for three years: the first year is paid, the second is owed, the third is to come.
fn shops(today: Day, owed: i64) -> ImportedContract {
    let first_due = today.plus(-400);
    ImportedContract {
        row: 2,
        number: "旧合同-1".into(),
        kind: ContractKind::Lease,
        way: Direction::In,
        party: "青溪米业有限公司".into(),
        object: "老街店面三间".into(),
        total_fen: Fen::yuan(owed * 3),
        paid_fen: Fen::yuan(owed),
        deposit_fen: Fen::yuan(2_000),
        signed: today.plus(-410),
        starts: first_due,
        ends: first_due.plus_months(36).plus(-1),
        plan: Plan { first_due, instalments: 3, every_months: 12, rise: None, until: None },
    }
}

/// The tea hill, contracted out for ten years; the rent of this year is paid, those before too.
fn hill(today: Day) -> ImportedContract {
    let first_due = today.plus(-240).plus_months(-36);
    ImportedContract {
        row: 3,
        number: HILL.into(),
        kind: ContractKind::ContractOut,
        way: Direction::In,
        party: "青溪云雾茶家庭农场".into(),
        object: "后山茶园".into(),
        total_fen: Fen::yuan(324_000),
        paid_fen: Fen::yuan(32_400 * 4),
        deposit_fen: Fen::yuan(5_000),
        signed: first_due.plus(-10),
        starts: first_due,
        ends: first_due.plus_months(120).plus(-1),
        plan: Plan { first_due, instalments: 10, every_months: 12, rise: None, until: None },
    }
}

/// What has fallen due by a moment is posted, as the clockwork does it every day.
pub(crate) fn fall_due(office: &Office, at: Moment) -> Result<(), Stop> {
    let desk = Desk::unnamed(office, at);
    for due in office.read(|reader| capital::to_post(reader, at.day()))? {
        office.perform(&desk, due)?;
    }
    Ok(())
}
