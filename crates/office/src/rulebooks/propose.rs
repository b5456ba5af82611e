//! Adoption by two people: one proposes a rule book that is proved, another compares and confirms it.

use super::adoption::{Proposal, proposals};
use super::{encode, read_book, unreadable};
use crate::{About, Deed, Desk, Office, Receipt, roster, sql};
use archive::{Change, Entry, Kind, Query, Tx};
use procedure::{RuleBook, RuleFile, changed_affairs, check};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use village::{Fault, FieldFault, Hash, Kind as Sort, Place, Refusal, Stop, Words};

const LONGEST_REASON: usize = 500;

/// A rule book that was read without a fault and proved: only such a one can be proposed.
#[derive(Debug, Clone)]
pub struct ProvedRules {
    files: Vec<RuleFile>,
    layers: Vec<String>,
    book: Arc<RuleBook>,
}

impl ProvedRules {
    /// Reads the files and proves every affair that does not read exactly as in the book in force. It takes seconds, so it
    /// is done before the deed and not inside it.
    ///
    /// # Errors
    /// A refusal that tells every fault with file and line, or the counter-example as a story; a fault when the store cannot
    /// be read.
    pub fn prove(office: &Office, files: Vec<RuleFile>, layers: Vec<String>) -> Result<Self, Stop> {
        let book = read_book(&files, &layers).map_err(unreadable)?;
        let current = office.read(|reader| office.current_book(reader))?;
        for code in changed_affairs(&current, &book) {
            check(&book, &code).map_err(|found| unsound(&code, &found))?;
        }
        Ok(Self { files, layers, book })
    }

    /// The book's hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.book.hash
    }

    /// The book as it was read.
    #[must_use]
    pub fn book(&self) -> &RuleBook {
        &self.book
    }
}

fn unsound(code: &str, found: &procedure::CounterExample) -> Refusal {
    let story = |say: fn(&Words) -> &str| found.story.iter().map(say).collect::<Vec<_>>().join("\n");
    let words = Words::new(
        format!("{code}：{}\n{}", found.claim.zh, story(|act| &act.zh)),
        format!("{code}: {}\n{}", found.claim.en, story(|act| &act.en)),
    );
    Refusal { words, ..Refusal::faulty("rules.unsound", Vec::new()) }
}

/// Proposes a rule book in place of the one in force.
pub struct ProposeRules {
    /// The county.
    pub county: Place,
    /// The book.
    pub rules: ProvedRules,
    /// Why.
    pub reason: String,
}

/// Confirms another person's proposal: from now on, cases begin under the new book.
pub struct ConfirmRules {
    /// The county.
    pub county: Place,
    /// The proposal.
    pub proposal: String,
}

/// Declines a proposal; its proposer withdraws it.
pub struct DeclineRules {
    /// The county.
    pub county: Place,
    /// The proposal.
    pub proposal: String,
}

fn about(county: &Place, subject: &str) -> About {
    About { place: county.clone(), subject: subject.to_owned(), step: "adopt_rules".into() }
}

fn may(desk: &Desk, county: &Place) -> Result<(), Stop> {
    desk.may("adopt_rules", county, BTreeSet::new(), false)
}

impl Deed for ProposeRules {
    fn about(&self) -> About {
        about(&self.county, self.county.as_str())
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        may(desk, &self.county)?;
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            let words = Words::new("请写明为什么改，不超过500字", "say why, in at most 500 characters");
            return Err(Refusal::faulty("rules.reason", vec![FieldFault { field: "reason".into(), words }]).into());
        }
        not_of_elsewhere(&self.county, &self.rules.layers)?;
        let current = desk.office.current_book(tx)?.hash;
        if current == self.rules.book.hash {
            return Err(not_now(
                "rules.same",
                Words::new("这些规则就是现行规则，没有改动", "these rules are in force already; nothing differs"),
                Words::new("不用再提", "There is nothing to propose"),
            ));
        }
        if let Some(open) = proposals(tx)?.iter().find(|one| one.status == "open" && one.hash == self.rules.book.hash) {
            return Err(not_now(
                "rules.proposed_already",
                Words::new(
                    format!("同样的规则已由{}提出，等待确认", open.proposer),
                    format!("{} proposed the same rules already; they wait", open.proposer),
                ),
                Words::new(format!("请看 {}", open.id), format!("See {}", open.id)),
            ));
        }
        let number = tx.one(sql::COUNT_PROPOSALS, &[])?.int("many")? + 1;
        let id = format!("{}-R{number:03}", self.county);
        let files: Vec<_> = self.rules.files.iter().map(|file| (&file.path, &file.text)).collect();
        let body = json!({ "hash": self.rules.book.hash, "against": current, "layers": self.rules.layers, "files": files, "reason": reason });
        let entry = tx.append(desk.draft(&self.county, "rulebook.proposed", &id, body))?;
        Ok(Receipt { subject: id, entry: entry.seq, again: false })
    }
}

impl Deed for ConfirmRules {
    fn about(&self) -> About {
        about(&self.county, &self.proposal)
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        may(desk, &self.county)?;
        let proposal = waiting(tx, &self.proposal)?;
        another_person(desk, tx, &proposal)?;
        if desk.office.current_book(tx)?.hash != proposal.against {
            return Err(not_now(
                "rules.stale",
                Words::new(
                    "提出以后已经采用了别的规则，比较的内容不再准确",
                    "other rules were adopted since; what was compared no longer holds",
                ),
                Words::new("请退回，由提出人重新提出", "Decline it; its proposer proposes it anew"),
            ));
        }
        let body = json!({ "hash": proposal.hash, "proposal": proposal.id, "proposed_by": proposal.proposed_by });
        let entry = tx.append(desk.draft(&self.county, "rulebook.adopted", &proposal.hash.to_string(), body))?;
        Ok(Receipt { subject: proposal.hash.to_string(), entry: entry.seq, again: false })
    }
}

impl Deed for DeclineRules {
    fn about(&self) -> About {
        about(&self.county, &self.proposal)
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        may(desk, &self.county)?;
        let proposal = waiting(tx, &self.proposal)?;
        let own = desk.person() == Some(&proposal.proposed_by);
        let body = json!({ "status": if own { "withdrawn" } else { "declined" } });
        let entry = tx.append(desk.draft(&self.county, "rulebook.declined", &proposal.id, body))?;
        Ok(Receipt { subject: proposal.id, entry: entry.seq, again: false })
    }
}

fn not_now(rule: &str, words: Words, next: Words) -> Stop {
    Refusal::new(Sort::NotNow, rule, words, next).into()
}

fn waiting(tx: &mut Tx<'_>, id: &str) -> Result<Proposal, Stop> {
    let found = proposals(tx)?.into_iter().find(|one| one.id == id).ok_or_else(Refusal::not_there)?;
    if found.status == "open" {
        return Ok(found);
    }
    Err(not_now(
        "rules.decided",
        Words::new("这次提出已经有结果了", "this proposal was decided already"),
        Words::new("要再改，请重新提出", "To change the rules again, propose anew"),
    ))
}

/// Neither the proposer nor a declared relative of theirs.
fn another_person(desk: &Desk, tx: &mut dyn Query, proposal: &Proposal) -> Result<(), Stop> {
    let Some(person) = desk.person() else { return Err(Refusal::not_there().into()) };
    let words = if *person == proposal.proposed_by || desk.tied.contains(&proposal.proposed_by) {
        Words::new("规则由您提出，不能由您自己确认", "you proposed these rules and cannot confirm them yourself")
    } else if roster::kin_among(tx, person, &[proposal.proposed_by.to_string()])?.is_some() {
        Words::new(
            "您是提出人的亲属，不能由您确认",
            "you are a declared relative of the proposer and cannot confirm them",
        )
    } else {
        return Ok(());
    };
    let next = Words::new("请由另一位有权采用规则的人确认", "Another person who may adopt rules must confirm them");
    Err(Refusal::new(Sort::NotYours, "rules.two_people", words, next).violation().into())
}

/// A township's layer belongs to a township of this county.
fn not_of_elsewhere(county: &Place, layers: &[String]) -> Result<(), Stop> {
    let towns = layers.iter().filter_map(|layer| Place::new(layer.as_str()).ok());
    match towns.filter(|place| place.level() == village::Level::Township).find(|place| !county.contains(place)) {
        Some(town) => Err(unreadable(format!("{town}:1: this township does not lie in the county {county}")).into()),
        None => Ok(()),
    }
}

#[derive(Deserialize)]
struct Proposed {
    hash: Hash,
    against: Hash,
    layers: Vec<String>,
    files: Vec<(String, String)>,
    reason: String,
}

#[derive(Deserialize)]
struct Declined {
    status: String,
}

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "rulebook.proposed", apply: apply_proposed },
        Kind { name: "rulebook.declined", apply: apply_declined },
    ]
}

fn apply_proposed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let proposed =
        Proposed::deserialize(&entry.body).map_err(|e| Fault::from("a proposed rule book is malformed", e))?;
    change.execute(
        sql::INSERT_PROPOSAL,
        &[
            entry.subject.as_str().into(),
            proposed.hash.to_string().into(),
            proposed.against.to_string().into(),
            encode(&proposed.layers)?.into(),
            encode(&proposed.files)?.into(),
            proposed.reason.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_declined(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let declined =
        Declined::deserialize(&entry.body).map_err(|e| Fault::from("a declined rule book is malformed", e))?;
    decide(change, entry, &entry.subject, &declined.status)
}

pub(super) fn decide(change: &mut Change<'_>, entry: &Entry, id: &str, status: &str) -> Result<(), Fault> {
    let decided = [id.into(), status.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::DECIDE_PROPOSAL, &decided)?;
    Ok(())
}
