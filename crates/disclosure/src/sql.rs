//! This chapter's questions to the store, one text for both databases.

pub(crate) const BEGUN: &str = "select moment from entry where village = $1 order by seq limit 1";
/// Without what stands in them.
pub(crate) const VERSIONS: &str =
    "select village, item, term, version, state, hash, reason, release_on, prepared_by, prepared,
    reviewed_by, reviewed, returned_why, public_on, entry from disclosure where village = $1
    order by item, term, version limit 5000";
pub(crate) const LATEST: &str =
    "select d.village, d.item, d.term, d.version, d.state, d.hash, d.reason, d.release_on, d.prepared_by, d.prepared,
    d.reviewed_by, d.reviewed, d.returned_why, d.public_on, d.entry from disclosure d
    where d.public_on <= $1 and (d.public_on < $2 or (d.public_on = $2 and d.entry < $3))
    and not exists (select 1 from disclosure n where n.village = d.village and n.item = d.item and n.term = d.term
    and n.version > d.version and n.public_on <= $1)
    order by d.public_on desc, d.entry desc limit 200";
pub(crate) const VERSIONS_OF_SLOT: &str =
    "select village, item, term, version, state, hash, reason, release_on, prepared_by,
    prepared, reviewed_by, reviewed, returned_why, public_on, entry from disclosure
    where village = $1 and item = $2 and term = $3 order by version limit 200";
pub(crate) const CONTENT: &str =
    "select content, rules from disclosure where village = $1 and item = $2 and term = $3 and version = $4";
pub(crate) const WAITING: &str =
    "select village, item, term, version, state, hash, reason, release_on, prepared_by, prepared,
    reviewed_by, reviewed, returned_why, public_on, entry from disclosure where state = 'prepared' and village = $1
    order by item, term limit 500";
pub(crate) const KEEP: &str =
    "insert into disclosure (village, item, term, version, state, content, hash, reason, release_on,
    rules, prepared_by, prepared, entry) values ($1, $2, $3, $4, 'prepared', $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (village, item, term, version) do update set state = 'prepared', content = excluded.content,
    hash = excluded.hash, reason = excluded.reason, release_on = excluded.release_on, rules = excluded.rules,
    prepared_by = excluded.prepared_by, prepared = excluded.prepared, entry = excluded.entry, returned_why = ''";
pub(crate) const RELEASE: &str =
    "update disclosure set state = 'released', reviewed_by = $5, reviewed = $6, public_on = $7
    where village = $1 and item = $2 and term = $3 and version = $4";
pub(crate) const RETURN: &str =
    "update disclosure set state = 'returned', reviewed_by = $5, reviewed = $6, returned_why = $7
    where village = $1 and item = $2 and term = $3 and version = $4";
/// The villages that have anything to make public: those in which somebody holds an office.
pub(crate) const VILLAGES: &str = "select code from division where length(code) = 12 order by code limit 100000";
pub(crate) const TELL: &str =
    "insert into disclosure_late (village, item, term, colour, entry) values ($1, $2, $3, $4, $5)";
pub(crate) const TOLD: &str = "select item, term, colour from disclosure_late where village = $1
    order by item, term, colour limit 20000";
pub(crate) const TELL_DIFFERING: &str =
    "insert into disclosure_differing (village, item, term, version, entry) values ($1, $2, $3, $4, $5)";
pub(crate) const TOLD_DIFFERING: &str = "select item, term, version from disclosure_differing where village = $1
    order by item, term, version limit 20000";
pub(crate) const DISCLOSING: &str = "select d.village as village, max(e.seq) as last from
    (select distinct village from disclosure where state = 'released') d join entry e on e.village = d.village
    group by d.village order by d.village limit 100000";

pub(crate) const ASK: &str =
    "insert into question (id, village, about, subject, line, words, asked, due, state, held, voice)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10)";
pub(crate) const OPEN: &str = "update question set opened_words = $2, opened_by = $3, opened = $4 where id = $1";
pub(crate) const QUESTIONS_HELD: &str = "select * from question where village = $1 and held <> '' and opened is null
    and hidden is null order by asked, id limit 500";
pub(crate) const RECORDINGS_AFTER: &str =
    "select * from question where id > $1 and voice is not null order by id limit 1000";
pub(crate) const HEAR: &str = "insert into question_heard (question, person, day, entry) values ($1, $2, $3, $4)";
pub(crate) const HEARD: &str = "select entry from question_heard where question = $1 and person = $2 and day = $3";
pub(crate) const COUNT_HEARD: &str = "select count(*) as many from question_heard where question = $1";
pub(crate) const ANSWER: &str = "update question set state = 'answered', answer = $2, answered_by = $3, answered = $4
    where id = $1";
pub(crate) const HIDE: &str = "update question set hidden_by = $2, hidden = $3, hidden_why = $4 where id = $1";
pub(crate) const QUESTION: &str = "select * from question where id = $1";
pub(crate) const QUESTIONS: &str = "select * from question where village = $1 order by asked desc, id desc limit 500";
pub(crate) const QUESTIONS_ABOUT: &str = "select * from question where village = $1 and about = $2 and subject = $3
    order by asked, id limit 200";
pub(crate) const QUESTIONS_WAITING: &str = "select * from question where state = 'open' and village = $1
    order by due, id limit 500";
pub(crate) const QUESTIONS_LATE: &str =
    "select * from question where state = 'open' and due < $1 order by due, id limit 500";
pub(crate) const COUNT_QUESTIONS_SINCE: &str =
    "select count(*) as many from question where village = $1 and about = $2 and subject = $3 and asked >= $4";
pub(crate) const LAST_QUESTION: &str = "select id from question where id > $1 and id < $2 order by id desc limit 1";
pub(crate) const TELL_QUESTION: &str = "insert into question_late (question, colour, entry) values ($1, $2, $3)";
pub(crate) const TOLD_QUESTION: &str = "select colour from question_late where question = $1 order by colour limit 10";

pub(crate) const HANG: &str =
    "insert into screen (id, village, name, from_hour, to_hour, aloud_hour, registered_by, registered)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const TAKE_DOWN: &str = "update screen set removed = $2, removed_why = $3, dark_since = null where id = $1";
pub(crate) const DARKEN: &str = "update screen set dark_since = $2 where id = $1";
pub(crate) const SCREEN: &str = "select * from screen where id = $1";
pub(crate) const SCREENS: &str =
    "select * from screen where village = $1 and removed is null order by registered, id limit 200";
pub(crate) const ALL_SCREENS: &str = "select * from screen where removed is null order by id limit 100000";

/// How many people are on the roster of each village under a place.
pub(crate) const SIZES: &str =
    "select village, count(*) as people from person where village like $1 group by village order by village limit 2000";
