//! The pages from outside: real requests to the real router, each on both databases.

#[cfg(test)]
mod adopt;
#[cfg(test)]
mod affair;
#[cfg(test)]
mod aging;
#[cfg(test)]
mod anonymous;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod bank;
#[cfg(test)]
mod board;
#[cfg(test)]
mod books;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod budget;
#[cfg(test)]
mod concerned;
#[cfg(test)]
mod copy;
#[cfg(test)]
mod correct;
#[cfg(test)]
mod data;
#[cfg(test)]
mod delegation;
#[cfg(test)]
mod distribution;
#[cfg(test)]
mod door;
#[cfg(test)]
mod emergency;
#[cfg(test)]
mod entry;
#[cfg(test)]
mod foresee;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod hall;
#[cfg(test)]
mod held;
#[cfg(test)]
mod household;
#[cfg(test)]
mod how;
#[cfg(test)]
mod inspect;
#[cfg(test)]
mod invoice;
#[cfg(test)]
mod keep_books;
#[cfg(test)]
mod leave;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod meeting;
#[cfg(test)]
mod members;
#[cfg(test)]
mod own_village;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod photo;
#[cfg(test)]
mod plots;
#[cfg(test)]
mod press;
#[cfg(test)]
mod preview;
#[cfg(test)]
mod public;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod ready;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod roster;
#[cfg(test)]
mod says;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod search;
#[cfg(test)]
mod things;
#[cfg(test)]
mod trouble;
#[cfg(test)]
mod turn;
#[cfg(test)]
mod villager;
#[cfg(test)]
mod work;
