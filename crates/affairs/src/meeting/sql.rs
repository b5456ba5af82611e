//! The meetings' questions to the store, one text for both databases.

pub(super) const INSERT_MEETING: &str = "insert into meeting (id, case_id, step, body, day, by_household, voting, code,
    status, round, opened_by, opened, ended, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 1, $9, $10, null, '')";
pub(super) const INSERT_SEAT: &str = "insert into seat (meeting_id, person_id, household, arrived, way, recused,
    speaks_last) values ($1, $2, $3, null, '', $4, $5)";
pub(super) const ARRIVE: &str = "update seat set arrived = $3, way = $4 where meeting_id = $1 and person_id = $2";
pub(super) const LEAVE: &str = "update seat set arrived = null, way = '' where meeting_id = $1 and person_id = $2";
pub(super) const RECUSE: &str = "update seat set recused = $3 where meeting_id = $1 and person_id = $2";
pub(super) const INSERT_COUNT: &str =
    "insert into ballot_count (meeting_id, round, person_id, votes_for, votes_against,
    abstained, spoilt, counted, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) const SET_ROUND: &str = "update meeting set round = $2 where id = $1";
pub(super) const END: &str = "update meeting set status = $2, ended = $3, reason = $4 where id = $1";

pub(super) const MEETINGS: &str = "select m.id, m.case_id, m.step, m.body, m.day, m.by_household, m.voting, m.code,
    m.status, m.round, m.opened_by, m.opened, m.ended, m.reason, p.name from meeting m
    left join person p on p.id = m.opened_by where m.case_id = $1 order by m.opened, m.id limit 200";
pub(super) const SEATS: &str = "select s.person_id, s.household, s.arrived, s.way, s.recused, s.speaks_last,
    p.name from seat s
    left join person p on p.id = s.person_id where s.meeting_id = $1 order by s.person_id limit 20000";
pub(super) const COUNTS: &str = "select c.round, c.person_id, c.votes_for, c.votes_against, c.abstained, c.spoilt,
    c.counted, c.reason, p.name from ballot_count c left join person p on p.id = c.person_id
    where c.meeting_id = $1 order by c.round, c.counted, c.person_id limit 1000";

pub(super) const SEAL: &str = "insert into opinion (meeting_id, person_id, commitment, sealed, entry, stance, words,
    opened) values ($1, $2, $3, $4, $5, '', '', null) on conflict (meeting_id, person_id)
    do update set commitment = excluded.commitment, sealed = excluded.sealed, entry = excluded.entry";
pub(super) const UNSEAL: &str =
    "update opinion set stance = $3, words = $4, opened = $5 where meeting_id = $1 and person_id = $2";
pub(super) const OPINIONS: &str = "select o.person_id, o.commitment, o.sealed, o.stance, o.words, o.opened, p.name
    from opinion o left join person p on p.id = o.person_id
    where o.meeting_id = $1 order by o.entry, o.person_id limit 5000";

pub(super) const INSERT_PROXY: &str = "insert into proxy (meeting_id, absent_id, holder_id, name, hash, media_type,
    size_bytes, entered) values ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(super) const DELETE_PROXY: &str = "delete from proxy where meeting_id = $1 and absent_id = $2";
pub(super) const PROXIES: &str = "select x.absent_id, x.holder_id, x.name, x.hash, x.media_type, x.size_bytes,
    h.name as holder from proxy x left join person h on h.id = x.holder_id
    where x.meeting_id = $1 order by x.absent_id limit 5000";
