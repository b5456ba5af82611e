//! What was read of an invoice, each part with where it stood.

use serde::{Deserialize, Serialize};
use village::{Day, Fen};

/// Where a part was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The printed code, in a photograph or in a PDF.
    Code,
    /// An e-invoice's XML.
    Xml,
    /// What an OFD says of itself.
    Ofd,
    /// The properties of a PDF.
    Properties,
    /// The text of a PDF.
    Text,
}

/// A part with where it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub source: Source,
}

impl<T> Found<T> {
    /// A part that stood there.
    pub fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }
}

/// What was read of an invoice. Amounts with tax and without are never mixed up: where it is not known which one it is, it
/// is neither.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// The invoice's code; a fully digitalised invoice has none.
    pub code: Option<Found<String>>,
    /// Its number, in digits only.
    pub number: Option<Found<String>>,
    /// The day on which it was issued.
    pub day: Option<Found<Day>>,
    /// The total with tax: what is paid.
    pub total: Option<Found<Fen>>,
    /// The amount before tax.
    pub net: Option<Found<Fen>>,
    /// An amount of which it is not known whether tax is in it.
    pub amount: Option<Found<Fen>>,
    /// The check code.
    pub check_code: Option<Found<String>>,
    /// Who sold.
    pub seller: Option<Found<String>>,
    /// Who bought.
    pub buyer: Option<Found<String>>,
}

impl Invoice {
    /// The number as it is known, whatever stands beside it; empty when it was not read.
    #[must_use]
    pub fn number(&self) -> &str {
        self.number.as_ref().map_or("", |found| found.value.as_str())
    }

    /// Whether the other can be the same invoice: nothing that both know differs in number or code.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let agree = |one: &Option<Found<String>>, two: &Option<Found<String>>| match (one, two) {
            (Some(one), Some(two)) => one.value == two.value,
            _ => true,
        };
        agree(&self.number, &other.number) && agree(&self.code, &other.code)
    }

    /// Takes over what this one lacks, when the other is the same invoice.
    pub(crate) fn complete(&mut self, other: Self) {
        if !self.is_same(&other) {
            return;
        }
        fn take<T>(here: &mut Option<Found<T>>, there: Option<Found<T>>) {
            if here.is_none() {
                *here = there;
            }
        }
        take(&mut self.code, other.code);
        take(&mut self.number, other.number);
        take(&mut self.day, other.day);
        take(&mut self.total, other.total);
        take(&mut self.net, other.net);
        take(&mut self.amount, other.amount);
        take(&mut self.check_code, other.check_code);
        take(&mut self.seller, other.seller);
        take(&mut self.buyer, other.buyer);
    }
}

/// Adds an invoice to those known, or what it tells of one of them.
pub(crate) fn gather(known: &mut Vec<Invoice>, found: Invoice) {
    match known.iter_mut().find(|one| one.is_same(&found) && !one.number().is_empty()) {
        Some(same) => same.complete(found),
        None => known.push(found),
    }
}
