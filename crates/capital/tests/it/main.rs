//! The books from outside, by real deeds and real cases. Each test runs on both databases.

#[cfg(test)]
mod affairs;
#[cfg(test)]
mod aging;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod bank;
#[cfg(test)]
mod books;
#[cfg(test)]
mod budget;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod contracts;
#[cfg(test)]
mod handover;
#[cfg(test)]
mod import;
#[cfg(test)]
mod members;
#[cfg(test)]
mod period;
#[cfg(test)]
mod plots;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod registers;
#[cfg(test)]
mod reverse;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod works;
