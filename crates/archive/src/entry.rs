//! An entry of the log: what a deed leaves behind, and the only thing that tables are made of.

use crate::canonical::{canonical, write_text};
use crate::evidence::leaf_text;
use crate::{Row, Value};
use std::fmt::Write;
use village::{Fault, Hash, Moment, PersonId, Place};

/// How far a machine's clock may lag behind the last entry, in milliseconds: as much as two machines, or one that was just set
/// right, may differ. Beyond that the clock is wrong, and nothing is done before it is right.
pub const CLOCK_LAG_MS: i64 = 2 * 60_000;

/// What a deed asks the log to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The place it concerns, of any level.
    pub village: Place,
    /// When it happens.
    pub moment: Moment,
    /// Who acts; nobody for what the program itself finds, such as a limit that has passed.
    pub person: Option<PersonId>,
    /// What happens: `case.opened`. The archive must have been given a [`crate::Kind`] of this name.
    pub kind: &'static str,
    /// What it is about: a case, an alert, a person.
    pub subject: String,
    /// The rule book under which it happens.
    pub rules: Option<Hash>,
    /// The mark by which the same act, sent twice, is known.
    pub key: Option<String>,
    /// Everything that the tables are to know of it.
    pub body: serde_json::Value,
}

/// An entry as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number: 1, 2, 3 … without a gap.
    pub seq: u64,
    /// The place it concerns, of any level.
    pub village: Place,
    /// When it happened.
    pub moment: Moment,
    /// Who acted.
    pub person: Option<PersonId>,
    /// What happened.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The rule book under which it happened.
    pub rules: Option<Hash>,
    /// The mark by which the same act, sent twice, is known.
    pub key: Option<String>,
    /// Everything that the tables know of it.
    pub body: serde_json::Value,
    /// What keeps the commitment from being guessed.
    pub salt: [u8; 16],
    /// The hash of its leaf in the county's tree.
    pub leaf: Hash,
}

impl Entry {
    /// The bytes of its leaf: what strangers may see. Its number, and a salted commitment to everything else.
    ///
    /// # Errors
    /// When the body has no canonical text, which no entry of the log has.
    pub fn leaf_bytes(&self) -> Result<Vec<u8>, Fault> {
        Ok(leaf_text(&self.salt, &self.text()?, self.seq))
    }

    /// The canonical text of everything but the salt: what the leaf commits to.
    ///
    /// # Errors
    /// As [`Self::leaf_bytes`].
    pub fn text(&self) -> Result<String, Fault> {
        let (village, rules, body) = (self.village.as_str(), self.rules.map(|hash| hash.0), canonical(&self.body)?);
        let fields = Fields {
            seq: self.seq,
            village,
            moment: self.moment.0,
            person: self.person.as_ref().map(PersonId::as_str),
            kind: &self.kind,
            subject: &self.subject,
            rules: rules.as_ref().map(<[u8; 32]>::as_slice),
            key: self.key.as_deref(),
            body: &body,
            salt: &self.salt,
        };
        let mut text = String::new();
        fields.write(&mut text);
        Ok(text)
    }

    /// Reads a row of [`crate::sql::ENTRY_BY_SEQ`].
    pub(crate) fn from_row(row: &Row) -> Result<Self, Fault> {
        let body = row.text("body")?;
        let salt = row.blob("salt")?;
        Ok(Self {
            seq: row.count("seq")?,
            village: row.read("village")?,
            moment: row.moment("moment")?,
            person: row.maybe_read("person")?,
            kind: row.text("kind")?,
            subject: row.text("subject")?,
            rules: row.maybe_hash("rules")?,
            key: row.maybe_text("key")?,
            body: serde_json::from_str(&body).map_err(|e| Fault::from("an entry's body is no JSON", e))?,
            salt: salt.try_into().map_err(|_| Fault::new("an entry's salt is not 16 bytes"))?,
            leaf: row.hash("leaf")?,
        })
    }
}

/// The values that a leaf commits to, as they stand in the store.
pub(crate) struct Fields<'a> {
    pub(crate) seq: u64,
    pub(crate) village: &'a str,
    pub(crate) moment: i64,
    pub(crate) person: Option<&'a str>,
    pub(crate) kind: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) rules: Option<&'a [u8]>,
    pub(crate) key: Option<&'a str>,
    /// Canonical.
    pub(crate) body: &'a str,
    pub(crate) salt: &'a [u8],
}

impl<'a> Fields<'a> {
    /// The values of a row of [`crate::sql::ENTRY_BY_SEQ`]; `None` when one has not its type.
    pub(crate) fn of_values(values: &'a [Value]) -> Option<Self> {
        let [seq, village, moment, person, kind, subject, rules, key, body, salt, _leaf] = values else { return None };
        let maybe_text = |value: &'a Value| match value {
            Value::Null => Some(None),
            Value::Text(text) => Some(Some(text.as_str())),
            Value::Int(_) | Value::Blob(_) => None,
        };
        let text = |value| maybe_text(value).flatten();
        let (Value::Int(seq), Value::Int(moment), Value::Blob(salt)) = (seq, moment, salt) else { return None };
        let rules = match rules {
            Value::Null => None,
            Value::Blob(bytes) => Some(bytes.as_slice()),
            Value::Int(_) | Value::Text(_) => return None,
        };
        Some(Self {
            seq: u64::try_from(*seq).ok()?,
            village: text(village)?,
            moment: *moment,
            person: maybe_text(person)?,
            kind: text(kind)?,
            subject: text(subject)?,
            rules,
            key: maybe_text(key)?,
            body: text(body)?,
            salt,
        })
    }

    /// The hash of the leaf. `buffer` is working space.
    pub(crate) fn leaf(&self, buffer: &mut String) -> Hash {
        Hash(tlog::leaf_hash(&self.leaf_bytes(buffer)))
    }

    fn leaf_bytes(&self, buffer: &mut String) -> Vec<u8> {
        buffer.clear();
        self.write(buffer);
        leaf_text(self.salt, buffer, self.seq)
    }

    /// The canonical JSON of everything but the salt; its keys stand in order.
    fn write(&self, out: &mut String) {
        let maybe = |name: &str, text: Option<&str>, out: &mut String| {
            out.push_str(name);
            match text {
                Some(text) => write_text(text, out),
                None => out.push_str("null"),
            }
        };
        out.push_str("{\"body\":");
        out.push_str(self.body);
        maybe(",\"key\":", self.key, out);
        maybe(",\"kind\":", Some(self.kind), out);
        let written = write!(out, ",\"moment\":{}", self.moment);
        maybe(",\"person\":", self.person, out);
        maybe(",\"rules\":", self.rules.map(hex::encode).as_deref(), out);
        let written = written.and_then(|()| write!(out, ",\"seq\":{}", self.seq));
        debug_assert!(written.is_ok(), "writing to a text cannot fail");
        maybe(",\"subject\":", Some(self.subject), out);
        maybe(",\"village\":", Some(self.village), out);
        out.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use sha2::{Digest, Sha256};

    fn entry() -> Entry {
        Entry {
            seq: 7,
            village: Place::new("990101001001").unwrap(),
            moment: Moment(1_773_280_800_000),
            person: Some(PersonId::new("990101-P00042").unwrap()),
            kind: "case.opened".into(),
            subject: "990101001001-C1-2026-0007".into(),
            rules: Some(Hash([0xab; 32])),
            key: None,
            body: json!({"amount": 120_000, "purpose": "修渠"}),
            salt: [7; 16],
            leaf: Hash([0; 32]),
        }
    }

    #[test]
    fn the_leaf_is_what_the_specification_says() {
        let all = format!(
            "{{\"body\":{{\"amount\":120000,\"purpose\":\"修渠\"}},\"key\":null,\"kind\":\"case.opened\",\
             \"moment\":1773280800000,\"person\":\"990101-P00042\",\"rules\":\"{}\",\"seq\":7,\
             \"subject\":\"990101001001-C1-2026-0007\",\"village\":\"990101001001\"}}",
            "ab".repeat(32)
        );
        let commitment = hex::encode(Sha256::new().chain_update([7; 16]).chain_update(all).finalize());
        let leaf = String::from_utf8(entry().leaf_bytes().unwrap()).unwrap();
        assert_eq!(leaf, format!("{{\"commitment\":\"{commitment}\",\"seq\":7}}"));
    }

    #[test]
    fn every_value_changes_the_leaf() {
        let base = entry().leaf_bytes().unwrap();
        let edits: [fn(&mut Entry); 10] = [
            |e| e.seq = 8,
            |e| e.village = Place::new("990101001002").unwrap(),
            |e| e.moment.0 += 1,
            |e| e.person = None,
            |e| e.kind = "case.closed".into(),
            |e| e.subject.push('1'),
            |e| e.rules = None,
            |e| e.key = Some(String::new()),
            |e| e.body = json!({"amount": 120_001, "purpose": "修渠"}),
            |e| e.salt = [8; 16],
        ];
        for edit in edits {
            let mut changed = entry();
            edit(&mut changed);
            assert_ne!(changed.leaf_bytes().unwrap(), base);
        }
    }
}
