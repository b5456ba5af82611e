//! Meetings: the notice, the lawful body, the day, the count.

use super::{say, violation};
use crate::affair::{BodyChoice, Outcome, Step, TallyResult};
use crate::attempt::Attempt;
use crate::quorum::{Body, Quorum, Sitting, Tally, impossible, tally};
use crate::scope::Scope;
use crate::state::{FactValue, day_words};
use village::{Day, FieldFault, Kind, Refusal, Words};

/// The bodies that may decide this matter, and the first reason why another may not.
fn lawful<'a>(scope: &Scope<'_>, meeting: &'a Step, body: &Body) -> Result<&'a BodyChoice, Refusal> {
    let (mut may, mut why) = (Vec::new(), None);
    for choice in &meeting.bodies {
        let open = match &choice.when {
            Some(condition) => condition.holds(scope).map_err(|what| say::broken_rule(&what))?,
            None => true,
        };
        if open && choice.body == *body {
            return Ok(choice);
        }
        if open {
            may.extend(scope.book.quorums.get(&choice.body).map(|quorum| quorum.name.clone()));
        } else if choice.body == *body {
            why = Some(choice);
        }
    }
    let name = scope.book.quorums.get(body).map_or_else(|| Words::same(body.as_str()), |q| q.name.clone());
    let because = why.and_then(|choice| choice.words.as_ref()).map(|words| scope.fill(words));
    let because = because.unwrap_or_else(|| Words::new("本事项不由它决定", "this matter is not its to decide"));
    let may = say::list(&may, "、", " or ");
    let mut refusal = violation(
        Kind::NotNow,
        "body",
        Words::new(
            format!("这件事不能由{}开会决定：{}", name.zh, because.zh),
            format!("The {} may not decide this: {}", name.en, because.en),
        ),
        Words::new(format!("请改由{}决定，并重新通知", may.zh), format!("Call {} instead, with a new notice", may.en)),
    );
    refusal.articles = why.map(|choice| choice.articles.clone()).unwrap_or_else(|| meeting.articles.clone());
    Err(say::grounds(scope.book, refusal))
}

/// Counts the sitting, once it is clear that the body may hold it, that it was called in time, and on that day.
pub(crate) fn hold(scope: &Scope<'_>, step: &Step, attempt: &Attempt) -> Result<Tally, Refusal> {
    let Some(sitting) = &attempt.sitting else {
        let words = Words::new(
            "请登记会议：应到、实到、回避和票数",
            "Please enter the meeting: who was entitled, who came, the votes",
        );
        return Err(Refusal::faulty("form", vec![FieldFault { field: "sitting".to_owned(), words }]));
    };
    let wrong: Vec<FieldFault> =
        impossible(sitting).into_iter().map(|words| FieldFault { field: "sitting".to_owned(), words }).collect();
    if !wrong.is_empty() {
        return Err(Refusal::faulty("form", wrong));
    }
    let (rule, stricter) = rules(scope, step, sitting)?;
    if !rule.proxies && !sitting.proxies.is_empty() {
        return Err(say::grounds(scope.book, no_proxies(rule)));
    }
    let group = scope.affair.group(&scope.state.facts);
    Ok(tally(&rule.of_group(group.as_ref()), &stricter, sitting))
}

/// Where the law does not let somebody vote for another, nobody does.
fn no_proxies(rule: &Quorum) -> Refusal {
    let mut refusal = violation(
        Kind::NotNow,
        "proxy",
        Words::new(
            format!("{}不能委托别人代为参加和表决", rule.name.zh),
            format!("At the {} nobody comes or votes for another", rule.name.en),
        ),
        Words::new("请去掉代为参加的人，只登记本人到会的", "Enter only those who are there themselves"),
    );
    refusal.articles = rule.articles.clone();
    refusal
}

/// The rules that bear on a sitting, the body's own first: it may decide this matter, and it meets on its day.
pub(crate) fn rules<'a>(
    scope: &Scope<'a>,
    step: &Step,
    sitting: &Sitting,
) -> Result<(&'a Quorum, Vec<&'a Quorum>), Refusal> {
    on_its_day(scope, step, sitting)?;
    let choice = lawful(scope, step, &sitting.body)?;
    let rule = scope.book.quorums.get(&choice.body).ok_or_else(|| say::broken_rule("no such quorum"))?;
    let mut stricter = Vec::new();
    for further in &step.stricter {
        if further.when.holds(scope).map_err(|what| say::broken_rule(&what))? {
            stricter.extend(scope.book.quorums.get(&further.quorum));
        }
    }
    Ok((rule, stricter))
}

fn on_its_day(scope: &Scope<'_>, step: &Step, sitting: &Sitting) -> Result<(), Refusal> {
    let held = day_words(sitting.day);
    if sitting.day > scope.day {
        let words = Words::new(format!("会议日期{}还没有到", held.zh), format!("{} has not come yet", held.en));
        return Err(Refusal::faulty("form", vec![FieldFault { field: "sitting.day".to_owned(), words }]));
    }
    let Some(notice) = step.convened_by.as_deref() else {
        let before = scope.state.acts.last().map(|done| done.moment.day());
        return match before.filter(|before| sitting.day < *before) {
            Some(before) => Err(too_early(scope, step, &held, before)),
            None => Ok(()),
        };
    };
    let announced = match scope.state.facts.get("meeting_day") {
        Some(FactValue::Day(day)) => Some(*day),
        _ => None,
    };
    let body = scope.state.text("body");
    if announced != Some(sitting.day) {
        let told = announced.map(day_words).unwrap_or_default();
        let mut refusal = violation(
            Kind::NotNow,
            "meeting_day",
            Words::new(
                format!("会议在{}召开，但通知的是{}", held.zh, told.zh),
                format!("The meeting was held on {}, but it was called for {}", held.en, told.en),
            ),
            Words::new(
                "请按通知的日期开会；改期的，登记“未开成”后重新通知",
                "Meet on the day announced, or record that it was not held and call it again",
            ),
        );
        refusal.articles = step.articles.clone();
        return Err(say::grounds(scope.book, refusal));
    }
    let several = scope.affair.step(notice).is_some_and(|notice| notice.fields.iter().any(|f| f.id == "body"));
    if several && body != sitting.body.as_str() {
        let mut refusal = violation(
            Kind::NotNow,
            "body",
            Words::new("开会的不是通知里写的会议", "Another body met than the one that was called"),
            Words::new("请按通知召集的会议登记，或重新通知", "Enter the meeting that was called, or call it again"),
        );
        refusal.articles = step.articles.clone();
        return Err(say::grounds(scope.book, refusal));
    }
    Ok(())
}

fn too_early(scope: &Scope<'_>, step: &Step, held: &Words, before: Day) -> Refusal {
    let before = day_words(before);
    let mut refusal = violation(
        Kind::NotNow,
        "meeting_day",
        Words::new(
            format!("会议日期{}早于前一步的办理日期{}", held.zh, before.zh),
            format!("The meeting's day, {}, is before the step that leads to it, {}", held.en, before.en),
        ),
        Words::new(
            "请按真实的先后顺序开会和登记，不能事后补会议",
            "Meet and record in the true order; no meeting is made up afterwards",
        ),
    );
    refusal.articles = step.articles.clone();
    say::grounds(scope.book, refusal)
}

/// The outcome that the count gives. Too few came: refused, unless the record says that the meeting was not held.
pub(crate) fn outcome<'a>(step: &'a Step, tally: &Tally, named: Option<&'a Outcome>) -> Result<&'a Outcome, Refusal> {
    let result = tally.result();
    let counted = step.outcomes.iter().find(|outcome| outcome.when_tally == Some(result));
    let counted = counted.ok_or_else(|| say::broken_rule("no outcome for this count"))?;
    let same = named.is_some_and(|named| named.id == counted.id);
    if result == TallyResult::NotQuorate && !same {
        let mut refusal = violation(
            Kind::NotNow,
            "quorum",
            Words::new(
                format!("到会人数不够，会议无效：{}", tally.missing.zh),
                format!("Too few came for a valid meeting: {}", tally.missing.en),
            ),
            Words::new(
                format!("请登记“{}”，再另行通知开会", counted.words.zh),
                format!("Record “{}” and call the meeting again", counted.words.en),
            ),
        );
        refusal.articles = tally.articles.clone();
        return Err(refusal);
    }
    if named.is_some() && !same {
        let mut refusal = violation(
            Kind::NotNow,
            "count",
            Words::new(
                format!("选的结果与票数不符：{}", tally.words.zh),
                format!("The result chosen does not agree with the count: {}", tally.words.en),
            ),
            Words::new(
                format!("按票数，结果应当是“{}”", counted.words.zh),
                format!("By the count the result is “{}”", counted.words.en),
            ),
        );
        refusal.articles = tally.articles.clone();
        return Err(refusal);
    }
    Ok(counted)
}

/// A notice names a lawful body and a day that is far enough ahead.
pub(crate) fn notice(scope: &Scope<'_>, step: &Step) -> Result<(), Refusal> {
    let meeting = scope.affair.steps.iter().find(|other| other.convened_by.as_deref() == Some(step.id.as_str()));
    let meeting = meeting.ok_or_else(|| say::broken_rule("a notice that calls no meeting"))?;
    let body = match scope.form.get("body") {
        Some(FactValue::Text(body)) if !body.is_empty() => Body(body.clone()),
        _ => meeting.bodies.first().map(|choice| choice.body.clone()).unwrap_or(Body(String::new())),
    };
    let choice = lawful(scope, meeting, &body)?;
    let quorum = scope.book.quorums.get(&choice.body).ok_or_else(|| say::broken_rule("no such quorum"))?;
    let Some(FactValue::Day(day)) = scope.form.get("meeting_day") else {
        return Err(say::broken_rule("no meeting day"));
    };
    let (ahead, needed) = (day.since(scope.day), i64::from(quorum.notice_days));
    if ahead >= needed {
        let mut rules = vec![quorum];
        for further in &meeting.stricter {
            if further.when.holds(scope).map_err(|what| say::broken_rule(&what))? {
                rules.extend(scope.book.quorums.get(&further.quorum));
            }
        }
        return super::roll::check(scope.attempt, &rules);
    }
    let earliest = day_words(scope.day.plus(needed));
    // Nothing is skipped by a day that is too early: the form is given back, and the meeting cannot be held before.
    let words = Words::new(
        format!("{}要提前{needed}天通知，现在只提前了{}天；请定在{}或以后", quorum.name.zh, ahead.max(0), earliest.zh),
        format!(
            "the {} must be called {needed} days ahead; this is {} days: set it for {} or later",
            quorum.name.en,
            ahead.max(0),
            earliest.en
        ),
    );
    let mut refusal = Refusal::faulty("notice", vec![FieldFault { field: "meeting_day".into(), words: words.clone() }]);
    refusal.words = words;
    refusal.articles = quorum.articles.clone();
    Err(say::grounds(scope.book, refusal))
}
