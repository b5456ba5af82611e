//! The cards' questions to the store, one text for both databases.

pub(super) const KEEP: &str = "insert into asset_card (id, village, number, name, class, kind, place, keeper, acquired,
    cost_fen, residual_fen, life_months, worn_fen, use_state, contract_id, photo, case_id, mark, status, struck_by, entry)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, null, null, $15, $16, 'kept', null, $17)";
pub(super) const DESCRIBE: &str = "update asset_card set class = $2, place = $3, keeper = $4, use_state = $5,
    contract_id = $6, life_months = $7, residual_fen = $8, photo = coalesce($9, photo) where id = $1";
pub(super) const PLACE: &str = "update asset_card set place = $2 where id = $1";
pub(super) const STRIKE: &str = "update asset_card set status = 'struck', struck_by = $2, use_state = 'idle',
    contract_id = null where id = $1";
pub(super) const WEAR: &str = "update asset_card set worn_fen = worn_fen + $2 where id = $1";
pub(super) const INSERT_WEAR: &str =
    "insert into asset_wear (card_id, period, voucher_id, amount_fen, taken_back) values ($1, $2, $3, $4, 0)";
pub(super) const WORN_BY: &str = "select card_id, amount_fen from asset_wear where voucher_id = $1 and taken_back = 0
    order by card_id limit 20000";
pub(super) const UNWEAR: &str = "update asset_wear set taken_back = 1 where voucher_id = $1";
pub(super) const WORN_IN: &str = "select count(*) as many from asset_wear w join asset_card c on c.id = w.card_id
    where c.village = $1 and w.period = $2 and w.taken_back = 0";
pub(super) const WORN_EVER: &str = "select count(*) as many from asset_wear where card_id = $1";
pub(super) const WEARS: &str = "select period, voucher_id, amount_fen, taken_back from asset_wear where card_id = $1
    order by period desc, voucher_id limit 1200";
pub(super) const CARD: &str = "select id, village, number, name, class, kind, place, keeper, acquired, cost_fen,
    residual_fen, life_months, worn_fen, use_state, contract_id, photo, case_id, mark, status, struck_by
    from asset_card where id = $1";
pub(super) const CARD_NUMBERED: &str =
    "select id, village, number, name, class, kind, place, keeper, acquired, cost_fen,
    residual_fen, life_months, worn_fen, use_state, contract_id, photo, case_id, mark, status, struck_by
    from asset_card where village = $1 and number = $2 and status = 'kept' order by id limit 1";
pub(super) const CARDS: &str = "select id, village, number, name, class, kind, place, keeper, acquired, cost_fen,
    residual_fen, life_months, worn_fen, use_state, contract_id, photo, case_id, mark, status, struck_by
    from asset_card where village = $1 order by status, entry desc, id limit 5000";
pub(super) const COUNT_CARDS: &str = "select count(*) as many from asset_card where village = $1";
pub(super) const CARD_OF_CASE: &str = "select id from asset_card where case_id = $1 order by id limit 1";
pub(super) const OPEN_COUNT: &str =
    "insert into asset_count (id, village, opened_by, opened, status, decided_by, decided,
    words) values ($1, $2, $3, $4, 'open', null, null, '')";
pub(super) const DECIDE_COUNT: &str =
    "update asset_count set status = 'decided', decided_by = $2, decided = $3, words = $4 where id = $1";
pub(super) const COUNTS: &str = "select c.id, c.village, c.opened_by, c.opened, c.status, c.decided, c.words, p.name
    from asset_count c left join person p on p.id = c.decided_by where c.village = $1 order by c.opened desc, c.id limit 100";
pub(super) const COUNT: &str = "select c.id, c.village, c.opened_by, c.opened, c.status, c.decided, c.words, p.name
    from asset_count c left join person p on p.id = c.decided_by where c.id = $1";
pub(super) const COUNT_COUNTS: &str = "select count(*) as many from asset_count where village = $1";
pub(super) const MARK: &str = "insert into asset_counted (count_id, card_id, found, place, photo, counted_by, counted)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (count_id, card_id) do update set found = excluded.found,
    place = excluded.place, photo = coalesce(excluded.photo, asset_counted.photo), counted_by = excluded.counted_by,
    counted = excluded.counted";
pub(super) const COUNTED: &str = "select card_id, found, place, photo, counted_by, counted from asset_counted
    where count_id = $1 order by card_id limit 5000";
