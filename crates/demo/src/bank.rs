//! The bank's statement comes with the new month, agrees with the books line by line, is signed and seen. In one village it has not
//! come.

use crate::life::desk_of;
use crate::make_paper;
use capital::{BookLineRow, Group, MatchLines, ReceiveStatement, Reckoned, SeeReconciliation, SignReconciliation};
use intake::{BankLine, Statement};
use ledger::{Code, Period};
use office::{Desk, Office};
use village::{Day, Fault, Fen, Hash, Place, Post, Stop};

/// Which village's bank has sent nothing, by its place in the county: the one that is late with its board, too.
const SILENT: usize = 4;

/// Whether a village's bank sends statements.
pub(crate) fn comes(serial: usize) -> bool {
    serial != SILENT
}

/// A month of every bank account: received, matched, signed by the accountant and seen by the supervision committee.
pub(crate) fn settle(office: &Office, village: &Place, desk: &Desk, period: Period) -> Result<(), Stop> {
    for bank in office.read(|reader| capital::banks(reader, village))? {
        let account = bank.code;
        begin(office, village, desk, &account, period)?;
        let (first, last) = (period.first_day(), period.last_day());
        let book = reckoned(office, village, &account, last)?.book;
        let before = reckoned(office, village, &account, first.plus(-1))?.figures.bank_fen;
        let file = statement_file(office, village, &account, last)?;
        office.perform(desk, received(village, &account, (before, last, file), &book))?;
        if !book.is_empty() {
            let bank = reckoned(office, village, &account, last)?.bank;
            let pairs = bank.iter().zip(book);
            let groups = pairs.map(|(line, own)| Group { bank: vec![line.number], book: vec![own.line] }).collect();
            office.perform(desk, MatchLines { village: village.clone(), account: account.clone(), groups })?;
        }
        office.perform(desk, SignReconciliation { village: village.clone(), account: account.clone(), period })?;
        if let Some(director) = desk_of(office, village, Post::SupervisionDirector, desk.now)? {
            let remark = "对账单和账一笔一笔看过，没有不符".into();
            office.perform(&director, SeeReconciliation { village: village.clone(), account, period, remark })?;
        }
    }
    Ok(())
}

/// Before the first month the bank says what there was.
fn begin(office: &Office, village: &Place, desk: &Desk, account: &Code, period: Period) -> Result<(), Stop> {
    if !office.read(|reader| capital::statements(reader, village, account))?.is_empty() {
        return Ok(());
    }
    let before = period.first_day().plus(-1);
    let turns = office.read(|reader| capital::turns(reader, village, period))?;
    let had = turns.get(account).map_or(Fen(0), |turn| Fen(turn.opening_fen));
    let file = statement_file(office, village, account, before)?;
    office.perform(desk, received(village, account, (had, before, file), &[])).map(drop)
}

/// What the bank sent, as it is kept.
fn statement_file(office: &Office, village: &Place, account: &Code, until: Day) -> Result<Hash, Stop> {
    let lines = [format!("单位：{village}"), format!("账户：{account}"), format!("截至：{until}")];
    Ok(make_paper(office.files(), "银行对账单", &lines)?.hash)
}

/// A statement with a line for each line of the books, in their order.
fn received(
    village: &Place,
    account: &Code,
    (opening, until, file): (Fen, Day, Hash),
    book: &[BookLineRow],
) -> ReceiveStatement {
    let mut balance = opening;
    let line = |(row, own): (u32, &BookLineRow)| {
        balance = balance + own.amount_fen;
        BankLine {
            row,
            day: own.day,
            amount_fen: own.amount_fen,
            balance_fen: balance,
            payee: own.party.clone(),
            remark: own.summary.clone(),
            reference: format!("{}{row:04}", until.to_string().replace('-', "")),
        }
    };
    let lines: Vec<BankLine> = (1..).zip(book).map(line).collect();
    let statement = Statement {
        form: "csv".into(),
        last_digits: None,
        opening_fen: opening,
        closing_fen: balance,
        until: Some(until),
        lines,
        notes: Vec::new(),
    };
    let (village, account) = (village.clone(), account.clone());
    ReceiveStatement { village, account, columns: None, statement, until, file }
}

fn reckoned(office: &Office, village: &Place, account: &Code, day: Day) -> Result<Reckoned, Fault> {
    let found = office.read(|reader| capital::reckoned(reader, village, account, day))?;
    found.ok_or_else(|| Fault::new("the bank has sent no statement"))
}
