//! Start an affair: the affairs of the list, and which of them this person may begin.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Switch;
use crate::sample;
use askama::Template;

/// An affair that can be begun, or the reason why not by this person.
pub(crate) struct AffairCard {
    pub(crate) name: String,
    pub(crate) purpose: String,
    /// Who begins it.
    pub(crate) begins: String,
    pub(crate) href: String,
    /// Why this person may not begin it; empty when they may.
    pub(crate) closed: String,
    /// The same affair in pictures: which steps, whom to see, how many days.
    pub(crate) guide: String,
}

/// A category of affairs.
pub(crate) struct AffairGroup {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) affairs: Vec<AffairCard>,
}

/// The page.
#[derive(Template)]
#[template(path = "case/start.html")]
pub(crate) struct StartPage {
    pub(crate) frame: Frame,
    pub(crate) villages: Vec<Switch>,
    /// The village chosen, as the search sends it again.
    pub(crate) village: String,
    /// What the person says they want.
    pub(crate) said: String,
    /// The affairs that this may be.
    pub(crate) found: Vec<AffairCard>,
    /// What this person may begin.
    pub(crate) groups: Vec<AffairGroup>,
    /// What others begin.
    pub(crate) others: Vec<AffairGroup>,
}

impl StartPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let card = |name: (&str, &str), purpose: (&str, &str), closed: &str| AffairCard {
            name: sample::say(&frame, name.0, name.1),
            purpose: sample::say(&frame, purpose.0, purpose.1),
            begins: sample::say(&frame, "由报账员发起", "Begun by the bookkeeper"),
            href: "/desk/start/C1?village=990101001001".to_owned(),
            closed: closed.to_owned(),
            guide: "/v/990101001001/how/C1".to_owned(),
        };
        let not_mine = sample::say(&frame, "由村党组织书记发起", "Begun by the party secretary");
        let money = || {
            vec![
                card(
                    ("日常开支报销", "Routine expense"),
                    ("报销一笔日常开支，逐级审核后付款", "Pay a routine expense after its checks"),
                    "",
                ),
                card(
                    ("大额资金使用", "Large payment"),
                    ("按决议和合同支付一笔大额资金", "Pay a large sum under a decision and a contract"),
                    "",
                ),
            ]
        };
        let decision = card(
            ("重大事项民主决策", "Major decision"),
            ("四议两公开", "Four discussions, two disclosures"),
            &not_mine,
        );
        let group = |code: &str, name: (&str, &str), affairs| AffairGroup {
            code: code.to_owned(),
            name: sample::say(&frame, name.0, name.1),
            affairs,
        };
        let village = |name: &str, chosen| Switch {
            words: name.to_owned(),
            href: "/desk/start?village=990101001001".to_owned(),
            chosen,
            count: 0,
        };
        Self {
            villages: vec![village("柳湾村", true), village("石桥村", false)],
            village: "990101001001".to_owned(),
            said: sample::say(&frame, "付电工钱", "pay the electrician"),
            found: money().into_iter().take(1).collect(),
            groups: vec![group("C", ("资金财务", "Money"), money())],
            others: vec![group("A", ("重大决策", "Major decisions"), vec![decision])],
            frame,
        }
    }
}
