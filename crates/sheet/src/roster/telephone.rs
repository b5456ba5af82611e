//! What is noted of telephones.

use super::RosterRow;
use std::collections::HashMap;
use village::Words;

/// Officers with one telephone: it is the name by which people sign in, so only the first of them can use it.
pub(super) fn shared(rows: &[RosterRow]) -> Vec<Words> {
    let mut first: HashMap<&str, &RosterRow> = HashMap::new();
    let mut notes = Vec::new();
    for row in rows.iter().filter(|row| row.posts.iter().any(|held| held.post.is_official())) {
        let Some(phone) = row.phone.as_deref() else { continue };
        let earlier = *first.entry(phone).or_insert(row);
        if earlier.row != row.row {
            notes.push(Words::new(
                format!(
                    "第{}行{}和第{}行{}的电话相同：只有前一位能用这个号码登录，后一位要用人员编号登录，请核对",
                    row.row, row.name, earlier.row, earlier.name
                ),
                format!(
                    "rows {} and {} have one telephone: only the first of the two signs in by it, the other by the person's number",
                    earlier.row, row.row
                ),
            ));
        }
    }
    notes
}
