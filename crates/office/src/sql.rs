//! The rule books' questions to the store, one text for both databases.

/// Only a sign-in that is made names its owner: a reset changes neither.
pub(crate) const SIGN_INS_MADE: &str =
    "select seq, body from entry where kind = 'sign_in.made' and seq > $1 order by seq limit 500";
pub(crate) const INSERT_BOOK: &str = "insert into rulebook (hash, layers, files, adopted_by, adopted, current)
    values ($1, $2, $3, $4, $5, 1) on conflict (hash) do update set current = 1";
pub(crate) const RETIRE_BOOKS: &str = "update rulebook set current = 0 where current = 1";
pub(crate) const CURRENT_BOOK: &str = "select hash from rulebook where current = 1";
pub(crate) const BOOK_BY_HASH: &str = "select layers, files from rulebook where hash = $1";
pub(crate) const INSERT_ADOPTION: &str =
    "insert into adoption (entry, hash, proposal, proposed_by, adopted_by, adopted) values ($1, $2, $3, $4, $5, $6)";
pub(crate) const ADOPTIONS: &str = "select a.hash, a.proposed_by, a.adopted_by, a.adopted, p.name as proposer,
    c.name as adopter from adoption a left join person p on p.id = a.proposed_by
    left join person c on c.id = a.adopted_by order by a.entry desc limit 200";
pub(crate) const COUNT_PROPOSALS: &str = "select count(*) as many from rulebook_proposal";
pub(crate) const INSERT_PROPOSAL: &str = "insert into rulebook_proposal
    (id, hash, against, layers, files, reason, status, proposed_by, proposed)
    values ($1, $2, $3, $4, $5, $6, 'open', $7, $8)";
pub(crate) const DECIDE_PROPOSAL: &str =
    "update rulebook_proposal set status = $2, decided_by = $3, decided = $4 where id = $1";
pub(crate) const PROPOSALS: &str = "select r.id, r.hash, r.against, r.reason, r.status, r.proposed_by, r.proposed,
    r.decided, p.name as proposer, d.name as decider from rulebook_proposal r left join person p on p.id = r.proposed_by
    left join person d on d.id = r.decided_by order by r.proposed desc, r.id desc limit 100";
pub(crate) const PROPOSED_FILES: &str = "select layers, files from rulebook_proposal where id = $1";
pub(crate) const COUNT_RESTORATIONS: &str = "select count(*) as many from restoration";
pub(crate) const INSERT_RESTORATION: &str =
    "insert into restoration (id, kept, signed, root, reason, moment) values ($1, $2, $3, $4, $5, $6)";
pub(crate) const RESTORATIONS: &str =
    "select id, kept, signed, root, reason, moment from restoration order by moment desc, id desc limit 20";
pub(crate) const INSERT_MESSAGE: &str =
    "insert into message (id, about, village, person_id, channel, address, subject, text, created, failures, next_try,
    status) values ($1, $2, $3, $4, 'email', $5, $6, $7, $8, 0, $8, 'waiting') on conflict (id) do nothing";
