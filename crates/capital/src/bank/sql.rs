//! The bank's questions to the store, one text for both databases.

pub(super) const KEEP_COLUMNS: &str = "insert into bank_columns (village, account, columns) values ($1, $2, $3)
    on conflict (village, account) do update set columns = excluded.columns";
pub(super) const COLUMNS: &str = "select columns from bank_columns where village = $1 and account = $2";
pub(super) const INSERT_STATEMENT: &str = "insert into bank_statement (village, account, number, form, opening_fen,
    closing_fen, until, added, again, file, sent_by, sent)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(super) const STATEMENTS: &str = "select s.number, s.form, s.opening_fen, s.closing_fen, s.until, s.added, s.again,
    s.file, s.sent, p.name from bank_statement s left join person p on p.id = s.sent_by
    where s.village = $1 and s.account = $2 order by s.number desc limit 500";
pub(super) const INSERT_LINE: &str = "insert into bank_line (village, account, number, statement, day, amount_fen,
    balance_fen, payee, remark, reference, mark) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub(super) const LAST_LINE: &str = "select number, day, balance_fen from bank_line
    where village = $1 and account = $2 order by number desc limit 1";
pub(super) const MARKS_FROM: &str = "select mark from bank_line where village = $1 and account = $2 and day >= $3
    order by number limit 100000";
pub(super) const BALANCE_AT: &str = "select balance_fen from bank_line
    where village = $1 and account = $2 and day <= $3 order by number desc limit 1";
/// What no matching holds whose last line lies on or before the day.
pub(super) const OPEN_BANK: &str = "select l.number, l.day, l.amount_fen, l.balance_fen, l.payee, l.remark, l.reference
    from bank_line l left join matched_line x on x.village = l.village and x.account = l.account
    and x.bank_line = l.number and x.holds = 1
    left join matching m on m.village = x.village and m.account = x.account and m.number = x.matching
    where l.village = $1 and l.account = $2 and l.day <= $3 and (x.matching is null or m.settled > $3)
    order by l.number limit 5000";
pub(super) const OPEN_BOOK: &str = "select l.voucher_id, l.position, l.day, l.side, l.amount_fen, v.summary, v.word,
    v.serial, v.period, v.case_id, c.facts from voucher_line l join voucher v on v.id = l.voucher_id
    left join affair_case c on c.id = v.case_id
    left join matched_line x on x.voucher_id = l.voucher_id and x.voucher_position = l.position and x.holds = 1
    left join matching m on m.village = x.village and m.account = x.account and m.number = x.matching
    where l.village = $1 and l.account = $2 and l.day <= $3 and (x.matching is null or m.settled > $3)
    order by l.day, v.entry, v.serial, l.position limit 5000";
pub(super) const BANK_LINE: &str = "select l.day, l.amount_fen, x.matching from bank_line l
    left join matched_line x on x.village = l.village and x.account = l.account and x.bank_line = l.number
    and x.holds = 1 where l.village = $1 and l.account = $2 and l.number = $3";
pub(super) const BOOK_LINE: &str = "select l.day, l.side, l.amount_fen, x.matching from voucher_line l
    left join matched_line x on x.voucher_id = l.voucher_id and x.voucher_position = l.position and x.holds = 1
    where l.village = $1 and l.account = $2 and l.voucher_id = $3 and l.position = $4";
pub(super) const LAST_MATCHING: &str = "select max(number) as number from matching where village = $1 and account = $2";
pub(super) const INSERT_MATCHING: &str =
    "insert into matching (village, account, number, settled, made_by, made, reason,
    undone_by, undone) values ($1, $2, $3, $4, $5, $6, null, null, null)";
pub(super) const INSERT_MATCHED: &str =
    "insert into matched_line (village, account, matching, position, holds, bank_line,
    voucher_id, voucher_position, day, amount_fen) values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9)";
pub(super) const UNDO_MATCHING: &str = "update matching set reason = $4, undone_by = $5, undone = $6
    where village = $1 and account = $2 and number = $3";
pub(super) const LET_GO: &str =
    "update matched_line set holds = 0 where village = $1 and account = $2 and matching = $3";
pub(super) const MATCHING: &str =
    "select number, undone from matching where village = $1 and account = $2 and number = $3";
pub(super) const DAYS_OF_MATCHING: &str = "select distinct day from matched_line
    where village = $1 and account = $2 and matching = $3 order by day limit 400";
pub(super) const MATCHINGS: &str = "select m.number, m.made, m.undone, m.reason, p.name from matching m
    left join person p on p.id = m.made_by where m.village = $1 and m.account = $2 and m.settled >= $3
    and m.settled <= $4 order by m.number desc limit 2000";
pub(super) const MATCHED: &str = "select x.matching, x.bank_line, x.voucher_id, x.day, x.amount_fen, l.payee, l.remark,
    v.summary, v.word, v.serial from matched_line x join matching m on m.village = x.village
    and m.account = x.account and m.number = x.matching
    left join bank_line l on l.village = x.village and l.account = x.account and l.number = x.bank_line
    left join voucher v on v.id = x.voucher_id
    where x.village = $1 and x.account = $2 and m.settled >= $3 and m.settled <= $4
    order by x.matching desc, x.position limit 8000";
pub(super) const COUNT_SIGNED: &str = "select count(*) as many from reconciliation
    where village = $1 and account = $2 and period = $3";
pub(super) const INSERT_SIGNED: &str =
    "insert into reconciliation (village, account, period, number, book_fen, bank_fen,
    bank_in_fen, bank_out_fen, book_in_fen, book_out_fen, signed_by, signed, remark, seen_by, seen)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, null, null, null)";
pub(super) const SET_SEEN: &str = "update reconciliation set remark = $5, seen_by = $6, seen = $7
    where village = $1 and account = $2 and period = $3 and number = $4";
pub(super) const SIGNED: &str = "select r.account, r.period, r.number, r.book_fen, r.bank_fen, r.bank_in_fen,
    r.bank_out_fen, r.book_in_fen, r.book_out_fen, r.signed_by, r.signed, r.remark, r.seen, p.name as signer,
    q.name as seer from reconciliation r left join person p on p.id = r.signed_by
    left join person q on q.id = r.seen_by where r.village = $1 and r.account = $2
    order by r.period desc, r.number desc limit 500";
pub(super) const INSERT_LATE: &str =
    "insert into reconciliation_late (village, account, period, told) values ($1, $2, $3, $4)";
pub(super) const TOLD_LATE: &str = "select period from reconciliation_late where village = $1 and account = $2
    order by period limit 1000";
pub(super) const INSERT_LINE_LATE: &str =
    "insert into bank_line_late (village, account, line, told) values ($1, $2, $3, $4)";
pub(super) const TOLD_LINES: &str = "select line from bank_line_late where village = $1 and account = $2
    order by line limit 100000";
pub(super) const EVERY_STATED: &str =
    "select distinct village, account from bank_line order by village, account limit 100000";
pub(super) const EVERY_BANK: &str = "select a.village, a.code, b.first_period, b.opened from bank_account a
    join village_books b on b.village = a.village order by a.village, a.code limit 100000";
pub(super) const INSERT_ENTRY: &str = "insert into bank_entry (village, account, line, number, kind, proposed_by,
    proposed, state, answered_by, answered, remark, voucher_id)
    values ($1, $2, $3, $4, $5, $6, $7, 'waiting', null, null, null, null)";
pub(super) const ANSWER_ENTRY: &str = "update bank_entry set state = $5, answered_by = $6, answered = $7, remark = $8,
    voucher_id = $9 where village = $1 and account = $2 and line = $3 and number = $4";
pub(super) const ENTRY_OF: &str = "select e.number, e.kind, e.proposed_by, e.proposed, e.state, e.remark, e.voucher_id,
    p.name from bank_entry e left join person p on p.id = e.proposed_by
    where e.village = $1 and e.account = $2 and e.line = $3 order by e.number desc limit 1";
/// What charges of an account were entered of the days of a month; out, so less than nothing.
pub(super) const CHARGED: &str = "select sum(l.amount_fen) as fen from bank_entry e join bank_line l
    on l.village = e.village and l.account = e.account and l.number = e.line
    where e.village = $1 and e.account = $2 and e.kind = 'charge' and e.state = 'posted'
    and l.day >= $3 and l.day <= $4";
/// Within a place; the codes within it lie between two texts.
pub(crate) const WAITING_ENTRIES: &str = "select e.village, e.account, e.line, e.kind, l.remark as reason,
    e.proposed_by, e.proposed from bank_entry e join bank_line l
    on l.village = e.village and l.account = e.account and l.number = e.line
    where e.state = 'waiting' and e.village >= $1 and e.village < $2 order by e.proposed limit 200";
