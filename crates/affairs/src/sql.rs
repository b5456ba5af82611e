//! The affairs' questions to the store, one text for both databases.

pub(crate) const INSERT_CASE: &str =
    "insert into affair_case (id, affair, village, title, rules, status, step, revision,
    opened, opened_by, changed, due, remind, reminded, amount_fen, paid_fen, party, facts)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11, $12, 0, $13, 0, $14, $15)";
pub(crate) const UPDATE_CASE: &str =
    "update affair_case set status = $2, step = $3, revision = $4, changed = $5, due = $6,
    remind = $7, reminded = 0, amount_fen = $8, party = $9, facts = $10 where id = $1";
pub(crate) const ADD_PAID: &str = "update affair_case set paid_fen = paid_fen + $2 where id = $1";
pub(crate) const SET_REMINDED: &str = "update affair_case set reminded = 1 where id = $1";
/// Reminded of, and the supervisors told that it is far past its limit. Taking the step begins anew.
pub(crate) const SET_REPORTED: &str = "update affair_case set reminded = 2 where id = $1";
pub(crate) const REMINDED: &str = "select reminded from affair_case where id = $1";
pub(crate) const LAST_CASE: &str = "select id from affair_case where id >= $1 and id < $2 order by id desc limit 1";
pub(crate) const COUNT_CASES: &str = "select count(*) as many from affair_case where id >= $1 and id < $2";
pub(crate) const INSERT_ACT: &str =
    "insert into act (case_id, number, step, outcome, person_id, post, moment, fields, discloses, noticed)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const INSERT_PAPER: &str =
    "insert into paper (case_id, act, position, kind, name, hash, media_type, size_bytes, scope)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const INSERT_SITTING: &str = "insert into sitting (case_id, act, body, day, entitled, present, recused,
    votes_for, votes_against, abstained, passed, rule, villagers_group)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
pub(crate) const INSERT_ATTENDANCE: &str =
    "insert into attendance (case_id, act, person_id, present, recused) values ($1, $2, $3, $4, $5)";
pub(crate) const INSERT_LINE: &str =
    "insert into table_line (case_id, act, name, line, who, person_id, day, amount_fen)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
/// Somebody without a number is known by the name; a case that came to nothing counts no more.
pub(crate) const LINE_ELSEWHERE: &str = "select l.case_id from table_line l join affair_case c on c.id = l.case_id
    where l.name = $1 and l.who = $2 and (l.person_id is null or $3 = '' or l.person_id = $3) and l.day = $4
    and l.case_id <> $5 and c.status <> 'ended' order by l.case_id limit 1";
pub(crate) const INSERT_PUBLICITY: &str =
    "insert into publicity (case_id, act, step, village, opens, closes) values ($1, $2, $3, $4, $5, $6)";
pub(crate) const INSERT_OBJECTION: &str = "insert into objection (id, case_id, act, lodged, text, contact, status)
    values ($1, $2, $3, $4, $5, $6, 'open')";
pub(crate) const ANSWER_OBJECTION: &str =
    "update objection set status = $6, answer = $2, upheld = $3, answered_by = $4, answered = $5, answered_post = $7
    where id = $1";
pub(crate) const REVIEW_ANSWER: &str =
    "update objection set status = $2, review = $3, reviewed_by = $4, reviewed_post = $5, reviewed = $6 where id = $1";
pub(crate) const INSERT_PAYMENT: &str = "insert into payment (case_id, act, village, paid_on, month, amount_fen, payee,
    purpose, method) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const INSERT_INVOICE: &str =
    "insert into invoice (number, case_id, used) values ($1, $2, $3) on conflict (number) do nothing";
pub(crate) const FREE_INVOICES: &str = "delete from invoice where case_id = $1";
pub(crate) const INVOICE: &str = "select case_id from invoice where number = $1";

pub(crate) const CASE: &str = "select id, affair, village, title, rules, status, step, revision, opened, opened_by,
    changed, due, remind, amount_fen, paid_fen, party, facts from affair_case where id = $1";
/// Begun between two moments, and not come to nothing: what may have been cut out of one and the same thing.
pub(crate) const CASES_BEGUN: &str = "select id, affair, village, title, rules, status, step, revision, opened,
    opened_by, changed, due, remind, amount_fen, paid_fen, party, facts from affair_case
    where village = $1 and opened >= $2 and opened <= $3 and id <> $4 and status <> 'ended' order by opened, id limit 5000";
pub(crate) const CASES_OF_PARTY: &str =
    "select c.id, c.affair, c.village, c.title, c.rules, c.status, c.step, c.revision,
    c.opened, c.opened_by, c.changed, c.due, c.remind, c.amount_fen, c.paid_fen, c.party, c.facts
    from case_party p join affair_case c on c.id = p.case_id
    where p.village = $1 and p.word = $2 and p.whole = $6 and p.opened >= $3 and p.opened <= $4 and c.id <> $5
    and c.status <> 'ended'
    order by p.opened, p.case_id limit 5000";
pub(crate) const PARTY: &str = "select party from affair_case where id = $1";
pub(crate) const FORGET_PARTY: &str = "delete from case_party where case_id = $1";
pub(crate) const INSERT_PARTY: &str = "insert into case_party (case_id, word, whole, village, opened)
    select id, $2, $3, village, opened from affair_case where id = $1";
pub(crate) const CASES_OF_VILLAGE: &str = "select id, affair, village, title, rules, status, step, revision, opened,
    opened_by, changed, due, remind, amount_fen, paid_fen, party, facts from affair_case
    where village = $1 order by changed desc, id desc limit 500";
pub(crate) const CASES_WITHIN: &str = "select id, affair, village, title, rules, status, step, revision, opened,
    opened_by, changed, due, remind, amount_fen, paid_fen, party, facts from affair_case
    where village >= $1 and village < $2 and status like $3 and affair like $4 order by changed desc, id desc limit 500";
pub(crate) const CASES_TO_REMIND: &str = "select id, village from affair_case
    where status = 'running' and reminded = 0 and remind is not null and remind <= $1 order by remind limit 200";
pub(crate) const CASES_LATE: &str =
    "select id, affair, village, title, rules, status, step, revision, opened, opened_by,
    changed, due, remind, amount_fen, paid_fen, party, facts from affair_case
    where status = 'running' and reminded < 2 and due is not null and due < $1 order by due, id limit 500";
pub(crate) const CASES_MOVED: &str =
    "select id, affair, village, title, rules, status, step, revision, opened, opened_by,
    changed, due, remind, amount_fen, paid_fen, party, facts from affair_case
    where village >= $1 and village < $2 and (status = 'running' or changed >= $3) order by id limit 5000";
pub(crate) const ACTS_MOVED: &str = "select a.case_id, a.number, a.step, a.outcome, a.person_id, a.moment
    from act a join affair_case c on c.id = a.case_id
    where c.village >= $1 and c.village < $2 and (c.status = 'running' or c.changed >= $3)
    order by a.case_id, a.number limit 100000";
pub(crate) const WINDOWS_MOVED: &str = "select u.case_id, u.act, u.step, u.opens, u.closes, 0 as waiting, 0 as upheld
    from publicity u join affair_case c on c.id = u.case_id
    where c.village >= $1 and c.village < $2 and (c.status = 'running' or c.changed >= $3)
    order by u.case_id, u.act limit 20000";
pub(crate) const ACTS: &str =
    "select a.number, a.step, a.outcome, a.person_id, a.post, a.moment, a.fields, a.discloses, a.noticed,
    p.name from act a left join person p on p.id = a.person_id where a.case_id = $1 order by a.number limit 500";
/// The same photograph or file as the invoice of another case that has not come to nothing; one that was sent by mistake and
/// corrected is free.
pub(crate) const INVOICE_PAPER: &str = "select p.case_id from paper p join affair_case c on c.id = p.case_id
    where p.hash = $1 and p.kind = $2 and p.case_id <> $3 and c.status <> 'ended'
    and p.act = (select max(q.act) from paper q where q.case_id = p.case_id and q.kind = p.kind) order by p.case_id limit 1";
pub(crate) const DISCLOSURES_BETWEEN: &str =
    "select a.case_id, a.number, a.step, a.outcome, a.moment, a.discloses, c.affair,
    c.title, c.status, c.step as at, c.rules, c.amount_fen from act a join affair_case c on c.id = a.case_id
    where c.village = $1 and a.discloses <> '[]' and a.moment >= $2 and a.moment < $3
    order by a.moment desc, a.case_id, a.number limit 50000";
pub(crate) const DISCLOSURES: &str =
    "select a.case_id, a.number, a.step, a.outcome, a.moment, a.discloses, c.affair, c.title,
    c.status, c.step as at, c.rules, c.amount_fen from act a join affair_case c on c.id = a.case_id
    where c.village = $1 and a.discloses <> '[]' order by a.moment desc, a.case_id, a.number limit 1000";
pub(crate) const PAPERS: &str = "select act, position, kind, name, hash, media_type, size_bytes, scope from paper
    where case_id = $1 order by act, position limit 1000";
pub(crate) const PAPER_BY_HASH: &str = "select case_id, act, position, kind, name, hash, media_type, size_bytes, scope
    from paper where hash = $1 and case_id = $2 order by act, position limit 1";
pub(crate) const SITTINGS: &str = "select act, body, day, entitled, present, recused, votes_for, votes_against,
    abstained, passed, rule, villagers_group from sitting where case_id = $1 order by act limit 100";
pub(crate) const ATTENDANCE: &str = "select t.person_id, t.present, t.recused, p.name from attendance t
    left join person p on p.id = t.person_id where t.case_id = $1 and t.act = $2 order by t.person_id limit 20000";
pub(crate) const WINDOWS: &str = "select u.act, u.step, u.opens, u.closes,
    (select count(*) from objection o where o.case_id = u.case_id and o.act = u.act
    and o.status <> 'answered') as waiting,
    (select count(*) from objection o where o.case_id = u.case_id and o.act = u.act and o.upheld = 1
    and o.status = 'answered') as upheld
    from publicity u where u.case_id = $1 order by u.act limit 100";
pub(crate) const OPEN_WINDOWS: &str = "select c.id, c.affair, c.title, u.act, u.step, u.opens, u.closes
    from publicity u join affair_case c on c.id = u.case_id
    where u.village = $1 and u.opens <= $2 and u.closes >= $2 and c.status = 'running' order by u.closes, c.id limit 200";
pub(crate) const OBJECTIONS: &str = "select o.id, o.act, o.lodged, o.text, o.contact, o.status, o.answer, o.upheld,
    o.answered_by, o.answered, o.answered_post, o.review, o.reviewed, o.reviewed_post, p.name, r.name as reviewer
    from objection o left join person p on p.id = o.answered_by left join person r on r.id = o.reviewed_by
    where o.case_id = $1 order by o.lodged, o.id limit 500";
/// Those of running cases within a place that wait for an answer or for its review; the codes within it lie between two texts.
pub(crate) const UNANSWERED: &str = "select o.case_id, o.id from objection o join affair_case c on c.id = o.case_id
    where c.village >= $1 and c.village < $2 and c.status = 'running' and (o.status = 'open' or o.status = 'given')
    order by o.lodged, o.id limit 200";
pub(crate) const COUNT_OBJECTIONS: &str = "select count(*) as many from objection where case_id = $1";
pub(crate) const COUNT_OBJECTIONS_SINCE: &str =
    "select count(*) as many from objection where case_id = $1 and lodged > $2";
pub(crate) const PAYMENTS_OF_MONTH: &str =
    "select y.case_id, y.act, y.paid_on, y.amount_fen, y.payee, y.purpose, y.method,
    c.affair, c.title from payment y join affair_case c on c.id = y.case_id
    where y.village = $1 and y.month = $2 order by y.paid_on desc, y.case_id desc limit 1000";
pub(crate) const PAYMENTS_TO: &str = "select y.case_id, y.act, y.paid_on, y.amount_fen, y.payee, y.purpose, y.method,
    c.affair, c.title from payment y join affair_case c on c.id = y.case_id
    where y.village = $1 and y.payee = $2 order by y.paid_on desc, y.case_id desc limit 500";
pub(crate) const CASES_WITH: &str = "select id, affair, village, title, rules, status, step, revision, opened,
    opened_by, changed, due, remind, amount_fen, paid_fen, party, facts from affair_case
    where village = $1 and party = $2 order by opened desc, id desc limit 200";
pub(crate) const PAYMENT_MONTHS: &str = "select month, sum(amount_fen) as total_fen, count(*) as many from payment
    where village = $1 group by month order by month desc limit 36";
pub(crate) const PAPERS_AFTER: &str =
    "select hash, min(case_id) as case_id from paper where hash > $1 group by hash order by hash limit 1000";
pub(crate) const INSERT_DELEGATION: &str =
    "insert into delegation (id, village, body, matters, starts, ends, decided_on,
    votes_for, entitled, present, minutes, recorded_by, recorded, noticed, attendance)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
pub(crate) const INSERT_DELEGATION_ANSWER: &str =
    "insert into delegation_answer (delegation_id, confirmed, reason, person_id, moment) values ($1, $2, $3, $4, $5)";
pub(crate) const DELEGATIONS: &str = "select d.id, d.body, d.matters, d.starts, d.ends, d.decided_on, d.votes_for,
    d.entitled, d.present, d.minutes, d.recorded_by, d.recorded, d.noticed, d.attendance, a.confirmed, a.reason,
    a.person_id as answered_by, a.moment as answered from delegation d left join delegation_answer a
    on a.delegation_id = d.id where d.village = $1 order by d.recorded desc, d.id limit 200";
pub(crate) const COUNT_DELEGATIONS: &str = "select count(*) as many from delegation where village = $1";
pub(crate) const RUNNING_BY_RULES: &str =
    "select rules, count(*) as many from affair_case where status = 'running' group by rules order by rules";
pub(crate) const RUNNING: &str = "select id, title, rules from affair_case
    where status = 'running' and affair = $1 order by id limit 2000";
pub(crate) const KEEP_EMERGENCY: &str =
    "insert into emergency (case_id, village, ground, opened, ratify_by, acted, ratified, lapsed)
    values ($1, $2, $3, $4, $5, $6, $7, null) on conflict (case_id) do update set acted = excluded.acted,
    ratified = case when excluded.ratified is null then null else coalesce(emergency.ratified, excluded.ratified) end";
pub(crate) const LAPSE_EMERGENCY: &str = "update emergency set lapsed = $2 where case_id = $1";
pub(crate) const EMERGENCY: &str = "select case_id, ground, opened, ratify_by, acted, ratified, lapsed from emergency
    where case_id = $1";
pub(crate) const EMERGENCIES_OF_VILLAGE: &str = "select case_id, ground, opened, ratify_by, acted, ratified, lapsed
    from emergency where village = $1 order by opened desc, case_id limit 500";
pub(crate) const EMERGENCIES_TO_LAPSE: &str = "select e.case_id, e.village from emergency e
    join affair_case c on c.id = e.case_id where c.status = 'running' and e.ratified is null and e.lapsed is null
    and e.ratify_by < $1 order by e.ratify_by limit 200";
pub(crate) const INSERT_CORRECTION: &str =
    "insert into correction (case_id, number, act, field, wrong, corrected, reason, paper,
    media_type, size_bytes, person_id, post, moment)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
pub(crate) const CORRECTIONS: &str = "select c.number, c.act, c.field, c.wrong, c.corrected, c.reason, c.paper,
    c.media_type, c.size_bytes, c.post, c.moment, p.name from correction c left join person p on p.id = c.person_id
    where c.case_id = $1 order by c.number limit 200";
pub(crate) const COUNT_CORRECTIONS: &str = "select count(*) as many from correction where case_id = $1";
pub(crate) const INSERT_VIEW: &str =
    "insert into paper_view (entry, case_id, hash, person_id, day, moment) values ($1, $2, $3, $4, $5, $6)";
pub(crate) const VIEWED: &str = "select entry from paper_view
    where case_id = $1 and hash = $2 and person_id = $3 and day = $4 order by entry limit 1";
pub(crate) const VIEWS: &str =
    "select hash, count(*) as many from paper_view where case_id = $1 group by hash order by hash limit 1000";
pub(crate) const LOOKS: &str = "select v.case_id, v.hash, v.person_id, v.moment, p.name from paper_view v
    join affair_case c on c.id = v.case_id left join person p on p.id = v.person_id
    where c.village = $1 order by v.moment desc, v.entry desc limit $2 offset $3";
pub(crate) const COUNT_LOOKS: &str = "select count(*) as many from paper_view v join affair_case c on c.id = v.case_id
    where c.village = $1";
pub(crate) const PUBLICATION: &str = "select entry from publication where case_id = $1 and what = $2 and number = $3";
pub(crate) const INSERT_PUBLICATION: &str =
    "insert into publication (entry, village, case_id, what, number, affair, title, step, day, moment)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const PUBLICATIONS: &str = "select entry, village, case_id, what, number, affair, title, step, day, moment
    from publication where village like $1 order by entry desc limit $2 offset $3";
pub(crate) const COUNT_PUBLICATIONS: &str = "select count(*) as many from publication where village like $1";
pub(crate) const PUBLICATIONS_OF_CASE: &str =
    "select entry, village, case_id, what, number, affair, title, step, day, moment
    from publication where case_id = $1 order by entry limit 200";
pub(crate) const ACTS_TO_PUBLISH: &str = "select a.case_id, a.number, c.village from act a
    join affair_case c on c.id = a.case_id where a.discloses <> '[]' and not exists (select 1 from publication p
    where p.case_id = a.case_id and p.what = 'act' and p.number = a.number) order by a.moment, a.case_id, a.number limit 200";
pub(crate) const CORRECTIONS_TO_PUBLISH: &str = "select x.case_id, x.number, c.village from correction x
    join affair_case c on c.id = x.case_id where exists (select 1 from act a where a.case_id = x.case_id
    and a.discloses <> '[]') and not exists (select 1 from publication p where p.case_id = x.case_id
    and p.what = 'correction' and p.number = x.number) order by x.moment, x.case_id, x.number limit 200";
