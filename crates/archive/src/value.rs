//! What goes into a query and comes out of it: the portable subset of both databases.

use village::{AlertId, CaseId, Day, Fen, Hash, Moment, PersonId, Place, Post};

/// A value of a column or a parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, an amount in fen, a moment in milliseconds, a truth as 0 or 1.
    Int(i64),
    /// A text, a day as `YYYY-MM-DD`, an identifier.
    Text(String),
    /// Bytes, a hash.
    Blob(Vec<u8>),
}

impl Value {
    /// The value as a person reads it in a report of `verify`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Blob(bytes) => hex::encode(bytes),
        }
    }
}

macro_rules! value_from {
    ($($from:ty => $value:ident, $variant:ident($turn:expr);)+) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                Self::$variant($turn)
            }
        })+
    };
}

value_from! {
    i64 => number, Int(number);
    i32 => number, Int(i64::from(number));
    u32 => number, Int(i64::from(number));
    u64 => number, Int(i64::try_from(number).unwrap_or(i64::MAX));
    bool => truth, Int(i64::from(truth));
    Moment => moment, Int(moment.0);
    Fen => amount, Int(amount.0);
    &str => text, Text(text.to_owned());
    String => text, Text(text);
    &String => text, Text(text.clone());
    Day => day, Text(day.to_string());
    Post => post, Text(post.code().to_owned());
    Place => place, Text(place.into());
    &Place => place, Text(place.as_str().to_owned());
    PersonId => person, Text(person.into());
    &PersonId => person, Text(person.as_str().to_owned());
    CaseId => case, Text(case.into());
    &CaseId => case, Text(case.as_str().to_owned());
    AlertId => alert, Text(alert.into());
    &AlertId => alert, Text(alert.as_str().to_owned());
    Vec<u8> => bytes, Blob(bytes);
    &[u8] => bytes, Blob(bytes.to_vec());
    Hash => hash, Blob(hash.0.to_vec());
    &Hash => hash, Blob(hash.0.to_vec());
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
