//! Invented values for looking at the templates and testing them. No real village gets an invented account.

use crate::flow::{Edge, FlowChart, Node, Standing};
use crate::form::{Choice, Entry, Field};
use crate::frame::{Contact, Frame, Section, Signed};
use crate::part::{Act, Empty, Filter, Line, Paper, Switch, Votes};
use crate::show::{Amount, Link, State, Tag, When};
use village::{Day, Fen, Language};

pub(crate) fn say(frame: &Frame, zh: &str, en: &str) -> String {
    match frame.language {
        Language::Zh => zh.to_owned(),
        Language::En => en.to_owned(),
    }
}

pub(crate) fn yuan(fen: i64) -> Amount {
    Amount(Fen(fen))
}

fn today() -> Day {
    Day::new(2026, 3, 12).unwrap_or_else(|| village::Moment::default().day())
}

pub(crate) fn day(frame: &Frame, text: &str) -> When {
    When::day(text.parse().unwrap_or_else(|_| today()), today(), frame.language)
}

pub(crate) fn moment(frame: &Frame, text: &str) -> When {
    When::moment(text.parse().unwrap_or_else(|_| today()).at(9, 5), today(), frame.language)
}

/// The frame of a villager's page.
pub(crate) fn villager(language: Language, larger: bool, path: &str) -> Frame {
    let mut frame = Frame::new(language, larger, path);
    frame.place = Some(Link::new("柳湾村", "/v/990101001001"));
    frame.help = Some(Contact {
        name: "陈晓燕".to_owned(),
        post: say(&frame, "村文书", "village clerk"),
        phone: "13800000002".to_owned(),
    });
    frame.watch = Some(Contact {
        name: "李秀英".to_owned(),
        post: say(&frame, "村务监督委员会主任", "director of the supervision committee"),
        phone: "13800000000".to_owned(),
    });
    frame.csrf = "sample".to_owned();
    frame
}

/// The frame of an official's page.
pub(crate) fn official(language: Language, larger: bool, path: &str) -> Frame {
    let mut frame = villager(language, larger, path);
    let posts = say(
        &frame,
        "柳湾村 · 村务监督委员会主任、监察联络站站长",
        "Liuwan · director of the supervision committee, head of the liaison station",
    );
    frame.signed =
        Some(Signed { name: "李秀英".to_owned(), posts, waiting: 2, alerts: 1, rail: Section::ALL.to_vec() });
    frame.section = Section::ALL.into_iter().rev().find(|section| path.starts_with(section.href()));
    frame
}

pub(crate) fn people(frame: &Frame) -> Vec<Contact> {
    [
        ("陈建国", "村党组织书记、村委会主任", "party secretary and village director", "13800000001"),
        ("李秀英", "村务监督委员会主任", "director of the supervision committee", "13800000000"),
        ("王大山", "报账员", "bookkeeper", ""),
    ]
    .map(|(name, zh, en, phone)| Contact { name: name.to_owned(), post: say(frame, zh, en), phone: phone.to_owned() })
    .into()
}

pub(crate) fn months(frame: &Frame) -> Vec<Switch> {
    ["2026-03-01", "2026-02-01", "2026-01-01", "2025-12-01"]
        .iter()
        .enumerate()
        .map(|(nth, text)| Switch {
            words: crate::show::month_words(text.parse().unwrap_or_else(|_| today()), frame.language),
            href: format!("?month={}", text.get(..7).unwrap_or("")),
            chosen: nth == 0,
            count: 0,
        })
        .collect()
}

pub(crate) fn empty(frame: &Frame) -> Empty {
    Empty {
        what: say(frame, "这里会列出本月公开的内容。", "What was made public this month will appear here."),
        why: say(frame, "本月还没有。", "There is nothing yet this month."),
    }
}

pub(crate) fn filters(frame: &Frame) -> Vec<Filter> {
    let option = |zh: &str, en: &str, chosen, count| Switch {
        words: say(frame, zh, en),
        href: "?state=open".to_owned(),
        chosen,
        count,
    };
    vec![
        Filter {
            name: say(frame, "状态", "State"),
            counted: true,
            options: vec![
                option("全部", "All", true, 120),
                option("待我办理", "Waiting for me", false, 2),
                option("公示中", "Open for objection", false, 7),
                option("已办结", "Ended", false, 96),
            ],
        },
        Filter {
            name: say(frame, "事项", "Affair"),
            counted: true,
            options: vec![
                option("全部", "All", true, 120),
                option("日常开支报销", "Routine expense", false, 88),
                option("资产出租发包", "Lease of property", false, 6),
            ],
        },
    ]
}

pub(crate) fn papers(frame: &Frame) -> Vec<Paper> {
    vec![
        Paper {
            copy: None,
            name: say(frame, "发票", "Invoice"),
            about: say(frame, "图片 · 1.2 MB · 指纹 a1b2c3d4", "picture · 1.2 MB · fingerprint a1b2c3d4"),
            href: "#".to_owned(),
            is_picture: true,
        },
        Paper {
            copy: None,
            name: say(frame, "会议记录", "Minutes"),
            about: "PDF · 320 KB".to_owned(),
            href: "#".to_owned(),
            is_picture: false,
        },
    ]
}

pub(crate) fn votes(frame: &Frame) -> Votes {
    Votes {
        body: say(frame, "村民代表会议", "Villagers' representatives' meeting"),
        entitled: 32,
        present: 28,
        recused: 1,
        favour: 26,
        against: 1,
        abstain: 0,
        rule: say(
            frame,
            "到会28人，超过应到32人的三分之二；同意26人，超过应到的三分之二：通过。",
            "28 of 32 present, more than two thirds; 26 in favour, more than two thirds of all: passed.",
        ),
    }
}

pub(crate) fn record(frame: &Frame) -> Vec<Act> {
    let act = |nth: usize, step: (&str, &str), state, word: (&str, &str), day: &str| Act {
        anchor: format!("act-{nth}"),
        step: say(frame, step.0, step.1),
        tag: Tag::new(state, say(frame, word.0, word.1)),
        who: "陈**".to_owned(),
        post: say(frame, "村党组织书记", "party secretary"),
        when: moment(frame, day),
        words: String::new(),
        lines: Vec::new(),
        votes: None,
        papers: Vec::new(),
        ground: String::new(),
        entry: say(frame, "记录第1020条", "Entry 1020"),
    };
    let mut proposed = act(1, ("提议", "Propose"), State::Done, ("已完成", "Done"), "2026-03-01");
    proposed.lines = vec![
        Line::new(say(frame, "年租金底价", "Floor price a year"), yuan(3_600_000)),
        Line::text(say(frame, "租期", "Term"), say(frame, "5年", "5 years")),
    ];
    let mut met = act(2, ("两委商议", "Committees consult"), State::Done, ("通过", "Passed"), "2026-03-03");
    met.votes = Some(votes(frame));
    met.papers = papers(frame);
    let mut refused = act(3, ("签订合同", "Sign the contract"), State::Red, ("被拒绝", "Refused"), "2026-03-05");
    refused.words = say(
        frame,
        "公示期未满，不能签订合同。已预警村务监督委员会主任和乡镇纪检干部。",
        "The disclosure was not over, so no contract could be signed. The supervision committee's director and the township discipline officer were warned.",
    );
    refused.ground =
        say(frame, "《浙江省农村集体资产管理条例》第20条", "Zhejiang rules on rural collective assets, article 20");
    vec![proposed, met, refused]
}

pub(crate) fn chart(frame: &Frame, wide: bool) -> FlowChart {
    let node = |id: &str, zh: &str, en: &str, standing, who: &str, date: &str| Node {
        id: id.to_owned(),
        label: say(frame, zh, en),
        standing,
        who: who.to_owned(),
        day: date.to_owned(),
        href: if standing == Standing::Done { "#act-1".to_owned() } else { String::new() },
    };
    let nodes = vec![
        node(
            "propose",
            "党组织提议",
            "Party branch proposes",
            Standing::Done,
            "陈**",
            &say(frame, "3月1日", "1 March"),
        ),
        node(
            "consult",
            "村务联席会议商议",
            "Committees consult",
            Standing::Done,
            "陈**",
            &say(frame, "3月3日", "3 March"),
        ),
        node(
            "publish",
            "公示15天，收集意见",
            "Disclosure for 15 days",
            Standing::Current,
            "",
            &say(frame, "到3月20日", "until 20 March"),
        ),
        node("party", "党员大会审议", "Party members' meeting reviews", Standing::Ahead, "", ""),
        node(
            "represent",
            "村民代表会议决议",
            "Representatives' meeting decides",
            Standing::Waiting,
            &say(frame, "召集人 王*", "convener 王*"),
            "",
        ),
        node("list", "公开挂牌招租", "Public listing", Standing::Ahead, "", ""),
        node(
            "sign",
            "签订合同",
            "Contract is signed",
            Standing::Refused,
            "陈**",
            &say(frame, "3月5日 第20条", "5 March, art. 20"),
        ),
        node("result", "公开结果", "Result is disclosed", Standing::Ahead, "", ""),
        node("not_passed", "未通过，结束", "Not passed, ended", Standing::Aside, "", ""),
    ];
    let edge = |from: &str, to: &str, zh: &str, en: &str, taken| Edge {
        from: from.to_owned(),
        to: to.to_owned(),
        label: say(frame, zh, en),
        taken,
    };
    let edges = vec![
        edge("propose", "consult", "", "", true),
        edge("consult", "publish", "通过", "passed", true),
        edge("consult", "not_passed", "未通过", "not passed", false),
        edge("publish", "party", "无异议", "no objection", false),
        edge("publish", "consult", "有异议成立", "objection upheld", false),
        edge("party", "represent", "通过", "passed", false),
        edge("party", "consult", "退回修改", "returned", false),
        edge("represent", "list", "通过", "passed", false),
        edge("represent", "not_passed", "未通过", "not passed", false),
        edge("list", "sign", "", "", false),
        edge("sign", "result", "", "", false),
    ];
    FlowChart { language: frame.language, nodes, edges, wide, larger: frame.larger }
}

pub(crate) fn choices(words: &[&str]) -> Vec<Choice> {
    words.iter().enumerate().map(|(nth, word)| Choice::new(nth.to_string(), *word)).collect()
}

/// A field of every kind.
pub(crate) fn fields(frame: &Frame) -> Vec<Field> {
    let label = |zh: &str, en: &str| say(frame, zh, en);
    vec![
        Field::new("title", label("买了什么", "What was bought"), Entry::Text(""))
            .value(label("路灯维修材料", "Parts for street lamps")),
        Field::new("amount", label("金额", "Amount"), Entry::Money(String::new()))
            .hint(label("发票上的总金额，单位元", "The invoice's total, in yuan"))
            .value("1286.50"),
        Field::new("purpose", label("用途", "What for"), Entry::LongText)
            .hint(label("一两句话，村民看得懂", "One or two sentences that a villager understands")),
        Field::new("happened", label("购买日期", "Day of purchase"), Entry::Day).value("2026-03-08"),
        Field::new("lamps", label("数量", "How many"), Entry::Count(label("盏", "lamps"))).value("12"),
        Field::new("witness", label("证明人", "Witness"), Entry::Select(choices(&["李秀英", "王大山"]))).value("0"),
        Field::new(
            "decision",
            label("依据的决议", "Decision that it follows"),
            Entry::Select(choices(&["990101001001-A1-2026-0001 路灯更换"])),
        )
        .optional(),
        Field::new(
            "paid",
            label("怎样付款", "How it is paid"),
            Entry::Choice(choices(&[&label("转账", "Bank transfer"), &label("现金", "Cash")])),
        )
        .hint(label("1,000元以上必须转账", "Above 1,000 yuan only by transfer"))
        .value("0"),
        Field::new(
            "received",
            label("", ""),
            Entry::Truth(label("货物已经收到并清点", "The goods were received and counted")),
        )
        .value("yes"),
    ]
}

pub(crate) fn files(frame: &Frame, name: &str) -> Field {
    Field::new(name, say(frame, "发票", "Invoice"), Entry::Files(".jpg,.jpeg,.png,.webp,.pdf")).hint(say(
        frame,
        "至少1份",
        "At least one",
    ))
}

pub(crate) fn outcome(frame: &Frame) -> Field {
    Field::new(
        "outcome",
        say(frame, "结果", "Outcome"),
        Entry::Choice(choices(&[&say(frame, "通过", "Passed"), &say(frame, "退回", "Returned")])),
    )
}
