//! What a deed should have left in the log, by how it was answered: its entry and what it brings into registers when it was done,
//! nothing when it was done before or refused as a slip, the attempt and its alert when it was refused as a violation.

use crate::oracle::{Oracle, People};
use archive::Entry;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{PersonId, Stop};

/// A deed as it was brought to the door.
#[derive(Debug, Clone)]
pub(crate) struct Tried {
    pub(crate) about: About,
    person: Option<PersonId>,
    key: Option<String>,
}

impl Tried {
    pub(super) fn of(desk: &Desk, deed: &impl Deed) -> Self {
        let person = desk.person().cloned();
        let who = person.as_ref().map_or("unnamed", PersonId::as_str);
        let key = desk.key.as_ref().map(|key| format!("{who}:{key}"));
        Self { about: deed.about(), person, key }
    }

    /// `王大 tries pay: refused by order (violation)`
    pub(super) fn told(&self, came: &Result<Receipt, Stop>, people: &People) -> String {
        let who = self.person.as_ref().map_or("nobody by name", |person| people.name(person));
        let how = match came {
            Ok(receipt) if receipt.again => format!("done before, entry {}", receipt.entry),
            Ok(receipt) => format!("done, entry {}", receipt.entry),
            Err(Stop::Refused(refusal)) => {
                let sort = if refusal.violation { "violation" } else { "slip" };
                format!("refused by `{}` ({sort}): {}", refusal.rule, refusal.words.en)
            }
            Err(Stop::Failed(fault)) => format!("failed: {}", fault.chain()),
        };
        format!("{who} tries `{}`: {how}", self.about.step)
    }
}

type Fault = (&'static str, String, String);

/// Where what was answered and what was appended disagree.
pub(super) fn unlike(
    tried: &[(Tried, Result<Receipt, Stop>)],
    entries: &[Entry],
    before: u64,
    oracle: &Oracle,
) -> Vec<Fault> {
    let (mut faults, mut explained) = (Vec::new(), BTreeSet::new());
    for (tried, came) in tried {
        let about = tried.about.subject.clone();
        match came {
            Ok(receipt) if receipt.again => {
                let known = tried.key.as_ref().and_then(|key| oracle.marked(key));
                if known != Some(&(receipt.entry, receipt.subject.clone())) {
                    let what = format!("`{}` was done before in entry {}, it says", tried.about.step, receipt.entry);
                    faults.push(("a form sent twice is answered with what it did", about, what));
                }
            }
            Ok(receipt) => {
                let own = entries.iter().find(|entry| entry.seq == receipt.entry);
                let fits = own.is_some_and(|entry| entry.person == tried.person && entry.key == tried.key);
                explained.extend(own.map(|entry| entry.seq));
                explained.extend(own.map(|own| own.seq + 1).filter(|next| oracle.tells_of_the_entry_before(*next)));
                let brought = |own: &Entry| (own.seq + 1..).take_while(|next| oracle.was_brought(*next));
                explained.extend(own.into_iter().flat_map(brought));
                explained.extend(own.and_then(|own| granted_by_it(own, entries)));
                if !fits {
                    let what =
                        format!("`{}` was acknowledged as entry {}, after {before}", tried.about.step, receipt.entry);
                    faults.push(("every acknowledged deed has its entry", about, what));
                }
            }
            Err(Stop::Refused(refusal)) if refusal.violation => {
                let attempt = entries.iter().find(|entry| {
                    entry.kind == "act.refused"
                        && !explained.contains(&entry.seq)
                        && (entry.subject == about && entry.person == tried.person)
                        && entry.body.get("rule").and_then(|rule| rule.as_str()) == Some(refusal.rule.as_str())
                        && entry.body.get("step").and_then(|step| step.as_str()) == Some(tried.about.step.as_str())
                });
                match attempt {
                    Some(attempt) => explained.extend([attempt.seq, attempt.seq + 1]),
                    None => {
                        let what =
                            format!("`{}` was refused by `{}`, and not recorded", tried.about.step, refusal.rule);
                        faults.push(("every refused violation has its entry", about, what));
                    }
                }
            }
            Err(Stop::Refused(_)) => {}
            Err(Stop::Failed(fault)) => faults.push(("no deed fails", about, fault.chain())),
        }
    }
    if let Some(stray) = entries.iter().find(|entry| !explained.contains(&entry.seq)) {
        let what = format!("entry {} (`{}`) belongs to no deed that was tried", stray.seq, stray.kind);
        faults.push(("nothing is written without a deed, nothing by a refused one", stray.subject.clone(), what));
    }
    faults
}

/// The office that is granted by the answer of the second person.
fn granted_by_it(answer: &Entry, entries: &[Entry]) -> Option<u64> {
    let next = entries.iter().find(|entry| entry.seq == answer.seq + 1)?;
    let fits = answer.kind == "second_check.answered" && next.kind == "mandate.granted";
    (fits && next.subject == answer.subject && next.person == answer.person).then_some(next.seq)
}
