//! The directory's SQL.

pub(super) const ADD_SIGN_IN: &str = "insert into sign_in (name, person, county, password, must_change, created) \
    values ($1, $2, $3, $4, $5, $6) on conflict (name) do nothing";

pub(super) const SIGN_IN_BY_NAME: &str =
    "select name, person, county, password, must_change, created from sign_in where name = $1";

pub(super) const SIGN_INS_OF: &str = "select name, person, county, password, must_change, created from sign_in \
    where person = $1 order by name limit 100";

pub(super) const SIGN_INS_IN: &str = "select name, person, county, password, must_change, created from sign_in \
    where county = $1 and name > $2 order by name limit 500";

pub(super) const KEEP_EARLIER: &str = "insert into earlier_password (sign_in, number, password) \
    select name, (select coalesce(max(number), 0) + 1 from earlier_password where sign_in = $1), password \
    from sign_in where name = $1 and password <> ''";

pub(super) const EARLIER: &str =
    "select password from earlier_password where sign_in = $1 order by number desc limit $2";

pub(super) const SET_PASSWORD: &str = "update sign_in set password = $2, must_change = $3 where name = $1";

pub(super) const ADD_COUNTY: &str =
    "insert into county (code, name) values ($1, $2) on conflict (code) do update set name = excluded.name";

pub(super) const COUNTIES: &str = "select code, name from county order by code limit 5000";

pub(super) const ADD_SECRET: &str = "insert into secret (name, value) values ($1, $2) on conflict (name) do nothing";

pub(super) const SECRET: &str = "select value from secret where name = $1";

pub(super) const OPEN_SESSION: &str = "insert into session (token, sign_in, opened, last_seen, expires, csrf) \
    values ($1, $2, $3, $3, $4, $5)";

pub(super) const SESSION: &str = "select s.sign_in, i.person, i.county, i.must_change, s.opened, s.last_seen, \
    s.expires, s.csrf from session s join sign_in i on i.name = s.sign_in where s.token = $1";

pub(super) const TOUCH_SESSION: &str = "update session set last_seen = $2 where token = $1 and last_seen < $2";

pub(super) const CLOSE_SESSION: &str = "delete from session where token = $1";

pub(super) const CLOSE_ALL_SESSIONS: &str =
    "delete from session where sign_in in (select name from sign_in where person = $1)";

pub(super) const CLOSE_OTHER_SESSIONS: &str =
    "delete from session where sign_in in (select name from sign_in where person = $1) and token <> $2";

pub(super) const PURGE_SESSIONS: &str = "delete from session where expires <= $1 or last_seen <= $2";

pub(super) const PURGE_GUESSES: &str = "delete from guess where since <= $1";

pub(super) const NOTE_FAILURE: &str = "insert into guess (bucket, failures, since) values ($1, 1, $2) \
    on conflict (bucket) do update set \
    failures = case when guess.since <= $3 then 1 else guess.failures + 1 end, \
    since = case when guess.since <= $3 then excluded.since else guess.since end \
    returning failures";

pub(super) const FAILURES: &str = "select failures from guess where bucket = $1 and since > $2";

pub(super) const CLEAR_FAILURES: &str = "delete from guess where bucket = $1";

pub(super) const KEEP_OPINION: &str = "insert into sealed_opinion (commitment, meeting, salt, stance, words) \
    values ($1, $2, $3, $4, $5)";

pub(super) const OPINIONS: &str = "select commitment, salt, stance, words from sealed_opinion where meeting = $1 \
    order by commitment limit 5000";

pub(super) const FORGET_OPINIONS: &str = "delete from sealed_opinion where meeting = $1";

pub(super) const SEE: &str = "insert into seen_checkpoint (county, size, note) values ($1, $2, $3) \
    on conflict (county) do update set size = excluded.size, note = excluded.note \
    where excluded.size > seen_checkpoint.size";

pub(super) const SEE_ANEW: &str = "insert into seen_checkpoint (county, size, note) values ($1, $2, $3) \
    on conflict (county) do update set size = excluded.size, note = excluded.note";

pub(super) const SEEN: &str = "select note from seen_checkpoint where county = $1";

pub(super) const ADD_READINGS: &str = "insert into reading (village, page, day, many) values ($1, $2, $3, $4) \
    on conflict (village, page, day) do update set many = reading.many + excluded.many";

pub(super) const READINGS: &str = "select village, page, sum(many) as many from reading \
    where village like $1 and day >= $2 group by village, page order by village, page limit 50000";

pub(super) const KEEP_HOUSEHOLD_CODE: &str = "insert into household_code (village, household, hash, given) \
    values ($1, $2, $3, $4) on conflict (village, household) do update set hash = excluded.hash, given = excluded.given";

pub(super) const HOUSEHOLD_CODES: &str =
    "select household, given from household_code where village = $1 order by household limit 5000";

pub(super) const HOUSEHOLD_OF_CODE: &str = "select village, household from household_code where hash = $1";

pub(super) const KEEP_PHONE_CODE: &str =
    "insert into phone_code (ticket, person, hash, tries, expires) values ($1, $2, $3, 0, $4)";

pub(super) const TRY_PHONE_CODE: &str = "update phone_code set tries = tries + 1 where ticket = $1 and expires > $2 \
    returning person, hash, tries";

pub(super) const PHONE_CODE: &str = "select tries from phone_code where ticket = $1 and expires > $2";

pub(super) const FORGET_PHONE_CODE: &str = "delete from phone_code where ticket = $1";

pub(super) const PURGE_PHONE_CODES: &str = "delete from phone_code where expires <= $1";

pub(super) const OPEN_HOUSEHOLD: &str = "insert into household_session (token, person, village, household, way, helper, \
    opened, last_seen, idle_ms, expires, csrf) values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)";

pub(super) const HOUSEHOLD_SESSION: &str = "select person, village, household, way, helper, opened, last_seen, idle_ms, \
    expires, ended, csrf from household_session where token = $1 and ended is null";

pub(super) const TOUCH_HOUSEHOLD: &str =
    "update household_session set last_seen = $2 where token = $1 and last_seen < $2 and ended is null";

pub(super) const CLOSE_HOUSEHOLD: &str = "update household_session set ended = $2 where token = $1 and ended is null";

pub(super) const CLOSE_HOUSEHOLDS: &str = "update household_session set ended = $3 \
    where village = $1 and household = $2 and way = 'code' and ended is null";

pub(super) const HOUSEHOLD_VISITS: &str = "select person, village, household, way, helper, opened, last_seen, idle_ms, \
    expires, ended, csrf from household_session where village = $1 and household = $2 order by opened desc limit $3";

pub(super) const PURGE_HOUSEHOLDS: &str = "delete from household_session where expires <= $1";
macro_rules! line_columns {
    () => {
        "place, number, kind, what, what_en, who, who_en, day, amount_fen, href"
    };
}

pub(super) const SEARCHED: &str = "select place, head, day, shape from search_village \
    where place >= $1 and place < $2 order by place limit 5000";

pub(super) const SEARCHED_HEAD: &str = "select head from search_village where place = $1";

pub(super) const KEEP_SEARCHED: &str = "insert into search_village (place, head, day, shape) values ($1, $2, $3, $4) \
    on conflict (place) do update set head = excluded.head, day = excluded.day, shape = excluded.shape";

pub(super) const SEARCH_LINES: &str =
    concat!("select ", line_columns!(), " from search_line where place = $1 order by number limit 1000000");

pub(super) const SEARCH_LINE: &str =
    concat!("select ", line_columns!(), " from search_line where place = $1 and number = $2");

pub(super) const KEEP_LINE: &str = concat!(
    "insert into search_line (",
    line_columns!(),
    ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (place, number) do update set \
    kind = excluded.kind, what = excluded.what, what_en = excluded.what_en, who = excluded.who, \
    who_en = excluded.who_en, day = excluded.day, amount_fen = excluded.amount_fen, href = excluded.href"
);

pub(super) const DROP_LINES: &str = "delete from search_line where place = $1 and number >= $2";

pub(super) const PIECES_OF: &str =
    "select piece, lines from search_piece where place = $1 order by piece limit 1000000";

pub(super) const KEEP_PIECE: &str = "insert into search_piece (piece, place, lines) values ($1, $2, $3) \
    on conflict (piece, place) do update set lines = excluded.lines";

pub(super) const DROP_PIECE: &str = "delete from search_piece where piece = $1 and place = $2";

pub(super) const PIECE: &str = "select place, lines from search_piece \
    where piece = $1 and place >= $2 and place < $3 order by place limit 5000";

pub(super) const SUMS: &str = "select place, number, day from search_line \
    where amount_fen = $1 and day >= $2 and day <= $3 and place >= $4 and place < $5 \
    order by day desc, place, number desc limit $6";

pub(super) const FORGET_SEARCHED: &str = "delete from search_village where place >= $1 and place < $2";

pub(super) const FORGET_LINES: &str = "delete from search_line where place >= $1 and place < $2";

pub(super) const FORGET_PIECES: &str = "delete from search_piece where place >= $1 and place < $2";
