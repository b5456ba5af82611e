//! Those who are warned do their duty, or do not.

use super::Year;
use super::agenda::Turn;
use crate::Halt;
use alerts::{Acknowledge, Close, Explain, Finding};
use village::{AlertId, PersonId, Post};

const HOUR_MS: i64 = 3_600_000;

impl Year<'_> {
    /// Both receivers acknowledge, most of them in time; later the discipline office closes it.
    pub(super) fn plan_response(&mut self, alert: &AlertId) {
        for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
            let hours = if self.dice.happens(140) { self.dice.between(60, 200) } else { self.dice.between(1, 9) };
            self.agenda.at(self.now.plus_ms(hours * HOUR_MS), Turn::Acknowledge(alert.clone(), post));
        }
        let late = self.dice.between(100, 260);
        self.agenda.at(self.now.plus_ms(late * HOUR_MS), Turn::Acknowledge(alert.clone(), Post::CountyDiscipline));
        if self.dice.happens(850) {
            let days = self.dice.between(2, 14);
            self.agenda.at(self.now.plus_ms(days * 24 * HOUR_MS), Turn::Close(alert.clone()));
        }
    }

    fn receivers(&self, alert: &AlertId, post: Post) -> Vec<PersonId> {
        let Some(alarm) = self.hand.oracle.alarm_of(alert).filter(|alarm| alarm.open) else { return Vec::new() };
        let told = alarm.receivers.iter().any(|(known, _)| *known == post);
        let holders = self.hand.oracle.people.holders(post, &alarm.village, self.today());
        let related =
            |one: &PersonId| alarm.person().is_some_and(|who| who == one || self.hand.oracle.people.related(who, one));
        holders.into_iter().filter(|one| told && !related(one)).collect()
    }

    pub(super) fn acknowledge(&mut self, alert: &AlertId, post: Post) -> Result<(), Halt> {
        let Some(person) = self.receivers(alert, post).into_iter().next() else { return Ok(()) };
        let Some(alarm) = self.hand.oracle.alarm_of(alert).cloned() else { return Ok(()) };
        let desk = self.desk(&person)?;
        self.hand.perform(&desk, Acknowledge { alert: alert.clone(), place: alarm.village.clone() })?;
        match alarm.person().filter(|_| self.dice.happens(200)) {
            Some(who) => {
                let desk = self.desk(who)?;
                let text = "以为前面的环节已经办完，点错了".to_owned();
                self.hand.perform(&desk, Explain { alert: alert.clone(), place: alarm.village.clone(), text }).map(drop)
            }
            None => Ok(()),
        }
    }

    /// The discipline office closes an alert; sometimes the person whom it concerns tries first.
    pub(super) fn close(&mut self, alert: &AlertId) -> Result<(), Halt> {
        let Some(alarm) = self.hand.oracle.alarm_of(alert).filter(|alarm| alarm.open).cloned() else { return Ok(()) };
        let finding = if self.dice.happens(700) { Finding::Confirmed } else { Finding::Unfounded };
        let text = "已向当事人和村务监督委员会核实".to_owned();
        let deed = || Close { alert: alert.clone(), place: alarm.village.clone(), finding, text: text.clone() };
        if let Some(who) = alarm.person().filter(|_| self.dice.happens(40)) {
            let desk = self.desk(who)?;
            self.hand.perform(&desk, deed())?;
        }
        for post in [Post::DisciplineOfficer, Post::CountyDiscipline] {
            if let Some(person) = self.receivers(alert, post).into_iter().next() {
                let desk = self.desk(&person)?;
                return self.hand.perform(&desk, deed()).map(drop);
            }
        }
        Ok(())
    }
}
