//! Cases from outside, by direct deeds: no page, no form in between. Each test runs on both databases.

#[cfg(test)]
mod chance;
#[cfg(test)]
mod claim;
#[cfg(test)]
mod conform;
#[cfg(test)]
mod correct;
#[cfg(test)]
mod delegated;
#[cfg(test)]
mod delegation;
#[cfg(test)]
mod emergency;
#[cfg(test)]
mod expense;
#[cfg(test)]
mod family;
#[cfg(test)]
mod group;
#[cfg(test)]
mod hall;
#[cfg(test)]
mod hands;
#[cfg(test)]
mod late;
#[cfg(test)]
mod lease;
#[cfg(test)]
mod leave;
#[cfg(test)]
mod meeting;
#[cfg(test)]
mod order;
#[cfg(test)]
mod party;
#[cfg(test)]
mod payment;
#[cfg(test)]
mod people;
#[cfg(test)]
mod proxy;
#[cfg(test)]
mod publish;
#[cfg(test)]
mod reads;
#[cfg(test)]
mod roads;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod split;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod twice;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod window;
