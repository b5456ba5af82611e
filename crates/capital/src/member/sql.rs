//! The members' questions to the store, one text for both databases.

pub(super) const INSERT_MEMBER: &str = "insert into member (id, village, name, person_id, entry)
    values ($1, $2, $3, $4, $5) on conflict (id) do nothing";

pub(super) const INSERT_STANDING: &str =
    "insert into member_standing (member_id, serial, household, state, heads_hs, work_hs,
    other_hs, reason, case_id, day, entry)
    values ($1, (select count(*) + 1 from member_standing where member_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(super) const COUNT: &str = "select count(*) as many from member where village = $1";

pub(super) const MEMBER: &str =
    "select m.id, m.village, m.name, m.person_id, s.household, s.state, s.heads_hs, s.work_hs, s.other_hs, s.reason,
    s.case_id, s.day, s.serial from member m join member_standing s on s.member_id = m.id
    where m.id = $1 order by s.serial desc limit 1";

pub(super) const MEMBERS: &str =
    "select m.id, m.village, m.name, m.person_id, s.household, s.state, s.heads_hs, s.work_hs, s.other_hs, s.reason,
    s.case_id, s.day, s.serial from member m join member_standing s on s.member_id = m.id
    and s.serial = (select max(x.serial) from member_standing x where x.member_id = m.id)
    where m.village = $1 order by s.household, m.id limit 20000";

pub(super) const CHANGES: &str =
    "select m.id, m.village, m.name, m.person_id, s.household, s.state, s.heads_hs, s.work_hs, s.other_hs, s.reason,
    s.case_id, s.day, s.serial from member m join member_standing s on s.member_id = m.id
    where m.village = $1 and s.case_id is not null order by s.entry desc, m.id limit 500";

pub(super) const HISTORY: &str =
    "select m.id, m.village, m.name, m.person_id, s.household, s.state, s.heads_hs, s.work_hs, s.other_hs, s.reason,
    s.case_id, s.day, s.serial from member m join member_standing s on s.member_id = m.id
    where m.id = $1 order by s.serial desc limit 200";

pub(super) const OF_PERSON: &str = "select id from member where village = $1 and person_id = $2 order by id limit 1";

pub(super) const PROPOSE: &str = "insert into member_proposal (case_id, village, body) values ($1, $2, $3)
    on conflict (case_id) do update set body = excluded.body";

pub(super) const PROPOSAL: &str = "select body from member_proposal where case_id = $1";

pub(super) const DROP_LINES: &str = "delete from distribution_line where case_id = $1";

pub(super) const DISTRIBUTE: &str =
    "insert into distribution (case_id, village, total_fen, shares_hs, day, paid, entry)
    values ($1, $2, $3, $4, $5, null, $6)
    on conflict (case_id) do update set total_fen = excluded.total_fen, shares_hs = excluded.shares_hs,
    day = excluded.day, entry = excluded.entry";

pub(super) const INSERT_LINE: &str =
    "insert into distribution_line (case_id, member_id, shares_hs, amount_fen) values ($1, $2, $3, $4)";

pub(super) const PAY: &str = "update distribution set paid = $2 where case_id = $1";

pub(super) const PAY_LINE: &str = "insert into distribution_payment (case_id, member_id, act, day, amount_fen)
    values ($1, $2, $3, $4, $5)";

pub(super) const DISTRIBUTION: &str = "select d.case_id, d.village, d.total_fen, d.shares_hs, d.day, d.paid,
    (select coalesce(sum(p.amount_fen), 0) from distribution_payment p where p.case_id = d.case_id) as paid_fen
    from distribution d where d.case_id = $1";

pub(super) const DISTRIBUTIONS: &str = "select d.case_id, d.village, d.total_fen, d.shares_hs, d.day, d.paid,
    (select coalesce(sum(p.amount_fen), 0) from distribution_payment p where p.case_id = d.case_id) as paid_fen
    from distribution d where d.village = $1 order by d.entry desc limit 100";

pub(super) const PAYMENTS: &str = "select p.member_id, p.act, p.day, p.amount_fen from distribution_payment p
    where p.case_id = $1 order by p.member_id, p.act limit 100000";

pub(super) const LINES: &str =
    "select l.member_id, m.name, s.household, l.shares_hs, l.amount_fen from distribution_line l
    join member m on m.id = l.member_id
    join member_standing s on s.member_id = l.member_id
    and s.serial = (select max(x.serial) from member_standing x where x.member_id = l.member_id)
    where l.case_id = $1 order by s.household, l.member_id limit 20000";
