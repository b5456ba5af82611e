//! The questions of covered copies to the store, one text for both databases.

pub(super) const KEEP: &str =
    "insert into covered_copy (case_id, paper, version, village, pages, hash, state, covered_by, covered)
    values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)";
pub(super) const REPLACE_WAITING: &str =
    "update covered_copy set state = 'replaced' where case_id = $1 and paper = $2 and state = 'waiting'";
pub(super) const REPLACE_RELEASED: &str =
    "update covered_copy set state = 'replaced' where case_id = $1 and paper = $2 and state = 'released'";
pub(super) const REVIEW: &str = "update covered_copy set state = $4, reviewed_by = $5, reviewed = $6, why = $7
    where case_id = $1 and paper = $2 and version = $3";
pub(super) const COPIES: &str = "select case_id, paper, version, village, pages, hash, state, covered_by, covered,
    reviewed_by, reviewed, why from covered_copy where case_id = $1 order by paper, version limit 1000";
pub(super) const WAITING: &str = "select case_id, paper, version, village, pages, hash, state, covered_by, covered,
    reviewed_by, reviewed, why from covered_copy where village = $1 and state = 'waiting'
    order by covered, case_id, paper limit 200";
pub(super) const COPIED: &str =
    "select case_id from covered_copy where case_id > $1 group by case_id order by case_id limit 1000";
/// What everybody can know of.
pub(super) const IS_PUBLIC: &str = "select count(*) as many from act where case_id = $1 and discloses <> '[]'";
/// Papers of public cases that have no copy yet, the latest case first.
pub(super) const BARE: &str = "select p.case_id, p.hash as paper, max(a.moment) as moment from paper p
    join affair_case c on c.id = p.case_id join act a on a.case_id = p.case_id and a.number = p.act
    where c.village = $1 and p.scope = 'village' and p.kind in ('invoice', 'contract', 'contract_copy', 'photo')
    and exists (select 1 from act d where d.case_id = c.id and d.discloses <> '[]')
    and not exists (select 1 from covered_copy k where k.case_id = p.case_id and k.paper = p.hash
    and k.state in ('waiting', 'released'))
    group by p.case_id, p.hash order by max(a.moment) desc, p.case_id, p.hash limit 100";
