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
pub(super) const ENTER_GROUP: &str =
    "insert into group_member (person_id, since, villagers_group, entered_by, entered) values ($1, $2, $3, $4, $5)
    on conflict (person_id, since) do update
    set villagers_group = excluded.villagers_group, entered_by = excluded.entered_by, entered = excluded.entered";
/// Old people and children may be entered with the telephone of whoever looks after them: several may have one.
pub(super) const PEOPLE_OF_PHONE: &str = "select id, name, village, household, phone, email, identity, born from person where phone = $1 order by id limit 50";
/// Of which group each of a village's people is on the day `$2`.
pub(super) const GROUPS_OF_VILLAGE: &str = "select g.person_id, g.villagers_group from group_member g
    join person p on p.id = g.person_id where p.village = $1 and g.since <= $2
    and not exists (select 1 from group_member l where l.person_id = g.person_id and l.since > g.since and l.since <= $2)
    order by g.person_id limit 20000";
pub(super) const NAME: &str = "select name from person where id = $1";
pub(super) const INSERT_MANDATE: &str =
    "insert into mandate (id, person_id, post, place, starts, ends, granted_by, granted, check_id, leave_id, affairs)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub(super) const COUNT_MANDATES: &str = "select count(*) as many from mandate";
pub(super) const COUNT_MANDATES_AT: &str = "select count(*) as many from mandate where place = $1";
pub(super) const END_MANDATE: &str =
    "update mandate set ends = $2, ended_by = $3, ended = $4 where id = $1 and ends >= $2";
pub(super) const MANDATE: &str = "select id, person_id, post, place, starts, ends, leave_id from mandate where id = $1";
/// What gives rights: whoever is away from a post does not act in it, whoever stands in does, everywhere or in the affair `$3`.
pub(super) const MANDATES_OF: &str = "select m.id, m.person_id, m.post, m.place, m.starts, m.ends from mandate m
    where m.person_id = $1 and m.starts <= $2 and m.ends >= $2
    and (m.affairs = '' or m.affairs like $3) and not exists (select 1 from leave l
    where l.mandate_id = m.id and l.begun is not null and l.ended is null and l.starts <= $2 and l.ends >= $2
    and (l.affairs = '' or l.affairs like $3))
    order by m.id limit 200";
/// Whoever ends a mandate may name the day before as its last: it was held until that moment.
pub(super) const MANDATES_THEN: &str = "select m.id, m.person_id, m.post, m.place, m.starts, m.ends from mandate m
    where m.person_id = $1 and m.starts <= $2 and m.granted <= $4 and (m.ends >= $2 or (m.ends >= $3 and m.ended > $4))
    and (m.affairs = '' or m.affairs like $5) and not exists (select 1 from leave l
    where l.mandate_id = m.id and l.begun <= $4 and (l.ended is null or l.ended > $4) and l.starts <= $2 and l.ends >= $2
    and (l.affairs = '' or l.affairs like $5))
    order by m.id limit 200";
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
    where m.place = $1 and m.starts <= $2 and m.ends >= $2
    and (m.affairs = '' or m.affairs like '') and not exists (select 1 from leave l
    where l.mandate_id = m.id and l.begun is not null and l.ended is null and l.starts <= $2 and l.ends >= $2
    and (l.affairs = '' or l.affairs like ''))
    order by m.post, m.id limit 20000";
/// The posts left out are those that are no office: a village has hundreds of villagers and a dozen officers.
pub(super) const OFFICERS: &str =
    "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, p.name, p.phone, p.email, p.household
    from mandate m join person p on p.id = m.person_id
    where m.place = $1 and m.starts <= $2 and m.ends >= $2
    and m.post <> 'villager' and m.post <> 'member' and m.post <> 'representative' and m.post <> 'party_member'
    and m.post <> 'contractor'
    and (m.affairs = '' or m.affairs like '') and not exists (select 1 from leave l
    where l.mandate_id = m.id and l.begun is not null and l.ended is null and l.starts <= $2 and l.ends >= $2
    and (l.affairs = '' or l.affairs like ''))
    order by m.post, m.id limit 5000";
pub(super) const HOLDERS_OF_POST: &str =
    "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, p.name, p.phone, p.email, p.household
    from mandate m join person p on p.id = m.person_id
    where m.place = $1 and m.post = $2 and m.starts <= $3 and m.ends >= $3
    and (m.affairs = '' or m.affairs like $4) and not exists (select 1 from leave l
    where l.mandate_id = m.id and l.begun is not null and l.ended is null and l.starts <= $3 and l.ends >= $3
    and (l.affairs = '' or l.affairs like $4))
    order by m.id limit 20000";
/// Who has a seat in a body: it is theirs alone, and nobody stands in for a vote.
pub(super) const SEATS_OF_POST: &str =
    "select m.id, m.person_id, m.post, m.place, m.starts, m.ends, p.name, p.phone, p.email, p.household
    from mandate m join person p on p.id = m.person_id
    where m.place = $1 and m.post = $2 and m.starts <= $3 and m.ends >= $3 and m.leave_id is null
    order by m.id limit 20000";
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
    where m.post = $1 and m.starts <= $2 and m.ends >= $2
    and (m.affairs = '' or m.affairs like '') and not exists (select 1 from leave l
    where l.mandate_id = m.id and l.begun is not null and l.ended is null and l.starts <= $2 and l.ends >= $2
    and (l.affairs = '' or l.affairs like ''))
    order by p.id limit 20000";
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
pub(super) const INSERT_LEAVE: &str =
    "insert into leave (id, place, mandate_id, person_id, post, stand_in, starts, ends,
    affairs, reason, proposed_by, proposed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (id) do nothing";
pub(super) const BEGIN_LEAVE: &str = "update leave set begun_by = $2, begun = $3 where id = $1";
pub(super) const DECLINE_LEAVE: &str = "update leave set declined_by = $2, declined = $3 where id = $1";
pub(super) const END_LEAVE: &str = "update leave set ended_by = $2, ended = $3 where id = $1 and ended is null";
pub(super) const COUNT_LEAVES: &str = "select count(*) as many from leave";
pub(super) const LEAVE: &str = "select l.id, l.place, l.mandate_id, l.person_id, l.post, l.stand_in, l.starts, l.ends,
    l.affairs, l.reason, l.proposed_by, l.proposed, l.begun, l.declined, l.ended, a.name as absent, s.name as stands,
    p.name as proposer, m.id as stand_mandate
    from leave l join person a on a.id = l.person_id join person s on s.id = l.stand_in
    join person p on p.id = l.proposed_by left join mandate m on m.leave_id = l.id
    where l.id = $1";
pub(super) const LEAVES_AT: &str =
    "select l.id, l.place, l.mandate_id, l.person_id, l.post, l.stand_in, l.starts, l.ends,
    l.affairs, l.reason, l.proposed_by, l.proposed, l.begun, l.declined, l.ended, a.name as absent, s.name as stands,
    p.name as proposer, m.id as stand_mandate
    from leave l join person a on a.id = l.person_id join person s on s.id = l.stand_in
    join person p on p.id = l.proposed_by left join mandate m on m.leave_id = l.id
    where l.place = $1 and l.ends >= $2 order by l.starts desc, l.id desc limit 500";
pub(super) const LEAVES_PROPOSED: &str =
    "select l.id, l.place, l.mandate_id, l.person_id, l.post, l.stand_in, l.starts, l.ends,
    l.affairs, l.reason, l.proposed_by, l.proposed, l.begun, l.declined, l.ended, a.name as absent, s.name as stands,
    p.name as proposer, m.id as stand_mandate
    from leave l join person a on a.id = l.person_id join person s on s.id = l.stand_in
    join person p on p.id = l.proposed_by left join mandate m on m.leave_id = l.id
    where l.place like $1 and l.ends >= $2 and l.begun is null and l.declined is null order by l.id limit 500";
pub(super) const LEAVES_OF: &str =
    "select l.id, l.place, l.mandate_id, l.person_id, l.post, l.stand_in, l.starts, l.ends,
    l.affairs, l.reason, l.proposed_by, l.proposed, l.begun, l.declined, l.ended, a.name as absent, s.name as stands,
    p.name as proposer, m.id as stand_mandate
    from leave l join person a on a.id = l.person_id join person s on s.id = l.stand_in
    join person p on p.id = l.proposed_by left join mandate m on m.leave_id = l.id
    where (l.person_id = $1 or l.stand_in = $1) and l.ends >= $2 order by l.starts desc, l.id desc limit 500";
pub(super) const TIED: &str = "select person_id, stand_in, ended from leave where (person_id = $1 or stand_in = $1)
    and begun is not null and ends >= $2 and starts <= $3 limit 500";
pub(super) const LEADS: &str = "select place from mandate
    where person_id = $1 and post = $2 and starts <= $3 and ends >= $3 limit 200";
pub(super) const LEAVE_OF_MANDATE: &str = "select id from leave where mandate_id = $1 and begun is not null
    and ended is null and ends >= $2 order by starts limit 50";
