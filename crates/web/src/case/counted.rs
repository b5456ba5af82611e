//! How the votes of a meeting came about: who counted what, and what each said whose opinion was sealed. It stays beside the
//! act that the meeting ended with.

use crate::case::told::Told;
use crate::part::Line;
use crate::told::Teller;
use affairs::{ActRow, CountRow, Fate, Meeting, Opinion, Stance, Ways};
use archive::Query;
use village::{CaseId, Fault};

/// A meeting that is over.
pub(crate) struct Past {
    meeting: Meeting,
    counts: Vec<CountRow>,
    opinions: Vec<Opinion>,
}

/// The meetings of a case that came to a result.
pub(super) fn past(query: &mut dyn Query, case: &CaseId) -> Result<Vec<Past>, Fault> {
    let mut past = Vec::new();
    for meeting in affairs::meetings(query, case)?.into_iter().filter(|meeting| meeting.fate == Fate::Closed) {
        let counts = affairs::counts(query, &meeting.id)?;
        let opinions = affairs::opinions(query, &meeting.id)?;
        past.push(Past { meeting, counts, opinions });
    }
    Ok(past)
}

impl Told {
    /// The counts of the meeting that ended with an act, and the opinions; strangers read the counts only.
    pub(super) fn counted(&self, teller: &Teller, act: &ActRow) -> Vec<Line> {
        let of_act = |past: &&Past| past.meeting.step == act.step && past.meeting.ended == Some(act.moment);
        let Some(past) = self.held.iter().find(of_act) else { return Vec::new() };
        let mut lines: Vec<Line> = past.counts.iter().map(|row| count(teller, past.meeting.voting, row)).collect();
        // In a village of few posts whoever handled the matter may have had to record its meeting.
        let handled = |affair| procedure::handled(affair, &self.state, &past.meeting.opened_by).is_some();
        if self.affair().is_some_and(handled) {
            lines.push(Line::text(teller.say("counted-recorder"), teller.say("counted-handler").to_string()));
        }
        if !teller.eyes.masked() {
            lines.extend(past.opinions.iter().filter_map(|opinion| said(teller, opinion)));
        }
        lines
    }
}

fn count(teller: &Teller, way: Ways, row: &CountRow) -> Line {
    let key = if way == Ways::Ballots { "counted-by" } else { "counted-hands" };
    let (votes_for, against, abstain, spoilt) = row.count.numbers();
    let found = teller.say("hall-count").put("round", row.round).put("for", votes_for).put("against", against);
    let mut found = found.put("abstain", abstain).put("spoilt", spoilt).to_string();
    if !row.reason.is_empty() {
        found.push_str(&teller.say("counted-reason").put("reason", teller.free(&row.reason)).to_string());
    }
    Line::text(teller.say(key).put("name", teller.name(&row.name)).to_string(), found)
}

fn said(teller: &Teller, opinion: &Opinion) -> Option<Line> {
    let (stance, words) = opinion.said.as_ref()?;
    let key = match stance {
        Stance::For => "votes-for",
        Stance::Against => "votes-against",
        Stance::Abstain => "votes-abstain",
    };
    let label = teller.say("counted-said").put("name", teller.name(&opinion.name)).to_string();
    Some(Line::text(label, format!("{}{}{}", teller.say(key), teller.say("colon"), teller.free(words))))
}
