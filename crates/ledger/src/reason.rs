//! Why the ledger does not take something, in words for whoever tried.

use crate::{Code, Number, Period};
use village::{Day, Fen, Words};

/// Why something is not posted, closed or opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A voucher without a summary.
    NoSummary,
    /// Fewer than two lines.
    TooFewLines(usize),
    /// A line of nothing, or less.
    NotPositive { line: usize, amount: Fen },
    /// A sum that nobody can mean.
    TooLarge(Fen),
    /// Debit and credit differ.
    Unbalanced { debit: Fen, credit: Fen },
    /// No such account.
    UnknownAccount { line: usize, code: Code },
    /// Something lies beneath the account.
    NotLeaf { line: usize, code: Code },
    /// The day lies before the books begin.
    BeforeBooks { day: Day, first: Day },
    /// The period is closed.
    PeriodClosed(Period),
    /// The year was carried over.
    YearCarried(Period),
    /// A later voucher of the period has an earlier day.
    DayGoesBack { day: Day, last: Day },
    /// The account would fall below nothing.
    BelowZero { code: Code, name: Words, left: Fen, asked: Fen },
    /// More than the contract says.
    OverContract { contract: String, left: Fen, asked: Fen },
    /// No such reservation.
    NotReserved(String),
    /// The same thing was reserved before.
    ReservedTwice(String),
    /// More is paid than was reserved.
    OverReserved { reserved: Fen, asked: Fen },
    /// The same case's act was posted before.
    PostedTwice(String),
    /// The voucher was reversed before.
    ReversedTwice(Number),
    /// What cannot be reversed.
    NotReversible(Number),
    /// Two accounts of one code.
    AccountTwice(Code),
    /// No account above.
    NothingAbove(Code),
    /// An account without a name.
    AccountUnnamed(Code),
    /// An opening balance on the side on which the account has none.
    WrongSide { line: usize, code: Code },
    /// An earlier period is open.
    EarlierOpen(Period),
    /// The period is not begun, or not of these books.
    UnknownPeriod(Period),
    /// The period has not ended.
    NotEnded(Period),
    /// The period is not closed.
    NotClosed(Period),
    /// A later period is closed.
    LaterClosed(Period),
    /// The year is not carried over yet.
    YearNotCarried(Code, Fen),
    /// Not the last period of a year.
    NotYearEnd(Period),
    /// The balance would pass what can be counted.
    Overflow(Code),
}

impl Reason {
    /// The same in words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NoSummary => Words::new("凭证没有摘要", "the voucher has no summary"),
            Self::TooFewLines(found) => Words::new(
                format!("凭证至少要有借贷两行分录，现在有{found}行"),
                format!("a voucher has at least two lines; this one has {found}"),
            ),
            Self::NotPositive { line, amount } => Words::new(
                format!("第{line}行金额是{amount}元，每行金额要大于零"),
                format!("line {line} is {amount} yuan; every line is more than nothing"),
            ),
            Self::TooLarge(sum) => Words::new(
                format!("金额{sum}元超出了账簿能记的范围，请核对"),
                format!("{sum} yuan is more than the books take; please check the amount"),
            ),
            Self::Unbalanced { debit, credit } => Words::new(
                format!("借贷不平：借方{debit}元，贷方{credit}元"),
                format!("debit {debit} and credit {credit} yuan are not equal"),
            ),
            Self::UnknownAccount { line, code } => Words::new(
                format!("第{line}行的科目{code}不在科目表里"),
                format!("line {line}: account {code} is not in the chart"),
            ),
            Self::NotLeaf { line, code } => Words::new(
                format!("第{line}行的科目{code}下面还有明细科目，要记到明细科目"),
                format!("line {line}: account {code} has accounts beneath it; post to one of those"),
            ),
            Self::BeforeBooks { day, first } => Words::new(
                format!("{day}早于建账日期{first}"),
                format!("{day} lies before {first}, when the books begin"),
            ),
            Self::PeriodClosed(period) => Words::new(
                format!("{}已经结账，不能再记", month(*period)),
                format!("{period} is closed and takes nothing more"),
            ),
            Self::YearCarried(period) => Words::new(
                format!("{}已经做完年终结转，不能再记", month(*period)),
                format!("the year was carried over in {period}; it takes nothing more"),
            ),
            Self::DayGoesBack { day, last } => Words::new(
                format!("凭证日期{day}早于本期最后一张凭证的日期{last}"),
                format!("the voucher's day {day} lies before that of the period's last voucher, {last}"),
            ),
            _ => self.words_of_money(),
        }
    }

    fn words_of_money(&self) -> Words {
        match self {
            Self::BelowZero { code, name, left, asked } => Words::new(
                format!("{}（{code}）只剩{left}元，不够支出{asked}元", name.zh),
                format!("{} ({code}) has {left} yuan left, not enough for {asked}", name.en),
            ),
            Self::OverContract { contract, left, asked } => Words::new(
                format!("合同{contract}只剩{left}元可付，本次要付{asked}元"),
                format!("contract {contract} has {left} yuan left to pay; {asked} was asked for"),
            ),
            Self::NotReserved(id) => Words::new(format!("没有为{id}留过款"), format!("nothing is reserved for {id}")),
            Self::ReservedTwice(id) => {
                Words::new(format!("已经为{id}留过款"), format!("money is reserved for {id} already"))
            }
            Self::OverReserved { reserved, asked } => Words::new(
                format!("留款{reserved}元，要付{asked}元，超过了批准的金额"),
                format!("{reserved} yuan were reserved and {asked} are asked for: more than was approved"),
            ),
            Self::PostedTwice(origin) => {
                Words::new(format!("{origin}已经记过账"), format!("{origin} is posted already"))
            }
            Self::ReversedTwice(number) => {
                Words::new(format!("凭证{number}已经冲销过"), format!("voucher {number} is reversed already"))
            }
            Self::NotReversible(number) => Words::new(
                format!("凭证{number}是年终结转或冲销凭证，不能冲销"),
                format!("voucher {number} carries a year over, or reverses another; it is not reversed"),
            ),
            Self::Overflow(code) => {
                Words::new(format!("科目{code}的余额超出范围"), format!("the balance of {code} is too large to count"))
            }
            _ => self.words_of_periods(),
        }
    }

    fn words_of_periods(&self) -> Words {
        match self {
            Self::AccountTwice(code) => {
                Words::new(format!("科目{code}出现了两次"), format!("account {code} is there twice"))
            }
            Self::NothingAbove(code) => {
                Words::new(format!("科目{code}没有上级科目"), format!("account {code} has none above it"))
            }
            Self::AccountUnnamed(code) => {
                Words::new(format!("科目{code}没有名称"), format!("account {code} has no name"))
            }
            Self::WrongSide { line, code } => Words::new(
                format!("第{line}行科目{code}的余额方向不对"),
                format!("line {line}: the balance of {code} lies on the wrong side"),
            ),
            Self::EarlierOpen(period) => {
                Words::new(format!("要先结{}的账", month(*period)), format!("{period} is to be closed first"))
            }
            Self::UnknownPeriod(period) => {
                Words::new(format!("账簿里没有{}这一期", month(*period)), format!("the books have no period {period}"))
            }
            Self::NotEnded(period) => {
                Words::new(format!("{}还没有过完，不能结账", month(*period)), format!("{period} has not ended yet"))
            }
            Self::NotClosed(period) => {
                Words::new(format!("{}还没有结账", month(*period)), format!("{period} is not closed"))
            }
            Self::LaterClosed(period) => Words::new(
                format!("后面的{}已经结账，要先重开{}", month(*period), month(*period)),
                format!("{period} after it is closed; reopen {period} first"),
            ),
            Self::YearNotCarried(code, left) => Words::new(
                format!("年终结转还没有做完：科目{code}还有余额{left}元"),
                format!("the year is not carried over: account {code} still holds {left} yuan"),
            ),
            Self::NotYearEnd(period) => {
                Words::new(format!("{}不是十二月，不能做年终结转", month(*period)), format!("{period} is no December"))
            }
            _ => Words::new("账簿不接受", "the books do not take it"),
        }
    }
}

/// A month as people write it.
fn month(period: Period) -> String {
    format!("{}年{}月", period.year(), period.month())
}
