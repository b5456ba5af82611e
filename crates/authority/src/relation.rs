//! Declared relatives (亲属).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use village::{PersonId, Words};

/// A text that is not a relation's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not the code of a relation: expected `spouse`, `parent`, `child`, `sibling`, `grandparent`, `grandchild` or `other`"
)]
pub struct RelationError(pub String);

/// What the second person is to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 配偶.
    Spouse,
    /// 父母.
    Parent,
    /// 子女.
    Child,
    /// 兄弟姐妹.
    Sibling,
    /// 祖父母、外祖父母.
    Grandparent,
    /// 孙子女、外孙子女.
    Grandchild,
    /// Any other declared relative: recused, but not a near relative in the law's sense.
    Other,
}

impl Relation {
    /// Every relation.
    pub const ALL: &'static [Self] =
        &[Self::Spouse, Self::Parent, Self::Child, Self::Sibling, Self::Grandparent, Self::Grandchild, Self::Other];

    /// The code, such as `spouse`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Sibling => "sibling",
            Self::Grandparent => "grandparent",
            Self::Grandchild => "grandchild",
            Self::Other => "other",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> Words {
        match self {
            Self::Spouse => Words::new("配偶", "spouse"),
            Self::Parent => Words::new("父母", "parent"),
            Self::Child => Words::new("子女", "child"),
            Self::Sibling => Words::new("兄弟姐妹", "sibling"),
            Self::Grandparent => Words::new("祖父母、外祖父母", "grandparent"),
            Self::Grandchild => Words::new("孙子女、外孙子女", "grandchild"),
            Self::Other => Words::new("其他亲属", "other relative"),
        }
    }

    /// The same relation seen from the other person.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Grandparent => Self::Grandchild,
            Self::Grandchild => Self::Grandparent,
            same @ (Self::Spouse | Self::Sibling | Self::Other) => same,
        }
    }
}

impl FromStr for Relation {
    type Err = RelationError;
    fn from_str(code: &str) -> Result<Self, RelationError> {
        Self::ALL.iter().copied().find(|relation| relation.code() == code).ok_or_else(|| RelationError(code.to_owned()))
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A declared relation: the second person is the first one's spouse, parent, child …
pub type Kin = (PersonId, PersonId, Relation);
