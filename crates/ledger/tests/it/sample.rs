//! Books to try things on.

use ledger::{
    Books, Chart, Code, Draft, Journal, Line, OpeningLine, Origin, People, Period, Reason, Side, Source, SubAccount,
    Word,
};
use std::sync::{Arc, OnceLock};
use village::{CaseId, Day, Fen, Place, Words};

pub(crate) const ACCOUNTS: &str = include_str!("../../../../rules/national/accounts.toml");
pub(crate) const STATEMENTS: &str = include_str!("../../../../rules/national/statements.toml");

pub(crate) fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn period(text: &str) -> Period {
    text.parse().unwrap()
}

pub(crate) fn read(accounts: &str, statements: &str) -> Result<Chart, Vec<String>> {
    let accounts = Source { path: "accounts.toml", text: accounts };
    Chart::read(accounts, Source { path: "statements.toml", text: statements })
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// The shipped chart with a village's basic bank account.
pub(crate) fn chart() -> Arc<Chart> {
    static CHART: OnceLock<Arc<Chart>> = OnceLock::new();
    let chart = CHART.get_or_init(|| {
        let own = SubAccount { code: code("10201"), name: Words::new("基本户", "basic account") };
        Arc::new(read(ACCOUNTS, STATEMENTS).unwrap().with(&[own]).unwrap())
    });
    Arc::clone(chart)
}

pub(crate) fn opening(lines: &[(&str, i64)]) -> Vec<OpeningLine> {
    let line = |(account, signed): &(&str, i64)| OpeningLine {
        account: code(account),
        side: if *signed >= 0 { Side::Debit } else { Side::Credit },
        amount_fen: Fen(signed.abs()),
    };
    lines.iter().map(line).collect()
}

/// Cash 500, bank 20,000, a house of 100,000 worn by 30,000; capital 60,500, reserve 30,000.
pub(crate) fn usual() -> Vec<OpeningLine> {
    let yuan = |(account, yuan): (&'static str, i64)| (account, yuan * 100);
    opening(
        &[("101", 500), ("10201", 20_000), ("151", 100_000), ("152", -30_000), ("301", -60_500), ("311", -30_000)]
            .map(yuan),
    )
}

pub(crate) fn books() -> Books {
    Books::open(chart(), period("2026-01"), &usual()).unwrap()
}

pub(crate) fn journal() -> Journal {
    Journal::open(chart(), period("2026-01"), &usual()).unwrap()
}

/// A voucher as a case's act leaves it. Amounts in fen, debit positive.
pub(crate) fn draft(on: &str, act: i64, lines: &[(&str, i64)]) -> Draft {
    let village = Place::new("330825001001").unwrap();
    Draft {
        word: Word::General,
        day: day(on),
        summary: "买扫帚".into(),
        lines: opening(lines)
            .into_iter()
            .map(|line| Line { account: line.account, side: line.side, amount_fen: line.amount_fen })
            .collect(),
        attachments: Vec::new(),
        people: People::default(),
        origin: Origin::Case { case: CaseId::numbered(&village, "C1", 2026, 1), act },
        reservation: None,
        drawn: None,
    }
}

pub(crate) fn refused<T: std::fmt::Debug>(found: Result<T, Vec<Reason>>) -> String {
    let reasons = found.unwrap_err();
    reasons.iter().map(|reason| reason.words().zh).collect::<Vec<_>>().join("；")
}
