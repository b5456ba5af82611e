//! People as a sheet names them, made into people as the roster takes them.

use office::roster::{NewMandate, NewPerson};
use sheet::{PersonNumber, Roster, RosterRow, SheetFault, Table, locate_fault};
use std::collections::BTreeSet;
use village::{Day, FieldFault, Post};

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
        group: None,
        phone: String::new(),
        email: String::new(),
        identity: String::new(),
        born: None,
        posts: row.posts.iter().map(mandate).collect(),
        relatives: Vec::new(),
    }
}

/// A roster with cells that cannot be read: what is known of every row all the same, so that its other faults are told in the
/// same round.
pub struct FaultyRoster {
    faults: Vec<SheetFault>,
    doubtful: BTreeSet<u32>,
    /// Whether every name is known, so that a relative who is not among them is in no row.
    all_named: bool,
}

impl FaultyRoster {
    /// Splits a roster into its faults so far and the people to try.
    #[must_use]
    pub fn of(read: Roster, today: Day) -> (Self, Vec<NewPerson>) {
        let doubtful: BTreeSet<u32> = read.doubtful.iter().map(|row| row.row).collect();
        let all_named = read.doubtful.iter().all(|row| !row.name.is_empty());
        let mut people = new_people(read.rows);
        people.extend(read.doubtful.into_iter().map(|row| doubtful_person(row, today)));
        people.sort_by_key(|person| person.row);
        // Whose identity number could not be read cannot be found by it.
        for person in &mut people {
            person.relatives.retain(|(who, _)| doubtful.is_empty() || !who.is_ascii());
        }
        (Self { faults: read.faults, doubtful, all_named }, people)
    }

    /// All faults in the order of the sheet, those with which the people were refused among them. Of a row that could not be
    /// read whole, only that its posts do not go together is sure.
    #[must_use]
    pub fn with(mut self, table: &Table, refused: Vec<FieldFault>) -> Vec<SheetFault> {
        let sure = |field: &str| match field.split_once('.') {
            Some((row, column)) => {
                let read = !row.parse().is_ok_and(|row| self.doubtful.contains(&row));
                (column != "relatives" || self.all_named) && (read || column == "posts")
            }
            None => true,
        };
        let others: Vec<_> = refused.into_iter().filter(|fault| sure(&fault.field)).collect();
        self.faults.extend(others.into_iter().filter_map(|fault| locate_fault(table, &fault.field, fault.words)));
        self.faults.sort_by_key(|fault| fault.row);
        self.faults
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
        group: row.group,
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
