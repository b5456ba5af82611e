//! Lines of the bank and of the books that are one and the same: confirmed by a person, undone by another act.

use super::keep::{LinesMatched, Matched, MatchingUndone, Side};
use super::sql;
use crate::keep::to_body;
use crate::refuse::field;
use archive::{Query, Tx};
use ledger::{Code, Period};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Day, Fen, Kind, Place, Refusal, Stop, Words};

/// Lines of the bank, by their numbers, and of the books, by voucher and position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The bank's lines.
    pub bank: Vec<i64>,
    /// The books' lines.
    pub book: Vec<(String, i64)>,
}

/// Says which lines are one and the same.
pub struct MatchLines {
    /// The village.
    pub village: Place,
    /// The account.
    pub account: Code,
    /// Each group for itself.
    pub groups: Vec<Group>,
}

/// Says that a matching was wrong.
pub struct UndoMatching {
    /// The village.
    pub village: Place,
    /// The account.
    pub account: Code,
    /// Which matching.
    pub number: i64,
    /// Why.
    pub reason: String,
}

/// How many lines one matching takes, and how many matchings one act.
const MOST_LINES: usize = 200;
const MOST_GROUPS: usize = 2_000;

impl Deed for MatchLines {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.account.to_string(), step: "match_lines".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        if self.groups.is_empty() || self.groups.len() > MOST_GROUPS {
            return Err(field("lines", Words::new("没有选要核对的行", "no lines were chosen")).into());
        }
        let params = [(&self.village).into(), self.account.as_str().into()];
        let last = tx.one(sql::LAST_MATCHING, &params)?.maybe_int("number")?.unwrap_or(0);
        let mut used = BTreeSet::new();
        let mut matchings = Vec::new();
        for (number, group) in (last + 1..).zip(&self.groups) {
            let sides = self.sides(tx, group, &mut used)?;
            matchings.push(Matched { number, sides });
        }
        let body = to_body(&LinesMatched { account: self.account.clone(), matchings })?;
        let subject = format!("{}-{}", self.village, self.account);
        let entry = tx.append(desk.draft(&self.village, "lines.matched", &subject, body))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

impl MatchLines {
    fn sides(&self, tx: &mut Tx<'_>, group: &Group, used: &mut BTreeSet<String>) -> Result<Vec<Side>, Stop> {
        let many = group.bank.len() + group.book.len();
        if !(2..=MOST_LINES).contains(&many) {
            let zh = format!("每组至少两行，现在有{many}行");
            return Err(field("lines", Words::new(zh, format!("found {many} lines, expected two at least"))).into());
        }
        let mut sides = Vec::new();
        let (mut bank_fen, mut book_fen) = (Fen(0), Fen(0));
        for number in &group.bank {
            let params = [(&self.village).into(), self.account.as_str().into(), (*number).into()];
            let row = tx.maybe(sql::BANK_LINE, &params)?.ok_or_else(Refusal::not_there)?;
            if row.maybe_int("matching")?.is_some() || !used.insert(format!("bank {number}")) {
                return Err(matched_already().into());
            }
            let (day, amount_fen) = (row.read("day")?, row.fen("amount_fen")?);
            bank_fen = bank_fen + amount_fen;
            sides.push(Side::Bank { bank_line: *number, day, amount_fen });
        }
        for (voucher, position) in &group.book {
            let own = [(&self.village).into(), self.account.as_str().into()];
            let [village, account] = own;
            let params = [village, account, voucher.as_str().into(), (*position).into()];
            let row = tx.maybe(sql::BOOK_LINE, &params)?.ok_or_else(Refusal::not_there)?;
            if row.maybe_int("matching")?.is_some() || !used.insert(format!("{voucher}/{position}")) {
                return Err(matched_already().into());
            }
            let amount_fen = super::read::signed(&row)?;
            book_fen = book_fen + amount_fen;
            sides.push(Side::Book { voucher: voucher.clone(), position: *position, day: row.read("day")?, amount_fen });
        }
        if bank_fen != book_fen {
            let zh = format!("银行合计{bank_fen}元，账上合计{book_fen}元，要相等才能核对");
            let en = format!("the bank's lines make {bank_fen}, the books' {book_fen}; expected the same");
            return Err(field("lines", Words::new(zh, en)).into());
        }
        Ok(sides)
    }
}

impl Deed for UndoMatching {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.account.to_string(), step: "undo_matching".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let params = [(&self.village).into(), self.account.as_str().into(), self.number.into()];
        let row = tx.maybe(sql::MATCHING, &params)?.ok_or_else(Refusal::not_there)?;
        if row.maybe_int("undone")?.is_some() {
            return Err(undone_already().into());
        }
        for row in tx.query(sql::DAYS_OF_MATCHING, &params)? {
            let day: Day = row.read("day")?;
            if closed(tx, &self.village, Period::of(day))? {
                return Err(closed_already(day).into());
            }
        }
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            let words = Words::new("请写明为什么撤销，最多200字", "say why it is undone, in at most 200 characters");
            return Err(field("reason", words).into());
        }
        let body = MatchingUndone { account: self.account.clone(), number: self.number, reason: reason.to_owned() };
        let subject = format!("{}-{}", self.village, self.account);
        let entry = tx.append(desk.draft(&self.village, "matching.undone", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

/// Whether a month's books are closed.
fn closed(tx: &mut Tx<'_>, village: &Place, period: Period) -> Result<bool, Stop> {
    let periods = crate::periods(tx, village)?;
    Ok(periods.iter().any(|row| row.period == period && row.hash.is_some()))
}

/// What was compared with the bank and closed stays so, until two people have reopened it in public.
fn closed_already(day: Day) -> Refusal {
    let (year, month) = (day.year(), day.month());
    Refusal::new(
        Kind::NotNow,
        "bank.closed",
        Words::new(
            format!("{year}年{month}月已经结账，对过的账不能撤销"),
            format!("the month {year}-{month:02} is closed: what was matched in it stays"),
        ),
        Words::new(
            "确实对错了，请先按规定由两人重开这个月的账",
            "If it is wrong, have the month reopened first, which takes two people",
        ),
    )
}

fn matched_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.matched_already",
        Words::new("其中有一行已经核对过", "one of the lines is matched already"),
        Words::new(
            "请刷新页面再选；核对错了的先撤销",
            "Reload the page and choose again; undo what was matched wrongly",
        ),
    )
}

fn undone_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.undone_already",
        Words::new("这一组已经撤销过", "this matching is undone already"),
        Words::new("请刷新页面", "Reload the page"),
    )
}
