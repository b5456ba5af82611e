//! History is taken over: contracts signed before the village's books began. They are marked, and never pass for a case.

use super::keep::{ContractKept, ContractsImported, LineKept};
use super::kind::{ContractKind, Direction};
use super::sql;
use crate::keep::to_body;
use crate::store;
use archive::{Query, Tx};
use ledger::{Plan, settle};
use office::{About, Deed, Desk, Receipt, StoredFile};
use procedure::RuleBook;
use std::collections::BTreeSet;
use village::{Day, Fault, Fen, FieldFault, Place, Refusal, Stop, Words};

/// A contract as it is taken over.
#[derive(Debug, Clone)]
pub struct ImportedContract {
    /// Its row in the sheet, for what is wrong with it.
    pub row: u32,
    /// The number on the paper.
    pub number: String,
    /// Its kind.
    pub kind: ContractKind,
    /// Which way the money goes.
    pub way: Direction,
    /// The other party.
    pub party: String,
    /// What it is about.
    pub object: String,
    /// Its price over the whole term.
    pub total_fen: Fen,
    /// What of it was paid.
    pub paid_fen: Fen,
    /// The deposit.
    pub deposit_fen: Fen,
    /// When it was signed.
    pub signed: Day,
    /// Its first day.
    pub starts: Day,
    /// Its last day.
    pub ends: Day,
    /// How it is paid.
    pub plan: Plan,
}

/// Takes contracts over, all or none.
pub struct ImportContracts {
    /// The village.
    pub village: Place,
    /// The contracts.
    pub contracts: Vec<ImportedContract>,
    /// The sheet that they come from.
    pub paper: StoredFile,
}

impl Deed for ImportContracts {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "import_contracts".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let faults = contract_faults(tx, desk, &self.village, &self.contracts)?;
        if !faults.is_empty() {
            return Err(Refusal::faulty("contract.import", faults).into());
        }
        let first = begins(desk, tx, &self.village)?;
        let taken = tx.one(sql::LAST_ID, &[(&self.village).into()])?.int("many")?;
        let contracts = (taken + 1..).zip(&self.contracts).map(|(serial, one)| self.kept(serial, one, first)).collect();
        let body = to_body(&ContractsImported { contracts, paper: self.paper.hash })?;
        let entry = tx.append(desk.draft(&self.village, "contract.imported", self.village.as_str(), body))?;
        Ok(Receipt { subject: self.village.to_string(), entry: entry.seq, again: false })
    }
}

/// The first day of the village's books; where it has none yet, today: what is signed from then on comes from a case.
fn begins(desk: &Desk, tx: &mut dyn Query, village: &Place) -> Result<Day, Fault> {
    Ok(store::books(tx, desk, village)?.map_or_else(|| desk.now.day(), |books| books.first.first_day()))
}

/// Everything that is wrong with contracts that are to be taken over, each with its row. Nothing is changed.
///
/// # Errors
/// When the store cannot be read.
pub fn contract_faults(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    contracts: &[ImportedContract],
) -> Result<Vec<FieldFault>, Fault> {
    let first = begins(desk, query, village)?;
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    if contracts.is_empty() {
        faults.push(fault(1, Words::new("表里没有合同", "the sheet holds no contract")));
    }
    for one in contracts {
        let params = [village.into(), one.number.as_str().into()];
        if !seen.insert(&one.number) || query.maybe(sql::NUMBER_TAKEN, &params)?.is_some() {
            let (zh, en) = (format!("“合同编号”：`{}`已经有了", one.number), "is there already");
            faults.push(fault(one.row, Words::new(zh, format!("the number `{}` {en}", one.number))));
        }
        faults.extend(one.faults(first).into_iter().map(|words| fault(one.row, words)));
    }
    Ok(faults)
}

impl ImportContracts {
    fn kept(&self, serial: i64, one: &ImportedContract, first: Day) -> ContractKept {
        let planned = one.plan.lines(one.total_fen);
        let amounts: Vec<Fen> = planned.iter().map(|(_, fen)| *fen).collect();
        let paid = settle(&amounts, one.paid_fen);
        let settled = |at: usize| paid.parts.iter().find(|(line, _)| *line == at).map_or(Fen(0), |(_, fen)| *fen);
        let lines = planned.into_iter().enumerate().filter(|(_, (_, fen))| fen.0 > 0).map(|(at, (due, amount_fen))| {
            let state = match one.way {
                Direction::Out => "by_case",
                Direction::In if due < first => "opening",
                Direction::In => "open",
            };
            LineKept { due: Some(due), amount_fen, settled_fen: settled(at), state: state.to_owned() }
        });
        ContractKept {
            id: format!("{}-H-{serial:04}", self.village),
            number: one.number.clone(),
            kind: one.kind.code().to_owned(),
            way: one.way.code().to_owned(),
            affair: String::new(),
            case: None,
            mark: Some(one.number.clone()),
            party: one.party.clone(),
            object: one.object.clone(),
            total_fen: one.total_fen,
            deposit_fen: one.deposit_fen,
            retention_fen: Fen(0),
            signed: one.signed,
            starts: Some(one.starts),
            ends: Some(one.ends),
            lines: lines.collect(),
        }
    }
}

impl ImportedContract {
    /// The last day that the law lets it run to, where it runs longer: of leases twenty years (Civil Code, article 705), of land that is
    /// let out the shortest of the terms, for the sheet does not say which land it is (Rural Land Contracting Law, article 21).
    #[must_use]
    pub fn too_long(&self, book: &RuleBook, today: Day) -> Option<Day> {
        let longest = |affair: &str, name: &str| Some(book.affair(affair)?.parameters.get(name)?.on(today));
        let months = match self.kind {
            ContractKind::ContractOut => longest("E1", "arable_months")?,
            kind => kind.longest().and_then(|(affair, name)| longest(affair, name))?,
        };
        let last = self.starts.plus_months(months);
        (self.ends > last).then_some(last)
    }

    fn faults(&self, first: Day) -> Vec<Words> {
        let mut faults = Vec::new();
        if self.signed >= first {
            let zh = format!("“签订日期”：{}签订的合同不是历史：{first}起签的要走办件程序，不能导入", self.signed);
            let en = format!("a contract of {} is no history: from {first} on contracts come from cases", self.signed);
            faults.push(Words::new(zh, en));
        }
        if self.starts > self.ends {
            let zh = format!("“到期日期”：起止日期颠倒：{}到{}", self.starts, self.ends);
            faults.push(Words::new(zh, format!("{} to {} is the wrong way round", self.starts, self.ends)));
        }
        if self.total_fen.0 <= 0 || self.paid_fen.0 < 0 || self.paid_fen > self.total_fen || self.deposit_fen.0 < 0 {
            let zh =
                format!("“总价”：总价{}、已付{}：总价要大于零，已付不能为负或超过总价", self.total_fen, self.paid_fen);
            let en = format!(
                "price {}, paid {}: more than nothing is asked, no more than that is paid",
                self.total_fen, self.paid_fen
            );
            faults.push(Words::new(zh, en));
        }
        if self.plan.instalments == 0 {
            faults.push(Words::new("“期数”：至少要有一期", "at least one instalment"));
        }
        faults
    }
}

fn fault(row: u32, words: Words) -> FieldFault {
    FieldFault { field: format!("row.{row}"), words }
}
