//! Facts for sheets.

use print::{
    Bank, Bar, Board, Card, Contact, Decision, Entry, Foot, Letter, Money, Open, Plate, Row, Statement, Voucher,
};

/// Chinese or English.
pub(crate) fn say(english: bool, zh: &str, en: &str) -> String {
    if english { en.to_owned() } else { zh.to_owned() }
}

pub(crate) fn foot(english: bool) -> Foot {
    Foot {
        english,
        address: "https://cunwu.example.cn/v/330723104205".to_owned(),
        entry: 1024,
        fingerprint: "a1b2c3d4".to_owned(),
        made: say(english, "2026年10月3日", "3 October 2026"),
        day: (2026, 10, 3),
    }
}

fn money(english: bool, at: usize) -> Money {
    let long = at % 7 == 3;
    let what = match long {
        true => say(
            english,
            "柳湾村东片自然村生活污水管网改造及道路恢复工程第二期进度款（含监理费）",
            "Second instalment for the sewer pipes of the eastern hamlets and the repair of the roads above them, supervision included",
        ),
        false => say(english, "买扫帚20把，用于村道保洁", "20 brooms for the village roads"),
    };
    let who = match long {
        true => say(
            english,
            "浙江省金华市武义县柳城畲族镇建筑安装工程有限公司",
            "Liucheng Building and Installation Company Ltd",
        ),
        false => say(english, "王**", "Wang **"),
    };
    let amount = i64::try_from(at).unwrap() * 123_731 + 12_050;
    let note = if at == 5 {
        say(english, "9月20日已退回（转-0003）", "came back on 20 September (转-0003)")
    } else {
        String::new()
    };
    Money { day: say(english, "9月12日", "12 Sep"), what, who, amount_fen: amount, note }
}

pub(crate) fn board(english: bool, lines: usize) -> Board {
    let name = |zh: &str, en: &str| say(english, zh, en);
    Board {
        foot: foot(english),
        above: name("武义县柳城畲族镇", "Liucheng Township, Wuyi County"),
        name: name("柳湾村", "Liuwan Village"),
        month: name("2026年9月", "September 2026"),
        income_fen: 18_000_000,
        spent_fen: 123_456_789,
        left_fen: 18_991_950,
        months: ["7", "8", "9"]
            .iter()
            .enumerate()
            .map(|(at, month)| Bar {
                name: if english { format!("2026-{month}") } else { format!("{month}月") },
                income_fen: 6_000_000 * i64::try_from(at + 1).unwrap(),
                spent_fen: 2_345_678 * i64::try_from(3 - at).unwrap(),
            })
            .collect(),
        income: (0..lines.div_ceil(3)).map(|at| money(english, at)).collect(),
        spent: (0..lines).map(|at| money(english, at)).collect(),
        decisions: vec![Decision {
            what: name("把村口旧仓库租给张䶮喆办粮油店", "Leasing the old store at the gate"),
            day: name("9月5日", "5 Sep"),
            votes: name("应到38人，到会31人：同意29，反对1，弃权1", "31 of 38 present: 29 for, 1 against, 1 abstained"),
        }],
        open: vec![Open {
            what: name("村道硬化工程", "Paving the village road"),
            until: name("10月9日（周五）止，还有6天", "until Fri 9 October, 6 days left"),
        }],
        banks: vec![Bank {
            name: name("武义农村商业银行柳城支行", "Wuyi Rural Commercial Bank"),
            digits: "4417".to_owned(),
            amount_fen: 18_900_000,
        }],
        missing: vec![name(
            "财务收支：9月的还没有公开，已晚3天",
            "Income and expense of September is not public, 3 days late",
        )],
        people: people(english),
    }
}

fn people(english: bool) -> Vec<Contact> {
    let one = |post: &str, who: &str, phone: &str| Contact {
        post: post.to_owned(),
        name: who.to_owned(),
        phone: phone.to_owned(),
    };
    match english {
        false => vec![one("村务监督委员会主任", "陈玉兰", "0579-8000 0003"), one("镇纪委", "周正", "0579-8000 0009")],
        true => vec![
            one("Director of the supervision committee", "Chen Yulan", "0579-8000 0003"),
            one("Township discipline office", "Zhou Zheng", "0579-8000 0009"),
        ],
    }
}

pub(crate) fn letter(english: bool, large: bool) -> Letter {
    let board = board(english, 5);
    Letter {
        foot: board.foot,
        large,
        above: board.above,
        name: board.name,
        month: board.month,
        income_fen: board.income_fen,
        spent_fen: board.spent_fen,
        left_fen: board.left_fen,
        payments: 5,
        decisions: 1,
        missing: 1,
        largest: board.spent.into_iter().rev().take(3).collect(),
        open: board.open,
        people: board.people,
    }
}

pub(crate) fn voucher(english: bool) -> Voucher {
    let line = |account: &str, debit_fen, credit_fen| Entry {
        summary: say(english, "买扫帚20把，用于村道保洁", "20 brooms for the village roads"),
        account: account.to_owned(),
        debit_fen,
        credit_fen,
    };
    Voucher {
        foot: foot(english),
        name: say(english, "柳湾村股份经济合作社", "Liuwan cooperative"),
        day: say(english, "2026年9月12日", "12 September 2026"),
        number: "2026-09 付-0012".to_owned(),
        entries: vec![
            line(&say(english, "521 公益支出", "521 welfare expense"), Some(120_050), None),
            line(&say(english, "102 银行存款", "102 bank deposits"), None, Some(120_050)),
        ],
        papers: 3,
        sum_fen: 120_050,
        capitals: "壹仟贰佰元伍角整".to_owned(),
        people: ["王**", "李**", "陈**", "张**", "周**", "吴**", ""].map(str::to_owned),
        reversed: say(english, "已于9月20日冲回：金额录错", "Taken back on 20 September: wrong amount"),
    }
}

pub(crate) fn statement(english: bool) -> Statement {
    let row = |zh: &str, en: &str, amount_fen, is_sum| Row {
        name: say(english, zh, en),
        amounts_fen: vec![100_000_000_000, amount_fen],
        is_sum,
    };
    Statement {
        foot: foot(english),
        name: say(english, "柳湾村", "Liuwan Village"),
        until: say(english, "2026年9月30日", "30 September 2026"),
        month: say(english, "2026年9月", "September 2026"),
        heads: vec![say(english, "年初余额", "At the year's beginning"), say(english, "期末余额", "At the end")],
        income_heads: vec![say(english, "本月数", "This month"), say(english, "本年累计数", "This year so far")],
        has: vec![row("货币资金", "money", 18_991_950, false), row("资产总计", "total assets", 131_850_000, true)],
        owes: vec![row("资本", "capital", 131_850_000, false), row("负债和所有者权益总计", "total", 131_850_000, true)],
        income: vec![
            row("一、经营收入", "operating income", 1_800_000, false),
            row("五、净收益", "net income", -1_787_950, true),
        ],
    }
}

pub(crate) fn plate(english: bool) -> Plate {
    Plate {
        foot: foot(english),
        village: say(english, "武义县柳城畲族镇柳湾村", "Liuwan Village, Liucheng Township"),
        kind: say(english, "工程项目", "Project"),
        name: say(
            english,
            "东片自然村生活污水管网改造及道路恢复工程（二期）",
            "Sewer pipes and roads of the eastern hamlets, part two",
        ),
        code: "330723104205-F1-2026-0007".to_owned(),
        place: say(english, "㙍头自然村至村委会", "From Duotou to the village office"),
        facts: vec![(say(english, "造价", "Price"), "¥318,000.00".to_owned())],
    }
}

/// A picture for a chat group with everything as long as it gets.
pub(crate) fn card(english: bool) -> Card {
    let amount = |at: i64| format!("¥{},234,567.89", at);
    let long = say(
        english,
        "柳湾村东片自然村生活污水管网改造及道路恢复工程第二期进度款（含监理费）",
        "Second instalment for the sewer pipes of the eastern hamlets and the roads above them",
    );
    Card {
        foot: foot(english),
        above: say(english, "武义县柳城畲族镇", "Liucheng, Wuyi county"),
        name: say(english, "柳湾村", "Liuwan village"),
        title: long.clone(),
        figures: (1..=3).map(|at| (say(english, "本期收入", "Came in this month"), amount(at))).collect(),
        lines: (1..=6).map(|at| (if at == 2 { "王𠀀𠀁修路".to_owned() } else { long.clone() }, amount(at))).collect(),
        more: say(english, "还有12项，请扫码在手机上看", "12 more: scan the code"),
    }
}
