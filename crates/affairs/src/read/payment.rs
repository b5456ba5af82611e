//! Questions to the affairs: payments.

use super::malformed;
use crate::sql;
use crate::state::day;
use archive::{Query, Row};
use village::{CaseId, Day, Fault, Fen, Place};

/// A payment.
#[derive(Debug, Clone)]
pub struct PaymentRow {
    /// The case.
    pub case: CaseId,
    /// The act of the case that paid.
    pub act: i64,
    /// The affair's code.
    pub affair: String,
    /// The case's title.
    pub title: String,
    /// The day.
    pub paid_on: Day,
    /// The amount.
    pub amount_fen: Fen,
    /// To whom.
    pub payee: String,
    /// For what.
    pub purpose: String,
    /// How.
    pub method: String,
}

/// A month's payments added up.
#[derive(Debug, Clone)]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    /// The sum.
    pub total_fen: Fen,
    /// How many payments.
    pub many: i64,
}

/// What a village paid in a month such as `2026-03`, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn payments(query: &mut dyn Query, village: &Place, month: &str) -> Result<Vec<PaymentRow>, Fault> {
    query.query(sql::PAYMENTS_OF_MONTH, &[village.into(), month.into()])?.iter().map(payment).collect()
}

/// What a village paid to somebody of exactly this name, the latest first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn payments_to(query: &mut dyn Query, village: &Place, payee: &str) -> Result<Vec<PaymentRow>, Fault> {
    query.query(sql::PAYMENTS_TO, &[village.into(), payee.into()])?.iter().map(payment).collect()
}

fn payment(row: &Row) -> Result<PaymentRow, Fault> {
    Ok(PaymentRow {
        case: CaseId::new(row.text("case_id")?).map_err(|e| malformed("case", e))?,
        act: row.int("act")?,
        affair: row.text("affair")?,
        title: row.text("title")?,
        paid_on: day(&row.text("paid_on")?)?,
        amount_fen: Fen(row.int("amount_fen")?),
        payee: row.text("payee")?,
        purpose: row.text("purpose")?,
        method: row.text("method")?,
    })
}

/// A village's months with payments, the latest first (at most 36).
///
/// # Errors
/// When the store cannot be read.
pub fn months(query: &mut dyn Query, village: &Place) -> Result<Vec<Month>, Fault> {
    query
        .query(sql::PAYMENT_MONTHS, &[village.into()])?
        .iter()
        .map(|row| {
            Ok(Month { month: row.text("month")?, total_fen: Fen(row.int("total_fen")?), many: row.int("many")? })
        })
        .collect()
}
