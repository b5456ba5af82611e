//! What the affairs write into the log, and what each entry adds up to in the tables.

mod case;

use crate::sql;
use crate::table::LineKept;
use archive::{Change, Entry, Kind, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Hash, PersonId, Post};

/// A step was taken. The first act of a case opens it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Acted {
    pub(crate) case: CaseId,
    pub(crate) number: i64,
    /// Set in the first act only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) opened: Option<Opened>,
    pub(crate) step: String,
    pub(crate) outcome: String,
    pub(crate) person: PersonId,
    pub(crate) post: Post,
    /// The fields as they were sent.
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) papers: Vec<PaperKept>,
    /// What the program noticed when it read the invoices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) noticed: Vec<village::Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sitting: Option<SittingKept>,
    /// The lines of its tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) lines: Vec<LineKept>,
    /// The case's facts after the act.
    pub(crate) facts: serde_json::Value,
    /// `running`, `done` (a good ending) or `ended` (another ending).
    pub(crate) status: String,
    /// The step that waits now, or the ending.
    pub(crate) at: String,
    pub(crate) due: Option<Day>,
    pub(crate) remind: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) window: Option<WindowKept>,
    pub(crate) amount_fen: Option<Fen>,
    pub(crate) party: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) payment: Option<PaymentKept>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) invoices: Vec<String>,
    pub(crate) discloses: Vec<String>,
    /// Set in a case of the emergency lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) emergency: Option<EmergencyKept>,
}

/// How a case stands in the emergency lane.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EmergencyKept {
    pub(crate) ground: String,
    pub(crate) ratify_by: Day,
    pub(crate) acted: bool,
    pub(crate) ratified: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CaseLapsed {
    pub(crate) case: CaseId,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub(crate) affair: String,
    pub(crate) title: String,
    pub(crate) rules: Hash,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PaperKept {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) hash: Hash,
    pub(crate) media_type: String,
    pub(crate) size_bytes: i64,
    pub(crate) scope: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SittingKept {
    /// The meeting that was held entry by entry; none where one form records it all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) meeting: Option<String>,
    pub(crate) body: String,
    /// The villagers' group that met, by its code; empty where the body is the village's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) group: String,
    pub(crate) day: Day,
    pub(crate) votes_for: i64,
    pub(crate) against: i64,
    pub(crate) abstain: i64,
    pub(crate) passed: bool,
    pub(crate) rule: String,
    pub(crate) roster: Vec<Attendance>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Attendance {
    pub(crate) person: PersonId,
    pub(crate) present: bool,
    pub(crate) recused: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WindowKept {
    pub(crate) step: String,
    pub(crate) opens: Day,
    pub(crate) closes: Day,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PaymentKept {
    /// The case whose contract or claim is paid from; the case itself, and the contract's case when there is one.
    pub(crate) counts_for: Vec<CaseId>,
    pub(crate) paid_on: Day,
    pub(crate) amount_fen: Fen,
    pub(crate) payee: String,
    pub(crate) purpose: String,
    pub(crate) method: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CaseLate {
    pub(crate) case: CaseId,
    /// The step that waits.
    pub(crate) step: String,
    /// Until when it was to be done.
    pub(crate) due: Day,
}

/// The kinds of entry that this chapter writes.
#[must_use]
pub fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind { name: "case.opened", apply: apply_acted },
        Kind { name: "case.acted", apply: apply_acted },
        Kind { name: "case.reminded", apply: crate::remind::apply_reminded },
        Kind { name: "case.late", apply: apply_late },
        Kind { name: "act.corrected", apply: crate::correct::apply_corrected },
        Kind { name: "emergency.lapsed", apply: crate::emergency::apply_lapsed },
        Kind { name: "objection.lodged", apply: crate::object::apply_lodged },
        Kind { name: "objection.answered", apply: crate::object::apply_answered },
        Kind { name: "objection.reviewed", apply: crate::object::apply_reviewed },
        Kind { name: "delegation.recorded", apply: crate::delegation::apply_recorded },
        Kind { name: "delegation.answered", apply: crate::delegation::apply_answered },
        Kind { name: "publication.made", apply: crate::publish::apply_made },
        Kind { name: "paper.viewed", apply: crate::view::apply_viewed },
    ];
    kinds.extend(crate::meeting::kinds());
    kinds.extend(crate::copy::kinds());
    kinds
}

pub(crate) fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

pub(crate) fn to_text<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::from("cannot write an act", error))
}

pub(crate) fn to_body<T: Serialize>(value: &T) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::from("cannot write an act", error))
}

fn apply_acted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let acted: Acted = body(entry)?;
    case::apply(change, entry, &acted)?;
    change.execute(
        sql::INSERT_ACT,
        &[
            (&acted.case).into(),
            acted.number.into(),
            acted.step.as_str().into(),
            acted.outcome.as_str().into(),
            (&acted.person).into(),
            acted.post.into(),
            entry.moment.into(),
            to_text(&acted.fields)?.into(),
            to_text(&acted.discloses)?.into(),
            to_text(&acted.noticed)?.into(),
        ],
    )?;
    apply_papers(change, &acted)?;
    apply_sitting(change, entry, &acted)?;
    apply_lines(change, &acted)?;
    apply_consequences(change, entry, &acted)?;
    if let Some(kept) = &acted.emergency {
        crate::emergency::apply_kept(change, entry, &acted.case, kept)?;
    }
    Ok(())
}

fn apply_papers(change: &mut Change<'_>, acted: &Acted) -> Result<(), Fault> {
    for (position, paper) in (1_i64..).zip(&acted.papers) {
        change.execute(
            sql::INSERT_PAPER,
            &[
                (&acted.case).into(),
                acted.number.into(),
                position.into(),
                paper.kind.as_str().into(),
                paper.name.as_str().into(),
                paper.hash.to_string().into(),
                paper.media_type.as_str().into(),
                paper.size_bytes.into(),
                paper.scope.as_str().into(),
            ],
        )?;
    }
    Ok(())
}

fn apply_sitting(change: &mut Change<'_>, entry: &Entry, acted: &Acted) -> Result<(), Fault> {
    let Some(sitting) = &acted.sitting else { return Ok(()) };
    if let Some(meeting) = &sitting.meeting {
        crate::meeting::close(change, meeting, entry)?;
    }
    let count = |which: fn(&Attendance) -> bool| -> Value {
        i64::try_from(sitting.roster.iter().filter(|a| which(a)).count()).unwrap_or(i64::MAX).into()
    };
    change.execute(
        sql::INSERT_SITTING,
        &[
            (&acted.case).into(),
            acted.number.into(),
            sitting.body.as_str().into(),
            sitting.day.into(),
            count(|_| true),
            count(|a| a.present),
            count(|a| a.recused),
            sitting.votes_for.into(),
            sitting.against.into(),
            sitting.abstain.into(),
            sitting.passed.into(),
            sitting.rule.as_str().into(),
            sitting.group.as_str().into(),
        ],
    )?;
    for one in &sitting.roster {
        change.execute(
            sql::INSERT_ATTENDANCE,
            &[(&acted.case).into(), acted.number.into(), (&one.person).into(), one.present.into(), one.recused.into()],
        )?;
    }
    Ok(())
}

fn apply_lines(change: &mut Change<'_>, acted: &Acted) -> Result<(), Fault> {
    for line in &acted.lines {
        change.execute(
            sql::INSERT_LINE,
            &[
                (&acted.case).into(),
                acted.number.into(),
                line.table.as_str().into(),
                line.line.into(),
                line.who.as_str().into(),
                line.person.clone().into(),
                line.day.into(),
                line.amount_fen.into(),
            ],
        )?;
    }
    Ok(())
}

fn apply_consequences(change: &mut Change<'_>, entry: &Entry, acted: &Acted) -> Result<(), Fault> {
    if let Some(window) = &acted.window {
        change.execute(
            sql::INSERT_PUBLICITY,
            &[
                (&acted.case).into(),
                acted.number.into(),
                window.step.as_str().into(),
                (&entry.village).into(),
                window.opens.into(),
                window.closes.into(),
            ],
        )?;
    }
    // A number that was corrected is free for the case to which it belongs, and so are those of a claim that came to nothing.
    if acted.opened.is_none() {
        change.execute(sql::FREE_INVOICES, &[(&acted.case).into()])?;
    }
    for invoice in acted.invoices.iter().filter(|_| acted.status != "ended") {
        change.execute(sql::INSERT_INVOICE, &[invoice.as_str().into(), (&acted.case).into(), entry.moment.into()])?;
    }
    if let Some(payment) = &acted.payment {
        let month: String = payment.paid_on.to_string().chars().take(7).collect();
        change.execute(
            sql::INSERT_PAYMENT,
            &[
                (&acted.case).into(),
                acted.number.into(),
                (&entry.village).into(),
                payment.paid_on.into(),
                month.into(),
                payment.amount_fen.into(),
                payment.payee.as_str().into(),
                payment.purpose.as_str().into(),
                payment.method.as_str().into(),
            ],
        )?;
        for case in &payment.counts_for {
            change.execute(sql::ADD_PAID, &[case.into(), payment.amount_fen.into()])?;
        }
    }
    Ok(())
}

fn apply_late(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let late: CaseLate = body(entry)?;
    change.execute(sql::SET_REPORTED, &[late.case.into()])?;
    Ok(())
}
