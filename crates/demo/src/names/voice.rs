//! What villagers ask, and what the village answers; what those say who check.

use super::pick;
use village::Words;

/// What an objection is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Subject {
    /// Money spent.
    #[default]
    Expense,
    /// Property let.
    Lease,
    /// Works.
    Project,
    /// A decision of the village.
    Decision,
}

/// An objection and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What the villager says.
    pub objection: Words,
    /// What the village answers.
    pub answer: Words,
    /// Whether the villager was right and something is changed.
    pub upheld: bool,
}

type Said = (&'static str, &'static str, &'static str, &'static str, bool);

const EXPENSE: &[Said] = &[
    (
        "路灯上个月才换过，怎么这个月又换？",
        "The lamps were changed only last month. Why again?",
        "上月换的是村口到祠堂一段，这次是祠堂到水库一段，两段的灯号已附在清单后面。",
        "Last month it was the stretch from the entrance to the hall, this time from the hall to the reservoir. The lamps' numbers are on the list.",
        false,
    ),
    (
        "清塘 13 个工是不是多了？我看见只有十来个人做了一天。",
        "Are 13 days for the pond not too many? I saw about ten people for one day.",
        "经核对考勤表，实际是 12 个工，多记 1 个工，已更正，多付的 160 元已退回村账户。",
        "The attendance list shows 12 days; one was counted too many. It is corrected, and 160 yuan have been paid back.",
        true,
    ),
    (
        "买垃圾桶有没有比过价？镇上店里便宜几块钱。",
        "Were prices compared for the bins? The shop in town is some yuan cheaper.",
        "已向三家询价，这家含送货和安装，三张报价单已一并公开。",
        "Three shops were asked; this price has delivery and fitting in it. The three offers are now public too.",
        false,
    ),
];

const LEASE: &[Said] = &[
    (
        "粮站租金一年才这点，隔壁村同样大的要高一些。",
        "The rent of the grain store is low; the next village gets more for one as large.",
        "底价按评估价确定，隔壁村的库房带院子。本次公开报价最高者承租，报价记录可以查看。",
        "The lowest rent is the valuer's. The next village's store has a yard. Whoever offered most gets it; the offers can be seen.",
        false,
    ),
    (
        "公告里没写租期满了以后房子里的装修归谁。",
        "The notice does not say whose the fittings are when the lease ends.",
        "意见采纳。合同已补充：租期届满，固定装修归村集体，可移动的由承租人带走。",
        "Taken up. The contract now says: what is fixed stays with the village, what can be moved goes with the tenant.",
        true,
    ),
    (
        "承租的人是不是村干部家的亲戚？",
        "Is the tenant a relative of one of the officials?",
        "村监委会已核对亲属申报，承租人与村干部没有近亲属关系。",
        "The supervision committee checked the declared relatives; the tenant is near kin of no official.",
        false,
    ),
];

const PROJECT: &[Said] = &[
    (
        "硬化的路为什么到三组的桥头就停了？",
        "Why does the paving stop at the bridge of group three?",
        "桥头以外是在建的县道连接线，由县里施工，预计年底接通。",
        "Beyond the bridge the county builds its own link; it should be done by the end of the year.",
        false,
    ),
    (
        "水渠旁边我家的菜地要占多少，有没有补偿？",
        "How much of my vegetable plot by the canal is taken, and is it paid for?",
        "占用 6.5 平方米，按县里青苗补偿标准补 97.5 元，补偿表已补进公示。",
        "6.5 m² are taken; 97.50 yuan are paid by the county's standard for crops. The list is now part of the notice.",
        true,
    ),
    (
        "工期写 45 天，正好赶上收稻子，路断了怎么运？",
        "The 45 days fall into the rice harvest. How do we cart when the road is closed?",
        "意见采纳。改为半幅施工，收割的 10 天停工让路，工期顺延。",
        "Taken up. Half the road is built at a time, and work rests for the ten days of the harvest.",
        true,
    ),
];

const DECISION: &[Said] = &[
    (
        "老年食堂一年 4.8 万，能一直办下去吗？",
        "48,000 yuan a year for the canteen: can it go on?",
        "资金来自旧粮站租金，每年 12 月公布收支，收不抵支时由村民代表会议再议。",
        "It is paid from the rent of the grain store. The account is published every December; if it falls short, the representatives decide again.",
        false,
    ),
    (
        "代表开会前我们户没有收到征求意见表。",
        "Our household got no form before the representatives met.",
        "经查，五组有 4 户漏发，已补发并登记意见，没有反对意见。今后发放要签收。",
        "Four households of group five were left out. They have been asked since, and none objected. From now on the form is signed for.",
        true,
    ),
    (
        "投票结果能不能写明赞成多少、反对多少？",
        "Can the result say how many were for and how many against?",
        "已在公示中写明应到、实到、赞成、反对、弃权人数。",
        "The notice now gives those entitled, present, for, against and abstaining.",
        false,
    ),
];

const APPROVALS: &[(&str, &str)] = &[
    ("票据齐全，金额与清单一致，同意。", "The papers are complete and the sum agrees with the list. Agreed."),
    ("事由真实，已到现场看过，同意。", "The matter is real; I went to see it. Agreed."),
    ("手续完备，同意按程序办理。", "All is in order. Agreed."),
    ("已核对发票和收货人签字，同意。", "Invoice and receipt compared. Agreed."),
];

const RETURNS: &[(&str, &str)] = &[
    ("缺少验收人签字，请补齐后再报。", "The signature of the one who accepted it is missing. Please add it."),
    ("发票抬头写错，请换开后再报。", "The invoice is made out to the wrong name. Please have it changed."),
    ("人工费没有附考勤表，请补上。", "The attendance list for the labour is missing. Please add it."),
];

/// An objection and its answer.
pub fn exchange(draw: &mut impl FnMut() -> u64, subject: Subject) -> Exchange {
    let list = match subject {
        Subject::Expense => EXPENSE,
        Subject::Lease => LEASE,
        Subject::Project => PROJECT,
        Subject::Decision => DECISION,
    };
    let (zh, en, answer_zh, answer_en, upheld) = pick(draw, list);
    Exchange { objection: Words::new(zh, en), answer: Words::new(answer_zh, answer_en), upheld }
}

/// What a checker writes who agrees.
pub fn approval(draw: &mut impl FnMut() -> u64) -> Words {
    let (zh, en) = pick(draw, APPROVALS);
    Words::new(zh, en)
}

/// What a checker writes who sends it back.
pub fn return_remark(draw: &mut impl FnMut() -> u64) -> Words {
    let (zh, en) = pick(draw, RETURNS);
    Words::new(zh, en)
}
