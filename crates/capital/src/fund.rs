//! Earmarked money (专项资金): what a case received for one purpose is followed to its last yuan, and no more is used than it received.

use crate::known::moved_by;
use crate::sql;
use archive::{Query, Row};
use ledger::{Books, Class, Code, Line, Side};
use office::Happening;
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Kind, Place, Refusal, Stop, Words};

/// One receipt or use of earmarked money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundLine {
    /// The account.
    pub account: Code,
    /// Its voucher.
    pub voucher: String,
    /// The voucher's period, word and number.
    pub number: (String, String, i64),
    /// The day.
    pub day: Day,
    /// What it was for.
    pub summary: String,
    /// Received, or less than nothing: used.
    pub amount_fen: Fen,
}

/// A fund: what one case received for its purpose; or what was there before, of no case that is kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    /// The case; none for what the books began with and what was taken over as history.
    pub case: Option<CaseId>,
    /// What the case is about.
    pub title: String,
    /// What was there when the books began.
    pub opening_fen: Fen,
    /// Everything that was received and used, in order.
    pub lines: Vec<FundLine>,
}

impl Fund {
    /// All that was received.
    #[must_use]
    pub fn granted_fen(&self) -> Fen {
        self.opening_fen + self.lines.iter().map(|line| line.amount_fen).filter(|fen| fen.0 > 0).sum()
    }

    /// All that was used.
    #[must_use]
    pub fn used_fen(&self) -> Fen {
        -self.lines.iter().map(|line| line.amount_fen).filter(|fen| fen.0 < 0).sum::<Fen>()
    }

    /// What is left.
    #[must_use]
    pub fn left_fen(&self) -> Fen {
        self.granted_fen() - self.used_fen()
    }
}

/// The accounts of earmarked money: debts that never lie on the other side.
fn earmarked(books: &Books, code: &Code) -> bool {
    books.chart.account(code).is_some_and(|account| account.class == Class::Liability && account.never_negative)
}

/// A case uses no more of its fund than it received.
pub(crate) fn may_use(tx: &mut dyn Query, what: &Happening<'_>, books: &Books, lines: &[Line]) -> Result<(), Stop> {
    let mut used: BTreeMap<&Code, i64> = BTreeMap::new();
    for line in lines.iter().filter(|line| earmarked(books, &line.account)) {
        let sum = used.entry(&line.account).or_default();
        *sum = sum.saturating_add(line.signed_fen());
    }
    for (account, fen) in used.into_iter().filter(|(_, fen)| *fen > 0) {
        let (debit, credit) = moved_by(tx, what.case, account)?;
        // What came in before the books began stands in their opening balances.
        let came = if credit > 0 { credit } else { began_with(tx, what.village, account)? };
        let left = came.saturating_sub(debit);
        if fen > left {
            return Err(too_much(Fen(left), Fen(fen)).into());
        }
    }
    Ok(())
}

/// What stood on an account of earmarked money when the books began.
fn began_with(tx: &mut dyn Query, village: &Place, account: &Code) -> Result<i64, Fault> {
    let params = [village.into(), account.as_str().into(), format!("{account}:").into()];
    let rows = tx.query(sql::FUND_OPENING, &params)?;
    rows.iter().map(|row| Ok(Side::Credit.natural(signed(row)?))).sum()
}

fn too_much(left: Fen, asked: Fen) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "fund.too_much",
        Words::new(
            format!("这笔专项资金只剩{left}元，要用{asked}元"),
            format!("{left} yuan are left of this earmarked money, {asked} are asked for"),
        ),
        Words::new(
            "专款专用，请核对到账和已用的数",
            "It serves its purpose only: compare what came in and what was used",
        ),
    )
}

/// The earmarked money of a village, fund by fund: those with something left first.
///
/// # Errors
/// When the store cannot be read.
pub fn funds(query: &mut dyn Query, books: &Books, village: &Place) -> Result<Vec<Fund>, Fault> {
    let mut all: BTreeMap<Option<CaseId>, Fund> = BTreeMap::new();
    let fresh = |case: Option<CaseId>, title: String| Fund { case, title, opening_fen: Fen(0), lines: Vec::new() };
    let codes: Vec<Code> = books.chart.accounts().map(|account| account.code.clone()).collect();
    for code in codes.iter().filter(|code| code.level() == 1 && earmarked(books, code)) {
        let params = [village.into(), code.as_str().into(), format!("{code}:").into()];
        for row in query.query(sql::FUND_OPENING, &params)? {
            let fen = Side::Credit.natural(signed(&row)?);
            let own = all.entry(None).or_insert_with(|| fresh(None, String::new()));
            own.opening_fen = own.opening_fen + Fen(fen);
        }
        for row in query.query(sql::FUND_LINES, &params)? {
            let case: Option<CaseId> = row.maybe_read("case_id")?;
            let title = row.maybe_text("title")?.unwrap_or_default();
            let own = all.entry(case.clone()).or_insert_with(|| fresh(case, title));
            own.lines.push(FundLine {
                account: row.read("account")?,
                voucher: row.text("voucher_id")?,
                number: (row.text("period")?, row.text("word")?, row.int("serial")?),
                day: row.read("day")?,
                summary: row.text("summary")?,
                amount_fen: Fen(Side::Credit.natural(signed(&row)?)),
            });
        }
    }
    let mut all: Vec<Fund> = all.into_values().collect();
    all.sort_by_key(|fund| (fund.left_fen().0 == 0, std::cmp::Reverse(fund.lines.last().map(|line| line.day))));
    Ok(all)
}

/// Debit-positive.
fn signed(row: &Row) -> Result<i64, Fault> {
    let side = if row.text("side")? == Side::Debit.code() { Side::Debit } else { Side::Credit };
    Ok(side.natural(row.int("amount_fen")?))
}
