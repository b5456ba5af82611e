//! What stands on a village's board as tables: items, cases, questions.

use super::set::{Datum, Field, Source, Unit, field};
use affairs::Disclosure;
use archive::Query;
use disclosure::{QuestionState, Stand};
use std::collections::BTreeMap;
use village::{CaseId, Fault, Moment, Place};

pub(super) const ITEMS: &[Field] = &[
    field("item", Unit::Words, ["项目代码", "Item"], ["公开目录里的代码", "its code in the catalogue"]),
    field("name", Unit::Words, ["项目", "Name"], ["项目名称", "what it is called"]),
    field("term", Unit::Words, ["时段", "Time"], ["如 2026-09、2026-Q3、2026", "such as 2026-09, 2026-Q3, 2026"]),
    field("scope", Unit::Words, ["公开范围", "For whom"], ["public 为向社会公开", "public means everybody"]),
    field("due", Unit::Day, ["应公开日", "Due"], ["最迟哪天公开", "the last day on which it is in time"]),
    field(
        "state",
        Unit::Words,
        ["状态", "State"],
        ["public 已公开，due 未到期，late 逾期", "public, due (not yet late) or late"],
    ),
    field("days_late", Unit::Count, ["逾期天数", "Days late"], ["逾期几天", "how many days late it is, or was"]),
    field("public_since", Unit::Day, ["公开日", "Public since"], ["哪天起公开", "since when it is public"]),
    field("version", Unit::Count, ["版本", "Version"], ["现行版本号", "the version that holds"]),
    field(
        "page",
        Unit::Words,
        ["网页", "Page"],
        ["内容所在网页；没有的为空", "where it is read; empty where it is not"],
    ),
];

pub(super) fn items(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let book = source.office.current_book(query)?.at(place, teller.today);
    let slots = disclosure::slots(query, &book, place, teller.today)?;
    let row = |slot: &disclosure::Slot| {
        let (state, late, since, version) = match slot.stand {
            Stand::Public { since, late, version } => ("public", late, Some(since), Some(version)),
            Stand::Due => ("due", 0, None, None),
            Stand::Late(days) => ("late", days, None, None),
        };
        let is_open = version.is_some() && slot.item.scope == "public";
        let page = format!("{}/v/{place}/disclosures/{}/{}", source.url, slot.item.code, slot.term);
        vec![
            slot.item.code.as_str().into(),
            teller.heading(&slot.item.name).into(),
            slot.term.to_string().into(),
            slot.item.scope.as_str().into(),
            slot.due.into(),
            state.into(),
            late.into(),
            since.into(),
            version.into(),
            if is_open { page } else { String::new() }.into(),
        ]
    };
    Ok(slots.iter().map(row).collect())
}

pub(super) const CASES: &[Field] = &[
    field("case", Unit::Words, ["办件编号", "Case"], ["编号", "its number"]),
    field("affair", Unit::Words, ["事项代码", "Affair"], ["事项的代码", "the affair's code"]),
    field("affair_name", Unit::Words, ["事项", "Name of the affair"], ["事项名称", "what the affair is called"]),
    field(
        "title",
        Unit::Words,
        ["标题", "Title"],
        ["办什么事，个人信息已遮盖", "what it is about, personal data masked"],
    ),
    field(
        "state",
        Unit::Words,
        ["状态", "State"],
        ["running 在办，done 办结，ended 终止", "running, done, or ended before it was done"],
    ),
    field("amount", Unit::Money, ["金额", "Amount"], ["涉及金额；没有的为空", "the sum it is about, if any"]),
    field(
        "first_public",
        Unit::Day,
        ["首次公开日", "First public"],
        ["哪天第一次公开", "the day of its first disclosure"],
    ),
    field(
        "last_public",
        Unit::Day,
        ["最近公开日", "Last public"],
        ["哪天最近一次公开", "the day of its latest disclosure"],
    ),
    field("page", Unit::Words, ["网页", "Page"], ["办件的网页", "its page"]),
];

/// All that a village's cases made public, by case; more than a page of it shows.
pub(super) fn public_cases(query: &mut dyn Query, place: &Place) -> Result<BTreeMap<CaseId, Vec<Disclosure>>, Fault> {
    let mut all: BTreeMap<CaseId, Vec<Disclosure>> = BTreeMap::new();
    for one in affairs::disclosures_between(query, place, (Moment(0), Moment(i64::MAX)))? {
        all.entry(one.case.clone()).or_default().push(one);
    }
    Ok(all)
}

pub(super) fn cases(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let book = source.office.current_book(query)?;
    let mut rows = Vec::new();
    for (case, acts) in public_cases(query, place)? {
        let (Some(last), Some(first)) = (acts.first(), acts.last()) else { continue };
        // Of the seal's uses only the count is public.
        if last.affair == crate::case::told::SEAL {
            continue;
        }
        let affair = book.affair(&last.affair).map(|affair| teller.words(&affair.name)).unwrap_or_default();
        rows.push(vec![
            case.to_string().into(),
            last.affair.as_str().into(),
            affair.into(),
            teller.free(&last.title).into(),
            last.status.as_str().into(),
            last.amount_fen.into(),
            first.moment.day().into(),
            last.moment.day().into(),
            format!("{}/cases/{case}", source.url).into(),
        ]);
    }
    Ok(rows)
}

pub(super) const QUESTIONS: &[Field] = &[
    field("question", Unit::Words, ["编号", "Question"], ["提问的编号", "its number"]),
    field(
        "about",
        Unit::Words,
        ["问的是", "About"],
        ["公开项、凭证或办件的编号；空为村里的事", "an item, voucher or case; empty for the village as a whole"],
    ),
    field("line", Unit::Words, ["问的那一行", "Line"], ["当时那一行的文字", "the words that stood there"]),
    field(
        "words",
        Unit::Words,
        ["问题", "Words"],
        [
            "原话，个人信息已遮盖；被隐去的、镇街还在先看的为空",
            "as it was asked, personal data masked; empty where it was taken off or is looked through first",
        ],
    ),
    field("asked", Unit::Day, ["提问日", "Asked"], ["哪天提的", "when"]),
    field("due", Unit::Day, ["答复期限", "Due"], ["最迟哪天答复", "the last day for an answer"]),
    field(
        "state",
        Unit::Words,
        ["状态", "State"],
        [
            "open 待答复，held 镇街先看、还没公开，late 逾期，answered 已答复，hidden 已隐去",
            "open, held (looked through before everybody reads it), late, answered, or hidden (taken off the page)",
        ],
    ),
    field("answer", Unit::Words, ["答复", "Answer"], ["答复的内容", "what was answered"]),
    field("answered", Unit::Day, ["答复日", "Answered"], ["哪天答复", "when"]),
    field("page", Unit::Words, ["网页", "Page"], ["提问的网页", "its page"]),
];

pub(super) fn questions(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let row = |row: &disclosure::QuestionRow| {
        let hidden = row.hidden.is_some();
        let state = match row.state {
            _ if hidden => "hidden",
            QuestionState::Answered => "answered",
            QuestionState::Open if row.due < teller.today => "late",
            QuestionState::Open if row.is_held() => "held",
            QuestionState::Open => "open",
        };
        let shown = |words: &str| if hidden { String::new() } else { teller.free(words) };
        vec![
            row.id.as_str().into(),
            row.about.parts().1.into(),
            shown(&row.line).into(),
            row.public_words().map_or_else(String::new, |words| teller.free(words)).into(),
            row.asked.day().into(),
            row.due.into(),
            state.into(),
            teller.free(&row.answer).into(),
            row.answered.as_ref().map(|(_, moment)| moment.day()).into(),
            format!("{}/v/{place}/questions/{}", source.url, row.id).into(),
        ]
    };
    Ok(disclosure::questions(query, place)?.iter().map(row).collect())
}
