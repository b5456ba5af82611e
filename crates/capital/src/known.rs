//! What a case knows, as a posting reads it: its own facts, those of the cases that it names, and what its own vouchers moved.

use crate::{contract, sql};
use archive::Query;
use ledger::{Code, Facts, Posting, Side, Term};
use office::Happening;
use procedure::FactValue;
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault};

/// What of a contract's schedule was posted when it fell due, and is not paid.
const ACCRUED: &str = "contract_case.accrued_fen";

/// A case's knowledge for one posting.
pub(crate) struct Known<'a> {
    what: &'a Happening<'a>,
    /// What the case's vouchers moved on an account and those beneath it: debits and credits.
    moved: BTreeMap<Code, (i64, i64)>,
    /// What of the schedule of the contract that it names stands on the books as owed.
    accrued_fen: i64,
}

impl<'a> Known<'a> {
    pub(crate) fn of(tx: &mut dyn Query, what: &'a Happening<'a>, posting: &Posting) -> Result<Self, Fault> {
        let (mut moved, mut accrued_fen) = (BTreeMap::new(), 0);
        for term in posting.lines.iter().flat_map(|line| line.sum.terms()) {
            if let Term::Credited(code) | Term::Owed(code) = term {
                moved.insert(code.clone(), moved_by(tx, what.case, code)?);
            }
            if matches!(term, Term::Fact(name) if name == ACCRUED) {
                // A deposit is no part of what the schedule asks for.
                if !contract::is_deposit(what.after) {
                    accrued_fen = contract::accrued(tx, what.after.text("contract_case").trim())?;
                }
            }
        }
        Ok(Self { what, moved, accrued_fen })
    }

    fn value(&self, name: &str) -> Option<&FactValue> {
        match name.split_once('.') {
            None => self.what.after.facts.get(name),
            Some((link, fact)) => self.what.others.get(link)?.facts.get(fact),
        }
    }
}

/// What a case's vouchers moved. A reversal takes away from the side on which its voucher stood.
pub(crate) fn moved_by(tx: &mut dyn Query, case: &CaseId, code: &Code) -> Result<(i64, i64), Fault> {
    let params = [case.into(), code.as_str().into(), format!("{code}:").into()];
    let (mut debit, mut credit) = (0_i64, 0_i64);
    for row in tx.query(sql::CASE_MOVED, &params)? {
        let fen = row.int("amount_fen")?;
        let is_debit = row.text("side")? == Side::Debit.code();
        if row.text("origin")?.starts_with("reversal ") {
            let own = if is_debit { &mut credit } else { &mut debit };
            *own = own.saturating_sub(fen);
        } else {
            let own = if is_debit { &mut debit } else { &mut credit };
            *own = own.saturating_add(fen);
        }
    }
    Ok((debit, credit))
}

impl Facts for Known<'_> {
    fn text(&self, name: &str) -> &str {
        if let Some((link, "affair")) = name.split_once('.') {
            return self.what.others.get(link).map_or("", |other| other.affair.as_str());
        }
        match self.value(name) {
            Some(FactValue::Text(text)) => text,
            _ => "",
        }
    }

    fn day(&self, name: &str) -> Option<Day> {
        match self.value(name) {
            Some(FactValue::Day(day)) => Some(*day),
            _ => None,
        }
    }

    fn fen(&self, term: &Term) -> Option<i64> {
        let moved = |code: &Code| self.moved.get(code).copied().unwrap_or_default();
        match term {
            Term::Credited(code) => Some(moved(code).1),
            Term::Owed(code) => Some(moved(code).1.saturating_sub(moved(code).0)),
            Term::Fact(name) if name == ACCRUED => Some(self.accrued_fen),
            Term::Fact(name) => match name.split_once('.') {
                Some((link, "paid_fen")) => Some(self.what.others.get(link).map_or(0, |other| other.paid_fen)),
                _ => match self.value(name) {
                    Some(FactValue::Int(fen)) => Some(*fen),
                    _ => None,
                },
            },
        }
    }
}
