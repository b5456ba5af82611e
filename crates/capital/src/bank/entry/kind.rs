//! What a bank books by itself, told by its own words: interest on a deposit, or a charge.

use crate::bank::BankLineRow;
use ledger::Code;
use village::Words;

/// What a bank books by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankEntryKind {
    /// 利息: interest on a deposit.
    Interest,
    /// 手续费: a charge.
    Charge,
}

/// The account of interest received, and that of charges, in the chart in force.
const INTEREST: &str = "50402";
const CHARGES: &str = "51399";

/// How a bank names interest and charges; what speaks of a loan's interest is none of them.
const INTEREST_WORDS: [&str; 4] = ["结息", "利息", "存款息", "interest"];
const CHARGE_WORDS: [&str; 10] =
    ["手续费", "工本费", "服务费", "管理费", "年费", "汇划费", "短信费", "回单费", "账户费", "bank charge"];
const NEITHER: [&str; 4] = ["贷款", "借款", "罚息", "loan"];

impl BankEntryKind {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Interest => "interest",
            Self::Charge => "charge",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        [Self::Interest, Self::Charge].into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Interest => Words::new("银行结息", "interest from the bank"),
            Self::Charge => Words::new("银行手续费", "bank charge"),
        }
    }

    /// What a line of the bank is, by its own words and the way its money goes; none where it is anything else.
    #[must_use]
    pub fn of(line: &BankLineRow) -> Option<Self> {
        let text = format!("{} {}", line.payee, line.remark).to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match line.amount_fen.0 {
            fen if fen > 0 && says(&INTEREST_WORDS) && !says(&NEITHER) => Some(Self::Interest),
            // A charge goes to the bank itself, or to nobody who is named; what goes to anybody else is spending.
            fen if fen < 0 && says(&CHARGE_WORDS) && !says(&NEITHER) && is_bank(&line.payee) => Some(Self::Charge),
            _ => None,
        }
    }

    /// The account beside the bank's.
    #[must_use]
    pub fn beside(self) -> Option<Code> {
        Code::parse(self.account()).ok()
    }

    pub(crate) fn account(self) -> &'static str {
        match self {
            Self::Interest => INTEREST,
            Self::Charge => CHARGES,
        }
    }
}

fn is_bank(payee: &str) -> bool {
    const BANKS: [&str; 5] = ["银行", "信用社", "农商行", "信用联社", "bank"];
    let payee = payee.trim().to_lowercase();
    payee.is_empty() || BANKS.iter().any(|word| payee.contains(word))
}
