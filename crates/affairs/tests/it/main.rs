//! Cases from outside, by direct deeds: no page, no form in between. Each test runs on both databases.

#[cfg(test)]
mod claim;
#[cfg(test)]
mod expense;
#[cfg(test)]
mod order;
#[cfg(test)]
mod people;
