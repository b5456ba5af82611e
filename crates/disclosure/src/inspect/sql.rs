//! The questions of inspections to the store, one text for both databases.

pub(super) const OPEN: &str = "insert into inspection (id, village, chosen, seed, opened_by, opened)
    values ($1, $2, $3, $4, $5, $6)";
pub(super) const FIND: &str =
    "insert into inspection_finding (inspection, number, kind, item, term, words, seen_by, seen, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'seen')";
pub(super) const ORDER: &str = "update inspection_finding set state = 'ordered', due = $3
    where inspection = $1 and number = $2";
pub(super) const ANSWER: &str =
    "update inspection_finding set state = 'answered', answer = $3, answered_by = $4, answered = $5
    where inspection = $1 and number = $2";
pub(super) const JUDGE: &str =
    "update inspection_finding set state = $3, said = $4, judged_by = $5, judged = $6, due = $7
    where inspection = $1 and number = $2";
pub(super) const TELL: &str =
    "insert into inspection_late (inspection, number, due, colour, entry) values ($1, $2, $3, $4, $5)";
pub(super) const TOLD: &str = "select colour from inspection_late where inspection = $1 and number = $2 and due = $3
    order by colour limit 10";
pub(super) const LAST: &str = "select id from inspection where id > $1 and id < $2 order by id desc limit 1";
pub(super) const INSPECTION: &str = "select * from inspection where id = $1";
pub(super) const INSPECTIONS: &str =
    "select * from inspection where village like $1 order by opened desc, id desc limit 500";
pub(super) const FINDINGS: &str = "select * from inspection_finding where inspection = $1 order by number limit 1000";
pub(super) const WAITING: &str = "select f.* from inspection_finding f join inspection i on i.id = f.inspection
    where i.village = $1 and f.state in ('ordered', 'answered') order by f.due, f.inspection, f.number limit 500";
pub(super) const LATE: &str =
    "select * from inspection_finding where state = 'ordered' and due < $1 order by due, inspection, number limit 500";
/// The villages of an area, with the moment at which somebody last looked.
pub(super) const COVERAGE: &str =
    "select d.code as code, max(i.opened) as opened from division d left join inspection i on i.village = d.code
    where length(d.code) = 12 and d.code like $1 group by d.code order by d.code limit 5000";
/// What everybody knows and nobody can choose: the root of the log's last signed tree.
pub(super) const SEED: &str = "select size, root from checkpoint order by size desc limit 1";
