//! Entries of the roster.

use super::Oracle;
use super::alarm::likeness;
use super::people::{Person, Term};
use super::seen::{Agreed, Asked, Ended, Granted, Grouped, Kin, Registered};
use archive::Entry;
use village::Post;

impl Oracle {
    pub(super) fn post(&mut self, entry: &Entry) {
        match entry.kind.as_str() {
            "person.registered" => {
                let Some(new) = self.body::<Registered>(entry) else { return };
                let groups = if new.group.is_empty() { Vec::new() } else { vec![(None, new.group)] };
                let person = Person { name: new.name, place: new.village, household: new.household, groups };
                self.people.register(new.id, person);
            }
            "group.entered" => {
                let Some(entered) = self.body::<Grouped>(entry) else { return };
                for member in entered.people {
                    self.people.enter_group(&member.person, entry.moment.day(), member.group);
                }
            }
            "mandate.granted" => self.granted(entry),
            "second_check.asked" => {
                let Some(asked) = self.body::<Asked>(entry) else { return };
                self.checks.insert(asked.id, (entry.person.clone(), asked.person, false));
            }
            "second_check.answered" => self.checked(entry),
            "mandate.ended" => {
                let Some(ended) = self.body::<Ended>(entry) else { return };
                if let Some((person, post)) = self.people.held(&ended.id)
                    && matches!(post, Post::SupervisionDirector | Post::SupervisionMember)
                {
                    // Whoever watches is not taken away unseen.
                    let rule = "mandate.supervisor_ended";
                    let told = likeness(entry, &ended.id, "end_mandate", rule, Some(person));
                    self.alarms.wait_for(entry.seq, told);
                }
                if !self.people.end(&ended.id, ended.last_day) {
                    let what = format!("entry {} ends the mandate {}, which nobody has", entry.seq, ended.id);
                    self.find("every mandate that ends was granted", &entry.subject, what);
                }
            }
            _ => {
                let Some(kin) = self.body::<Kin>(entry) else { return };
                self.people.relate(kin.person, kin.relative);
            }
        }
    }

    fn granted(&mut self, entry: &Entry) {
        let Some(new) = self.body::<Granted>(entry) else { return };
        if self.is_founded() && new.starts < entry.moment.day() {
            let what = format!("entry {} gives rights from {}, before it was recorded", entry.seq, new.starts);
            self.find("rights count from the recording of a mandate", &entry.subject, what);
        }
        if self.is_founded() && entry.person.as_ref() == Some(&new.person) {
            let what = format!("entry {}: {} granted a post to himself", entry.seq, new.person);
            self.find("nobody grants his own mandate", &entry.subject, what);
        }
        let agreed = new.check.as_ref().and_then(|check| self.checks.remove(check));
        if self.is_founded()
            && new.post.is_official()
            && !agreed.is_some_and(|(_, of, agreed)| agreed && of == new.person)
        {
            let what = format!("entry {} makes {} an officer, and nobody else agreed to it", entry.seq, new.person);
            self.find("an office takes two people", &entry.subject, what);
        }
        let Granted { id, person, post, place, starts, ends, .. } = new;
        self.people.grant(Term { id, person, post, place, starts, ends });
    }

    fn checked(&mut self, entry: &Entry) {
        let Some(given) = self.body::<Agreed>(entry) else { return };
        let Some((asker, person, agreed)) = self.checks.get_mut(&given.id) else {
            let what = format!("entry {} answers {}, for which nobody asked", entry.seq, given.id);
            self.find("an office takes two people", &entry.subject, what);
            return;
        };
        if given.agreed {
            let alone = entry.person.is_none() || entry.person == *asker || entry.person.as_ref() == Some(&*person);
            *agreed = !alone;
        }
    }
}
