//! A villager's own scope: coming in by a telephone, by the household's code or beside an official; the page of one's own household;
//! the officials' page from which codes are given and villagers are helped.

pub(crate) mod desk;
pub(crate) mod enter;
pub(crate) mod own;
pub(crate) mod page;
pub(crate) mod sheet;
pub(crate) mod show;

pub(crate) use sheet::CodeSheets;
