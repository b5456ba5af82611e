//! What is past its limit by so much that the rules call it red. Done by the office's clockwork, once for each step that waits.

use crate::entries::{CaseLate, to_body};
use crate::read::{CaseRow, case, cases_late};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Cause, Deed, Desk, Office, Receipt, Warning};
use procedure::{Lateness, RuleBook, Weight, lateness};
use std::sync::Arc;
use village::{CaseId, Day, Fault, Kind, Place, Refusal, Stop, Words};

/// Tells the supervisors that a case waits far past its limit.
pub struct ReportLate {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
}

impl Deed for ReportLate {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "late".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let reported = tx.one(sql::REMINDED, &[(&self.case).into()])?.int("reminded")? >= 2;
        let book = book_of(tx, &desk.office, &row, desk.now.day())?;
        let Some((due, late)) = red(&book, &row, desk.now.day()).filter(|_| !reported) else {
            return Err(not_yet().into());
        };
        let body = to_body(&CaseLate { case: self.case.clone(), step: row.step.clone(), due })?;
        let entry = desk.append_more(tx, &self.village, "case.late", self.case.as_str(), body)?;
        let name = book.affair(&row.affair).and_then(|affair| affair.step(&row.step)).map(|step| step.name.clone());
        let (name, days) = (name.unwrap_or_else(|| Words::same(row.step.as_str())), late.working_days);
        let setting = book.parameters.get("late_red_days").and_then(|parameter| parameter.setting_on(desk.now.day()));
        desk.warn(
            tx,
            &Warning {
                cause: Cause::Found,
                about: About { place: self.village.clone(), subject: self.case.to_string(), step: row.step.clone() },
                person: None,
                rule: "late".into(),
                words: Words::new(
                    format!(
                        "“{}”应在{}年{}月{}日前办，已经超过{days}个工作日还没有办",
                        name.zh,
                        due.year(),
                        due.month(),
                        due.day_of_month()
                    ),
                    format!("“{}” was due on {due} and has not been done {days} working days later", name.en),
                ),
                articles: setting.map_or_else(Vec::new, |setting| setting.articles.clone()),
            },
        )?;
        Ok(Receipt { subject: self.case.to_string(), entry, again: false })
    }
}

/// The rules that a case is pinned to, as they hold at its village on a day.
pub(crate) fn book_of(
    query: &mut dyn Query,
    office: &Office,
    row: &CaseRow,
    today: Day,
) -> Result<Arc<RuleBook>, Fault> {
    Ok(office.book(query, &row.rules)?.at(&row.village, today))
}

/// Since when and how much a running case is past its limit, when the rules call that red.
fn red(book: &RuleBook, row: &CaseRow, today: Day) -> Option<(Day, Lateness)> {
    let due = row.due.filter(|_| row.status == "running")?;
    lateness(book, due, today).filter(|late| late.weight == Weight::Red).map(|late| (due, late))
}

/// The cases of which the supervisors are to be told on a day and were not yet.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report(query: &mut dyn Query, office: &Office, today: Day) -> Result<Vec<(CaseId, Place)>, Fault> {
    let mut found = Vec::new();
    for row in cases_late(query, today)? {
        let book = book_of(query, office, &row, today)?;
        if red(&book, &row, today).is_some() {
            found.push((row.id, row.village));
        }
    }
    Ok(found)
}

fn not_yet() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "late.not_yet",
        Words::new("还没有超过期限那么久，或者已经报告过", "it is not that late, or was told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
