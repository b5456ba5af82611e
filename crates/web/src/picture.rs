//! An affair in pictures: at most eight drawings with few words each, for those who do not read rules.

pub(crate) mod drawing;
pub(crate) mod group;
pub(crate) mod kind;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod sheet;
pub(crate) mod show;

pub(crate) use drawing::Pictogram;
