//! What only the bank holds for longer than the rules allow (W40): told once for each line, all lines of an account together.

use super::keep::BankLinesLate;
use super::read::{BankLineRow, open_at_bank};
use super::sql;
use crate::keep::to_body;
use crate::read::{banks, books_of};
use archive::{Query, Tx};
use ledger::Code;
use office::{About, Cause, Colour, Deed, Desk, Receipt, Warning};
use procedure::Standing;
use std::collections::BTreeSet;
use village::{Article, Fault, Fen, Kind, Place, Refusal, Stop, Words};

/// Tells of the lines of a bank account that nobody matched in time.
pub struct ReportUnmatched {
    /// The village.
    pub village: Place,
    /// The account.
    pub account: Code,
}

impl Deed for ReportUnmatched {
    fn about(&self) -> About {
        let subject = format!("{}-{}-lines", self.village, self.account);
        About { place: self.village.clone(), subject, step: "reconcile".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let bank = banks(tx, &self.village)?.into_iter().find(|bank| bank.code == self.account);
        let bank = bank.ok_or_else(Refusal::not_there)?;
        let (days, late) = late(tx, desk, &self.village, &self.account)?;
        let Some(oldest) = late.iter().map(|line| line.day).min() else { return Err(none_late().into()) };
        let about = self.about();
        let lines = late.iter().map(|line| line.number).collect();
        let body = to_body(&BankLinesLate { account: self.account.clone(), lines })?;
        let entry = desk.append_more(tx, &self.village, "bank_lines.late", &about.subject, body)?;
        let sum = |came: bool| -> Fen {
            let picked = late.iter().map(|line| line.amount_fen).filter(|fen| (fen.0 > 0) == came);
            picked.map(|fen| Fen(fen.0.saturating_abs())).sum()
        };
        let (many, came, went) = (late.len(), sum(true), sum(false));
        let (account, name) = (&self.account, format!("{}（尾号{}）", bank.bank, bank.last_digits));
        let words = Words::new(
            format!(
                "银行账户{account}{name}有{many}笔银行流水超过{days}天没有和账对上，最早的是{oldest}：银行收{came}元、银行付{went}元"
            ),
            format!(
                "bank account {account} at {name}: {many} lines of the bank are not matched with the books after {days} days, the oldest of {oldest}: {came} yuan came in, {went} went out"
            ),
        );
        let law = Words::new("会计法", "Accounting Law");
        let articles = vec![Article { law, version: "2024-06-28".into(), article: "17".into() }];
        let cause = Cause::Watched(Colour::Orange);
        desk.warn(tx, &Warning { cause, about, person: None, rule: "W40".into(), words, articles })?;
        Ok(Receipt { subject: self.village.to_string(), entry, again: false })
    }
}

/// After how many days a line is told of, and those that are due to be and were not yet. What the bank did before the books began
/// stands in their opening balances.
fn late(query: &mut dyn Query, desk: &Desk, village: &Place, account: &Code) -> Result<(i64, Vec<BankLineRow>), Fault> {
    let today = desk.now.day();
    let days = desk.office.current_book(query)?.at(village, today).number(Standing::UnmatchedDays, today).0.max(0);
    let Some(books) = books_of(query, village)? else { return Ok((days, Vec::new())) };
    let open = open_at_bank(query, village, account, today)?;
    let rows = query.query(sql::TOLD_LINES, &[village.into(), account.as_str().into()])?;
    let told: BTreeSet<i64> = rows.iter().map(|row| row.int("line")).collect::<Result<_, _>>()?;
    let is_late = |line: &BankLineRow| {
        line.day.plus(days) < today && line.day >= books.first.first_day() && !told.contains(&line.number)
    };
    Ok((days, open.into_iter().filter(is_late).collect()))
}

/// The accounts of which the supervisors are to be told that lines wait too long.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_unmatched(query: &mut dyn Query, desk: &Desk) -> Result<Vec<ReportUnmatched>, Fault> {
    let mut found = Vec::new();
    for row in query.query(sql::EVERY_STATED, &[])? {
        let (village, account): (Place, Code) = (row.read("village")?, row.read("account")?);
        if !late(query, desk, &village, &account)?.1.is_empty() {
            found.push(ReportUnmatched { village, account });
        }
    }
    Ok(found)
}

fn none_late() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.none_late",
        Words::new(
            "没有超期没对上的银行流水，或者已经报告过",
            "no line of the bank waits too long, or it was told already",
        ),
        Words::new("无需办理", "nothing is to be done"),
    )
}
