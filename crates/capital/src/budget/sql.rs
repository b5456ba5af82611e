//! The budgets' questions to the store, one text for both databases.

pub(super) const CLEAR: &str = "delete from budget_line where village = $1 and year = $2";
pub(super) const KEEP: &str = "insert into budget_line (village, year, account, amount_fen, case_id, entry)
    values ($1, $2, $3, $4, $5, $6)";
pub(super) const LINES: &str = "select account, amount_fen, case_id from budget_line where village = $1 and year = $2
    order by account limit 1000";
pub(super) const YEARS: &str = "select distinct year from budget_line where village = $1 order by year desc limit 50";
pub(super) const OF_YEAR: &str =
    "select distinct village from budget_line where year = $1 order by village limit 100000";
/// What moved in a year without what carried it over.
pub(super) const MOVED: &str = "select account, sum(debit_fen) as debit_fen, sum(credit_fen) as credit_fen,
    sum(carried_fen) as carried_fen from account_turn where village = $1 and period >= $2 and period <= $3
    group by account order by account limit 10000";
pub(super) const KEPT_BACK: &str = "select purpose, sum(amount_fen) as amount_fen from reservation
    where village = $1 and status = 'kept' and purpose is not null and day >= $2 and day <= $3
    group by purpose order by purpose limit 10000";
/// Without what was kept back before the account was written down with it.
pub(super) const KEPT_BY_CASE: &str = "select purpose, amount_fen from reservation
    where case_id = $1 and status = 'kept' and purpose is not null order by id limit 10";
pub(super) const TELL: &str =
    "insert into budget_told (village, year, account, colour, entry) values ($1, $2, $3, $4, $5)";
pub(super) const TOLD: &str =
    "select account, colour from budget_told where village = $1 and year = $2 order by account, colour limit 2000";
