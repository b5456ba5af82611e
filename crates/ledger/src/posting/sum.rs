//! How much a line of a posting moves.

use crate::Code;
use std::fmt;

/// Something that holds an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A fact of the case; with a dot, of the case that a fact names: `contract_case.paid_fen`.
    Fact(String),
    /// What the case's own vouchers have credited to an account until now.
    Credited(Code),
    /// What they have credited to it more than debited.
    Owed(Code),
}

/// How much a line moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sum {
    /// An amount, less others, and no more than another; never less than nothing.
    Of {
        /// What is added up.
        amount: Term,
        /// What is taken away.
        less: Vec<Term>,
        /// No more than this.
        at_most: Option<Term>,
    },
    /// Whatever the other lines leave, so that the voucher balances.
    Rest,
}

impl Sum {
    /// The amount of one fact.
    #[must_use]
    pub fn fact(name: &str) -> Self {
        Self::Of { amount: Term::Fact(name.to_owned()), less: Vec::new(), at_most: None }
    }

    /// Everything that it reads.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let (amount, less, at_most) = match self {
            Self::Of { amount, less, at_most } => (Some(amount), less.as_slice(), at_most.as_ref()),
            Self::Rest => (None, &[][..], None),
        };
        amount.into_iter().chain(less).chain(at_most)
    }

    /// How much it is; none for the rest, and where the amount itself is not known.
    pub(super) fn fen(&self, read: &mut impl FnMut(&Term) -> Option<i64>) -> Option<i64> {
        let Self::Of { amount, less, at_most } = self else { return None };
        let mut fen = read(amount)?;
        for term in less {
            fen = fen.saturating_sub(read(term).unwrap_or(0));
        }
        if let Some(most) = at_most {
            fen = fen.min(read(most).unwrap_or(0));
        }
        Some(fen.max(0))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(name) => f.write_str(name),
            Self::Credited(code) => write!(f, "credited:{code}"),
            Self::Owed(code) => write!(f, "owed:{code}"),
        }
    }
}
