//! Alerts: every refused attempt and every limit that was not kept has its own at once, and it reaches both who must know.

use super::Oracle;
use super::seen::{OfAlert, Raised, Refused};
use archive::Entry;
use std::collections::{BTreeMap, BTreeSet};
use village::{AlertId, Day, Level, Moment, PersonId, Place, Post};

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alarm {
    pub(crate) id: AlertId,
    pub(crate) village: Place,
    pub(crate) open: bool,
    pub(crate) level: String,
    pub(crate) times: i64,
    pub(crate) acknowledge_by: Option<Moment>,
    pub(crate) receivers: Vec<(Post, Place)>,
    likeness: Likeness,
}

impl Alarm {
    /// Whom it concerns.
    pub(crate) fn person(&self) -> Option<&PersonId> {
        self.likeness.4.as_ref()
    }
}

type Likeness = (Place, String, String, String, Option<PersonId>);

/// What the alert of an entry must be about.
pub(super) fn likeness(entry: &Entry, subject: &str, step: &str, rule: &str, person: Option<PersonId>) -> Likeness {
    (entry.village.clone(), subject.to_owned(), step.to_owned(), rule.to_owned(), person)
}

/// Every alert.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Alarms {
    all: BTreeMap<AlertId, Alarm>,
    /// What was refused or found out, and whose alert must come next.
    waiting: Option<(u64, Likeness)>,
    /// The entries of which the alert follows what was found out.
    told: BTreeSet<u64>,
}

impl Alarms {
    /// The next entry must be this alert.
    pub(super) fn wait_for(&mut self, seq: u64, likeness: Likeness) {
        self.waiting = Some((seq, likeness));
    }
}

impl Oracle {
    /// Whether an entry is the alert of what the entry before it has found out.
    pub(crate) fn tells_of_the_entry_before(&self, seq: u64) -> bool {
        self.alarms.told.contains(&seq)
    }

    /// An alert by its number.
    pub(crate) fn alarm_of(&self, id: &AlertId) -> Option<&Alarm> {
        self.alarms.all.get(id)
    }

    /// Every alert.
    pub(crate) fn every_alarm(&self) -> impl Iterator<Item = &Alarm> {
        self.alarms.all.values()
    }

    pub(super) fn overdue(&self, today: Day) -> impl Iterator<Item = &Alarm> {
        let limit = today.start();
        self.alarms.all.values().filter(move |alarm| alarm.open && alarm.acknowledge_by.is_some_and(|by| by < limit))
    }

    /// The entry after a refused attempt is its alert.
    pub(super) fn warned_of(&mut self, entry: &Entry) {
        let alert = matches!(entry.kind.as_str(), "alert.raised" | "alert.repeated");
        if let Some((seq, (_, subject, ..))) = self.alarms.waiting.clone().filter(|_| !alert) {
            self.alarms.waiting = None;
            self.find("no alert is lost", &subject, format!("what happened in entry {seq} has none"));
        }
    }

    /// No refused attempt still waits for its alert.
    pub(crate) fn judge_warned(&mut self) {
        if let Some((seq, (_, subject, ..))) = self.alarms.waiting.take() {
            self.find("no alert is lost", &subject, format!("what happened in entry {seq} has none"));
        }
    }

    pub(super) fn alarm(&mut self, entry: &Entry) {
        match entry.kind.as_str() {
            "act.refused" => {
                let Some(refused) = self.body::<Refused>(entry) else { return };
                let person = entry.person.clone();
                let told = likeness(entry, &refused.subject, &refused.step, &refused.rule, person);
                self.alarms.wait_for(entry.seq, told);
            }
            "alert.raised" => self.raised(entry),
            "alert.repeated" => self.repeated(entry),
            _ => self.responded(entry),
        }
    }

    fn raised(&mut self, entry: &Entry) {
        let Some(raised) = self.body::<Raised>(entry) else { return };
        let likeness = likeness(entry, &raised.subject, &raised.step, &raised.rule, raised.person.clone());
        let waiting = self.alarms.waiting.take().map(|(_, likeness)| likeness);
        if waiting.as_ref() == Some(&likeness) {
            self.alarms.told.insert(entry.seq);
        }
        let found = raised.step == "declare_kin" || !self.is_founded();
        if !found && waiting.as_ref() != Some(&likeness) {
            let what = format!(
                "entry {}: {} (`{}` at `{}`) tells of what was not refused just before",
                entry.seq, raised.id, raised.rule, raised.step
            );
            self.find("every alert tells of a refused attempt", raised.id.as_str(), what);
        }
        for (post, place) in self.must_know(entry, raised.person.as_ref()) {
            if !raised.receivers.contains(&(post, place.clone())) {
                let what = format!("entry {}: {} does not reach {post} of {place}", entry.seq, raised.id);
                self.find("an alert reaches everybody who must know", raised.id.as_str(), what);
            }
        }
        let rules = self.rules(&entry.village, entry.moment.day());
        let mut limit = entry.moment.day().plus(1);
        while !rules.calendar.is_working(limit) {
            limit = limit.plus(1);
        }
        if raised.acknowledge_by > limit.at(18, 0) {
            let what = format!("entry {}: {} may lie until {}", entry.seq, raised.id, raised.acknowledge_by);
            self.find("an alert is acknowledged by the next working day", raised.id.as_str(), what);
        }
        let alike = self.alarms.all.values().any(|other| other.open && other.likeness == likeness);
        let alarm = Alarm {
            id: raised.id.clone(),
            village: entry.village.clone(),
            open: true,
            level: String::new(),
            times: 1,
            acknowledge_by: Some(raised.acknowledge_by),
            receivers: raised.receivers,
            likeness,
        };
        if alike || self.alarms.all.insert(raised.id.clone(), alarm).is_some() {
            let what = format!("entry {}: {}", entry.seq, raised.id);
            self.find("the same attempt counts up on one alert", raised.id.as_str(), what);
        }
    }

    /// The director of the supervision committee and the township's discipline office; the county's too, where one of them is
    /// vacant or tried it.
    fn must_know(&self, entry: &Entry, who: Option<&PersonId>) -> Vec<(Post, Place)> {
        let (mut receivers, mut gap) = (Vec::new(), false);
        for (post, level) in [(Post::SupervisionDirector, Level::Village), (Post::DisciplineOfficer, Level::Township)] {
            let Some(at) = entry.village.at(level) else {
                gap = true;
                continue;
            };
            let holders = self.people.holders(post, &at, entry.moment.day());
            gap |= holders.is_empty() || who.is_some_and(|who| holders.contains(who));
            receivers.push((post, at));
        }
        receivers
            .extend(entry.village.at(Level::County).filter(|_| gap).map(|county| (Post::CountyDiscipline, county)));
        receivers
    }

    fn repeated(&mut self, entry: &Entry) {
        let Some(repeated) = self.body::<OfAlert>(entry) else { return };
        let waiting = self.alarms.waiting.take().map(|(_, likeness)| likeness);
        self.alarms.told.insert(entry.seq);
        let known = self.alarms.all.get_mut(&repeated.id).filter(|alarm| alarm.open);
        let fits = known.is_some_and(|alarm| {
            alarm.times += 1;
            waiting.as_ref() == Some(&alarm.likeness)
        });
        if !fits {
            let what = format!("entry {}: {} is not open, or not about this attempt", entry.seq, repeated.id);
            self.find("every alert tells of a refused attempt", repeated.id.as_str(), what);
        }
    }

    fn responded(&mut self, entry: &Entry) {
        let Some(of) = self.body::<OfAlert>(entry) else { return };
        let Some(alarm) = self.alarms.all.get_mut(&of.id) else {
            self.find("every response is to an alert", of.id.as_str(), format!("entry {}", entry.seq));
            return;
        };
        let concerned = entry.person.is_some() && entry.person == alarm.likeness.4;
        let was_open = alarm.open;
        match entry.kind.as_str() {
            "alert.acknowledged" if of.all => alarm.acknowledge_by = None,
            "alert.closed" => (alarm.open, alarm.acknowledge_by) = (false, None),
            "alert.climbed" => {
                (alarm.level, alarm.acknowledge_by) = (of.level.unwrap_or_default(), of.acknowledge_by);
                alarm.receivers.extend(of.receivers);
            }
            "alert.overdue" => alarm.acknowledge_by = None,
            _ => {}
        }
        if !was_open || (concerned && matches!(entry.kind.as_str(), "alert.closed" | "alert.acknowledged")) {
            let what = format!("entry {} (`{}`) by {:?}", entry.seq, entry.kind, entry.person);
            self.find("an alert is closed once, and not by whom it concerns", of.id.as_str(), what);
        }
    }
}
