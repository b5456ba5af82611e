//! The whole at the end: the log read again from its beginning, and the tables beside what the oracle knows.

use super::{Case, Oracle};
use archive::Query;
use village::{CaseId, Fault};

impl Oracle {
    /// Whether another oracle, which has read the log from its beginning, knows the same.
    pub(crate) fn judge_again(&mut self, again: &Self) {
        let same = self.seq == again.seq
            && self.people == again.people
            && self.cases == again.cases
            && self.alarms == again.alarms
            && self.invoices == again.invoices
            && self.keys == again.keys
            && self.delegations == again.delegations;
        if !same {
            let what = format!("{} entries then, {} entries now, or they say something else", self.seq, again.seq);
            self.find("what was read once does not change", "", what);
        }
    }

    /// Every case stands in the tables as the entries tell it.
    pub(crate) fn judge_tables(&mut self, query: &mut dyn Query) -> Result<(), Fault> {
        let known: Vec<(CaseId, Case)> = self.cases.iter().map(|(id, case)| (id.clone(), case.clone())).collect();
        for (id, case) in known {
            let Some(row) = affairs::case(query, &id)? else {
                self.find("the tables say what the log says", id.as_str(), "the case is not in the tables");
                continue;
            };
            let acts = affairs::acts(query, &id)?;
            let told: Vec<_> =
                case.acts.iter().map(|act| (act.step.clone(), act.outcome.clone(), act.person.clone())).collect();
            let kept: Vec<_> = acts.into_iter().map(|act| (act.step, act.outcome, act.person)).collect();
            let objections = affairs::objections(query, &id)?;
            let open = objections.iter().filter(|objection| objection.status != "answered").count();
            let waiting = case.objections.values().filter(|objection| objection.open).count();
            let one = (row.status.as_str(), row.step.as_str(), row.paid_fen.0, row.revision, row.party.as_ref());
            let other = (case.status.as_str(), case.at.as_str(), case.paid_fen, case.revision(), case.party.as_ref());
            if one != other || told != kept || open != waiting || objections.len() != case.objections.len() {
                let what = format!("tables: {one:?}, {open} objections open; log: {other:?}, {waiting} open");
                self.find("the tables say what the log says", id.as_str(), what);
            }
        }
        let alarms: Vec<_> = self.every_alarm().cloned().collect();
        for alarm in alarms {
            let row = alerts::alert(query, &alarm.id)?;
            let fits = row.as_ref().is_some_and(|row| {
                (row.status != "closed") == alarm.open
                    && row.times == alarm.times
                    && row.acknowledge_by == alarm.acknowledge_by
            });
            if !fits {
                self.find("the tables say what the log says", alarm.id.as_str(), format!("tables: {row:?}"));
            }
        }
        Ok(())
    }
}
