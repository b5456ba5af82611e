//! The authority from outside: its rules, its table, its proofs.

#[cfg(test)]
mod affairs;
#[cfg(test)]
mod incompatible;
#[cfg(test)]
mod people;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod separation;
#[cfg(test)]
mod supervision;
#[cfg(test)]
mod table;
#[cfg(test)]
mod three_no_direct;
