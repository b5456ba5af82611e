//! The alerts' questions to the store, one text for both databases.

pub(crate) const INSERT_REFUSED: &str =
    "insert into refused_act (entry, village, subject, step, person_id, rule, words, moment)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const REFUSED_OF: &str = "select entry, village, subject, step, person_id, rule, words, moment
    from refused_act where subject = $1 order by entry limit 200";
pub(crate) const ATTEMPTS: &str = "select entry, village, subject, step, person_id, rule, words, moment
    from refused_act where subject = $1 and village = $2 and step = $3 and rule = $4 and coalesce(person_id, '') = $5
    and moment >= $6 and moment <= $7 order by entry desc limit 200";
pub(crate) const OPEN_ALIKE: &str = "select id from alert where likeness = $1";
pub(crate) const LAST_OF_YEAR: &str = "select id from alert where id >= $1 and id < $2 order by id desc limit 1";
pub(crate) const COUNT_OF_YEAR: &str = "select count(*) as many from alert where id >= $1 and id < $2";
pub(crate) const INSERT_ALERT: &str =
    "insert into alert (id, likeness, rule, severity, village, subject, step, person_id, words, articles, raised,
    last_seen, times, status, level, acknowledge_by, attempt)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 1, 'new', $12, $13, $14)";
pub(crate) const REPEAT_ALERT: &str = "update alert set times = times + 1, last_seen = $2 where id = $1";
pub(crate) const INSERT_RECEIVER: &str = "insert into alert_receiver (alert_id, post, place, since)
    values ($1, $2, $3, $4) on conflict (alert_id, post, place) do nothing";
pub(crate) const RECEIVERS: &str = "select post, place, since, acknowledged_by, acknowledged from alert_receiver
    where alert_id = $1 order by since, post, place";
pub(crate) const ACKNOWLEDGE: &str = "update alert_receiver set acknowledged_by = $4, acknowledged = $5
    where alert_id = $1 and post = $2 and place = $3 and acknowledged is null";
pub(crate) const SET_STATUS: &str = "update alert set status = $2 where id = $1";
pub(crate) const SET_DEADLINE: &str = "update alert set acknowledge_by = $2 where id = $1";
pub(crate) const CLOSE: &str =
    "update alert set status = 'closed', acknowledge_by = null, likeness = likeness || '|' || id where id = $1";
pub(crate) const CLIMB: &str = "update alert set level = $2, acknowledge_by = $3 where id = $1";
pub(crate) const INSERT_STEP: &str =
    "insert into alert_step (alert_id, number, deed, person_id, moment, text) values ($1, $2, $3, $4, $5, $6)";
pub(crate) const COUNT_STEPS: &str = "select count(*) as many from alert_step where alert_id = $1";
pub(crate) const STEPS: &str = "select s.number, s.deed, s.person_id, s.moment, s.text, p.name
    from alert_step s left join person p on p.id = s.person_id where s.alert_id = $1 order by s.number limit 500";
pub(crate) const ALERT: &str = "select id, rule, severity, village, subject, step, person_id, words, articles, raised,
    last_seen, times, status, level, acknowledge_by, attempt from alert where id = $1";
pub(crate) const INBOX: &str = "select distinct a.id, a.rule, a.severity, a.village, a.subject, a.step, a.person_id,
    a.words, a.articles, a.raised, a.last_seen, a.times, a.status, a.level, a.acknowledge_by, a.attempt
    from alert a join alert_receiver r on r.alert_id = a.id
    where r.post = $1 and r.place = $2 order by a.last_seen desc, a.id desc limit 500";
pub(crate) const CONCERNING: &str = "select a.id, a.rule, a.severity, a.village, a.subject, a.step, a.person_id,
    a.words, a.articles, a.raised, a.last_seen, a.times, a.status, a.level, a.acknowledge_by, a.attempt
    from alert a where a.person_id = $1 order by a.last_seen desc, a.id desc limit 500";
pub(crate) const OVERDUE: &str = "select id from alert where status <> 'closed' and acknowledge_by is not null
    and acknowledge_by < $1 order by acknowledge_by limit 200";
pub(crate) const WAITING: &str = "select id, person_id, address, subject, text, failures from message
    where status = 'waiting' and next_try <= $1 order by next_try, id limit 50";
pub(crate) const MESSAGE: &str = "select village, status, next_try, claimed from message where id = $1";
pub(crate) const MESSAGE_CLAIMED: &str = "update message set status = 'claimed', claimed = $2 where id = $1";
pub(crate) const MESSAGE_LOST: &str = "update message set status = 'lost', next_try = null where id = $1";
pub(crate) const MESSAGE_SENT: &str = "update message set status = 'sent', next_try = null where id = $1";
pub(crate) const MESSAGE_FAILED: &str =
    "update message set failures = failures + 1, next_try = $2, status = $3 where id = $1";
pub(crate) const CLAIMED_BEFORE: &str =
    "select id from message where status = 'claimed' and claimed <= $1 order by id limit 200";
pub(crate) const LOST: &str = "select id from message where status = 'lost' order by id limit 200";
