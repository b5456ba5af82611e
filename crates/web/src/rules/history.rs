//! Which rule book was in force since when, who adopted it, and under which one a case runs.

use crate::told::Teller;
use affairs::CaseRow;
use archive::Query;
use office::{Adoption, adoptions};
use village::Fault;

/// One adoption, in a sentence.
pub(crate) struct AdoptionLine {
    pub(crate) since: String,
    pub(crate) by: String,
    pub(crate) fingerprint: String,
}

/// Every adoption, the one in force first.
pub(crate) fn history(query: &mut dyn Query, teller: &Teller) -> Result<Vec<AdoptionLine>, Fault> {
    Ok(adoptions(query)?.iter().map(|adoption| line(teller, adoption)).collect())
}

pub(crate) fn line(teller: &Teller, adoption: &Adoption) -> AdoptionLine {
    let since = teller.say("rules-since").put("day", teller.day(adoption.adopted.day()).words).to_string();
    let by = match (&adoption.proposed_by, &adoption.adopted_by) {
        (Some(proposer), Some(adopter)) => {
            let said = teller.say("rules-by-two").put("proposer", proposer.as_str());
            said.put("adopter", adopter.as_str()).to_string()
        }
        _ => teller.say("rules-by-founding").to_string(),
    };
    AdoptionLine { since, by, fingerprint: adoption.hash.short() }
}

/// Under which rules a case runs, and that those adopted since do not touch it.
pub(crate) fn of_case(query: &mut dyn Query, teller: &Teller, case: &CaseRow) -> Result<String, Fault> {
    let all = adoptions(query)?;
    let began = all.iter().find(|one| one.hash == case.rules && one.adopted <= case.opened);
    let Some(began) = began.or_else(|| all.iter().find(|one| one.hash == case.rules)) else {
        return Ok(String::new());
    };
    let day = |adoption: &Adoption| teller.day(adoption.adopted.day()).words;
    let said = teller.say("case-rules").put("day", day(began)).put("fingerprint", began.hash.short()).to_string();
    match all.first().filter(|current| current.hash != case.rules) {
        Some(current) => Ok(format!("{said}{}", teller.say("case-rules-since").put("day", day(current)))),
        None => Ok(said),
    }
}
