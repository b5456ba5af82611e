//! What a village undertakes: decisions, leases, small projects, uses of the seal.

use super::{Trade, between, firm, heading, pick};
use village::{Fen, Words};

/// A lease of the village's property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What is let.
    pub object: Words,
    /// What for.
    pub purpose: Words,
    /// Square metres.
    pub area_m2: i64,
    /// The lowest rent a year.
    pub floor_rent: Fen,
    /// The rent a year that was offered.
    pub rent: Fen,
    /// For how many years.
    pub years: i64,
    /// To whom.
    pub tenant: Words,
}

/// A small project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// What is built.
    pub name: Words,
    /// Why.
    pub reason: Words,
    /// What it may cost.
    pub budget: Fen,
    /// What it was awarded for.
    pub award: Fen,
    /// In how many days.
    pub days: i64,
    /// Who builds.
    pub contractor: Words,
}

/// A matter for the whole village.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The matter.
    pub title: Words,
    /// What is proposed, and why.
    pub text: Words,
}

/// A use of the village's seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealUse {
    /// On which paper.
    pub paper: Words,
    /// What for.
    pub purpose: Words,
    /// How many copies.
    pub copies: i64,
}

/// What is let, what for, least and most square metres, fen a square metre and year.
const LEASES: &[(&str, &str, &str, &str, i64, i64, i64)] = &[
    ("村口旧粮站", "the old grain store at the entrance", "农产品仓储", "storing farm produce", 120, 380, 9_600),
    ("老小学教室", "classrooms of the old school", "来料加工点", "a workshop for piecework", 90, 260, 8_400),
    ("文化礼堂东侧店面", "the shop on the east side of the village hall", "便民超市", "a village shop", 40, 95, 26_000),
    ("北山茶园", "the tea garden on the north hill", "茶叶种植", "growing tea", 6_600, 33_000, 95),
    ("村集体鱼塘", "the village's fish pond", "淡水养殖", "fish farming", 3_300, 13_000, 180),
    ("溪边旧水碾房", "the old water mill by the stream", "乡村民宿", "a guest house", 110, 300, 18_500),
    ("村集体大棚", "the village's greenhouses", "草莓种植", "growing strawberries", 1_300, 6_600, 520),
    ("停车场旁空地", "the yard beside the car park", "农机停放", "parking farm machines", 300, 1_200, 1_500),
];

/// What is built, why, and unit, each in Chinese and English; least and most of them, yuan a unit, days.
type Works = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, i64, i64, i64, i64);

const PROJECTS: &[Works] = &[
    (
        "村道硬化",
        "paving the village road",
        "雨天泥泞，老人小孩行走不便",
        "the road turns to mud in the rain, and the old and the young walk badly",
        "米",
        "m",
        120,
        420,
        210,
        45,
    ),
    (
        "灌溉水渠修复",
        "mending the irrigation canal",
        "渠底漏水，下游稻田用不上水",
        "the bed leaks, and the fields below get no water",
        "米",
        "m",
        150,
        500,
        150,
        40,
    ),
    (
        "太阳能路灯安装",
        "solar street lamps",
        "支路没有路灯，晚上出行不安全",
        "the side roads are dark, and not safe at night",
        "盏",
        "lamps",
        15,
        48,
        1_650,
        20,
    ),
    (
        "公共厕所改造",
        "rebuilding the public lavatory",
        "旧厕所没有冲水设备，夏天气味大",
        "the old one has no flushing and smells in summer",
        "平方米",
        "m²",
        24,
        60,
        1_450,
        50,
    ),
    (
        "老年活动室修缮",
        "mending the old people's room",
        "屋面漏雨，墙面脱落",
        "the roof leaks and the walls peel",
        "平方米",
        "m²",
        80,
        180,
        420,
        35,
    ),
    (
        "污水管网接入",
        "joining the sewers",
        "还有住户的污水直排溪沟",
        "some households still drain into the stream",
        "米",
        "m",
        160,
        460,
        185,
        55,
    ),
    (
        "村口停车场建设",
        "a car park at the entrance",
        "节假日车辆停在村道上，消防车进不来",
        "on holidays cars block the road and no fire engine gets through",
        "平方米",
        "m²",
        300,
        700,
        130,
        30,
    ),
];

const PROPOSALS: &[(&str, &str, &str, &str)] = &[
    (
        "2026年度村庄建设计划",
        "the plan of village works for 2026",
        "拟安排村道硬化、路灯安装和水渠修复三项，资金从村集体经营收入中列支，不向农户摊派。",
        "Three works are proposed: the village road, street lamps and the canal. They are paid from the co-op's own income; no household is charged.",
    ),
    (
        "村集体资产出租方案",
        "the plan for letting the village's property",
        "旧粮站和老小学教室闲置已满一年，拟公开招租，租金列入村集体收入，每季度公布一次。",
        "The old grain store and school have stood empty for a year. They are to be let in the open; the rent is the village's income and is published every quarter.",
    ),
    (
        "村规民约修订",
        "the revised village code",
        "拟增加垃圾分类、红白事从简两条，草案已逐户征求意见，共收到意见37条，采纳21条。",
        "Two articles are proposed, on sorting rubbish and on plain weddings and funerals. Every household was asked; of 37 remarks 21 were taken up.",
    ),
    (
        "老年食堂开办方案",
        "opening a canteen for the old",
        "70周岁以上老人每餐收3元，不足部分由村集体补贴，全年预算4.8万元。",
        "People of 70 and over pay 3 yuan a meal, the co-op the rest; 48,000 yuan are planned for the year.",
    ),
    (
        "高标准农田建设配套事项",
        "what goes with the high-standard fields",
        "项目涉及三个村民小组，田埂调整方案已在各组张榜，青苗补偿按县里标准执行。",
        "The project touches three groups. The new field edges are posted in each; standing crops are paid by the county's standard.",
    ),
    (
        "自来水管网改造筹资",
        "paying for the new water mains",
        "总投资38万元，上级补助26万元，村集体出12万元，农户不出钱、不出工。",
        "It costs 380,000 yuan: 260,000 from above, 120,000 from the co-op. Households give neither money nor labour.",
    ),
];

const SEAL_USES: &[(&str, &str, &str, &str, i64)] = &[
    ("农房修缮申请表", "application to mend a farmhouse", "报乡镇审批", "for the township's approval", 2),
    ("居住情况证明", "certificate of residence", "办理子女入学", "for a child's school", 1),
    ("村集体店面租赁合同", "lease of the village's shop", "与承租人签订", "to be signed with the tenant", 4),
    ("水稻种植保险清单", "list of insured rice fields", "投保登记", "for the insurance", 3),
    ("党员活动场地借用函", "letter asking for a meeting room", "借用镇文化站", "to borrow the township's hall", 1),
    ("用电报装申请表", "application for a power line", "机埠用电增容", "for more power at the pumps", 2),
    ("残疾人补贴申报表", "application for a disability allowance", "报县残联审核", "for the county's review", 2),
];

/// A lease, offered a little above its lowest rent.
pub fn lease(draw: &mut impl FnMut() -> u64) -> Lease {
    let (zh, en, use_zh, use_en, least, most, fen) = pick(draw, LEASES);
    let area_m2 = between(draw, least, most);
    // Rents are agreed in hundreds of yuan.
    let floor = (area_m2 * fen / 10_000).max(1) * 100;
    let rent = floor + floor / 100 * between(draw, 2, 18);
    Lease {
        object: heading(format!("{zh}（{area_m2}平方米）"), &format!("{en} ({area_m2} m²)")),
        purpose: Words::new(use_zh, use_en),
        area_m2,
        floor_rent: Fen::yuan(floor),
        rent: Fen::yuan(rent),
        years: between(draw, 1, 5),
        tenant: firm(draw, Trade::Farming),
    }
}

/// A small project, awarded a little below its budget.
pub fn project(draw: &mut impl FnMut() -> u64) -> Project {
    let (zh, en, why_zh, why_en, unit, unit_en, least, most, yuan, days) = pick(draw, PROJECTS);
    let size = between(draw, least, most);
    let budget = size * yuan;
    let award = budget - budget * between(draw, 3, 11) / 100;
    Project {
        name: heading(format!("{zh}（{size}{unit}）"), &format!("{en} ({size} {unit_en})")),
        reason: Words::new(why_zh, why_en),
        budget: Fen::yuan(budget),
        award: Fen::yuan(award),
        days,
        contractor: firm(draw, Trade::Building),
    }
}

/// A matter for the whole village.
pub fn proposal(draw: &mut impl FnMut() -> u64) -> Proposal {
    let (zh, en, text_zh, text_en) = pick(draw, PROPOSALS);
    Proposal { title: heading(zh, en), text: Words::new(text_zh, text_en) }
}

/// A use of the seal.
pub fn seal_use(draw: &mut impl FnMut() -> u64) -> SealUse {
    let (zh, en, use_zh, use_en, copies) = pick(draw, SEAL_USES);
    SealUse { paper: heading(zh, en), purpose: Words::new(use_zh, use_en), copies }
}
