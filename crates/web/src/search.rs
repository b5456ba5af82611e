//! Searching in what a village has made public: by word, by the sound of a word, by its initials (拼音首字母), by payee, by amount.

mod gather;
pub(crate) mod page;
mod sought;

pub(crate) use gather::Shelf;
