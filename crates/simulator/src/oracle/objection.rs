//! Objections: lodged while something is open for objection, answered once, by nobody whom they concern; and reminders.

use super::case::Objection;
use super::people::named;
use super::seen::{Answered, Lodged, Reminded, Reviewed};
use super::{Alarm, Oracle};
use archive::Entry;
use village::{CaseId, Day, Post};

impl Oracle {
    pub(super) fn lodged(&mut self, entry: &Entry) {
        let Some(lodged) = self.body::<Lodged>(entry) else { return };
        let (day, subject) = (entry.moment.day(), lodged.case.to_string());
        let Some(case) = self.cases.get_mut(&lodged.case) else {
            self.find("an objection is to a case", &subject, format!("entry {}", entry.seq));
            return;
        };
        let window = case.windows.iter().find(|window| window.act == lodged.act);
        let open = case.runs() && window.is_some_and(|window| window.opens <= day && day <= window.closes);
        let new = Objection { act: lodged.act, open: true, upheld: false, given: None };
        let first = case.objections.insert(lodged.id.clone(), new).is_none();
        if !open || !first {
            let what = format!("entry {}: objection {} on {day}", entry.seq, lodged.id);
            self.find("an objection is lodged once, while a publicity runs", &subject, what);
        }
    }

    pub(super) fn answered(&mut self, entry: &Entry) {
        let Some(answered) = self.body::<Answered>(entry) else { return };
        let number = answered.id.rsplit_once("-Y").map(|(case, _)| case.to_owned()).unwrap_or_default();
        let known = CaseId::new(number.clone()).ok().filter(|id| self.cases.contains_key(id));
        let Some(id) = known else {
            self.find("every answer is to an objection", &number, format!("entry {}", entry.seq));
            return;
        };
        let mut open = false;
        if let Some(objection) = self.cases.get_mut(&id).and_then(|case| case.objections.get_mut(&answered.id)) {
            open = objection.open && objection.given.is_none();
            objection.given = entry.person.clone().map(|person| (person, answered.upheld));
        }
        if !open {
            let what = format!("entry {}: {} had its answer, or was never lodged", entry.seq, answered.id);
            self.find("an objection is answered once", &number, what);
        }
        let acted = |person: &village::PersonId| {
            self.cases.get(&id).is_some_and(|case| case.acts.iter().any(|act| act.person == *person))
        };
        if self.is_concerned(&id, entry) || entry.person.as_ref().is_some_and(acted) {
            let what = format!("entry {}: {} answered by {:?}", entry.seq, answered.id, entry.person);
            self.find("nobody answers an objection to his own matter", &number, what);
        }
    }

    /// What holds is the answer of one and the review of another, who took part in the case for the committee at most.
    pub(super) fn reviewed(&mut self, entry: &Entry) {
        let Some(reviewed) = self.body::<Reviewed>(entry) else { return };
        let number = reviewed.id.rsplit_once("-Y").map(|(case, _)| case.to_owned()).unwrap_or_default();
        let Ok(id) = CaseId::new(number.clone()) else { return };
        let mut given = None;
        if let Some(objection) = self.cases.get_mut(&id).and_then(|case| case.objections.get_mut(&reviewed.id)) {
            given = objection.given.take();
            if let Some((_, upheld)) = given.as_ref().filter(|_| reviewed.agreed) {
                (objection.open, objection.upheld) = (false, *upheld);
            }
        }
        let supervises = |post: Post| matches!(post, Post::SupervisionDirector | Post::SupervisionMember);
        let acted = |person: &village::PersonId| {
            let own = |act: &super::case::Act| act.person == *person && !supervises(act.post);
            self.cases.get(&id).is_some_and(|case| case.acts.iter().any(own))
        };
        let fair = match (&given, &entry.person) {
            (Some((answerer, _)), Some(person)) => {
                person != answerer && !self.people.related(person, answerer) && !acted(person)
            }
            _ => false,
        };
        if !fair || self.is_concerned(&id, entry) {
            let what = format!("entry {}: {} of {given:?} reviewed by {:?}", entry.seq, reviewed.id, entry.person);
            self.find("an answer is reviewed by somebody else", &number, what);
        }
    }

    /// Whether the entry is by the case's party, or by a relative.
    fn is_concerned(&self, id: &CaseId, entry: &Entry) -> bool {
        let party = self.cases.get(id).and_then(|case| case.party.clone()).unwrap_or_default();
        entry.person.as_ref().is_none_or(|person| {
            let kin = self.people.meant(&party).iter().any(|one| self.people.related(one, person));
            kin || named(&party, person, self.people.name(person))
        })
    }

    pub(super) fn reminded(&mut self, entry: &Entry) {
        let Some(reminded) = self.body::<Reminded>(entry) else { return };
        let mut due = false;
        if let Some(case) = self.cases.get_mut(&reminded.case) {
            due = case.runs() && !case.reminded && case.remind.is_some_and(|day| day <= entry.moment.day());
            case.reminded = true;
        }
        if !due {
            let what = format!("entry {}", entry.seq);
            self.find("a reminder is sent once, when it is time", reminded.case.as_str(), what);
        }
    }

    /// What the clockwork should have done by now: reminded, and carried overdue alerts up.
    pub(crate) fn judge_clockwork(&mut self, today: Day) {
        let forgotten =
            |case: &super::Case| case.runs() && !case.reminded && case.remind.is_some_and(|day| day <= today);
        let late: Vec<CaseId> =
            self.cases.iter().filter(|(_, case)| forgotten(case)).map(|(id, _)| id.clone()).collect();
        for id in late {
            self.find("every limit is reminded of", id.as_str(), format!("no reminder by {today}"));
        }
        let overdue: Vec<Alarm> = self.overdue(today).cloned().collect();
        for alarm in overdue {
            let what = format!("to be acknowledged by {:?}, and not carried up", alarm.acknowledge_by);
            self.find("no alert is left lying", alarm.id.as_str(), what);
        }
        self.judge_limits(today);
    }
}
