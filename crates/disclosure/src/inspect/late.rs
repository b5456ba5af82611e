//! Findings not put right past their last day: the supervisors are told, once for each colour and each last day.

use super::entries::Late;
use super::read::{Finding, FindingState, findings, inspection, late_findings};
use super::sql;
use crate::colour::Colour;
use crate::entries::to_body;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, Warning};
use procedure::Standing;
use village::{Day, Fault, Kind, Place, Refusal, Stop, Words};

/// Tells the supervisors of a finding that is not put right in time.
pub struct ReportUnrectified {
    /// The inspection.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// The finding.
    pub number: i64,
}

/// How loud it is by now, with its last day; none where it is in time, or that was told.
fn colour(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    found: &Finding,
) -> Result<Option<(Colour, Day)>, Fault> {
    let today = desk.now.day();
    let Some(due) = found.due.filter(|due| found.state == FindingState::Ordered && today > *due) else {
        return Ok(None);
    };
    let book = desk.office.current_book(query)?.at(village, today);
    let (days, after) = (today.since(due), |standing| book.number(standing, today).0);
    let loud = if days >= after(Standing::DisclosureRed) {
        Colour::Red
    } else if days >= after(Standing::DisclosureOrange) {
        Colour::Orange
    } else if days >= after(Standing::DisclosureYellow) {
        Colour::Yellow
    } else {
        return Ok(None);
    };
    let params = [found.inspection.as_str().into(), found.number.into(), due.into()];
    let told: Vec<String> =
        query.query(sql::TOLD, &params)?.iter().map(|row| row.text("colour")).collect::<Result<_, Fault>>()?;
    let mut louder = [Colour::Yellow, Colour::Orange, Colour::Red].into_iter().filter(|other| *other >= loud);
    Ok((!louder.any(|colour| told.iter().any(|code| code == colour.code()))).then_some((loud, due)))
}

impl Deed for ReportUnrectified {
    fn about(&self) -> About {
        let subject = format!("{}-{}", self.id, self.number);
        About { place: self.village.clone(), subject, step: "unrectified".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = inspection(tx, &self.id)?.filter(|row| row.village == self.village);
        let row = row.ok_or_else(Refusal::not_there)?;
        let found = findings(tx, &row.id)?.into_iter().find(|one| one.number == self.number);
        let found = found.ok_or_else(Refusal::not_there)?;
        let (colour, due) = colour(tx, desk, &self.village, &found)?.ok_or_else(not_late)?;
        let body = to_body(&Late { id: row.id, number: found.number, due, colour: colour.code().into() })?;
        let entry = desk.append_more(tx, &self.village, "rectification.late", &self.id, body)?;
        let (kind, days) = (found.kind.words(), desk.now.day().since(due));
        let warning = Warning {
            cause: colour.cause(),
            about: About { step: format!("unrectified.{}", colour.code()), ..self.about() },
            person: None,
            rule: format!("rectification.late.{}", colour.code()),
            words: Words::new(
                format!("公开督查（{}）第{}条“{}”应在{due}前整改，已经过了{days}天", self.id, found.number, kind.zh),
                format!(
                    "finding {} of inspection {} ({}) was to be put right by {due} and is not {days} days later",
                    found.number, self.id, kind.en
                ),
            ),
            articles: Vec::new(),
        };
        desk.warn(tx, &warning)?;
        Ok(Receipt { subject: self.id.clone(), entry, again: false })
    }
}

/// The findings of which the supervisors are to be told today.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_unrectified(query: &mut dyn Query, desk: &Desk) -> Result<Vec<ReportUnrectified>, Fault> {
    let mut found = Vec::new();
    for one in late_findings(query, desk.now.day())? {
        let Some(row) = inspection(query, &one.inspection)? else { continue };
        if colour(query, desk, &row.village, &one)?.is_some() {
            found.push(ReportUnrectified { id: row.id, village: row.village, number: one.number });
        }
    }
    Ok(found)
}

fn not_late() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "rectification.not_late",
        Words::new("没有超过整改期限，或者已经报告过", "it is not late, or was told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
