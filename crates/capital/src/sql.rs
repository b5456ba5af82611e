//! The books' questions to the store, one text for both databases.

pub(crate) const INSERT_BOOKS: &str =
    "insert into village_books (village, first_period, rules, paper, opened_by, opened)
    values ($1, $2, $3, $4, $5, $6)";
pub(crate) const BOOKS: &str = "select b.first_period, b.paper, b.opened, p.name from village_books b
    left join person p on p.id = b.opened_by where b.village = $1";
pub(crate) const INSERT_ACCOUNT: &str =
    "insert into village_account (village, code, name_zh, name_en) values ($1, $2, $3, $4)";
pub(crate) const ACCOUNTS: &str =
    "select code, name_zh, name_en from village_account where village = $1 order by code limit 2000";
pub(crate) const INSERT_BANK: &str =
    "insert into bank_account (village, code, bank, kind, last_digits) values ($1, $2, $3, $4, $5)";
pub(crate) const BANKS: &str =
    "select code, bank, kind, last_digits from bank_account where village = $1 order by code limit 100";
pub(crate) const BANK_OF_KIND: &str =
    "select code from bank_account where village = $1 and kind = $2 order by code limit 1";
pub(crate) const INSERT_OPENING: &str =
    "insert into opening_balance (village, position, account, side, amount_fen) values ($1, $2, $3, $4, $5)";
pub(crate) const KEEP_PERIOD: &str =
    "insert into period (village, period, closed_hash, carried, last_day, chain, closed_by, closed)
    values ($1, $2, null, $3, $4, $5, null, null) on conflict (village, period) do update
    set carried = excluded.carried, last_day = excluded.last_day, chain = excluded.chain";
pub(crate) const CLOSE_PERIOD: &str =
    "update period set closed_hash = $3, closed_by = $4, closed = $5, unreconciled = $6
    where village = $1 and period = $2";
pub(crate) const REOPEN_PERIOD: &str = "update period set closed_hash = null, closed_by = null, closed = null,
    unreconciled = null where village = $1 and period = $2";
pub(crate) const LIVE_PERIODS: &str = "select period, closed_hash, carried, last_day, chain from period
    where village = $1 and (closed_hash is null or period =
    (select max(c.period) from period c where c.village = $1 and c.closed_hash is not null))
    order by period limit 1000";
pub(crate) const PERIODS_FROM: &str = "select period, closed_hash, carried, last_day, chain from period
    where village = $1 and period >= $2 order by period limit 1000";
pub(crate) const LAST_PERIOD: &str = "select max(period) as period from period where village = $1";
pub(crate) const PERIODS: &str = "select d.period, d.closed_hash, d.carried, d.closed, d.unreconciled, p.name,
    (select count(*) from voucher v where v.village = d.village and v.period = d.period) as vouchers
    from period d left join person p on p.id = d.closed_by where d.village = $1 order by d.period desc limit 240";
pub(crate) const KEEP_SERIAL: &str =
    "insert into voucher_serial (village, period, word, serial) values ($1, $2, $3, $4)
    on conflict (village, period, word) do update set serial = excluded.serial";
pub(crate) const SERIALS_FROM: &str = "select period, word, serial from voucher_serial
    where village = $1 and period >= $2 order by period, word limit 4000";
pub(crate) const KEEP_TURN: &str =
    "insert into account_turn (village, period, account, opening_fen, debit_fen, credit_fen, carried_fen,
    lowest_fen, highest_fen) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (village, period, account) do update set opening_fen = excluded.opening_fen,
    debit_fen = excluded.debit_fen, credit_fen = excluded.credit_fen, carried_fen = excluded.carried_fen,
    lowest_fen = excluded.lowest_fen, highest_fen = excluded.highest_fen";
pub(crate) const TURNS_FROM: &str =
    "select period, account, opening_fen, debit_fen, credit_fen, carried_fen, lowest_fen,
    highest_fen from account_turn where village = $1 and period >= $2 order by period, account limit 100000";
pub(crate) const TURNS_OF: &str = "select period, account, opening_fen, debit_fen, credit_fen, carried_fen, lowest_fen,
    highest_fen from account_turn where village = $1 and period = $2 order by account limit 5000";
pub(crate) const INSERT_VOUCHER: &str =
    "insert into voucher (id, village, period, word, serial, day, summary, amount_fen, origin, case_id, act, handler,
    witness, reviewer, approver, hash, entry, posted_by, posted)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
pub(crate) const INSERT_LINE: &str =
    "insert into voucher_line (voucher_id, position, village, day, account, side, amount_fen)
    values ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const INSERT_PAPER: &str = "insert into voucher_paper (voucher_id, position, hash) values ($1, $2, $3)";
pub(crate) const VOUCHERS: &str = "select id, period, word, serial, day, summary, amount_fen, origin, case_id, act,
    handler, witness, reviewer, approver, hash, posted, posted_by from voucher where village = $1 and period = $2
    order by entry, serial limit 200001";
pub(crate) const VOUCHER: &str = "select id, period, word, serial, day, summary, amount_fen, origin, case_id, act,
    handler, witness, reviewer, approver, hash, posted, posted_by from voucher where id = $1 and village = $2";
pub(crate) const VOUCHER_OF_CASE: &str =
    "select id from voucher where case_id = $1 order by entry desc, id desc limit 1";
pub(crate) const LINES: &str = "select voucher_id, position, account, side, amount_fen from voucher_line
    where voucher_id = $1 order by position limit 1000";
pub(crate) const VOUCHER_PAPERS: &str =
    "select hash from voucher_paper where voucher_id = $1 order by position limit 1000";
pub(crate) const JOURNAL: &str = "select l.voucher_id, l.account, l.side, l.amount_fen, l.day, v.summary, v.case_id,
    v.word, v.serial, v.period from voucher_line l join voucher v on v.id = l.voucher_id
    where l.village = $1 and l.account >= $2 and l.account < $3 and v.period >= $4 and v.period <= $5
    order by v.period, v.day, v.entry, v.serial, l.position limit 200001";
pub(crate) const KEEP_DAY: &str = "insert into account_day (village, day, account, moved_fen) values ($1, $2, $3, $4)
    on conflict (village, day, account) do update set moved_fen = excluded.moved_fen";
/// The last day with a voucher tells what moved; an account that has moved in a month stands among its turns.
pub(crate) const LAST_PERIOD_BEFORE: &str =
    "select max(period) as period from account_turn where village = $1 and period < $2";
pub(crate) const BALANCES_AT: &str = "select t.account, t.opening_fen, d.moved_fen from account_turn t
    left join account_day d on d.village = t.village and d.account = t.account and d.day =
    (select max(e.day) from account_day e where e.village = $1 and e.day >= $3 and e.day <= $4)
    where t.village = $1 and t.period = $2 order by t.account limit 5000";
pub(crate) const INSERT_RESERVATION: &str =
    "insert into reservation (id, village, case_id, account, amount_fen, day, status, purpose)
    values ($1, $2, $3, $4, $5, $6, 'kept', $7)";
pub(crate) const SET_RESERVATION: &str = "update reservation set status = $2 where id = $1";
pub(crate) const RESERVATIONS: &str = "select id, case_id, account, amount_fen, day from reservation
    where village = $1 and status = 'kept' order by id limit 5000";
pub(crate) const RESERVATION_OF_CASE: &str =
    "select id from reservation where case_id = $1 and status = 'kept' order by id limit 1";
pub(crate) const DRAWN: &str = "select contract_id, drawn_fen from contract_drawn where village = $1 limit 5000";
pub(crate) const ADD_DRAWN: &str = "insert into contract_drawn (contract_id, village, drawn_fen) values ($1, $2, $3)
    on conflict (contract_id) do update set drawn_fen = contract_drawn.drawn_fen + excluded.drawn_fen";
pub(crate) const INSERT_REOPENING: &str =
    "insert into reopening (village, period, number, reason, proposed_by, proposed, confirmed_by, confirmed)
    values ($1, $2, $3, $4, $5, $6, null, null)";
pub(crate) const CONFIRM_REOPENING: &str = "update reopening set confirmed_by = $4, confirmed = $5
    where village = $1 and period = $2 and number = $3";
pub(crate) const COUNT_REOPENINGS: &str = "select count(*) as many from reopening where village = $1 and period = $2";
pub(crate) const OPEN_REOPENING: &str = "select number, proposed_by from reopening
    where village = $1 and period = $2 and confirmed is null order by number desc limit 1";
pub(crate) const REOPENINGS: &str = "select r.period, r.number, r.reason, r.proposed, r.confirmed, p.name as proposer,
    q.name as confirmer from reopening r left join person p on p.id = r.proposed_by
    left join person q on q.id = r.confirmed_by where r.village = $1 order by r.proposed desc limit 200";
pub(crate) const ACTS_BETWEEN: &str = "select c.id, c.affair, a.step, a.outcome from act a
    join affair_case c on c.id = a.case_id where c.village = $1 and a.moment >= $2 and a.moment <= $3
    order by a.moment, c.id limit 20000";
pub(crate) const CASE_MOVED: &str = "select v.origin, l.side, l.amount_fen from voucher_line l
    join voucher v on v.id = l.voucher_id where v.case_id = $1 and l.account >= $2 and l.account < $3
    order by v.id, l.position limit 20000";
pub(crate) const VOUCHERS_OF_CASE: &str = "select id, period, word, serial, day, summary, amount_fen, origin, case_id,
    act, handler, witness, reviewer, approver, hash, posted, posted_by from voucher where case_id = $1
    order by entry, id limit 1000";
pub(crate) const VOUCHER_OF_ACT: &str = "select id from voucher where case_id = $1 and act = $2";
pub(crate) const VOUCHER_ENTRY: &str = "select entry from voucher where id = $1 and village = $2";
pub(crate) const REVERSED: &str = "select id from voucher where village = $1 and origin = $2";
pub(crate) const INSERT_REVERSAL: &str = "insert into reversal (village, voucher_id, number, reason, paper, instead,
    proposed_by, proposed, confirmed_by, confirmed, reversed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, null, null, null)";
pub(crate) const CONFIRM_REVERSAL: &str = "update reversal set confirmed_by = $3, confirmed = $4, reversed_by = $5
    where voucher_id = $1 and number = $2";
pub(crate) const COUNT_REVERSALS: &str = "select count(*) as many from reversal where voucher_id = $1";
pub(crate) const OPEN_REVERSAL: &str = "select number, reason, paper, instead, proposed_by from reversal
    where voucher_id = $1 and confirmed is null order by number desc limit 1";
pub(crate) const REVERSALS: &str = "select r.voucher_id, r.number, r.reason, r.paper, r.instead, r.proposed,
    r.confirmed, r.reversed_by, r.proposed_by, p.name as proposer, q.name as confirmer from reversal r
    left join person p on p.id = r.proposed_by left join person q on q.id = r.confirmed_by
    where r.village = $1 order by r.proposed desc, r.voucher_id limit 500";
pub(crate) const IMPORTED_MARKS: &str =
    "select origin from voucher where village = $1 and period >= $2 and period <= $3
    and case_id is null and origin like 'imported %' order by id limit 2000000";
pub(crate) const INSERT_IMPORT: &str = "insert into voucher_import (village, number, source, file, first_day, last_day,
    vouchers, sum_fen, sent_by, sent) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const LAST_IMPORT: &str = "select max(number) as number from voucher_import where village = $1";
pub(crate) const IMPORTS: &str =
    "select i.number, i.source, i.first_day, i.last_day, i.vouchers, i.sum_fen, i.sent, p.name
    from voucher_import i left join person p on p.id = i.sent_by where i.village = $1 order by i.number desc limit 500";
/// Within a place; the codes within it lie between two texts.
pub(crate) const WAITING_REVERSALS: &str = "select r.village, r.voucher_id, r.reason, r.proposed_by, r.proposed
    from reversal r where r.village >= $1 and r.village < $2 and r.confirmed is null order by r.proposed limit 200";
pub(crate) const WAITING_REOPENINGS: &str = "select r.village, r.period, r.reason, r.proposed_by, r.proposed
    from reopening r where r.village >= $1 and r.village < $2 and r.confirmed is null order by r.proposed limit 200";
/// Reversals with nothing posted instead: what was paid or received came back.
pub(crate) const TAKEN_BACK: &str = "select v.case_id, v.act, v.id, v.amount_fen, r.reason, r.confirmed, r.reversed_by
    from reversal r join voucher v on v.id = r.voucher_id where r.village = $1 and r.confirmed is not null
    and r.instead = $2 and v.case_id is not null order by r.confirmed, v.id limit 2000";
/// Open cases whose money no voucher tells of yet.
pub(crate) const UNPOSTED_CASES: &str = "select c.id, c.title, c.facts from affair_case c
    where c.village = $1 and c.status = 'running' and not exists (select 1 from voucher v where v.case_id = c.id)
    and not exists (select 1 from reservation r where r.case_id = c.id and r.status = 'kept')
    order by c.id limit 2000";
pub(crate) const RULEBOOK_FILES: &str = "select files from rulebook where hash = $1";
pub(crate) const FUND_OPENING: &str = "select side, amount_fen from opening_balance
    where village = $1 and account >= $2 and account < $3 order by position limit 1000";
/// A reversal belongs to the case whose voucher it takes back.
pub(crate) const FUND_LINES: &str =
    "select l.account, l.side, l.amount_fen, l.day, l.voucher_id, v.period, v.word, v.serial,
    v.summary, coalesce(v.case_id, o.case_id) as case_id, c.title from voucher_line l
    join voucher v on v.id = l.voucher_id
    left join reversal r on r.reversed_by = v.id left join voucher o on o.id = r.voucher_id
    left join affair_case c on c.id = coalesce(v.case_id, o.case_id)
    where l.village = $1 and l.account >= $2 and l.account < $3
    order by l.day, v.entry, v.serial, l.position limit 20000";
