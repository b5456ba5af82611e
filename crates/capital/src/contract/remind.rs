//! Reminders: before an instalment falls due, on the day, when it is in arrears, and before a contract ends. Each goes out once, to
//! the village's asset clerk and bookkeeper; what is long overdue also warns the supervisors.

use super::keep::ContractReminded;
use super::read::{ContractRow, contract, contract_lines};
use super::sql;
use super::stage::Limits;
use crate::keep::to_body;
use archive::{Query, Tx};
use office::{About, Cause, Deed, Desk, Letter, Receipt, Warning, roster};
use std::collections::BTreeSet;
use village::{Article, Day, Fault, Fen, Kind, Place, Post, Refusal, Stop, Words};

/// Reminds of a line of a contract's schedule, or, with line 0, of its end.
pub struct RemindContract {
    /// The village.
    pub village: Place,
    /// The contract.
    pub contract: String,
    /// The line; 0 for the end.
    pub line: i64,
}

/// What is reminded of: how far it is, the day, what is owed.
struct Stage {
    name: &'static str,
    /// Which instalment, as people count; 0 for the contract's end.
    number: i64,
    day: Day,
    owed_fen: Fen,
}

impl Deed for RemindContract {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.contract.clone(), step: "remind_contract".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let id = self.contract.as_str();
        let found = contract(tx, id)?.filter(|found| found.village == self.village).ok_or_else(Refusal::not_there)?;
        let limits = limits(desk, tx, &self.village)?;
        let stage = self.stage(desk, tx, &found, limits)?.ok_or_else(not_due)?;
        if reminded(tx, id)?.contains(&(self.line, stage.name.to_owned())) {
            return Err(not_due().into());
        }
        let messages = letters(desk, tx, &found, self.line, &stage)?;
        let body = ContractReminded { id: id.to_owned(), line: self.line, stage: stage.name.to_owned(), messages };
        let entry = desk.append_more(tx, &self.village, "contract.reminded", id, to_body(&body)?)?;
        if let Some(cause) = stage.cause() {
            desk.warn(tx, &warning(self.about(), &found, &stage, cause))?;
        }
        Ok(Receipt { subject: id.to_owned(), entry, again: false })
    }
}

impl Stage {
    /// Arrears are told of in their colour; what is not overdue warns nobody.
    fn cause(&self) -> Option<Cause> {
        match self.name {
            "red" => Some(Cause::Found),
            "orange" => Some(Cause::Watched(office::Colour::Orange)),
            "yellow" => Some(Cause::Watched(office::Colour::Yellow)),
            _ => None,
        }
    }
}

impl RemindContract {
    fn stage(
        &self,
        desk: &Desk,
        tx: &mut dyn Query,
        found: &ContractRow,
        limits: Limits,
    ) -> Result<Option<Stage>, Fault> {
        let today = desk.now.day();
        if self.line == 0 {
            let near = |ends: &Day| !found.ended && *ends >= today && ends.since(today) <= limits.expiry;
            return Ok(found.ends.filter(near).map(|day| Stage { name: "ends", number: 0, day, owed_fen: Fen(0) }));
        }
        let lines = contract_lines(tx, &self.contract)?;
        let line = lines.into_iter().find(|line| line.position == self.line && line.counts());
        Ok(line.filter(|line| line.owed_fen().0 > 0 && line.state != "by_case").and_then(|line| {
            let day = line.due?;
            Some(Stage { name: limits.stage(day, today)?, number: line.number, day, owed_fen: line.owed_fen() })
        }))
    }
}

fn limits(desk: &Desk, tx: &mut dyn Query, village: &Place) -> Result<Limits, Fault> {
    Ok(Limits::of(&desk.office.current_book(tx)?.at(village, desk.now.day()), desk.now.day()))
}

fn reminded(tx: &mut dyn Query, id: &str) -> Result<BTreeSet<(i64, String)>, Fault> {
    tx.query(sql::REMINDED, &[id.into()])?.iter().map(|row| Ok((row.int("position")?, row.text("stage")?))).collect()
}

fn letters(
    desk: &Desk,
    tx: &mut dyn Query,
    found: &ContractRow,
    line: i64,
    stage: &Stage,
) -> Result<Vec<Letter>, Fault> {
    let place = roster::division(tx, &found.village)?.map_or_else(String::new, |division| division.short_name());
    let (month, day, number) = (stage.day.month(), stage.day.day_of_month(), stage.number);
    let what = match stage.name {
        "ends" => format!("{month}月{day}日到期，请及早收回资产或者重新走出租发包程序"),
        "early" | "late" => format!("第{number}期{}元{month}月{day}日到期，请提醒对方按时付款", stage.owed_fen),
        "due" => format!("第{number}期{}元今天到期", stage.owed_fen),
        _ => format!("第{number}期{}元{month}月{day}日到期，至今没有收到，请催收", stage.owed_fen),
    };
    let mut letters: Vec<Letter> = Vec::new();
    for post in [Post::AssetClerk, Post::Bookkeeper] {
        for holder in roster::persons_with(tx, &found.village, post, desk.now.day())? {
            let person = &holder.mandate.person;
            if holder.email.is_empty() || letters.iter().any(|letter| letter.person == *person) {
                continue;
            }
            letters.push(Letter {
                id: format!("{}-{line}-{}-{person}", found.id, stage.name),
                person: person.clone(),
                address: holder.email.clone(),
                subject: format!("【合同提醒】{place} {}", found.object),
                text: format!(
                    "{}，您好：\n\n{place}的合同“{}”（{}）：{what}。\n\n请登录后查看。\n",
                    holder.name, found.object, found.number
                ),
            });
        }
    }
    Ok(letters)
}

fn warning(about: About, found: &ContractRow, stage: &Stage, cause: Cause) -> Warning {
    let (object, owed, due, number) = (&found.object, stage.owed_fen, stage.day, stage.number);
    let (zh, en) = if stage.name == "red" {
        ("长期没有收到", "has long not been paid")
    } else {
        ("还没有收到", "is not paid yet")
    };
    let (year, month, day) = (due.year(), due.month(), due.day_of_month());
    let law = Words::new("农村集体经济组织法", "Rural Collective Economic Organisations Law");
    Warning {
        cause,
        about,
        person: None,
        rule: "contract.arrears".into(),
        words: Words::new(
            format!("合同“{object}”第{number}期{owed}元应在{year}年{month}月{day}日收回，{zh}"),
            format!("instalment {number} of the contract on {object}, {owed} yuan due on {due}, {en}"),
        ),
        articles: vec![Article { law, version: "2024-06-28".into(), article: "43".into() }],
    }
}

/// What somebody is to be reminded of on a day, and was not yet.
///
/// # Errors
/// When the store cannot be read.
pub fn to_remind_contracts(query: &mut dyn Query, desk: &Desk) -> Result<Vec<RemindContract>, Fault> {
    let today = desk.now.day();
    // A county that has not adopted its rules yet has no days to count by, and no contracts.
    let Ok(book) = desk.office.current_book(query) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let widest = Limits::of(&book.at(desk.office.county(), today), today);
    for row in query.query(sql::LINES_TO_REMIND, &[today.plus(widest.ahead()).into()])? {
        let due: Day = row.read("due")?;
        let village: Place = row.read("village")?;
        let one = RemindContract { contract: row.text("contract_id")?, line: row.int("position")?, village };
        if let Some(stage) = widest.stage(due, today)
            && !reminded(query, &one.contract)?.contains(&(one.line, stage.to_owned()))
        {
            found.push(one);
        }
    }
    for row in query.query(sql::ENDING, &[today.into(), today.plus(widest.expiry).into()])? {
        let one = RemindContract { contract: row.text("id")?, line: 0, village: row.read("village")? };
        if !reminded(query, &one.contract)?.contains(&(0, "ends".to_owned())) {
            found.push(one);
        }
    }
    Ok(found)
}

fn not_due() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "contract.nothing_to_remind",
        Words::new("还没有到提醒的时候，或者已经提醒过", "it is not yet time to remind, or it was done"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
