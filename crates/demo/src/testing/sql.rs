//! What the bench asks of a store.

pub(super) const ENTRIES: &str = "select seq, village, person, kind, subject, key, body from entry order by seq";

/// Every table of cases, with the columns by which its rows are put in order.
pub(super) const CASE_TABLES: [(&str, &str); 9] = [
    ("affair_case", "select * from affair_case order by id"),
    ("act", "select * from act order by case_id, number"),
    ("paper", "select * from paper order by case_id, act, position"),
    ("sitting", "select * from sitting order by case_id, act"),
    ("attendance", "select * from attendance order by case_id, act, person_id"),
    ("publicity", "select * from publicity order by case_id, act"),
    ("objection", "select * from objection order by id"),
    ("payment", "select * from payment order by case_id, act"),
    ("invoice", "select * from invoice order by number"),
];
