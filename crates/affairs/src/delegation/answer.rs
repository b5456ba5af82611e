//! The director of the supervision committee looks at a delegation's papers, and confirms it or does not.

use super::{delegations, giver};
use crate::entries::to_body;
use crate::sql;
use archive::{Change, Entry, Query, Tx};
use office::{About, Cause, Deed, Desk, Matter, Receipt, Warning, roster};
use procedure::Body;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{Fault, FieldFault, Kind, PersonId, Place, Post, Refusal, Stop, Words};

/// Confirms a delegation against its minutes and its sign-in sheet, or says why they do not bear it out. Only whoever is
/// neither its recorder nor a declared relative of his.
pub struct AnswerDelegation {
    /// The village.
    pub village: Place,
    /// The delegation's number.
    pub id: String,
    /// Whether the papers bear it out.
    pub confirms: bool,
    /// Why not.
    pub reason: String,
}

#[derive(Serialize, Deserialize)]
struct Given {
    id: String,
    confirmed: bool,
    reason: String,
}

impl Deed for AnswerDelegation {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "answer_delegation".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = delegations(tx, &self.village)?.into_iter().find(|one| one.id == self.id);
        let found = found.ok_or_else(Refusal::not_there)?;
        let kin_of_party = is_relative(desk, tx, &found.recorded_by)?;
        let handlers = BTreeSet::from([found.recorded_by.clone()]);
        desk.may_in("check", &self.village, Matter { handlers, kin_of_party, ..Matter::default() })?;
        if !desk.posts_at(&self.village).contains(&Post::SupervisionDirector) {
            return Err(not_the_director().into());
        }
        if found.answer.is_some() {
            return Err(answered_already().into());
        }
        let reason = self.reason.trim().to_owned();
        if !self.confirms && reason.is_empty() {
            let words = Words::new("请写明哪里不对", "say what is wrong with it");
            return Err(Refusal::faulty("delegation.unfit", vec![FieldFault { field: "reason".into(), words }]).into());
        }
        let given = Given { id: self.id.clone(), confirmed: self.confirms, reason };
        let entry = tx.append(desk.draft(&self.village, "delegation.answered", &self.id, to_body(&given)?))?;
        if !self.confirms {
            let book = desk.office.current_book(tx)?.at(&self.village, desk.now.day());
            let rule = book.quorums.get(&Body(giver(&found.body).into()));
            let name = roster::name_of(tx, &found.recorded_by)?.unwrap_or_default();
            let reason = &given.reason;
            desk.warn(
                tx,
                &Warning {
                    cause: Cause::Found,
                    about: self.about(),
                    person: Some(found.recorded_by.clone()),
                    rule: "delegation.declined".into(),
                    words: Words::new(
                        format!("{name}登记的授权（{}）与会议记录、签到表不符，村监会主任没有确认：{reason}", self.id),
                        format!(
                            "the delegation {} recorded by {name} is not borne out by its papers, says the supervision \
                             committee's director: {reason}",
                            self.id
                        ),
                    ),
                    articles: rule.map_or_else(Vec::new, |rule| rule.articles.clone()),
                },
            )?;
        }
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

fn is_relative(desk: &Desk, tx: &mut dyn Query, recorder: &PersonId) -> Result<bool, Fault> {
    let Some(person) = desk.person() else { return Ok(false) };
    Ok(roster::relatives_of(tx, person)?.iter().any(|(relative, _, _)| relative == recorder))
}

fn not_the_director() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "delegation.director",
        Words::new(
            "授权要由村务监督委员会主任确认",
            "a delegation is confirmed by the supervision committee's director",
        ),
        Words::new("请转告村监会主任", "please tell the director"),
    )
}

fn answered_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "delegation.answered",
        Words::new("这份授权已经核对过了", "this delegation has been looked at already"),
        Words::new("需要更改的，重新开会、重新登记", "to change it, hold another meeting and record that"),
    )
}

pub(crate) fn apply_answered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let given = Given::deserialize(&entry.body).map_err(|e| Fault::from("a delegation's answer is malformed", e))?;
    change.execute(
        sql::INSERT_DELEGATION_ANSWER,
        &[
            given.id.into(),
            given.confirmed.into(),
            given.reason.into(),
            entry.person.as_ref().map_or("", |person| person.as_str()).into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}
