//! Looking at what a test has left in the store.

use super::{Bench, sql};
use archive::Query;
use village::{PersonId, Place};

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number.
    pub seq: i64,
    /// The place that it concerns.
    pub village: String,
    /// Who.
    pub person: Option<String>,
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The mark of the form.
    pub key: Option<String>,
    /// What it says.
    pub body: String,
}

/// Every row of every table of cases, to be compared with a later picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture(Vec<(&'static str, Vec<String>)>);

impl Bench {
    /// The log from its beginning.
    #[must_use]
    pub fn log(&self) -> Vec<Logged> {
        self.read(|reader| {
            let rows = reader.query(sql::ENTRIES, &[])?;
            rows.iter()
                .map(|row| {
                    Ok(Logged {
                        seq: row.int("seq")?,
                        village: row.text("village")?,
                        person: row.maybe_text("person")?,
                        kind: row.text("kind")?,
                        subject: row.text("subject")?,
                        key: row.maybe_text("key")?,
                        body: row.text("body")?,
                    })
                })
                .collect()
        })
    }

    /// The kinds of the entries after a number, in order.
    #[must_use]
    pub fn kinds_after(&self, seq: u64) -> Vec<String> {
        let after = |entry: &Logged| u64::try_from(entry.seq).is_ok_and(|number| number > seq);
        self.log().into_iter().filter(after).map(|entry| entry.kind).collect()
    }

    /// All tables of cases as they are now.
    #[must_use]
    pub fn picture(&self) -> Picture {
        let tables = sql::CASE_TABLES.iter().map(|(table, query)| {
            let rows = self.read(|reader| reader.query(query, &[]));
            (*table, rows.iter().map(|row| format!("{row:?}")).collect())
        });
        Picture(tables.collect())
    }

    /// The receivers of an alert, as `post@place`, in alphabetical order.
    #[must_use]
    pub fn receivers(&self, alert: &alerts::Alert) -> Vec<String> {
        let told = self.read(|reader| alerts::receivers(reader, &alert.id));
        let mut told: Vec<String> = told.iter().map(|r| format!("{}@{}", r.post, r.place)).collect();
        told.sort();
        told
    }

    /// The open alerts that a post at a place has in its inbox.
    #[must_use]
    pub fn inbox(&self, place: &Place, post: village::Post) -> Vec<alerts::Alert> {
        let desk = self.desk(place, post);
        self.read(|reader| alerts::inbox(reader, &desk, alerts::Filter::Open))
    }

    /// The attempts that were refused at a case or another subject.
    #[must_use]
    pub fn refused_acts(&self, subject: &str) -> Vec<alerts::RefusedAct> {
        self.read(|reader| alerts::refused_acts(reader, subject))
    }

    /// A person of a village by name.
    #[must_use]
    pub fn person(&self, village: &Place, name: &str) -> PersonId {
        let people = self.read(|reader| ::office::roster::people_of(reader, village));
        let found = people.into_iter().find(|one| one.name == name);
        found.unwrap_or_else(|| panic!("nobody in {village} is called {name}")).id
    }

    /// Fails unless the store agrees with a replay of its log.
    pub fn verified(&self) {
        match self.office.archive().verify() {
            Ok(found) => assert!(found.is_clean(), "{:#?}", found.faults),
            Err(fault) => panic!("{}", fault.chain()),
        }
    }
}
