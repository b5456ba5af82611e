//! Who handed whom the key to a sign-in, as the log tells it, and what its owner says to that.
//!
//! Whoever resets a password can sign in with it. So its owner is told at the next sign-in, until they say that they know.

use super::give::Recorded;
use crate::{About, Cause, Deed, Desk, Receipt, Warning, roster};
use archive::{Change, Entry, Query, Tx, entries_about};
use serde::{Deserialize, Serialize};
use village::{Article, Fault, Kind, Moment, PersonId, Place, Refusal, Stop, Words};

/// How long a reset that was answered is still told beside a new one.
pub const NOTICE_DAYS: i64 = 90;

/// How many entries about a person are read at a time.
const BATCH: u32 = 500;

/// A password that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The entry that tells of it.
    pub entry: u64,
    /// The name of the sign-in.
    pub name: String,
    /// Whether there was a sign-in already, which got a new password.
    pub anew: bool,
    /// Who did it, and their name; nobody at the server's terminal.
    pub by: Option<(PersonId, String)>,
    /// When.
    pub given: Moment,
    /// What the owner of the sign-in said to it, and when.
    pub said: Option<(Said, Moment)>,
}

/// What somebody says to the reset of their password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// They asked for it.
    Asked,
    /// They did not.
    NotAsked,
}

#[derive(Serialize, Deserialize)]
struct Confirmed {
    /// The resets that it is about, by their entries.
    resets: Vec<u64>,
    said: Said,
}

/// Every password that was handed over to a person, the oldest first.
///
/// # Errors
/// When the log cannot be read.
pub fn handovers(query: &mut dyn Query, person: &PersonId) -> Result<Vec<Handover>, Fault> {
    let (mut found, mut last) = (Vec::<Handover>::new(), 0);
    loop {
        let entries = entries_about(query, person.as_str(), last, BATCH)?;
        let Some(end) = entries.last() else { return Ok(found) };
        last = end.seq;
        for entry in &entries {
            match entry.kind.as_str() {
                "sign_in.made" | "sign_in.reset" => found.push(handover(query, entry)?),
                "sign_in.confirmed" => {
                    let confirmed: Confirmed = body(entry)?;
                    let of = found.iter_mut().filter(|given| confirmed.resets.contains(&given.entry));
                    of.for_each(|given| given.said = Some((confirmed.said, entry.moment)));
                }
                _ => {}
            }
        }
    }
}

fn handover(query: &mut dyn Query, entry: &Entry) -> Result<Handover, Fault> {
    let recorded: Recorded = body(entry)?;
    let by = match &entry.person {
        Some(by) => Some((by.clone(), roster::name_of(query, by)?.unwrap_or_default())),
        None => None,
    };
    let anew = entry.kind == "sign_in.reset";
    Ok(Handover { entry: entry.seq, name: recorded.name, anew, by, given: entry.moment, said: None })
}

fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

/// The resets of a person's password to which they have said nothing yet.
///
/// # Errors
/// When the log cannot be read.
pub fn unanswered(query: &mut dyn Query, person: &PersonId) -> Result<Vec<Handover>, Fault> {
    let all = handovers(query, person)?;
    Ok(all.into_iter().filter(|given| given.anew && given.said.is_none()).collect())
}

/// Whoever sits at the desk says that they know of the resets of their own password.
pub struct ConfirmReset {
    /// The person at the desk.
    pub person: PersonId,
    /// The place whose roster names them.
    pub place: Place,
    /// Whether they asked for it.
    pub said: Said,
}

impl Deed for ConfirmReset {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.person.to_string(), step: "confirm_reset".into() }
    }

    /// Everybody answers for their own sign-in, whatever their posts. When they did not ask, the supervisors are warned of
    /// whoever did it.
    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if desk.person() != Some(&self.person) {
            return Err(Refusal::not_there().into());
        }
        let waiting = unanswered(tx, &self.person)?;
        let Some(last) = waiting.last() else { return Err(nothing_to_say().into()) };
        let confirmed = Confirmed { resets: waiting.iter().map(|given| given.entry).collect(), said: self.said };
        let body = serde_json::to_value(confirmed).map_err(|error| Fault::from("cannot write a sign-in", error))?;
        let entry = tx.append(desk.draft(&self.place, "sign_in.confirmed", self.person.as_str(), body))?;
        if self.said == Said::NotAsked {
            let warning = self.not_asked(desk, last);
            desk.warn(tx, &warning)?;
        }
        Ok(Receipt { subject: self.person.to_string(), entry: entry.seq, again: false })
    }
}

impl ConfirmReset {
    fn not_asked(&self, desk: &Desk, last: &Handover) -> Warning {
        let owner = desk.signed.as_ref().map_or("", |signed| &signed.name);
        let (by_zh, by_en) = match &last.by {
            Some((_, name)) => (name.clone(), name.clone()),
            None => ("服务器终端上的人".into(), "somebody at the server's terminal".into()),
        };
        let (day, (hour, minute)) = (last.given.day(), last.given.time());
        let (month, of_month) = (day.month(), day.day_of_month());
        let words = Words::new(
            format!("{by_zh}于{month}月{of_month}日{hour}:{minute:02}重置了{owner}的登录密码，{owner}说没有要求过重置"),
            format!("{by_en} reset {owner}'s password on {day} at {hour}:{minute:02}; {owner} did not ask for it"),
        );
        Warning {
            cause: Cause::Found,
            about: self.about(),
            person: last.by.as_ref().map(|(person, _)| person.clone()),
            rule: "sign_in.not_asked".into(),
            words,
            articles: vec![county_choice()],
        }
    }
}

/// No law names the keys to a program; a county chooses how it keeps them.
pub(super) fn county_choice() -> Article {
    Article {
        law: Words::new("县（市、区）规定", "a county's choice"), version: String::new(), article: String::new()
    }
}

fn nothing_to_say() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "sign_in.nothing_to_say",
        Words::new("没有等您确认的密码重置", "no reset of your password waits for your word"),
        Words::new("无需办理", "nothing is to be done"),
    )
}

/// The answer stands in the log only.
pub(super) fn apply(_: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    body::<Confirmed>(entry).map(drop)
}
