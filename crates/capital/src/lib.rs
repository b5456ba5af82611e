//! Capital (三资): a village's money in its books.
//!
//! A voucher exists only as what a case's step brought about ([`PROVIDERS`]), as what a contract that a case signed asks for by then,
//! or as the carrying over of a year. There is no deed that posts one otherwise.

mod aging;
mod audit;
mod bank;
mod bring;
mod budget;
mod card;
mod carry;
mod close;
mod coded;
mod contract;
mod disclose;
mod enter;
mod entries;
mod final_accounts;
mod fund;
mod handover;
mod import;
mod keep;
mod known;
mod member;
mod open;
mod pair;
mod plot;
mod read;
mod read_reversal;
mod read_year;
mod receipt;
mod refuse;
mod register;
mod reopen;
mod reverse;
mod sql;
mod store;
mod take_over;

pub use aging::{Band, ContractAge, OpenItem, contract_ages, open_items};
pub use audit::{Audited, CaseSeen, Export, Finding, audit, export};
pub use bank::{
    Awaited, BankEntryKind, BankEntryRow, BankLineRow, BookLineRow, ConfirmBankEntry, Figures, Group, MatchLines,
    MatchingRow, ProposeBankEntry, ReceiveStatement, Reckoned, ReconciliationRow, ReportUnmatched, ReportUnreconciled,
    ReturnBankEntry, SeeReconciliation, SignReconciliation, StatementRow, UndoMatching, awaited, bank_entry, bank_line,
    bank_sides, book_sides, columns_of, matchings, reckoned, reconciliations, statements, to_report_unmatched,
    to_report_unreconciled, unreconciled,
};
pub use budget::{
    BudgetRow, BudgetUse, ReportBudget, budget, budget_use, budget_years, near_percent, to_report_budgets,
};
pub use card::{
    CardClass, CardKind, CardRow, CountRow, CountedRow, DecideCount, DescribeCard, Found, ImportCards, ImportedCard,
    MarkCounted, OpenCount, UseState, WearRow, card, card_faults, cards, count, counted, counts, wears,
};
pub use carry::{CarryYear, YearShown, year_shown};
pub use close::{ClosePeriod, StillOpen, not_closable, still_open};
pub use contract::{
    Colour, ContractKind, ContractRow, ContractSettling, ContractTotals, Direction, FileContract, ImportContracts,
    ImportedContract, Limits, LineRow, PostDue, RemindContract, Settled, changes_of, contract, contract_faults,
    contract_lines, contracts, deposit_held, settlings, to_post, to_remind_contracts, totals,
};
pub use entries::kinds;
pub use final_accounts::{FinalAccounts, final_accounts};
pub use fund::{Fund, FundLine, funds};
pub use handover::{
    ConfirmHandover, CorrectOpening, HandoverRow, HandoverState, HandoverSum, HandoverWhat, ReturnHandover, handover,
    handovers, not_correctable, opening_sums, voucher_sums,
};
pub use import::{ImportRow, ImportVouchers, PrepareVouchers, history_until, imports, known_marks};
pub use member::{
    DistributionLine, DistributionRow, Holding, ImportedMember, MemberChange, MemberRow, MemberState, PaidPart,
    PrepareMembers, Shares, distribution_lines, distributions, household_of, member, member_changes, member_faults,
    members, owed_by_books, share_cap,
};
pub use open::{BankAccount, PrepareBooks, contained};
pub use plot::{
    Boundary, Corner, DescribePlot, ImportPlots, ImportedPlot, LandType, Mu, PlotRow, PlotStanding, PlotUse, plot,
    plot_contracts, plot_faults, plots, read_boundary,
};
pub use read::{
    BooksRow, JournalLine, PeriodRow, ReopeningRow, VoucherRow, balances_at, banks, books_of, chart_of, closed_until,
    journal, periods, reopenings, state_of, turns, voucher, voucher_of_case, vouchers, vouchers_of_case,
};
pub use read_reversal::{ReversalRow, TakenBack, WaitingRow, reversals, taken_back, waiting};
pub use read_year::{YearTurns, turns_until, year_turns};
pub use receipt::{
    CancelReceipts, NextReceipt, ReceiptBookRow, ReceiptRow, ReceiveReceiptBook, next_receipt, receipt, receipt_books,
    receipts, receipts_of_case,
};
pub use register::RegisterAccount;
pub use reopen::{ConfirmReopening, ProposeReopening};
pub use reverse::{ConfirmReversal, ProposeReversal};
pub use take_over::TakeOver;

/// Where what is made public is drawn from.
pub const SOURCE: office::Source = disclose::SOURCE;

/// This chapter's part in the effects, all of it: the books first, then the registers, which lay the books' vouchers on contracts,
/// then the receipts, the budget, and the members and their shares.
pub const PROVIDERS: [office::Provider; 6] = [
    bring::PROVIDER,
    contract::REGISTER,
    receipt::PROVIDER,
    budget::PROVIDER,
    member::PROVIDER,
    final_accounts::PROVIDER,
];
