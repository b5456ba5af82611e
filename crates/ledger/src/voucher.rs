//! A voucher (记账凭证): what is to be posted, and what was.

use crate::{Code, Period, Side};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use village::{CaseId, Day, Fen, Hash, PersonId};

/// The word of a voucher, each numbered by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// 记: any.
    General,
    /// 收: money comes in.
    Receipt,
    /// 付: money goes out.
    Payment,
    /// 转: no money moves.
    Transfer,
}

impl Word {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::General, Self::Receipt, Self::Payment, Self::Transfer];

    /// The word as it stands on the voucher.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::General => "记",
            Self::Receipt => "收",
            Self::Payment => "付",
            Self::Transfer => "转",
        }
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Receipt => "receipt",
            Self::Payment => "payment",
            Self::Transfer => "transfer",
        }
    }

    /// The word of a code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.code() == code)
    }
}

/// The number of a voucher: without gaps for each word and period.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Number {
    /// The period.
    pub period: Period,
    /// The word.
    pub word: Word,
    /// 1, 2, 3 …
    pub serial: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:04}", self.period, self.word.zh(), self.serial)
    }
}

/// One line (分录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The account, one without others beneath it.
    pub account: Code,
    /// Debit or credit.
    pub side: Side,
    /// More than nothing.
    pub amount_fen: Fen,
}

impl Line {
    /// The amount, debit counted positive.
    #[must_use]
    pub fn signed_fen(&self) -> i64 {
        self.side.natural(self.amount_fen.0)
    }
}

/// Where a voucher comes from. There is no other way to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// A case's act that its rules allowed.
    Case {
        /// The case.
        case: CaseId,
        /// The act, by its number in the case.
        act: i64,
    },
    /// It takes another voucher back.
    Reversal {
        /// Which.
        of: Number,
    },
    /// It posts on the right accounts what was taken back from wrong ones.
    Correction {
        /// What was taken back.
        of: Number,
    },
    /// It carries a year over.
    YearEnd {
        /// The year.
        year: i16,
    },
    /// What a contract's schedule asks for has fallen due.
    Due {
        /// The contract.
        contract: String,
        /// The line of its schedule, from 1.
        line: i64,
    },
    /// Property wore by a month.
    Wear {
        /// The month.
        period: Period,
    },
    /// A bank booked it by itself, interest or a charge; the line of its statement is the evidence.
    Bank {
        /// The bank account.
        account: Code,
        /// The line of its statement, from 1.
        line: i64,
    },
    /// History from another program. It never passes for a case.
    Imported {
        /// What the other program called it.
        mark: String,
    },
}

/// Whose hands a voucher went through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// 经手人.
    pub handler: Option<PersonId>,
    /// 证明人.
    pub witness: Option<PersonId>,
    /// 审核人.
    pub reviewer: Option<PersonId>,
    /// 审批人.
    pub approver: Option<PersonId>,
}

/// What a payment takes from a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The contract.
    pub contract: String,
    /// All that may ever be paid under it.
    pub ceiling_fen: Fen,
}

/// A voucher that is to be posted: everything but its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The word.
    pub word: Word,
    /// The day.
    pub day: Day,
    /// What it is about (摘要).
    pub summary: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// The papers, by the hash of their content.
    pub attachments: Vec<Hash>,
    /// Whose hands it went through.
    pub people: People,
    /// Where it comes from.
    pub origin: Origin,
    /// The reservation that it uses up.
    pub reservation: Option<String>,
    /// The contract that it draws on.
    pub drawn: Option<Drawn>,
}

impl Draft {
    /// The sum of one side.
    #[must_use]
    pub fn sum(&self, side: Side) -> i128 {
        self.lines.iter().filter(|line| line.side == side).map(|line| i128::from(line.amount_fen.0)).sum()
    }
}

/// A voucher that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// Its number.
    pub number: Number,
    /// What was posted.
    #[serde(flatten)]
    pub draft: Draft,
}

impl Voucher {
    /// SHA-256 over all that it says, each part after its length.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut parts = Parts(Sha256::new());
        parts.add(&self.number.to_string());
        parts.add(&self.draft.day.to_string());
        parts.add(&self.draft.summary);
        for line in &self.draft.lines {
            parts.add(line.account.as_str());
            parts.add(line.side.code());
            parts.add(&line.amount_fen.0.to_string());
        }
        for attachment in &self.draft.attachments {
            parts.add(&attachment.to_string());
        }
        let people = &self.draft.people;
        for person in [&people.handler, &people.witness, &people.reviewer, &people.approver] {
            parts.add(person.as_ref().map_or("", |person| person.as_str()));
        }
        parts.add(&self.draft.origin.to_string());
        parts.add(self.draft.reservation.as_deref().unwrap_or_default());
        if let Some(drawn) = &self.draft.drawn {
            parts.add(&drawn.contract);
            parts.add(&drawn.ceiling_fen.0.to_string());
        }
        parts.done()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case { case, act } => write!(f, "{case}#{act}"),
            Self::Reversal { of } => write!(f, "reversal {of}"),
            Self::Correction { of } => write!(f, "correction {of}"),
            Self::YearEnd { year } => write!(f, "year end {year}"),
            Self::Due { contract, line } => write!(f, "due {contract} {line}"),
            Self::Bank { account, line } => write!(f, "bank {account} {line}"),
            Self::Wear { period } => write!(f, "wear {period}"),
            Self::Imported { mark } => write!(f, "imported {mark}"),
        }
    }
}

/// A hash over texts, so that no two lists of texts run into each other.
pub(crate) struct Parts(pub(crate) Sha256);

impl Parts {
    pub(crate) fn add(&mut self, text: &str) {
        self.0.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    pub(crate) fn done(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}
