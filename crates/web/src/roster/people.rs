//! People as a sheet names them, made into people as the roster takes them.

use office::roster::{NewMandate, NewPerson};
use sheet::{PersonNumber, RosterRow};
use village::{Day, Post};

/// The rows of a sheet as the deed of importing takes them.
#[must_use]
pub fn new_people(rows: Vec<RosterRow>) -> Vec<NewPerson> {
    rows.into_iter().map(new_person).collect()
}

/// Somebody of whom not everything could be read, with the posts from a day on, to see whether they go together.
pub(crate) fn doubtful_person(row: sheet::DoubtfulRow, today: Day) -> NewPerson {
    let name = if row.name.is_empty() { "？".to_owned() } else { row.name };
    let mandate = |post: &Post| NewMandate { post: *post, starts: today, ends: today.plus(1) };
    NewPerson {
        row: row.row,
        name,
        place: row.place,
        household: String::new(),
        phone: String::new(),
        email: String::new(),
        identity: String::new(),
        born: None,
        posts: row.posts.iter().map(mandate).collect(),
        relatives: Vec::new(),
    }
}

fn new_person(row: RosterRow) -> NewPerson {
    let (identity, born) = match row.number {
        PersonNumber::Identity { text, birth, .. } => (text, Some(birth)),
        PersonNumber::Given(text) => (text, None),
    };
    let mandate = |held: &sheet::HeldPost| NewMandate { post: held.post, starts: held.starts, ends: held.ends };
    let relatives = row.relatives.into_iter().map(|relative| (relative.who, relation(relative.relation)));
    NewPerson {
        row: row.row,
        name: row.name,
        place: row.place,
        household: row.household.unwrap_or_default(),
        phone: row.phone.unwrap_or_default(),
        email: row.email.unwrap_or_default(),
        identity,
        born,
        posts: row.posts.iter().map(mandate).collect(),
        relatives: relatives.collect(),
    }
}

fn relation(written: sheet::Relation) -> authority::Relation {
    match written {
        sheet::Relation::Spouse => authority::Relation::Spouse,
        sheet::Relation::Parent => authority::Relation::Parent,
        sheet::Relation::Child => authority::Relation::Child,
        sheet::Relation::Sibling => authority::Relation::Sibling,
        sheet::Relation::Grandparent => authority::Relation::Grandparent,
        sheet::Relation::Grandchild => authority::Relation::Grandchild,
        sheet::Relation::Other => authority::Relation::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_of_a_sheet_is_the_same_relation_in_the_roster() {
        for written in sheet::Relation::ALL {
            assert_eq!(relation(*written).code(), written.code());
        }
    }
}
