//! The bank accounts, what the bank said, what of it is which line of the books, and the months that were compared and signed.

mod reckon;

use super::or_empty;
use crate::audit::check::Findings;
use crate::audit::replay::Replayed;
use crate::audit::tables::{File, plain, table};
use crate::bank::{AccountReconciled, Figures, LinesMatched, MatchingUndone, Side, StatementReceived};
use crate::entries::body;
use crate::keep::{AccountOpened, BankKept, Opened};
use archive::Entry;
use ledger::{Code, Period};
use std::collections::BTreeMap;
use village::{Day, Fault, Fen};

const SIGNED: &str = "reconciliations.csv";
const LINES: &str = "bank_lines.csv";
const STATEMENTS: &str = "bank_statements.csv";

#[derive(Default)]
pub(super) struct Bank {
    accounts: BTreeMap<Code, (BankKept, u64)>,
    statements: Vec<(StatementReceived, u64)>,
    matchings: BTreeMap<(Code, i64), Matching>,
    signed: Vec<Signed>,
}

struct Matching {
    sides: Vec<Side>,
    settled: Option<Day>,
    entry: u64,
    undone: Option<u64>,
}

/// A month that was signed, and what it comes to once more.
struct Signed {
    said: AccountReconciled,
    found: Figures,
    entry: u64,
}

impl Bank {
    pub(super) fn take(&mut self, entry: &Entry, books: &Replayed) -> Result<(), Fault> {
        match entry.kind.as_str() {
            "books.opened" => {
                let opened: Opened = body(entry)?;
                self.accounts.extend(opened.banks.into_iter().map(|bank| (bank.code.clone(), (bank, entry.seq))));
            }
            "account.opened" => {
                let opened: AccountOpened = body(entry)?;
                self.accounts.insert(opened.bank.code.clone(), (opened.bank, entry.seq));
            }
            "statement.received" => self.statements.push((body(entry)?, entry.seq)),
            "lines.matched" => {
                let matched: LinesMatched = body(entry)?;
                for one in matched.matchings {
                    let settled = one.sides.iter().map(Side::day).max();
                    let matching = Matching { sides: one.sides, settled, entry: entry.seq, undone: None };
                    self.matchings.insert((matched.account.clone(), one.number), matching);
                }
            }
            "matching.undone" => {
                let undone: MatchingUndone = body(entry)?;
                if let Some(one) = self.matchings.get_mut(&(undone.account, undone.number)) {
                    one.undone = Some(entry.seq);
                }
            }
            "account.reconciled" => {
                let said: AccountReconciled = body(entry)?;
                let found = self.reckon(books, &said.account, said.period.last_day(), entry.seq);
                self.signed.push(Signed { said, found, entry: entry.seq });
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn tables(&self, books: &Replayed) -> Vec<File> {
        vec![
            ("bank_accounts.csv", self.accounts_table(books)),
            (STATEMENTS, self.statements_table()),
            (LINES, self.lines_table()),
            ("bank_matchings.csv", self.matchings_table()),
            (SIGNED, self.signed_table()),
        ]
    }

    /// Every account with what both sides say on the last day that the statements reach.
    fn accounts_table(&self, books: &Replayed) -> String {
        let rows = self.accounts.values().map(|(bank, entry)| {
            let until = self.of(&bank.code).map(|(received, _)| received.until).max();
            let figures = until.map(|until| self.reckon(books, &bank.code, until, u64::MAX));
            let mut row = vec![
                bank.code.to_string(),
                bank.bank.clone(),
                bank.kind.clone(),
                bank.last_digits.clone(),
                or_empty(until.as_ref()),
            ];
            row.extend(match figures {
                Some(figures) => columns(&figures),
                None => vec![String::new(); 8],
            });
            row.push(entry.to_string());
            row
        });
        let head = [&["account", "bank", "kind", "last_digits", "until"][..], &FIGURES, &["entry"]].concat();
        table(&head, rows)
    }

    fn of<'a>(&'a self, account: &Code) -> impl Iterator<Item = &'a (StatementReceived, u64)> + use<'a> {
        let account = account.clone();
        self.statements.iter().filter(move |(received, _)| received.account == account)
    }

    fn statements_table(&self) -> String {
        let rows = self.statements.iter().map(|(received, entry)| {
            vec![
                received.account.to_string(),
                received.number.to_string(),
                received.form.clone(),
                plain(received.opening_fen.0),
                plain(received.closing_fen.0),
                received.until.to_string(),
                received.lines.len().to_string(),
                received.again.to_string(),
                received.file.to_string(),
                entry.to_string(),
            ]
        });
        let head = ["account", "statement", "form", "opening", "closing", "until", "lines", "again", "file", "entry"];
        table(&head, rows)
    }

    fn lines_table(&self) -> String {
        let held = |account: &Code, line: i64| {
            let mut all = self.matchings.iter().filter(|((of, _), one)| of == account && one.undone.is_none());
            let found = all.find(|(_, one)| one.sides.iter().any(|side| is_line(side, line)));
            found.map(|((_, number), _)| number.to_string()).unwrap_or_default()
        };
        let rows = self.statements.iter().flat_map(|(received, entry)| {
            received.lines.iter().map(move |line| {
                vec![
                    received.account.to_string(),
                    line.number.to_string(),
                    received.number.to_string(),
                    line.day.to_string(),
                    plain(line.amount_fen.0),
                    plain(line.balance_fen.0),
                    line.payee.clone(),
                    line.remark.clone(),
                    line.reference.clone(),
                    held(&received.account, line.number),
                    entry.to_string(),
                ]
            })
        });
        let head = [
            "account",
            "line",
            "statement",
            "day",
            "amount",
            "balance",
            "payee",
            "remark",
            "reference",
            "matching",
            "entry",
        ];
        table(&head, rows)
    }

    fn matchings_table(&self) -> String {
        let rows = self.matchings.iter().flat_map(|((account, number), one)| {
            one.sides.iter().map(move |side| {
                let (line, voucher, position, day, amount_fen) = match side {
                    Side::Bank { bank_line, day, amount_fen } => {
                        (bank_line.to_string(), String::new(), String::new(), day, amount_fen)
                    }
                    Side::Book { voucher, position, day, amount_fen } => {
                        (String::new(), voucher.clone(), position.to_string(), day, amount_fen)
                    }
                };
                vec![
                    account.to_string(),
                    number.to_string(),
                    line,
                    voucher,
                    position,
                    day.to_string(),
                    plain(amount_fen.0),
                    or_empty(one.undone.as_ref()),
                    one.entry.to_string(),
                ]
            })
        });
        let head = ["account", "matching", "bank_line", "voucher", "line", "day", "amount", "undone_by", "entry"];
        table(&head, rows)
    }

    fn signed_table(&self) -> String {
        let rows = self.signed.iter().map(|one| {
            let said = &one.said;
            let mut row = vec![said.account.to_string(), said.period.to_string(), said.number.to_string()];
            row.extend(columns(&said.figures));
            row.push(one.entry.to_string());
            row
        });
        let head = [&["account", "period", "number"][..], &FIGURES, &["entry"]].concat();
        table(&head, rows)
    }

    /// The bank's balances run on without a gap, and each month that was signed comes to the same once more.
    pub(super) fn agree(&self, findings: &mut Findings) {
        for account in self.accounts.keys() {
            self.run_on(account, findings);
        }
        for one in &self.signed {
            let (account, period): (&Code, Period) = (&one.said.account, one.said.period);
            let place = || format!("{SIGNED}: {account} {period}");
            for ((name, said), found) in FIGURES.iter().zip(fens(&one.said.figures)).zip(fens(&one.found)) {
                if said != found {
                    let zh = format!("{name}签字时是{said}，按账簿和银行重算是{found}");
                    findings.add(
                        place(),
                        zh,
                        format!("{name}: found {said}, expected {found} by the books and the bank"),
                    );
                }
            }
            let (book, bank) = (one.said.figures.book_adjusted(), one.said.figures.bank_adjusted());
            if book != bank {
                let zh = format!("调节后账上{book}元，银行{bank}元，应相等");
                findings.add(
                    place(),
                    zh,
                    format!("after adjustment found {bank} at the bank, expected {book} as in the books"),
                );
            }
        }
    }

    fn run_on(&self, account: &Code, findings: &mut Findings) {
        let mut last: Option<(i64, Fen)> = None;
        for (received, _) in self.of(account) {
            for line in &received.lines {
                let (number, before) = last.unwrap_or((0, line.balance_fen - line.amount_fen));
                let expected = before + line.amount_fen;
                if line.number != number + 1 {
                    let (found, expected) = (line.number, number + 1);
                    let zh = format!("账户{account}的流水第{found}笔前面应是第{expected}笔");
                    findings.add(LINES.to_owned(), zh, format!("{account}: found line {found}, expected {expected}"));
                }
                if line.balance_fen != expected {
                    let (number, found) = (line.number, line.balance_fen);
                    let zh = format!("账户{account}第{number}笔后的余额是{found}，应为{expected}");
                    let en = format!("{account} line {number}: found a balance of {found}, expected {expected}");
                    findings.add(LINES.to_owned(), zh, en);
                }
                last = Some((line.number, line.balance_fen));
            }
        }
    }
}

fn is_line(side: &Side, line: i64) -> bool {
    matches!(side, Side::Bank { bank_line, .. } if *bank_line == line)
}

/// What both sides say, as columns.
const FIGURES: [&str; 8] =
    ["book", "bank", "bank_in", "bank_out", "book_in", "book_out", "book_adjusted", "bank_adjusted"];

fn fens(figures: &Figures) -> [Fen; 8] {
    [
        figures.book_fen,
        figures.bank_fen,
        figures.bank_in_fen,
        figures.bank_out_fen,
        figures.book_in_fen,
        figures.book_out_fen,
        figures.book_adjusted(),
        figures.bank_adjusted(),
    ]
}

fn columns(figures: &Figures) -> Vec<String> {
    fens(figures).map(|fen| plain(fen.0)).to_vec()
}
