//! Raising an alert: the attempt is recorded, and who must know is told, in one transaction.

use crate::entries::{Raised, Refused, Repeated, to_body};
use crate::sql;
use archive::{Query, Tx};
use office::{Cause, Desk, Letter, Warning, roster};
use procedure::Standing;
use village::{AlertId, Article, Day, Fault, Level, Moment, Place, Post, Stop, serial_after};

/// Records a refused attempt and warns the director of the village supervision committee and the township discipline
/// office. The same attempt by the same person, tried again, counts up on the one alert that is open. What was found
/// without anybody's attempt is warned of in the same way.
///
/// # Errors
/// When something is broken; then nothing of the transaction remains.
pub fn warn(desk: &Desk, tx: &mut Tx<'_>, warning: &Warning) -> Result<(), Stop> {
    let about = &warning.about;
    if warning.cause == Cause::Refused {
        let refused = Refused {
            subject: about.subject.clone(),
            step: about.step.clone(),
            rule: warning.rule.clone(),
            words: warning.words.clone(),
            articles: warning.articles.clone(),
        };
        desk.append_more(tx, &about.place, "act.refused", &about.subject, to_body(&refused)?)?;
    }
    let likeness = likeness(warning);
    if let Some(row) = tx.maybe(sql::OPEN_ALIKE, &[likeness.as_str().into()])? {
        let id = alert_id(row.text("id")?)?;
        let subject = id.to_string();
        desk.append_more(tx, &about.place, "alert.repeated", &subject, to_body(&Repeated { id })?)?;
        return Ok(());
    }
    let id = next_id(desk, tx, &about.place)?;
    let receivers = receivers_for(desk, tx, warning)?;
    let messages = letters(desk, tx, &id, warning, desk.now, &receivers)?;
    let raised = Raised {
        id: id.clone(),
        likeness,
        attempt: warning.cause == Cause::Refused,
        rule: warning.rule.clone(),
        severity: warning.cause.severity().into(),
        subject: about.subject.clone(),
        step: about.step.clone(),
        person: warning.person.clone(),
        words: warning.words.clone(),
        articles: warning.articles.clone(),
        level: level_of(&receivers).into(),
        acknowledge_by: deadline(desk, tx)?,
        receivers,
        messages,
    };
    desk.append_more(tx, &about.place, "alert.raised", id.as_str(), to_body(&raised)?)?;
    Ok(())
}

fn likeness(warning: &Warning) -> String {
    let about = &warning.about;
    let person = warning.person.as_ref().map_or("", |person| person.as_str());
    format!("{}|{}|{}|{}|{person}", about.place, about.subject, about.step, warning.rule)
}

fn next_id(desk: &Desk, tx: &mut dyn Query, place: &Place) -> Result<AlertId, Fault> {
    let year = format!("{place}-W-{}", desk.now.day().year());
    // Between `…-2026-` and `…-2026.`, the next character, lie the alerts of the year.
    let between = [format!("{year}-").into(), format!("{year}.").into()];
    let last = tx.maybe(sql::LAST_OF_YEAR, &between)?.map(|row| row.text("id")).transpose()?;
    let serial = match serial_after(last.as_deref()) {
        Some(serial) => serial,
        None => tx.one(sql::COUNT_OF_YEAR, &between)?.int("many")? + 1,
    };
    alert_id(format!("{year}-{serial:04}"))
}

pub(crate) fn alert_id(text: String) -> Result<AlertId, Fault> {
    AlertId::new(text).map_err(|error| Fault::from("an alert's number is malformed", error))
}

/// The supervision director of the village and the discipline officers of its township; where one of them is the person
/// who tried, or a post stands empty, the county's discipline officers as well.
fn receivers_for(desk: &Desk, tx: &mut dyn Query, warning: &Warning) -> Result<Vec<(Post, Place)>, Fault> {
    let place = &warning.about.place;
    let mut receivers = Vec::new();
    let mut gap = false;
    for (post, level) in [(Post::SupervisionDirector, Level::Village), (Post::DisciplineOfficer, Level::Township)] {
        let Some(at) = place.at(level) else {
            gap = true;
            continue;
        };
        let holders = roster::persons_with(tx, &at, post, desk.now.day())?;
        let tried = holders.iter().any(|holder| Some(&holder.mandate.person) == warning.person.as_ref());
        gap |= holders.is_empty() || tried;
        receivers.push((post, at));
    }
    if gap {
        receivers.push((Post::CountyDiscipline, desk.office.county().clone()));
    }
    Ok(receivers)
}

fn level_of(receivers: &[(Post, Place)]) -> &'static str {
    if receivers.iter().any(|(post, _)| *post == Post::CountyDiscipline) { "county" } else { "township" }
}

/// An alert is to be acknowledged by 18:00 of the last of the days that the rules give (`acknowledge_days`).
pub(crate) fn deadline(desk: &Desk, tx: &mut dyn Query) -> Result<Moment, Fault> {
    let today = desk.now.day();
    let day: Day = match desk.office.current_book(tx) {
        Ok(book) => book.last_day(Standing::AcknowledgeDays, today),
        // A county that has not adopted its rules yet has no calendar; the limit still holds.
        Err(_) => today.plus(1),
    };
    Ok(day.at(18, 0))
}

/// One letter for each person who holds a receiving post and has an address. The number of a letter is that of the alert
/// and the person, so that nobody is written to twice about one alert at one level.
pub(crate) fn letters(
    desk: &Desk,
    tx: &mut dyn Query,
    id: &AlertId,
    warning: &Warning,
    since: Moment,
    receivers: &[(Post, Place)],
) -> Result<Vec<Letter>, Fault> {
    let mut letters: Vec<Letter> = Vec::new();
    let place = roster::division(tx, &warning.about.place)?.map_or_else(String::new, |d| d.short_name());
    let ground = warning.articles.first().map(Article::words).unwrap_or_default();
    let who = match &warning.person {
        Some(person) => roster::name_of(tx, person)?.unwrap_or_default(),
        None => "有人".into(),
    };
    let (day, (hour, minute)) = (since.day(), since.time());
    let happened = match warning.cause {
        Cause::Refused => {
            let (month, day) = (day.month(), day.day_of_month());
            format!("{who}在{month}月{day}日{hour}:{minute:02}试图办理一件事，被系统拦下")
        }
        Cause::Found | Cause::Watched(_) => "有一个情况需要核实".into(),
    };
    let colour = match warning.cause.severity() {
        "yellow" => "黄色",
        "orange" => "橙色",
        _ => "红色",
    };
    // The rules spoke to whoever tried; these readers are others.
    let words = warning.words.third_person();
    for (post, at) in receivers {
        for holder in roster::persons_with(tx, at, *post, desk.now.day())? {
            if holder.email.is_empty() || letters.iter().any(|letter| letter.person == holder.mandate.person) {
                continue;
            }
            letters.push(Letter {
                id: format!("{id}-{}", holder.mandate.person),
                person: holder.mandate.person.clone(),
                address: holder.email.clone(),
                subject: format!("【{colour}预警】{place} {id}"),
                text: format!(
                    "{}，您好：\n\n{place}{happened}：{}。\n依据：{}\n涉及：{}\n\n请登录后签收并处理。超过时限没有签收，将报上一级。\n",
                    holder.name, words.zh, ground.zh, warning.about.subject,
                ),
            });
        }
    }
    Ok(letters)
}
