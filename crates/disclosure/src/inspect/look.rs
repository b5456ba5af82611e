//! What the system can see of a village's disclosure by itself.

use super::entries::Seen;
use super::read::FindingKind;
use crate::question::{QuestionState, questions};
use crate::read::version;
use crate::slot::{Slot, Stand, slots};
use archive::Query;
use office::{Content, Desk};
use village::{Day, Fault, Place, Words};

/// How far back it looks, in days from the last day of a slot or of a question: a quarter and its delay.
const LOOKED_AT_DAYS: i64 = 120;
/// Nobody reads and checks a month's figures in so few minutes.
const HASTY_MS: i64 = 5 * 60_000;
/// What was smaller the time before says nothing by being smaller still, in lines or tens of characters.
const LEAST: usize = 4;

/// How much stands in a content: rows and figures, and a line for each thirty characters.
fn size(content: &Content) -> usize {
    let rows: usize = content.tables.iter().map(|table| table.rows.len()).sum();
    rows + content.figures.len() + content.text.chars().count() / 30
}

/// Whether one says word for word what the other does. What is empty is not copied.
fn is_copied(now: &Content, before: &Content) -> bool {
    let says = !now.text.is_empty() || now.tables.iter().any(|table| !table.rows.is_empty());
    says && now.text == before.text && now.figures == before.figures && now.tables == before.tables
}

/// Less than half of what stood there the time before.
fn is_thin(now: &Content, before: &Content) -> bool {
    size(before) >= LEAST && size(now) * 2 < size(before)
}

/// What is wrong with one slot, beside the slot of the same item before it.
fn of_slot(
    query: &mut dyn Query,
    village: &Place,
    slot: &Slot,
    before: Option<&Slot>,
) -> Result<Vec<(FindingKind, Words)>, Fault> {
    let mut found = Vec::new();
    match &slot.stand {
        Stand::Due => return Ok(found),
        Stand::Late(days) => {
            let words = Words::new(
                format!("应在{}前公开，已经过了{days}天还没有公开", slot.due),
                format!("to be public by {}; not public {days} days later", slot.due),
            );
            return Ok(vec![(FindingKind::Missing, words)]);
        }
        Stand::Public { late, .. } if *late > 0 => {
            found.push((
                FindingKind::Late,
                Words::new(
                    format!("应在{}前公开，晚了{late}天", slot.due),
                    format!("to be public by {}; {late} days late", slot.due),
                ),
            ));
        }
        Stand::Public { .. } => {}
    }
    let Some(public) = &slot.public else { return Ok(found) };
    if public.number > 1 {
        let reason = &public.reason;
        found.push((
            FindingKind::Changed,
            Words::new(
                format!("公开后更正过{}次；最近一次的原因：{reason}", public.number - 1),
                format!("corrected {} times after release; the last reason: {reason}", public.number - 1),
            ),
        ));
    }
    if let Some((_, reviewed)) = &public.reviewed
        && reviewed.0 - public.prepared.1.0 < HASTY_MS
    {
        found.push((
            FindingKind::Hasty,
            Words::new("从送审到审核通过不到5分钟", "less than 5 minutes from being confirmed to being reviewed"),
        ));
    }
    let Some(earlier) = before.and_then(|slot| slot.public.as_ref()) else { return Ok(found) };
    let code = slot.item.code.as_str();
    let now = version(query, village, (code, slot.term), public.number)?;
    let then = version(query, village, (code, earlier.term), earlier.number)?;
    if let (Some(now), Some(then)) = (now, then) {
        if is_copied(&now, &then) {
            found.push((
                FindingKind::Copied,
                Words::new("内容和上一期一字不差", "word for word what stood there the time before"),
            ));
        } else if is_thin(&now, &then) {
            let (few, many) = (size(&now), size(&then));
            found.push((
                FindingKind::Thin,
                Words::new(format!("本期约{few}行，上一期约{many}行"), format!("some {few} lines; {many} before")),
            ));
        }
    }
    Ok(found)
}

/// Questions of the last months that were answered late, or are late.
fn of_questions(query: &mut dyn Query, village: &Place, today: Day) -> Result<Option<Words>, Fault> {
    let asked = questions(query, village)?;
    let late = asked.iter().filter(|one| {
        let until = match (one.state, &one.answered) {
            (QuestionState::Answered, Some((_, at))) => at.day(),
            _ => today,
        };
        until > one.due && today.since(one.due) <= LOOKED_AT_DAYS
    });
    let many = late.count();
    Ok((many > 0).then(|| {
        Words::new(
            format!("近四个月有{many}条提问没有按期答复"),
            format!("{many} questions of the last four months not answered in time"),
        )
    }))
}

/// Everything that can be seen without going there.
pub(super) fn look(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<Vec<Seen>, Fault> {
    let today = desk.now.day();
    let book = desk.office.current_book(query)?.at(village, today);
    let all = slots(query, &book, village, today)?;
    let mut found = Vec::new();
    let mut add = |kind: FindingKind, item: &str, term: String, words| {
        let number = i64::try_from(found.len()).unwrap_or(i64::MAX).saturating_add(1);
        found.push(Seen { number, kind: kind.code().into(), item: item.into(), term, words });
    };
    // By item, the latest first: the one before a slot is the next in the list.
    for (at, slot) in all.iter().enumerate() {
        if today.since(slot.due) > LOOKED_AT_DAYS {
            continue;
        }
        let before = all.get(at + 1).filter(|other| other.item.code == slot.item.code);
        for (kind, words) in of_slot(query, village, slot, before)? {
            add(kind, &slot.item.code, slot.term.to_string(), words);
        }
    }
    if let Some(words) = of_questions(query, village, today)? {
        add(FindingKind::Unanswered, "", String::new(), words);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Content {
        Content { text: words.into(), ..Content::default() }
    }

    #[test]
    fn what_is_word_for_word_the_same_is_copied_and_nothing_is_not() {
        assert!(is_copied(&text("看了本月全部凭证"), &text("看了本月全部凭证")));
        assert!(!is_copied(&text("看了本月全部凭证"), &text("看了上月全部凭证")));
        assert!(!is_copied(&text(""), &text("")));
    }

    #[test]
    fn less_than_half_is_thin_where_there_was_something() {
        let long = "字".repeat(300);
        assert!(is_thin(&text(&"字".repeat(120)), &text(&long)));
        assert!(!is_thin(&text(&"字".repeat(150)), &text(&long)), "half is enough");
        assert!(!is_thin(&text(""), &text(&"字".repeat(90))), "little before says nothing");
    }
}
