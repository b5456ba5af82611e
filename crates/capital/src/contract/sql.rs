//! The contracts' questions to the store, one text for both databases.

pub(super) const KEEP: &str = "insert into contract (id, village, number, kind, way, affair, case_id, mark, party, object,
    total_fen, deposit_fen, retention_fen, signed, starts, ends, filing_no, filed, status, entry)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', null, 'running', $17)
    on conflict (id) do update set number = excluded.number, party = excluded.party, object = excluded.object,
    total_fen = excluded.total_fen, deposit_fen = excluded.deposit_fen, retention_fen = excluded.retention_fen,
    signed = excluded.signed, starts = excluded.starts, ends = excluded.ends, status = 'running', entry = excluded.entry";
pub(super) const KEEP_LINE: &str =
    "insert into contract_line (contract_id, position, village, due, amount_fen, settled_fen,
    state, voucher_id) values ($1, $2, $3, $4, $5, $6, $7, null)";
pub(super) const LAST_LINE: &str =
    "select coalesce(max(position), 0) as position from contract_line where contract_id = $1";
pub(super) const DROP_OPEN: &str = "update contract_line set state = 'dropped'
    where contract_id = $1 and state in ('open', 'by_case') and settled_fen = 0";
pub(super) const CHANGE: &str = "update contract set total_fen = $2, ends = $3, status = $4 where id = $1";
pub(super) const INSERT_CHANGE: &str =
    "insert into contract_change (contract_id, case_id, what, moment) values ($1, $2, $3, $4)
    on conflict (contract_id, case_id) do update set what = excluded.what, moment = excluded.moment";
pub(super) const CHANGES: &str = "select case_id, what, moment from contract_change where contract_id = $1
    order by moment, case_id limit 100";
pub(super) const FILE: &str = "update contract set filing_no = $2, filed = $3 where id = $1";
pub(super) const POST_LINE: &str =
    "update contract_line set state = $3, voucher_id = $4 where contract_id = $1 and position = $2";
pub(super) const SETTLE_LINE: &str =
    "update contract_line set settled_fen = settled_fen + $3 where contract_id = $1 and position = $2";
pub(super) const INSERT_SETTLING: &str =
    "insert into contract_settling (contract_id, position, source, how, amount_fen,
    day, taken_back) values ($1, $2, $3, $4, $5, $6, 0)";
pub(super) const SETTLED_BY: &str = "select contract_id, position, amount_fen from contract_settling
    where source = $1 and taken_back = 0 order by contract_id, position limit 1000";
pub(super) const TAKE_BACK: &str = "update contract_settling set taken_back = 1 where source = $1";
pub(super) const LINE_OF_VOUCHER: &str =
    "select contract_id, position from contract_line where voucher_id = $1 order by contract_id, position limit 10";
pub(super) const INSERT_REMINDER: &str =
    "insert into contract_reminder (contract_id, position, stage, moment) values ($1, $2, $3, $4)";
pub(super) const REMINDED: &str = "select position, stage from contract_reminder where contract_id = $1
    order by position, stage limit 10000";
pub(super) const CONTRACT: &str =
    "select id, village, number, kind, way, affair, case_id, mark, party, object, total_fen,
    deposit_fen, retention_fen, signed, starts, ends, filing_no, filed, status from contract where id = $1";
pub(super) const CONTRACTS: &str =
    "select id, village, number, kind, way, affair, case_id, mark, party, object, total_fen,
    deposit_fen, retention_fen, signed, starts, ends, filing_no, filed, status from contract where village = $1
    order by status desc, entry desc, id limit 2000";
pub(super) const LINES: &str = "select position, due, amount_fen, settled_fen, state, voucher_id from contract_line
    where contract_id = $1 order by position limit 5000";
pub(super) const LINES_OF_VILLAGE: &str =
    "select contract_id, position, due, amount_fen, settled_fen, state, voucher_id
    from contract_line where village = $1 order by contract_id, position limit 100000";
pub(super) const SETTLINGS: &str = "select position, source, how, amount_fen, day, taken_back from contract_settling
    where contract_id = $1 order by day, source, position limit 5000";
pub(super) const ACCRUED: &str = "select coalesce(sum(amount_fen - settled_fen), 0) as fen from contract_line
    where contract_id = $1 and state in ('posted', 'opening')";
pub(super) const TO_POST: &str = "select l.contract_id, l.position, l.village from contract_line l
    join contract c on c.id = l.contract_id join village_books b on b.village = l.village
    where l.state = 'open' and l.due <= $1 and (c.way = 'in' or (c.case_id is not null and c.kind <> 'loan'))
    order by l.due, l.contract_id, l.position limit 500";
pub(super) const LINES_TO_REMIND: &str = "select l.contract_id, l.position, l.village, l.due from contract_line l
    where l.state in ('open', 'posted', 'opening') and l.due <= $1 and l.amount_fen > l.settled_fen
    order by l.due, l.contract_id, l.position limit 5000";
pub(super) const ENDING: &str = "select id, village, ends from contract
    where status = 'running' and ends >= $1 and ends <= $2 order by ends, id limit 1000";
pub(super) const LAST_ID: &str = "select count(*) as many from contract where village = $1 and mark is not null";
pub(super) const NUMBER_TAKEN: &str = "select id from contract where village = $1 and number = $2 order by id limit 1";
