//! Typed identifiers: a person cannot be passed where a case is meant.

use crate::Place;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that is not an identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a valid identifier")]
pub struct IdError(pub String);

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $max:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an identifier: ASCII letters, digits and hyphens only.
            ///
            /// # Errors
            /// When it is empty, too long, or holds anything else.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                let fits = !text.is_empty()
                    && text.len() <= $max
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                if fits { Ok(Self(text)) } else { Err(IdError(text)) }
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A person of a county's roster: `990101-P00042`.
    PersonId, 32
);
text_id!(
    /// A case (办件), one run of an affair: `990101001003-C1-2026-0007`.
    CaseId, 40
);
text_id!(
    /// An alert (预警): `990101001003-W-2026-0003`.
    AlertId, 40
);

impl CaseId {
    /// The number of the `serial`-th case of an affair in a village and year.
    #[must_use]
    pub fn numbered(village: &Place, affair: &str, year: i16, serial: i64) -> Self {
        Self(format!("{village}-{affair}-{year}-{serial:04}"))
    }

    /// The village whose case it is, read from the number.
    #[must_use]
    pub fn village(&self) -> Option<Place> {
        self.0.get(..12).and_then(|code| Place::new(code).ok())
    }
}

/// The serial that follows the last number of a series such as `990101001003-C1-2026-`, whose serials begin at 1 and leave
/// none out. `last` is the number that sorts last as a text. None when that one does not tell, because after 9999 numbers
/// grow a digit and no longer sort by size: then they must be counted.
#[must_use]
pub fn serial_after(last: Option<&str>) -> Option<i64> {
    let Some(last) = last else { return Some(1) };
    let digits = last.rsplit('-').next().filter(|digits| digits.len() == 4)?;
    digits.parse().ok().filter(|serial| *serial < 9999).map(|serial: i64| serial + 1)
}

/// A SHA-256 hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| IdError(text.to_owned()))?;
        Ok(Self(bytes))
    }

    /// The first eight digits, for people to compare.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl TryFrom<String> for Hash {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_names_its_village() {
        let village = Place::new("990101001003").unwrap();
        let case = CaseId::numbered(&village, "C1", 2026, 7);
        assert_eq!(case.as_str(), "990101001003-C1-2026-0007");
        assert_eq!(case.village(), Some(village));
    }

    #[test]
    fn a_serial_follows_the_last_until_numbers_grow_a_digit() {
        assert_eq!(serial_after(None), Some(1));
        assert_eq!(serial_after(Some("990101001003-C1-2026-0007")), Some(8));
        assert_eq!(serial_after(Some("990101001003-C1-2026-9998")), Some(9999));
        for last in ["990101001003-C1-2026-9999", "990101001003-C1-2026-10000", "990101001003-C1-2026-99990"] {
            assert_eq!(serial_after(Some(last)), None, "{last} must not be taken for the latest");
        }
    }

    #[test]
    fn an_identifier_holds_nothing_that_a_path_or_a_query_could_misread() {
        for text in ["", "../x", "a b", "a'b", "a%00", &"x".repeat(60)] {
            assert!(CaseId::new(text).is_err(), "{text}");
        }
    }
}
