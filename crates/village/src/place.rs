//! Places: the official statistical division codes (统计用区划代码), from province to village.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A level of the division code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 省, 2 digits.
    Province,
    /// 市, 4 digits.
    City,
    /// 县、县级市、区, 6 digits.
    County,
    /// 乡镇、街道, 9 digits.
    Township,
    /// 村、社区, 12 digits.
    Village,
}

impl Level {
    /// How many digits a code of this level has.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::City => 4,
            Self::County => 6,
            Self::Township => 9,
            Self::Village => 12,
        }
    }

    /// The level above; `None` above the province.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        match self {
            Self::Province => None,
            Self::City => Some(Self::Province),
            Self::County => Some(Self::City),
            Self::Township => Some(Self::County),
            Self::Village => Some(Self::Township),
        }
    }

    /// The level that a code of so many digits has.
    #[must_use]
    pub fn of_digits(digits: usize) -> Option<Self> {
        [Self::Province, Self::City, Self::County, Self::Township, Self::Village]
            .into_iter()
            .find(|level| level.digits() == digits)
    }
}

/// A place by its division code: 2, 4, 6, 9 or 12 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place(String);

/// A text that is not a division code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Not digits only.
    #[error("`{0}` is not a division code: it holds something other than digits")]
    NotDigits(String),
    /// A length that no level has.
    #[error(
        "`{0}` has {1} digits: a division code has 2 (province), 4 (city), 6 (county), 9 (township) or 12 (village)"
    )]
    Length(String, usize),
}

impl Place {
    /// Reads a division code.
    ///
    /// # Errors
    /// When it is not all digits, or its length is that of no level.
    pub fn new(code: impl Into<String>) -> Result<Self, PlaceError> {
        let code = code.into();
        if code.is_empty() || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PlaceError::NotDigits(code));
        }
        match Level::of_digits(code.len()) {
            Some(_) => Ok(Self(code)),
            None => {
                let digits = code.len();
                Err(PlaceError::Length(code, digits))
            }
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the code's length tells.
    #[must_use]
    pub fn level(&self) -> Level {
        Level::of_digits(self.0.len()).unwrap_or(Level::Village)
    }

    /// The place of a level that contains this one, or this one itself; `None` for a level below.
    #[must_use]
    pub fn at(&self, level: Level) -> Option<Self> {
        self.0.get(..level.digits()).map(|code| Self(code.to_owned()))
    }

    /// Whether `inner` lies in this place or is it.
    #[must_use]
    pub fn contains(&self, inner: &Self) -> bool {
        inner.0.starts_with(&self.0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Place {
    type Error = PlaceError;
    fn try_from(code: String) -> Result<Self, PlaceError> {
        Self::new(code)
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.0
    }
}

/// A place with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// The code.
    pub place: Place,
    /// The official name, such as 后陈村民委员会.
    pub name: String,
}

impl Division {
    /// The name as people say it: 后陈村 for 后陈村民委员会, 城中社区 for 城中社区居民委员会.
    #[must_use]
    pub fn short_name(&self) -> String {
        let name = self.name.as_str();
        let residents = name.strip_suffix("居民委员会").or_else(|| name.strip_suffix("居委会"));
        let villagers = name.strip_suffix("民委员会").or_else(|| name.strip_suffix("委会"));
        match residents.or(villagers) {
            // 七居委会 has no shorter name that would still be one.
            Some(stem) if stem.ends_with('村') || stem.ends_with("社区") => stem.to_owned(),
            _ => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_lies_in_its_township_and_county() {
        let village = Place::new("330723001244").unwrap();
        assert_eq!(village.level(), Level::Village);
        assert_eq!(village.at(Level::County), Some(Place::new("330723").unwrap()));
        assert!(Place::new("330723001").unwrap().contains(&village));
        assert!(!Place::new("330723002").unwrap().contains(&village));
        assert_eq!(Place::new("330723").unwrap().at(Level::Village), None);
    }

    #[test]
    fn a_wrong_code_says_what_is_wrong() {
        assert!(matches!(Place::new("33072"), Err(PlaceError::Length(_, 5))));
        assert!(matches!(Place::new("33a7"), Err(PlaceError::NotDigits(_))));
        assert!(matches!(Place::new("３３"), Err(PlaceError::NotDigits(_))));
    }

    #[test]
    fn names_are_shortened_as_people_say_them() {
        let division = |name: &str| Division { place: Place::new("330723001244").unwrap(), name: name.into() };
        assert_eq!(division("后陈村民委员会").short_name(), "后陈村");
        assert_eq!(division("后陈村委会").short_name(), "后陈村");
        assert_eq!(division("城中社区居民委员会").short_name(), "城中社区");
        assert_eq!(division("北街社区").short_name(), "北街社区");
        assert_eq!(division("七居委会").short_name(), "七居委会");
    }
}
