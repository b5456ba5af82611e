//! The handovers' questions to the store.

pub(super) const LAST: &str = "select max(number) as number from handover where village = $1";
/// What was prepared of the same kind and waits is replaced by what is prepared now.
pub(super) const REPLACE: &str =
    "update handover set state = 'replaced' where village = $1 and what = $2 and state = 'waiting'";
pub(super) const INSERT: &str = "insert into handover (village, number, what, words, file, former, first_day, last_day,
    many, sum_fen, sums, paper, body, prepared_by, prepared, state, answered_by, answered, remark, taken, taken_fen)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'waiting', null, null, null, 0, 0)";
pub(super) const ANSWER: &str = "update handover set state = $3, answered_by = $4, answered = $5, remark = $6
    where village = $1 and number = $2";
pub(crate) const TAKE: &str =
    "update handover set taken = taken + $3, taken_fen = taken_fen + $4 where village = $1 and number = $2";
pub(super) const ALL: &str = "select h.number, h.what, h.words, h.file, h.former, h.first_day, h.last_day, h.many,
    h.sum_fen, h.sums, h.paper, h.prepared_by, h.prepared, h.state, h.answered_by, h.answered, h.remark, h.taken,
    h.taken_fen, p.name as preparer, q.name as answerer from handover h
    left join person p on p.id = h.prepared_by left join person q on q.id = h.answered_by
    where h.village = $1 order by h.number desc limit 500";
pub(super) const BODY: &str = "select body from handover where village = $1 and number = $2";
/// What of a file may be taken over: the last that was confirmed of it.
pub(super) const ALLOWED: &str = "select number, prepared_by, answered_by, words, many, sum_fen, taken, taken_fen
    from handover where village = $1 and what = 'vouchers' and file = $2 and former = $3 and state = 'confirmed'
    order by number desc limit 1";
/// Within a place; the codes within it lie between two texts.
pub(crate) const WAITING: &str = "select village, number, what, words, prepared_by as proposed_by, prepared as proposed
    from handover
    where state = 'waiting' and village >= $1 and village < $2 order by prepared limit 200";
pub(super) const COUNT_VOUCHERS: &str = "select count(*) as many from voucher where village = $1";
pub(super) const COUNT_CLOSED: &str =
    "select count(*) as many from period where village = $1 and closed_hash is not null";
pub(super) const CLEAR_OPENING: &str = "delete from opening_balance where village = $1";
pub(super) const CLEAR_TURNS: &str = "delete from account_turn where village = $1";
