//! Whether the screens are on: told once when one goes dark, and once when it is on again. Done by the office's clockwork.

use super::read::{ScreenRow, all, screen};
use crate::entries::{ScreenTold, to_body};
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeMap;
use village::{Fault, Kind, Moment, Place, Refusal, Stop, Words};

/// After so many minutes of its hours without a word from it, a screen is dark.
pub const DARK_AFTER_MINUTES: i64 = 30;

const MINUTE_MS: i64 = 60_000;

/// When each screen was last heard of, and since when anybody listens: before that nothing can be said of any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Since when.
    pub since: Moment,
    /// By the screen's number.
    pub last: BTreeMap<String, Moment>,
}

/// The moment from which its silence counts: when it was last heard of, or when it was to go on today, or when anybody began to
/// listen; none outside its hours.
fn silent_since(row: &ScreenRow, seen: &Seen, now: Moment) -> Option<Moment> {
    if !row.is_on_at(now.time().0) {
        return None;
    }
    let begun = now.day().at(row.from_hour, 0);
    let last = seen.last.get(&row.id).copied().unwrap_or(seen.since);
    Some(last.max(begun).max(seen.since).max(row.registered))
}

/// What is to be told of a screen now: that it is dark since a moment, or that it is on again.
fn news(row: &ScreenRow, seen: &Seen, now: Moment) -> Option<Option<Moment>> {
    let heard = seen.last.get(&row.id).copied();
    if let Some(since) = row.dark_since {
        return heard.is_some_and(|heard| heard > since).then_some(None);
    }
    let since = silent_since(row, seen, now)?;
    (now.0 - since.0 >= DARK_AFTER_MINUTES * MINUTE_MS).then_some(Some(since))
}

/// Writes down that a screen is dark, or on again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellScreen {
    /// Its number.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// Since when it is dark; none when it is on again.
    pub dark_since: Option<Moment>,
}

impl Deed for TellScreen {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "tell_screen".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = screen(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        if row.removed.is_some() || row.dark_since.is_some() == self.dark_since.is_some() {
            return Err(told().into());
        }
        let body = to_body(&ScreenTold { id: self.id.clone(), dark_since: self.dark_since })?;
        let entry = tx.append(desk.draft(&self.village, "screen.told", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

/// The screens of which something is to be written down.
///
/// # Errors
/// When the store cannot be read.
pub fn to_tell_screens(query: &mut dyn Query, seen: &Seen, now: Moment) -> Result<Vec<TellScreen>, Fault> {
    let told = all(query)?.into_iter().filter_map(|row| {
        let dark_since = news(&row, seen, now)?;
        Some(TellScreen { id: row.id, village: row.village, dark_since })
    });
    Ok(told.collect())
}

fn told() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "screen.told",
        Words::new("屏幕的情况没有变化，或者屏幕已经停用", "the screen is as it was, or was taken down"),
        Words::new("无需办理", "nothing is to be done"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        let (day, time) = text.split_once('T').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        day.parse::<village::Day>().unwrap().at(hour.parse().unwrap(), minute.parse().unwrap())
    }

    fn row() -> ScreenRow {
        ScreenRow {
            id: "abcdefghjk".into(),
            village: Place::new("990101001001").unwrap(),
            name: "村部大厅".into(),
            from_hour: 7,
            to_hour: 21,
            aloud_hour: None,
            registered: at("2026-03-01T09:00"),
            removed: None,
            dark_since: None,
        }
    }

    fn seen(since: &str, last: Option<&str>) -> Seen {
        let last = last.map(|last| ("abcdefghjk".to_owned(), at(last))).into_iter().collect();
        Seen { since: at(since), last }
    }

    #[test]
    fn a_screen_is_dark_after_half_an_hour_of_its_hours() {
        let heard = seen("2026-03-02T00:00", Some("2026-03-02T10:00"));
        assert_eq!(news(&row(), &heard, at("2026-03-02T10:29")), None);
        assert_eq!(news(&row(), &heard, at("2026-03-02T10:30")), Some(Some(at("2026-03-02T10:00"))));
    }

    #[test]
    fn at_night_it_owes_nothing_and_in_the_morning_it_counts_anew() {
        let heard = seen("2026-03-02T00:00", Some("2026-03-02T20:59"));
        assert_eq!(news(&row(), &heard, at("2026-03-02T23:30")), None);
        assert_eq!(news(&row(), &heard, at("2026-03-03T06:59")), None);
        assert_eq!(news(&row(), &heard, at("2026-03-03T07:29")), None);
        assert_eq!(news(&row(), &heard, at("2026-03-03T07:30")), Some(Some(at("2026-03-03T07:00"))));
    }

    #[test]
    fn nothing_is_said_of_the_time_in_which_nobody_listened() {
        let deaf = seen("2026-03-02T12:00", None);
        assert_eq!(news(&row(), &deaf, at("2026-03-02T12:20")), None);
        assert_eq!(news(&row(), &deaf, at("2026-03-02T12:30")), Some(Some(at("2026-03-02T12:00"))));
    }

    #[test]
    fn it_is_told_once_and_once_more_when_it_is_on_again() {
        let dark = ScreenRow { dark_since: Some(at("2026-03-02T10:00")), ..row() };
        assert_eq!(news(&dark, &seen("2026-03-02T00:00", Some("2026-03-02T10:00")), at("2026-03-02T15:00")), None);
        let again = seen("2026-03-02T00:00", Some("2026-03-02T15:00"));
        assert_eq!(news(&dark, &again, at("2026-03-02T15:01")), Some(None));
    }
}
