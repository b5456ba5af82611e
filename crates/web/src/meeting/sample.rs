//! Invented meetings, for looking at the pages and testing them.

use crate::form::{Entry, Field};
use crate::frame::Frame;
use crate::meeting::page::{
    ArrivePage, Attendee, Board, CountPage, Counting, HallPage, Mark, Ruling, ScreenPage, Verdict,
};
use crate::part::Line;
use crate::sample;
use crate::show::State;

const AT: &str = "/desk/cases/990101001001-D1-2026-0002/meeting";
const NAMES: [&str; 7] = ["陈建国", "李秀英", "王大山", "欧阳建华", "周小燕", "钟离春", "Pan Guirong"];

fn numbers(words: &[(&str, &str, &str)], frame: &Frame) -> Vec<(String, String)> {
    words.iter().map(|(number, zh, en)| ((*number).to_owned(), sample::say(frame, zh, en))).collect()
}

fn mark(frame: &Frame, met: bool, asks: (&str, &str), stands: (&str, &str)) -> Mark {
    Mark { met, asks: sample::say(frame, asks.0, asks.1), stands: sample::say(frame, stands.0, stands.1) }
}

fn board(frame: &Frame) -> Board {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    Board {
        what: say("老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
        body: say("村民会议", "Villagers' meeting"),
        since: say("3月12日（周四） 9:05开始，王大山记录", "Since Thu 12 March 9:05, recorded by 王大山"),
        verdict: Verdict {
            state: State::Done,
            title: frame.say("hall-ready").to_string(),
            lines: vec![
                frame.say("hall-needs").put("needed", 200).to_string(),
                frame.say("hall-ready-ballots").to_string(),
            ],
        },
        figures: numbers(
            &[
                ("300", "应到", "entitled"),
                ("212", "已到", "present"),
                ("2", "回避", "standing aside"),
                ("210", "能表决", "may vote"),
            ],
            frame,
        ),
        votes: Vec::new(),
        rulings: rulings(frame),
        counts: Vec::new(),
        counts_title: frame.say("hall-counts").to_string(),
        qr: crate::qr::svg(&format!("http://192.168.1.20:8080{AT}/arrive?code=482913")).unwrap_or_default(),
        code: "482913".to_owned(),
    }
}

fn rulings(frame: &Frame) -> Vec<Ruling> {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    vec![
        Ruling {
            name: say("村民会议", "Villagers' meeting"),
            ground: say(
                "《村民委员会组织法》第22条（2018年文本）",
                "Organic Law of Villagers' Committees, article 22 (text of 2018)",
            ),
            marks: vec![
                mark(
                    frame,
                    true,
                    (
                        "开会有效：至少到151人（应到人数的过半数）",
                        "To be valid: at least 151 people (more than half of those entitled)",
                    ),
                    ("现在212人，够了", "212 people now: enough"),
                ),
                mark(
                    frame,
                    false,
                    (
                        "通过：至少107票同意（到会人数的过半数）",
                        "To carry: at least 107 votes for (more than half of those present)",
                    ),
                    ("还没有表决", "not voted on yet"),
                ),
            ],
        },
        Ruling {
            name: say("集体资产重大事项表决", "Vote on a major matter of collective assets"),
            ground: say(
                "《浙江省农村集体资产管理条例》第17条（2020年文本）",
                "Zhejiang Ordinance on Rural Collective Assets, article 17 (text of 2020)",
            ),
            marks: vec![mark(
                frame,
                false,
                (
                    "通过：至少200票同意（应到人数的2/3以上）",
                    "To carry: at least 200 votes for (at least 2/3 of those entitled)",
                ),
                ("还没有表决", "not voted on yet"),
            )],
        },
    ]
}

fn people(frame: &Frame, names: &[&str], here: bool) -> Vec<Attendee> {
    let note = |nth: usize| match (here, nth) {
        (true, 1) => sample::say(frame, "9:12 手机签到", "9:12, by phone"),
        (true, _) => sample::say(frame, "9:06 记录人登记", "9:06, by the recorder"),
        (false, 0) => frame.say("hall-stands-aside").to_string(),
        _ => String::new(),
    };
    names
        .iter()
        .enumerate()
        .map(|(nth, name)| Attendee { person: format!("990101-P{nth:05}"), name: (*name).to_owned(), note: note(nth) })
        .collect()
}

fn count_fields(frame: &Frame) -> Vec<Field> {
    let field = |name: &str, key: &'static str| {
        Field::new(name, frame.say(key), Entry::Count(frame.say("votes-unit").to_string()))
    };
    vec![
        field("votes_for", "votes-for"),
        field("against", "votes-against"),
        field("abstain", "votes-abstain"),
        field("spoilt", "hall-spoilt").hint(frame.say("hall-spoilt-hint")),
    ]
}

impl HallPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let people_of = sample::choices(&NAMES);
        Self {
            opened: "",
            given: Vec::new(),
            board: board(&frame),
            faults: Vec::new(),
            key: "k0010".to_owned(),
            at: AT.to_owned(),
            records: true,
            signs_in: true,
            absent: people(&frame, &NAMES[..3], false),
            present: people(&frame, &NAMES[3..], true),
            hands: Vec::new(),
            count_words: super::hall::BALLOTS,
            count_href: format!("{AT}/count"),
            opinion_href: String::new(),
            unseals: false,
            end_href: String::new(),
            end_words: String::new(),
            proxy: vec![
                Field::new("absent", frame.say("proxy-absent"), Entry::Select(sample::choices(&NAMES[..3]))),
                Field::new("holder", frame.say("proxy-holder"), Entry::Select(sample::choices(&NAMES[3..])))
                    .hint(frame.say("proxy-holder-hint")),
                Field::new("paper.proxy", frame.say("proxy-paper"), Entry::Files("image/jpeg")),
            ],
            seat: vec![
                Field::new("person", frame.say("hall-who"), Entry::Select(people_of)),
                Field::new("change", frame.say("hall-change"), Entry::Choice(sample::choices(&["回避", "没有到会"]))),
            ],
            reason: Some(Field::new("reason", frame.say("hall-abandon-reason"), Entry::LongText)),
            frame,
        }
    }

    /// Opinions are being given, sealed.
    pub(crate) fn sample_opinions(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        let sealed = |who: &str| Counting {
            who: who.to_owned(),
            when: sample::moment(&page.frame, "2026-03-12"),
            found: page.frame.say("hall-sealed").put("fingerprint", "0f1e2d3c").to_string(),
        };
        page.board.counts = vec![sealed("周小燕"), sealed("钟离春")];
        page.board.counts_title = page.frame.say("hall-opinions").to_string();
        page.board.verdict = Verdict {
            state: State::Notice,
            title: page.frame.say("hall-silent").put("count", 3).to_string(),
            lines: vec![page.frame.say("hall-sealed-why").to_string()],
        };
        (page.count_href, page.opinion_href) = (String::new(), format!("{AT}/opinion"));
        page
    }

    /// Too few are there yet.
    pub(crate) fn sample_short(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        let unit = page.frame.say("unit-heads").to_string();
        page.board.verdict = Verdict {
            state: State::Yellow,
            title: page.frame.say("hall-short").put("count", 9).put("unit", unit.clone()).to_string(),
            lines: vec![
                page.frame.say("hall-short-why").put("needed", 151).put("unit", unit).to_string(),
                page.frame.say("hall-short-next").to_string(),
            ],
        };
        page.count_href = String::new();
        page.end_href = "/desk/cases/990101001001-D1-2026-0002/acts/decide".to_owned();
        page.end_words = page.frame.say("hall-end-short").to_string();
        page
    }

    /// Counted twice, carried.
    pub(crate) fn sample_carried(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        page.board = carried(&page.frame);
        (page.signs_in, page.reason, page.count_href) = (false, None, String::new());
        page.end_href = "/desk/cases/990101001001-D1-2026-0002/acts/decide".to_owned();
        page.end_words = page.frame.say("hall-end").to_string();
        page
    }
}

fn carried(frame: &Frame) -> Board {
    let count = |who: &str, round: u32, favour: u32| Counting {
        who: who.to_owned(),
        when: sample::moment(frame, "2026-03-12"),
        found: {
            let said = frame.say("hall-count").put("round", round).put("for", favour).put("against", 6);
            said.put("abstain", 1).put("spoilt", 0).to_string()
        },
    };
    let mut rulings = rulings(frame);
    for mark in rulings.iter_mut().flat_map(|ruling| &mut ruling.marks).filter(|mark| !mark.met) {
        mark.met = true;
        mark.stands = sample::say(frame, "现在203票，够了", "203 votes now: enough");
    }
    Board {
        rulings,
        verdict: Verdict {
            state: State::Done,
            title: frame.say("hall-carried").to_string(),
            lines: vec![
                frame.say("hall-voted").put("for", 203).put("needed", 200).to_string(),
                frame.say("hall-end-next").to_string(),
            ],
        },
        votes: numbers(&[("203", "同意", "for"), ("6", "反对", "against"), ("1", "弃权", "abstained")], frame),
        counts: vec![
            count("周小燕", 1, 203),
            count("钟离春", 1, 202),
            count("周小燕", 2, 203),
            count("钟离春", 2, 203),
        ],
        qr: String::new(),
        code: String::new(),
        ..board(frame)
    }
}

impl ScreenPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self { board: board(&frame), back: AT.to_owned(), frame }
    }
}

impl ArrivePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            what: sample::say(&frame, "老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            body: sample::say(&frame, "村民会议", "Villagers' meeting"),
            name: "欧阳建华".to_owned(),
            action: format!("{AT}/arrive"),
            key: "k0011".to_owned(),
            faults: Vec::new(),
            code: "482913".to_owned(),
            typed: None,
            done: String::new(),
            frame,
        }
    }

    pub(crate) fn sample_typed(frame: Frame) -> Self {
        let field = Field::new("code", frame.say("arrive-code"), Entry::Text("off"));
        let typed = Some(field.hint(frame.say("arrive-code-hint")));
        Self { code: String::new(), typed, ..Self::sample(frame) }
    }

    pub(crate) fn sample_done(frame: Frame) -> Self {
        let done = sample::moment(&frame, "2026-03-12").words;
        Self { done, ..Self::sample(frame) }
    }
}

impl CountPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            title: frame.say("count-title").to_string(),
            send: frame.say("count-go").to_string(),
            what: sample::say(&frame, "老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            lead: frame.say("count-lead").to_string(),
            faults: Vec::new(),
            action: format!("{AT}/count"),
            key: "k0012".to_owned(),
            fields: count_fields(&frame),
            closed: String::new(),
            closed_title: frame.say("count-closed").to_string(),
            standing: vec![
                Line::text(frame.say("count-which"), frame.say("count-round").put("round", 1).to_string()),
                Line::text(frame.say("hall-voters"), "210"),
            ],
            back: AT.to_owned(),
            frame,
        }
    }

    /// An opinion that is given before the head speaks.
    pub(crate) fn sample_opinion(frame: Frame) -> Self {
        let stances = sample::choices(&["同意", "反对", "弃权"]);
        Self {
            title: frame.say("opinion-title").to_string(),
            send: frame.say("opinion-seal").to_string(),
            lead: frame.say("opinion-lead").to_string(),
            fields: vec![
                Field::new("stance", frame.say("opinion-stance"), Entry::Choice(stances)),
                Field::new("words", frame.say("opinion-words"), Entry::LongText),
            ],
            standing: vec![Line::text(frame.say("opinion-waiting"), "王大山、周小燕")],
            ..Self::sample(frame)
        }
    }

    pub(crate) fn sample_closed(frame: Frame) -> Self {
        Self { closed: frame.say("count-yours").to_string(), ..Self::sample(frame) }
    }
}
