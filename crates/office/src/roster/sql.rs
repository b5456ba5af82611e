//! The roster's questions to the store, one text for both databases.

pub(super) const INSERT_DIVISION: &str = "insert into division (code, name, level, parent) values ($1, $2, $3, $4)";
pub(super) const DIVISION: &str = "select code, name from division where code = $1";
pub(super) const DIVISIONS_OF_LEVEL: &str =
    "select code, name from division where level = $1 and code like $2 order by code limit 5000";
pub(super) const INSERT_PERSON: &str =
    "insert into person (id, name, village, household, phone, email, identity, born, registered)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) const COUNT_PEOPLE: &str = "select count(*) as many from person";
pub(super) const PERSON: &str =
    "select id, name, village, household, phone, email, identity, born from person where id = $1";
pub(super) const PERSON_BY_IDENTITY: &str = "select id from person where identity = $1 and identity <> ''";
pub(super) const PEOPLE_OF_VILLAGE: &str =
    "select id, name, village, household, phone, email, identity, born from person where village = $1
    order by id limit 5000";
pub(super) const NAME: &str = "select name from person where id = $1";
pub(super) const INSERT_MANDATE: &str =
    "insert into mandate (id, person_id, post, place, starts, ends, granted_by, granted, check_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) const COUNT_MANDATES: &str = "select count(*) as many from mandate";
pub(super) const COUNT_MANDATES_AT: &str = "select count(*) as many from mandate where place = $1";
pub(super) const END_MANDATE: &str =
    "update mandate set ends = $2, ended_by = $3, ended = $4 where id = $1 and ends >= $2";
pub(super) const MANDATE: &str = "select id, person_id, post, place, starts, ends from mandate where id = $1";
pub(super) const MANDATES_OF: &str = "select id, person_id, post, place, starts, ends from mandate
    where person_id = $1 and starts <= $2 and ends >= $2 order by id limit 200";
/// Whoever ends a mandate may name the day before as its last: it was held until that moment.
pub(super) const MANDATES_THEN: &str = "select id, person_id, post, place, starts, ends from mandate
    where person_id = $1 and starts <= $2 and granted <= $4 and (ends >= $2 or (ends >= $3 and ended > $4))
    order by id limit 200";
pub(super) const MANDATES_OF_EVER: &str = "select id, person_id, post, place, starts, ends from mandate where person_id = $1 and ends >= $2 order by id limit 200";
pub(super) const TERMS_OF: &str = "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, m.granted, m.ended,
    g.name as granter, e.name as ender, a.name as asker
    from mandate m left join person g on g.id = m.granted_by left join person e on e.id = m.ended_by
    left join second_check s on s.id = m.check_id left join person a on a.id = s.asked_by
    where m.person_id = $1 order by m.starts desc, m.id limit 500";
pub(super) const ENDED_AT: &str = "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, m.granted, m.ended,
    p.name as granter, e.name as ender, null as asker
    from mandate m left join person p on p.id = m.person_id left join person e on e.id = m.ended_by
    where m.place = $1 and m.ended is not null and m.ends >= $2 order by m.ended desc, m.id limit 200";
pub(super) const HOLDERS: &str =
    "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, p.name, p.phone, p.email, p.household
    from mandate m join person p on p.id = m.person_id
    where m.place = $1 and m.starts <= $2 and m.ends >= $2 order by m.post, m.id limit 20000";
/// The posts left out are those that are no office: a village has hundreds of villagers and a dozen officers.
pub(super) const OFFICERS: &str =
    "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, p.name, p.phone, p.email, p.household
    from mandate m join person p on p.id = m.person_id
    where m.place = $1 and m.starts <= $2 and m.ends >= $2
    and m.post <> 'villager' and m.post <> 'member' and m.post <> 'representative' and m.post <> 'party_member'
    and m.post <> 'contractor'
    order by m.post, m.id limit 5000";
pub(super) const HOLDERS_OF_POST: &str =
    "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, p.name, p.phone, p.email, p.household
    from mandate m join person p on p.id = m.person_id
    where m.place = $1 and m.post = $2 and m.starts <= $3 and m.ends >= $3 order by m.id limit 20000";
pub(super) const MANDATES_AT: &str = "select id, person_id, post, place, starts, ends from mandate where place = $1 and ends >= $2 order by id limit 50000";
pub(super) const INSERT_KIN: &str =
    "insert into kin (person_id, relative_id, relation, declared_by, declared) values ($1, $2, $3, $4, $5)
    on conflict (person_id, relative_id) do update set relation = excluded.relation";
pub(super) const KIN_OF: &str = "select relative_id, relation, 0 as reversed from kin where person_id = $1
    union all select person_id as relative_id, relation, 1 as reversed from kin where relative_id = $1 limit 500";
pub(super) const RELATIVES: &str = "select p.id, p.name, k.relation, 0 as reversed from kin k
    join person p on p.id = k.relative_id where k.person_id = $1
    union all select p.id, p.name, k.relation, 1 as reversed from kin k
    join person p on p.id = k.person_id where k.relative_id = $1 limit 500";
pub(super) const PEOPLE_WITH_POST: &str =
    "select distinct p.id, p.name, p.village, p.household, p.phone, p.email, p.identity, p.born
    from person p join mandate m on m.person_id = p.id
    where m.post = $1 and m.starts <= $2 and m.ends >= $2 order by p.id limit 20000";
pub(super) const COUNT_CHECKS: &str = "select count(*) as many from second_check";
pub(super) const INSERT_CHECK: &str =
    "insert into second_check (id, act, place, person_id, post, starts, ends, opening, asked_by, asked)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(super) const ANSWER_CHECK: &str =
    "update second_check set answered_by = $2, answered = $3, agreed = $4, reason = $5 where id = $1";
pub(crate) const USE_CHECK: &str = "update second_check set used = 1 where id = $1";
pub(super) const CHECK: &str =
    "select s.id, s.place, s.person_id, s.post, s.starts, s.ends, s.opening, s.asked_by, s.asked,
    s.answered_by, s.answered, s.agreed, s.reason, s.used, p.name as name, a.name as asker, b.name as answerer
    from second_check s join person p on p.id = s.person_id join person a on a.id = s.asked_by
    left join person b on b.id = s.answered_by where s.id = $1";
pub(super) const OPEN_CHECKS: &str =
    "select s.id, s.place, s.person_id, s.post, s.starts, s.ends, s.opening, s.asked_by, s.asked,
    s.answered_by, s.answered, s.agreed, s.reason, s.used, p.name as name, a.name as asker, b.name as answerer
    from second_check s join person p on p.id = s.person_id join person a on a.id = s.asked_by
    left join person b on b.id = s.answered_by
    where s.place like $1 and s.answered is null and s.asked > $2 order by s.id limit 500";
pub(super) const OPEN_CHECKS_OF: &str =
    "select s.id, s.place, s.person_id, s.post, s.starts, s.ends, s.opening, s.asked_by, s.asked,
    s.answered_by, s.answered, s.agreed, s.reason, s.used, p.name as name, a.name as asker, b.name as answerer
    from second_check s join person p on p.id = s.person_id join person a on a.id = s.asked_by
    left join person b on b.id = s.answered_by
    where s.person_id = $1 and s.answered is null and s.asked > $2 order by s.id limit 500";
pub(super) const AGREED_RESET: &str = "select id from second_check
    where person_id = $1 and asked_by = $2 and act = 'sign_in' and agreed = 1 and used = 0 and answered > $3
    order by id limit 1";
