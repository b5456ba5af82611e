//! A bank statement is received: what was not there yet is added after what was, and the bank's own balances leave no gap.

use super::keep::{LineKept, StatementReceived};
use super::{read, sql};
use crate::keep::to_body;
use crate::open::books_of;
use crate::refuse::field;
use archive::{Query, Tx};
use intake::{BankLine, ColumnMap, Statement};
use ledger::Code;
use office::{About, Deed, Desk, Receipt};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen, Hash, Kind, Place, Refusal, Stop, Words};

/// Receives a statement of one bank account.
pub struct ReceiveStatement {
    /// The village.
    pub village: Place,
    /// The account in the books.
    pub account: Code,
    /// Which column is what, to be remembered; none for a statement that needs no map.
    pub columns: Option<ColumnMap>,
    /// What was read.
    pub statement: Statement,
    /// The last day that it covers.
    pub until: Day,
    /// The SHA-256 of the file as it came from the bank.
    pub file: Hash,
}

/// A line, and by what it is known again.
type Marked<'l> = (&'l BankLine, String);

impl Deed for ReceiveStatement {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.account.to_string(), step: "receive_statement".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let books = books_of(desk, tx, &self.village)?;
        let banks = crate::banks(tx, &self.village)?;
        let bank = banks.into_iter().find(|bank| bank.code == self.account).ok_or_else(Refusal::not_there)?;
        if let Some(found) = self.statement.last_digits.as_ref().filter(|found| **found != bank.last_digits) {
            let own = &bank.last_digits;
            let zh = format!("对账单是尾号{found}的账户，这里登记的尾号是{own}");
            return Err(field("file", Words::new(zh, format!("the statement is of …{found}, expected …{own}"))).into());
        }
        let known = read::statements(tx, &self.village, &self.account)?;
        self.days(desk, known.first().map(|last| last.until))?;
        let (opening, lines) = since(&self.statement, books.first.first_day());
        let (new, again) = self.new_lines(tx, lines, opening, known.first().map(|last| last.closing_fen))?;
        let covers_more = known.first().is_none_or(|last| self.until > last.until);
        if new.is_empty() && !covers_more {
            return Err(all_there().into());
        }
        let number = known.first().map_or(0, |last| last.number) + 1;
        let last = tx.maybe(sql::LAST_LINE, &[(&self.village).into(), self.account.as_str().into()])?;
        let first = last.map(|row| row.int("number")).transpose()?.unwrap_or(0) + 1;
        let lines: Vec<LineKept> = (first..).zip(new).map(|(number, (line, mark))| kept(number, line, mark)).collect();
        let body = StatementReceived {
            account: self.account.clone(),
            number,
            form: self.statement.form.clone(),
            columns: self.columns.clone(),
            opening_fen: opening,
            closing_fen: self.statement.closing_fen,
            until: self.until,
            lines,
            again,
            file: self.file,
        };
        let subject = format!("{}-{}", self.village, self.account);
        let entry = tx.append(desk.draft(&self.village, "statement.received", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

impl ReceiveStatement {
    fn days(&self, desk: &Desk, covered: Option<Day>) -> Result<(), Refusal> {
        let (until, today) = (self.until, desk.now.day());
        if let Some(line) = self.statement.lines.iter().find(|line| line.day > today) {
            let (row, day) = (line.row, line.day);
            let zh = format!("第{row}行的日期{day}晚于今天（{today}），银行还不会有这一笔，请核对日期");
            let en = format!("row {row} is of {day}, later than today ({today}): no bank has booked that yet");
            return Err(field("file", Words::new(zh, en)));
        }
        let last = self.statement.lines.last().map(|line| line.day);
        if until > today || last.is_some_and(|last| last > until) {
            let last = last.map_or_else(String::new, |last| last.to_string());
            let zh = format!("截止日期{until}要在最后一笔（{last}）和今天（{today}）之间");
            let en = format!("found {until}, expected a day from {last}, that of the last line, to today ({today})");
            return Err(field("until", Words::new(zh, en)));
        }
        if let Some(covered) = covered.filter(|covered| until < *covered) {
            let zh = format!("{covered}以前的对账单已经导入，这份只到{until}");
            return Err(field("until", Words::new(zh, format!("all until {covered} is there; this one ends {until}"))));
        }
        Ok(())
    }

    /// The lines that were not there yet, with their marks, and how many were.
    fn new_lines<'l>(
        &self,
        tx: &mut Tx<'_>,
        lines: &'l [BankLine],
        opening: Fen,
        closing: Option<Fen>,
    ) -> Result<(Vec<Marked<'l>>, i64), Stop> {
        let first = lines.first().map_or(self.until, |line| line.day);
        let params = [(&self.village).into(), self.account.as_str().into(), first.into()];
        let known: BTreeSet<String> =
            tx.query(sql::MARKS_FROM, &params)?.iter().map(|row| row.text("mark")).collect::<Result<_, _>>()?;
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let marked: Vec<Marked<'_>> = lines.iter().map(|line| (line, mark(line, &mut seen))).collect();
        let start = marked.iter().position(|(_, mark)| !known.contains(mark)).unwrap_or(marked.len());
        let (again, new) = marked.split_at(start);
        if let Some((line, _)) = new.iter().find(|(_, mark)| known.contains(mark)) {
            let (row, day) = (line.row, line.day);
            let zh = format!("第{row}行（{day}）已经导入过，它前面却有没导入的，请核对是不是同一个账户");
            let en =
                format!("row {row} ({day}) is there already, though lines before it are not: is it the same account");
            return Err(field("file", Words::new(zh, en)).into());
        }
        // Where the new lines begin, what was there has to end.
        let begins = again.last().map_or(opening, |(line, _)| line.balance_fen);
        if let Some(closing) = closing.filter(|closing| *closing != begins) {
            let row = new.first().map_or(0, |(line, _)| line.row);
            let zh =
                format!("和上一份接不上：上一份期末余额{closing}元，这份第{row}行之前是{begins}元，中间缺了对账单");
            let en =
                format!("expected to begin with {closing}, where the last one ended; found {begins} before row {row}");
            return Err(field("file", Words::new(zh, en)).into());
        }
        Ok((new.to_vec(), i64::try_from(again.len()).unwrap_or(i64::MAX)))
    }
}

/// The lines from the day on which the books began, with the balance before them.
fn since(statement: &Statement, first: Day) -> (Fen, &[BankLine]) {
    let start = statement.lines.iter().position(|line| line.day >= first).unwrap_or(statement.lines.len());
    let (before, lines) = statement.lines.split_at_checked(start).unwrap_or((&[], &statement.lines));
    (before.last().map_or(statement.opening_fen, |line| line.balance_fen), lines)
}

/// By what the same line is known again: the bank's number, the day, the amount, the balance after it, and, where all of that is
/// the same twice, which of them it is.
fn mark(line: &BankLine, seen: &mut BTreeMap<String, u32>) -> String {
    let (reference, day, amount, balance) = (&line.reference, line.day, line.amount_fen.0, line.balance_fen.0);
    let own = format!("{reference}|{day}|{amount}|{balance}");
    let nth = seen.entry(own.clone()).or_default();
    *nth += 1;
    format!("{own}|{nth}")
}

fn kept(number: i64, line: &BankLine, mark: String) -> LineKept {
    LineKept {
        number,
        day: line.day,
        amount_fen: line.amount_fen,
        balance_fen: line.balance_fen,
        payee: line.payee.clone(),
        remark: line.remark.clone(),
        reference: line.reference.clone(),
        mark,
    }
}

fn all_there() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.all_there",
        Words::new("这份对账单的每一笔都已经导入过", "every line of this statement is there already"),
        Words::new("不用再导入；请导入后面日期的对账单", "There is nothing to do; send the statement that follows it"),
    )
}
