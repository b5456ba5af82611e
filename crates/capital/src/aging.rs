//! How old what is owed is (账龄), as of a day: by contract from the day on which an instalment was due, and by voucher from the day on
//! which it arose. What was paid is laid first on what its own case brought, then on the oldest; what is left adds up to the books' balance.

use crate::coded::coded;
use crate::contract::{ContractRow, Direction, contracts, settlings};
use crate::read::{JournalLine, journal, turns};
use archive::Query;
use ledger::{Books, Code, Period, Side};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use village::{CaseId, Day, Fault, Fen, Place, Words};

coded! {
    /// How long something has been owed: the usual columns of an aging list.
    Band {
        /// Its day has not come, or is today.
        NotDue "not_due" "未到期" "not yet due";
        /// 1 to 30 days.
        To30 "to_30" "1—30天" "1–30 days";
        /// 31 to 60 days.
        To60 "to_60" "31—60天" "31–60 days";
        /// 61 to 90 days.
        To90 "to_90" "61—90天" "61–90 days";
        /// 91 to 180 days.
        To180 "to_180" "91—180天" "91–180 days";
        /// 181 to 365 days.
        To365 "to_365" "181—365天" "181–365 days";
        /// More than 365 days.
        Over1 "over_1" "1年以上" "over 1 year";
        /// More than 730 days.
        Over2 "over_2" "2年以上" "over 2 years";
        /// More than 1,095 days.
        Over3 "over_3" "3年以上" "over 3 years";
    }
}

impl Band {
    /// The column of something that has been owed for so many days.
    #[must_use]
    pub fn of(days: i64) -> Self {
        match days {
            ..=0 => Self::NotDue,
            1..=30 => Self::To30,
            31..=60 => Self::To60,
            61..=90 => Self::To90,
            91..=180 => Self::To180,
            181..=365 => Self::To365,
            366..=730 => Self::Over1,
            731..=1_095 => Self::Over2,
            _ => Self::Over3,
        }
    }
}

/// What is open of a contract on a day, by how long it has been due; never all nothing.
#[derive(Debug, Clone)]
pub struct ContractAge {
    /// The contract.
    pub contract: ContractRow,
    /// What is open in each column.
    pub bands: BTreeMap<Band, Fen>,
}

/// What a voucher left open on an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// The account.
    pub account: Code,
    /// The voucher; none for what stood there when the books were opened.
    pub voucher: Option<String>,
    /// What it is about.
    pub summary: String,
    /// The case, when it comes from one.
    pub case: Option<CaseId>,
    /// When it arose; of an opening balance the day before the books began: it is at least so old.
    pub day: Day,
    /// How much: owed to the village above nothing, by the village below.
    pub amount_fen: i64,
}

/// Accounts on which somebody owes, or is owed, by the chart in force: 应收款, 内部往来, 短期借款, 应付款, 应付工资, 应付劳务费,
/// 应交税费, 长期借款及应付款.
const ACCOUNTS: [&str; 8] = ["112", "113", "201", "211", "212", "213", "214", "221"];

/// The contracts of a village whose money goes one way, with what is open of each at the end of a day; the largest arrears first.
///
/// # Errors
/// When the store cannot be read.
pub fn contract_ages(
    query: &mut dyn Query,
    village: &Place,
    way: Direction,
    (day, today): (Day, Day),
) -> Result<Vec<ContractAge>, Fault> {
    let mut found = Vec::new();
    for (contract, lines) in contracts(query, village)? {
        if contract.way != way || contract.signed > day {
            continue;
        }
        let mut later: BTreeMap<i64, Fen> = BTreeMap::new();
        if day < today {
            for one in settlings(query, &contract.id)?.iter().filter(|one| !one.taken_back && one.day > day) {
                let sum = later.entry(one.position).or_default();
                *sum = *sum + one.amount_fen;
            }
        }
        let mut bands: BTreeMap<Band, Fen> = BTreeMap::new();
        for line in lines.iter().filter(|line| line.counts()) {
            let Some(due) = line.due else { continue };
            let settled = line.settled_fen - later.get(&line.position).copied().unwrap_or(Fen(0));
            let open = line.amount_fen - settled;
            if open > Fen(0) {
                let sum = bands.entry(Band::of(day.since(due))).or_default();
                *sum = *sum + open;
            }
        }
        if !bands.is_empty() {
            found.push(ContractAge { contract, bands });
        }
    }
    let overdue = |age: &ContractAge| {
        age.bands.iter().filter(|(band, _)| **band != Band::NotDue).map(|(_, fen)| fen.0).sum::<i64>()
    };
    found.sort_by_key(|age| std::cmp::Reverse(overdue(age)));
    Ok(found)
}

/// What stands open on the accounts of what is owed at the end of a day, the oldest first. Empty before the books begin.
///
/// # Errors
/// When the store cannot be read.
pub fn open_items(query: &mut dyn Query, books: &Books, village: &Place, day: Day) -> Result<Vec<OpenItem>, Fault> {
    let until = Period::of(day);
    if until < books.first {
        return Ok(Vec::new());
    }
    let openings = turns(query, village, books.first)?;
    let mut found = Vec::new();
    for root in ACCOUNTS {
        let root = Code::parse(root).map_err(|error| Fault::from("an account of what is owed", error))?;
        let mut lines: BTreeMap<Code, Vec<JournalLine>> = BTreeMap::new();
        for line in journal(query, village, &root, (books.first, until))?.into_iter().filter(|line| line.day <= day) {
            lines.entry(line.line.account.clone()).or_default().push(line);
        }
        let opened = openings.keys().filter(|code| code.is_within(&root));
        let accounts: BTreeSet<Code> = opened.chain(lines.keys()).cloned().collect();
        for account in accounts {
            // A sum beneath which the village has accounts of its own stands there, not here.
            let is_sum = !books.chart.is_leaf(&account);
            let before = openings.get(&account).map_or(0, |turn| turn.opening_fen);
            let opening = (!is_sum).then(|| opening(&account, books.first, before)).flatten();
            let moved = lines.remove(&account).unwrap_or_default().into_iter().map(|line| item(&account, line));
            found.extend(left_open(opening.into_iter().chain(moved)));
        }
    }
    found.sort_by(|one, other| (one.day, &one.voucher).cmp(&(other.day, &other.voucher)));
    Ok(found)
}

fn opening(account: &Code, first: Period, amount_fen: i64) -> Option<OpenItem> {
    let day = first.before().last_day();
    let item =
        OpenItem { account: account.clone(), voucher: None, summary: String::new(), case: None, day, amount_fen };
    (amount_fen != 0).then_some(item)
}

fn item(account: &Code, line: JournalLine) -> OpenItem {
    let fen = line.line.amount_fen.0;
    OpenItem {
        account: account.clone(),
        voucher: Some(line.voucher),
        summary: line.summary,
        case: line.case,
        day: line.day,
        amount_fen: if line.line.side == Side::Debit { fen } else { -fen },
    }
}

/// What is left of an account's lines, in their order.
fn left_open(lines: impl Iterator<Item = OpenItem>) -> VecDeque<OpenItem> {
    let mut open: VecDeque<OpenItem> = VecDeque::new();
    for mut line in lines {
        let case = line.case.clone();
        for one in open.iter_mut().filter(|one| case.is_some() && one.case == case) {
            lay(&mut line, one);
        }
        for one in &mut open {
            lay(&mut line, one);
        }
        open.retain(|one| one.amount_fen != 0);
        if line.amount_fen != 0 {
            open.push_back(line);
        }
    }
    open
}

/// Lays what moved on what is open, where they lie on different sides.
fn lay(line: &mut OpenItem, open: &mut OpenItem) {
    if line.amount_fen.signum() * open.amount_fen.signum() < 0 {
        let part = line.amount_fen.abs().min(open.amount_fen.abs()) * line.amount_fen.signum();
        line.amount_fen -= part;
        open.amount_fen += part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(case: &str, day: &str, amount_fen: i64) -> OpenItem {
        let case = CaseId::new(format!("990101001001-{case}")).ok();
        let account = Code::parse("112").unwrap();
        OpenItem { account, voucher: None, summary: String::new(), case, day: day.parse().unwrap(), amount_fen }
    }

    fn left(lines: Vec<OpenItem>) -> Vec<(String, i64)> {
        left_open(lines.into_iter()).into_iter().map(|one| (one.day.to_string(), one.amount_fen)).collect()
    }

    #[test]
    fn the_columns_meet_without_a_gap() {
        let limits = [(0, "not_due"), (1, "to_30"), (30, "to_30"), (31, "to_60"), (60, "to_60"), (61, "to_90")];
        let later = [(90, "to_90"), (91, "to_180"), (180, "to_180"), (181, "to_365"), (365, "to_365"), (366, "over_1")];
        let last = [(730, "over_1"), (731, "over_2"), (1_095, "over_2"), (1_096, "over_3"), (9_999, "over_3")];
        for (days, code) in limits.into_iter().chain(later).chain(last) {
            assert_eq!(Band::of(days).code(), code, "{days}");
        }
        assert_eq!(Band::of(-5), Band::NotDue);
    }

    #[test]
    fn a_payment_is_laid_on_its_own_case_first_and_then_on_the_oldest() {
        let (one, other) = ("C3-2026-0001", "C3-2026-0002");
        let two = vec![line(one, "2026-01-05", 100), line(other, "2026-02-05", 70), line(other, "2026-03-01", -70)];
        assert_eq!(left(two), [("2026-01-05".to_owned(), 100)]);
        let old = vec![line("", "2025-12-31", 50), line(one, "2026-01-05", 100), line("", "2026-03-01", -80)];
        assert_eq!(left(old), [("2026-01-05".to_owned(), 70)]);
        let turned = vec![line(one, "2026-01-05", 100), line("", "2026-03-01", -130), line("", "2026-03-02", 10)];
        assert_eq!(left(turned), [("2026-03-01".to_owned(), -20)]);
    }
}
