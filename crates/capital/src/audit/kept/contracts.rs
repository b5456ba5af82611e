//! Contracts with their schedules, and the money that was laid on each line.

use super::or_empty;
use crate::audit::check::Findings;
use crate::audit::replay::Replayed;
use crate::audit::tables::{File, plain, table};
use crate::contract::{
    ContractChanged, ContractFiled, ContractKept, ContractScheduled, ContractSettled, ContractSigned,
    ContractsImported, LineKept, ReceivablePosted,
};
use crate::entries::{body, voucher_id};
use crate::keep::Reversed;
use archive::Entry;
use ledger::Side;
use std::collections::BTreeMap;
use village::{Fault, Fen, Words};

const MONEY: &str = "contract_money.csv";
const LINES: &str = "contract_lines.csv";

#[derive(Default)]
pub(super) struct Contracts {
    kept: BTreeMap<String, Kept>,
    money: Vec<Money>,
    /// What does not come to what its voucher says: the file with its entry, and what.
    wrong: Vec<(String, Words)>,
}

struct Kept {
    contract: ContractKept,
    filing_no: String,
    ended: bool,
    lines: Vec<Row>,
    entry: u64,
}

struct Row {
    kept: LineKept,
    voucher: Option<String>,
    entry: u64,
}

struct Money {
    contract: String,
    line: i64,
    settled: Fen,
    source: String,
    how: String,
    day: String,
    back: bool,
    entry: u64,
}

/// What was dropped or taken back is no part of what is due.
const GONE: [&str; 2] = ["dropped", "taken_back"];

impl Contracts {
    pub(super) fn take(&mut self, entry: &Entry, books: &Replayed) -> Result<(), Fault> {
        match entry.kind.as_str() {
            "contract.signed" => self.keep(body::<ContractSigned>(entry)?.contract, entry.seq),
            "contract.imported" => {
                let all = body::<ContractsImported>(entry)?.contracts;
                all.into_iter().for_each(|contract| self.keep(contract, entry.seq));
            }
            "contract.scheduled" => {
                let said: ContractScheduled = body(entry)?;
                self.replace(&said.id, said.lines, entry.seq);
            }
            "contract.changed" => {
                let said: ContractChanged = body(entry)?;
                if let Some(kept) = self.kept.get_mut(&said.id) {
                    (kept.contract.total_fen, kept.contract.ends) = (said.total_fen, said.ends);
                    (kept.ended, kept.entry) = (said.ended, entry.seq);
                }
                self.replace(&said.id, said.lines, entry.seq);
            }
            "contract.filed" => {
                let said: ContractFiled = body(entry)?;
                if let Some(kept) = self.kept.get_mut(&said.id) {
                    (kept.filing_no, kept.entry) = (said.filing_no, entry.seq);
                }
            }
            "receivable.posted" => self.post(&body(entry)?, entry),
            "contract.settled" => self.settle(body(entry)?, entry.seq, books),
            "voucher.reversed" => {
                let said: Reversed = body(entry)?;
                let instead = said.vouchers.get(1).map(|voucher| voucher_id(&entry.village, voucher));
                self.take_back(&said.voucher, instead.as_deref());
            }
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, mut contract: ContractKept, entry: u64) {
        let (id, lines) = (contract.id.clone(), std::mem::take(&mut contract.lines));
        match self.kept.get_mut(&id) {
            Some(kept) => (kept.contract, kept.entry) = (contract, entry),
            None => {
                let kept = Kept { contract, filing_no: String::new(), ended: false, lines: Vec::new(), entry };
                self.kept.insert(id.clone(), kept);
            }
        }
        self.replace(&id, lines, entry);
    }

    /// Drops what was open and puts these lines behind it.
    fn replace(&mut self, id: &str, lines: Vec<LineKept>, entry: u64) {
        let Some(kept) = self.kept.get_mut(id) else { return };
        for row in &mut kept.lines {
            if ["open", "by_case"].contains(&row.kept.state.as_str()) && row.kept.settled_fen.0 == 0 {
                (row.kept.state, row.entry) = ("dropped".to_owned(), entry);
            }
        }
        kept.lines.extend(lines.into_iter().map(|kept| Row { kept, voucher: None, entry }));
    }

    fn line(&mut self, id: &str, position: i64) -> Option<&mut Row> {
        let at = usize::try_from(position.checked_sub(1)?).ok()?;
        self.kept.get_mut(id)?.lines.get_mut(at)
    }

    /// A line fell due: its voucher is what of it was still open.
    fn post(&mut self, said: &ReceivablePosted, entry: &Entry) {
        let id = said.voucher.as_ref().map(|voucher| voucher_id(&entry.village, voucher));
        let mut wrong = None;
        if let Some(row) = self.line(&said.id, said.line) {
            let rest = row.kept.amount_fen - row.kept.settled_fen;
            let posted = said.voucher.as_ref().map(sum);
            if let Some(posted) = posted.filter(|posted| *posted != rest) {
                wrong = Some(differ(&said.id, said.line, posted, rest));
            }
            (row.kept.state, row.voucher, row.entry) = (said.state.clone(), id, entry.seq);
        }
        self.wrong.extend(wrong.map(|words| (format!("{LINES}: entry {}", entry.seq), words)));
    }

    /// Money was laid on it: as much as its voucher moved.
    fn settle(&mut self, said: ContractSettled, entry: u64, books: &Replayed) {
        let laid: Fen = said.parts.iter().map(|part| part.amount_fen).sum::<Fen>() + said.over_fen;
        let place = format!("{MONEY}: entry {entry}");
        match books.vouchers.iter().find(|(id, _, _)| *id == said.source) {
            None => self.wrong.push((
                place,
                Words::new(
                    format!("合同{}的款来自凭证{}，账里没有", said.id, said.source),
                    format!("money of {} comes from voucher {}, which is not there", said.id, said.source),
                ),
            )),
            Some((id, voucher, _)) if sum(voucher) != laid => {
                let (moved, contract) = (sum(voucher), &said.id);
                let words = Words::new(
                    format!("合同{contract}记收付{laid}元，凭证{id}是{moved}元"),
                    format!("{contract}: found {laid} yuan laid on it, expected {moved} as in voucher {id}"),
                );
                self.wrong.push((place, words));
            }
            Some(_) => {}
        }
        for part in said.parts {
            if let Some(row) = self.line(&said.id, part.line) {
                (row.kept.settled_fen, row.entry) = (row.kept.settled_fen + part.amount_fen, entry);
            }
            self.money.push(Money {
                contract: said.id.clone(),
                line: part.line,
                settled: part.amount_fen,
                source: said.source.clone(),
                how: said.how.clone(),
                day: said.day.to_string(),
                back: false,
                entry,
            });
        }
    }

    fn take_back(&mut self, voucher: &str, instead: Option<&str>) {
        if instead.is_none() {
            let back = self.money.iter_mut().filter(|one| one.source == voucher && !one.back);
            let back: Vec<(String, i64, Fen)> = back
                .map(|one| {
                    one.back = true;
                    (one.contract.clone(), one.line, one.settled)
                })
                .collect();
            for (id, line, fen) in back {
                if let Some(row) = self.line(&id, line) {
                    row.kept.settled_fen = row.kept.settled_fen - fen;
                }
            }
        }
        let rows = self.kept.values_mut().flat_map(|kept| &mut kept.lines);
        for row in rows.filter(|row| row.voucher.as_deref() == Some(voucher)) {
            let state = if instead.is_some() { "posted" } else { "taken_back" };
            (row.kept.state, row.voucher) = (state.to_owned(), instead.map(ToOwned::to_owned));
        }
    }

    pub(super) fn tables(&self) -> Vec<File> {
        vec![("contracts.csv", self.contracts_table()), (LINES, self.lines_table()), (MONEY, self.money_table())]
    }

    fn contracts_table(&self) -> String {
        let rows = self.kept.values().map(|kept| {
            let said = &kept.contract;
            let counted = || kept.lines.iter().filter(|row| !GONE.contains(&row.kept.state.as_str()));
            let scheduled: Fen = counted().map(|row| row.kept.amount_fen).sum();
            let settled: Fen = counted().map(|row| row.kept.settled_fen).sum();
            vec![
                said.id.clone(),
                said.number.clone(),
                said.kind.clone(),
                said.way.clone(),
                or_empty(said.case.as_ref()),
                said.party.clone(),
                said.object.clone(),
                plain(said.total_fen.0),
                plain(said.deposit_fen.0),
                plain(said.retention_fen.0),
                said.signed.to_string(),
                or_empty(said.starts.as_ref()),
                or_empty(said.ends.as_ref()),
                kept.filing_no.clone(),
                if kept.ended { "ended" } else { "running" }.to_owned(),
                plain(scheduled.0),
                plain(settled.0),
                kept.entry.to_string(),
            ]
        });
        let head = [
            "contract",
            "number",
            "kind",
            "way",
            "case",
            "party",
            "object",
            "total",
            "deposit",
            "retention",
            "signed",
            "starts",
            "ends",
            "filing_no",
            "status",
            "scheduled",
            "settled",
            "entry",
        ];
        table(&head, rows)
    }

    fn lines_table(&self) -> String {
        let rows = self.kept.iter().flat_map(|(id, kept)| {
            (1..).zip(&kept.lines).map(move |(position, row): (usize, &Row)| {
                vec![
                    id.clone(),
                    position.to_string(),
                    or_empty(row.kept.due.as_ref()),
                    plain(row.kept.amount_fen.0),
                    plain(row.kept.settled_fen.0),
                    row.kept.state.clone(),
                    row.voucher.clone().unwrap_or_default(),
                    row.entry.to_string(),
                ]
            })
        });
        table(&["contract", "line", "due", "amount", "settled", "state", "voucher", "entry"], rows)
    }

    fn money_table(&self) -> String {
        let rows = self.money.iter().map(|one| {
            vec![
                one.contract.clone(),
                one.line.to_string(),
                one.day.clone(),
                one.how.clone(),
                plain(one.settled.0),
                one.source.clone(),
                if one.back { "yes" } else { "" }.to_owned(),
                one.entry.to_string(),
            ]
        });
        table(&["contract", "line", "day", "how", "amount", "voucher", "taken_back", "entry"], rows)
    }

    pub(super) fn agree(&self, findings: &mut Findings) {
        for (place, words) in &self.wrong {
            findings.say(place.clone(), words.clone());
        }
    }
}

fn sum(voucher: &ledger::Voucher) -> Fen {
    Fen(i64::try_from(voucher.draft.sum(Side::Debit)).unwrap_or(i64::MAX))
}

fn differ(contract: &str, line: i64, found: Fen, expected: Fen) -> Words {
    Words::new(
        format!("合同{contract}第{line}期入账{found}元，应为{expected}元"),
        format!("{contract} line {line}: found {found} posted, expected {expected}"),
    )
}
