//! Searching in what a village, or the whole county, has made public: by word, by the sound of a word, by its initials
//! (拼音首字母), by payee, by amount.

pub(crate) mod county;
pub(crate) mod county_page;
mod gather;
mod index;
pub(crate) mod page;
mod piece;
mod sought;

pub(crate) use county::CountySearch;
pub(crate) use gather::Shelf;
pub use index::{Found, Index, Scope, plain_line};
